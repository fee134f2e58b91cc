//! The credential itself: how a made-up one is refused, and what a user's token says of itself (API reference, sections
//! 1.2, 1.3 and 1.6).

use super::Question;
use super::reply::{Words, fields, kind};
use crate::lenient;
use gluepane_secret::Secret;
use gluepane_wire::Tree;

pub(super) static QUESTIONS: &[Question] = &[
    Question::MadeUp(&["bad_key"]),
    Question::MadeUp(&["bad_token"]),
];

/// A key of the right form that is nobody's: its text is the same in every check, everywhere. The one request with it
/// can do nothing, and is the only way to see in what form a wrong key is refused.
pub(super) fn made_up() -> Secret<String> {
    Secret::new("ITG.00000000000000000000000000000000.gluepane-check".to_owned())
}

/// Claims that are known of such tokens, or of any (RFC 7519).
const CLAIMS: [&str; 13] = [
    "account_id",
    "aud",
    "email",
    "exp",
    "iat",
    "id",
    "iss",
    "itglue",
    "itglue.account_id",
    "itglue.email",
    "jti",
    "nbf",
    "sub",
];

/// The names of a token's claims, and how long it lives.
pub(super) fn claims(token: &Secret<String>) -> Option<String> {
    // EXPOSE: the middle part of the token is decoded into text that wipes itself; names of claims are kept, and how far
    // two moments lie apart.
    let decoded = decode(token.expose().split('.').nth(1)?)?;
    // EXPOSE: the same.
    let claims = Tree::parse(decoded.expose()).ok()?;
    let name = |name: &str| {
        let known = CLAIMS.iter().copied().find(|known| *known == name);
        known.unwrap_or("other")
    };
    let mut names = Words::default();
    for (claim, value) in fields(&claims) {
        for (inner, _) in fields(value) {
            names.add(&[name(claim), ".", name(inner)].concat());
        }
        names.add(&[name(claim), ":", kind(value)].concat());
    }
    let names = names.text();
    let moment = |name| lenient::id(claims.get(name));
    Some(match moment("exp").zip(moment("iat")) {
        Some((until, from)) => format!("{names}, {} seconds", until.saturating_sub(from)),
        None => names,
    })
}

/// Base64url without padding (RFC 7515).
fn decode(text: &str) -> Option<Secret<String>> {
    let (mut bytes, mut bits, mut n_bits) = (Vec::with_capacity(text.len()), 0_u32, 0);
    for sign in text.bytes() {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits) as u8);
            bits &= (1 << n_bits) - 1;
        }
    }
    String::from_utf8(bytes).ok().map(Secret::new)
}
