//! Expectations and calls in words.

use std::borrow::Cow;

use jiff::{Timestamp, tz::TimeZone};

use super::{Counted, report::CallReport};
use crate::model::{CallCount, Comparison, Condition, EndpointId, OperandKind, RequestPattern};

/// The longest value of a condition that is quoted, in characters.
const MAX_QUOTED: usize = 80;

/// How many calls there must be: `exactly 2 calls`.
pub(super) fn expected(count: CallCount) -> String {
    match count {
        CallCount::Exactly(count) => format!("exactly {}", calls(count)),
        CallCount::AtLeast(count) => format!("at least {}", calls(count)),
        CallCount::AtMost(count) => format!("at most {}", calls(count)),
        CallCount::Between { min, max } => format!("{min} to {}", calls(max)),
        CallCount::Never => "no call".to_owned(),
    }
}

/// `1 call`, `2 calls`.
pub(super) fn calls(count: u64) -> String {
    counted(count, "call")
}

/// A number of things: `1 request`, `2 requests`.
pub(super) fn counted(count: u64, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// Which requests are meant: `POST /orders where header X-Tenant equals acme`.
pub fn request(pattern: &RequestPattern) -> String {
    match &pattern.condition {
        Some(written) => format!("{} where {}", pattern.label(), condition(written)),
        None => pattern.label(),
    }
}

fn condition(written: &Condition) -> String {
    let joined = |parts: &[Condition], word: &str, nothing: &str| {
        let part = |part: &Condition| match part {
            Condition::All(inner) | Condition::Any(inner) if inner.len() > 1 => format!("({})", condition(part)),
            _ => condition(part),
        };
        if parts.is_empty() { nothing.to_owned() } else { parts.iter().map(part).collect::<Vec<_>>().join(word) }
    };
    match written {
        Condition::All(parts) => joined(parts, " and ", "anything"),
        Condition::Any(parts) => joined(parts, " or ", "nothing"),
        Condition::Not(inner) => format!("not ({})", condition(inner)),
        Condition::Compare(comparison) => self::comparison(comparison),
    }
}

fn comparison(comparison: &Comparison) -> String {
    let Comparison { subject, operator, value, negate, .. } = comparison;
    let operator_label = if *negate { operator.negated_label() } else { operator.label() };
    let mut words = vec![subject.kind().label().to_owned()];
    words.extend(subject.name().map(str::to_owned));
    words.push(operator_label.to_owned());
    if operator.operand() != OperandKind::Nothing {
        words.push(shortened(&value.text()));
    }
    words.join(" ")
}

/// The first item of a report's line about a call: its number, where the log has it, and when it came.
pub(super) fn name(counted: &Counted) -> String {
    let number = counted.sequence().map_or_else(String::new, |sequence| format!("#{sequence} "));
    format!("{number}{} at {}", counted.request, time(counted.received_at))
}

/// A call on one line: `#12  14:03:07.250  POST /orders  201  by POST /orders`.
pub(super) fn line(call: &CallReport) -> String {
    let CallReport { sequence, time: at, request, status, endpoint, answered_by, .. } = call;
    let number = sequence.map_or_else(|| "(not in the log)".to_owned(), |sequence| format!("#{sequence}"));
    let status = status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let by = answered_by.as_deref().or(endpoint.as_ref().map(EndpointId::as_str));
    let by = by.map_or_else(String::new, |by| format!("  by {by}"));
    format!("{number}  {}  {request}  {status}{by}", time(*at))
}

/// The time of day on this machine.
pub(super) fn time(at: Timestamp) -> String {
    TimeZone::system().to_datetime(at).strftime("%H:%M:%S%.3f").to_string()
}

/// The text on one line: line ends with the indents around them become one space.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

/// On one line, and no longer than a sentence bears.
fn shortened(text: &str) -> String {
    let text = one_line(text);
    match text.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}
