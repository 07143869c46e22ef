//! Small things drawn from chance that many methods are made of: words, digits, patterns of digits and letters.

use serde_json::Value;

use super::super::random::Random;

/// Digits.
pub(super) const DIGITS: &str = "0123456789";
/// Small letters.
pub(super) const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
/// Capital letters.
pub(super) const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Small hexadecimal digits.
pub(super) const HEXADECIMAL: &str = "0123456789abcdef";
/// Letters of both cases.
pub(super) const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Letters of both cases and digits.
pub(super) const ALPHANUMERIC: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// One of the words; an empty one of none.
pub(super) fn word(random: &mut Random, words: &'static [&'static str]) -> &'static str {
    random.pick(words).copied().unwrap_or_default()
}

/// A text of this length, of characters of an ASCII alphabet.
pub(super) fn characters(random: &mut Random, alphabet: &str, length: usize) -> String {
    let alphabet = alphabet.as_bytes();
    (0..length).filter_map(|_| random.pick(alphabet).copied()).map(char::from).collect()
}

/// One digit, as a number.
pub(super) fn digit(random: &mut Random) -> u32 {
    random.below(10) as u32
}

/// Fills a pattern: `#` is a digit, `^` one from 1, `!` one from 2, `?` a capital letter; all else stands for itself.
pub(super) fn fill(random: &mut Random, pattern: &str) -> String {
    pattern
        .chars()
        .map(|symbol| match symbol {
            '#' => ascii(random, DIGITS),
            '^' => ascii(random, &DIGITS[1..]),
            '!' => ascii(random, &DIGITS[2..]),
            '?' => ascii(random, UPPER),
            other => other,
        })
        .collect()
}

/// One character of an ASCII alphabet.
pub(super) fn ascii(random: &mut Random, alphabet: &str) -> char {
    random.pick(alphabet.as_bytes()).copied().map_or(' ', char::from)
}

/// A number as JSON, without a fraction where it has none, as JavaScript writes it.
pub(super) fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_991.0 { Value::from(value as i64) } else { Value::from(value) }
}

/// Ten to a power up to 15, exactly.
pub(super) fn power_of_ten(digits: u32) -> f64 {
    (0..digits.min(15)).fold(1.0, |power, _| power * 10.0)
}

/// A number between two bounds with at most this many digits after the point: a fraction whose last digit is not left to
/// rounding.
pub(super) fn decimal(random: &mut Random, first: f64, last: f64, digits: u32) -> f64 {
    let factor = power_of_ten(digits);
    let (low, high) = ((first * factor).ceil(), (last * factor).floor());
    if low > high || high.abs().max(low.abs()) > 9e15 {
        return random.float(first, last);
    }
    random.integer(low as i64, high as i64) as f64 / factor
}

/// The first letter as a capital.
pub(super) fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The check digit that makes a number valid by Luhn's rule.
pub(super) fn luhn(digits: &str) -> u32 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .filter(u8::is_ascii_digit)
        .enumerate()
        .map(|(position, digit)| {
            let digit = u32::from(digit - b'0') * if position % 2 == 0 { 2 } else { 1 };
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    (10 - sum % 10) % 10
}
