//! The client: one base address, one credential, requests as values.

use crate::judge::{Asked, Sent, Standing, judge};
use crate::messages;
use crate::{
    ApiBase, Credential, GlueError, HttpRequest, Method, Query, Transport, TransportError, Urgency,
};
use gluepane_secret::Secret;

/// Asks IT Glue with one credential at one address.
pub struct Client<'a, T> {
    pub(crate) transport: &'a T,
    pub(crate) base: &'a ApiBase,
    pub(crate) credential: Credential<'a>,
    is_proved: bool,
    urgency: Urgency,
}

impl<'a, T: Transport> Client<'a, T> {
    /// A client. It holds nothing but what it is given.
    pub fn new(transport: &'a T, base: &'a ApiBase, credential: Credential<'a>) -> Self {
        Self {
            transport,
            base,
            credential,
            is_proved: false,
            urgency: Urgency::default(),
        }
    }

    /// The same for a key that worked before: refused from now on, it was revoked, not mistyped.
    #[must_use]
    pub fn proved(self) -> Self {
        Self {
            is_proved: true,
            ..self
        }
    }

    /// The same; what it asks from here on is as urgent as this.
    pub fn urgent(self, urgency: Urgency) -> Self {
        Self { urgency, ..self }
    }

    /// Sends a query and gives back the body of a good answer.
    pub(crate) async fn get(&self, query: &Query) -> Result<Secret<String>, GlueError> {
        self.send(Method::Get, query, None).await
    }

    /// Sends a body once and gives back that of a good answer.
    pub(crate) async fn post(
        &self,
        query: &Query,
        body: &Secret<String>,
    ) -> Result<Secret<String>, GlueError> {
        let explain = messages::read;
        self.send(Method::Post, query, Some(Sent { body, explain }))
            .await
    }

    async fn send(
        &self,
        method: Method,
        query: &Query,
        sent: Option<Sent<'_>>,
    ) -> Result<Secret<String>, GlueError> {
        let request = HttpRequest {
            method,
            url: format!("{}{}", self.base, query.path_and_query()),
            credential: self.credential,
            body: sent.map(|sent| sent.body),
            urgency: self.urgency,
            wants_headers: false,
        };
        let asked = Asked {
            query,
            standing: match self.credential {
                Credential::Bearer(_) => Standing::Session,
                Credential::ApiKey(_) if self.is_proved => Standing::ProvedKey,
                Credential::ApiKey(_) => Standing::UntriedKey,
            },
            sent,
        };
        match self.transport.send(request).await {
            Ok(response) => judge(asked, response),
            // Whether it arrived is not known.
            Err(TransportError::Unreachable) if sent.is_some() => Err(GlueError::Unconfirmed),
            Err(TransportError::Unreachable) => Err(GlueError::Unreachable),
            Err(TransportError::Redirected) => Err(asked.redirected()),
        }
    }
}
