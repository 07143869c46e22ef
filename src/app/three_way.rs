//! Contract, mock and real API side by side, brought up to date on the runtime whenever one of them changes. Since when each
//! difference has been known is remembered in the person's storage, by the project's file; for findings of contract tests their
//! history says it.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use jiff::Timestamp;

use super::{App, Drift, Event, NoticeKind, by_hand};
use crate::{
    contract::{
        Aspect, Contract, Deviation, FirstSeen, Party, ThreeWayRow, probe::ContractTestReport, published_deviations,
        real_deviation, three_way,
    },
    model::{Endpoint, EndpointId, Problem, Project},
};

/// The table, and what it was made of.
#[derive(Debug)]
pub struct ThreeWay {
    /// What differs.
    pub rows: Vec<ThreeWayRow>,
    /// Whether the published contract was compared.
    pub was_compared: bool,
    /// When the real API was tested, if it was.
    pub tested_at: Option<Timestamp>,
}

/// What a table was made of; where this is the same, so is the table.
#[derive(Clone, Debug)]
struct Of {
    project: Arc<Project>,
    contract: Arc<Contract>,
    drift: Option<Arc<Drift>>,
    report: Option<Arc<ContractTestReport>>,
    problems: Vec<Problem>,
    /// Whether those of answers that break the contract are among them.
    were_answers_checked: bool,
}

impl Of {
    /// Whether that is what the app has now.
    fn is_of(&self, app: &App) -> bool {
        Arc::ptr_eq(&self.project, app.project())
            && is_same(app.contract(), Some(&self.contract))
            && is_same(app.drift(), self.drift.as_ref())
            && is_same(app.contract_test().report(), self.report.as_ref())
            && self.problems == app.problems()
            && self.were_answers_checked == app.were_answers_checked()
    }
}

fn is_same<T>(one: Option<&Arc<T>>, other: Option<&Arc<T>>) -> bool {
    one.map(Arc::as_ptr) == other.map(Arc::as_ptr)
}

/// The table as it last was, and what is remembered for the next.
#[derive(Debug, Default)]
pub(super) struct ComparingThree {
    made: Option<(Of, Arc<ThreeWay>)>,
    memory: Memory,
    is_running: bool,
}

/// Since when differences have been known, and of which file; of none for a project that was not saved yet.
#[derive(Clone, Debug, Default)]
struct Memory {
    file: Option<PathBuf>,
    first_seen: FirstSeen,
}

/// A table was made.
#[derive(Debug)]
pub(crate) struct ThreeCompared {
    of: Of,
    table: ThreeWay,
    memory: Memory,
    failure: Option<String>,
}

impl App {
    /// Where contract, mock and real API differ; none without a contract, and for a moment after it was changed.
    pub fn three_way(&self) -> Option<&Arc<ThreeWay>> {
        self.project().contract.as_ref()?;
        self.comparing_three.made.as_ref().map(|(_, table)| table)
    }

    /// Compares the three where one of them is another than the last time.
    pub(super) fn refresh_three_way(&mut self) {
        let comparing = &self.comparing_three;
        if comparing.is_running || comparing.made.as_ref().is_some_and(|(made, _)| made.is_of(self)) {
            return;
        }
        let (Some(contract), Some(derived)) = (self.contract().cloned(), self.derived_endpoints().cloned()) else {
            return;
        };
        let of = Of {
            project: Arc::clone(self.project()),
            contract,
            drift: self.drift().cloned(),
            report: self.contract_test().report().cloned(),
            problems: self.problems().to_vec(),
            were_answers_checked: self.were_answers_checked(),
        };
        self.comparing_three.is_running = true;
        let file = self.document().path().map(PathBuf::from);
        let (memory, storage, sender) = (self.comparing_three.memory.clone(), self.storage.clone(), self.action_sender());
        self.runtime.spawn_blocking(move || {
            let memory = if memory.file == file {
                memory
            } else {
                let first_seen = file.as_deref().map_or_else(FirstSeen::new, |file| storage.first_seen(file));
                Memory { file, first_seen }
            };
            let before = memory.first_seen.clone();
            let (table, memory) = compared(&of, &derived, memory);
            let changed = memory.file.as_ref().filter(|_| memory.first_seen != before);
            let kept = changed.map_or(Ok(()), |file| storage.keep_first_seen(file, &memory.first_seen));
            let failure = kept.err().map(|error| format!("Since when differences are there cannot be remembered: {error}"));
            sender.send_event(Event::ThreeCompared(ThreeCompared { of, table, memory, failure }));
        });
    }

    pub(super) fn on_three_compared(&mut self, ThreeCompared { of, table, memory, failure }: ThreeCompared) {
        self.comparing_three = ComparingThree { made: Some((of, Arc::new(table))), memory, is_running: false };
        if let Some(failure) = failure {
            self.notices.show(NoticeKind::Warning, failure, None);
        }
    }
}

fn compared(of: &Of, derived: &HashMap<EndpointId, Arc<Endpoint>>, mut memory: Memory) -> (ThreeWay, Memory) {
    let link = of.project.contract.as_ref();
    let mut deviations: Vec<Deviation> = Vec::new();
    if let Some((drift, link)) = of.drift.as_ref().zip(link) {
        deviations.extend(drift.differences(link).into_iter().flat_map(|(difference, _)| published_deviations(difference)));
    }
    for endpoint in &of.project.endpoints {
        let (Some(contract), Some(derived)) = (&endpoint.contract, derived.get(&endpoint.id)) else { continue };
        if !by_hand::is_changed(endpoint, derived) {
            continue;
        }
        let changes = by_hand::changes(endpoint, derived).into_iter();
        deviations.extend(changes.map(|change| mock(&contract.operation, change.status, change.what)));
    }
    deviations.extend(of.problems.iter().filter_map(|problem| {
        let endpoint = of.project.endpoint(problem.place.endpoint.as_ref()?)?;
        let response = problem.place.response.as_ref().and_then(|id| endpoint.response(id));
        Some(mock(&endpoint.contract.as_ref()?.operation, response.map(|response| response.status), problem.message.clone()))
    }));
    // What is not looked at is not forgotten.
    let mut looked_at = Vec::from_iter(of.were_answers_checked.then_some(Party::Mock));
    looked_at.extend(of.drift.is_some().then_some(Party::Contract));
    looked_at.extend(of.report.is_some().then_some(Party::RealApi));
    deviations.extend(of.report.iter().flat_map(|report| &report.findings).map(real_deviation));
    let rows = three_way(&of.contract, deviations, &mut memory.first_seen, &looked_at, Timestamp::now());
    let tested_at = of.report.as_ref().map(|report| report.started_at);
    (ThreeWay { rows, was_compared: of.drift.is_some(), tested_at }, memory)
}

fn mock(operation: &str, status: Option<u16>, message: String) -> Deviation {
    let aspect = status.map_or(Aspect::Operation, |status| Aspect::Answer(status.to_string()));
    let key = format!("{operation}, {aspect}: {message}");
    Deviation { party: Party::Mock, operation: operation.into(), aspect, key, message: message.into(), since: None }
}
