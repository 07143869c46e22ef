//! Random schemas with every keyword, each of which must give valid values or a miss that names the constraint. In an
//! ordinary run there are 2,000 of them; `MOCKWRIGHT_SCHEMAS=10000` asks for another number.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

use super::*;
use crate::generate::random::{Random, Seed};

/// Several of the members given, put into one object.
fn some_of(members: Vec<(&'static str, BoxedStrategy<Value>)>, share: f64) -> BoxedStrategy<Map<String, Value>> {
    let optional: Vec<_> = members
        .into_iter()
        .map(|(name, value)| prop::option::weighted(share, value).prop_map(move |value| (name, value)))
        .collect();
    optional.prop_map(|members| members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()).boxed()
}

fn range(low: i64, high: i64) -> BoxedStrategy<Value> {
    (low..=high).prop_map(|number| json!(number)).boxed()
}

fn typed(kind: Value, members: BoxedStrategy<Map<String, Value>>) -> BoxedStrategy<Value> {
    members
        .prop_map(move |mut members| {
            members.insert("type".to_owned(), kind.clone());
            Value::Object(members)
        })
        .boxed()
}

fn numbers() -> BoxedStrategy<Value> {
    let bound = prop_oneof![range(-50, 50), (-500_i64..500).prop_map(|number| json!(number as f64 / 10.0))].boxed();
    let step = prop::sample::select(vec![json!(1), json!(3), json!(0.1), json!(0.01), json!(2.5), json!(1000)]).boxed();
    let keywords = some_of(
        vec![
            ("minimum", bound.clone()),
            ("maximum", bound.clone()),
            ("exclusiveMinimum", bound.clone()),
            ("exclusiveMaximum", bound),
            ("multipleOf", step),
        ],
        0.25,
    );
    prop_oneof![typed(json!("number"), keywords.clone()), typed(json!("integer"), keywords)].boxed()
}

fn strings() -> BoxedStrategy<Value> {
    let patterns = vec![
        "^[a-z]+$",
        "^\\d{3}-\\d{4}$",
        "^(foo|bar)baz?$",
        "[A-Z]",
        "^x",
        "y$",
        "^\\S+@\\S+$",
        "^(?=.*\\d)[a-z\\d]+$",
        "^.{2,6}$",
        "^(?!no).*$",
        "^#([0-9a-f]{3}){1,2}$",
        "^[^/]*$",
        "",
    ];
    let formats = vec![
        "date-time",
        "date",
        "time",
        "duration",
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "uri",
        "uri-reference",
        "iri",
        "iri-reference",
        "uri-template",
        "uuid",
        "json-pointer",
        "relative-json-pointer",
        "regex",
        "int32",
        "int64",
        "float",
        "double",
        "byte",
        "binary",
        "password",
        "unknown",
    ];
    let lengths = || some_of(vec![("minLength", range(0, 12)), ("maxLength", range(3, 30))], 0.4);
    let pattern = prop::sample::select(patterns).prop_map(|pattern| json!(pattern)).boxed();
    let format = prop::sample::select(formats).prop_map(|format| json!(format)).boxed();
    let with_pattern = (lengths(), pattern).prop_map(|(mut members, pattern)| {
        members.insert("pattern".to_owned(), pattern);
        members
    });
    let with_format = (format, prop::option::weighted(0.3, range(20, 60))).prop_map(|(format, most)| {
        let mut members = Map::new();
        members.insert("format".to_owned(), format);
        if let Some(most) = most {
            members.insert("maxLength".to_owned(), most);
        }
        members
    });
    prop_oneof![
        typed(json!("string"), lengths()),
        typed(json!("string"), with_pattern.boxed()),
        typed(json!("string"), with_format.boxed()),
        typed(json!(["string", "null"]), lengths()),
    ]
    .boxed()
}

fn schemas() -> BoxedStrategy<Value> {
    let values =
        || prop_oneof![Just(json!(null)), Just(json!(true)), range(0, 3), Just(json!("a")), Just(json!("b")), Just(json!([1]))];
    let leaf = prop_oneof![
        4 => numbers(),
        4 => strings(),
        1 => Just(json!({"type": "boolean"})),
        1 => Just(json!({"type": "null"})),
        1 => Just(json!({})),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => prop::collection::vec(values(), 1..4).prop_map(|values| json!({"enum": values})),
        1 => values().prop_map(|value| json!({"const": value})),
        1 => Just(json!({"$ref": "#/$defs/node"})),
        1 => Just(json!({"$ref": "#/$defs/word"})),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let names = || prop::sample::select(vec!["a", "b", "c", "email", "created_at", "x-1"]);
        let members = || prop::collection::btree_map(names(), inner.clone(), 0..4).prop_map(|members| json!(members)).boxed();
        let list = || prop::collection::btree_set(names(), 0..3).prop_map(|names| json!(names)).boxed();
        let some = || prop::collection::vec(inner.clone(), 1..4).prop_map(Value::Array).boxed();
        let one = || inner.clone().boxed();
        let object = some_of(
            vec![
                ("properties", members()),
                ("required", list()),
                ("additionalProperties", one()),
                ("patternProperties", one().prop_map(|schema| json!({"^x-": schema})).boxed()),
                ("propertyNames", prop::sample::select(vec![json!({"maxLength": 5}), json!({"pattern": "^[a-z_]+$"})]).boxed()),
                ("minProperties", range(0, 3)),
                ("maxProperties", range(1, 6)),
                ("dependentRequired", (names(), list()).prop_map(|(name, list)| json!({name: list})).boxed()),
                ("dependentSchemas", (names(), one()).prop_map(|(name, schema)| json!({name: schema})).boxed()),
                ("unevaluatedProperties", prop_oneof![Just(json!(false)), one()].boxed()),
            ],
            0.3,
        );
        let array = some_of(
            vec![
                ("items", one()),
                ("prefixItems", some()),
                ("contains", one()),
                ("minContains", range(0, 2)),
                ("maxContains", range(1, 3)),
                ("minItems", range(0, 4)),
                ("maxItems", range(2, 6)),
                ("uniqueItems", any::<bool>().prop_map(Value::Bool).boxed()),
                ("unevaluatedItems", prop_oneof![Just(json!(false)), one()].boxed()),
            ],
            0.3,
        );
        let combined = some_of(
            vec![
                ("allOf", some()),
                ("anyOf", some()),
                ("oneOf", some()),
                ("not", one()),
                ("if", one()),
                ("then", one()),
                ("else", one()),
            ],
            0.2,
        );
        prop_oneof![
            4 => typed(json!("object"), object.clone()),
            3 => typed(json!("array"), array),
            2 => combined.clone().prop_map(Value::Object),
            1 => (object, combined).prop_map(|(mut members, more)| {
                members.extend(more);
                members.insert("type".to_owned(), json!("object"));
                Value::Object(members)
            }),
        ]
    })
    .prop_map(|schema| {
        let mut members = schema.as_object().cloned().unwrap_or_else(|| json!({"not": !schema.as_bool().unwrap_or(true)}).as_object().cloned().unwrap());
        members.insert(
            "$defs".to_owned(),
            json!({
                "word": {"type": "string", "minLength": 1, "maxLength": 9},
                "node": {"type": "object", "required": ["v"], "properties": {"v": {"type": "integer"}, "next": {"$ref": "#/$defs/node"}}},
            }),
        );
        Value::Object(members)
    })
    .boxed()
}

/// How many there are to be, where nothing else is asked for.
pub(super) fn wanted(usually: usize) -> usize {
    std::env::var("MOCKWRIGHT_SCHEMAS").ok().and_then(|number| number.parse().ok()).unwrap_or(usually)
}

/// As many schemas, always the same.
pub(super) fn random_schemas(count: usize) -> impl Iterator<Item = Value> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = schemas();
    (0..count).map(move |_| strategy.new_tree(&mut runner).unwrap().current())
}

/// Values of every type, to see whether a schema is satisfiable at all.
fn small_values() -> Vec<Value> {
    let mut values = vec![
        json!(null),
        json!(true),
        json!(false),
        json!("a"),
        json!(""),
        json!("foo"),
        json!(0),
        json!(1),
        json!(3),
        json!(-1.5),
        json!([]),
        json!({}),
        json!([1]),
    ];
    let leaves = values.clone();
    for leaf in &leaves {
        values.push(json!([leaf]));
        values.push(json!([leaf, leaf]));
        values.push(json!([leaf, 1, "a", null]));
        for name in ["a", "b", "c", "email", "created_at", "x-1", "v", "other"] {
            values.push(json!({name: leaf}));
            values.push(json!({name: leaf, "v": 1}));
        }
        values.push(json!({"a": leaf, "b": leaf}));
        values.push(json!({"a": leaf, "b": leaf, "c": leaf}));
    }
    values
}

#[test]
fn random_schemas_give_valid_values_or_honest_misses() {
    let wanted = wanted(2_000);
    let (mut made, mut valid) = (0_usize, 0_usize);
    let mut misses: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut missed: Vec<Value> = Vec::new();
    let mut pool: Vec<Value> = small_values();
    for schema in random_schemas(wanted) {
        let validator = jsonschema::options().should_validate_formats(true).offline().build(&schema).unwrap();
        let plan = SchemaPlan::compile(&schema, &schema, &SchemaOptions::default()).unwrap();
        let mut has_miss = false;
        for seed in 0..4 {
            for mode in [Mode::Normal, Mode::Edge { round: Some(seed) }] {
                let answer = plan.generate(&mut Random::new(Seed(seed)), mode);
                made += 1;
                let is_valid = validator.is_valid(&answer.value);
                assert!(is_valid || !answer.misses.is_empty(), "silently wrong: {schema}\n{}", answer.value);
                valid += usize::from(is_valid && answer.misses.is_empty());
                if let Some(miss) = answer.misses.first() {
                    assert!(!miss.constraint.is_empty() && !miss.message.is_empty());
                    has_miss = true;
                    let entry = misses.entry(miss.constraint.clone()).or_insert_with(|| (0, format!("{miss:?}\n    {schema}")));
                    entry.0 += 1;
                } else if pool.len() < 4_000 && answer.value.to_string().len() < 400 {
                    pool.push(answer.value);
                }
            }
        }
        if has_miss {
            missed.push(schema);
        }
    }
    // A value that was made for one schema may satisfy another that nothing was found for.
    let mut satisfiable = 0;
    for schema in &missed {
        let validator = jsonschema::options().should_validate_formats(true).offline().build(schema).unwrap();
        if let Some(value) = pool.iter().find(|value| validator.is_valid(value)) {
            satisfiable += 1;
            let miss = SchemaPlan::compile(schema, schema, &SchemaOptions::default())
                .unwrap()
                .generate(&mut Random::new(Seed(0)), Mode::Normal);
            println!("NOT FOUND {value} for {schema}: {miss:?}");
        }
    }
    println!(
        "{valid} of {made} values valid; {} of {wanted} schemas with a miss, {satisfiable} of them satisfiable",
        missed.len()
    );
    for (constraint, (count, example)) in &misses {
        println!("{count} times {constraint}, as in {example}");
    }
    // What is left are schemas that contradict themselves: about one in six of these.
    assert!(valid * 100 >= made * 78, "{valid} of {made}");
    assert!(satisfiable * 200 <= wanted, "{satisfiable} of {} misses were none", missed.len());
}
