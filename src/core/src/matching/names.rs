//! Names of organizations, made comparable.
//!
//! Two names are the same when they are equal after Unicode NFKC, case, spaces and punctuation; letters that only look
//! alike stay unlike. The legal form is kept apart, because dropping it may link and swapping it may not.

/// Unicode NFKC, done by whoever has the tables (in a browser `String.prototype.normalize`).
pub trait Normalize {
    /// The text in NFKC.
    fn nfkc(&self, text: &str) -> String;
}

/// A name made comparable.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NameKey {
    /// All words, legal form included and spelled one way: `orchard ltd`.
    pub whole: String,
    /// Without the legal form: `orchard`. The same as `whole` where there is none, or where nothing else is.
    pub base: String,
    /// The legal form: `ltd`.
    pub form: Option<&'static str>,
}

/// Legal forms at a name's end, each in all its spellings after punctuation is gone. Several words stand as one text.
/// Left out are those that are plain words too ("Harmony Spa" is no "Harmony"); with their marks (A/S, S.L.) some count.
const FORMS: &[(&str, &[&str])] = &[
    ("ltd", &["ltd", "limited"]),
    ("llc", &["llc", "limited liability company"]),
    ("inc", &["inc", "incorporated"]),
    ("corp", &["corp", "corporation"]),
    ("plc", &["plc", "public limited company"]),
    ("llp", &["llp"]),
    ("gmbh", &["gmbh"]),
    ("gmbh co kg", &["gmbh and co kg"]),
    ("ag", &["ag"]),
    ("kg", &["kg"]),
    ("ug", &["ug"]),
    ("bv", &["bv", "b v"]),
    ("nv", &["nv", "n v"]),
    ("sa", &["sa", "s a"]),
    ("sarl", &["sarl"]),
    ("sas", &["sas"]),
    ("srl", &["srl"]),
    ("sl", &["s l"]),
    (
        "pty ltd",
        &["pty ltd", "pty limited", "proprietary limited"],
    ),
    ("pty", &["pty"]),
    ("as", &["a s"]),
    ("aps", &["aps"]),
    ("ab", &["ab"]),
    ("oy", &["oy"]),
];

impl NameKey {
    /// Makes a name comparable. Names in ASCII need no tables.
    pub fn of(name: &str, tables: &impl Normalize) -> Self {
        let normal = if name.is_ascii() {
            name.to_owned()
        } else {
            tables.nfkc(name)
        };
        let words = words(&normal.to_lowercase());
        let whole = words.join(" ");
        let mut longest: Option<(&'static str, &str)> = None;
        for (form, spellings) in FORMS {
            for spelling in *spellings {
                let base = whole
                    .strip_suffix(spelling)
                    .and_then(|base| base.strip_suffix(' '));
                if let Some(base) =
                    base.filter(|b| longest.is_none_or(|(_, former)| b.len() < former.len()))
                {
                    longest = Some((form, base));
                }
            }
        }
        match longest {
            Some((form, base)) => Self {
                whole: format!("{base} {form}"),
                base: base.to_owned(),
                form: Some(form),
            },
            None => Self {
                base: whole.clone(),
                whole,
                form: None,
            },
        }
    }
}

/// Words of letters and digits. `&` is a word of its own, `and`; an apostrophe or a dot between letters joins
/// (`O'Neil`, `S.A.`), between digits a dot divides (`1.2` is not `12`).
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut former = ' ';
    for c in text.chars() {
        match c {
            '&' => words.extend(["and".to_owned(), String::new()]),
            '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => continue,
            '.' if !former.is_numeric() => continue,
            // A symbol tells names apart where a mark does not: "A+ Dental" is no "A Dental".
            c if c.is_alphanumeric()
                || is_mark(c)
                || matches!(c, '+' | '#' | '@' | '$' | '€' | '£' | '%' | '*') =>
            {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
            _ => words.push(String::new()),
        }
        former = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Combining marks that NFKC leaves apart belong to their letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// How alike two names are, 0 to 1: for the order of suggestions only.
///
/// The better of two views: letters in order (Jaro–Winkler), and shared words. A shared number that differs ("Store 12",
/// "Store 21") makes names unlike however alike they look.
pub fn similarity(one: &NameKey, other: &NameKey) -> f64 {
    let (a, b) = (word_set(&one.base), word_set(&other.base));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let numbers = |set: &[&str]| -> Vec<String> {
        set.iter()
            .filter(|w| w.bytes().all(|c| c.is_ascii_digit()))
            .map(|w| (*w).to_owned())
            .collect()
    };
    let shared = a.iter().filter(|word| b.contains(word)).count() as f64;
    let by_words = shared / a.len().max(b.len()) as f64;
    let contained = if shared > 0.0 && shared as usize == a.len().min(b.len()) {
        CONTAINED
    } else {
        0.0
    };
    let by_letters = strsim::jaro_winkler(&one.base, &other.base);
    let by_letters = if by_letters >= MIN_LETTERS {
        by_letters * LETTERS
    } else {
        0.0
    };
    let score = by_words.max(by_letters).max(contained);
    if numbers(&a) == numbers(&b) {
        score
    } else {
        score * OTHER_NUMBER
    }
}

/// One name holds all words of the other: worth showing whatever else it holds.
const CONTAINED: f64 = 0.75;
/// Below this, letters are alike by chance ("Brightside Nursery", "Harbourside Lettings": 0.77).
const MIN_LETTERS: f64 = 0.90;
/// Letters alone never count as much as equal words: short names look alike by chance.
const LETTERS: f64 = 0.95;
/// Another number is another branch.
const OTHER_NUMBER: f64 = 0.5;

fn word_set(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{NameKey, Normalize, similarity};

    /// Stands in for the browser's tables where a test needs none.
    pub(crate) struct NoTables;

    impl Normalize for NoTables {
        fn nfkc(&self, text: &str) -> String {
            text.to_owned()
        }
    }

    fn key(name: &str) -> NameKey {
        NameKey::of(name, &NoTables)
    }

    #[test]
    fn case_spaces_and_punctuation_make_no_difference() {
        for name in [
            "harbour dental group",
            "  Harbour   Dental Group ",
            "Harbour-Dental Group",
            "Harbour\u{a0}Dental Group",
        ] {
            assert_eq!(key(name), key("Harbour Dental Group"), "{name}");
        }
        assert_eq!(key("Baker & Sons"), key("Baker and Sons"));
        assert_eq!(key("O'Neil S.A."), key("ONeil SA"));
    }

    #[test]
    fn a_legal_form_is_one_thing_however_it_is_spelled() {
        assert_eq!(key("Orchard Ltd").whole, key("Orchard Limited").whole);
        assert_eq!(key("Orchard Pty Ltd").form, Some("pty ltd"));
        assert_ne!(key("Orchard Ltd").whole, key("Orchard LLC").whole);
        assert_eq!(key("Orchard Ltd").base, key("Orchard LLC").base);
    }

    #[test]
    fn a_name_that_is_nothing_but_a_form_keeps_it() {
        assert_eq!(
            key("AG"),
            NameKey {
                whole: "ag".into(),
                base: "ag".into(),
                form: None
            }
        );
    }

    #[test]
    fn a_symbol_or_a_plain_word_makes_another_name() {
        assert_ne!(key("A+ Dental"), key("A Dental"));
        assert_ne!(key("C# Works"), key("C Works"));
        assert_ne!(key("Harmony Spa").base, key("Harmony").base);
    }

    #[test]
    fn numbers_tell_branches_apart() {
        assert_ne!(key("Store 1.2").whole, key("Store 12").whole);
        assert!(similarity(&key("Store 12"), &key("Store 21")) < 0.6);
    }

    #[test]
    fn a_typing_error_is_similar_and_a_chance_likeness_is_not() {
        assert!(similarity(&key("Harbour Dentl Group"), &key("Harbour Dental Group")) > 0.9);
        assert!(similarity(&key("Brightside Nursery"), &key("Harbourside Lettings")) < 0.5);
    }

    #[test]
    fn letters_that_only_look_alike_stay_unlike() {
        assert_ne!(
            key("Hаrbour").whole,
            key("Harbour").whole,
            "the first has a Cyrillic letter"
        );
    }
}
