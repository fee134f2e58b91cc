//! A flexible asset's traits (API reference, section 3.13): first by the shape that they come in, then by the kind of
//! their field.

use crate::json_api::{Included, Record};
use crate::resource::part;
use crate::value::Value;
use crate::{FieldKind, PasswordId, RecordKind};
use gluepane_wire::Tree;

/// A trait's value, as it came.
#[derive(Clone, PartialEq, Debug)]
pub enum TraitValue {
    /// `null`.
    Nothing,
    /// A text.
    Text(String),
    /// A flag.
    Flag(bool),
    /// A whole number, which may be a record's id: those have up to 18 digits, more than a [`TraitValue::Number`] holds.
    Whole(i64),
    /// Another number.
    Number(f64),
    /// `{"type", "values"}`: other records.
    Records {
        /// `type`.
        kind: RecordKind,
        /// `values`.
        records: Vec<TaggedRecord>,
    },
    /// A list of files.
    Files(Vec<TraitFile>),
    /// An object of another shape: the names in it, but no value, since a password's shape isn't known.
    Other(Vec<String>),
}

part! {
    /// A record that a tag leads to; it has more keys, by its kind.
    TaggedRecord {
        /// `id`.
        id: u64 = "id",
        /// `name`.
        name: Option<String> = "name",
        /// `resource-url`: its page on the account's web site.
        resource_url: Option<String> = "resource-url",
        /// `organization-name`.
        organization_name: Option<String> = "organization-name",
        /// `hostname`: of a configuration.
        hostname: Option<String> = "hostname",
        /// `configuration-type-name`: of a configuration.
        configuration_type_name: Option<String> = "configuration-type-name",
    }
}

part! {
    /// A file of an *Upload*; its keys aren't documented for reading, so any may be missing.
    TraitFile {
        /// `name`.
        name: Option<String> = "name",
        /// `file_name`, as it is written.
        file_name: Option<String> = "file_name",
        /// `url`.
        url: Option<String> = "url",
    }
}

/// A trait's value, as its field says what it is.
#[derive(Clone, PartialEq, Debug)]
pub enum Trait {
    /// A line.
    Text(String),
    /// HTML, not sanitised.
    Textbox(String),
    /// One of the field's options.
    Select(String),
    /// A date.
    Date(String),
    /// Yes or no.
    Checkbox(bool),
    /// A number.
    Number(f64),
    /// A number of hundredths.
    Percent(f64),
    /// Other records.
    Tag {
        /// Of which kind.
        kind: RecordKind,
        /// Which.
        records: Vec<TaggedRecord>,
    },
    /// The embedded password, if the shape names it; its value is never here.
    Password(Option<PasswordId>),
    /// Files.
    Upload(Vec<TraitFile>),
    /// A heading between fields.
    Header,
    /// A step of a procedure; its shape isn't known.
    Step(TraitValue),
    /// No value.
    Empty,
    /// Of a field that isn't known, of an unknown kind, or not of its kind's shape.
    Unknown(TraitValue),
}

impl Trait {
    /// The value of a field of this kind.
    pub fn of(kind: &FieldKind, value: &TraitValue) -> Self {
        use TraitValue as V;
        match (kind, value.clone()) {
            (FieldKind::Header, _) => Trait::Header,
            (FieldKind::Password, V::Records { records, .. }) => {
                Trait::Password(records.first().map(|record| PasswordId(record.id)))
            }
            (FieldKind::Password, V::Whole(id)) => {
                Trait::Password(u64::try_from(id).ok().map(PasswordId))
            }
            (FieldKind::Password, _) => Trait::Password(None),
            (_, V::Nothing) => Trait::Empty,
            (FieldKind::Text, V::Text(text)) => Trait::Text(text),
            (FieldKind::Text, V::Whole(number)) => Trait::Text(number.to_string()),
            (FieldKind::Text, V::Number(number)) => Trait::Text(number.to_string()),
            (FieldKind::Textbox, V::Text(text)) => Trait::Textbox(text),
            (FieldKind::Select, V::Text(text)) => Trait::Select(text),
            (FieldKind::Date, V::Text(text)) => Trait::Date(text),
            (FieldKind::Checkbox, V::Flag(flag)) => Trait::Checkbox(flag),
            (FieldKind::Number, V::Whole(number)) => Trait::Number(number as f64),
            (FieldKind::Percent, V::Whole(number)) => Trait::Percent(number as f64),
            (FieldKind::Number, V::Number(number)) => Trait::Number(number),
            (FieldKind::Percent, V::Number(number)) => Trait::Percent(number),
            (FieldKind::Number | FieldKind::Percent, V::Text(text)) => {
                match (text.trim().parse(), kind) {
                    (Ok(number), FieldKind::Number) => Trait::Number(number),
                    (Ok(number), _) => Trait::Percent(number),
                    (Err(_), _) => Trait::Unknown(V::Text(text)),
                }
            }
            (FieldKind::Tag, V::Records { kind, records }) => Trait::Tag { kind, records },
            (FieldKind::Upload, V::Files(files)) => Trait::Upload(files),
            (FieldKind::Step, value) => Trait::Step(value),
            (_, value) => Trait::Unknown(value),
        }
    }
}

impl Value for TraitValue {
    fn some(value: &Tree) -> Option<Self> {
        Some(match value {
            Tree::Nothing => Self::Nothing,
            Tree::Flag(flag) => Self::Flag(*flag),
            Tree::Whole(number) => Self::Whole(*number),
            Tree::Number(number) => Self::Number(*number),
            Tree::Text(text) => Self::Text(text.as_ref().to_owned()),
            Tree::List(items) => Self::Files(items.iter().filter_map(TraitFile::some).collect()),
            Tree::Object(fields) => match (value.get("type").as_text(), value.get("values")) {
                (Some(kind), values @ Tree::List(_)) => Self::Records {
                    kind: RecordKind::parse(kind),
                    records: Vec::some(values).unwrap_or_default(),
                },
                _ => Self::Other(
                    fields
                        .iter()
                        .map(|(name, _)| name.as_ref().to_owned())
                        .collect(),
                ),
            },
        })
    }
}

pub(crate) fn traits(record: &Record, _: &Included) -> Vec<(String, TraitValue)> {
    let Tree::Object(traits) = record.attributes.0.get("traits") else {
        return Vec::new();
    };
    let traits = traits.iter();
    let read = traits.filter_map(|(key, value)| {
        let key = key.as_ref().to_owned();
        Some((key, TraitValue::some(value)?))
    });
    read.collect()
}
