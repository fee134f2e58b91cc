//! Which addresses are about what, and what the pages say.

use super::{read_of, settled};
use crate::page::{Field, PageKind};

const WW5: &str = "https://ww5.autotask.net";
const NA: &str = "https://na.myconnectwise.net/v4_6_release";
const MESH: &str = "https://mesh.msp.example";

/// `{"url":"…","title":"x"}` in Base64.
fn view_data(url: &str) -> String {
    use base64ct::{Base64, Encoding};
    let json = format!(r#"{{"title":"Ä ticket","url":"{url}"}}"#);
    let base64 = Base64::encode_string(json.as_bytes());
    let encoded = base64
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    format!("{WW5}/AutotaskOnyx/LandingPage?view-data={encoded}")
}

#[test]
fn autotask_s_addresses_name_ticket_configuration_item_and_organization() {
    for (path, kind, client, device, ticket) in [
        (
            "/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=777",
            PageKind::Ticket,
            "",
            "",
            "777",
        ),
        (
            "/Mvc/ServiceDesk/TicketDetail.mvc?workspace=False&ids%5B0%5D=1&TICKETID=777&mode=0",
            PageKind::Ticket,
            "",
            "",
            "777",
        ),
        (
            "/mvc/servicedesk/ticketedit.mvc?ticketid=777",
            PageKind::Ticket,
            "",
            "",
            "777",
        ),
        (
            "/Mvc/Projects/TaskDetail.mvc?taskId=778",
            PageKind::Ticket,
            "",
            "",
            "778",
        ),
        (
            "/Mvc/CRM/InstalledProductDetail.mvc?installedProductId=31",
            PageKind::Device,
            "",
            "31",
            "",
        ),
        (
            "/Mvc/CRM/AccountDetail.mvc?AccountID=1234",
            PageKind::Client,
            "1234",
            "",
            "",
        ),
        (
            "/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenAccount&AccountID=1234",
            PageKind::Client,
            "1234",
            "",
            "",
        ),
        (
            "/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenTicketDetail&TicketID=777",
            PageKind::Ticket,
            "",
            "",
            "777",
        ),
        (
            "/Autotask/AutotaskExtend/AutotaskCommand.aspx?Code=OpenInstalledProduct&InstalledProductID=31",
            PageKind::Device,
            "",
            "31",
            "",
        ),
    ] {
        for url in [
            format!("{WW5}{path}"),
            view_data(path),
            view_data(&format!("{WW5}{path}")),
        ] {
            let context = settled("autotask", &url, &[]).unwrap_or_else(|| panic!("{url}"));
            assert_eq!(context.kind, kind, "{url}");
            assert_eq!(context.client_ids.join(","), client, "{url}");
            assert_eq!(context.device_ids.join(","), device, "{url}");
            assert_eq!(context.ticket_ids.join(","), ticket, "{url}");
        }
    }
}

#[test]
fn a_ticket_s_number_contradicts_no_id() {
    let url = format!(
        "{WW5}/Mvc/ServiceDesk/TicketDetail.mvc/TicketByTicketNumber?ticketNumber=T20260101.0001"
    );
    let context = settled("autotask", &url, &[]).unwrap();
    assert_eq!(context.record.as_deref(), Some("T20260101.0001"));
    assert!(context.ticket_ids.is_empty());
}

#[test]
fn autotask_s_lists_new_tickets_and_help_are_about_nothing() {
    for url in [
        format!("{WW5}/Mvc/ServiceDesk/TicketNew.mvc?accountId=1234"),
        format!("{WW5}/Mvc/ServiceDesk/TicketGridSearch.mvc"),
        format!("{WW5}/AutotaskOnyx/LandingPage"),
        format!("{WW5}/AutotaskOnyx/LandingPage?view-data=%%%"),
        format!("{WW5}/help/Mvc/CRM/AccountDetail.mvc?accountId=1234"),
        format!("{WW5}/Mvc/CRM/AccountDetail.mvc?accountId=1234&accountid=99"),
        view_data("https://evil.example/Mvc/CRM/AccountDetail.mvc?accountId=1234"),
        view_data("//evil.example/Mvc/CRM/AccountDetail.mvc?accountId=1234"),
        view_data("/Mvc/CRM/AccountDetail.mvc\\\\?accountId=1234"),
        view_data("/AutotaskOnyx/LandingPage"),
    ] {
        assert_eq!(settled("autotask", &url, &[]), None, "{url}");
    }
}

#[test]
fn a_ticket_of_autotask_names_its_organization_and_links_to_it() {
    let (name, link) = (
        read_of("autotask", Field::ClientName, "ReadOnlyData"),
        read_of("autotask", Field::ClientId, ""),
    );
    let url = format!("{WW5}/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=777");
    let here = format!("{WW5}/Mvc/CRM/AccountDetail.mvc?accountId=1234");
    let context = settled(
        "autotask",
        &url,
        &[(name, "Harbour Dental Group"), (link, &here)],
    )
    .unwrap();
    assert_eq!(context.client_names, ["Harbour Dental Group"]);
    assert_eq!(
        context.client_field.as_deref(),
        Some("Harbour Dental Group")
    );
    assert_eq!(context.client_ids, ["1234"]);
    for link_elsewhere in [
        "https://evil.example/Mvc/CRM/AccountDetail.mvc?accountId=99",
        "https://ww6.autotask.net/Mvc/CRM/AccountDetail.mvc?accountId=99",
        "javascript:open(99)",
        "/Mvc/CRM/ContactDetail.mvc?contactId=99",
    ] {
        let context = settled("autotask", &url, &[(link, link_elsewhere)]).unwrap();
        assert!(context.client_ids.is_empty(), "{link_elsewhere}");
    }
}

#[test]
fn a_configuration_item_s_serial_and_name_are_taken_and_junk_is_not() {
    let of = |field| read_of("autotask", field, "");
    let url = format!("{WW5}/Mvc/CRM/InstalledProductDetail.mvc?installedProductId=31");
    let values = [
        (of(Field::DeviceName), "HDG-DC01"),
        (of(Field::Serial), "7XK3QW2"),
        (of(Field::Mac), "00-1a-2b-3c-4d-5e"),
        (of(Field::Ip), "10.0.0.4"),
    ];
    let context = settled("autotask", &url, &values).unwrap();
    assert_eq!(context.device_name.as_deref(), Some("HDG-DC01"));
    assert_eq!(
        (context.serials, context.macs),
        (vec!["7XK3QW2".to_owned()], vec!["001A2B3C4D5E".to_owned()])
    );
    assert_eq!(context.ips, ["10.0.0.4"]);
    let junk = [
        (of(Field::Serial), "To be filled by O.E.M."),
        (of(Field::Mac), "FF:FF:FF:FF:FF:FF"),
    ];
    let context = settled("autotask", &url, &junk).unwrap();
    assert!(context.serials.is_empty() && context.macs.is_empty());
}

#[test]
fn connectwise_counts_no_id_that_its_page_does_not_show() {
    let heading = read_of("connectwise", Field::TicketId, "");
    let mark = read_of("connectwise", Field::Kind(PageKind::Ticket), "");
    let company = read_of("connectwise", Field::ClientName, "cw_company");
    let stale = format!(
        "{NA}/services/system_io/router/openrecord.rails?recordType=CompanyFV&recid=99&companyName=northlane"
    );
    let shown = [
        (heading, "Service Ticket #123 - Printer"),
        (mark, "Service Ticket #123 - Printer"),
        (company, "Harbour Dental Group"),
    ];
    let context = settled("connectwise", &stale, &shown).unwrap();
    assert_eq!(
        context.kind,
        PageKind::Ticket,
        "as the page shows, not as the address says"
    );
    assert!(context.client_ids.is_empty());
    assert_eq!(context.ticket_ids, ["123"]);
    assert_eq!(context.client_names, ["Harbour Dental Group"]);
    assert_eq!(
        context.tenant.as_deref(),
        Some("northlane"),
        "the MSP's login is no client"
    );
}

#[test]
fn connectwise_s_records_are_recognised_by_address_and_its_lists_are_not_records() {
    let company = read_of("connectwise", Field::ClientName, "cw_company");
    let list = read_of("connectwise", Field::NoRecord, "");
    for (path, kind) in [
        (
            "/services/system_io/router/openrecord.rails?recordType=ServiceFV&recid=1",
            PageKind::Ticket,
        ),
        (
            "/services/system_io/Service/fv_sr100_request.rails?service_recid=1",
            PageKind::Ticket,
        ),
        (
            "/services/system_io/router/openrecord.rails?recordtype=configfv&recid=1",
            PageKind::Device,
        ),
        (
            "/services/system_io/router/openrecord.rails?recordType=CompanyFV&recid=1",
            PageKind::Client,
        ),
        (
            "/ConnectWise.aspx?locale=en_US#ServiceTicket",
            PageKind::Ticket,
        ),
    ] {
        let url = format!("{NA}{path}");
        let context = settled("connectwise", &url, &[(company, "Harbour Dental Group")]).unwrap();
        assert_eq!(context.kind, kind, "{url}");
        assert_eq!(
            settled("connectwise", &url, &[]),
            None,
            "{url} names nobody"
        );
        let entry = [
            (company, "Harbour Dental Group"),
            (list, "pod_timeEntryDetails"),
        ];
        assert_eq!(settled("connectwise", &url, &entry), None, "a time entry");
    }
    assert_eq!(
        settled(
            "connectwise",
            "https://na.myconnectwise.net/login",
            &[(company, "x")]
        ),
        None
    );
}

#[test]
fn a_company_s_own_label_is_read_on_company_pages_alone() {
    let label = read_of("connectwise", Field::ClientName, "detailLabel");
    let company = read_of("connectwise", Field::ClientName, "cw_company");
    let at = |kind: &str| {
        format!("{NA}/services/system_io/router/openrecord.rails?recordType={kind}&recid=1")
    };
    let context = settled(
        "connectwise",
        &at("CompanyFV"),
        &[(label, "Harbour Dental Group")],
    );
    assert_eq!(context.unwrap().client_names, ["Harbour Dental Group"]);
    let context = settled(
        "connectwise",
        &at("ServiceFv"),
        &[
            (company, "Harbour Dental Group"),
            (label, "Kestrel Logistics"),
        ],
    );
    assert_eq!(
        context.unwrap().client_names,
        ["Harbour Dental Group"],
        "there it may be a summary"
    );
}

#[test]
fn meshcentral_s_group_is_the_client_and_its_device_name_is_not_trusted() {
    let (group, heading) = (
        read_of("meshcentral", Field::ClientName, ""),
        read_of("meshcentral", Field::DeviceName, ""),
    );
    for path in [
        "/?viewmode=10&gotonode=aB$c@D",
        "/?viewmode=11&gotonode=aB$c@D&hide=31",
        "/contoso/?viewmode=12&gotonode=aB$c@D",
    ] {
        let url = format!("{MESH}{path}");
        let context = settled(
            "meshcentral",
            &url,
            &[
                (group, " - Harbour Dental Group"),
                (heading, "HDG-DC01 - Harbour Dental Group"),
            ],
        );
        let context = context.unwrap();
        assert_eq!(context.client_names, ["Harbour Dental Group"]);
        assert_eq!(context.device_name.as_deref(), Some("HDG-DC01"));
        assert_eq!(context.device_ids, ["aB$c@D"]);
    }
    let named = [
        (group, "- Harbour"),
        (heading, "PC - Kestrel Logistics - Harbour"),
    ];
    let context = settled("meshcentral", &format!("{MESH}/?gotonode=a"), &named).unwrap();
    assert_eq!(context.client_names, ["Harbour"]);
    assert_eq!(
        context.device_name.as_deref(),
        Some("PC - Kestrel Logistics")
    );
    for path in ["/", "/?viewmode=1", "/login?gotonode=x", "/?gotonode="] {
        assert_eq!(
            settled("meshcentral", &format!("{MESH}{path}"), &[]),
            None,
            "{path}"
        );
    }
}

#[test]
fn any_other_page_suggests_and_selects_nothing() {
    let of = |field, part: &str| read_of("generic", field, part);
    let url = "https://desk.msp.example/tickets/4?x=1#y";
    let values = [
        (of(Field::ClientName, "kunde"), "Harbour Dental Group"),
        (of(Field::DeviceName, "hostname"), "HDG-DC01"),
        (of(Field::Serial, "seriennummer"), "7XK3QW2"),
        (of(Field::Mac, "mac-adresse"), "00:1a:2b:3c:4d:5e"),
        (of(Field::ClientName, "h1"), "The printer is on fire"),
    ];
    let context = settled("generic", url, &values).unwrap();
    assert!(context.is_generic && context.is_ready);
    assert_eq!(context.kind, PageKind::Device);
    assert!(
        context.client_names.is_empty()
            && context.client_ids.is_empty()
            && context.device_ids.is_empty()
    );
    assert_eq!(context.client_field, None);
    assert_eq!(
        context.suggested_names,
        ["Harbour Dental Group", "The printer is on fire"]
    );
    assert_eq!(context.device_name.as_deref(), Some("HDG-DC01"));
    assert_eq!((context.serials.len(), context.macs.len()), (1, 1));
    let other = settled(
        "generic",
        "https://desk.msp.example/tickets/5?x=1#y",
        &values,
    )
    .unwrap();
    assert_ne!(
        context, other,
        "another page is another sight, whatever it says"
    );
    let nothing = settled("generic", url, &[]).unwrap();
    assert_eq!(nothing.kind, PageKind::Client, "there is no device on it");
}
