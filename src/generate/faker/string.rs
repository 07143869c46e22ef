//! `string`: characters of every kind, and the identifiers made of them.

use serde_json::Value;

use super::call::Call;
use super::draw::{self, ALPHANUMERIC, DIGITS, HEXADECIMAL, LETTERS, LOWER, UPPER};
use super::method::{Answer, Kind, Method, Parameter, optional, required};

const CASES: Kind = Kind::Choice(&["upper", "lower", "mixed"]);
const LENGTH: Parameter = optional("length", Kind::Count, "1", "How many characters.");
const EXCLUDE: Parameter = optional("exclude", Kind::Texts, "none", "Characters to leave out.");

pub(super) static METHODS: &[Method] = &[
    Method::text("string.alpha", "Letters of the English alphabet.", |call| from_alphabet(call, [LETTERS, UPPER, LOWER]))
        .with(&[LENGTH, optional("casing", CASES, "mixed", "Capital letters, small ones or both."), EXCLUDE])
        .example("[5]"),
    Method::text("string.alphanumeric", "Letters and digits.", |call| {
        from_alphabet(call, [ALPHANUMERIC, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789abcdefghijklmnopqrstuvwxyz"])
    })
    .with(&[LENGTH, optional("casing", CASES, "mixed", "Capital letters, small ones or both."), EXCLUDE])
    .example("[8]"),
    Method::text("string.binary", "Binary digits behind a prefix.", |call| prefixed(call, "01", "0b"))
        .with(&[LENGTH, optional("prefix", Kind::Text, "0b", "What stands before the digits.")])
        .example(r#"[{"length":8}]"#),
    Method::text("string.fromCharacters", "Characters drawn from a set of your own.", from_characters)
        .with(&[required("characters", Kind::Texts, "The characters, as one text or a list of texts."), LENGTH])
        .example(r#"["abc123", 6]"#),
    Method::text("string.hexadecimal", "Hexadecimal digits behind a prefix.", |call| {
        let alphabet = match call.choice("casing")? {
            Some("upper") => "0123456789ABCDEF",
            Some("lower") => HEXADECIMAL,
            _ => "0123456789abcdefABCDEF",
        };
        prefixed(call, alphabet, "0x")
    })
    .with(&[
        LENGTH,
        optional("casing", CASES, "mixed", "Capital letters, small ones or both."),
        optional("prefix", Kind::Text, "0x", "What stands before the digits."),
    ])
    .example(r#"[{"length":8}]"#),
    Method::text("string.nanoid", "A Nano ID: letters, digits, - and _.", |call| {
        let length = call.count("length", (21, 21))?;
        Ok(Value::from(draw::characters(call.random, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-", length)))
    })
    .with(&[optional("length", Kind::Count, "21", "How many characters.")]),
    Method::text("string.numeric", "Digits, as a text.", numeric)
        .with(&[LENGTH, optional("allowLeadingZeros", Kind::Boolean, "true", "Whether the first digit may be 0."), EXCLUDE])
        .example("[6]"),
    Method::text("string.octal", "Octal digits behind a prefix.", |call| prefixed(call, "01234567", "0o"))
        .with(&[LENGTH, optional("prefix", Kind::Text, "0o", "What stands before the digits.")])
        .example(r#"[{"length":4}]"#),
    Method::text("string.sample", "Printable ASCII characters from ! to }.", |call| {
        let length = call.count("length", (10, 10))?;
        Ok(Value::from((0..length).map(|_| char::from(33 + call.random.below(93) as u8)).collect::<String>()))
    })
    .with(&[optional("length", Kind::Count, "10", "How many characters.")]),
    Method::text("string.symbol", "Punctuation marks.", |call| {
        let length = call.count("length", (1, 1))?;
        Ok(Value::from(draw::characters(call.random, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", length)))
    })
    .with(&[LENGTH])
    .example("[3]"),
    Method::text("string.ulid", "A ULID: a time and chance in 26 characters that sort by time.", |call| {
        let milliseconds = call.reference()?.max(0) as u64;
        Ok(Value::from(ulid(call, milliseconds)))
    })
    .with(&[optional("refDate", Kind::Moment, "now", "The time it carries.")]),
    Method::text("string.uuid", "A UUID of version 4, or of version 7.", |call| {
        let version = call.integer("version", 4, 7)?.unwrap_or(4);
        match version {
            4 => Ok(Value::from(uuid_v4(call))),
            7 => {
                let milliseconds = call.reference()?.max(0) as u64;
                Ok(Value::from(uuid_v7(call, milliseconds)))
            }
            _ => call.unsuitable(format!("'version' must be 4 or 7, but is {version}")),
        }
    })
    .with(&[
        optional("version", Kind::Integer, "4", "4 for chance alone, 7 for one that sorts by time."),
        optional("refDate", Kind::Moment, "now", "The time that version 7 carries."),
    ]),
];

/// Characters of an alphabet (of both cases, of capital letters, of small ones) without those left out.
fn from_alphabet(call: &mut Call<'_>, [mixed, upper, lower]: [&'static str; 3]) -> Answer {
    let alphabet = match call.choice("casing")? {
        Some("upper") => upper,
        Some("lower") => lower,
        _ => mixed,
    };
    let length = call.count("length", (1, 1))?;
    match call.texts("exclude")? {
        None => Ok(Value::from(draw::characters(call.random, alphabet, length))),
        Some(excluded) => {
            let kept: String =
                alphabet.chars().filter(|character| !excluded.iter().any(|text| text.contains(*character))).collect();
            if kept.is_empty() && length > 0 {
                return call.unsuitable("'exclude' leaves no characters to draw from; leave out fewer");
            }
            Ok(Value::from(draw::characters(call.random, &kept, length)))
        }
    }
}

fn prefixed(call: &mut Call<'_>, digits: &str, default: &str) -> Answer {
    let length = call.count("length", (1, 1))?;
    let prefix = call.text("prefix")?;
    let mut text = prefix.as_deref().unwrap_or(default).to_owned();
    text.push_str(&draw::characters(call.random, digits, length));
    Ok(Value::from(text))
}

fn from_characters(call: &mut Call<'_>) -> Answer {
    let Some(texts) = call.texts("characters")? else { return call.missing("characters") };
    let characters: Vec<char> = texts.iter().flat_map(|text| text.chars()).collect();
    let length = call.count("length", (1, 1))?;
    if characters.is_empty() && length > 0 {
        return call.unsuitable("'characters' is empty; give at least one character");
    }
    Ok(Value::from((0..length).filter_map(|_| call.random.pick(&characters)).collect::<String>()))
}

fn numeric(call: &mut Call<'_>) -> Answer {
    let length = call.count("length", (1, 1))?;
    let leading_zeros = call.flag("allowLeadingZeros", true)?;
    let excluded = call.texts("exclude")?.unwrap_or_default();
    let kept: String = DIGITS.chars().filter(|digit| !excluded.iter().any(|text| text.contains(*digit))).collect();
    let first: String = kept.chars().filter(|digit| leading_zeros || *digit != '0').collect();
    if length > 0 && (first.is_empty() || kept.is_empty()) {
        return call.unsuitable("'exclude' leaves no digits to draw from; leave out fewer");
    }
    let mut text = draw::characters(call.random, &first, length.min(1));
    text.push_str(&draw::characters(call.random, &kept, length.saturating_sub(1)));
    Ok(Value::from(text))
}

/// The digits of a number in Crockford's base 32, the last `length` of them.
fn crockford(mut number: u128, length: usize) -> String {
    let mut digits = vec![b'0'; length];
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ".get((number & 31) as usize).copied().unwrap_or(b'0');
        number >>= 5;
    }
    digits.into_iter().map(char::from).collect()
}

fn ulid(call: &mut Call<'_>, milliseconds: u64) -> String {
    let chance = (u128::from(bits(call)) << 64) | u128::from(bits(call));
    format!("{}{}", crockford(u128::from(milliseconds), 10), crockford(chance, 16))
}

fn bits(call: &mut Call<'_>) -> u64 {
    rand::Rng::next_u64(call.random)
}

/// A UUID of version 4.
pub(super) fn uuid_v4(call: &mut Call<'_>) -> String {
    let number = (u128::from(bits(call)) << 64) | u128::from(bits(call));
    with_version(number, 4)
}

fn uuid_v7(call: &mut Call<'_>, milliseconds: u64) -> String {
    let number =
        (u128::from(milliseconds & 0xFFFF_FFFF_FFFF) << 80) | (u128::from(bits(call) & 0xFFFF) << 64) | u128::from(bits(call));
    with_version(number, 7)
}

/// The text of a UUID with its version and variant set.
fn with_version(number: u128, version: u128) -> String {
    let number = (number & !(0xF << 76) & !(0x3 << 62)) | (version << 76) | (0x2 << 62);
    let part = |shift: u32, mask: u128| (number >> shift) & mask;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        part(96, 0xFFFF_FFFF),
        part(80, 0xFFFF),
        part(64, 0xFFFF),
        part(48, 0xFFFF),
        part(0, 0xFFFF_FFFF_FFFF)
    )
}
