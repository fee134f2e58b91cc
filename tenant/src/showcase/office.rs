//! Checklists, certificates, attachments, links, the log, metrics, exports.

use super::{CHANGED, MADE, ids, text};
use crate::random::Random;
use crate::records::{
    Attachment, Checklist, ChecklistTemplate, Export, Kind, LogEntry, Metric, Records, Ref,
    RelatedItem, SslCertificate, Task,
};
use crate::{Tenant, fixtures};

/// All of it.
pub(super) fn fill(tenant: &Tenant, records: &mut Records) {
    checklists(records);
    records.ssl_certificates.push(SslCertificate {
        id: 7_801,
        organization_id: fixtures::MUELLER,
        name: "*.mueller-schmidt.example".to_owned(),
        valid_until: text("2026-11-30"),
        created_at: MADE.to_owned(),
        updated_at: CHANGED.to_owned(),
    });
    records.attachments.extend(attachments());
    records.related_items.extend(related_items());
    records.logs = logs(tenant);
    records.metrics = metrics(tenant);
    records.exports.push(Export {
        id: 990_001,
        organization_id: Some(fixtures::MUELLER),
        include_logs: false,
        is_encrypted: true,
        created_at: MADE.to_owned(),
        updated_at: CHANGED.to_owned(),
    });
}

fn checklists(records: &mut Records) {
    let task = |id, name: &str, is_done: bool| Task {
        id,
        name: name.to_owned(),
        completed_at: is_done.then(|| CHANGED.to_owned()),
    };
    records.checklists.extend([
        Checklist {
            id: ids::CHECKLIST,
            organization_id: fixtures::MUELLER,
            name: "Neuer Mitarbeiter".to_owned(),
            description: text("<p>Reihenfolge einhalten.</p>"),
            due_date: text("2026-09-01"),
            tasks: vec![
                task(551, "Konto anlegen", true),
                task(552, "Postfach, Verteiler", false),
                task(553, "Telefon", false),
            ],
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
            ..Checklist::default()
        },
        Checklist {
            id: ids::CHECKLIST + 1,
            organization_id: fixtures::HARBOUR_DENTAL,
            name: "Quarterly restore test".to_owned(),
            completed_at: text(CHANGED),
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
            ..Checklist::default()
        },
    ]);
    records.checklist_templates.push(ChecklistTemplate {
        id: 5_601,
        name: "Onboarding".to_owned(),
        created_at: MADE.to_owned(),
        updated_at: CHANGED.to_owned(),
    });
}

fn attachments() -> Vec<Attachment> {
    [
        (
            Kind::Document,
            ids::HDG_RESTORE,
            "Runbook, signed",
            "runbook.pdf",
            "application/pdf",
            182_044,
        ),
        (
            Kind::Document,
            ids::HDG_RESTORE,
            "Serverraum Übersicht",
            "serverraum.png",
            "image/png",
            733_210,
        ),
        (
            Kind::Configuration,
            fixtures::HDG_DC01,
            "Invoice",
            "invoice.pdf",
            "application/pdf",
            48_120,
        ),
        (
            Kind::Organization,
            fixtures::MUELLER,
            "Vertrag <2026>",
            "vertrag.docx",
            "application/octet-stream",
            90_001,
        ),
        (
            Kind::FlexibleAsset,
            ids::ASSET_EVERYTHING,
            "Diagram",
            "diagram.svg",
            "image/svg+xml",
            5_120,
        ),
        (
            Kind::Contact,
            ids::CONTACT_JOERG,
            "Visitenkarte",
            "karte.jpg",
            "image/jpeg",
            20_480,
        ),
    ]
    .into_iter()
    .zip(450_001..)
    .map(
        |((kind, of, name, file_name, content_type, size), id)| Attachment {
            id,
            resource: Ref::new(kind, of),
            name: name.to_owned(),
            file_name: file_name.to_owned(),
            content_type: content_type.to_owned(),
            size,
            created_at: MADE.to_owned(),
            updated_at: CHANGED.to_owned(),
        },
    )
    .collect()
}

fn related_items() -> Vec<RelatedItem> {
    let restore = Ref::new(Kind::Document, ids::HDG_RESTORE);
    let server = Ref::new(Kind::Configuration, fixtures::HDG_DC01);
    let full = Ref::new(Kind::FlexibleAsset, ids::ASSET_EVERYTHING);
    [
        (restore, server, Some("used for the quarterly test"), false),
        (
            restore,
            Ref::new(Kind::Password, fixtures::HDG_DC01_LOCAL_ADMIN),
            None,
            false,
        ),
        (server, restore, Some("how to restore it"), false),
        (
            full,
            Ref::new(Kind::Document, ids::DOCUMENT_BLOCKS),
            None,
            true,
        ),
        (
            Ref::new(Kind::Contact, ids::CONTACT_JOERG),
            Ref::new(Kind::Location, ids::LOCATION_MAIN),
            None,
            false,
        ),
    ]
    .into_iter()
    .zip(460_001..)
    .map(|((source, destination, notes, from_tag), id)| RelatedItem {
        id,
        source,
        destination,
        notes: notes.map(str::to_owned),
        from_tag,
        created_at: MADE.to_owned(),
        updated_at: CHANGED.to_owned(),
    })
    .collect()
}

/// Seven pages of fifty, newest first by age, and some lines that are older than the thirty days that are kept.
fn logs(tenant: &Tenant) -> Vec<LogEntry> {
    let mut random = Random::for_subject(tenant.seed, "logs");
    (0..350)
        .map(|n| {
            let password = random.pick(&tenant.passwords);
            LogEntry {
                id: 70_000_001 + n,
                minutes_ago: if n < 20 {
                    31 * 24 * 60 + n
                } else {
                    (350 - n) * 120
                },
                level: "info",
                user_id: Some(1 + random.below(6)),
                organization_id: Some(password.organization_id),
                action: (*random.pick(&["viewed", "edited", "created"])).to_owned(),
                resource_type: "Password".to_owned(),
                resource_name: password.name.clone(),
                ip_address: format!("192.0.2.{}", 1 + random.below(200)),
                ..LogEntry::default()
            }
        })
        .collect()
}

fn metrics(tenant: &Tenant) -> Vec<Metric> {
    let mut random = Random::for_subject(tenant.seed, "metrics");
    (0..120)
        .map(|n| Metric {
            id: 60_001 + n,
            days_ago: n % 20,
            user_id: 1 + n % 6,
            organization_id: random.pick(&tenant.organizations).id,
            resource_type: random.pick::<&str>(&["Password", "Configuration", "Document"]),
            created: random.below(3),
            viewed: random.below(40),
            edited: random.below(6),
            deleted: random.below(2),
            ..Metric::default()
        })
        .collect()
}
