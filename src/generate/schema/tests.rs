//! Properties of the whole: what is made satisfies its schema, the same seed makes the same, every limit turns up, and
//! nothing that can be written in JSON brings a plan down.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::generate::random::{Random, Seed};

fn plan(schema: &Value) -> SchemaPlan {
    SchemaPlan::compile(schema, schema, &SchemaOptions::default()).unwrap()
}

fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .offline()
        .build(schema)
        .unwrap_or_else(|error| panic!("{error}: {schema}"))
}

/// Makes values in both modes and checks each against the schema.
fn check(schema: &Value) {
    let plan = plan(schema);
    let validator = validator(schema);
    for seed in 0..60 {
        for mode in [Mode::Normal, Mode::Edge { round: Some(seed) }, Mode::Edge { round: None }] {
            let made = plan.generate(&mut Random::new(Seed(seed)), mode);
            assert!(made.misses.is_empty(), "{schema}: {:?}", made.misses);
            assert!(validator.is_valid(&made.value), "{schema} ({mode:?}, {seed}): {}", made.value);
            let again = plan.generate(&mut Random::new(Seed(seed)), mode);
            assert_eq!(made, again);
        }
    }
}

#[test]
fn every_keyword_is_satisfied() {
    for schema in [
        json!(true),
        json!({"type": "integer", "minimum": 3, "exclusiveMaximum": 5}),
        json!({"type": "number", "multipleOf": 0.01, "minimum": 0.1, "maximum": 0.15}),
        json!({"type": "number", "multipleOf": 0.1, "minimum": 1e15}),
        json!({"type": "integer", "multipleOf": 7, "minimum": -20, "maximum": -1}),
        json!({"type": "number", "allOf": [{"multipleOf": 4}, {"multipleOf": 6}]}),
        json!({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1e-9}),
        json!({"type": "string", "minLength": 5, "maxLength": 5}),
        json!({"type": "string", "pattern": "^[A-Z]{3}-\\d{4}$"}),
        json!({"type": "string", "pattern": "^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,}$"}),
        json!({"type": "string", "pattern": "^(?!admin).+$", "minLength": 3}),
        json!({"type": "string", "pattern": "^a+$", "minLength": 20, "maxLength": 30}),
        json!({"type": "string", "pattern": "x", "minLength": 40}),
        json!({"type": "string", "format": "email", "maxLength": 20}),
        json!({"type": "string", "format": "uri", "minLength": 80, "maxLength": 90}),
        json!({"type": "string", "format": "date-time", "pattern": "Z$"}),
        json!({"type": "string", "not": {"pattern": "a"}}),
        json!({"enum": [1, "a", null, [1], {"a": 1}], "not": {"type": "string"}}),
        json!({"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 5}, "minItems": 5, "uniqueItems": true}),
        json!({"type": "array", "items": {"enum": ["a", "b", "c"]}, "minItems": 3, "uniqueItems": true}),
        json!({"type": "array", "prefixItems": [{"type": "string"}, {"type": "null"}], "items": false}),
        json!({"type": "array", "contains": {"const": 7}, "minContains": 2, "maxContains": 3, "items": {"type": "integer"}}),
        json!({"type": "array", "prefixItems": [{"type": "integer"}], "unevaluatedItems": {"type": "string"}, "minItems": 3}),
        json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": false}, "additionalProperties": false}),
        json!({"type": "object", "patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": false, "minProperties": 3}),
        json!({"type": "object", "propertyNames": {"pattern": "^[a-z]{3}$"}, "minProperties": 20, "additionalProperties": {"type": "null"}}),
        json!({"type": "object", "properties": {"a": {}, "b": {}, "c": {}}, "maxProperties": 1}),
        json!({"type": "object", "required": ["a"], "dependentRequired": {"a": ["b"], "b": ["c"]}}),
        json!({"type": "object", "required": ["a"], "dependentSchemas": {"a": {"required": ["z"], "properties": {"z": {"const": 1}}}}}),
        json!({"allOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"b": {"type": "null"}}}], "unevaluatedProperties": false, "minProperties": 1, "type": "object"}),
        json!({"oneOf": [{"type": "integer", "multipleOf": 3}, {"type": "integer", "multipleOf": 5}], "minimum": 1, "maximum": 60}),
        json!({"oneOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": {"type": "string"}}}], "type": "object"}),
        json!({"oneOf": [{"required": ["a"]}, {"required": ["b"]}], "type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}),
        json!({"anyOf": [{"type": "string", "maxLength": 3}, {"type": "null"}]}),
        json!({"if": {"properties": {"kind": {"const": "a"}}, "required": ["kind"]}, "then": {"required": ["x"]}, "else": {"required": ["y"]}, "type": "object", "properties": {"kind": {"enum": ["a", "b"]}}}),
        json!({"type": "object", "not": {"required": ["a"]}, "properties": {"a": {}, "b": {"type": "integer"}}}),
        json!({"not": {"anyOf": [{"type": "string"}, {"type": "object"}, {"type": "array"}]}}),
        json!({"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "required": ["v"], "properties": {"v": {"type": "integer"}, "next": {"$ref": "#/$defs/node"}, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}}}),
        json!({"$ref": "#/$defs/tree", "$defs": {"tree": {"oneOf": [{"type": "string"}, {"type": "object", "required": ["l", "r"], "properties": {"l": {"$ref": "#/$defs/tree"}, "r": {"$ref": "#/$defs/tree"}}}]}}}),
        json!({"type": ["string", "null"], "format": "uuid"}),
        json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "application/json"}),
    ] {
        check(&schema);
    }
}

#[test]
fn misses_name_the_constraint() {
    for (schema, constraint) in [
        (json!(false), "false"),
        (json!({"type": "integer", "minimum": 5, "maximum": 4}), "minimum"),
        (json!({"type": "string", "minLength": 10_000_000}), "minLength"),
        (json!({"type": "array", "minItems": 1_000_000}), "minItems"),
        (json!({"type": "string", "minLength": 4, "maxLength": 3}), "minLength"),
        (json!({"type": "array", "items": {"type": "boolean"}, "minItems": 3, "uniqueItems": true}), "uniqueItems"),
        (json!({"type": "object", "required": ["a"], "properties": {"a": false}}), "false"),
        (json!({"allOf": [{"type": "string"}, {"type": "integer"}]}), "type"),
        (json!({"enum": [1, 2], "type": "string"}), "enum"),
        (
            json!({"$ref": "#/$defs/a", "$defs": {"a": {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/$defs/a"}}}}}),
            "$ref",
        ),
        (json!({"type": "string", "pattern": "^a$", "minLength": 2}), "pattern"),
    ] {
        let plan = plan(&schema);
        for mode in [Mode::Normal, Mode::Edge { round: Some(3) }] {
            let made = plan.generate(&mut Random::new(Seed(1)), mode);
            assert_eq!(made.misses.first().map(|miss| miss.constraint.as_str()), Some(constraint), "{schema}: {:?}", made.misses);
        }
    }
}

#[test]
fn every_limit_turns_up_within_fifty_answers() {
    let schema = json!({
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer", "format": "int32"},
            "name": {"type": "string", "minLength": 2, "maxLength": 30},
            "note": {"type": ["string", "null"]},
            "price": {"type": "number", "minimum": 0},
            "state": {"enum": ["new", "paid", "sent", "lost"]},
            "flag": {"type": "boolean"},
            "at": {"type": "string", "format": "date-time"},
            "tags": {"type": "array", "items": {"type": "string", "maxLength": 8}, "maxItems": 4},
            "owner": {"type": "object", "properties": {"email": {"type": "string", "format": "email"}, "age": {"type": "integer", "minimum": 0, "maximum": 150}}},
            "target": {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]},
        },
    });
    let plan = plan(&schema);
    let collect = |rounds: std::ops::Range<u64>, by_round: bool| -> BTreeSet<(String, String)> {
        rounds
            .flat_map(|round| {
                let mode = Mode::Edge { round: by_round.then_some(round) };
                plan.generate(&mut Random::new(Seed(round)), mode).edges
            })
            .map(|edge| (edge.pointer, edge.description))
            .filter(|(pointer, _)| !pointer.starts_with("/tags/"))
            .collect()
    };
    let all = collect(0..2000, true);
    assert!(all.len() > 50, "{all:?}");
    for by_round in [true, false] {
        let seen = collect(0..50, by_round);
        let missing: Vec<_> = all.difference(&seen).collect();
        assert!(missing.is_empty(), "by round {by_round}: {missing:?} of {}", all.len());
    }
}

/// Prints how long an answer takes; for a release build: `cargo test --release -- --ignored --nocapture speed`.
#[test]
#[ignore = "a measurement, not a check"]
fn speed() {
    let plain = json!({
        "type": "object",
        "properties": {
            "id": {"type": "integer"}, "name": {"type": "string"}, "email": {"type": "string", "format": "email"},
            "created_at": {"type": "string", "format": "date-time"}, "price": {"type": "number"},
            "active": {"type": "boolean"}, "state": {"enum": ["a", "b", "c"]}, "count": {"type": "integer", "minimum": 0},
        },
    });
    let unnamed = json!({
        "type": "object",
        "properties": {
            "q1": {"type": "integer"}, "q2": {"type": "string"}, "q3": {"type": "string", "maxLength": 20}, "q4": {"type": "integer"},
            "q5": {"type": "number"}, "q6": {"enum": [true, false]}, "q7": {"enum": ["a", "b", "c"]}, "q8": {"type": "integer", "minimum": 0},
        },
    });
    for (name, schema) in [("with known names", plain), ("with unknown names", unnamed)] {
        let began = std::time::Instant::now();
        let plan = plan(&schema);
        let compiled = began.elapsed();
        plan.generate(&mut Random::new(Seed(0)), Mode::Normal);
        let first = began.elapsed();
        for mode in [Mode::Normal, Mode::Edge { round: Some(1) }] {
            let began = std::time::Instant::now();
            for seed in 0..20_000 {
                std::hint::black_box(plan.generate(&mut Random::new(Seed(seed)), mode));
            }
            println!(
                "8 fields {name}, {mode:?}: {:?} each; compiled in {compiled:?}, first answer after {first:?}",
                began.elapsed() / 20_000
            );
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let keyword = prop::sample::select(vec![
        "type",
        "enum",
        "const",
        "format",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "multipleOf",
        "items",
        "prefixItems",
        "contains",
        "minContains",
        "uniqueItems",
        "properties",
        "required",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "then",
        "else",
        "$ref",
        "$defs",
        "$id",
        "$anchor",
        "dependentSchemas",
        "dependencies",
        "additionalProperties",
        "patternProperties",
        "propertyNames",
        "minProperties",
        "unevaluatedProperties",
        "nullable",
        "discriminator",
        "examples",
        "default",
        "a",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|number| json!(number)),
        any::<f64>().prop_map(|number| json!(number)),
        prop::sample::select(vec![
            "string",
            "object",
            "array",
            "integer",
            "#",
            "#/$defs/a",
            "#/properties/a",
            "(",
            "^a{3}$",
            "date",
            ""
        ])
        .prop_map(|text| json!(text)),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((keyword.clone(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_schema_brings_a_plan_down(schema in any_json(), seed in any::<u64>()) {
        for dialect in [Dialect::Draft7, Dialect::Draft202012, Dialect::OpenApi30] {
            let options = SchemaOptions { dialect, use_examples: true, access: Access::Read, ..SchemaOptions::default() };
            if let Ok(plan) = SchemaPlan::compile(&schema, &schema, &options) {
                for mode in [Mode::Normal, Mode::Edge { round: None }] {
                    let made = plan.generate(&mut Random::new(Seed(seed)), mode);
                    prop_assert_eq!(&made, &plan.generate(&mut Random::new(Seed(seed)), mode));
                }
            }
            let _ = to_json_schema(&schema, dialect, Access::Write);
        }
    }
}
