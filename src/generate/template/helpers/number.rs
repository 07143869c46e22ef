//! Helpers for numbers.

use serde_json::Value;

use super::super::{
    registry::{Arguments, BlockUse, Family, Helper, MANY},
    render::State,
    value::{self, number, to_number},
};

const F: Family = Family::Number;
type Answer = Result<Value, String>;

pub(super) static HELPERS: &[Helper] = &[
    Helper::new(F, "add", "a b …", (1, MANY), add).says("The sum; what is no number is left out.", "{{add 1 2 '3'}}", "6"),
    Helper::new(F, "subtract", "a b …", (1, MANY), subtract).says(
        "The first number less the others.",
        "{{subtract 10 2 3}}",
        "5",
    ),
    Helper::new(F, "multiply", "a b …", (1, MANY), multiply).says("The product.", "{{multiply 2 3 4}}", "24"),
    Helper::new(F, "divide", "a b …", (1, MANY), divide).says(
        "The first number divided by the others; zeros are left out.",
        "{{divide 10 4}}",
        "2.5",
    ),
    Helper::new(F, "modulo", "a b", (2, 2), modulo).says("The remainder; nothing for a divisor of 0.", "{{modulo 10 4}}", "2"),
    Helper::new(F, "math", "a sign b", (3, 3), math).says("A calculation with + - * / or %.", "{{math 3 '*' 4}}", "12"),
    Helper::new(F, "ceil", "number", (1, 1), ceil).says("The next whole number up.", "{{ceil 1.2}}", "2"),
    Helper::new(F, "floor", "number", (1, 1), floor).says("The next whole number down.", "{{floor 1.8}}", "1"),
    Helper::new(F, "round", "number", (1, 1), round).says("The nearest whole number; halves go up.", "{{round 1.5}}", "2"),
    Helper::new(F, "abs", "number", (1, 1), abs).says("The number without its sign.", "{{abs -3}}", "3"),
    Helper::new(F, "min", "a b …", (1, MANY), min).says("The smallest of numbers, or of a list of them.", "{{min 3 1 2}}", "1"),
    Helper::new(F, "max", "a b …", (1, MANY), max).says("The largest of numbers, or of a list of them.", "{{max 3 1 2}}", "3"),
    Helper::new(F, "sum", "list", (1, MANY), sum).says("The sum of a list of numbers.", "{{sum (array 1 2 3)}}", "6"),
    Helper::new(F, "toFixed", "number digits", (1, 2), to_fixed).says(
        "A number with so many digits after the point.",
        "{{toFixed 1.2345 2}}",
        "1.23",
    ),
    Helper::new(F, "parseInt", "text", (1, 1), parse_int).says(
        "The whole number that a text begins with.",
        "{{parseInt '42px'}}",
        "42",
    ),
    Helper::new(F, "numberFormat", "number", (1, 2), number_format).says(
        "A number with commas between the thousands.",
        "{{numberFormat 1234567.5}}",
        "1,234,567.5",
    ),
    Helper::new(F, "isEven", "number text", (1, 2), is_even).block(BlockUse::Condition).says(
        "True for even numbers, or a text for them.",
        "{{isEven 4}}",
        "true",
    ),
    Helper::new(F, "isOdd", "number text", (1, 2), is_odd).block(BlockUse::Condition).says(
        "True for odd numbers, or a text for them.",
        "{{isOdd 4}}",
        "false",
    ),
    Helper::new(F, "stripes", "number even odd", (3, 3), stripes).says(
        "One text for even numbers and another for odd ones.",
        "{{stripes 3 'even' 'odd'}}",
        "odd",
    ),
];

/// The numbers among the values; lists count as their items.
fn numbers<'a>(a: &'a Arguments<'_>) -> impl Iterator<Item = f64> + 'a {
    a.from(0)
        .flat_map(|value| match value {
            Value::Array(items) => items.iter().collect::<Vec<_>>(),
            other => vec![other],
        })
        .filter_map(to_number)
}

fn add(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(number(a.from(0).filter_map(to_number).sum()))
}

fn sum(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(number(numbers(a).sum()))
}

fn subtract(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.from(0).filter_map(to_number).reduce(|a, b| a - b).map_or(Value::Null, number))
}

fn multiply(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.from(0).filter_map(to_number).reduce(|a, b| a * b).map_or(Value::Null, number))
}

fn divide(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let mut numbers = a.from(0).filter_map(to_number);
    let first = numbers.next();
    Ok(first.map_or(Value::Null, |first| number(numbers.filter(|divisor| *divisor != 0.0).fold(first, |a, b| a / b))))
}

fn modulo(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(match (a.number(0), a.number(1)) {
        (Some(first), Some(second)) if second != 0.0 => number(first % second),
        _ => Value::from(""),
    })
}

fn math(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let operand = |index| a.number(index).ok_or_else(|| format!("'{}' is no number", a.text(index)));
    let (first, second) = (operand(0)?, operand(2)?);
    Ok(number(match &*a.text(1) {
        "+" => first + second,
        "-" => first - second,
        "*" | "x" => first * second,
        "/" => first / second,
        "%" => first % second,
        other => return Err(format!("'math' knows + - * / and %, not '{other}'")),
    }))
}

fn ceil(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.number(0).map_or(Value::Null, |value| number(value.ceil())))
}

fn floor(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.number(0).map_or(Value::Null, |value| number(value.floor())))
}

fn round(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.number(0).map_or(Value::Null, |value| {
        let below = value.floor();
        number(if value - below >= 0.5 { below + 1.0 } else { below })
    }))
}

fn abs(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.number(0).map_or(Value::Null, |value| number(value.abs())))
}

fn min(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(numbers(a).reduce(f64::min).map_or(Value::Null, number))
}

fn max(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(numbers(a).reduce(f64::max).map_or(Value::Null, number))
}

fn to_fixed(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let digits = usize::try_from(a.integer(1).unwrap_or(0).clamp(0, 100)).unwrap_or(0);
    let value = a.number(0).unwrap_or(0.0);
    // No sign for what is rounded to zero.
    let text = format!("{value:.digits$}");
    let is_zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    Ok(text.strip_prefix('-').filter(|_| is_zero).unwrap_or(&text).into())
}

fn parse_int(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let text = a.text(0);
    let text = text.trim();
    let end =
        text.char_indices().find(|(at, character)| !(character.is_ascii_digit() || (*at == 0 && matches!(character, '-' | '+'))));
    let digits = text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or_default();
    Ok(digits.parse::<i64>().map_or_else(|_| digits.parse().map_or(Value::Null, number), Value::from))
}

fn number_format(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let Some(number) = a.number(0) else { return Ok(Value::Null) };
    let text = match a.integer(1) {
        Some(digits) => format!("{number:.0$}", usize::try_from(digits.clamp(0, 20)).unwrap_or(0)),
        None => value::text(&value::number(number)).into_owned(),
    };
    let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) =
        rest.split_once('.').map_or((rest, String::new()), |(whole, fraction)| (whole, format!(".{fraction}")));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    Ok(format!("{sign}{grouped}{fraction}").into())
}

fn parity(a: &Arguments<'_>, wanted: i64) -> Value {
    let holds = a.integer(0).is_some_and(|number| number.rem_euclid(2) == wanted);
    match a.get(1) {
        Some(text) if holds => text.clone(),
        Some(_) => Value::Null,
        None => Value::Bool(holds),
    }
}

fn is_even(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(parity(a, 0))
}

fn is_odd(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(parity(a, 1))
}

fn stripes(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let is_even = a.integer(0).is_some_and(|number| number.rem_euclid(2) == 0);
    Ok(a.value(if is_even { 1 } else { 2 }).clone())
}
