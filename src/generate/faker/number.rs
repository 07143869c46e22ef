//! `number` and `datatype`: numbers between bounds, in several ways of writing, and the toss of a coin.

use rand::RngExt;
use serde_json::Value;

use super::call::Call;
use super::draw;
use super::method::{Answer, Kind, Method, Parameter, Shape, optional};

/// The largest whole number that JavaScript tells apart from its neighbours.
const MAX_SAFE: i64 = 9_007_199_254_740_991;

const MINIMUM: Parameter = optional("min", Kind::Number, "0", "The smallest value.");

pub(super) static METHODS: &[Method] = &[
    Method::new("number.bigInt", "A large whole number.", Shape::Integer, big_int)
        .with(&[
            optional("max", Kind::Any, "999999999999999", "The largest value: a number, or a text of digits."),
            optional("min", Kind::Any, "0", "The smallest value."),
            optional("multipleOf", Kind::Any, "1", "What the value is a multiple of."),
        ])
        .positions(1),
    Method::text("number.binary", "A number in binary digits.", |call| in_base(call, 1, |number| format!("{number:b}")))
        .with(&[optional("max", Kind::Number, "1", "The largest value."), MINIMUM])
        .positions(1)
        .example("[255]"),
    Method::new("number.float", "A number with a fraction.", Shape::Number, float)
        .with(&[
            optional("max", Kind::Number, "1", "The largest value."),
            optional("min", Kind::Number, "0", "The smallest value."),
            optional("fractionDigits", Kind::Integer, "all", "How many digits after the point at most."),
            optional("multipleOf", Kind::Number, "any", "What the value is a multiple of."),
            optional("precision", Kind::Number, "any", "The older name of multipleOf."),
        ])
        .positions(1)
        .example(r#"[{"min":1,"max":10,"fractionDigits":2}]"#),
    Method::text("number.hex", "A number in hexadecimal digits.", |call| in_base(call, 15, |number| format!("{number:x}")))
        .with(&[optional("max", Kind::Number, "15", "The largest value."), MINIMUM])
        .positions(1)
        .example("[65535]"),
    Method::new("number.int", "A whole number.", Shape::Integer, int)
        .with(&[
            optional("max", Kind::Number, "9007199254740991", "The largest value."),
            MINIMUM,
            optional("multipleOf", Kind::Integer, "1", "What the value is a multiple of."),
        ])
        .positions(1)
        .example(r#"[{"min":1,"max":100}]"#),
    Method::text("number.octal", "A number in octal digits.", |call| in_base(call, 7, |number| format!("{number:o}")))
        .with(&[optional("max", Kind::Number, "7", "The largest value."), MINIMUM])
        .positions(1)
        .example("[511]"),
    Method::text("number.romanNumeral", "A number in Roman numerals.", roman)
        .with(&[
            optional("max", Kind::Number, "3999", "The largest value, up to 3999."),
            optional("min", Kind::Number, "1", "The smallest value, from 1."),
        ])
        .positions(1),
];

pub(super) static DATATYPE: &[Method] = &[Method::new("datatype.boolean", "True or false.", Shape::Boolean, |call| {
    let probability = call.number("probability")?.unwrap_or(0.5);
    Ok(Value::from(call.random.chance(probability)))
})
.with(&[optional("probability", Kind::Number, "0.5", "How often it is true, from 0 to 1.")])];

/// The whole numbers between the bounds given, or an error where there are none.
fn bounds(call: &Call<'_>, default: (i64, i64)) -> Result<(i64, i64), super::FakerError> {
    let exact = |name, round: fn(f64) -> f64| match call.any(name).and_then(Value::as_i64) {
        Some(number) => Ok(Some(number)),
        None => Ok(call.number(name)?.map(|number| round(number) as i64)),
    };
    let low = exact("min", f64::ceil)?.unwrap_or(default.0);
    let high = exact("max", f64::floor)?.unwrap_or(default.1);
    if low > high {
        return call.unsuitable(format!("there is no whole number from {low} to {high}; 'min' must not be above 'max'"));
    }
    Ok((low, high))
}

fn int(call: &mut Call<'_>) -> Answer {
    let (low, high) = bounds(call, (0, MAX_SAFE))?;
    let Some(step) = call.integer("multipleOf", 1, MAX_SAFE)? else { return Ok(Value::from(call.random.integer(low, high))) };
    // Rounded towards the inside of the bounds.
    let (first, last) = (low.div_euclid(step) + i64::from(low.rem_euclid(step) != 0), high.div_euclid(step));
    if first > last {
        return call.unsuitable(format!("there is no multiple of {step} from {low} to {high}; widen the bounds"));
    }
    Ok(Value::from(call.random.integer(first, last) * step))
}

fn float(call: &mut Call<'_>) -> Answer {
    let (low, high) = (call.number("min")?.unwrap_or(0.0), call.number("max")?.unwrap_or(1.0));
    if low > high {
        return call.unsuitable(format!("there is no number from {low} to {high}; 'min' must not be above 'max'"));
    }
    let step = match call.number("multipleOf")? {
        Some(step) => Some(step),
        None => call.number("precision")?,
    };
    if let Some(step) = step {
        return multiple(call, low, high, step);
    }
    Ok(draw::number(match call.integer("fractionDigits", 0, 15)? {
        Some(digits) => draw::decimal(call.random, low, high, digits as u32),
        None => call.random.float(low, high),
    }))
}

/// A multiple of a step between bounds. A step such as 0.1 is no exact float, but the tenth part of a whole number is the
/// float nearest to it, so such multiples are made by dividing.
fn multiple(call: &mut Call<'_>, low: f64, high: f64, step: f64) -> Answer {
    if step <= 0.0 {
        return call.unsuitable(format!("'multipleOf' must be above 0, but is {step}"));
    }
    let parts = (1.0 / step).round();
    let by_division = step < 1.0 && (parts * step - 1.0).abs() < 1e-9;
    let (first, last) =
        if by_division { ((low * parts).ceil(), (high * parts).floor()) } else { ((low / step).ceil(), (high / step).floor()) };
    if first > last || first.abs().max(last.abs()) > MAX_SAFE as f64 {
        return call.unsuitable(format!("there is no multiple of {step} to draw from {low} to {high}; choose other bounds"));
    }
    let count = call.random.integer(first as i64, last as i64) as f64;
    Ok(draw::number(if by_division { count / parts } else { count * step }))
}

fn in_base(call: &mut Call<'_>, default: i64, write: fn(u64) -> String) -> Answer {
    let (low, high) = bounds(call, (0, default))?;
    let number = call.random.integer(low, high);
    Ok(Value::from(format!("{}{}", if number < 0 { "-" } else { "" }, write(number.unsigned_abs()))))
}

fn big_int(call: &mut Call<'_>) -> Answer {
    let low = big(call, "min")?.unwrap_or(0);
    let high = big(call, "max")?.unwrap_or_else(|| low.max(0) + 999_999_999_999_999);
    let step = big(call, "multipleOf")?.unwrap_or(1);
    if step < 1 {
        return call.unsuitable(format!("'multipleOf' must be at least 1, but is {step}"));
    }
    let (first, last) = (low.div_euclid(step) + i128::from(low.rem_euclid(step) != 0), high.div_euclid(step));
    if first > last {
        return call.unsuitable(format!("there is no multiple of {step} from {low} to {high}; widen the bounds"));
    }
    let number = call.random.random_range(first..=last) * step;
    // JSON readers hold whole numbers of 64 bits; larger ones are written as a text.
    Ok(match (i64::try_from(number), u64::try_from(number)) {
        (Ok(number), _) => Value::from(number),
        (_, Ok(number)) => Value::from(number),
        _ => Value::from(number.to_string()),
    })
}

/// A whole number of up to 30 digits.
fn big(call: &Call<'_>, name: &'static str) -> Result<Option<i128>, super::FakerError> {
    let number = match call.any(name) {
        None => return Ok(None),
        Some(Value::Number(number)) if number.is_f64() => {
            number.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i128)
        }
        Some(Value::Number(number)) => number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from)),
        Some(Value::Bool(flag)) => Some(i128::from(*flag)),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(_) => None,
    };
    match number.filter(|number| number.unsigned_abs() < 10_u128.pow(30)) {
        Some(number) => Ok(Some(number)),
        None => call.unsuitable(format!("'{name}' must be a whole number of at most 30 digits")),
    }
}

fn roman(call: &mut Call<'_>) -> Answer {
    let (low, high) = bounds(call, (1, 3999))?;
    if low < 1 || high > 3999 {
        return call.unsuitable("Roman numerals go from 1 to 3999; choose 'min' and 'max' within");
    }
    let mut rest = call.random.integer(low, high);
    let mut text = String::new();
    let numerals = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    for (value, numeral) in numerals {
        while rest >= value {
            text.push_str(numeral);
            rest -= value;
        }
    }
    Ok(Value::from(text))
}
