//! Numbers that compare exactly: 1, 1.0 and 1e0 are the same, 2^53 and 2^53 + 1 are not.

use std::{cmp::Ordering, fmt};

/// A number. Every whole number of moderate size is a `Whole`, however it was written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    Whole(i128),
    Fraction(f64),
}

/// Whole floats below this are whole numbers.
const LARGEST_WHOLE_FLOAT: f64 = 1e30;

impl Number {
    /// Reads a number; none where the text is not one. Infinities are not.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
            return None;
        }
        text.parse().map(Self::Whole).ok().or_else(|| text.parse().ok().and_then(Self::of_float))
    }

    /// The number that a JSON number is.
    pub(super) fn of_json(number: &serde_json::Number) -> Option<Self> {
        number.as_i128().map(Self::Whole).or_else(|| number.as_f64().and_then(Self::of_float))
    }

    fn of_float(float: f64) -> Option<Self> {
        if !float.is_finite() {
            return None;
        }
        let is_whole = float.fract() == 0.0 && float.abs() < LARGEST_WHOLE_FLOAT;
        Some(if is_whole { Self::Whole(float as i128) } else { Self::Fraction(float) })
    }

    fn as_float(self) -> f64 {
        match self {
            Self::Whole(whole) => whole as f64,
            Self::Fraction(fraction) => fraction,
        }
    }

    /// How it compares with another one.
    pub(super) fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => a.cmp(&b),
            (a, b) => a.as_float().total_cmp(&b.as_float()),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(whole) => whole.fmt(f),
            Self::Fraction(fraction) => write!(f, "{fraction:e}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_and_compare() {
        let table = [
            ("1", "1.0", Ordering::Equal),
            ("1", "1e0", Ordering::Equal),
            ("0", "-0.0", Ordering::Equal),
            (" 2 ", "10", Ordering::Less),
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            ("9007199254740993", "9007199254740992.0", Ordering::Greater),
            ("0.1", "0.10", Ordering::Equal),
            ("-1.5", "-1", Ordering::Less),
            ("1e300", "1e299", Ordering::Greater),
        ];
        for (a, b, expected) in table {
            assert_eq!(Number::parse(a).unwrap().compare(Number::parse(b).unwrap()), expected, "{a} {b}");
        }
        for text in ["", "x", "1x", "inf", "NaN", "-inf", "1e999", "0x10", "1,5", "--1"] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }
}
