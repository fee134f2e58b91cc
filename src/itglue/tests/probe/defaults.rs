//! What is reported where nobody has turned a switch.

use crate::simulated::{Simulated, Who, answers};

/// What a check with an API key finds where every switch stands at its default.
const BY_DEFAULT: &[(&str, &str)] = &[
    ("connection", "accepted"),
    ("bad_key", "403 message"),
    ("no_password_access", "list_ok"),
    ("personal", "none seen"),
    ("list_value", "absent"),
    ("list_show_password", "ignored"),
    ("show_without_value", "absent"),
    ("name_filter", "exact"),
    ("name_filter_configurations", "exact"),
    ("name_filter_passwords", "exact"),
    ("mac_filter", "raw"),
    ("unpaired_filter", "ignored"),
    ("datto_rmm_id", "the number"),
    ("nested_filters", "honoured"),
    ("comma_in_filter", "either"),
    ("unknown_filter", "rows"),
    ("unknown_sort", "ignored"),
    ("unknown_include", "ignored"),
    ("unknown_path", "404 html"),
    ("unknown_record", "404 errors"),
    ("page_size_over", "accepted"),
    ("page_beyond", "empty"),
    ("org_resource_url", "present"),
    ("list_quick_notes", "cut"),
    ("parent_id_form", "text"),
    ("ancestor_ids_form", "text"),
    ("psa_integration", "enabled null"),
    ("links_at_the_end", "null"),
    ("links_base", "the address that was asked"),
    ("adapter_attributes", "adapter-type remote-id"),
    ("rmm_company_attributes", "name remote-id"),
    (
        "organization_attributes",
        "unknown: future-thing glue-score; missing: none",
    ),
    ("configuration_adapters", "psa"),
    ("interface_id", "beside"),
    ("attachments_list", "present"),
    ("configurations_count_name", "configurations-count"),
    ("resource_type_form", "configurations"),
    ("resource_type_form_of_traits", "flexible-asset-traits"),
    ("trait_resource_id", "trait"),
    ("vaulted_username", "text"),
    ("flexible_assets_without_type", "400 errors"),
    ("password_trait", "object type:text values:list"),
    ("select_options", "lines"),
    ("tag_links", "tags"),
    ("folders_access", "on"),
    ("documents_access", "on"),
    ("documents_default", "root"),
    ("folder_filter", "null: more, [ne]=: more, [ne]=null: fewer"),
    ("documents_name_filter", "ignored"),
    ("published_form", "published-at published-by"),
    ("document_content", "list"),
    ("domain_show", "404 html"),
    ("ssl_certificates", "404 html"),
    ("logs_beyond", "empty"),
    ("otp", "404 html"),
    ("otp_missing", "404 html"),
    ("rate_headers", "absent"),
    ("cors", "absent"),
    ("headers", "cache-control content-type etag"),
    ("cache_control", "max-age private"),
    ("region", "another address"),
    ("bad_token", "– needs a sign-in"),
    ("token_claims", "– needs a sign-in"),
    ("retry_after_s", "– no request was one too many"),
];

#[test]
fn by_default_it_reports_what_the_simulator_does_by_default() {
    let simulated = Simulated::new();
    let report = simulated.check(Who::Key, &[]);
    let found = answers(&report);
    for (key, expected) in BY_DEFAULT {
        assert_eq!(found.get(key).map(String::as_str), Some(*expected), "{key}");
    }
    assert_eq!(report.ended, None);
    assert!(report.n_requests <= 62, "{}", report.n_requests);

    let found = answers(&simulated.check(Who::User, &[]));
    for (key, expected) in [
        ("bad_key", "– needs an API key"),
        ("bad_token", "401 errors"),
        ("otp", "attributes otp-expires-at:text otp-value:text"),
        ("otp_missing", "404 errors"),
        (
            "token_claims",
            "exp:number iat:number id:number itglue.account_id itglue.email itglue:object jti:text, 7200 seconds",
        ),
    ] {
        assert_eq!(found[key], expected, "{key}");
    }
}
