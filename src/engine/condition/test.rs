//! What each operator does with one value, its operand parsed once. The meaning of each is documented at
//! [`Operator::documentation`]; nothing is said here that is not true there.

use std::borrow::Cow;

use jiff::Timestamp;
use jsonschema::{PatternOptions, Validator};
use regex::{Regex, RegexBuilder};
use serde_json::Value;

use super::{Found, compare_json::JsonComparison, date, number::Number};
use crate::{
    engine::accept::Accept,
    engine::json_difference::{JsonDifference, JsonOptions},
    model::{Comparison, Operand, Operator},
};

/// The largest compiled regex, in bytes.
const MAX_REGEX_BYTES: usize = 1024 * 1024;
/// How many steps back one pattern of a schema may take; JSON Schema's patterns need not be linear.
const MAX_SCHEMA_BACKTRACKS: usize = 100_000;

/// An operator with its operand.
#[derive(Debug)]
pub(super) enum Test {
    Equals(String),
    Contains(String),
    StartsWith(String),
    EndsWith(String),
    Matches(Regex),
    OneOf(Vec<String>),
    /// The first of these media types more than the others.
    Prefers(Vec<String>),
    Exists,
    IsEmpty,
    Number(Operator, Number),
    Before(Timestamp),
    After(Timestamp),
    Json(Box<JsonComparison>),
    Schema(Box<Validator>),
}

/// What became of comparing one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Outcome {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// It could not be compared, so it does not hold; says why, after "it".
    Unreadable(&'static str),
}

impl Outcome {
    pub(super) fn of(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails }
    }
}

/// The operand as one text.
pub(in crate::engine) fn operand_text(operand: &Operand) -> Cow<'_, str> {
    operand.text()
}

/// The operand as several texts.
fn operand_list(operand: &Operand) -> Vec<String> {
    match operand {
        Operand::List(texts) => texts.clone(),
        other => operand_text(other).split(',').map(|text| text.trim().to_owned()).collect(),
    }
}

impl Test {
    /// Parses the operand, or says in one sentence what is wrong with it.
    pub(super) fn compile(comparison: &Comparison, ignore_case: bool) -> Result<Self, String> {
        let operator = comparison.operator;
        let text = operand_text(&comparison.value);
        Ok(match operator {
            // Without regard to case these are regexes too, which fold case as Unicode wants without a copy of the value.
            Operator::Equals if ignore_case => Self::Matches(regex(&format!(r"\A{}\z", regex::escape(&text)), true)?),
            Operator::Contains if ignore_case => Self::Matches(regex(&regex::escape(&text), true)?),
            Operator::StartsWith if ignore_case => Self::Matches(regex(&format!(r"\A{}", regex::escape(&text)), true)?),
            Operator::EndsWith if ignore_case => Self::Matches(regex(&format!(r"{}\z", regex::escape(&text)), true)?),
            Operator::OneOf if ignore_case => {
                let texts: Vec<_> = operand_list(&comparison.value).iter().map(|text| regex::escape(text)).collect();
                Self::Matches(regex(&format!(r"\A(?:{})\z", texts.join("|")), true)?)
            }
            Operator::Equals => Self::Equals(text.into_owned()),
            Operator::Contains => Self::Contains(text.into_owned()),
            Operator::StartsWith => Self::StartsWith(text.into_owned()),
            Operator::EndsWith => Self::EndsWith(text.into_owned()),
            Operator::Matches => Self::Matches(regex(&text, ignore_case)?),
            Operator::OneOf => Self::OneOf(operand_list(&comparison.value)),
            Operator::Prefers => Self::Prefers(operand_list(&comparison.value)),
            Operator::Exists => Self::Exists,
            Operator::IsEmpty => Self::IsEmpty,
            Operator::NumberEquals | Operator::GreaterThan | Operator::AtLeast | Operator::LessThan | Operator::AtMost => {
                Self::Number(operator, Number::parse(&text).ok_or_else(|| format!("{text:?} is not a number"))?)
            }
            Operator::Before => Self::Before(operand_date(&text)?),
            Operator::After => Self::After(operand_date(&text)?),
            Operator::JsonEquals => {
                let options = JsonOptions { ignore_order: comparison.ignore_order, ignore_extra: comparison.ignore_extra };
                Self::Json(Box::new(JsonComparison::new(operand_json(&text)?, options)))
            }
            Operator::MatchesSchema => Self::Schema(Box::new(schema(&operand_json(&text)?)?)),
        })
    }

    /// Whether it wants the whole body as JSON where it can have it.
    pub(super) fn reads_json(&self) -> bool {
        matches!(self, Self::Json(_) | Self::Schema(_) | Self::IsEmpty)
    }

    /// Whether it reads a list that may stand in several header fields, which together are one (RFC 9110, 5.3).
    pub(super) fn reads_list(&self) -> bool {
        matches!(self, Self::Prefers(_))
    }

    /// Whether it holds where there is no value at all.
    pub(super) fn holds_when_absent(&self) -> bool {
        match self {
            Self::IsEmpty => true,
            // Whoever says nothing accepts all alike (RFC 9110, 12.5.1).
            Self::Prefers(media_types) => media_types.len() == 1,
            _ => false,
        }
    }

    /// What becomes of one value.
    pub(super) fn outcome(&self, found: &Found<'_>) -> Outcome {
        match self {
            Self::Equals(expected) => Outcome::of(found.text() == expected.as_str()),
            Self::Contains(expected) => Outcome::of(found.text().contains(expected)),
            Self::StartsWith(expected) => Outcome::of(found.text().starts_with(expected)),
            Self::EndsWith(expected) => Outcome::of(found.text().ends_with(expected)),
            Self::Matches(regex) => Outcome::of(regex.is_match(&found.text())),
            Self::OneOf(expected) => {
                let text = found.text();
                Outcome::of(expected.iter().any(|expected| *expected == text))
            }
            Self::Prefers(media_types) => Outcome::of(prefers(&found.text(), media_types)),
            Self::Exists => Outcome::Holds,
            Self::IsEmpty => Outcome::of(found.is_empty()),
            Self::Number(operator, expected) => {
                Number::parse(&found.text()).map_or(Outcome::Unreadable("is not a number"), |actual| {
                    let order = actual.compare(*expected);
                    Outcome::of(match operator {
                        Operator::GreaterThan => order.is_gt(),
                        Operator::AtLeast => order.is_ge(),
                        Operator::LessThan => order.is_lt(),
                        Operator::AtMost => order.is_le(),
                        _ => order.is_eq(),
                    })
                })
            }
            Self::Before(expected) => date_outcome(found, |actual| actual < *expected),
            Self::After(expected) => date_outcome(found, |actual| actual > *expected),
            Self::Json(expected) => found.json().map_or(NOT_JSON, |actual| expected.outcome(&actual)),
            Self::Schema(validator) => found.json().map_or(NOT_JSON, |actual| Outcome::of(validator.is_valid(&actual))),
        }
    }

    /// What becomes of one value, and what is to say about it beyond that.
    pub(super) fn judge(&self, found: &Found<'_>) -> (Outcome, Option<String>) {
        let outcome = self.outcome(found);
        let remark = match (self, outcome) {
            (_, Outcome::Unreadable(why)) => Some(format!("it {why}")),
            (Self::Schema(validator), Outcome::Fails) => found.json().and_then(|actual| {
                let error = validator.validate(&actual).err()?;
                let place = error.instance_path().to_string();
                Some(if place.is_empty() { error.to_string() } else { format!("at {place}: {error}") })
            }),
            _ => None,
        };
        (outcome, remark)
    }

    /// Where one value differs from the JSON that it should equal, the value being called `root`.
    pub(super) fn differences(&self, found: &Found<'_>, root: &str) -> Vec<JsonDifference> {
        match self {
            Self::Json(expected) => found.json().map_or_else(Vec::new, |actual| expected.differences(&actual, root)),
            _ => Vec::new(),
        }
    }
}

/// Whether an `Accept` field wants the first media type, and more than each of the others.
fn prefers(accept: &str, media_types: &[String]) -> bool {
    let accept = Accept::parse(accept);
    let Some((first, others)) = media_types.split_first() else { return false };
    let quality = accept.quality(first);
    quality > 0 && others.iter().all(|other| accept.quality(other) < quality)
}

const NOT_JSON: Outcome = Outcome::Unreadable("is not JSON");

fn date_outcome(found: &Found<'_>, holds: impl FnOnce(Timestamp) -> bool) -> Outcome {
    date::parse(&found.text()).map_or(Outcome::Unreadable("is not a date"), |actual| Outcome::of(holds(actual)))
}

fn regex(pattern: &str, ignore_case: bool) -> Result<Regex, String> {
    RegexBuilder::new(pattern).case_insensitive(ignore_case).size_limit(MAX_REGEX_BYTES).build().map_err(|error| match &error {
        regex::Error::CompiledTooBig(_) => "The regular expression is too large".to_owned(),
        // The message draws the pattern over several lines; its last one says what is wrong.
        error => {
            let message = error.to_string();
            let reason = message.lines().last().unwrap_or_default();
            format!("Not a regular expression: {}", reason.trim_start_matches("error: "))
        }
    })
}

fn operand_date(text: &str) -> Result<Timestamp, String> {
    date::parse(text).ok_or_else(|| format!("{text:?} is not a date; write it like 2026-01-31 or 2026-01-31T12:00:00Z"))
}

fn operand_json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("Not JSON: {error}"))
}

fn schema(schema: &Value) -> Result<Validator, String> {
    jsonschema::options()
        .offline()
        .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(MAX_SCHEMA_BACKTRACKS).size_limit(MAX_REGEX_BYTES))
        .build(schema)
        .map_err(|error| format!("Not a usable JSON Schema: {error}"))
}
