//! Writes a project file: fixed key order, stable bytes, and the old file or the new one, never a part.

use std::{
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use super::{super::atomic::write_atomic, layout};
use crate::model::Project;

/// How deeply a file may be nested; readers accept no more.
const MAX_DEPTH: usize = 127;

/// A project that cannot be saved.
#[derive(Debug, Error)]
pub enum SaveError {
    /// The file cannot be written.
    #[error("{}: cannot be saved: {error}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// The project is nested more deeply than could be read back.
    #[error("cannot be saved: conditions are nested more than {MAX_DEPTH} levels deep (line {line} of the file)")]
    TooDeep {
        /// The line it would have stood on.
        line: usize,
    },
    /// The project cannot be put into JSON.
    #[error("cannot be saved: {0}")]
    Unwritable(#[from] serde_json::Error),
}

/// The text of the project's file.
pub fn to_text(project: &Project) -> Result<String, SaveError> {
    let text = layout::to_text(&serde_json::to_value(project)?);
    match line_nested_deeper_than(&text, MAX_DEPTH) {
        Some(line) => Err(SaveError::TooDeep { line }),
        None => Ok(text),
    }
}

/// Saves the project at `path`.
pub fn save(project: &Project, path: &Path) -> Result<(), SaveError> {
    let text = to_text(project)?;
    write_atomic(path, text.as_bytes()).map_err(|error| SaveError::Write { path: path.to_path_buf(), error })
}

/// The first line on which brackets are nested more deeply than `levels`.
fn line_nested_deeper_than(text: &str, levels: usize) -> Option<usize> {
    let (mut depth, mut line, mut in_text, mut escaped) = (0_usize, 1, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'\n' => line += 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > levels {
            return Some(line);
        }
    }
    None
}
