//! The search over password rows: every word must occur somewhere in the row, in any order.

use crate::browser::lower_case;
use gluepane_protocol::PasswordRow;

/// What was typed, ready to be compared.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Filter {
    words: Vec<String>,
}

impl Filter {
    /// From the text of the search field.
    pub(crate) fn new(typed: &str) -> Self {
        Self {
            words: typed.split_whitespace().map(lower_case).collect(),
        }
    }

    /// Nothing was typed: everything fits.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether name, username, category and parent together hold every word.
    pub(crate) fn fits(&self, row: &PasswordRow) -> bool {
        if self.is_empty() {
            return true;
        }
        let fields = [
            Some(&row.name),
            row.username.as_ref(),
            row.category.as_ref(),
            row.parent.as_ref(),
        ];
        let texts: Vec<String> = fields
            .into_iter()
            .flatten()
            .map(|text| lower_case(text))
            .collect();
        self.words
            .iter()
            .all(|word| texts.iter().any(|text| text.contains(word)))
    }

    /// The rows that fit, in their order.
    pub(crate) fn choose(&self, rows: &[PasswordRow]) -> Vec<PasswordRow> {
        rows.iter().filter(|row| self.fits(row)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;
    use gluepane_protocol::{PasswordId, PasswordRow};

    fn row() -> PasswordRow {
        PasswordRow {
            id: PasswordId(7),
            name: "Domain Administrator".to_owned(),
            username: Some("HARBOUR\\adm".to_owned()),
            category: Some("Active Directory".to_owned()),
            parent: Some("HDG-DC01".to_owned()),
            vaulted: false,
            has_otp: false,
        }
    }

    fn check(typed: &str, fits: bool) {
        assert_eq!(Filter::new(typed).fits(&row()), fits, "{typed:?}");
    }

    #[test]
    fn every_field_is_searched() {
        check("domain", true);
        check("harbour\\adm", true);
        check("directory", true);
        check("dc01", true);
        check("firewall", false);
    }

    #[test]
    fn several_words_fit_in_any_order_and_case() {
        check("ADM dc01", true);
        check("dc01   domain", true);
        check("domain firewall", false);
    }

    #[test]
    fn nothing_typed_shows_everything() {
        check("", true);
        check("   ", true);
    }

    #[test]
    fn a_row_without_extras_is_searched_by_name_alone() {
        let bare = PasswordRow {
            username: None,
            category: None,
            parent: None,
            ..row()
        };
        assert!(Filter::new("admin").fits(&bare));
        assert!(!Filter::new("dc01").fits(&bare));
        assert_eq!(Filter::new("admin").choose(&[bare.clone(), bare]).len(), 2);
    }
}
