//! Exact arithmetic on numbers as they are written: `0.1` is one tenth here, as it is to those who write schemas, and not the
//! float next to it.

use std::cmp::Ordering;

use serde_json::Number;

/// Powers of ten beyond this do not fit.
const MAX_PLACES: u32 = 30;

/// `mantissa / 10^places`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) mantissa: i128,
    pub(super) places: u32,
}

impl Decimal {
    /// A number as it is written; none where it is too large or has too many places.
    pub(super) fn of(number: &Number) -> Option<Self> {
        if let Some(whole) = number.as_i64() {
            return Some(Self { mantissa: i128::from(whole), places: 0 });
        }
        if let Some(whole) = number.as_u64() {
            return Some(Self { mantissa: i128::from(whole), places: 0 });
        }
        Self::of_float(number.as_f64()?)
    }

    /// The shortest decimal that means this float.
    pub(super) fn of_float(float: f64) -> Option<Self> {
        if !float.is_finite() {
            return None;
        }
        let text = format!("{float:e}");
        let (digits, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
        let places = i32::try_from(fraction.len()).ok()? - exponent;
        if places >= 0 {
            let places = u32::try_from(places).ok().filter(|places| *places <= MAX_PLACES)?;
            Some(Self { mantissa, places })
        } else {
            let factor = power(places.unsigned_abs())?;
            Some(Self { mantissa: mantissa.checked_mul(factor)?, places: 0 })
        }
    }

    /// The mantissa if it had this many places; rounded down where it has more.
    pub(super) fn floor_at(self, places: u32) -> Option<i128> {
        match places.checked_sub(self.places) {
            Some(more) => self.mantissa.checked_mul(power(more)?),
            None => Some(self.mantissa.div_euclid(power(self.places.checked_sub(places)?)?)),
        }
    }

    /// As [`Self::floor_at`], rounded up.
    pub(super) fn ceiling_at(self, places: u32) -> Option<i128> {
        Self { mantissa: self.mantissa.checked_neg()?, ..self }.floor_at(places)?.checked_neg()
    }

    /// The number as JSON: whole where it is whole.
    pub(super) fn number(self) -> Option<Number> {
        let mut value = self;
        while value.places > 0 && value.mantissa % 10 == 0 {
            value = Self { mantissa: value.mantissa / 10, places: value.places - 1 };
        }
        if value.places == 0 {
            if let Ok(whole) = i64::try_from(value.mantissa) {
                return Some(Number::from(whole));
            }
            if let Ok(whole) = u64::try_from(value.mantissa) {
                return Some(Number::from(whole));
            }
        }
        // The text of a decimal is read back as the nearest float on every platform.
        let float: f64 = format!("{}e-{}", value.mantissa, value.places).parse().ok()?;
        Number::from_f64(float)
    }
}

/// A power of ten, if it fits.
pub(super) fn power(exponent: u32) -> Option<i128> {
    (exponent <= MAX_PLACES + 8).then(|| 10_i128.checked_pow(exponent)).flatten()
}

/// Compares two numbers.
pub(super) fn compare(first: &Number, second: &Number) -> Ordering {
    if let (Some(a), Some(b)) = (Decimal::of(first), Decimal::of(second)) {
        let places = a.places.max(b.places);
        if let (Some(a), Some(b)) = (a.floor_at(places), b.floor_at(places)) {
            return a.cmp(&b);
        }
    }
    first.as_f64().partial_cmp(&second.as_f64()).unwrap_or(Ordering::Equal)
}

/// The greatest common divisor of two positive numbers.
pub(super) fn common_divisor(mut first: i128, mut second: i128) -> i128 {
    while second != 0 {
        (first, second) = (second, first % second);
    }
    first.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_read_as_they_are_written() {
        for (float, mantissa, places) in
            [(0.1, 1, 1), (19.99, 1999, 2), (1e-7, 1, 7), (1e20, 100_000_000_000_000_000_000, 0), (-2.5, -25, 1)]
        {
            assert_eq!(Decimal::of_float(float), Some(Decimal { mantissa, places }), "{float}");
        }
        assert_eq!(Decimal::of_float(1e300), None);
        assert_eq!(Decimal { mantissa: 1999, places: 2 }.number(), Number::from_f64(19.99));
        assert_eq!(Decimal { mantissa: 300, places: 2 }.number(), Some(Number::from(3)));
        assert_eq!(
            (Decimal { mantissa: -25, places: 1 }.floor_at(0), Decimal { mantissa: -25, places: 1 }.ceiling_at(0)),
            (Some(-3), Some(-2))
        );
    }
}
