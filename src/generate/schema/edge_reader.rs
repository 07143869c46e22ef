//! Reads the limits that a schema sets, apart from the code that goes to them. Every keyword is read by itself: whether the rest
//! of the schema leaves room for a limit is decided elsewhere (`edge_allowed`), and only of those that no answer has shown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::SchemaPlan;
use super::edge_limits::{Limit, Noted, Others, Place, State, is_of_type};
use super::pattern::Pattern;
use crate::generate::json_pointer::token;

/// Longer texts, lists and objects than these are not looked for.
const MAX_LENGTH: u64 = 1_000;
const MAX_COUNT: u64 = 100;

/// How deep and how far a schema is looked into, nearest places first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    pub(super) levels: usize,
    pub(super) limits: usize,
}

/// Reads limits.
struct Reader<'p> {
    document: &'p Value,
    reach: Reach,
    found: usize,
}

/// A place that is still to be read: what describes it, and what describes the places around it.
struct Waiting<'t> {
    place: &'t mut Place,
    schemas: Vec<String>,
    around: Arc<BTreeSet<String>>,
    level: usize,
}

/// A schema that speaks of a value.
struct Part<'p> {
    pointer: String,
    schema: &'p Map<String, Value>,
    /// A schema for the values that it speaks of.
    scope: Arc<Value>,
}

/// What is inside a place: the schemas that describe it there, and one for the values around it.
#[derive(Default)]
struct Inside {
    members: BTreeMap<String, Described>,
    further: BTreeMap<String, (Others, Described)>,
    items: BTreeMap<usize, Described>,
    placed: BTreeMap<usize, Described>,
}

#[derive(Default)]
struct Described {
    schemas: Vec<String>,
    around: Option<Arc<Value>>,
}

impl Described {
    fn add(&mut self, part: &Part<'_>, schema: String) {
        self.schemas.push(schema);
        self.around.get_or_insert_with(|| Arc::clone(&part.scope));
    }

    fn place(&self) -> Place {
        Place { around: self.around.clone().unwrap_or_default(), ..Place::default() }
    }
}

/// The limits that a plan's schema sets.
pub(super) fn read(plan: &SchemaPlan, reach: Reach) -> Place {
    let mut reader = Reader { document: plan.json_schema(), reach, found: 0 };
    reader.read(plan.place())
}

impl<'p> Reader<'p> {
    fn read(&mut self, schema: &str) -> Place {
        let mut root = Place::default();
        let mut waiting = VecDeque::new();
        waiting.push_back(Waiting { place: &mut root, schemas: vec![schema.to_owned()], around: Arc::default(), level: 0 });
        while let Some(Waiting { place, schemas, around, level }) = waiting.pop_front() {
            if self.found >= self.reach.limits {
                break;
            }
            let mut parts = Vec::new();
            schemas.iter().for_each(|schema| self.gather(schema, &[], &mut parts));
            // Where a schema is inside itself, answers end.
            parts.retain(|part| !around.contains(&part.pointer));
            if parts.iter().any(|part| part.schema.get("writeOnly") == Some(&Value::Bool(true))) {
                continue;
            }
            let mut inside = Inside::default();
            for part in &parts {
                self.limits(place, part);
                if level < self.reach.levels {
                    inside.read(part);
                }
            }
            let around: Arc<BTreeSet<String>> =
                Arc::new(around.iter().cloned().chain(parts.iter().map(|part| part.pointer.clone())).collect());
            let Place { members, further, items, placed, .. } = place;
            let mut wait = |place, described: Described| {
                let around = Arc::clone(&around);
                waiting.push_back(Waiting { place, schemas: described.schemas, around, level: level + 1 });
            };
            *members = inside.members.iter().map(|(name, described)| (name.clone(), described.place())).collect();
            members.values_mut().zip(inside.members.into_values()).for_each(|(place, described)| wait(place, described));
            *items = inside.items.iter().map(|(from, described)| (*from, described.place())).collect();
            items.values_mut().zip(inside.items.into_values()).for_each(|(place, described)| wait(place, described));
            *placed = inside.placed.iter().map(|(at, described)| (*at, described.place())).collect();
            placed.values_mut().zip(inside.placed.into_values()).for_each(|(place, described)| wait(place, described));
            let mut all = Vec::new();
            for (schema, (others, described)) in inside.further {
                further.insert(schema, (others, described.place()));
                all.push(described);
            }
            further.values_mut().zip(all).for_each(|((_, place), described)| wait(place, described));
        }
        drop(waiting);
        root
    }

    /// A schema and all that speak of the same value, where some conditions hold.
    fn gather(&self, pointer: &str, conditions: &[Value], parts: &mut Vec<Part<'p>>) {
        let Some(schema) = self.document.pointer(pointer).and_then(Value::as_object) else { return };
        if parts.len() > 200 || parts.iter().any(|other| std::ptr::eq(other.schema, schema)) {
            return;
        }
        let own = [json!({"$ref": format!("#{pointer}")})];
        let conditions = &conditions.iter().cloned().chain(own).collect::<Vec<_>>();
        parts.push(Part { pointer: pointer.to_owned(), schema, scope: Arc::new(json!({"allOf": conditions})) });
        if let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#')) {
            self.gather(target, conditions, parts);
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let branches = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
            (0..branches).for_each(|index| self.gather(&format!("{pointer}/{keyword}/{index}"), conditions, parts));
        }
        let mut with = |condition: Value, place: String| {
            let conditions: Vec<Value> = conditions.iter().cloned().chain([condition]).collect();
            self.gather(&place, &conditions, parts);
        };
        if schema.contains_key("if") {
            let holds = json!({"$ref": format!("#{pointer}/if")});
            with(holds.clone(), format!("{pointer}/then"));
            with(json!({"not": holds}), format!("{pointer}/else"));
        }
        for name in schema.get("dependentSchemas").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
            with(json!({"type": "object", "required": [name]}), format!("{pointer}/dependentSchemas/{}", token(name)));
        }
    }

    fn limits(&mut self, place: &mut Place, part: &Part<'_>) {
        let schema = part.schema;
        let required = |name: &String| {
            let names = schema.get("required").and_then(Value::as_array);
            names.is_some_and(|names| names.iter().any(|other| other == name))
        };
        let members = schema.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys);
        // Answers have none of what only requests have.
        let is_hidden = |name: &String| {
            let mut parts = Vec::new();
            self.gather(&format!("{}/properties/{}", part.pointer, token(name)), &[], &mut parts);
            parts.iter().any(|part| part.schema.get("writeOnly") == Some(&Value::Bool(true)))
        };
        let members: Vec<&String> = members.filter(|name| !required(name) && !is_hidden(name)).collect();
        let mut add = |limit: Limit| {
            if self.found < self.reach.limits && !place.limits.iter().any(|noted| noted.limit == limit) {
                self.found += 1;
                place.limits.push(Noted { limit, state: State::Unseen, scope: Arc::clone(&part.scope) });
            }
        };
        let types: Vec<&str> = match schema.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let values = schema.get("enum").and_then(Value::as_array).into_iter().flatten().chain(schema.get("const"));
        let is_typed = |value: &&Value| types.is_empty() || types.iter().any(|name| is_of_type(name, value));
        let values: Vec<&Value> = values.filter(is_typed).collect();
        if !values.is_empty() {
            return values.into_iter().for_each(|value| add(Limit::Is(value.clone())));
        }
        types.iter().for_each(|name| add(Limit::Type((*name).to_owned())));
        if types.contains(&"boolean") {
            [true, false].into_iter().for_each(|flag| add(Limit::Is(flag.into())));
        }
        let given = |keyword: &str| schema.get(keyword).and_then(Value::as_f64).map(|number| number as u64);
        // Where a pattern or a format says how long a text is, nothing shorter is to be expected.
        let is_free = !schema.contains_key("pattern") && !schema.contains_key("format");
        let least = |keyword, name: &&str, is_free: bool| given(keyword).or((is_free && types.contains(name)).then_some(0));
        least("minLength", &"string", is_free).into_iter().for_each(|length| add(Limit::Length(length)));
        given("maxLength").filter(|most| *most <= MAX_LENGTH).into_iter().for_each(|length| add(Limit::Length(length)));
        least("minItems", &"array", true).into_iter().for_each(|items| add(Limit::Items(items)));
        given("maxItems").filter(|most| *most <= MAX_COUNT).into_iter().for_each(|items| add(Limit::Items(items)));
        least("minProperties", &"object", false).into_iter().for_each(|members| add(Limit::Members(members)));
        given("maxProperties").filter(|most| *most <= MAX_COUNT).into_iter().for_each(|members| add(Limit::Members(members)));
        bounds(schema, !types.is_empty() && types.iter().all(|name| *name == "integer"))
            .into_iter()
            .for_each(|number| add(Limit::Number(number)));
        for name in members {
            add(Limit::With(name.clone()));
            add(Limit::Without(name.clone()));
        }
    }
}

impl Inside {
    fn read(&mut self, part: &Part<'_>) {
        let Part { pointer, schema, .. } = part;
        let keys = |keyword: &str| schema.get(keyword).and_then(Value::as_object).into_iter().flat_map(Map::keys);
        for name in keys("properties") {
            self.members.entry(name.clone()).or_default().add(part, format!("{pointer}/properties/{}", token(name)));
        }
        let mut further = |others: Others, schema: String| {
            let (_, described) = self.further.entry(schema.clone()).or_insert((others, Described::default()));
            described.add(part, schema);
        };
        for source in keys("patternProperties") {
            let Some(pattern) = Pattern::new(source).map(Arc::new) else { continue };
            let others = Others { pattern: Some(pattern), ..Others::default() };
            further(others, format!("{pointer}/patternProperties/{}", token(source)));
        }
        if schema.get("additionalProperties").is_some_and(Value::is_object) {
            let described = keys("patternProperties").filter_map(|source| Pattern::new(source).map(Arc::new)).collect();
            let others = Others { named: keys("properties").cloned().collect(), described, ..Others::default() };
            further(others, format!("{pointer}/additionalProperties"));
        }
        let prefix = schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..prefix {
            self.placed.entry(index).or_default().add(part, format!("{pointer}/prefixItems/{index}"));
        }
        if schema.get("items").is_some_and(Value::is_object) {
            self.items.entry(prefix).or_default().add(part, format!("{pointer}/items"));
        }
    }
}

/// The numbers at the bounds of a schema, on the grid of its steps.
fn bounds(schema: &Map<String, Value>, is_whole: bool) -> Vec<f64> {
    let given = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    let step = given("multipleOf").unwrap_or(if is_whole { 1.0 } else { 0.0 });
    let mut found = Vec::new();
    for (keyword, exclusive, up) in
        [("minimum", false, true), ("exclusiveMinimum", true, true), ("maximum", false, false), ("exclusiveMaximum", true, false)]
    {
        let Some(bound) = given(keyword) else { continue };
        if step == 0.0 {
            // There is no number next to one that is itself excluded.
            found.extend((!exclusive).then_some(bound));
            continue;
        }
        // Quotients of decimals are a hair off.
        let exact = (bound / step * 1e6).round() / 1e6;
        let steps = if up { exact.ceil() } else { exact.floor() };
        let steps = if exclusive && steps == exact { steps + if up { 1.0 } else { -1.0 } } else { steps };
        found.push((steps * step * 1e6).round() / 1e6);
    }
    found
}
