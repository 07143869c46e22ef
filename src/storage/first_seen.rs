//! When it was first seen that a project, its published contract or the real API differs from the contract that the project
//! holds: one file for each project, with the person's other things. It is what was seen here, so it is no part of the project.

use std::{
    io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use super::{Storage, read_limited, write_atomic};
use crate::contract::FirstSeen;

/// The largest file that is read.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

impl Storage {
    /// What was seen of the project in that file; nothing where there is no file that can be read.
    pub fn first_seen(&self, project: &Path) -> FirstSeen {
        let bytes = read_limited(&self.first_seen_file(project), MAX_BYTES).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Remembers what was seen of the project in that file.
    ///
    /// # Errors
    /// Where the folder or the file cannot be written.
    pub fn keep_first_seen(&self, project: &Path, seen: &FirstSeen) -> io::Result<()> {
        let file = self.first_seen_file(project);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        write_atomic(&file, serde_json::to_string(seen)?.as_bytes())
    }

    fn first_seen_file(&self, project: &Path) -> PathBuf {
        let mut name = format!("{:x}", Sha256::digest(project.as_os_str().as_encoded_bytes()));
        name.truncate(16);
        self.data.join("drift").join(format!("{name}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_project_has_a_memory_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::below(folder.path());
        let (shop, bank) = (Path::new("/shop.mockwright.json"), Path::new("/bank.mockwright.json"));
        let seen = FirstSeen::from([("Mock: x".to_owned(), jiff::Timestamp::UNIX_EPOCH)]);
        assert!(storage.first_seen(shop).is_empty());
        storage.keep_first_seen(shop, &seen).unwrap();
        assert_eq!((storage.first_seen(shop), storage.first_seen(bank)), (seen, FirstSeen::new()));
        std::fs::write(storage.first_seen_file(shop), "{").unwrap();
        assert!(storage.first_seen(shop).is_empty(), "a broken file is no reason to stop");
    }
}
