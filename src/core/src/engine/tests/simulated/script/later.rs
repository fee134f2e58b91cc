//! Later: identifiers, a pinned client, a background that is stopped, a key that is revoked for a while, and the end.

use super::super::shift::{Shift, is_refused};
use super::connecting::connect;
use super::pages::{HARBOUR, SUMMIT, act, candidates, device, in_psa, not_found};
use super::{PSA_TAB, RMM_TAB};
use gluepane_protocol::{ByHand, Failure, KeyAccess, NotFoundCause, PanelState, PanelTab, Request};
use simulator::KeyState;
use tenant::fixtures as of;

pub(super) async fn identifiers(shift: &Shift) {
    let asset = |id: u64| format!("/Mvc/CRM/InstalledProductDetail.mvc?installedProductId={id}");
    let known = [(3, "RENAMED-01"), (4, of::HDG_DC01_SERIAL)];
    let number = of::AUTOTASK_HARBOUR_DENTAL;
    in_psa(shift, &asset(of::ASSET_HDG_DC01), HARBOUR.1, number, &known).await;
    shift.is_about(PSA_TAB, of::HARBOUR_DENTAL, Some(of::HDG_DC01));
    shift
        .step(
            "a serial number is its device's, whatever the name",
            async || shift.linked(PSA_TAB).await.map(drop),
        )
        .await;
    let loan = [(3, "SVC-LOAN1"), (4, of::HDG_DC01_SERIAL)];
    in_psa(
        shift,
        &asset(of::ASSET_LOAN),
        SUMMIT.1,
        of::AUTOTASK_SUMMIT,
        &loan,
    )
    .await;
    shift.is_about(PSA_TAB, of::SUMMIT_VETERINARY, None);
    shift
        .step(
            "a serial number of another client's device is nobody's",
            async || {
                let linked = shift.linked(PSA_TAB).await?;
                assert_eq!(
                    not_found(&linked.configuration),
                    Some(NotFoundCause::NotMatched)
                );
                Ok(())
            },
        )
        .await;
    let unnamed = [(3, "SVC-LOAN1"), (4, of::HDG_DC01_SERIAL)];
    in_psa(shift, &asset(4_711), "Nobody We Know", 98_765, &unnamed).await;
    shift.is_about_nobody(PSA_TAB);
    shift
        .step(
            "an unknown company with a known serial number is asked about",
            async || {
                let candidates = candidates(shift, PSA_TAB).await?;
                assert!(candidates.contains(&of::HARBOUR_DENTAL), "{candidates:?}");
                Ok(())
            },
        )
        .await;
}

pub(super) async fn pinned(shift: &Shift) {
    device(shift, of::DATTO_HDG_DC01, "HDG-DC01", HARBOUR).await;
    shift.is_about(RMM_TAB, of::HARBOUR_DENTAL, Some(of::HDG_DC01));
    shift
        .step("the device is there again", async || {
            shift.linked(RMM_TAB).await.map(drop)
        })
        .await;
    act(shift, "it is pinned", |revision| Request::Pin { revision }).await;
    device(shift, of::DATTO_SVC_DC01, "SVC-DC01", SUMMIT).await;
    shift
        .step("and stays while its tab goes on", async || {
            let view = shift.view(RMM_TAB).await?;
            assert!(view.pinned.is_some() && view.tab < 0, "{view:?}");
            shift.lists(RMM_TAB).await?;
            shift.show(RMM_TAB, of::HDG_DC01_IDRAC).await
        })
        .await;
    shift
        .step("it is let go", async || {
            shift.acted(RMM_TAB, Request::Unpin).await
        })
        .await;
    shift.is_about(RMM_TAB, of::SUMMIT_VETERINARY, Some(of::SVC_DC01));
    shift
        .step("and the tab's own client is there", async || {
            assert_eq!(not_found(&shift.linked(RMM_TAB).await?.configuration), None);
            shift.lists(RMM_TAB).await.map(drop)
        })
        .await;
}

pub(super) async fn over_time(shift: &Shift) {
    shift.kill();
    shift
        .step(
            "a background that was stopped asks nothing again",
            async || {
                let before = shift.wire.n_asked();
                shift.linked(RMM_TAB).await?;
                assert_eq!(shift.wire.n_asked(), before);
                Ok(())
            },
        )
        .await;
    shift
        .step("and reads a value", async || {
            shift
                .show(RMM_TAB, shift.first_of(of::SUMMIT_VETERINARY))
                .await
        })
        .await;
    shift.wait_s(20 * 60).await;
    shift
        .step("after a while all is asked anew", async || {
            let before = shift.wire.n_asked();
            shift.linked(RMM_TAB).await?;
            assert!(shift.wire.n_asked() > before);
            Ok(())
        })
        .await;
    let set = |state| shift.wire.simulator.access().set_state("api_key", state);
    set(KeyState::Revoked);
    shift
        .step("a revoked key is named", async || {
            let revision = shift.revision(RMM_TAB).await?;
            let answer = shift.panel(RMM_TAB, Request::Passwords { revision }).await;
            // A gateway says the same of a key without password access.
            let is_said = |failure: &Failure| {
                matches!(failure, Failure::KeyRevoked | Failure::NoPasswordAccess)
            };
            is_refused(answer, is_said)
        })
        .await;
    shift.wait_s(20 * 60).await;
    shift
        .step("where a page is looked at as well", async || {
            match shift.view(RMM_TAB).await {
                Err(Failure::KeyRevoked) => Ok(()),
                Err(other) => Err(other),
                Ok(view) => panic!("{view:?}"),
            }
        })
        .await;
    set(KeyState::Active);
    shift
        .step("and works again when it works again", async || {
            shift.linked(RMM_TAB).await?;
            shift.lists(RMM_TAB).await?;
            shift
                .show(RMM_TAB, shift.first_of(of::SUMMIT_VETERINARY))
                .await
        })
        .await;
}

pub(super) async fn the_end(shift: &Shift) {
    shift
        .step("the connection is given up", async || {
            shift.in_options(Request::Disconnect).await?;
            assert!(matches!(
                shift.view(RMM_TAB).await?.state,
                PanelState::NotConnected
            ));
            Ok(())
        })
        .await;
    shift.kill();
    shift
        .step("and made again", async || {
            connect(shift, "api_key", KeyAccess::WithPasswords).await
        })
        .await;
    device(
        shift,
        410_202,
        "BSN-LT01",
        (of::SITE_BRIGHTSIDE, "Brightside Nursery"),
    )
    .await;
    shift.is_about(RMM_TAB, of::CEDAR_STONE, None);
    shift
        .step("links by hand and settings are still there", async || {
            let view = shift.view(RMM_TAB).await?;
            assert_eq!(view.chosen_tab, PanelTab::Organization);
            assert_eq!(shift.linked(RMM_TAB).await?.by_hand, ByHand::Remembered);
            shift.lists(RMM_TAB).await.map(drop)
        })
        .await;
    let entries = shift.wire.simulator.journal().entries();
    for entry in &entries {
        assert_eq!(
            (entry.surface, entry.method.as_str()),
            ("api", "GET"),
            "{entry:?}"
        );
        let is_meant = entry.show_password.as_deref() == Some("true");
        assert!(is_meant || !entry.value_sent, "{entry:?}");
    }
    assert!(entries.iter().any(|entry| entry.value_sent));
}
