//! Documents: what a list holds, the three forms of a text, sections, folders.

mod common;

use common::Demo;
use serde_json::json;
use tenant::fixtures;
use tenant::showcase::ids;

const LIST: &str = "/organizations/8121314/relationships/documents";

#[tokio::test]
async fn a_list_holds_what_lies_at_the_root_unless_a_folder_is_asked_for() {
    let demo = Demo::new();
    let total = async |filter: &str| demo.get(&format!("{LIST}?{filter}")).await.total();
    assert_eq!(total("").await, 4);
    assert_eq!(total("filter[document_folder_id]=null").await, 6);
    assert_eq!(total("filter[document_folder_id][ne]=").await, 6);
    assert_eq!(total("filter[document-folder-id][ne]=null").await, 2);
    assert_eq!(
        total(&format!("filter[document_folder_id]={}", ids::FOLDER_DEEP)).await,
        1
    );
    assert_eq!(total("filter[name]=Leer").await, 4, "a name is no filter");
    assert_eq!(
        demo.get("/documents").await.status,
        404,
        "only per organization"
    );
}

#[tokio::test]
async fn a_text_is_blocks_or_html_or_empty() {
    let demo = Demo::new();
    let content = async |id: u64| {
        demo.get(&format!("/documents/{id}"))
            .await
            .attribute("content")
    };
    let blocks = content(ids::DOCUMENT_BLOCKS).await;
    let blocks = blocks.as_array().unwrap();
    assert_eq!(blocks.len(), 6);
    let sorts: Vec<u64> = blocks
        .iter()
        .map(|block| block["sort"].as_u64().unwrap())
        .collect();
    assert!(!sorts.is_sorted(), "{sorts:?}");
    let heading = blocks.iter().find(|block| block["sort"] == 1).unwrap();
    assert_eq!(
        (&heading["resource_type"], &heading["resource"]["level"]),
        (&json!("Document::Heading"), &json!(1))
    );
    assert!(
        content(ids::DOCUMENT_HTML)
            .await
            .as_str()
            .unwrap()
            .contains("<script>")
    );
    assert_eq!(content(ids::DOCUMENT_EMPTY).await, json!([]));
    let in_list = demo
        .get(&format!("{LIST}?filter[id]={}", ids::DOCUMENT_BLOCKS))
        .await;
    assert_eq!(
        in_list.column("content")[0].as_array().unwrap().len(),
        6,
        "lists come with bodies"
    );
}

#[tokio::test]
async fn sections_are_read_and_written_below_their_document() {
    let demo = Demo::new();
    let below = format!("/documents/{}/relationships/sections", ids::DOCUMENT_EMPTY);
    assert_eq!(demo.get(&below).await.ids().len(), 0);
    let body = json!({"data": {"type": "document_sections", "attributes": {"resource-type": "Document::Heading", "content": "Neu", "level": 3}}});
    let made = demo.write("POST", &below, body).await;
    assert_eq!(
        (made.status.as_u16(), made.attribute("level")),
        (201, json!(3))
    );
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let body = json!({"data": {"attributes": {"content": "Anders"}}});
    let changed = demo.write("PATCH", &format!("{below}/{id}"), body).await;
    assert_eq!(changed.attribute("rendered-content"), "Anders");
    let shown = demo
        .get(&format!("/documents/{}", ids::DOCUMENT_EMPTY))
        .await;
    assert_eq!(
        shown.attribute("content")[0]["resource"]["content"],
        "Anders"
    );
    assert_eq!(
        demo.write_as("DELETE", &format!("{below}/{id}"), "", "")
            .await
            .status,
        204
    );
    let other = format!(
        "/documents/{}/relationships/sections/{id}",
        ids::DOCUMENT_BLOCKS
    );
    assert_eq!(demo.get(&other).await.status, 404);
}

#[tokio::test]
async fn a_document_is_created_without_its_content_and_published_by_patch() {
    let demo = Demo::new();
    let attributes =
        json!({"name": "Neu", "content": "<p>lost</p>", "document_folder_id": ids::FOLDER_TOP});
    let made = demo
        .write(
            "POST",
            LIST,
            json!({"data": {"type": "documents", "attributes": attributes}}),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.attribute("content"), json!([]));
    assert!(made.attribute("published-at").is_null());
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let published = demo
        .write_as("PATCH", &format!("/documents/{id}/publish"), "", "")
        .await;
    assert!(
        published.attribute("published-at").is_string(),
        "{}",
        published.text
    );
    let attributes = json!({"name": "Falsch", "document_folder_id": 1});
    let refused = demo
        .write(
            "POST",
            LIST,
            json!({"data": {"type": "documents", "attributes": attributes}}),
        )
        .await;
    assert_eq!(
        refused.error()["detail"],
        "must exist in the same organization"
    );
    let elsewhere = format!(
        "/organizations/{}/relationships/documents",
        fixtures::HARBOUR_DENTAL
    );
    let attributes = json!({"name": "Falsch", "document_folder_id": ids::FOLDER_TOP});
    let refused = demo
        .write(
            "POST",
            &elsewhere,
            json!({"data": {"type": "documents", "attributes": attributes}}),
        )
        .await;
    assert_eq!(refused.status, 422);
}

#[tokio::test]
async fn folders_nest_and_count() {
    let demo = Demo::new();
    let below = "/organizations/8121314/relationships/document_folders";
    let deep = demo
        .get(&format!("{below}/{}?include=ancestors", ids::FOLDER_DEEP))
        .await;
    assert_eq!(
        deep.attribute("ancestor-ids"),
        json!([ids::FOLDER_TOP, ids::FOLDER_MIDDLE])
    );
    assert_eq!(deep.attribute("documents-count"), 1);
    assert_eq!(deep.included(), ["document-folders"; 2]);
    assert_eq!(
        demo.get(&format!("{below}?filter[parent_id]=null"))
            .await
            .total(),
        1
    );
    assert_eq!(
        demo.get("/document_folders?filter[organization_id]=8121314")
            .await
            .total(),
        3
    );
    let body = json!({"data": {"type": "document_folders", "attributes": {"name": "Neu", "parent_id": ids::FOLDER_MIDDLE}}});
    let made = demo.write("POST", below, body).await;
    assert_eq!(
        made.attribute("ancestor-ids"),
        json!([ids::FOLDER_TOP, ids::FOLDER_MIDDLE])
    );
}

#[tokio::test]
async fn an_image_hangs_in_a_document() {
    let demo = Demo::new();
    let attributes = json!({"target": {"type": "document", "id": ids::DOCUMENT_EMPTY}, "image": {"content": "AAAA", "file-name": "a.png"}});
    let made = demo
        .write(
            "POST",
            "/document_images",
            json!({"data": {"type": "document_images", "attributes": attributes}}),
        )
        .await;
    assert_eq!(
        (made.status.as_u16(), made.attribute("file-name")),
        (201, json!("a.png"))
    );
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        demo.get(&format!("/document_images/{id}"))
            .await
            .attribute("target")["type"],
        "document"
    );
    assert_eq!(
        demo.write_as("DELETE", &format!("/document_images/{id}"), "", "")
            .await
            .status,
        204
    );
}
