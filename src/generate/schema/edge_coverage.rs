//! Whether edge-case mode reaches what it promises: every limit that a schema allows appears within 50 answers, for random
//! schemas and, where `MOCKWRIGHT_CORPUS` names them, for those of real descriptions.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::Instant;

use serde_json::{Value, json};

use super::corpus::{corpus, descriptions, response_schemas};
use super::edge_limits::Place;
use super::random_schemas::{random_schemas, wanted};
use super::*;
use crate::generate::random::{Random, Seed};

/// How many answers there are.
const ANSWERS: u64 = 50;

#[derive(Debug, Default)]
struct Coverage {
    schemas: usize,
    complete: usize,
    /// All limits, those there is room for, and those that were shown.
    limits: [usize; 3],
    missing: Vec<String>,
    seconds: [f64; 3],
}

impl Coverage {
    /// Looks for every limit of a schema in as many answers as that takes.
    fn look_at(&mut self, name: &str, plan: &SchemaPlan) {
        let began = Instant::now();
        let mut wanted = Place::of(plan, usize::try_from(ANSWERS).unwrap());
        self.seconds[0] += began.elapsed().as_secs_f64();
        if wanted.count()[0] == 0 {
            return;
        }
        for round in 0..ANSWERS {
            let began = Instant::now();
            let made = plan.generate(&mut Random::new(Seed(round)), Mode::Edge { round: Some(round) });
            self.seconds[if round == 0 { 1 } else { 2 }] += began.elapsed().as_secs_f64();
            if !made.misses.is_empty() {
                // Nothing satisfies it, or not at these limits.
                return;
            }
            wanted.look_at(&made.value);
        }
        let [all, room, shown] = wanted.count();
        self.schemas += 1;
        self.complete += usize::from(shown == room);
        self.limits = [self.limits[0] + all, self.limits[1] + room, self.limits[2] + shown];
        let mut missing = Vec::new();
        wanted.missing("", &mut missing);
        self.missing.extend(missing.first().map(|first| format!("{name}: {first} and {} more of {all}", missing.len() - 1)));
    }

    fn report(&self, what: &str) {
        let Self { schemas, complete, limits: [all, room, shown], missing, seconds: [limits, first, rest] } = self;
        println!(
            "{what}: {shown} of {room} limits seen within {ANSWERS} answers, all of them for {complete} of {schemas} schemas; there is no room for {} more ({limits:.1} s to read them, {first:.1} s for first answers, {rest:.1} s for the others)",
            all - room
        );
        missing.iter().take(40).for_each(|missing| println!("  not seen: {missing}"));
    }
}

#[test]
fn every_limit_of_a_random_schema_appears_within_50_answers() {
    let mut coverage = Coverage::default();
    for schema in random_schemas(wanted()) {
        let plan = SchemaPlan::compile(&schema, &schema, &SchemaOptions::default()).unwrap();
        coverage.look_at(&schema.to_string(), &plan);
    }
    coverage.report("random schemas");
    assert!(coverage.schemas > 100, "{coverage:?}");
    assert_eq!(coverage.limits[2], coverage.limits[1], "{:#?}", coverage.missing);
}

/// What counting through the limits does not reach in 50 answers: too deep, too long a list of values, too much text and too
/// many values for one answer.
#[test]
fn every_limit_of_a_deep_or_large_schema_appears_within_50_answers() {
    let listed = |count: usize| json!({"enum": (0..count).map(|number| format!("v{number}")).collect::<Vec<_>>()});
    let deep = |levels: usize, inner: Value| {
        let around = |inner: Value| json!({"type": "object", "properties": {"in": inner, "flag": {"type": ["boolean", "null"]}}});
        (0..levels).fold(inner, |inner, _| around(inner))
    };
    let members =
        |count: usize, schema: &Value| Value::Object((0..count).map(|number| (format!("m{number}"), schema.clone())).collect());
    let texts =
        json!({"type": "object", "properties": members(12, &json!({"type": "string", "minLength": 2, "maxLength": 400}))});
    for schema in [
        // Each object on the way is left out in one answer.
        deep(4, listed(46)),
        deep(3, json!({"type": "array", "items": listed(200), "minItems": 1})),
        deep(
            1,
            json!({"type": "array", "items": {"type": "object", "properties": {"list": {"type": "array", "items": listed(70)}}}}),
        ),
        json!({"type": "object", "properties": members(100, &texts)}),
        json!({"type": "object", "properties": members(40, &json!({"type": "object", "properties": members(150, &json!({"type": "boolean"}))}))}),
        json!({"type": "object", "properties": {"self": {"$ref": "#"}, "list": {"type": "array", "items": {"$ref": "#"}}, "all": deep(3, listed(40))}}),
    ] {
        let plan = SchemaPlan::compile(&schema, &schema, &SchemaOptions::default()).unwrap();
        let validator = jsonschema::options().offline().build(&schema).unwrap();
        let mut wanted = Place::of(&plan, usize::try_from(ANSWERS).unwrap());
        // The answers are the same fifty again and again.
        for round in 1_003..1_003 + ANSWERS {
            let made = plan.generate(&mut Random::new(Seed(round)), Mode::Edge { round: Some(round) });
            assert_eq!(made.misses, []);
            assert!(validator.is_valid(&made.value));
            wanted.look_at(&made.value);
        }
        let mut missing = Vec::new();
        wanted.missing("", &mut missing);
        let [all, room, shown] = wanted.count();
        assert!(missing.is_empty() && shown == all && all > 40, "{shown} of {room} of {all}: {missing:?} of {schema}");
    }
}

#[test]
fn every_limit_of_a_real_response_appears_within_50_answers() {
    let Some(corpus) = corpus() else { return };
    let mut limits = [0; 3];
    for (id, document, dialect) in descriptions(&corpus) {
        let began = Instant::now();
        let (places, schemas): (Vec<_>, Vec<_>) = response_schemas(&document).into_iter().unzip();
        let options = SchemaOptions { dialect, access: Access::Read, ..SchemaOptions::default() };
        let plans = SchemaPlan::compile_all(&schemas.iter().collect::<Vec<_>>(), &document, &options);
        println!("{id}: {} schemas compiled in {:.1} s", plans.len(), began.elapsed().as_secs_f64());
        let mut coverage = Coverage::default();
        for (place, plan) in places.iter().zip(&plans) {
            coverage.look_at(&format!("{id} {place}"), plan);
        }
        coverage.report(&id);
        limits = std::array::from_fn(|index| limits[index] + coverage.limits[index]);
    }
    let [all, room, shown] = limits;
    println!("all: {shown} of {room} limits, {} without room", all - room);
    assert_eq!(shown, room);
}
