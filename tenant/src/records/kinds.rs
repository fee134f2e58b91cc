//! The kinds of records, by which one row points at another.

use serde::Serialize;

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[allow(missing_docs, reason = "each is IT Glue's own word")]
pub enum Kind {
    Organization,
    Configuration,
    ConfigurationType,
    Password,
    PasswordCategory,
    Contact,
    Location,
    Document,
    DocumentFolder,
    FlexibleAsset,
    FlexibleAssetType,
    Domain,
    SslCertificate,
    Checklist,
    ChecklistTemplate,
    Ticket,
    DattoDevice,
    User,
    Manufacturer,
    Country,
}

impl Kind {
    const ALL: [Self; 20] = [
        Self::Organization,
        Self::Configuration,
        Self::ConfigurationType,
        Self::Password,
        Self::PasswordCategory,
        Self::Contact,
        Self::Location,
        Self::Document,
        Self::DocumentFolder,
        Self::FlexibleAsset,
        Self::FlexibleAssetType,
        Self::Domain,
        Self::SslCertificate,
        Self::Checklist,
        Self::ChecklistTemplate,
        Self::Ticket,
        Self::DattoDevice,
        Self::User,
        Self::Manufacturer,
        Self::Country,
    ];

    /// As people write it and as writes name it: `SSL Certificate`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Organization => "Organization",
            Self::Configuration => "Configuration",
            Self::ConfigurationType => "Configuration Type",
            Self::Password => "Password",
            Self::PasswordCategory => "Password Category",
            Self::Contact => "Contact",
            Self::Location => "Location",
            Self::Document => "Document",
            Self::DocumentFolder => "Document Folder",
            Self::FlexibleAsset => "Flexible Asset",
            Self::FlexibleAssetType => "Flexible Asset Type",
            Self::Domain => "Domain",
            Self::SslCertificate => "SSL Certificate",
            Self::Checklist => "Checklist",
            Self::ChecklistTemplate => "Checklist Template",
            Self::Ticket => "Ticket",
            Self::DattoDevice => "Datto Device",
            Self::User => "User",
            Self::Manufacturer => "Manufacturer",
            Self::Country => "Country",
        }
    }

    /// As related items name it: `ssl_certificate`.
    pub fn word(self) -> String {
        self.title().to_lowercase().replace(' ', "_")
    }

    /// As paths name it: `ssl_certificates`.
    pub fn path(self) -> String {
        match self {
            Self::PasswordCategory => "password_categories".to_owned(),
            Self::Country => "countries".to_owned(),
            other => format!("{}s", other.word()),
        }
    }

    /// The kind that any of the known spellings means, whatever its case, number and separators.
    ///
    /// Source: API reference, section 3.6 (`resource-type` spellings).
    pub fn from_any(text: &str) -> Option<Self> {
        let bare = |text: &str| -> String {
            let letters: String = text
                .chars()
                .filter(char::is_ascii_alphabetic)
                .collect::<String>()
                .to_lowercase();
            letters.trim_end_matches('s').to_owned()
        };
        let wanted = bare(text);
        Self::ALL
            .into_iter()
            .find(|kind| bare(&kind.path()) == wanted || bare(kind.title()) == wanted)
    }

    /// The kind whose rows stand at this path word; folders of documents also answer to `folders`.
    pub fn from_path(word: &str) -> Option<Self> {
        if word == "folders" {
            return Some(Self::DocumentFolder);
        }
        Self::ALL.into_iter().find(|kind| kind.path() == word)
    }
}

/// One record, whatever its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Ref {
    /// Its kind.
    pub kind: Kind,
    /// Its id, unique within the kind.
    pub id: u64,
}

impl Ref {
    /// A record.
    pub const fn new(kind: Kind, id: u64) -> Self {
        Self { kind, id }
    }

    /// An organization.
    pub const fn organization(id: u64) -> Self {
        Self::new(Kind::Organization, id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_that_was_seen_means_its_kind() {
        for (text, kind) in [
            ("Configuration", Kind::Configuration),
            ("configurations", Kind::Configuration),
            ("SSL Certificate", Kind::SslCertificate),
            ("SslCertificates", Kind::SslCertificate),
            ("flexible-assets", Kind::FlexibleAsset),
            ("FlexibleAsset", Kind::FlexibleAsset),
            ("domains", Kind::Domain),
            ("password_categories", Kind::PasswordCategory),
        ] {
            assert_eq!(Kind::from_any(text), Some(kind), "{text}");
        }
        assert_eq!(Kind::from_any("Spaceship"), None);
    }

    #[test]
    fn a_path_word_leads_back_to_its_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_path(&kind.path()), Some(kind));
        }
        assert_eq!(Kind::from_path("folders"), Some(Kind::DocumentFolder));
    }
}
