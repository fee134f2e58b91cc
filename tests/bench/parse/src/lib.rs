//! Reads a page of a list as the background does, from the bytes that `fetch` gave to typed rows, for
//! `tests/bench/parse.mjs`. It ships nowhere.

use core::future::Future;
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use gluepane_itglue::{
    ApiBase, Client, ConfigurationDetails, Credential, GlueError, HttpRequest, HttpResponse, List,
    OrganizationDetails, OrganizationId, PasswordDetails, Transport, TransportError,
};
use gluepane_secret::Secret;
use js_sys::Uint8Array;
use std::cell::Cell;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads the page that `body` holds; how many rows were kept comes back. `kind` is a row of the table
/// below; `organization` is whose rows the lists of one organization keep.
///
/// # Errors
/// The page can't be read, or there is no such kind.
#[wasm_bindgen]
pub fn read(kind: &str, body: &Uint8Array, organization: &str) -> Result<u32, JsError> {
    let of = OrganizationId(organization.parse()?);
    let base = ApiBase::parse("http://127.0.0.1:9").map_err(|_| JsError::new("the address"))?;
    let key = Secret::new(String::new());
    let answer = Given(Cell::new(String::from_utf8(body.to_vec()).ok()));
    let client = &Client::new(&answer, &base, Credential::ApiKey(&key));
    let n_rows = at_once(async {
        Ok::<_, GlueError>(match kind {
            "organizations" => client.list_organizations(1).await?.rows.len(),
            "configurations" => client.list_configurations_of(of, 1).await?.rows.len(),
            "passwords" => client.list_passwords_of(of, 1).await?.rows.len(),
            "OrganizationDetails" => {
                let list = List::<OrganizationDetails>::all();
                client.list(&list).await?.rows.len()
            }
            "ConfigurationDetails" => {
                let list = List::<ConfigurationDetails>::all();
                client.list(&list).await?.rows.len()
            }
            "PasswordDetails" => {
                let list = List::<PasswordDetails>::all();
                client.list(&list).await?.rows.len()
            }
            _ => return Err(GlueError::NotFound),
        })
    });
    let n_rows = n_rows.map_err(|error| JsError::new(&format!("{error:?}")))?;
    Ok(u32::try_from(n_rows)?)
}

/// A transport that has the answer already.
struct Given(Cell<Option<String>>);

impl Transport for Given {
    async fn send(&self, _: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        Ok(HttpResponse {
            headers: Vec::new(),
            status: 200,
            content_type: "application/vnd.api+json".to_owned(),
            retry_after_s: None,
            body: Secret::new(self.0.take().ok_or(TransportError::Unreachable)?),
        })
    }
}

/// What waits for nothing is ready at the first question.
fn at_once<T>(work: impl Future<Output = Result<T, GlueError>>) -> Result<T, GlueError> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => Err(GlueError::Unreachable),
    }
}
