//! Dates as requests write them: RFC 3339, the three forms of HTTP dates, and plain dates and times taken as UTC.

use jiff::{Timestamp, civil, fmt::rfc2822, fmt::strtime, tz::TimeZone};

/// The obsolete HTTP date forms that every recipient must still read (RFC 9110, 5.6.7).
const OLD_HTTP_DATES: [&str; 2] = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// Reads a date; none where the text is not one. A date without a time is its first moment.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let in_utc = |time: civil::DateTime| time.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    text.parse::<Timestamp>()
        .ok()
        .or_else(|| text.parse::<civil::DateTime>().ok().and_then(in_utc))
        .or_else(|| rfc2822::DateTimeParser::new().parse_timestamp(text).ok())
        .or_else(|| {
            OLD_HTTP_DATES.iter().find_map(|format| strtime::parse(format, text).ok()?.to_datetime().ok().and_then(in_utc))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_of_a_moment_are_the_same() {
        let expected: Timestamp = "1994-11-06T08:49:37Z".parse().unwrap();
        for text in [
            "1994-11-06T08:49:37Z",
            "1994-11-06T09:49:37+01:00",
            "1994-11-06 08:49:37Z",
            "1994-11-06T08:49:37",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(parse(text), Some(expected), "{text}");
        }
        assert_eq!(parse("1994-11-06"), Some("1994-11-06T00:00:00Z".parse().unwrap()));
        for text in ["", "yesterday", "1994", "12:00", "1994-13-01", "784111777"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
