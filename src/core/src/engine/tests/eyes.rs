//! What a technician sees at the desk.

use super::desk::{Desk, TAB};
use gluepane_protocol::{
    ChooseView, ConfigurationState, Failure, LinkedView, NotFoundCause, PanelState, PanelView,
    PasswordId, PasswordLists, Request, Response, Revision,
};

impl Desk {
    pub(super) fn view(&self) -> PanelView {
        self.view_of(TAB)
    }

    pub(super) fn view_of(&self, tab: i64) -> PanelView {
        match self.panel_in(tab, Request::View) {
            Ok(Response::Panel { view }) => *view,
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn linked(&self) -> LinkedView {
        match self.view().state {
            PanelState::Linked { linked } => linked,
            other => panic!("not linked: {other:?}"),
        }
    }

    pub(super) fn choice(&self) -> ChooseView {
        match self.view().state {
            PanelState::Choose { choose } => choose,
            other => panic!("no choice: {other:?}"),
        }
    }

    /// The linked configuration's id and the reason, or why there is none.
    pub(super) fn configuration(&self) -> Result<(u64, String), NotFoundCause> {
        match self.linked().configuration {
            ConfigurationState::Linked { id, reason, .. } => Ok((id.0, reason)),
            ConfigurationState::NotFound { cause, .. } => Err(cause),
        }
    }

    pub(super) fn revision(&self) -> Revision {
        self.view().revision
    }

    pub(super) fn lists(&self) -> PasswordLists {
        let revision = self.revision();
        match self.panel(Request::Passwords { revision }) {
            Ok(Response::Passwords { lists }) => lists,
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn copy(&self, id: u64) -> Result<Response, Failure> {
        self.panel(Request::CopyPassword {
            revision: self.revision(),
            password: PasswordId(id),
        })
    }
}
