//! Regular expressions and JSONPaths that a template's helpers are given, compiled once for each template and kept.

use std::{fmt, sync::Arc, sync::RwLock};

use regex::{Regex, RegexBuilder};
use serde_json_path::JsonPath;

/// The most patterns of a kind that are kept. Patterns made from requests would otherwise pile up.
const MAX_KEPT: usize = 64;
/// The longest pattern or path, in bytes.
const MAX_PATTERN_BYTES: usize = 4096;
/// The largest compiled pattern, in bytes.
const MAX_COMPILED_BYTES: usize = 1 << 20;

/// What was compiled so far.
#[derive(Default)]
pub(super) struct Patterns {
    regexes: RwLock<Vec<(String, Arc<Regex>)>>,
    paths: RwLock<Vec<(String, Arc<JsonPath>)>>,
}

impl Patterns {
    /// A regular expression.
    pub(super) fn regex(&self, pattern: &str) -> Result<Arc<Regex>, String> {
        kept(&self.regexes, pattern, |pattern| {
            let built = RegexBuilder::new(pattern).size_limit(MAX_COMPILED_BYTES).build();
            built.map_err(|error| format!("'{pattern}' is no regular expression: {}", last_line(&error.to_string())))
        })
    }

    /// A JSONPath.
    pub(super) fn path(&self, path: &str) -> Result<Arc<JsonPath>, String> {
        kept(&self.paths, path, |path| {
            let nesting = path.bytes().filter(|byte| matches!(byte, b'(' | b'[')).count();
            if nesting > 64 {
                return Err("a JSONPath has more than 64 brackets; shorten it".to_owned());
            }
            JsonPath::parse(path).map_err(|error| format!("'{path}' is no JSONPath: {error}"))
        })
    }
}

impl fmt::Debug for Patterns {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Patterns").finish_non_exhaustive()
    }
}

fn kept<T>(
    shelf: &RwLock<Vec<(String, Arc<T>)>>,
    text: &str,
    compile: impl Fn(&str) -> Result<T, String>,
) -> Result<Arc<T>, String> {
    if text.len() > MAX_PATTERN_BYTES {
        return Err(format!("a pattern is longer than {MAX_PATTERN_BYTES} bytes; shorten it"));
    }
    if let Ok(kept) = shelf.read()
        && let Some((_, found)) = kept.iter().find(|(known, _)| known == text)
    {
        return Ok(Arc::clone(found));
    }
    let made = Arc::new(compile(text)?);
    if let Ok(mut kept) = shelf.write() {
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.push((text.to_owned(), Arc::clone(&made)));
    }
    Ok(made)
}

fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or(text).trim_start_matches("error: ")
}
