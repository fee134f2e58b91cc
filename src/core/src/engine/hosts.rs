//! Enabled hosts: which pages are read, as which product.

use super::memory::Sight;
use super::pins::is_pin;
use super::records::{
    FORM, FormRecord, HOSTS, HostRecord, HostsRecord, PENDING_HOST, PendingHostRecord,
};
use super::standing;
use super::{Engine, Ports, Shelf, TOP_FRAME, Tab};
use crate::page::{PageUrl, match_pattern, recipes};
use gluepane_protocol::{
    Event, Failure, FrameLayout, HostView, OptionsView, PanelPlace, PopupView, ProductView, Region,
    ToReader,
};

impl<P: Ports> Engine<P> {
    /// What the popup shows for a tab.
    pub(super) async fn popup_view(&self, tab: &Tab) -> Result<PopupView, Failure> {
        let url = tab.url.as_deref().and_then(PageUrl::parse);
        let origin = url.map(|url| url.origin.to_owned());
        let pattern = origin.as_deref().and_then(match_pattern);
        let host = origin
            .as_ref()
            .and_then(|origin| self.memory.borrow().hosts.get(origin).cloned());
        let is_granted = match &pattern {
            Some(pattern) => self.ports.has_permission(pattern).await,
            None => false,
        };
        let connection = self.memory.borrow().connection.clone();
        Ok(PopupView {
            signed_in: connection.map(|connection| connection.signed_in()),
            guess: url
                .and_then(|url| recipes::by_url(&url))
                .map(|recipe| recipe.key.to_owned()),
            collapsed: host.as_ref().is_some_and(|host| host.layout.collapsed),
            place: host.as_ref().map(|host| host.place).unwrap_or_default(),
            trouble: self
                .trouble_of(tab.id)
                .map(|trouble| trouble.words().to_owned()),
            enabled: host.filter(|_| is_granted).map(|host| host.product),
            origin,
            pattern,
            products: products(),
        })
    }

    /// Remembers that a host is to be enabled, and enables it at once where the browser's permission is there already.
    /// Otherwise that happens when the browser reports it, whether or not the popup has outlived the prompt.
    pub(super) async fn enable_host(&self, tab: &Tab, product: &str) -> Result<(), Failure> {
        recipes::by_key(product).ok_or(Failure::Refused)?;
        let url = tab
            .url
            .as_deref()
            .and_then(PageUrl::parse)
            .ok_or(Failure::Refused)?;
        let record = PendingHostRecord {
            origin: url.origin.to_owned(),
            product: product.to_owned(),
        };
        self.save(Shelf::Session, PENDING_HOST, &record).await?;
        self.permissions_added().await
    }

    /// The browser granted something: a host that waits for it is enabled now, and readers start wherever they may.
    pub(super) async fn permissions_added(&self) -> Result<(), Failure> {
        if let Some(PendingHostRecord { origin, product }) =
            self.load(Shelf::Session, PENDING_HOST).await?
        {
            let pattern = match_pattern(&origin).ok_or(Failure::Refused)?;
            if self.ports.has_permission(&pattern).await {
                let record = HostRecord {
                    product,
                    layout: FrameLayout::default(),
                    place: PanelPlace::default(),
                };
                let mut record = Some((origin, record));
                self.change_hosts(&mut |hosts| {
                    let (origin, record) = record.take()?;
                    hosts.insert(origin, record);
                    Some(())
                })
                .await?;
                self.discard(Shelf::Session, PENDING_HOST).await?;
            }
        }
        self.renew_readers().await?;
        self.tell(&Event::HostsChanged);
        Ok(())
    }

    /// The browser withdrew something: no reader starts there any more. The mapping stays, in case it comes back.
    pub(super) async fn permissions_removed(&self) -> Result<(), Failure> {
        self.serve().await;
        self.tell(&Event::HostsChanged);
        Ok(())
    }

    /// After an install, an update or a start of the browser: readers for all hosts, in open pages too.
    pub(super) async fn renew_readers(&self) -> Result<(), Failure> {
        for pattern in self.serve().await {
            self.ports.start_readers(&pattern).await;
        }
        Ok(())
    }

    /// Maps a host to another product; open pages are read anew at once.
    pub(super) async fn set_host_product(
        &self,
        origin: &str,
        product: &str,
    ) -> Result<(), Failure> {
        recipes::by_key(product).ok_or(Failure::Refused)?;
        self.change_hosts(&mut |hosts| {
            hosts
                .get_mut(origin)
                .map(|host| host.product = product.to_owned())
        })
        .await?;
        self.renew_readers_of(origin);
        self.tell(&Event::HostsChanged);
        Ok(())
    }

    /// Removes a host with its permission, its readers and its panels.
    pub(super) async fn remove_host(&self, origin: &str) -> Result<(), Failure> {
        self.change_hosts(&mut |hosts| hosts.remove(origin).map(drop))
            .await?;
        let pattern = match_pattern(origin);
        // The permission may serve another port too, or the API address.
        let is_shared = {
            let memory = self.memory.borrow();
            let api = memory
                .connection
                .as_ref()
                .map(|connection| connection.base.to_string());
            memory
                .hosts
                .keys()
                .chain(&api)
                .any(|other| match_pattern(other) == pattern)
        };
        self.renew_readers_of(origin);
        self.serve().await;
        if let Some(pattern) = pattern.filter(|_| !is_shared) {
            self.ports.drop_permission(&pattern).await;
        }
        self.tell(&Event::HostsChanged);
        Ok(())
    }

    /// Lays the frame in a tab out anew; remembered for its host.
    pub(super) async fn change_layout(
        &self,
        tab: i64,
        focus: bool,
        change: &dyn Fn(&mut FrameLayout),
    ) -> Result<(), Failure> {
        if let Some(origin) = self.origin_of(tab).await {
            let mut change = |hosts: &mut HostsRecord| {
                hosts.get_mut(&origin).map(|host| change(&mut host.layout))
            };
            match self.change_hosts(&mut change).await {
                // A host that isn't enabled has nothing to remember.
                Err(Failure::NotFound) => {}
                kept => kept?,
            }
        }
        let (layout, _) = self.standing_of(tab).await;
        self.ports
            .tell_reader(tab, TOP_FRAME, &ToReader::Frame { layout, focus });
        self.tell(&Event::PanelChanged { tab });
        Ok(())
    }

    /// Where the panel stands on the pages of a tab's host. They lose their frames, or get them, at once.
    pub(super) async fn set_place(&self, tab: i64, place: PanelPlace) -> Result<(), Failure> {
        let origin = self.origin_of(tab).await.ok_or(Failure::Refused)?;
        match self.set_host_place(&origin, place).await {
            // Nothing stands on the pages of a host that isn't enabled.
            Err(Failure::NotFound) => Err(Failure::Refused),
            changed => changed,
        }
    }

    /// The same for a host by its origin.
    pub(super) async fn set_host_place(
        &self,
        origin: &str,
        place: PanelPlace,
    ) -> Result<(), Failure> {
        self.change_hosts(&mut |hosts| hosts.get_mut(origin).map(|host| host.place = place))
            .await?;
        self.renew_readers_of(origin);
        self.tell(&Event::HostsChanged);
        Ok(())
    }

    /// How the frame in a tab is laid out, and where the panel stands.
    pub(super) async fn standing_of(&self, tab: i64) -> (FrameLayout, PanelPlace) {
        let origin = self.origin_of(tab).await;
        let memory = self.memory.borrow();
        let host = origin.and_then(|origin| memory.hosts.get(&origin));
        host.map(|host| (host.layout, host.place))
            .unwrap_or_default()
    }

    /// All that the options page shows.
    pub(super) async fn options_view(&self) -> Result<OptionsView, Failure> {
        let form: Option<FormRecord> = self.load(Shelf::Disk, FORM).await?;
        let form = form.unwrap_or(FormRecord {
            subdomain: String::new(),
            region: Region::Us,
            api_address: String::new(),
        });
        let mut hosts = Vec::new();
        let records = self.memory.borrow().hosts.clone();
        for (origin, record) in records {
            let Some(pattern) = match_pattern(&origin) else {
                continue;
            };
            let granted = self.ports.has_permission(&pattern).await;
            hosts.push(HostView {
                origin,
                pattern,
                product: record.product,
                place: record.place,
                granted,
            });
        }
        let (connection, refused) = {
            let memory = self.memory.borrow();
            (
                memory.connection.clone(),
                memory.refused.and_then(standing::words),
            )
        };
        Ok(OptionsView {
            connection: connection.map(|connection| connection.view(refused)),
            subdomain: form.subdomain,
            region: form.region,
            api_address: form.api_address,
            hosts,
            products: products(),
            shortcuts: self.shortcuts(),
        })
    }

    /// Changes the enabled hosts: in memory first, so that two changes at once both count; taken back if they can't be
    /// kept. `None` from `change` means that there is nothing to change.
    async fn change_hosts(
        &self,
        change: &mut dyn FnMut(&mut HostsRecord) -> Option<()>,
    ) -> Result<(), Failure> {
        let before = self.memory.borrow().hosts.clone();
        change(&mut self.memory.borrow_mut().hosts).ok_or(Failure::NotFound)?;
        let changed = self.memory.borrow().hosts.clone();
        let kept = self.save(Shelf::Disk, HOSTS, &changed).await;
        if kept.is_err() && self.memory.borrow().hosts == changed {
            self.memory.borrow_mut().hosts = before;
        }
        kept
    }

    /// Readers start for all hosts whose permission is there; gives their patterns.
    async fn serve(&self) -> Vec<String> {
        let origins: Vec<String> = self.memory.borrow().hosts.keys().cloned().collect();
        let mut patterns: Vec<String> = Vec::new();
        for pattern in origins.iter().filter_map(|origin| match_pattern(origin)) {
            if !patterns.contains(&pattern) && self.ports.has_permission(&pattern).await {
                patterns.push(pattern);
            }
        }
        self.ports.serve_readers(&patterns).await;
        patterns
    }

    /// This address is one of an enabled host.
    pub(super) fn is_enabled(&self, url: &str) -> bool {
        let url = PageUrl::parse(url);
        url.is_some_and(|url| self.memory.borrow().hosts.contains_key(url.origin))
    }

    /// The origin of what a tab shows.
    async fn origin_of(&self, tab: i64) -> Option<String> {
        if let Ok(Some(state)) = self.tab_state(tab).await
            && let Sight::About(context) = state.sight
        {
            return Some(context.origin);
        }
        if is_pin(tab) {
            return None;
        }
        let url = self.ports.tab(tab).await?.url?;
        PageUrl::parse(&url).map(|url| url.origin.to_owned())
    }

    /// Readers of this host ask for their plan again; where there is none any more, they take their frame away and stop.
    fn renew_readers_of(&self, origin: &str) {
        if let Some(pattern) = match_pattern(origin) {
            self.ports.tell_readers(&pattern, &ToReader::Renew);
        }
    }
}

fn products() -> Vec<ProductView> {
    recipes::ALL
        .iter()
        .map(|recipe| ProductView {
            key: recipe.key.to_owned(),
            name: recipe.name.to_owned(),
        })
        .collect()
}
