//! Writes (API reference, section 5): off unless the user turned them on.
//!
//! Nothing is sent twice, changed or deleted. A POST whose answer is lost is [`GlueError::Unconfirmed`]: it may have
//! succeeded. What was created is compared with what was sent, and left as it is where it differs.

mod body;

use crate::json_api::parse_one;
use crate::{
    Client, ConfigurationDetails, ConfigurationId, ConfigurationStatusId, ConfigurationTypeId,
    GlueError, OrganizationDetails, OrganizationId, OrganizationStatusId, OrganizationTypeId,
    PasswordCategoryId, PasswordDetails, PasswordId, PasswordParent, Query, RecordKind,
    RelatedItemId, Transport,
};
use body::Body;
use gluepane_secret::Secret;

/// That the user allowed writes. Whoever has none can't write; only the setting gives one.
#[derive(Debug)]
pub struct Writes(());

impl Writes {
    /// One, if the user turned the setting on.
    pub fn if_turned_on(is_on: bool) -> Option<Self> {
        is_on.then_some(Self(()))
    }
}

/// An organization to create.
#[derive(Clone, Debug, Default)]
pub struct NewOrganization<'a> {
    /// `name`.
    pub name: &'a str,
    /// `short-name`.
    pub short_name: Option<&'a str>,
    /// `organization-type-id`.
    pub kind: Option<OrganizationTypeId>,
    /// `organization-status-id`.
    pub status: Option<OrganizationStatusId>,
    /// `parent-id`. Whether it is honoured isn't known.
    pub parent: Option<OrganizationId>,
}

/// A configuration to create. A PSA that is synced both ways gets it too (API reference, section 5).
#[derive(Clone, Debug)]
pub struct NewConfiguration<'a> {
    /// Whose it is.
    pub organization: OrganizationId,
    /// `configuration-type-id`.
    pub kind: ConfigurationTypeId,
    /// `configuration-status-id`.
    pub status: Option<ConfigurationStatusId>,
    /// `name`.
    pub name: &'a str,
    /// `hostname`.
    pub hostname: Option<&'a str>,
    /// `serial-number`.
    pub serial_number: Option<&'a str>,
    /// `mac-address`.
    pub mac_address: Option<&'a str>,
    /// `primary-ip`.
    pub primary_ip: Option<&'a str>,
}

/// A password to create.
#[derive(Debug)]
pub struct NewPassword<'a> {
    /// Whose it is.
    pub organization: OrganizationId,
    /// `name`.
    pub name: &'a str,
    /// `username`.
    pub username: Option<&'a str>,
    /// `password`.
    pub value: &'a Secret<String>,
    /// `url`.
    pub url: Option<&'a str>,
    /// `password-category-id`.
    pub category: Option<PasswordCategoryId>,
    /// The configuration that it is embedded in; none, if it is general.
    pub configuration: Option<ConfigurationId>,
}

/// A link from one record to another to create.
#[derive(Clone, Debug)]
pub struct NewRelatedItem<'a> {
    /// The word in paths of the record's kind that it starts at: `configurations`, `documents`, `passwords` …
    pub from: RelatedFrom,
    /// Which record.
    pub from_id: u64,
    /// The other's kind.
    pub to: &'a RecordKind,
    /// Which record.
    pub to_id: u64,
    /// `notes`.
    pub notes: Option<&'a str>,
}

/// What a link may start at (API reference, section 3.14), as far as the product has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RelatedFrom {
    /// A configuration.
    Configuration,
    /// A contact.
    Contact,
    /// A document.
    Document,
    /// A flexible asset.
    FlexibleAsset,
    /// A location.
    Location,
    /// A password.
    Password,
}

impl RelatedFrom {
    fn word(self) -> &'static str {
        match self {
            Self::Configuration => "configurations",
            Self::Contact => "contacts",
            Self::Document => "documents",
            Self::FlexibleAsset => "flexible_assets",
            Self::Location => "locations",
            Self::Password => "passwords",
        }
    }
}

impl<T: Transport> Client<'_, T> {
    /// Creates an organization.
    ///
    /// # Errors
    /// As [`GlueError`] says; [`GlueError::NotAsSent`], if another name came back.
    pub async fn create_organization(
        &self,
        _: &Writes,
        new: &NewOrganization<'_>,
    ) -> Result<OrganizationId, GlueError> {
        let body = Body::of("organizations")
            .text("name", Some(new.name))
            .text("short-name", new.short_name)
            .id("organization-type-id", new.kind)
            .id("organization-status-id", new.status)
            .id("parent-id", new.parent)
            .finish();
        let query = Query::list("organizations");
        let id = OrganizationId(self.create(&query, &body).await?);
        let row = self.show::<OrganizationDetails>(id).await;
        as_sent(
            id.0,
            &row,
            &[
                ("name", &|row| row.name == new.name),
                ("parent", &|row| {
                    new.parent.is_none() || row.parent == new.parent
                }),
            ],
        )?;
        Ok(id)
    }

    /// Creates a configuration.
    ///
    /// # Errors
    /// As [`GlueError`] says; [`GlueError::NotAsSent`], if it isn't the organization's, or of another name.
    pub async fn create_configuration(
        &self,
        _: &Writes,
        new: &NewConfiguration<'_>,
    ) -> Result<ConfigurationId, GlueError> {
        let body = Body::of("configurations")
            .text("name", Some(new.name))
            .id("configuration-type-id", Some(new.kind))
            .id("configuration-status-id", new.status)
            .text("hostname", new.hostname)
            .text("serial-number", new.serial_number)
            .text("mac-address", new.mac_address)
            .text("primary-ip", new.primary_ip)
            .finish();
        let query = Query::below("organizations", new.organization.0, "configurations");
        let id = ConfigurationId(self.create(&query, &body).await?);
        let row = self.show::<ConfigurationDetails>(id).await;
        as_sent(
            id.0,
            &row,
            &[
                ("organization", &|row| row.organization == new.organization),
                ("name", &|row| row.name == new.name),
            ],
        )?;
        Ok(id)
    }

    /// Creates a password, and reads its record again without the value, to see that it is what and where it should be.
    ///
    /// # Errors
    /// As [`GlueError`] says; [`GlueError::NotAsSent`], if it isn't embedded in what it should be, or not the organization's.
    pub async fn create_password(
        &self,
        _: &Writes,
        new: &NewPassword<'_>,
    ) -> Result<PasswordId, GlueError> {
        let embedded = new.configuration.map(|_| "Configuration");
        let body = Body::of("passwords")
            .text("name", Some(new.name))
            .text("username", new.username)
            .secret("password", new.value)
            .text("url", new.url)
            .id("password-category-id", new.category)
            .id("resource-id", new.configuration)
            .text("resource-type", embedded)
            .finish();
        let query = Query::below("organizations", new.organization.0, "passwords");
        let id = PasswordId(self.create(&query.show_password(false), &body).await?);
        let row = self.show::<PasswordDetails>(id).await;
        let parent = new.configuration.map(PasswordParent::Configuration);
        as_sent(
            id.0,
            &row,
            &[
                ("organization", &|row| row.organization == new.organization),
                ("what it is embedded in", &|row| row.parent == parent),
                ("name", &|row| row.name == new.name),
                ("username", &|row| row.username.as_deref() == new.username),
            ],
        )?;
        Ok(id)
    }

    /// Links one record to another. The link goes one way.
    ///
    /// # Errors
    /// As [`GlueError`] says.
    pub async fn create_related_item(
        &self,
        _: &Writes,
        new: &NewRelatedItem<'_>,
    ) -> Result<RelatedItemId, GlueError> {
        let body = Body::of("related_items")
            .text("destination_type", Some(new.to.as_str()))
            .text("destination_id", Some(&new.to_id.to_string()))
            .text("notes", new.notes)
            .finish();
        let query = Query::below(new.from.word(), new.from_id, "related_items");
        self.create(&query, &body).await.map(RelatedItemId)
    }

    /// Sends a body once. An answer that can't be read leaves it open whether it was done.
    async fn create(&self, query: &Query, body: &Secret<String>) -> Result<u64, GlueError> {
        let answer = self.post(query, body).await?;
        // EXPOSE: the new record's id is read; values don't come back, since none are asked for.
        let created = parse_one(answer.expose(), "created").map_err(|_| GlueError::Unconfirmed)?;
        Ok(created.id)
    }
}

/// An attribute, and whether a row has it as it was sent.
type AsSent<'a, R> = (&'static str, &'a dyn Fn(&R) -> bool);

/// Compares a record that was created with what was sent.
fn as_sent<R>(
    id: u64,
    row: &Result<R, GlueError>,
    checks: &[AsSent<'_, R>],
) -> Result<(), GlueError> {
    let Ok(row) = row else {
        let what = "the record";
        return Err(GlueError::NotAsSent { id, what });
    };
    match checks.iter().find(|(_, is_so)| !is_so(row)) {
        Some(&(what, _)) => Err(GlueError::NotAsSent { id, what }),
        None => Ok(()),
    }
}
