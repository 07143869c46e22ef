//! Whether a schema allows a limit that no answer has shown: values are looked for that are at the limit, among usual ones and
//! among those of the schema with this limit as a further demand, and the check that has the last word (`verify`) is asked
//! whether they are valid.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::cell::LazyCell;

use serde_json::{Value, json};

use super::edge_limits::{Limit, Noted, Place, State, Step, Way};
use super::verify::Checks;
use super::*;

/// How often a value is looked for, with the limit demanded and without.
const TRIES: u64 = 20;
const USUAL: u64 = 60;

/// Where more than so many were not seen, all are taken as possible.
const MAX_UNSEEN: usize = 2_000;

/// So many listed values of one place are looked at.
const MAX_LISTED: usize = 150;

/// Notes of all limits that no answer has shown which of them are impossible.
pub(super) fn look_for_unseen(place: &mut Place, plan: &SchemaPlan) {
    let mut schemas: Vec<Value> = Vec::new();
    let entry = json!({"$ref": format!("#{}", plan.place())});
    place.each(&mut Vec::new(), &mut |way, listed, noted| {
        if is_in_doubt(listed, noted) {
            schemas.push(json!({"allOf": [entry, at(way, noted)]}));
        }
    });
    if schemas.is_empty() || schemas.len() > MAX_UNSEEN {
        return;
    }
    let checks = plan.new_checks();
    let usual: Vec<Value> = (0..USUAL).filter_map(|seed| plan.unchecked(seed)).collect();
    let options = SchemaOptions { access: Access::Both, ..SchemaOptions::default() };
    let plans = SchemaPlan::compile_all(&schemas.iter().collect::<Vec<_>>(), plan.json_schema(), &options);
    let mut plans = plans.iter();
    place.each(&mut Vec::new(), &mut |way, listed, noted| {
        if is_in_doubt(listed, noted)
            && !has_value(plans.next().unwrap(), &usual, &checks, |value| is_there(way, &noted.limit, value))
        {
            noted.state = State::Impossible;
        }
    });
}

/// Of long lists of values all are taken as possible: it would take long, and there is no room for them.
fn is_in_doubt(listed: usize, noted: &Noted) -> bool {
    noted.state == State::Unseen && !(listed > MAX_LISTED && matches!(noted.limit, Limit::Is(_)))
}

fn has_value(plan: &SchemaPlan, usual: &[Value], checks: &Checks, is_there: impl Fn(&Value) -> bool) -> bool {
    let demanded = (0..TRIES).filter_map(|seed| plan.unchecked(seed));
    // With a large document the second check takes seconds to build: it is asked last, and once.
    let own = LazyCell::new(|| plan.new_checks());
    demanded.chain(usual.iter().cloned()).any(|value| is_there(&value) && checks.pass(&value) && own.pass(&value))
}

/// Whether a value shows a limit at the end of a way.
fn is_there(way: &Way, limit: &Limit, value: &Value) -> bool {
    let Some(((_, step), way)) = way.split_first() else { return limit.is_shown_by(value) };
    match step {
        Step::Member(name) | Step::Further(name) => value.get(name).is_some_and(|inner| is_there(way, limit, inner)),
        Step::At(index) => value.get(index).is_some_and(|inner| is_there(way, limit, inner)),
        Step::From(index) => {
            value.as_array().is_some_and(|items| items.iter().skip(*index).any(|inner| is_there(way, limit, inner)))
        }
    }
}

/// A schema for values with something at a limit somewhere inside.
fn at(way: &Way, noted: &Noted) -> Value {
    let innermost = json!({"allOf": [*noted.scope, noted.limit.schema()]});
    way.iter().rev().fold(innermost, |inner, (around, step)| {
        let step = match step {
            Step::Member(name) | Step::Further(name) => {
                json!({"type": "object", "properties": {name: inner}, "required": [name]})
            }
            Step::At(index) | Step::From(index) => {
                let before = std::iter::repeat_n(json!(true), *index);
                json!({"type": "array", "minItems": index + 1, "prefixItems": before.chain([inner]).collect::<Vec<_>>()})
            }
        };
        json!({"allOf": [**around, step]})
    })
}
