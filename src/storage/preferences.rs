//! What the workbench remembers between starts. Tolerant: what is missing takes its default, what is unknown stays.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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

    /// Puts a file at the head of the recent ones.
    pub fn remember_file(&mut self, path: &Path) {
        self.recent_files.retain(|known| known != path);
        self.recent_files.insert(0, path.to_owned());
        self.recent_files.truncate(MAX_RECENT_FILES);
    }
}
