//! Who is asking: from what the browser vouches for, never from the message; and what each may ask.
//!
//! Invariant: what is not recognised is refused.

use crate::page::PageUrl;
use gluepane_protocol::Request;

/// What the browser says of a message's sender (`runtime.MessageSender`).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sender {
    /// `sender.id`: the extension's id.
    pub id: String,
    /// `sender.url`: the exact URL of the sending document.
    pub url: String,
    /// `sender.origin`, where the browser gives one.
    pub origin: Option<String>,
    /// `sender.tab.id`.
    pub tab: Option<i64>,
    /// `sender.frameId`; in Firefox beyond 32 bits.
    pub frame: Option<i64>,
}

/// What we know of ourselves.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Own {
    /// `runtime.id`.
    pub id: String,
    /// The extension's origin, from `runtime.getURL`, without a slash at the end.
    pub origin: String,
}

/// Who is asking.
#[derive(Clone, PartialEq, Debug)]
pub enum Caller {
    /// The options page.
    Options,
    /// The panel in a frame of a tab. Bound to that tab.
    PanelInTab {
        /// The browser's tab id.
        tab: i64,
        /// The browser's frame id.
        frame: i64,
    },
    /// The panel or the popup as a top document: names its window or tab itself.
    TopPage,
    /// The panel in a window of its own, popped out. What the token stands for is the engine's to know.
    PopOut {
        /// From the address that the document was loaded with.
        token: String,
        /// The tab that it stands in.
        tab: i64,
    },
    /// The page reader in a frame of an ordinary page.
    Reader {
        /// The browser's tab id.
        tab: i64,
        /// 0 is the top frame.
        frame: i64,
        /// The page's URL.
        url: String,
    },
}

impl Caller {
    /// Who that is. `None` for everybody else: other extensions, pages of ours that have nothing to ask, pages without a
    /// tab.
    pub fn of(sender: &Sender, own: &Own) -> Option<Self> {
        if sender.id.is_empty() || sender.id != own.id || own.origin.is_empty() {
            return None;
        }
        if let Some(page) = sender
            .url
            .strip_prefix(&own.origin)
            .and_then(|rest| rest.strip_prefix("/extension/"))
        {
            if sender
                .origin
                .as_deref()
                .is_some_and(|origin| origin != own.origin)
            {
                return None;
            }
            let file = page.split(['?', '#']).next().unwrap_or(page);
            let frame = sender.frame.filter(|frame| *frame != 0);
            return match (file, sender.tab, frame) {
                ("options.html", _, None) => Some(Self::Options),
                ("panel.html", Some(tab), Some(frame)) => Some(Self::PanelInTab { tab, frame }),
                // In a tab of its own the panel could be opened by any page that knows its address, for any tab it likes: so
                // it needs a token that only we have given out. The popup can't be: no page may load it.
                ("panel.html", Some(tab), None) => popout_token(page).map(|token| Self::PopOut {
                    token: token.to_owned(),
                    tab,
                }),
                ("panel.html", None, None) | ("popup.html", _, None) => Some(Self::TopPage),
                _ => None,
            };
        }
        let (tab, frame) = (sender.tab?, sender.frame?);
        let origin = PageUrl::parse(&sender.url)?.origin;
        let is_vouched = sender
            .origin
            .as_deref()
            .is_none_or(|vouched| vouched == origin);
        is_vouched.then(|| Self::Reader {
            tab,
            frame,
            url: sender.url.clone(),
        })
    }

    /// What this caller may ask. No `_` arm: a new request doesn't compile until somebody decides.
    pub fn may(&self, request: &Request) -> bool {
        let is_options = matches!(self, Self::Options);
        let is_top_page = matches!(self, Self::TopPage);
        let is_beside_page = is_top_page || matches!(self, Self::PanelInTab { .. });
        let is_panel = is_beside_page || matches!(self, Self::PopOut { .. });
        match request {
            Request::View
            | Request::Passwords { .. }
            | Request::CopyUsername { .. }
            | Request::CopyPassword { .. }
            | Request::ShowPassword { .. }
            | Request::ClearClipboard
            | Request::KeepClipboard
            | Request::SearchOrganizations { .. }
            | Request::Choose { .. }
            | Request::Unchoose { .. }
            | Request::Open { .. }
            | Request::SelectTab { .. }
            | Request::ChangeMatch { .. }
            | Request::KeepMatch { .. }
            | Request::SearchConfigurations { .. }
            | Request::ChooseConfiguration { .. }
            | Request::UnchooseConfiguration { .. }
            | Request::OpenOptions => is_panel,
            // A window of its own has no frame and no page beside it, and stays with its client.
            Request::SetCollapsed { .. }
            | Request::SetSide { .. }
            | Request::SetWidth { .. }
            | Request::SetPlace { .. }
            | Request::Pin { .. }
            | Request::Unpin
            | Request::PopOut { .. }
            | Request::Look => is_beside_page,
            Request::Popup | Request::EnableHost { .. } => is_top_page,
            Request::Options
            | Request::Budget
            | Request::CheckAccount
            | Request::CancelCheck
            | Request::TestConnection { .. }
            | Request::Connect { .. }
            | Request::Disconnect
            | Request::CheckConnection
            | Request::SetRevealWithKey { .. }
            | Request::SetHostProduct { .. }
            | Request::SetHostPlace { .. }
            | Request::SetShortcut { .. }
            | Request::ResetShortcuts
            | Request::RemoveHost { .. } => is_options,
        }
    }
}

/// The token in the address of a popped-out panel: as [`crate::engine::Crypto::salt`] makes them.
fn popout_token(page: &str) -> Option<&str> {
    let (_, query) = page.split('#').next()?.split_once('?')?;
    let token = query.strip_prefix("popout=")?;
    let is_whole = token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_whole.then_some(token)
}

#[cfg(test)]
mod tests {
    use super::{Caller, Own, Sender};
    use gluepane_protocol::{PasswordId, Request, Revision};

    fn own() -> Own {
        Own {
            id: "ours".into(),
            origin: "chrome-extension://ours".into(),
        }
    }

    fn sender(url: &str, origin: &str, tab: Option<i64>, frame: Option<i64>) -> Sender {
        Sender {
            id: "ours".into(),
            url: url.into(),
            origin: Some(origin.into()),
            tab,
            frame,
        }
    }

    fn of(url: &str, origin: &str, tab: Option<i64>, frame: Option<i64>) -> Option<Caller> {
        Caller::of(&sender(url, origin, tab, frame), &own())
    }

    const OURS: &str = "chrome-extension://ours";
    const PAGE: &str = "https://pinotage.rmm.datto.com";

    #[test]
    fn each_page_is_known_by_its_exact_url() {
        let at = |file: &str| format!("{OURS}/extension/{file}");
        assert_eq!(
            of(&at("options.html"), OURS, Some(3), Some(0)),
            Some(Caller::Options)
        );
        assert_eq!(
            of(&at("panel.html"), OURS, Some(3), Some(71_234_567_890)),
            Some(Caller::PanelInTab {
                tab: 3,
                frame: 71_234_567_890
            })
        );
        assert_eq!(
            of(&at("panel.html?tab=3"), OURS, None, None),
            Some(Caller::TopPage)
        );
        assert_eq!(
            of(&at("popup.html"), OURS, None, None),
            Some(Caller::TopPage)
        );
    }

    #[test]
    fn a_panel_in_a_tab_of_its_own_is_nobody_without_a_whole_token() {
        let token = "0123456789abcdef0123456789abcdef";
        let at = |rest: &str| {
            let url = format!("{OURS}/extension/panel.html{rest}");
            of(&url, OURS, Some(9), Some(0))
        };
        assert_eq!(
            at(&format!("?popout={token}")),
            Some(Caller::PopOut {
                token: token.into(),
                tab: 9
            })
        );
        for rest in [
            String::new(),
            "?popout=".into(),
            "?popout=1".into(),
            format!("?tab=3&popout={token}"),
            format!("#?popout={token}"),
            format!("?popout={token}&tab=3"),
            format!("?popout={token}0"),
            "?popout=0123456789abcdef0123456789abcde/".into(),
        ] {
            assert_eq!(at(&rest), None, "{rest}");
        }
        let framed = of(
            &format!("{OURS}/extension/panel.html?popout={token}"),
            OURS,
            Some(9),
            Some(4),
        );
        assert_eq!(framed, Some(Caller::PanelInTab { tab: 9, frame: 4 }));
    }

    #[test]
    fn an_options_page_or_popup_inside_a_page_is_refused() {
        for file in [
            "options.html",
            "popup.html",
            "offscreen.html",
            "panel.html.evil",
            "../panel.html",
        ] {
            assert_eq!(
                of(&format!("{OURS}/extension/{file}"), OURS, Some(3), Some(5)),
                None,
                "{file}"
            );
        }
    }

    #[test]
    fn a_page_is_a_reader_whatever_its_path_pretends() {
        for path in [
            "/",
            "/extension/options.html",
            "/?chrome-extension://ours/extension/panel.html",
        ] {
            let caller = of(&format!("{PAGE}{path}"), PAGE, Some(3), Some(0));
            assert!(
                matches!(
                    caller,
                    Some(Caller::Reader {
                        tab: 3,
                        frame: 0,
                        ..
                    })
                ),
                "{path}"
            );
        }
    }

    #[test]
    fn what_the_browser_does_not_vouch_for_is_refused() {
        assert_eq!(
            of(
                &format!("{OURS}/extension/panel.html"),
                PAGE,
                Some(3),
                Some(5)
            ),
            None,
            "another origin"
        );
        assert_eq!(
            of(PAGE, "https://evil.example", Some(3), Some(0)),
            None,
            "another origin"
        );
        assert_eq!(of("about:blank", "null", Some(3), Some(0)), None, "no page");
        assert_eq!(of(PAGE, PAGE, None, None), None, "no tab");
        let foreign = Sender {
            id: "theirs".into(),
            ..sender(PAGE, PAGE, Some(3), Some(0))
        };
        assert_eq!(Caller::of(&foreign, &own()), None, "another extension");
        assert_eq!(
            Caller::of(&Sender::default(), &Own::default()),
            None,
            "nobody"
        );
    }

    #[test]
    fn a_reader_may_ask_nothing_that_a_page_of_ours_asks() {
        let reader = Caller::Reader {
            tab: 3,
            frame: 0,
            url: PAGE.into(),
        };
        let (revision, password) = (Revision(1), PasswordId(1));
        for request in [
            Request::View,
            Request::Passwords { revision },
            Request::CopyPassword { revision, password },
            Request::ShowPassword { revision, password },
            Request::SearchOrganizations {
                query: String::new(),
            },
            Request::Options,
            Request::Popup,
            Request::Disconnect,
            Request::CheckConnection,
        ] {
            assert!(!reader.may(&request), "{request:?}");
        }
    }

    #[test]
    fn the_options_page_sees_no_password_and_the_panel_changes_no_connection() {
        let show = Request::ShowPassword {
            revision: Revision(1),
            password: PasswordId(1),
        };
        assert!(!Caller::Options.may(&show) && Caller::PanelInTab { tab: 3, frame: 7 }.may(&show));
        for request in [
            Request::Disconnect,
            Request::CheckConnection,
            Request::Options,
            Request::CheckAccount,
            Request::CancelCheck,
            Request::SetRevealWithKey { allowed: true },
        ] {
            assert!(
                !Caller::PanelInTab { tab: 3, frame: 7 }.may(&request)
                    && !Caller::TopPage.may(&request),
                "{request:?}"
            );
        }
    }
}
