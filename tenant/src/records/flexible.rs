//! Flexible asset types, their fields, and the assets. API reference, sections 3.12 and 3.13.

use serde::Serialize;

use super::kinds::{Kind, Ref};

/// A kind of asset that the account invented.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AssetType {
    /// Record id.
    pub id: u64,
    /// Name.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Name of an icon.
    pub icon: String,
    /// In use.
    pub enabled: bool,
    /// Shown in the side bar.
    pub show_in_menu: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// One field of a type.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AssetField {
    /// Record id.
    pub id: u64,
    /// Its type.
    pub type_id: u64,
    /// Place within the form.
    pub order: u64,
    /// Label.
    pub name: String,
    /// The trait's key.
    pub name_key: String,
    /// What it holds.
    pub kind: FieldKind,
    /// What a Tag points at.
    pub tag: Option<TagTarget>,
    /// Help text.
    pub hint: Option<String>,
    /// Digits after the point, for numbers.
    pub decimals: Option<u64>,
    /// Must be filled in.
    pub required: bool,
    /// Part of the asset's name.
    pub use_for_title: bool,
    /// A date that is watched.
    pub expiration: bool,
    /// A column of the web list.
    pub show_in_list: bool,
    /// Value of new assets; the choices of a Select.
    pub default_value: Option<String>,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "each is IT Glue's own word")]
pub enum FieldKind {
    Checkbox,
    Date,
    Header,
    Number,
    Select,
    #[default]
    Text,
    Textbox,
    Upload,
    Tag,
    Percent,
    Password,
}

impl FieldKind {
    /// IT Glue's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Checkbox => "Checkbox",
            Self::Date => "Date",
            Self::Header => "Header",
            Self::Number => "Number",
            Self::Select => "Select",
            Self::Text => "Text",
            Self::Textbox => "Textbox",
            Self::Upload => "Upload",
            Self::Tag => "Tag",
            Self::Percent => "Percent",
            Self::Password => "Password",
        }
    }

    /// The kind that a word means.
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Checkbox,
            Self::Date,
            Self::Header,
            Self::Number,
            Self::Select,
            Self::Text,
            Self::Textbox,
            Self::Upload,
            Self::Tag,
            Self::Percent,
            Self::Password,
        ]
        .into_iter()
        .find(|kind| kind.word() == word)
    }
}

/// What a Tag points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TagTarget {
    /// Records of this kind.
    Records(Kind),
    /// Assets of this type.
    Assets(u64),
}

impl TagTarget {
    /// IT Glue's word, such as `Configurations` or `FlexibleAssetType: 33`.
    pub fn word(self) -> String {
        match self {
            Self::Assets(id) => format!("FlexibleAssetType: {id}"),
            Self::Records(Kind::User) => "AccountsUsers".to_owned(),
            Self::Records(Kind::SslCertificate) => "SslCertificates".to_owned(),
            Self::Records(kind) => format!("{}s", kind.title().replace(' ', "")),
        }
    }

    /// What a word means.
    pub fn from_word(word: &str) -> Option<Self> {
        if let Some(id) = word.strip_prefix("FlexibleAssetType:") {
            return Some(Self::Assets(id.trim().parse().ok()?));
        }
        if word == "AccountsUsers" {
            return Some(Self::Records(Kind::User));
        }
        Kind::from_any(word).map(Self::Records)
    }

    /// The kind of its records.
    pub fn kind(self) -> Kind {
        match self {
            Self::Records(kind) => kind,
            Self::Assets(_) => Kind::FlexibleAsset,
        }
    }
}

/// One asset.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FlexibleAsset {
    /// Record id.
    pub id: u64,
    /// Owner.
    pub organization_id: u64,
    /// Its type.
    pub type_id: u64,
    /// Built from the fields that are used for the title.
    pub name: String,
    /// Values; fields without a value are missing.
    pub traits: Vec<Trait>,
    /// Archived.
    pub archived: bool,
    /// Only some people may see it.
    pub restricted: bool,
    /// Creation time.
    pub created_at: String,
    /// Last change.
    pub updated_at: String,
}

/// One value of an asset.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trait {
    /// The value's own id: embedded passwords point at it.
    pub id: u64,
    /// The field's `name_key`.
    pub key: String,
    /// The value.
    pub value: TraitValue,
}

/// The value of a trait.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum TraitValue {
    /// Text, Textbox (HTML), Select, Date.
    Text(String),
    /// Checkbox.
    Flag(bool),
    /// Number, Percent.
    Number(f64),
    /// Tag.
    Tag(Vec<Ref>),
    /// Password: the embedded record.
    Password(u64),
    /// Upload.
    Files(Vec<TraitFile>),
}

/// A file in an Upload.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TraitFile {
    /// Record id.
    pub id: u64,
    /// File name.
    pub name: String,
    /// Length in bytes.
    pub size: u64,
}
