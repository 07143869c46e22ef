//! The folders that the program keeps its own things in: preferences, the unpacked sample, and recovery files.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use parking_lot::Mutex;

use super::{Preferences, recovery::Session, write_atomic};

/// The sample project with its contract and the files that its bodies name, as they are unpacked.
const SAMPLE: [(&str, &[u8]); 3] = [
    ("shop.mockwright.json", include_bytes!("../../assets/samples/shop.mockwright.json")),
    ("shop.openapi.yaml", include_bytes!("../../assets/samples/shop.openapi.yaml")),
    ("avatar.svg", include_bytes!("../../assets/samples/avatar.svg")),
];

/// The program's own folders. Cheap to clone; all clones share one session.
#[derive(Clone, Debug)]
pub struct Storage {
    config: PathBuf,
    pub(super) data: PathBuf,
    pub(super) recovery: PathBuf,
    pub(super) session: Arc<Mutex<Option<Session>>>,
}

impl Storage {
    /// The folders that this system gives to the person's programs; none where the person has no home.
    pub fn of_person() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "mockwright")?;
        let state = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
        Some(Self::in_folders(folders.config_dir().to_owned(), folders.data_dir().to_owned(), state.join("recovery")))
    }

    /// Everything below one folder.
    pub fn below(folder: &Path) -> Self {
        Self::in_folders(folder.join("config"), folder.join("data"), folder.join("recovery"))
    }

    fn in_folders(config: PathBuf, data: PathBuf, recovery: PathBuf) -> Self {
        Self { config, data, recovery, session: Arc::default() }
    }

    /// What the person set. A file that cannot be read is set aside under another name, and the second value says so.
    pub fn load_preferences(&self) -> (Preferences, Option<String>) {
        let path = self.preferences_path();
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Preferences::default(), None),
            Err(error) => return (Preferences::default(), Some(format!("{}: settings cannot be read: {error}", path.display()))),
        };
        match serde_json::from_slice(&bytes) {
            Ok(preferences) => (preferences, None),
            Err(error) => {
                let aside = path.with_extension("json.broken");
                let outcome = match std::fs::rename(&path, &aside) {
                    Ok(()) => format!("it is now {}", aside.display()),
                    Err(error) => format!("it cannot be set aside: {error}"),
                };
                (Preferences::default(), Some(format!("{}: settings are broken ({error}); {outcome}", path.display())))
            }
        }
    }

    /// Writes what the person set.
    ///
    /// # Errors
    /// Where the folder or the file cannot be written.
    pub fn save_preferences(&self, preferences: &Preferences) -> io::Result<()> {
        std::fs::create_dir_all(&self.config)?;
        write_atomic(&self.preferences_path(), &serde_json::to_vec_pretty(preferences)?)
    }

    fn preferences_path(&self) -> PathBuf {
        self.config.join("preferences.json")
    }

    /// Where the local certificate authority is kept.
    pub fn certificates_folder(&self) -> PathBuf {
        self.data.join("certificates")
    }

    /// Unpacks the sample project, fresh each time, and says where it is.
    ///
    /// # Errors
    /// Where the folder or its files cannot be written.
    pub fn install_sample(&self) -> io::Result<PathBuf> {
        let folder = self.sample_folder();
        std::fs::create_dir_all(&folder)?;
        for (name, content) in SAMPLE {
            let path = folder.join(name);
            // Unchanged files are left alone: another window may be looking at them.
            if std::fs::read(&path).ok().as_deref() != Some(content) {
                write_atomic(&path, content)?;
            }
        }
        Ok(folder.join(SAMPLE[0].0))
    }

    /// Whether that file is the unpacked sample, which is not the person's to keep work in.
    pub fn is_sample(&self, path: &Path) -> bool {
        path.starts_with(self.sample_folder())
    }

    fn sample_folder(&self) -> PathBuf {
        self.data.join("sample")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_preferences_are_set_aside_and_do_not_stop_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::below(folder.path());
        assert_eq!(storage.load_preferences(), (Preferences::default(), None));
        storage.save_preferences(&Preferences { zoom: 1.5, ..Preferences::default() }).unwrap();
        assert_eq!(storage.load_preferences().0.zoom, 1.5);
        for broken in [b"{ \"zoom\": ".as_slice(), b"\xff\xfe", b"{ \"theme\": \"sepia\" }"] {
            std::fs::write(storage.preferences_path(), broken).unwrap();
            let (preferences, complaint) = storage.load_preferences();
            assert_eq!(preferences, Preferences::default());
            assert!(complaint.unwrap().contains("preferences.json"));
            assert_eq!(std::fs::read(folder.path().join("config/preferences.json.broken")).unwrap(), broken);
        }
    }

    #[test]
    fn the_sample_is_unpacked_whole_and_known_again() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::below(folder.path());
        let path = storage.install_sample().unwrap();
        assert!(storage.is_sample(&path) && !storage.is_sample(folder.path()));
        let project = super::super::load(&path).unwrap().project;
        for (name, _) in SAMPLE {
            assert!(path.with_file_name(name).exists());
        }
        assert!(!project.endpoints.is_empty());
    }
}
