//! `GET /search.json`: IT Glue's global search, a bare array with snake_case names (API reference, section 1.3).

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tenant::{Kind, Organization, Password, Tenant};

use super::Visit;
use crate::api::bearer;
use crate::api::records::known;
use crate::rights::{Caller, Sight};
use crate::serve::{Ask, Made};

/// Rows without `limit`.
const DEFAULT_LIMIT: usize = 50;

/// Answers a search by a browser's cookie or a Bearer token.
pub(super) fn answer(visit: &Visit) -> Response {
    let by_token = || {
        let sessions = visit.simulator.sessions();
        bearer(visit.ask).and_then(|token| sessions.by_access_token(token))
    };
    let Some(id) = visit.session.map(|(_, id)| id).or_else(by_token) else {
        return visit.signed_out();
    };
    let caller = Caller::User { id };
    let tenant = visit.simulator.tenant();
    let Some(sight) = Sight::of(caller, &tenant, visit.options) else {
        return visit.signed_out();
    };
    let web_base = visit.simulator.web_base();
    let search = Search {
        tenant: &tenant,
        sight: &sight,
        web_base: &web_base,
        wanted: Wanted::read(visit.ask),
    };
    let mut answer = Json(search.rows(visit.options.is("search_kinds", "more"))).into_response();
    Made::by(&mut answer, caller);
    answer
}

/// What is looked for.
struct Wanted {
    words: Vec<String>,
    /// `host:` looks at passwords' URLs alone.
    host: Option<String>,
    kinds: Option<Vec<String>>,
    organization_id: Option<u64>,
    with_personal: bool,
    limit: usize,
}

impl Wanted {
    fn read(ask: &Ask) -> Self {
        let query = ask.parameter("query").unwrap_or_default().trim();
        let host = query.strip_prefix("host:").map(str::trim);
        let number = |name: &str| ask.parameter(name).and_then(|text| text.parse().ok());
        Self {
            words: query.split_whitespace().map(str::to_lowercase).collect(),
            host: host.map(str::to_lowercase),
            kinds: ask.parameter("kind").map(|kinds| {
                kinds
                    .split(',')
                    .map(|kind| kind.trim().to_owned())
                    .collect()
            }),
            organization_id: number("filter_organization_id"),
            with_personal: matches!(
                ask.parameter("include_personal_password"),
                Some("true" | "1")
            ),
            limit: ask
                .parameter("limit")
                .and_then(|text| text.parse().ok())
                .unwrap_or(DEFAULT_LIMIT),
        }
    }

    fn has_kind(&self, kind: &str) -> bool {
        self.kinds
            .as_ref()
            .is_none_or(|kinds| kinds.iter().any(|known| known == kind))
    }

    /// All words occur, each in some of the texts.
    fn is_in(&self, texts: &[&str]) -> bool {
        let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
        !self.words.is_empty()
            && self
                .words
                .iter()
                .all(|word| texts.iter().any(|text| text.contains(word)))
    }

    fn is_within(&self, organization_id: u64) -> bool {
        self.organization_id
            .is_none_or(|wanted| wanted == organization_id)
    }
}

struct Search<'a> {
    tenant: &'a Tenant,
    sight: &'a Sight<'a>,
    web_base: &'a str,
    wanted: Wanted,
}

impl Search<'_> {
    /// Organizations, then passwords, each by name. `more` brings further kinds.
    fn rows(&self, more: bool) -> Vec<Value> {
        let mut rows = Vec::new();
        if self.wanted.has_kind("organizations") && self.wanted.host.is_none() {
            let found = self.tenant.organizations.iter();
            rows.extend(by_name(found.filter_map(|row| self.organization(row))));
        }
        if self.wanted.has_kind("passwords") {
            let found = self.tenant.passwords.iter();
            rows.extend(by_name(found.filter_map(|row| self.password(row))));
        }
        if more && self.wanted.host.is_none() {
            for kind in [Kind::Configuration, Kind::Document, Kind::FlexibleAsset] {
                if self.wanted.has_kind(&kind.path()) {
                    rows.extend(by_name(self.records(kind).into_iter()));
                }
            }
        }
        rows.truncate(self.wanted.limit);
        rows
    }

    fn organization(&self, row: &Organization) -> Option<Value> {
        let is_meant = self.wanted.is_within(row.id)
            && self.wanted.is_in(&[&row.name, &row.short_name])
            && self.sight.may_see("organizations", None, row.id);
        is_meant.then(|| {
            json!({
                "id": row.id,
                "class": "organization",
                "class_name": "Organization",
                "name": row.name,
                "url": format!("{}/{}", self.web_base, row.id),
                "account_name": self.tenant.subdomain,
                "hint": "",
                "description": row.description,
                "short_name": row.short_name,
                "organization": true,
            })
        })
    }

    fn password(&self, row: &Password) -> Option<Value> {
        let url = row.url.as_deref().unwrap_or_default();
        let username = row.username.as_deref().unwrap_or_default();
        let is_found = match &self.wanted.host {
            Some(host) => host_of(url) == *host,
            None => self.wanted.is_in(&[&row.name, username, url]),
        };
        let is_personal = self.tenant.people.owner_of(row.id).is_some();
        let is_meant = is_found
            && self.wanted.is_within(row.organization_id)
            && (self.wanted.with_personal || !is_personal)
            && self
                .sight
                .may_see("passwords", Some(row.organization_id), row.id);
        is_meant.then(|| {
            let organization = self.organization_name(row.organization_id);
            let categories = &self.tenant.dictionaries.password_categories;
            let category = categories
                .iter()
                .find(|category| Some(category.id) == row.category_id);
            let parent = row.parent().and_then(|parent| known(self.tenant, parent));
            json!({
                "id": row.id,
                "class": "password",
                "class_name": "Password",
                "name": row.name,
                "url": format!("{}/{}/passwords/{}", self.web_base, row.organization_id, row.id),
                "account_name": self.tenant.subdomain,
                "hint": organization,
                "username": row.username,
                "archived": row.archived,
                "password": true,
                "password_category_name": category.map(|category| &category.name),
                "resource_name": parent.map(|(name, _)| name),
                "organization_name": organization,
            })
        })
    }

    /// Their names in a search are a guess after those of organizations and passwords.
    fn records(&self, kind: Kind) -> Vec<Value> {
        let records = &self.tenant.records;
        // Id, owner, name, archived.
        let rows: Vec<(u64, u64, &str, bool)> = match kind {
            Kind::Configuration => {
                let rows = self.tenant.configurations.iter();
                rows.map(|row| (row.id, row.organization_id, row.name.as_str(), row.archived))
                    .collect()
            }
            Kind::Document => {
                let rows = records.documents.iter();
                rows.map(|row| (row.id, row.organization_id, row.name.as_str(), row.archived))
                    .collect()
            }
            _ => {
                let rows = records.flexible_assets.iter();
                rows.map(|row| (row.id, row.organization_id, row.name.as_str(), row.archived))
                    .collect()
            }
        };
        let class = kind.word();
        rows.into_iter()
            .filter(|(id, owner, name, _)| {
                self.wanted.is_within(*owner)
                    && self.wanted.is_in(&[name])
                    && self.sight.may_see(&kind.path(), Some(*owner), *id)
            })
            .map(|(id, owner, name, archived)| {
                let organization = self.organization_name(owner);
                let mut row = json!({
                    "id": id,
                    "class": class,
                    "class_name": kind.title(),
                    "name": name,
                    "url": self.url_of(kind, owner, id),
                    "account_name": self.tenant.subdomain,
                    "hint": organization,
                    "archived": archived,
                    "organization_name": organization,
                });
                row[&class] = json!(true);
                row
            })
            .collect()
    }

    fn url_of(&self, kind: Kind, owner: u64, id: u64) -> String {
        let rest = match kind {
            Kind::Document => format!("docs/{id}"),
            Kind::FlexibleAsset => {
                let mut rows = self.tenant.records.flexible_assets.iter();
                let type_id = rows.find(|row| row.id == id).map(|row| row.type_id);
                format!("assets/{}/records/{id}", type_id.unwrap_or(0))
            }
            _ => format!("{}/{id}", kind.path()),
        };
        format!("{}/{owner}/{rest}", self.web_base)
    }

    fn organization_name(&self, id: u64) -> Option<&str> {
        self.tenant.organization(id).map(|row| row.name.as_str())
    }
}

fn by_name(rows: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut rows: Vec<Value> = rows.collect();
    rows.sort_by_cached_key(|row| row["name"].as_str().unwrap_or_default().to_lowercase());
    rows
}

/// Host of a URL in lower case, without its port.
fn host_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().to_lowercase()
}
