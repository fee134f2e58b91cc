//! The transport: `fetch` with the rules of the house.

use crate::{Browser, browser};
use gluepane_itglue::{HttpRequest, HttpResponse, Transport, TransportError, is_noted_header};
use gluepane_secret::Secret;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReferrerPolicy, Request, RequestCache, RequestCredentials,
    RequestInit, RequestRedirect, Response, ResponseType,
};

/// Slower than this is as good as unreachable.
const TIMEOUT_MS: f64 = 15_000.0;

impl Transport for Browser {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        send(request)
            .await
            .map_err(|failed| failed.unwrap_or(TransportError::Unreachable))
    }
}

/// Ends the request once nobody waits for it any longer. One that is answered already doesn't mind.
struct GivenUp(AbortController);

impl Drop for GivenUp {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// `Err(None)`: the browser gave no answer, and doesn't say why.
async fn send(request: HttpRequest<'_>) -> Result<HttpResponse, Option<TransportError>> {
    let none = |_: JsValue| None;
    let init = RequestInit::new();
    // Without it both browsers leave a password's body in the HTTP disk cache (measured).
    init.set_cache(RequestCache::NoStore);
    // Not followed: the key would go along to a foreign host (measured). `manual` rather than `error`, so that a
    // redirect can be told from a dead line.
    init.set_redirect(RequestRedirect::Manual);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_credentials(RequestCredentials::Omit);
    init.set_method(request.method.as_str());
    if let Some(body) = request.body {
        // EXPOSE: a write's body goes to the client's own base address.
        init.set_body(&JsValue::from_str(body.expose()));
    }
    let given_up = GivenUp(AbortController::new().map_err(none)?);
    let late = browser::abort_after(TIMEOUT_MS);
    let signals = js_sys::Array::of2(&given_up.0.signal(), &late);
    init.set_signal(Some(&browser::abort_with_any(&signals)));
    let sent = Request::new_with_str_and_init(&request.url, &init).map_err(none)?;
    let credential = request.credential;
    // EXPOSE: the credential goes into the one header that IT Glue reads it from, to the client's own base address.
    let value = Secret::new([credential.prefix(), credential.secret().expose()].concat());
    // EXPOSE: the same.
    sent.headers()
        .set(credential.header(), value.expose())
        .map_err(none)?;
    sent.headers()
        .set("accept", "application/vnd.api+json")
        .map_err(none)?;
    if request.body.is_some() {
        sent.headers()
            .set("content-type", "application/vnd.api+json")
            .map_err(none)?;
    }
    let response: Response = JsFuture::from(browser::fetch(&sent))
        .await
        .map_err(none)?
        .dyn_into()
        .map_err(none)?;
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(Some(TransportError::Redirected));
    }
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let content_type = header("content-type").unwrap_or_default();
    let retry_after_s = header("retry-after").and_then(|text| text.trim().parse().ok());
    let headers = match request.wants_headers {
        true => noted(&response.headers()),
        false => Vec::new(),
    };
    let body = JsFuture::from(response.array_buffer().map_err(none)?)
        .await
        .map_err(none)?;
    let body = wiped_text(&Uint8Array::new(&body));
    Ok(HttpResponse {
        status: response.status(),
        content_type,
        retry_after_s,
        headers,
        body,
    })
}

/// The text that bytes are; none of them are left behind. Not by `Response.text()`: a JavaScript text can't be overwritten,
/// and takes longer on its way into WASM, character by character, than to be read.
fn wiped_text(bytes: &Uint8Array) -> Secret<String> {
    let copy = bytes.to_vec();
    bytes.fill(0, 0, bytes.length());
    let text = String::from_utf8(copy).unwrap_or_else(|error| {
        let copy = Secret::new(error.into_bytes());
        // EXPOSE: the same text, with a mark for each byte that is none.
        String::from_utf8_lossy(copy.expose()).into_owned()
    });
    Secret::new(text)
}

/// The headers that the client notes. Names come in lower case (Fetch standard).
fn noted(headers: &Headers) -> Vec<(String, String)> {
    let entries = js_sys::try_iter(headers).ok().flatten();
    let pair = |entry: JsValue| {
        let entry: js_sys::Array = entry.dyn_into().ok()?;
        let name = entry.get(0).as_string()?;
        is_noted_header(&name).then(|| (name, entry.get(1).as_string().unwrap_or_default()))
    };
    entries
        .into_iter()
        .flatten()
        .filter_map(|entry| pair(entry.ok()?))
        .collect()
}
