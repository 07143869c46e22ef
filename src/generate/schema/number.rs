//! Numbers within bounds and on the grid of `multipleOf`. Whatever the bounds are, the numbers that can come out are a row of
//! evenly spaced decimals from a first to a last one, so that nothing has to be rounded and then hoped for.

use serde_json::{Number, Value};

use super::decimal::{Decimal, common_divisor, compare, power};
use super::options::Miss;
use super::shape::{Bound, Shape};
use super::types::Types;
use crate::generate::random::Random;

/// Numbers in a row: `(first ..= last) * step / 10^places`.
#[derive(Clone, Debug)]
pub(super) struct Row {
    step: i128,
    places: u32,
    first: i128,
    last: i128,
}

impl Row {
    fn at(&self, index: i128) -> Option<Number> {
        Decimal { mantissa: index.checked_mul(self.step)?, places: self.places }.number()
    }

    /// The member of the row at or below a number.
    fn below(&self, number: Decimal) -> Option<i128> {
        Some(number.floor_at(self.places)?.div_euclid(self.step).clamp(self.first, self.last))
    }

    /// The row without what lies beyond two numbers, where something is left.
    fn within(&self, low: i128, high: i128) -> Option<Self> {
        let scale = power(self.places)?;
        let first = self.first.max(low.checked_mul(scale)?.div_euclid(self.step));
        let last = self.last.min(high.checked_mul(scale)?.div_euclid(self.step));
        (first <= last).then(|| Self { first, last, ..self.clone() })
    }
}

/// How numbers are made for one schema.
#[derive(Clone, Debug)]
pub(super) struct NumberPlan {
    /// All numbers that can come out.
    row: Row,
    /// Those that come out in daily life.
    usual: Row,
    lower: Option<Bound>,
    upper: Option<Bound>,
    has_steps: bool,
    is_whole: bool,
    is_fraction: bool,
    excluded: Vec<Value>,
    bits: Option<u32>,
}

impl NumberPlan {
    /// Plans numbers for a shape.
    pub(super) fn new(shape: &Shape, types: Types, origin: &str) -> Result<Self, Miss> {
        let is_whole = !types.has(Types::FRACTION);
        let is_fraction = !types.has(Types::INTEGER);
        let bits = shape.formats.iter().find_map(|format| match format.as_str() {
            "int32" => Some(32),
            "int64" => Some(64),
            "float" => Some(24),
            _ => None,
        });
        let impossible = |constraint: &str, message: &str| Miss::new(origin, constraint, message);
        let (step, places) = grid(shape, is_whole).ok_or_else(|| {
            impossible("multipleOf", "These steps have no common multiple that can be handled. Use fewer digits")
        })?;
        let row = row(shape, step, places, bits, is_whole).ok_or_else(|| {
            let constraint = if shape.lower.is_some() {
                "minimum"
            } else if shape.upper.is_some() {
                "maximum"
            } else {
                "multipleOf"
            };
            impossible(constraint, "No number lies between these bounds. Widen them")
        })?;
        let usual = usual(&row, shape);
        Ok(Self {
            row,
            usual,
            lower: shape.lower.clone(),
            upper: shape.upper.clone(),
            has_steps: !shape.steps.is_empty(),
            is_whole,
            is_fraction,
            excluded: shape.excluded.iter().filter(|value| value.is_number()).cloned().collect(),
            bits,
        })
    }

    /// A number as met in daily life.
    pub(super) fn usual(&self, random: &mut Random) -> Option<Value> {
        for attempt in 0..40 {
            let row = if attempt < 10 { &self.usual } else { &self.row };
            if let Some(value) = self.between(row, random)
                && self.admits(&value)
            {
                return Some(value);
            }
        }
        // Few are left of those excluded: go through them in order.
        (0..1000)
            .filter_map(|offset| self.row.at(self.row.first.checked_add(offset)?))
            .map(Value::Number)
            .find(|value| self.admits(value))
    }

    fn between(&self, row: &Row, random: &mut Random) -> Option<Value> {
        let width = row.last.checked_sub(row.first)?;
        let offset = match i64::try_from(width) {
            Ok(width) => i128::from(random.integer(0, width)),
            Err(_) => i128::from(random.integer(0, i64::MAX)) % width,
        };
        row.at(row.first.checked_add(offset)?).map(Value::Number)
    }

    /// Whether only whole numbers come out.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The first numbers of all.
    pub(super) fn first_few(&self, count: usize) -> Vec<Value> {
        let indexes = (0..count as i128)
            .filter_map(|offset| self.row.first.checked_add(offset))
            .take_while(|index| *index <= self.row.last);
        indexes.filter_map(|index| self.row.at(index)).map(Value::Number).filter(|value| self.admits(value)).collect()
    }

    /// Whether a number satisfies the schema.
    pub(super) fn admits(&self, value: &Value) -> bool {
        let Value::Number(number) = value else { return false };
        let whole = Types::of(value) == Types::INTEGER;
        if self.is_whole && !whole || self.is_fraction && whole {
            return false;
        }
        let too_low = self.lower.as_ref().is_some_and(|bound| match compare(number, &bound.value) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Equal => bound.exclusive,
            std::cmp::Ordering::Greater => false,
        });
        let too_high = self.upper.as_ref().is_some_and(|bound| match compare(number, &bound.value) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => bound.exclusive,
            std::cmp::Ordering::Less => false,
        });
        let off_grid = self.has_steps && {
            let scaled = Decimal::of(number).filter(|decimal| decimal.places <= self.row.places);
            scaled.and_then(|decimal| decimal.floor_at(self.row.places)).is_none_or(|mantissa| mantissa % self.row.step != 0)
        };
        let too_wide = match self.bits {
            Some(32) => number.as_i64().is_none_or(|whole| i32::try_from(whole).is_err()),
            Some(64) => number.as_i64().is_none(),
            _ => false,
        } && self.is_whole;
        !too_low && !too_high && !off_grid && !too_wide && !self.excluded.iter().any(|other| super::types::same(other, value))
    }

    /// How many of the limits the schema sets itself; they come first.
    pub(super) fn bound_count(&self) -> usize {
        usize::from(self.lower.is_some()) + usize::from(self.upper.is_some())
    }

    /// The limits that this schema allows, each with its description.
    pub(super) fn boundaries(&self) -> Vec<(Value, &'static str)> {
        let mut boundaries: Vec<(Value, &'static str)> = Vec::new();
        let mut add = |number: Option<Number>, description| {
            if let Some(value) = number.map(Value::Number)
                && self.admits(&value)
                && !boundaries.iter().any(|(other, _)| *other == value)
            {
                boundaries.push((value, description));
            }
        };
        let near = |float: f64| {
            Decimal::of_float(float).and_then(|decimal| self.row.below(decimal)).and_then(|index| self.row.at(index))
        };
        let (lowest, highest) = (self.row.at(self.row.first), self.row.at(self.row.last));
        if self.lower.is_some() {
            add(lowest.clone(), "smallest number allowed");
        }
        if self.upper.is_some() {
            add(highest.clone(), "largest number allowed");
        }
        add(Some(Number::from(0)), "zero");
        if self.lower.is_none() {
            add(if self.has_steps { near(-1.0) } else { Some(Number::from(-1)) }, "negative number");
        }
        if self.is_whole {
            let extremes = [
                (i64::from(i32::MAX), "largest 32-bit integer"),
                (i64::from(i32::MIN), "smallest 32-bit integer"),
                (9_007_199_254_740_991, "largest integer that JavaScript holds exactly"),
                (-9_007_199_254_740_991, "smallest integer that JavaScript holds exactly"),
                (i64::MAX, "largest 64-bit integer"),
                (i64::MIN, "smallest 64-bit integer"),
            ];
            for (number, description) in extremes {
                add(Some(Number::from(number)), description);
            }
        } else {
            add(Number::from_f64(0.1), "number that binary floats cannot hold exactly");
            let (tiny, huge) = if self.bits == Some(24) { (1e-38, 3.4e38) } else { (5e-324, 1.797_693_134_862_315_7e308) };
            add(Number::from_f64(tiny), "tiny number");
            add(Number::from_f64(huge), "huge number");
            add(Number::from_f64(-huge), "huge negative number");
            add(Number::from_f64(-0.0), "negative zero");
        }
        if self.has_steps {
            // Without the usual limits on their grid, the ends of the grid.
            add(lowest, "smallest number allowed");
            add(highest, "largest number allowed");
        }
        boundaries
    }
}

/// The step that all steps have in common, and its places.
fn grid(shape: &Shape, is_whole: bool) -> Option<(i128, u32)> {
    let steps: Vec<Decimal> = shape.steps.iter().map(Decimal::of).collect::<Option<_>>()?;
    if steps.is_empty() {
        return Some(if is_whole { (1, 0) } else { natural_grid(shape) });
    }
    let places = steps.iter().map(|step| step.places).max().unwrap_or(0);
    let unit = power(places)?;
    let mut common = if is_whole { unit } else { 0 };
    for step in steps {
        let step = step.floor_at(places)?;
        common = if common == 0 { step } else { common.checked_div(common_divisor(common, step))?.checked_mul(step)? };
    }
    (common > 0).then_some((common, places))
}

/// Two places, unless the bounds are close to each other.
fn natural_grid(shape: &Shape) -> (i128, u32) {
    let float = |bound: &Option<Bound>| bound.as_ref().and_then(|bound| bound.value.as_f64());
    let (Some(low), Some(high)) = (float(&shape.lower), float(&shape.upper)) else { return (1, 2) };
    let mut places = 2;
    let mut unit = 0.01;
    // Room for a hundred steps, if floats of this size can tell them apart.
    while places < 20 && high - low < unit * 100.0 {
        places += 1;
        unit /= 10.0;
    }
    let exact = [&shape.lower, &shape.upper].into_iter().flatten().filter_map(|bound| Decimal::of(&bound.value));
    let own = exact.map(|decimal| decimal.places).max().unwrap_or(0);
    (1, if low == high { own } else { places.max(own.min(20)) })
}

/// The farthest from zero that numbers without a bound go.
fn widest(bits: Option<u32>, is_whole: bool) -> i128 {
    match bits {
        Some(32) => i128::from(i32::MAX),
        _ if is_whole => i128::from(i64::MAX),
        _ => 1_000_000_000_000_000,
    }
}

fn row(shape: &Shape, step: i128, places: u32, bits: Option<u32>, is_whole: bool) -> Option<Row> {
    let scale = power(places)?;
    let widest = widest(bits, is_whole).checked_mul(scale)?;
    let beyond =
        |bound: &Bound| if bound.value.as_f64().is_some_and(|float| float > 0.0) { 10_i128.pow(37) } else { -(10_i128.pow(37)) };
    let first = match &shape.lower {
        Some(bound) => {
            let exact = Decimal::of(&bound.value);
            let mantissa = exact.and_then(|decimal| decimal.ceiling_at(places)).unwrap_or_else(|| beyond(bound));
            let mut first = -(mantissa.checked_neg()?.div_euclid(step));
            let touches = exact.is_some_and(|decimal| decimal.places <= places) && first.checked_mul(step)? == mantissa;
            if bound.exclusive && touches {
                first += 1;
            }
            Some(first)
        }
        None => None,
    };
    let last = match &shape.upper {
        Some(bound) => {
            let exact = Decimal::of(&bound.value);
            let mantissa = exact.and_then(|decimal| decimal.floor_at(places)).unwrap_or_else(|| beyond(bound));
            let mut last = mantissa.div_euclid(step);
            let touches = exact.is_some_and(|decimal| decimal.places <= places) && last.checked_mul(step)? == mantissa;
            if bound.exclusive && touches {
                last -= 1;
            }
            Some(last)
        }
        None => None,
    };
    let reach = widest.div_euclid(step).max(1);
    let (first, last) = match (first, last) {
        (Some(first), Some(last)) => (first, last),
        (Some(first), None) => (first, reach.max(first.checked_add(1000)?)),
        (None, Some(last)) => ((-reach).min(last.checked_sub(1000)?), last),
        (None, None) => (-reach, reach),
    };
    if first > last {
        return None;
    }
    // An integer beyond 64 bits would be written as a float and lose its last digits.
    let all = Row { step, places, first, last };
    let limit = i128::from(u64::MAX);
    let narrowed = if is_whole { all.within(i128::from(i64::MIN), limit) } else { None };
    Some(narrowed.unwrap_or(all))
}

fn usual(row: &Row, shape: &Shape) -> Row {
    let narrowed = match (&shape.lower, &shape.upper) {
        (Some(_), Some(_)) => None,
        (Some(bound), None) => {
            let low = Decimal::of(&bound.value).and_then(|decimal| decimal.floor_at(0)).unwrap_or(0);
            row.within(low, low.saturating_add(1000))
        }
        (None, Some(bound)) => {
            let high = Decimal::of(&bound.value).and_then(|decimal| decimal.ceiling_at(0)).unwrap_or(0);
            if high > 0 { row.within(0, high.min(1000)) } else { row.within(high.saturating_sub(1000), high) }
        }
        (None, None) => row.within(0, 1000),
    };
    narrowed.map_or_else(|| row.clone(), |usual| Row { first: usual.first.max(row.first), ..usual })
}
