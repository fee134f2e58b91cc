//! What an answer means, by its status, its body's shape, and what was asked (API reference, section 1.6).
//!
//! The same status and body stand for several things: `403 {"message":"Forbidden"}` to a list that every key may read is
//! about the key, to a list of passwords about its Password Access, to documents about what the account has.

use crate::{GlueError, HttpResponse, Query, messages};
use gluepane_secret::Secret;

/// What is known of the credential.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// A key that never worked so far.
    UntriedKey,
    /// A key that worked before.
    ProvedKey,
    /// A user's token.
    Session,
}

/// What was asked.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) query: &'a Query,
    pub(crate) standing: Standing,
    /// Of a write.
    pub(crate) sent: Option<Sent<'a>>,
}

/// A write's body.
#[derive(Clone, Copy)]
pub(crate) struct Sent<'a> {
    pub(crate) body: &'a Secret<String>,
    /// Reads the messages of a rejected one. Only a write brings it along, so a program that never writes is spared its
    /// code.
    pub(crate) explain: fn(&str, &Secret<String>) -> Vec<String>,
}

impl Asked<'_> {
    /// A key's address is wrong; a user's token has ended, and the way leads to the login page.
    pub(crate) fn redirected(self) -> GlueError {
        match self.standing {
            Standing::Session => GlueError::SignedOut,
            _ => GlueError::Redirected,
        }
    }

    /// The key itself is refused.
    fn bad_key(self) -> GlueError {
        match self.standing {
            Standing::ProvedKey => GlueError::KeyRevoked,
            _ => GlueError::KeyRefused,
        }
    }

    /// The last resource word of the path that keys may have no part in: documents (API reference, section 3.11) and what
    /// needs a user (sections 1.3 and 3.8).
    fn is_optional(self) -> bool {
        matches!(
            self.query.subject(),
            "documents" | "document_folders" | "sections" | "password_folders" | "otp"
        )
    }
}

/// In what form somebody says no.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// JSON:API errors: IT Glue itself, about this request.
    Errors,
    /// `{"message"}`, `{"error"}`, other JSON, or nothing at all: the gateway, about the credential.
    Gateway,
    /// A web page, or text.
    Page,
}

/// A good answer's body, or what the answer says.
pub(crate) fn judge(asked: Asked<'_>, response: HttpResponse) -> Result<Secret<String>, GlueError> {
    let is_write = asked.sent.is_some();
    let is_json = is_json(&response);
    match response.status {
        200..=299 if is_json => return Ok(response.body),
        200..=299 if is_write => return Err(GlueError::Unconfirmed),
        200..=299 if asked.standing == Standing::Session => return Err(GlueError::SignedOut),
        200..=299 => return Err(GlueError::NotItGlue),
        300..=399 => return Err(asked.redirected()),
        429 => {
            return Err(GlueError::RateLimited {
                retry_after_s: response.retry_after_s,
            });
        }
        500..=599 if is_write => return Err(GlueError::Unconfirmed),
        status @ 500..=599 => return Err(GlueError::ServiceDown { status }),
        _ => {}
    }
    // EXPOSE: an error's body: its shape and a few words are looked for, and what is passed on of it has no value in it.
    let body = response.body.expose();
    let shape = match is_json {
        true if messages::has_errors(body) => Shape::Errors,
        true => Shape::Gateway,
        false if body.trim().is_empty() => Shape::Gateway,
        false => Shape::Page,
    };
    Err(match response.status {
        401..=403 if shape == Shape::Page => GlueError::NotItGlue,
        401..=403 if messages::name_an_address(body) => GlueError::AddressNotAllowed,
        402 => GlueError::NotEnabled,
        401 | 403 if messages::name_a_plan(body) => GlueError::NotEnabled,
        status @ (401 | 403) => refused(asked, status, shape),
        404 if asked.is_optional() && (shape == Shape::Page || !asked.query.is_one()) => {
            GlueError::NotEnabled
        }
        404 if is_json => GlueError::NotFound,
        404 => GlueError::NotItGlue,
        status => GlueError::Rejected {
            status,
            messages: asked
                .sent
                .map_or_else(Vec::new, |sent| (sent.explain)(body, sent.body)),
        },
    })
}

/// 401 or 403, which documents and live answers use for the same things.
fn refused(asked: Asked<'_>, status: u16, shape: Shape) -> GlueError {
    let is_about_record = shape == Shape::Errors && (asked.query.is_one() || asked.sent.is_some());
    match asked.query.subject() {
        _ if asked.standing == Standing::Session => match (status, shape) {
            // "Unauthorized resource access" is about the resource; a token that has ended is the gateway's business.
            (401, Shape::Gateway | Shape::Page) => GlueError::SignedOut,
            _ => GlueError::NotPermitted,
        },
        _ if is_about_record => GlueError::NotPermitted,
        "passwords" if status == 403 => GlueError::NoPasswordAccess,
        _ if asked.is_optional() => GlueError::NotEnabled,
        // An organization that this key may not look into.
        _ if shape == Shape::Errors && asked.query.is_nested() => GlueError::NotPermitted,
        _ => asked.bad_key(),
    }
}

fn is_json(response: &HttpResponse) -> bool {
    // EXPOSE: only the first character is looked at, to tell JSON from a web page.
    let first = response.body.expose().trim_start().chars().next();
    !response.content_type.contains("html") && matches!(first, Some('{' | '['))
}

#[cfg(test)]
mod tests;
