//! A transport that answers what it is told to and writes down what it was asked.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub(crate) mod rows;

use gluepane_itglue::{
    ApiBase, Client, Credential, GlueError, HttpRequest, HttpResponse, Transport, TransportError,
};
use gluepane_secret::Secret;
use pollster::block_on;
use std::cell::RefCell;
use std::future::Future;

/// What a [`Wire`] answers.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) retry_after_s: Option<u32>,
    pub(crate) body: String,
}

/// Always the same answer.
pub(crate) struct Wire {
    pub(crate) answer: Result<Answer, TransportError>,
    pub(crate) asked: RefCell<Vec<(String, String)>>,
    pub(crate) sent: RefCell<Vec<String>>,
    base: ApiBase,
    key: Secret<String>,
}

pub(crate) const KEY: &str = "ITG.0123456789";

impl Wire {
    pub(crate) fn new(answer: Result<Answer, TransportError>) -> Self {
        Self {
            answer,
            asked: RefCell::default(),
            sent: RefCell::default(),
            base: ApiBase::parse("https://api.itglue.com").unwrap(),
            key: Secret::new(KEY.to_owned()),
        }
    }

    /// A good answer of this body.
    pub(crate) fn json(body: impl Into<String>) -> Self {
        Self::new(Ok(Answer {
            status: 200,
            content_type: "application/vnd.api+json",
            retry_after_s: None,
            body: body.into(),
        }))
    }

    pub(crate) fn client(&self) -> Client<'_, Self> {
        Client::new(self, &self.base, Credential::ApiKey(&self.key))
    }

    /// The same with a user's token.
    pub(crate) fn user(&self) -> Client<'_, Self> {
        Client::new(self, &self.base, Credential::Bearer(&self.key))
    }

    pub(crate) fn urls(&self) -> Vec<String> {
        self.asked
            .borrow()
            .iter()
            .map(|(url, _)| url.clone())
            .collect()
    }
}

impl Transport for Wire {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        // EXPOSE: an invented key, to see that it is the one sent.
        let key = request.credential.secret().expose().clone();
        if let Some(body) = request.body {
            // EXPOSE: an invented body, to see what is sent.
            self.sent.borrow_mut().push(body.expose().clone());
        }
        self.asked.borrow_mut().push((request.url, key));
        self.answer.clone().map(|answer| HttpResponse {
            status: answer.status,
            content_type: answer.content_type.to_owned(),
            retry_after_s: answer.retry_after_s,
            headers: Vec::new(),
            body: Secret::new(answer.body),
        })
    }
}

/// Waits for an answer.
pub(crate) fn wait<T>(answer: impl Future<Output = T>) -> T {
    block_on(answer)
}

/// What each method of the client says to this answer: `Ok(())` or the error.
pub(crate) fn every_method(wire: &Wire) -> Vec<(&'static str, Result<(), GlueError>)> {
    use gluepane_itglue::{OrganizationId, PasswordId};
    let (client, org, password) = (wire.client(), OrganizationId(501), PasswordId(9001));
    vec![
        (
            "probe_organizations",
            wait(client.probe_organizations()).map(drop),
        ),
        (
            "find_primary_organization",
            wait(client.find_primary_organization()).map(drop),
        ),
        (
            "list_organizations",
            wait(client.list_organizations(1)).map(drop),
        ),
        (
            "list_organizations_since",
            wait(client.list_organizations_since("2026-01-01T00:00:00.000Z", 1)).map(drop),
        ),
        (
            "find_organizations_named",
            wait(client.find_organizations_named("Harbour, Inc.")).map(drop),
        ),
        (
            "find_configurations_by_rmm_id",
            wait(client.find_configurations_by_rmm_id("aem", "41")).map(drop),
        ),
        (
            "find_organizations_by_psa_id",
            wait(client.find_organizations_by_psa_id("autotask", "1234")).map(drop),
        ),
        (
            "find_configurations_by_serial",
            wait(client.find_configurations_by_serial("7XK3QW2")).map(drop),
        ),
        (
            "list_configurations_of",
            wait(client.list_configurations_of(org, 2)).map(drop),
        ),
        (
            "list_passwords_of",
            wait(client.list_passwords_of(org, 1)).map(drop),
        ),
        (
            "probe_passwords",
            wait(client.probe_passwords(None)).map(drop),
        ),
        (
            "probe_passwords of",
            wait(client.probe_passwords(Some(org))).map(drop),
        ),
        (
            "get_password",
            wait(client.get_password(password)).map(drop),
        ),
        (
            "reveal_password",
            wait(client.reveal_password(password)).map(drop),
        ),
    ]
}
