//! Time, randomness, digests and Unicode: what browsers have built in.

use crate::{Browser, browser};
use gluepane_core::engine::{Clock, Crypto};
use gluepane_core::matching::Normalize;
use gluepane_core::secrets::Secret;
use js_sys::Uint8Array;

impl Clock for Browser {
    fn now_ms(&self) -> u64 {
        js_sys::Date::now() as u64
    }

    async fn sleep_ms(&self, ms: u64) {
        browser::sleep(ms as f64).await;
    }
}

impl Crypto for Browser {
    fn salt(&self) -> String {
        let bytes = Uint8Array::new_with_length(16);
        // Sixteen bytes are far below the call's limit; without randomness the digest is merely unsalted.
        let _ = browser::random_values(&bytes);
        hexadecimal(&bytes)
    }

    async fn digest(&self, salt: &str, value: &Secret<String>) -> String {
        let mut bytes = salt.as_bytes().to_vec();
        // EXPOSE: the value is hashed with a fresh salt, so that the clipboard can be compared without remembering it.
        bytes.extend_from_slice(value.expose().as_bytes());
        let bytes = Secret::new(bytes);
        // EXPOSE: the same bytes, on their way into WebCrypto.
        let copied = Uint8Array::from(bytes.expose().as_slice());
        match browser::wait(browser::digest("SHA-256", &copied)).await {
            Ok(buffer) => hexadecimal(&Uint8Array::new(&buffer)),
            Err(_) => String::new(),
        }
    }
}

impl Normalize for Browser {
    fn nfkc(&self, text: &str) -> String {
        let normal = js_sys::JsString::from(text).normalize("NFKC");
        String::from(normal)
    }
}

fn hexadecimal(bytes: &Uint8Array) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half & 15)]);
    bytes
        .to_vec()
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
        .collect()
}
