//! Signing in and out: a form that works in a browser, the same as JSON, and a stand-in for an identity provider.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tenant::people::login_password;

use super::{Visit, redirect, unauthorized};
use crate::otp;
use crate::pages::{encode, escape};
use crate::rights::Caller;
use crate::serve::Made;
use crate::sessions::COOKIE;

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Wrong,
    SsoEnforced,
    CodeMissing,
    CodeWrong,
}

impl Refusal {
    fn words(self) -> &'static str {
        match self {
            Self::Wrong => "Invalid e-mail or password.",
            Self::SsoEnforced => "This account signs in through single sign-on.",
            Self::CodeMissing => "A one-time code is needed.",
            Self::CodeWrong => "Invalid one-time code.",
        }
    }
}

/// `GET /login`.
pub(super) fn page(visit: &Visit) -> Response {
    if is_sso(visit) && visit.ask.parameter("sso_disabled").is_none() {
        return redirect(&format!("/idp?return_to={}", encode(&return_to(visit))));
    }
    form(visit, "", StatusCode::OK)
}

/// The login's page, wherever it is shown.
pub(super) fn form(visit: &Visit, trouble: &str, status: StatusCode) -> Response {
    let fields = "<label>E-mail <input type=\"email\" name=\"user[email]\" autocomplete=\"username\" required></label>\
                  <label>Password <input type=\"password\" name=\"user[password]\" autocomplete=\"current-password\" required></label>";
    form_page(visit, "/login", trouble, fields, status)
}

/// Where a page that needs a session sends those who have none.
pub(super) fn redirect_to(visit: &Visit) -> Response {
    redirect(&format!(
        "/login?return_to={}",
        encode(&visit.ask.path_and_query)
    ))
}

/// `POST /login`: a form, or JSON with `generate_jwt=1`.
pub(super) fn sign_in(visit: &Visit) -> Response {
    if visit.ask.parameter("generate_jwt").is_some() {
        return sign_in_for_token(visit);
    }
    let field = |name: &str| field(visit, name);
    let (code, challenge) = (field("user[otp_attempt]"), field("challenge"));
    if !challenge.is_empty() {
        return answer_challenge(visit, &challenge, &code);
    }
    let code = (!code.is_empty()).then_some(code.as_str());
    match check(visit, &field("user[email]"), &field("user[password]"), code) {
        Ok(user_id) => let_in(visit, user_id),
        Err((Refusal::CodeMissing, Some(user_id))) => ask_for_code(visit, user_id, ""),
        Err((refusal, _)) => form(visit, refusal.words(), StatusCode::OK),
    }
}

fn answer_challenge(visit: &Visit, challenge: &str, code: &str) -> Response {
    let Some(user_id) = visit.simulator.sessions().challenged(challenge) else {
        return form(visit, Refusal::Wrong.words(), StatusCode::OK);
    };
    visit.simulator.sessions().drop_challenge(challenge);
    if is_code(visit, user_id, code) {
        let_in(visit, user_id)
    } else {
        ask_for_code(visit, user_id, Refusal::CodeWrong.words())
    }
}

fn ask_for_code(visit: &Visit, user_id: u64, trouble: &str) -> Response {
    let challenge = visit.simulator.sessions().challenge(user_id);
    let fields = format!(
        "<input type=\"hidden\" name=\"challenge\" value=\"{challenge}\">\
         <label>One-time code <input name=\"user[otp_attempt]\" inputmode=\"numeric\" autocomplete=\"one-time-code\" required></label>"
    );
    form_page(visit, "/login", trouble, &fields, StatusCode::OK)
}

fn let_in(visit: &Visit, user_id: u64) -> Response {
    let cookie = {
        let mut sessions = visit.simulator.sessions();
        let session = sessions.open(user_id);
        sessions.cookie(session)
    };
    let mut answer = redirect(&return_to(visit));
    *answer.status_mut() = StatusCode::SEE_OTHER;
    set_cookie(visit, &mut answer, &cookie, "");
    Made::by(&mut answer, Caller::User { id: user_id });
    answer
}

/// `POST /login?generate_jwt=1[&sso_disabled=1]` with JSON: no cookie, but a refresh token.
fn sign_in_for_token(visit: &Visit) -> Response {
    let body: Value = serde_json::from_slice(&visit.ask.body).unwrap_or(Value::Null);
    let user = &body["user"];
    let (Some(email), Some(password)) = (user["email"].as_str(), user["password"].as_str()) else {
        return refuse(
            StatusCode::BAD_REQUEST,
            "user.email and user.password are missing",
        );
    };
    // A code as a number has lost its leading zeros, so only text counts.
    let code = match &user["otp_attempt"] {
        Value::Null => None,
        given => Some(given.as_str().unwrap_or_default()),
    };
    match check(visit, email, password, code) {
        Ok(user_id) => {
            let token = {
                let mut sessions = visit.simulator.sessions();
                let session = sessions.open(user_id);
                sessions.refresh_token(session, visit.options)
            };
            let mut answer = super::tokens::no_store(&json!({"token": token}));
            Made::by(&mut answer, Caller::User { id: user_id });
            answer
        }
        Err((Refusal::SsoEnforced, _)) => {
            refuse(StatusCode::FORBIDDEN, Refusal::SsoEnforced.words())
        }
        Err((refusal, _)) => unauthorized(refusal.words()),
    }
}

/// Who these are. The user stands beside a refusal if the password was right.
fn check(
    visit: &Visit,
    email: &str,
    password: &str,
    code: Option<&str>,
) -> Result<u64, (Refusal, Option<u64>)> {
    let tenant = visit.simulator.tenant();
    let user = tenant
        .people
        .user_by_email(email)
        .filter(|user| login_password(tenant.seed, user.id) == password)
        .ok_or((Refusal::Wrong, None))?;
    if is_sso(visit) && !(user.is_sso_exempt && asks_without_sso(visit)) {
        return Err((Refusal::SsoEnforced, Some(user.id)));
    }
    match code {
        _ if !user.has_otp => Ok(user.id),
        None => Err((Refusal::CodeMissing, Some(user.id))),
        Some(code) if is_code_of(visit, tenant.seed, user.id, code) => Ok(user.id),
        Some(_) => Err((Refusal::CodeWrong, Some(user.id))),
    }
}

fn is_sso(visit: &Visit) -> bool {
    visit.options.is("sso", "enforced")
}

/// Whoever is on the list of exceptions has to say so: the form by a field, the JSON login in its address.
fn asks_without_sso(visit: &Visit) -> bool {
    visit.ask.parameter("sso_disabled").is_some() || !field(visit, "sso_disabled").is_empty()
}

/// One field of the form; empty if it is not there.
fn field(visit: &Visit, name: &str) -> String {
    let mut fields = visit.ask.form().into_iter();
    fields
        .find(|(known, _)| known == name)
        .map(|(_, value)| value)
        .unwrap_or_default()
}

fn is_code(visit: &Visit, user_id: u64, code: &str) -> bool {
    let seed = visit.simulator.tenant().seed;
    is_code_of(visit, seed, user_id, code)
}

fn is_code_of(visit: &Visit, seed: u64, user_id: u64, code: &str) -> bool {
    let now_s = visit.simulator.clock().unix_s();
    otp::is_code(&tenant::login_otp_secret(seed, user_id), code, now_s)
}

/// `GET /idp`: what stands for KaseyaOne or another identity provider.
pub(super) fn provider_page(visit: &Visit) -> Response {
    provider_form(visit, "")
}

/// `POST /idp`: the provider vouches for the user; its own second factor is its own business.
pub(super) fn provider_sign_in(visit: &Visit) -> Response {
    let found = {
        let tenant = visit.simulator.tenant();
        let password = field(visit, "password");
        tenant
            .people
            .user_by_email(&field(visit, "login"))
            .map(|user| user.id)
            .filter(|id| login_password(tenant.seed, *id) == password)
    };
    match found {
        Some(user_id) => let_in(visit, user_id),
        None => provider_form(visit, Refusal::Wrong.words()),
    }
}

fn provider_form(visit: &Visit, trouble: &str) -> Response {
    let fields = "<p>The identity provider of Northlane IT.</p>\
                  <label>Login <input name=\"login\" autocomplete=\"username\" required></label>\
                  <label>Password <input type=\"password\" name=\"password\" autocomplete=\"current-password\" required></label>";
    form_page(visit, "/idp", trouble, fields, StatusCode::OK)
}

/// `/logout`: the session ends, its tokens too.
pub(super) fn sign_out(visit: &Visit) -> Response {
    if let Some((session, _)) = visit.session {
        visit.simulator.sessions().end(session);
    }
    let mut answer = redirect("/login");
    set_cookie(visit, &mut answer, "", "; Max-Age=0");
    answer
}

fn set_cookie(visit: &Visit, answer: &mut Response, value: &str, more: &str) {
    let secure = if visit.ask.scheme == "https" {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{more}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

fn form_page(
    visit: &Visit,
    action: &str,
    trouble: &str,
    fields: &str,
    status: StatusCode,
) -> Response {
    let alert = if trouble.is_empty() {
        String::new()
    } else {
        format!("<p role=\"alert\">{}</p>", escape(trouble))
    };
    let exempt = if asks_without_sso(visit) {
        "<input type=\"hidden\" name=\"sso_disabled\" value=\"1\">"
    } else {
        ""
    };
    let body = format!(
        "{alert}<form method=\"post\" action=\"{action}\">{fields}{exempt}\
         <input type=\"hidden\" name=\"return_to\" value=\"{}\"><button>Sign in</button></form>",
        escape(&return_to(visit))
    );
    super::page(status, "Sign in", &body)
}

/// Where the browser goes afterwards: a path of this host, or its front page.
fn return_to(visit: &Visit) -> String {
    let asked = Some(field(visit, "return_to"))
        .filter(|path| !path.is_empty())
        .or_else(|| visit.ask.parameter("return_to").map(str::to_owned))
        // A page that shows the login in its own place leads back to itself.
        .or_else(|| {
            let own = visit.ask.path.as_str();
            (!matches!(own, "/login" | "/idp")).then(|| visit.ask.path_and_query.clone())
        });
    asked
        .filter(|path| path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'))
        .unwrap_or_else(|| "/".to_owned())
}

fn refuse(status: StatusCode, reason: &str) -> Response {
    (status, Json(json!({"error": reason}))).into_response()
}
