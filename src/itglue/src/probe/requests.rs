//! Requests that IT Glue can't mean anything by: what it does about them (API reference, sections 2 and 1.6).

use super::Question;
use super::Question::Asked;
use super::office::found_rows;
use crate::Query;

fn one() -> Query {
    Query::list("organizations").page(1, 1)
}

pub(super) static QUESTIONS: &[Question] = &[
    Asked {
        keys: &["unknown_filter"],
        ask: |_| Ok(one().filter("gluepane_check", "1")),
        note: |known, reply| found_rows(known, "unknown_filter", reply),
    },
    Asked {
        keys: &["unknown_sort"],
        ask: |_| Ok(one().sort("gluepane_check")),
        note: |known, _| known.found("unknown_sort", "ignored"),
    },
    Asked {
        keys: &["unknown_include"],
        ask: |_| Ok(one().include("gluepane_check")),
        note: |known, _| known.found("unknown_include", "ignored"),
    },
    // No row has this id, so that nothing of that size comes.
    Asked {
        keys: &["page_size_over"],
        ask: |_| {
            Ok(Query::list("organizations")
                .filter("id", "0")
                .with("page[size]", "1001"))
        },
        note: |known, _| known.found("page_size_over", "accepted"),
    },
    Asked {
        keys: &["page_beyond"],
        ask: |_| Ok(Query::list("organizations").page(1_000_000, 1)),
        note: |known, reply| found_rows(known, "page_beyond", reply),
    },
    Asked {
        keys: &["comma_in_filter"],
        ask: |known| {
            let why = "fewer than two organizations";
            let one = known.organization.as_ref().ok_or(why)?.id.to_string();
            let other = known.other_organization.ok_or(why)?.to_string();
            let list = Query::list("organizations");
            Ok(list.filter_any("id", &[&one, &other]).page(1, 2))
        },
        note: |known, reply| {
            let both = reply.rows().len() == 2;
            known.found("comma_in_filter", if both { "either" } else { "one value" });
        },
    },
    Asked {
        keys: &["unknown_path"],
        ask: |_| Ok(Query::list("gluepane_check")),
        note: |known, _| known.found("unknown_path", "accepted"),
    },
];
