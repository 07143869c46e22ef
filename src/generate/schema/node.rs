//! What values of one place in a schema can look like. A node is worked out when it is first needed, and then kept: a large
//! description refers to far more schemas than its answers ever reach.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;

use super::array::ArrayPlan;
use super::bundle::Bundle;
use super::choices::shapes;
use super::merge::NO_TYPE;
use super::number::NumberPlan;
use super::object::ObjectPlan;
use super::options::{Miss, SchemaOptions};
use super::pattern::Pattern;
use super::shape::{Atom, Shape};
use super::text::TextPlan;
use super::types::{Types, same};
use super::verify::{Checks, Verifier};

/// How many nodes are kept. Schemas that grow by being followed are worked out again and again instead of filling the memory.
const MAX_NODES: usize = 50_000;

/// A height that stands for "this needs itself without end".
pub(super) const ENDLESS: u32 = u32::MAX;

/// All nodes of a plan.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) bundle: Bundle,
    pub(super) options: SchemaOptions,
    pub(super) verifier: Verifier,
    /// Only ever looked up: the order of a hash map reaches no answer.
    nodes: Mutex<HashMap<Vec<Atom>, Arc<Node>>>,
    /// The same expression often stands at many places, and its engine is costly.
    patterns: Mutex<HashMap<String, Option<Arc<Pattern>>>>,
}

/// One place in a schema.
#[derive(Debug)]
pub(super) struct Node {
    atoms: Vec<Atom>,
    /// Where it stands, for messages.
    pub(super) origin: String,
    pub(super) forms: Vec<Form>,
    /// Why there are no forms.
    pub(super) miss: Option<Miss>,
    /// Whether what is built has to be checked.
    pub(super) is_unsure: bool,
    /// Whether `readOnly` and `writeOnly` are set.
    pub(super) hidden_marks: (bool, bool),
    /// Examples that satisfy the schema.
    pub(super) examples: Vec<Value>,
    checks: OnceLock<Checks>,
    height: OnceLock<u32>,
}

/// One combination of choices.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) kinds: Vec<Kind>,
    /// How many of the kinds (the first ones, null aside) are meant, where the schema does not say its type.
    pub(super) preferred: usize,
    pub(super) cost: u32,
    pub(super) branch: u64,
    heights: OnceLock<Vec<u32>>,
}

/// Values of one type.
#[derive(Debug)]
pub(super) enum Kind {
    Null,
    Booleans(Vec<bool>),
    Number(NumberPlan),
    Text(TextPlan),
    Array(Box<ArrayPlan>),
    Object(Box<ObjectPlan>),
    Listed(Vec<Value>),
}

/// A place that is reached from another one.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) atoms: Vec<Atom>,
    node: OnceLock<Arc<Node>>,
}

impl Child {
    pub(super) fn new(mut atoms: Vec<Atom>) -> Self {
        atoms.sort();
        atoms.dedup();
        Self { atoms, node: OnceLock::new() }
    }

    /// The node of the place.
    pub(super) fn node(&self, table: &Table) -> &Arc<Node> {
        self.node.get_or_init(|| table.node(&self.atoms))
    }
}

impl Table {
    pub(super) fn new(bundle: Bundle, options: SchemaOptions) -> Self {
        Self {
            bundle,
            options,
            verifier: Verifier::new(),
            nodes: Mutex::new(HashMap::new()),
            patterns: Mutex::new(HashMap::new()),
        }
    }

    /// A regular expression, read once.
    pub(super) fn pattern(&self, source: &str) -> Option<Arc<Pattern>> {
        let mut patterns = self.patterns.lock().unwrap_or_else(PoisonError::into_inner);
        patterns.entry(source.to_owned()).or_insert_with(|| Pattern::new(source).map(Arc::new)).clone()
    }

    /// The node for a set of schemas (sorted).
    pub(super) fn node(&self, atoms: &[Atom]) -> Arc<Node> {
        let locked = || self.nodes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(node) = locked().get(atoms) {
            return Arc::clone(node);
        }
        // Worked out without the lock: two threads may do it at once, with the same result.
        let node = Arc::new(Node::new(self, atoms));
        let mut nodes = locked();
        if nodes.len() < MAX_NODES {
            return Arc::clone(nodes.entry(atoms.to_vec()).or_insert(node));
        }
        node
    }
}

impl Node {
    fn new(table: &Table, atoms: &[Atom]) -> Self {
        let pointer = atoms.first().map_or(super::bundle::ENTRY, Atom::pointer);
        let mut node = Self {
            atoms: atoms.to_vec(),
            origin: table.bundle.origin(pointer),
            forms: Vec::new(),
            miss: None,
            is_unsure: false,
            hidden_marks: (false, false),
            examples: Vec::new(),
            checks: OnceLock::new(),
            height: OnceLock::new(),
        };
        let mut examples: Vec<Value> = Vec::new();
        for shape in shapes(&table.bundle, atoms) {
            node.is_unsure |= shape.unsure;
            node.hidden_marks.0 |= shape.hidden_marks.0;
            node.hidden_marks.1 |= shape.hidden_marks.1;
            if table.options.use_examples {
                for example in &shape.examples {
                    if examples.len() < 50 && !examples.iter().any(|other| other == example) {
                        examples.push(example.clone());
                    }
                }
            }
            if let Some(miss) = shape.contradiction {
                node.miss.get_or_insert(miss);
                continue;
            }
            let mut kinds = node.kinds(table, &shape);
            if !kinds.is_empty() {
                let meant = meant_types(&shape);
                let is_meant = |kind: &Kind| meant.has(kind.types());
                kinds.sort_by_key(|kind| !is_meant(kind));
                let preferred = kinds.iter().filter(|kind| is_meant(kind) && !matches!(kind, Kind::Null)).count();
                node.forms.push(Form {
                    preferred: preferred.max(1),
                    kinds,
                    cost: shape.cost,
                    branch: shape.branch,
                    heights: OnceLock::new(),
                });
            }
        }
        if node.forms.is_empty() {
            let origin = node.origin.clone();
            node.miss.get_or_insert_with(|| Miss::new(&origin, "type", NO_TYPE));
        }
        node.fold_listed();
        // The natural ones first; the sort is stable.
        node.forms.sort_by_key(|form| form.cost);
        if !node.forms.is_empty() {
            examples.retain(|example| node.admits(table, example));
            node.examples = examples;
        }
        node
    }

    /// Where each form lists values, they are one list: the choice among constants is an `enum`.
    fn fold_listed(&mut self) {
        let is_list = |form: &Form| matches!(form.kinds.as_slice(), [Kind::Listed(_)]);
        if self.forms.len() < 2 || !self.forms.iter().all(is_list) {
            return;
        }
        let mut all: Vec<Value> = Vec::new();
        for kind in self.forms.drain(1..).flat_map(|form| form.kinds) {
            if let Kind::Listed(values) = kind {
                all.extend(values);
            }
        }
        let first = self.forms.iter_mut().flat_map(|form| &mut form.kinds);
        for kind in first {
            if let Kind::Listed(values) = kind {
                for value in all.drain(..) {
                    if !values.iter().any(|other| same(other, &value)) {
                        values.push(value);
                    }
                }
            }
        }
    }

    fn kinds(&mut self, table: &Table, shape: &Shape) -> Vec<Kind> {
        let limits = &table.options.limits;
        let excluded = |value: &Value| shape.excluded.iter().any(|other| same(other, value));
        if let Some(listed) = &shape.listed {
            let mut values: Vec<Value> =
                listed.iter().filter(|value| shape.types.has(Types::of(value)) && !excluded(value)).cloned().collect();
            if shape.has_rules || shape.unsure {
                let checks = self.checks(table);
                values.retain(|value| checks.pass(value));
            }
            if values.is_empty() {
                self.miss.get_or_insert_with(|| {
                    Miss::new(&table.bundle.origin(&shape.pointer), "enum", "None of the listed values satisfies the rest")
                });
                return Vec::new();
            }
            return vec![Kind::Listed(values)];
        }
        let mut kinds = Vec::new();
        let origin = table.bundle.origin(&shape.pointer);
        for kind in shape.types.each() {
            let planned = match kind {
                Types::NULL if excluded(&Value::Null) => continue,
                Types::NULL => Ok(Kind::Null),
                Types::BOOLEAN => {
                    let values: Vec<bool> = [true, false].into_iter().filter(|value| !excluded(&Value::Bool(*value))).collect();
                    if values.is_empty() {
                        continue;
                    }
                    Ok(Kind::Booleans(values))
                }
                Types::STRING => TextPlan::new(shape, table, &origin).map(Kind::Text),
                Types::ARRAY => ArrayPlan::new(shape, limits, &origin).map(|plan| Kind::Array(Box::new(plan))),
                Types::OBJECT => ObjectPlan::new(shape, table, &origin).map(|plan| Kind::Object(Box::new(plan))),
                number => NumberPlan::new(shape, number, &origin).map(Kind::Number),
            };
            match planned {
                Ok(kind) => kinds.push(kind),
                Err(miss) => drop(self.miss.get_or_insert(miss)),
            }
        }
        kinds
    }

    /// The checks of this place.
    pub(super) fn checks(&self, table: &Table) -> &Checks {
        self.checks.get_or_init(|| table.verifier.checks(&table.bundle.document, &self.atoms))
    }

    /// Whether a value satisfies the schema.
    pub(super) fn admits(&self, table: &Table, value: &Value) -> bool {
        if self.is_unsure || value.is_array() || value.is_object() {
            return self.checks(table).pass(value);
        }
        self.forms.iter().flat_map(|form| &form.kinds).any(|kind| match (kind, value) {
            (Kind::Null, Value::Null) => true,
            (Kind::Booleans(values), Value::Bool(value)) => values.contains(value),
            (Kind::Number(plan), Value::Number(_)) => plan.admits(value),
            (Kind::Text(plan), Value::String(_)) => plan.admits(value),
            (Kind::Listed(values), value) => values.iter().any(|other| same(other, value)),
            _ => false,
        })
    }

    /// How many levels a value of this place has at least.
    pub(super) fn height(self: &Arc<Self>, table: &Table) -> u32 {
        if let Some(height) = self.height.get() {
            return *height;
        }
        // All places that this one cannot do without, and what they cannot do without.
        let mut places: Vec<Arc<Self>> = vec![Arc::clone(self)];
        let mut next = 0;
        while let Some(place) = places.get(next).cloned() {
            next += 1;
            if place.height.get().is_some() {
                continue;
            }
            for kind in place.forms.iter().flat_map(|form| &form.kinds) {
                for needed in kind.needed(table) {
                    if !places.iter().any(|other| Arc::ptr_eq(other, &needed)) {
                        places.push(needed);
                    }
                }
            }
        }
        let mut heights: Vec<u32> = places.iter().map(|place| place.height.get().copied().unwrap_or(ENDLESS)).collect();
        loop {
            let mut changed = false;
            for (index, place) in places.iter().enumerate() {
                let known = |other: &Arc<Self>| {
                    let at = places.iter().position(|place| Arc::ptr_eq(place, other));
                    at.and_then(|at| heights.get(at)).copied().unwrap_or(ENDLESS)
                };
                let kinds = place.forms.iter().flat_map(|form| &form.kinds);
                let lowest = kinds.map(|kind| kind.height(table, &known)).min().unwrap_or(ENDLESS);
                if let Some(height) = heights.get_mut(index)
                    && lowest < *height
                {
                    *height = lowest;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        for (place, height) in places.iter().zip(&heights) {
            place.height.get_or_init(|| *height);
        }
        self.height.get().copied().unwrap_or(ENDLESS)
    }

    /// Why a place has no end: what is missing inside, or that it needs itself.
    pub(super) fn endless(self: &Arc<Self>, table: &Table) -> Miss {
        let mut places = vec![Arc::clone(self)];
        let mut next = 0;
        while let Some(place) = places.get(next).cloned() {
            next += 1;
            if place.forms.is_empty()
                && let Some(miss) = &place.miss
            {
                return miss.clone();
            }
            for needed in place.forms.iter().flat_map(|form| &form.kinds).flat_map(|kind| kind.needed(table)) {
                if places.len() < 1000 && !places.iter().any(|other| Arc::ptr_eq(other, &needed)) {
                    places.push(needed);
                }
            }
        }
        Miss::new(&self.origin, "$ref", "This schema requires itself without end. Make a member on the way optional")
    }
}

/// The types that the schema speaks of, where it does not say its type.
fn meant_types(shape: &Shape) -> Types {
    if shape.types != Types::ALL || shape.listed.is_some() {
        return Types::ALL;
    }
    let has_items =
        !shape.item_layers.is_empty() || !shape.contains.is_empty() || shape.min_items > 0 || shape.max_items.is_some();
    let has_members = !shape.member_layers.is_empty() || !shape.required.is_empty() || shape.min_members > 0;
    let has_numbers = shape.lower.is_some() || shape.upper.is_some() || !shape.steps.is_empty();
    let has_text = !shape.patterns.is_empty() || !shape.formats.is_empty() || shape.min_length > 0 || shape.max_length.is_some();
    let mut meant = Types::NONE;
    for (is_spoken_of, types) in
        [(has_items, Types::ARRAY), (has_members, Types::OBJECT), (has_numbers, Types::NUMBER), (has_text, Types::STRING)]
    {
        if is_spoken_of {
            meant = meant.either(types);
        }
    }
    if meant.is_empty() { Types::STRING.either(Types::NUMBER).either(Types::BOOLEAN) } else { meant }
}

impl Form {
    /// How many levels each of the kinds has at least.
    pub(super) fn heights(&self, table: &Table) -> &[u32] {
        self.heights
            .get_or_init(|| self.kinds.iter().map(|kind| kind.height(table, &|node: &Arc<Node>| node.height(table))).collect())
    }
}

impl Kind {
    fn types(&self) -> Types {
        match self {
            Self::Null => Types::NULL,
            Self::Booleans(_) => Types::BOOLEAN,
            Self::Number(_) => Types::NUMBER,
            Self::Text(_) => Types::STRING,
            Self::Array(_) => Types::ARRAY,
            Self::Object(_) => Types::OBJECT,
            Self::Listed(_) => Types::ALL,
        }
    }

    /// What tells it from other readings of the same schema, as far as limits go.
    pub(super) fn limits_in_words(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Booleans(values) => format!("{values:?}"),
            Self::Number(plan) => format!("number {:?}", plan.boundaries()),
            Self::Text(plan) => format!("text {:?}", plan.limits()),
            Self::Listed(values) => format!("listed {values:?}"),
            // Of what is inside only what there may be, as it differs in too many ways.
            Self::Array(plan) => format!("array {}", plan.limits_in_words()),
            Self::Object(plan) => format!("object {}", plan.limits_in_words()),
        }
    }

    /// The places that a value of this kind cannot do without.
    pub(super) fn needed(&self, table: &Table) -> Vec<Arc<Node>> {
        match self {
            Self::Array(plan) => plan.needed(table),
            Self::Object(plan) => plan.needed(table),
            _ => Vec::new(),
        }
    }

    /// How many levels a value of this kind has at least.
    fn height(&self, table: &Table, known: &dyn Fn(&Arc<Node>) -> u32) -> u32 {
        match self {
            Self::Array(_) | Self::Object(_) => {
                let tallest = self.needed(table).iter().map(known).max().unwrap_or(0);
                if tallest == ENDLESS { ENDLESS } else { tallest.saturating_add(1) }
            }
            _ => 0,
        }
    }
}
