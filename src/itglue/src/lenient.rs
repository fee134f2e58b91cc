//! Readers for attributes whose JSON type varies from answer to answer (API reference, sections 2 and 2.3).

use serde::{Deserialize, Deserializer, de};

/// An id that is a string of digits in one place and a number in another.
#[derive(Deserialize)]
#[serde(untagged)]
enum Loose {
    Number(u64),
    Text(String),
    Other(de::IgnoredAny),
}

/// A required id: `"501"` or `501`.
pub(crate) fn id<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    optional_id(from)?.ok_or_else(|| de::Error::custom("an id"))
}

/// An id or nothing: `"501"`, `501`, `null`, `""`. Anything else counts as nothing.
pub(crate) fn optional_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    Ok(match Option::<Loose>::deserialize(from)? {
        Some(Loose::Number(number)) => Some(number),
        Some(Loose::Text(text)) => text.trim().parse().ok(),
        Some(Loose::Other(_)) | None => None,
    })
}

/// Text or nothing: `null`, `""` and anything that isn't text count as nothing.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(match Option::<Loose>::deserialize(from)? {
        Some(Loose::Text(text)) if !text.is_empty() => Some(text),
        Some(Loose::Number(number)) => Some(number.to_string()),
        _ => None,
    })
}

/// A flag; `null` and anything that isn't a flag count as `false`.
pub(crate) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Flag {
        Flag(bool),
        Other(de::IgnoredAny),
    }
    Ok(matches!(
        Option::<Flag>::deserialize(from)?,
        Some(Flag::Flag(true))
    ))
}

/// A list of texts; anything else counts as an empty one.
pub(crate) fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Texts {
        Many(Vec<Option<String>>),
        Other(de::IgnoredAny),
    }
    Ok(match Option::<Texts>::deserialize(from)? {
        Some(Texts::Many(texts)) => texts.into_iter().flatten().collect(),
        _ => Vec::new(),
    })
}

/// Anything that may be `null` instead of missing.
pub(crate) fn or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}

/// A list whose entries, or itself, may be `null`.
pub(crate) fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let list: Option<Vec<Option<T>>> = Option::deserialize(from)?;
    Ok(list.into_iter().flatten().flatten().collect())
}
