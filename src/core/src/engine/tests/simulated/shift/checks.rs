//! What came, held against the tenant: whose it is, and whether it is all.

use super::{Shift, Truth};
use crate::engine::tests::simulated::switches::Right;
use gluepane_protocol::{
    ConfigurationState, Failure, LinkedView, PasswordId, PasswordLists, Request, Response,
};
use std::collections::BTreeSet;

impl Shift {
    /// The linked configuration; a panic where it isn't the true one.
    pub(super) fn check(&self, tab: i64, linked: &LinkedView) {
        let truth = self.truths.borrow().get(&tab).copied().unwrap_or_default();
        let at = self.wire.step.get();
        let id = linked.organization.id.0;
        assert_eq!(Some(id), truth.organization, "{at}: another client");
        let row = self.tenant.organization(id).unwrap();
        assert_eq!(linked.organization.name, row.name, "{at}");
        if let ConfigurationState::Linked { id, name, .. } = &linked.configuration {
            assert_eq!(Some(id.0), truth.configuration, "{at}: another device");
            let row = self.tenant.configuration(id.0).unwrap();
            assert_eq!(
                (&row.name, row.organization_id),
                (name, linked.organization.id.0)
            );
        }
    }

    /// The lists of passwords, each row held against the tenant: all of the true organization's, and nobody else's.
    pub(in super::super) async fn lists(&self, tab: i64) -> Result<PasswordLists, Failure> {
        let revision = self.revision(tab).await?;
        let lists = match self.panel(tab, Request::Passwords { revision }).await? {
            Response::Passwords { lists } => lists,
            other => panic!("{other:?}"),
        };
        let at = self.wire.step.get();
        let truth = self.truths.borrow()[&tab];
        let has_personal = self.right().has_personal;
        let is_meant = |row: &&tenant::Password| {
            Some(row.organization_id) == truth.organization
                && !row.archived
                && (has_personal || self.tenant.people.owner_of(row.id).is_none())
        };
        let meant: Vec<_> = self.tenant.passwords.iter().filter(is_meant).collect();
        let ids = |rows: &[gluepane_protocol::PasswordRow]| -> BTreeSet<u64> {
            rows.iter().map(|row| row.id.0).collect()
        };
        let is_of_device = |row: &&&tenant::Password| {
            truth.configuration.is_some() && row.configuration_id == truth.configuration
        };
        let of_device: BTreeSet<u64> = meant
            .iter()
            .filter(is_of_device)
            .map(|row| row.id)
            .collect();
        let all: BTreeSet<u64> = meant.iter().map(|row| row.id).collect();
        assert_eq!(ids(&lists.device), of_device, "{at}: device passwords");
        let of_client: BTreeSet<u64> = all.difference(&of_device).copied().collect();
        assert_eq!(ids(&lists.client), of_client, "{at}: client passwords");
        assert!(!lists.cut_off && lists.revision == revision, "{at}");
        for row in lists.device.iter().chain(&lists.client) {
            let known = self.tenant.password(row.id.0).unwrap();
            assert_eq!((&row.name, row.vaulted), (&known.name, known.is_vaulted()));
            assert!(
                row.username == known.username || known.is_vaulted(),
                "{at}: {row:?}"
            );
        }
        Ok(lists)
    }

    /// *Show Password*.
    pub(in super::super) async fn show(&self, tab: i64, id: u64) -> Result<(), Failure> {
        let (revision, password) = (self.revision(tab).await?, PasswordId(id));
        let asked = Request::ShowPassword { revision, password };
        match self.panel(tab, asked).await? {
            Response::Value { revealed } => {
                assert_eq!((revealed.revision, revealed.password), (revision, password));
                // EXPOSE: an invented value, to see whose it is.
                assert_eq!(*revealed.value.expose(), self.value_of(id), "another value");
                Ok(())
            }
            other => panic!("{other:?}"),
        }
    }

    /// *Copy Password*, or the username.
    pub(in super::super) async fn copy(
        &self,
        tab: i64,
        id: u64,
        is_value: bool,
    ) -> Result<(), Failure> {
        let (revision, password) = (self.revision(tab).await?, PasswordId(id));
        let asked = match is_value {
            true => Request::CopyPassword { revision, password },
            false => Request::CopyUsername { revision, password },
        };
        let before = self.world.clipboard.borrow().clone();
        let copied = self.panel(tab, asked).await;
        let now = self.world.clipboard.borrow().clone();
        match copied {
            Ok(Response::Copied { clipboard }) => {
                let row = self.tenant.password(id).unwrap();
                let meant = if is_value {
                    self.value_of(id)
                } else {
                    row.username.clone().unwrap()
                };
                assert_eq!(
                    (&now, &clipboard.name),
                    (&meant, &row.name),
                    "another value"
                );
                assert_eq!(clipboard.clears_in_ms.is_some(), is_value);
                Ok(())
            }
            Ok(other) => panic!("{other:?}"),
            Err(failure) => {
                assert_eq!(now, before, "what failed is on the clipboard");
                Err(failure)
            }
        }
    }

    /// A password of an organization whose value can be read.
    pub(in super::super) fn first_of(&self, organization: u64) -> u64 {
        let is_meant = |row: &&tenant::Password| {
            row.organization_id == organization
                && !row.is_vaulted()
                && !row.archived
                && self.tenant.people.owner_of(row.id).is_none()
        };
        self.tenant.passwords.iter().find(is_meant).unwrap().id
    }

    pub(in super::super) fn value_of(&self, id: u64) -> String {
        let value = tenant::password_value(self.tenant.seed, id);
        self.values.borrow_mut().insert(value.clone());
        value
    }

    pub(super) fn look_for_traces(&self) {
        let values = self.values.borrow();
        let shelves = self.world.shelves.borrow();
        for ((_, key), text) in shelves.iter() {
            let found = values.iter().any(|value| text.contains(value));
            assert!(!found, "{}: a value stands in {key}", self.wire.step.get());
        }
    }

    /// From now on this tab is about these.
    pub(in super::super) fn is_about(
        &self,
        tab: i64,
        organization: u64,
        configuration: Option<u64>,
    ) {
        let truth = Truth {
            organization: Some(organization),
            configuration,
        };
        self.truths.borrow_mut().insert(tab, truth);
    }

    /// From now on nobody is sure to be meant by this tab.
    pub(in super::super) fn is_about_nobody(&self, tab: i64) {
        self.truths.borrow_mut().insert(tab, Truth::default());
    }

    pub(in super::super) fn right(&self) -> Right {
        Right::under(&self.wire.simulator.options())
    }
}
