//! Whatever stands in an untrusted place, what can select stays as it was.

use super::{in_frame, observation, reads, recipe, settled};
use crate::page::{Context, Field, FrameReading, Merged, PageUrl, Zone, merge, recipes};
use gluepane_protocol::Phase;
use proptest::prelude::*;

const FIELDS: [Field; 8] = [
    Field::ClientName,
    Field::ClientId,
    Field::DeviceId,
    Field::DeviceName,
    Field::TicketId,
    Field::Serial,
    Field::Mac,
    Field::Ip,
];

/// An address of each screen of each recipe.
const PAGES: [(&str, &str); 12] = [
    (
        "datto-rmm",
        "https://pinotage.rmm.datto.com/device/410001/HDG-DC01",
    ),
    (
        "datto-rmm",
        "https://pinotage.rmm.datto.com/site/51/harbour",
    ),
    ("datto-rmm", "https://pinotage.rmm.datto.com/alert/7"),
    (
        "autotask",
        "https://ww5.autotask.net/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=777",
    ),
    (
        "autotask",
        "https://ww5.autotask.net/Mvc/CRM/InstalledProductDetail.mvc?installedProductId=31",
    ),
    (
        "autotask",
        "https://ww5.autotask.net/Mvc/CRM/AccountDetail.mvc?accountId=1234",
    ),
    (
        "connectwise",
        "https://na.myconnectwise.net/v4_6_release/ConnectWise.aspx",
    ),
    (
        "connectwise",
        "https://na.myconnectwise.net/v4_6_release/services/system_io/router/openrecord.rails?recordType=ConfigFv&recid=5",
    ),
    (
        "connectwise",
        "https://na.myconnectwise.net/v4_6_release/services/system_io/router/openrecord.rails?recordType=CompanyFV&recid=5",
    ),
    (
        "meshcentral",
        "https://mesh.msp.example/?viewmode=10&gotonode=aB",
    ),
    ("generic", "https://desk.msp.example/tickets/4"),
    ("generic", "https://desk.msp.example/"),
];

/// What selects an organization or a device.
fn selecting(context: &Context) -> [&[String]; 4] {
    [
        &context.client_names,
        &context.client_ids,
        &context.device_ids,
        &context.ticket_ids,
    ]
}

/// Readings from trusted places that name Harbour.
fn honest(key: &str) -> Vec<(u16, &'static str)> {
    let names = reads(recipe(key), Field::ClientName, Zone::Trusted);
    names
        .into_iter()
        .map(|read| (read, "- Harbour Dental Group"))
        .collect()
}

#[test]
fn another_client_s_name_id_serial_and_host_name_in_every_untrusted_place_change_nothing_that_selects()
 {
    let plants = [
        "Kestrel Logistics",
        "- Kestrel Logistics",
        "/site/52/kestrel",
        "/device/420001/KES-SRV1",
        "/Mvc/CRM/AccountDetail.mvc?accountId=99",
        "https://ww5.autotask.net/Mvc/CRM/AccountDetail.mvc?accountId=99",
        "5CG1234ABC",
        "KES-SRV1",
        "KES-SRV1 - Datto RMM",
        "Service Ticket #99",
        "Company: Kestrel Logistics",
    ];
    for (key, url) in PAGES {
        let honest = honest(key);
        let without = settled(key, url, &honest);
        for field in FIELDS {
            for read in reads(recipe(key), field, Zone::Untrusted) {
                for plant in plants {
                    let mut values = honest.clone();
                    values.insert(0, (read, plant));
                    values.push((read, plant));
                    let with = settled(key, url, &values);
                    assert_eq!(
                        with.as_ref().map(selecting),
                        without.as_ref().map(selecting),
                        "{key} {url}: {plant:?} as {field:?}"
                    );
                    assert_eq!(
                        with.and_then(|c| c.client_field),
                        without.as_ref().and_then(|c| c.client_field.clone())
                    );
                }
            }
        }
    }
}

#[test]
fn a_frame_inside_a_record_s_page_a_hidden_one_and_one_of_another_origin_say_nothing() {
    let ticket = "https://ww5.autotask.net/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=777";
    let shell = "https://ww5.autotask.net/AutotaskOnyx/LandingPage";
    let planted = "https://ww5.autotask.net/Mvc/CRM/AccountDetail.mvc?accountId=99";
    let read = |around: &[&str], seen: bool, page: &str| {
        let mut observation = observation("autotask", planted, Phase::Settled, &[]);
        observation.place = in_frame(around);
        if let Some(place) = &mut observation.place {
            place.seen = seen;
        }
        FrameReading::read(
            recipe("autotask"),
            &PageUrl::parse(planted).unwrap(),
            &observation,
            page,
        )
    };
    let here = "https://ww5.autotask.net";
    assert!(
        read(&[shell], true, here).is_some(),
        "in the shell it counts"
    );
    assert!(
        read(
            &[&format!("{here}/Mvc/Framework/Blank.mvc"), shell],
            true,
            here
        )
        .is_some()
    );
    for (around, seen, page, why) in [
        (vec![ticket], true, here, "a mail in a ticket"),
        (
            vec![shell, ticket],
            true,
            here,
            "a mail in a ticket, in between a shell",
        ),
        (vec!["about:srcdoc", shell], true, here, "markup of a mail"),
        (
            vec!["https://evil.example/"],
            true,
            here,
            "around it another origin",
        ),
        (
            vec![],
            true,
            here,
            "around it another origin, of which nothing is told",
        ),
        (vec![shell], false, here, "nobody sees it"),
        (
            vec![shell],
            true,
            "https://evil.example",
            "the page itself is another origin's",
        ),
    ] {
        assert_eq!(read(&around, seen, page), None, "{why}");
    }
}

#[test]
fn two_records_side_by_side_are_two_records() {
    let shell = "https://ww5.autotask.net/AutotaskOnyx/LandingPage";
    let frame = |url: &str| {
        let mut observation = observation("autotask", url, Phase::Settled, &[]);
        observation.place = in_frame(&[shell]);
        FrameReading::read(
            recipe("autotask"),
            &PageUrl::parse(url).unwrap(),
            &observation,
            "https://ww5.autotask.net",
        )
        .unwrap()
    };
    let top = observation("autotask", shell, Phase::Settled, &[]);
    let top = FrameReading::read(
        recipe("autotask"),
        &PageUrl::parse(shell).unwrap(),
        &top,
        "https://ww5.autotask.net",
    )
    .unwrap();
    let at = |path: &str| frame(&format!("https://ww5.autotask.net/Mvc/{path}"));
    let (one, two) = (
        at("CRM/AccountDetail.mvc?accountId=1"),
        at("CRM/AccountDetail.mvc?accountId=2"),
    );
    let device = at("CRM/InstalledProductDetail.mvc?installedProductId=3");
    for others in [vec![&one, &two], vec![&one, &device]] {
        let Merged::About(context) = merge(Some(&top), others.into_iter()) else {
            panic!()
        };
        assert!(context.shows_two_records());
    }
    let Merged::About(context) = merge(Some(&top), [&one, &one].into_iter()) else {
        panic!()
    };
    assert!(!context.shows_two_records() && context.is_ready);
    assert_eq!(context.client_ids, ["1"]);
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 .:#/=?&-]{0,40}",
        any::<String>(),
        Just("/device/420001/x".to_owned()),
        Just("/Mvc/CRM/AccountDetail.mvc?accountId=99".to_owned()),
        Just("https://ww5.autotask.net/Mvc/CRM/AccountDetail.mvc?accountId=99".to_owned()),
        Just("Service Ticket #99".to_owned()),
    ]
}

proptest! {
    #[test]
    fn no_untrusted_reading_ends_where_it_can_select(
        page in 0..PAGES.len(),
        readings in proptest::collection::vec((any::<u8>(), texts()), 0..12),
        trusted_first in any::<bool>(),
    ) {
        let (key, url) = PAGES[page];
        let recipe = recipe(key);
        let untrusted: Vec<u16> = recipe.reads.iter().enumerate()
            .filter(|(_, read)| read.zone == Zone::Untrusted)
            .map(|(n, _)| n as u16)
            .collect();
        let honest = honest(key);
        let without = settled(key, url, &honest);
        let mut planted: Vec<(u16, &str)> = readings.iter()
            .map(|(n, text)| (untrusted[usize::from(*n) % untrusted.len()], text.as_str()))
            .collect();
        let at = if trusted_first { planted.len() } else { 0 };
        planted.splice(at..at, honest.iter().copied());
        let with = settled(key, url, &planted);
        prop_assert_eq!(with.as_ref().map(selecting), without.as_ref().map(selecting));
    }

    #[test]
    fn no_address_breaks_a_recipe(rest in any::<String>(), key in 0..recipes::ALL.len()) {
        let url = format!("https://a.example/{rest}");
        if let Some(parsed) = PageUrl::parse(&url) {
            let observation = observation(recipes::ALL[key].key, &url, Phase::Settled, &[(0, "x")]);
            let _ = Context::read(recipes::ALL[key], &parsed, &observation);
        }
    }
}
