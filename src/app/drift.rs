//! Drift: how the published contract differs from the one that the project holds, and what a person decides about each
//! difference. Documents are compared on the runtime, and anew whenever the project's contract changes, undo included.

use std::{collections::HashSet, sync::Arc};

use serde_json::Value;

use super::{
    App, Command, Edit, Event, NoticeKind, WindowRequest, contract_edit,
    published::{self, Published},
};
use crate::{
    contract::{Contract, Difference, Merged, derive, differences, merge, take_all},
    model::{ContractLink, Extra, KeptDifference, Project},
};

/// How the published contract differs from the project's.
#[derive(Debug)]
pub struct Drift {
    /// What is published.
    published: Published,
    /// What the project holds.
    base: Arc<Value>,
    /// The differences, with the hash of what is published there.
    differences: Vec<(Difference, String)>,
}

impl Drift {
    fn between(base: Arc<Value>, published: Published) -> Self {
        let found = differences(&Contract::view(&base), &published.0);
        let hashed = |difference: Difference| {
            let hash = difference.hash(&published.0.document);
            (difference, hash)
        };
        let differences = found.into_iter().map(hashed).collect();
        Self { published, base, differences }
    }

    /// The project with the differences of those names taken over, and what a person changed.
    fn merged(&self, project: &Project, keys: &[String]) -> Merged {
        let keys: HashSet<&String> = keys.iter().collect();
        let wanted: Vec<&Difference> =
            self.differences.iter().map(|(difference, _)| difference).filter(|one| keys.contains(&one.key)).collect();
        let document = Arc::new(take_all(&self.base, &self.published.0.document, &wanted));
        let source = project.contract.as_ref().map_or("", |link| &link.source);
        let derived = |document: &Arc<Value>| derive(&Contract::view(document), source);
        merge(&derived(&self.base), project, &derived(&document))
    }

    /// Every difference, and whether it is kept: decided about, and not changed again since.
    pub fn differences<'d>(&'d self, link: &ContractLink) -> Vec<(&'d Difference, bool)> {
        self.differences.iter().map(|(difference, hash)| (difference, link.keeps(&difference.key, hash))).collect()
    }
}

/// The comparison as it last was.
#[derive(Debug, Default)]
pub(super) struct Drifting {
    drift: Option<Arc<Drift>>,
    is_running: bool,
    is_taking: bool,
}

/// How a comparison ended: what was found, or why the published contract could not be read.
#[derive(Debug)]
pub(crate) struct Compared(Result<Drift, String>);

/// Differences were merged with what a person changed.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The project that they were merged with.
    of: Arc<Project>,
    drift: Arc<Drift>,
    keys: Vec<String>,
    merged: Merged,
}

impl App {
    /// How the published contract differs from the project's, once they were compared.
    pub fn drift(&self) -> Option<&Arc<Drift>> {
        let link = self.project().contract.as_ref()?;
        self.drifting.drift.as_ref().filter(|drift| Arc::ptr_eq(&drift.base, &link.document))
    }

    /// Whether the contracts are being compared.
    pub fn is_comparing(&self) -> bool {
        self.drifting.is_running
    }

    /// Reads the published contract and compares it with the project's.
    pub(super) fn compare_with_contract(&mut self) {
        let Some(location) = self.published_location() else { return };
        self.compare(move || published::read(&location).map_err(|error| error.to_string()));
        self.ask(WindowRequest::ShowDrift);
    }

    /// Compares anew where the project's contract is another one than the one that was compared.
    pub(super) fn refresh_drift(&mut self) {
        let Some(drift) = &self.drifting.drift else { return };
        if self.project().contract.is_none() {
            self.drifting.drift = None;
        } else if self.drift().is_none() {
            let published = drift.published.clone();
            self.compare(move || Ok(published));
        }
    }

    pub(super) fn compare(&mut self, published: impl FnOnce() -> Result<Published, String> + Send + 'static) {
        let Some(link) = self.project().contract.as_ref().filter(|_| !self.drifting.is_running) else { return };
        let (base, sender) = (Arc::clone(&link.document), self.action_sender());
        self.drifting.is_running = true;
        self.runtime.spawn_blocking(move || {
            let compared = published().map(|published| Drift::between(base, published));
            sender.send_event(Event::Compared(Compared(compared)));
        });
    }

    pub(super) fn on_compared(&mut self, Compared(outcome): Compared) {
        self.drifting.is_running = false;
        match outcome {
            Ok(drift) => self.drifting.drift = Some(Arc::new(drift)),
            Err(message) => self.notices.show(NoticeKind::Warning, message, None),
        }
    }

    /// Takes the differences of those names over from the published contract. Large documents take a while to be written anew,
    /// derived from and merged, so that is done on the runtime.
    pub(super) fn take_differences(&mut self, keys: Vec<String>) {
        let Some(drift) = self.drift().cloned().filter(|_| !self.drifting.is_taking) else { return };
        if !drift.differences.iter().any(|(difference, _)| keys.contains(&difference.key)) {
            return;
        }
        self.drifting.is_taking = true;
        let (of, sender) = (Arc::clone(self.project()), self.action_sender());
        self.runtime.spawn_blocking(move || {
            let merged = drift.merged(&of, &keys);
            sender.send_event(Event::Taken(Taken { of, drift, keys, merged }));
        });
    }

    /// Whether differences are being taken over.
    pub fn is_taking(&self) -> bool {
        self.drifting.is_taking
    }

    pub(super) fn on_taken(&mut self, Taken { of, drift, keys, merged }: Taken) {
        self.drifting.is_taking = false;
        if !Arc::ptr_eq(&of, self.project()) {
            // Somebody went on working meanwhile; that is merged, too.
            self.take_differences(keys);
            return;
        }
        let Merged { mut project, conflicts } = merged;
        if let Some(link) = &mut project.contract {
            let keys: HashSet<&String> = keys.iter().collect();
            link.kept.retain(|kept| !keys.contains(&kept.key));
            if drift.differences.iter().all(|(difference, _)| keys.contains(&difference.key)) {
                link.hash.clone_from(&drift.published.1);
            }
        }
        let mut text = match keys.len() {
            1 => "Taken from the contract".to_owned(),
            several => format!("{several} differences taken from the contract"),
        };
        if !conflicts.is_empty() {
            let parts = if conflicts.len() == 1 { "1 part".to_owned() } else { format!("{} parts", conflicts.len()) };
            text = format!("{text}. {parts} changed by hand and by the contract stay as they are by hand; see the conflicts");
        }
        self.edit(Edit::TakeContract { project: Box::new(project), label: "Take differences" });
        self.notices.show(NoticeKind::Done, text, Some(Command::Undo));
    }

    /// Takes all differences over that are not kept.
    pub(super) fn take_all_differences(&mut self) {
        let (Some(drift), Some(link)) = (self.drift(), &self.project().contract) else { return };
        let open = drift.differences(link).into_iter().filter(|(_, is_kept)| !is_kept);
        let keys: Vec<String> = open.map(|(difference, _)| difference.key.clone()).collect();
        self.take_differences(keys);
    }

    /// Whether there is a difference that nobody has decided about.
    pub fn has_open_differences(&self) -> bool {
        let (Some(drift), Some(link)) = (self.drift(), &self.project().contract) else { return false };
        drift.differences(link).iter().any(|(_, is_kept)| !is_kept)
    }

    /// Leaves a difference as it is until the published contract changes again there; a kept one is open again.
    pub(super) fn keep_difference(&mut self, key: &str) {
        let (Some(drift), Some(link)) = (self.drift(), &self.project().contract) else { return };
        let Some((_, hash)) = drift.differences.iter().find(|(difference, _)| difference.key == key) else { return };
        let mut link = link.clone();
        let was_kept = link.keeps(key, hash);
        link.kept.retain(|kept| kept.key != key);
        if !was_kept {
            link.kept.push(KeptDifference { key: key.to_owned(), hash: hash.clone(), extra: Extra::new() });
        }
        let label = if was_kept { "Reopen difference" } else { "Keep difference" };
        self.edit(contract_edit(Some(link), label, None));
    }
}
