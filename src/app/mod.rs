//! The workbench without a window: the document, the server it feeds, the log it watches, and what is selected.
//! No egui here. Panels read the state through `&App` and return [`Action`]s; [`App::act`] is the one place where anything changes.

mod action;
mod answer_problems;
mod by_hand;
mod command;
mod conflicts;
mod contract;
mod contract_test;
mod detach;
mod document;
mod drift;
mod dynamic;
mod edit;
mod expecting;
mod field_table;
mod file;
mod history;
mod log_view;
mod mock;
mod notice;
mod opening;
mod preview;
mod published;
mod record;
mod recording;
mod run;
mod scenarios;
mod selection;
mod serving;
mod standing;
mod three_way;

use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use tokio::runtime::Handle;

pub use action::{Action, Pane, SelectMode, UnsavedAnswer, WindowRequest};
pub use by_hand::ByHand;
pub use command::{Command, CommandGroup};
pub use conflicts::DriftConflict;
pub use contract::{Origin, contract_edit};
pub use contract_test::{CallsFrom, ContractTest, ContractTestSettings, is_safe_method};
pub use document::Document;
pub use drift::Drift;
pub use edit::Edit;
pub use field_table::FieldRow;
pub use file::Question;
pub use log_view::{CHIPS, CONTRACT_CHIP, LogView};
pub use mock::suggested_path;
pub use notice::{Notice, NoticeKind, Notices};
pub use opening::Opening;
pub use preview::{AskedBy, Preview};
pub use selection::Selection;
pub use standing::Standings;
pub use three_way::ThreeWay;

use crate::{
    engine::{Compiled, compile},
    model::{EndpointId, ExpectationId, FolderId, Part, Place, Problem, Project, ResponseId},
    server::{Address, Server, ServerOptions, ServerStatus},
    storage::{Preferences, Storage},
    traffic::{Exchange, Log, LogWaker, Traffic},
};

/// The workbench's whole state.
pub struct App {
    runtime: Handle,
    storage: Storage,
    preferences: Preferences,
    document: Document,
    compiled: Arc<Compiled>,
    compiling: serving::Compiling,
    server: Server,
    traffic: Arc<Traffic>,
    selection: Selection,
    notices: Notices,
    log_view: LogView,
    requests: Vec<WindowRequest>,
    files: file::Files,
    sender: mpsc::Sender<Event>,
    receiver: mpsc::Receiver<Event>,
    /// Wakes the window when an event or a request has arrived.
    waker: LogWaker,
    shown_url: Option<String>,
    /// What the last deletion took from the log, so that it can be put back.
    deleted_exchanges: Vec<Arc<Exchange>>,
    previewing: preview::Previewing,
    viewing: contract::Viewing,
    answer_problems: answer_problems::AnswerProblems,
    publishing: published::Publishing,
    drifting: drift::Drifting,
    conflicting: conflicts::Conflicting,
    comparing_three: three_way::ComparingThree,
    opening: Option<Opening>,
    /// What reading the open contract had to say.
    reading_notes: Vec<String>,
    standings: Standings,
    reporting: standing::Reporting,
    contract_test: ContractTest,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("document", &self.document).field("selection", &self.selection).finish_non_exhaustive()
    }
}

/// Something that happened off the window's thread.
#[derive(Debug)]
pub(crate) enum Event {
    /// A dialog was answered.
    Act(Action),
    /// A file was read, written, or changed by somebody else.
    File(file::FileEvent),
    /// The project without its contract was made.
    Detached(Box<detach::Detached>),
    /// Answers that were changed by hand were held to the contract.
    AnswersChecked(answer_problems::AnswersChecked),
    /// The contract was looked through.
    Viewed(contract::Viewed),
    /// The file of the published contract was written.
    PublishedChanged,
    /// The published contract was read.
    PublishedRead(published::PublishedRead),
    /// The published contract was compared with the project's.
    Compared(drift::Compared),
    /// Differences of the contract were merged with what a person changed.
    Taken(drift::Taken),
    /// Contract, mock and real API were compared.
    ThreeCompared(three_way::ThreeCompared),
    /// Something was opened, or could not be.
    Opened(opening::Opened),
    /// A report on an expectation was made.
    Reported(standing::Reported),
    /// A contract test goes on or is done.
    ContractTest(contract_test::ContractTestEvent),
    /// A large project was compiled.
    Compiled(serving::CompiledBeside),
    /// Something is worth a notice.
    Notice(NoticeKind, String),
}

/// A way to hand actions to the app from other threads; the window wakes for them.
#[derive(Clone)]
pub struct ActionSender {
    sender: mpsc::Sender<Event>,
    waker: LogWaker,
}

impl std::fmt::Debug for ActionSender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActionSender").finish_non_exhaustive()
    }
}

impl ActionSender {
    /// Does `action` as soon as the window's thread is free.
    pub fn send(&self, action: Action) {
        self.send_event(Event::Act(action));
    }

    /// Wakes the window.
    pub fn wake(&self) {
        (self.waker)();
    }

    pub(crate) fn send_event(&self, event: Event) {
        // Without a receiver the workbench is closing, and nobody is left to act.
        if self.sender.send(event).is_ok() {
            (self.waker)();
        }
    }
}

/// What a workbench starts with.
#[derive(Debug, Default)]
pub struct AppOptions {
    /// The file to open; else the last one, else the sample.
    pub file: Option<PathBuf>,
    /// Listen on this port whatever the project says; tests take 0.
    pub port: Option<u16>,
    /// The base URL to show and copy instead of the one it listens on; for pictures that must not change.
    pub shown_url: Option<String>,
}

impl App {
    /// A workbench over those folders, with its server starting. `waker` is called, from any thread, when there is something new to show.
    ///
    /// # Errors
    /// Where the log's thread cannot be started.
    pub fn start(runtime: Handle, storage: Storage, options: AppOptions, waker: LogWaker) -> std::io::Result<Self> {
        let (preferences, complaint) = storage.load_preferences();
        let traffic = Arc::new(Traffic::start(preferences.log_budget())?);
        traffic.set_waker(Some(Arc::clone(&waker)));
        let project = Arc::new(Project::default());
        let compiled = Arc::new(compile(&project, None));
        let server = Server::new(&runtime, Arc::clone(&traffic), Arc::clone(&compiled), None, ServerOptions::default());
        server.keep_certificates_in(Some(storage.certificates_folder()));
        let (sender, receiver) = mpsc::channel();
        let mut app = Self {
            runtime,
            storage,
            preferences,
            document: Document::default(),
            compiled,
            compiling: serving::Compiling::default(),
            server,
            traffic,
            selection: Selection::default(),
            notices: Notices::default(),
            log_view: LogView::default(),
            requests: Vec::new(),
            files: file::Files::new(options.port),
            sender,
            receiver,
            waker,
            shown_url: options.shown_url,
            deleted_exchanges: Vec::new(),
            previewing: preview::Previewing::default(),
            viewing: contract::Viewing::default(),
            answer_problems: answer_problems::AnswerProblems::default(),
            publishing: published::Publishing::default(),
            drifting: drift::Drifting::default(),
            conflicting: conflicts::Conflicting::default(),
            comparing_three: three_way::ComparingThree::default(),
            opening: None,
            reading_notes: Vec::new(),
            standings: Standings::default(),
            reporting: standing::Reporting::default(),
            contract_test: ContractTest::default(),
        };
        if let Some(complaint) = complaint {
            app.notices.show(NoticeKind::Warning, complaint, None);
        }
        app.follow_status();
        app.open_first(options.file);
        app.start_server();
        Ok(app)
    }

    /// The open project.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The project as it is now.
    pub fn project(&self) -> &Arc<Project> {
        self.document.project()
    }

    /// What is served now, with its problems. After an edit of a large project, what was served before until that is compiled.
    pub fn compiled(&self) -> &Arc<Compiled> {
        &self.compiled
    }

    /// What is wrong in the project, with the answers that were changed by hand so that they break its contract.
    pub fn problems(&self) -> &[Problem] {
        self.answer_problems.listed().unwrap_or(&self.compiled.problems)
    }

    /// What commands act on.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The messages that are shown now.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// What of the log is shown.
    pub fn log_view(&self) -> &LogView {
        &self.log_view
    }

    /// The log and the counts.
    pub fn traffic(&self) -> &Arc<Traffic> {
        &self.traffic
    }

    /// The server.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Whether the server runs, and where.
    pub fn server_status(&self) -> ServerStatus {
        self.server.status().borrow().clone()
    }

    /// Whether the server listens.
    pub fn is_serving(&self) -> bool {
        matches!(self.server_status(), ServerStatus::Running { .. })
    }

    /// The server's base URL, as a client on this machine would write it; what it would be while it does not run.
    pub fn base_url(&self) -> String {
        if let Some(url) = &self.shown_url {
            return url.clone();
        }
        let settings = &self.project().settings;
        let port = self.server_status().address().map_or(settings.port, |address| address.port());
        let host = match settings.host.as_str() {
            "0.0.0.0" | "" => "127.0.0.1".to_owned(),
            "::" => "[::1]".to_owned(),
            host if host.contains(':') => format!("[{host}]"),
            host => host.to_owned(),
        };
        format!("http://{host}:{port}")
    }

    /// What the workbench remembers between starts.
    pub fn preferences(&self) -> &Preferences {
        &self.preferences
    }

    /// The question that waits for an answer, if any.
    pub fn question(&self) -> Option<&Question> {
        self.files.question()
    }

    /// The files that were opened lately, newest first.
    pub fn recent_files(&self) -> &[PathBuf] {
        &self.preferences.recent_files
    }

    /// When the project was last saved, as a local time of day.
    pub fn saved_at(&self) -> Option<&str> {
        self.files.saved_at()
    }

    /// Whether the last deletion from the log can be taken back.
    pub fn has_deleted_requests(&self) -> bool {
        !self.deleted_exchanges.is_empty()
    }

    /// The runtime that dialogs and other background work run on.
    pub fn runtime(&self) -> &Handle {
        &self.runtime
    }

    /// A way to hand actions over from other threads.
    pub fn action_sender(&self) -> ActionSender {
        ActionSender { sender: self.sender.clone(), waker: Arc::clone(&self.waker) }
    }

    /// The exchange that the details show.
    pub fn focused_exchange(&self) -> Option<Arc<Exchange>> {
        self.traffic.log().get(self.selection.focused_exchange?).cloned()
    }

    /// What the window is asked to do; each is handed out once.
    pub fn take_requests(&mut self) -> Vec<WindowRequest> {
        std::mem::take(&mut self.requests)
    }

    /// Takes in what happened since the last call. Says when it wants to be called again though nothing happens.
    pub fn tick(&mut self) -> Option<Duration> {
        while let Ok(event) = self.receiver.try_recv() {
            match event {
                Event::Act(action) => self.act(action),
                Event::File(event) => self.on_file_event(event),
                Event::PublishedChanged => self.read_published(true),
                Event::PublishedRead(read) => self.on_published_read(read),
                Event::Compared(compared) => self.on_compared(compared),
                Event::Detached(detached) => self.on_detached(*detached),
                Event::AnswersChecked(checked) => self.on_answers_checked(checked),
                Event::Taken(taken) => self.on_taken(taken),
                Event::ThreeCompared(compared) => self.on_three_compared(compared),
                Event::Viewed(viewed) => self.on_viewed(viewed),
                Event::Opened(opened) => self.on_opened(opened),
                Event::Reported(reported) => self.on_reported(reported),
                Event::Compiled(compiled) => self.on_compiled(compiled),
                Event::ContractTest(event) => self.on_contract_test_event(event),
                Event::Notice(kind, text) => self.notices.show(kind, text, None),
            }
        }
        let traffic = Arc::clone(&self.traffic);
        self.log_view.refresh(&traffic.log());
        self.refresh_preview();
        self.refresh_contract();
        self.refresh_answer_problems();
        self.follow_published();
        self.refresh_drift();
        self.follow_contract_test();
        self.refresh_conflicts();
        self.refresh_three_way();
        let now = Instant::now();
        let next = [self.notices.expire(now), self.keep_recovery(now), self.refresh_standings(), self.repeat_contract_test(now)];
        next.into_iter().flatten().min()
    }

    /// Does what a person did. The one place where the state changes.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Run(command) => self.run(command),
            Action::Edit(edit) => self.edit(edit),
            Action::SelectEndpoint(id) => self.selection.select_endpoint(self.document.project(), &id),
            Action::SelectResponse(id) => self.select_response(id),
            Action::SelectExpectation(id) => self.selection.select_expectation(self.document.project(), &id),
            Action::SetScenarioState { scenario, session, state } => {
                self.set_scenario_state(&scenario, session.as_deref(), &state);
            }
            Action::ResetScenario { scenario, session } => self.reset_scenario(&scenario, session.as_deref()),
            Action::ResetExpectation(id) => {
                self.traffic.watch().reset_one(&id);
            }
            Action::DetachContract => self.detach_contract(),
            Action::SetContractTest(settings) => self.set_contract_test(*settings),
            Action::TakeDifference(key) => self.take_differences(vec![key]),
            Action::KeepDifference(key) => self.keep_difference(&key),
            Action::ResolveConflicts { conflicts, for_theirs } => self.resolve_conflicts(&conflicts, for_theirs),
            Action::Copy(text) => self.copy(text),
            Action::GoTo(place) => self.go_to(place),
            Action::SelectExchange { sequence, mode } => self.select_exchange(sequence, mode),
            Action::ShowExchange(sequence) => {
                self.selection.select_exchange(sequence);
                self.ask(WindowRequest::RevealExchange(sequence));
            }
            Action::ClearExchangeSelection => self.selection.clear_exchanges(),
            Action::FilterLog(text) => self.log_view.set_filter(text),
            Action::ToggleChip(term) => self.log_view.toggle_chip(term),
            Action::UsePort(port) => {
                let mut settings = self.project().settings.clone();
                settings.port = port;
                self.files.override_port(None);
                self.edit(Edit::SetSettings { settings: Box::new(settings), field: None });
                self.start_server();
            }
            Action::AskBodyFile(response) => self.ask(WindowRequest::AskBodyFile(response)),
            Action::UseBodyFile { response, path } => self.use_body_file(&response, &path),
            Action::CloseNotice(id) => self.notices.close(id),
            Action::SetPreferences(preferences) => self.set_preferences(preferences),
            Action::Open(path) => self.open(path),
            Action::CancelOpening => self.cancel_opening(),
            Action::SaveTo(path) => self.save_to(path),
            Action::ExportOpenApiTo(path) => self.export_open_api(path),
            Action::ExportHarTo { path, with_secrets } => self.export_har(path, with_secrets),
            Action::SaveBodyTo(path) => self.save_body(path),
            Action::AskSaveContractTest(format) => self.ask(WindowRequest::AskSaveContractTest(format)),
            Action::SaveContractTestTo { path, format } => self.save_contract_test(path, format),
            Action::SaveCertificateTo(path) => self.save_certificate(path),
            Action::AnswerUnsaved(answer) => self.answer_unsaved(answer),
            Action::AnswerRecovery { restore } => self.answer_recovery(restore),
            Action::AnswerChangedOnDisk { reload } => self.answer_changed_on_disk(reload),
            Action::CloseWindow => self.close_window(),
        }
        let traffic = Arc::clone(&self.traffic);
        self.log_view.refresh(&traffic.log());
        self.refresh_preview();
        self.refresh_contract();
        self.follow_published();
        self.refresh_drift();
        self.refresh_conflicts();
        self.refresh_three_way();
        self.refresh_standings();
    }

    /// Changes the project: one undo step, served as soon as it is compiled.
    fn edit(&mut self, edit: Edit) {
        let removal = match &edit {
            Edit::RemoveEndpoints(ids) if ids.len() == 1 => Some("Endpoint deleted"),
            Edit::RemoveEndpoints(_) => Some("Endpoints deleted"),
            Edit::RemoveFolder(_) => Some("Folder deleted"),
            Edit::ReplaceEndpoint { label: "Delete response", .. } => Some("Response deleted"),
            Edit::RemoveExpectation(_) => Some("Expectation deleted"),
            _ => None,
        };
        let address = self.wanted_address();
        if !self.document.edit(edit) {
            return;
        }
        self.project_changed();
        if let Some(text) = removal {
            self.notices.show(NoticeKind::Done, text, Some(Command::Undo));
        }
        if self.wanted_address() != address && self.is_serving() {
            self.start_server();
        }
    }

    /// After the project was changed: serve it, and let go of what is gone.
    fn project_changed(&mut self) {
        self.serve_soon();
        self.selection.repair(self.document.project());
        self.files.note_edit();
    }

    fn step(&mut self, step: impl FnOnce(&mut Document) -> Option<&'static str>) {
        let address = self.wanted_address();
        if step(&mut self.document).is_some() {
            self.project_changed();
            if self.wanted_address() != address && self.is_serving() {
                self.start_server();
            }
        }
    }

    fn wanted_address(&self) -> Address {
        let settings = &self.project().settings;
        Address::new(settings.host.clone(), self.files.overridden_port().unwrap_or(settings.port))
    }

    fn start_server(&self) {
        self.server.start(self.wanted_address());
    }

    /// Wakes the window whenever the server's status changes.
    fn follow_status(&self) {
        let (mut status, waker) = (self.server.status(), Arc::clone(&self.waker));
        self.runtime.spawn(async move {
            while status.changed().await.is_ok() {
                waker();
            }
        });
    }

    fn select_response(&mut self, id: ResponseId) {
        let Some((endpoint, _)) = self.document.project().response(&id) else { return };
        self.selection.endpoint = Some(endpoint.id.clone());
        self.selection.response = Some(id);
        self.selection.expectation = None;
    }

    fn go_to(&mut self, place: Place) {
        let Place { endpoint, response, part } = place;
        if let Part::Expectation(id) = &part {
            self.selection.select_expectation(self.document.project(), id);
            self.requests.push(WindowRequest::Focus(Pane::Editor));
            return;
        }
        // What belongs to no endpoint belongs to the project.
        let is_setting = endpoint.is_none();
        if let Some(id) = endpoint {
            self.selection.select_endpoint(self.document.project(), &id);
        }
        if let Some(id) = response {
            self.select_response(id);
        }
        self.requests.push(match part {
            Part::Scenario if is_setting => WindowRequest::ShowScenarios,
            _ if is_setting => WindowRequest::Settings,
            part => WindowRequest::ShowPart(part),
        });
    }

    fn select_exchange(&mut self, sequence: u64, mode: SelectMode) {
        match mode {
            SelectMode::Only => self.selection.select_exchange(sequence),
            SelectMode::Toggle => self.selection.toggle_exchange(sequence),
            SelectMode::Range => {
                let anchor = self.selection.anchor_exchange.unwrap_or(sequence);
                let range = anchor.min(sequence)..=anchor.max(sequence);
                let rows = self.log_view.shown().iter().copied().filter(|row| range.contains(row));
                self.selection.select_range(rows, sequence);
            }
        }
    }

    /// The selected exchanges that are still kept, oldest first.
    fn selected_exchanges(&self) -> Vec<Arc<Exchange>> {
        let log = self.traffic.log();
        self.selection.exchanges.iter().filter_map(|sequence| log.get(*sequence).cloned()).collect()
    }

    /// The shown rows of the log that are still kept, oldest first.
    fn shown_exchanges(&self, log: &Log) -> Vec<Arc<Exchange>> {
        self.log_view.shown().iter().filter_map(|sequence| log.get(*sequence).cloned()).collect()
    }

    /// An id's text that no part of the project has yet: a letter for what it names, and eight random ones.
    pub fn fresh_id(&self, kind: char) -> String {
        use rand::RngExt as _;
        const LETTERS: &[u8] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let mut random = rand::rng();
        loop {
            let letters = (0..8).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())]));
            let text: String = std::iter::once(kind).chain(std::iter::once('_')).chain(letters).collect();
            let project = self.project();
            let taken = project.endpoint(&EndpointId::new(text.as_str())).is_some()
                || project.response(&ResponseId::new(text.as_str())).is_some()
                || project.folder(&FolderId::new(text.as_str())).is_some()
                || project.expectation(&ExpectationId::new(text.as_str())).is_some();
            if !taken {
                return text;
            }
        }
    }
}
