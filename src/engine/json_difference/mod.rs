//! Where two JSON values differ, by JSONPath: what the explanations of conditions and of expectations show instead of two
//! whole bodies.
//!
//! Differs where, and only where, the comparison of conditions says so under the same options; up to the limits below it
//! finds every difference. Elements of arrays are aligned first, so that one that is missing does not make all later ones
//! different.

mod align;
#[cfg(test)]
mod tests;

use std::{fmt::Write as _, io};

use serde::Serialize;
use serde_json::Value;

use super::condition::{Pairs, unordered};
use align::{Alignment, align};

/// The most differences that are named.
const MAX_DIFFERENCES: usize = 20;
/// What lies deeper is only said to be different.
const MAX_DEPTH: usize = 100;
/// The longest value that is quoted, in bytes.
const MAX_QUOTED: usize = 200;
/// How many bytes of a text without order count as one pair of values that was compared.
const TEXT_PER_PAIR: usize = 16;

/// What two JSON values may differ in and still be the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JsonOptions {
    /// Arrays are equal whatever their order.
    pub ignore_order: bool,
    /// Objects may hold members, and arrays elements, that are not expected.
    pub ignore_extra: bool,
}

/// One place where two JSON values differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JsonDifference {
    /// The JSONPath of it: in what was found, or in what was expected where it is missing there or has moved.
    pub path: String,
    /// In which way they differ.
    pub kind: JsonDifferenceKind,
    /// What was expected there, in short; none where nothing was.
    pub expected: Option<String>,
    /// What was found there, in short, or where it was found if it has moved; none where nothing was.
    pub actual: Option<String>,
}

/// In which way two JSON values differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonDifferenceKind {
    /// It is expected and not there.
    Missing,
    /// It is there and not expected.
    Extra,
    /// It has another value of the same type.
    Changed,
    /// It has a value of another type.
    TypeChanged,
    /// It is an element that is elsewhere in its array.
    Moved,
    /// It is too large for its differences to be named.
    NotCompared,
}

impl JsonDifference {
    /// It as a part of a sentence: `$.items[2].price is 5 instead of 4`.
    pub fn sentence(&self) -> String {
        let (path, expected) = (&self.path, self.expected.as_deref().unwrap_or_default());
        let actual = self.actual.as_deref().unwrap_or_default();
        match self.kind {
            JsonDifferenceKind::Missing => format!("{path} is missing, expected {expected}"),
            JsonDifferenceKind::Extra => format!("{path} is not expected, was {actual}"),
            JsonDifferenceKind::Changed | JsonDifferenceKind::TypeChanged => format!("{path} is {actual} instead of {expected}"),
            JsonDifferenceKind::Moved => format!("{path} has moved to {actual}"),
            JsonDifferenceKind::NotCompared => format!("{path} is too large to compare"),
        }
    }
}

/// Where `actual` differs from `expected`, the first few differences of many. None where they are the same under these options.
pub fn json_differences(expected: &Value, actual: &Value, options: JsonOptions) -> Vec<JsonDifference> {
    differences_at("$", expected, actual, options)
}

/// The same for values that were found at the path `root`.
pub(super) fn differences_at(root: &str, expected: &Value, actual: &Value, options: JsonOptions) -> Vec<JsonDifference> {
    let mut walk = Walk { options, pairs: Pairs::new(options), path: root.to_owned(), depth: 0, found: Vec::new() };
    walk.values(expected, actual);
    walk.found
}

/// How many differences there are, looking at so many pairs of values; values that are too large for it differ in all.
pub(super) fn weigh_differences(expected: &Value, actual: &Value, options: JsonOptions, most_pairs: usize) -> usize {
    let pairs = Pairs::with_left(options, most_pairs);
    let mut walk = Walk { options, pairs, path: String::new(), depth: 0, found: Vec::new() };
    walk.values(expected, actual);
    let is_weighed = walk.found.iter().all(|difference| difference.kind != JsonDifferenceKind::NotCompared);
    if is_weighed && walk.found.len() < MAX_DIFFERENCES { walk.found.len() } else { usize::MAX }
}

/// Goes through two values at once.
struct Walk {
    options: JsonOptions,
    pairs: Pairs,
    path: String,
    depth: usize,
    found: Vec<JsonDifference>,
}

impl Walk {
    fn values(&mut self, expected: &Value, actual: &Value) {
        if self.found.len() >= MAX_DIFFERENCES {
            return;
        }
        if self.depth >= MAX_DEPTH {
            if !self.same(expected, actual) {
                self.differ(JsonDifferenceKind::NotCompared, None, None);
            }
            return;
        }
        match (expected, actual) {
            (Value::Object(expected), Value::Object(actual)) => {
                for (name, value) in expected {
                    self.at_member(name, |walk| match actual.get(name) {
                        Some(actual) => walk.values(value, actual),
                        None => walk.differ(JsonDifferenceKind::Missing, Some(value), None),
                    });
                }
                if !self.options.ignore_extra {
                    for (name, value) in actual.iter().filter(|(name, _)| !expected.contains_key(*name)) {
                        self.at_member(name, |walk| walk.differ(JsonDifferenceKind::Extra, None, Some(value)));
                    }
                }
            }
            (Value::Array(expected), Value::Array(actual)) => self.elements(expected, actual),
            _ if std::mem::discriminant(expected) != std::mem::discriminant(actual) => {
                self.differ(JsonDifferenceKind::TypeChanged, Some(expected), Some(actual));
            }
            // Neither has anything inside, so one comparison says it all and none need be left.
            _ if !Pairs::new(self.options).same(expected, actual) => {
                self.differ(JsonDifferenceKind::Changed, Some(expected), Some(actual));
            }
            _ => {}
        }
    }

    fn elements(&mut self, expected: &[Value], actual: &[Value]) {
        let Alignment { paired, missing, extra, moved } = align(expected, actual, self.options, &mut self.pairs);
        if self.pairs.left == 0 {
            self.differ(JsonDifferenceKind::NotCompared, None, None);
            return;
        }
        for (wanted, found) in paired {
            if let (Some(wanted), Some(value)) = (expected.get(wanted), actual.get(found)) {
                self.at_element(found, |walk| walk.values(wanted, value));
            }
        }
        for (wanted, found) in moved {
            let now = format!("{}[{found}]", self.path);
            self.at_element(wanted, |walk| {
                walk.record(JsonDifferenceKind::Moved, expected.get(wanted).map(quote), Some(now));
            });
        }
        for index in missing {
            self.at_element(index, |walk| walk.differ(JsonDifferenceKind::Missing, expected.get(index), None));
        }
        for index in extra {
            self.at_element(index, |walk| walk.differ(JsonDifferenceKind::Extra, None, actual.get(index)));
        }
    }

    fn at_member(&mut self, name: &str, visit: impl FnOnce(&mut Self)) {
        let is_plain = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        let quoted = || name.replace('\\', "\\\\").replace('\'', "\\'").replace(char::is_control, "\u{fffd}");
        self.inside(&if is_plain { format!(".{name}") } else { format!("['{}']", quoted()) }, visit);
    }

    fn at_element(&mut self, index: usize, visit: impl FnOnce(&mut Self)) {
        self.inside(&format!("[{index}]"), visit);
    }

    fn inside(&mut self, step: &str, visit: impl FnOnce(&mut Self)) {
        if self.found.len() >= MAX_DIFFERENCES {
            return;
        }
        let length = self.path.len();
        // Writing to a text cannot fail.
        let _ = self.path.write_str(step);
        self.depth += 1;
        visit(self);
        self.depth -= 1;
        self.path.truncate(length);
    }

    fn differ(&mut self, kind: JsonDifferenceKind, expected: Option<&Value>, actual: Option<&Value>) {
        self.record(kind, expected.map(quote), actual.map(quote));
    }

    fn record(&mut self, kind: JsonDifferenceKind, expected: Option<String>, actual: Option<String>) {
        if self.found.len() < MAX_DIFFERENCES {
            self.found.push(JsonDifference { path: self.path.clone(), kind, expected, actual });
        }
    }

    fn same(&mut self, expected: &Value, actual: &Value) -> bool {
        if self.options.ignore_order && !self.options.ignore_extra {
            unordered(expected) == unordered(actual)
        } else {
            self.pairs.same(expected, actual)
        }
    }
}

/// A value in short. Only so much of it is written as is shown.
fn quote(value: &Value) -> String {
    struct Short(Vec<u8>);
    impl io::Write for Short {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let room = (MAX_QUOTED + 1).saturating_sub(self.0.len());
            self.0.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
            if room == 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(bytes.len().min(room)) }
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut short = Short(Vec::new());
    // An error means that there is no more room, which is what it is for.
    let _ = serde_json::to_writer(&mut short, value);
    if short.0.len() <= MAX_QUOTED {
        return String::from_utf8_lossy(&short.0).into_owned();
    }
    short.0.truncate(MAX_QUOTED);
    // The cut may go through a letter.
    format!("{}…", String::from_utf8_lossy(&short.0).trim_end_matches('\u{fffd}'))
}
