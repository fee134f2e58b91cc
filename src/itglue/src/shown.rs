//! What was read, told again under IT Glue's own names: for programs that print rows or compare them with what others read.

use crate::resources::organization_details::RemoteId;
use crate::{Ancestors, Attachment, PasswordParent, RecordKind, RelatedItem, TagType, TraitValue};
use gluepane_wire::Tree;
use std::borrow::Cow;

/// A field, as the attribute that it was read from might have said it: ids are texts, words as IT Glue spells them. No
/// field of a row has room for a value.
#[doc(hidden)]
pub trait Shown {
    /// Borrows what it can.
    fn shown(&self) -> Tree<'_>;
}

/// An object of these.
pub(crate) fn object<'a>(fields: impl IntoIterator<Item = (&'static str, Tree<'a>)>) -> Tree<'a> {
    let fields = fields.into_iter();
    Tree::Object(fields.map(|(name, of)| (Cow::from(name), of)).collect())
}

/// A text made for it.
pub(crate) fn text(of: impl ToString) -> Tree<'static> {
    Tree::Text(Cow::from(of.to_string()))
}

impl Shown for String {
    fn shown(&self) -> Tree<'_> {
        Tree::Text(Cow::from(self))
    }
}

impl Shown for bool {
    fn shown(&self) -> Tree<'_> {
        Tree::Flag(*self)
    }
}

impl Shown for u64 {
    fn shown(&self) -> Tree<'_> {
        text(self)
    }
}

impl Shown for f64 {
    fn shown(&self) -> Tree<'_> {
        Tree::Number(*self)
    }
}

impl<T: Shown> Shown for Option<T> {
    fn shown(&self) -> Tree<'_> {
        self.as_ref().map_or(Tree::Nothing, T::shown)
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn shown(&self) -> Tree<'_> {
        Tree::List(self.iter().map(T::shown).collect())
    }
}

impl Shown for Ancestors {
    fn shown(&self) -> Tree<'_> {
        self.0.shown()
    }
}

impl Shown for TagType {
    fn shown(&self) -> Tree<'_> {
        match self {
            TagType::FlexibleAssetType(id) => text(format_args!("FlexibleAssetType: {id}")),
            TagType::Records(kind) => kind.shown(),
        }
    }
}

impl Shown for (String, TraitValue) {
    fn shown(&self) -> Tree<'_> {
        let (key, value) = self;
        Tree::List(vec![key.shown(), value.shown()])
    }
}

impl Shown for TraitValue {
    fn shown(&self) -> Tree<'_> {
        match self {
            TraitValue::Nothing => Tree::Nothing,
            TraitValue::Text(text) => text.shown(),
            TraitValue::Flag(flag) => flag.shown(),
            TraitValue::Whole(number) => Tree::Whole(*number),
            TraitValue::Number(number) => number.shown(),
            TraitValue::Records { kind, records } => {
                object([("type", kind.shown()), ("values", records.shown())])
            }
            TraitValue::Files(files) => files.shown(),
            TraitValue::Other(names) => object([("names", names.shown())]),
        }
    }
}

impl Shown for PasswordParent {
    fn shown(&self) -> Tree<'_> {
        use PasswordParent as P;
        let (kind, id) = match self {
            P::Configuration(id) => (RecordKind::Configuration, id.0),
            P::Contact(id) => (RecordKind::Contact, id.0),
            P::Document(id) => (RecordKind::Document, id.0),
            P::Domain(id) => (RecordKind::Domain, id.0),
            P::Location(id) => (RecordKind::Location, id.0),
            P::SslCertificate(id) => (RecordKind::SslCertificate, id.0),
            P::FlexibleAsset(id) => (RecordKind::FlexibleAsset, id.0),
            P::Trait { id, .. } => (RecordKind::FlexibleAssetTrait, id.0),
            P::Ticket(id) => (RecordKind::Ticket, id.0),
            P::Other { kind, id } => (RecordKind::Other(kind.clone()), *id),
        };
        let kind = text(kind.as_str());
        object([("resource-type", kind), ("resource-id", text(id))])
    }
}

/// Parts of rows that aren't read by a table.
macro_rules! shown {
    ($($name:ident { $($field:ident = $attribute:literal,)* })*) => {$(
        impl Shown for $name {
            fn shown(&self) -> Tree<'_> {
                object([$(($attribute, self.$field.shown()),)*])
            }
        }
    )*};
}

shown! {
    RemoteId {
        id = "id",
        remote_id = "remote-id",
    }
    RelatedItem {
        id = "id",
        kind = "asset-type",
        resource = "resource-id",
        name = "name",
        notes = "notes",
        resource_url = "resource-url",
    }
    Attachment {
        id = "id",
        name = "name",
        file_name = "attachment-file-name",
        content_type = "attachment-content-type",
        file_size_bytes = "attachment-file-size",
        extension = "ext",
        is_viewable = "viewable",
        download_url = "download-url",
        created_at = "created-at",
        updated_at = "updated-at",
    }
}
