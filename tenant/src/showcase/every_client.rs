//! What every client of the demo has: a location, two people, a domain, a document, an e-mail asset.

use super::{CHANGED, Drawn, MADE, ids, text};
use crate::organizations::{Organization, RemoteId, timestamp};
use crate::records::{
    Contact, Document, Domain, Email, Expiration, FlexibleAsset, Kind, Location, Phone, Records,
    Ref, Section, Trait, TraitValue,
};
use crate::{Tenant, fixtures};

const FIRST_NAMES: [&str; 10] = [
    "Mia", "Noah", "Priya", "Jörg", "Aoife", "Søren", "Lucía", "Ken", "Wren", "Ólafur",
];
const LAST_NAMES: [&str; 10] = [
    "Beispiel",
    "Carver",
    "Nair",
    "Bäumler",
    "O'Dell",
    "Kjær",
    "Ibáñez",
    "Ito",
    "Ashby",
    "Reed-Long",
];
const TITLES: [&str; 5] = [
    "Office lead",
    "Head of IT",
    "Accounts",
    "Managing director",
    "Front desk",
];

/// Rows of every client but the one that is made by hand.
pub(super) fn fill(tenant: &Tenant, records: &mut Records) {
    let mut made = Maker {
        contacts: Drawn::new(
            tenant.seed,
            "contacts",
            &[ids::CONTACT_JOERG, ids::CONTACT_ZOE, ids::HDG_CONTACT],
        ),
        locations: Drawn::new(
            tenant.seed,
            "locations",
            &[ids::LOCATION_MAIN, ids::LOCATION_STORE, ids::HDG_LOCATION],
        ),
        domains: Drawn::new(tenant.seed, "domains", &[ids::DOMAIN]),
        documents: Drawn::new(tenant.seed, "documents", &ids_of_documents()),
        assets: Drawn::new(
            tenant.seed,
            "flexible assets",
            &[ids::ASSET_EVERYTHING, ids::ASSET_SPARSE],
        ),
        n_rows: 0,
    };
    for organization in &tenant.organizations {
        if organization.id != fixtures::MUELLER {
            made.client(tenant, organization, records);
        }
    }
}

fn ids_of_documents() -> [u64; 7] {
    [
        ids::DOCUMENT_BLOCKS,
        ids::DOCUMENT_HTML,
        ids::DOCUMENT_EMPTY,
        ids::DOCUMENT_DEEP,
        ids::DOCUMENT_DRAFT,
        ids::DOCUMENT_FILE,
        ids::HDG_RESTORE,
    ]
}

struct Maker {
    contacts: Drawn,
    locations: Drawn,
    domains: Drawn,
    documents: Drawn,
    assets: Drawn,
    n_rows: u64,
}

impl Maker {
    fn client(&mut self, tenant: &Tenant, organization: &Organization, records: &mut Records) {
        self.n_rows += 1;
        let is_harbour = organization.id == fixtures::HARBOUR_DENTAL;
        let domain = format!("{}.example", organization.short_name.to_lowercase());
        let location_id = if is_harbour {
            ids::HDG_LOCATION
        } else {
            self.locations.id()
        };
        let location_name = if is_harbour {
            "Harbour Street"
        } else {
            "Head office"
        };
        let region = self
            .locations
            .random
            .pick(&tenant.dictionaries.regions)
            .clone();
        records.locations.push(Location {
            id: location_id,
            organization_id: organization.id,
            name: location_name.to_owned(),
            primary: true,
            address_1: Some(format!("{} Quay Road", self.n_rows)),
            city: text("Northport"),
            postal_code: Some(format!("{:05}", 10_000 + self.n_rows)),
            region_id: Some(region.id),
            country_id: region.parent_id,
            phone: text("5550100"),
            remote_ids: vec![RemoteId {
                integration: "autotask",
                remote_id: (30_000 + self.n_rows).to_string(),
            }],
            created_at: timestamp(2021, &mut self.locations.random),
            updated_at: timestamp(2025, &mut self.locations.random),
            ..Location::default()
        });
        for place in 0..2 {
            let fixed = (is_harbour && place == 0).then_some(ids::HDG_CONTACT);
            let row = self.contact(organization, location_id, &domain, place, fixed);
            records.contacts.push(row);
        }
        let domain_id = self.domains.id();
        let expires_on = timestamp(2027, &mut self.domains.random)[..10].to_owned();
        records.domains.push(Domain {
            id: domain_id,
            organization_id: organization.id,
            name: domain.clone(),
            registrar_name: text("Example Registry"),
            expires_on: Some(expires_on.clone()),
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
            ..Domain::default()
        });
        records.expirations.push(Expiration {
            id: 2_000_000 + self.n_rows,
            organization_id: organization.id,
            description: "Domain".to_owned(),
            expiration_date: expires_on,
            resource: Ref::new(Kind::Domain, domain_id),
            resource_name: domain.clone(),
            resource_type_name: "Domain".to_owned(),
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
        });
        self.document(organization, is_harbour, records);
        records.flexible_assets.push(FlexibleAsset {
            id: self.assets.id(),
            organization_id: organization.id,
            type_id: ids::TYPE_EMAIL,
            name: "Hosted".to_owned(),
            traits: [
                ("type", TraitValue::Text("Hosted".to_owned())),
                (
                    "webmail-url",
                    TraitValue::Text(format!("https://mail.{domain}")),
                ),
                ("mfa", TraitValue::Flag(self.n_rows.is_multiple_of(2))),
            ]
            .into_iter()
            .zip(8_200_000 + self.n_rows * 10..)
            .map(|((key, value), id)| Trait {
                id,
                key: key.to_owned(),
                value,
            })
            .collect(),
            created_at: timestamp(2023, &mut self.assets.random),
            updated_at: timestamp(2025, &mut self.assets.random),
            ..FlexibleAsset::default()
        });
    }

    fn contact(
        &mut self,
        organization: &Organization,
        location_id: u64,
        domain: &str,
        place: u64,
        fixed: Option<u64>,
    ) -> Contact {
        let drawn = self.contacts.id();
        let random = &mut self.contacts.random;
        let (first, last) = match fixed {
            Some(_) => ("Priya", "Nair"),
            None => (*random.pick(&FIRST_NAMES), *random.pick(&LAST_NAMES)),
        };
        Contact {
            id: fixed.unwrap_or(drawn),
            organization_id: organization.id,
            first_name: first.to_owned(),
            last_name: text(last),
            title: text(random.pick::<&str>(&TITLES)),
            type_id: Some(910 + random.below(4)),
            location_id: Some(location_id),
            important: Some(place == 0),
            emails: vec![Email {
                value: format!("{}@{domain}", first.to_lowercase()),
                primary: true,
                label: "Work".to_owned(),
            }],
            phones: vec![Phone {
                value: format!("55501{:02}", self.n_rows % 100),
                primary: true,
                label: "Work".to_owned(),
                formatted: format!("555-01{:02}", self.n_rows % 100),
                ..Phone::default()
            }],
            remote_ids: vec![RemoteId {
                integration: "autotask",
                remote_id: (20_000 + self.n_rows * 2 + place).to_string(),
            }],
            created_at: timestamp(2022, random),
            updated_at: timestamp(2025, random),
            ..Contact::default()
        }
    }

    fn document(&mut self, organization: &Organization, is_harbour: bool, records: &mut Records) {
        let drawn = self.documents.id();
        let (id, name) = if is_harbour {
            (ids::HDG_RESTORE, "Restore HDG-DC01".to_owned())
        } else {
            (drawn, format!("Site notes {}", organization.short_name))
        };
        records.documents.push(Document {
            id,
            organization_id: organization.id,
            name,
            user_id: Some(3),
            published_by: Some(3),
            published_at: text(CHANGED),
            created_at: MADE.to_owned(),
            updated_at: timestamp(2025, &mut self.documents.random),
            ..Document::default()
        });
        records.sections.push(Section {
            id: 110_000 + self.n_rows,
            document_id: id,
            sort: 1,
            content: "<p>The switch is in the cupboard under the stairs.</p>".to_owned(),
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
            ..Section::default()
        });
    }
}
