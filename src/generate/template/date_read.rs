//! Reading dates: in the forms that people and machines write them, or by a pattern.

use jiff::{
    Timestamp, Zoned,
    civil::{Date, DateTime, Time},
    tz::{Offset, TimeZone},
};

use super::date_format::{DAYS, Item, MONTHS, items};

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
    use super::super::date_format::format;
    use super::*;

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
