//! One answer being made: walks from place to place, takes care that it ends, tries again where a value has to be checked,
//! and in edge-case mode goes through the limits of each place in turn.

use std::sync::Arc;

use serde_json::Value;
use smallvec::SmallVec;

use super::edge_plan::Planned;
use super::node::{ENDLESS, Form, Kind, Node, Table};
use super::options::Miss;
use crate::generate::faker::Locale;
use crate::generate::field::{self, Edge, FieldName, Hint, JsonType, Record, Siblings};
use crate::generate::random::Random;

/// How often a value is built anew that did not pass its check.
const MAX_ATTEMPTS: usize = 48;

/// How often at the same limits.
const MAX_EDGE_ATTEMPTS: usize = 4;

/// How often that is done in one answer, altogether.
const MAX_TRIES: usize = 1_000;

/// How many levels required parts may go on beyond the depth at which optional ones are left out.
const MAX_FURTHER_DEPTH: usize = 60;

/// How often null is met in daily life, where it is allowed.
const NULL_SHARE: f64 = 0.1;

/// What is known about the value to be made besides its schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site<'s> {
    /// What is planned for it in edge-case mode.
    pub(super) planned: Planned<'s>,
    /// What the name of an array says about this item.
    pub(super) kind: Option<(&'static field::Kind, JsonType, Option<&'static str>)>,
    /// What the name of this array says about its items.
    pub(super) item_kind: Option<(&'static field::Kind, JsonType, Option<&'static str>)>,
    pub(super) suggestions: &'s [Value],
}

/// Which optional members are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strategy {
    All,
    Some,
    Least,
}

/// An answer being made.
#[derive(Debug)]
pub(super) struct Walk<'w> {
    table: &'w Table,
    random: &'w mut Random,
    is_edge: bool,
    strategy: Strategy,
    depth: usize,
    values_left: usize,
    tries_left: usize,
    path: String,
    above: SmallVec<[Arc<Node>; 8]>,
    /// Instead of failing, something is put in its place and reported.
    is_lenient: bool,
    pub(super) edges: Vec<Edge>,
    pub(super) misses: Vec<Miss>,
}

/// Why a value was not made, and the last one that was tried.
#[derive(Debug)]
struct Failure {
    miss: Miss,
    candidate: Option<Value>,
}

/// A point to go back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    edges: usize,
    misses: usize,
}

impl<'w> Walk<'w> {
    pub(super) fn new(table: &'w Table, random: &'w mut Random, is_edge: bool, is_lenient: bool) -> Self {
        Self {
            values_left: table.options.limits.max_values,
            table,
            random,
            is_edge,
            strategy: Strategy::All,
            depth: 0,
            tries_left: MAX_TRIES,
            path: String::new(),
            above: SmallVec::new(),
            is_lenient,
            edges: Vec::new(),
            misses: Vec::new(),
        }
    }

    pub(super) fn table(&self) -> &'w Table {
        self.table
    }

    pub(super) fn random(&mut self) -> &mut Random {
        self.random
    }

    pub(super) fn is_edge(&self) -> bool {
        self.is_edge
    }

    pub(super) fn is_usual(&self) -> bool {
        !self.is_edge
    }

    pub(super) fn wants_least(&self) -> bool {
        self.strategy == Strategy::Least
    }

    pub(super) fn wants_some(&self) -> bool {
        self.strategy == Strategy::Some
    }

    /// Whether optional parts are left out from here on.
    pub(super) fn is_deep(&self) -> bool {
        self.depth > self.table.options.limits.max_depth || self.values_left == 0
    }

    pub(super) fn is_exhausted(&self) -> bool {
        self.values_left == 0
    }

    /// Whether the walk is inside this place already, twice.
    pub(super) fn is_repeating(&self, node: &Arc<Node>) -> bool {
        self.above.iter().filter(|above| Arc::ptr_eq(above, node)).count() >= 2
    }

    pub(super) fn spend(&mut self) {
        self.values_left = self.values_left.saturating_sub(1);
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { edges: self.edges.len(), misses: self.misses.len() }
    }

    /// Forgets what was noted since.
    pub(super) fn back_to(&mut self, mark: Mark) {
        self.edges.truncate(mark.edges);
        self.misses.truncate(mark.misses);
    }

    /// Notes that the value at this place was pushed to an edge.
    pub(super) fn note(&mut self, description: &str) {
        self.edges.push(Edge::new(self.path.clone(), description));
    }

    /// Does something one step further inside.
    pub(super) fn within<T>(&mut self, step: &str, make: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        if self.is_edge {
            self.path.push('/');
            self.path.push_str(&crate::generate::json_pointer::token(step));
        }
        let result = make(self);
        self.path.truncate(length);
        result
    }

    /// Does something as in daily life, whatever the mode.
    pub(super) fn usually<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        let is_edge = std::mem::replace(&mut self.is_edge, false);
        let length = self.path.len();
        let result = make(self);
        self.path.truncate(length);
        self.is_edge = is_edge;
        result
    }

    /// The same, and without optional parts.
    fn sparingly<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        let strategy = std::mem::replace(&mut self.strategy, Strategy::Least);
        let result = self.usually(make);
        self.strategy = strategy;
        result
    }

    /// Whether this time a place that allows null holds null. Draws only where there is a choice.
    pub(super) fn prefers_null(&mut self, node: &Node) -> bool {
        let has_null = |form: &Form| form.kinds.iter().any(|kind| matches!(kind, Kind::Null));
        node.forms.first().is_some_and(has_null) && self.random.chance(NULL_SHARE)
    }

    /// Makes a value for a place.
    pub(super) fn value(&mut self, node: &Arc<Node>, site: &Site<'_>) -> Result<Value, Miss> {
        // What is planned is planned for the usual schema of this place.
        if self.is_edge && !site.planned.turn().is_some_and(|turn| turn.is_of(node)) {
            return self.sparingly(|walk| walk.value(node, site));
        }
        self.spend();
        let made = self.attempts(node, site);
        match made {
            Err(failure) if self.is_lenient => {
                self.misses.push(failure.miss);
                Ok(failure.candidate.unwrap_or(Value::Null))
            }
            Err(failure) => Err(failure.miss),
            Ok(value) => Ok(value),
        }
    }

    fn attempts(&mut self, node: &Arc<Node>, site: &Site<'_>) -> Result<Value, Box<Failure>> {
        if node.forms.is_empty() {
            let miss = node.miss.clone().unwrap_or_else(|| Miss::new(&node.origin, "type", "Nothing satisfies this"));
            return Err(Box::new(Failure { miss, candidate: None }));
        }
        if node.height(self.table) == ENDLESS {
            return Err(Box::new(Failure { miss: node.endless(self.table), candidate: None }));
        }
        let mark = self.mark();
        let mut reason = None;
        let mut candidate = None;
        for attempt in 0..MAX_ATTEMPTS {
            if attempt > 0 {
                if self.tries_left == 0 {
                    break;
                }
                self.tries_left -= 1;
            }
            self.back_to(mark);
            match self.attempt(node, site, attempt) {
                Ok(value) if !node.is_unsure || node.checks(self.table).pass(&value) => return Ok(value),
                Ok(value) => candidate = Some(value),
                Err(miss) => {
                    reason = Some(miss);
                    // What is sure to be built from few forms fails for a reason that stays.
                    if !node.is_unsure && attempt > 2 * node.forms.len() + 6 {
                        break;
                    }
                }
            }
        }
        self.back_to(mark);
        let miss =
            candidate.as_ref().and_then(|value| node.checks(self.table).first_error(value)).map(|(keyword, place, message)| {
                let bundle = &self.table.bundle;
                let place = if place.starts_with("/$defs") { bundle.origin(&place) } else { node.origin.clone() };
                Miss::new(&place, &keyword, format!("No value was found that satisfies this together with the rest: {message}"))
            });
        let miss = miss.or(reason).unwrap_or_else(|| Miss::new(&node.origin, "schema", "No value was found"));
        Err(Box::new(Failure { miss, candidate }))
    }

    /// Builds a value, more carefully from attempt to attempt.
    fn attempt(&mut self, node: &Arc<Node>, site: &Site<'_>, attempt: usize) -> Result<Value, Miss> {
        let strategy = match attempt {
            0 | 1 => self.strategy,
            _ => [Strategy::All, Strategy::Least, Strategy::Some].get(attempt % 3).copied().unwrap_or(Strategy::All),
        };
        let earlier = std::mem::replace(&mut self.strategy, strategy);
        let was_edge = self.is_edge;
        // Where a value does not pass, another at the same limits seldom does.
        self.is_edge &= attempt < MAX_EDGE_ATTEMPTS;
        let (depth, above) = (self.depth, self.above.len());
        let path = self.path.len();
        let made = self.build(node, site, attempt);
        self.depth = depth;
        self.above.truncate(above);
        self.path.truncate(path);
        self.strategy = earlier;
        self.is_edge = was_edge;
        made
    }

    fn build(&mut self, node: &Arc<Node>, site: &Site<'_>, attempt: usize) -> Result<Value, Miss> {
        if self.is_edge {
            return match site.planned.turn().and_then(|turn| Some((turn, turn.kind(node)?))) {
                Some((turn, kind)) => self.edge_value(node, kind, turn, site),
                None => Err(Miss::new(&node.origin, "schema", "No value was found")),
            };
        }
        if attempt == 0 && !node.examples.is_empty() && !self.is_deep() {
            return Ok(self.random.pick(&node.examples).cloned().unwrap_or(Value::Null));
        }
        if let Some(suggestion) = site.suggestions.iter().find(|suggestion| node.admits(self.table, suggestion)) {
            return Ok(suggestion.clone());
        }
        let form = self.form(node, attempt);
        let Some(kind) = form.and_then(|form| self.kind(form, attempt)) else {
            return Err(Miss::new(&node.origin, "schema", "No value was found"));
        };
        if let Some((field_kind, json_type, format)) = site.kind
            && matches!(kind, Kind::Text(_) | Kind::Number(_))
            && attempt == 0
        {
            let siblings = Siblings::default();
            let hint = Hint { json_type: Some(json_type), format, parent: None };
            let name = FieldName::new(field_kind.name);
            let value = Record::new(&siblings, Locale::default()).value(field_kind, &name, &hint, self.random);
            if node.admits(self.table, &value) {
                return Ok(value);
            }
        }
        self.usual_value(node, kind, site)
    }

    /// The forms that end at all, and the shallowest if the walk is deep already.
    fn form<'n>(&mut self, node: &'n Arc<Node>, attempt: usize) -> Option<&'n Form> {
        if let [only] = node.forms.as_slice() {
            return Some(only);
        }
        let height = |form: &Form| form.heights(self.table).iter().copied().min().unwrap_or(ENDLESS);
        let finite: Vec<(&Form, u32)> =
            node.forms.iter().map(|form| (form, height(form))).filter(|(_, height)| *height < ENDLESS).collect();
        let wants_shallow = self.is_deep() || self.is_repeating(node);
        let shallowest = finite.iter().map(|(_, height)| *height).min()?;
        let usable = finite.iter().filter(|(_, height)| !wants_shallow || *height == shallowest).map(|(form, _)| *form);
        let usable: Vec<&Form> = usable.collect();
        if let [only] = usable.as_slice() {
            return Some(only);
        }
        if attempt < 6 {
            // Of each branch the most natural reading; the forms are sorted by that.
            let mut natural: Vec<&Form> = Vec::new();
            for form in &usable {
                if !natural.iter().any(|other| other.branch == form.branch) {
                    natural.push(form);
                }
            }
            return self.random.pick(&natural).copied();
        }
        self.random.pick(&usable).copied()
    }

    fn kind<'n>(&mut self, form: &'n Form, attempt: usize) -> Option<&'n Kind> {
        if let [only] = form.kinds.as_slice() {
            return Some(only);
        }
        let finite = || form.kinds.iter().zip(form.heights(self.table)).filter(|(_, height)| **height < ENDLESS);
        if self.is_deep() {
            return finite().min_by_key(|(_, height)| **height).map(|(kind, _)| kind);
        }
        let (nulls, others): (Vec<&Kind>, Vec<&Kind>) =
            finite().map(|(kind, _)| kind).partition(|kind| matches!(kind, Kind::Null));
        if let Some(null) = nulls.first()
            && (others.is_empty() || self.random.chance(NULL_SHARE) && form.preferred >= others.len())
        {
            return Some(null);
        }
        let count = if attempt < 4 { form.preferred.clamp(1, others.len()) } else { others.len() };
        let index = self.random.below(count);
        others.get(index).copied()
    }

    /// A value of a kind as met in daily life.
    pub(super) fn usual_value(&mut self, node: &Arc<Node>, kind: &Kind, site: &Site<'_>) -> Result<Value, Miss> {
        match kind {
            Kind::Null => Ok(Value::Null),
            Kind::Booleans(values) => Ok(Value::Bool(self.random.pick(values).copied().unwrap_or(true))),
            Kind::Listed(values) => Ok(self.random.pick(values).cloned().unwrap_or(Value::Null)),
            Kind::Number(plan) => plan
                .usual(self.random)
                .ok_or_else(|| Miss::new(&node.origin, "multipleOf", "No number was found that satisfies all bounds")),
            Kind::Text(plan) => plan.usual(&node.origin, self.random).map(Value::String),
            Kind::Array(_) | Kind::Object(_) => self.container(node, kind, site),
        }
    }

    /// An array or an object.
    pub(super) fn container(&mut self, node: &Arc<Node>, kind: &Kind, site: &Site<'_>) -> Result<Value, Miss> {
        if self.depth > self.table.options.limits.max_depth + MAX_FURTHER_DEPTH {
            return Err(Miss::new(&node.origin, "$ref", "This is nested too deeply. Make a member on the way optional"));
        }
        self.depth += 1;
        self.above.push(Arc::clone(node));
        let made = match kind {
            Kind::Array(plan) => plan.build(self, site),
            Kind::Object(plan) => plan.build(self, site),
            _ => Err(Miss::new(&node.origin, "type", "Nothing satisfies this")),
        };
        self.above.pop();
        self.depth -= 1;
        made
    }
}
