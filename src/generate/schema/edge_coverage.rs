//! Whether edge-case mode reaches what it promises: every limit that a schema allows appears within 50 answers, for random
//! schemas and, where `MOCKWRIGHT_CORPUS` names them, for those of real descriptions.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::Instant;

use serde_json::{Value, json};

use super::corpus::{corpus, descriptions, response_schemas};
use super::edge_allowed::look_for_unseen;
use super::edge_crowded::exclusive;
use super::edge_limits::{Count, State, Step};
use super::edge_reader::{Reach, read};
use super::random_schemas::{random_schemas, wanted};
use super::*;
use crate::generate::random::{Random, Seed};

/// How many answers there are.
const ANSWERS: u64 = 50;

/// After how many those are that 50 answers have no room for.
const LATER: u64 = 300;

/// All limits of schemas that are not large.
const WHOLE: Reach = Reach { levels: 12, limits: 50_000 };

#[derive(Debug, Default)]
struct Coverage {
    schemas: usize,
    complete: usize,
    /// Those with more limits that exclude each other than answers.
    crowded: usize,
    limits: Count,
    /// The same after so many answers more, for schemas that need them.
    later: Count,
    missing: Vec<String>,
    seconds: [f64; 3],
}

impl Coverage {
    /// Looks for every limit of a schema in as many answers as that takes.
    fn look_at(&mut self, name: &str, plan: &SchemaPlan, reach: Reach) {
        // Nothing may satisfy it.
        if !plan.generate(&mut Random::new(Seed(0)), Mode::Normal).misses.is_empty() {
            return;
        }
        let began = Instant::now();
        let mut wanted = read(plan, reach);
        self.seconds[0] += began.elapsed().as_secs_f64();
        let began = Instant::now();
        for round in 0..ANSWERS {
            let made = plan.generate(&mut Random::new(Seed(round)), Mode::Edge { round: Some(round) });
            assert_eq!(made.misses, [], "{name}");
            wanted.look_at(&made.value);
        }
        self.seconds[1] += began.elapsed().as_secs_f64();
        let began = Instant::now();
        look_for_unseen(&mut wanted, plan);
        self.seconds[2] += began.elapsed().as_secs_f64();
        let count = wanted.count(usize::try_from(ANSWERS).unwrap());
        self.schemas += 1;
        self.complete += usize::from(count.shown == count.wanted);
        self.limits += count;
        let mut later = wanted.clone();
        if count.shown < count.wanted || count.without_room > 0 {
            for round in ANSWERS..LATER {
                let made = plan.generate(&mut Random::new(Seed(round)), Mode::Edge { round: Some(round) });
                assert_eq!(made.misses, [], "{name}");
                later.look_at(&made.value);
            }
        }
        self.later += later.count(usize::MAX);
        // What is deeper than what is looked for takes answers as well.
        let exclusive = exclusive(plan, reach.levels + 2);
        let is_crowded = u64::try_from(exclusive).unwrap() > ANSWERS;
        if count.shown < count.wanted {
            self.crowded += usize::from(is_crowded);
            let mut missing = Vec::new();
            wanted.each(&mut Vec::new(), &mut |way, _, noted| {
                if noted.state == State::Unseen {
                    let steps: Vec<&Step> = way.iter().map(|(_, step)| step).collect();
                    missing.push(format!("{steps:?} {:?}", noted.limit));
                }
            });
            // Those for which there is no excuse first.
            let at = if is_crowded { self.missing.len() } else { 0 };
            let missing = format!(
                "{name}: {} of {}, {exclusive} exclude each other: {}",
                count.wanted - count.shown,
                count.wanted,
                missing[..missing.len().min(8)].join("; ")
            );
            self.missing.insert(at, missing);
        }
    }

    fn report(&self, what: &str) {
        let Self {
            schemas,
            complete,
            crowded,
            limits: Count { wanted, shown, without_room, impossible },
            later: Count { wanted: wanted_later, shown: shown_later, .. },
            missing,
            seconds: [read, made, looked],
        } = self;
        println!(
            "{what}: {shown} of {wanted} limits seen within {ANSWERS} answers, all of them for {complete} of {schemas} schemas, and {crowded} have more that exclude each other; there is no room for {without_room} more, and {impossible} are none ({read:.1} s to read them, {made:.1} s for answers, {looked:.1} s to look for others)"
        );
        println!("{what}: {shown_later} of {wanted_later} limits seen within {LATER} answers");
        missing.iter().take(40).for_each(|missing| println!("  not seen: {missing}"));
    }
}

#[test]
fn every_limit_of_a_random_schema_appears_within_50_answers() {
    let mut coverage = Coverage::default();
    for schema in random_schemas(wanted(400)) {
        let plan = SchemaPlan::compile(&schema, &schema, &SchemaOptions::default()).unwrap();
        coverage.look_at(&schema.to_string(), &plan, WHOLE);
    }
    coverage.report("random schemas");
    assert!(coverage.schemas > 100, "{coverage:?}");
    assert_eq!(coverage.limits.shown, coverage.limits.wanted, "{:#?}", coverage.missing);
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
        let mut wanted = read(&plan, Reach { levels: 4, ..WHOLE });
        // The answers are the same fifty again and again.
        for round in 1_003..1_003 + ANSWERS {
            let made = plan.generate(&mut Random::new(Seed(round)), Mode::Edge { round: Some(round) });
            assert_eq!(made.misses, []);
            assert!(validator.is_valid(&made.value));
            wanted.look_at(&made.value);
        }
        look_for_unseen(&mut wanted, &plan);
        let count = wanted.count(usize::try_from(ANSWERS).unwrap());
        assert!(count.shown == count.wanted && count.wanted > 40 && count.without_room == 0, "{count:?} of {schema}");
    }
}

#[test]
fn every_limit_of_a_real_response_appears_within_50_answers() {
    let Some(corpus) = corpus() else { return };
    let mut limits = Count::default();
    for (id, document, dialect) in descriptions(&corpus) {
        let began = Instant::now();
        let (places, schemas): (Vec<_>, Vec<_>) = response_schemas(&document).into_iter().unzip();
        let options = SchemaOptions { dialect, access: Access::Read, ..SchemaOptions::default() };
        let plans = SchemaPlan::compile_all(&schemas.iter().collect::<Vec<_>>(), &document, &options);
        println!("{id}: {} schemas compiled in {:.1} s", plans.len(), began.elapsed().as_secs_f64());
        let mut coverage = Coverage::default();
        for (place, plan) in places.iter().zip(&plans) {
            coverage.look_at(&format!("{id} {place}"), plan, Reach { levels: 4, limits: 10_000 });
        }
        coverage.report(&id);
        limits += coverage.limits;
        // Where more limits exclude each other than there are answers, some have to come later.
        assert_eq!(coverage.complete + coverage.crowded, coverage.schemas, "{id}");
    }
    println!("all: {limits:?}");
    assert!(limits.shown * 1_000 >= limits.wanted * 995, "{limits:?}");
}
