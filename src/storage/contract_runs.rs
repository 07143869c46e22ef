//! What contract tests came to in earlier sessions: one file of JSON lines for each contract and API. And where they went, for
//! the settings to remember.

use std::{io, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{Storage, read_limited, write_atomic};
use crate::contract::probe::HistoryEntry;

/// The most runs that are kept of one contract and API.
const MAX_RUNS: usize = 500;
/// The largest file that is read.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Where a contract was last tested, and how; without credentials.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TestedApi {
    /// Which contract.
    pub contract: String,
    /// The URL of the real API.
    pub url: String,
    /// Whether the contract's base path was left out.
    pub without_base_path: bool,
    /// How many minutes after a run the next one began; none where it ran once.
    pub every_minutes: Option<u64>,
}

impl Storage {
    /// The runs of that name, oldest first; none where there is no file that can be read.
    pub fn contract_runs(&self, name: &str) -> Vec<HistoryEntry> {
        let bytes = read_limited(&self.contract_runs_file(name), MAX_BYTES).unwrap_or_default();
        HistoryEntry::read_lines(&String::from_utf8_lossy(&bytes))
    }

    /// Keeps the last of these runs.
    ///
    /// # Errors
    /// Where the folder or the file cannot be written.
    pub fn keep_contract_runs(&self, name: &str, runs: &[HistoryEntry]) -> io::Result<()> {
        let file = self.contract_runs_file(name);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let kept = runs.get(runs.len().saturating_sub(MAX_RUNS)..).unwrap_or_default();
        let lines: String = kept.iter().map(HistoryEntry::to_line).collect();
        write_atomic(&file, lines.as_bytes())
    }

    fn contract_runs_file(&self, name: &str) -> PathBuf {
        self.data.join("contract-tests").join(format!("{name}.jsonl"))
    }
}
