//! The whole account, asked for in every way that the client has.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

use crate::Read;
use crate::simulated_wire::Simulated;
use core::fmt::Debug;
use gluepane_itglue::*;
use pollster::block_on;
use simulator::Simulator;
use std::sync::Arc;
use tenant::fixtures as of;
use tenant::showcase::ids as showcase;

const HARBOUR: OrganizationId = OrganizationId(of::HARBOUR_DENTAL);
const MUELLER: OrganizationId = OrganizationId(of::MUELLER);

/// Records that are asked for one by one.
pub(crate) struct Ids {
    documents: Vec<DocumentId>,
    types: Vec<FlexibleAssetTypeId>,
}

impl Ids {
    pub(crate) fn of(simulator: &Arc<Simulator>) -> Self {
        let simulated = Simulated::of(simulator.clone(), &[]);
        let documents = [HARBOUR, MUELLER].map(List::in_all_folders);
        let documents = documents.map(|list| block_on(simulated.client().list(&list)).unwrap());
        let types = simulated.all(List::<FlexibleAssetType>::all);
        Self {
            documents: documents
                .iter()
                .flat_map(|page| &page.rows)
                .map(|row| row.id)
                .collect(),
            types: types.iter().map(|row| row.id).collect(),
        }
    }
}

struct Reader<'a> {
    simulated: &'a Simulated,
    read: Read,
}

impl Reader<'_> {
    /// A list, whole, in the order of its ids.
    fn all<R: Resource + Debug>(&mut self, name: &str, list: impl Fn() -> List<R>) {
        let read = self.simulated.try_all(list);
        let text = |rows: Vec<R>| rows.iter().map(|row| format!("{row:?}")).collect();
        self.read.insert(name.to_owned(), read.map(text));
    }

    fn one<T: Debug>(&mut self, name: &str, read: Result<T, GlueError>) {
        let text = |row: T| vec![format!("{row:?}")];
        self.read.insert(name.to_owned(), read.map(text));
    }

    fn show<R: Resource + Debug>(&mut self, name: &str, id: R::Id) {
        let read = block_on(self.simulated.client().show::<R>(id));
        self.one(name, read);
    }

    fn top<R: Resource + Debug>(&mut self, name: &str) {
        self.all(name, List::<R>::all);
    }

    fn owned<R: Owned + Debug>(&mut self, name: &str) {
        for organization in [HARBOUR, MUELLER] {
            let list = || List::<R>::of(organization);
            self.all(&format!("{name} of {organization}"), list);
            let rows = self.simulated.try_all(list).unwrap_or_default();
            let is_its_own = |row: &R| row.organization() == organization;
            assert!(rows.iter().all(is_its_own), "{name}");
        }
    }

    /// A list that comes whole.
    fn unpaged<R: Resource + Debug>(&mut self, name: &str, list: &List<R>) {
        let read = block_on(self.simulated.client().list(list));
        let text = |page: Page<R>| page.rows.iter().map(|row| format!("{row:?}")).collect();
        self.read.insert(name.to_owned(), read.map(text));
    }
}

/// Everything, by what was asked. `ids`: of the records that are asked for one by one.
pub(crate) fn account(simulated: &Simulated, ids: &Ids) -> Read {
    let mut reader = Reader {
        simulated,
        read: Read::new(),
    };
    let client = simulated.client();
    reader.top::<OrganizationDetails>("organizations");
    reader.show::<OrganizationDetails>("organization", HARBOUR);
    reader.top::<OrganizationType>("organization types");
    reader.top::<OrganizationStatus>("organization statuses");
    reader.owned::<ConfigurationDetails>("configurations");
    let server = ConfigurationId(of::HDG_DC01);
    reader.show::<ConfigurationDetails>("configuration", server);
    reader.all("configurations with all that comes along", || {
        List::<ConfigurationDetails>::of(HARBOUR).include("rmm_records,configuration_interfaces")
    });
    reader.all("interfaces", || List::of_configuration(server));
    reader.top::<ConfigurationType>("configuration types");
    reader.top::<ConfigurationStatus>("configuration statuses");
    reader.owned::<PasswordDetails>("passwords");
    reader.owned::<PasswordFolder>("password folders");
    reader.top::<PasswordCategory>("password categories");
    for id in [
        of::HDG_DC01_LOCAL_ADMIN,
        of::HDG_M365,
        of::HDG_PAYROLL,
        9_301_903,
        9_390_001,
    ] {
        reader.show::<PasswordDetails>(&format!("password {id}"), PasswordId(id));
        let value = block_on(client.reveal_password(PasswordId(id)));
        let value = value.map(|one| {
            // EXPOSE: an invented value, to see whether it is the right one.
            let is_right = one
                .value
                .map(|value| *value.expose() == simulated.simulator.password_value(id));
            (one.is_withheld, is_right)
        });
        reader.one(&format!("value {id}"), value);
        let code = block_on(client.reveal_one_time_code(PasswordId(id)));
        // EXPOSE: an invented code: is it one?
        reader.one(
            &format!("code {id}"),
            code.map(|one| one.code.expose().len()),
        );
    }
    reader.owned::<Contact>("contacts");
    reader.top::<ContactType>("contact types");
    reader.owned::<Location>("locations");
    reader.top::<Country>("countries");
    reader.top::<Region>("regions");
    reader.owned::<Document>("documents at the root");
    reader.owned::<DocumentFolder>("document folders");
    for organization in [HARBOUR, MUELLER] {
        let list = || List::in_all_folders(organization);
        reader.all(&format!("documents of {organization}"), list);
    }
    for id in ids.documents.iter().copied() {
        reader.show::<Document>(&format!("document {id}"), id);
        reader.one(&format!("text of {id}"), block_on(client.read_document(id)));
        reader.unpaged(&format!("sections of {id}"), &List::of_document(id));
    }
    reader.top::<FlexibleAssetType>("flexible asset types");
    for id in ids.types.iter().copied() {
        reader.show::<FlexibleAssetType>(&format!("flexible asset type {id}"), id);
        let fields = || List::<FlexibleAssetField>::of_type(id);
        reader.all(&format!("fields of {id}"), fields);
        let assets = || List::<FlexibleAsset>::of_type(id);
        reader.all(&format!("assets of {id}"), assets);
    }
    let asset = FlexibleAssetId(showcase::ASSET_EVERYTHING);
    reader.show::<FlexibleAsset>("asset with everything", asset);
    reader.top::<FlexibleAsset>("assets without a type");
    reader.owned::<Checklist>("checklists");
    reader.owned::<Domain>("domains");
    reader.owned::<Expiration>("expirations");
    reader.top::<User>("users");
    reader.top::<Group>("groups");
    reader.top::<Manufacturer>("manufacturers");
    reader.top::<Model>("models");
    reader.top::<OperatingSystem>("operating systems");
    reader.top::<Platform>("platforms");
    filtered(&mut reader);
    reader.read
}

/// What is asked with filters, each row of which is checked against them.
fn filtered(reader: &mut Reader) {
    let client = reader.simulated.client();
    for name in [
        "Hartwell",
        "hartwell",
        "Meridian Partners",
        "Müller, Schmidt & Partner GmbH",
    ] {
        let named = || List::all().only(&OrganizationDetails::NAME, name);
        reader.all(&format!("organizations called {name}"), named);
        let found = block_on(client.find_organizations_named(name));
        reader.one(&format!("found by the name {name}"), found);
    }
    reader.all("configurations called HDG-DC01", || {
        List::of(HARBOUR).only(&ConfigurationDetails::NAME, "HDG-DC01")
    });
    reader.all("configurations of a serial number", || {
        List::all().only(&ConfigurationDetails::SERIAL_NUMBER, of::SHARED_SERIAL)
    });
    for mac in [of::DOCK_MAC, "00005E0053D0"] {
        reader.all(&format!("configurations of the MAC {mac}"), || {
            List::all().only(&ConfigurationDetails::MAC_ADDRESS, mac)
        });
    }
    reader.one(
        "by serial number",
        block_on(client.find_configurations_by_serial(of::HDG_DC01_SERIAL)),
    );
    for (kind, id) in [
        ("aem", "410001"),
        ("ninja-rmm", "410777"),
        ("aem", "999999"),
    ] {
        let found = block_on(client.find_configurations_by_rmm_id(kind, id));
        reader.one(&format!("by {kind} id {id}"), found);
    }
    for (kind, id) in [
        ("autotask", "174"),
        ("manage", "174"),
        ("autotask", "98765"),
    ] {
        let found = block_on(client.find_organizations_by_psa_id(kind, id));
        reader.one(&format!("by {kind} id {id}"), found);
    }
    reader.one(
        "the account's own organization",
        block_on(client.find_primary_organization()),
    );
    reader.one(
        "a page of organizations",
        block_on(client.list_organizations(1)),
    );
    reader.one(
        "a page of configurations",
        block_on(client.list_configurations_of(HARBOUR, 1)),
    );
    reader.one(
        "a page of passwords",
        block_on(client.list_passwords_of(HARBOUR, 1)),
    );
}
