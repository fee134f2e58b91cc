//! What tests of the two PSAs take for granted.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

use std::collections::BTreeSet;

use tenant::{Configuration, Tenant, fixtures};

fn named<'a>(tenant: &'a Tenant, name: &str) -> &'a Configuration {
    tenant
        .configurations
        .iter()
        .find(|row| row.name == name)
        .unwrap()
}

#[test]
fn a_company_number_taken_for_the_other_psas_is_another_client() {
    let tenant = tenant::demo();
    let n_wrong = tenant
        .organizations
        .iter()
        .filter(|row| {
            let autotask = tenant.company_number("autotask", row.id).unwrap();
            let of_other = tenant.company("manage", autotask);
            of_other.is_some_and(|other| other.id != row.id)
        })
        .count();
    assert_eq!(
        n_wrong,
        tenant.organizations.len() - 4,
        "all but the MSP, the last, and two that have one number in both"
    );
    let of = |integration, number| tenant.company(integration, number).map(|row| row.id);
    let (hdg, svc) = (fixtures::HARBOUR_DENTAL, fixtures::SUMMIT_VETERINARY);
    assert_eq!(of("autotask", fixtures::AUTOTASK_HARBOUR_DENTAL), Some(hdg));
    assert_eq!(of("manage", fixtures::AUTOTASK_HARBOUR_DENTAL), Some(svc));
    assert_eq!(of("autotask", fixtures::AUTOTASK_SUMMIT), Some(svc));
    assert_eq!(of("manage", fixtures::AUTOTASK_SUMMIT), Some(hdg));
    let cedar = |integration| tenant.company_number(integration, fixtures::CEDAR_STONE);
    assert_eq!(cedar("autotask"), cedar("manage"), "one number in both");
}

#[test]
fn numbers_are_the_same_with_every_seed() {
    let numbers = |seed| -> Vec<_> {
        let tenant = tenant::demo_with_seed(seed);
        fixtures::ORGANIZATION_IDS
            .iter()
            .map(|(_, id)| {
                (
                    tenant.company_number("autotask", *id),
                    tenant.company_number("manage", *id),
                )
            })
            .collect()
    };
    assert_eq!(numbers(1), numbers(2));
    for seed in 1..4 {
        let tenant = tenant::demo_with_seed(seed);
        let dc01 = tenant.asset(1_001).unwrap();
        assert_eq!(dc01.configuration_id, Some(fixtures::HDG_DC01));
        assert_eq!(dc01.connectwise_id, 2_001);
        assert_eq!(
            tenant.asset(2_001).unwrap().configuration_id,
            Some(fixtures::SVC_DC01)
        );
    }
}

#[test]
fn no_two_devices_or_tickets_of_a_psa_share_a_number() {
    for seed in 1..4 {
        let tenant = tenant::demo_with_seed(seed);
        let n = tenant.assets.len();
        let unlike = |numbers: BTreeSet<u64>| numbers.len();
        assert_eq!(
            unlike(tenant.assets.iter().map(|row| row.autotask_id).collect()),
            n
        );
        assert_eq!(
            unlike(tenant.assets.iter().map(|row| row.connectwise_id).collect()),
            n
        );
        assert_eq!(
            unlike(tenant.tickets.iter().map(|row| row.id).collect()),
            tenant.tickets.len()
        );
    }
}

#[test]
fn every_ticket_is_of_a_client_and_about_a_device_of_that_client() {
    let tenant = tenant::demo();
    for ticket in &tenant.tickets {
        assert!(tenant.organization(ticket.organization_id).is_some());
        if let Some(asset) = ticket.asset {
            assert_eq!(
                tenant.asset(asset).unwrap().organization_id,
                ticket.organization_id
            );
        }
    }
    let like_company = tenant.ticket(fixtures::TICKET_LIKE_COMPANY).unwrap();
    assert_eq!(like_company.organization_id, fixtures::HARBOUR_DENTAL);
}

#[test]
fn some_devices_of_one_client_cannot_be_told_apart_by_what_they_report() {
    let tenant = tenant::demo();
    let record = |name: &str| named(&tenant, name).datto().unwrap();
    assert_eq!(
        record("SVC-PC21").serial_number.as_deref(),
        Some(fixtures::SHARED_SERIAL)
    );
    assert_eq!(
        record("SVC-PC22").serial_number.as_deref(),
        Some(fixtures::SHARED_SERIAL)
    );
    assert_eq!(record("SVC-LT01").mac_addresses, [fixtures::DOCK_MAC]);
    assert_eq!(record("SVC-LT02").mac_addresses, [fixtures::DOCK_MAC]);
    assert_ne!(
        record("SVC-LT01").serial_number,
        record("SVC-LT02").serial_number
    );
    assert_eq!(
        record("SVC-PC23").serial_number.as_deref(),
        Some("To be filled by O.E.M.")
    );
    let clones = [record("SVC-VM01"), record("SVC-VM01 (clone)")];
    for clone in clones {
        assert_eq!(clone.hostname, "SVC-VM01");
        assert_eq!(clone.mac_addresses, [fixtures::CLONE_MAC]);
        assert_eq!(clone.serial_number.as_deref(), Some(fixtures::CLONE_SERIAL));
    }
}

#[test]
fn one_device_reports_the_serial_number_of_another_client() {
    let tenant = tenant::demo();
    let loan = tenant.asset(fixtures::ASSET_LOAN).unwrap();
    assert_eq!(
        (loan.organization_id, loan.configuration_id),
        (fixtures::SUMMIT_VETERINARY, None)
    );
    assert_eq!(
        loan.serial_number.as_deref(),
        Some(fixtures::HDG_DC01_SERIAL)
    );
    let (site, on_page) = tenant.device(fixtures::DATTO_LOAN).unwrap();
    assert_eq!(site.id, fixtures::SITE_SUMMIT);
    assert_eq!(
        on_page.serial_number.as_deref(),
        Some(fixtures::HDG_DC01_SERIAL)
    );
}
