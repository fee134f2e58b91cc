//! What all listeners share: a request is noted, may go wrong on purpose, and is answered by its surface.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::api::errors;
use crate::faults::{Fault, Kind};
use crate::journal::End;
use crate::rights::Caller;
use crate::{Options, Simulator, access, api, pages, refusals, web};

/// Which of the stand-ins answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// IT Glue's public API.
    Api,
    /// IT Glue's web API: the load balancers' hosts, and `/api` on the web site.
    WebApi,
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
            Self::WebApi => "web_api",
            Self::Web => "web",
            Self::Pages => "pages",
            Self::Foreign => "foreign",
        }
    }

    /// The surface that a host name stands for.
    pub fn of_host(host: &str) -> Self {
        match host {
            _ if access::is_public_api(host) => Self::Api,
            _ if access::is_web_api(host) => Self::WebApi,
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
        if ask.surface == Surface::Web && ask.path.starts_with("/api/") {
            ask.surface = Surface::WebApi;
        }
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

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let mut pairs = self.header("cookie")?.split(';');
        pairs.find_map(|pair| {
            let (known, value) = pair.trim().split_once('=')?;
            (known == name).then(|| value.to_owned())
        })
    }

    /// The fields of a form that was sent as the body, decoded, in order.
    pub fn form(&self) -> Vec<(String, String)> {
        // A form is encoded as a query is.
        let text = std::str::from_utf8(&self.body).unwrap_or_default();
        let uri = format!("/?{text}").parse::<Uri>().ok();
        uri.and_then(|uri| Query::try_from_uri(&uri).ok())
            .map_or_else(Vec::new, |Query(fields)| fields)
    }

    /// The parts of the path between slashes.
    pub fn segments(&self) -> Vec<&str> {
        self.path
            .split('/')
            .filter(|part| !part.is_empty())
            .collect()
    }
}

/// What the journal learns of an answer besides its status.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Made {
    pub(crate) caller: Caller,
    /// A password value is in it.
    pub(crate) value: bool,
    /// A one-time code is in it.
    pub(crate) code: bool,
}

impl Made {
    /// Notes it on the answer; a fault that replaces the answer leaves it out.
    pub(crate) fn note(self, answer: &mut Response) {
        answer.extensions_mut().insert(self);
    }

    /// Notes who asked, unless that is known already.
    pub(crate) fn by(answer: &mut Response, caller: Caller) {
        if answer.extensions().get::<Self>().is_none() {
            let (value, code) = (false, false);
            Self {
                caller,
                value,
                code,
            }
            .note(answer);
        }
    }

    fn of(answer: &Response) -> Option<Self> {
        answer.extensions().get().copied()
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
    simulator.catch_up();
    let options = simulator.options().clone();
    let fault = simulator.faults().take(&ask.path_and_query);
    let delay_ms = fault.as_ref().map_or(0, Fault::delay_ms);
    if delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(delay_ms)).await;
    }
    let mut answer = if is_too_large {
        errors::too_large()
    } else {
        answer(&simulator, &options, &ask)
    };
    let caller = Made::of(&answer).map(|made| made.caller);
    let mut is_dropped = false;
    if let Some(fault) = fault {
        is_dropped = fault.kind == Kind::Drop;
        answer = fault.spoil(answer, &options).await;
    }
    let made = Made::of(&answer).filter(|_| !is_dropped);
    let status = (!is_dropped).then(|| answer.status().as_u16());
    let is_sent = |what: fn(&Made) -> bool| made.as_ref().is_some_and(what);
    let (value, code) = (is_sent(|made| made.value), is_sent(|made| made.code));
    simulator.journal().end(
        n,
        End {
            status,
            caller,
            value,
            code,
        },
    );
    answer
}

fn answer(simulator: &Simulator, options: &Options, ask: &Ask) -> Response {
    let cors = match ask.surface {
        Surface::Api | Surface::Web => "cors",
        Surface::WebApi => "web_api_cors",
        Surface::Pages => return pages::answer(simulator, ask),
        Surface::Foreign => return "Nobody in particular.\n".into_response(),
    };
    let mut answer = match refusals::preflight(options, cors, ask) {
        Some(answer) => answer,
        None if ask.surface == Surface::Web => web::answer(simulator, options, ask),
        None => api::answer(simulator, options, ask),
    };
    refusals::allow_origin(&mut answer, options, cors, ask);
    answer
}
