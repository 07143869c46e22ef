//! The document's life on disk: opening, saving, recovery after a crash, changes by somebody else, and the questions these raise.
//! A project is read at once (it is small); recorded requests are read, and everything is written, on the runtime, and the
//! result comes back as an event.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    ActionSender, App, Command, Document, Edit, Event, NoticeKind, Selection, UnsavedAnswer, WindowRequest,
    opening::OpenedProject, serving::Prepared,
};
use crate::{
    formats::{self, Location, Written},
    model::{Body, Endpoint, Project, ResponseId},
    storage::{self, Loaded, Preferences, Recovered, Watch},
    traffic::{Exchange, Traffic},
};

/// How long after the last edit the recovery file is written.
const RECOVERY_DELAY: Duration = Duration::from_millis(1_500);
/// How many requests of a file go into the log before others may look at it.
const EXCHANGES_AT_A_TIME: usize = 256;

/// What must be answered before work goes on.
#[derive(Debug)]
pub enum Question {
    /// There are unsaved changes, and what was asked for would lose them.
    Unsaved,
    /// Unsaved work of a session that ended badly was found.
    Recovery(Box<Recovered>),
    /// Somebody else changed the file.
    ChangedOnDisk {
        /// What is in the file now.
        theirs: Arc<Project>,
    },
}

/// What happened to a file.
#[derive(Debug)]
pub(crate) enum FileEvent {
    /// The project was written, or could not be.
    Saved { path: PathBuf, project: Arc<Project>, outcome: Result<(), String> },
    /// Something else was written, or could not be.
    Wrote { what: &'static str, path: PathBuf, outcome: Result<(), String> },
    /// The open file was changed by somebody else.
    Changed,
}

/// What to go on with after the question about unsaved changes.
#[derive(Clone, Debug)]
pub(super) enum Next {
    New,
    Sample,
    Open(PathBuf),
    /// What was read from a file of another format.
    Take(Box<OpenedProject>),
    Close,
}

/// The document's dealings with the disk.
#[derive(Debug)]
pub(super) struct Files {
    port: Option<u16>,
    question: Option<Question>,
    next: Option<Next>,
    /// Set while edits are not in the recovery file yet: when the last one was.
    edited_at: Option<Instant>,
    saved_at: Option<String>,
    watch: Option<Watch>,
}

impl Files {
    pub(super) fn new(port: Option<u16>) -> Self {
        Self { port, question: None, next: None, edited_at: None, saved_at: None, watch: None }
    }

    pub(super) fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    pub(super) fn overridden_port(&self) -> Option<u16> {
        self.port
    }

    pub(super) fn override_port(&mut self, port: Option<u16>) {
        self.port = port;
    }

    pub(super) fn saved_at(&self) -> Option<&str> {
        self.saved_at.as_deref()
    }

    /// After an edit: the recovery file is out of date.
    pub(super) fn note_edit(&mut self) {
        self.edited_at = Some(Instant::now());
    }
}

impl App {
    /// Opens what the start asked for: the given file, else the last one that is still there, else the sample.
    pub(super) fn open_first(&mut self, file: Option<PathBuf>) {
        let was_asked_for = file.is_some();
        let last = self.preferences.recent_files.iter().find(|path| path.exists()).cloned();
        match file.or(last) {
            Some(path) if formats::holds_project(&path) => self.load(&path),
            Some(path) => self.open(path),
            None => self.load_sample(),
        }
        let here = self.document.path().map(Path::to_owned);
        // A file that was asked for is not answered with another one's lost work.
        let fits = |recovered: &Recovered| !was_asked_for || recovered.path == here;
        let recovered = self.storage.recoverable().into_iter().find(fits);
        self.files.question = recovered.map(|recovered| Question::Recovery(Box::new(recovered)));
    }

    pub(super) fn new_project(&mut self) {
        self.go_on_with(Next::New);
    }

    pub(super) fn open_sample(&mut self) {
        self.go_on_with(Next::Sample);
    }

    pub(super) fn open(&mut self, path: PathBuf) {
        match Location::from(path) {
            Location::File(path) if formats::holds_exchanges(&path) => self.open_exchanges(path),
            Location::File(path) if formats::holds_project(&path) => self.go_on_with(Next::Open(path)),
            location => self.open_source(location),
        }
    }

    pub(super) fn close_window(&mut self) {
        self.go_on_with(Next::Close);
    }

    /// Goes on at once where nothing would be lost, else asks first.
    pub(super) fn go_on_with(&mut self, next: Next) {
        if self.document.is_edited() {
            self.files.next = Some(next);
            self.files.question = Some(Question::Unsaved);
        } else {
            self.go_on(next);
        }
    }

    fn go_on(&mut self, next: Next) {
        self.forget_recovery();
        match next {
            Next::New => self.set_document(Document::new(Arc::new(Project::default()), None)),
            Next::Sample => self.load_sample(),
            Next::Open(path) => self.load(&path),
            Next::Take(opened) => self.take_opened(*opened),
            Next::Close => {
                self.server.stop();
                self.ask(WindowRequest::Close);
            }
        }
    }

    pub(super) fn answer_unsaved(&mut self, answer: UnsavedAnswer) {
        self.files.question = None;
        match answer {
            UnsavedAnswer::Cancel => self.files.next = None,
            UnsavedAnswer::Discard => {
                if let Some(next) = self.files.next.take() {
                    self.go_on(next);
                }
            }
            // What comes next waits until the file is really written.
            UnsavedAnswer::Save => self.save(),
        }
    }

    pub(super) fn answer_recovery(&mut self, restore: bool) {
        let Some(Question::Recovery(recovered)) = self.files.question.take() else { return };
        let kept = if restore {
            let Recovered { project, path, .. } = &*recovered;
            let project = Arc::new(project.clone());
            // The old copy goes only after there is a new one.
            let kept = self.storage.keep_recovery(&project, path.as_deref());
            self.set_document(Document::unsaved(project, path.clone()));
            kept
        } else {
            Ok(())
        };
        match kept.and_then(|()| recovered.forget()) {
            Ok(()) if restore => self.notices.show(NoticeKind::Done, "Unsaved work recovered", None),
            Ok(()) => {}
            Err(error) => self.notices.show(NoticeKind::Warning, format!("The recovery file stays: {error}"), None),
        }
    }

    pub(super) fn answer_changed_on_disk(&mut self, reload: bool) {
        let Some(Question::ChangedOnDisk { theirs }) = self.files.question.take() else { return };
        if reload {
            self.document.reload(theirs);
            self.project_changed();
            self.notices.show(NoticeKind::Done, "Reloaded from disk", Some(Command::Undo));
        } else if let Some(path) = self.document.path().map(Path::to_owned) {
            // What is on disk is no longer what was saved, so that mine counts as unsaved.
            self.document.saved_as(theirs, path);
        }
    }

    fn load_sample(&mut self) {
        match self.storage.install_sample() {
            Ok(path) => self.load(&path),
            Err(error) => {
                self.notices.show(NoticeKind::Error, format!("The sample cannot be unpacked: {error}"), None);
                self.set_document(Document::default());
            }
        }
    }

    /// Opens a file. One that cannot be read leaves everything as it is, with a notice that says why and where.
    fn load(&mut self, path: &Path) {
        match storage::load(path) {
            Ok(Loaded { project, repairs, .. }) => {
                self.set_document(Document::new(Arc::new(project), Some(path.to_owned())));
                for repair in repairs {
                    self.notices.show(NoticeKind::Warning, repair.to_string(), None);
                }
                self.remember(path);
            }
            Err(error) => self.notices.show(NoticeKind::Error, error.to_string(), None),
        }
    }

    fn set_document(&mut self, document: Document) {
        self.set_document_prepared(document, None);
    }

    /// Opens a document, which may be ready to be served already.
    pub(super) fn set_document_prepared(&mut self, document: Document, prepared: Option<Prepared>) {
        self.cancel_opening();
        self.reading_notes.clear();
        self.document = document;
        self.server.set_folder(self.document.folder().map(Path::to_owned));
        self.selection = Selection::default();
        let first = self.document.project().endpoints.first().map(|endpoint| endpoint.id.clone());
        if let Some(id) = first {
            self.selection.select_endpoint(self.document.project(), &id);
        }
        match prepared {
            Some(prepared) => self.serve_prepared(prepared),
            None => self.serve_now(),
        }
        self.files.edited_at = self.document.is_edited().then(Instant::now);
        self.files.saved_at = None;
        self.watch();
        if self.is_serving() {
            self.start_server();
        }
    }

    fn watch(&mut self) {
        let sender = self.action_sender();
        self.files.watch = self.document.path().and_then(|path| {
            let watch = Watch::start(path, move || sender.send_event(Event::File(FileEvent::Changed)));
            watch
                .inspect_err(|error| {
                    self.notices.show(NoticeKind::Warning, format!("Changes on disk go unnoticed: {error}"), None);
                })
                .ok()
        });
    }

    pub(super) fn save(&mut self) {
        match self.document.path().map(Path::to_owned) {
            Some(path) if !self.storage.is_sample(&path) => self.save_to(path),
            _ => self.ask(WindowRequest::AskSaveAs),
        }
    }

    pub(super) fn save_to(&mut self, path: PathBuf) {
        let project = Arc::clone(self.document.project());
        let sender = self.action_sender();
        self.runtime.spawn_blocking(move || {
            let outcome = storage::save(&project, &path).map_err(|error| error.to_string());
            sender.send_event(Event::File(FileEvent::Saved { path, project, outcome }));
        });
    }

    pub(super) fn on_file_event(&mut self, event: FileEvent) {
        match event {
            FileEvent::Saved { path, project, outcome: Ok(()) } => self.saved(&path, project),
            FileEvent::Wrote { what, path, outcome: Ok(()) } => {
                self.notices.show(NoticeKind::Done, format!("{what} written to {}", path.display()), None);
            }
            FileEvent::Saved { outcome: Err(message), .. } => {
                self.files.next = None;
                self.notices.show(NoticeKind::Error, message, Some(Command::SaveProjectAs));
            }
            FileEvent::Wrote { outcome: Err(message), .. } => self.notices.show(NoticeKind::Error, message, None),
            FileEvent::Changed => self.changed_on_disk(),
        }
    }

    fn saved(&mut self, path: &Path, project: Arc<Project>) {
        let moved = self.document.path() != Some(path);
        self.forget_recovery();
        self.document.saved_as(project, path.to_owned());
        self.files.saved_at = Some(jiff::Zoned::now().strftime("%H:%M").to_string());
        if moved {
            self.server.set_folder(self.document.folder().map(Path::to_owned));
            self.watch();
            self.remember(path);
        }
        if let Some(next) = self.files.next.take() {
            self.go_on(next);
        }
    }

    fn changed_on_disk(&mut self) {
        let Some(path) = self.document.path().map(Path::to_owned) else { return };
        match storage::load(&path) {
            Ok(Loaded { project, .. }) if self.document.knows(&project) => {}
            Ok(Loaded { project, .. }) => {
                if self.document.is_edited() {
                    self.files.question = Some(Question::ChangedOnDisk { theirs: Arc::new(project) });
                } else {
                    self.document.reload(Arc::new(project));
                    self.project_changed();
                    self.notices.show(NoticeKind::Done, "Reloaded: the file was changed on disk", Some(Command::Undo));
                }
            }
            Err(error) => {
                let text = format!("The file was changed on disk and cannot be read; what is open here stays. {error}");
                self.notices.show(NoticeKind::Warning, text, None);
            }
        }
    }

    /// Writes the recovery file once edits have paused; says when to come back for it.
    pub(super) fn keep_recovery(&mut self, now: Instant) -> Option<Duration> {
        let due = self.files.edited_at? + RECOVERY_DELAY;
        if now < due {
            return Some(due - now);
        }
        self.files.edited_at = None;
        if self.document.is_edited() {
            let (project, path) = (Arc::clone(self.document.project()), self.document.path().map(Path::to_owned));
            let (storage, sender) = (self.storage.clone(), self.action_sender());
            self.runtime.spawn_blocking(move || {
                if let Err(error) = storage.keep_recovery(&project, path.as_deref()) {
                    sender.send_event(Event::Notice(NoticeKind::Warning, format!("Unsaved work cannot be backed up: {error}")));
                }
            });
        } else {
            self.forget_recovery();
        }
        None
    }

    fn forget_recovery(&mut self) {
        self.files.edited_at = None;
        if let Err(error) = self.storage.forget_recovery() {
            self.notices.show(NoticeKind::Warning, format!("The recovery file stays: {error}"), None);
        }
    }

    pub(super) fn remember(&mut self, path: &Path) {
        if !self.storage.is_sample(path) {
            let mut preferences = self.preferences.clone();
            preferences.remember_file(path);
            self.set_preferences(preferences);
        }
    }

    pub(super) fn set_preferences(&mut self, preferences: Preferences) {
        if preferences.log_budget() != self.preferences.log_budget() {
            self.traffic.log().set_budget(preferences.log_budget());
        }
        self.preferences = preferences;
        let (storage, preferences, sender) = (self.storage.clone(), self.preferences.clone(), self.action_sender());
        self.runtime.spawn_blocking(move || {
            if let Err(error) = storage.save_preferences(&preferences) {
                sender.send_event(Event::Notice(NoticeKind::Warning, format!("Settings cannot be saved: {error}")));
            }
        });
    }

    /// Puts the requests of a HAR file into the log, to look at. It may be large: it is read while the window goes on.
    fn open_exchanges(&self, path: PathBuf) {
        let (traffic, sender) = (Arc::clone(&self.traffic), self.action_sender());
        self.runtime.spawn_blocking(move || {
            let (exchanges, notes) = match formats::read_exchanges(&path) {
                Ok(read) => read,
                Err(error) => return sender.send_event(Event::Notice(NoticeKind::Error, error.to_string())),
            };
            show_exchanges(&traffic, &sender, exchanges, &notes);
        });
    }

    /// Writes the project as an OpenAPI document, and says how much of it could not be carried over.
    pub(super) fn export_open_api(&mut self, path: PathBuf) {
        let project = Arc::clone(self.document.project());
        let sender = self.action_sender();
        self.write("OpenAPI document", path, move || {
            let Written { bytes, notes } = formats::open_api_of(&project);
            if let Some(first) = notes.first() {
                let text = format!("{} things cannot be carried over to OpenAPI. {first}", notes.len());
                sender.send_event(Event::Notice(NoticeKind::Warning, text));
            }
            bytes
        });
    }

    pub(super) fn export_har(&mut self, path: PathBuf, with_secrets: bool) {
        let exchanges = self.shown_exchanges(&self.traffic.log());
        self.write("HAR", path, move || formats::har_of(&exchanges, with_secrets));
    }

    pub(super) fn save_body(&mut self, path: PathBuf) {
        let Some(exchange) = self.focused_exchange() else { return };
        self.write("Response body", path, move || exchange.response_body.bytes.to_vec());
    }

    /// Writes what clients must trust where the server answers HTTPS.
    pub(super) fn save_certificate(&mut self, path: PathBuf) {
        match self.server.certificate_authority() {
            Ok(pem) => self.write("Certificate", path, move || pem.into_bytes()),
            Err(error) => self.notices.show(NoticeKind::Error, error.to_string(), None),
        }
    }

    /// Sends a file as a response's body. One outside the project's folder would not be there for the next person.
    pub(super) fn use_body_file(&mut self, id: &ResponseId, path: &Path) {
        let inside = self.document.folder().and_then(|folder| {
            let (folder, path) = (folder.canonicalize().ok()?, path.canonicalize().ok()?);
            Some(
                path.strip_prefix(folder)
                    .ok()?
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy().into_owned())
                    .collect::<Vec<_>>(),
            )
        });
        let Some(inside) = inside.filter(|parts| !parts.is_empty()) else {
            let folder = self.document.folder().map_or_else(|| "saved first".to_owned(), |folder| folder.display().to_string());
            let text = format!("A body file must lie in the project's folder ({folder})");
            self.notices.show(NoticeKind::Warning, text, None);
            return;
        };
        let Some((endpoint, _)) = self.document.project().response(id) else { return };
        let mut endpoint = Endpoint::clone(endpoint);
        if let Some(response) = endpoint.response_mut(id) {
            response.body = Body::File(inside.join("/"));
        }
        self.edit(Edit::ReplaceEndpoint { endpoint: Arc::new(endpoint), label: "Choose body file", field: None });
    }

    pub(super) fn write(&self, what: &'static str, path: PathBuf, content: impl FnOnce() -> Vec<u8> + Send + 'static) {
        let sender = self.action_sender();
        self.runtime.spawn_blocking(move || {
            let outcome = storage::write_atomic(&path, &content()).map_err(|error| error.to_string());
            sender.send_event(Event::File(FileEvent::Wrote { what, path, outcome }));
        });
    }
}

/// Puts recorded requests into the log, and says so.
pub(super) fn show_exchanges(traffic: &Traffic, sender: &ActionSender, exchanges: Vec<Arc<Exchange>>, notes: &[String]) {
    let count = exchanges.len();
    let mut exchanges = exchanges.into_iter().peekable();
    while exchanges.peek().is_some() {
        // The window reads the log in every frame, so nobody holds it for long.
        let mut log = traffic.log();
        exchanges.by_ref().take(EXCHANGES_AT_A_TIME).for_each(|exchange| log.push(exchange));
    }
    if let Some(first) = notes.first() {
        let text = format!("{} requests of the file cannot be shown. {first}", notes.len());
        sender.send_event(Event::Notice(NoticeKind::Warning, text));
    }
    sender.send_event(Event::Notice(NoticeKind::Done, format!("{count} requests opened")));
}
