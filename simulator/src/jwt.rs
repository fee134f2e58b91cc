//! Access tokens: JSON Web Tokens signed with HS256, with the claims that clients read (API reference, section 1.3).

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::Options;

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claims {
    pub(crate) user_id: u64,
    pub(crate) account_id: u64,
    pub(crate) email: String,
    /// The sign-in that it comes from, so that a sign-out can end it.
    pub(crate) session: u64,
    pub(crate) issued_s: u64,
    pub(crate) expires_s: u64,
}

/// Signs `claims`. Two switches decide how the account and the user are named.
pub(crate) fn sign(secret: &[u8], claims: &Claims, options: &Options) -> String {
    let mut body = json!({
        "iat": claims.issued_s,
        "exp": claims.expires_s,
        "jti": claims.session.to_string(),
    });
    body[options.get("token_user_claim")] = json!(claims.user_id);
    if options.is("token_account_claims", "flat") {
        body["itglue.account_id"] = json!(claims.account_id);
        body["itglue.email"] = json!(claims.email);
    } else {
        body["itglue"] = json!({"account_id": claims.account_id, "email": claims.email});
    }
    let encode = |part: &Value| BASE64URL_NOPAD.encode(part.to_string().as_bytes());
    let signed = format!(
        "{}.{}",
        encode(&json!({"alg": "HS256", "typ": "JWT"})),
        encode(&body)
    );
    let signature = BASE64URL_NOPAD.encode(&signature(secret, &signed));
    format!("{signed}.{signature}")
}

/// The session of a token that we signed and that has not expired.
pub(crate) fn session_of(secret: &[u8], token: &str, now_s: u64) -> Option<u64> {
    let (signed, given) = token.rsplit_once('.')?;
    if BASE64URL_NOPAD.decode(given.as_bytes()).ok()? != signature(secret, signed) {
        return None;
    }
    let body = signed.split('.').nth(1)?;
    let body: Value =
        serde_json::from_slice(&BASE64URL_NOPAD.decode(body.as_bytes()).ok()?).ok()?;
    (body["exp"].as_u64()? > now_s).then_some(())?;
    body["jti"].as_str()?.parse().ok()
}

fn signature(secret: &[u8], signed: &str) -> Vec<u8> {
    // HMAC takes keys of any length, so there is always one.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return Vec::new();
    };
    mac.update(signed.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Claims {
        Claims {
            user_id: 3,
            account_id: 77,
            email: "technician@northlane.example".to_owned(),
            session: 5,
            issued_s: 1_000,
            expires_s: 2_000,
        }
    }

    #[test]
    fn a_signature_is_that_of_rfc_7515() {
        // Its appendix A.1.
        let secret = BASE64URL_NOPAD
            .decode(b"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
            .unwrap();
        let signed = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        assert_eq!(
            BASE64URL_NOPAD.encode(&signature(&secret, signed)),
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        );
    }

    #[test]
    fn a_token_counts_until_it_expires_and_only_as_it_was_signed() {
        let token = sign(b"secret", &claims(), &Options::default());
        assert_eq!(session_of(b"secret", &token, 1_999), Some(5));
        assert_eq!(session_of(b"secret", &token, 2_000), None);
        assert_eq!(session_of(b"other", &token, 1_500), None);
        let (head, rest) = token.split_once('.').unwrap();
        let (_, signature) = rest.split_once('.').unwrap();
        let forged = BASE64URL_NOPAD.encode(br#"{"exp":9999999999,"jti":"5"}"#);
        assert_eq!(
            session_of(b"secret", &format!("{head}.{forged}.{signature}"), 1_500),
            None
        );
        assert_eq!(session_of(b"secret", "", 1_500), None);
    }
}
