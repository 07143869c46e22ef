//! How a value can fail a schema: by failing one of its keywords. That makes `not` something that can be built instead of
//! only tried, and serves `oneOf` (all other branches must fail) and `if` (to reach the `else`) too.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::bundle::Bundle;
use super::shape::{Atom, Demand, Way};
use super::types::Types;
use crate::generate::json_pointer::token;

/// The ways in which a value can fail the schema at a pointer. None at all if everything satisfies it.
pub(super) fn ways(bundle: &Bundle, pointer: &Arc<str>) -> Vec<Way> {
    let schema = match bundle.at(pointer) {
        Value::Object(schema) => schema,
        Value::Bool(false) => return vec![Way { cost: 0, demands: Vec::new() }],
        _ => return Vec::new(),
    };
    let mut ways = Vec::new();
    for (keyword, value) in schema {
        let place = |rest: &str| -> Arc<str> { Arc::from(format!("{pointer}/{keyword}{rest}")) };
        plain(keyword, value, &mut ways);
        match keyword.as_str() {
            "$ref" => {
                if let Some(target) = value.as_str().and_then(|reference| reference.strip_prefix('#')) {
                    ways.push(way(0, [Demand::Schema(Atom::Not(Arc::from(target)))]));
                }
            }
            "not" => ways.push(way(0, [Demand::Schema(Atom::Is(place("")))])),
            "allOf" => {
                for index in 0..value.as_array().map_or(0, Vec::len) {
                    ways.push(way(0, [Demand::Schema(Atom::Not(place(&format!("/{index}"))))]));
                }
            }
            "anyOf" => {
                let none =
                    (0..value.as_array().map_or(0, Vec::len)).map(|index| Demand::Schema(Atom::Not(place(&format!("/{index}")))));
                ways.push(Way { cost: 0, demands: none.collect() });
            }
            "oneOf" => one_of(value.as_array().map_or(0, Vec::len), &place, &mut ways),
            "if" => condition(schema, pointer, &mut ways),
            "properties"
            | "patternProperties"
            | "additionalProperties"
            | "propertyNames"
            | "dependentSchemas"
            | "unevaluatedProperties" => members(keyword, value, schema, pointer, &mut ways),
            "items" | "prefixItems" | "contains" | "unevaluatedItems" => items(keyword, value, schema, pointer, &mut ways),
            _ => {}
        }
    }
    ways.sort_by_key(|way| way.cost);
    ways
}

fn way<const N: usize>(cost: u32, demands: [Demand; N]) -> Way {
    Way { cost, demands: demands.into_iter().collect() }
}

fn keywords(cost: u32, keywords: Value) -> Way {
    way(cost, [Demand::Keywords(keywords)])
}

/// The keywords without subschemas.
fn plain(keyword: &str, value: &Value, ways: &mut Vec<Way>) {
    let count = value.as_u64().unwrap_or_default();
    let below = |kind: &str, maximum: &str, ways: &mut Vec<Way>| {
        if let Some(most) = count.checked_sub(1) {
            ways.push(keywords(2, json!({"type": kind, maximum: most})));
        }
    };
    match keyword {
        "type" => {
            let others = Types::named(value).others();
            if !others.is_empty() {
                ways.push(way(5, [Demand::Types(others)]));
            }
        }
        "const" => ways.push(way(1, [Demand::Exclude(value.clone())])),
        "enum" => {
            let all = value.as_array().into_iter().flatten().cloned().map(Demand::Exclude).collect();
            ways.push(Way { cost: 1, demands: all });
        }
        "minimum" => ways.push(keywords(2, json!({"type": "number", "exclusiveMaximum": value}))),
        "exclusiveMinimum" => ways.push(keywords(2, json!({"type": "number", "maximum": value}))),
        "maximum" => ways.push(keywords(2, json!({"type": "number", "exclusiveMinimum": value}))),
        "exclusiveMaximum" => ways.push(keywords(2, json!({"type": "number", "minimum": value}))),
        "multipleOf" => ways.push(keywords(3, json!({"type": "number"}))),
        "minLength" => below("string", "maxLength", ways),
        "maxLength" => ways.push(keywords(2, json!({"type": "string", "minLength": count.saturating_add(1)}))),
        "pattern" | "format" => ways.push(keywords(2, json!({"type": "string"}))),
        "minItems" => below("array", "maxItems", ways),
        "maxItems" => ways.push(keywords(2, json!({"type": "array", "minItems": count.saturating_add(1)}))),
        "uniqueItems" if value == &Value::Bool(true) => {
            ways.push(way(3, [Demand::Keywords(json!({"type": "array", "minItems": 2})), Demand::SameItems]));
        }
        "minProperties" => below("object", "maxProperties", ways),
        "maxProperties" => ways.push(keywords(2, json!({"type": "object", "minProperties": count.saturating_add(1)}))),
        "required" => {
            for name in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                ways.push(way(0, [Demand::Keywords(json!({"type": "object"})), Demand::Forbid(name.to_owned())]));
            }
        }
        "dependentRequired" => {
            for (name, needed) in value.as_object().into_iter().flatten() {
                for missing in needed.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    let object = Demand::Keywords(json!({"type": "object"}));
                    ways.push(way(1, [object, Demand::Require(name.clone()), Demand::Forbid(missing.to_owned())]));
                }
            }
        }
        _ => {}
    }
}

fn one_of(count: usize, place: &dyn Fn(&str) -> Arc<str>, ways: &mut Vec<Way>) {
    let branch = |index: usize| place(&format!("/{index}"));
    ways.push(Way { cost: 0, demands: (0..count).map(|index| Demand::Schema(Atom::Not(branch(index)))).collect() });
    for first in 0..count.min(4) {
        for second in first + 1..count.min(4) {
            let both = [Demand::Schema(Atom::Is(branch(first))), Demand::Schema(Atom::Is(branch(second)))];
            ways.push(way(1, both));
        }
    }
}

fn condition(schema: &Map<String, Value>, pointer: &Arc<str>, ways: &mut Vec<Way>) {
    let place = |keyword: &str| -> Arc<str> { Arc::from(format!("{pointer}/{keyword}")) };
    if schema.contains_key("then") {
        ways.push(way(0, [Demand::Schema(Atom::Is(place("if"))), Demand::Schema(Atom::Not(place("then")))]));
    }
    if schema.contains_key("else") {
        ways.push(way(0, [Demand::Schema(Atom::Not(place("if"))), Demand::Schema(Atom::Not(place("else")))]));
    }
}

fn members(keyword: &str, value: &Value, schema: &Map<String, Value>, pointer: &Arc<str>, ways: &mut Vec<Way>) {
    let object = || Demand::Keywords(json!({"type": "object"}));
    match keyword {
        "properties" => {
            for name in value.as_object().into_iter().flatten().map(|(name, _)| name) {
                let atom = Atom::Not(Arc::from(format!("{pointer}/properties/{}", token(name))));
                ways.push(way(3, [object(), Demand::Require(name.clone()), Demand::Property(name.clone(), atom)]));
            }
        }
        "patternProperties" => {
            for (pattern, _) in value.as_object().into_iter().flatten() {
                let atom = Atom::Not(Arc::from(format!("{pointer}/patternProperties/{}", token(pattern))));
                if let Some(name) = super::pattern::simplest(pattern) {
                    ways.push(way(4, [object(), Demand::Require(name.clone()), Demand::Property(name, atom)]));
                }
            }
        }
        "additionalProperties" | "unevaluatedProperties" => {
            let known = |name: &str| schema.get("properties").is_some_and(|members| members.get(name).is_some());
            if let Some(name) = ["extra", "other", "more"].into_iter().find(|name| !known(name)) {
                let atom = Atom::Not(Arc::from(format!("{pointer}/{keyword}")));
                ways.push(way(4, [object(), Demand::Require(name.to_owned()), Demand::Property(name.to_owned(), atom)]));
            }
            // Whatever members a value has besides: some other demand may bring them in.
            ways.push(way(2, [object(), Demand::OneMoreMember]));
        }
        "propertyNames" => ways.push(way(4, [object(), Demand::OneMoreMember])),
        _ => {
            for (name, _) in value.as_object().into_iter().flatten() {
                let atom = Atom::Not(Arc::from(format!("{pointer}/{keyword}/{}", token(name))));
                ways.push(way(2, [object(), Demand::Require(name.clone()), Demand::Schema(atom)]));
            }
        }
    }
}

fn items(keyword: &str, value: &Value, schema: &Map<String, Value>, pointer: &Arc<str>, ways: &mut Vec<Way>) {
    let not = |rest: String| Atom::Not(Arc::from(format!("{pointer}/{rest}")));
    let array = |least: usize| Demand::Keywords(json!({"type": "array", "minItems": least}));
    match keyword {
        "items" | "unevaluatedItems" => {
            let before = schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
            ways.push(way(3, [array(before + 1), Demand::SomeItem(not(keyword.to_owned()))]));
        }
        "prefixItems" => {
            for index in 0..value.as_array().map_or(0, Vec::len) {
                ways.push(way(3, [array(index + 1), Demand::SomeItem(not(format!("prefixItems/{index}")))]));
            }
        }
        _ => {
            let most = schema.get("maxContains").and_then(Value::as_u64);
            let least = schema.get("minContains").and_then(Value::as_u64).unwrap_or(1);
            if least > 0 {
                ways.push(way(2, [array(0), Demand::EveryItem(not("contains".to_owned()))]));
            }
            if let Some(most) = most.and_then(|most| usize::try_from(most).ok()).filter(|most| *most < 1000) {
                let every = Atom::Is(Arc::from(format!("{pointer}/contains")));
                ways.push(way(3, [array(most + 1), Demand::EveryItem(every)]));
            }
        }
    }
}
