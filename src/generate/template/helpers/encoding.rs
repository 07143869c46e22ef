//! Helpers for Base64, URLs, hexadecimal and digests.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::{Digest, Sha256, Sha512};

use super::super::{
    escape,
    registry::{Arguments, Family, Helper},
    render::State,
    value,
};

const F: Family = Family::Encoding;
type Answer = Result<Value, String>;

pub(super) static HELPERS: &[Helper] = &[
    Helper::new(F, "base64", "text decode=false padding=true", (1, 1), base64).says(
        "A text in Base64, or with decode=true back from it.",
        "{{base64 'hello'}}",
        "aGVsbG8=",
    ),
    Helper::new(F, "base64Decode", "text", (1, 1), base64_decode).says(
        "The text that is written in Base64.",
        "{{base64Decode 'aGVsbG8='}}",
        "hello",
    ),
    Helper::new(F, "base64url", "text", (1, 1), base64_url).says(
        "A text in the Base64 of URLs, without padding.",
        "{{base64url '>>>'}}",
        "Pj4-",
    ),
    Helper::new(F, "base64urlDecode", "text", (1, 1), base64_decode).says(
        "The text that is written in the Base64 of URLs.",
        "{{base64urlDecode 'Pj4-'}}",
        ">>>",
    ),
    Helper::new(F, "urlEncode", "text decode=false", (1, 1), url_encode).says(
        "A text as part of a URL, or with decode=true back from it.",
        "{{urlEncode 'a b&c'}}",
        "a%20b%26c",
    ),
    Helper::new(F, "urlDecode", "text", (1, 1), url_decode).says("The text of a part of a URL.", "{{urlDecode 'a%20b'}}", "a b"),
    Helper::new(F, "hex", "text", (1, 1), hex).says("The bytes of a text in hexadecimal.", "{{hex 'abc'}}", "616263"),
    Helper::new(F, "hexDecode", "text", (1, 1), hex_decode).says(
        "The text whose bytes are written in hexadecimal.",
        "{{hexDecode '616263'}}",
        "abc",
    ),
    Helper::new(F, "md5", "text", (1, 1), md5).says(
        "The MD5 digest of a text, in hexadecimal.",
        "{{md5 'abc'}}",
        "900150983cd24fb0d6963f7d28e17f72",
    ),
    Helper::new(F, "sha1", "text", (1, 1), sha1).says(
        "The SHA-1 digest of a text, in hexadecimal.",
        "{{sha1 'abc'}}",
        "a9993e364706816aba3e25717850c26c9cd0d89d",
    ),
    Helper::new(F, "sha256", "text", (1, 1), sha256).says(
        "The SHA-256 digest of a text, in hexadecimal.",
        "{{sha256 'abc'}}",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    ),
    Helper::new(F, "sha512", "text", (1, 1), sha512).says(
        "The SHA-512 digest of a text, in hexadecimal.",
        "{{sha512 'abc'}}",
        concat!(
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a",
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ),
];

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true);
const STANDARD_LENIENT: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_LENIENT: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// The bytes of a text in either kind of Base64, with or without padding and line ends.
pub(super) fn from_base64(text: &str) -> Result<Vec<u8>, String> {
    let dense: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let decoded = STANDARD_LENIENT.decode(&dense).or_else(|_| URL_LENIENT.decode(&dense));
    decoded.map_err(|error| format!("this is no Base64: {error}"))
}

fn readable(bytes: &[u8]) -> Value {
    String::from_utf8_lossy(bytes).into()
}

fn says(a: &Arguments<'_>, name: &str, default: bool) -> bool {
    a.named(name).map_or(default, |flag| value::is_true(flag, false) && flag != "false")
}

fn base64(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    if says(a, "decode", false) {
        return base64_decode(a, state);
    }
    let engine = if says(a, "padding", true) { STANDARD } else { STANDARD_NO_PAD };
    Ok(engine.encode(&*a.text(0)).into())
}

fn base64_decode(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(readable(&from_base64(&a.text(0))?))
}

fn base64_url(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(URL_SAFE_NO_PAD.encode(&*a.text(0)).into())
}

fn url_encode(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    if says(a, "decode", false) {
        return url_decode(a, state);
    }
    Ok(escape::url(&a.text(0)).collect::<String>().into())
}

fn url_decode(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let text = a.text(0).replace('+', " ");
    Ok(percent_decode_str(&text).decode_utf8_lossy().into())
}

/// Bytes in hexadecimal.
fn hexadecimal(bytes: impl AsRef<[u8]>) -> Value {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    Value::String(bytes.as_ref().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect())
}

fn hex(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(hexadecimal(a.text(0).as_bytes()))
}

fn hex_decode(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let text = a.text(0);
    let digits: Option<Vec<u8>> = text.chars().map(|character| character.to_digit(16).map(|digit| digit as u8)).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2)).ok_or("this is no hexadecimal text")?;
    let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    Ok(readable(&bytes))
}

fn md5(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(hexadecimal(md5::Md5::digest(a.text(0).as_bytes())))
}

fn sha1(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(hexadecimal(sha1::Sha1::digest(a.text(0).as_bytes())))
}

fn sha256(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(hexadecimal(Sha256::digest(a.text(0).as_bytes())))
}

fn sha512(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(hexadecimal(Sha512::digest(a.text(0).as_bytes())))
}
