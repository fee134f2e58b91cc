//! The web site's search (API reference, section 1.3): by a user's token, at the account's web address, in a form of its
//! own.

use crate::json_api::{Missing, parse};
use crate::resource::field;
use crate::value::Value;
use crate::{Client, GlueError, OrganizationId, Query, RecordKind, Transport, lenient};
use gluepane_wire::Tree;

/// What to search for.
#[derive(Clone, PartialEq, Debug)]
pub struct Search {
    /// Words; `host:` before one looks for passwords by the host of their address.
    pub query: String,
    /// Kinds, a comma between: `organizations,passwords`; others aren't known.
    pub kinds: &'static str,
    /// How many at most; 50 if it isn't said.
    pub limit: u32,
    /// In this organization alone.
    pub organization: Option<OrganizationId>,
    /// The user's personal passwords too.
    pub with_personal: bool,
}

/// What was found. It has no value.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// `id`: of a record of this kind.
    pub id: u64,
    /// `class`.
    pub kind: RecordKind,
    /// `name`.
    pub name: String,
    /// `url`: its page on the account's web site.
    pub url: Option<String>,
    /// `hint`: of a record, its organization's name.
    pub hint: Option<String>,
    /// `organization_name`.
    pub organization_name: Option<String>,
    /// `resource_name`: what a password is embedded in.
    pub resource_name: Option<String>,
    /// `short_name`: an organization's.
    pub short_name: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `username`: a password's.
    pub username: Option<String>,
    /// `password_category_name`.
    pub category_name: Option<String>,
    /// `account_name`.
    pub account_name: Option<String>,
    /// `archived`.
    pub is_archived: bool,
}

impl<T: Transport> Client<'_, T> {
    /// Searches the account. The rows' order is IT Glue's; rows of another kind than asked for are dropped. Which
    /// organization a row is of, an answer says by name alone, so that filter can't be checked here.
    ///
    /// # Errors
    /// As [`GlueError`] says.
    pub async fn search(&self, search: &Search) -> Result<Vec<Hit>, GlueError> {
        let query = Query::list("search.json")
            .with("query", &search.query)
            .with("kind", search.kinds)
            .with("limit", &search.limit.to_string())
            .with(
                "include_personal_password",
                if search.with_personal {
                    "true"
                } else {
                    "false"
                },
            );
        let query = match search.organization {
            Some(organization) => query.with("filter_organization_id", &organization.to_string()),
            None => query,
        };
        let body = self.get(&query).await?;
        // EXPOSE: hits are read into rows, which have no room for a value.
        let Tree::List(rows) = &parse(body.expose(), "search")? else {
            return Err(Missing("list").at("search"));
        };
        let hits: Result<Vec<Hit>, Missing> = rows.iter().map(hit).collect();
        let mut hits = hits.map_err(|missing| missing.at("search"))?;
        let kinds: Vec<RecordKind> = search.kinds.split(',').map(RecordKind::parse).collect();
        hits.retain(|hit| kinds.contains(&hit.kind));
        Ok(hits)
    }
}

fn hit(row: &Tree) -> Result<Hit, Missing> {
    Ok(Hit {
        id: field(row, "id")?,
        kind: RecordKind::some(row.get("class")).ok_or(Missing("class"))?,
        name: field(row, "name")?,
        url: field(row, "url")?,
        hint: field(row, "hint")?,
        organization_name: field(row, "organization_name")?,
        resource_name: field(row, "resource_name")?,
        short_name: field(row, "short_name")?,
        description: field(row, "description")?,
        username: field(row, "username")?,
        category_name: field(row, "password_category_name")?,
        account_name: field(row, "account_name")?,
        is_archived: lenient::flag(row.get("archived")),
    })
}
