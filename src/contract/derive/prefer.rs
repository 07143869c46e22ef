//! The conditions by which a client asks for one of the documented answers: preferences in the field `Prefer` (RFC 7240),
//! named as users of Prism know them, and the media type that it accepts.

use crate::model::{Comparison, Condition, Operand, Operator, Subject};

/// All of these; none where there are none.
pub(super) fn all(mut conditions: Vec<Condition>) -> Option<Condition> {
    match conditions.len() {
        0 | 1 => conditions.pop(),
        _ => Some(Condition::All(conditions)),
    }
}

/// `Prefer: code=…` with a status that fits a pattern such as `404` or `4\d\d`.
pub(super) fn code(pattern: &str) -> Condition {
    preference("code", pattern, false)
}

/// `Prefer: code=…` with any status that fits the pattern but this one.
pub(super) fn code_except(pattern: &str, except: u16) -> Condition {
    Condition::All(vec![code(pattern), preference("code", &except.to_string(), true)])
}

/// `Prefer: example=NAME`
pub(super) fn example(name: &str) -> Condition {
    preference("example", &regex::escape(name).replace('"', "\\\\?\""), false)
}

/// `Prefer: dynamic=true`
pub(super) fn dynamic() -> Condition {
    preference("dynamic", "true", false)
}

/// The status that is preferred, for a response that answers with any of several.
pub(super) const STATUS_TEMPLATE: &str =
    r#"{{regexExtract (join headers.prefer ',') '(?i)\bcode\s*=\s*"?([1-5][0-9][0-9])' 'preferred'}}{{preferred.0}}"#;

/// What a client has to say for a condition to hold that was derived from a contract, in one sentence; none for any other.
pub(crate) fn preference_sentence(condition: &Condition) -> Option<String> {
    let parts = match condition {
        Condition::All(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut asked = Vec::new();
    for part in parts {
        match part {
            // A range of statuses and what it leaves out.
            Condition::All(range) => asked.push(asked_for(range.first()?)?),
            Condition::Compare(comparison) if comparison.negate => {}
            part => asked.push(asked_for(part)?),
        }
    }
    (!asked.is_empty()).then(|| format!("When asked for with {}", asked.join(" and ")))
}

fn asked_for(condition: &Condition) -> Option<String> {
    let Condition::Compare(comparison) = condition else { return None };
    match (&comparison.subject, comparison.operator, &comparison.value) {
        (Subject::Header(name), Operator::Prefers, Operand::List(types)) if name.eq_ignore_ascii_case("accept") => {
            Some(format!("Accept: {}", types.first()?))
        }
        (Subject::Header(name), Operator::Matches, Operand::Text(pattern)) if name == "Prefer" => {
            let (name, value) = pattern.strip_prefix(BEFORE_NAME)?.split_once(BEFORE_VALUE)?;
            let value = value.strip_suffix(AFTER_VALUE)?;
            Some(match value.strip_suffix(r"\d\d") {
                Some("[1-5]") => format!("Prefer: {name}= and any status without a response of its own"),
                Some(hundreds) => format!("Prefer: {name}= and a status from {hundreds}00 to {hundreds}99"),
                None => format!("Prefer: {name}={}", value.replace('\\', "")),
            })
        }
        _ => None,
    }
}

const BEFORE_NAME: &str = r"(^|[,;])\s*";
const BEFORE_VALUE: &str = r#"\s*=\s*"?("#;
const AFTER_VALUE: &str = r#")"?\s*([,;]|$)"#;

/// Preferences stand in one field or several, separated by commas, their parameters by semicolons; values may be quoted
/// (RFC 7240, section 2). Prism takes its preferences as parameters of one another, so both separate here.
fn preference(name: &str, value: &str, negate: bool) -> Condition {
    let pattern = format!("{BEFORE_NAME}{name}{BEFORE_VALUE}{value}{AFTER_VALUE}");
    let comparison = Comparison::new(Subject::Header("Prefer".to_owned()), Operator::Matches, pattern.as_str());
    Condition::Compare(Comparison { ignore_case: true, negate, ..comparison })
}

/// The field `Accept` names the first of these media types with a higher quality than any other of them.
pub(super) fn media_type(own_first: Vec<String>) -> Condition {
    let comparison = Comparison::new(Subject::Header("Accept".to_owned()), Operator::Prefers, Operand::List(own_first));
    Condition::Compare(comparison)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_asks_for_is_told_in_words_and_not_as_a_pattern() {
        let xml = || media_type(vec!["text/xml".to_owned(), "application/json".to_owned()]);
        for (condition, expected) in [
            (code("404"), Some("When asked for with Prefer: code=404")),
            (code_except(r"4\d\d", 404), Some("When asked for with Prefer: code= and a status from 400 to 499")),
            (
                code_except(r"[1-5]\d\d", 200),
                Some("When asked for with Prefer: code= and any status without a response of its own"),
            ),
            (example("a.b (c)"), Some("When asked for with Prefer: example=a.b (c)")),
            (dynamic(), Some("When asked for with Prefer: dynamic=true")),
            (
                all(vec![code("404"), example("cat")]).unwrap(),
                Some("When asked for with Prefer: code=404 and Prefer: example=cat"),
            ),
            (all(vec![code("404"), xml()]).unwrap(), Some("When asked for with Prefer: code=404 and Accept: text/xml")),
            (Condition::Compare(Comparison::new(Subject::Header("Prefer".to_owned()), Operator::Equals, "code=404")), None),
        ] {
            assert_eq!(preference_sentence(&condition).as_deref(), expected, "{condition:?}");
        }
    }
}
