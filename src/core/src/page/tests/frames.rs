//! When a shell and its frames have said enough.

use super::{in_frame, observation, read_of, recipe};
use crate::page::{Context, Field, FrameReading, Merged, PageUrl, merge};
use gluepane_protocol::Phase;

const ORIGIN: &str = "https://ww5.autotask.net";
/// `{"url":"/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=777"}`
const SHELL: &str = "https://ww5.autotask.net/AutotaskOnyx/LandingPage?view-data=eyJ1cmwiOiIvTXZjL1NlcnZpY2VEZXNrL1RpY2tldERldGFpbC5tdmM_dGlja2V0SWQ9Nzc3In0";

fn read(url: &str, phase: Phase, around: &[&str], client: &str) -> FrameReading {
    let name = read_of("autotask", Field::ClientName, "ReadOnlyData");
    let values: &[(u16, &str)] = if client.is_empty() {
        &[]
    } else {
        &[(name, client)]
    };
    let mut observation = observation("autotask", url, phase, values);
    if !around.is_empty() {
        observation.place = in_frame(around);
    }
    FrameReading::read(
        recipe("autotask"),
        &PageUrl::parse(url).unwrap(),
        &observation,
        ORIGIN,
    )
    .unwrap()
}

fn about(top: &FrameReading, others: &[&FrameReading]) -> Context {
    match merge(Some(top), others.iter().copied()) {
        Merged::About(context) => *context,
        other => panic!("{other:?}"),
    }
}

fn ticket(id: u32, phase: Phase) -> FrameReading {
    let url = format!("{ORIGIN}/Mvc/ServiceDesk/TicketDetail.mvc?ticketId={id}");
    read(&url, phase, &[SHELL], "Harbour Dental Group")
}

#[test]
fn a_shell_waits_for_what_it_shows_and_then_is_about_that() {
    let shell = read(SHELL, Phase::Settled, &[], "");
    assert!(
        !about(&shell, &[]).is_ready,
        "its frame hasn't said anything"
    );
    assert!(!about(&shell, &[&FrameReading::unread()]).is_ready);
    assert!(!about(&shell, &[&ticket(777, Phase::Navigating)]).is_ready);
    let context = about(&shell, &[&ticket(777, Phase::Settled)]);
    assert!(context.is_ready && !context.shows_two_records());
    assert_eq!(context.client_names, ["Harbour Dental Group"]);
    assert_eq!(context.ticket_ids, ["777"]);
}

#[test]
fn a_shell_whose_frame_shows_another_record_is_of_two() {
    let shell = read(SHELL, Phase::Settled, &[], "");
    assert!(about(&shell, &[&ticket(778, Phase::Settled)]).shows_two_records());
}

#[test]
fn a_shell_that_shows_the_record_itself_needs_no_frame() {
    let shell = read(SHELL, Phase::Settled, &[], "Harbour Dental Group");
    assert!(about(&shell, &[]).is_ready);
}

#[test]
fn without_a_top_frame_that_was_read_a_page_is_about_nothing_yet() {
    let unread = FrameReading::unread();
    let ticket = ticket(777, Phase::Settled);
    assert_eq!(merge(None, [&ticket].into_iter()), Merged::Loading);
    assert_eq!(merge(Some(&unread), [&ticket].into_iter()), Merged::Loading);
}

#[test]
fn a_frame_of_a_recipe_that_reads_the_top_alone_counts_for_nothing() {
    let url = "https://pinotage.rmm.datto.com/device/420001/KES-SRV1";
    let mut observation = observation("datto-rmm", url, Phase::Settled, &[]);
    observation.place = in_frame(&["https://pinotage.rmm.datto.com/dashboard"]);
    let read = FrameReading::read(
        recipe("datto-rmm"),
        &PageUrl::parse(url).unwrap(),
        &observation,
        "https://pinotage.rmm.datto.com",
    );
    assert_eq!(read, None);
}
