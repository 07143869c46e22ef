//! Date patterns: the letters of date-fns and of Java, which mostly agree, for writing dates and for reading them. Where they
//! do not, the letter of the writer's likely tool is taken: `Z` is Java's offset, `X` and `x` are those of both.

use std::fmt::Write;
use std::iter::Peekable;
use std::str::Chars;

use jiff::{
    Timestamp, Zoned,
    civil::{Date, DateTime, Time},
    tz::{Offset, TimeZone},
};

/// The longest pattern, in bytes.
const MAX_PATTERN_BYTES: usize = 256;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A part of a pattern.
#[derive(Debug, PartialEq, Eq)]
enum Item {
    /// A letter, and how often it is repeated.
    Field(char, usize),
    Text(String),
}

fn items(pattern: &str) -> Result<Vec<Item>, String> {
    if pattern.len() > MAX_PATTERN_BYTES {
        return Err(format!("a date pattern is longer than {MAX_PATTERN_BYTES} bytes"));
    }
    let mut items = Vec::new();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\'' => items.push(Item::Text(quoted(&mut characters))),
            letter if letter.is_ascii_alphabetic() => {
                let mut count = 1;
                while characters.next_if_eq(&letter).is_some() {
                    count += 1;
                }
                if letter == 'd' && count == 1 && characters.next_if_eq(&'o').is_some() {
                    items.push(Item::Field('o', 1));
                } else {
                    items.push(Item::Field(letter, count));
                }
            }
            other => items.push(Item::Text(other.to_string())),
        }
    }
    Ok(items)
}

/// The text up to the closing quote; two quotes are one.
fn quoted(characters: &mut Peekable<Chars<'_>>) -> String {
    if characters.next_if_eq(&'\'').is_some() {
        return "'".to_owned();
    }
    let mut text = String::new();
    while let Some(character) = characters.next() {
        if character != '\'' {
            text.push(character);
        } else if characters.next_if_eq(&'\'').is_some() {
            text.push('\'');
        } else {
            break;
        }
    }
    text
}

fn name(names: &'static [&'static str], number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

/// An offset from UTC: with `Z` for zero if wanted, and with a colon if wanted.
fn offset(offset: Offset, has_z: bool, has_colon: bool, is_short: bool) -> String {
    let seconds = offset.seconds();
    if seconds == 0 && has_z {
        return "Z".to_owned();
    }
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
    match (is_short && minutes == 0, has_colon) {
        (true, _) => format!("{sign}{hours:02}"),
        (_, true) => format!("{sign}{hours:02}:{minutes:02}"),
        (_, false) => format!("{sign}{hours:02}{minutes:02}"),
    }
}

fn ordinal(number: i8) -> String {
    let suffix = match (number % 10, number) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}

/// Writes a date by a pattern.
pub(super) fn format(date: &Zoned, pattern: &str) -> Result<String, String> {
    match pattern {
        "epoch" => return Ok(date.timestamp().as_millisecond().to_string()),
        "unix" => return Ok(date.timestamp().as_second().to_string()),
        "full" => return format(date, "EEEE, MMMM d, yyyy"),
        "long" => return format(date, "MMMM d, yyyy"),
        "medium" => return format(date, "MMM d, yyyy"),
        "short" => return format(date, "M/d/yy"),
        _ => {}
    }
    let mut output = String::new();
    for item in items(pattern)? {
        match item {
            Item::Text(text) => output.push_str(&text),
            Item::Field(letter, count) => field(&mut output, date, letter, count).ok_or_else(|| {
                format!("the date pattern '{pattern}' has the unknown letter '{letter}'; put texts between ' and '")
            })?,
        }
    }
    Ok(output)
}

fn field(output: &mut String, date: &Zoned, letter: char, count: usize) -> Option<()> {
    let width = count.min(20);
    let mut number = |value: i64| write!(output, "{value:0width$}").ok();
    let hour = i64::from(date.hour());
    match letter {
        'y' | 'u' | 'Y' if count == 2 => number(i64::from(date.year()).rem_euclid(100)),
        'y' | 'u' | 'Y' => number(i64::from(date.year())),
        'R' => number(i64::from(date.date().iso_week_date().year())),
        'Q' | 'q' => number(i64::from((date.month() - 1) / 3 + 1)),
        'M' | 'L' if count <= 2 => number(i64::from(date.month())),
        'M' | 'L' => word(output, name(&MONTHS, date.month()), count),
        'w' | 'I' => number(i64::from(date.date().iso_week_date().week())),
        'd' if count <= 2 => number(i64::from(date.day())),
        // Not a pattern of either, but often meant.
        'd' => word(output, name(&DAYS, date.weekday().to_monday_one_offset()), count),
        'o' => write!(output, "{}", ordinal(date.day())).ok(),
        'D' => number(i64::from(date.day_of_year())),
        'E' => word(output, name(&DAYS, date.weekday().to_monday_one_offset()), count.max(3)),
        'e' | 'c' if count <= 2 => number(i64::from(date.weekday().to_sunday_one_offset())),
        'i' if count <= 2 => number(i64::from(date.weekday().to_monday_one_offset())),
        'e' | 'c' | 'i' => word(output, name(&DAYS, date.weekday().to_monday_one_offset()), count),
        'a' | 'b' | 'B' => {
            let text = match (hour < 12, count) {
                (true, 1 | 2) => "AM",
                (false, 1 | 2) => "PM",
                (true, 3) => "am",
                (false, 3) => "pm",
                (true, _) => "a.m.",
                (false, _) => "p.m.",
            };
            write!(output, "{text}").ok()
        }
        'h' => number((hour + 11) % 12 + 1),
        'H' => number(hour),
        'K' => number(hour % 12),
        'k' => number((hour + 23) % 24 + 1),
        'm' => number(i64::from(date.minute())),
        's' => number(i64::from(date.second())),
        'S' => {
            let digits = format!("{:09}", date.subsec_nanosecond());
            digits.chars().chain(std::iter::repeat('0')).take(width).for_each(|digit| output.push(digit));
            Some(())
        }
        'X' | 'x' => {
            output.push_str(&offset(date.offset(), letter == 'X', matches!(count, 3 | 5), count == 1));
            Some(())
        }
        'Z' => {
            output.push_str(&offset(date.offset(), false, count == 5, false));
            Some(())
        }
        'z' | 'O' | 'V' | 'v' => {
            let zone = date.time_zone().iana_name().filter(|_| letter != 'O');
            match zone {
                Some(zone) => output.push_str(zone),
                None if date.offset().seconds() == 0 => output.push_str("UTC"),
                None => output.push_str(&format!("GMT{}", offset(date.offset(), false, true, false))),
            }
            Some(())
        }
        'G' => {
            output.push_str(if date.year() > 0 { "AD" } else { "BC" });
            Some(())
        }
        'T' => write!(output, "{}", date.timestamp().as_millisecond()).ok(),
        't' => write!(output, "{}", date.timestamp().as_second()).ok(),
        'P' => {
            let pattern = ["MM/dd/yyyy", "MMM d, yyyy", "MMMM do, yyyy", "EEEE, MMMM do, yyyy"].get(count.min(4) - 1)?;
            output.push_str(&format(date, pattern).ok()?);
            Some(())
        }
        'p' => {
            output.push_str(&format(date, if count == 1 { "h:mm aa" } else { "h:mm:ss aa" }).ok()?);
            Some(())
        }
        _ => None,
    }
}

/// A name: three letters, all, one, or two, as the number of letters of the pattern says.
fn word(output: &mut String, name: &str, count: usize) -> Option<()> {
    let length = match count {
        3 => 3,
        5 => 1,
        6 => 2,
        _ => name.len(),
    };
    output.push_str(name.get(..length)?);
    Some(())
}

/// Reads a date: as ISO 8601 in any of its usual forms, as in mail, or as milliseconds since 1970. UTC where it does not say.
pub(super) fn read(text: &str) -> Option<Zoned> {
    let text = text.trim();
    let at_utc = |date: DateTime| date.to_zoned(TimeZone::UTC).ok();
    if let Ok(moment) = text.parse::<Timestamp>() {
        let offset = text.get(11..).and_then(|time| time.rfind(['+', '-']).and_then(|at| time.get(at..)));
        let zone = offset.and_then(|offset| format!("2000-01-01T00:00{offset}[{offset}]").parse::<Zoned>().ok());
        return Some(moment.to_zoned(zone.map_or(TimeZone::UTC, |zone| zone.time_zone().clone())));
    }
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_year {
        return at_utc(Date::new(text.parse().ok()?, 1, 1).ok()?.at(0, 0, 0, 0));
    }
    if let Ok(number) = text.parse::<i64>() {
        return Some(Timestamp::from_millisecond(number).ok()?.to_zoned(TimeZone::UTC));
    }
    if let Ok(date) = text.parse::<DateTime>() {
        return at_utc(date);
    }
    if let Some((year, month)) = text.split_once('-')
        && let (Ok(year), Ok(month)) = (year.parse(), month.parse())
    {
        return at_utc(Date::new(year, month, 1).ok()?.at(0, 0, 0, 0));
    }
    if let Ok(date) = jiff::fmt::rfc2822::parse(text) {
        return Some(date);
    }
    ["yyyy/MM/dd", "MM/dd/yyyy", "MMMM d, yyyy", "MMM d, yyyy", "MMMM d yyyy", "d MMMM yyyy", "d MMM yyyy"]
        .iter()
        .find_map(|pattern| read_by(text, pattern).ok())
}

/// What was read of a date so far.
#[derive(Debug)]
struct Parts {
    year: i16,
    month: i8,
    day: i8,
    hour: i8,
    minute: i8,
    second: i8,
    nanosecond: i32,
    is_afternoon: Option<bool>,
    offset: Option<Offset>,
}

/// Reads a date by a pattern.
pub(super) fn read_by(text: &str, pattern: &str) -> Result<Zoned, String> {
    let wrong = || format!("'{text}' is no date like '{pattern}'");
    let number = text.trim().parse::<i64>();
    match pattern {
        "epoch" => return Timestamp::from_millisecond(number.map_err(|_| wrong())?).map(to_utc).map_err(|_| wrong()),
        "unix" => return Timestamp::from_second(number.map_err(|_| wrong())?).map(to_utc).map_err(|_| wrong()),
        _ => {}
    }
    let mut rest = text;
    let mut parts =
        Parts { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, nanosecond: 0, is_afternoon: None, offset: None };
    for item in items(pattern)? {
        match item {
            Item::Text(expected) => rest = rest.strip_prefix(expected.as_str()).ok_or_else(wrong)?,
            Item::Field(letter, count) => rest = parts.take(rest, letter, count).ok_or_else(wrong)?,
        }
    }
    if !rest.trim().is_empty() {
        return Err(wrong());
    }
    parts.finish().ok_or_else(wrong)
}

fn to_utc(moment: Timestamp) -> Zoned {
    moment.to_zoned(TimeZone::UTC)
}

fn digits(text: &str, most: usize) -> Option<(i64, &str)> {
    let end = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    Some((text.get(..end)?.parse().ok()?, text.get(end..)?))
}

fn one_of<'t>(text: &'t str, names: &[&str]) -> Option<(i8, &'t str)> {
    let starts = |wanted: &str| text.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted));
    for (index, name) in names.iter().enumerate() {
        let found = if starts(name) {
            name.len()
        } else if starts(name.get(..3)?) {
            3
        } else {
            continue;
        };
        return Some((i8::try_from(index + 1).ok()?, text.get(found..)?));
    }
    None
}

impl Parts {
    /// Takes one field from the front of a text.
    fn take<'t>(&mut self, text: &'t str, letter: char, count: usize) -> Option<&'t str> {
        let small = |most: usize| digits(text, most).and_then(|(value, rest)| Some((i8::try_from(value).ok()?, rest)));
        let rest;
        match letter {
            'y' | 'u' | 'Y' => {
                let (value, after) = digits(text, if count == 2 { 2 } else { 4 })?;
                let century = if count != 2 {
                    0
                } else if value < 70 {
                    2000
                } else {
                    1900
                };
                (self.year, rest) = (i16::try_from(value + century).ok()?, after);
            }
            'M' | 'L' if count <= 2 => (self.month, rest) = small(2)?,
            'M' | 'L' => (self.month, rest) = one_of(text, &MONTHS)?,
            'd' => (self.day, rest) = small(2)?,
            'E' => (_, rest) = one_of(text, &DAYS)?,
            'h' | 'H' | 'K' | 'k' => (self.hour, rest) = small(2)?,
            'm' => (self.minute, rest) = small(2)?,
            's' => (self.second, rest) = small(2)?,
            'S' => {
                let length = text.bytes().take(9).take_while(u8::is_ascii_digit).count();
                let fraction = text.get(..length)?;
                self.nanosecond = format!("{fraction:0<9}").parse().ok()?;
                rest = text.get(length..)?;
            }
            'a' => {
                self.is_afternoon = Some(text.get(..1)?.eq_ignore_ascii_case("p"));
                rest = text.get(2..)?;
            }
            'X' | 'x' | 'Z' | 'z' => {
                if let Some(after) =
                    text.strip_prefix('Z').or_else(|| text.strip_prefix("UTC")).or_else(|| text.strip_prefix("GMT"))
                {
                    (self.offset, rest) = (Some(Offset::UTC), after);
                } else {
                    let sign = if text.starts_with('-') { -1 } else { 1 };
                    let (hours, after) = digits(text.get(1..)?, 2)?;
                    let after = after.strip_prefix(':').unwrap_or(after);
                    let (minutes, after) = digits(after, 2).unwrap_or((0, after));
                    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
                    (self.offset, rest) = (Some(Offset::from_seconds(sign * seconds).ok()?), after);
                }
            }
            _ => return None,
        }
        Some(rest)
    }

    fn finish(self) -> Option<Zoned> {
        let hour = match self.is_afternoon {
            Some(is_afternoon) => self.hour % 12 + if is_afternoon { 12 } else { 0 },
            None => self.hour % 24,
        };
        let time = Time::new(hour, self.minute, self.second, self.nanosecond).ok()?;
        let date = Date::new(self.year, self.month, self.day).ok()?.to_datetime(time);
        let zone = self.offset.filter(|offset| *offset != Offset::UTC).map_or(TimeZone::UTC, TimeZone::fixed);
        date.to_zoned(zone).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment() -> Zoned {
        read("2024-03-05T16:07:09.123Z").unwrap()
    }

    #[test]
    fn patterns_write_dates() {
        for (pattern, expected) in [
            ("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", "2024-03-05T16:07:09.123+00:00"),
            ("yyyy-MM-dd'T'HH:mm:ssXXX", "2024-03-05T16:07:09Z"),
            ("yyyy-MM-dd HH:mm:ssZ", "2024-03-05 16:07:09+0000"),
            ("EEEE, MMMM do yy", "Tuesday, March 5th 24"),
            ("EEE d MMM h:mm a", "Tue 5 Mar 4:07 PM"),
            ("hh 'o''clock'", "04 o'clock"),
            ("Q D w i", "1 65 10 2"),
            ("epoch", "1709654829123"),
            ("unix", "1709654829"),
            ("T t", "1709654829123 1709654829"),
            ("P", "03/05/2024"),
            ("short", "3/5/24"),
            ("kk KK z", "16 04 UTC"),
        ] {
            assert_eq!(format(&moment(), pattern).as_deref(), Ok(expected), "{pattern}");
        }
        assert!(format(&moment(), "yyyy N").unwrap_err().contains("unknown letter 'N'"));
    }

    #[test]
    fn dates_are_read_in_many_forms() {
        for (text, expected) in [
            ("2019", "2019-01-01T00:00:00+00:00"),
            ("2019-05", "2019-05-01T00:00:00+00:00"),
            ("2019-05-06", "2019-05-06T00:00:00+00:00"),
            ("2019-05-06T07:08", "2019-05-06T07:08:00+00:00"),
            ("2019-05-06 07:08:09", "2019-05-06T07:08:09+00:00"),
            ("2019-05-06T07:08:09+02:00", "2019-05-06T07:08:09+02:00"),
            ("1709654829123", "2024-03-05T16:07:09+00:00"),
            ("Tue, 5 Mar 2024 16:07:09 +0000", "2024-03-05T16:07:09+00:00"),
            ("March 5, 2024", "2024-03-05T00:00:00+00:00"),
        ] {
            let read = read(text).map(|date| format(&date, "yyyy-MM-dd'T'HH:mm:ssxxx").unwrap());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
        assert!(read("nonsense").is_none());
        assert!(read("2019-13-40").is_none());
    }

    #[test]
    fn patterns_read_dates() {
        for (text, pattern, expected) in [
            ("10/11/2021", "dd/MM/yyyy", "2021-11-10T00:00:00"),
            ("5 Mar 24 4:07 PM", "d MMM yy h:mm a", "2024-03-05T16:07:00"),
            ("1577964091000", "epoch", "2020-01-02T11:21:31"),
            ("1577964091", "unix", "2020-01-02T11:21:31"),
        ] {
            let read = read_by(text, pattern).map(|date| format(&date, "yyyy-MM-dd'T'HH:mm:ss").unwrap());
            assert_eq!(read.as_deref(), Ok(expected), "{text}");
        }
        assert!(read_by("32/01/2021", "dd/MM/yyyy").is_err());
        assert!(read_by("1/1/2021x", "d/M/yyyy").is_err());
    }
}
