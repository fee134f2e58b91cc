//! What the panel knows, and what its buttons do that have to do with no value.
//!
//! Invariant: rows and shown values belong to `revision`.

use super::focus::Focus;
use super::follow::Asking;
use super::secrets::{Copied, Shown};
use crate::background::ask;
use crate::browser;
use crate::observer::Guard;
use crate::ui::{Readable, RwSignal, StoredValue, spawn_local};
use gluepane_protocol::{
    ConfigurationId, Failure, FrameLayout, OpenTarget, OrganizationId, PanelPlace, PanelState,
    PanelTab, PanelView, PasswordId, PasswordLists, PinnedView, Request, Response, Revision,
    Shortcut, ShortcutAction, Side,
};
use std::sync::Arc;

/// The rows of the linked organization.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) enum Lists {
    /// Asked for, or about to be.
    #[default]
    Awaited,
    /// Here.
    Ready(Arc<PasswordLists>),
    /// Not to be had.
    Failed(Failure),
}

/// Something to tell about what was just pressed.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Notice {
    /// It went wrong.
    Failure {
        /// How.
        failure: Failure,
        /// Whose button it was.
        password: Option<PasswordId>,
    },
    /// How the browser's own side panel is opened, where we can't do it.
    HowToOpenSidebar,
}

/// A dialog of the panel's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dialog {
    /// *Keyboard shortcuts*.
    Shortcuts,
    /// *Match…*: a configuration for the device on the page.
    Match,
}

/// What stands around the client: the frame, the tab, the settings.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Surround {
    /// The browser's tab beside this panel.
    pub(crate) page_tab: Option<i64>,
    /// This panel stays with its client.
    pub(crate) pinned: Option<PinnedView>,
    /// How the frame is laid out.
    pub(crate) layout: FrameLayout,
    /// Where the panel stands on this host's pages.
    pub(crate) place: PanelPlace,
    /// The panel's own shortcuts.
    pub(crate) shortcuts: Vec<Shortcut>,
}

impl Surround {
    /// What a view says of it.
    pub(crate) fn of(view: &PanelView) -> Self {
        Self {
            page_tab: view.page_tab,
            pinned: view.pinned.clone(),
            layout: view.layout,
            place: view.place,
            shortcuts: view.shortcuts.clone(),
        }
    }

    /// The key of a shortcut, if it has one.
    pub(crate) fn key_of(&self, action: ShortcutAction) -> Option<&str> {
        let found = self.shortcuts.iter().find(|one| one.action == action)?;
        (!found.key.is_empty()).then_some(found.key.as_str())
    }
}

/// All of it. Copied around freely: these are handles.
#[derive(Clone, Copy)]
pub(crate) struct State {
    /// What to draw; `None` while the view is asked for.
    pub(crate) shown: RwSignal<Option<PanelState>>,
    pub(crate) revision: RwSignal<Revision>,
    pub(crate) tab: RwSignal<Option<i64>>,
    pub(crate) known: RwSignal<bool>,
    pub(crate) signed_in: RwSignal<Option<String>>,
    pub(crate) chosen: RwSignal<PanelTab>,
    pub(crate) collapsed: RwSignal<bool>,
    pub(crate) surround: RwSignal<Surround>,
    pub(crate) lists: RwSignal<Lists>,
    pub(crate) search: RwSignal<String>,
    pub(crate) copied: RwSignal<Option<Copied>>,
    pub(crate) notice: RwSignal<Option<Notice>>,
    pub(crate) dialog: RwSignal<Option<Dialog>>,
    pub(crate) covered: RwSignal<bool>,
    /// The one value in sight.
    pub(crate) value: RwSignal<Option<Shown>>,
    /// The row whose press is under way.
    pub(crate) busy: RwSignal<Option<PasswordId>>,
    /// In a frame beside a page, and so able to collapse.
    pub(crate) in_frame: bool,
    pub(super) focus: StoredValue<Focus>,
    pub(super) guard: StoredValue<Guard>,
    pub(super) asking: RwSignal<Asking>,
    pub(super) ticket: RwSignal<u32>,
    /// When the width was last changed here: what the background says of it then may be older.
    pub(super) resized_ms: StoredValue<f64>,
    /// When it was last collapsed or opened here.
    pub(super) folded_ms: StoredValue<f64>,
}

impl State {
    /// Nothing known yet.
    pub(crate) fn new() -> Self {
        Self {
            shown: RwSignal::new(None),
            revision: RwSignal::new(Revision::default()),
            tab: RwSignal::new(None),
            known: RwSignal::new(false),
            signed_in: RwSignal::new(None),
            chosen: RwSignal::new(PanelTab::default()),
            collapsed: RwSignal::new(false),
            surround: RwSignal::new(Surround::default()),
            lists: RwSignal::new(Lists::Awaited),
            search: RwSignal::new(String::new()),
            copied: RwSignal::new(None),
            notice: RwSignal::new(None),
            dialog: RwSignal::new(None),
            covered: RwSignal::new(false),
            value: RwSignal::new(None),
            busy: RwSignal::new(None),
            in_frame: !browser::is_top_document(),
            focus: StoredValue::new(Focus::default()),
            guard: StoredValue::new(Guard::new()),
            asking: RwSignal::new(Asking::default()),
            ticket: RwSignal::new(0),
            resized_ms: StoredValue::new(f64::MIN),
            folded_ms: StoredValue::new(f64::MIN),
        }
    }

    /// Sends something whose answer is a new view.
    fn tell_for_view(self, request: Request) {
        let number = self.next_number();
        spawn_local(async move {
            match ask(request).await {
                Ok(Response::Panel { view }) => self.take_told(number, *view),
                Ok(_) => {}
                Err(failure) => self.complain(failure, None),
            }
        });
    }

    /// Sends something whose answer is nothing worth showing but a failure.
    pub(crate) fn tell(self, request: Request) {
        spawn_local(async move {
            if let Err(failure) = ask(request).await {
                self.complain(failure, None);
            }
        });
    }

    /// Shows what went wrong with something that was pressed.
    pub(crate) fn complain(self, failure: Failure, password: Option<PasswordId>) {
        let is_outdated = failure == Failure::Outdated;
        // Who has pressed a row must learn that nothing came of it; it goes with the rows if the page did change.
        if !is_outdated || password.is_some() {
            self.notice.set(Some(Notice::Failure { failure, password }));
        }
        if is_outdated {
            self.ask_view();
        }
    }

    /// Opens a page of IT Glue in a new tab.
    pub(crate) fn open(self, target: OpenTarget) {
        self.tell(Request::Open {
            revision: self.revision.get_untracked(),
            target,
        });
    }

    /// *Go to IT Glue*.
    pub(crate) fn open_home(self) {
        self.open(OpenTarget::Home);
    }

    /// "This one", *Keep* and *Change Match* beside a candidate.
    pub(crate) fn choose(self, organization: OrganizationId) {
        self.then_focus("change-match");
        self.tell_for_view(Request::Choose {
            revision: self.revision.get_untracked(),
            organization,
        });
    }

    /// *Undo* of an organization.
    pub(crate) fn unchoose(self) {
        self.then_focus("search");
        self.tell_for_view(Request::Unchoose {
            revision: self.revision.get_untracked(),
        });
    }

    /// *Change Match*.
    pub(crate) fn change_match(self) {
        self.then_focus("search");
        self.tell_for_view(Request::ChangeMatch {
            revision: self.revision.get_untracked(),
        });
    }

    /// *Cancel* after *Change Match*.
    pub(crate) fn keep_match(self) {
        self.then_focus("change-match");
        self.tell_for_view(Request::KeepMatch {
            revision: self.revision.get_untracked(),
        });
    }

    /// *Match* and *Keep* beside a configuration.
    pub(crate) fn choose_configuration(self, configuration: ConfigurationId) {
        self.then_focus("undo-device");
        self.dialog.set(None);
        self.tell_for_view(Request::ChooseConfiguration {
            revision: self.revision.get_untracked(),
            configuration,
        });
    }

    /// *Undo* of a configuration.
    pub(crate) fn unchoose_configuration(self) {
        self.then_focus("match");
        self.tell_for_view(Request::UnchooseConfiguration {
            revision: self.revision.get_untracked(),
        });
    }

    /// *Pin* and *Unpin*: one button.
    pub(crate) fn toggle_pin(self) {
        let pinned = self
            .surround
            .with_untracked(|surround| surround.pinned.as_ref().map(|pinned| pinned.popped_out));
        match pinned {
            Some(true) => {}
            Some(false) => {
                self.then_focus("pin");
                self.tell_for_view(Request::Unpin);
            }
            None if self.is_linked() => {
                self.then_focus("pin");
                self.tell_for_view(Request::Pin {
                    revision: self.revision.get_untracked(),
                });
            }
            None => {}
        }
    }

    /// *Pop out*.
    pub(crate) fn pop_out(self) {
        self.tell(Request::PopOut {
            revision: self.revision.get_untracked(),
        });
    }

    /// *Open side panel*. Must be called in the click's own turn.
    pub(crate) fn open_side_panel(self) {
        let tab = self
            .surround
            .with_untracked(|surround| surround.page_tab)
            .or(self.tab.get_untracked());
        if !tab.is_some_and(browser::open_side_panel) {
            self.notice.set(Some(Notice::HowToOpenSidebar));
        }
    }

    /// In the page, or in the side panel alone.
    pub(crate) fn set_place(self, place: PanelPlace) {
        let mut surround = self.surround.get_untracked();
        surround.place = place;
        self.surround.set(surround);
        self.tell(Request::SetPlace { place });
    }

    /// To the other edge.
    pub(crate) fn switch_side(self) {
        let layout = self.surround.with_untracked(|surround| surround.layout);
        let side = match layout.side {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        };
        self.set_layout(FrameLayout { side, ..layout });
        self.tell(Request::SetSide { side });
    }

    /// As the frame is going to be laid out.
    pub(crate) fn set_layout(self, layout: FrameLayout) {
        let mut surround = self.surround.get_untracked();
        if surround.layout != layout {
            surround.layout = layout;
            self.surround.set(surround);
        }
    }

    /// Another tab of the panel.
    pub(crate) fn select(self, tab: PanelTab) {
        if self.chosen.get_untracked() != tab {
            self.hide();
            self.chosen.set(tab);
            self.tell(Request::SelectTab { tab });
        }
    }

    /// To the edge, or back.
    pub(crate) fn set_collapsed(self, collapsed: bool) {
        if !self.in_frame {
            return;
        }
        self.hide();
        self.folded_ms.set_value(browser::now_ms());
        self.then_focus(if collapsed { "edge" } else { "search" });
        self.collapsed.set(collapsed);
        self.return_focus();
        self.tell(Request::SetCollapsed { collapsed });
        let due = self.asking.with_untracked(|asking| asking.due)
            || (self.is_linked() && self.lists.with_untracked(|lists| *lists == Lists::Awaited));
        if !collapsed && due {
            self.ask_view_anyway();
        }
    }
}
