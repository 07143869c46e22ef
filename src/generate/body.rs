//! A generated body: JSON shaped after an example, a schema or field names, one way for all three.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value;

use super::{
    faker::Locale,
    field::{Edge, Overrides},
    random::{Random, Seed},
    schema::{Mode, SchemaOptions, SchemaPlan},
    shape::Shape,
};
use crate::model::{GeneratedBody, GeneratedFrom, JsonText};

/// What generated bodies of one project have in common.
#[derive(Clone, Debug, Default)]
pub struct Manner {
    locale: Locale,
    overrides: Arc<Overrides>,
}

/// A generated body made ready.
#[derive(Debug)]
pub struct BodyPlan {
    plan: Plan,
    manner: Manner,
}

#[derive(Debug)]
enum Plan {
    Shape(Box<Shape>),
    Schema(Box<SchemaPlan>),
}

/// A body that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct MadeBody {
    /// The JSON.
    pub value: Value,
    /// What was pushed to an edge, in edge-case mode.
    pub edges: Vec<Edge>,
}

/// Something wrong with a generated body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyPlanProblem {
    /// The line and column in its content, from 1, where they are known.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
}

impl Manner {
    /// From what a project says: a locale (English where it is empty) and what fields of some names are. Says what is wrong
    /// with them; the rest holds.
    pub fn new(locale: &str, fields: &BTreeMap<String, String>) -> (Self, Vec<String>) {
        let entries = fields.iter().map(|(name, kind)| (name.as_str(), kind.as_str()));
        let (overrides, errors) = Overrides::parse(entries);
        let mut problems: Vec<_> = errors.iter().map(|(name, error)| format!("What fields named {name:?} are: {error}")).collect();
        let known = if locale.is_empty() { Some(Locale::default()) } else { locale.parse().ok() };
        if known.is_none() {
            problems.push(format!("There are no data for the locale {locale:?}; English is used"));
        }
        (Self { locale: known.unwrap_or_default(), overrides: Arc::new(overrides) }, problems)
    }

    /// The language and country of what is made up.
    pub fn locale(&self) -> Locale {
        self.locale
    }
}

impl BodyPlan {
    /// Makes a body ready, and says what of it cannot be met.
    ///
    /// # Errors
    ///
    /// Where nothing can be made of it at all.
    pub fn compile(body: &GeneratedBody, manner: &Manner) -> Result<(Self, Vec<BodyPlanProblem>), BodyPlanProblem> {
        let plan = match body.from {
            GeneratedFrom::Example => Plan::Shape(Box::new(Shape::from_example(&parse(&body.content)?))),
            GeneratedFrom::Fields => {
                let shape = Shape::from_names(body.content.as_str())
                    .map_err(|error| BodyPlanProblem { place: None, message: error.to_string() })?;
                Plan::Shape(Box::new(shape))
            }
            GeneratedFrom::Schema => {
                let schema = parse(&body.content)?;
                let options = SchemaOptions { locale: manner.locale, ..SchemaOptions::default() };
                let plan = SchemaPlan::compile(&schema, &schema, &options)
                    .map_err(|error| BodyPlanProblem { place: None, message: error.to_string() })?;
                Plan::Schema(Box::new(plan))
            }
        };
        let plan = Self { plan, manner: manner.clone() };
        let problems = plan.unmet();
        Ok((plan, problems))
    }

    /// What a schema asks for that cannot be met, as a first try shows it.
    fn unmet(&self) -> Vec<BodyPlanProblem> {
        let Plan::Schema(plan) = &self.plan else { return Vec::new() };
        let misses = plan.generate(&mut Random::new(Seed(0)), Mode::Normal).misses;
        let say = |miss: super::schema::Miss| BodyPlanProblem { place: None, message: format!("{}: {}", miss.pointer, miss.message) };
        misses.into_iter().map(say).collect()
    }

    /// Makes the body of one answer. With `edge_cases`, values go to the limits of what is valid; consecutive calls of an
    /// endpoint walk through all of them.
    pub fn make(&self, seed: Seed, edge_cases: bool, call_number: u64) -> MadeBody {
        let mut random = Random::new(seed);
        match &self.plan {
            Plan::Schema(plan) => {
                let mode = if edge_cases { Mode::Edge { round: Some(call_number) } } else { Mode::Normal };
                let made = plan.generate(&mut random, mode);
                MadeBody { value: made.value, edges: made.edges }
            }
            Plan::Shape(shape) if edge_cases => {
                let (value, edges) = shape.generate_edges(&mut random, self.manner.locale, &self.manner.overrides);
                MadeBody { value, edges }
            }
            Plan::Shape(shape) => {
                let value = shape.generate(&mut random, self.manner.locale, &self.manner.overrides);
                MadeBody { value, edges: Vec::new() }
            }
        }
    }
}

impl MadeBody {
    /// The body as it is sent: in the layout in which JSON is stored, so that a body that is frozen stays byte for byte.
    pub fn to_text(&self) -> String {
        JsonText::canonical(&self.value)
    }
}

fn parse(text: &JsonText) -> Result<Value, BodyPlanProblem> {
    serde_json::from_str(text.as_str()).map_err(|error| {
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or_default();
        BodyPlanProblem { place: Some((error.line().max(1), error.column().max(1))), message: format!("Not JSON: {reason}") }
    })
}
