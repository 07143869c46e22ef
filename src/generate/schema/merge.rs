//! Merges a set of schemas into a shape: references followed, `allOf` taken together, and of every choice (`anyOf`, `oneOf`,
//! `if`, and the ways in which a `not` can hold) one option taken. A set of schemas has as many shapes as its choices have
//! combinations.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::bundle::Bundle;
use super::decimal;
use super::dialect::BRANCH_NAMES;
use super::negation;
use super::outline;
use super::shape::{Atom, Bound, Chooser, Contains, Demand, ItemLayer, MemberLayer, Shape, Unevaluated, Way};
use super::types::{Types, same};
use crate::generate::json_pointer::token;

struct Choice {
    ways: Vec<Way>,
    scopes: Vec<u32>,
    /// Whether the schema itself offers the choice, and not the reading of a `not`.
    is_offered: bool,
    miss: (Arc<str>, &'static str),
}

/// Why a shape without types is none.
pub(super) const NO_TYPE: &str = "No type of value is left that satisfies all of this";

/// Merges a set of schemas, with the choices as they are taken.
pub(super) fn merge(bundle: &Bundle, atoms: &[Atom], chooser: &mut dyn Chooser) -> Shape {
    let pointer: Arc<str> = atoms.first().map_or_else(|| Arc::from(super::bundle::ENTRY), |atom| Arc::from(atom.pointer()));
    let mut merge = Merge {
        bundle,
        shape: Shape::new(pointer),
        waiting: atoms.iter().map(|atom| (atom.clone(), Vec::new())).collect(),
        seen: Vec::new(),
        choices: VecDeque::new(),
        scope_count: 0,
    };
    loop {
        if let Some((atom, scopes)) = merge.waiting.pop_front() {
            merge.atom(&atom, scopes);
        } else if let Some(choice) = merge.choices.pop_front() {
            merge.take(choice, chooser);
        } else {
            break;
        }
        if merge.shape.types.is_empty() {
            // What else is chosen makes no difference.
            merge.shape.contradict(bundle, &Arc::clone(&merge.shape.pointer), "type", NO_TYPE);
        }
        if merge.shape.contradiction.is_some() {
            break;
        }
    }
    merge.shape
}

struct Merge<'b> {
    bundle: &'b Bundle,
    shape: Shape,
    waiting: VecDeque<(Atom, Vec<u32>)>,
    seen: Vec<(Atom, Vec<u32>)>,
    choices: VecDeque<Choice>,
    scope_count: u32,
}

impl Merge<'_> {
    fn take(&mut self, choice: Choice, chooser: &mut dyn Chooser) {
        let index = chooser.choose(choice.ways.len());
        let Some(way) = choice.ways.get(index) else {
            let (pointer, keyword) = choice.miss;
            return self.shape.contradict(self.bundle, &pointer, keyword, "No value can satisfy this");
        };
        self.shape.cost = self.shape.cost.saturating_add(way.cost);
        if choice.is_offered {
            self.shape.branch = self.shape.branch.wrapping_mul(31).wrapping_add(index as u64 + 1);
        }
        for demand in way.demands.clone() {
            self.demand(demand, &choice.scopes);
        }
    }

    fn demand(&mut self, demand: Demand, scopes: &[u32]) {
        let shape = &mut self.shape;
        match demand {
            Demand::Schema(atom) => self.waiting.push_back((atom, scopes.to_vec())),
            Demand::Keywords(Value::Object(keywords)) => {
                let pointer = Arc::clone(&shape.pointer);
                self.keywords(&keywords, &pointer);
            }
            Demand::Keywords(_) => {}
            Demand::Types(types) => shape.types = shape.types.both(types),
            Demand::Exclude(value) => shape.excluded.push(value),
            Demand::Require(name) => {
                if !shape.required.contains(&name) {
                    shape.required.push(name);
                }
            }
            Demand::Forbid(name) => shape.forbidden.push(name),
            Demand::Property(name, atom) => shape.extra_members.push((name, atom)),
            Demand::EveryItem(atom) => shape.every_item.push(atom),
            Demand::SomeItem(atom) => shape.contains.push(Contains { atom, at_least: 1, at_most: None }),
            Demand::SameItems => shape.same_items = true,
            Demand::Suggest(name, values) => shape.suggestions.push((name, values)),
            Demand::OneMoreMember => shape.one_more_member = true,
        }
    }

    fn atom(&mut self, atom: &Atom, scopes: Vec<u32>) {
        let entry = (atom.clone(), scopes);
        if self.seen.contains(&entry) || self.seen.len() > 500 {
            return;
        }
        let (_, scopes) = entry.clone();
        self.seen.push(entry);
        match atom {
            Atom::Is(pointer) => match self.bundle.at(pointer) {
                Value::Bool(false) => self.shape.contradict(self.bundle, pointer, "false", "Nothing is allowed here"),
                Value::Object(schema) => self.schema(schema, pointer, scopes),
                _ => {}
            },
            Atom::Not(pointer) => {
                self.shape.unsure = true;
                let ways = negation::ways(self.bundle, pointer);
                self.choices.push_back(Choice { ways, scopes, is_offered: false, miss: (Arc::clone(pointer), "not") });
            }
        }
    }

    fn schema(&mut self, schema: &Map<String, Value>, pointer: &Arc<str>, mut scopes: Vec<u32>) {
        if schema.contains_key("unevaluatedItems") || schema.contains_key("unevaluatedProperties") {
            self.scope_count += 1;
            let scope = self.scope_count;
            for (keyword, list) in [
                ("unevaluatedItems", &mut self.shape.unevaluated_items),
                ("unevaluatedProperties", &mut self.shape.unevaluated_members),
            ] {
                if schema.contains_key(keyword) {
                    let pointer = Arc::from(format!("{pointer}/{keyword}"));
                    list.push(Unevaluated { pointer, scope, around: scopes.clone() });
                }
            }
            scopes.push(scope);
            self.shape.unsure = true;
        }
        if let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#')) {
            self.waiting.push_back((Atom::Is(Arc::from(target)), scopes.clone()));
        }
        for index in 0..branches(schema, "allOf").len() {
            self.waiting.push_back((Atom::Is(Arc::from(format!("{pointer}/allOf/{index}"))), scopes.clone()));
        }
        self.keywords(schema, pointer);
        self.members(schema, pointer, &scopes);
        self.items(schema, pointer, &scopes);
        self.offer(schema, pointer, &scopes);
    }

    /// The keywords without subschemas.
    fn keywords(&mut self, schema: &Map<String, Value>, pointer: &Arc<str>) {
        for (keyword, value) in schema {
            let shape = &mut self.shape;
            let count = value.as_u64().unwrap_or_default();
            match keyword.as_str() {
                "type" => shape.types = shape.types.both(Types::named(value)),
                "enum" => list(shape, value.as_array().map(Vec::as_slice).unwrap_or_default()),
                "const" => list(shape, std::slice::from_ref(value)),
                "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum" => {
                    if let Value::Number(number) = value {
                        let is_lower = keyword.ends_with("inimum");
                        let bound = Bound { value: number.clone(), exclusive: keyword.starts_with("exclusive") };
                        tighten(if is_lower { &mut shape.lower } else { &mut shape.upper }, bound, is_lower);
                    }
                }
                "multipleOf" => shape.steps.extend(value.as_number().cloned()),
                "minLength" => shape.min_length = shape.min_length.max(count),
                "maxLength" => shape.max_length = Some(shape.max_length.map_or(count, |other| other.min(count))),
                "pattern" => push_new(&mut shape.patterns, value),
                "format" => push_new(&mut shape.formats, value),
                "contentEncoding" => shape.encoding = value.as_str().map(str::to_owned),
                "contentMediaType" => shape.media_type = value.as_str().map(str::to_owned),
                "minItems" => shape.min_items = shape.min_items.max(count),
                "maxItems" => shape.max_items = Some(shape.max_items.map_or(count, |other| other.min(count))),
                "uniqueItems" => shape.unique |= value == &Value::Bool(true),
                "minProperties" => shape.min_members = shape.min_members.max(count),
                "maxProperties" => shape.max_members = Some(shape.max_members.map_or(count, |other| other.min(count))),
                "required" => {
                    for name in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                        if !shape.required.iter().any(|other| other == name) {
                            shape.required.push(name.to_owned());
                        }
                    }
                }
                "dependentRequired" => {
                    // Members that are added later may need others in turn.
                    shape.unsure = true;
                    for (name, names) in value.as_object().into_iter().flatten() {
                        let names = names.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
                        shape.dependents.push((name.clone(), names.collect()));
                    }
                }
                "readOnly" => shape.hidden_marks.0 |= value == &Value::Bool(true),
                "writeOnly" => shape.hidden_marks.1 |= value == &Value::Bool(true),
                "example" => shape.examples.insert(0, value.clone()),
                "examples" => shape.examples.extend(value.as_array().into_iter().flatten().cloned()),
                "default" if shape.examples.is_empty() && !schema.contains_key("example") && !schema.contains_key("examples") => {
                    shape.examples.push(value.clone());
                }
                "not" => self.waiting.push_back((Atom::Not(Arc::from(format!("{pointer}/not"))), Vec::new())),
                _ => {}
            }
            let is_rule = !matches!(
                keyword.as_str(),
                "type" | "enum" | "const" | "default" | "example" | "examples" | "readOnly" | "writeOnly" | "$ref" | "allOf"
            );
            self.shape.has_rules |= is_rule;
        }
    }

    fn members(&mut self, schema: &Map<String, Value>, pointer: &Arc<str>, scopes: &[u32]) {
        let names = |keyword| schema.get(keyword).and_then(Value::as_object).map(|members| members.keys().cloned().collect());
        let layer = MemberLayer {
            pointer: Arc::clone(pointer),
            scopes: scopes.to_vec(),
            names: names("properties").unwrap_or_default(),
            patterns: names("patternProperties").unwrap_or_default(),
            has_additional: schema.contains_key("additionalProperties"),
        };
        if layer.has_additional || !layer.names.is_empty() || !layer.patterns.is_empty() {
            self.shape.member_layers.push(layer);
        }
        if schema.contains_key("propertyNames") {
            self.shape.member_names.push(Arc::from(format!("{pointer}/propertyNames")));
        }
        for (name, _) in schema.get("dependentSchemas").and_then(Value::as_object).into_iter().flatten() {
            let dependent = Atom::Is(Arc::from(format!("{pointer}/dependentSchemas/{}", token(name))));
            let ways = vec![
                Way { cost: 0, demands: vec![Demand::Require(name.clone()), Demand::Schema(dependent)] },
                Way { cost: 0, demands: vec![Demand::Forbid(name.clone())] },
                Way { cost: 9, demands: vec![Demand::Types(Types::OBJECT.others())] },
            ];
            let miss = (Arc::clone(pointer), "dependentSchemas");
            self.choices.push_back(Choice { ways, scopes: scopes.to_vec(), is_offered: true, miss });
        }
    }

    fn items(&mut self, schema: &Map<String, Value>, pointer: &Arc<str>, scopes: &[u32]) {
        let prefix = branches(schema, "prefixItems").len();
        let has_rest = schema.contains_key("items");
        if prefix > 0 || has_rest {
            let layer = ItemLayer { pointer: Arc::clone(pointer), scopes: scopes.to_vec(), prefix, has_rest };
            self.shape.item_layers.push(layer);
        }
        if schema.contains_key("contains") {
            let at_least = schema.get("minContains").and_then(Value::as_u64).unwrap_or(1);
            let at_most = schema.get("maxContains").and_then(Value::as_u64);
            let atom = Atom::Is(Arc::from(format!("{pointer}/contains")));
            self.shape.unsure = true;
            self.shape.contains.push(Contains { atom, at_least, at_most });
        }
    }

    /// `anyOf`, `oneOf` and `if`.
    fn offer(&mut self, schema: &Map<String, Value>, pointer: &Arc<str>, scopes: &[u32]) {
        let names = schema.get(BRANCH_NAMES);
        for keyword in ["anyOf", "oneOf"] {
            let count = branches(schema, keyword).len();
            if count == 0 {
                continue;
            }
            let places: Vec<Arc<str>> = (0..count).map(|index| Arc::from(format!("{pointer}/{keyword}/{index}"))).collect();
            let overlaps = if keyword == "oneOf" { outline::overlaps(self.bundle, &places) } else { Vec::new() };
            let mut ways = Vec::with_capacity(count);
            for (index, place) in places.iter().enumerate() {
                let mut demands = vec![Demand::Schema(Atom::Is(Arc::clone(place)))];
                for other in overlaps.get(index).into_iter().flatten() {
                    self.shape.unsure = true;
                    demands.extend(places.get(*other).map(|other| Demand::Schema(Atom::Not(Arc::clone(other)))));
                }
                if let Some((property, values)) = names.and_then(|names| branch_names(names, index)) {
                    demands.push(Demand::Suggest(property, values));
                }
                ways.push(Way { cost: 0, demands });
            }
            let miss: (Arc<str>, &'static str) =
                (Arc::from(format!("{pointer}/{keyword}")), if keyword == "oneOf" { "oneOf" } else { "anyOf" });
            self.choices.push_back(Choice { ways, scopes: scopes.to_vec(), is_offered: true, miss });
        }
        let has = |keyword| schema.contains_key(keyword);
        // By itself an `if` demands nothing, but what it describes counts as evaluated where it holds.
        let decides = has("then") || has("else");
        if has("if") && (decides || !scopes.is_empty()) {
            let place = |keyword: &str| -> Arc<str> { Arc::from(format!("{pointer}/{keyword}")) };
            let side = |first: Atom, keyword: &'static str| {
                let mut demands = vec![Demand::Schema(first)];
                if has(keyword) {
                    demands.push(Demand::Schema(Atom::Is(place(keyword))));
                }
                Way { cost: 0, demands }
            };
            self.shape.unsure = true;
            let otherwise = if decides { side(Atom::Not(place("if")), "else") } else { Way { cost: 0, demands: Vec::new() } };
            let ways = vec![side(Atom::Is(place("if")), "then"), otherwise];
            self.choices.push_back(Choice { ways, scopes: scopes.to_vec(), is_offered: true, miss: (Arc::clone(pointer), "if") });
        }
    }
}

fn branches<'s>(schema: &'s Map<String, Value>, keyword: &str) -> &'s [Value] {
    schema.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn branch_names(names: &Value, index: usize) -> Option<(String, Vec<String>)> {
    let property = names.get("property")?.as_str()?.to_owned();
    let values = names.get("names")?.get(index)?.as_array()?;
    let values: Vec<String> = values.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    (!values.is_empty()).then_some((property, values))
}

fn push_new(texts: &mut Vec<String>, value: &Value) {
    if let Some(text) = value.as_str()
        && !texts.iter().any(|other| other == text)
    {
        texts.push(text.to_owned());
    }
}

fn list(shape: &mut Shape, values: &[Value]) {
    let mut kept: Vec<Value> = Vec::new();
    for value in values {
        let allowed = shape.listed.as_ref().is_none_or(|earlier| earlier.iter().any(|other| same(other, value)));
        if allowed && !kept.iter().any(|other| same(other, value)) {
            kept.push(value.clone());
        }
    }
    shape.listed = Some(kept);
}

fn tighten(slot: &mut Option<Bound>, bound: Bound, is_lower: bool) {
    let replace = match slot {
        None => true,
        Some(earlier) => match decimal::compare(&bound.value, &earlier.value) {
            std::cmp::Ordering::Equal => bound.exclusive,
            std::cmp::Ordering::Greater => is_lower,
            std::cmp::Ordering::Less => !is_lower,
        },
    };
    if replace {
        *slot = Some(bound);
    }
}
