//! Checklists, folders of passwords, the log, metrics and exports (API reference, sections 3.8 and 3.15).

use serde_json::Value;
use tenant::records::{Checklist, ChecklistTemplate, Export, LogEntry, Metric, PasswordFolder};
use tenant::{Kind, Tenant};

use super::compare::Test;
use super::errors::{self, Problem};
use super::query::Query;
use super::row::{Attributes, Row, object, row};
use super::set::{Set, Writes, is_true, number_in};
use super::table::{Detail, Include, Key, Resource, Routes, Rules, base};
use super::view::View;
use crate::clock::day_of;

pub(crate) static CHECKLISTS: Resource<Checklist> = Resource {
    record: Some(Kind::Checklist),
    routes: Routes::READ
        .and(Routes::NESTED)
        .and(Routes::CREATE)
        .and(Routes::BULK_DELETE),
    owner: Some(|row| row.organization_id),
    filters: &[
        ("id", Test::Id),
        ("organization_id", Test::Above(Kind::Organization)),
    ],
    sorts: &[
        ("completed", |row, _| {
            Key::Number(row.completed_at.is_some().into())
        }),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    includes: &[Include {
        name: "checklist_tasks",
        show_only: false,
        rows: tasks,
    }],
    writes: Some(&CHECKLIST_WRITES),
    ..base(
        "checklists",
        "checklists",
        |tenant| &tenant.records.checklists,
        |row| row.id,
        |row, view, _| checklist(row, view),
    )
};

static CHECKLIST_WRITES: Writes<Checklist> = Writes {
    rows: |tenant| &mut tenant.records.checklists,
    fresh: |fresh| Checklist {
        id: fresh.id,
        organization_id: fresh.owner(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..Checklist::default()
    },
    fields: &[
        ("name", Set::Text(|row| &mut row.name)),
        ("description", Set::Maybe(|row| &mut row.description)),
        ("due_date", Set::Maybe(|row| &mut row.due_date)),
        ("completed_at", Set::Maybe(|row| &mut row.completed_at)),
    ],
    required: &["name"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

/// The attributes are not documented; these are the ones that clients guess.
fn checklist(row: &Checklist, view: &View) -> Attributes {
    let mut attributes = view.owned(row.organization_id, "checklists", row.id, row.restricted);
    attributes.extend(object!({
        "name": row.name,
        "created-at": row.created_at,
        "updated-at": row.updated_at,
    }));
    if view.options.is("checklist_attributes", "full") {
        attributes.extend(object!({
            "description": row.description,
            "due-date": row.due_date,
            "completed": row.completed_at.is_some(),
            "completed-at": row.completed_at,
        }));
    }
    attributes
}

fn tasks(shown: &Checklist, _: &View) -> Vec<Row> {
    let task = |task: &tenant::records::Task| {
        let attributes = object!({
            "checklist-id": shown.id,
            "name": task.name,
            "completed": task.completed_at.is_some(),
            "completed-at": task.completed_at,
        });
        row("checklist-tasks", task.id, attributes)
    };
    shown.tasks.iter().map(task).collect()
}

/// Without addresses of their own; Tags and links lead to them.
pub(crate) static CHECKLIST_TEMPLATES: Resource<ChecklistTemplate> = Resource {
    record: Some(Kind::ChecklistTemplate),
    routes: Routes::NESTED,
    ..base(
        "checklist_templates",
        "checklist-templates",
        |tenant| &tenant.records.checklist_templates,
        |row| row.id,
        |row, _, _| object!({"name": row.name}),
    )
};

pub(crate) static PASSWORD_FOLDERS: Resource<PasswordFolder> = Resource {
    routes: Routes::NESTED
        .and(Routes::CREATE)
        .and(Routes::UPDATE)
        .and(Routes::BULK_DELETE),
    owner: Some(|row| row.organization_id),
    filters: &[("id", Test::Id)],
    sorts: &[
        ("name", |row, _| Key::Text(row.name.to_lowercase())),
        ("id", |row, _| Key::Number(row.id)),
    ],
    includes: &[
        Include {
            name: "ancestors",
            show_only: false,
            rows: ancestors,
        },
        Include::empty("user_resource_accesses", false),
        Include::empty("group_resource_accesses", false),
        Include::empty("authorized_users", false),
    ],
    writes: Some(&FOLDER_WRITES),
    ..base(
        "password_folders",
        "password-folders",
        |tenant| &tenant.records.password_folders,
        |row| row.id,
        |row, _, _| {
            object!({
                "name": row.name,
                "organization-id": row.organization_id,
                "restricted": row.restricted,
                "parent-id": row.parent_id,
                "created-at": row.created_at,
                "updated-at": row.updated_at,
            })
        },
    )
};

static FOLDER_WRITES: Writes<PasswordFolder> = Writes {
    rows: |tenant| &mut tenant.records.password_folders,
    fresh: |fresh| PasswordFolder {
        id: fresh.id,
        organization_id: fresh.owner(),
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..PasswordFolder::default()
    },
    fields: &[
        ("name", Set::Text(|row| &mut row.name)),
        ("restricted", Set::Flag(|row| &mut row.restricted)),
        ("parent_id", Set::With(set_parent)),
    ],
    required: &["name"],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};

fn set_parent(row: &mut PasswordFolder, value: &Value, tenant: &Tenant) -> Result<(), Problem> {
    let above = number_in(value).and_then(|id| PASSWORD_FOLDERS.find(id, tenant));
    let above = above.filter(|above| above.organization_id == row.organization_id);
    if !value.is_null() && above.is_none() {
        return Err(Problem::other_organization("parent_id"));
    }
    row.parent_id = above.map(|above| above.id);
    Ok(())
}

fn ancestors(shown: &PasswordFolder, view: &View) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut above = shown.parent_id;
    while let Some(folder) = above.and_then(|id| PASSWORD_FOLDERS.find(id, view.tenant)) {
        rows.insert(0, PASSWORD_FOLDERS.bare(folder, view, Detail::List));
        above = folder.parent_id.filter(|_| rows.len() < 50);
    }
    rows
}

/// Pages that the log has, whatever their size.
const LOG_PAGES: usize = 5;
/// Days that the log keeps.
const LOG_DAYS: i64 = 30;

pub(crate) static LOGS: Resource<LogEntry> = Resource {
    routes: Routes::LIST,
    filters: &[("created_at", Test::Date(|row| &row.created_at))],
    sorts: &[("created_at", |row, _| Key::Text(row.created_at.clone()))],
    rules: Rules {
        refuse: |view, query, _| {
            let is_beyond = query.page > LOG_PAGES && view.options.is("logs_beyond", "400");
            is_beyond.then(|| errors::bad_request("page is out of range"))
        },
        is_shown: Some(|row, view, query| {
            let is_kept = match (day_of(&row.created_at), day_of(view.now)) {
                (Some(day), Some(today)) => today - day <= LOG_DAYS,
                _ => false,
            };
            is_kept && query.page <= LOG_PAGES
        }),
    },
    ..base(
        "logs",
        "logs",
        |tenant| &tenant.records.logs,
        |row| row.id,
        |row, _, _| {
            object!({
                "created-at": row.created_at,
                "level": row.level,
                "account-id": 1,
                "user-id": row.user_id,
                "organization-id": row.organization_id,
                "action": row.action,
                "resource-type": row.resource_type,
                "resource-name": row.resource_name,
                "ip-address": row.ip_address,
                "ip-city": (),
                "ip-region": (),
                "ip-country": (),
                "user-agent": (),
            })
        },
    )
};

/// What `/user_metrics` says of a span that it does not take.
const TOO_LONG: &str =
    "date range filter cannot be longer than a week, and cannot start with a wildcard";

pub(crate) static METRICS: Resource<Metric> = Resource {
    routes: Routes::LIST,
    filters: &[
        ("user_id", Test::Number(|row| Some(row.user_id))),
        (
            "organization_id",
            Test::Number(|row| Some(row.organization_id)),
        ),
        (
            "resource_type",
            Test::Text(|row, _| Some(row.resource_type)),
        ),
        ("date", Test::Date(|row| &row.date)),
    ],
    sorts: &[
        ("id", |row, _| Key::Number(row.id)),
        ("date", |row, _| Key::Text(row.date.clone())),
        ("created", |row, _| Key::Number(row.created)),
        ("viewed", |row, _| Key::Number(row.viewed)),
        ("edited", |row, _| Key::Number(row.edited)),
        ("deleted", |row, _| Key::Number(row.deleted)),
    ],
    rules: Rules {
        refuse: |view, query, _| {
            is_too_long(view, query).then(|| errors::unprocessable_title(TOO_LONG))
        },
        is_shown: None,
    },
    ..base(
        "user_metrics",
        "user-metrics",
        |tenant| &tenant.records.metrics,
        |row| row.id,
        |row, _, _| {
            object!({
                "user-id": row.user_id,
                "organization-id": row.organization_id,
                "resource-type": row.resource_type,
                "created": row.created,
                "viewed": row.viewed,
                "edited": row.edited,
                "deleted": row.deleted,
                "date": row.date,
            })
        },
    )
};

/// An open end means today.
fn is_too_long(view: &View, query: &Query) -> bool {
    let Some([start, rest @ ..]) = query.values_of("date") else {
        return false;
    };
    let end = rest.first().map_or(start.as_str(), String::as_str);
    let end = if end == "*" { view.now } else { end };
    match (day_of(start), day_of(end)) {
        (Some(start), Some(end)) => end - start > 7,
        _ => true,
    }
}

pub(crate) static EXPORTS: Resource<Export> = Resource {
    routes: Routes::READ.and(Routes::CREATE).and(Routes::DELETE),
    filters: &[("id", Test::Id)],
    sorts: &[
        ("id", |row, _| Key::Number(row.id)),
        ("created_at", |row, _| Key::Text(row.created_at.clone())),
        ("updated_at", |row, _| Key::Text(row.updated_at.clone())),
    ],
    writes: Some(&EXPORT_WRITES),
    ..base(
        "exports",
        "exports",
        |tenant| &tenant.records.exports,
        |row| row.id,
        |row, view, _| {
            object!({
                "organization-id": row.organization_id,
                "organization-name": row.organization_id.map(|id| view.organization_name(id)),
                "include-logs": row.include_logs,
                "export-all": row.organization_id.is_none(),
                "encrypted-status": row.is_encrypted,
                "download-url": (),
                "created-at": row.created_at,
                "updated-at": row.updated_at,
            })
        },
    )
};

static EXPORT_WRITES: Writes<Export> = Writes {
    rows: |tenant| &mut tenant.records.exports,
    fresh: |fresh| Export {
        id: fresh.id,
        created_at: fresh.now(),
        updated_at: fresh.now(),
        ..Export::default()
    },
    fields: &[
        (
            "organization_id",
            Set::MaybeLink(
                |row| &mut row.organization_id,
                |tenant, id| tenant.organization(id).is_some(),
            ),
        ),
        ("include_logs", Set::Flag(|row| &mut row.include_logs)),
        (
            "zip_password",
            Set::With(|row, value, _| {
                // Only that there is one: nothing is ever exported here.
                row.is_encrypted =
                    value.as_str().is_some_and(|text| !text.is_empty()) || is_true(value);
                Ok(())
            }),
        ),
    ],
    required: &[],
    touch: |row, now| now.clone_into(&mut row.updated_at),
    synced: None,
    after: |_, _| {},
};
