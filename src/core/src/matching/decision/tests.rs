//! The decision as a table, and the name ground sentence by sentence.

use super::{
    AcceptedGround, Decision, Grounds, IdGround, IdKind, NameGround, Ranked, Why, decide,
    name_ground, put_first, similar,
};
use crate::matching::NameKey;
use crate::matching::names::tests::NoTables;
use gluepane_itglue::{Organization, OrganizationId};

fn organization(id: u64, name: &str, status: &str) -> (NameKey, Organization) {
    let row = Organization {
        id: OrganizationId(id),
        name: name.into(),
        short_name: None,
        type_name: Some("Customer".into()),
        status_name: Some(status.into()),
        parent: None,
        is_primary: name == "Northlane IT",
        resource_url: None,
        updated_at: None,
    };
    (NameKey::of(name, &NoTables), row)
}

fn book(names: &[&str]) -> Vec<(NameKey, Organization)> {
    names
        .iter()
        .zip(1..)
        .map(|(name, id)| organization(id, name, "Active"))
        .collect()
}

const A: OrganizationId = OrganizationId(1);
const B: OrganizationId = OrganizationId(2);

fn one(id: OrganizationId, is_proved: bool) -> IdGround {
    IdGround::One {
        id,
        is_proved,
        by: IdKind::Device,
    }
}

fn named(id: OrganizationId) -> NameGround {
    NameGround::One {
        id,
        without_form: false,
    }
}

/// How a decision came out, without its reasons.
fn outcome(id: IdGround, name: NameGround) -> String {
    let grounds = Grounds {
        accepted: None,
        id,
        name,
        similar: vec![],
        page_contradicts: false,
    };
    match decide(&grounds, &book(&["Alpha", "Beta"])) {
        Decision::Linked { id, .. } => format!("linked {id}"),
        Decision::Suggested(list) => format!("suggested {}", list.len()),
        Decision::Ambiguous(list) => format!("ambiguous {}", list.len()),
        Decision::Unknown => "unknown".into(),
    }
}

#[test]
fn grounds_combine_as_the_table_says() {
    let several = || NameGround::Several(vec![A, B]);
    let weak = || {
        NameGround::Weak(vec![Ranked {
            id: B,
            why: Why::OtherForm,
        }])
    };
    let cases = [
        (IdGround::Several(vec![A, B]), named(A), "ambiguous 2"),
        (one(A, true), named(A), "linked 1"),
        (one(A, false), named(A), "linked 1"),
        (one(A, true), named(B), "ambiguous 2"),
        (one(A, false), named(B), "ambiguous 2"),
        (one(OrganizationId(3), true), several(), "ambiguous 3"),
        (one(A, true), several(), "linked 1"),
        (one(A, true), NameGround::None, "linked 1"),
        (one(A, true), weak(), "ambiguous 2"),
        (one(B, true), weak(), "linked 2"),
        (one(A, false), weak(), "ambiguous 2"),
        (one(A, false), several(), "suggested 2"),
        (one(A, false), NameGround::None, "suggested 1"),
        (IdGround::None, named(A), "linked 1"),
        (IdGround::None, several(), "ambiguous 2"),
        (IdGround::None, weak(), "suggested 1"),
        (IdGround::None, NameGround::None, "unknown"),
    ];
    for (id, name, expected) in cases {
        assert_eq!(
            outcome(id.clone(), name.clone()),
            expected,
            "{id:?} {name:?}"
        );
    }
}

#[test]
fn a_page_that_contradicts_itself_is_never_linked() {
    let grounds = Grounds {
        accepted: None,
        id: one(A, true),
        name: named(A),
        similar: vec![],
        page_contradicts: true,
    };
    assert!(matches!(
        decide(&grounds, &book(&["Alpha"])),
        Decision::Ambiguous(_)
    ));
}

#[test]
fn the_accounts_own_organization_is_only_suggested() {
    let grounds = Grounds {
        accepted: None,
        id: one(A, true),
        name: named(A),
        similar: vec![],
        page_contradicts: false,
    };
    let decision = decide(&grounds, &book(&["Northlane IT"]));
    assert_eq!(
        decision,
        Decision::Suggested(vec![Ranked {
            id: A,
            why: Why::Primary
        }])
    );
}

#[test]
fn an_inactive_organization_is_only_suggested_even_by_id() {
    let grounds = Grounds {
        accepted: None,
        id: one(A, true),
        name: NameGround::None,
        similar: vec![],
        page_contradicts: false,
    };
    let decision = decide(&grounds, &[organization(1, "Old Mill Bakery", "Inactive")]);
    assert_eq!(
        decision,
        Decision::Suggested(vec![Ranked {
            id: A,
            why: Why::Inactive
        }])
    );
}

fn ground(page: &str, names: &[&str]) -> NameGround {
    name_ground(&NameKey::of(page, &NoTables), &book(names))
}

#[test]
fn the_same_name_links_when_only_one_bears_it() {
    assert_eq!(
        ground(
            "harbour  dental group",
            &["Harbour Dental Group", "Harbour Dental"]
        ),
        named(A)
    );
    assert_eq!(
        ground(
            "Meridian Partners",
            &["Meridian Partners", "MERIDIAN PARTNERS"]
        ),
        NameGround::Several(vec![A, B])
    );
}

#[test]
fn a_legal_form_may_be_dropped_or_spelled_out_but_not_swapped() {
    let without_form = NameGround::One {
        id: A,
        without_form: true,
    };
    assert_eq!(ground("Orchard", &["Orchard Ltd"]), without_form);
    assert_eq!(ground("Orchard Ltd", &["Orchard"]), without_form);
    assert_eq!(ground("Orchard Limited", &["Orchard Ltd"]), named(A));
    assert_eq!(
        ground("Orchard GmbH", &["Orchard LLC"]),
        NameGround::Weak(vec![Ranked {
            id: A,
            why: Why::OtherForm
        }])
    );
}

#[test]
fn where_two_differ_in_the_form_alone_only_the_exact_form_links() {
    let pair = &["Orchard Ltd", "Orchard LLC"];
    assert_eq!(ground("Orchard LLC", pair), named(B));
    assert!(matches!(ground("Orchard", pair), NameGround::Weak(both) if both.len() == 2));
    assert!(matches!(ground("Orchard Inc", pair), NameGround::Weak(both) if both.len() == 2));
}

#[test]
fn parents_and_children_are_told_apart() {
    let family = &[
        "Hartwell Group",
        "Hartwell Group - Leeds",
        "Hartwell Group (Retail)",
        "Hartwell",
    ];
    for (page, id) in family.iter().zip(1..) {
        assert_eq!(ground(page, family), named(OrganizationId(id)), "{page}");
    }
    assert_eq!(ground("Hartwell Group - York", family), NameGround::None);
}

#[test]
fn an_active_organization_wins_over_an_inactive_one_of_its_name() {
    let rows = [
        organization(1, "Old Mill", "Inactive"),
        organization(2, "Old Mill", "Active"),
    ];
    assert_eq!(
        name_ground(&NameKey::of("Old Mill", &NoTables), &rows),
        named(B)
    );
    let ground = name_ground(&NameKey::of("Old Mill", &NoTables), &rows[..1]);
    assert_eq!(
        ground,
        NameGround::Weak(vec![Ranked {
            id: A,
            why: Why::Inactive
        }])
    );
}

#[test]
fn a_short_name_only_suggests() {
    let mut rows = book(&["Brightwater Regional Dental Alliance"]);
    rows[0].1.short_name = Some("BRDA".into());
    let ground = name_ground(&NameKey::of("BRDA", &NoTables), &rows);
    assert_eq!(
        ground,
        NameGround::Weak(vec![Ranked {
            id: A,
            why: Why::ShortName
        }])
    );
}

#[test]
fn similar_names_come_best_first_and_noise_not_at_all() {
    let names = &[
        "Harbour Dental Group",
        "Summit Veterinary Clinic",
        "Harbor Dental Group",
        "Harbour Dental",
    ];
    let found = similar(&NameKey::of("Harbour Dentl Group", &NoTables), &book(names));
    assert_eq!(found.first().map(|r| r.id), Some(A));
    assert!(found.iter().all(|r| r.id != B));
}

fn link(id: OrganizationId, against: &[(OrganizationId, Why)]) -> AcceptedGround {
    let against = against.iter().map(|&(id, why)| Ranked { id, why });
    AcceptedGround {
        id,
        against: against.collect(),
    }
}

fn with_link(accepted: AcceptedGround, id: IdGround, name: NameGround) -> Decision {
    let grounds = Grounds {
        accepted: Some(accepted),
        id,
        name,
        similar: vec![],
        page_contradicts: false,
    };
    decide(&grounds, &book(&["Alpha", "Beta"]))
}

#[test]
fn a_link_by_hand_beats_every_name() {
    let similar_name = NameGround::Weak(vec![Ranked {
        id: B,
        why: Why::Similar(90),
    }]);
    for name in [
        NameGround::None,
        named(B),
        NameGround::Several(vec![A, B]),
        similar_name,
    ] {
        let decision = with_link(link(A, &[]), IdGround::None, name.clone());
        assert!(
            matches!(&decision, Decision::Linked { id, why } if *id == A && why[0] == Why::Accepted),
            "{name:?}: {decision:?}"
        );
    }
}

#[test]
fn a_link_by_hand_names_what_agrees_with_it() {
    let decision = with_link(link(A, &[]), one(A, true), named(A));
    assert_eq!(
        decision,
        Decision::Linked {
            id: A,
            why: vec![Why::Accepted, Why::RecordId, Why::SameName]
        }
    );
}

#[test]
fn what_points_elsewhere_makes_a_link_by_hand_ambiguous_and_the_link_comes_first() {
    for why in [
        Why::RecordId,
        Why::UnprovedId,
        Why::ClientId,
        Why::MacAndSerial,
    ] {
        let decision = with_link(link(A, &[(B, why)]), one(B, true), named(A));
        let expected = [(A, Why::Accepted), (B, why)].map(|(id, why)| Ranked { id, why });
        assert_eq!(decision, Decision::Ambiguous(expected.to_vec()));
    }
}

#[test]
fn what_was_overruled_is_silent() {
    let decision = with_link(link(A, &[]), one(B, true), named(B));
    assert!(matches!(decision, Decision::Linked { id, .. } if id == A));
}

#[test]
fn a_link_by_hand_to_the_accounts_own_or_an_inactive_organization_asks_each_time() {
    let grounds = Grounds {
        accepted: Some(link(A, &[])),
        id: IdGround::None,
        name: named(A),
        similar: vec![],
        page_contradicts: false,
    };
    for (rows, why) in [
        (book(&["Northlane IT"]), Why::Primary),
        (vec![organization(1, "Old Mill", "Inactive")], Why::Inactive),
    ] {
        assert_eq!(
            decide(&grounds, &rows),
            Decision::Suggested(vec![Ranked { id: A, why }])
        );
    }
}

#[test]
fn a_page_that_contradicts_itself_is_not_linked_by_hand_either() {
    let grounds = Grounds {
        accepted: Some(link(A, &[])),
        id: IdGround::None,
        name: named(A),
        similar: vec![],
        page_contradicts: true,
    };
    assert!(matches!(
        decide(&grounds, &book(&["Alpha"])),
        Decision::Ambiguous(_)
    ));
}

#[test]
fn the_ids_of_client_and_device_are_told_apart() {
    let by = |by| IdGround::One {
        id: A,
        is_proved: true,
        by,
    };
    for (kind, why) in [
        (IdKind::Client, vec![Why::ClientId]),
        (IdKind::Device, vec![Why::RecordId]),
        (IdKind::Both, vec![Why::ClientId, Why::RecordId]),
    ] {
        let grounds = Grounds {
            accepted: None,
            id: by(kind),
            name: NameGround::None,
            similar: vec![],
            page_contradicts: false,
        };
        let decision = decide(&grounds, &book(&["Alpha"]));
        assert_eq!(decision, Decision::Linked { id: A, why });
    }
}

#[test]
fn a_serial_number_orders_and_never_links() {
    let ids = |decision: Decision| match decision {
        Decision::Suggested(list) => format!(
            "suggested {:?}",
            list.iter().map(|r| r.id.0).collect::<Vec<_>>()
        ),
        Decision::Ambiguous(list) => format!(
            "ambiguous {:?}",
            list.iter().map(|r| r.id.0).collect::<Vec<_>>()
        ),
        other => format!("{other:?}"),
    };
    let listed = || {
        [A, B]
            .map(|id| Ranked {
                id,
                why: Why::SameName,
            })
            .to_vec()
    };
    assert_eq!(
        ids(put_first(Decision::Suggested(listed()), B)),
        "suggested [2, 1]"
    );
    assert_eq!(
        ids(put_first(Decision::Ambiguous(listed()), OrganizationId(9))),
        "ambiguous [9, 1, 2]"
    );
    assert_eq!(ids(put_first(Decision::Unknown, B)), "suggested [2]");
    let linked = Decision::Linked {
        id: A,
        why: vec![Why::SameName],
    };
    assert_eq!(put_first(linked.clone(), B), linked);
}
