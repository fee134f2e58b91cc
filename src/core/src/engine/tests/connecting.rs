//! Testing a connection: each way in which it fails, and who gets to see the key.

use super::desk::{Desk, EU, KEY, US, WEB, form, northlane};
use super::glue::Glue;
use super::world::Reply;
use crate::engine::Shelf;
use gluepane_protocol::{
    ConnectionForm, Event, Failure, KeyAccess, Region, Request, Response, Secret, TestedView,
};
use std::collections::BTreeMap;

const FORBIDDEN: Reply = Reply::Http(403, "application/json", r#"{"message":"Forbidden"}"#);

pub(super) fn test(desk: &Desk, form: ConnectionForm) -> Result<TestedView, Failure> {
    match desk.options(Request::TestConnection { form }) {
        Ok(Response::Tested { tested }) => Ok(tested),
        Ok(other) => panic!("{other:?}"),
        Err(failure) => Err(failure),
    }
}

pub(super) fn custom(address: &str) -> ConnectionForm {
    ConnectionForm {
        region: Region::Custom,
        api_address: address.into(),
        subdomain: WEB.into(),
        ..form(KEY)
    }
}

/// The bases that were asked with the key.
fn asked_bases(desk: &Desk) -> Vec<String> {
    let asked = desk.world.asked.borrow();
    let mut bases: Vec<String> = asked
        .iter()
        .map(|asked| asked.url.split('/').take(3).collect::<Vec<_>>().join("/"))
        .collect();
    bases.sort();
    bases.dedup();
    bases
}

#[test]
fn a_good_key_is_verified_with_what_it_may_do() {
    let desk = Desk::bare();
    let tested = test(&desk, form(KEY)).unwrap();
    assert_eq!(
        tested,
        TestedView {
            web_address: WEB.into(),
            organizations: 4,
            access: KeyAccess::WithPasswords
        }
    );
    desk.glue(|glue| glue.shows_values = false);
    assert_eq!(
        test(&desk, form(KEY)).unwrap().access,
        KeyAccess::WithoutPasswords
    );
    desk.glue(|glue| glue.passes.retain(|pass| pass.vaulted));
    assert_eq!(test(&desk, form(KEY)).unwrap().access, KeyAccess::Unknown);
    desk.world
        .replies
        .borrow_mut()
        .push(("/passwords", FORBIDDEN));
    assert_eq!(
        test(&desk, form(KEY)).unwrap().access,
        KeyAccess::WithoutPasswords
    );
}

#[test]
fn a_test_reads_one_value_at_most_and_that_of_the_account_itself_if_it_has_one() {
    let desk = Desk::bare();
    test(&desk, form(KEY)).unwrap();
    let reveals: Vec<String> = desk
        .requests()
        .into_iter()
        .filter(|url| url.contains("show_password=true"))
        .collect();
    assert_eq!(reveals, ["/passwords/9000?show_password=true"]);
}

#[test]
fn a_wrong_key_is_tried_in_the_other_regions_and_refused_in_the_end() {
    let desk = Desk::bare();
    assert_eq!(
        test(&desk, form("ITG.wrong")).err(),
        Some(Failure::KeyRefused)
    );
    assert_eq!(asked_bases(&desk), ["https://api.au.itglue.com", EU, US]);
}

#[test]
fn a_key_of_another_region_names_it() {
    let desk = Desk::bare();
    let mut glue = northlane();
    glue.key = "ITG.european".into();
    desk.world.glues.borrow_mut().insert(EU.to_owned(), glue);
    assert_eq!(
        test(&desk, form("ITG.european")).err(),
        Some(Failure::WrongRegion { region: Region::Eu })
    );
}

#[test]
fn a_region_that_cannot_be_asked_is_no_reason_to_call_a_key_bad_while_it_glue_is_busy() {
    let desk = Desk::bare();
    let mut glue = northlane();
    glue.key = "ITG.european".into();
    desk.world.glues.borrow_mut().insert(EU.to_owned(), glue);
    let busy = ("api.au.itglue.com", Reply::Busy(40));
    desk.world.replies.borrow_mut().push(busy);
    assert_eq!(
        test(&desk, form("ITG.european")).err(),
        Some(Failure::WrongRegion { region: Region::Eu }),
        "one that knows it settles it"
    );
    let desk = Desk::bare();
    let busy = ("api.au.itglue.com", Reply::Busy(40));
    desk.world.replies.borrow_mut().push(busy);
    let wait_ms = Some(40_000);
    assert_eq!(
        test(&desk, form("ITG.wrong")).err(),
        Some(Failure::RateLimited { wait_ms })
    );
}

#[test]
fn a_key_for_a_custom_address_is_sent_there_and_nowhere_else() {
    let desk = Desk::bare();
    desk.world
        .glues
        .borrow_mut()
        .insert("http://127.0.0.1:4000".into(), Glue::empty(WEB, "another"));
    assert_eq!(
        test(&desk, custom(" http://127.0.0.1:4000/ ")).err(),
        Some(Failure::KeyRefused)
    );
    assert_eq!(asked_bases(&desk), ["http://127.0.0.1:4000"]);
}

#[test]
fn a_key_is_never_sent_in_the_clear_or_to_half_an_address() {
    let desk = Desk::bare();
    for address in [
        "http://proxy.example",
        "",
        "proxy",
        "https://a@b.example",
        "https://proxy.example/path",
    ] {
        let failure = test(&desk, custom(address)).err();
        assert!(
            matches!(&failure, Some(Failure::BadForm { field, .. }) if field == "api_address"),
            "{address}: {failure:?}"
        );
    }
    assert_eq!(desk.requests(), [""; 0]);
}

#[test]
fn spaces_around_a_key_do_not_matter() {
    let desk = Desk::bare();
    test(&desk, form(&format!(" \t{KEY}\n "))).unwrap();
    assert!(
        desk.world
            .asked
            .borrow()
            .iter()
            .all(|asked| asked.key == KEY)
    );
}

#[test]
fn an_account_that_says_nowhere_where_it_stands_is_taken_at_its_word() {
    let desk = Desk::bare();
    desk.glue(|glue| {
        glue.orgs.iter_mut().for_each(|org| org.url = None);
        glue.passes.clear();
    });
    assert_eq!(test(&desk, form(KEY)).unwrap().web_address, WEB);
}

#[test]
fn an_account_without_any_organization_can_be_connected() {
    let desk = Desk::bare();
    desk.world
        .glues
        .borrow_mut()
        .insert(US.to_owned(), Glue::empty(WEB, KEY));
    let tested = test(&desk, form(KEY)).unwrap();
    assert_eq!(
        (tested.organizations, tested.access),
        (0, KeyAccess::Unknown)
    );
}

/// What stands on the shelves, but for the count of requests.
fn kept(desk: &Desk) -> BTreeMap<(Shelf, String), String> {
    let mut kept = desk.world.shelves.borrow().clone();
    kept.retain(|(_, key), _| key != "budget");
    kept
}

#[test]
fn a_test_keeps_nothing_but_the_count_of_its_requests() {
    let desk = Desk::bare();
    desk.options(Request::Options).unwrap();
    desk.world.ever_stored.borrow_mut().clear();
    let (shelves, events) = (kept(&desk), desk.world.events.borrow().len());
    test(&desk, form(KEY)).unwrap();
    test(&desk, form("ITG.wrong")).unwrap_err();
    assert_eq!(kept(&desk), shelves);
    let stored = desk.world.ever_stored.borrow();
    assert!(stored.iter().all(|(_, key, _)| key == "budget"));
    let told = desk.world.events.borrow();
    assert!(
        told[events..]
            .iter()
            .all(|event| *event == Event::BudgetChanged)
    );
    drop((stored, told));
    assert_eq!(desk.view().signed_in, None);
}

#[test]
fn a_connection_that_fails_changes_nothing() {
    let desk = Desk::at_device();
    let shelves = kept(&desk);
    let wrong = ConnectionForm {
        api_key: Secret::new("ITG.wrong".into()),
        ..form(KEY)
    };
    assert_eq!(
        desk.options(Request::Connect { form: wrong }).err(),
        Some(Failure::KeyRefused)
    );
    let now = kept(&desk);
    assert_eq!(now, shelves);
    assert!(
        now.iter()
            .all(|((shelf, _), text)| *shelf == Shelf::Session || !text.contains(KEY))
    );
    assert_eq!(
        desk.view().signed_in.as_deref(),
        Some("northlane.itglue.com, API key")
    );
}
