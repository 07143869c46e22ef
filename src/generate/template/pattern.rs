//! Regular expressions and JSONPaths that a template's helpers are given, compiled once for each template and kept.

use std::{fmt, sync::Arc, sync::RwLock};

use regex::{Regex, RegexBuilder};
use serde_json::Value;
use serde_json_path::JsonPath;

use super::limits::Budget;

/// The most patterns of a kind that are kept. Patterns made from requests would otherwise pile up.
const MAX_KEPT: usize = 64;
/// The longest pattern or path, in bytes.
const MAX_PATTERN_BYTES: usize = 4096;
/// The largest compiled pattern, in bytes.
const MAX_COMPILED_BYTES: usize = 256 << 10;
/// How often a JSONPath may come by each part of a value, about.
const MAX_TIMES: usize = 1000;

/// What was compiled so far.
#[derive(Default)]
pub(super) struct Patterns {
    regexes: RwLock<Vec<(String, Arc<Regex>)>>,
    paths: RwLock<Vec<(String, Arc<Query>)>>,
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
    pub(super) fn path(&self, path: &str) -> Result<Arc<Query>, String> {
        kept(&self.paths, path, Query::new)
    }
}

/// A JSONPath, and how dear it is to follow.
#[derive(Debug)]
pub(super) struct Query {
    /// The path itself.
    pub(super) path: JsonPath,
    /// Whether it leads to one place at most.
    pub(super) is_single: bool,
    /// How often it may come by each part of a value.
    times: usize,
    /// Whether it looks at the whole value again from each part.
    starts_over: bool,
}

impl Query {
    fn new(text: &str) -> Result<Self, String> {
        let bare = without_quotes(text);
        if bare.bytes().filter(|byte| matches!(byte, b'(' | b'[')).count() > 64 {
            return Err("a JSONPath has more than 64 brackets; shorten it".to_owned());
        }
        // Names that are listed more than once are found more than once, at each level again.
        let listed = bare.split('[').map(|part| 1 + part.matches(',').count());
        let descents = bare.matches("..").count();
        let regexes = if bare.contains("match(") || bare.contains("search(") { 50 } else { 1 };
        let times =
            listed.fold(regexes, usize::saturating_mul).saturating_mul(8_usize.saturating_pow(descents.saturating_sub(1) as u32));
        if times > MAX_TIMES {
            return Err("a JSONPath has too many lists or '..'; split it in two".to_owned());
        }
        let path = JsonPath::parse(text).map_err(|error| format!("'{text}' is no JSONPath: {error}"))?;
        let is_single = !bare.contains(['*', '?', ':', ',']) && descents == 0;
        Ok(Self { path, is_single, times, starts_over: bare.matches('$').count() > 1 })
    }

    /// Pays for following it through a value.
    pub(super) fn pay(&self, value: &Value, budget: &mut Budget) -> Result<(), String> {
        let weight = budget.weigh(value)?;
        let again = if self.starts_over { weight } else { 1 };
        budget.spend(weight.saturating_mul(again).saturating_mul(self.times))
    }
}

/// A path with nothing in its quotes.
fn without_quotes(text: &str) -> String {
    let mut open = None;
    let mut is_escaped = false;
    let mut bare = String::with_capacity(text.len());
    for character in text.chars() {
        match (open, character) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(quote), _) if character == quote => open = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => open = Some(character),
            (None, other) => bare.push(other),
        }
    }
    bare
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dear_paths_are_refused() {
        let patterns = Patterns::default();
        for path in ["$[0,0,0,0][0,0,0,0][0,0,0,0][0,0,0,0][0,0,0,0]", "$..*..*..*..*..*"] {
            assert!(patterns.path(path).unwrap_err().contains("too many"), "{path}");
        }
        for (path, is_single) in
            [("$.a.b[0]", true), ("$['a*','b']", false), ("$['a*,?:']", true), ("$..a", false), ("$.a[*]", false)]
        {
            assert_eq!(patterns.path(path).unwrap().is_single, is_single, "{path}");
        }
        assert!(patterns.path("$.").unwrap_err().contains("is no JSONPath"));
        assert!(patterns.path(&"$.a".repeat(5000)).unwrap_err().contains("longer than"));
    }

    #[test]
    fn patterns_are_compiled_once() {
        let patterns = Patterns::default();
        let first = patterns.regex("a+").unwrap();
        assert!(Arc::ptr_eq(&first, &patterns.regex("a+").unwrap()));
        (0..1000).for_each(|number| drop(patterns.regex(&format!("a{number}"))));
        assert!(patterns.regexes.read().unwrap().len() <= MAX_KEPT);
    }
}
