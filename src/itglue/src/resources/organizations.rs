//! Organizations (API reference, section 3.1).

use crate::json_api::{Included, Missing, Record, parse_many};
use crate::{Client, GlueError, OrganizationId, Page, Query, Transport, lenient};
use gluepane_wire::Tree;

/// An organization, as far as the product shows or matches it.
#[derive(Clone, PartialEq, Debug)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// `name`.
    pub name: String,
    /// `short-name`.
    pub short_name: Option<String>,
    /// `organization-type-name`, such as "Customer".
    pub type_name: Option<String>,
    /// `organization-status-name`, such as "Active".
    pub status_name: Option<String>,
    /// `parent-id`: a string or a number.
    pub parent: Option<OrganizationId>,
    /// `primary`: the account's own organization.
    pub is_primary: bool,
    /// `resource-url`: not in the documented sample of this resource, so it may be missing.
    pub resource_url: Option<String>,
    /// `updated-at`, ISO 8601.
    pub updated_at: Option<String>,
}

fn row(resource: &Record) -> Result<Organization, Missing> {
    let Record { id, attributes, .. } = resource;
    let text = |name| attributes.text(name);
    Ok(Organization {
        id: OrganizationId(*id),
        name: text("name").unwrap_or_default(),
        short_name: text("short-name"),
        type_name: text("organization-type-name"),
        status_name: text("organization-status-name"),
        parent: attributes.id("parent-id").map(OrganizationId),
        is_primary: attributes.flag("primary"),
        resource_url: text("resource-url"),
        updated_at: text("updated-at"),
    })
}

impl<T: Transport> Client<'_, T> {
    /// One organization of the account: the cheapest question a key can be tried with (API reference, section 3.15).
    pub async fn probe_organizations(&self) -> Result<Page<Organization>, GlueError> {
        self.organizations(Query::list("organizations").page(1, 1))
            .await
    }

    /// The account's own organization, checked to be marked so.
    pub async fn find_primary_organization(&self) -> Result<Option<Organization>, GlueError> {
        let page = self
            .organizations(
                Query::list("organizations")
                    .filter("primary", "true")
                    .page(1, 5),
            )
            .await?;
        Ok(page.rows.into_iter().find(|row| row.is_primary))
    }

    /// A page of all organizations, by id, a thousand at a time.
    pub async fn list_organizations(&self, page: u32) -> Result<Page<Organization>, GlueError> {
        self.organizations(Query::list("organizations").sort("id").nth_page(page))
            .await
    }

    /// A page of the organizations that changed since a moment (ISO 8601).
    pub async fn list_organizations_since(
        &self,
        since: &str,
        page: u32,
    ) -> Result<Page<Organization>, GlueError> {
        let query = Query::list("organizations").filter_range("updated_at", since, "*");
        self.organizations(query.sort("id").nth_page(page)).await
    }

    /// The organization of this id, if there is one that may be seen.
    pub async fn find_organization(
        &self,
        id: OrganizationId,
    ) -> Result<Option<Organization>, GlueError> {
        let query = Query::list("organizations").filter("id", &id.to_string());
        let page = self.organizations(query.page(1, 1)).await?;
        Ok(page.rows.into_iter().find(|row| row.id == id))
    }

    /// The organizations of exactly this name, each checked to bear it.
    pub async fn find_organizations_named(
        &self,
        name: &str,
    ) -> Result<Vec<Organization>, GlueError> {
        let mut page = self
            .organizations(
                Query::list("organizations")
                    .filter("name", name)
                    .page(1, 50),
            )
            .await?;
        page.rows.retain(|row| row.name == name);
        Ok(page.rows)
    }

    /// The organizations that a PSA integration of this type knows by this company id; at most five rows are read. A row
    /// whose adapters name other ids alone is dropped; one that comes without adapters is kept. Whether the filter was
    /// honoured shows only in the total.
    pub async fn find_organizations_by_psa_id(
        &self,
        integration_type: &'static str,
        company_id: &str,
    ) -> Result<Page<Organization>, GlueError> {
        let query = Query::list("organizations")
            .filter("psa_id", company_id)
            .filter("psa_integration_type", integration_type)
            .include("adapters_resources")
            .page(1, 5);
        let body = self.get(&query).await?;
        // EXPOSE: a list of organizations is read into rows; it holds names, no value.
        let mut many = parse_many(body.expose(), "organizations")?;
        let included = core::mem::take(&mut many.included);
        let mut ids = many
            .data
            .iter()
            .map(|resource| remote_ids(&resource.relationships, &included))
            .collect::<Vec<_>>()
            .into_iter();
        let mut page = many
            .into_page(row)
            .map_err(|missing| missing.at("organizations"))?;
        page.rows.retain(|_| {
            let ids = ids.next().unwrap_or_default();
            ids.is_empty() || ids.iter().any(|id| id == company_id)
        });
        Ok(page)
    }

    async fn organizations(&self, query: Query) -> Result<Page<Organization>, GlueError> {
        let body = self.get(&query).await?;
        // EXPOSE: a list of organizations is read into rows; it holds names, no value.
        parse_many(body.expose(), "organizations")?
            .into_page(row)
            .map_err(|missing| missing.at("organizations"))
    }
}

/// The ids that other systems know an organization by (API reference, section 4.2): its adapters' `remote-id`, joined by
/// id, which is a string or a number.
fn remote_ids(relationships: &Tree, included: &Included) -> Vec<String> {
    let of_this = ["adapters-resources", "adapters_resources"]
        .map(|name| relationships.get(name))
        .into_iter()
        .find(|one| !matches!(one, Tree::Nothing));
    let adapters = of_this.map_or(&[][..], |one| one.get("data").list());
    adapters
        .iter()
        .filter_map(|adapter| lenient::id(adapter.get("id")))
        .flat_map(|id| included.with_id(id))
        .filter_map(|row| lenient::text(row.get("attributes").get("remote-id")))
        .collect()
}
