//! Before anything else: keys are tried, and one connects.

use super::super::shift::{Shift, is_refused};
use super::pages::site;
use super::{PSA_TAB, RMM_TAB};
use crate::engine::tests::desk::{PSA, RMM};
use gluepane_protocol::{Failure, KeyAccess, PanelTab, PasswordId, Request, Response, TestedView};
use tenant::fixtures as of;

pub(super) async fn connecting(shift: &Shift) {
    let (region, other) = shift.regions();
    shift.go(RMM_TAB, &format!("{RMM}/"));
    shift.go(PSA_TAB, &format!("{PSA}/"));
    for (tab, host, product) in [(RMM_TAB, RMM, "datto-rmm"), (PSA_TAB, PSA, "autotask")] {
        let pattern = format!("{host}/*");
        shift.world.permissions.borrow_mut().insert(pattern);
        let product = product.to_owned();
        let enabled = shift.in_popup(tab, Request::EnableHost { product }).await;
        assert!(enabled.is_ok(), "{enabled:?}");
    }
    shift
        .step("a key of another region is named", async || {
            let form = shift.form(other, &shift.key("api_key"));
            let answer = shift.in_options(Request::TestConnection { form }).await;
            is_refused(answer, |failure| {
                *failure == Failure::WrongRegion { region }
            })
        })
        .await;
    shift
        .step("a mistyped key is refused", async || {
            let form = shift.form(region, "ITG.mistyped");
            let answer = shift.in_options(Request::TestConnection { form }).await;
            is_refused(answer, |failure| *failure == Failure::KeyRefused)
        })
        .await;
    shift
        .step("another account's address is noticed", async || {
            let mut form = shift.form(region, &shift.key("api_key"));
            form.subdomain = "https://somebody-else.itglue.com".to_owned();
            let answer = shift.in_options(Request::TestConnection { form }).await;
            is_refused(answer, |failure| {
                matches!(failure, Failure::WrongSubdomain { .. })
            })
        })
        .await;
    shift
        .step("the right key is tested", async || {
            let tested = tested(shift, "api_key").await?;
            assert_eq!(
                tested.organizations,
                shift.tenant.organizations.len() as u64
            );
            assert_eq!(tested.web_address, shift.wire.simulator.web_base());
            made_out(tested.access, KeyAccess::WithPasswords)
        })
        .await;
    shift
        .step("a key without password access connects", async || {
            connect(
                shift,
                "api_key_without_passwords",
                KeyAccess::WithoutPasswords,
            )
            .await
        })
        .await;
    site(shift, of::SITE_SUMMIT, "Summit Veterinary Clinic").await;
    shift.is_about(RMM_TAB, of::SUMMIT_VETERINARY, None);
    shift
        .step(
            "without password access nothing is listed as nothing",
            async || {
                if shift.right().lists_without_access {
                    return shift.lists(RMM_TAB).await.map(drop);
                }
                let revision = shift.revision(RMM_TAB).await?;
                let answer = shift.panel(RMM_TAB, Request::Passwords { revision }).await;
                is_refused(answer, |failure| *failure == Failure::NoPasswordAccess)
            },
        )
        .await;
    shift
        .step("without password access no value is shown", async || {
            let revision = shift.revision(RMM_TAB).await?;
            let password = PasswordId(shift.first_of(of::SUMMIT_VETERINARY));
            let asked = Request::ShowPassword { revision, password };
            let answer = shift.panel(RMM_TAB, asked).await;
            is_refused(answer, |failure| *failure == Failure::NoPasswordAccess)
        })
        .await;
    shift
        .step("the right key connects", async || {
            connect(shift, "api_key", KeyAccess::WithPasswords).await
        })
        .await;
    shift
        .step(
            "values are allowed, and a tab of the panel chosen",
            async || {
                let allowed = Request::SetRevealWithKey { allowed: true };
                shift.in_options(allowed).await?;
                let tab = PanelTab::Organization;
                shift
                    .panel(RMM_TAB, Request::SelectTab { tab })
                    .await
                    .map(drop)
            },
        )
        .await;
}

pub(super) async fn tested(shift: &Shift, key: &str) -> Result<TestedView, Failure> {
    let (region, _) = shift.regions();
    let form = shift.form(region, &shift.key(key));
    match shift.in_options(Request::TestConnection { form }).await? {
        Response::Tested { tested } => Ok(tested),
        other => panic!("{other:?}"),
    }
}

/// Connects, and says so where something was made out wrongly that a technician then tries again.
pub(super) async fn connect(shift: &Shift, key: &str, access: KeyAccess) -> Result<(), Failure> {
    let (region, _) = shift.regions();
    let form = shift.form(region, &shift.key(key));
    match shift.in_options(Request::Connect { form }).await? {
        Response::Options { view } => made_out(view.connection.unwrap().access, access),
        other => panic!("{other:?}"),
    }
}

/// A key that was refused passwords at that moment is one without, and one whose record was gone shows nothing.
fn made_out(found: KeyAccess, right: KeyAccess) -> Result<(), Failure> {
    match found {
        found if found == right => Ok(()),
        KeyAccess::WithoutPasswords => Err(Failure::NoPasswordAccess),
        KeyAccess::Unknown => Err(Failure::NotFound),
        KeyAccess::WithPasswords => {
            panic!("a key that gives no values was taken for one that does")
        }
    }
}
