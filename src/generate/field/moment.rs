//! Moments of one object, in the order that their names imply. Every kind of moment has a place on a line of time: what
//! comes earlier on it is never later in a value, whatever the seed. `created_at` begins the line; the moments of the past
//! share the time between it and now, those of the future the months after now.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::DateTimePrinter;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::kind::{Hint, JsonType};
use crate::generate::random::Random;

/// A day, in seconds.
pub(super) const DAY_S: i64 = 86_400;

/// Where a moment lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// The birth of a person.
    Birth,
    /// The beginning of the line: between a year and a few days ago.
    Created,
    /// Between the beginning and now: one of [`PAST_STEPS`] steps, the first being 0.
    Past(i64),
    /// The current moment.
    Now,
    /// After now: one of [`FUTURE_STEPS`] steps.
    Future(i64),
    /// The beginning of a span around now.
    Start,
    /// The end of that span.
    End,
}

/// Into how many steps the past is divided.
pub(super) const PAST_STEPS: i64 = 12;

/// Into how many steps the future is divided.
pub(super) const FUTURE_STEPS: i64 = 4;

/// The moments that one object has settled, in seconds since 1970.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Timeline {
    created: Option<i64>,
    span: Option<(i64, i64)>,
}

impl Timeline {
    /// When the object came about.
    pub(super) fn created(&mut self, random: &mut Random) -> i64 {
        let now = random.now().as_second();
        *self.created.get_or_insert_with(|| now - random.integer(3 * DAY_S, 400 * DAY_S))
    }

    /// Beginning and end of the object's span.
    pub(super) fn span(&mut self, random: &mut Random, whole_days: bool) -> (i64, i64) {
        let now = random.now().as_second();
        *self.span.get_or_insert_with(|| {
            let quarter_hour = 900;
            let start = (now + random.integer(-30 * DAY_S, 60 * DAY_S)).div_euclid(quarter_hour) * quarter_hour;
            let length = if whole_days { random.integer(1, 30) * DAY_S } else { random.integer(1, 32) * quarter_hour };
            (start, start + length)
        })
    }

    /// A moment, in seconds since 1970.
    pub(super) fn second(&mut self, when: When, whole_days: bool, random: &mut Random) -> i64 {
        let now = random.now().as_second();
        match when {
            When::Birth => now - random.integer(18 * 366, 80 * 365) * DAY_S,
            When::Created => self.created(random),
            When::Past(step) => {
                let created = self.created(random);
                created + within_step(now - created, step, PAST_STEPS, random)
            }
            When::Now => now,
            When::Future(step) => now + within_step(360 * DAY_S, step, FUTURE_STEPS, random),
            When::Start => self.span(random, whole_days).0,
            When::End => self.span(random, whole_days).1,
        }
    }
}

/// Seconds into a stretch of time that lie within one of its steps.
fn within_step(stretch: i64, step: i64, steps: i64, random: &mut Random) -> i64 {
    let step = step.clamp(0, steps - 1);
    random.integer(stretch * step / steps + 1, (stretch * (step + 1) / steps).max(1))
}

/// The forms a moment is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `2025-01-01T10:00:00Z`
    DateTime,
    /// `2025-01-01`
    Date,
    /// `10:00:00`
    Time,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
}

/// The form that a field's name, type and format ask for.
pub(super) fn form(name: &str, hint: &Hint<'_>) -> Form {
    let numeric = matches!(hint.json_type, Some(JsonType::Integer | JsonType::Number));
    if numeric {
        return if ends_with(name, &["ms", "millis", "milliseconds"]) { Form::Milliseconds } else { Form::Seconds };
    }
    match hint.format {
        Some("date") => Form::Date,
        Some("date-time") => Form::DateTime,
        Some("time") => Form::Time,
        _ if ends_with(name, &["date", "on", "day", "birthday", "dob", "birth"]) => Form::Date,
        _ => Form::DateTime,
    }
}

/// Whether the last word of a name, in whatever style, is one of these.
fn ends_with(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let Some(at) = name.len().checked_sub(word.len()) else { return false };
        let (Some(before), Some(end)) = (name.get(..at), name.get(at..)) else { return false };
        let begins =
            before.chars().next_back().is_none_or(|last| !last.is_alphanumeric() || last.is_lowercase() && starts_upper(end));
        begins && end.eq_ignore_ascii_case(word)
    })
}

fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

fn timestamp(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A moment on the calendar, in UTC.
pub(super) fn utc(second: i64) -> DateTime {
    TimeZone::UTC.to_datetime(timestamp(second))
}

/// Writes a moment.
pub(super) fn write(second: i64, form: Form) -> Value {
    const PRINTER: DateTimePrinter = DateTimePrinter::new();
    match form {
        Form::Seconds => second.into(),
        Form::Milliseconds => second.saturating_mul(1000).into(),
        Form::DateTime => PRINTER.timestamp_to_string(&timestamp(second)).into(),
        Form::Date => PRINTER.date_to_string(&utc(second).date()).into(),
        Form::Time => {
            let time = utc(second).time();
            format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second()).into()
        }
    }
}
