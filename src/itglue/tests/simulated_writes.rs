//! What is written to the simulator, and each way that it can be refused or lost: once sent, never sent again, and the
//! value in nothing that is said of it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop: that is what a failed test is"
)]

use axum::body::Body;
use axum::http::{Request, header};
use gluepane_itglue::*;
use gluepane_secret::Secret;
use http_body_util::BodyExt;
use pollster::block_on;
use simulator::{Options, Simulator};
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use tenant::fixtures;
use tenant::people::Role;
use tower::ServiceExt;

const BASE: &str = "http://127.0.0.1:9";
const HARBOUR: OrganizationId = OrganizationId(fixtures::HARBOUR_DENTAL);
const VALUE: &str = "Corr3ct-Horse-b4ttery";

/// The simulator without a port, and a credential for it.
struct Desk {
    simulator: Arc<Simulator>,
    base: ApiBase,
    secret: Secret<String>,
    is_user: bool,
    /// The answer to a write is lost on its way back.
    loses_answers: Cell<bool>,
    asked: RefCell<Vec<Method>>,
}

impl Desk {
    fn new() -> Self {
        let simulator = Simulator::new(tenant::demo(), Options::default());
        let key = simulator.access().key("api_key");
        Self {
            simulator: Arc::new(simulator),
            base: ApiBase::parse(BASE).unwrap(),
            secret: Secret::new(key),
            is_user: false,
            loses_answers: Cell::default(),
            asked: RefCell::default(),
        }
    }

    /// The same, signed in as somebody who may only read.
    fn of_a_reader() -> Self {
        let mut desk = Self::new();
        let tenant = tenant::demo();
        let is_reader = |user: &&tenant::people::User| user.role == Role::ReadOnly;
        let reader = tenant.people.users.iter().find(is_reader).unwrap();
        let token = {
            let mut sessions = desk.simulator.sessions();
            let session = sessions.open(reader.id);
            sessions.access_token(session, reader, &desk.simulator.options())
        };
        (desk.secret, desk.is_user) = (Secret::new(token), true);
        desk
    }

    fn client(&self) -> Client<'_, Self> {
        let credential = match self.is_user {
            true => Credential::Bearer(&self.secret),
            false => Credential::ApiKey(&self.secret),
        };
        Client::new(self, &self.base, credential)
    }

    fn fault(&self, fault: serde_json::Value) {
        let fault = serde_json::from_value(fault).unwrap();
        self.simulator.faults().add(fault);
    }

    fn n_posts(&self) -> usize {
        let asked = self.asked.borrow();
        asked.iter().filter(|of| **of == Method::Post).count()
    }

    /// A password of this name, embedded in a server; what came of it says nothing of the value.
    fn add_password(
        &self,
        name: &str,
        configuration: Option<u64>,
    ) -> Result<PasswordId, GlueError> {
        let value = Secret::new(VALUE.to_owned());
        let new = NewPassword {
            organization: HARBOUR,
            name,
            username: Some("administrator"),
            value: &value,
            url: None,
            category: None,
            configuration: configuration.map(ConfigurationId),
        };
        let done = block_on(self.client().create_password(&writes(), &new));
        for said in [format!("{done:?}"), format!("{new:?}")] {
            assert!(!said.contains(VALUE), "{said}");
        }
        if let Err(error) = &done {
            assert!(!error.to_string().contains(VALUE), "{error}");
        }
        done
    }

    /// All passwords of this name.
    fn passwords(&self, name: &str) -> Vec<PasswordDetails> {
        let list = List::of(HARBOUR).only(&PasswordDetails::NAME, name);
        block_on(self.client().list(&list)).unwrap().rows
    }
}

impl Transport for Desk {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        self.asked.borrow_mut().push(request.method);
        let credential = request.credential;
        // EXPOSE: the simulator's own invented key or token.
        let secret = credential.secret().expose();
        // EXPOSE: an invented value goes into the simulator.
        let body = request.body.map(|body| body.expose().clone());
        let sent = Request::builder()
            .method(request.method.as_str())
            .uri(request.url.strip_prefix(BASE).unwrap())
            .header(header::HOST, "127.0.0.1:9")
            .header(header::CONTENT_TYPE, "application/vnd.api+json")
            .header(credential.header(), [credential.prefix(), secret].concat())
            .body(body.map_or(Body::empty(), Body::from))
            .unwrap();
        let router = simulator::api_router(self.simulator.clone());
        let (head, body) = router.oneshot(sent).await.unwrap().into_parts();
        // One that breaks in the middle is no answer.
        let bytes = body
            .collect()
            .await
            .map_err(|_| TransportError::Unreachable)?;
        if self.loses_answers.get() && request.method == Method::Post {
            return Err(TransportError::Unreachable);
        }
        let text = |name| {
            let value = head.headers.get(name);
            value.map(|value: &header::HeaderValue| value.to_str().unwrap().to_owned())
        };
        Ok(HttpResponse {
            headers: Vec::new(),
            status: head.status.as_u16(),
            content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
            retry_after_s: text(header::RETRY_AFTER).and_then(|text| text.parse().ok()),
            body: Secret::new(String::from_utf8(bytes.to_bytes().to_vec()).unwrap()),
        })
    }
}

fn writes() -> Writes {
    Writes::if_turned_on(true).unwrap()
}

#[test]
fn without_the_setting_there_is_nothing_to_write_with() {
    assert!(Writes::if_turned_on(false).is_none());
}

#[test]
fn what_was_created_is_there_as_it_was_sent() {
    let desk = Desk::new();
    let client = desk.client();
    let new = NewOrganization {
        name: "Lindqvist & Söhne",
        short_name: Some("LIND"),
        ..NewOrganization::default()
    };
    let organization = block_on(client.create_organization(&writes(), &new)).unwrap();
    let row = block_on(client.show::<OrganizationDetails>(organization)).unwrap();
    assert_eq!(
        (row.name.as_str(), row.short_name.as_deref()),
        (new.name, new.short_name)
    );

    let types = block_on(client.list(&List::<ConfigurationType>::all())).unwrap();
    let new = NewConfiguration {
        organization,
        kind: types.rows[0].id,
        status: None,
        name: "LIND-DC01",
        hostname: Some("lind-dc01"),
        serial_number: Some("SN-4711"),
        mac_address: Some("00:00:5E:00:53:07"),
        primary_ip: Some("192.0.2.7"),
    };
    let configuration = block_on(client.create_configuration(&writes(), &new)).unwrap();
    let row = block_on(client.show::<ConfigurationDetails>(configuration)).unwrap();
    assert_eq!(row.organization, organization);
    assert_eq!(row.name, new.name);
    assert_eq!(row.hostname.as_deref(), new.hostname);
    assert_eq!(row.serial_number.as_deref(), new.serial_number);

    let link = NewRelatedItem {
        from: RelatedFrom::Configuration,
        from_id: configuration.0,
        to: &RecordKind::Configuration,
        to_id: fixtures::HDG_DC01,
        notes: Some("replaces it"),
    };
    block_on(client.create_related_item(&writes(), &link)).unwrap();
    let row = block_on(client.show::<ConfigurationDetails>(configuration)).unwrap();
    assert_eq!(row.related_items.len(), 1);
    assert_eq!(row.related_items[0].resource, Some(fixtures::HDG_DC01));
    assert_eq!(desk.n_posts(), 3);
}

#[test]
fn a_password_is_created_where_it_belongs_and_has_its_value() {
    let desk = Desk::new();
    let server = ConfigurationId(fixtures::HDG_DC01);
    for (name, configuration, parent) in [
        ("General one", None, None),
        (
            "Embedded one",
            Some(server.0),
            Some(PasswordParent::Configuration(server)),
        ),
    ] {
        let id = desk.add_password(name, configuration).unwrap();
        let rows = desk.passwords(name);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].id, &rows[0].parent), (id, &parent));
        let read = block_on(desk.client().reveal_password(id)).unwrap();
        // EXPOSE: an invented value is compared with what was written.
        assert_eq!(read.value.unwrap().expose(), VALUE);
    }
    assert_eq!(desk.n_posts(), 2);
}

#[test]
fn a_refusal_is_said_and_nothing_is_sent_again() {
    let desk = Desk::new();
    // Embedded in what isn't there: 422 with the pointer in the one style.
    let refused = desk.add_password("Refused", Some(1));
    assert!(
        matches!(&refused, Err(GlueError::Rejected { status: 422, messages }) if !messages.is_empty()),
        "{refused:?}"
    );
    assert_eq!(desk.n_posts(), 1);
    // Of an organization that isn't there.
    let new = NewConfiguration {
        organization: OrganizationId(1),
        kind: ConfigurationTypeId(1),
        status: None,
        name: "x",
        hostname: None,
        serial_number: None,
        mac_address: None,
        primary_ip: None,
    };
    let gone = block_on(desk.client().create_configuration(&writes(), &new));
    assert!(
        matches!(
            gone,
            Err(GlueError::NotFound | GlueError::Rejected { status: 422, .. })
        ),
        "{gone:?}"
    );
    assert_eq!(desk.n_posts(), 2);
    assert!(desk.passwords("Refused").is_empty());
}

#[test]
fn who_may_only_read_is_told_so() {
    let desk = Desk::of_a_reader();
    let refused = desk.add_password("Not theirs", None);
    assert_eq!(refused, Err(GlueError::NotPermitted));
    assert_eq!(desk.n_posts(), 1);
}

#[test]
fn a_service_that_is_busy_has_not_done_it() {
    let desk = Desk::new();
    let limit = |n: &str| desk.simulator.options_mut().set("rate_limit", n).unwrap();
    limit("0");
    let busy = desk.add_password("Busy", None);
    assert!(
        matches!(busy, Err(GlueError::RateLimited { .. })),
        "{busy:?}"
    );
    assert_eq!(desk.n_posts(), 1);
    limit("3000");
    assert!(desk.passwords("Busy").is_empty());
}

#[test]
fn an_answer_that_is_lost_leaves_it_open_and_nothing_is_sent_again() {
    let desk = Desk::new();
    desk.loses_answers.set(true);
    assert_eq!(desk.add_password("Lost", None), Err(GlueError::Unconfirmed));
    assert_eq!(desk.n_posts(), 1);
    // It was created: whoever looks finds it, once.
    assert_eq!(desk.passwords("Lost").len(), 1);

    desk.loses_answers.set(false);
    for (name, fault) in [
        (
            "Truncated",
            serde_json::json!({"path_contains": "/passwords", "kind": "truncated", "times": 1}),
        ),
        (
            "Failed",
            serde_json::json!({"path_contains": "/passwords", "kind": "status", "value": 502, "times": 1}),
        ),
    ] {
        let before = desk.n_posts();
        desk.fault(fault);
        assert_eq!(
            desk.add_password(name, None),
            Err(GlueError::Unconfirmed),
            "{name}"
        );
        assert_eq!(desk.n_posts(), before + 1, "{name}");
        assert!(desk.passwords(name).len() <= 1, "{name}");
    }
}
