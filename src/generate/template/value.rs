//! What values come to when they are shown, compared and counted with: the ways of JavaScript, in which the templates of the
//! field were written.

use std::{borrow::Cow, cmp::Ordering};

use serde_json::{Number, Value};

/// The missing value.
pub(super) static NULL: Value = Value::Null;

/// A value as text: a string as it is, nothing for null, JSON for arrays and objects.
pub(super) fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Null => Cow::Borrowed(""),
        Value::Bool(true) => Cow::Borrowed("true"),
        Value::Bool(false) => Cow::Borrowed("false"),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Array(_) | Value::Object(_) => Cow::Owned(value.to_string()),
    }
}

/// A value as a number, where it is one or reads as one.
pub(super) fn to_number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::Bool(flag) => f64::from(u8::from(*flag)),
        Value::Null => 0.0,
        Value::String(text) if text.trim().is_empty() => 0.0,
        Value::String(text) => text.trim().parse().ok()?,
        Value::Array(_) | Value::Object(_) => return None,
    };
    Some(number).filter(|number: &f64| number.is_finite())
}

/// A value as a whole number; fractions are cut off.
pub(super) fn to_integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) if number.is_i64() => number.as_i64(),
        // The cast stops at the limits.
        _ => to_number(value).map(|number| number as i64),
    }
}

/// A number as a value: whole ones without a fraction, null for what is no number.
pub(super) fn number(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT {
        return Value::from(number as i64);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// Whether a condition holds for a value: not for null, false, 0, "" and [].
pub(super) fn is_true(value: &Value, include_zero: bool) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => include_zero || number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(_) => true,
    }
}

/// Strict equality: the same type and value; 1 and 1.0 are the same number.
pub(super) fn equals(first: &Value, second: &Value) -> bool {
    match (first, second) {
        (Value::Number(first), Value::Number(second)) => first == second || first.as_f64() == second.as_f64(),
        _ => first == second,
    }
}

/// An order for any two values: numbers by size, all else by text.
pub(super) fn order(first: &Value, second: &Value) -> Ordering {
    match (first, second) {
        (Value::Number(first), Value::Number(second)) => {
            first.as_f64().unwrap_or_default().total_cmp(&second.as_f64().unwrap_or_default())
        }
        _ => text(first).cmp(&text(second)),
    }
}

/// A part of a value: a member of an object, an item of an array, the `length` of an array or text.
pub(super) fn member<'v>(value: &'v Value, name: &str) -> Option<Cow<'v, Value>> {
    match value {
        Value::Object(members) => members.get(name).map(Cow::Borrowed),
        Value::Array(items) => match name {
            "length" => Some(Cow::Owned(Value::from(items.len()))),
            "first" => items.first().map(Cow::Borrowed),
            "last" => items.last().map(Cow::Borrowed),
            _ => items.get(name.parse::<usize>().ok()?).map(Cow::Borrowed),
        },
        Value::String(text) if name == "length" => Some(Cow::Owned(Value::from(text.chars().count()))),
        _ => None,
    }
}

/// The part of a value at the end of a way of members; null where there is none.
pub(super) fn descend<'v, 'n>(value: Cow<'v, Value>, names: impl IntoIterator<Item = &'n str>) -> Cow<'v, Value> {
    let mut value = value;
    for name in names {
        value = match value {
            Cow::Borrowed(value) => member(value, name).unwrap_or(Cow::Borrowed(&NULL)),
            Cow::Owned(value) => member(&value, name).map_or(Cow::Borrowed(&NULL), |part| Cow::Owned(part.into_owned())),
        };
    }
    value
}

/// Splits a dotted path; a backslash keeps a dot from splitting, and `[0]` is a part as well.
pub(super) fn split_path(path: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut characters = path.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, parts.last_mut()) {
            ('\\', Some(part)) if characters.peek() == Some(&'.') => {
                characters.next();
                part.push('.');
            }
            ('.', _) => parts.push(String::new()),
            ('[', Some(part)) if part.is_empty() => {}
            ('[', _) => parts.push(String::new()),
            (']', _) => {}
            (other, Some(part)) => part.push(other),
            (_, None) => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_read_as_in_javascript() {
        for (value, expected) in [
            (json!("12"), Some(12.0)),
            (json!(" 1.5 "), Some(1.5)),
            (json!("x"), None),
            (json!(null), Some(0.0)),
            (json!(true), Some(1.0)),
            (json!([1]), None),
            (json!("inf"), None),
        ] {
            assert_eq!(to_number(&value), expected, "{value}");
        }
        assert_eq!(number(3.0), json!(3));
        assert_eq!(number(0.5), json!(0.5));
        assert_eq!(number(f64::NAN), Value::Null);
        assert!(equals(&json!(1), &json!(1.0)) && !equals(&json!(1), &json!("1")));
        assert!(
            is_true(&json!({}), false) && !is_true(&json!([]), false) && !is_true(&json!(0), false) && is_true(&json!(0), true)
        );
    }

    #[test]
    fn paths_are_split_at_dots() {
        assert_eq!(split_path("a.b"), ["a", "b"]);
        assert_eq!(split_path(r"a\.b.c"), ["a.b", "c"]);
        assert_eq!(split_path("a[0].b"), ["a", "0", "b"]);
        let value = json!({"a": [{"b": 7}]});
        assert_eq!(*descend(Cow::Borrowed(&value), ["a", "0", "b"]), json!(7));
        assert_eq!(*descend(Cow::Borrowed(&value), ["a", "length"]), json!(1));
        assert_eq!(*descend(Cow::Borrowed(&value), ["a", "x", "b"]), Value::Null);
    }
}
