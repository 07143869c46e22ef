//! What a value in an example looks like: refines what the name of its field says, and stands in for it where the name says
//! nothing. A text that looks like an identifier keeps its form, a moment its precision, an address on the web its host.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::generate::random::Random;

/// What a value looks like.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Look {
    /// Nothing more than its type.
    Plain,
    /// A UUID.
    Uuid,
    /// A moment.
    Moment(Precision),
    /// An email address.
    Email,
    /// Characters by place: `ord_1234` is four letters that stay and four digits that vary.
    Form(Vec<Part>),
    /// A word that machines read, like `PENDING` or `line_item`.
    Word,
    /// Text of about so many characters.
    Prose(usize),
    /// A whole number of so many digits, or a number of so many decimals.
    Number { digits: u32, decimals: u32, negative: bool },
}

/// One place of a [`Look::Form`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Same(char),
    Digit,
    /// A digit that begins a number: not 0.
    Leading,
    Small,
    Capital,
    Hexadecimal,
}

/// How exactly a text writes a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    /// `2025-01-01`
    Date,
    /// `2025-01-01T10:00`, seconds, decimals of a second, a space instead of the T, and what follows for the zone.
    Time { seconds: bool, decimals: usize, space: bool, zone: Zone },
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
}

/// How a moment names its zone. All are written in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    None,
    Z,
    /// `+00:00`
    Colon,
    /// `+0000`
    Plain,
}

/// What a text looks like.
pub(super) fn of_text(text: &str) -> Look {
    let characters = text.chars().count();
    if is_uuid(text) {
        return Look::Uuid;
    }
    if let Some(precision) = moment_of(text) {
        return Look::Moment(precision);
    }
    if let Some((scheme, rest)) = text.split_once("://")
        && !scheme.is_empty()
        && !text.contains(char::is_whitespace)
    {
        return Look::Form(address_parts(scheme, rest));
    }
    if let Some((before, after)) = text.split_once('@')
        && !before.is_empty()
        && after.contains('.')
        && !text.contains(char::is_whitespace)
    {
        return Look::Email;
    }
    if characters > 0 && characters <= 200 && is_coded(text) {
        return Look::Form(parts_of(text));
    }
    if is_word(text) {
        return Look::Word;
    }
    if characters == 0 { Look::Plain } else { Look::Prose(characters.min(10_000)) }
}

/// What a number looks like.
pub(super) fn of_number(value: &Value) -> Look {
    let text = value.to_string();
    let negative = text.starts_with('-');
    if let Some(whole) = value.as_i64() {
        // Between 2001 and 2100, as clocks count.
        let digits = text.trim_start_matches('-').len() as u32;
        return match whole {
            1_000_000_000..=4_102_444_800 => Look::Number { digits: 10, decimals: 0, negative },
            _ => Look::Number { digits, decimals: 0, negative },
        };
    }
    let (whole, fraction) = text.trim_start_matches('-').split_once('.').unwrap_or((text.trim_start_matches('-'), ""));
    if text.contains(['e', 'E']) || whole.len() > 15 {
        return Look::Plain;
    }
    let decimals = fraction.len().min(15_usize.saturating_sub(whole.len())).max(1);
    Look::Number { digits: whole.len() as u32, decimals: decimals as u32, negative }
}

/// The moment that a whole number may count to, and how.
pub(super) fn clock_of(value: &Value) -> Option<Precision> {
    match value.as_i64()? {
        946_684_800..=4_102_444_800 => Some(Precision::Seconds),
        946_684_800_000..=4_102_444_800_000 => Some(Precision::Milliseconds),
        _ => None,
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether the bytes of a text follow a form, in which `0` is any digit and the rest is itself.
fn follows(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, of)| if of == b'0' { byte.is_ascii_digit() } else { byte == of })
}

fn moment_of(text: &str) -> Option<Precision> {
    let date = text.get(..10).filter(|date| follows(date, "0000-00-00"))?;
    date.parse::<jiff::civil::Date>().ok()?;
    let rest = text.get(10..)?;
    if rest.is_empty() {
        return Some(Precision::Date);
    }
    let space = rest.starts_with(' ');
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    rest.get(..5).filter(|time| follows(time, "00:00"))?;
    let mut rest = rest.get(5..)?;
    let seconds = rest.get(..3).is_some_and(|seconds| follows(seconds, ":00"));
    let mut decimals = 0;
    if seconds {
        rest = rest.get(3..)?;
        if let Some(fraction) = rest.strip_prefix('.') {
            decimals = fraction.bytes().take_while(u8::is_ascii_digit).count();
            rest = fraction.get(decimals..)?;
        }
    }
    let zone = match rest {
        "" => Zone::None,
        "Z" | "z" => Zone::Z,
        _ if follows(rest, "+00:00") || follows(rest, "-00:00") => Zone::Colon,
        _ if follows(rest, "+0000") || follows(rest, "-0000") => Zone::Plain,
        _ => return None,
    };
    (decimals <= 9).then_some(Precision::Time { seconds, decimals, space, zone })
}

/// Whether a text is an identifier, number or the like, whose characters say nothing by themselves: it has digits and no
/// spaces between words, and is not a word with a digit or two.
fn is_coded(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let known = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./+:#()[] ".contains(&byte));
    let words = text.split(' ').filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic())).count();
    known && digits > 0 && words == 0 && (letters == 0 || digits >= 2 || !text.contains(' '))
}

/// Whether a text is one word for machines.
/// Whether a text is a word of more than one letter, all of them capitals.
pub(super) fn is_word_in_capitals(text: &str) -> bool {
    of_text(text) == Look::Word
        && text.chars().filter(|letter| letter.is_alphabetic()).count() > 1
        && !text.chars().any(char::is_lowercase)
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|character| character.is_alphanumeric() || "_-.:/".contains(character))
        && (text.chars().all(|character| !character.is_lowercase()) || text.chars().all(|character| !character.is_uppercase()))
}

/// Letters before the last separator stay, digits vary, and letters after it vary where they are mixed with digits.
fn parts_of(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut begins = true;
    for (index, run) in text.split_inclusive(|character: char| !character.is_ascii_alphanumeric()).enumerate() {
        let body = run.trim_end_matches(|character: char| !character.is_ascii_alphanumeric());
        // The code of a country stays before a telephone number.
        let country = index <= 1 && text.starts_with('+') && body.len() <= 3;
        let mixed = body.bytes().any(|byte| byte.is_ascii_digit()) && body.bytes().any(|byte| byte.is_ascii_alphabetic());
        let hexadecimal =
            mixed && body.len() >= 8 && body.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        for (place, character) in run.chars().enumerate() {
            parts.push(match character {
                _ if country => Part::Same(character),
                _ if hexadecimal && place < body.len() => Part::Hexadecimal,
                '0' if place == 0 => Part::Same('0'),
                '1'..='9' if begins && place == 0 => Part::Leading,
                '0'..='9' => Part::Digit,
                'a'..='z' if mixed => Part::Small,
                'A'..='Z' if mixed => Part::Capital,
                other => Part::Same(other),
            });
        }
        begins = true;
    }
    parts
}

/// Scheme and host stay; each part of the path is looked at by itself.
fn address_parts(scheme: &str, rest: &str) -> Vec<Part> {
    let host_end = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    let mut parts: Vec<Part> = scheme.chars().chain("://".chars()).chain(host.chars()).map(Part::Same).collect();
    for segment in path.split_inclusive(['/', '?', '&', '=']) {
        let version = segment.len() <= 3 && segment.starts_with('v');
        if version || !segment.bytes().any(|byte| byte.is_ascii_digit()) {
            parts.extend(segment.chars().map(Part::Same));
        } else {
            parts.extend(parts_of(segment));
        }
    }
    parts
}

/// Another text of the same form.
pub(super) fn fill(parts: &[Part], random: &mut Random) -> String {
    let among = |letters: &[u8], random: &mut Random| random.pick(letters).map_or('0', |&letter| char::from(letter));
    parts
        .iter()
        .map(|part| match part {
            Part::Same(character) => *character,
            Part::Digit => among(b"0123456789", random),
            Part::Leading => among(b"123456789", random),
            Part::Small => among(b"abcdefghijklmnopqrstuvwxyz", random),
            Part::Capital => among(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", random),
            Part::Hexadecimal => among(b"0123456789abcdef", random),
        })
        .collect()
}

/// Writes a moment as exactly as the example did.
pub(super) fn write_moment(second: i64, precision: Precision, random: &mut Random) -> Value {
    let moment = Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(TimeZone::UTC);
    let (date, time) = (moment.date(), moment.time());
    match precision {
        Precision::Seconds => second.into(),
        Precision::Milliseconds => (second.saturating_mul(1000) + random.integer(0, 999)).into(),
        Precision::Date => date.to_string().into(),
        Precision::Time { seconds, decimals, space, zone } => {
            let mut text = format!("{date}{}{:02}:{:02}", if space { ' ' } else { 'T' }, time.hour(), time.minute());
            if seconds {
                text.push_str(&format!(":{:02}", time.second()));
            }
            if decimals > 0 {
                text.push('.');
                text.push_str(&fill(&vec![Part::Digit; decimals], random));
            }
            text.push_str(match zone {
                Zone::None => "",
                Zone::Z => "Z",
                Zone::Colon => "+00:00",
                Zone::Plain => "+0000",
            });
            text.into()
        }
    }
}

/// Another number of the same size: as many digits, as many decimals.
pub(super) fn other_number(digits: u32, decimals: u32, negative: bool, random: &mut Random) -> Value {
    let power = |exponent: u32| 10_i64.saturating_pow(exponent.min(18));
    let low = if digits <= 1 { 0 } else { power(digits - 1) };
    let high = power(digits).saturating_sub(1);
    if decimals == 0 {
        let whole = random.integer(low, high);
        return if negative { -whole } else { whole }.into();
    }
    let scale = power(decimals);
    let units = random.integer(low.saturating_mul(scale), high.saturating_mul(scale).saturating_add(scale - 1));
    let float = units as f64 / scale as f64;
    serde_json::Number::from_f64(if negative { -float } else { float }).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::generate::random::Seed;

    #[test]
    fn a_text_is_known_by_its_looks() {
        assert_eq!(of_text("0b5ad4e2-6c1f-4e0f-9d3a-2f1c3b4a5d6e"), Look::Uuid);
        assert_eq!(of_text("2025-01-01"), Look::Moment(Precision::Date));
        let time = |seconds, decimals, space, zone| Look::Moment(Precision::Time { seconds, decimals, space, zone });
        assert_eq!(of_text("2025-01-01T10:00:00Z"), time(true, 0, false, Zone::Z));
        assert_eq!(of_text("2025-01-01T10:00:00.123456+02:00"), time(true, 6, false, Zone::Colon));
        assert_eq!(of_text("2025-01-01 10:00"), time(false, 0, true, Zone::None));
        assert_eq!(of_text("ada@example.com"), Look::Email);
        assert_eq!(of_text("PENDING"), Look::Word);
        assert_eq!(of_text("line_item"), Look::Word);
        assert_eq!(of_text("A short walk."), Look::Prose(13));
        assert_eq!(of_text("Ada"), Look::Prose(3));
        assert_eq!(of_text(""), Look::Plain);
        assert_eq!(of_text("2025-13-45"), of_text("2025-13-45"));
        assert!(matches!(of_text("9f86d081884c7d65"), Look::Form(_)));
        assert!(matches!(of_text("+49 30 1234567"), Look::Form(_)));
        assert_eq!(of_text("Level 2 of the car park"), Look::Prose(23));
    }

    #[test]
    fn forms_keep_what_does_not_vary() {
        let mut random = Random::new(Seed(3));
        let mut like = |text: &str| match of_text(text) {
            Look::Form(parts) => fill(&parts, &mut random),
            other => panic!("{text}: {other:?}"),
        };
        for _ in 0..100 {
            let order = like("ord_1234");
            assert!(order.starts_with("ord_") && order.len() == 8, "{order}");
            assert!(order.get(4..).unwrap().bytes().all(|byte| byte.is_ascii_digit()), "{order}");
            let address = like("https://shop.acme.test/v1/orders/9001");
            assert!(address.starts_with("https://shop.acme.test/v1/orders/") && address.len() == 37, "{address}");
            let zip = like("04109");
            assert!(zip.len() == 5 && zip.bytes().all(|byte| byte.is_ascii_digit()), "{zip}");
            assert!(like("+49 30 1234567").starts_with("+49 "));
            let hexadecimal = like("9f86d081884c7d65");
            assert!(hexadecimal.len() == 16 && hexadecimal.bytes().all(|byte| byte.is_ascii_hexdigit()), "{hexadecimal}");
        }
    }

    #[test]
    fn numbers_keep_their_size() {
        let mut random = Random::new(Seed(5));
        for example in [json!(7), json!(42), json!(-1234), json!(0), json!(3.25), json!(-0.5), json!(1999.99)] {
            let Look::Number { digits, decimals, negative } = of_number(&example) else { panic!("{example}") };
            for _ in 0..50 {
                let value = other_number(digits, decimals, negative, &mut random);
                assert_eq!(value.is_f64(), example.is_f64(), "{value}");
                let (value, example) = (value.as_f64().unwrap(), example.as_f64().unwrap());
                assert!(value * example >= 0.0 && value.abs() < 10.0 * example.abs().max(1.0), "{value} for {example}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_look(text in "\\PC{0,60}", seed in any::<u64>()) {
            let look = of_text(&text);
            if let Look::Form(parts) = &look {
                let other = fill(parts, &mut Random::new(Seed(seed)));
                prop_assert_eq!(other.chars().count(), text.chars().count());
            }
        }

        #[test]
        fn any_number_has_a_look(whole in any::<i64>(), float in any::<f64>(), seed in any::<u64>()) {
            for value in [json!(whole), json!(float)] {
                if value.is_null() { continue; }
                if let Look::Number { digits, decimals, negative } = of_number(&value) {
                    prop_assert!(other_number(digits, decimals, negative, &mut Random::new(Seed(seed))).is_number());
                }
            }
        }
    }
}
