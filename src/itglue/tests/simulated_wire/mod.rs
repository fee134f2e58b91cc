//! The simulator without a port, as a transport.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop: that is what a failed test is"
)]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use gluepane_itglue::*;
use gluepane_secret::Secret;
use http_body_util::BodyExt;
use pollster::block_on;
use simulator::{Options, Simulator};
use std::sync::Arc;
use tower::ServiceExt;

/// A simulator, a base address, and a key or a user's token.
pub(crate) struct Simulated {
    pub(crate) simulator: Arc<Simulator>,
    pub(crate) base: ApiBase,
    pub(crate) key: Secret<String>,
    is_user: bool,
    router: Router,
}

impl Simulated {
    /// A simulator of its own with these switches, and a key with Password Access.
    pub(crate) fn with(settings: &[(&str, &str)]) -> Self {
        Self::of(demo(), settings)
    }

    /// The same of a simulator that is used again: it is as at its start but for these switches.
    pub(crate) fn of(simulator: Arc<Simulator>, settings: &[(&str, &str)]) -> Self {
        simulator.reset();
        for (name, value) in settings {
            simulator.options_mut().set(name, value).unwrap();
        }
        let key = simulator.access().key("api_key");
        Self {
            base: ApiBase::parse("http://127.0.0.1:9").unwrap(),
            key: Secret::new(key),
            is_user: false,
            router: simulator::api_router(simulator.clone()),
            simulator,
        }
    }

    /// A user who is signed in, on the web site with the web API below `/api`, or on the web site itself.
    pub(crate) fn user(self, email: &str, path: &str) -> Self {
        let token = {
            let tenant = self.simulator.tenant();
            let user = tenant.people.user_by_email(email).unwrap();
            let options = self.simulator.options().clone();
            let mut sessions = self.simulator.sessions();
            let session = sessions.open(user.id);
            sessions.access_token(session, user, &options)
        };
        Self {
            base: ApiBase::parse(&format!("http://127.0.0.1:9{path}")).unwrap(),
            key: Secret::new(token),
            is_user: true,
            router: simulator::web_router(self.simulator.clone()),
            simulator: self.simulator,
        }
    }

    pub(crate) fn client(&self) -> Client<'_, Self> {
        let credential = match self.is_user {
            true => Credential::Bearer(&self.key),
            false => Credential::ApiKey(&self.key),
        };
        Client::new(self, &self.base, credential)
    }

    /// All rows of a list, page by page, or why there are none.
    pub(crate) fn try_all<R: Resource>(
        &self,
        list: impl Fn() -> List<R>,
    ) -> Result<Vec<R>, GlueError> {
        let mut rows = Vec::new();
        for number in 1..100 {
            let page = block_on(self.client().list(&list().page(number)))?;
            rows.extend(page.rows);
            if !page.has_next {
                return Ok(rows);
            }
        }
        panic!("a list without an end")
    }

    /// All rows of a list, page by page.
    pub(crate) fn all<R: Resource>(&self, list: impl Fn() -> List<R>) -> Vec<R> {
        self.try_all(|| list().sort("id")).unwrap()
    }
}

impl Transport for Simulated {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        let path = request.url.strip_prefix("http://127.0.0.1:9").unwrap();
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
        let answer = self.router.clone().oneshot(sent).await;
        let (head, body) = answer.unwrap().into_parts();
        if head.status.is_redirection() {
            return Err(TransportError::Redirected);
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = |name| head.headers.get(name)?.to_str().ok();
        Ok(HttpResponse {
            headers: Vec::new(),
            status: head.status.as_u16(),
            content_type: text(header::CONTENT_TYPE).unwrap_or_default().to_owned(),
            retry_after_s: text(header::RETRY_AFTER).and_then(|text| text.parse().ok()),
            body: Secret::new(String::from_utf8(bytes.to_vec()).unwrap()),
        })
    }
}

/// A simulator of the demo tenant.
pub(crate) fn demo() -> Arc<Simulator> {
    Arc::new(Simulator::new(tenant::demo(), Options::default()))
}
