//! The demo pages carry what the extension reads, and nothing of the tenant as markup.

mod common;

use common::Demo;
use tenant::fixtures;

#[tokio::test]
async fn a_device_page_begins_with_the_placeholder_title_and_names_its_site() {
    let demo = Demo::new();
    let page = demo.page("/device/410001/HDG-DC01").await;
    assert!(page.text.starts_with("<!--\nStands for:"));
    assert!(page.text.contains("<title>Datto RMM</title>"));
    assert!(
        page.text
            .contains("id=\"app\" data-site-name=\"Harbour Dental Group\"")
    );
    assert!(page.text.contains(
        "<a href=\"/site/31001/harbour-dental-group\">Harbour Dental Group</a> / <a href=\"/device/410001/HDG-DC01\">HDG-DC01</a>"
    ));
    assert!(page.text.contains(fixtures::HDG_DC01_SERIAL));
    assert!(!page.text.contains("{{"));
}

#[tokio::test]
async fn a_site_page_links_to_its_devices() {
    let demo = Demo::new();
    let page = demo.page("/site/31001/harbour-dental-group").await;
    for device in ["410001/HDG-DC01", "410050/HDG-APP02", "410090/FRONTDESK-3"] {
        assert!(
            page.text
                .contains(&format!("<a href=\"/device/{device}\">")),
            "{device}"
        );
    }
    assert!(demo.page("/").await.text.contains("Harbour Dental Group"));
}

#[tokio::test]
async fn names_are_text_and_only_an_alert_is_markup() {
    let demo = Demo::new();
    let page = demo.page("/site/31009/x").await;
    assert!(
        page.text
            .contains("data-site-name=\"Müller, Schmidt &amp; Partner GmbH\"")
    );
    let alert = demo.page("/alert/7002").await;
    assert_eq!(
        alert.text.matches("id=\"app\"").count(),
        2,
        "the alert imitates the page"
    );
}

#[tokio::test]
async fn the_data_behind_a_click_is_the_page_without_its_frame() {
    let demo = Demo::new();
    let data = demo.page("/__page/device/420001/SVC-DC01").await.json();
    assert_eq!(data["site_name"], "Summit Veterinary Clinic");
    assert_eq!(data["title"], "SVC-DC01");
    let document = demo.page("/device/420001/SVC-DC01").await;
    assert!(document.text.contains(data["main"].as_str().unwrap()));
    assert_eq!(demo.page("/__page/device/1").await.status, 404);
}

#[tokio::test]
async fn the_flags_for_headers_send_headers() {
    let demo = Demo::new();
    let plain = demo.page("/device/410001").await;
    assert_eq!(
        (
            plain.header("content-security-policy"),
            plain.header("permissions-policy")
        ),
        ("", "")
    );
    let strict = demo.page("/device/410001?csp=strict&pp=1").await;
    assert!(
        strict
            .header("content-security-policy")
            .contains("frame-src 'none'")
    );
    assert_eq!(strict.header("permissions-policy"), "clipboard-write=()");
}

#[tokio::test]
async fn hosts_lead_to_their_stand_in() {
    let demo = Demo::with(&[("web_pages", "open")]);
    let device = demo
        .get_host("concord.rmm.datto.com:4443", "/device/410001/HDG-DC01")
        .await;
    assert!(device.text.contains("data-site-name"));
    assert!(
        demo.get_host("northlane.eu.itglue.com", "/5120044")
            .await
            .text
            .contains("Harbour Dental Group")
    );
    let password = demo
        .get_host("northlane.itglue.com", "/5120044/passwords/9301001")
        .await;
    assert!(password.text.contains("Password: Local administrator"));
    assert!(
        !password
            .text
            .contains(&tenant::password_value(1, 9_301_001))
    );
}
