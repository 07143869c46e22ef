//! Date patterns: the letters of date-fns and of Java, which mostly agree, for writing dates and for reading them
//! (`date_read`). Where they do not, the letter of the writer's likely tool is taken: `Z` is Java's offset, `X` and `x` are
//! those of both.

use std::fmt::Write;
use std::iter::Peekable;
use std::str::Chars;

use jiff::{Zoned, tz::Offset};

/// The longest pattern, in bytes.
const MAX_PATTERN_BYTES: usize = 256;

pub(super) const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
pub(super) const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A part of a pattern.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A letter, and how often it is repeated.
    Field(char, usize),
    Text(String),
}

pub(super) fn items(pattern: &str) -> Result<Vec<Item>, String> {
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

#[cfg(test)]
mod tests {
    use super::super::date_read::read;
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
}
