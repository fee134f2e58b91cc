//! What an error's body says, without any value (API reference, section 1.6).

use gluepane_secret::Secret;
use gluepane_wire::Tree;

/// More messages, or longer ones, help nobody.
const MOST_MESSAGES: usize = 5;
const MOST_WORDS: usize = 30;
const LONGEST_WORD: usize = 24;

/// A body of JSON:API errors, and not a gateway's message.
pub(crate) fn has_errors(body: &str) -> bool {
    body.contains("\"errors\"")
}

/// The address that the request came from is not allowed. The shape is not known (API reference, section 1.2).
pub(crate) fn name_an_address(body: &str) -> bool {
    let body = body.to_ascii_lowercase();
    [
        "ip address",
        "ip access",
        "ip not",
        "whitelist",
        "allowlist",
    ]
    .iter()
    .any(|words| body.contains(words))
}

/// The account's plan, or what is turned on in it, has no such thing.
pub(crate) fn name_a_plan(body: &str) -> bool {
    let body = body.to_ascii_lowercase();
    [" plan", "subscription", "upgrade", "not enabled"]
        .iter()
        .any(|words| body.contains(words))
}

/// The messages of a refused request: "name: can't be blank". `sent` is its body; whatever repeats a value of it is left
/// out.
pub(crate) fn read(body: &str, sent: &Secret<String>) -> Vec<String> {
    let Ok(document) = Tree::parse(body) else {
        return Vec::new();
    };
    let mut values = Vec::new();
    // EXPOSE: its values are compared with the messages, so that none comes back in them.
    if let Ok(sent) = Tree::parse(sent.expose()) {
        collect(sent.get("data").get("attributes"), &mut values);
    }
    let message = |error: &Tree| {
        let said = [error.get("detail"), error.get("title")]
            .into_iter()
            .chain([error.get("message"), error.get("error"), error])
            .find_map(Tree::as_text)
            .unwrap_or_default();
        let lower = said.to_lowercase();
        let repeats = values.iter().any(|value| lower.contains(value.as_str()));
        let said = if repeats {
            String::new()
        } else {
            without_values(said)
        };
        match (field(error.get("source").get("pointer")), said.as_str()) {
            (Some(field), "") => field,
            (Some(field), said) => format!("{field}: {said}"),
            (None, said) => said.to_owned(),
        }
    };
    let errors = document.get("errors").list();
    let all = if errors.is_empty() {
        core::slice::from_ref(&document)
    } else {
        errors
    };
    let mut messages: Vec<String> = all.iter().map(message).collect();
    messages.retain(|message| !message.is_empty());
    messages.truncate(MOST_MESSAGES);
    for value in &mut values {
        zeroize::Zeroize::zeroize(value);
    }
    messages
}

/// All texts in a value, in lower case.
fn collect(value: &Tree, texts: &mut Vec<String>) {
    match value {
        Tree::Text(text) if !text.trim().is_empty() => texts.push(text.trim().to_lowercase()),
        Tree::List(items) => items.iter().for_each(|item| collect(item, texts)),
        Tree::Object(fields) => fields.iter().for_each(|(_, value)| collect(value, texts)),
        _ => {}
    }
}

/// The field that a pointer ends in: `data/attributes/organization_id`, `/data/attributes/configuration-type`.
fn field(pointer: &Tree) -> Option<String> {
    let last = pointer.as_text()?.rsplit('/').next()?;
    let is_name = |b: u8| b.is_ascii_lowercase() || matches!(b, b'_' | b'-');
    let is_field = !last.is_empty() && last.len() <= LONGEST_WORD * 2 && last.bytes().all(is_name);
    is_field.then(|| last.replace('_', "-"))
}

/// What is left of a sentence without what is quoted in it, and without words that are no words: numbers, addresses,
/// tokens.
fn without_values(text: &str) -> String {
    let is_quote = |c: char| matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '«' | '»');
    let mut words: Vec<&str> = Vec::new();
    let mut is_quoted = false;
    for word in text.split_whitespace() {
        let core = word.trim_end_matches(|c: char| c.is_ascii_punctuation() && !is_quote(c));
        let is_word =
            |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '_' | '(' | ')');
        let starts = core.starts_with(is_quote);
        let keeps =
            !is_quoted && !starts && core.len() <= LONGEST_WORD && core.chars().all(is_word);
        is_quoted =
            (is_quoted || starts) && !(core.ends_with(is_quote) && (is_quoted || core.len() > 1));
        let word = if keeps { word } else { "…" };
        if word != "…" || words.last() != Some(&"…") {
            words.push(word);
        }
    }
    words.truncate(MOST_WORDS);
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{read, without_values};
    use gluepane_secret::Secret;

    #[test]
    fn a_sentence_loses_what_may_be_a_value() {
        for (said, expected) in [
            ("can't be blank", "can't be blank"),
            (
                "Valid organization_id is required",
                "Valid organization_id is required",
            ),
            ("Password 'tower' is too short", "Password … is too short"),
            (
                "Name \"Nordlicht Boote KG\" has already been taken",
                "Name … has already been taken",
            ),
            ("id 9001 is unknown", "id … is unknown"),
            ("mia@nordlicht.example is invalid", "… is invalid"),
            ("“never closed is all gone", "…"),
            ("' odd", "…"),
            (
                "aVeryLongTokenThatNobodyWouldCallAWord is invalid",
                "… is invalid",
            ),
            ("", ""),
        ] {
            assert_eq!(without_values(said), expected, "{said}");
        }
    }

    #[test]
    fn each_shape_of_a_rejection_is_read() {
        for (body, expected) in [
            (
                r#"{"errors":[{"status":422,"title":"Valid organization_id is required","source":{"pointer":"data/attributes/organization_id"}}]}"#,
                "organization-id: Valid organization_id is required",
            ),
            (
                r#"{"errors":[{"source":{"pointer":"/data/attributes/configuration-type"},"detail":"must exist","title":"Unprocessable Entity","status":422}]}"#,
                "configuration-type: must exist",
            ),
            (
                r#"{"message":"Unsupported Media Type"}"#,
                "Unsupported Media Type",
            ),
            (r#"{"error":"no"}"#, "no"),
            (r#"{"errors":["Name is missing"]}"#, "Name is missing"),
        ] {
            assert_eq!(
                read(body, &Secret::new(String::new())),
                [expected],
                "{body}"
            );
        }
        for body in [
            "",
            "<html>",
            "{",
            "{}",
            "[]",
            "null",
            r#"{"errors":{}}"#,
            r#"{"errors":[7,null,{}]}"#,
        ] {
            assert_eq!(read(body, &Secret::new(String::new())), [""; 0], "{body}");
        }
    }

    #[test]
    fn what_was_sent_never_comes_back_in_a_message() {
        let sent = Secret::new(
            r#"{"data":{"attributes":{"name":"Harbour","password":"correct horse"}}}"#.to_owned(),
        );
        let body = r#"{"errors":[
            {"detail":"Correct horse is too simple","source":{"pointer":"/data/attributes/password"}},
            {"detail":"harbour exists"},
            {"detail":"must differ"}]}"#;
        assert_eq!(read(body, &sent), ["password", "must differ"]);
    }
}
