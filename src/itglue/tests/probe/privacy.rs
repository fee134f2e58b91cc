//! Nothing of the tenant gets into a report, and nothing is asked for that need not be.

use crate::simulated::{ALL, PUBLIC, Simulated, Who};
use gluepane_itglue::*;
use pollster::block_on;
use std::collections::BTreeSet;

/// All that the tenant says of itself, whole and in words, and the names that the API gives.
#[derive(Default)]
struct Told {
    values: BTreeSet<String>,
    words: BTreeSet<String>,
    names: BTreeSet<String>,
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts
        .filter(|word| word.chars().count() >= 4)
        .map(str::to_lowercase)
}

impl Told {
    fn hear(&mut self, value: &serde_json::Value, is_of_people: bool) {
        match value {
            serde_json::Value::String(text) if text.chars().count() >= 4 => {
                self.words.extend(words_of(text));
                self.values.insert(text.to_lowercase());
            }
            serde_json::Value::Number(number) => {
                self.values.insert(number.to_string());
            }
            serde_json::Value::Array(items) => {
                items.iter().for_each(|item| self.hear(item, is_of_people));
            }
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    // The names of traits are people's own.
                    match is_of_people {
                        true => self.words.extend(words_of(name)),
                        false => self.names.extend(words_of(name)),
                    }
                    self.hear(value, name == "traits");
                }
            }
            _ => {}
        }
    }
}

/// Every list and a few shows of the tenant, as the API gives them out.
fn told(simulated: &Simulated) -> Told {
    let key = simulated.prepare(Who::Key, &[]);
    let mut told = Told::default();
    let lists = [
        "organizations",
        "configurations",
        "passwords",
        "contacts",
        "locations",
        "domains",
        "checklists",
        "flexible_asset_types",
        "document_folders",
        "users",
        "groups",
        "logs",
        "expirations",
    ];
    let mut paths: Vec<String> = Vec::new();
    for list in lists {
        for page in 1..=5 {
            let include = "adapters_resources,rmm_companies,rmm_records,flexible_asset_fields,checklist_tasks";
            paths.push(format!(
                "/{list}?page[size]=1000&page[number]={page}&include={include}"
            ));
        }
    }
    for id in ["33001", "33002"] {
        let include = "passwords";
        paths.push(format!(
            "/flexible_assets?filter[flexible-asset-type-id]={id}&include={include}"
        ));
    }
    paths.push(
        "/organizations/8121314/relationships/documents?filter[document_folder_id]=null".to_owned(),
    );
    for path in paths {
        let path = path.replace('[', "%5B").replace(']', "%5D");
        let base = ApiBase::parse(PUBLIC).unwrap();
        let request = HttpRequest {
            method: Method::Get,
            url: format!("{base}{path}"),
            credential: Credential::ApiKey(&key),
            body: None,
            urgency: Urgency::Background,
            wants_headers: true,
        };
        let answer = block_on(simulated.send(request)).unwrap();
        // EXPOSE: the simulator's invented records, to look for them in the report.
        let body: serde_json::Value = serde_json::from_str(answer.body.expose()).unwrap();
        told.hear(&body["data"], false);
        told.hear(&body["included"], false);
    }
    told
}

#[test]
fn no_value_name_id_or_address_of_the_tenant_is_in_a_report() {
    let simulated = Simulated::new();
    let told = told(&simulated);
    assert!(told.values.len() > 20_000 && told.words.contains("harbour"));
    // The module's own words, and those that the API gives to things.
    let own: BTreeSet<String> = words_of(OWN_WORDS).collect();
    let settings: [&[(&str, &str)]; 4] = [
        &[],
        &[
            ("resource_type_form", "title"),
            ("password_trait", "object"),
            ("rate_headers", "x_ratelimit"),
        ],
        &[
            ("unpaired_filter", "match_any"),
            ("otp_access", "keys_too"),
            ("otp_shape", "flat"),
            ("cors", "any"),
        ],
        &[
            ("name_filter", "substring_ci"),
            ("nested_filters", "ignored"),
            ("list_show_password", "error"),
        ],
    ];
    let mut leaks = BTreeSet::new();
    for who in ALL {
        for settings in settings {
            let report = simulated.check(who, settings);
            let text: Vec<String> = report
                .findings
                .iter()
                .filter_map(|finding| finding.answer.as_ref().ok())
                .map(|answer| answer.to_lowercase())
                .collect();
            for word in text.iter().flat_map(|text| words_of(text)) {
                let is_of_tenant = told.words.contains(&word) || told.values.contains(&word);
                let is_known = own.contains(&word) || told.names.contains(&word);
                if is_of_tenant && !is_known {
                    leaks.insert(format!("{word} ({who:?}, {settings:?})"));
                }
            }
            let numbers = text
                .iter()
                .flat_map(|text| text.split(|c: char| !c.is_ascii_digit()));
            let long: BTreeSet<&str> = numbers.filter(|digits| digits.len() > 3).collect();
            let expected = ["3000", "7200"];
            assert!(
                long.iter().all(|digits| expected.contains(digits)),
                "{long:?}"
            );
            let whole = text.join("\n");
            let is_odd = |value: &&String| value.contains(['@', ' ', ':', '.']);
            for value in told.values.iter().filter(is_odd) {
                assert!(
                    !whole.contains(value.as_str()),
                    "{value} ({who:?}, {settings:?})"
                );
            }
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
}

/// Words of findings that tenants use too.
const OWN_WORDS: &str = "accepted access itglue more address after another any beside case checks configuration configurations contact \
    contacts content cut domain domains empty enabled errors exact flag flexible asset assets trait traits headers html \
    ignored json limit lines link list location message missing name none null number object organization other password \
    present private public reset root rows seconds shown text type unknown value values whole title";

#[test]
fn it_only_reads_and_asks_for_no_value_but_in_a_list_of_one() {
    let simulated = Simulated::new();
    for who in [Who::Key, Who::User] {
        simulated.check(who, &[]);
        let journal = simulated.simulator.journal().entries();
        assert!(
            journal.len() > 50 && journal.len() <= 64,
            "{}",
            journal.len()
        );
        assert!(journal.iter().all(|entry| entry.method == "GET"));
        assert!(journal.iter().all(|entry| !entry.value_sent));
        let shown: Vec<_> = journal
            .iter()
            .filter(|entry| entry.show_password.as_deref() == Some("true"))
            .map(|entry| entry.path_and_query.as_str())
            .collect();
        let one = "/passwords?show_password=true&page%5Bnumber%5D=1&page%5Bsize%5D=1";
        assert!(shown.len() == 1 && shown[0].ends_with(one), "{shown:?}");
        // A record of a password is never asked for without saying that its value is not wanted.
        let is_of_password = |path: &str| path.contains("/passwords") && !path.contains("/otp");
        for entry in journal
            .iter()
            .filter(|entry| is_of_password(&entry.path_and_query))
        {
            assert!(entry.show_password.is_some(), "{}", entry.path_and_query);
        }
        let without_key = journal
            .iter()
            .filter(|entry| entry.caller.is_none())
            .count();
        assert_eq!(without_key, 1, "one made-up credential, asked last");
        assert!(journal.last().unwrap().caller.is_none());
    }
}
