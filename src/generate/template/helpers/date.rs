//! Helpers for dates. Dates are texts in ISO 8601, in UTC unless they say otherwise; what the clock says is in the seed.

use jiff::{Span, ToSpan, Unit, Zoned, tz::TimeZone, tz::TimeZoneDatabase};
use serde_json::Value;

use super::super::{
    date_format::format,
    date_read::{read, read_by},
    registry::{Arguments, BlockUse, Family, Helper},
    render::State,
    value,
};

const F: Family = Family::Date;
type Answer = Result<Value, String>;

/// What Mockoon writes where no format is given.
const PRECISE: &str = "yyyy-MM-dd'T'HH:mm:ss.SSSxxx";
/// What WireMock writes where no format is given.
const PLAIN: &str = "yyyy-MM-dd'T'HH:mm:ssXXX";

pub(super) static HELPERS: &[Helper] = &[
    Helper::new(F, "now", "format offset='3 days' timezone=…", (0, 1), now).dynamic().says(
        "What the clock says.",
        "{{now 'yyyy-MM-dd'}}",
        "2025-06-15",
    ),
    Helper::new(F, "date", "from to format", (1, 3), date).says(
        "A random date between two; or a date in another format, with offset= or timezone=.",
        "{{date '2024-01-31' offset='1 months' format='yyyy-MM-dd'}}",
        "2024-02-29",
    ),
    Helper::new(F, "time", "from to format='HH:mm'", (2, 3), time).dynamic().says(
        "A random time between two.",
        "{{time '09:00' '17:00'}}",
        "12:30",
    ),
    Helper::new(F, "dateFormat", "date format", (1, 2), date_format).says(
        "A date in another format.",
        "{{dateFormat '2024-03-05' 'dd.MM.yyyy'}}",
        "05.03.2024",
    ),
    Helper::new(F, "dateTimeShift", "date=… format=… years=… months=… days=… hours=… minutes=… seconds=…", (0, 0), shift).says(
        "A date that is later or earlier; without a date, from now.",
        "{{dateTimeShift date='2024-02-28' format='yyyy-MM-dd' days=2}}",
        "2024-03-01",
    ),
    Helper::new(F, "parseDate", "text format=… timezone=…", (1, 1), parse_date).says(
        "The date that a text in a format stands for.",
        "{{parseDate '10/11/2021' format='dd/MM/yyyy'}}",
        "2021-11-10T00:00:00Z",
    ),
    Helper::new(F, "truncateDate", "date unit", (2, 2), truncate).says(
        "The beginning of what a date is in, such as 'first day of month' or 'first hour of day'.",
        "{{truncateDate '2024-03-05' 'last day of month'}}",
        "2024-03-31T00:00:00Z",
    ),
    Helper::new(F, "isValidDate", "text", (1, 1), is_valid).block(BlockUse::Condition).says(
        "Whether a text is a date.",
        "{{isValidDate '2024-02-30'}}",
        "false",
    ),
    Helper::new(F, "timestamp", "date", (0, 1), timestamp).dynamic().says(
        "Milliseconds since 1970, of now or of a date.",
        "{{timestamp '1970-01-02'}}",
        "86400000",
    ),
];

fn known(value: &Value) -> Result<Zoned, String> {
    let text = value::text(value);
    read(&text).ok_or_else(|| format!("'{text}' is no date; write it as 2024-03-05 or 2024-03-05T16:07:09Z"))
}

fn current(state: &mut State<'_>) -> Zoned {
    state.now().to_zoned(TimeZone::UTC)
}

/// A time zone by its name or offset. The names are part of the program, so that they mean the same on every machine.
fn zone(name: &str) -> Result<TimeZone, String> {
    if let Ok(zone) = TimeZoneDatabase::bundled().get(name) {
        return Ok(zone);
    }
    let offset = format!("2000-01-01T00:00{name}[{name}]").parse::<Zoned>();
    offset
        .map(|date| date.time_zone().clone())
        .map_err(|_| format!("there is no time zone '{name}'; write Europe/Berlin or +02:00"))
}

/// `3 days`, `-24 seconds`.
fn span(text: &str) -> Result<Span, String> {
    let wrong = || format!("'{text}' is no offset; write it as '3 days' or '-1 months'");
    let (number, unit) = text.trim().split_once(char::is_whitespace).ok_or_else(wrong)?;
    let number: i64 = number.parse().map_err(|_| wrong())?;
    let span = match unit.trim().trim_end_matches('s') {
        "year" => Span::new().try_years(number),
        "month" => Span::new().try_months(number),
        "week" => Span::new().try_weeks(number),
        "day" => Span::new().try_days(number),
        "hour" => Span::new().try_hours(number),
        "minute" => Span::new().try_minutes(number),
        "second" => Span::new().try_seconds(number),
        "milli" | "millisecond" => Span::new().try_milliseconds(number),
        _ => return Err(wrong()),
    };
    span.map_err(|_| format!("the offset '{text}' is too large"))
}

fn later(date: &Zoned, span: Span) -> Result<Zoned, String> {
    date.checked_add(span).map_err(|_| "this date is outside the years -9999 to 9999".to_owned())
}

/// A moment that is later by an offset such as `3 days`.
pub(super) fn moved(moment: jiff::Timestamp, offset: &str) -> Result<jiff::Timestamp, String> {
    Ok(later(&moment.to_zoned(TimeZone::UTC), span(offset)?)?.timestamp())
}

/// WireMock's options: offset, timezone and format.
fn adjusted(mut date: Zoned, a: &Arguments<'_>, format_given: Option<&str>, usual: &str) -> Answer {
    if let Some(offset) = a.named_text("offset") {
        date = later(&date, span(&offset)?)?;
    }
    if let Some(name) = a.named_text("timezone") {
        date = date.with_time_zone(zone(&name)?);
    }
    let named = a.named_text("format");
    let pattern = format_given.or(named.as_deref()).unwrap_or(usual);
    format(&date, pattern).map(Value::from)
}

fn now(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let usual = if a.named.is_empty() { PRECISE } else { PLAIN };
    let pattern = a.get(0).map(value::text).filter(|pattern| !pattern.is_empty());
    adjusted(current(state), a, pattern.as_deref(), usual)
}

fn date(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let from = known(a.value(0))?;
    if a.len() < 2 {
        return adjusted(from, a, None, PLAIN);
    }
    let to = known(a.value(1))?;
    let (first, last) = (from.timestamp().as_millisecond(), to.timestamp().as_millisecond());
    let moment = state.random().integer(first, last);
    let moment = jiff::Timestamp::from_millisecond(moment).map_err(|error| error.to_string())?.to_zoned(TimeZone::UTC);
    let pattern = a.get(2).map(value::text);
    adjusted(moment, a, pattern.as_deref(), PRECISE)
}

fn time(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let moment = |index| {
        let text = a.text(index);
        let time = format!("1970-01-01T{text}").parse::<jiff::civil::DateTime>();
        time.ok()
            .and_then(|time| time.to_zoned(TimeZone::UTC).ok())
            .or_else(|| read(&text))
            .ok_or_else(|| format!("'{text}' is no time"))
    };
    let (first, last) = (moment(0)?.timestamp().as_second(), moment(1)?.timestamp().as_second());
    let chosen = jiff::Timestamp::from_second(state.random().integer(first, last)).map_err(|error| error.to_string())?;
    let pattern = a.get(2).map_or("HH:mm".into(), value::text);
    format(&chosen.to_zoned(TimeZone::UTC), &pattern).map(Value::from)
}

fn date_format(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let pattern = a.get(1).map(value::text);
    adjusted(known(a.value(0))?, a, pattern.as_deref(), "medium")
}

fn shift(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let mut date = match a.named("date") {
        Some(date) => known(date)?,
        None => current(state),
    };
    for unit in ["years", "months", "weeks", "days", "hours", "minutes", "seconds"] {
        if let Some(number) = a.named_integer(unit) {
            date = later(&date, span(&format!("{number} {unit}"))?)?;
        }
    }
    let pattern = a.named_text("format");
    format(&date, pattern.as_deref().unwrap_or(PRECISE)).map(Value::from)
}

fn parse_date(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let date = match a.named_text("format") {
        Some(pattern) => read_by(&a.text(0), &pattern)?,
        None => known(a.value(0))?,
    };
    let date = match a.named_text("timezone") {
        // What was written is the local time there.
        Some(name) => date.datetime().to_zoned(zone(&name)?).map_err(|error| error.to_string())?,
        None => date,
    };
    format(&date, PLAIN).map(Value::from)
}

fn truncate(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let date = known(a.value(0))?;
    let outside = |_| "this date is outside the years -9999 to 9999".to_owned();
    let day = date.start_of_day().map_err(outside)?;
    let month = day.first_of_month().map_err(outside)?;
    let year = day.first_of_year().map_err(outside)?;
    let date = match &*a.text(1) {
        "first second of minute" => {
            date.round(jiff::ZonedRound::new().smallest(Unit::Minute).mode(jiff::RoundMode::Trunc)).map_err(outside)?
        }
        "first minute of hour" => {
            date.round(jiff::ZonedRound::new().smallest(Unit::Hour).mode(jiff::RoundMode::Trunc)).map_err(outside)?
        }
        "first hour of day" => day,
        "first day of month" => month,
        "first day of next month" => later(&month, 1.month())?,
        "last day of month" => day.last_of_month().map_err(outside)?,
        "first day of year" => year,
        "first day of next year" => later(&year, 1.year())?,
        "last day of year" => day.last_of_year().map_err(outside)?,
        other => return Err(format!("'truncateDate' knows no '{other}'; write 'first day of month' or the like")),
    };
    format(&date, PLAIN).map(Value::from)
}

fn is_valid(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(read(&a.text(0)).is_some().into())
}

fn timestamp(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let date = match a.get(0) {
        Some(date) => known(date)?,
        None => current(state),
    };
    Ok(date.timestamp().as_millisecond().into())
}
