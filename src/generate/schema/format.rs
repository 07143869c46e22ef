//! Text of the formats that JSON Schema and OpenAPI name: usual values, and values of a wanted length. Their limits are in
//! `format_limits`.

use std::sync::OnceLock;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use jsonschema::Validator;
use serde_json::{Value, json};

use super::{format_limits, words};
use crate::generate::random::Random;

/// The formats that are known. Others say nothing.
const KNOWN: [&str; 28] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uri-template",
    "uuid",
    "json-pointer",
    "relative-json-pointer",
    "regex",
    "byte",
    "binary",
    "base64",
    "password",
    "json",
    "base64-json",
    "url",
    "decimal",
    "int64-text",
];

/// Checks whether text has one format.
#[derive(Debug)]
pub(super) struct Format {
    pub(super) name: &'static str,
    validator: OnceLock<Option<Validator>>,
}

impl Format {
    /// The format of a name, if it is known.
    pub(super) fn named(name: &str) -> Option<Self> {
        // Where a client is meant to read numbers out of text.
        let name = match name {
            "int32" | "int64" | "integer" => "int64-text",
            "float" | "double" | "number" => "decimal",
            other => other,
        };
        KNOWN.into_iter().find(|known| *known == name).map(|name| Self { name, validator: OnceLock::new() })
    }

    /// Whether a text has this format, as far as a checker would look.
    pub(super) fn matches(&self, value: &Value) -> bool {
        let Value::String(text) = value else { return false };
        match self.name {
            "json" => return serde_json::from_str::<Value>(text).is_ok(),
            "base64" | "byte" => return decoded(text).is_some(),
            "base64-json" => return decoded(text).is_some_and(|bytes| serde_json::from_slice::<Value>(&bytes).is_ok()),
            _ => {}
        }
        let validator = self.validator.get_or_init(|| {
            jsonschema::options().should_validate_formats(true).offline().build(&json!({"format": self.name})).ok()
        });
        validator.as_ref().is_none_or(|validator| validator.is_valid(value))
    }

    /// Text of this format that is at least this long if it can be, and not longer than needed otherwise.
    pub(super) fn usual(&self, at_least: usize, random: &mut Random) -> String {
        usual(self.name, at_least, random)
    }

    /// The limits of this format, each with its description.
    pub(super) fn boundaries(&self) -> &'static [(&'static str, &'static str)] {
        format_limits::of(self.name)
    }

    /// Whether a checker of JSON Schema does not look at it.
    pub(super) fn is_unchecked(&self) -> bool {
        !matches!(
            self.name,
            "date-time"
                | "date"
                | "time"
                | "duration"
                | "email"
                | "hostname"
                | "ipv4"
                | "ipv6"
                | "uri"
                | "uri-reference"
                | "iri"
                | "iri-reference"
                | "uri-template"
                | "uuid"
                | "json-pointer"
                | "relative-json-pointer"
                | "regex"
        )
    }

    /// Text of exactly this length, for where the usual text is too long.
    pub(super) fn short(&self, length: usize, random: &mut Random) -> Option<String> {
        let (start, end) = match self.name {
            "email" | "idn-email" => ("", "@b.co"),
            "uri" | "iri" => ("a:", ""),
            "url" => ("http://a.co/", ""),
            "uri-reference" | "iri-reference" | "json-pointer" => ("/", ""),
            "uri-template" => ("", "{a}"),
            "relative-json-pointer" => ("0/", ""),
            "hostname" | "idn-hostname" | "regex" | "password" | "binary" => ("", ""),
            _ => return None,
        };
        let rest = length.checked_sub(start.len() + end.len()).filter(|rest| *rest > 0)?;
        Some(format!("{start}{}{end}", letters(rest, random)))
    }

    /// Whether any text will do.
    pub(super) fn is_free(&self) -> bool {
        matches!(self.name, "binary" | "password")
    }
}

fn usual(name: &str, at_least: usize, random: &mut Random) -> String {
    let word = |random: &mut Random| words::word(random).to_owned();
    let missing = |text: &str| at_least.saturating_sub(text.chars().count());
    match name {
        "date-time" => moment(random, at_least),
        "date" => day(random).to_string(),
        "time" => {
            let moment = moment(random, at_least.saturating_add(11));
            moment.get(11..).unwrap_or("12:00:00Z").to_owned()
        }
        "duration" => duration(random, at_least),
        "email" | "idn-email" => {
            let domain = format!("{}.example", word(random));
            let mut local = format!("{}.{}", word(random), word(random));
            let room = 64_usize.saturating_sub(local.len()).min(missing(&format!("{local}@{domain}")));
            local.push_str(&letters(room, random));
            let short = format!("{local}@{domain}");
            let rest = at_least.saturating_sub(short.len());
            if rest == 0 { short } else { format!("{local}@{}", hostname(at_least.saturating_sub(local.len() + 1), random)) }
        }
        "hostname" | "idn-hostname" => hostname(at_least, random),
        "ipv4" => {
            let mut part = || random.integer(1, 254);
            format!("{}.{}.{}.{}", part(), part(), part(), part())
        }
        "ipv6" => {
            let parts: Vec<String> = (0..8).map(|_| format!("{:04x}", random.below(0x1_0000))).collect();
            parts.join(":")
        }
        "uri" | "iri" | "url" => {
            let start = format!("https://{}.example/{}", word(random), word(random));
            let more = missing(&start);
            if more == 0 { start } else { format!("{start}/{}", letters(more.saturating_sub(1), random)) }
        }
        "uri-reference" | "iri-reference" => {
            let start = format!("/{}/{}", word(random), random.below(1000));
            let more = missing(&start);
            start + &letters(more, random)
        }
        "uri-template" => {
            let start = format!("https://{}.example/{}/{{id}}", word(random), word(random));
            let more = missing(&start);
            if more == 0 { start } else { format!("{start}/{}", letters(more.saturating_sub(1), random)) }
        }
        "uuid" => {
            let digits: Vec<char> = (0..32).filter_map(|_| char::from_digit(random.below(16) as u32, 16)).collect();
            let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default().iter().collect::<String>();
            let variant = ["8", "9", "a", "b"].get(random.below(4)).copied().unwrap_or("8");
            format!("{}-{}-4{}-{variant}{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
        }
        "json-pointer" => {
            let start = format!("/{}/{}", word(random), random.below(10));
            let more = missing(&start);
            start + &letters(more, random)
        }
        "relative-json-pointer" => {
            let start = format!("{}/{}", random.below(4), word(random));
            let more = missing(&start);
            start + &letters(more, random)
        }
        "regex" => {
            let end = format!("{}+[a-z0-9]*$", word(random));
            let more = missing(&end);
            letters(more, random) + &end
        }
        "byte" | "base64" => {
            let bytes = at_least.div_ceil(4) * 3;
            let text: String = if bytes == 0 { word(random) } else { letters(bytes, random) };
            base64(text.as_bytes())
        }
        "json" => {
            let start = word(random);
            let more = at_least.saturating_sub(start.len() + 11);
            format!("{{\"value\":\"{start}{}\"}}", letters(more, random)).chars().collect()
        }
        "base64-json" => base64(format!("{{\"value\":\"{}\"}}", letters(at_least.max(4), random)).as_bytes()),
        "int64-text" => {
            let digits: String =
                (0..at_least.max(1 + random.below(5))).filter_map(|_| char::from_digit(1 + random.below(9) as u32, 10)).collect();
            digits
        }
        "decimal" => {
            let start = format!("{}.{}", random.below(1000), random.integer(10, 99));
            let more = missing(&start);
            start + &"5".repeat(more)
        }
        _ => letters(at_least.max(10), random),
    }
}

/// A moment of the last year or so.
fn moment(random: &mut Random, at_least: usize) -> String {
    let now = random.now().as_second();
    let second = now.saturating_sub(random.integer(0, 365 * 24 * 3600));
    let text = Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH).to_string();
    let more = at_least.saturating_sub(text.len());
    if more == 0 {
        return text;
    }
    let digits: String =
        (0..more.saturating_sub(1).max(1)).filter_map(|_| char::from_digit(random.below(10) as u32, 10)).collect();
    format!("{}.{digits}Z", text.trim_end_matches('Z'))
}

fn day(random: &mut Random) -> Date {
    let today = random.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    today.checked_sub(Span::new().days(random.integer(0, 730))).unwrap_or(today)
}

fn duration(random: &mut Random, at_least: usize) -> String {
    let text = match random.below(4) {
        0 => format!("P{}D", random.integer(1, 30)),
        1 => format!("PT{}H{}M", random.integer(1, 23), random.integer(1, 59)),
        2 => format!("PT{}M", random.integer(1, 59)),
        _ => format!("P{}W", random.integer(1, 12)),
    };
    let more = at_least.saturating_sub(text.len());
    if more == 0 { text } else { format!("P{}D", "1".repeat(at_least.saturating_sub(2))) }
}

fn hostname(at_least: usize, random: &mut Random) -> String {
    let mut name = format!("{}.example", words::word(random));
    while name.len() < at_least.min(253) {
        let missing = at_least.min(253) - name.len();
        if missing == 1 {
            name.insert(0, 'a');
        } else {
            name = format!("{}.{name}", letters((missing - 1).min(40), random));
        }
    }
    name
}

/// Small letters.
pub(super) fn letters(count: usize, random: &mut Random) -> String {
    (0..count).map(|_| char::from(b'a' + random.below(26) as u8)).collect()
}

/// The bytes that base64 stands for.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let digits = text.trim_end_matches('=');
    if text.len() - digits.len() > 2 {
        return None;
    }
    let mut bits = 0_u32;
    let mut count = 0;
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFF_FFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xFF) as u8);
        }
    }
    Some(bytes)
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().enumerate().fold(0_u32, |bits, (index, byte)| bits | u32::from(*byte) << (16 - 8 * index));
        for digit in 0..4 {
            if digit <= group.len() {
                let value = (bits >> (18 - 6 * digit)) & 63;
                text.push(DIGITS.get(value as usize).map_or('A', |digit| char::from(*digit)));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::random::Seed;

    #[test]
    fn every_format_makes_what_it_checks() {
        let mut random = Random::new(Seed(3));
        for name in KNOWN {
            let format = Format::named(name).unwrap();
            for at_least in [0, 0, 0, 12, 30, 60] {
                let text = format.usual(at_least, &mut random);
                assert!(format.matches(&text.as_str().into()), "{name}: {text:?}");
            }
            for (text, description) in format.boundaries() {
                assert!(format.matches(&(*text).into()), "{name}, {description}: {text:?}");
            }
        }
        assert!(Format::named("unheard-of").is_none());
    }
}
