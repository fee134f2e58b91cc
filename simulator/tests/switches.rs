//! Each switch in each position, as far as one answer shows it. Others are tested beside what they switch.

mod common;

use common::Demo;
use serde_json::{Value, json};

/// Switch, position, request, what to look at in the answer (a JSON pointer, or `status`), what is there.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Value,
);

fn lines() -> Vec<Line> {
    let absent = || json!("absent");
    vec![
        (
            "links_at_the_end",
            "null",
            "/regions",
            "/links/next",
            Value::Null,
        ),
        (
            "links_at_the_end",
            "missing",
            "/regions",
            "/links/next",
            absent(),
        ),
        (
            "flexible_assets_without_type",
            "400",
            "/flexible_assets",
            "status",
            json!(400),
        ),
        (
            "flexible_assets_without_type",
            "422",
            "/flexible_assets",
            "status",
            json!(422),
        ),
        (
            "flexible_assets_without_type",
            "404",
            "/flexible_assets",
            "status",
            json!(404),
        ),
        (
            "unpaged_lists",
            "ignored",
            "/documents/6001001/relationships/sections?page[size]=1",
            "/meta/total-pages",
            json!(1),
        ),
        (
            "unpaged_lists",
            "400",
            "/documents/6001001/relationships/sections?page[size]=1",
            "status",
            json!(400),
        ),
        (
            "trait_resource_id",
            "trait",
            "/passwords/9301903",
            "/data/attributes/resource-id",
            json!(8_101_077),
        ),
        (
            "trait_resource_id",
            "asset",
            "/passwords/9301903",
            "/data/attributes/resource-id",
            json!(800_100_200_300_400_521_u64),
        ),
        (
            "vaulted_username",
            "present",
            "/passwords/9301023",
            "/data/attributes/username",
            json!("svc-payroll"),
        ),
        (
            "vaulted_username",
            "absent",
            "/passwords/9301023",
            "/data/attributes/username",
            Value::Null,
        ),
        (
            "psa_integration",
            "enabled",
            "/organizations/5120044",
            "/data/attributes/psa-integration",
            json!("enabled"),
        ),
        (
            "psa_integration",
            "flag",
            "/organizations/5120044",
            "/data/attributes/psa-integration",
            json!(true),
        ),
        (
            "psa_integration",
            "null",
            "/organizations/5120044",
            "/data/attributes/psa-integration",
            Value::Null,
        ),
        (
            "adapter_attributes",
            "adapter_type",
            "/organizations/5120044?include=adapters_resources",
            "/included/0/attributes/adapter-type",
            json!("autotask"),
        ),
        (
            "adapter_attributes",
            "resource_type",
            "/organizations/5120044?include=adapters_resources",
            "/included/0/attributes/resource-type",
            json!("autotask"),
        ),
        (
            "adapter_attributes",
            "none",
            "/organizations/5120044?include=adapters_resources",
            "/included/0/attributes/adapter-type",
            absent(),
        ),
        (
            "documents_access",
            "on",
            "/documents/6001001",
            "status",
            json!(200),
        ),
        (
            "documents_access",
            "401",
            "/documents/6001001",
            "status",
            json!(401),
        ),
        (
            "documents_access",
            "403",
            "/organizations/8121314/relationships/documents",
            "status",
            json!(403),
        ),
        (
            "documents_access",
            "404",
            "/organizations/8121314/relationships/documents",
            "status",
            json!(404),
        ),
        (
            "folders_access",
            "on",
            "/organizations/8121314/relationships/document_folders",
            "status",
            json!(200),
        ),
        (
            "folders_access",
            "401",
            "/organizations/8121314/relationships/document_folders",
            "status",
            json!(401),
        ),
        (
            "folders_access",
            "403",
            "/organizations/8121314/relationships/document_folders",
            "status",
            json!(403),
        ),
        (
            "folders_access",
            "404",
            "/organizations/8121314/relationships/document_folders",
            "status",
            json!(404),
        ),
        (
            "documents_default",
            "root",
            "/organizations/8121314/relationships/documents",
            "/meta/total-count",
            json!(4),
        ),
        (
            "documents_default",
            "all",
            "/organizations/8121314/relationships/documents",
            "/meta/total-count",
            json!(6),
        ),
        (
            "documents_name_filter",
            "ignored",
            "/organizations/8121314/relationships/documents?filter[name]=Leer",
            "/meta/total-count",
            json!(4),
        ),
        (
            "documents_name_filter",
            "substring",
            "/organizations/8121314/relationships/documents?filter[name]=Lee",
            "/meta/total-count",
            json!(1),
        ),
        (
            "folder_filter",
            "all_forms",
            "/organizations/8121314/relationships/documents?filter[document_folder_id]=null",
            "/meta/total-count",
            json!(6),
        ),
        (
            "folder_filter",
            "ids_only",
            "/organizations/8121314/relationships/documents?filter[document_folder_id]=null",
            "/meta/total-count",
            json!(4),
        ),
        (
            "published_form",
            "published_at",
            "/documents/6001005",
            "/data/attributes/draft",
            absent(),
        ),
        (
            "published_form",
            "flags",
            "/documents/6001005",
            "/data/attributes/draft",
            json!(true),
        ),
        (
            "tag_links",
            "tags",
            "/flexible_assets/800100200300400521?include=related_items",
            "/included/0/type",
            json!("tags"),
        ),
        (
            "tag_links",
            "related-items",
            "/flexible_assets/800100200300400521?include=related_items",
            "/included/0/type",
            json!("related-items"),
        ),
        (
            "related_item_attributes",
            "full",
            "/configurations/8801001?include=related_items",
            "/included/0/attributes/name",
            json!("Restore HDG-DC01"),
        ),
        (
            "related_item_attributes",
            "bare",
            "/configurations/8801001?include=related_items",
            "/included/0/attributes/name",
            absent(),
        ),
        (
            "attachments_list",
            "present",
            "/documents/6002001/relationships/attachments",
            "/meta/total-count",
            json!(2),
        ),
        (
            "attachments_list",
            "absent",
            "/documents/6002001/relationships/attachments",
            "status",
            json!(404),
        ),
        (
            "checklist_attributes",
            "minimal",
            "/checklists/5501001",
            "/data/attributes/due-date",
            absent(),
        ),
        (
            "checklist_attributes",
            "full",
            "/checklists/5501001",
            "/data/attributes/due-date",
            json!("2026-09-01"),
        ),
        (
            "password_trait",
            "tag",
            "/flexible_assets/800100200300400521",
            "/data/attributes/traits/admin-login/type",
            json!("Passwords"),
        ),
        (
            "password_trait",
            "object",
            "/flexible_assets/800100200300400521",
            "/data/attributes/traits/admin-login/id",
            json!(9_301_903),
        ),
        (
            "password_trait",
            "id",
            "/flexible_assets/800100200300400521",
            "/data/attributes/traits/admin-login",
            json!(9_301_903),
        ),
        (
            "password_trait",
            "absent",
            "/flexible_assets/800100200300400521",
            "/data/attributes/traits/admin-login",
            absent(),
        ),
        (
            "select_options",
            "lines",
            "/flexible_asset_fields/330100",
            "/data/attributes/default-value",
            json!("Hosted\nOn premises\nNone"),
        ),
        (
            "select_options",
            "commas",
            "/flexible_asset_fields/330100",
            "/data/attributes/default-value",
            json!("Hosted,On premises,None"),
        ),
        (
            "configurations_count_name",
            "configurations-count",
            "/configuration_types/310",
            "/data/attributes/configuration-count",
            absent(),
        ),
        (
            "configurations_count_name",
            "configuration-count",
            "/configuration_types/310",
            "/data/attributes/configurations-count",
            absent(),
        ),
        (
            "domain_show",
            "absent",
            "/domains/7701001",
            "status",
            json!(404),
        ),
        (
            "domain_show",
            "present",
            "/domains/7701001",
            "/data/attributes/name",
            json!("mueller-schmidt.example"),
        ),
        (
            "ssl_certificates",
            "absent",
            "/organizations/8121314/relationships/ssl_certificates",
            "status",
            json!(404),
        ),
        (
            "ssl_certificates",
            "present",
            "/organizations/8121314/relationships/ssl_certificates",
            "/meta/total-count",
            json!(1),
        ),
        (
            "logs_beyond",
            "empty",
            "/logs?page[number]=6",
            "/data",
            json!([]),
        ),
        (
            "logs_beyond",
            "400",
            "/logs?page[number]=6",
            "status",
            json!(400),
        ),
        (
            "unknown_include",
            "ignored",
            "/regions?include=weather",
            "status",
            json!(200),
        ),
        (
            "unknown_include",
            "400",
            "/regions?include=weather",
            "status",
            json!(400),
        ),
        (
            "list_show_password",
            "ignored",
            "/passwords?show_password=true",
            "status",
            json!(200),
        ),
        (
            "list_show_password",
            "error",
            "/passwords?show_password=true",
            "status",
            json!(400),
        ),
        (
            "parent_id_form",
            "string",
            "/organizations/2450019",
            "/data/attributes/parent-id",
            json!("7450010"),
        ),
        (
            "parent_id_form",
            "number",
            "/organizations/2450019",
            "/data/attributes/parent-id",
            json!(7_450_010),
        ),
        (
            "ancestor_ids_form",
            "text",
            "/organizations/2450019",
            "/data/attributes/ancestor-ids",
            json!("[7450010]"),
        ),
        (
            "ancestor_ids_form",
            "array",
            "/organizations/2450019",
            "/data/attributes/ancestor-ids",
            json!([7_450_010]),
        ),
        (
            "resource_type_form",
            "kebab_plural",
            "/passwords/9301001",
            "/data/attributes/resource-type",
            json!("configurations"),
        ),
        (
            "resource_type_form",
            "title",
            "/passwords/9301903",
            "/data/attributes/resource-type",
            json!("flexible-asset-trait"),
        ),
    ]
}

#[tokio::test]
async fn each_switch_does_what_its_position_says() {
    for (switch, position, path, place, wanted) in lines() {
        let demo = Demo::with(&[(switch, position), ("odd_attributes", "none")]);
        let answer = demo.get(path).await;
        let found = match place {
            "status" => json!(answer.status.as_u16()),
            pointer => {
                let body = answer.json();
                body.pointer(pointer).cloned().unwrap_or(json!("absent"))
            }
        };
        assert_eq!(found, wanted, "{switch}={position} {path}: {}", answer.text);
    }
}

#[tokio::test]
async fn every_position_of_a_switch_of_the_table_is_in_the_table() {
    let lines = lines();
    for switch in simulator::SWITCHES {
        let tested: Vec<&str> = lines
            .iter()
            .filter(|line| line.0 == switch.name)
            .map(|line| line.1)
            .collect();
        if let simulator::Values::OneOf(positions) = switch.values
            && !tested.is_empty()
        {
            assert_eq!(tested.len(), positions.len(), "{}", switch.name);
        }
    }
}

#[test]
fn the_documents_list_every_switch_with_each_of_its_values() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/simulator.md");
    let documents = std::fs::read_to_string(path).unwrap();
    let rows: Vec<&str> = documents
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    for switch in simulator::SWITCHES {
        let name = format!("`{}`", switch.name);
        let row = rows
            .iter()
            .find(|row| {
                row.split('|')
                    .nth(1)
                    .is_some_and(|cell| cell.contains(&name))
            })
            .unwrap_or_else(|| panic!("{name} is not documented"));
        if let simulator::Values::OneOf(values) = switch.values {
            for value in values {
                assert!(row.contains(&format!("`{value}`")), "{name} has {value}");
            }
        }
    }
}
