//! What the project's contract says, for panels to show: looked through on the runtime, because a large one takes longer than
//! a frame may, and once for each document that is taken over.

use std::sync::Arc;

use super::{App, Edit, Event};
use crate::{contract::Contract, model::ContractLink};

/// The contract as it was last looked through.
#[derive(Debug, Default)]
pub(super) struct Viewing {
    viewed: Option<Arc<Contract>>,
    is_running: bool,
}

impl App {
    /// What the project's contract says; none without one, and for a moment after it was changed.
    pub fn contract(&self) -> Option<&Arc<Contract>> {
        let link = self.project().contract.as_ref()?;
        self.viewing.viewed.as_ref().filter(|viewed| Arc::ptr_eq(&viewed.document, &link.document))
    }

    /// Looks the contract through where it is another one than the last time.
    pub(super) fn refresh_contract(&mut self) {
        let Some(link) = &self.project().contract else {
            self.viewing.viewed = None;
            return;
        };
        if self.viewing.is_running || self.contract().is_some() {
            return;
        }
        let (document, sender) = (Arc::clone(&link.document), self.action_sender());
        self.viewing.is_running = true;
        self.runtime.spawn_blocking(move || sender.send_event(Event::Viewed(Arc::new(Contract::view(&document)))));
    }

    pub(super) fn on_viewed(&mut self, contract: Arc<Contract>) {
        self.viewing = Viewing { viewed: Some(contract), is_running: false };
    }
}

/// The change that makes `link` the project's contract.
pub fn contract_edit(link: Option<ContractLink>, label: &'static str, field: Option<&str>) -> Edit {
    Edit::SetContract { contract: link.map(Box::new), label, field: field.map(str::to_owned) }
}
