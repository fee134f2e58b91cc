//! What holds text and fields: documents, their folders and sections, flexible assets and their traits, from the shapes
//! that the API reference gives (sections 3.11 to 3.13), with values of our own.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop: that is what a failed test is"
)]

mod wire;

use gluepane_itglue::*;
use wire::rows::{related_row, row};
use wire::{Wire, wait};

#[test]
fn documents_of_a_list_have_no_bodies() {
    let of: Document = row(
        r#""organization-id":501,"name":"Slipway","document-folder-id":650,"public":false,"is-uploaded":false,"user-id":3,"published-at":"2026-02-01T08:00:00.000Z","content":[{"resource_type":"Document::Text","resource":{"content":"<p>very long</p>"}}]"#,
    );
    assert_eq!(of.folder, Some(DocumentFolderId(650)));
    assert!(!format!("{of:?}").contains("very long"));
}

fn body_of(content: &str) -> DocumentBody {
    let wire = Wire::json(format!(
        r#"{{"data":{{"id":"6001","attributes":{{"organization-id":501,"name":"Slipway"{content}}}}}}}"#
    ));
    wait(wire.client().read_document(DocumentId(6001)))
        .unwrap()
        .body
}

#[test]
fn a_document_s_body_is_blocks_in_their_order_or_one_html_text_or_nothing() {
    let blocks = body_of(
        r#","content":[{"sort":2,"resource_type":"Document::Text","resource":{"content":"<p>Then</p>"}},{"sort":"1","resource_type":"Document::Heading","resource":{"content":"First","level":2}},{"sort":3,"resource_type":"Document::Step","resource":{"content":"Wait","duration":90}},{"resource_type":"Document::Poem","resource":null},{"sort":4},7]"#,
    );
    let DocumentBody::Blocks(blocks) = blocks else {
        panic!("{blocks:?}")
    };
    let kinds: Vec<&str> = blocks.iter().map(|block| block.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "Document::Heading",
            "Document::Text",
            "Document::Step",
            "Document::Poem"
        ]
    );
    assert_eq!((blocks[0].level, blocks[2].duration), (Some(2), Some(90.0)));
    assert_eq!(
        body_of(r#","content":"<p>Old</p>""#),
        DocumentBody::Html("<p>Old</p>".to_owned())
    );
    for nothing in [
        "",
        r#","content":[]"#,
        r#","content":null"#,
        r#","content":" ""#,
        r#","content":7"#,
    ] {
        assert_eq!(body_of(nothing), DocumentBody::Empty, "{nothing}");
    }
}

#[test]
fn folders_and_sections() {
    let folder: DocumentFolder = row(
        r#""organization-id":501,"name":"Dock","parent-id":6,"ancestor-ids":[1,"6"],"documents-count":4"#,
    );
    assert_eq!(folder.ancestors, [DocumentFolderId(1), DocumentFolderId(6)]);
    let section: DocumentSection = row(
        r#""document-id":6001,"resource-type":"Document::Heading","content":"A","level":"3","sort":2"#,
    );
    assert_eq!(
        (section.kind, section.level, section.place),
        (Some(SectionKind::Heading), Some(3), Some(2))
    );
}

fn field(key: &str, kind: &str, place: u64) -> FlexibleAssetField {
    row(&format!(
        r#""name":"{key}","name-key":"{key}","kind":"{kind}","order":{place},"flexible-asset-type-id":33"#
    ))
}

#[test]
fn every_kind_of_trait_is_read_as_its_field_says() {
    let asset: FlexibleAsset = row(
        r#""organization-id":501,"flexible-asset-type-id":33,"flexible-asset-type-name":"Email","name":"Mail","traits":{
            "line":"Hosted","html":"<p>x</p>","choice":"B","day":"2026-05-05","mfa":true,"seats":"12","share":12.5,
            "servers":{"type":"Configurations","values":[{"id":"7001","name":"HW-SQL01","hostname":"hw","brand-new":1},{"name":"no id"}]},
            "login":{"type":"Passwords","values":[{"id":9001,"name":"Mail"}]},"login-2":{"password":"Corr3ct-Horse"},
            "files":[{"name":"a.png","url":"https://x.example/a"}],"step":"Wait","gone":null,"new":{"x":1},"odd":"text","stray":7}"#,
    );
    let kinds = "Text Textbox Select Date Checkbox Number Percent Tag Password Password Upload Step Text Hologram Checkbox Header";
    let keys =
        "line html choice day mfa seats share servers login login-2 files step gone new odd head";
    let mut fields: Vec<FlexibleAssetField> = keys
        .split(' ')
        .zip(kinds.split(' '))
        .zip(1..)
        .map(|((key, kind), place)| field(key, kind, place))
        .collect();
    fields.reverse();
    let traits = asset.typed_traits(&fields);
    let of = |key: &str| {
        traits
            .iter()
            .find(|(_, known, _)| *known == key)
            .unwrap()
            .2
            .clone()
    };
    assert_eq!(of("line"), Trait::Text("Hosted".to_owned()));
    assert_eq!(of("html"), Trait::Textbox("<p>x</p>".to_owned()));
    assert_eq!(of("choice"), Trait::Select("B".to_owned()));
    assert_eq!(of("day"), Trait::Date("2026-05-05".to_owned()));
    assert_eq!(of("mfa"), Trait::Checkbox(true));
    assert_eq!(
        (of("seats"), of("share")),
        (Trait::Number(12.0), Trait::Percent(12.5))
    );
    let Trait::Tag {
        kind: RecordKind::Configuration,
        records,
    } = of("servers")
    else {
        panic!("{:?}", of("servers"))
    };
    assert_eq!(
        (records.len(), records[0].id, records[0].hostname.as_deref()),
        (1, 7001, Some("hw"))
    );
    assert_eq!(of("login"), Trait::Password(Some(PasswordId(9001))));
    assert_eq!(of("login-2"), Trait::Password(None));
    assert!(!format!("{asset:?}").contains("Corr3ct"));
    assert!(matches!(of("files"), Trait::Upload(files) if files.len() == 1));
    assert_eq!(of("step"), Trait::Step(TraitValue::Text("Wait".to_owned())));
    assert_eq!((of("gone"), of("head")), (Trait::Empty, Trait::Header));
    assert_eq!(
        of("new"),
        Trait::Unknown(TraitValue::Other(vec!["x".to_owned()]))
    );
    assert_eq!(
        of("odd"),
        Trait::Unknown(TraitValue::Text("text".to_owned()))
    );
    assert_eq!(of("stray"), Trait::Unknown(TraitValue::Whole(7)));
    let order: Vec<&str> = traits.iter().map(|(_, key, _)| *key).collect();
    assert_eq!(order.join(" "), format!("{keys} stray"));
}

#[test]
fn flexible_asset_types_and_what_their_tags_lead_to() {
    let kind: FlexibleAssetType = related_row(
        r#""name":"Email","icon":"envelope","enabled":true,"show-in-menu":true"#,
        r#"{"flexible-asset-fields":{"data":[{"id":"331"},{"id":332}]}}"#,
        "[]",
    );
    assert_eq!(
        kind.fields,
        [FlexibleAssetFieldId(331), FlexibleAssetFieldId(332)]
    );
    for (text, expected) in [
        (
            "FlexibleAssetType: 33",
            TagType::FlexibleAssetType(FlexibleAssetTypeId(33)),
        ),
        (
            "Configurations",
            TagType::Records(RecordKind::Configuration),
        ),
        ("AccountsUsers", TagType::Records(RecordKind::User)),
        (
            "ChecklistTemplates",
            TagType::Records(RecordKind::ChecklistTemplate),
        ),
        (
            "SslCertificates",
            TagType::Records(RecordKind::SslCertificate),
        ),
        (
            "Robots",
            TagType::Records(RecordKind::Other("Robots".to_owned())),
        ),
    ] {
        let field: FlexibleAssetField = row(&format!(r#""kind":"Tag","tag-type":"{text}""#));
        assert_eq!(field.tag_type, Some(expected), "{text}");
    }
    assert_eq!(
        field("k", "Hologram", 1).kind,
        FieldKind::Other("Hologram".to_owned())
    );
}

#[test]
fn a_password_that_a_trait_names_by_a_number_of_18_digits_is_that_one_and_no_other() {
    let id = 930_100_200_300_400_513;
    let asset: FlexibleAsset = row(&format!(
        r#""organization-id":501,"flexible-asset-type-id":1,"traits":{{"login":{id},"wrong":-1,"half":0.5}}"#
    ));
    let of = |n: usize| Trait::of(&FieldKind::Password, &asset.traits[n].1);
    assert_eq!(of(0), Trait::Password(Some(PasswordId(id))));
    assert_eq!(
        (of(1), of(2)),
        (Trait::Password(None), Trait::Password(None))
    );
    let text = Trait::of(&FieldKind::Text, &asset.traits[0].1);
    assert_eq!(text, Trait::Text(id.to_string()));
}
