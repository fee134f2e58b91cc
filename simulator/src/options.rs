//! Switches: each a question about IT Glue that its documents leave open, with the answer we assume by default.

use std::collections::BTreeMap;

/// What a switch may be set to.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// One of these words; the first is the default.
    OneOf(&'static [&'static str]),
    /// A whole number, with its default.
    Number(u64),
    /// Any text, empty by default.
    Text,
}

/// One switch.
#[derive(Debug, Clone, Copy)]
pub struct Switch {
    /// Name on the command line and in `POST /set`.
    pub name: &'static str,
    /// Allowed values.
    pub values: Values,
    /// What it decides.
    pub about: &'static str,
}

const fn one_of(
    name: &'static str,
    values: &'static [&'static str],
    about: &'static str,
) -> Switch {
    Switch {
        name,
        values: Values::OneOf(values),
        about,
    }
}

/// All switches.
pub const SWITCHES: &[Switch] = &[
    one_of(
        "region",
        &["us", "eu", "au"],
        "the only region whose API host knows the keys",
    ),
    Switch {
        name: "web_base",
        values: Values::Text,
        about: "base of resource-url; empty: the web stand-in's own address",
    },
    one_of(
        "bad_key",
        &["403_message", "401_errors"],
        "answer to a wrong, missing or revoked key",
    ),
    one_of(
        "no_password_access",
        &["list_ok_no_value", "forbidden_403"],
        "/passwords with a key without Password Access",
    ),
    one_of(
        "personal_for_keys",
        &["hidden", "shown"],
        "personal passwords with a key",
    ),
    one_of(
        "denied_record",
        &["404", "401", "403"],
        "a record or an organization that the user was not granted",
    ),
    one_of(
        "denied_type",
        &["empty", "401", "403"],
        "lists of a resource that one of the user's groups denies",
    ),
    one_of(
        "list_show_password",
        &["ignored", "error"],
        "show_password=true on a list",
    ),
    one_of(
        "name_filter",
        &["exact", "exact_ci", "substring_cs", "substring_ci"],
        "how filter[name] compares",
    ),
    one_of(
        "mac_filter",
        &["raw", "normalised"],
        "how filter[mac_address] compares",
    ),
    one_of(
        "unpaired_filter",
        &["ignored", "422", "match_any"],
        "rmm_id or psa_id without its integration type",
    ),
    one_of(
        "datto_rmm_id",
        &["either", "number", "uid"],
        "which Datto id filter[rmm_id] means",
    ),
    one_of(
        "nested_filters",
        &["honoured", "ignored"],
        "filters below /organizations/ID/relationships",
    ),
    one_of(
        "unknown_sort",
        &["ignored", "400"],
        "a sort key that does not exist",
    ),
    one_of(
        "unknown_include",
        &["ignored", "400"],
        "an include that does not exist",
    ),
    one_of("page_size_over", &["clamp", "400"], "page[size] above 1000"),
    one_of(
        "org_resource_url",
        &["present", "absent"],
        "resource-url on organizations",
    ),
    one_of("parent_id_form", &["string", "number"], "form of parent-id"),
    one_of(
        "ancestor_ids_form",
        &["text", "array"],
        "form of ancestor-ids",
    ),
    one_of(
        "resource_type_form",
        &["kebab_plural", "title"],
        "spelling of a password's resource-type",
    ),
    one_of(
        "configuration_adapters",
        &["psa", "psa_and_rmm"],
        "which systems include=adapters_resources shows on configurations",
    ),
    one_of(
        "links_at_the_end",
        &["null", "missing"],
        "links.next and links.prev where there is no such page",
    ),
    Switch {
        name: "links_base",
        values: Values::Text,
        about: "scheme and host of the links of a list; empty: the request's own",
    },
    one_of(
        "flexible_assets_without_type",
        &["400", "422", "404"],
        "a list of flexible assets without a type",
    ),
    one_of(
        "unpaged_lists",
        &["ignored", "400"],
        "page parameters on lists that do not page",
    ),
    one_of(
        "interface_id",
        &["beside", "attributes", "both"],
        "where an interface has its id",
    ),
    one_of(
        "trait_resource_id",
        &["trait", "asset"],
        "resource-id of a password in a flexible asset",
    ),
    one_of(
        "vaulted_username",
        &["present", "absent"],
        "the user name of a vaulted password",
    ),
    one_of(
        "psa_integration",
        &["enabled", "flag", "null"],
        "psa-integration of a record that a PSA keeps in step",
    ),
    one_of(
        "adapter_attributes",
        &["adapter_type", "resource_type", "none"],
        "what adapters-resources say besides remote-id",
    ),
    one_of(
        "documents_access",
        &["on", "401", "403", "404"],
        "documents with this credential",
    ),
    one_of(
        "folders_access",
        &["on", "401", "403", "404"],
        "folders of documents with this credential",
    ),
    one_of(
        "documents_default",
        &["root", "all"],
        "a list of documents without a folder filter",
    ),
    one_of(
        "documents_name_filter",
        &["ignored", "substring"],
        "filter[name] on documents",
    ),
    one_of(
        "folder_filter",
        &["all_forms", "ids_only"],
        "null and [ne] in filter[document_folder_id]",
    ),
    one_of(
        "published_form",
        &["published_at", "flags"],
        "how a document says whether it is published",
    ),
    one_of(
        "tag_links",
        &["tags", "related-items"],
        "type of related items that a Tag made",
    ),
    one_of(
        "related_item_attributes",
        &["full", "bare"],
        "what related items say besides type and id",
    ),
    one_of(
        "attachments_list",
        &["present", "absent"],
        "GET of attachments below a record",
    ),
    one_of(
        "checklist_attributes",
        &["minimal", "full"],
        "what checklists say besides their name",
    ),
    one_of(
        "password_trait",
        &["tag", "object", "id", "absent"],
        "a trait of kind Password",
    ),
    one_of(
        "select_options",
        &["lines", "commas"],
        "the choices of a Select in default-value",
    ),
    one_of(
        "configurations_count_name",
        &["configurations-count", "configuration-count"],
        "the count of a configuration type",
    ),
    one_of("domain_show", &["absent", "present"], "GET /domains/ID"),
    one_of(
        "ssl_certificates",
        &["absent", "present"],
        "certificates below an organization",
    ),
    one_of(
        "logs_beyond",
        &["empty", "400"],
        "pages of the log after the fifth",
    ),
    one_of(
        "parent_id_write",
        &["honoured", "ignored", "422"],
        "parent_id of an organization that is written",
    ),
    one_of(
        "plain_json",
        &["with_token", "refused", "accepted"],
        "writes as application/json: with a user's token alone, never, always",
    ),
    one_of(
        "public_api_prefix",
        &["absent", "present"],
        "the public API below /api too, as two samples of the documents have it",
    ),
    one_of(
        "checklist_create",
        &["users_only", "keys_too"],
        "who may make checklists",
    ),
    Switch {
        name: "organization_delete_s",
        values: Values::Number(0),
        about: "seconds between the DELETE of an organization and its end; 0: at once",
    },
    one_of(
        "odd_attributes",
        &["some", "none"],
        "rows with unknown attributes, and rows without those that are null",
    ),
    Switch {
        name: "rate_limit",
        values: Values::Number(3_000),
        about: "requests per window and account",
    },
    Switch {
        name: "rate_window_s",
        values: Values::Number(300),
        about: "length of the window",
    },
    Switch {
        name: "retry_after_s",
        values: Values::Number(0),
        about: "Retry-After on 429; 0: absent",
    },
    one_of(
        "rate_limit_body",
        &["message", "errors", "html", "empty"],
        "body of a 429",
    ),
    one_of(
        "rate_headers",
        &["absent", "x_ratelimit", "ratelimit"],
        "headers with limit, remaining and reset on API answers",
    ),
    one_of(
        "ip_access",
        &[
            "open",
            "403_message",
            "403_errors",
            "401_errors",
            "403_html",
            "403_plain",
        ],
        "IP Access Control blocks this address, with this answer",
    ),
    one_of(
        "cors",
        &["off", "any", "list"],
        "which origins may read the public API and the web site",
    ),
    one_of(
        "web_api_cors",
        &["off", "any", "list"],
        "which origins may read the web API",
    ),
    Switch {
        name: "cors_origins",
        values: Values::Text,
        about: "origins of `list`, with commas; empty: IT Glue's and Datto RMM's own",
    },
    one_of(
        "web_api_key",
        &["refused", "accepted"],
        "an API key on the web API",
    ),
    one_of(
        "bearer_on_public",
        &["accepted", "refused"],
        "a user's token on the public API",
    ),
    one_of(
        "bad_token",
        &["401_errors", "401_empty", "403_message"],
        "answer to a wrong, missing, expired or ended token",
    ),
    Switch {
        name: "token_life_s",
        values: Values::Number(7_200),
        about: "life of an access token",
    },
    Switch {
        name: "refresh_token_life_s",
        values: Values::Number(86_400),
        about: "life of a refresh token",
    },
    one_of(
        "token_user_claim",
        &["id", "sub"],
        "claim of an access token that holds the user's id",
    ),
    one_of(
        "token_account_claims",
        &["nested", "flat"],
        "itglue.account_id and itglue.email: in an object, or dotted names",
    ),
    one_of(
        "jwt_accounts",
        &["one", "several", "empty"],
        "`accounts` of /jwt/refresh",
    ),
    one_of(
        "signed_out",
        &["401", "redirect_html", "login_html"],
        "/jwt/refresh and search.json without a session",
    ),
    one_of(
        "web_pages",
        &["redirect", "in_place", "open"],
        "pages of records without a session: to the login, the login in their place, or shown",
    ),
    one_of(
        "sso",
        &["off", "enforced"],
        "single sign-on; enforced, a password serves exempt users alone",
    ),
    one_of(
        "deep_links",
        &["documented", "all"],
        "which systems /links knows: ConnectWise and Autotask, or every filter word",
    ),
    one_of(
        "search_kinds",
        &["organizations_passwords", "more"],
        "what search.json finds; more: configurations too",
    ),
    one_of(
        "otp_access",
        &["web_only", "bearer_anywhere", "keys_too"],
        "who may ask for one-time codes, and where",
    ),
    one_of(
        "otp_missing",
        &["404", "422", "null"],
        "one-time code of a password without one",
    ),
    one_of(
        "otp_shape",
        &["attributes", "flat"],
        "form of a one-time code's answer",
    ),
    one_of(
        "otp_expires",
        &["iso", "unix", "absent"],
        "form of otp-expires-at",
    ),
    Switch {
        name: "otp_drift_s",
        values: Values::Number(0),
        about: "how far IT Glue's clock is ahead for one-time codes",
    },
];

/// The state of all switches.
#[derive(Debug, Clone)]
pub struct Options {
    values: BTreeMap<&'static str, String>,
}

impl Default for Options {
    fn default() -> Self {
        let default_of = |switch: &Switch| match switch.values {
            Values::OneOf(words) => words.first().copied().unwrap_or_default().to_owned(),
            Values::Number(number) => number.to_string(),
            Values::Text => String::new(),
        };
        Self {
            values: SWITCHES
                .iter()
                .map(|switch| (switch.name, default_of(switch)))
                .collect(),
        }
    }
}

impl Options {
    /// Sets a switch, or says what would have been right.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let switch = SWITCHES
            .iter()
            .find(|switch| switch.name == name)
            .ok_or_else(|| {
                let names: Vec<&str> = SWITCHES.iter().map(|switch| switch.name).collect();
                format!(
                    "no switch is called {name}; there are: {}",
                    names.join(", ")
                )
            })?;
        let is_allowed = match switch.values {
            Values::OneOf(words) => words.contains(&value),
            Values::Number(_) => value.parse::<u64>().is_ok(),
            Values::Text => true,
        };
        if !is_allowed {
            return Err(match switch.values {
                Values::OneOf(words) => format!("{name} is one of: {}", words.join(", ")),
                Values::Number(_) | Values::Text => format!("{name} is a whole number"),
            });
        }
        self.values.insert(switch.name, value.to_owned());
        Ok(())
    }

    /// The value of a switch; empty for a name that does not exist.
    pub fn get(&self, name: &str) -> &str {
        debug_assert!(self.values.contains_key(name), "no switch is called {name}");
        self.values.get(name).map_or("", String::as_str)
    }

    /// Whether a switch stands at `value`.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == value
    }

    /// The value of a numeric switch.
    pub fn number(&self, name: &str) -> u64 {
        self.get(name).parse().unwrap_or(0)
    }

    /// All switches with their values.
    pub fn all(&self) -> &BTreeMap<&'static str, String> {
        &self.values
    }
}
