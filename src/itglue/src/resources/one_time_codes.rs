//! One-time codes (API reference, section 3.7): on the web API, by a user's token.

use crate::json_api::{Missing, parse};
use crate::{Client, GlueError, PasswordId, Query, Transport, lenient};
use gluepane_secret::Secret;
use gluepane_wire::Tree;

/// The code that holds at the moment.
#[derive(Debug)]
pub struct OneTimeCode {
    /// Six digits.
    pub code: Secret<String>,
    /// `otp-expires-at`, ISO 8601 as far as known.
    pub expires_at: Option<String>,
}

/// A code's usual length: one that comes as a number has lost its leading zeros.
const N_DIGITS: usize = 6;

impl<T: Transport> Client<'_, T> {
    /// A password's one-time code. The secret behind it is never asked for.
    ///
    /// # Errors
    /// [`GlueError::NotFound`] where the password has none, as far as known; [`GlueError::NotEnabled`] with a key.
    pub async fn reveal_one_time_code(&self, id: PasswordId) -> Result<OneTimeCode, GlueError> {
        let body = self.get(&Query::part("passwords", id.0, "otp")).await?;
        // EXPOSE: the answer is taken apart into a code that is a secret of its own; the rest is wiped.
        let mut document = parse(body.expose(), "one-time code")?;
        let of = lenient::id(document.get("data").get("id"));
        if of.is_some_and(|of| of != id.0) {
            return Err(Missing("id").at("one-time code"));
        }
        let mut data = document.take("data").unwrap_or_default();
        let mut attributes = data.take("attributes").unwrap_or_default();
        let expires_at = lenient::text(attributes.get("otp-expires-at"));
        // The flat shape is another reading of older clients.
        let code = attributes
            .take("otp-value")
            .or_else(|| document.take("otp"));
        let code = match code {
            // Named, and nothing: it has none.
            Some(Tree::Nothing) => return Err(GlueError::NotFound),
            code => code.unwrap_or_default(),
        };
        let code = match code {
            Tree::Whole(number) if number >= 0 => Secret::new(format!("{number:0N_DIGITS$}")),
            code => Secret::new(gluepane_wire::Source::text(code).unwrap_or_default()),
        };
        // EXPOSE: it is looked at whether these are digits.
        let is_code =
            !code.expose().is_empty() && code.expose().bytes().all(|b| b.is_ascii_digit());
        if !is_code {
            return Err(Missing("otp-value").at("one-time code"));
        }
        Ok(OneTimeCode { code, expires_at })
    }
}
