//! What all resources have in common, and how one is declared: a table of its fields, each with its attribute.
//!
//! ```text
//! resource! {
//!     /// A contact (API reference, section 3.9).
//!     Contact: ContactId at "contacts" {
//!         /// `first-name`.
//!         first_name: Option<String> = "first-name",
//!         /// Computed from more than one attribute.
//!         full_name: String = (full_name),
//!     }
//!     filters {
//!         /// By first name.
//!         FIRST_NAME = "first_name" is Check::Text("first-name"),
//!     }
//! }
//! ```

use crate::json_api::{Attributes, Included, Missing, Record, parse_many, parse_one_with_included};
use crate::list::List;
use crate::value::{Value, is_spelling};
use crate::{Client, GlueError, Id, OrganizationId, Page, Query, Transport, lenient};
use gluepane_wire::Tree;

/// A kind of record. Only this crate's types are.
pub trait Resource: Sized {
    /// What its records are called by.
    type Id: Id;
    /// Its word in paths.
    const PATH: &'static str;
    /// What a show brings along.
    const INCLUDED: &'static str;

    /// Reads a row.
    #[doc(hidden)]
    fn read(record: &Record, included: &Included) -> Result<Self, Missing>;

    /// All of a row again: each field under its attribute's name, or where it is made of several under its own.
    #[doc(hidden)]
    fn shown(&self) -> Tree<'_>;
}

/// A kind of record that is an organization's.
pub trait Owned: Resource {
    /// The key of the filter by organization: snake_case but for flexible assets (API reference, section 2.2).
    const FILTER: &'static str = "organization_id";
    /// Its lists are found below an organization alone.
    const IS_BELOW_ONLY: bool = false;

    /// Whose it is.
    fn organization(&self) -> OrganizationId;
}

impl<T: Transport> Client<'_, T> {
    /// One page of a list, each row checked against what was asked for.
    ///
    /// # Errors
    /// As [`GlueError`] says.
    pub async fn list<R: Resource>(&self, list: &List<R>) -> Result<Page<R>, GlueError> {
        let body = self.get(list.query()).await?;
        // EXPOSE: a list is read into rows; none of them has room for a value, and lists carry none.
        let mut many = parse_many(body.expose(), R::PATH)?;
        let included = core::mem::take(&mut many.included);
        let page = many.into_page(|record| match list.fits(record) {
            true => R::read(record, &included).map(Some),
            false => Ok(None),
        });
        let page = page.map_err(|missing| missing.at(R::PATH))?;
        Ok(Page {
            rows: page.rows.into_iter().flatten().collect(),
            total: page.total,
            has_next: page.has_next,
        })
    }

    /// One record, with all that a show has and a list has not.
    ///
    /// # Errors
    /// As [`GlueError`] says.
    pub async fn show<R: Resource>(&self, id: R::Id) -> Result<R, GlueError> {
        let query = standing(Query::one(R::PATH, id.number()), R::PATH);
        let query = match R::INCLUDED {
            "" => query,
            names => query.include(names),
        };
        let body = self.get(&query).await?;
        // EXPOSE: a record is read into a row, which has no room for a value; passwords are asked without theirs.
        let (record, included) = parse_one_with_included(body.expose(), R::PATH)?;
        if record.id != id.number() {
            return Err(Missing("id").at(R::PATH));
        }
        R::read(&record, &included).map_err(|missing| missing.at(R::PATH))
    }
}

/// What is said with every request for a resource: a show of a password brings its value unless told not to (API
/// reference, section 3.6).
pub(crate) fn standing(query: Query, path: &str) -> Query {
    match path {
        "passwords" => query.show_password(false),
        _ => query,
    }
}

impl Attributes<'_> {
    /// An attribute as a field's type has it.
    pub(crate) fn field<T: Value>(&self, name: &'static str) -> Result<T, Missing> {
        field(&self.0, name)
    }
}

/// A property as a field's type has it.
pub(crate) fn field<T: Value>(object: &Tree, name: &'static str) -> Result<T, Missing> {
    T::some(object.get(name))
        .or_else(T::missing)
        .ok_or(Missing(name))
}

/// The included rows that a record's relationship of this name leads to; ids are strings or numbers there.
pub(crate) fn related<'a, 'b>(
    record: &Record,
    included: &'b Included<'a>,
    name: &str,
) -> Vec<&'b Tree<'a>> {
    let snake = name.replace('-', "_");
    let data = [name, snake.as_str()]
        .map(|name| record.relationships.get(name).get("data"))
        .into_iter()
        .find(|data| !matches!(data, Tree::Nothing));
    let links = match data {
        Some(Tree::List(links)) => links.as_slice(),
        Some(link) => core::slice::from_ref(link),
        None => &[],
    };
    let is_same_kind =
        |link: &Tree, row: &Tree| match (link.get("type").as_text(), row.get("type").as_text()) {
            (Some(one), Some(other)) => one == other || is_spelling(one, &[other]),
            _ => true,
        };
    let find = |link: &Tree| {
        let mut rows = included.with_id(lenient::id(link.get("id"))?);
        rows.find(|row| is_same_kind(link, row))
    };
    links.iter().filter_map(find).collect()
}

/// Declares a resource.
macro_rules! resource {
    (
        $(#[$doc:meta])*
        $name:ident: $id:ident at $path:literal $(with $included:literal)? {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $source:tt,)*
        }
        $(filters {
            $($(#[$filter_doc:meta])* $filter:ident = $key:literal is $check:expr,)*
        })?
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug)]
        pub struct $name {
            /// Its id.
            pub id: $id,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $crate::Resource for $name {
            type Id = $id;
            const PATH: &'static str = $path;
            const INCLUDED: &'static str = concat!($($included)?);

            #[allow(unused_variables, reason = "few read what is included")]
            fn read(
                record: &$crate::json_api::Record,
                included: &$crate::json_api::Included,
            ) -> Result<Self, $crate::json_api::Missing> {
                Ok(Self {
                    id: $id(record.id),
                    $($field: $crate::resource::source!(record, included, $source),)*
                })
            }

            fn shown(&self) -> gluepane_wire::Tree<'_> {
                use $crate::shown::Shown;
                $crate::shown::object([
                    ("id", self.id.shown()),
                    $(($crate::resource::attribute!($field, $source), self.$field.shown()),)*
                ])
            }
        }

        impl $crate::shown::Shown for $name {
            fn shown(&self) -> gluepane_wire::Tree<'_> {
                $crate::Resource::shown(self)
            }
        }

        $(impl $name {
            $($(#[$filter_doc])*
            pub const $filter: $crate::Filter<Self> = $crate::Filter::new($key, $check);)*
        })?
    };
}
pub(crate) use resource;

/// Where a field comes from: an attribute's name, or in parentheses a function of the record and what came along.
macro_rules! source {
    ($record:ident, $included:ident, ($read:expr)) => {
        $read($record, $included)
    };
    ($record:ident, $included:ident, $attribute:literal) => {
        $record.attributes.field($attribute)?
    };
}
pub(crate) use source;

/// What a field is called where a row is told again.
macro_rules! attribute {
    ($field:ident, ($read:expr)) => {
        stringify!($field)
    };
    ($field:ident, $attribute:literal) => {
        $attribute
    };
}
pub(crate) use attribute;

/// Declares an object inside a row.
macro_rules! part {
    (
        $(#[$doc:meta])*
        $name:ident {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $attribute:literal,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $crate::value::Value for $name {
            fn some(value: &gluepane_wire::Tree) -> Option<Self> {
                let gluepane_wire::Tree::Object(_) = value else {
                    return None;
                };
                Some(Self {
                    $($field: $crate::resource::field(value, $attribute).ok()?,)*
                })
            }
        }

        impl $crate::shown::Shown for $name {
            fn shown(&self) -> gluepane_wire::Tree<'_> {
                let fields = [$(($attribute, $crate::shown::Shown::shown(&self.$field)),)*];
                $crate::shown::object(fields)
            }
        }
    };
}
pub(crate) use part;

/// Declares whose a kind of record is.
macro_rules! owned {
    ($($name:ident $(filter $filter:literal)? $(only below $below:literal)?,)*) => {$(
        impl $crate::Owned for $name {
            $(const FILTER: &'static str = $filter;)?
            $(const IS_BELOW_ONLY: bool = $below;)?

            fn organization(&self) -> $crate::OrganizationId {
                self.organization
            }
        }
    )*};
}
pub(crate) use owned;
