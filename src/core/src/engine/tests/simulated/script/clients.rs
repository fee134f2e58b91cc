//! Clients and devices in two tabs, their passwords, and the clipboard.

use super::super::shift::{Shift, is_refused};
use super::pages::{
    HARBOUR, SUMMIT, candidates, device, found_organizations, in_psa, not_found, site,
};
use super::{PSA_TAB, RMM_TAB};
use gluepane_protocol::{Failure, NotFoundCause, PasswordId, Request};
use std::collections::BTreeSet;
use tenant::fixtures as of;

const ALARM: &str = "clear-clipboard";

pub(super) async fn devices(shift: &Shift) {
    site(shift, HARBOUR.0, HARBOUR.1).await;
    shift.is_about(RMM_TAB, of::HARBOUR_DENTAL, None);
    shift
        .step("a site is its client, without a device", async || {
            let linked = shift.linked(RMM_TAB).await?;
            assert_eq!(
                not_found(&linked.configuration),
                Some(NotFoundCause::NoDevice)
            );
            shift.lists(RMM_TAB).await.map(drop)
        })
        .await;
    device(shift, of::DATTO_HDG_DC01, "HDG-DC01", HARBOUR).await;
    shift.is_about(RMM_TAB, of::HARBOUR_DENTAL, Some(of::HDG_DC01));
    shift
        .step(
            "a device is its configuration, with its passwords",
            async || {
                let linked = shift.linked(RMM_TAB).await?;
                assert_eq!(not_found(&linked.configuration), None);
                let lists = shift.lists(RMM_TAB).await?;
                assert_eq!(
                    (lists.device.len(), lists.client.len()),
                    (2, of::HDG_PASSWORDS - 3)
                );
                Ok(())
            },
        )
        .await;
    shift
        .step("a password is shown", async || {
            shift.show(RMM_TAB, of::HDG_DC01_LOCAL_ADMIN).await
        })
        .await;
    shift
        .step("one in the vault is not", async || {
            let revision = shift.revision(RMM_TAB).await?;
            let password = PasswordId(of::HDG_PAYROLL);
            let asked = Request::ShowPassword { revision, password };
            is_refused(shift.panel(RMM_TAB, asked).await, |failure| {
                *failure == Failure::Vaulted
            })
        })
        .await;
    device(
        shift,
        of::DATTO_CLASH,
        "PPW-PC77",
        (of::SITE_PENNINE, "Pennine Print Works"),
    )
    .await;
    shift.is_about(RMM_TAB, of::PENNINE, Some(of::PENNINE_CLASH));
    shift
        .step("an id of two integrations is this one's", async || {
            assert_eq!(not_found(&shift.linked(RMM_TAB).await?.configuration), None);
            Ok(())
        })
        .await;
    let larkfield = (of::SITE_LARKFIELD, "Larkfield Primary School");
    device(shift, of::DATTO_CONTRADICTION, "LPS-LT77", larkfield).await;
    let knows_numbers = shift.right().knows_numbers;
    match knows_numbers {
        true => shift.is_about_nobody(RMM_TAB),
        false => shift.is_about(RMM_TAB, of::LARKFIELD, None),
    }
    shift
        .step("an id that contradicts the name links nobody", async || {
            if !knows_numbers {
                return shift.linked(RMM_TAB).await.map(drop);
            }
            let candidates = candidates(shift, RMM_TAB).await?;
            assert_eq!(candidates, [of::CEDAR_STONE, of::LARKFIELD].into());
            Ok(())
        })
        .await;
}

pub(super) async fn clipboard(shift: &Shift) {
    device(shift, of::DATTO_HDG_DC01, "HDG-DC01", HARBOUR).await;
    shift.is_about(RMM_TAB, of::HARBOUR_DENTAL, Some(of::HDG_DC01));
    shift
        .step("a username is copied", async || {
            shift.copy(RMM_TAB, of::HDG_DOMAIN_ADMIN, false).await
        })
        .await;
    shift
        .step("a password is copied", async || {
            shift.copy(RMM_TAB, of::HDG_DC01_IDRAC, true).await?;
            let view = shift.view(RMM_TAB).await?;
            assert!(view.clipboard.is_some_and(|held| held.name == "iDRAC"));
            Ok(())
        })
        .await;
    shift
        .step("and is gone after its time", async || {
            let at_ms = shift.world.alarms.borrow_mut().remove(ALARM);
            let now_ms = shift.clock.now_ms();
            shift
                .clock
                .sleep_ms(at_ms.unwrap().saturating_sub(now_ms))
                .await;
            shift.kill();
            let alarm = crate::engine::Signal::Alarm(ALARM.to_owned());
            shift.engine().signal(alarm).await?;
            assert_eq!(*shift.world.clipboard.borrow(), "");
            assert_eq!(shift.view(RMM_TAB).await?.clipboard, None);
            Ok(())
        })
        .await;
}

pub(super) async fn tickets(shift: &Shift) {
    let path = format!(
        "/Mvc/ServiceDesk/TicketDetail.mvc?ticketId={}",
        of::TICKET_SVC_DC01
    );
    in_psa(shift, &path, SUMMIT.1, of::AUTOTASK_SUMMIT, &[]).await;
    shift.is_about(PSA_TAB, of::SUMMIT_VETERINARY, None);
    shift
        .step("a ticket in another tab is its own client's", async || {
            let linked = shift.linked(PSA_TAB).await?;
            assert_eq!(
                not_found(&linked.configuration),
                Some(NotFoundCause::NoDevice)
            );
            shift.lists(PSA_TAB).await.map(drop)
        })
        .await;
    shift
        .step("the other tab is still the other client's", async || {
            let before = shift.wire.n_asked();
            shift.linked(RMM_TAB).await?;
            assert_eq!(
                shift.wire.n_asked(),
                before,
                "what is known was asked again"
            );
            Ok(())
        })
        .await;
    shift
        .step("a password of another client is not there", async || {
            let revision = shift.revision(PSA_TAB).await?;
            let password = PasswordId(of::HDG_DC01_LOCAL_ADMIN);
            let asked = Request::ShowPassword { revision, password };
            is_refused(shift.panel(PSA_TAB, asked).await, |failure| {
                *failure == Failure::NotFound
            })
        })
        .await;
    shift
        .step("its own client's is shown", async || {
            shift
                .show(PSA_TAB, shift.first_of(of::SUMMIT_VETERINARY))
                .await
        })
        .await;
    // Its id is Summit's company number.
    let path = format!(
        "/Mvc/ServiceDesk/TicketDetail.mvc?ticketId={}",
        of::TICKET_LIKE_COMPANY
    );
    in_psa(shift, &path, HARBOUR.1, of::AUTOTASK_HARBOUR_DENTAL, &[]).await;
    shift.is_about(PSA_TAB, of::HARBOUR_DENTAL, None);
    shift
        .step("a company's number is no ticket's", async || {
            shift.linked(PSA_TAB).await.map(drop)
        })
        .await;
    shift
        .step("organizations are searched", async || {
            let query = "hartwell".to_owned();
            let found = found_organizations(shift, query).await?;
            let ids: BTreeSet<u64> = found.iter().map(|row| row.id.0).collect();
            for id in [
                of::HARTWELL,
                of::HARTWELL_GROUP,
                of::HARTWELL_LEEDS,
                of::HARTWELL_RETAIL,
            ] {
                assert!(ids.contains(&id), "{found:?}");
            }
            Ok(())
        })
        .await;
}
