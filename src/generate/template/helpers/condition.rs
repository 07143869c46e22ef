//! Helpers that compare, for `{{#if (…)}}` and as blocks of their own.

use std::cmp::Ordering;

use serde_json::Value;

use super::super::{
    registry::{Arguments, BlockUse, Family, Function, Helper, MANY},
    render::State,
    value,
};

const F: Family = Family::Condition;
type Answer = Result<Value, String>;

const fn condition(name: &'static str, signature: &'static str, takes: (usize, usize), function: Function) -> Helper {
    Helper::new(F, name, signature, takes, function).block(BlockUse::Condition)
}

pub(super) static HELPERS: &[Helper] = &[
    condition("eq", "a b", (2, 2), eq).says(
        "Whether two values are the same, of the same type.",
        "{{#if (eq 1 1)}}same{{/if}}",
        "same",
    ),
    condition("neq", "a b", (2, 2), neq).says("Whether two values differ.", "{{neq 'a' 'b'}}", "true"),
    condition("gt", "a b", (2, 2), gt).says("Whether a number is greater.", "{{gt 2 1}}", "true"),
    condition("gte", "a b", (2, 2), gte).says("Whether a number is greater or the same.", "{{gte 2 2}}", "true"),
    condition("lt", "a b", (2, 2), lt).says("Whether a number is less.", "{{lt 2 1}}", "false"),
    condition("lte", "a b", (2, 2), lte).says("Whether a number is less or the same.", "{{lte 2 2}}", "true"),
    condition("and", "a b …", (1, MANY), and).says("Whether all conditions hold.", "{{and true 1 'x'}}", "true"),
    condition("or", "a b …", (1, MANY), or).says("Whether one of the conditions holds.", "{{or false 0 'x'}}", "true"),
    condition("not", "condition", (1, 1), not).says("Whether a condition does not hold.", "{{not false}}", "true"),
    condition("includes", "text part", (2, 2), includes).says(
        "Whether a text has a part, or a list an item.",
        "{{includes 'abc' 'b'}}",
        "true",
    ),
    condition("contains", "text part", (2, 2), includes).says(
        "Whether a text has a part, or a list an item.",
        "{{contains (array 1 2) 2}}",
        "true",
    ),
    condition("startsWith", "text part", (2, 2), starts_with).says(
        "Whether a text begins so.",
        "{{startsWith 'abc' 'ab'}}",
        "true",
    ),
    condition("endsWith", "text part", (2, 2), ends_with).says("Whether a text ends so.", "{{endsWith 'abc' 'bc'}}", "true"),
    condition("matches", "text pattern", (2, 2), matches).says(
        "Whether a regular expression matches the whole text.",
        "{{matches 'A42' '[A-Z][0-9]+'}}",
        "true",
    ),
    condition("isEmpty", "value", (1, 1), is_empty).says(
        "Whether a value is null, an empty text or an empty list.",
        "{{isEmpty ''}}",
        "true",
    ),
    Helper::new(F, "default", "value other", (2, MANY), default).block(BlockUse::Last).says(
        "The first of the values that is something.",
        "{{default '' 'none'}}",
        "none",
    ),
    Helper::new(F, "ternary", "condition yes no", (3, 3), ternary).says(
        "One value or another.",
        "{{ternary (gt 2 1) 'more' 'less'}}",
        "more",
    ),
];

fn eq(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(value::equals(a.value(0), a.value(1)).into())
}

fn neq(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok((!value::equals(a.value(0), a.value(1))).into())
}

fn compared(a: &Arguments<'_>, holds: impl Fn(Ordering) -> bool) -> Answer {
    let order = a.number(0).zip(a.number(1)).and_then(|(first, second)| first.partial_cmp(&second));
    Ok(order.is_some_and(holds).into())
}

fn gt(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    compared(a, Ordering::is_gt)
}

fn gte(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    compared(a, Ordering::is_ge)
}

fn lt(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    compared(a, Ordering::is_lt)
}

fn lte(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    compared(a, Ordering::is_le)
}

fn and(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.from(0).all(|value| value::is_true(value, false)).into())
}

fn or(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.from(0).any(|value| value::is_true(value, false)).into())
}

fn not(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok((!value::is_true(a.value(0), false)).into())
}

fn includes(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(match a.value(0) {
        Value::Array(items) => items.iter().any(|item| value::equals(item, a.value(1))),
        other => value::text(other).contains(&*a.text(1)),
    }
    .into())
}

fn starts_with(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.text(0).starts_with(&*a.text(1)).into())
}

fn ends_with(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.text(0).ends_with(&*a.text(1)).into())
}

fn matches(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let regex = state.patterns.regex(&format!("^(?:{})$", a.text(1)))?;
    Ok(regex.is_match(&a.text(0)).into())
}

fn is_empty(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(match a.value(0) {
        Value::Object(members) => members.is_empty(),
        other => !value::is_true(other, true),
    }
    .into())
}

fn default(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let is_something = |value: &&Value| !value.is_null() && **value != "";
    Ok(a.from(0).find(is_something).or_else(|| a.from(0).next_back()).cloned().unwrap_or_default())
}

fn ternary(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.value(if value::is_true(a.value(0), false) { 1 } else { 2 }).clone())
}
