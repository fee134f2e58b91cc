//! What the panel knows, and what its buttons do that have to do with no value.
//!
//! Invariant: rows and shown values belong to `revision`.

use super::follow::Asking;
use super::secrets::{Copied, Shown};
use crate::background::ask;
use crate::browser;
use crate::observer::Guard;
use gluepane_protocol::{
    Failure, OpenTarget, OrganizationId, PanelState, PanelTab, PasswordId, PasswordLists, Request,
    Response, Revision,
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The rows of the linked organization.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) enum Lists {
    /// Asked for, or about to be.
    #[default]
    Awaited,
    /// Here.
    Ready(PasswordLists),
    /// Not to be had.
    Failed(Failure),
}

/// Something to tell about what was just pressed.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Notice {
    /// What went wrong.
    pub(crate) failure: Failure,
    /// Whose button it was.
    pub(crate) password: Option<PasswordId>,
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
    pub(crate) lists: RwSignal<Lists>,
    pub(crate) search: RwSignal<String>,
    pub(crate) copied: RwSignal<Option<Copied>>,
    pub(crate) notice: RwSignal<Option<Notice>>,
    pub(crate) covered: RwSignal<bool>,
    /// The one value in sight.
    pub(crate) value: RwSignal<Option<Shown>>,
    /// The row whose press is under way.
    pub(crate) busy: RwSignal<Option<PasswordId>>,
    /// In a frame beside a page, and so able to collapse.
    pub(crate) in_frame: bool,
    pub(super) guard: StoredValue<Guard, LocalStorage>,
    pub(super) asking: RwSignal<Asking>,
    pub(super) ticket: RwSignal<u32>,
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
            lists: RwSignal::new(Lists::Awaited),
            search: RwSignal::new(String::new()),
            copied: RwSignal::new(None),
            notice: RwSignal::new(None),
            covered: RwSignal::new(false),
            value: RwSignal::new(None),
            busy: RwSignal::new(None),
            in_frame: !browser::is_top_document(),
            guard: StoredValue::new_local(Guard::new()),
            asking: RwSignal::new(Asking::default()),
            ticket: RwSignal::new(0),
        }
    }

    /// Sends something whose answer is either a new view, or nothing worth showing but a failure.
    pub(crate) fn tell(self, request: Request) {
        spawn_local(async move {
            match ask(request).await {
                Ok(Response::Panel { view }) => {
                    if view.revision >= self.asking.with_untracked(|asking| asking.newest) {
                        self.accept(*view);
                    }
                }
                Ok(_) => {}
                Err(failure) => self.complain(failure, None),
            }
        });
    }

    /// Shows what went wrong with something that was pressed.
    pub(crate) fn complain(self, failure: Failure, password: Option<PasswordId>) {
        match failure {
            Failure::Outdated => self.ask_view(),
            failure => self.notice.set(Some(Notice { failure, password })),
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

    /// "This one".
    pub(crate) fn choose(self, organization: OrganizationId) {
        self.tell(Request::Choose {
            revision: self.revision.get_untracked(),
            organization,
        });
    }

    /// *Change*.
    pub(crate) fn unchoose(self) {
        self.tell(Request::Unchoose {
            revision: self.revision.get_untracked(),
        });
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
        self.hide();
        self.collapsed.set(collapsed);
        self.tell(Request::SetCollapsed { collapsed });
        let due = self.asking.with_untracked(|asking| asking.due)
            || (self.is_linked() && self.lists.with_untracked(|lists| *lists == Lists::Awaited));
        if !collapsed && due {
            self.ask_view_anyway();
        }
    }
}
