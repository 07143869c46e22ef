//! The contract test of the real API beside the window: one run at a time, with progress and an end at any time, repeated while
//! the window is open where that is asked for. What runs came to is kept in the person's storage, never in the project, which
//! others read too; credentials are kept nowhere.

mod run;
mod settings;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::task::AbortHandle;

pub use self::settings::{CallsFrom, ContractTestSettings};
use self::{run::News, settings::contract_name};
use super::{App, NoticeKind, WindowRequest};
use crate::{contract::probe::ContractTestReport, formats::ReportFormat, server::ProbeProgress};

/// The contract test as a panel shows it.
#[derive(Debug, Default)]
pub struct ContractTest {
    /// The contract, and the name it is remembered under.
    of: Option<(Arc<Value>, String)>,
    settings: ContractTestSettings,
    report: Option<Arc<ContractTestReport>>,
    failure: Option<String>,
    running: Option<Running>,
    next_at: Option<Instant>,
    /// How many runs were started; what an older one still says does not count.
    runs: u64,
}

#[derive(Debug)]
struct Running {
    progress: ProbeProgress,
    handle: AbortHandle,
}

/// What a run says.
#[derive(Debug)]
pub(crate) struct ContractTestEvent {
    run: u64,
    news: News,
}

impl ContractTest {
    /// What is asked for.
    pub fn settings(&self) -> &ContractTestSettings {
        &self.settings
    }

    /// What the last whole run came to, with the history of all runs against the same API.
    pub fn report(&self) -> Option<&Arc<ContractTestReport>> {
        self.report.as_ref()
    }

    /// Why there is no run, or why what it came to could not be kept.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// How far the run that goes on has come; none where none does.
    pub fn progress(&self) -> Option<ProbeProgress> {
        Some(self.running.as_ref()?.progress)
    }

    /// How long it is until the next run begins by itself.
    pub fn until_next(&self) -> Option<Duration> {
        Some(self.next_at?.saturating_duration_since(Instant::now()))
    }

    /// When that is, as the clock here shows it.
    pub fn next_at(&self) -> Option<jiff::Zoned> {
        jiff::Zoned::now().checked_add(self.until_next()?).ok()
    }

    /// Whether a run goes on or is going to begin by itself.
    pub fn is_active(&self) -> bool {
        self.running.is_some() || self.next_at.is_some()
    }

    fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.handle.abort();
        }
        self.next_at = None;
        self.runs += 1;
    }
}

impl App {
    /// The contract test of the real API.
    pub fn contract_test(&self) -> &ContractTest {
        &self.contract_test
    }

    /// Takes over what the next run is asked for; not while one goes on, which would be another one from then on.
    pub(super) fn set_contract_test(&mut self, settings: ContractTestSettings) {
        let test = &mut self.contract_test;
        if !test.is_active() {
            (test.settings, test.failure) = (settings, None);
        }
    }

    /// Starts a run, in place of one that goes on, and shows it.
    pub(super) fn test_contract(&mut self) {
        self.ask(WindowRequest::ShowContractTest);
        self.contract_test.stop();
        if let Some(link) = &self.document.project().contract {
            let mut preferences = self.preferences.clone();
            if self.contract_test.settings.remember(link, &mut preferences) {
                self.set_preferences(preferences);
            }
        }
        self.run_contract_test();
    }

    /// Ends the run that goes on, and the repeating.
    pub(super) fn stop_contract_test(&mut self) {
        self.contract_test.stop();
    }

    /// Begins anew where the project has another contract; one that was only changed keeps what was asked and found.
    pub(super) fn follow_contract_test(&mut self) {
        let link = self.document.project().contract.as_ref();
        let of = self.contract_test.of.as_ref();
        if link.map(|link| Arc::as_ptr(&link.document)) == of.map(|(document, _)| Arc::as_ptr(document)) {
            return;
        }
        let named = link.map(|link| (Arc::clone(&link.document), contract_name(link)));
        if named.as_ref().map(|(_, name)| name) != of.map(|(_, name)| name) {
            self.contract_test.stop();
            let settings = link.map(|link| ContractTestSettings::proposed(link, &self.preferences)).unwrap_or_default();
            self.contract_test = ContractTest { settings, runs: self.contract_test.runs, ..ContractTest::default() };
        }
        self.contract_test.of = named;
    }

    /// Takes in what a run says.
    pub(super) fn on_contract_test_event(&mut self, ContractTestEvent { run, news }: ContractTestEvent) {
        let test = &mut self.contract_test;
        if run != test.runs {
            return;
        }
        match news {
            News::Progress(progress) => {
                if let Some(running) = &mut test.running {
                    running.progress = progress;
                }
            }
            News::Done(report, failure) => {
                (test.report, test.failure, test.running) = (Some(Arc::from(report)), failure, None);
                // What is in the log is judged when somebody asks.
                let every = test.settings.every.filter(|_| test.settings.from == CallsFrom::Contract);
                test.next_at = every.map(|every| Instant::now() + every);
            }
        }
    }

    /// Begins the next run where it is time. Says when it wants to be called again.
    pub(super) fn repeat_contract_test(&mut self, now: Instant) -> Option<Duration> {
        let next_at = self.contract_test.next_at?;
        if next_at <= now {
            self.run_contract_test();
            return None;
        }
        Some(next_at - now)
    }

    /// Writes the report of the last run.
    pub(super) fn save_contract_test(&mut self, path: std::path::PathBuf, format: ReportFormat) {
        let Some(report) = self.contract_test.report.clone() else {
            self.notices.show(NoticeKind::Warning, "There is no report yet", None);
            return;
        };
        self.write("Report", path, move || format.bytes(&report));
    }
}

/// The methods that change nothing on the server (RFC 9110, section 9.2.1).
pub fn is_safe_method(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS" | "TRACE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_was_stopped_changes_nothing_any_more() {
        let mut test = ContractTest { next_at: Some(Instant::now()), runs: 3, ..Default::default() };
        test.stop();
        assert!(test.progress().is_none() && test.until_next().is_none() && test.runs == 4);
    }
}
