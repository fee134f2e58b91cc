//! One-time codes by time: RFC 6238 over RFC 4226, six digits, SHA-1, 30 seconds.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha1::Sha1;

/// Seconds that a code lasts.
pub const STEP_S: u64 = 30;

/// The code of `secret` at a moment.
pub fn code(secret: &[u8], unix_s: u64) -> String {
    of_counter(secret, unix_s / STEP_S)
}

/// Whether somebody typed the code of now, or of the step before or after, as RFC 6238 (section 5.2) advises.
pub fn is_code(secret: &[u8], typed: &str, unix_s: u64) -> bool {
    let typed: String = typed.split_whitespace().collect();
    let step = unix_s / STEP_S;
    (step.saturating_sub(1)..=step.saturating_add(1)).any(|step| of_counter(secret, step) == typed)
}

/// When the code of a moment ends, in seconds since 1970.
pub fn expires_s(unix_s: u64) -> u64 {
    (unix_s / STEP_S + 1).saturating_mul(STEP_S)
}

/// A secret as people copy it: Base32 in either case, perhaps in groups and with padding. None for anything else.
pub(crate) fn secret_in(written: &Value) -> Option<Vec<u8>> {
    let letters: String = written
        .as_str()?
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '='))
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let mut lenient = BASE32_NOPAD.specification();
    lenient.check_trailing_bits = false;
    let secret = lenient.encoding().ok()?.decode(letters.as_bytes()).ok()?;
    (!secret.is_empty()).then_some(secret)
}

fn of_counter(secret: &[u8], counter: u64) -> String {
    // HMAC takes keys of any length, so there is always one.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else {
        return String::new();
    };
    mac.update(&counter.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 0xf);
    let word = digest[offset..offset + 4]
        .iter()
        .fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
    format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Secret of both RFCs' tables.
    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn the_counters_of_rfc_4226_give_its_codes() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ];
        for (counter, code) in (0..).zip(codes) {
            assert_eq!(of_counter(SECRET, counter), code);
        }
    }

    #[test]
    fn the_moments_of_rfc_6238_give_its_codes() {
        // Its table has eight digits; ours are the last six of them.
        let moments = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (unix_s, expected) in moments {
            assert_eq!(code(SECRET, unix_s), expected);
        }
    }

    #[test]
    fn a_code_lasts_thirty_seconds_and_is_taken_a_step_longer() {
        assert_eq!((expires_s(0), expires_s(29), expires_s(30)), (30, 30, 60));
        assert!(is_code(SECRET, "287 082", 59));
        assert!(is_code(SECRET, "287082", 89) && !is_code(SECRET, "287082", 90));
    }

    #[test]
    fn the_shared_vectors_agree() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/otp.tsv");
        let Ok(table) = std::fs::read_to_string(path) else {
            println!("skipped: the shared vectors are not on this machine");
            return;
        };
        let mut n_checked = 0;
        for line in table.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [kind, "SHA1", secret, _, counter, _, _, _, expected, ..] = columns.as_slice()
            else {
                continue;
            };
            let made = of_counter(secret.as_bytes(), counter.parse().unwrap());
            assert!(expected.ends_with(&made), "{kind} {counter}");
            n_checked += 1;
        }
        assert!(n_checked >= 16, "{n_checked}");
    }
}
