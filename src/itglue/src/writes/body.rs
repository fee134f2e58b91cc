//! A write's body: JSON:API, written straight into the memory that it is wiped from.

use crate::Id;
use core::fmt::Write as _;
use gluepane_secret::Secret;

/// `{"data":{"type":…,"attributes":{…}}}`, as far as it is written.
pub(crate) struct Body {
    /// A secret from the start: a text that grew into new memory would leave its old one behind.
    json: Secret<String>,
    n_attributes: usize,
}

impl Body {
    pub(crate) fn of(kind: &'static str) -> Self {
        Self {
            json: Secret::new(format!(r#"{{"data":{{"type":"{kind}","attributes":{{"#)),
            n_attributes: 0,
        }
    }

    /// A text, where there is one. The name needs no escaping.
    pub(crate) fn text(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// An id, where there is one: a number (API reference, section 5).
    pub(crate) fn id(mut self, name: &'static str, value: Option<impl Id>) -> Self {
        let Some(value) = value else {
            return self;
        };
        let comma = self.comma();
        self.append(&format!("{comma}\"{name}\":{value}"));
        self
    }

    /// A value that nobody may see but IT Glue.
    pub(crate) fn secret(self, name: &'static str, value: &Secret<String>) -> Self {
        // EXPOSE: the one place where a password's value goes into a request, for the user who had it created.
        self.attribute(name, value.expose())
    }

    pub(crate) fn finish(mut self) -> Secret<String> {
        self.append("}}}");
        self.json
    }

    fn attribute(mut self, name: &'static str, value: &str) -> Self {
        let comma = self.comma();
        let mut text = String::with_capacity(name.len() + 6 * value.len() + 6);
        text.push_str(comma);
        text.push('"');
        text.push_str(name);
        text.push_str("\":\"");
        escape(&mut text, value);
        text.push('"');
        self.append(&text);
        zeroize::Zeroize::zeroize(&mut text);
        self
    }

    fn comma(&mut self) -> &'static str {
        self.n_attributes += 1;
        if self.n_attributes == 1 { "" } else { "," }
    }

    /// Into new memory of the right size; the former is wiped as the secret that it is.
    fn append(&mut self, text: &str) {
        // EXPOSE: what was written so far is moved on.
        let json = [self.json.expose().as_str(), text].concat();
        self.json = Secret::new(json);
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' => {
                // Writing to a String can't fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Body;
    use crate::ConfigurationId;
    use gluepane_secret::Secret;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_and_any_value_arrive_as_they_are(name in any::<String>(), value in any::<String>()) {
            let secret = Secret::new(value.clone());
            let body = Body::of("passwords")
                .text("name", Some(&name))
                .text("url", None)
                .secret("password", &secret)
                .id("resource-id", Some(ConfigurationId(7)))
                .finish();
            // EXPOSE: the test's own value.
            let read: serde_json::Value = serde_json::from_str(body.expose()).unwrap();
            let expected = serde_json::json!({"data": {"type": "passwords", "attributes": {
                "name": name, "password": value, "resource-id": 7
            }}});
            prop_assert_eq!(read, expected);
            let shown = format!("{:?}", body);
            prop_assert!(!shown.contains("attributes"));
        }
    }
}
