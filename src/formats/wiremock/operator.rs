//! WireMock's operators on one value, each said as the project's own comparison. What cannot be said so is refused by name.

use serde_json::{Map, Value};

use super::error::{At, PatternError};
use crate::model::{Comparison, JsonText, Operand, Operator, Subject};

/// Options that go with an operator.
struct Options {
    allowed: &'static [&'static str],
}

/// The comparison that an operator with its options comes to; none where the key names no such operator.
pub(super) fn comparison(
    at: &At<'_>,
    key: &str,
    pattern: &Map<String, Value>,
    subject: &Subject,
) -> Result<Option<Comparison>, PatternError> {
    let Some(value) = pattern.get(key) else { return Ok(None) };
    let at_operator = at.member(key);
    let text = || at_operator.text(value, key);
    let new = |operator, operand: Operand| Comparison::new(subject.clone(), operator, operand);
    let flag = |name: &'static str| pattern.get(name).map_or(Ok(false), |value| at.member(name).flag(value, name));
    let (mut comparison, options) = match key {
        "equalTo" => {
            let comparison = new(Operator::Equals, text()?.into());
            (Comparison { ignore_case: flag("caseInsensitive")?, ..comparison }, Options { allowed: &["caseInsensitive"] })
        }
        "contains" | "doesNotContain" => (new(Operator::Contains, text()?.into()), Options { allowed: &[] }),
        "matches" | "doesNotMatch" => {
            let pattern = whole_match(text()?).map_err(|message| at_operator.error(message))?;
            (new(Operator::Matches, Operand::Text(pattern)), Options { allowed: &[] })
        }
        "equalToJson" => {
            let operand = json_operand(&at_operator, value)?;
            let comparison = new(Operator::JsonEquals, operand);
            let (ignore_order, ignore_extra) = (flag("ignoreArrayOrder")?, flag("ignoreExtraElements")?);
            let options = Options { allowed: &["ignoreArrayOrder", "ignoreExtraElements"] };
            (Comparison { ignore_order, ignore_extra, ..comparison }, options)
        }
        "matchesJsonSchema" => {
            check_schema_version(at, pattern)?;
            (new(Operator::MatchesSchema, json_operand(&at_operator, value)?), Options { allowed: &["schemaVersion"] })
        }
        "equalToNumber" | "greaterThanNumber" | "greaterThanEqualNumber" | "lessThanNumber" | "lessThanEqualNumber" => {
            let operator = match key {
                "equalToNumber" => Operator::NumberEquals,
                "greaterThanNumber" => Operator::GreaterThan,
                "greaterThanEqualNumber" => Operator::AtLeast,
                "lessThanNumber" => Operator::LessThan,
                _ => Operator::AtMost,
            };
            let number = match value {
                Value::Number(number) => number.to_string(),
                other => at_operator.text(other, key)?.to_owned(),
            };
            (new(operator, Operand::Text(number)), Options { allowed: &[] })
        }
        "before" | "after" => {
            let operator = if key == "before" { Operator::Before } else { Operator::After };
            (new(operator, fixed_moment(&at_operator, value)?), Options { allowed: &[] })
        }
        _ => return Ok(None),
    };
    comparison.negate = matches!(key, "doesNotContain" | "doesNotMatch");
    check_options(at, pattern, key, options.allowed)?;
    Ok(Some(comparison))
}

/// Refuses whatever stands beside an operator and is not one of its options.
pub(super) fn check_options(
    at: &At<'_>,
    pattern: &Map<String, Value>,
    operator: &str,
    allowed: &[&str],
) -> Result<(), PatternError> {
    match pattern.keys().find(|key| *key != operator && !allowed.contains(&key.as_str())) {
        Some(other) => Err(at.member(other).error(format!("{other} beside {operator} is not supported"))),
        None => Ok(()),
    }
}

/// A moment that is written out; those that move with the clock are refused.
pub(super) fn fixed_moment(at: &At<'_>, value: &Value) -> Result<Operand, PatternError> {
    let text = at.text(value, "a moment")?;
    if text.trim_start().starts_with("now") {
        return Err(at.error("A moment that moves with the clock is not supported; write it out, such as 2026-01-31T12:00:00Z"));
    }
    Ok(text.into())
}

/// The regular expression that fits where `pattern` fits the whole, with `.` standing for line breaks too.
fn whole_match(pattern: &str) -> Result<String, String> {
    // Alone it must be sound: the brackets around it could make good what it lacks.
    regex_syntax::parse(pattern).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        format!("Not a regular expression that can be used here: {reason}")
    })?;
    Ok(format!(r"\A(?s:{pattern})\z"))
}

/// JSON, or a text that holds it.
fn json_operand(at: &At<'_>, value: &Value) -> Result<Operand, PatternError> {
    let text = match value {
        Value::String(text) => {
            serde_json::from_str::<Value>(text).map_err(|error| at.error(format!("The text holds no JSON: {error}")))?;
            text.clone()
        }
        value => value.to_string(),
    };
    if let Some(placeholder) = ["${json-unit.", "#{json-unit.", "${xmlunit."].into_iter().find(|start| text.contains(start)) {
        return Err(at.error(format!("Placeholders such as {placeholder}…}} are not supported")));
    }
    Ok(Operand::Json(JsonText(text)))
}

fn check_schema_version(at: &At<'_>, pattern: &Map<String, Value>) -> Result<(), PatternError> {
    let Some(version) = pattern.get("schemaVersion") else { return Ok(()) };
    let at = at.member("schemaVersion");
    match at.text(version, "schemaVersion")? {
        "V202012" => Ok(()),
        // The schema itself says which it is; without that it is read as the newest.
        other => {
            let names = pattern.get("matchesJsonSchema").is_some_and(|schema| schema.get("$schema").is_some());
            if names { Ok(()) } else { Err(at.error(format!("{other} is understood only where the schema has its $schema"))) }
        }
    }
}
