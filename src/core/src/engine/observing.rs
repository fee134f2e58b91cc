//! What readers may ask, and what their observations change.

use super::memory::{Sight, TabState};
use super::{Engine, Ports, Tab};
use crate::page::{Context, PageUrl, plan, recipes};
use gluepane_protocol::{Event, Failure, Observation, PanelFrame, ReadingPlan, Revision};

/// The panel's page inside the extension.
const PANEL_PATH: &str = "extension/panel.html";
/// Only the top frame is read until a recipe needs another.
const TOP_FRAME: i64 = 0;

impl<P: Ports> Engine<P> {
    /// A reader's plan, where its host is enabled. A reader in a top frame that asks means a page that has just loaded.
    pub(super) async fn plan(&self, tab: i64, frame: i64, url: &str) -> Option<ReadingPlan> {
        let origin = PageUrl::parse(url)?.origin;
        let host = self.memory.borrow().hosts.get(origin).cloned();
        let recipe = host
            .as_ref()
            .and_then(|host| recipes::by_key(&host.product));
        if frame != TOP_FRAME {
            return None;
        }
        let (Some(host), Some(recipe)) = (host, recipe) else {
            self.change_sight(tab, Sight::Nothing).await;
            return None;
        };
        self.change_sight(tab, Sight::Loading).await;
        Some(plan(
            recipe,
            Some(PanelFrame {
                path: PANEL_PATH.to_owned(),
                layout: host.layout,
            }),
        ))
    }

    /// Takes note of what a reader read.
    pub(super) async fn observe(&self, tab: i64, frame: i64, url: &str, observation: &Observation) {
        if frame != TOP_FRAME {
            return;
        }
        let vouched = PageUrl::parse(url).map(|url| url.origin);
        let here = PageUrl::parse(&observation.url).filter(|here| Some(here.origin) == vouched);
        let sight = here.and_then(|url| {
            let product = self
                .memory
                .borrow()
                .hosts
                .get(url.origin)
                .map(|host| host.product.clone())?;
            Context::read(recipes::by_key(&product)?, &url, observation)
        });
        self.change_sight(tab, sight.map_or(Sight::Nothing, Sight::About))
            .await;
    }

    /// A tab that has left for a page without a reader (another host, or one that was removed) no longer shows what it
    /// did. Nobody tells us, so it is noticed before anything is answered for it: whoever hosts our frame there now gets nothing.
    pub(super) async fn notice_departure(&self, tab: &Tab) -> Result<(), Failure> {
        let here = tab
            .url
            .as_deref()
            .and_then(PageUrl::parse)
            .map(|url| url.origin);
        if let Some(state) = self.tab_state(tab.id).await?
            && let Sight::About(context) = &state.sight
            && (here != Some(context.origin.as_str())
                || !self.memory.borrow().hosts.contains_key(&context.origin))
        {
            self.change_sight(tab.id, Sight::Nothing).await;
        }
        Ok(())
    }

    /// A new sight is a new revision: what was shown under the former one can't be acted on any more.
    pub(super) async fn change_sight(&self, tab: i64, sight: Sight) {
        // A store that can't be read loses what a former worker knew of this tab, no more.
        let _ = self.tab_state(tab).await;
        let former = self
            .memory
            .borrow()
            .tabs
            .get(&tab)
            .map(|state| (state.revision, state.sight == sight));
        let revision = match former {
            Some((_, true)) => return,
            Some((revision, false)) => Revision(revision.0 + 1),
            // Seconds, so that a tab's second life never meets the revisions of its first.
            None => Revision((self.ports.now_ms() / 1000) as u32),
        };
        // The memory has the new sight already. After a kill a panel finds none, and the reader is asked again.
        let _ = self
            .set_tab_state(tab, TabState::new(revision, sight))
            .await;
        self.tell(&Event::ContextChanged { tab, revision });
    }
}
