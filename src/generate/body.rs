//! A generated body: JSON shaped after an example, a schema or field names, one way for all three.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

use bytes::Bytes;
use serde_json::Value;

use super::{
    contract_bodies::{ContractBodies, ContractBody},
    faker::Locale,
    field::{Edge, Overrides},
    random::{Random, Seed},
    schema::{Access, Mode, SchemaOptions, SchemaPlan},
    shape::Shape,
    template::check_json,
};
use crate::model::{GeneratedBody, GeneratedFrom, JsonText};

/// How much room a thread keeps for writing bodies.
const KEPT_BYTES: usize = 64 * 1024;

/// What generated bodies of one project have in common.
#[derive(Clone, Debug, Default)]
pub struct Manner {
    locale: Locale,
    overrides: Arc<Overrides>,
    contract: Option<Arc<ContractBodies>>,
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
    Contract(ContractBody),
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
        let mut problems: Vec<_> =
            errors.iter().map(|(name, error)| format!("What fields named {name:?} are: {error}")).collect();
        let known = if locale.is_empty() { Some(Locale::default()) } else { locale.parse().ok() };
        if known.is_none() {
            problems.push(format!("There are no data for the locale {locale:?}; English is used"));
        }
        (Self { locale: known.unwrap_or_default(), overrides: Arc::new(overrides), contract: None }, problems)
    }

    /// With the contract whose schemas bodies may be shaped after.
    #[must_use]
    pub fn with_contract(mut self, document: &Arc<Value>) -> Self {
        let options = SchemaOptions { access: Access::Read, ..self.schema_options() };
        self.contract = Some(Arc::new(ContractBodies::new(document, options)));
        self
    }

    fn schema_options(&self) -> SchemaOptions {
        SchemaOptions { locale: self.locale, overrides: Arc::clone(&self.overrides), ..SchemaOptions::default() }
    }

    /// The language and country of what is made up.
    pub fn locale(&self) -> Locale {
        self.locale
    }
}

impl BodyPlan {
    /// Makes a body ready, and says what of it cannot be met. What schemas of a contract ask for shows in the contract, and
    /// only their answers' misses tell: working all of them out here would take as long as serving them all.
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
                let plan = SchemaPlan::compile(&schema, &schema, &manner.schema_options())
                    .map_err(|error| BodyPlanProblem { place: None, message: error.to_string() })?;
                Plan::Schema(Box::new(plan))
            }
            GeneratedFrom::Contract => {
                let Some(contract) = &manner.contract else {
                    return Err(BodyPlanProblem { place: None, message: "The project has no contract".to_owned() });
                };
                let body = contract.add(body.content.as_str(), parse(&body.content)?);
                Plan::Contract(body.map_err(|message| BodyPlanProblem { place: None, message })?)
            }
        };
        let plan = Self { plan, manner: manner.clone() };
        let problems = plan.unmet();
        Ok((plan, problems))
    }

    /// What a schema asks for that cannot be met, as a first try shows it.
    fn unmet(&self) -> Vec<BodyPlanProblem> {
        let Plan::Schema(plan) = &self.plan else { return Vec::new() };
        // The first answer also does what is done once, so that no client waits for it.
        let misses = plan.generate(&mut Random::new(Seed(0)), Mode::Normal).misses;
        let misses = misses.iter().map(|miss| format!("{}: {}", miss.pointer, miss.message));
        let messages = plan.problems().iter().map(ToString::to_string).chain(misses);
        messages.map(|message| BodyPlanProblem { place: None, message }).collect()
    }

    /// Makes the body of one answer. With `edge_cases`, values go to the limits of what is valid; consecutive calls of an
    /// endpoint walk through all of them.
    pub fn make(&self, seed: Seed, edge_cases: bool, call_number: u64) -> MadeBody {
        let mut random = Random::new(seed);
        match &self.plan {
            Plan::Schema(plan) => made(plan, &mut random, edge_cases, call_number),
            Plan::Contract(body) => match body.plan() {
                Some(plan) => made(plan, &mut random, edge_cases, call_number),
                None => MadeBody { value: Value::Null, edges: Vec::new() },
            },
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

fn made(plan: &SchemaPlan, random: &mut Random, edge_cases: bool, call_number: u64) -> MadeBody {
    let mode = if edge_cases { Mode::Edge { round: Some(call_number) } } else { Mode::Normal };
    let made = plan.generate(random, mode);
    MadeBody { value: made.value, edges: made.edges }
}

impl MadeBody {
    /// The body as it is sent: in the layout in which JSON is stored, so that a body that is frozen stays byte for byte.
    pub fn to_text(&self) -> String {
        JsonText::canonical(&self.value)
    }

    /// The same as bytes, which take no more memory than they are long.
    pub fn to_bytes(&self) -> Bytes {
        thread_local! {
            static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        }
        TEXT.with_borrow_mut(|text| {
            text.clear();
            JsonText::write_canonical(&self.value, text);
            let bytes = Bytes::copy_from_slice(text);
            text.shrink_to(KEPT_BYTES);
            bytes
        })
    }
}

fn parse(text: &JsonText) -> Result<Value, BodyPlanProblem> {
    serde_json::from_str(text.as_str()).map_err(|error| match check_json(text.as_str()) {
        Some((line, column, reason)) => BodyPlanProblem { place: Some((line, column)), message: format!("Not JSON: {reason}") },
        // JSON that is nested more deeply than values can be.
        None => BodyPlanProblem { place: None, message: error.to_string() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(from: GeneratedFrom, content: &str, manner: &Manner) -> (BodyPlan, Vec<BodyPlanProblem>) {
        let body = GeneratedBody { from, content: JsonText(content.to_owned()), ..GeneratedBody::default() };
        BodyPlan::compile(&body, manner).unwrap()
    }

    #[test]
    fn what_a_project_says_of_a_field_holds_in_all_three() {
        let fields = BTreeMap::from([("sku".to_owned(), "one of: A1, B2".to_owned())]);
        let (manner, problems) = Manner::new("", &fields);
        assert_eq!(problems, Vec::<String>::new());
        let schema = r#"{"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}}}"#;
        for (from, content) in
            [(GeneratedFrom::Example, r#"{"sku": "x"}"#), (GeneratedFrom::Schema, schema), (GeneratedFrom::Fields, "sku")]
        {
            let (plan, problems) = plan(from, content, &manner);
            assert_eq!(problems, [], "{content}");
            let made: Vec<_> = (0..40).map(|seed| plan.make(Seed(seed), false, 1).value["sku"].clone()).collect();
            assert!(made.iter().all(|sku| sku == "A1" || sku == "B2") && made.contains(&"B2".into()), "{content}: {made:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let (_, problems) = Manner::new("xx", &BTreeMap::from([("a".to_owned(), "faker person.nose".to_owned())]));
        assert!(problems.len() == 2 && problems[0].contains("person.nose") && problems[1].contains("\"xx\""), "{problems:?}");
        let (_, problems) = plan(GeneratedFrom::Schema, r#"{"type": "integer", "minimum": 5, "maximum": 4}"#, &Manner::default());
        assert!(!problems.is_empty());
        let body = GeneratedBody { content: JsonText("{\n  \"a\": }".to_owned()), ..GeneratedBody::default() };
        let problem = BodyPlan::compile(&body, &Manner::default()).unwrap_err();
        assert_eq!(problem.place, Some((2, 8)));
    }
}
