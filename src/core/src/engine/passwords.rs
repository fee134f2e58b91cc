//! Passwords: their names in lists, their values live and one at a time.

use super::clipboard::Copied;
use super::connection::Connection;
use super::view::configuration_of;
use super::{Engine, Ports, failure};
use crate::matching::NameKey;
use crate::secrets::{SHOWN_MS, Secret};
use gluepane_itglue::{GlueError, OrganizationId, Paging, Password};
use gluepane_protocol::{
    ClipboardItem, Failure, LinkedView, PasswordId, PasswordLists, PasswordRow, Response,
    RevealedValue, Revision,
};
use std::rc::Rc;

/// Three thousand records are more than anyone scrolls through.
const MAX_PAGES: u32 = 3;

impl<P: Ports> Engine<P> {
    /// The names of the linked organization's passwords.
    pub(super) async fn password_lists(
        &self,
        tab: i64,
        revision: Revision,
    ) -> Result<PasswordLists, Failure> {
        let linked = self.linked_at(tab, revision).await?;
        let connection = self.connection()?;
        let organization = OrganizationId(linked.organization.id.0);
        let client = connection.client(self);
        let (mut paging, mut rows) = (Paging::new(MAX_PAGES), Vec::new());
        while let Some(number) = paging.next_page() {
            let page = client.list_passwords_of(organization, number).await;
            let page = page.map_err(|error| no_passwords(error, &connection))?;
            rows.extend(paging.take(page, |row| row.id.0));
            self.is_current(&connection, tab, revision)?;
        }
        rows.retain(|row| !row.is_archived);
        let configuration =
            configuration_of(&linked).map(|id| gluepane_itglue::ConfigurationId(id.0));
        let is_of_device =
            |row: &Password| configuration.is_some() && row.configuration == configuration;
        let (device, client): (Vec<_>, Vec<_>) = rows.into_iter().partition(is_of_device);
        let row = |password: Password| PasswordRow {
            parent: None,
            ..row(password)
        };
        Ok(PasswordLists {
            revision,
            device: device.into_iter().map(row).collect(),
            client_name: self.heading(&linked),
            client: client.into_iter().map(self::row).collect(),
            cut_off: paging.is_cut_off(),
        })
    }

    /// Whose passwords these are: the client's name as the page shows it, unless it is another than the organization's.
    fn heading(&self, linked: &LinkedView) -> String {
        let base = |name: &str| NameKey::of(name, &self.ports).base;
        let name = &linked.organization.name;
        let shown = linked.seen.client.as_ref().filter(|shown| {
            linked.by_hand == gluepane_protocol::ByHand::No && base(shown) == base(name)
        });
        shown.unwrap_or(name).clone()
    }

    /// Puts a username on the clipboard. It stays there.
    pub(super) async fn copy_username(
        &self,
        tab: i64,
        revision: Revision,
        id: PasswordId,
    ) -> Result<Response, Failure> {
        let linked = self.linked_at(tab, revision).await?;
        let connection = self.connection()?;
        let password = connection
            .client(self)
            .get_password(gluepane_itglue::PasswordId(id.0))
            .await;
        let password = password.map_err(|error| failure(error, connection.host()))?;
        self.is_still_there(tab).await?;
        self.is_current(&connection, tab, revision)?;
        check_owner(&password, &linked)?;
        let username = password.username.ok_or_else(|| Failure::Empty {
            what: "username".to_owned(),
        })?;
        let is_still_meant = || self.is_current(&connection, tab, revision);
        let what = Copied {
            item: ClipboardItem::Username,
            name: password.name,
            organization: linked.organization.name,
        };
        self.put_on_clipboard(what, username.into(), &is_still_meant)
            .await
    }

    /// Puts a password on the clipboard, for a time.
    pub(super) async fn copy_password(
        &self,
        tab: i64,
        revision: Revision,
        id: PasswordId,
    ) -> Result<Response, Failure> {
        let connection = self.connection()?;
        let (name, organization, value) = self.read_value(&connection, tab, revision, id).await?;
        let what = Copied {
            item: ClipboardItem::Password,
            name,
            organization,
        };
        let is_still_meant = || {
            self.is_current(&connection, tab, revision)?;
            connection.values()
        };
        self.put_on_clipboard(what, value, &is_still_meant).await
    }

    /// Gives a password's value to the page that asked.
    pub(super) async fn show_password(
        &self,
        tab: i64,
        revision: Revision,
        id: PasswordId,
    ) -> Result<Response, Failure> {
        let connection = self.connection()?;
        let (_, _, value) = self.read_value(&connection, tab, revision, id).await?;
        let revealed = RevealedValue {
            revision,
            password: id,
            value,
            hide_after_ms: SHOWN_MS,
        };
        Ok(Response::Value { revealed })
    }

    /// Reads one value live, with its record's and its organization's name. It must be of the linked organization, and the page must still show it afterwards.
    async fn read_value(
        &self,
        connection: &Rc<Connection>,
        tab: i64,
        revision: Revision,
        id: PasswordId,
    ) -> Result<(String, String, Secret<String>), Failure> {
        let linked = self.linked_at(tab, revision).await?;
        connection.values()?;
        let client = connection.client(self);
        let one = client
            .reveal_password(gluepane_itglue::PasswordId(id.0))
            .await;
        let one = one.map_err(|error| failure(error, connection.host()))?;
        // The tab may have left its host while the value was under way.
        self.is_still_there(tab).await?;
        self.is_current(connection, tab, revision)?;
        connection.values()?;
        check_owner(&one.password, &linked)?;
        if one.password.is_vaulted {
            return Err(Failure::Vaulted);
        }
        match one.value {
            // EXPOSE: an empty text is no password; only its emptiness is looked at.
            Some(value) if !value.expose().is_empty() => {
                Ok((one.password.name, linked.organization.name, value))
            }
            None if one.is_withheld => Err(Failure::NoPasswordAccess),
            _ => Err(Failure::Empty {
                what: "password".to_owned(),
            }),
        }
    }
}

/// A password of another organization is not there for this panel, whoever asks for its id.
fn check_owner(password: &Password, linked: &LinkedView) -> Result<(), Failure> {
    if password.organization.0 == linked.organization.id.0 {
        Ok(())
    } else {
        Err(Failure::NotFound)
    }
}

fn no_passwords(error: GlueError, connection: &Rc<Connection>) -> Failure {
    match (error, connection.values()) {
        (error, Err(Failure::NoPasswordAccess)) if error.is_refusal() => Failure::NoPasswordAccess,
        (error, _) => failure(error, connection.host()),
    }
}

fn row(password: Password) -> PasswordRow {
    PasswordRow {
        id: PasswordId(password.id.0),
        name: password.name,
        username: password.username,
        category: password.category_name,
        parent: password.parent_name,
        vaulted: password.is_vaulted,
        has_otp: password.has_otp,
    }
}
