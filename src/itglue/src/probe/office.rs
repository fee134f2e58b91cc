//! Checklists, domains, certificates, the log, and counts (API reference, sections 3.5 and 3.15).

use super::Question;
use super::Question::Asked;
use super::Why;
use super::known::Known;
use super::organizations::{note_included, note_names};
use super::reply::{Reply, has, id_of, names};
use crate::Query;

pub(super) static QUESTIONS: &[Question] = &[
    Asked {
        keys: &["configurations_count_name"],
        ask: |_| Ok(Query::list("configuration_types").page(1, 1)),
        note: |known, reply| {
            let counts = names(&mut reply.attributes(), |name| name.ends_with("-count"));
            known.found("configurations_count_name", counts);
        },
    },
    Asked {
        keys: &["checklist_attributes", "checklist_task_attributes"],
        ask: |_| {
            Ok(Query::list("checklists")
                .include("checklist_tasks")
                .page(1, 5))
        },
        note: |known, reply| {
            note_names(known, "checklist_attributes", &mut reply.attributes());
            note_included(known, "checklist_task_attributes", "checklist-tasks", reply);
        },
    },
    Asked {
        keys: &["domains_list"],
        ask: |_| Ok(Query::list("domains").page(1, 1)),
        note: |known, reply| {
            known.domain = reply.rows().first().and_then(id_of);
            known.found("domains_list", "accepted");
        },
    },
    Asked {
        keys: &["domain_show"],
        ask: |known| Ok(Query::one("domains", known.domain.ok_or("no domain")?)),
        note: |known, reply| {
            let is_one = has(&reply.body, "data");
            known.found("domain_show", if is_one { "present" } else { "no record" });
        },
    },
    Asked {
        keys: &["ssl_certificates"],
        ask: |known| {
            Ok(Query::below("organizations", organization(known)?, "ssl_certificates").page(1, 1))
        },
        note: |known, _| known.found("ssl_certificates", "present"),
    },
    Asked {
        keys: &["password_folders"],
        ask: |known| {
            Ok(Query::below("organizations", organization(known)?, "password_folders").page(1, 1))
        },
        note: |known, _| known.found("password_folders", "present"),
    },
    // The log has five pages at most; the sixth of one row each is looked for.
    Asked {
        keys: &["logs_beyond"],
        ask: |_| Ok(Query::list("logs").page(6, 1)),
        note: |known, reply| found_rows(known, "logs_beyond", reply),
    },
];

fn organization(known: &Known) -> Result<u64, Why> {
    let of = known.organization.as_ref().map(|of| of.id);
    of.or(known.other_organization).ok_or("no organization")
}

/// Whether rows came.
pub(super) fn found_rows(known: &mut Known, key: &'static str, reply: &Reply) {
    known.found(
        key,
        if reply.rows().is_empty() {
            "empty"
        } else {
            "rows"
        },
    );
}
