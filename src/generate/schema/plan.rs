//! The plan of a schema: compiled once per edit, asked for a value per answer.

use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::bundle::{Bundle, entry};
use super::edge_plan::{ANSWERS, EdgePlan, Planned};
use super::node::{Child, Table};
use super::options::{Generated, Miss, Mode, SchemaError, SchemaOptions};
use super::shape::Atom;
use super::verify::Checks;
use super::walk::{Site, Walk};
use crate::generate::random::{Random, Seed};

/// How many values of each mode are checked before a plan is trusted.
const TRIALS: u64 = 6;

/// How often a whole value is made anew where a plan cannot be trusted.
const MAX_ATTEMPTS: usize = 12;

/// A schema from which values are made.
#[derive(Debug)]
pub struct SchemaPlan {
    /// Shared among the plans that were compiled together.
    table: Arc<Table>,
    entry: Child,
    checks: OnceLock<Checks>,
    /// Whether what was built for a number of fixed seeds passed the check: then answers need no check.
    is_trusted: OnceLock<bool>,
    edges: OnceLock<Edges>,
}

/// What edge-case mode goes by.
#[derive(Debug)]
struct Edges {
    /// Which limits the answers go to.
    plan: EdgePlan,
    /// As for all answers: for those that go by this plan, and for further ones.
    is_trusted: bool,
    is_further_trusted: OnceLock<bool>,
}

impl SchemaPlan {
    /// Compiles a schema. `root` is the document that references like `#/definitions/x` start from; it may be the schema
    /// itself.
    ///
    /// # Errors
    ///
    /// If the schema is no schema at all. What cannot be used inside a schema is left out of account; see
    /// [`problems`](Self::problems).
    pub fn compile(schema: &Value, root: &Value, options: &SchemaOptions) -> Result<Self, SchemaError> {
        if !schema.is_object() && !schema.is_boolean() {
            let message = "This is not a schema: write an object, true or false".to_owned();
            return Err(SchemaError { pointer: String::new(), message });
        }
        Ok(Self::entry_of(&Arc::new(Table::new(Bundle::gather(schema, root, options), options.clone())), 0))
    }

    /// Compiles schemas of one document together: what they refer to is there once for all of them.
    pub fn compile_all(schemas: &[&Value], root: &Value, options: &SchemaOptions) -> Vec<Self> {
        let table = Arc::new(Table::new(Bundle::gather_all(schemas, root, options), options.clone()));
        (0..schemas.len()).map(|index| Self::entry_of(&table, index)).collect()
    }

    fn entry_of(table: &Arc<Table>, index: usize) -> Self {
        let entry = Child::new(vec![Atom::Is(entry(index))]);
        Self { table: Arc::clone(table), entry, checks: OnceLock::new(), is_trusted: OnceLock::new(), edges: OnceLock::new() }
    }

    /// What in the schema could not be used and was left out of account.
    pub fn problems(&self) -> &[SchemaError] {
        &self.table.bundle.problems
    }

    /// The schema with all that it refers to, as one document in JSON Schema 2020-12. Of schemas compiled together, the first
    /// is what this document describes, and all are in it.
    #[cfg(test)]
    pub(super) fn json_schema(&self) -> &Value {
        &self.table.bundle.document
    }

    /// Where the schema stands in that document.
    #[cfg(test)]
    pub(super) fn place(&self) -> &str {
        self.entry.atoms.first().map_or("", Atom::pointer)
    }

    /// A value in daily life as it is built, without a check.
    #[cfg(test)]
    pub(super) fn unchecked(&self, seed: u64) -> Option<Value> {
        self.build(&mut Random::new(Seed(seed)), None, false).ok().map(|generated| generated.value)
    }

    /// The first thing wrong with a value by this schema, in one sentence; none where it is valid.
    pub fn first_error(&self, value: &Value) -> Option<String> {
        self.new_checks().first_error(value).map(|(_, _, message)| message)
    }

    /// Makes a value. The same seed and mode give the same value.
    pub fn generate(&self, random: &mut Random, mode: Mode) -> Generated {
        let (planned, is_trusted) = self.planned(random, mode);
        if is_trusted {
            return match self.build(random, planned, false) {
                Ok(generated) => generated,
                Err(_) => self.fallback(random, planned),
            };
        }
        let checks = self.checks();
        let mut failed = None;
        for _ in 0..MAX_ATTEMPTS {
            match self.build(random, planned, false) {
                Ok(generated) if checks.pass(&generated.value) => return generated,
                Ok(generated) => failed = Some(generated),
                Err(_) => break,
            }
        }
        let mut generated = failed.unwrap_or_else(|| self.fallback(random, planned));
        if let Some((keyword, place, message)) = checks.first_error(&generated.value)
            && generated.misses.is_empty()
        {
            generated.misses.push(Miss::new(&self.table.bundle.origin(&place), &keyword, message));
        }
        generated
    }

    fn checks(&self) -> &Checks {
        self.checks.get_or_init(|| self.new_checks())
    }

    /// Not kept: the checks of all schemas of a large contract fill the memory.
    pub(super) fn new_checks(&self) -> Checks {
        self.table.verifier.checks(&self.table.bundle.document, &self.entry.atoms)
    }

    /// Decided once, with fixed seeds, so that it does not depend on which answers came first.
    fn is_trusted(&self) -> bool {
        *self.is_trusted.get_or_init(|| {
            // A plan that is trusted has no further use for them.
            let checks = self.new_checks();
            (0..TRIALS).all(|trial| self.passes(&checks, trial, None))
        })
    }

    /// What edge-case mode goes by; worked out when it is first asked for, as most projects never do.
    fn edges(&self) -> &Edges {
        self.edges.get_or_init(|| {
            let plan = EdgePlan::new(self.entry.node(&self.table), &self.table);
            let is_trusted = self.is_trusted() && self.are_trusted(&plan, 0);
            Edges { plan, is_trusted, is_further_trusted: OnceLock::new() }
        })
    }

    /// Whether answers of edge-case mode are, from one of them on.
    fn are_trusted(&self, plan: &EdgePlan, first: usize) -> bool {
        let checks = self.new_checks();
        (0..TRIALS).all(|trial| {
            // From all over the answers.
            let answer = first + usize::try_from(trial).unwrap_or(0) * ANSWERS / TRIALS as usize;
            self.passes(&checks, trial, Some(plan.root(answer, self.entry.node(&self.table), &self.table)))
        })
    }

    /// What is planned for an answer, where it is one of edge-case mode, and whether it is trusted.
    fn planned(&self, random: &mut Random, mode: Mode) -> (Option<Planned<'_>>, bool) {
        let round = match mode {
            Mode::Normal => return (None, self.is_trusted()),
            Mode::Edge { round: Some(round) } => round,
            // Seeds that follow each other have milliseconds that do; others have any.
            Mode::Edge { round: None } => u64::try_from(random.now().as_millisecond().rem_euclid(1000)).unwrap_or(0),
        };
        let edges = self.edges();
        let answer = edges.plan.answer(round);
        let planned = edges.plan.root(answer, self.entry.node(&self.table), &self.table);
        let is_further = answer >= ANSWERS;
        let is_trusted =
            edges.is_trusted && (!is_further || *edges.is_further_trusted.get_or_init(|| self.are_trusted(&edges.plan, ANSWERS)));
        (Some(planned), is_trusted)
    }

    fn passes(&self, checks: &Checks, seed: u64, planned: Option<Planned<'_>>) -> bool {
        let made = self.build(&mut Random::new(Seed(seed)), planned, false);
        made.map_or(true, |generated| checks.pass(&generated.value))
    }

    /// Builds a value, in edge-case mode as it is planned.
    fn build(&self, random: &mut Random, planned: Option<Planned<'_>>, is_lenient: bool) -> Result<Generated, Miss> {
        let node = self.entry.node(&self.table);
        let mut walk = Walk::new(&self.table, random, planned.is_some(), is_lenient);
        let site = Site { planned: planned.unwrap_or_default(), kind: None, item_kind: None, suggestions: &[] };
        let value = walk.value(node, &site)?;
        let mut misses = walk.misses;
        misses.dedup();
        Ok(Generated { value, edges: walk.edges, misses })
    }

    /// What is given where a value could not be made as it was asked for: a usual one instead of one at its limits, or as much
    /// as can be made, with what could not.
    fn fallback(&self, random: &mut Random, planned: Option<Planned<'_>>) -> Generated {
        if planned.is_some()
            && let Ok(generated) = self.build(random, None, false)
        {
            return generated;
        }
        let made = self.build(random, planned, true);
        let mut generated = made.unwrap_or_else(|miss| Generated { value: Value::Null, edges: Vec::new(), misses: vec![miss] });
        // What stood in the way of a part may not matter to the whole.
        if self.checks().pass(&generated.value) {
            generated.misses.clear();
        }
        generated
    }
}
