//! Organizations (API reference, section 3.1).

use crate::json_api::{Many, Resource, parse};
use crate::query::MAX_PAGE_SIZE;
use crate::{Client, GlueError, OrganizationId, Page, Query, Transport, lenient};
use serde::Deserialize;
use serde_json::Value;

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

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Attributes {
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    short_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    organization_type_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    organization_status_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::optional_id")]
    parent_id: Option<u64>,
    #[serde(default, deserialize_with = "lenient::flag")]
    primary: bool,
    #[serde(default, deserialize_with = "lenient::text")]
    resource_url: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    updated_at: Option<String>,
}

fn row(resource: Resource<Attributes>) -> Organization {
    let Resource { id, attributes } = resource;
    Organization {
        id: OrganizationId(id),
        name: attributes.name.unwrap_or_default(),
        short_name: attributes.short_name,
        type_name: attributes.organization_type_name,
        status_name: attributes.organization_status_name,
        parent: attributes.parent_id.map(OrganizationId),
        is_primary: attributes.primary,
        resource_url: attributes.resource_url,
        updated_at: attributes.updated_at,
    }
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
        self.organizations(
            Query::list("organizations")
                .sort("id")
                .page(page, MAX_PAGE_SIZE),
        )
        .await
    }

    /// A page of the organizations that changed since a moment (ISO 8601).
    pub async fn list_organizations_since(
        &self,
        since: &str,
        page: u32,
    ) -> Result<Page<Organization>, GlueError> {
        let query = Query::list("organizations").filter_range("updated_at", since, "*");
        self.organizations(query.sort("id").page(page, MAX_PAGE_SIZE))
            .await
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
        let text: &str = body.expose();
        let many: Many<Attributes> = parse(text, "organizations")?;
        let adapters: Value = parse(text, "organizations")?;
        let mut page = many.into_page(row);
        page.rows.retain(|row| {
            let ids = remote_ids(&adapters, row.id);
            ids.is_empty() || ids.iter().any(|id| id == company_id)
        });
        Ok(page)
    }

    async fn organizations(&self, query: Query) -> Result<Page<Organization>, GlueError> {
        let body = self.get(&query).await?;
        // EXPOSE: a list of organizations is read into rows; it holds names, no value.
        let many: Many<Attributes> = parse(body.expose(), "organizations")?;
        Ok(many.into_page(row))
    }
}

/// The ids that other systems know an organization by (API reference, section 4.2): its adapters' `remote-id`, joined by
/// id, which is a string or a number.
fn remote_ids(document: &Value, organization: OrganizationId) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let rows = |key: &str| document[key].as_array().cloned().unwrap_or_default();
    let of_this = rows("data")
        .into_iter()
        .find(|row| text(&row["id"]) == organization.to_string());
    let relationships = of_this.map(|mut row| row["relationships"].take());
    let adapters = relationships
        .and_then(|mut all| {
            ["adapters-resources", "adapters_resources"]
                .iter()
                .find_map(|key| all.get_mut(key).map(Value::take))
        })
        .and_then(|one| one["data"].as_array().cloned())
        .unwrap_or_default();
    let ids: Vec<String> = adapters
        .iter()
        .map(|adapter| text(&adapter["id"]))
        .collect();
    rows("included")
        .iter()
        .filter(|row| ids.contains(&text(&row["id"])))
        .map(|row| text(&row["attributes"]["remote-id"]))
        .filter(|id| !id.is_empty())
        .collect()
}
