//! What all listeners share: a request is noted, may go wrong on purpose, and is answered by its surface.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};

use crate::api::errors;
use crate::{Simulator, api, faults, pages, web};

/// Which of the stand-ins answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// IT Glue's public API.
    Api,
    /// IT Glue's web site.
    Web,
    /// Datto RMM, Autotask, ConnectWise PSA, and a tool without a recipe.
    Pages,
    /// Anybody else: only noted.
    Foreign,
}

impl Surface {
    /// Its word in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Web => "web",
            Self::Pages => "pages",
            Self::Foreign => "foreign",
        }
    }

    /// The surface that a host name stands for.
    pub fn of_host(host: &str) -> Self {
        match host {
            "api.itglue.com" | "api.eu.itglue.com" | "api.au.itglue.com" => Self::Api,
            _ if host.ends_with(".itglue.com") => Self::Web,
            _ if pages::knows_host(host) => Self::Pages,
            _ => Self::Foreign,
        }
    }
}

/// A request, taken apart.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Who answers.
    pub surface: Surface,
    /// `http` or `https`.
    pub scheme: &'static str,
    /// Method.
    pub method: Method,
    /// Host header, with its port.
    pub host: String,
    /// Path, still percent-encoded.
    pub path: String,
    /// Path and query as sent.
    pub path_and_query: String,
    /// Query parameters, decoded, in order.
    pub parameters: Vec<(String, String)>,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Ask {
    /// Takes a request apart; `surface` none lets the host decide.
    pub fn new(
        surface: Option<Surface>,
        scheme: &'static str,
        request: &Parts,
        body: Bytes,
    ) -> Self {
        let uri = &request.uri;
        let host = request
            .headers
            .get(header::HOST)
            .and_then(|value| value.to_str().ok())
            .or(uri.authority().map(|authority| authority.as_str()))
            .unwrap_or("localhost")
            .to_owned();
        let mut ask = Self {
            surface: Surface::Foreign,
            scheme,
            method: request.method.clone(),
            host,
            path: uri.path().to_owned(),
            path_and_query: uri
                .path_and_query()
                .map_or_else(|| uri.path().to_owned(), ToString::to_string),
            parameters: Query::try_from_uri(uri).map_or_else(|_| Vec::new(), |Query(pairs)| pairs),
            headers: request.headers.clone(),
            body,
        };
        ask.surface = surface.unwrap_or_else(|| Surface::of_host(ask.host_name()));
        ask
    }

    /// Host without the port.
    pub fn host_name(&self) -> &str {
        self.host
            .rsplit_once(':')
            .map_or(self.host.as_str(), |(name, _)| name)
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.host)
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The last value of a query parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The parts of the path between slashes.
    pub fn segments(&self) -> Vec<&str> {
        self.path
            .split('/')
            .filter(|part| !part.is_empty())
            .collect()
    }
}

/// Largest body, files included (API reference, section 1.5).
const BODY_BYTES: usize = 10 * 1024 * 1024;

/// Answers one request.
pub(crate) async fn serve(
    simulator: Arc<Simulator>,
    surface: Option<Surface>,
    scheme: &'static str,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, BODY_BYTES).await;
    let is_too_large = body.is_err();
    let ask = Ask::new(surface, scheme, &head, body.unwrap_or_default());
    let n = simulator.journal().begin(&ask);
    let fault = faults::take(&mut simulator.faults(), &ask.path_and_query);
    let delay_ms = fault.as_ref().map_or(0, faults::Fault::delay_ms);
    if delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(delay_ms)).await;
    }
    let mut answer = match ask.surface {
        _ if is_too_large => errors::too_large(),
        Surface::Api => api::answer(&simulator, &ask),
        Surface::Web => web::answer(&simulator, &ask),
        Surface::Pages => pages::answer(&simulator, &ask),
        Surface::Foreign => "Nobody in particular.\n".into_response(),
    };
    if let Some(fault) = fault {
        answer = fault.spoil(answer).await;
    }
    simulator.journal().end(n, answer.status().as_u16());
    answer
}
