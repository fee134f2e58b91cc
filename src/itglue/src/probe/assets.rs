//! Flexible assets, their types and fields, and what is linked to them (API reference, sections 3.12 to 3.14). The names
//! of traits and fields are people's own: none is kept.

use super::Question;
use super::Question::Asked;
use super::known::{Known, Sample};
use super::organizations::note_included;
use super::passwords::note_spellings;
use super::reply::{Reply, fields, id_of, kind, kinds};
use crate::{Query, lenient};
use gluepane_wire::Tree;

pub(super) static QUESTIONS: &[Question] = &[
    Asked {
        keys: &["flexible_assets_without_type"],
        ask: |_| Ok(Query::list("flexible_assets").page(1, 1)),
        note: |known, reply| {
            let is_whole = !reply.rows().is_empty();
            known.found(
                "flexible_assets_without_type",
                if is_whole { "rows" } else { "no rows" },
            );
        },
    },
    Asked {
        keys: &["flexible_asset_types", "select_options"],
        ask: |_| {
            let list = Query::list("flexible_asset_types").include("flexible_asset_fields");
            Ok(list.page(1, 50))
        },
        note: note_types,
    },
    Asked {
        keys: &["flexible_assets", "password_trait"],
        ask: |known| {
            let of = known
                .asset_type
                .as_ref()
                .ok_or("no type of flexible assets")?;
            let id = of.id.to_string();
            Ok(Query::list("flexible_assets")
                .filter("flexible-asset-type-id", &id)
                .page(1, 20))
        },
        note: note_assets,
    },
    Asked {
        keys: &[
            "asset_includes",
            "tag_links",
            "tag_attributes",
            "related_item_attributes",
            "resource_type_form_of_traits",
            "trait_resource_id",
        ],
        ask: |known| {
            let (asset, _) = known.asset.ok_or("no flexible asset")?;
            Ok(Query::one("flexible_assets", asset).include("related_items,passwords"))
        },
        note: note_asset,
    },
    // Where the asset has none, the configuration or the document may have some.
    Asked {
        keys: &["related_item_attributes"],
        ask: |known| {
            let of = known.configuration.as_ref().ok_or("no configuration")?;
            Ok(Query::one("configurations", of.id).include("related_items"))
        },
        note: |known, reply| {
            note_included(known, "related_item_attributes", "related-items", reply)
        },
    },
];

fn note_types(known: &mut Known, reply: &Reply) {
    known.found("flexible_asset_types", "accepted");
    let of_kind = |word: &str| {
        let mut all = reply
            .included("flexible-asset-fields")
            .map(|row| row.get("attributes"));
        let word = word.to_owned();
        core::iter::from_fn(move || all.find(|field| field.get("kind").as_text() == Some(&word)))
    };
    let mut options = of_kind("Select").filter_map(|field| field.get("default-value").as_text());
    if let Some(options) = options.find(|text| text.contains(['\n', ','])) {
        let lines = options.contains('\n');
        known.found("select_options", if lines { "lines" } else { "commas" });
    }
    let found = ["Password", "Tag", "Text"].into_iter().find_map(|word| {
        let mut of = of_kind(word);
        of.find_map(|field| {
            Some(Sample {
                id: lenient::id(field.get("flexible-asset-type-id"))?,
                text: match word {
                    "Password" => lenient::text(field.get("name-key"))?,
                    _ => String::new(),
                },
            })
        })
    });
    known.asset_type = found;
}

fn note_assets(known: &mut Known, reply: &Reply) {
    known.found("flexible_assets", "accepted");
    let key = known.asset_type.as_ref().map_or("", |of| of.text.as_str());
    // The one with the most traits shows the most.
    let traits = |row: &Tree| fields(row.get("attributes").get("traits")).len();
    let Some(row) = reply.rows().iter().max_by_key(|row| traits(row)) else {
        return;
    };
    let attributes = row.get("attributes");
    known.asset = id_of(row).zip(lenient::id(attributes.get("organization-id")));
    let answer = match attributes.get("traits").get(key) {
        _ if key.is_empty() => return,
        one @ Tree::Object(_) => ["object ", &kinds(one)].concat(),
        Tree::Nothing => "absent".to_owned(),
        value => kind(value).to_owned(),
    };
    known.found("password_trait", answer);
}

fn note_asset(known: &mut Known, reply: &Reply) {
    known.found("asset_includes", "accepted");
    let n_rows = |kind: &str| reply.included(kind).count();
    let answer = match (n_rows("tags"), n_rows("related-items")) {
        (0, 0) => None,
        (0, _) => Some("related-items"),
        (_, 0) => Some("tags"),
        _ => Some("both"),
    };
    if let Some(answer) = answer {
        known.found("tag_links", answer);
    }
    note_included(known, "tag_attributes", "tags", reply);
    note_included(known, "related_item_attributes", "related-items", reply);
    let passwords = || reply.included("passwords").map(|row| row.get("attributes"));
    note_spellings(known, "resource_type_form_of_traits", &mut passwords());
    let asset = known.asset.map(|(asset, _)| asset);
    let mut owners = passwords().filter_map(|row| lenient::id(row.get("resource-id")));
    if let Some(owner) = owners.next() {
        known.found(
            "trait_resource_id",
            if Some(owner) == asset {
                "asset"
            } else {
                "trait"
            },
        );
    }
}
