//! Whether a schema allows a limit that no answer has shown: a value is looked for that satisfies the schema and is at the limit,
//! and the check that has the last word (`verify`) is asked about it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use serde_json::{Value, json};

use super::edge_limits::{Limit, Noted, Place, State, Step, Way};
use super::*;
use crate::generate::random::{Random, Seed};

/// How often a value is looked for.
const TRIES: u64 = 3;

/// Where more than so many were not seen, all are taken as possible: with a large document each takes seconds.
const MAX_UNSEEN: usize = 500;

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
    let options = SchemaOptions { access: Access::Both, ..SchemaOptions::default() };
    let plans = SchemaPlan::compile_all(&schemas.iter().collect::<Vec<_>>(), plan.json_schema(), &options);
    let mut allowed = plans.iter().map(has_value);
    place.each(&mut Vec::new(), &mut |_, listed, noted| {
        if is_in_doubt(listed, noted) && !allowed.next().unwrap() {
            noted.state = State::Impossible;
        }
    });
}

/// Of long lists of values all are taken as possible: it would take long, and there is no room for them.
fn is_in_doubt(listed: usize, noted: &Noted) -> bool {
    noted.state == State::Unseen && !(listed > MAX_LISTED && matches!(noted.limit, Limit::Is(_)))
}

fn has_value(plan: &SchemaPlan) -> bool {
    (0..TRIES).any(|seed| {
        let made = plan.generate(&mut Random::new(Seed(seed)), Mode::Normal);
        made.misses.is_empty() && plan.first_error(&made.value).is_none()
    })
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
