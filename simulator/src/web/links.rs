//! Deep links by another system's id: they lead a signed-in browser to the record's page (API reference, section 4.3).

use axum::response::Response;
use tenant::RemoteId;

use super::{Visit, not_found, redirect};
use crate::rights::Sight;

/// The words that a link may begin with, and the integration that each means.
const DOCUMENTED: [(&str, &str, &[&str]); 2] = [
    ("connectwise", "manage", &["org"]),
    ("autotask", "autotask", &["org", "config"]),
];

/// `/links/INTEGRATION/org|config/ID`.
pub(super) fn answer(visit: &Visit, integration: &str, kind: &str, id: &str) -> Response {
    visit.seen(|sight| {
        let documented = DOCUMENTED
            .iter()
            .find(|(word, _, kinds)| *word == integration && kinds.contains(&kind));
        let integration = match documented {
            Some((_, meant, _)) => meant,
            // Names of further systems are unknown: their filter words are as good a guess as any.
            None if visit.options.is("deep_links", "all") => integration,
            None => return not_found(),
        };
        match target(sight, integration, kind, id) {
            Some(path) => redirect(&path),
            None => not_found(),
        }
    })
}

fn target(sight: &Sight, integration: &str, kind: &str, id: &str) -> Option<String> {
    let tenant = sight.tenant();
    let is_meant = |known: &RemoteId| known.integration == integration && known.remote_id == id;
    match kind {
        "org" => {
            let row = tenant.organizations.iter().find(|row| {
                row.remote_ids.iter().any(is_meant) && sight.may_see("organizations", None, row.id)
            })?;
            Some(format!("/{}", row.id))
        }
        "config" => {
            let row = tenant.configurations.iter().find(|row| {
                let in_rmm = row
                    .rmm_records
                    .iter()
                    .any(|record| record.integration == integration && record.remote_id == id);
                (in_rmm || row.remote_ids.iter().any(is_meant))
                    && sight.may_see("configurations", Some(row.organization_id), row.id)
            })?;
            Some(format!(
                "/{}/configurations/{}",
                row.organization_id, row.id
            ))
        }
        _ => None,
    }
}
