//! Secrets of one-time codes. Not stored, computed, as password values are; the codes are the simulator's business.

use crate::random::Random;

/// Bytes of a secret: 160 bits, what RFC 4226 recommends.
const N_BYTES: usize = 20;

/// The secret of password `id` in the tenant made from `seed`.
pub fn password_otp_secret(seed: u64, id: u64) -> [u8; N_BYTES] {
    secret(seed ^ id.rotate_left(29), "password one-time secret")
}

/// The secret behind a user's login.
pub fn login_otp_secret(seed: u64, user_id: u64) -> [u8; N_BYTES] {
    secret(seed ^ user_id.rotate_left(29), "login one-time secret")
}

fn secret(seed: u64, subject: &str) -> [u8; N_BYTES] {
    let mut random = Random::for_subject(seed, subject);
    std::array::from_fn(|_| random.below(256) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_between_records_and_between_logins_and_passwords() {
        assert_ne!(password_otp_secret(1, 1), password_otp_secret(1, 2));
        assert_ne!(password_otp_secret(1, 1), login_otp_secret(1, 1));
    }
}
