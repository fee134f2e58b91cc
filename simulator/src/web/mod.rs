//! IT Glue's web site: login, tokens, search, deep links, and pages that say what they are.
//!
//! Source: API reference, sections 1.3 and 4.3. How the pages look is invented.

mod links;
mod login;
mod records;
mod search;
mod tokens;

use axum::Json;
use axum::http::{Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

use crate::rights::{Caller, Sight};
use crate::serve::{Ask, Made};
use crate::sessions::COOKIE;
use crate::{Options, Simulator, refusals};

/// What every page here is given.
struct Visit<'a> {
    simulator: &'a Simulator,
    options: &'a Options,
    ask: &'a Ask,
    /// The session of the browser's cookie, with its user.
    session: Option<(u64, u64)>,
}

/// Answers a request to the web site.
pub(crate) fn answer(simulator: &Simulator, options: &Options, ask: &Ask) -> Response {
    if let Some(refusal) = refusals::ip_blocked(options) {
        return refusal;
    }
    let cookie = ask.cookie(COOKIE);
    let session = cookie.and_then(|value| simulator.sessions().by_cookie(&value));
    let visit = Visit {
        simulator,
        options,
        ask,
        session,
    };
    let (method, segments) = (&ask.method, ask.segments());
    let mut answer = match (method.as_str(), segments.as_slice()) {
        ("GET", ["login"]) => login::page(&visit),
        ("POST", ["login"]) => login::sign_in(&visit),
        ("GET", ["idp"]) => login::provider_page(&visit),
        ("POST", ["idp"]) => login::provider_sign_in(&visit),
        ("GET" | "POST" | "DELETE", ["logout"]) => login::sign_out(&visit),
        ("GET", ["jwt", "refresh"]) => tokens::refresh(&visit),
        ("GET" | "POST", ["jwt", "token"]) => tokens::access(&visit),
        ("GET", ["search.json"]) => search::answer(&visit),
        ("GET", ["links", integration, kind, id]) => links::answer(&visit, integration, kind, id),
        ("GET", [organization, "docs", document, "images", id]) => {
            records::image(&visit, organization, document, id)
        }
        // Browsers ask by themselves; a page would be noise in a test's journal.
        ("GET", ["favicon.ico"]) => StatusCode::NO_CONTENT.into_response(),
        _ if *method == Method::GET => records::answer(&visit),
        _ => not_found(),
    };
    if let Some((_, id)) = session {
        Made::by(&mut answer, Caller::User { id });
    }
    answer
}

impl Visit<'_> {
    /// Calls `page` with what the visitor may see, or shows the login.
    fn seen(&self, page: impl FnOnce(&Sight) -> Response) -> Response {
        let caller = match self.session {
            Some((_, id)) => Caller::User { id },
            None if self.options.is("web_pages", "open") => Caller::Key {
                name: "nobody",
                has_password_access: false,
            },
            None if self.options.is("web_pages", "in_place") => {
                return login::form(self, "", StatusCode::OK);
            }
            None => return login::redirect_to(self),
        };
        let tenant = self.simulator.tenant();
        match Sight::of(caller, &tenant, self.options) {
            Some(sight) => page(&sight),
            None => login::redirect_to(self),
        }
    }

    /// What an endpoint answers to a browser that is not signed in. Unknown of the real one (API reference, section 10).
    fn signed_out(&self) -> Response {
        match self.options.get("signed_out") {
            "redirect_html" => login::redirect_to(self),
            "login_html" => login::form(self, "", StatusCode::OK),
            _ => unauthorized("You are not signed in."),
        }
    }
}

fn unauthorized(reason: &str) -> Response {
    (StatusCode::UNAUTHORIZED, Json(json!({"error": reason}))).into_response()
}

fn redirect(target: &str) -> Response {
    (
        StatusCode::FOUND,
        [
            (header::LOCATION, target.to_owned()),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ],
    )
        .into_response()
}

fn not_found() -> Response {
    page(StatusCode::NOT_FOUND, "Not found", "")
}

fn page(status: StatusCode, heading: &str, body: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{heading} - IT Glue stand-in</title>\
         <style>body{{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}}\
         label,button{{display:block;margin:.5rem 0}}</style></head><body>\
         <p><a href=\"/\">IT Glue stand-in</a></p><main><h1>{heading}</h1>{body}</main></body></html>"
    );
    (status, [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response()
}
