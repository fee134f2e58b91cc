//! What a page is about, sentence by sentence.

use super::{Context, PageKind};
use crate::page::{PageUrl, recipes};
use gluepane_protocol::{Observation, Phase, Reading};

const DEVICE_URL: &str = "https://pinotage.rmm.datto.com/device/410001/HDG-DC01";

/// Readings by the position of the read in the recipe: 0 `#app`, 1 breadcrumb site, 2 breadcrumb device's link,
/// 3 breadcrumb site's link, 4 breadcrumb device's text, 5 title.
fn read(url: &str, phase: Phase, values: &[(u16, &str)]) -> Option<Context> {
    let readings = values.iter().map(|(read, value)| Reading {
        read: *read,
        values: vec![(*value).to_owned()],
    });
    let observation = Observation {
        plan: "datto-rmm".to_owned(),
        url: url.to_owned(),
        phase,
        readings: readings.collect(),
        place: None,
    };
    Context::read(
        recipes::by_key("datto-rmm").unwrap(),
        &PageUrl::parse(url).unwrap(),
        &observation,
    )
}

#[test]
fn a_device_page_names_its_site_and_its_device() {
    let values = [
        (0, "Harbour Dental Group"),
        (1, "Harbour Dental Group"),
        (2, "/device/410001/HDG-DC01"),
        (4, "HDG-DC01"),
    ];
    let context = read(DEVICE_URL, Phase::Changing, &values).unwrap();
    assert!(context.is_ready);
    assert_eq!(context.kind, PageKind::Device);
    assert_eq!(context.client_names, ["Harbour Dental Group"]);
    assert_eq!(context.device_ids, ["410001"]);
    assert_eq!(context.device_name.as_deref(), Some("HDG-DC01"));
}

#[test]
fn a_page_that_is_still_navigating_is_never_ready() {
    assert!(
        !read(
            DEVICE_URL,
            Phase::Navigating,
            &[(0, "Harbour Dental Group"), (4, "HDG-DC01")]
        )
        .unwrap()
        .is_ready
    );
}

#[test]
fn a_page_without_its_site_is_ready_only_once_it_has_settled() {
    assert!(!read(DEVICE_URL, Phase::Changing, &[]).unwrap().is_ready);
    assert!(read(DEVICE_URL, Phase::Settled, &[]).unwrap().is_ready);
}

#[test]
fn a_page_that_names_two_sites_keeps_both() {
    let values = [
        (0, "Harbour Dental Group"),
        (1, "Summit Veterinary Clinic"),
        (2, "/device/410001/HDG-DC01"),
    ];
    let context = read(DEVICE_URL, Phase::Settled, &values).unwrap();
    assert!(context.is_ready);
    assert_eq!(context.client_names.len(), 2);
}

#[test]
fn a_page_that_shows_another_record_than_its_url_is_not_ready_until_it_has_settled_so() {
    let former = [
        (0, "Summit Veterinary Clinic"),
        (2, "/device/420001/SVC-DC01"),
        (4, "SVC-DC01"),
    ];
    let early = read(DEVICE_URL, Phase::Changing, &former).unwrap();
    assert!(!early.is_ready && early.shows_two_records());
    assert!(
        read(DEVICE_URL, Phase::Settled, &former)
            .unwrap()
            .shows_two_records()
    );
    let former = [(0, "Summit Veterinary Clinic"), (3, "/site/52/summit")];
    let early = read(
        "https://pinotage.rmm.datto.com/site/51/x",
        Phase::Changing,
        &former,
    )
    .unwrap();
    assert!(!early.is_ready && early.shows_two_records());
}

#[test]
fn a_title_that_is_only_the_products_name_is_no_device() {
    assert_eq!(
        read(DEVICE_URL, Phase::Settled, &[(5, "Datto RMM")])
            .unwrap()
            .device_name,
        None
    );
    let named = read(DEVICE_URL, Phase::Settled, &[(5, "HDG-DC01 - Datto RMM")]).unwrap();
    assert_eq!(named.device_name.as_deref(), Some("HDG-DC01"));
}

#[test]
fn pages_of_neither_client_nor_device_are_about_nothing() {
    for path in [
        "/",
        "/sites",
        "/help/device/1",
        "/device/",
        "/device",
        "/setup/site/1",
        "/device/%2e%2e",
    ] {
        assert_eq!(
            read(
                &format!("https://pinotage.rmm.datto.com{path}"),
                Phase::Settled,
                &[]
            ),
            None,
            "{path}"
        );
    }
}

#[test]
fn a_site_page_takes_no_device() {
    let context = read(
        "https://pinotage.rmm.datto.com/site/51/harbour",
        Phase::Settled,
        &[(2, "/device/1/x"), (4, "x")],
    );
    let context = context.unwrap();
    assert!(context.device_ids.is_empty() && context.device_name.is_none());
}

#[test]
fn marks_that_turn_text_around_are_dropped() {
    let context = read(
        DEVICE_URL,
        Phase::Settled,
        &[(0, " Harbour\u{202e}\u{a0} Dental\n Group ")],
    )
    .unwrap();
    assert_eq!(context.client_names, ["Harbour Dental Group"]);
}

#[test]
fn readings_that_no_plan_asked_for_are_ignored() {
    assert!(
        read(DEVICE_URL, Phase::Settled, &[(999, "Harbour Dental Group")])
            .unwrap()
            .client_names
            .is_empty()
    );
}
