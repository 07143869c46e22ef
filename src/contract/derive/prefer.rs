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

/// Preferences stand in one field or several, separated by commas, their parameters by semicolons; values may be quoted
/// (RFC 7240, section 2). Prism takes its preferences as parameters of one another, so both separate here.
fn preference(name: &str, value: &str, negate: bool) -> Condition {
    let pattern = format!(r#"(^|[,;])\s*{name}\s*=\s*"?({value})"?\s*([,;]|$)"#);
    let comparison = Comparison::new(Subject::Header("Prefer".to_owned()), Operator::Matches, pattern.as_str());
    Condition::Compare(Comparison { ignore_case: true, negate, ..comparison })
}

/// The field `Accept` names the first of these media types with a higher quality than any other of them.
pub(super) fn media_type(own_first: Vec<String>) -> Condition {
    let comparison = Comparison::new(Subject::Header("Accept".to_owned()), Operator::Prefers, Operand::List(own_first));
    Condition::Compare(comparison)
}
