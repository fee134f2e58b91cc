//! Names of organizations: their shapes, their legal forms, and the promise that no two are equal unless meant to be.

use std::collections::HashSet;

use crate::random::Random;
use crate::synthetic::words::{INSTITUTIONS, Words};

/// Legal forms that names may carry.
pub const FORMS: [&str; 9] = [
    "Ltd", "Limited", "LLC", "Inc.", "GmbH", "S.A.", "Pty Ltd", "B.V.", "A/S",
];

/// Forms as the folding sees them, the longest first: also those that a page may show in full.
const FOLDED_FORMS: [&str; 17] = [
    "gesellschaft mit beschränkter haftung",
    "besloten vennootschap",
    "limited liability company",
    "proprietary limited",
    "société anonyme",
    "aktieselskab",
    "incorporated",
    "pty limited",
    "pty ltd",
    "limited",
    "gmbh",
    "ltd",
    "llc",
    "inc",
    "bv",
    "sa",
    "as",
];

/// A name as the tenant compares names: case, punctuation and legal form gone, words sorted.
pub fn fold(name: &str) -> String {
    let mut words = bare_words(name);
    words.sort_unstable();
    words.join(" ")
}

/// Words in lower case without punctuation and legal form.
fn bare_words(name: &str) -> Vec<String> {
    let text = words(name).join(" ");
    let bare = FOLDED_FORMS
        .iter()
        .find_map(|form| text.strip_suffix(form)?.strip_suffix(' '))
        .unwrap_or(&text);
    bare.split(' ').map(str::to_owned).collect()
}

fn words(name: &str) -> Vec<String> {
    let joined = name.to_lowercase().replace(['.', '/', '\''], "");
    joined
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The ways in which a name's initials may be read, in upper case: all words, without the legal form, without small words.
pub fn initials(name: &str) -> [String; 3] {
    let of = |words: &[String]| -> String {
        let firsts = words.iter().filter_map(|word| word.chars().next());
        firsts.flat_map(char::to_uppercase).collect()
    };
    let bare = bare_words(name);
    let large: Vec<String> = bare
        .iter()
        .filter(|word| !matches!(word.as_str(), "the" | "of" | "and" | "incl"))
        .cloned()
        .collect();
    [of(&words(name)), of(&bare), of(&large)]
}

/// Hands out names, and remembers what is spoken for.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) words: Words,
    taken: HashSet<String>,
    acronyms: HashSet<String>,
    short_names: HashSet<String>,
}

impl Names {
    /// Takes all of `names`, or none if one is equal to a name taken before.
    pub(crate) fn claim(&mut self, names: &[&str]) -> bool {
        let is_free = names.iter().all(|name| {
            !self.taken.contains(&fold(name))
                && initials(name)
                    .iter()
                    .all(|letters| !self.acronyms.contains(letters))
        });
        if is_free {
            self.taken.extend(names.iter().map(|name| fold(name)));
        }
        is_free
    }

    /// The first of `make`'s names that is free.
    pub(crate) fn fresh(
        &mut self,
        random: &mut Random,
        mut make: impl FnMut(&Words, &mut Random) -> String,
    ) -> String {
        loop {
            let name = make(&self.words, random);
            if self.claim(&[&name]) {
                return name;
            }
        }
    }

    /// `{family} {trade}`: the plainest of names.
    pub(crate) fn plain(&mut self, random: &mut Random) -> String {
        self.fresh(random, family_trade)
    }

    /// Keeps every later name from having these initials; false if they are kept already.
    pub(crate) fn reserve_acronym(&mut self, letters: &str) -> bool {
        self.short_names.insert(letters.to_owned()) && self.acronyms.insert(letters.to_owned())
    }

    /// A name of the quiet part, by the shares of the shapes.
    pub(crate) fn quiet(&mut self, random: &mut Random) -> String {
        let shape = random.below(100);
        // A quarter of all names has a legal form; three shapes of seven have room for one.
        let form = if random.below(550) < 250 {
            *random.pick(&FORMS)
        } else {
            ""
        };
        self.fresh(random, |words, random| {
            let name = match shape {
                0..34 => return family_trade(words, random),
                34..69 => {
                    let place = random.pick(&words.places).clone();
                    format!("{place} {} {form}", random.pick(&words.trades))
                }
                69..89 => {
                    let family = random.pick(&words.families).clone();
                    format!("{family} & {} {form}", random.pick(&words.families))
                }
                89..91 => random.pick(&words.brands).clone(),
                91..94 => format!("The {} Group", random.pick(&words.brands)),
                _ => {
                    let place = random.pick(&words.places).clone();
                    format!("{place} {}", random.pick(&INSTITUTIONS))
                }
            };
            // The lists of brands and institutions are short: what they run out of becomes a trade.
            if shape >= 89 && random.below(8) == 0 {
                return family_trade(words, random);
            }
            name.trim_end().to_owned()
        })
    }

    /// A name that no organization has, nor one much like it.
    pub(crate) fn nowhere(&mut self, random: &mut Random) -> String {
        self.fresh(random, |words, random| {
            let family = random.pick(&words.absent_families).clone();
            format!("{family} {}", random.pick(&words.trades))
        })
    }

    /// A short name that nobody else has.
    pub(crate) fn short_name(&mut self, name: &str) -> String {
        let words = words(name);
        let part = |place: usize, n: usize| -> String {
            let word = words.get(place).map(String::as_str).unwrap_or_default();
            word.chars().take(n).flat_map(char::to_uppercase).collect()
        };
        let start = format!("{}{}", part(0, 3), part(1, 2));
        let mut short = start.clone();
        let mut n = 1;
        while !self.short_names.insert(short.clone()) {
            n += 1;
            short = format!("{start}{n}");
        }
        short
    }
}

/// A family name and a trade.
pub(crate) fn family_trade(words: &Words, random: &mut Random) -> String {
    let family = random.pick(&words.families).clone();
    format!("{family} {}", random.pick(&words.trades))
}

/// A place and a trade.
pub(crate) fn place_trade(words: &Words, random: &mut Random) -> String {
    let place = random.pick(&words.places).clone();
    format!("{place} {}", random.pick(&words.trades))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_at_least_300_words_and_no_word_twice() {
        let words = Words::default();
        let trades: Vec<String> = words.trades.iter().map(|word| (*word).to_owned()).collect();
        for list in [&words.families, &words.places, &words.brands, &trades] {
            let unlike: HashSet<&String> = list.iter().collect();
            assert!(list.len() >= 300, "{} {}", list.len(), list[0]);
            assert_eq!(unlike.len(), list.len(), "{}", list[0]);
        }
    }

    #[test]
    fn names_are_equal_without_case_punctuation_form_and_order() {
        for name in [
            "Ashford Dental",
            "DENTAL, ashford",
            "Ashford Dental Ltd",
            "Ashford Dental, Inc.",
            "Ashford-Dental A/S",
            "Ashford Dental Pty Ltd",
            "Ashford Dental S.A.",
        ] {
            assert_eq!(fold(name), "ashford dental", "{name}");
        }
        assert_ne!(fold("Ashford Dental"), fold("Ashford Dental Group"));
        assert_eq!(fold("Ltd"), "ltd", "a form alone is a name");
    }

    #[test]
    fn initials_are_read_with_and_without_form_and_small_words() {
        assert_eq!(initials("University of Ashford Ltd"), ["UOAL", "UOA", "UA"]);
    }
}
