//! What the workbench remembers between starts. Tolerant: what is missing takes its default, what is unknown stays.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::TestedApi;
use crate::traffic::Budget;

/// How many files are remembered.
const MAX_RECENT_FILES: usize = 12;

/// What the workbench remembers between starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Dark, light, or as the system.
    pub theme: ThemeChoice,
    /// How large everything is; 1 is normal.
    pub zoom: f32,
    /// Nothing moves when it opens or closes.
    pub reduced_motion: bool,
    /// How many requests the log keeps.
    pub log_exchanges: usize,
    /// The files that were opened lately, newest first.
    pub recent_files: Vec<PathBuf>,
    /// Where contracts were tested lately, newest first.
    pub contract_tests: Vec<TestedApi>,
    /// What the window's panels remember, each under its name.
    pub window: Map<String, Value>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Which theme the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system.
    #[default]
    System,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::System,
            zoom: 1.0,
            reduced_motion: false,
            log_exchanges: Budget::default().exchanges,
            recent_files: Vec::new(),
            contract_tests: Vec::new(),
            window: Map::new(),
            extra: Map::new(),
        }
    }
}

impl Preferences {
    /// How much the log may hold.
    pub fn log_budget(&self) -> Budget {
        Budget { exchanges: self.log_exchanges.clamp(100, 100_000), ..Budget::default() }
    }

    /// Puts a file at the head of the recent ones. One whose name is not Unicode has no form in the settings' file.
    pub fn remember_file(&mut self, path: &Path) {
        if path.to_str().is_none() {
            return;
        }
        self.recent_files.retain(|known| known != path);
        self.recent_files.insert(0, path.to_owned());
        self.recent_files.truncate(MAX_RECENT_FILES);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_files_come_newest_first_once_each_and_not_without_end() {
        let mut preferences = Preferences::default();
        for name in ["a", "b", "a"] {
            preferences.remember_file(Path::new(name));
        }
        assert_eq!(preferences.recent_files, [Path::new("a"), Path::new("b")]);
        (0..50).for_each(|number| preferences.remember_file(Path::new(&number.to_string())));
        assert_eq!((preferences.recent_files.len(), &*preferences.recent_files[0]), (MAX_RECENT_FILES, Path::new("49")));
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_unicode_does_not_keep_settings_from_being_saved() {
        use std::os::unix::ffi::OsStrExt;
        let mut preferences = Preferences::default();
        preferences.remember_file(Path::new(std::ffi::OsStr::from_bytes(b"a\xff")));
        assert!(serde_json::to_string(&preferences).is_ok());
    }

    #[test]
    fn what_is_unknown_stays_and_what_is_missing_takes_its_default() {
        let text = "{\"zoom\":2.0,\"later\":[1],\"window\":{\"log\":{\"height\":240}}}";
        let preferences: Preferences = serde_json::from_str(text).unwrap();
        assert_eq!((preferences.zoom, preferences.theme), (2.0, ThemeChoice::System));
        let saved = serde_json::to_value(&preferences).unwrap();
        assert_eq!((&saved["later"][0], &saved["window"]["log"]["height"]), (&1.into(), &240.into()));
    }
}
