//! What the project's contract says, for panels to show: looked through on the runtime, because a large one takes longer than
//! a frame may, and once for each document that is taken over.

use std::{collections::HashMap, sync::Arc};

use super::{
    App, Edit, Event,
    by_hand::{self, ByHand},
};
use crate::{
    contract::{Contract, Derived, derive_with_problems},
    model::{ContractLink, Endpoint, EndpointId},
};

/// A contract that was looked through.
#[derive(Debug)]
pub(crate) struct Viewed {
    contract: Arc<Contract>,
    /// The endpoints that it gives, before a person changes them.
    derived: Arc<HashMap<EndpointId, Arc<Endpoint>>>,
    /// What of it is answered otherwise than it says, or not at all, each with its place.
    notes: Vec<String>,
}

/// Where an endpoint comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A person made it.
    Own,
    /// It is as it was derived from the contract.
    Derived,
    /// It was derived from the contract, and a person changed it.
    ChangedByHand,
}

/// The contract as it was last looked through.
#[derive(Debug, Default)]
pub(super) struct Viewing {
    viewed: Option<Viewed>,
    is_running: bool,
}

impl App {
    /// What the project's contract says; none without one, and for a moment after it was changed.
    pub fn contract(&self) -> Option<&Arc<Contract>> {
        let link = self.project().contract.as_ref()?;
        let contract = self.viewing.viewed.as_ref().map(|viewed| &viewed.contract);
        contract.filter(|contract| Arc::ptr_eq(&contract.document, &link.document))
    }

    /// What of the contract is answered otherwise than it says, or not at all, each with its place.
    pub(super) fn contract_notes(&self) -> &[String] {
        let viewed = self.contract().and(self.viewing.viewed.as_ref());
        viewed.map_or(&[], |viewed| &viewed.notes)
    }

    /// Where an endpoint comes from.
    pub fn origin(&self, endpoint: &Endpoint) -> Origin {
        match self.derived(endpoint) {
            None if endpoint.contract.is_none() => Origin::Own,
            Some(derived) if by_hand::is_changed(endpoint, derived) => Origin::ChangedByHand,
            _ => Origin::Derived,
        }
    }

    /// What a person changed of an endpoint that was derived.
    pub fn changed_by_hand(&self, endpoint: &Endpoint) -> Vec<ByHand> {
        self.derived(endpoint).map_or_else(Vec::new, |derived| by_hand::changes(endpoint, derived))
    }

    /// The endpoint as it was derived from the contract, where it was and the contract is looked through.
    pub(super) fn derived(&self, endpoint: &Endpoint) -> Option<&Arc<Endpoint>> {
        endpoint.contract.as_ref().and(self.contract())?;
        self.viewing.viewed.as_ref()?.derived.get(&endpoint.id)
    }

    /// The endpoints that the project's contract gives, before a person changes them; none while there is no contract to look at.
    pub(super) fn derived_endpoints(&self) -> Option<&Arc<HashMap<EndpointId, Arc<Endpoint>>>> {
        self.contract()?;
        Some(&self.viewing.viewed.as_ref()?.derived)
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
        self.runtime.spawn_blocking(move || {
            let contract = Arc::new(Contract::view(&document));
            let Derived { project, problems } = derive_with_problems(&contract, "");
            let derived = Arc::new(project.endpoints.into_iter().map(|endpoint| (endpoint.id.clone(), endpoint)).collect());
            let told = contract.problems.iter().chain(&problems);
            let notes = told.map(|problem| format!("#{}: {}", problem.pointer, problem.message)).collect();
            sender.send_event(Event::Viewed(Viewed { contract, derived, notes }));
        });
    }

    pub(super) fn on_viewed(&mut self, viewed: Viewed) {
        self.viewing = Viewing { viewed: Some(viewed), is_running: false };
    }
}

/// The change that makes `link` the project's contract.
pub fn contract_edit(link: Option<ContractLink>, label: &'static str, field: Option<&str>) -> Edit {
    Edit::SetContract { contract: link.map(Box::new), label, field: field.map(str::to_owned) }
}
