//! The pages of the two PSAs and of a tool without a recipe, as they come over the wire.

mod common;

use common::{Answer, Demo};

const AUTOTASK: &str = "ww5.autotask.net";
const CONNECTWISE: &str = "na.myconnectwise.net";
const TOOLSHED: &str = "desk.toolshed.example";
const ROUTER: &str = "/v4_6_release/services/system_io/router/openrecord.rails";

async fn autotask(path: &str) -> Answer {
    Demo::new().get_host(AUTOTASK, path).await
}

async fn connectwise(query: &str) -> Answer {
    let path = format!("{ROUTER}?{query}&companyName=northlane");
    Demo::new().get_host(CONNECTWISE, &path).await
}

#[tokio::test]
async fn an_autotask_ticket_names_its_organization_in_a_row_and_its_number_in_the_heading() {
    for path in [
        "/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=9001&workspace=False",
        "/Mvc/ServiceDesk/TicketDetail.mvc?TICKETID=9001",
        "/Mvc/ServiceDesk/TicketDetail.mvc/TicketByTicketNumber?ticketNumber=T20260114.0001",
    ] {
        let page = autotask(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text.contains(
            "<a href=\"/Mvc/CRM/AccountDetail.mvc?accountId=174\">Harbour Dental Group</a>"
        ));
        assert!(
            page.text
                .contains("<span class=\"IdentificationText\">T20260114.0001</span>")
        );
        assert!(page.text.contains("installedProductId=1001\">HDG-DC01</a>"));
        assert!(!page.text.contains("Summit Veterinary") && !page.text.contains("{{"));
    }
    let onyx = autotask("/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=9001&dom=onyx").await;
    assert!(
        onyx.text
            .contains("<span class=\"o-label__text\">Organization</span>")
    );
    assert!(
        onyx.text
            .contains("<title>Autotask - T20260114.0001</title>")
    );
}

#[tokio::test]
async fn an_autotask_item_and_account_are_those_of_their_numbers() {
    let item = autotask("/Mvc/CRM/InstalledProductDetail.mvc?installedProductId=1001").await;
    for text in [
        "Harbour Dental Group",
        ">HDG-DC01<",
        ">7XK3QW2<",
        "Internal IP Address",
    ] {
        assert!(item.text.contains(text), "{text}");
    }
    let account = autotask("/Mvc/CRM/AccountDetail.mvc?accountId=175").await;
    assert!(account.text.contains(">Summit Veterinary Clinic<"));
    assert_eq!(
        autotask("/Mvc/CRM/AccountDetail.mvc?accountId=999999")
            .await
            .status,
        404
    );
    assert_eq!(
        autotask("/site/31001").await.status,
        404,
        "another product's page"
    );
}

#[tokio::test]
async fn the_onyx_shell_holds_the_page_that_its_address_encodes_two_frames_deep() {
    // {"url":"/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=9001"}
    let data = "eyJ1cmwiOiIvTXZjL1NlcnZpY2VEZXNrL1RpY2tldERldGFpbC5tdmM%2FdGlja2V0SWQ9OTAwMSJ9";
    let shell = autotask(&format!("/AutotaskOnyx/LandingPage?view-data={data}")).await;
    let frame = "/AutotaskOnyx/Frame?url=%2FMvc%2FServiceDesk%2FTicketDetail.mvc%3FticketId%3D9001";
    assert!(shell.text.contains(frame), "{}", shell.text);
    assert!(
        !shell.text.contains("Harbour Dental"),
        "the shell itself names no client"
    );
    let inner = autotask(frame).await;
    assert!(
        inner
            .text
            .contains("src=\"/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=9001\"")
    );
    let former = "/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=9002";
    let after = autotask(&format!(
        "/AutotaskOnyx/LandingPage?view-data={data}&former={former}"
    ))
    .await;
    assert!(after.text.contains("<div class=\"View\" hidden>"));
    for bad in ["", "%25%25", "e30%3D", "eyJ1cmwiOiJodHRwczovL2EvIn0%3D"] {
        let answer = autotask(&format!("/AutotaskOnyx/LandingPage?view-data={bad}")).await;
        assert_eq!(answer.status, 404, "{bad}");
    }
}

#[tokio::test]
async fn an_autotask_command_leads_to_the_classic_page() {
    let path = "/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenTicketDetail&TicketID=9001";
    let page = autotask(path).await;
    assert!(
        page.text
            .contains("data-go-on=\"/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=9001\"")
    );
}

#[tokio::test]
async fn a_connectwise_record_comes_by_its_type_and_number_in_any_spelling() {
    for (query, text) in [
        (
            "recordType=ServiceFv&recid=9001",
            "data-value=\"Harbour Dental Group\"",
        ),
        ("recordType=servicefv&recID=9001", "Service Ticket #9001"),
        ("recordType=ConfigFv&recid=2001", "data-value=\"HDG-DC01\""),
        (
            "recordType=CompanyFV&recid=175",
            "detailLabel gwt-Label\">Harbour Dental Group<",
        ),
        ("recordType=TimeEntryFv&recid=9001", "cw_ChargeToTextBox"),
        ("recordType=BoardList&recid=1", "srboard-grid"),
    ] {
        let page = connectwise(query).await;
        assert_eq!(page.status, 200, "{query}");
        assert!(page.text.contains(text), "{query}: {text}");
        assert!(page.text.contains("<title>Manage: northlane</title>"));
    }
    assert_eq!(
        connectwise("recordType=ServiceFv&recid=1").await.status,
        404
    );
    let piece = Demo::new()
        .get_host(CONNECTWISE, "/__page?recordType=ServiceFv&recid=9002")
        .await;
    assert!(piece.text.contains("Summit Veterinary Clinic") && !piece.text.contains("<html"));
}

#[tokio::test]
async fn a_page_without_a_recipe_speaks_six_languages_in_five_forms() {
    let demo = Demo::new();
    for (lang, label) in [
        ("en", "Customer"),
        ("de", "Kunde"),
        ("fr", "Société"),
        ("es", "Compañía"),
        ("nl", "Klant"),
        ("it", "Azienda"),
    ] {
        for form in ["dl", "table", "inputs", "text"] {
            let page = demo
                .get_host(TOOLSHED, &format!("/assets/1001?lang={lang}&form={form}"))
                .await;
            assert!(
                page.text.contains(label) && page.text.contains("Harbour Dental Group"),
                "{lang} {form}"
            );
        }
    }
    let headings = demo
        .get_host(TOOLSHED, "/assets/1001?form=headings&shadow=1")
        .await;
    assert!(headings.text.contains("<h1>HDG-DC01</h1>"));
    assert!(headings.text.contains("shadowrootmode=\"open\""));
    assert_eq!(
        demo.get_host(TOOLSHED, "/assets/1001?lang=xx").await.status,
        404
    );
}

#[tokio::test]
async fn what_is_planted_is_there_and_a_page_without_that_zone_says_so() {
    let demo = Demo::new();
    let ticket = "/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=9001";
    for zone in [
        "title",
        "contact",
        "conversation",
        "description",
        "udf",
        "item-name",
        "document-title",
        "hidden-display",
        "hidden-aria",
        "hidden-left",
        "frame-record",
        "frame-srcdoc",
        "frame-elsewhere",
        "frame-hidden",
    ] {
        let page = demo
            .get_host(AUTOTASK, &format!("{ticket}&plant={zone}"))
            .await;
        let names_other = ["Summit Veterinary Clinic", "SVC-DC01", "ticketId=9002"];
        assert!(
            names_other.iter().any(|text| page.text.contains(text)),
            "{zone}"
        );
    }
    let both = demo
        .get_host(AUTOTASK, &format!("{ticket}&plant=title,contact"))
        .await;
    assert_eq!(both.text.matches("Summit Veterinary Clinic").count(), 2);
    let typo = demo
        .get_host(AUTOTASK, &format!("{ticket}&plant=titel"))
        .await;
    assert_eq!(typo.status, 422);
    assert!(typo.text.contains("no zone “titel”"));
    let own = demo
        .get_host(
            AUTOTASK,
            "/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=9002&plant=title",
        )
        .await;
    assert!(
        own.text.contains("Harbour Dental Group"),
        "on Summit's own page it is the other"
    );
    let device = demo
        .page("/device/410001/HDG-DC01?plant=udf,hidden-display")
        .await;
    assert_eq!(
        device
            .text
            .matches("data-site-name=\"Summit Veterinary Clinic\"")
            .count(),
        2
    );
}
