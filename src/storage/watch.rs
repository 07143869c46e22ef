//! Tells when a file was written, by whomever; the caller knows what it wrote itself.

use std::{path::Path, sync::mpsc, thread, time::Duration};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::atomic::follow_links;

/// How long a file must rest before it is worth reading: many programs write in several steps.
const REST: Duration = Duration::from_millis(150);

/// Watches one file for as long as it lives.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Calls `changed`, from a thread of its own, whenever the file was written or replaced and has come to rest.
    ///
    /// # Errors
    /// Where the system cannot watch the file's folder.
    pub fn start(path: &Path, changed: impl Fn() + Send + 'static) -> notify::Result<Self> {
        let (sender, receiver) = mpsc::channel();
        // Saving writes to where a link leads, so that is the place to look at.
        let path = &follow_links(path)?;
        let name = path.file_name().map(ToOwned::to_owned);
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let is_ours = event
                .is_ok_and(|event| !event.kind.is_access() && event.paths.iter().any(|path| path.file_name() == name.as_deref()));
            if is_ours {
                // A closed channel means that the watch is being dropped.
                let _ = sender.send(());
            }
        })?;
        // The folder, not the file: a file that is replaced is another file afterwards.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        thread::Builder::new().name("file watch".to_owned()).spawn(move || {
            while receiver.recv().is_ok() {
                while receiver.recv_timeout(REST).is_ok() {}
                changed();
            }
        })?;
        Ok(Self { _watcher: watcher })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_and_a_replacement_are_noticed_and_other_files_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        std::fs::write(&path, "1").unwrap();
        let (sender, receiver) = mpsc::channel();
        let _watch = Watch::start(&path, move || sender.send(()).unwrap()).unwrap();
        std::fs::write(folder.path().join("b.json"), "1").unwrap();
        assert!(receiver.recv_timeout(Duration::from_millis(600)).is_err());
        std::fs::write(&path, "2").unwrap();
        receiver.recv_timeout(Duration::from_secs(10)).unwrap();
        super::super::write_atomic(&path, b"3").unwrap();
        receiver.recv_timeout(Duration::from_secs(10)).unwrap();
    }
    #[cfg(unix)]
    #[test]
    fn a_link_is_watched_where_it_leads() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("real")).unwrap();
        std::fs::write(folder.path().join("real/a.json"), "1").unwrap();
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink("real/a.json", &link).unwrap();
        let (sender, receiver) = mpsc::channel();
        let _watch = Watch::start(&link, move || sender.send(()).unwrap()).unwrap();
        super::super::write_atomic(&link, b"2").unwrap();
        receiver.recv_timeout(Duration::from_secs(10)).unwrap();
    }
}
