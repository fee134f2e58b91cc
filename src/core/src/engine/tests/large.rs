//! Accounts of more organizations than a request reads: their list is read only where a decision needs all of it.

use super::desk::{Desk, HARBOUR, KEY, device_page, form, ticket};
use crate::engine::Shelf;
use crate::page::Context;
use gluepane_protocol::{PanelState, Request};

/// Pages of all organizations that were asked for.
fn n_lists(desk: &Desk) -> usize {
    let requests = desk.requests();
    let lists = requests.iter().filter(|url| url.contains("sort=id"));
    lists.count()
}

/// Harbour, Kestrel and some 2,500 others, whose list is three requests.
fn desk() -> Desk {
    let desk = Desk::ready();
    desk.glue(|glue| {
        glue.org(501).psa = vec![("autotask", "1234".into())];
        glue.org(502).psa = vec![("autotask", "1235".into())];
        for n in 0..2_500 {
            glue.add_org(10_000 + n, &format!("Client number {n}"));
        }
    });
    desk.options(Request::Connect { form: form(KEY) }).unwrap();
    desk.options(Request::SetRevealWithKey { allowed: true })
        .unwrap();
    desk.forget_requests();
    desk
}

/// The linked organization.
fn organization(desk: &Desk) -> u64 {
    desk.linked().organization.id.0
}

#[test]
fn a_company_id_beside_the_organization_s_own_name_needs_no_list_of_organizations() {
    let desk = desk();
    desk.show(ticket(HARBOUR, "1234"));
    assert_eq!(organization(&desk), 501);
    desk.lists();
    assert_eq!(n_lists(&desk), 0, "{:#?}", desk.requests());
    assert!(desk.requests().len() <= 4, "{:#?}", desk.requests());
}

#[test]
fn nor_does_a_device_s_id_and_each_page_of_it_costs_four_requests_at_most() {
    let desk = desk();
    for (site, device, name, id) in [
        (HARBOUR, "410001", "HDG-DC01", 501),
        ("Kestrel Logistics", "420001", "KES-SRV1", 502),
    ] {
        desk.show(device_page(site, "", device, name));
        assert_eq!(organization(&desk), id);
        desk.lists();
        assert_eq!(n_lists(&desk), 0, "{:#?}", desk.requests());
        assert!(desk.requests().len() <= 4, "{:#?}", desk.requests());
        desk.forget_requests();
    }
}

#[test]
fn a_name_alone_is_decided_over_all_organizations() {
    let desk = desk();
    desk.show(ticket(HARBOUR, ""));
    assert_eq!(organization(&desk), 501);
    assert_eq!(n_lists(&desk), 3);
    let desk = self::desk();
    desk.glue(|glue| {
        glue.add_org(601, "harbour  dental-group");
    });
    desk.show(ticket(HARBOUR, ""));
    assert!(matches!(desk.view().state, PanelState::Choose { .. }));
}

#[test]
fn an_id_beside_another_s_name_is_decided_over_all_organizations() {
    let desk = desk();
    desk.show(ticket("Client number 7", "1234"));
    assert!(matches!(desk.view().state, PanelState::Choose { .. }));
    assert_eq!(n_lists(&desk), 3);
}

#[test]
fn what_is_linked_by_hand_costs_one_request_more_and_no_list() {
    let desk = desk();
    desk.show(ticket("Client number 8", "77"));
    desk.choose(501).unwrap();
    another_day(&desk);
    desk.glue(|glue| glue.org(501).name = "Client number 8".into());
    desk.forget_requests();
    desk.show(ticket("Client number 8", "77"));
    assert_eq!(organization(&desk), 501);
    assert_eq!(n_lists(&desk), 0, "{:#?}", desk.requests());
}

#[test]
fn the_group_that_an_organization_is_part_of_is_named_all_the_same() {
    let desk = desk();
    desk.glue(|glue| glue.org(501).parent = Some(502));
    desk.show(ticket(HARBOUR, "1234"));
    let detail = desk.linked().organization.detail;
    assert!(detail.contains("part of Kestrel Logistics"), "{detail:?}");
    assert_eq!(n_lists(&desk), 0);
}

#[test]
fn a_search_reads_the_list_once_and_it_is_used_from_then_on() {
    let desk = desk();
    desk.show(ticket(HARBOUR, "1234"));
    desk.view();
    for query in ["number 77", "kestrel"] {
        let query = query.into();
        desk.panel(Request::SearchOrganizations { query }).unwrap();
    }
    assert_eq!(n_lists(&desk), 3);
    desk.kill();
    desk.show(ticket("Client number 8", ""));
    assert_eq!(organization(&desk), 10_008);
    assert_eq!(n_lists(&desk), 3);
}

/// Nothing of the session is left but the connection.
fn another_day(desk: &Desk) {
    let mut shelves = desk.world.shelves.borrow_mut();
    shelves.retain(|(shelf, name), _| *shelf == Shelf::Disk || name == "connection");
    drop(shelves);
    desk.kill();
}

/// What a page comes to, but for the words beside it.
fn outcome(desk: &Desk, context: Context) -> String {
    desk.show(context);
    match desk.view().state {
        PanelState::Linked { linked } => {
            let first = linked.reason.split(" · ").next().unwrap_or_default();
            format!(
                "{:?} {first} {:?} {:?}",
                linked.organization, linked.by_hand, linked.configuration
            )
        }
        PanelState::Choose { choose } => {
            let mut ids: Vec<_> = choose
                .candidates
                .iter()
                .map(|one| one.organization.id)
                .collect();
            ids.sort_unstable();
            format!("{:?} {ids:?}", choose.kind)
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn no_page_is_decided_otherwise_than_over_the_whole_list() {
    let names = [
        HARBOUR,
        "harbour dental group",
        "Kestrel Logistics",
        "Orchard Ltd",
        "Orchard LLC",
        "Orchard",
        "Northlane IT",
        "Nobody",
        "",
    ];
    let account = || {
        let desk = Desk::ready();
        desk.glue(|glue| {
            glue.add_org(504, "Orchard LLC").parent = Some(503);
            glue.add_org(505, "Old Mill").status = "Inactive";
            glue.add_org(506, "HARBOUR DENTAL GROUP");
            for (id, company) in [(501, "1"), (502, "2"), (503, "3"), (504, "3"), (505, "5")] {
                glue.org(id).psa = vec![("autotask", company.into())];
            }
            glue.org(502).psa.push(("manage", "2".into()));
        });
        desk
    };
    let (small, large) = (account(), account());
    let mut n_saved = 0;
    for name in names.iter().chain(&["Old Mill"]) {
        for company in ["", "1", "2", "3", "5", "77"] {
            for (device, host) in [
                ("", ""),
                ("410001", "HDG-DC01"),
                ("420001", "X"),
                ("9", "Y"),
            ] {
                for linked in [None, Some(501), Some(504)] {
                    let page = match device {
                        "" => ticket(name, company),
                        _ => device_page(name, company, device, host),
                    };
                    let outcomes = [&small, &large].map(|desk| {
                        desk.world
                            .shelves
                            .borrow_mut()
                            .retain(|(_, name), _| !name.starts_with("links:"));
                        another_day(desk);
                        if let Some(id) = linked {
                            desk.show(page.clone());
                            desk.view();
                            let _ = desk.choose(id);
                            another_day(desk);
                        }
                        if std::ptr::eq(desk, &large) {
                            let key = (Shelf::Session, "connection".to_owned());
                            let mut shelves = desk.world.shelves.borrow_mut();
                            let record = shelves.get_mut(&key).unwrap();
                            *record = record.replace("\"has_many\":false", "\"has_many\":true");
                            assert!(record.contains("\"has_many\":true"));
                        }
                        desk.kill();
                        desk.forget_requests();
                        desk.wait_ms(120_000);
                        outcome(desk, page.clone())
                    });
                    n_saved += n_lists(&small) - n_lists(&large);
                    assert_eq!(
                        outcomes[0], outcomes[1],
                        "{name:?} {company:?} {device:?} {linked:?}"
                    );
                }
            }
        }
    }
    assert!(n_saved > 30, "or nothing was compared: {n_saved}");
}
