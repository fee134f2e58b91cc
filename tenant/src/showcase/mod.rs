//! The demo's contacts, locations, documents, assets and the rest: a little at every client, and at one client all at once.
//!
//! "Müller, Schmidt & Partner GmbH" has every oddity that a client of IT Glue must live with: markup with scripts, every
//! kind of trait, documents in all three forms, nested folders, passwords embedded in things that are no configuration.

mod assets;
mod documents;
mod every_client;
pub mod ids;
mod mueller;
mod office;

use crate::Tenant;
use crate::random::{Ids, Random};
use crate::records::Records;

/// HTML as an outsider may have left it: what runs must never run, what is harmless should survive.
pub const HOSTILE_HTML: &str = "<p>Call <b>before</b> 9.</p><script>window.glued=1</script>\
    <img src=x onerror=\"window.glued=2\"><a href=\"javascript:window.glued=3\">more</a>\
    <iframe src=\"https://evil.example/\"></iframe><svg onload=\"window.glued=4\"></svg>";

/// When most hand-made rows were made.
const MADE: &str = "2023-02-01T08:00:00.000Z";
/// When they last changed.
const CHANGED: &str = "2025-02-01T08:00:00.000Z";

/// Fills `tenant.records`, and adds the passwords that are embedded elsewhere than in configurations.
pub(crate) fn fill(tenant: &mut Tenant) {
    let mut records = Records::default();
    every_client::fill(tenant, &mut records);
    assets::types(&mut records);
    mueller::fill(tenant, &mut records);
    assets::fill(tenant, &mut records);
    documents::fill(&mut records);
    office::fill(tenant, &mut records);
    sort(&mut records);
    tenant.passwords.sort_by_key(|row| row.id);
    tenant.records = records;
}

fn sort(records: &mut Records) {
    records.contacts.sort_by_key(|row| row.id);
    records.locations.sort_by_key(|row| row.id);
    records.documents.sort_by_key(|row| row.id);
    records.document_folders.sort_by_key(|row| row.id);
    records.sections.sort_by_key(|row| row.id);
    records.asset_types.sort_by_key(|row| row.id);
    records.asset_fields.sort_by_key(|row| row.id);
    records.flexible_assets.sort_by_key(|row| row.id);
    records.checklists.sort_by_key(|row| row.id);
    records.domains.sort_by_key(|row| row.id);
    records.expirations.sort_by_key(|row| row.id);
    records.password_folders.sort_by_key(|row| row.id);
    records.attachments.sort_by_key(|row| row.id);
    records.related_items.sort_by_key(|row| row.id);
}

/// Ids and chance of one resource.
struct Drawn {
    ids: Ids,
    random: Random,
}

impl Drawn {
    /// `reserved` are the ids that hand-made rows have.
    fn new(seed: u64, resource: &str, reserved: &[u64]) -> Self {
        let mut ids = Ids::default();
        for id in reserved {
            ids.reserve(*id);
        }
        Self {
            ids,
            random: Random::for_subject(seed, resource),
        }
    }

    fn id(&mut self) -> u64 {
        self.ids.draw(&mut self.random)
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}
