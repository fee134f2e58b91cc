//! What positions of switches legitimately change, and why.

use crate::Answer;
use gluepane_itglue::GlueError;

/// What a position changes.
pub(crate) enum Shows {
    /// An error says so.
    Error(fn(&GlueError) -> bool),
    /// Some rows are missing.
    Fewer,
    /// There are more rows.
    More,
    /// These fields say less, or something else.
    Fields(&'static [&'static str]),
    /// Something that was refused is there.
    Given,
}

/// Switch, positions, what was asked (the beginning of it), what that shows, and why that is right.
pub(crate) type Line = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    Shows,
    &'static str,
);

const ALL: &[&str] = &[""];
const REFUSED: &[&str] = &["401", "403", "404"];

pub(crate) const LINES: &[Line] = &[
    (
        "ip_access",
        &["403_message", "403_errors", "401_errors"],
        ALL,
        Shows::Error(|error| *error == GlueError::AddressNotAllowed),
        "nothing is answered; the words say why",
    ),
    (
        "ip_access",
        &["403_html"],
        ALL,
        Shows::Error(|error| *error == GlueError::NotItGlue),
        "a web page: whose, nobody can tell",
    ),
    (
        "ip_access",
        &["403_plain"],
        ALL,
        Shows::Error(|error| error.is_refusal() || *error == GlueError::NotEnabled),
        "looks like a bad key, or like whatever is refused to good ones there",
    ),
    (
        "rate_limit",
        &["1"],
        ALL,
        Shows::Error(|error| {
            *error
                == GlueError::RateLimited {
                    retry_after_s: None,
                }
        }),
        "everything after the first request",
    ),
    (
        "token_life_s",
        &["0"],
        ALL,
        Shows::Error(|error| matches!(error, GlueError::SignedOut | GlueError::NotPermitted)),
        "a user's token has ended at once; one answer stands for that and for a record that is not for this user (API \
         reference, section 1.6), so who holds a token looks at its end first",
    ),
    (
        "denied_record",
        &["401", "403"],
        ALL,
        Shows::Error(|error| *error == GlueError::NotPermitted),
        "of another client than the user's: refused instead of hidden",
    ),
    (
        "denied_type",
        &["401", "403"],
        &["configurations", "a page of configurations", "by "],
        Shows::Error(|error| *error == GlueError::NotPermitted),
        "a type that the user's group denies: refused instead of empty",
    ),
    (
        "documents_access",
        REFUSED,
        &["document", "text", "sections"],
        Shows::Error(|error| {
            matches!(
                error,
                GlueError::NotEnabled | GlueError::NotPermitted | GlueError::NotFound
            )
        }),
        "documents are not for this credential",
    ),
    (
        "folders_access",
        REFUSED,
        &["document folders"],
        Shows::Error(|error| matches!(error, GlueError::NotEnabled | GlueError::NotPermitted)),
        "folders are not for this credential",
    ),
    (
        "documents_default",
        &["all"],
        &["documents at the root"],
        Shows::More,
        "those in folders too, which say so",
    ),
    (
        "nested_filters",
        &["ignored"],
        &["documents at the root"],
        Shows::More,
        "those in folders too, which say so",
    ),
    (
        "folder_filter",
        &["ids_only"],
        &["documents of"],
        Shows::Fewer,
        "those in folders are found by folder",
    ),
    (
        "flexible_assets_without_type",
        &["422", "404"],
        &["assets without a type"],
        Shows::Error(|error| matches!(error, GlueError::Rejected { .. } | GlueError::NotFound)),
        "refused in another way",
    ),
    (
        "otp_access",
        &["keys_too"],
        &["code"],
        Shows::Given,
        "a key may have codes",
    ),
    (
        "otp_access",
        &["keys_too"],
        &["code"],
        Shows::Error(|error| *error == GlueError::NotFound),
        "where there is one",
    ),
    (
        "otp_missing",
        &["422"],
        &["code"],
        Shows::Error(|error| matches!(error, GlueError::Rejected { status: 422, .. })),
        "a password without codes, refused in another way",
    ),
    (
        "personal_for_keys",
        &["shown"],
        &["password 9390001", "value 9390001"],
        Shows::Given,
        "a personal password, given to the key",
    ),
    (
        "mac_filter",
        &["normalised"],
        &["configurations of the MAC 00005E0053D0"],
        Shows::More,
        "found in another spelling; each row bears the MAC",
    ),
    (
        "datto_rmm_id",
        &["uid"],
        &["by aem id"],
        Shows::Fields(&["rows", "total"]),
        "not found by the number",
    ),
    (
        "org_resource_url",
        &["absent"],
        &[
            "organization",
            "a page of organizations",
            "found by",
            "by ",
            "the account's own",
        ],
        Shows::Fields(&["resource_url"]),
        "may be missing",
    ),
    (
        "web_base",
        &["https://elsewhere.itglue.com"],
        ALL,
        Shows::Fields(&[
            "resource_url",
            "parent_url",
            "url",
            "rendered_content",
            "download_url",
        ]),
        "the account's own address",
    ),
    (
        "published_form",
        &["flags"],
        &["document", "text"],
        Shows::Fields(&["published_at"]),
        "when isn't said",
    ),
    (
        "psa_integration",
        &["null"],
        ALL,
        Shows::Fields(&["psa_integration"]),
        "isn't said",
    ),
    (
        "vaulted_username",
        &["absent"],
        &["password", "a page of passwords"],
        Shows::Fields(&["username"]),
        "of a vaulted one it may be missing",
    ),
    (
        "trait_resource_id",
        &["asset"],
        &["password"],
        Shows::Fields(&["parent"]),
        "what is meant by a trait's id isn't known",
    ),
    (
        "password_trait",
        &["object", "id", "absent"],
        &["asset"],
        Shows::Fields(&["traits"]),
        "as it came; see the test of what it means",
    ),
    (
        "related_item_attributes",
        &["bare"],
        &["asset", "configuration", "document", "text"],
        Shows::Fields(&["related_items"]),
        "less is said of them",
    ),
    (
        "select_options",
        &["commas"],
        &["fields"],
        Shows::Fields(&["default_value"]),
        "as it came",
    ),
    (
        "checklist_attributes",
        &["full"],
        &["checklists"],
        Shows::Fields(&["description", "due_date", "completed_at", "is_completed"]),
        "more is said of them",
    ),
    (
        "configuration_adapters",
        &["psa_and_rmm"],
        &["configuration"],
        Shows::Fields(&["remote_ids"]),
        "an RMM's ids too",
    ),
];

/// The rows without these fields' values.
fn without(row: &str, fields: &[&str]) -> String {
    let mut row = row.to_owned();
    for field in fields {
        let name = format!("{field}: ");
        let mut from = 0;
        while let Some(at) = row[from..].find(&name) {
            let start = from + at + name.len();
            row.replace_range(start..start + value_len(&row[start..]), "");
            from = start;
        }
    }
    row
}

/// How long the value is that a row as text goes on with.
fn value_len(text: &str) -> usize {
    let (mut depth, mut is_text, mut is_escaped) = (0, false, false);
    for (at, sign) in text.char_indices() {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' if is_text => is_escaped = true,
            '"' => is_text = !is_text,
            _ if is_text => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' | ',' | ' ' if depth == 0 => return at,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

impl Shows {
    /// Whether that is how the two differ.
    pub(crate) fn fits(&self, plain: &Answer, read: &Answer) -> bool {
        match (self, plain, read) {
            (Self::Error(is_said), _, Err(error)) => is_said(error),
            (Self::Given, Err(_), Ok(rows)) => !rows.is_empty(),
            (Self::Fewer, Ok(plain), Ok(rows)) => {
                rows.len() < plain.len() && rows.iter().all(|row| plain.contains(row))
            }
            (Self::More, Ok(plain), Ok(rows)) => {
                rows.len() > plain.len() && plain.iter().all(|row| rows.contains(row))
            }
            (Self::Fields(fields), Ok(plain), Ok(rows)) => {
                let blank = |rows: &[String]| -> Vec<String> {
                    rows.iter().map(|row| without(row, fields)).collect()
                };
                blank(plain) == blank(rows)
            }
            _ => false,
        }
    }
}
