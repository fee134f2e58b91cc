//! *Check this account*: what of IT Glue is not documented, found out with the user's own credential.
//!
//! Shape:  a list of questions, one file a theme, asked one after another. A question is a request and a note of what its
//!         answer shows; what a later one needs of an earlier one (some record to ask about) is in [`Known`], which ends
//!         with the check. The known unknowns: API reference, sections 8 and 10.
//! Units:  milliseconds.
//! Errors: none. What could not be found out says why; what was found out before that stays.
//!
//! Invariant: it only reads (GET), at most [`MOST_REQUESTS`] times within [`LIMIT_MS`].
//! Invariant: a finding is made of this module's own words, of names that the API gives to attributes and headers, of
//! statuses, and of counts that say nothing of a client. No value, no id, and no name of a record gets into one.

mod assets;
mod comparison;
mod configurations;
mod credential;
mod documents;
mod known;
mod office;
mod organizations;
mod passwords;
mod reply;
mod requests;

use crate::{Client, Credential, HttpRequest, Method, Pace, Query, Transport, Urgency};
use comparison::{Comparison, Form};
use core::cell::{Cell, RefCell};
use core::future::poll_fn;
use core::pin::pin;
use core::task::{Poll, Waker};
use known::Known;
use reply::Reply;

pub use reply::is_noted_header;

/// The whole check takes no longer.
const LIMIT_MS: u64 = 60_000;
/// Nor does it ask more often.
const MOST_REQUESTS: u32 = 64;
/// So many refusals in a row may be about the credential itself: it is looked at again.
const MOST_REFUSALS: usize = 3;
/// After so many requests without any answer nobody is there.
const MOST_SILENCES: u32 = 3;

/// Why there is no answer, in the module's own words.
type Why = &'static str;

const LATE: Why = "the time was up";

/// What was found out about one thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// A stable name, in snake_case; that of the simulator's switch where there is one.
    pub key: &'static str,
    /// What was found, or why nothing was.
    pub answer: Result<String, &'static str>,
}

/// All that was found out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// One for each thing, always the same things in the same order.
    pub findings: Vec<Finding>,
    /// How many requests were sent.
    pub n_requests: u32,
    /// Why it ended early, if it did.
    pub ended: Option<&'static str>,
}

/// Ends a check from outside.
#[derive(Default)]
pub struct Stop {
    is_set: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Stop {
    /// The check ends at once, with what it has found out so far.
    pub fn set(&self) {
        self.is_set.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// One request, and what its answer shows.
enum Question {
    Asked {
        /// What it may settle. The first one stands for whether this can be asked at all: it has the refusal as its
        /// answer.
        keys: &'static [&'static str],
        /// The request, or what is missing for it.
        ask: fn(&Known) -> Result<Query, Why>,
        /// Takes note of a good answer.
        note: fn(&mut Known, &Reply),
    },
    /// One step of finding out how a filter compares.
    Compared(&'static Comparison, Form),
    /// The first request again, with a credential that nobody has: a made-up one, of the right form. It is the one way
    /// to see how a wrong one is refused, and does nothing else. Asked last.
    MadeUp(&'static [&'static str]),
}

impl Question {
    fn keys(&self) -> &'static [&'static str] {
        match self {
            Question::Asked { keys, .. } | Question::MadeUp(keys) => keys,
            Question::Compared(of, _) => &of.key,
        }
    }
}

static THEMES: [&[Question]; 8] = [
    organizations::QUESTIONS,
    configurations::QUESTIONS,
    passwords::QUESTIONS,
    assets::QUESTIONS,
    documents::QUESTIONS,
    office::QUESTIONS,
    requests::QUESTIONS,
    credential::QUESTIONS,
];

impl<T: Transport> Client<'_, T> {
    /// Finds out what it can of the account. `progress` hears, before each question, how many lie behind and how many
    /// there are.
    pub async fn check_account<P: Pace>(
        &self,
        pace: &P,
        stop: &Stop,
        progress: &dyn Fn(usize, usize),
    ) -> Report {
        let n_questions = THEMES.iter().map(|theme| theme.len()).sum();
        let mut check = Check {
            known: Known::new(self.credential),
            began_ms: pace.now_ms(),
            n_requests: 0,
            n_silences: 0,
            refused: Vec::new(),
        };
        for theme in THEMES {
            for question in theme {
                check.known.add(question.keys());
            }
        }
        check.known.add(&known::BESIDE);
        check.known.read_credential(self.credential, self.base);
        let (mut ended, mut n) = (None, 0);
        'all: for theme in THEMES {
            for question in theme {
                progress(n, n_questions);
                n += 1;
                if let Err(why) = self.put(&mut check, question, pace, stop).await {
                    ended = Some(why);
                    break 'all;
                }
            }
        }
        progress(n_questions, n_questions);
        Report {
            findings: check.known.finish(ended),
            n_requests: check.n_requests,
            ended,
        }
    }

    /// Asks one question, unless it is settled already or something is missing for it. `Err`: the check is over.
    async fn put<P: Pace>(
        &self,
        check: &mut Check,
        question: &Question,
        pace: &P,
        stop: &Stop,
    ) -> Result<(), Why> {
        let keys = question.keys();
        if !check.known.has_open(keys) {
            return Ok(());
        }
        let query = match question {
            Question::Asked { ask, .. } => ask(&check.known),
            Question::Compared(of, form) => of.query(*form, &check.known),
            Question::MadeUp(keys) => check.known.has_kind(keys).map(|()| organizations::first()),
        };
        let query = match query {
            Ok(query) => query,
            Err(why) => {
                check.known.lack(keys, why);
                return Ok(());
            }
        };
        let is_made_up = matches!(question, Question::MadeUp(_));
        let made_up = credential::made_up();
        let credential = match (is_made_up, self.credential) {
            (false, credential) => credential,
            (true, Credential::ApiKey(_)) => Credential::ApiKey(&made_up),
            (true, Credential::Bearer(_)) => Credential::Bearer(&made_up),
        };
        let reply = self.ask_for(check, &query, credential, pace, stop).await?;
        let Some(reply) = reply else {
            check.known.give_up(keys, "no answer came");
            return Ok(());
        };
        check.known.note_headers(&reply);
        let refusal = reply.shape();
        match reply.status {
            // Nothing else was wrong with the very first request.
            401..=403 if check.n_requests == 1 => {
                let words = [&refusal, reply.names_an_address().unwrap_or_default()].concat();
                check.known.found("connection", words);
                return Err("the credential was refused");
            }
            401..=403 if !is_made_up => {
                check.known.refused(keys, refusal);
                check.refused.extend(keys);
                return self.look_again(check, pace, stop).await;
            }
            429 => {
                check.known.found("rate_limit_body", refusal);
                return Err("IT Glue was too busy");
            }
            300..=399 => check.known.give_up(keys, "redirected"),
            500.. => check.known.give_up(keys, "the service failed"),
            400..=499 => check.known.refused(keys, refusal),
            _ if !reply.is_json() => check.known.give_up(keys, "something else than JSON came"),
            _ => match question {
                Question::Asked { note, .. } => note(&mut check.known, &reply),
                Question::Compared(of, form) => of.note(*form, &mut check.known, &reply),
                Question::MadeUp(keys) => check.known.found(keys[0], "accepted"),
            },
        }
        check.refused.clear();
        Ok(())
    }

    /// Several refusals in a row: of these things, or is the credential itself no good any more?
    async fn look_again<P: Pace>(
        &self,
        check: &mut Check,
        pace: &P,
        stop: &Stop,
    ) -> Result<(), Why> {
        if check.refused.len() < MOST_REFUSALS {
            return Ok(());
        }
        let first = organizations::first();
        let reply = self.ask_for(check, &first, self.credential, pace, stop);
        if let Some(401..=403) = reply.await?.map(|reply| reply.status) {
            // Then those answers say nothing of what was asked.
            check.known.retract(&check.refused);
            return Err("the credential was refused");
        }
        check.refused.clear();
        Ok(())
    }

    /// Sends a request and waits for its answer, for as long as there is time. `None`: no answer came.
    async fn ask_for<P: Pace>(
        &self,
        check: &mut Check,
        query: &Query,
        credential: Credential<'_>,
        pace: &P,
        stop: &Stop,
    ) -> Result<Option<Reply>, Why> {
        let left_ms = (check.began_ms + LIMIT_MS).saturating_sub(pace.now_ms());
        if check.n_requests == MOST_REQUESTS {
            return Err("enough was asked");
        }
        check.n_requests += 1;
        let request = HttpRequest {
            method: Method::Get,
            url: format!("{}{}", self.base, query.path_and_query()),
            credential,
            body: None,
            urgency: Urgency::Background,
            wants_headers: true,
        };
        let mut sent = pin!(self.transport.send(request));
        let mut late = pace.sleep_ms(left_ms);
        let answer = poll_fn(|context| {
            if stop.is_set.get() {
                return Poll::Ready(Err("cancelled"));
            }
            if left_ms == 0 {
                return Poll::Ready(Err(LATE));
            }
            stop.waker.replace(Some(context.waker().clone()));
            if let Poll::Ready(answer) = sent.as_mut().poll(context) {
                return Poll::Ready(Ok(answer));
            }
            late.as_mut().poll(context).map(|()| Err(LATE))
        })
        .await?;
        match answer {
            Ok(response) => {
                check.n_silences = 0;
                Ok(Some(Reply::of(response)))
            }
            Err(crate::TransportError::Redirected) => Ok(Some(Reply::redirect())),
            Err(crate::TransportError::Unreachable) => {
                check.n_silences += 1;
                match check.n_silences {
                    MOST_SILENCES.. => Err("IT Glue could not be reached"),
                    _ => Ok(None),
                }
            }
        }
    }
}

/// A check under way.
struct Check {
    known: Known,
    began_ms: u64,
    n_requests: u32,
    n_silences: u32,
    /// What was settled by a refusal since the last good answer.
    refused: Vec<&'static str>,
}
