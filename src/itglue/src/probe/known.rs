//! What the check knows so far: its findings, and records to ask about. The records end with it.

use super::reply::{Reply, Words, is_about_rate, safe};
use super::{Finding, Why, credential};
use crate::{ApiBase, Credential};

/// A record to ask about: its id, and a text of it to look for.
pub(super) struct Sample {
    pub(super) id: u64,
    pub(super) text: String,
}

/// What is found out about one thing.
struct Slot {
    key: &'static str,
    /// `Err`: not yet, or no more; and why.
    answer: Result<String, Why>,
    is_settled: bool,
}

/// Found out beside the questions.
pub(super) const BESIDE: [&str; 7] = [
    "region",
    "headers",
    "rate_headers",
    "cors",
    "rate_limit_body",
    "retry_after_s",
    "token_claims",
];

/// All of it.
#[derive(Default)]
pub(super) struct Known {
    slots: Vec<Slot>,
    is_token: bool,
    /// Where all is asked, as links name it.
    pub(super) host: String,
    headers: Vec<(String, String)>,
    /// An organization, by its name.
    pub(super) organization: Option<Sample>,
    /// Another one.
    pub(super) other_organization: Option<u64>,
    /// The MSP's own.
    pub(super) primary: Option<u64>,
    /// An organization by an id that another system has for it.
    pub(super) remote: Option<Sample>,
    /// A configuration, by its name.
    pub(super) configuration: Option<Sample>,
    /// Its organization.
    pub(super) configuration_owner: Option<u64>,
    /// Its RMM is Datto's.
    pub(super) is_datto: bool,
    /// Ids that other systems have for it.
    pub(super) remote_ids: Vec<String>,
    /// The id that its RMM has for it.
    pub(super) rmm_id: Option<Sample>,
    /// A configuration, by its MAC address.
    pub(super) mac: Option<Sample>,
    /// A password, by its name.
    pub(super) password: Option<Sample>,
    /// One with one-time codes, and one without.
    pub(super) otp: [Option<u64>; 2],
    /// A type of flexible assets, by the name of its field for a password.
    pub(super) asset_type: Option<Sample>,
    /// An asset of it, and its organization.
    pub(super) asset: Option<(u64, u64)>,
    /// Where documents are asked for.
    pub(super) documents_of: Option<u64>,
    /// A folder there.
    pub(super) folder: Option<u64>,
    /// How many documents each list had, by the order in which they are asked for.
    pub(super) n_documents: [Option<u64>; 5],
    pub(super) document: Option<Sample>,
    pub(super) domain: Option<u64>,
    /// The last comparison found its record though the case was another.
    pub(super) is_case_blind: bool,
}

impl Known {
    pub(super) fn new(credential: Credential<'_>) -> Self {
        Self {
            is_token: matches!(credential, Credential::Bearer(_)),
            ..Self::default()
        }
    }

    /// These are to be found out.
    pub(super) fn add(&mut self, keys: &[&'static str]) {
        for key in keys {
            if self.slots.iter().all(|slot| slot.key != *key) {
                self.slots.push(Slot {
                    key,
                    answer: Err("nothing in this account shows it"),
                    is_settled: false,
                });
            }
        }
    }

    /// Something of this is yet to be found out.
    pub(super) fn has_open(&self, keys: &[&str]) -> bool {
        let mut slots = self.slots.iter();
        slots.any(|slot| !slot.is_settled && keys.contains(&slot.key))
    }

    fn each_open(&mut self, keys: &[&'static str], mut change: impl FnMut(usize, &mut Slot)) {
        for (n, key) in keys.iter().enumerate() {
            let mut slots = self.slots.iter_mut();
            if let Some(slot) = slots.find(|slot| slot.key == *key && !slot.is_settled) {
                change(n, slot);
            }
        }
    }

    /// This is the answer. The first one counts.
    pub(super) fn found(&mut self, key: &'static str, answer: impl Into<String>) {
        let mut answer = Some(answer.into());
        self.each_open(&[key], |_, slot| {
            slot.answer = Ok(answer.take().unwrap_or_default());
            slot.is_settled = true;
        });
    }

    /// For now these can't be asked.
    pub(super) fn lack(&mut self, keys: &[&'static str], why: Why) {
        self.each_open(keys, |_, slot| slot.answer = Err(why));
    }

    /// These will not be asked any more.
    pub(super) fn give_up(&mut self, keys: &[&'static str], why: Why) {
        self.each_open(keys, |_, slot| {
            slot.answer = Err(why);
            slot.is_settled = true;
        });
    }

    /// IT Glue said no.
    pub(super) fn refused(&mut self, keys: &[&'static str], shape: String) {
        let mut shape = Some(shape);
        self.each_open(keys, |n, slot| {
            slot.answer = match shape.take() {
                Some(shape) if n == 0 => Ok(shape),
                _ => Err("refused"),
            };
            slot.is_settled = true;
        });
    }

    /// What these said was said of something else.
    pub(super) fn retract(&mut self, keys: &[&'static str]) {
        for slot in &mut self.slots {
            if keys.contains(&slot.key) {
                slot.answer = Err("the credential was refused");
            }
        }
    }

    /// Whether a question about a made-up credential is one about this kind of credential.
    pub(super) fn has_kind(&self, keys: &[&str]) -> Result<(), Why> {
        match (keys.contains(&"bad_token"), self.is_token) {
            (true, false) => Err("needs a sign-in"),
            (false, true) => Err("needs an API key"),
            _ => Ok(()),
        }
    }

    /// Remembers the headers of an answer; of one that comes again, the first value.
    pub(super) fn note_headers(&mut self, reply: &Reply) {
        for (name, value) in &reply.headers {
            if self.headers.iter().all(|(known, _)| known != name) {
                self.headers.push((name.clone(), value.clone()));
            }
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What the credential and the address show by themselves.
    pub(super) fn read_credential(&mut self, credential: Credential<'_>, base: &ApiBase) {
        let region = match base.host() {
            "api.itglue.com" => "us",
            "api.eu.itglue.com" => "eu",
            "api.au.itglue.com" => "au",
            _ => "another address",
        };
        self.found("region", region);
        self.host = base.host().to_owned();
        match credential {
            Credential::ApiKey(_) => self.lack(&["token_claims"], "needs a sign-in"),
            Credential::Bearer(token) => match credential::claims(token) {
                Some(claims) => self.found("token_claims", claims),
                None => self.lack(&["token_claims"], "the token is of another form"),
            },
        }
    }

    /// All findings, those of the headers too. What is still open stays so because of `ended`.
    pub(super) fn finish(mut self, ended: Option<Why>) -> Vec<Finding> {
        let (mut rate, mut all) = (Words::default(), Words::default());
        for (name, _) in &self.headers {
            match is_about_rate(name) {
                true => rate.add(name),
                false => all.add(safe(name)),
            }
        }
        // Only what says "limit": the others are about this minute. "3000", "3000;w=300": its first number.
        let limits = self
            .headers
            .iter()
            .filter(|(name, _)| name.ends_with("limit"));
        let limit = limits.filter_map(|(_, value)| number(value)).next();
        let origin = match self.header("access-control-allow-origin") {
            None => "absent",
            Some("*") => "any",
            Some(_) => "an origin",
        };
        let retry = self.header("retry-after").map(|value| match number(value) {
            Some(seconds) => format!("{seconds} seconds"),
            None => "another form".to_owned(),
        });
        if !self.headers.is_empty() {
            self.found("headers", all.text());
            self.found("cors", origin);
            let rate = match limit {
                _ if rate.is_empty() => "absent".to_owned(),
                Some(limit) => format!("{}, limit {limit}", rate.text()),
                None => rate.text(),
            };
            self.found("rate_headers", rate);
        }
        match retry {
            Some(retry) => self.found("retry_after_s", retry),
            None if !self.has_open(&["rate_limit_body"]) => self.found("retry_after_s", "absent"),
            None => {}
        }
        self.lack(
            &["rate_limit_body", "retry_after_s"],
            "no request was one too many",
        );
        let finding = |slot: Slot| Finding {
            key: slot.key,
            answer: match (slot.answer, ended) {
                (Err(_), Some(ended)) if !slot.is_settled => Err(ended),
                (answer, _) => answer,
            },
        };
        self.slots.into_iter().map(finding).collect()
    }
}

/// The number that a header's value begins with, if it may be a limit or a time: longer ones are no such thing.
fn number(value: &str) -> Option<u32> {
    let digits = value.split(|c: char| !c.is_ascii_digit()).next()?;
    (digits.len() <= 6).then(|| digits.parse().ok()).flatten()
}
