//! Values made from the contract's schemas once, while deriving: for headers and for bodies that are no JSON.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use serde_json::{Value, json};

use crate::generate::json_pointer;
use crate::{
    contract::{Contract, SchemaAt},
    generate::{
        random::{Random, Seed},
        schema::{Access, Mode, SchemaOptions, SchemaPlan},
    },
};

/// Always the same, so that deriving twice gives the same.
const SEED: Seed = Seed(1);

/// The values made so far, by the place of their schema.
pub(super) struct Samples<'c> {
    contract: &'c Contract,
    made: HashMap<String, Option<Rc<Value>>>,
    /// The schemas that have examples, compiled together when the first example is looked at.
    checked: OnceCell<HashMap<String, SchemaPlan>>,
    /// What came of looking at examples, by the schema's place and the example's text.
    errors: HashMap<(String, String), Option<String>>,
}

impl<'c> Samples<'c> {
    pub(super) fn new(contract: &'c Contract) -> Self {
        Self { contract, made: HashMap::new(), checked: OnceCell::new(), errors: HashMap::new() }
    }

    /// A value that is valid against a schema; none where there can be none.
    pub(super) fn value(&mut self, schema: &SchemaAt) -> Option<Rc<Value>> {
        let pointer = self.place(schema);
        if let Some(made) = self.made.get(&pointer) {
            return made.clone();
        }
        let plan = SchemaPlan::compile(&reference_to(&pointer), &self.contract.document, &self.options()).ok();
        let generated = plan.map(|plan| plan.generate(&mut Random::new(SEED), Mode::Normal));
        let value = generated.filter(|generated| generated.misses.is_empty()).map(|generated| Rc::new(generated.value));
        self.made.insert(pointer, value.clone());
        value
    }

    /// What is wrong with a value by a schema, in one sentence.
    pub(super) fn error(&mut self, schema: &SchemaAt, value: &Value) -> Option<String> {
        let key = (self.place(schema), value.to_string());
        if let Some(error) = self.errors.get(&key) {
            return error.clone();
        }
        let error = self.checked.get_or_init(|| self.compile_checked()).get(&key.0)?.first_error(value);
        self.errors.insert(key, error.clone());
        error
    }

    fn compile_checked(&self) -> HashMap<String, SchemaPlan> {
        let responses = self.contract.operations.iter().flat_map(|operation| &operation.responses);
        let contents = responses.flat_map(|response| &response.contents).filter(|content| !content.examples.is_empty());
        let places = contents.filter_map(|content| content.schema.as_ref()).map(|schema| self.place(schema));
        let schemas: BTreeMap<String, Value> = places.map(|place| (place.clone(), reference_to(&place))).collect();
        let all: Vec<&Value> = schemas.values().collect();
        let plans = SchemaPlan::compile_all(&all, &self.contract.document, &self.options());
        schemas.keys().cloned().zip(plans).collect()
    }

    fn options(&self) -> SchemaOptions {
        let dialect = self.contract.dialect;
        SchemaOptions { dialect, access: Access::Read, use_examples: true, ..SchemaOptions::default() }
    }

    /// A schema that only refers to another one has the same values as that.
    fn place(&self, schema: &SchemaAt) -> String {
        reference_of(schema, &self.contract.document).unwrap_or_else(|| schema.pointer.clone())
    }
}

fn reference_to(pointer: &str) -> Value {
    json!({ "$ref": format!("#{}", json_pointer::fragment(pointer)) })
}

/// The schema that a body of the contract refers to, written as a person would read it best: the component's name where the
/// schema is only a reference to it, or a list of it; else the schema's own place.
pub(super) fn readable(schema: &SchemaAt, document: &Value) -> Value {
    let at = schema.value(document);
    if let Some(object) = at.and_then(Value::as_object) {
        let is_reference = |value: &Value| {
            value.as_object().is_some_and(|object| object.len() == 1)
                && value["$ref"].as_str().is_some_and(|to| to.starts_with('#'))
        };
        let is_list = object.len() == 2
            && object.get("type").is_some_and(|kind| kind == "array")
            && object.get("items").is_some_and(is_reference);
        if at.is_some_and(is_reference) || is_list {
            return Value::Object(object.clone());
        }
    }
    reference_to(&schema.pointer)
}

/// Where a schema leads that is nothing but a reference.
fn reference_of(schema: &SchemaAt, document: &Value) -> Option<String> {
    let object = schema.value(document)?.as_object().filter(|object| object.len() == 1)?;
    let pointer = object.get("$ref")?.as_str()?.strip_prefix('#')?;
    let decoded = percent_encoding::percent_decode_str(pointer).decode_utf8().ok()?;
    (decoded.starts_with('/') && document.pointer(&decoded).is_some()).then(|| decoded.into_owned())
}
