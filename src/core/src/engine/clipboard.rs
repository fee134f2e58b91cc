//! The clipboard: what we put there, for how long, and taking it away again if it still is ours.
//!
//! The value itself is remembered nowhere: a salted digest tells whether the clipboard still holds it. The record and
//! the alarm are written before the value goes out, so that a worker killed in between still clears it.

use super::records::{CLIPBOARD, ClipboardRecord};
use super::{Engine, Ports, Shelf};
use crate::secrets::{CLIPBOARD_MS, Secret};
use gluepane_protocol::{ClipboardItem, ClipboardView, Event, Failure, Response};

const ALARM: &str = "clear-clipboard";

/// What is to be copied, in words.
pub(super) struct Copied {
    pub(super) item: ClipboardItem,
    /// The password record's name.
    pub(super) name: String,
    /// Whose it is.
    pub(super) organization: String,
}

impl<P: Ports> Engine<P> {
    /// Puts something on the clipboard, if `is_still_meant` says so at the last moment. A password starts a countdown; a
    /// username ends the one before it, because it takes the password's place.
    pub(super) async fn put_on_clipboard(
        &self,
        what: Copied,
        value: Secret<String>,
        is_still_meant: &dyn Fn() -> Result<(), Failure>,
    ) -> Result<Response, Failure> {
        let Copied {
            item,
            name,
            organization,
        } = what;
        let former = self.memory.borrow().clipboard.clone();
        let mut mine = former.clone();
        if item == ClipboardItem::Password {
            let salt = self.ports.salt();
            let digest = self.digest(&salt, &value).await;
            let deadline_ms = self.ports.now_ms() + u64::from(CLIPBOARD_MS);
            let record = ClipboardRecord {
                name: name.clone(),
                organization: organization.clone(),
                salt,
                digest,
                deadline_ms,
            };
            mine = Some(record.clone());
            self.remember_clipboard(record).await?;
        }
        let put = match is_still_meant() {
            Ok(()) => self
                .ports
                .set_clipboard(&value)
                .await
                .map_err(|_| Failure::Clipboard),
            outdated => outdated,
        };
        // Another copy in the meantime has a record of its own, which is not ours to touch.
        let is_latest = self.memory.borrow().clipboard == mine;
        match (put, former) {
            (Err(failure), _) if !is_latest => return Err(failure),
            // What was there before is still there, and so is its countdown.
            (Err(failure), Some(former)) => {
                self.remember_clipboard(former).await?;
                return Err(failure);
            }
            (Err(failure), None) => {
                self.forget_clipboard().await?;
                return Err(failure);
            }
            (Ok(()), _) if item == ClipboardItem::Username && is_latest => {
                self.forget_clipboard().await?
            }
            (Ok(()), _) => {}
        }
        self.tell(&Event::ClipboardChanged);
        let clears_in_ms = (item == ClipboardItem::Password).then_some(CLIPBOARD_MS);
        let clipboard = ClipboardView {
            item,
            name,
            organization,
            clears_in_ms,
            full_ms: CLIPBOARD_MS,
        };
        Ok(Response::Copied { clipboard })
    }

    /// A digest that doesn't care for line ends: what is read back from a clipboard may have others.
    async fn digest(&self, salt: &str, value: &Secret<String>) -> String {
        // EXPOSE: the value is copied with its line ends made alike, to be hashed and wiped.
        let alike = Secret::new(value.expose().replace("\r\n", "\n").replace('\r', "\n"));
        self.ports.digest(salt, &alike).await
    }

    /// The countdown, as it stands now.
    pub(super) fn clipboard_view(&self) -> Option<ClipboardView> {
        let record = self.memory.borrow().clipboard.clone()?;
        let left_ms = record
            .deadline_ms
            .saturating_sub(self.ports.now_ms())
            .min(u64::from(CLIPBOARD_MS));
        Some(ClipboardView {
            item: ClipboardItem::Password,
            name: record.name,
            organization: record.organization,
            clears_in_ms: Some(left_ms as u32),
            full_ms: CLIPBOARD_MS,
        })
    }

    /// Clears the clipboard if it still holds what we put there. Another copy in the meantime has a time of its own.
    pub(super) async fn clear_clipboard(&self) -> Result<(), Failure> {
        let Some(record) = self.memory.borrow().clipboard.clone() else {
            return Ok(());
        };
        let is_latest = || self.memory.borrow().clipboard.as_ref() == Some(&record);
        let held = self
            .ports
            .clipboard()
            .await
            .map_err(|_| Failure::Clipboard)?;
        let is_ours = self.digest(&record.salt, &held).await == record.digest;
        if is_ours && is_latest() {
            self.ports
                .set_clipboard(&Secret::new(String::new()))
                .await
                .map_err(|_| Failure::Clipboard)?;
        }
        if is_latest() {
            self.forget_clipboard().await?;
        }
        self.tell(&Event::ClipboardChanged);
        Ok(())
    }

    /// Gives it another full time.
    pub(super) async fn keep_clipboard(&self) -> Result<(), Failure> {
        let Some(record) = self.memory.borrow().clipboard.clone() else {
            return Ok(());
        };
        let deadline_ms = self.ports.now_ms() + u64::from(CLIPBOARD_MS);
        self.remember_clipboard(ClipboardRecord {
            deadline_ms,
            ..record
        })
        .await?;
        self.tell(&Event::ClipboardChanged);
        Ok(())
    }

    /// The alarm: clears what is due. One that came early, or whose clearing failed, is set again.
    pub(super) async fn alarm(&self, name: &str) -> Result<(), Failure> {
        if name != ALARM {
            return Ok(());
        }
        let Some(record) = self.memory.borrow().clipboard.clone() else {
            return Ok(());
        };
        let now_ms = self.ports.now_ms();
        let is_set_back = record.deadline_ms > now_ms + u64::from(CLIPBOARD_MS);
        if record.deadline_ms > now_ms && !is_set_back {
            self.ports.set_alarm(ALARM, record.deadline_ms);
            return Ok(());
        }
        let cleared = self.clear_clipboard().await;
        if cleared.is_err() {
            self.ports
                .set_alarm(ALARM, now_ms + u64::from(CLIPBOARD_MS));
        }
        cleared
    }

    /// The record, and the alarm that clears by it. What can't be kept is not in force.
    async fn remember_clipboard(&self, record: ClipboardRecord) -> Result<(), Failure> {
        let deadline_ms = record.deadline_ms;
        let former = self.memory.borrow_mut().clipboard.replace(record.clone());
        if let Err(failure) = self.save(Shelf::Session, CLIPBOARD, &record).await {
            let mut memory = self.memory.borrow_mut();
            if memory.clipboard.as_ref() == Some(&record) {
                memory.clipboard = former;
            }
            return Err(failure);
        }
        self.ports.set_alarm(ALARM, deadline_ms);
        Ok(())
    }

    async fn forget_clipboard(&self) -> Result<(), Failure> {
        self.memory.borrow_mut().clipboard = None;
        self.ports.clear_alarm(ALARM);
        self.discard(Shelf::Session, CLIPBOARD).await
    }
}
