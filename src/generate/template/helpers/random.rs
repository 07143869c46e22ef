//! Helpers for random values and choices. Each draws from the rendering's one source.

use serde_json::Value;

use super::super::{
    limits::{MAX_REPEAT, check_text},
    registry::{Arguments, Family, Function, Helper, MANY},
    render::State,
    value::{self, number},
};
use crate::generate::random::Random;

const F: Family = Family::Random;
type Answer = Result<Value, String>;

const fn random(name: &'static str, signature: &'static str, takes: (usize, usize), function: Function) -> Helper {
    Helper::new(F, name, signature, takes, function).dynamic()
}

pub(super) static HELPERS: &[Helper] = &[
    random("oneOf", "a b … or list", (1, MANY), one_of).says(
        "One of the values, or of the items of a list.",
        "{{oneOf 'red' 'green'}}",
        "green",
    ),
    random("pickRandom", "a b … or list count=…", (1, MANY), pick_random).says(
        "One of the values or items; with count=, a list of several.",
        "{{pickRandom 'red' 'green'}}",
        "red",
    ),
    random("someOf", "list min max stringify=false", (1, 4), some_of).says(
        "Some of the items of a list, each at most once.",
        "{{someOf (array 1 2 3) 1 2}}",
        "[3,1]",
    ),
    random("weighted", "a weight b weight …", (2, MANY), weighted).says(
        "One of the values, as often as the number behind it says.",
        "{{weighted 'ok' 9 'failed' 1}}",
        "ok",
    ),
    random("shuffle", "list", (1, 1), shuffle).says("A list in another order.", "{{shuffle (array 1 2 3)}}", "[2,3,1]"),
    random("chance", "probability", (1, 1), chance).says("True with a probability from 0 to 1.", "{{chance 0.5}}", "true"),
    random("randomInt", "lower=… upper=…", (0, 2), random_int).says(
        "A whole number from lower= up to, but not including, upper=.",
        "{{randomInt lower=1 upper=6}}",
        "4",
    ),
    random("randomDecimal", "lower=… upper=…", (0, 2), random_decimal).says(
        "A number with a fraction.",
        "{{randomDecimal lower=1 upper=2}}",
        "1.5",
    ),
    random("randomValue", "length=36 type='ALPHANUMERIC' uppercase=false", (0, 0), random_value).says(
        "A random text: ALPHANUMERIC, ALPHABETIC, NUMERIC, ALPHANUMERIC_AND_SYMBOLS, HEXADECIMAL or UUID.",
        "{{randomValue length=8 type='NUMERIC'}}",
        "80217645",
    ),
    random("int", "min=0 max=9007199254740991", (0, 2), int).says("A whole number.", "{{int 1 6}}", "4"),
    random("float", "min=0 max=1", (0, 2), float).says("A number with a fraction.", "{{float 1 2}}", "1.5"),
    random("boolean", "", (0, 0), boolean).says("True or false.", "{{boolean}}", "true"),
    random("uuid", "", (0, 0), uuid).says("A UUID.", "{{uuid}}", "f3b9a1c2-5d4e-4f60-8a7b-9c0d1e2f3a4b"),
    random("guid", "", (0, 0), uuid).says("A UUID.", "{{guid}}", "f3b9a1c2-5d4e-4f60-8a7b-9c0d1e2f3a4b"),
    random("objectId", "", (0, 1), object_id).says(
        "An identifier as MongoDB makes them.",
        "{{objectId}}",
        "68512a40c3f1e2d4b5a69788",
    ),
];

/// The values, or the items of the only one.
fn choices<'a>(a: &'a Arguments<'_>) -> Vec<&'a Value> {
    match a.value(0) {
        Value::Array(items) if a.len() == 1 || (a.len() == 2 && a.value(1).is_boolean()) => items.iter().collect(),
        _ => a.from(0).collect(),
    }
}

fn one_of(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let chosen = state.random().pick(&choices(a)).map_or(Value::Null, |chosen| (*chosen).clone());
    let is_text = a.len() == 2 && a.value(0).is_array() && *a.value(1) == true;
    Ok(if is_text { chosen.to_string().into() } else { chosen })
}

fn some(random: &mut Random, mut items: Vec<Value>, count: usize) -> Value {
    random.shuffle(&mut items);
    items.truncate(count);
    items.into()
}

fn pick_random(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let choices = choices(a);
    match a.named_integer("count") {
        Some(count) => {
            let all = choices.into_iter().cloned().collect();
            Ok(some(state.random(), all, usize::try_from(count).unwrap_or(0)))
        }
        None => Ok(state.random().pick(&choices).map_or(Value::Null, |chosen| (*chosen).clone())),
    }
}

fn some_of(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let items = a.value(0).as_array().cloned().unwrap_or_default();
    let fewest = a.integer(1).unwrap_or(1);
    let most = a.integer(2).unwrap_or(items.len() as i64);
    let count = state.random().integer(fewest, most);
    let chosen = some(state.random(), items, usize::try_from(count).unwrap_or(0));
    Ok(if value::is_true(a.value(3), false) { chosen.to_string().into() } else { chosen })
}

fn weighted(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    if !a.len().is_multiple_of(2) {
        return Err("'weighted' takes a number behind each value: weighted 'ok' 9 'failed' 1".to_owned());
    }
    let weights: Vec<f64> = (1..a.len()).step_by(2).map(|index| a.number(index).unwrap_or(0.0).max(0.0)).collect();
    let mut left = state.random().unit() * weights.iter().sum::<f64>();
    for (position, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return Ok(a.value(position * 2).clone());
        }
    }
    // Rounding, or no weights at all.
    Ok(a.value(0).clone())
}

fn shuffle(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let items = a.value(0).as_array().cloned().unwrap_or_default();
    Ok(some(state.random(), items, usize::MAX))
}

fn chance(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let probability = a.number(0).ok_or("'chance' takes a number from 0 to 1")?;
    Ok(state.random().chance(probability).into())
}

fn random_int(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let lower = a.named_integer("lower").or_else(|| a.integer(0));
    let upper = a.named_integer("upper").or_else(|| a.integer(1));
    // WireMock's upper bound is not included.
    let last = match (a.named("upper"), upper) {
        (Some(_), Some(upper)) => upper.saturating_sub(1).max(lower.unwrap_or(i64::MIN)),
        (None, Some(upper)) => upper,
        (_, None) => i64::from(i32::MAX),
    };
    Ok(state.random().integer(lower.unwrap_or(i64::from(i32::MIN)).min(last), last).into())
}

fn random_decimal(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let bound = |name, index| a.named(name).and_then(value::to_number).or_else(|| a.number(index));
    let (lower, upper) = (bound("lower", 0).unwrap_or(0.0), bound("upper", 1).unwrap_or(1.0));
    Ok(number(state.random().float(lower, upper)))
}

const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
const DIGITS: &[u8] = b"0123456789";
const LETTERS_AND_DIGITS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const WITH_SYMBOLS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,-./:;<=>?@[]^_{|}~";
const HEXADECIMAL: &[u8] = b"0123456789abcdef";

fn random_value(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let kind = a.named_text("type").unwrap_or("ALPHANUMERIC".into()).to_uppercase();
    let alphabet = match kind.as_str() {
        "UUID" => return uuid(a, state),
        "ALPHANUMERIC" => LETTERS_AND_DIGITS,
        "ALPHABETIC" => LETTERS,
        "NUMERIC" => DIGITS,
        "ALPHANUMERIC_AND_SYMBOLS" => WITH_SYMBOLS,
        "HEXADECIMAL" => HEXADECIMAL,
        other => {
            let known = "ALPHANUMERIC, ALPHABETIC, NUMERIC, ALPHANUMERIC_AND_SYMBOLS, HEXADECIMAL and UUID";
            return Err(format!("'randomValue' knows no type '{other}'; known are {known}"));
        }
    };
    let length = usize::try_from(a.named_integer("length").unwrap_or(36)).unwrap_or(0);
    if length > MAX_REPEAT {
        return Err(format!("a random text has at most {MAX_REPEAT} characters"));
    }
    check_text(length)?;
    state.budget.spend(length / 8)?;
    let random = state.random();
    let text: String = (0..length).filter_map(|_| random.pick(alphabet)).map(|byte| char::from(*byte)).collect();
    let is_upper = a.named("uppercase").is_some_and(|flag| value::is_true(flag, false));
    Ok(if is_upper { text.to_uppercase() } else { text }.into())
}

/// The largest whole number that a JSON reader of any language keeps.
const LARGEST: i64 = 9_007_199_254_740_991;

fn int(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let bound = |name, index, default| a.named_integer(name).or_else(|| a.integer(index)).unwrap_or(default);
    let (first, last) = (bound("min", 0, 0), bound("max", 1, LARGEST));
    Ok(state.random().integer(first, last).into())
}

fn float(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let bound = |name, index, default| a.named(name).and_then(value::to_number).or_else(|| a.number(index)).unwrap_or(default);
    let (first, last) = (bound("min", 0, 0.0), bound("max", 1, 1.0));
    Ok(number(state.random().float(first, last)))
}

fn boolean(_: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    Ok(state.random().chance(0.5).into())
}

fn hexadecimal(random: &mut Random, count: usize) -> impl Iterator<Item = char> {
    (0..count).map(|_| char::from_digit(random.below(16) as u32, 16).unwrap_or('0'))
}

fn uuid(_: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let random = state.random();
    let mut text = String::with_capacity(36);
    for (index, digit) in hexadecimal(random, 32).enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(match (index, digit) {
            (12, _) => '4',
            (16, digit) => match digit.to_digit(4) {
                Some(low) => char::from_digit(8 + low, 16).unwrap_or('8'),
                None => char::from_digit(8 + digit.to_digit(16).unwrap_or(0) % 4, 16).unwrap_or('8'),
            },
            (_, digit) => digit,
        });
    }
    Ok(text.into())
}

fn object_id(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let second = a.integer(0).unwrap_or_else(|| state.now().as_second());
    let rest: String = hexadecimal(state.random(), 16).collect();
    Ok(format!("{:08x}{rest}", second & 0xffff_ffff).into())
}
