//! Who is signed in to the web site, and the tokens that come of it.
//!
//! A sign-in is a *session*. A browser holds it by a cookie; `/jwt/refresh` and the JSON login give a refresh token for it,
//! and that buys access tokens (API reference, section 1.3). Ending the session ends all three.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

use tenant::User;

use crate::jwt::{self, Claims};
use crate::{Clock, Options};

/// The one account that everybody here belongs to.
pub(crate) const ACCOUNT_ID: u64 = 70_077;
/// Name of the cookie. The real one's is not known.
pub const COOKIE: &str = "itglue_session";

/// All sign-ins. A new one knows none of the tokens of a former one.
#[derive(Debug)]
pub struct Sessions {
    clock: Arc<Clock>,
    signing_secret: String,
    n_made: u64,
    /// Live sessions with their users.
    users: BTreeMap<u64, u64>,
    cookies: HashMap<String, u64>,
    /// Session and end, in seconds since 1970.
    refresh_tokens: HashMap<String, (u64, u64)>,
    /// Right passwords that wait for their one-time code.
    challenges: HashMap<String, u64>,
}

impl Default for Sessions {
    fn default() -> Self {
        Self::by(Arc::default())
    }
}

impl Sessions {
    /// Nobody is signed in; tokens count as long as this clock says.
    pub fn by(clock: Arc<Clock>) -> Self {
        Self {
            clock,
            signing_secret: nonce(),
            n_made: 0,
            users: BTreeMap::new(),
            cookies: HashMap::new(),
            refresh_tokens: HashMap::new(),
            challenges: HashMap::new(),
        }
    }

    /// Signs a user in.
    pub fn open(&mut self, user_id: u64) -> u64 {
        self.n_made += 1;
        self.users.insert(self.n_made, user_id);
        self.n_made
    }

    /// Value of a new cookie for a session.
    pub fn cookie(&mut self, session: u64) -> String {
        let value = nonce();
        self.cookies.insert(value.clone(), session);
        value
    }

    /// The live session of a cookie, with its user.
    pub fn by_cookie(&self, value: &str) -> Option<(u64, u64)> {
        let session = *self.cookies.get(value)?;
        Some((session, *self.users.get(&session)?))
    }

    /// A new refresh token for a session.
    pub fn refresh_token(&mut self, session: u64, options: &Options) -> String {
        let token = nonce();
        let ends_s = self
            .clock
            .unix_s()
            .saturating_add(options.number("refresh_token_life_s"));
        self.refresh_tokens.insert(token.clone(), (session, ends_s));
        token
    }

    /// The session of a refresh token that still counts, with its user.
    pub fn by_refresh_token(&self, token: &str) -> Option<(u64, u64)> {
        let (session, ends_s) = *self.refresh_tokens.get(token)?;
        (ends_s > self.clock.unix_s()).then_some(())?;
        Some((session, *self.users.get(&session)?))
    }

    /// A new access token for a session.
    pub fn access_token(&self, session: u64, user: &User, options: &Options) -> String {
        let issued_s = self.clock.unix_s();
        let claims = Claims {
            user_id: user.id,
            account_id: ACCOUNT_ID,
            email: user.email.clone(),
            session,
            issued_s,
            expires_s: issued_s.saturating_add(options.number("token_life_s")),
        };
        jwt::sign(self.signing_secret.as_bytes(), &claims, options)
    }

    /// The user of an access token that still counts.
    pub fn by_access_token(&self, token: &str) -> Option<u64> {
        let session = jwt::session_of(self.signing_secret.as_bytes(), token, self.clock.unix_s())?;
        self.users.get(&session).copied()
    }

    /// Every access token of before is void; the sessions go on.
    pub fn expire_access_tokens(&mut self) {
        self.signing_secret = nonce();
    }

    /// Every refresh token of before is void; the sessions go on.
    pub fn expire_refresh_tokens(&mut self) {
        self.refresh_tokens.clear();
    }

    /// Signs out: neither cookie nor tokens of the session count any more.
    pub fn end(&mut self, session: u64) {
        self.users.remove(&session);
    }

    /// Signs out one user everywhere, or everybody.
    pub fn end_all(&mut self, user_id: Option<u64>) {
        self.users
            .retain(|_, known| user_id.is_some_and(|user_id| user_id != *known));
    }

    /// Every browser that is signed in is now signed in as somebody else, as after a sign-out and a login; the old tokens
    /// are void. Returns how many browsers.
    pub fn switch_browsers(&mut self, user_id: u64) -> usize {
        let signed_in: Vec<String> = self
            .cookies
            .iter()
            .filter(|(_, session)| self.users.contains_key(session))
            .map(|(cookie, _)| cookie.clone())
            .collect();
        for cookie in &signed_in {
            let session = self.open(user_id);
            if let Some(former) = self.cookies.insert(cookie.clone(), session) {
                self.end(former);
            }
        }
        signed_in.len()
    }

    /// Remembers that this user's password was right; the text comes back with the one-time code.
    pub fn challenge(&mut self, user_id: u64) -> String {
        let challenge = nonce();
        self.challenges.insert(challenge.clone(), user_id);
        challenge
    }

    /// The user of a challenge.
    pub fn challenged(&self, challenge: &str) -> Option<u64> {
        self.challenges.get(challenge).copied()
    }

    /// Ends a challenge.
    pub fn drop_challenge(&mut self, challenge: &str) {
        self.challenges.remove(challenge);
    }
}

/// Text that nobody guesses by chance. Good enough for a stand-in on loopback: the standard library's hash keys.
fn nonce() -> String {
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}{:016x}", word(), word(), word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_session_ends_its_cookie_and_its_tokens() {
        let (mut sessions, options) = (Sessions::default(), Options::default());
        let people = tenant::demo().people;
        let user = people.user(tenant::people::TECHNICIAN).unwrap();
        let session = sessions.open(user.id);
        let cookie = sessions.cookie(session);
        let refresh = sessions.refresh_token(session, &options);
        let access = sessions.access_token(session, user, &options);
        assert_eq!(sessions.by_cookie(&cookie), Some((session, user.id)));
        assert_eq!(
            sessions.by_refresh_token(&refresh),
            Some((session, user.id))
        );
        assert_eq!(sessions.by_access_token(&access), Some(user.id));
        sessions.end(session);
        assert_eq!(sessions.by_cookie(&cookie), None);
        assert_eq!(sessions.by_refresh_token(&refresh), None);
        assert_eq!(sessions.by_access_token(&access), None);
    }

    #[test]
    fn a_switched_browser_keeps_its_cookie_and_loses_its_tokens() {
        let (mut sessions, options) = (Sessions::default(), Options::default());
        let session = sessions.open(3);
        let cookie = sessions.cookie(session);
        let refresh = sessions.refresh_token(session, &options);
        assert_eq!(sessions.switch_browsers(7), 1);
        assert_eq!(sessions.by_cookie(&cookie).map(|(_, user)| user), Some(7));
        assert_eq!(sessions.by_refresh_token(&refresh), None);
    }

    #[test]
    fn one_user_is_signed_out_and_the_others_stay() {
        let mut sessions = Sessions::default();
        let (one, other) = (sessions.open(1), sessions.open(2));
        let (one, other) = (sessions.cookie(one), sessions.cookie(other));
        sessions.end_all(Some(1));
        assert!(sessions.by_cookie(&one).is_none() && sessions.by_cookie(&other).is_some());
        sessions.end_all(None);
        assert!(sessions.by_cookie(&other).is_none());
    }
}
