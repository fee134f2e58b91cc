//! Configurations: filters, includes, interfaces, ids in RMMs (API reference, sections 3.3, 3.4 and 4).

use super::Question::{Asked, Compared};
use super::comparison::{Comparison, Form};
use super::known::{Known, Sample};
use super::organizations::{compare_names, linked, telling};
use super::reply::{Reply, Words, has, id_of, safe};
use super::{Question, Why};
use crate::{Query, lenient};

const MOST_ROWS: u32 = 100;

static NAME: Comparison = Comparison {
    key: ["name_filter_configurations"],
    resource: "configurations",
    filter: "name",
    sample: |known| known.configuration.as_ref(),
    lacks: "no configuration with a plain name",
};

static MAC: Comparison = Comparison {
    key: ["mac_filter"],
    resource: "configurations",
    filter: "mac_address",
    sample: |known| known.mac.as_ref(),
    lacks: "no configuration with a MAC address",
};

const NONE: Why = "no configuration";

pub(super) static QUESTIONS: &[Question] = &[
    Asked {
        keys: &[
            "configurations_list",
            "configuration_attributes",
            "rmm_record_attributes",
        ],
        ask: |_| {
            let list = Query::list("configurations").include("rmm_records");
            Ok(list.sort("id").page(1, MOST_ROWS))
        },
        note: note_configurations,
    },
    Compared(&NAME, Form::Exact),
    Compared(&NAME, Form::MadeUp),
    Compared(&NAME, Form::Swapped),
    Compared(&NAME, Form::Part),
    Compared(&MAC, Form::Exact),
    Compared(&MAC, Form::MadeUp),
    Compared(&MAC, Form::Respelled),
    Asked {
        keys: &["configuration_includes", "configuration_adapters"],
        ask: |known| {
            let show = Query::one("configurations", sample(known)?.id);
            Ok(show.include(
                "adapters_resources,configuration_interfaces,related_items,passwords,attachments",
            ))
        },
        note: |known, reply| {
            let mut kinds = Words::default();
            for row in reply.body.get("included").list() {
                kinds.add(safe(row.get("type").as_text().unwrap_or_default()));
            }
            known.found("configuration_includes", kinds.text());
            known.remote_ids = remote_ids(reply);
        },
    },
    Asked {
        keys: &["configuration_adapters"],
        ask: |known| {
            Ok(Query::one("configurations", sample(known)?.id).include("rmm_adapters_resources"))
        },
        note: |known, reply| {
            let of_rmm = remote_ids(reply);
            let is_among = of_rmm.iter().any(|id| known.remote_ids.contains(id));
            if !of_rmm.is_empty() {
                known.found(
                    "configuration_adapters",
                    if is_among { "psa_and_rmm" } else { "psa" },
                );
            }
        },
    },
    Asked {
        keys: &["datto_rmm_id"],
        ask: |known| {
            let of = known.rmm_id.as_ref().filter(|_| known.is_datto);
            let of = of.ok_or("no configuration of Datto RMM")?;
            let list = Query::list("configurations").filter("id", &of.id.to_string());
            let list = list.filter("rmm_integration_type", "aem");
            Ok(list.filter("rmm_id", &of.text).page(1, 1))
        },
        note: |known, reply| {
            let is_hit = known.rmm_id.as_ref().is_some_and(|of| reply.has(of.id));
            known.found(
                "datto_rmm_id",
                if is_hit {
                    "the number"
                } else {
                    "not the number"
                },
            );
        },
    },
    Asked {
        keys: &["nested_filters"],
        ask: |known| {
            let owner = known.configuration_owner.ok_or(NONE)?;
            let list = Query::below("organizations", owner, "configurations");
            Ok(list
                .filter("name", "gluepane check, no such name")
                .page(1, 1))
        },
        note: |known, reply| {
            let is_deaf = !reply.rows().is_empty();
            known.found(
                "nested_filters",
                if is_deaf { "ignored" } else { "honoured" },
            );
        },
    },
    Asked {
        keys: &["interface_id"],
        ask: |known| below(known, "configuration_interfaces"),
        note: |known, reply| {
            if let Some(row) = reply.rows().first() {
                let places = (has(row, "id"), has(row.get("attributes"), "id"));
                known.found(
                    "interface_id",
                    match places {
                        (true, true) => "both",
                        (true, false) => "beside",
                        (false, true) => "attributes",
                        (false, false) => "nowhere",
                    },
                );
            }
        },
    },
    Asked {
        keys: &["attachments_list"],
        ask: |known| below(known, "attachments"),
        note: |known, _| known.found("attachments_list", "present"),
    },
    Asked {
        keys: &["unknown_record"],
        ask: |_| Ok(Query::one("configurations", 0)),
        note: |known, _| known.found("unknown_record", "a record"),
    },
];

fn sample(known: &Known) -> Result<&Sample, Why> {
    known.configuration.as_ref().ok_or(NONE)
}

fn below(known: &Known, what: &'static str) -> Result<Query, Why> {
    Ok(Query::below("configurations", sample(known)?.id, what).page(1, 1))
}

/// Ids in the other systems, of whatever adapters came along.
fn remote_ids(reply: &Reply) -> Vec<String> {
    let kinds = ["adapters-resources", "rmm-adapters-resources"];
    let rows = kinds.into_iter().flat_map(|kind| reply.included(kind));
    rows.filter_map(|row| lenient::text(row.get("attributes").get("remote-id")))
        .filter(|id| id != "0")
        .collect()
}

/// Attributes that the reference names (section 3.3).
const ATTRIBUTES: &str = "organization-id organization-name resource-url restricted psa-integration my-glue name hostname \
    primary-ip mac-address default-gateway serial-number asset-tag position installed-by purchased-by notes \
    operating-system-notes warranty-expires-at installed-at purchased-at mitp-device-expiration-date mitp-end-of-life-date \
    created-at updated-at organization-short-name configuration-type-id configuration-type-name configuration-type-kind \
    configuration-status-id configuration-status-name manufacturer-id manufacturer-name model-id model-name \
    operating-system-id operating-system-name location-id location-name contact-id contact-name archived";

fn note_configurations(known: &mut Known, reply: &Reply) {
    known.found("configurations_list", "accepted");
    if reply.rows().is_empty() {
        return;
    }
    compare_names(known, "configuration_attributes", ATTRIBUTES, reply);
    super::organizations::note_included(known, "rmm_record_attributes", "rmm-records", reply);
    // The one that shows most: of Datto RMM before one of any RMM before any.
    let mut best = 0;
    for row in reply.rows() {
        let Some(id) = id_of(row) else { continue };
        let attributes = row.get("attributes");
        let mac = attributes.get("mac-address").as_text();
        if let Some(mac) = mac.filter(|mac| known.mac.is_none() && mac.len() >= 12) {
            known.mac = Some(Sample {
                id,
                text: mac.to_owned(),
            });
        }
        let urls = linked(row, "rmm-records", reply)
            .filter_map(|record| record.get("attributes").get("external-url").as_text());
        let urls: Vec<&str> = urls.collect();
        let of_datto = urls.iter().find(|url| url.contains(".rmm.datto.com/"));
        let rank = 1 + usize::from(!urls.is_empty()) + usize::from(of_datto.is_some());
        let Some(sample) = telling(id, attributes.get("name")).filter(|_| rank > best) else {
            continue;
        };
        best = rank;
        known.configuration = Some(sample);
        known.configuration_owner = lenient::id(attributes.get("organization-id"));
        known.is_datto = of_datto.is_some();
        known.rmm_id = of_datto
            .and_then(|url| number_in(url))
            .map(|text| Sample { id, text });
    }
}

/// The number that a device's page has in its address.
fn number_in(url: &str) -> Option<String> {
    let mut parts = url.split('/');
    let found = parts.find(|part| part.len() > 2 && part.bytes().all(|b| b.is_ascii_digit()));
    found.map(str::to_owned)
}
