//! People, places, the domain, folders and embedded passwords of the client with all oddities.

use super::{CHANGED, HOSTILE_HTML, MADE, ids, text};
use crate::organizations::RemoteId;
use crate::passwords::Password;
use crate::records::{
    Contact, Domain, Email, Expiration, Kind, Location, PasswordFolder, Phone, Records, Ref,
};
use crate::{Tenant, fixtures};

/// All of it; one configuration gets a place and a person.
pub(super) fn fill(tenant: &mut Tenant, records: &mut Records) {
    records.contacts.extend(contacts());
    records.locations.extend(locations());
    let owner = fixtures::MUELLER;
    records.domains.push(Domain {
        id: ids::DOMAIN,
        organization_id: owner,
        name: "mueller-schmidt.example".to_owned(),
        registrar_name: None,
        expires_on: text("2026-12-24"),
        notes: text(HOSTILE_HTML),
        restricted: false,
        created_at: MADE.to_owned(),
        updated_at: CHANGED.to_owned(),
    });
    for (id, name, parent_id) in [
        (ids::PASSWORD_FOLDER, "Server", None),
        (
            ids::PASSWORD_FOLDER_INNER,
            "Hypervisor",
            Some(ids::PASSWORD_FOLDER),
        ),
    ] {
        records.password_folders.push(PasswordFolder {
            id,
            organization_id: owner,
            name: name.to_owned(),
            parent_id,
            restricted: false,
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
        });
    }
    tenant.passwords.extend(passwords());
    let first = tenant
        .configurations
        .iter_mut()
        .find(|row| row.organization_id == owner);
    if let Some(row) = first {
        row.details.location_id = Some(ids::LOCATION_MAIN);
        row.details.contact_id = Some(ids::CONTACT_JOERG);
        row.details.position = text("Rack 1, U 12");
        row.details.installed_at = text("2023-04-03");
        row.notes = text(HOSTILE_HTML);
        records.expirations.push(Expiration {
            id: 2_000_000,
            organization_id: owner,
            description: "Warranty".to_owned(),
            expiration_date: "2026-06-30".to_owned(),
            resource: Ref::new(Kind::Configuration, row.id),
            resource_name: row.name.clone(),
            resource_type_name: "Managed Server".to_owned(),
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
        });
    }
}

fn contacts() -> [Contact; 2] {
    let email = |value: &str, label: &str, primary| Email {
        value: value.to_owned(),
        primary,
        label: label.to_owned(),
    };
    let phone = |value: &str, formatted: &str, label: &str, is_fax| Phone {
        value: value.to_owned(),
        extension: (label == "Work").then(|| "17".to_owned()),
        primary: label == "Work",
        label: label.to_owned(),
        is_fax,
        formatted: formatted.to_owned(),
    };
    [
        Contact {
            id: ids::CONTACT_JOERG,
            organization_id: fixtures::MUELLER,
            first_name: "Jörg".to_owned(),
            last_name: text("Müller"),
            title: text("Geschäftsführer, Gesellschafter"),
            type_id: Some(911),
            location_id: Some(ids::LOCATION_MAIN),
            important: Some(true),
            notes: text(HOSTILE_HTML),
            emails: vec![
                email("joerg@mueller-schmidt.example", "Work", true),
                email("joerg@privat.example", "Home", false),
            ],
            phones: vec![
                phone("5550110", "555-0110", "Work", false),
                phone("5550111", "555-0111", "Mobile", false),
                phone("5550112", "555-0112", "Fax", true),
            ],
            remote_ids: vec![
                RemoteId {
                    integration: "autotask",
                    remote_id: "20001".to_owned(),
                },
                RemoteId {
                    integration: "manage",
                    remote_id: "0".to_owned(),
                },
            ],
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
            ..Contact::default()
        },
        Contact {
            id: ids::CONTACT_ZOE,
            organization_id: fixtures::MUELLER,
            first_name: "Zoë".to_owned(),
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
            ..Contact::default()
        },
    ]
}

fn locations() -> [Location; 2] {
    [
        Location {
            id: ids::LOCATION_MAIN,
            organization_id: fixtures::MUELLER,
            name: "Hauptsitz".to_owned(),
            primary: true,
            address_1: text("Königsallee 7"),
            address_2: text("Hof, 2. Stock"),
            city: text("Augsburg"),
            postal_code: text("86150"),
            region_id: Some(1_112),
            country_id: Some(1_012),
            phone: text("5550110"),
            fax: text("5550112"),
            notes: text(HOSTILE_HTML),
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
            ..Location::default()
        },
        Location {
            id: ids::LOCATION_STORE,
            organization_id: fixtures::MUELLER,
            name: "Lager, Halle 3".to_owned(),
            restricted: true,
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
            ..Location::default()
        },
    ]
}

fn passwords() -> [Password; 4] {
    let row = |id, name: &str, embedded_in| Password {
        id,
        organization_id: fixtures::MUELLER,
        name: name.to_owned(),
        username: text("j.müller"),
        url: None,
        notes: text(HOSTILE_HTML),
        category_id: None,
        configuration_id: None,
        embedded_in,
        trait_id: None,
        folder_id: None,
        otp_enabled: false,
        vault_id: None,
        archived: false,
        restricted: false,
        password_updated_at: CHANGED.to_owned(),
        created_at: MADE.to_owned(),
        updated_at: CHANGED.to_owned(),
    };
    let of = |kind, id| Some(Ref::new(kind, id));
    [
        row(
            ids::PASSWORD_OF_DOMAIN,
            "Registrar login",
            of(Kind::Domain, ids::DOMAIN),
        ),
        row(
            ids::PASSWORD_OF_CONTACT,
            "Alarm code",
            of(Kind::Contact, ids::CONTACT_JOERG),
        ),
        Password {
            trait_id: Some(ids::TRAIT_LOGIN),
            ..row(
                ids::PASSWORD_OF_TRAIT,
                "admin-login",
                of(Kind::FlexibleAsset, ids::ASSET_EVERYTHING),
            )
        },
        Password {
            folder_id: Some(ids::PASSWORD_FOLDER_INNER),
            ..row(ids::PASSWORD_IN_FOLDER, "Host root", None)
        },
    ]
}
