//! Unsaved work, kept beside the project file's own life: each running workbench has a folder that it holds a lock on.
//! A folder whose lock is free belongs to one that ended badly, and what lies in it is offered to the next.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};

use super::{Storage, write_atomic};
use crate::model::Project;

const LOCK: &str = "lock";
const WORK: &str = "work.json";

/// The folder of the running workbench, for as long as the lock is held.
#[derive(Debug)]
pub(super) struct Session {
    folder: PathBuf,
    _lock: File,
}

/// Unsaved work of a workbench that ended badly.
#[derive(Debug)]
pub struct Recovered {
    /// The work.
    pub project: Project,
    /// The file it belongs to; none for a project that was never saved.
    pub path: Option<PathBuf>,
    folder: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Work<P> {
    path: Option<PathBuf>,
    project: P,
}

impl Storage {
    /// Keeps unsaved work until it is saved or forgotten.
    ///
    /// # Errors
    /// Where the recovery folder cannot be written.
    pub fn keep_recovery(&self, project: &Project, path: Option<&Path>) -> io::Result<()> {
        let mut session = self.session.lock();
        let session = match &mut *session {
            Some(session) => session,
            none => none.insert(Session::open(&self.recovery)?),
        };
        // A name that is not Unicode has no form in JSON; the work is worth more than its name.
        let work = Work { path: path.filter(|path| path.to_str().is_some()).map(Path::to_owned), project };
        write_atomic(&session.folder.join(WORK), &serde_json::to_vec(&work)?)
    }

    /// Lets go of the work that this workbench kept: it is saved, or not wanted.
    ///
    /// # Errors
    /// Where the folder cannot be removed.
    pub fn forget_recovery(&self) -> io::Result<()> {
        match self.session.lock().take() {
            Some(session) => fs::remove_dir_all(&session.folder),
            None => Ok(()),
        }
    }

    /// The work of workbenches that ended badly, newest first. Work that cannot be read stays where it is.
    pub fn recoverable(&self) -> Vec<Recovered> {
        let Ok(entries) = fs::read_dir(&self.recovery) else { return Vec::new() };
        let mut found: Vec<(SystemTime, Recovered)> = entries
            .filter_map(|entry| {
                let folder = entry.ok()?.path();
                // Only the lock tells a crash from a workbench that still runs.
                File::open(folder.join(LOCK)).ok()?.try_lock().ok()?;
                let file = folder.join(WORK);
                let written_at = file.metadata().and_then(|data| data.modified()).ok()?;
                let Work { path, project } = serde_json::from_slice(&fs::read(&file).ok()?).ok()?;
                Some((written_at, Recovered { project, path, folder }))
            })
            .collect();
        found.sort_by_key(|(written_at, _)| std::cmp::Reverse(*written_at));
        found.into_iter().map(|(_, recovered)| recovered).collect()
    }
}

impl Recovered {
    /// Removes it from disk: it was taken over, or thrown away.
    ///
    /// # Errors
    /// Where the folder cannot be removed.
    pub fn forget(&self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder)
    }
}

impl Session {
    fn open(folder: &Path) -> io::Result<Self> {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let folder = folder.join(format!("{}-{}", since_epoch.as_nanos(), std::process::id()));
        fs::create_dir_all(&folder)?;
        let lock = File::create(folder.join(LOCK))?;
        lock.try_lock()?;
        Ok(Self { folder, _lock: lock })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Project {
        Project { name: name.to_owned(), ..Project::default() }
    }

    #[test]
    fn work_of_a_running_workbench_is_not_offered_and_that_of_a_crashed_one_is() {
        let folder = tempfile::tempdir().unwrap();
        let (running, other) = (Storage::below(folder.path()), Storage::below(folder.path()));
        running.keep_recovery(&named("first"), None).unwrap();
        running.keep_recovery(&named("second"), Some(Path::new("/a.mockwright.json"))).unwrap();
        assert!(other.recoverable().is_empty());
        drop(running);
        let found = other.recoverable();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].project.name.as_str(), found[0].path.as_deref()), ("second", Some(Path::new("/a.mockwright.json"))));
        found[0].forget().unwrap();
        assert!(other.recoverable().is_empty());
    }

    #[test]
    fn saved_work_is_not_offered() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::below(folder.path());
        storage.keep_recovery(&named("work"), None).unwrap();
        storage.forget_recovery().unwrap();
        drop(storage);
        assert!(Storage::below(folder.path()).recoverable().is_empty());
    }
}
