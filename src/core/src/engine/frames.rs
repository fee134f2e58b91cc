//! The panel's frame in the page: where it stands, what became of it, and the badge that says so.
//!
//! Shape:  at most one trouble a tab, kept in the session; it ends with the page, or when the frame works again.
//! Source: design section 6, measured limits: a page with COEP blocks the frame, a modal dialog makes it inert.
//!
//! Invariant: what a page's reader says of the frame can only lower trust: it sets a badge or takes the frame away.

use super::records::{FRAMES, HostRecord, Trouble};
use super::{Engine, Ports, Shelf, TOP_FRAME};
use gluepane_protocol::{Failure, FrameFact, PanelFrame, PanelPlace, ToReader};

/// The panel's page inside the extension.
const PANEL_PATH: &str = "extension/panel.html";

impl Trouble {
    /// What is wrong, and the way out.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::KeptOut => {
                "This page doesn’t let Gluepane’s panel in. Use the side panel instead: it shows the same, and no page can touch it."
            }
            Self::Inert => {
                "A dialog of this page blocks Gluepane’s panel. Close the dialog, or use the side panel."
            }
            Self::Evicted => {
                "This page keeps taking Gluepane’s panel away. Use the side panel instead: it shows the same, and no page can touch it."
            }
        }
    }
}

impl<P: Ports> Engine<P> {
    /// How the panel's frame is to be shown in a page that has just loaded; none where the host has it in the side
    /// panel. Whatever was wrong with the page before is over.
    pub(super) async fn panel_frame(&self, tab: i64, host: &HostRecord) -> Option<PanelFrame> {
        self.set_trouble(tab, None).await;
        let mut memory = self.memory.borrow_mut();
        if host.place == PanelPlace::SidePanel {
            memory.unheard.remove(&tab);
            return None;
        }
        memory.unheard.insert(tab, ());
        Some(PanelFrame {
            path: PANEL_PATH.to_owned(),
            layout: host.layout,
        })
    }

    /// A panel in this tab has asked something: its frame works.
    pub(super) async fn heard_panel(&self, tab: i64) {
        let was_unheard = self.memory.borrow_mut().unheard.remove(&tab).is_some();
        if was_unheard && self.trouble_of(tab) == Some(Trouble::KeptOut) {
            self.set_trouble(tab, None).await;
        }
    }

    /// Takes note of what became of the frame. A page that keeps the panel out is believed at the second time.
    pub(super) async fn note_frame(&self, tab: i64, fact: FrameFact) {
        let is_unheard = self.memory.borrow().unheard.contains_key(&tab);
        match (fact, self.trouble_of(tab)) {
            (FrameFact::Placed, Some(Trouble::KeptOut)) if is_unheard => {
                self.ports.tell_reader(tab, TOP_FRAME, &ToReader::Withdraw);
            }
            (FrameFact::Placed, _) if is_unheard => {
                self.set_trouble(tab, Some(Trouble::KeptOut)).await;
            }
            (FrameFact::Inert, None) => self.set_trouble(tab, Some(Trouble::Inert)).await,
            (FrameFact::Usable, Some(Trouble::Inert)) => self.set_trouble(tab, None).await,
            (FrameFact::Evicted, _) => self.set_trouble(tab, Some(Trouble::Evicted)).await,
            (FrameFact::Placed | FrameFact::Inert | FrameFact::Usable, _) => {}
        }
    }

    /// What is wrong with a tab's frame.
    pub(super) fn trouble_of(&self, tab: i64) -> Option<Trouble> {
        self.memory.borrow().frames.get(&tab).copied()
    }

    async fn set_trouble(&self, tab: i64, trouble: Option<Trouble>) {
        let former = {
            let frames = &mut self.memory.borrow_mut().frames;
            match trouble {
                Some(trouble) => frames.insert(tab, trouble),
                None => frames.remove(&tab),
            }
        };
        if former != trouble {
            self.ports.set_badge(tab, trouble.map(Trouble::words));
            self.keep_frames().await;
        }
    }

    /// The tab is closed: the browser has taken its badge along.
    pub(super) async fn forget_frame(&self, tab: i64) {
        let had_trouble = {
            let mut memory = self.memory.borrow_mut();
            memory.unheard.remove(&tab);
            memory.frames.remove(&tab).is_some()
        };
        if had_trouble {
            self.keep_frames().await;
        }
    }

    /// A full store: after a kill the popup doesn't say why, the badge stays.
    async fn keep_frames(&self) {
        let frames = self.memory.borrow().frames.clone();
        let _ = self.save(Shelf::Session, FRAMES, &frames).await;
    }

    /// The command: opens the panel in this tab and gives it the keyboard, or collapses it.
    pub(super) async fn toggle_panel(&self, tab: i64) -> Result<(), Failure> {
        let (layout, _) = self.standing_of(tab).await;
        let is_collapsed = layout.collapsed;
        self.change_layout(tab, is_collapsed, &|layout| {
            layout.collapsed = !is_collapsed;
        })
        .await
    }
}
