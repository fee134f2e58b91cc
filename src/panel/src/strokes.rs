//! How a shown password is drawn, so that digits, symbols and letters can't be mistaken for each other.

/// What kind a character is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Drawn plainly.
    Letter,
    /// 0 to 9.
    Digit,
    /// Everything that is neither.
    Symbol,
    /// Drawn as a visible box: it would be overlooked otherwise.
    Space,
}

impl Kind {
    /// The class in the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Digit => "digit",
            Self::Symbol => "symbol",
            Self::Space => "space",
        }
    }

    fn of(character: char) -> Self {
        match character {
            c if c.is_whitespace() => Self::Space,
            c if c.is_ascii_digit() => Self::Digit,
            c if c.is_alphanumeric() => Self::Letter,
            _ => Self::Symbol,
        }
    }
}

/// Cuts a value into the longest runs of one kind. Borrows: no copy of the value is made.
pub(crate) fn runs(value: &str) -> Vec<(Kind, &str)> {
    let mut found: Vec<(Kind, &str)> = Vec::new();
    let mut start = 0;
    let mut kind = None;
    for (at, character) in value.char_indices() {
        let next = Kind::of(character);
        if let Some(kind) = kind
            && kind != next
        {
            found.push((kind, &value[start..at]));
            start = at;
        }
        kind = Some(next);
    }
    if let Some(kind) = kind {
        found.push((kind, &value[start..]));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Kind, runs};

    #[test]
    fn runs_of_one_kind_stay_together() {
        assert_eq!(
            runs("Br7k#tl09!"),
            [
                (Kind::Letter, "Br"),
                (Kind::Digit, "7"),
                (Kind::Letter, "k"),
                (Kind::Symbol, "#"),
                (Kind::Letter, "tl"),
                (Kind::Digit, "09"),
                (Kind::Symbol, "!"),
            ]
        );
    }

    #[test]
    fn spaces_stand_out_and_nothing_is_lost() {
        assert_eq!(
            runs("a  b"),
            [
                (Kind::Letter, "a"),
                (Kind::Space, "  "),
                (Kind::Letter, "b")
            ]
        );
        let odd = "pä$$ wörd—9\t\u{1f511}";
        assert_eq!(
            runs(odd)
                .into_iter()
                .map(|(_, text)| text)
                .collect::<String>(),
            odd
        );
    }

    #[test]
    fn an_empty_value_has_no_runs() {
        assert_eq!(runs(""), []);
    }
}
