//! The simulator without a port, and whoever checks with it.

use axum::body::Body;
use axum::http::{Request, header};
use gluepane_itglue::*;
use gluepane_secret::Secret;
use http_body_util::BodyExt;
use pollster::block_on;
use simulator::{Options, Simulator};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::pending;
use std::sync::Arc;
use tenant::people::{CREATOR, TECHNICIAN};
use tower::ServiceExt;

/// Who checks, and where.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Who {
    Key,
    KeyWithoutPasswords,
    /// A user's token on the web API's host.
    User,
    /// On the public API's host.
    UserOnPublic,
    /// A key on the web API's host.
    KeyOnWeb,
    /// Somebody whose group must not see configurations.
    Denied,
}

/// In this order they are tried until one tells two positions apart.
pub(crate) const ALL: [Who; 6] = [
    Who::Key,
    Who::KeyWithoutPasswords,
    Who::User,
    Who::UserOnPublic,
    Who::KeyOnWeb,
    Who::Denied,
];

/// The simulator without a port.
pub(crate) struct Simulated {
    pub(crate) simulator: Arc<Simulator>,
    pub(crate) is_web: Cell<bool>,
    /// The n-th request gets this instead of its answer.
    pub(crate) spoiled: RefCell<Option<(u32, Spoiled)>>,
    pub(crate) n_sent: Cell<u32>,
}

#[derive(Clone, Copy)]
pub(crate) enum Spoiled {
    With(u16, &'static str, &'static str),
    /// No answer.
    Cut,
    CutFromHere,
    RefusedFromHere,
    Never,
}

pub(crate) const PUBLIC: &str = "http://127.0.0.1:9";
pub(crate) const WEB: &str = "http://127.0.0.1:9/api";

impl Simulated {
    pub(crate) fn new() -> Self {
        Self {
            simulator: Arc::new(Simulator::new(tenant::demo(), Options::default())),
            is_web: Cell::new(false),
            spoiled: RefCell::default(),
            n_sent: Cell::new(0),
        }
    }

    /// A check by `who` under these switches.
    pub(crate) fn check(&self, who: Who, settings: &[(&str, &str)]) -> Report {
        let credential = self.prepare(who, settings);
        let base = ApiBase::parse(if self.is_web.get() { WEB } else { PUBLIC }).unwrap();
        let credential = match who {
            Who::Key | Who::KeyWithoutPasswords | Who::KeyOnWeb => Credential::ApiKey(&credential),
            _ => Credential::Bearer(&credential),
        };
        let client = Client::new(self, &base, credential);
        block_on(client.check_account(&Still, &Stop::default(), &|_, _| {}))
    }

    pub(crate) fn prepare(&self, who: Who, settings: &[(&str, &str)]) -> Secret<String> {
        self.simulator.access().clear_window();
        self.simulator.journal().clear();
        self.n_sent.set(0);
        let mut options = Options::default();
        for (name, value) in settings {
            options.set(name, value).unwrap();
        }
        *self.simulator.options_mut() = options;
        self.is_web.set(matches!(who, Who::User | Who::KeyOnWeb));
        let access = |name| self.simulator.access().key(name);
        let user = |id| {
            let tenant = self.simulator.tenant().clone();
            let mut sessions = self.simulator.sessions();
            let session = sessions.open(id);
            let options = self.simulator.options().clone();
            sessions.access_token(session, tenant.people.user(id).unwrap(), &options)
        };
        Secret::new(match who {
            Who::Key | Who::KeyOnWeb => access("api_key"),
            Who::KeyWithoutPasswords => access("api_key_without_passwords"),
            Who::User | Who::UserOnPublic => user(TECHNICIAN),
            Who::Denied => user(CREATOR),
        })
    }
}

impl Transport for Simulated {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        self.n_sent.set(self.n_sent.get() + 1);
        let spoiled = *self.spoiled.borrow();
        if let Some((n, spoiled)) = spoiled {
            let is_it = self.n_sent.get() == n;
            let is_since = self.n_sent.get() >= n;
            match spoiled {
                Spoiled::With(status, content_type, body) if is_it => {
                    return Ok(HttpResponse {
                        status,
                        content_type: content_type.to_owned(),
                        retry_after_s: None,
                        headers: Vec::new(),
                        body: Secret::new(body.to_owned()),
                    });
                }
                Spoiled::RefusedFromHere if is_since => {
                    return Ok(HttpResponse {
                        status: 403,
                        content_type: "application/json".to_owned(),
                        retry_after_s: None,
                        headers: Vec::new(),
                        body: Secret::new(r#"{"message":"Forbidden"}"#.to_owned()),
                    });
                }
                Spoiled::Cut if is_it => return Err(TransportError::Unreachable),
                Spoiled::CutFromHere if is_since => return Err(TransportError::Unreachable),
                Spoiled::Never if is_it => pending().await,
                _ => {}
            }
        }
        assert!(request.wants_headers && request.body.is_none());
        assert_eq!(request.urgency, Urgency::Background);
        let path = request.url.strip_prefix(PUBLIC).unwrap();
        let credential = request.credential;
        // EXPOSE: the simulator's own invented key or token.
        let secret = credential.secret().expose();
        let sent = Request::builder()
            .method(request.method.as_str())
            .uri(path)
            .header(header::HOST, "127.0.0.1:9")
            .header(credential.header(), [credential.prefix(), secret].concat())
            .body(Body::empty())
            .unwrap();
        let router = match self.is_web.get() {
            true => simulator::web_router(self.simulator.clone()),
            false => simulator::api_router(self.simulator.clone()),
        };
        let (head, body) = router.oneshot(sent).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
        let content_type = head.headers.get(header::CONTENT_TYPE);
        let noted = head.headers.iter();
        let noted = noted.filter(|(name, _)| is_noted_header(name.as_str()));
        Ok(HttpResponse {
            status: head.status.as_u16(),
            content_type: content_type.map_or_else(String::new, text),
            retry_after_s: None,
            headers: noted
                .map(|(name, value)| (name.to_string(), text(value)))
                .collect(),
            body: Secret::new(String::from_utf8(bytes.to_vec()).unwrap()),
        })
    }
}

/// Time stands still.
pub(crate) struct Still;

impl Pace for Still {
    fn now_ms(&self) -> u64 {
        0
    }

    fn sleep_ms(&self, _: u64) -> Soon<'_> {
        Box::pin(pending())
    }

    fn roll(&self) -> u32 {
        0
    }

    fn keep(&self, _: Vec<u64>) -> Soon<'_> {
        Box::pin(async {})
    }
}

pub(crate) fn answers(report: &Report) -> BTreeMap<&'static str, String> {
    let findings = report.findings.iter();
    findings
        .map(|finding| match &finding.answer {
            Ok(answer) => (finding.key, answer.clone()),
            Err(why) => (finding.key, format!("– {why}")),
        })
        .collect()
}
