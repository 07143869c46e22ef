//! Whether edge-case mode reaches what it promises: every limit that a schema allows appears within 50 answers, for random
//! schemas and, where `MOCKWRIGHT_CORPUS` names them, for those of real descriptions. What the limits are is read from the
//! schema itself here, apart from the code that goes to them.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::corpus::{corpus, descriptions, response_schemas};
use super::random_schemas::{random_schemas, wanted};
use super::*;
use crate::generate::random::{Random, Seed};

/// How many answers there are, and more limits than there can be in as many are not looked for.
const ANSWERS: u64 = 50;

/// How deep a schema is looked into.
const MAX_DEPTH: usize = 4;

/// A limit of the values at a place.
#[derive(Clone, Debug, PartialEq)]
enum Limit {
    Length(u64),
    Items(u64),
    Number(f64),
    Is(Value),
    With(String),
    Without(String),
}

impl Limit {
    fn is_shown_by(&self, value: &Value) -> bool {
        let count = |count: usize| u64::try_from(count).unwrap();
        match (self, value) {
            (Self::Length(length), Value::String(text)) => count(text.chars().count()) == *length,
            (Self::Items(items), Value::Array(array)) => count(array.len()) == *items,
            (Self::Number(limit), Value::Number(number)) => number.as_f64() == Some(*limit),
            (Self::Is(wanted), value) => wanted == value,
            (Self::With(name), Value::Object(members)) => members.contains_key(name),
            (Self::Without(name), Value::Object(members)) => !members.contains_key(name),
            _ => false,
        }
    }
}

/// Where values are: the names of members on the way, and `None` for any item.
type Place = Vec<Option<String>>;

/// The limits of places that are described by plain keywords, which leave no doubt about what is allowed.
fn limits<'d>(
    plan: &'d SchemaPlan,
    schema: &str,
    around: &[&'d Map<String, Value>],
    place: &Place,
    limits_found: &mut Vec<(Place, Limit)>,
) {
    // As many are not looked for.
    if limits_found.len() as u64 >= ANSWERS {
        return;
    }
    let Some((at, keywords)) = followed(plan.json_schema(), schema) else { return };
    // Where a schema is inside itself, answers end.
    if place.len() > MAX_DEPTH || !is_plain(keywords) || around.iter().any(|outer| std::ptr::eq(*outer, keywords)) {
        return;
    }
    let around: Vec<&Map<String, Value>> = around.iter().copied().chain([keywords]).collect();
    let mut add = |limit: Limit| limits_found.push((place.clone(), limit));
    if let Some(values) = keywords.get("enum").and_then(Value::as_array) {
        let typed = |value: &&Value| keywords.get("type").is_none_or(|types| has_type(types, value));
        values.iter().filter(typed).for_each(|value| add(Limit::Is(value.clone())));
        return;
    }
    // Of what nothing satisfies there is none.
    if keywords.contains_key("items") && !plan.can_build(&format!("{at}/items")) {
        return;
    }
    let types: Vec<&str> = match keywords.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => return,
    };
    let number = |keyword: &str| keywords.get(keyword).and_then(Value::as_u64);
    for name in types {
        match name {
            "null" => add(Limit::Is(Value::Null)),
            "boolean" => [true, false].into_iter().for_each(|flag| add(Limit::Is(flag.into()))),
            "string" if !keywords.contains_key("pattern") && !keywords.contains_key("format") => {
                add(Limit::Length(number("minLength").unwrap_or(0)));
                if let Some(most) = number("maxLength").filter(|most| *most <= 1_000) {
                    add(Limit::Length(most));
                }
            }
            "integer" | "number" if !keywords.contains_key("multipleOf") && !keywords.contains_key("format") => {
                let bounds = ["minimum", "maximum"].into_iter().filter_map(|keyword| keywords.get(keyword)?.as_f64());
                let whole = |bound: &f64| name == "number" || bound.fract() == 0.0;
                let exclusive = keywords.contains_key("exclusiveMinimum") || keywords.contains_key("exclusiveMaximum");
                bounds.filter(|bound| whole(bound) && !exclusive).for_each(|bound| add(Limit::Number(bound)));
            }
            "array" if keywords.keys().all(|keyword| !ARRAYS.contains(&keyword.as_str())) => {
                add(Limit::Items(number("minItems").unwrap_or(0)));
                if let Some(most) = number("maxItems").filter(|most| *most <= 100) {
                    add(Limit::Items(most));
                }
            }
            "object" if keywords.keys().all(|keyword| !OBJECTS.contains(&keyword.as_str())) => {
                let required: BTreeSet<&str> =
                    keywords.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
                for member in keywords.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
                    let schema = member_at(&at, member);
                    let inner = followed(plan.json_schema(), &schema).map(|(_, inner)| inner);
                    let is_hidden = inner.is_none_or(|inner| inner.contains_key("writeOnly"));
                    let repeats = around.iter().any(|outer| inner.is_some_and(|inner| std::ptr::eq(*outer, inner)));
                    if !is_hidden && !repeats && !required.contains(member.as_str()) && plan.can_build(&schema) {
                        add(Limit::With(member.clone()));
                        add(Limit::Without(member.clone()));
                    }
                }
            }
            _ => {}
        }
    }
    let inside = |step: Option<&String>| place.iter().cloned().chain([step.cloned()]).collect::<Place>();
    if keywords.get("type") == Some(&Value::from("object")) && keywords.keys().all(|name| !OBJECTS.contains(&name.as_str())) {
        for name in keywords.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
            let schema = member_at(&at, name);
            if plan.can_build(&schema) {
                limits(plan, &schema, &around, &inside(Some(name)), limits_found);
            }
        }
    }
    let is_plain_list = keywords.keys().all(|name| !ARRAYS.contains(&name.as_str()));
    if keywords.get("type") == Some(&Value::from("array")) && is_plain_list && keywords.contains_key("items") {
        limits(plan, &format!("{at}/items"), &around, &inside(None), limits_found);
    }
}

/// Keywords beside which the limits of an array are no simple matter.
const ARRAYS: [&str; 6] = ["prefixItems", "contains", "minContains", "maxContains", "uniqueItems", "unevaluatedItems"];

/// The same for objects.
const OBJECTS: [&str; 8] = [
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "additionalProperties",
];

/// Where the schema of a member stands.
fn member_at(schema: &str, member: &str) -> String {
    format!("{schema}/properties/{}", crate::generate::json_pointer::token(member))
}

/// The schema at a pointer, behind its references, and where that is.
fn followed<'d>(document: &'d Value, pointer: &str) -> Option<(String, &'d Map<String, Value>)> {
    let mut pointer = pointer.to_owned();
    for _ in 0..8 {
        let schema = document.pointer(&pointer)?.as_object()?;
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) if schema.keys().all(|keyword| keyword == "$ref") => {
                pointer = reference.strip_prefix('#')?.to_owned();
            }
            Some(_) => return None,
            None => return Some((pointer, schema)),
        }
    }
    None
}

fn is_plain(keywords: &Map<String, Value>) -> bool {
    ["allOf", "anyOf", "oneOf", "not", "if", "const", "$ref", "contentEncoding", "contentMediaType"]
        .iter()
        .all(|keyword| !keywords.contains_key(*keyword))
}

fn has_type(types: &Value, value: &Value) -> bool {
    let is = |name: &str| match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => name == "number" || name == "integer" && !number.is_f64(),
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    };
    match types {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

/// Every value at a place.
fn at<'v>(value: &'v Value, place: &[Option<String>], found: &mut Vec<&'v Value>) {
    match (place.split_first(), value) {
        (None, value) => found.push(value),
        (Some((Some(name), rest)), Value::Object(members)) => {
            members.get(name).into_iter().for_each(|member| at(member, rest, found));
        }
        (Some((None, rest)), Value::Array(items)) => items.iter().for_each(|item| at(item, rest, found)),
        _ => {}
    }
}

#[derive(Debug, Default)]
struct Coverage {
    schemas: usize,
    complete: usize,
    limits: usize,
    shown: usize,
    too_many: usize,
    missing: Vec<String>,
}

impl Coverage {
    /// Looks for every limit of a schema in as many answers as that takes.
    fn look_at(&mut self, name: &str, plan: &SchemaPlan) {
        let mut wanted = Vec::new();
        limits(plan, plan.place(), &[], &Vec::new(), &mut wanted);
        if wanted.is_empty() {
            return;
        }
        if wanted.len() as u64 >= ANSWERS {
            self.too_many += 1;
            return;
        }
        let mut answers = Vec::new();
        for round in 0..ANSWERS {
            let made = plan.generate(&mut Random::new(Seed(round)), Mode::Edge { round: Some(round) });
            if !made.misses.is_empty() {
                // Nothing satisfies it, or not at these limits.
                return;
            }
            answers.push(made.value);
        }
        let is_shown = |(place, limit): &(Place, Limit)| {
            answers.iter().any(|answer| {
                let mut values = Vec::new();
                at(answer, place, &mut values);
                values.into_iter().any(|value| limit.is_shown_by(value))
            })
        };
        let missing: Vec<_> = wanted.iter().filter(|wanted| !is_shown(wanted)).collect();
        self.schemas += 1;
        self.complete += usize::from(missing.is_empty());
        self.limits += wanted.len();
        self.shown += wanted.len() - missing.len();
        self.missing.extend(missing.first().map(|missing| format!("{name}: {missing:?} of {}", wanted.len())));
    }

    fn report(&self, what: &str) {
        let Self { schemas, complete, limits, shown, too_many, missing } = self;
        println!(
            "{what}: {shown} of {limits} limits seen within {ANSWERS} answers, all of them for {complete} of {schemas} schemas; {too_many} schemas have more limits than answers"
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
    assert_eq!(coverage.shown, coverage.limits, "{:#?}", coverage.missing);
}

#[test]
fn nearly_every_limit_of_a_real_response_appears_within_50_answers() {
    let Some(corpus) = corpus() else { return };
    let mut coverage = Coverage::default();
    for (id, document, dialect) in descriptions(&corpus) {
        let (places, schemas): (Vec<_>, Vec<_>) = response_schemas(&document).into_iter().unzip();
        let options = SchemaOptions { dialect, access: Access::Read, ..SchemaOptions::default() };
        let plans = SchemaPlan::compile_all(&schemas.iter().collect::<Vec<_>>(), &document, &options);
        for (place, plan) in places.iter().zip(&plans) {
            coverage.look_at(&format!("{id} {place}"), plan);
        }
    }
    coverage.report("responses");
    assert!(coverage.shown * 100 >= coverage.limits * 95, "{} of {}", coverage.shown, coverage.limits);
}
