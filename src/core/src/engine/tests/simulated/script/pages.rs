//! What the pages of the two products say, and what is read from a panel's answer.

use super::super::shift::Shift;
use super::{PSA_TAB, RMM_TAB};
use crate::engine::tests::desk::{PSA, RMM};
use gluepane_protocol::{
    ConfigurationState, Failure, NotFoundCause, OrganizationView, PanelState, Phase, ReaderAnswer,
    ReaderAsk, Request, Response, Revision,
};
use std::collections::BTreeSet;
use tenant::fixtures as of;

pub(super) const HARBOUR: (u64, &str) = (of::SITE_HARBOUR_DENTAL, "Harbour Dental Group");
pub(super) const SUMMIT: (u64, &str) = (of::SITE_SUMMIT, "Summit Veterinary Clinic");

/// The RMM's tab goes to a site.
pub(super) async fn site(shift: &Shift, id: u64, name: &str) {
    let path = format!("/site/{id}/x");
    let url = format!("{RMM}{path}");
    let values = [(0, name), (3, path.as_str())];
    shift
        .observe(RMM_TAB, "datto-rmm", &url, Phase::Settled, &values)
        .await;
}

/// The RMM's tab goes to a device, inside the page: for a moment the former is still there.
pub(super) async fn device(shift: &Shift, id: u64, name: &str, site: (u64, &str)) {
    let path = format!("/device/{id}/{name}");
    let (url, site_path) = (format!("{RMM}{path}"), format!("/site/{}/x", site.0));
    let plan = "datto-rmm";
    shift
        .observe(RMM_TAB, plan, &url, Phase::Navigating, &[(0, "Somebody")])
        .await;
    shift
        .step("a page that changes shows nobody", async || {
            match shift.view(RMM_TAB).await?.state {
                PanelState::Reading => Ok(()),
                PanelState::Linked { .. } if shift.view(RMM_TAB).await?.pinned.is_some() => Ok(()),
                other => panic!("{other:?}"),
            }
        })
        .await;
    let values = [
        (0, site.1),
        (2, path.as_str()),
        (3, site_path.as_str()),
        (4, name),
    ];
    shift
        .observe(RMM_TAB, plan, &url, Phase::Settled, &values)
        .await;
}

/// The PSA's tab shows a ticket or a configuration item. `more`: host name and serial number.
pub(super) async fn in_psa(
    shift: &Shift,
    path: &str,
    client: &str,
    number: u64,
    more: &[(u16, &str)],
) {
    let url = format!("{PSA}{path}");
    let ReaderAnswer::Plan { plan: Some(_) } = shift.read(PSA_TAB, &url, ReaderAsk::Plan).await
    else {
        panic!("no plan for {url}");
    };
    let link = format!("/Mvc/CRM/AccountDetail.mvc?accountId={number}");
    let mut values = vec![(0, client), (1, link.as_str())];
    values.extend_from_slice(more);
    shift
        .observe(PSA_TAB, "autotask", &url, Phase::Settled, &values)
        .await;
}

/// An act whose answer is the panel: done once, then looked at until that works.
pub(super) async fn act(shift: &Shift, name: &'static str, request: impl Fn(Revision) -> Request) {
    shift
        .step(name, async || {
            let revision = shift.revision(RMM_TAB).await?;
            shift.acted(RMM_TAB, request(revision)).await
        })
        .await;
}

pub(super) fn not_found(configuration: &ConfigurationState) -> Option<NotFoundCause> {
    match configuration {
        ConfigurationState::Linked { .. } => None,
        ConfigurationState::NotFound { cause, .. } => Some(*cause),
    }
}

pub(super) async fn candidates(shift: &Shift, tab: i64) -> Result<BTreeSet<u64>, Failure> {
    let choose = shift.choice(tab).await?;
    let id = |one: &gluepane_protocol::Candidate| one.organization.id.0;
    Ok(choose.candidates.iter().map(id).collect())
}

pub(super) async fn found_organizations(
    shift: &Shift,
    query: String,
) -> Result<Vec<OrganizationView>, Failure> {
    match shift
        .panel(RMM_TAB, Request::SearchOrganizations { query })
        .await?
    {
        Response::Organizations { found } => {
            for row in &found {
                let known = shift.tenant.organization(row.id.0).unwrap();
                assert_eq!(known.name, row.name);
            }
            Ok(found)
        }
        other => panic!("{other:?}"),
    }
}
