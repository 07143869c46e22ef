//! `date`: moments around a reference, which is the clock of the seed. They are written as JavaScript writes a date in JSON:
//! UTC, with milliseconds.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::call::Call;
use super::localized::localized;
use super::method::{Answer, Kind, Method, Parameter, Shape, optional, required};
use super::words::countries::TIME_ZONES;
use super::{FakerError, draw};

/// The earliest and the latest moment written: the years 1 to 9999.
const EARLIEST: i64 = -62_135_596_800_000;
const LATEST: i64 = 253_402_300_799_999;

const DAY: f64 = 86_400_000.0;
const YEAR: f64 = 365.25 * DAY;

const REFERENCE: Parameter = optional("refDate", Kind::Moment, "now", "The moment to reckon from.");
const YEARS: Parameter = optional("years", Kind::Any, "1", "How many years at most: a number, or an object with min and max.");
const DAYS: Parameter = optional("days", Kind::Any, "1", "How many days at most: a number, or an object with min and max.");
const ABBREVIATED: Parameter = optional("abbreviated", Kind::Boolean, "false", "Whether to shorten it.");
const CONTEXT: Parameter =
    optional("context", Kind::Boolean, "false", "Accepted as Faker.js does; our words are the same in a sentence.");

pub(super) static METHODS: &[Method] = &[
    Method::new("date.anytime", "A moment within a year before or after.", Shape::Moment, |call| {
        let reference = call.reference()?;
        Ok(within(call, reference, -YEAR, YEAR))
    })
    .with(&[REFERENCE])
    .positions(0),
    Method::new("date.between", "A moment between two others.", Shape::Moment, |call| {
        let (from, to) = from_to(call)?;
        Ok(moment(call.random.integer(from, to)))
    })
    .with(&[required("from", Kind::Moment, "The first moment."), required("to", Kind::Moment, "The last moment.")])
    .example(r#"[{"from":"2025-01-01","to":"2025-12-31"}]"#),
    Method::new("date.betweens", "Moments between two others, in order.", Shape::List, |call| {
        let (from, to) = from_to(call)?;
        let count = call.count("count", (3, 3))?;
        let mut moments: Vec<i64> = (0..count).map(|_| call.random.integer(from, to)).collect();
        moments.sort_unstable();
        Ok(moments.into_iter().map(moment).collect())
    })
    .with(&[
        required("from", Kind::Moment, "The first moment."),
        required("to", Kind::Moment, "The last moment."),
        optional("count", Kind::Count, "3", "How many."),
    ])
    .example(r#"[{"from":"2025-01-01","to":"2025-12-31","count":2}]"#),
    Method::new("date.birthdate", "The day of birth of an adult.", Shape::Moment, birthdate)
        .with(&[
            optional("mode", Kind::Choice(&["age", "year"]), "age", "Whether min and max are ages or years."),
            optional("min", Kind::Integer, "18", "The lowest age, or the first year."),
            optional("max", Kind::Integer, "80", "The highest age, or the last year."),
            REFERENCE,
        ])
        .positions(0),
    Method::new("date.future", "A moment in the coming year.", Shape::Moment, |call| {
        let (reference, (least, most)) = (call.reference()?, span(call, "years", YEAR)?);
        Ok(within(call, reference, least.max(1000.0), most.max(1000.0)))
    })
    .with(&[YEARS, REFERENCE]),
    Method::text("date.month", "The name of a month.", |call| {
        let calendar = localized(call.locale).calendar;
        let names = if abbreviated(call)? { calendar.short_months } else { calendar.months };
        call.word(names)
    })
    .with(&[ABBREVIATED, CONTEXT])
    .positions(0),
    Method::new("date.past", "A moment in the last year.", Shape::Moment, |call| {
        let (reference, (least, most)) = (call.reference()?, span(call, "years", YEAR)?);
        Ok(within(call, reference, -most.max(1000.0), -least.max(1000.0)))
    })
    .with(&[YEARS, REFERENCE]),
    Method::new("date.recent", "A moment in the last day.", Shape::Moment, |call| {
        let (reference, (least, most)) = (call.reference()?, span(call, "days", DAY)?);
        Ok(within(call, reference, -most.max(1000.0), -least.max(1000.0)))
    })
    .with(&[DAYS, REFERENCE]),
    Method::new("date.soon", "A moment in the coming day.", Shape::Moment, |call| {
        let (reference, (least, most)) = (call.reference()?, span(call, "days", DAY)?);
        Ok(within(call, reference, least.max(1000.0), most.max(1000.0)))
    })
    .with(&[DAYS, REFERENCE]),
    Method::text("date.timeZone", "The name of a time zone.", |call| call.word(TIME_ZONES)),
    Method::text("date.weekday", "The name of a day of the week.", |call| {
        let calendar = localized(call.locale).calendar;
        let names = if abbreviated(call)? { calendar.short_weekdays } else { calendar.weekdays };
        call.word(names)
    })
    .with(&[ABBREVIATED, CONTEXT])
    .positions(0),
];

fn abbreviated(call: &Call<'_>) -> Result<bool, FakerError> {
    call.flag("context", false)?;
    call.flag("abbreviated", false)
}

/// A moment in milliseconds since 1970 as JSON.
pub(super) fn moment(milliseconds: i64) -> Value {
    Value::from(iso(milliseconds))
}

/// A moment as a date and time in UTC.
pub(super) fn civil(milliseconds: i64) -> DateTime {
    let timestamp = Timestamp::from_millisecond(milliseconds.clamp(EARLIEST, LATEST)).unwrap_or(Timestamp::UNIX_EPOCH);
    TimeZone::UTC.to_datetime(timestamp)
}

fn iso(milliseconds: i64) -> String {
    let at = civil(milliseconds);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second(),
        at.millisecond()
    )
}

/// The moment that a value names: a date in ISO 8601 (UTC where it says nothing else), or milliseconds since 1970.
pub(super) fn milliseconds(value: &Value) -> Option<i64> {
    let milliseconds = match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|number| number as i64))?,
        Value::String(text) => {
            let text = text.trim();
            if let Ok(timestamp) = text.parse::<Timestamp>() {
                timestamp.as_millisecond()
            } else if let Ok(at) = text.parse::<DateTime>() {
                TimeZone::UTC.to_timestamp(at).ok()?.as_millisecond()
            } else if let Ok(day) = text.parse::<Date>() {
                TimeZone::UTC.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok()?.as_millisecond()
            } else {
                text.parse().ok()?
            }
        }
        _ => return None,
    };
    (EARLIEST..=LATEST).contains(&milliseconds).then_some(milliseconds)
}

/// A moment between two distances from a reference, in milliseconds.
fn within(call: &mut Call<'_>, reference: i64, first: f64, last: f64) -> Value {
    let bound = |distance: f64| reference.saturating_add(distance as i64).clamp(EARLIEST, LATEST);
    moment(call.random.integer(bound(first), bound(last)))
}

/// The least and the most of a number of years or days, in milliseconds.
fn span(call: &Call<'_>, name: &'static str, unit: f64) -> Result<(f64, f64), FakerError> {
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse::<f64>().ok().filter(|number| number.is_finite()),
        _ => None,
    };
    let (least, most) = match call.any(name) {
        None => (Some(0.0), Some(1.0)),
        Some(Value::Object(range)) => (range.get("min").map_or(Some(0.0), number), range.get("max").map_or(Some(1.0), number)),
        Some(value) => (Some(0.0), number(value)),
    };
    match (least, most) {
        (Some(least), Some(most)) if 0.0 <= least && least <= most && most > 0.0 => Ok((least * unit, most * unit)),
        _ => call.unsuitable(format!("'{name}' must be a number above 0, or an object with such a 'min' and 'max'")),
    }
}

fn from_to(call: &Call<'_>) -> Result<(i64, i64), FakerError> {
    let Some(from) = call.moment("from")? else { return call.missing("from") };
    let Some(to) = call.moment("to")? else { return call.missing("to") };
    if from > to {
        return call.unsuitable("'from' must not be later than 'to'");
    }
    Ok((from, to))
}

fn birthdate(call: &mut Call<'_>) -> Answer {
    let reference = civil(call.reference()?);
    let by_year = call.choice("mode")? == Some("year");
    let default = if by_year { (i64::from(reference.year()) - 80, i64::from(reference.year()) - 18) } else { (18, 80) };
    let limits = if by_year { (1, 9999) } else { (0, 150) };
    let low = call.integer("min", limits.0, limits.1)?.unwrap_or(default.0);
    let high = call.integer("max", limits.0, limits.1)?.unwrap_or(default.1);
    if low > high {
        return call.unsuitable(format!("'min' must not be above 'max', but they are {low} and {high}"));
    }
    let day = |year: i64, month: i8, day: i8| {
        let date = i16::try_from(year).ok().and_then(|year| Date::new(year, month, day).ok())?;
        TimeZone::UTC.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok().map(Timestamp::as_millisecond)
    };
    let (first, last) = if by_year {
        (day(low, 1, 1), day(high, 12, 31))
    } else {
        // Somebody is of an age from that birthday to the day before the next. The 28th is a day of every month.
        let (year, month, today) = (i64::from(reference.year()), reference.month(), reference.day().min(28));
        (day(year - high - 1, month, today).map(|day| day + DAY as i64 * 4), day(year - low, month, today))
    };
    let (first, last) = (first.unwrap_or(EARLIEST), last.unwrap_or(LATEST));
    Ok(moment(call.random.integer(first, last.max(first))))
}

/// A moment like `Sun Nov 22 21:19:52 2026 +0900`, as git writes it.
pub(super) fn in_git(call: &mut Call<'_>, milliseconds: i64) -> String {
    let at = civil(milliseconds);
    let names = &super::words::calendar::EN;
    let weekday = names.short_weekdays.get(at.weekday().to_sunday_zero_offset() as usize).copied().unwrap_or_default();
    let month = names.short_months.get(at.month() as usize - 1).copied().unwrap_or_default();
    let offset = call.random.integer(-11, 12);
    format!(
        "{weekday} {month} {} {:02}:{:02}:{:02} {:04} {}{:02}00",
        at.day(),
        at.hour(),
        at.minute(),
        at.second(),
        at.year(),
        if offset < 0 { '-' } else { '+' },
        offset.abs()
    )
}

/// A moment within the last day, in milliseconds.
pub(super) fn recent(call: &mut Call<'_>) -> Result<i64, FakerError> {
    let reference = call.reference()?;
    Ok(reference.saturating_sub((draw::decimal(call.random, 1000.0, DAY, 0)) as i64).clamp(EARLIEST, LATEST))
}
