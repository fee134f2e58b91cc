//! Passwords (API reference, section 3.6). A list never carries values; a show does unless told not to.

use crate::json_api::{Missing, Record, parse_many, parse_one};
use crate::{
    Client, ConfigurationId, GlueError, OrganizationId, Page, PasswordId, Query, Transport,
};
use gluepane_secret::Secret;
use gluepane_wire::{Source, Tree};

/// A password record without its value.
#[derive(Clone, PartialEq, Debug)]
pub struct Password {
    /// Its id.
    pub id: PasswordId,
    /// `organization-id`.
    pub organization: OrganizationId,
    /// `name`.
    pub name: String,
    /// `username`.
    pub username: Option<String>,
    /// `password-category-name`.
    pub category_name: Option<String>,
    /// `resource-id`, where `resource-type` is a configuration in any of its spellings.
    pub configuration: Option<ConfigurationId>,
    /// `cached-resource-name`: what it is embedded in.
    pub parent_name: Option<String>,
    /// `resource-url`: its page on the account's web site.
    pub resource_url: Option<String>,
    /// `otp-enabled`.
    pub has_otp: bool,
    /// `vault-id` is there: the value is sealed and never comes by API.
    pub is_vaulted: bool,
    /// `archived`.
    pub is_archived: bool,
}

/// A password record with its value, if the credential may have it.
#[derive(Debug)]
pub struct PasswordValue {
    /// The record.
    pub password: Password,
    /// The value; `None` where there is none or it was withheld.
    pub value: Option<Secret<String>>,
    /// The answer had no `password` attribute at all: a key without password access, a vaulted row.
    pub is_withheld: bool,
}

fn row(resource: &Record) -> Result<Password, Missing> {
    let Record { id, attributes, .. } = resource;
    let text = |name| attributes.text(name);
    let is_configuration = text("resource-type").is_some_and(|kind| is_configuration(&kind));
    Ok(Password {
        id: PasswordId(*id),
        organization: OrganizationId(attributes.organization()?),
        name: text("name").unwrap_or_default(),
        username: text("username"),
        category_name: text("password-category-name"),
        configuration: attributes
            .id("resource-id")
            .filter(|_| is_configuration)
            .map(ConfigurationId),
        parent_name: text("cached-resource-name"),
        resource_url: text("resource-url"),
        has_otp: attributes.flag("otp-enabled"),
        is_vaulted: attributes.id("vault-id").is_some(),
        is_archived: attributes.flag("archived"),
    })
}

/// `Configuration`, `configuration`, `configurations`: all spellings of it that were seen.
fn is_configuration(resource_type: &str) -> bool {
    let plain: String = resource_type
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    matches!(
        plain.to_ascii_lowercase().as_str(),
        "configuration" | "configurations"
    )
}

impl<T: Transport> Client<'_, T> {
    /// A page of an organization's password records by name, without values, each checked to be of it.
    pub async fn list_passwords_of(
        &self,
        organization: OrganizationId,
        page: u32,
    ) -> Result<Page<Password>, GlueError> {
        let query = Query::list("passwords").filter("organization_id", &organization.to_string());
        let mut page = self.passwords(query.sort("name,id").nth_page(page)).await?;
        page.rows.retain(|row| row.organization == organization);
        Ok(page)
    }

    /// Any one password record that is neither vaulted nor archived, to try a key on; of the given organization if
    /// there is one.
    pub async fn probe_passwords(
        &self,
        preferred: Option<OrganizationId>,
    ) -> Result<Option<Password>, GlueError> {
        let mut query = Query::list("passwords");
        if let Some(organization) = preferred {
            query = query.filter("organization_id", &organization.to_string());
        }
        let page = self.passwords(query.page(1, 10)).await?;
        Ok(page
            .rows
            .into_iter()
            .find(|row| !row.is_vaulted && !row.is_archived))
    }

    async fn passwords(&self, query: Query) -> Result<Page<Password>, GlueError> {
        let body = self.get(&query.show_password(false)).await?;
        // EXPOSE: a list of passwords is read into rows; it carries no values.
        parse_many(body.expose(), "passwords")?
            .into_page(row)
            .map_err(|missing| missing.at("passwords"))
    }

    /// One password record without its value.
    pub async fn get_password(&self, id: PasswordId) -> Result<Password, GlueError> {
        self.one_password(id, false).await.map(|one| one.password)
    }

    /// One password record with its value. The only request that brings a value.
    pub async fn reveal_password(&self, id: PasswordId) -> Result<PasswordValue, GlueError> {
        self.one_password(id, true).await
    }

    async fn one_password(&self, id: PasswordId, shown: bool) -> Result<PasswordValue, GlueError> {
        let body = self
            .get(&Query::one("passwords", id.0).show_password(shown))
            .await?;
        // EXPOSE: the answer is taken apart into a record and a value that is a secret of its own; the rest is wiped.
        let mut resource = parse_one(body.expose(), "password")?;
        if resource.id != id.0 {
            return Err(Missing("id").at("password"));
        }
        let password = row(&resource).map_err(|missing| missing.at("password"))?;
        // Only a show has it, and only for who may see it: one that is `null` is told from one that isn't there.
        let value = resource.attributes.0.take("password");
        let is_withheld = value.is_none();
        let value = match value {
            None | Some(Tree::Nothing) => None,
            Some(value) => {
                let text = value.text().ok_or(Missing("password"));
                Some(text.map_err(|missing| missing.at("password"))?)
            }
        };
        Ok(PasswordValue {
            password,
            value: value.map(Secret::new),
            is_withheld,
        })
    }
}
