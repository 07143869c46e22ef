//! A rough look at the branches of a `oneOf`: which of them can a value satisfy together? Where types, or the values of a
//! property that both know, rule it out, nothing has to be done to keep the branches apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::bundle::Bundle;
use super::types::{Types, same};

/// How many references and `allOf`s are followed.
const MAX_DEPTH: usize = 8;

#[derive(Clone, Debug)]
struct Outline {
    types: Types,
    listed: Option<Vec<Value>>,
    required: BTreeSet<String>,
    members: BTreeMap<String, Member>,
    /// Whether members that are not named are ruled out.
    is_closed: bool,
}

#[derive(Clone, Debug)]
struct Member {
    types: Types,
    listed: Option<Vec<Value>>,
}

/// For each branch, the other branches that a value of it might satisfy too.
pub(super) fn overlaps(bundle: &Bundle, places: &[Arc<str>]) -> Vec<Vec<usize>> {
    let outlines: Vec<Outline> = places.iter().map(|place| outline(bundle, bundle.at(place), 0)).collect();
    let might = |one: &Outline, other: &Outline| !excludes(one, other);
    outlines
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let others = outlines.iter().enumerate().filter(|(other_index, other)| *other_index != index && might(one, other));
            others.map(|(other_index, _)| other_index).collect()
        })
        .collect()
}

/// Whether no value of the one satisfies the other.
fn excludes(one: &Outline, other: &Outline) -> bool {
    let types = one.types.both(other.types);
    if types.is_empty() || apart(one.listed.as_deref(), other.listed.as_deref()) {
        return true;
    }
    if one.listed.as_ref().is_some_and(|values| values.iter().all(|value| !other.types.has(Types::of(value)))) {
        return true;
    }
    if types != Types::OBJECT {
        return false;
    }
    let clash = one.required.iter().any(|name| match (one.members.get(name), other.members.get(name)) {
        (Some(a), Some(b)) => a.types.both(b.types).is_empty() || apart(a.listed.as_deref(), b.listed.as_deref()),
        (_, None) => other.is_closed,
        _ => false,
    });
    clash || one.is_closed && other.required.iter().any(|name| !one.members.contains_key(name))
}

fn apart(one: Option<&[Value]>, other: Option<&[Value]>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => !one.iter().any(|value| other.iter().any(|candidate| same(candidate, value))),
        _ => false,
    }
}

fn outline(bundle: &Bundle, schema: &Value, depth: usize) -> Outline {
    let mut result =
        Outline { types: Types::ALL, listed: None, required: BTreeSet::new(), members: BTreeMap::new(), is_closed: false };
    match schema {
        Value::Bool(false) => result.types = Types::NONE,
        Value::Object(schema) if depth < MAX_DEPTH => add(bundle, schema, depth, &mut result),
        _ => {}
    }
    result
}

fn add(bundle: &Bundle, schema: &Map<String, Value>, depth: usize, result: &mut Outline) {
    result.types = result.types.both(own_types(bundle, schema, depth));
    result.listed = narrower(result.listed.take(), own_list(schema));
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    result.required.extend(required.map(str::to_owned));
    for (name, member) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let own = outline_of_member(bundle, member, depth + 1);
        let merged = match result.members.remove(name) {
            Some(earlier) => Member { types: earlier.types.both(own.types), listed: narrower(earlier.listed, own.listed) },
            None => own,
        };
        result.members.insert(name.clone(), merged);
    }
    let open_patterns = schema.contains_key("patternProperties");
    result.is_closed |= schema.get("additionalProperties") == Some(&Value::Bool(false)) && !open_patterns;
    let reference = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    let all = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    for inner in reference.map(|target| bundle.at(target)).into_iter().chain(all) {
        let inner = outline(bundle, inner, depth + 1);
        result.types = result.types.both(inner.types);
        result.listed = narrower(result.listed.take(), inner.listed);
        result.required.extend(inner.required);
        // Closed without the names of its neighbours, a schema rules out more than this: still closed.
        result.is_closed |= inner.is_closed;
        for (name, member) in inner.members {
            let merged = match result.members.remove(&name) {
                Some(earlier) => {
                    Member { types: earlier.types.both(member.types), listed: narrower(earlier.listed, member.listed) }
                }
                None => member,
            };
            result.members.insert(name, merged);
        }
    }
}

fn outline_of_member(bundle: &Bundle, schema: &Value, depth: usize) -> Member {
    // Members of members do not matter, so they are not gathered.
    let shallow = outline_flat(bundle, schema, depth);
    Member { types: shallow.0, listed: shallow.1 }
}

fn outline_flat(bundle: &Bundle, schema: &Value, depth: usize) -> (Types, Option<Vec<Value>>) {
    match schema {
        Value::Bool(false) => (Types::NONE, None),
        Value::Object(schema) if depth < MAX_DEPTH => {
            let mut types = own_types(bundle, schema, depth);
            let mut listed = own_list(schema);
            let reference = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
            let all = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
            for inner in reference.map(|target| bundle.at(target)).into_iter().chain(all) {
                let (inner_types, inner_listed) = outline_flat(bundle, inner, depth + 1);
                types = types.both(inner_types);
                listed = narrower(listed, inner_listed);
            }
            (types, listed)
        }
        _ => (Types::ALL, None),
    }
}

fn own_types(bundle: &Bundle, schema: &Map<String, Value>, depth: usize) -> Types {
    let mut types = schema.get("type").map_or(Types::ALL, Types::named);
    for keyword in ["anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = schema.get(keyword) {
            let any = branches.iter().fold(Types::NONE, |any, branch| any.either(outline_flat(bundle, branch, depth + 2).0));
            types = types.both(any);
        }
    }
    types
}

fn own_list(schema: &Map<String, Value>) -> Option<Vec<Value>> {
    match (schema.get("const"), schema.get("enum")) {
        (Some(value), _) => Some(vec![value.clone()]),
        (None, Some(Value::Array(values))) => Some(values.clone()),
        _ => None,
    }
}

fn narrower(one: Option<Vec<Value>>, other: Option<Vec<Value>>) -> Option<Vec<Value>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.into_iter().filter(|value| other.iter().any(|known| same(known, value))).collect()),
        (one, other) => one.or(other),
    }
}
