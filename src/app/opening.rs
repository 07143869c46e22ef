//! Opening what is no project file of ours: a contract, on the web too, or recorded requests in a file that does not say so by
//! its name.
//!
//! It may be large, so it is read, made into a project and compiled on the runtime while the window goes on. What was open
//! stays until all of that has succeeded, and unsaved changes are asked about only then. One thing is opened at a time:
//! another one, or a click on Cancel, lets go of what is under way.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
    time::{Duration, Instant},
};

use super::{App, Command, Document, Event, NoticeKind, file::Next, file::show_exchanges, serving::Prepared};
use crate::{
    formats::{self, Content, Imported, Location},
    server::WebFiles,
};

/// What is under way is only worth a line in the window once it takes longer than this.
const SHOWN_AFTER: Duration = Duration::from_millis(250);

/// Something that is being opened.
#[derive(Debug)]
pub struct Opening {
    source: Location,
    begun: Instant,
    progress: Arc<Progress>,
}

/// How far the work has come; shared with the thread that does it.
#[derive(Debug, Default)]
struct Progress {
    step: AtomicU8,
    is_cancelled: AtomicBool,
}

/// What is done to something that is opened, in this order.
const STEPS: [&str; 2] = ["Reading", "Preparing to serve"];

impl Progress {
    /// Goes on with a step; false where nobody waits for it any more.
    fn enter(&self, step: u8) -> bool {
        self.step.store(step, Ordering::Relaxed);
        !self.is_cancelled.load(Ordering::Relaxed)
    }
}

impl Opening {
    /// What is being done, such as `Reading petstore.yaml`.
    pub fn describe(&self) -> String {
        let step = usize::from(self.progress.step.load(Ordering::Relaxed));
        format!("{} {}", STEPS.get(step).unwrap_or(&STEPS[0]), self.source.name())
    }

    /// Where it is opened from, in full.
    pub fn source(&self) -> String {
        self.source.to_string()
    }

    /// How far it has come, as a step of so many.
    pub fn step(&self) -> (usize, usize) {
        (usize::from(self.progress.step.load(Ordering::Relaxed)) + 1, STEPS.len())
    }

    /// For how long it has been going on.
    pub fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    /// In how long it is worth a line in the window; none from then on.
    pub fn shown_in(&self) -> Option<Duration> {
        SHOWN_AFTER.checked_sub(self.elapsed()).filter(|left| !left.is_zero())
    }
}

/// What was opened: a project that is ready to be served.
#[derive(Clone, Debug)]
pub(super) struct OpenedProject {
    pub(super) source: Location,
    pub(super) prepared: Prepared,
    pub(super) notes: Vec<String>,
}

/// How opening ended.
#[derive(Debug)]
pub(crate) struct Opened {
    progress: Arc<Progress>,
    outcome: Result<Outcome, String>,
}

#[derive(Debug)]
enum Outcome {
    Project(OpenedProject),
    /// The requests are in the log already.
    Exchanges,
}

impl App {
    /// What is being opened, if anything.
    pub fn opening(&self) -> Option<&Opening> {
        self.opening.as_ref()
    }

    /// What reading the contract had to say, each with its place: as it was opened, or of the one that the project holds.
    pub fn reading_notes(&self) -> &[String] {
        if self.reading_notes.is_empty() { self.contract_notes() } else { &self.reading_notes }
    }

    /// Opens something on the runtime.
    pub(super) fn open_source(&mut self, source: Location) {
        self.cancel_opening();
        let progress = Arc::new(Progress::default());
        self.opening = Some(Opening { source: source.clone(), begun: Instant::now(), progress: Arc::clone(&progress) });
        let (traffic, sender) = (Arc::clone(&self.traffic), self.action_sender());
        self.runtime.spawn_blocking(move || {
            let read = formats::read_from(&source, &mut WebFiles::new()).map_err(|error| error.to_string());
            let outcome = read.and_then(|Imported { content, notes }| match content {
                Content::Project(project) if progress.enter(1) => {
                    sender.wake();
                    Ok(Outcome::Project(OpenedProject { source, prepared: Prepared::of(&project), notes }))
                }
                Content::Exchanges(exchanges) if progress.enter(0) => {
                    show_exchanges(&traffic, &sender, exchanges, &notes);
                    Ok(Outcome::Exchanges)
                }
                _ => Err(String::new()),
            });
            sender.send_event(Event::Opened(Opened { progress, outcome }));
        });
    }

    /// Lets go of what is being opened. The thread ends at its next step; what it brings is not looked at.
    pub(super) fn cancel_opening(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.progress.is_cancelled.store(true, Ordering::Relaxed);
        }
    }

    pub(super) fn on_opened(&mut self, Opened { progress, outcome }: Opened) {
        if !self.opening.as_ref().is_some_and(|opening| Arc::ptr_eq(&opening.progress, &progress)) {
            return;
        }
        self.opening = None;
        match outcome {
            Ok(Outcome::Project(opened)) => self.go_on_with(Next::Take(Box::new(opened))),
            Ok(Outcome::Exchanges) => {}
            Err(message) => self.notices.show(NoticeKind::Error, message, None),
        }
    }

    /// Makes what was opened the document: unsaved, served at once.
    pub(super) fn take_opened(&mut self, opened: OpenedProject) {
        let OpenedProject { source, prepared, notes } = opened;
        let document = Document::unsaved(Arc::clone(&prepared.compiled.project), None);
        self.set_document_prepared(document, Some(prepared));
        if let Some(path) = source.file() {
            self.remember(path);
        }
        let endpoints = match self.project().endpoints.len() {
            1 => "1 endpoint".to_owned(),
            many => format!("{many} endpoints"),
        };
        match notes.len() {
            0 => self.notices.show(NoticeKind::Done, format!("{} opened: {endpoints}", source.name()), None),
            count => {
                let problems = if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
                let text = format!("{} opened: {endpoints}, {problems}", source.name());
                self.notices.show(NoticeKind::Warning, text, Some(Command::Problems));
            }
        }
        self.reading_notes = notes;
    }
}
