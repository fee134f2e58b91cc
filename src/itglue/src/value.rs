//! How a field's type is read from an attribute whose JSON type varies.

use crate::lenient;
use gluepane_wire::Tree;

/// What a field of a row may be.
pub(crate) trait Value: Sized {
    /// The value, unless there is none or it is of another kind.
    fn some(value: &Tree) -> Option<Self>;

    /// What stands for one that isn't there; none, where a row without it makes no sense.
    fn missing() -> Option<Self> {
        None
    }
}

/// Never missing: nothing is a value of it.
impl<T: Value> Value for Option<T> {
    fn some(value: &Tree) -> Option<Self> {
        Some(T::some(value))
    }
}

impl<T: Value> Value for Vec<T> {
    fn some(value: &Tree) -> Option<Self> {
        match value {
            Tree::List(items) => Some(items.iter().filter_map(T::some).collect()),
            _ => None,
        }
    }

    fn missing() -> Option<Self> {
        Some(Vec::new())
    }
}

impl Value for String {
    fn some(value: &Tree) -> Option<Self> {
        lenient::text(value)
    }

    fn missing() -> Option<Self> {
        Some(String::new())
    }
}

impl Value for bool {
    fn some(value: &Tree) -> Option<Self> {
        Some(lenient::flag(value))
    }
}

impl Value for u64 {
    fn some(value: &Tree) -> Option<Self> {
        lenient::id(value)
    }
}

impl Value for f64 {
    fn some(value: &Tree) -> Option<Self> {
        lenient::number(value)
    }
}

/// A set of words that IT Glue uses, one of which may be new: it is kept as `Other`.
///
/// Words are compared without case, spaces, hyphens and underscores, because each is spelled in several ways (API
/// reference, section 3.6).
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal $(| $alias:literal)*,)* }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum $name {
            $($(#[$word_doc])* $word,)*
            /// Any other, as it came.
            Other(String),
        }

        impl $name {
            /// The word as IT Glue spells it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$word => $text,)*
                    Self::Other(text) => text,
                }
            }

            /// Reads a word in any of its spellings.
            pub fn parse(text: &str) -> Self {
                $(if $crate::value::is_spelling(text, &[$text $(, $alias)*]) {
                    return Self::$word;
                })*
                Self::Other(text.to_owned())
            }
        }

        impl $crate::value::Value for $name {
            fn some(value: &gluepane_wire::Tree) -> Option<Self> {
                $crate::lenient::text(value).map(|text| Self::parse(&text))
            }

            fn missing() -> Option<Self> {
                Some(Self::Other(String::new()))
            }
        }

        impl $crate::shown::Shown for $name {
            fn shown(&self) -> gluepane_wire::Tree<'_> {
                gluepane_wire::Tree::Text(self.as_str().into())
            }
        }
    };
}
pub(crate) use words;

/// Whether a text is one of these words, whatever its case, separators, and plural.
pub(crate) fn is_spelling(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| letters(word).eq(letters(text)))
}

/// What counts of a word. Nothing is allocated: a row is compared with some twenty words.
fn letters(word: &str) -> impl Iterator<Item = char> {
    let is_between = |c: char| matches!(c, ' ' | '-' | '_' | ':');
    let word = word.trim_end_matches(is_between);
    let singular = word.strip_suffix(['s', 'S']).unwrap_or(word).chars();
    singular
        .filter(move |c| !is_between(*c))
        .flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::is_spelling;

    #[test]
    fn a_word_is_known_in_every_spelling_that_was_seen() {
        for text in [
            "Flexible Asset Trait",
            "flexible-asset-traits",
            "flexible_asset_trait",
            "FlexibleAssetTrait",
        ] {
            assert!(is_spelling(text, &["Flexible Asset Trait"]), "{text}");
        }
        assert!(!is_spelling("Flexible Asset", &["Flexible Asset Trait"]));
        assert!(!is_spelling("", &["Contact"]));
    }
}
