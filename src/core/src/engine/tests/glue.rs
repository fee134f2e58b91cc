//! A small IT Glue in memory: organizations, configurations with their RMM ids, passwords; its filters work as
//! documented, unless a test makes it ignore one.

use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) struct Org {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) status: &'static str,
    pub(super) primary: bool,
    pub(super) parent: Option<u64>,
    pub(super) updated: String,
    pub(super) url: Option<String>,
    /// PSA integration type and company id.
    pub(super) psa: Vec<(&'static str, String)>,
}

pub(super) struct Conf {
    pub(super) id: u64,
    pub(super) org: u64,
    pub(super) name: String,
    pub(super) archived: bool,
    /// Integration type and id.
    pub(super) rmm: Vec<(&'static str, String)>,
    /// The RMM record's own link to the device.
    pub(super) link: Option<String>,
    pub(super) serial: Option<String>,
    pub(super) mac: Option<String>,
    /// Serial and MAC of an RMM's record of it.
    pub(super) record: Option<(String, String)>,
}

pub(super) struct Pass {
    pub(super) id: u64,
    pub(super) org: u64,
    pub(super) conf: Option<u64>,
    pub(super) name: String,
    pub(super) username: Option<&'static str>,
    pub(super) value: Option<&'static str>,
    pub(super) vaulted: bool,
    pub(super) archived: bool,
}

pub(super) struct Glue {
    pub(super) key: String,
    pub(super) web: String,
    pub(super) shows_values: bool,
    /// The most rows a page of it has.
    pub(super) page_cap: usize,
    /// Filters that it ignores, as IT Glue does with those that it doesn't know.
    pub(super) ignores: BTreeSet<&'static str>,
    pub(super) orgs: Vec<Org>,
    pub(super) confs: Vec<Conf>,
    pub(super) passes: Vec<Pass>,
}

pub(super) type Parameters = Vec<(String, String)>;

impl Glue {
    /// An account of this web address and key that holds nothing.
    pub(super) fn empty(web: &str, key: &str) -> Self {
        Self {
            key: key.to_owned(),
            web: web.to_owned(),
            shows_values: true,
            page_cap: 1000,
            ignores: BTreeSet::new(),
            orgs: vec![],
            confs: vec![],
            passes: vec![],
        }
    }

    pub(super) fn add_org(&mut self, id: u64, name: &str) -> &mut Org {
        self.orgs.push(Org {
            id,
            name: name.to_owned(),
            status: "Active",
            primary: false,
            parent: None,
            updated: "2026-01-01T00:00:00.000Z".to_owned(),
            url: Some(format!("{}/{id}", self.web)),
            psa: vec![],
        });
        self.orgs.last_mut().unwrap()
    }

    pub(super) fn add_conf(&mut self, id: u64, org: u64, name: &str, device: &str) -> &mut Conf {
        self.confs.push(Conf {
            id,
            org,
            name: name.to_owned(),
            archived: false,
            rmm: if device.is_empty() {
                vec![]
            } else {
                vec![("aem", device.to_owned())]
            },
            link: None,
            serial: None,
            mac: None,
            record: None,
        });
        self.confs.last_mut().unwrap()
    }

    pub(super) fn add_pass(&mut self, id: u64, org: u64, value: &'static str) -> &mut Pass {
        self.passes.push(Pass {
            id,
            org,
            conf: None,
            name: format!("record {id}"),
            username: Some("admin"),
            value: Some(value),
            vaulted: false,
            archived: false,
        });
        self.passes.last_mut().unwrap()
    }

    pub(super) fn org(&mut self, id: u64) -> &mut Org {
        self.orgs.iter_mut().find(|org| org.id == id).unwrap()
    }

    pub(super) fn conf(&mut self, id: u64) -> &mut Conf {
        self.confs.iter_mut().find(|conf| conf.id == id).unwrap()
    }

    pub(super) fn pass(&mut self, id: u64) -> &mut Pass {
        self.passes.iter_mut().find(|pass| pass.id == id).unwrap()
    }

    /// Status and body for a question.
    pub(super) fn answer(&self, path: &str, asked: &Parameters) -> (u16, String) {
        let of = |key: &str| {
            asked
                .iter()
                .find(|(k, _)| k == key)
                .map(|(_, v)| v.as_str())
        };
        let filter = |key: &'static str| {
            of(&format!("filter[{key}]"))
                .filter(|_| !self.ignores.contains(key))
                .map(|value| value.replace("\\,", ","))
        };
        let (mut rows, mut included) = (Vec::new(), Vec::new());
        match path {
            "/organizations" => {
                let (name, primary, updated) =
                    (filter("name"), filter("primary"), filter("updated_at"));
                let (psa, kind) = (filter("psa_id"), filter("psa_integration_type"));
                let id = filter("id");
                let since = updated.and_then(|range| Some(range.split_once(',')?.0.to_owned()));
                for org in &self.orgs {
                    let is_asked = |(k, id): &(&str, String)| {
                        psa.as_ref().is_none_or(|psa| psa == id)
                            && kind.as_ref().is_none_or(|kind| kind == k)
                    };
                    let fits = id.as_ref().is_none_or(|id| *id == org.id.to_string())
                        && (psa.is_none() || org.psa.iter().any(is_asked))
                        && name.as_ref().is_none_or(|name| *name == org.name)
                        && (primary.is_none() || org.primary)
                        && since.as_ref().is_none_or(|since| *since <= org.updated);
                    rows.extend(fits.then(|| org_row(org)));
                    if fits && of("include") == Some("adapters_resources") {
                        included.extend(adapter_rows(org));
                    }
                }
            }
            "/configurations" => {
                let org = filter("organization_id");
                let (rmm, kind) = (filter("rmm_id"), filter("rmm_integration_type"));
                let serial = filter("serial_number");
                for conf in &self.confs {
                    let is_asked = |(k, id): &(&str, String)| {
                        rmm.as_ref().is_none_or(|rmm| rmm == id)
                            && kind.as_ref().is_none_or(|kind| kind == k)
                    };
                    let fits = org.as_ref().is_none_or(|org| *org == conf.org.to_string())
                        && (rmm.is_none() || conf.rmm.iter().any(is_asked))
                        && (serial.is_none() || conf.serial == serial);
                    if fits {
                        rows.push(self.conf_row(conf));
                        let is_known = conf.link.is_some() || conf.record.is_some();
                        included.extend(is_known.then(|| rmm_row(conf)));
                    }
                }
            }
            "/passwords" => {
                let org = filter("organization_id");
                let fits =
                    |pass: &&Pass| org.as_ref().is_none_or(|org| *org == pass.org.to_string());
                rows.extend(
                    self.passes
                        .iter()
                        .filter(fits)
                        .map(|pass| self.pass_row(pass, false)),
                );
            }
            _ => return self.show(path, of("show_password") != Some("false")),
        }
        (200, self.page(rows, included, &of))
    }

    fn show(&self, path: &str, shown: bool) -> (u16, String) {
        let id = path
            .strip_prefix("/passwords/")
            .and_then(|id| id.parse().ok());
        match self.passes.iter().find(|pass| Some(pass.id) == id) {
            Some(pass) => (200, json!({"data": self.pass_row(pass, shown)}).to_string()),
            None => (
                404,
                json!({"errors": [{"status": 404, "title": "Record not found"}]}).to_string(),
            ),
        }
    }

    fn page<'a>(
        &self,
        rows: Vec<Value>,
        included: Vec<Value>,
        of: &dyn Fn(&str) -> Option<&'a str>,
    ) -> String {
        let number = |key| of(key).and_then(|text| text.parse().ok());
        let size = number("page[size]").unwrap_or(50).min(self.page_cap);
        let current = number("page[number]").unwrap_or(1);
        let (count, pages) = (rows.len(), rows.len().div_ceil(size).max(1));
        let rows: Vec<Value> = rows
            .into_iter()
            .skip((current - 1) * size)
            .take(size)
            .collect();
        let next = (current < pages).then_some(current + 1);
        json!({
            "data": rows, "included": included,
            "meta": {"current-page": current, "next-page": next, "total-pages": pages, "total-count": count, "filters": {}},
        })
        .to_string()
    }

    fn org_name(&self, id: u64) -> &str {
        self.orgs
            .iter()
            .find(|org| org.id == id)
            .map_or("", |org| org.name.as_str())
    }

    fn conf_row(&self, conf: &Conf) -> Value {
        json!({"id": conf.id.to_string(), "type": "configurations", "attributes": {
            "organization-id": conf.org, "organization-name": self.org_name(conf.org), "name": conf.name,
            "hostname": null, "archived": conf.archived, "configuration-status-name": "Active",
            "serial-number": conf.serial, "mac-address": conf.mac,
        }, "relationships": {}})
    }

    fn pass_row(&self, pass: &Pass, shown: bool) -> Value {
        let mut row = json!({"id": pass.id.to_string(), "type": "passwords", "attributes": {
            "organization-id": pass.org, "name": pass.name, "username": pass.username, "archived": pass.archived,
            "resource-id": pass.conf, "resource-type": pass.conf.map(|_| "Configuration"),
            "resource-url": format!("{}/{}/passwords/{}", self.web, pass.org, pass.id),
            "vault-id": pass.vaulted.then_some(1), "otp-enabled": false,
        }});
        if shown && self.shows_values && !pass.vaulted {
            row["attributes"]["password"] = json!(pass.value);
        }
        row
    }
}

fn org_row(org: &Org) -> Value {
    let adapters: Vec<Value> = (0..org.psa.len())
        .map(|n| json!({"id": format!("{}-{n}", org.id), "type": "adapters-resources"}))
        .collect();
    json!({"id": org.id.to_string(), "type": "organizations", "attributes": {
        "name": org.name, "organization-type-name": "Customer", "organization-status-name": org.status,
        "primary": org.primary, "short-name": null, "parent-id": org.parent, "updated-at": org.updated,
        "resource-url": org.url,
    }, "relationships": {"adapters-resources": {"data": adapters}}})
}

fn adapter_rows(org: &Org) -> Vec<Value> {
    let row = |(n, (_, id)): (usize, &(&str, String))| json!({"id": format!("{}-{n}", org.id), "type": "adapters-resources", "attributes": {"remote-id": id}});
    org.psa.iter().enumerate().map(row).collect()
}

fn rmm_row(conf: &Conf) -> Value {
    let (serial, mac) = conf.record.clone().unzip();
    json!({"id": "1", "type": "rmm-records",
        "attributes": {"name": conf.name, "external-url": conf.link, "serial-number": serial,
            "mac-addresses": mac.into_iter().collect::<Vec<_>>()},
        "relationships": {"configuration": {"data": {"id": conf.id.to_string(), "type": "configurations"}}}})
}
