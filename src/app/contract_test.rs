//! The contract test of the real API beside the window: one run at a time, with progress and an end at any time, repeated while
//! the window is open where that is asked for. What runs came to is kept in the person's storage, never in the project, which
//! others read too; credentials are kept nowhere.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use sha2::{Digest as _, Sha256};
use tokio::task::AbortHandle;

use super::{ActionSender, App, Event};
use crate::{
    contract::{
        Contract,
        probe::{ContractTestReport, Methods},
    },
    model::ContractLink,
    server::{ProbeOptions, ProbeProgress, probe},
    storage::Storage,
};

/// What a person asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContractTestSettings {
    /// The URL of the real API. A path in it stands in place of the contract's base path.
    pub against: String,
    /// Whether the contract's base path is left out.
    pub without_base_path: bool,
    /// Which methods are called.
    pub methods: Methods,
    /// Header fields of every call, one a line, as in a message: `Authorization: Bearer abc`.
    pub headers: String,
    /// How long after a run the next one begins; none to run once.
    pub every: Option<Duration>,
}

/// The contract test as a panel shows it.
#[derive(Debug, Default)]
pub struct ContractTest {
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

#[derive(Debug)]
enum News {
    Progress(ProbeProgress),
    Done(Box<ContractTestReport>, Option<String>),
}

impl ContractTest {
    /// What was asked for last.
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

    fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.handle.abort();
        }
        self.next_at = None;
        self.runs += 1;
    }
}

impl ContractTestSettings {
    /// The calls that these ask for.
    fn options(&self) -> Result<ProbeOptions, String> {
        let against: Uri = self.against.trim().parse().map_err(|error| format!("{}: {error}", self.against))?;
        if against.authority().is_none() || !matches!(against.scheme_str(), Some("http" | "https")) {
            return Err("The URL of an API begins with http:// or https://".to_owned());
        }
        let mut options = ProbeOptions::new(against);
        options.without_base_path = self.without_base_path;
        options.plan.methods = self.methods.clone();
        options.plan.headers = HeaderMap::new();
        for line in self.headers.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let header = line.split_once(':').and_then(|(name, value)| {
                Some((HeaderName::try_from(name.trim()).ok()?, HeaderValue::try_from(value.trim()).ok()?))
            });
            // The line may hold a secret, so the message does not repeat it.
            let (name, value) = header.ok_or("A header looks like \"Name: value\"")?;
            options.plan.headers.append(name, value);
        }
        Ok(options)
    }
}

impl App {
    /// The contract test of the real API.
    pub fn contract_test(&self) -> &ContractTest {
        &self.contract_test
    }

    /// Starts a run, in place of one that goes on.
    pub(super) fn start_contract_test(&mut self, settings: ContractTestSettings) {
        self.contract_test.stop();
        self.contract_test.settings = settings;
        self.run_contract_test();
    }

    /// Ends the run that goes on, and the repeating.
    pub(super) fn stop_contract_test(&mut self) {
        self.contract_test.stop();
    }

    fn run_contract_test(&mut self) {
        let test = &mut self.contract_test;
        (test.failure, test.next_at) = (None, None);
        let link = self.document.project().contract.clone();
        let (link, options) = match (link, test.settings.options()) {
            (None, _) => {
                test.failure = Some("The project has no contract to test against".to_owned());
                return;
            }
            (_, Err(message)) => {
                test.failure = Some(message);
                return;
            }
            (Some(link), Ok(options)) => (link, options),
        };
        test.runs += 1;
        let (run, storage) = (test.runs, self.storage.clone());
        let sender = ActionSender { sender: self.sender.clone(), waker: Arc::clone(&self.waker) };
        let task = self.runtime.spawn(async move {
            let send = |news| sender.send_event(Event::ContractTest(ContractTestEvent { run, news }));
            if let Some((report, failure)) = test_once(link, options, storage, |progress| send(News::Progress(progress))).await {
                send(News::Done(Box::new(report), failure));
            }
        });
        self.contract_test.running = Some(Running { progress: ProbeProgress::default(), handle: task.abort_handle() });
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
                test.next_at = test.settings.every.map(|every| Instant::now() + every);
            }
        }
    }

    /// Begins the next run where it is time. Says when it wants to be called again.
    pub(super) fn repeat_contract_test(&mut self, now: Instant) -> Option<Duration> {
        let next_at = self.contract_test.next_at?;
        if self.document.project().contract.is_none() {
            self.contract_test.stop();
            return None;
        }
        if next_at <= now {
            self.run_contract_test();
            return None;
        }
        Some(next_at - now)
    }
}

/// One run, and why what it came to could not be kept, if so.
async fn test_once(
    link: ContractLink,
    options: ProbeOptions,
    storage: Storage,
    progress: impl FnMut(ProbeProgress),
) -> Option<(ContractTestReport, Option<String>)> {
    let (source, reading) = (link.source.clone(), storage.clone());
    // A large contract takes a while to look through.
    let prepared = tokio::task::spawn_blocking(move || {
        let contract = Arc::new(Contract::view(&link.document));
        let name = history_name(&link.source, &options.target(&contract));
        let before = reading.contract_runs(&name);
        (contract, options, name, before)
    });
    let (contract, options, name, before) = prepared.await.ok()?;
    let report = probe(&contract, &source, &options, &before, progress).await;
    let keeping = tokio::task::spawn_blocking(move || {
        let kept = storage.keep_contract_runs(&name, &report.history);
        (report, kept.err().map(|error| format!("The run cannot be remembered: {error}")))
    });
    keeping.await.ok()
}

/// Under which name the runs of one contract against one API are kept.
fn history_name(source: &str, target: &str) -> String {
    let mut name = format!("{:x}", Sha256::digest(format!("{source}\n{target}")));
    name.truncate(16);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_become_options_or_say_what_is_wrong_without_repeating_secrets() {
        let mut settings = ContractTestSettings { against: "https://api.example/v2".to_owned(), ..Default::default() };
        settings.headers = "Authorization: Bearer abc\n\nX-Tenant: 7".to_owned();
        assert_eq!(settings.options().unwrap().plan.headers.len(), 2);
        settings.headers = "tr0ub4dor".to_owned();
        assert!(!settings.options().unwrap_err().contains("tr0ub4dor"));
        settings.against = "api.example".to_owned();
        assert!(settings.options().is_err());
    }

    #[test]
    fn a_run_that_was_stopped_changes_nothing_any_more() {
        let mut test = ContractTest { next_at: Some(Instant::now()), runs: 3, ..Default::default() };
        test.stop();
        assert!(test.progress().is_none() && test.until_next().is_none() && test.runs == 4);
    }
}
