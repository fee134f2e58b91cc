//! What a technician decides: organizations and configurations chosen, undone, kept.

use super::super::shift::{Shift, is_refused};
use super::RMM_TAB;
use super::pages::{HARBOUR, act, candidates, device, found_organizations, not_found};
use gluepane_protocol::{
    ByHand, ConfigurationId, ConfigurationView, Failure, NotFoundCause, OrganizationId, Request,
    Response,
};
use tenant::fixtures as of;

pub(super) async fn by_hand(shift: &Shift) {
    let orchard = (of::SITE_ORCHARD, "Orchard");
    device(shift, 410_301, "ORCHARD-TILL", orchard).await;
    shift.is_about_nobody(RMM_TAB);
    shift
        .step(
            "a shared site is asked about, and has no passwords yet",
            async || {
                let candidates = candidates(shift, RMM_TAB).await?;
                assert_eq!(candidates, [of::ORCHARD_LLC, of::ORCHARD_LTD].into());
                let revision = shift.revision(RMM_TAB).await?;
                let answer = shift.panel(RMM_TAB, Request::Passwords { revision }).await;
                is_refused(answer, |failure| *failure == Failure::NotLinked)
            },
        )
        .await;
    shift.is_about(RMM_TAB, of::ORCHARD_LTD, None);
    let organization = OrganizationId(of::ORCHARD_LTD);
    act(shift, "one is chosen", |revision| Request::Choose {
        revision,
        organization,
    })
    .await;
    shift
        .step("and remembered", async || {
            assert_eq!(shift.linked(RMM_TAB).await?.by_hand, ByHand::Remembered);
            shift.lists(RMM_TAB).await.map(drop)
        })
        .await;
    act(shift, "it is undone", |revision| Request::Unchoose {
        revision,
    })
    .await;
    shift.is_about_nobody(RMM_TAB);
    shift
        .step("nobody is linked again", async || {
            assert_eq!(candidates(shift, RMM_TAB).await?.len(), 2);
            Ok(())
        })
        .await;
    device(
        shift,
        410_201,
        "BSN-PC01",
        (of::SITE_BRIGHTSIDE, "Brightside Nursery"),
    )
    .await;
    shift
        .step("an unknown site is looked for", async || {
            let choose = shift.choice(RMM_TAB).await?;
            assert_ne!(choose.kind, gluepane_protocol::ChooseKind::Ambiguous);
            let found = found_organizations(shift, "cedar".to_owned()).await?;
            assert_eq!(found.first().map(|row| row.id.0), Some(of::CEDAR_STONE));
            Ok(())
        })
        .await;
    shift.is_about(RMM_TAB, of::CEDAR_STONE, None);
    let organization = OrganizationId(of::CEDAR_STONE);
    act(shift, "and linked by hand", |revision| Request::Choose {
        revision,
        organization,
    })
    .await;
    shift
        .step("which is remembered", async || {
            assert_eq!(shift.linked(RMM_TAB).await?.by_hand, ByHand::Remembered);
            Ok(())
        })
        .await;
    act(shift, "another match is looked for", |revision| {
        Request::ChangeMatch { revision }
    })
    .await;
    shift
        .step("with what is linked first", async || {
            let choose = shift.choice(RMM_TAB).await?;
            assert_eq!(choose.candidates[0].organization.id.0, of::CEDAR_STONE);
            Ok(())
        })
        .await;
    act(shift, "and the match is kept", |revision| {
        Request::KeepMatch { revision }
    })
    .await;
    shift
        .step("as it was", async || {
            assert_eq!(shift.linked(RMM_TAB).await?.by_hand, ByHand::Remembered);
            shift.lists(RMM_TAB).await.map(drop)
        })
        .await;
    device(shift, of::DATTO_FRONTDESK_3, "FRONTDESK-3", HARBOUR).await;
    shift.is_about(RMM_TAB, of::HARBOUR_DENTAL, None);
    shift
        .step("configurations are searched", async || {
            let found = found_configurations(shift, "fs01").await?;
            assert_eq!(found[0].id.0, of::HDG_FS01);
            Ok(())
        })
        .await;
    shift.is_about(RMM_TAB, of::HARBOUR_DENTAL, Some(of::HDG_FS01));
    let configuration = ConfigurationId(of::HDG_FS01);
    act(shift, "one is matched by hand", |revision| {
        Request::ChooseConfiguration {
            revision,
            configuration,
        }
    })
    .await;
    shift
        .step("and its passwords are the device's", async || {
            assert_eq!(not_found(&shift.linked(RMM_TAB).await?.configuration), None);
            shift.lists(RMM_TAB).await.map(drop)
        })
        .await;
    act(shift, "that is undone", |revision| {
        Request::UnchooseConfiguration { revision }
    })
    .await;
    shift.is_about(RMM_TAB, of::HARBOUR_DENTAL, None);
    shift
        .step("the device is unknown again", async || {
            let linked = shift.linked(RMM_TAB).await?;
            assert_eq!(
                not_found(&linked.configuration),
                Some(NotFoundCause::NotMatched)
            );
            Ok(())
        })
        .await;
}

async fn found_configurations(
    shift: &Shift,
    query: &str,
) -> Result<Vec<ConfigurationView>, Failure> {
    let (revision, query) = (shift.revision(RMM_TAB).await?, query.to_owned());
    let asked = Request::SearchConfigurations { revision, query };
    match shift.panel(RMM_TAB, asked).await? {
        Response::Configurations { found } => {
            for row in &found {
                let known = shift.tenant.configuration(row.id.0).unwrap();
                let is_meant = known.organization_id == of::HARBOUR_DENTAL;
                assert!(is_meant && known.name == row.name, "{row:?}");
            }
            Ok(found)
        }
        other => panic!("{other:?}"),
    }
}
