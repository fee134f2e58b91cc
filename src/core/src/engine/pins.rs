//! Pinned clients: a panel that stays with what it shows while its tab goes on, and windows of their own.
//!
//! Shape:  a pinned client is a tab of the engine's own making, with a negative id: a copy of what the real tab showed,
//!         which no reader changes. So everything that can be asked about a tab can be asked about it. A [`Seat`] says
//!         which panel it is pinned in.
//! Errors: a pin whose copy is lost (a full store, a kill) is none: the panel goes back to its page.
//!
//! Invariant: a pin in a page's frame counts only while that page is of an enabled host; a popped-out panel counts only
//! with the token that we gave out, in the one tab that it was opened in.

use super::memory::{Sight, TabState};
use super::records::{PINS, PinRecord, Seat};
use super::{Caller, Engine, Ports, Shelf, Tab, words};
use crate::page::{Context, recipes};
use gluepane_protocol::{Event, Failure, PinnedView, Place, Revision};

/// Which tab a request is about.
pub(super) struct Stand {
    /// The tab asked about: the browser's, or that of a pin.
    pub(super) tab: i64,
    /// The browser's tab beside it; none for a window of its own.
    page: Option<Tab>,
    /// Which panel asks; none for a popup.
    seat: Option<Seat>,
}

impl Stand {
    /// The browser's tab, for what concerns the page and not the client.
    pub(super) fn page(&self) -> Result<&Tab, Failure> {
        self.page.as_ref().ok_or(Failure::Refused)
    }
}

/// Ids of the browser's tabs are never negative.
pub(super) fn is_pin(tab: i64) -> bool {
    tab < 0
}

impl<P: Ports> Engine<P> {
    /// The tab that a panel's request is about: a pinned one first. A panel in a page is bound to its own tab, a
    /// popped-out one to its client.
    pub(super) async fn stand(&self, caller: &Caller, place: Place) -> Result<Stand, Failure> {
        let (page, seat) = match (caller, place) {
            (Caller::PanelInTab { tab, .. }, _) => {
                let page = self.ports.tab(*tab).await;
                let unknown = Tab {
                    id: *tab,
                    url: None,
                };
                (page.unwrap_or(unknown), Some(Seat::Tab(*tab)))
            }
            (Caller::PopOut { token, tab }, _) => return self.stand_apart(token, *tab).await,
            (Caller::TopPage, Place::Window { window }) => {
                let page = self.ports.active_tab(window).await;
                (page.ok_or(Failure::Refused)?, Some(Seat::Window(window)))
            }
            (Caller::TopPage, Place::Tab { tab }) => {
                let page = self.ports.tab(tab).await;
                (page.ok_or(Failure::Refused)?, None)
            }
            _ => return Err(Failure::Refused),
        };
        self.notice_departure(&page).await?;
        let pinned = match &seat {
            Some(Seat::Tab(_)) if !self.is_of_enabled_host(&page) => None,
            Some(seat) => self.pin_at(seat).await?,
            None => None,
        };
        Ok(Stand {
            tab: pinned.unwrap_or(page.id),
            page: Some(page),
            seat,
        })
    }

    /// A window of its own. The first tab that comes with the token is the one that it belongs to.
    async fn stand_apart(&self, token: &str, tab: i64) -> Result<Stand, Failure> {
        let is_mine =
            |seat: &Seat| matches!(seat, Seat::PopOut { token: known, .. } if known == token);
        let seat = {
            let mut memory = self.memory.borrow_mut();
            let pins = &mut memory.pins.pins;
            let pin = pins.iter_mut().find(|pin| is_mine(&pin.seat));
            let pin = pin.ok_or(Failure::Refused)?;
            match &mut pin.seat {
                Seat::PopOut { tab: Some(own), .. } if *own != tab => return Err(Failure::Refused),
                Seat::PopOut { tab: own, .. } => *own = Some(tab),
                Seat::Tab(_) | Seat::Window(_) => return Err(Failure::Refused),
            }
            pin.seat.clone()
        };
        self.keep_pins().await;
        Ok(Stand {
            tab: self.pin_at(&seat).await?.ok_or(Failure::Refused)?,
            page: None,
            seat: Some(seat),
        })
    }

    /// The tab that is pinned in a seat. A pin that has lost its copy ends here.
    async fn pin_at(&self, seat: &Seat) -> Result<Option<i64>, Failure> {
        let found = self.memory.borrow().pins.at(seat);
        let Some(id) = found else { return Ok(None) };
        if self.tab_state(id).await?.is_some() {
            return Ok(Some(id));
        }
        self.end_pins(&|pin| pin.id == id).await?;
        Ok(None)
    }

    /// *Pin*: the panel in this seat stays with the client that it shows. Pinned already, it stays so.
    pub(super) async fn pin(&self, stand: &Stand, revision: Revision) -> Result<i64, Failure> {
        let seat = stand.seat.clone().ok_or(Failure::Refused)?;
        if is_pin(stand.tab) {
            return Ok(stand.tab);
        }
        self.add_pin(stand.tab, revision, seat).await
    }

    /// *Pop out*: a window of its own for the client shown.
    pub(super) async fn pop_out(&self, tab: i64, revision: Revision) -> Result<(), Failure> {
        let token = self.ports.salt();
        let seat = Seat::PopOut {
            token: token.clone(),
            tab: None,
        };
        let id = self.add_pin(tab, revision, seat).await?;
        match self.ports.open_popout(&token).await {
            Some(opened) => {
                {
                    let mut memory = self.memory.borrow_mut();
                    let pin = memory.pins.pins.iter_mut().find(|pin| pin.id == id);
                    if let Some(PinRecord {
                        seat: Seat::PopOut { tab, .. },
                        ..
                    }) = pin
                    {
                        tab.get_or_insert(opened);
                    }
                }
                self.keep_pins().await;
                Ok(())
            }
            None => {
                self.end_pins(&|pin| pin.id == id).await?;
                Err(Failure::Internal)
            }
        }
    }

    async fn add_pin(&self, tab: i64, revision: Revision, seat: Seat) -> Result<i64, Failure> {
        self.linked_at(tab, revision).await?;
        let state = self.tab_at(tab, revision).await?;
        let id = {
            let mut memory = self.memory.borrow_mut();
            memory.pins.last -= 1;
            memory.pins.last
        };
        if let Err(failure) = self.set_tab_state(id, state).await {
            self.memory.borrow_mut().tabs.remove(&id);
            return Err(failure);
        }
        self.memory
            .borrow_mut()
            .pins
            .pins
            .push(PinRecord { id, seat });
        self.keep_pins().await;
        self.tell(&Event::PinsChanged);
        Ok(id)
    }

    /// Lets the pinned client of a seat go; gives the tab that the panel shows now. That tab's revision goes beyond the
    /// pin's, so that nothing shown under the pin is ever taken for it.
    pub(super) async fn unpin(&self, stand: &Stand) -> Result<i64, Failure> {
        let page = stand.page()?.id;
        if is_pin(stand.tab) {
            let pinned = self.tab_state(stand.tab).await?;
            self.end_pins(&|pin| pin.id == stand.tab).await?;
            if let (Some(pinned), Some(state)) = (pinned, self.tab_state(page).await?) {
                let revision = Revision(pinned.revision.0.max(state.revision.0) + 1);
                // A full store: after a kill the reader is asked again.
                let _ = self
                    .set_tab_state(page, TabState { revision, ..state })
                    .await;
                self.tell(&Event::ContextChanged {
                    tab: page,
                    revision,
                });
            }
        }
        Ok(page)
    }

    /// Ends pins, and says so if there were any.
    pub(super) async fn end_pins(&self, ends: &dyn Fn(&PinRecord) -> bool) -> Result<(), Failure> {
        let ended: Vec<i64> = {
            let mut memory = self.memory.borrow_mut();
            let (gone, left): (Vec<_>, Vec<_>) =
                memory.pins.pins.drain(..).partition(|pin| ends(pin));
            memory.pins.pins = left;
            for pin in &gone {
                memory.tabs.remove(&pin.id);
            }
            gone.into_iter().map(|pin| pin.id).collect()
        };
        if ended.is_empty() {
            return Ok(());
        }
        self.keep_pins().await;
        self.tell(&Event::PinsChanged);
        for id in ended {
            self.forget_state(id).await?;
        }
        Ok(())
    }

    /// A full store: after a kill these panels go back to their pages.
    async fn keep_pins(&self) {
        let pins = self.memory.borrow().pins.clone();
        let _ = self.save(Shelf::Session, PINS, &pins).await;
    }

    /// The tab beside a panel, and how it is pinned.
    pub(super) async fn beside(
        &self,
        tab: i64,
    ) -> Result<(Option<i64>, Option<PinnedView>), Failure> {
        if !is_pin(tab) {
            return Ok((Some(tab), None));
        }
        let seat = self.memory.borrow().pins.seat_of(tab);
        let page = match seat {
            Some(Seat::Tab(page)) => Some(page),
            Some(Seat::Window(window)) => self.ports.active_tab(window).await.map(|page| page.id),
            Some(Seat::PopOut { .. }) => None,
            None => return Err(Failure::Outdated),
        };
        let shown = match page {
            Some(page) => self.shown_by(page).await?,
            None => None,
        };
        let ours = self.shown_by(tab).await?;
        let pinned = PinnedView {
            popped_out: page.is_none(),
            page: shown.filter(|shown| Some(shown) != ours.as_ref()),
        };
        Ok((page, Some(pinned)))
    }

    /// What a tab shows, in a few words of the page's own.
    async fn shown_by(&self, tab: i64) -> Result<Option<String>, Failure> {
        Ok(match self.tab_state(tab).await? {
            Some(TabState {
                sight: Sight::About(context),
                ..
            }) => describe(&context),
            _ => None,
        })
    }

    /// What was shown in this tab may still be given to its panel: the tab is there and hasn't left its host.
    pub(super) async fn is_still_there(&self, tab: i64) -> Result<(), Failure> {
        if !is_pin(tab) {
            let here = self.ports.tab(tab).await.ok_or(Failure::Outdated)?;
            self.notice_departure(&here).await?;
            return self.read_again(tab).await;
        }
        let seat = self.memory.borrow().pins.seat_of(tab);
        let is_there = match seat {
            Some(Seat::Tab(page)) => {
                let here = self.ports.tab(page).await;
                here.is_some_and(|here| self.is_of_enabled_host(&here))
            }
            Some(Seat::Window(_) | Seat::PopOut { .. }) => true,
            None => false,
        };
        is_there.then_some(()).ok_or(Failure::Outdated)
    }

    fn is_of_enabled_host(&self, tab: &Tab) -> bool {
        tab.url.as_deref().is_some_and(|url| self.is_enabled(url))
    }
}

fn describe(context: &Context) -> Option<String> {
    let seen = words::seen(recipes::by_key(&context.product)?, context);
    let words: Vec<String> = [seen.client, seen.device].into_iter().flatten().collect();
    Some(words.join(" · ")).filter(|words| !words.is_empty())
}
