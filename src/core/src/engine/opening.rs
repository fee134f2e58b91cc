//! Opening IT Glue's own pages. Addresses are built here from ids, under the account's web address and nowhere else
//! (API reference, section 3: web link forms).

use super::view::configuration_of;
use super::{Engine, Ports};
use gluepane_protocol::{Failure, OpenTarget, Revision};

impl<P: Ports> Engine<P> {
    /// Opens a page of IT Glue in a new tab.
    pub(super) async fn open(
        &self,
        tab: i64,
        revision: Revision,
        target: OpenTarget,
    ) -> Result<(), Failure> {
        let connection = self.connection()?;
        let web = &connection.web_address;
        if target == OpenTarget::Home {
            self.ports.open_tab(&format!("{web}/")).await;
            return Ok(());
        }
        let linked = self.linked_at(tab, revision).await?;
        let organization = linked.organization.id;
        let url = match target {
            OpenTarget::Home => format!("{web}/"),
            OpenTarget::Organization => format!("{web}/{organization}"),
            OpenTarget::Passwords => format!("{web}/{organization}/passwords"),
            OpenTarget::Documentation => format!("{web}/{organization}/docs"),
            OpenTarget::Password { id } => format!("{web}/{organization}/passwords/{id}"),
            OpenTarget::Configuration { id } if configuration_of(&linked) == Some(id) => {
                format!("{web}/{organization}/configurations/{id}")
            }
            OpenTarget::Configuration { .. } => return Err(Failure::NotLinked),
        };
        self.ports.open_tab(&url).await;
        Ok(())
    }
}
