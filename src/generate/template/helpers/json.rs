//! Helpers for JSON values.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::super::{
    registry::{Arguments, BlockUse, Family, Helper, MANY},
    render::State,
    value,
};

const F: Family = Family::Json;
type Answer = Result<Value, String>;

pub(super) static HELPERS: &[Helper] = &[
    Helper::new(F, "object", "name=value …", (0, 0), object).says(
        "An object of these members.",
        "{{object a=1 b='x'}}",
        "{\"a\":1,\"b\":\"x\"}",
    ),
    Helper::new(F, "jsonParse", "text", (1, 1), json_parse).says(
        "The value that a JSON text stands for.",
        "{{#with (jsonParse '{\"a\":1}')}}{{a}}{{/with}}",
        "1",
    ),
    Helper::new(F, "parseJson", "text name", (1, 2), parse_json).says(
        "The value that a JSON text stands for; with a name, it becomes a variable.",
        "{{parseJson '{\"a\":1}' 'data'}}{{data.a}}",
        "1",
    ),
    Helper::new(F, "stringify", "value", (1, 1), stringify).says(
        "A value as JSON text with indented lines.",
        "{{{stringify (array 1 2)}}}",
        "[\n  1,\n  2\n]",
    ),
    Helper::new(F, "toJson", "value", (1, 1), to_json).says(
        "A value as JSON text in one line.",
        "{{{toJson (array 1 'a')}}}",
        "[1,\"a\"]",
    ),
    Helper::new(F, "formatJson", "text format='pretty'", (1, 1), format_json).says(
        "JSON text with indented lines, or with format='compact' in one.",
        "{{{formatJson '{\"a\": 1}' format='compact'}}}",
        "{\"a\":1}",
    ),
    Helper::new(F, "jsonPath", "value path default=…", (2, 3), json_path).says(
        "The part of a value that a JSONPath leads to; a list where it may lead to several.",
        "{{jsonPath '{\"a\":{\"b\":7}}' '$.a.b'}}",
        "7",
    ),
    Helper::new(F, "objectPath", "value path default", (2, 3), object_path).says(
        "The part of a value that a dotted path leads to.",
        "{{objectPath (object a=(array 5 6)) 'a.1'}}",
        "6",
    ),
    Helper::new(F, "objectMerge", "a b …", (1, MANY), object_merge).says(
        "The members of several objects; later ones win.",
        "{{objectMerge (object a=1) (object b=2)}}",
        "{\"a\":1,\"b\":2}",
    ),
    Helper::new(F, "jsonMerge", "a b removeNulls=false", (2, 2), json_merge).block(BlockUse::Last).says(
        "Two objects merged at every level; the second wins.",
        "{{jsonMerge '{\"a\":{\"b\":1}}' '{\"a\":{\"c\":2}}'}}",
        "{\"a\":{\"b\":1,\"c\":2}}",
    ),
    Helper::new(F, "jsonRemove", "value path", (2, 2), json_remove).says(
        "A value without what a JSONPath leads to.",
        "{{jsonRemove '{\"a\":1,\"b\":2}' '$.a'}}",
        "{\"b\":2}",
    ),
    Helper::new(F, "jsonArrayAdd", "list value maxItems=… flatten=false", (2, 2), json_array_add).block(BlockUse::Last).says(
        "A list of JSON with one more item at its end.",
        "{{jsonArrayAdd '[1]' '2'}}",
        "[1,2]",
    ),
    Helper::new(F, "jsonSort", "list path order='asc'", (1, 2), json_sort).says(
        "A list in the order of what a JSONPath leads to in each item.",
        "{{jsonSort '[{\"n\":2},{\"n\":1}]' '$[*].n'}}",
        "[{\"n\":1},{\"n\":2}]",
    ),
    Helper::new(F, "keys", "object", (1, 1), keys).says(
        "The names of an object's members.",
        "{{keys (object a=1 b=2)}}",
        "[\"a\",\"b\"]",
    ),
    Helper::new(F, "values", "object", (1, 1), values).says(
        "The values of an object's members.",
        "{{values (object a=1 b=2)}}",
        "[1,2]",
    ),
    Helper::new(F, "lookup", "value name", (2, 2), lookup).says(
        "The member or item of a name or number.",
        "{{lookup (array 5 6) 1}}",
        "6",
    ),
];

/// A value; a text that is JSON stands for what it says.
pub(super) fn read(value: &Value) -> Result<Cow<'_, Value>, String> {
    match value {
        Value::String(text) => serde_json::from_str(text).map(Cow::Owned).map_err(|error| format!("this is no JSON: {error}")),
        other => Ok(Cow::Borrowed(other)),
    }
}

fn object(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(Value::Object(a.named.iter().map(|(name, value)| ((*name).to_owned(), value.as_ref().clone())).collect()))
}

fn json_parse(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(read(a.value(0)).map(Cow::into_owned).unwrap_or_default())
}

fn parse_json(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let value = read(a.value(0))?.into_owned();
    if a.len() < 2 {
        return Ok(value);
    }
    state.set_variable(&a.text(1), value);
    Ok(Value::Null)
}

fn pretty(value: &Value) -> Answer {
    serde_json::to_string_pretty(value).map(Value::from).map_err(|error| error.to_string())
}

fn stringify(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    pretty(a.value(0))
}

fn to_json(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.value(0).to_string().into())
}

fn format_json(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let value = read(a.value(0))?;
    if a.named_text("format").as_deref() == Some("compact") { Ok(value.to_string().into()) } else { pretty(&value) }
}

/// What a JSONPath leads to: the value where it can lead to only one, else a list.
pub(super) fn at_path(value: &Value, path: &str, state: &mut State<'_>) -> Result<Option<Value>, String> {
    let query = state.patterns.path(path)?;
    query.pay(value, &mut state.budget)?;
    let nodes = query.path.query(value);
    if query.is_single {
        return Ok(nodes.first().cloned());
    }
    let all: Vec<Value> = nodes.all().into_iter().cloned().collect();
    Ok((!all.is_empty()).then_some(Value::Array(all)))
}

fn json_path(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let default = || a.named("default").or_else(|| a.get(2)).cloned().unwrap_or_default();
    let Ok(value) = read(a.value(0)) else { return Ok(default()) };
    Ok(at_path(&value, &a.text(1), state)?.unwrap_or_else(default))
}

fn object_path(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let names = value::split_path(&a.text(1));
    let found = value::descend(Cow::Borrowed(a.value(0)), names.iter().map(String::as_str)).into_owned();
    Ok(if found.is_null() { a.value(2).clone() } else { found })
}

fn object_merge(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let members = a.from(0).filter_map(Value::as_object).flatten();
    Ok(Value::Object(members.map(|(name, value)| (name.clone(), value.clone())).collect()))
}

fn merge(first: &mut Value, second: &Value, removes_nulls: bool) {
    match (first, second) {
        (Value::Object(first), Value::Object(second)) => {
            for (name, value) in second {
                if removes_nulls && value.is_null() {
                    first.shift_remove(name);
                } else {
                    merge(first.entry(name.as_str()).or_insert(Value::Null), value, removes_nulls);
                }
            }
        }
        (first, second) => *first = second.clone(),
    }
}

fn json_merge(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let mut merged = read(a.value(0))?.into_owned();
    let removes_nulls = a.named("removeNulls").is_some_and(|flag| value::is_true(flag, false));
    merge(&mut merged, &*read(a.value(1))?, removes_nulls);
    Ok(merged)
}

fn json_remove(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let mut kept = read(a.value(0))?.into_owned();
    let query = state.patterns.path(&a.text(1))?;
    query.pay(&kept, &mut state.budget)?;
    let places = query.path.query_located(&kept);
    let mut pointers: Vec<String> = places.locations().map(|location| location.to_json_pointer()).collect();
    // From the back, so that removing an item moves none that is still to be removed.
    pointers.reverse();
    for pointer in pointers {
        let Some((parent, name)) = pointer.rsplit_once('/') else { continue };
        let name = crate::generate::json_pointer::name(name);
        match kept.pointer_mut(parent) {
            Some(Value::Object(members)) => {
                members.shift_remove(&name);
            }
            Some(Value::Array(items)) => {
                if let Some(position) = name.parse().ok().filter(|position| *position < items.len()) {
                    let _: Value = items.remove(position);
                }
            }
            _ => {}
        }
    }
    Ok(kept)
}

fn json_array_add(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let Value::Array(mut items) = read(a.value(0))?.into_owned() else { return Err("the first value is no list".to_owned()) };
    let added = read(a.value(1)).map_or_else(|_| a.value(1).clone(), Cow::into_owned);
    match added {
        Value::Array(more) if a.named("flatten").is_some_and(|flag| value::is_true(flag, false)) => items.extend(more),
        other => items.push(other),
    }
    if let Some(most) = a.named_integer("maxItems").and_then(|most| usize::try_from(most).ok()) {
        let surplus = items.len().saturating_sub(most);
        items.drain(..surplus);
    }
    Ok(items.into())
}

fn json_sort(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let Value::Array(items) = read(a.value(0))?.into_owned() else { return Err("the first value is no list".to_owned()) };
    let path = a.get(1).map(value::text).unwrap_or_default();
    // In WireMock the path begins with all items.
    let in_item = format!("${}", path.trim_start_matches("$[*]").trim_start_matches('$'));
    let query = state.patterns.path(&in_item)?;
    let mut keyed: Vec<(Value, Value)> = Vec::with_capacity(items.len());
    for item in items {
        query.pay(&item, &mut state.budget)?;
        keyed.push((query.path.query(&item).first().cloned().unwrap_or_default(), item));
    }
    keyed.sort_by(|(first, _), (second, _)| value::order(first, second));
    if a.named_text("order").is_some_and(|order| order.eq_ignore_ascii_case("desc")) {
        keyed.reverse();
    }
    Ok(keyed.into_iter().map(|(_, item)| item).collect())
}

fn members(value: &Value) -> Cow<'_, Map<String, Value>> {
    value.as_object().map(Cow::Borrowed).unwrap_or_default()
}

fn keys(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(members(a.value(0)).keys().map(|name| Value::from(name.as_str())).collect())
}

fn values(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(members(a.value(0)).values().cloned().collect())
}

fn lookup(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(value::member(a.value(0), &a.text(1)).map(Cow::into_owned).unwrap_or_default())
}
