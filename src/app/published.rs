//! The contract as it is published: its file is watched, and read on the runtime whenever it was written, so that panels can
//! tell what has changed since it was last taken over.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{App, Command, Event, NoticeKind};
use crate::{
    contract::Contract,
    formats::{self, FormatError, Location},
    server::WebFiles,
    storage::Watch,
};

/// A contract as it was published, with the SHA-256 of its files.
pub(super) type Published = (Arc<Contract>, String);

/// What is known of the published contract.
#[derive(Debug, Default)]
pub(super) struct Publishing {
    path: Option<PathBuf>,
    // Held for what it does while it lives.
    _watch: Option<Watch>,
    contract: Option<Published>,
}

/// The published contract was read, or could not be.
#[derive(Debug)]
pub(crate) struct PublishedRead {
    path: PathBuf,
    outcome: Result<Published, FormatError>,
    /// It was written while the project was open.
    was_written: bool,
}

impl App {
    /// The contract as it is published now, where that is another one than was last taken over.
    pub fn published(&self) -> Option<&Arc<Contract>> {
        let link = self.project().contract.as_ref()?;
        let (contract, hash) = self.publishing.contract.as_ref()?;
        (*hash != link.hash).then_some(contract)
    }

    /// Watches the file that the project's contract is published in, another one as soon as the project names another.
    pub(super) fn follow_published(&mut self) {
        let path = self.published_path();
        if path == self.publishing.path {
            return;
        }
        let sender = self.action_sender();
        let watch = path.as_deref().and_then(|path| {
            // A contract that is not there, or cannot be watched, is still compared when somebody asks for it.
            Watch::start(path, move || sender.send_event(Event::PublishedChanged)).ok()
        });
        self.publishing = Publishing { path, _watch: watch, contract: None };
        self.read_published(false);
    }

    /// Reads the published contract again.
    pub(super) fn read_published(&mut self, was_written: bool) {
        let Some(path) = self.publishing.path.clone() else { return };
        let sender = self.action_sender();
        self.runtime.spawn_blocking(move || {
            let outcome = read(&Location::File(path.clone()));
            sender.send_event(Event::PublishedRead(PublishedRead { path, outcome, was_written }));
        });
    }

    pub(super) fn on_published_read(&mut self, PublishedRead { path, outcome, was_written }: PublishedRead) {
        if self.publishing.path.as_ref() != Some(&path) {
            return;
        }
        // While somebody writes the file, or after it was moved, there is nothing to compare with.
        let Ok(read) = outcome else { return };
        self.publishing.contract = Some(read.clone());
        if !was_written {
            return;
        }
        if self.drift().is_some() {
            // Whoever looks at the differences wants to see those of now.
            self.compare(move || Ok(read));
        } else if self.published().is_some() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let compare = Command::CompareWithContract.name();
            let text = format!("{name} has changed since it was taken over; \"{compare}\" shows how");
            self.notices.show(NoticeKind::Warning, text, None);
        }
    }

    /// The file that the project's contract is published in; none where it is published on the web.
    fn published_path(&self) -> Option<PathBuf> {
        self.published_location()?.file().map(Path::to_owned)
    }

    /// Where the project's contract is published.
    pub(super) fn published_location(&self) -> Option<Location> {
        let source = &self.project().contract.as_ref()?.source;
        match Location::of(Path::new(source)) {
            Location::File(path) if path.is_absolute() => Some(Location::File(path)),
            Location::File(_) if source.is_empty() || source.contains("://") => None,
            Location::File(path) => Some(Location::File(match self.document().folder() {
                Some(folder) => folder.join(path),
                None => path,
            })),
            web => Some(web),
        }
    }
}

/// The contract that is published there now.
pub(super) fn read(location: &Location) -> Result<Published, FormatError> {
    let read = formats::read_contract_from(location, &mut WebFiles::new())?;
    Ok((Arc::new(read.contract), read.hash))
}
