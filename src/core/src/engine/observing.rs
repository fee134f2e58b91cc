//! What readers may ask, and what their observations change.

use super::memory::{Sight, TabState};
use super::{Engine, Ports, TOP_FRAME, Tab};
use crate::page::{FrameReading, Frames, PageUrl, Recipe, plan, recipes};
use gluepane_protocol::{Event, Failure, Observation, Phase, ReaderAnswer, ReadingPlan, Revision};

impl<P: Ports> Engine<P> {
    /// A reader's plan, where its host is enabled. A reader in a top frame that asks means a page that has just loaded.
    pub(super) async fn plan(&self, tab: i64, frame: i64, url: &str) -> Option<ReadingPlan> {
        let origin = PageUrl::parse(url)?.origin;
        let host = self.memory.borrow().hosts.get(origin).cloned();
        let recipe = host
            .as_ref()
            .and_then(|host| recipes::by_key(&host.product));
        if frame != TOP_FRAME {
            let recipe = recipe.filter(|recipe| recipe.frames == Frames::Nested)?;
            let sight = self
                .set_reading(tab, frame, Some(FrameReading::unread()), recipe, false)
                .await;
            self.change_sight(tab, sight).await;
            return Some(plan(recipe, None));
        }
        let (Some(host), Some(recipe)) = (host, recipe) else {
            self.forget_page(tab).await;
            self.change_sight(tab, Sight::Nothing).await;
            return None;
        };
        self.renew_inner_frames(tab).await;
        let unread = Some(FrameReading::unread());
        let sight = self.set_reading(tab, frame, unread, recipe, true).await;
        self.change_sight(tab, sight).await;
        Some(plan(recipe, self.panel_frame(tab, &host).await))
    }

    /// Takes note of what a reader read. `None` where it said too much already: it will say the newest again. Refused
    /// where a frame reads by a plan that no longer counts: it will ask for another.
    pub(super) async fn observe(
        &self,
        tab: i64,
        frame: i64,
        url: &str,
        observation: &Observation,
    ) -> Option<ReaderAnswer> {
        let is_top = frame == TOP_FRAME;
        let is_leaving = matches!(observation.phase, Phase::Navigating | Phase::Gone);
        if !self.may_speak(tab, frame) {
            // What was shown counts no more, however often that is said.
            if is_leaving && is_top {
                self.forget_page(tab).await;
                self.change_sight(tab, Sight::Loading).await;
            }
            return None;
        }
        let vouched = PageUrl::parse(url).map(|url| url.origin);
        let here = PageUrl::parse(&observation.url).filter(|here| Some(here.origin) == vouched);
        let read = here.and_then(|url| Some((url, self.recipe_of(url.origin, observation)?)));
        let sight = match (read, is_top) {
            (Some((url, recipe)), true) if observation.place.is_none() => {
                let reading = FrameReading::read(recipe, &url, observation, url.origin);
                self.set_reading(tab, frame, reading, recipe, is_leaving)
                    .await
            }
            (Some((url, recipe)), false) if observation.place.is_some() => {
                let page = self.page_origin(tab).await;
                let reading = page
                    .filter(|_| observation.phase != Phase::Gone)
                    .and_then(|page| FrameReading::read(recipe, &url, observation, &page));
                self.set_reading(tab, frame, reading, recipe, false).await
            }
            (_, true) => {
                self.forget_page(tab).await;
                Sight::Nothing
            }
            (_, false) => return Some(ReaderAnswer::Refused),
        };
        self.change_sight(tab, sight).await;
        Some(ReaderAnswer::Noted)
    }

    /// The recipe that a page is read by, if the observation was made by it.
    fn recipe_of(&self, origin: &str, observation: &Observation) -> Option<&'static Recipe> {
        let memory = self.memory.borrow();
        let product = memory.hosts.get(origin).map(|host| host.product.as_str())?;
        recipes::by_key(product).filter(|recipe| recipe.key == observation.plan)
    }

    /// The origin of a tab's page, by the browser's word.
    pub(super) async fn page_origin(&self, tab: i64) -> Option<String> {
        let url = self.ports.tab(tab).await?.url?;
        PageUrl::parse(&url).map(|url| url.origin.to_owned())
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
            self.forget_page(tab.id).await;
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
