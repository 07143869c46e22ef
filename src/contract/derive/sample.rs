//! Values made from the contract's schemas once, while deriving: for headers and for bodies that are no JSON.

use std::{collections::HashMap, rc::Rc};

use serde_json::{Value, json};

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
}

impl<'c> Samples<'c> {
    pub(super) fn new(contract: &'c Contract) -> Self {
        Self { contract, made: HashMap::new() }
    }

    /// A value that is valid against a schema; none where there can be none.
    pub(super) fn value(&mut self, schema: &SchemaAt) -> Option<Rc<Value>> {
        // A schema that only refers to another one has the same values.
        let pointer = reference_of(schema, &self.contract.document).unwrap_or_else(|| schema.pointer.clone());
        if let Some(made) = self.made.get(&pointer) {
            return made.clone();
        }
        let schema = json!({ "$ref": format!("#{}", fragment(&pointer)) });
        let options = SchemaOptions {
            dialect: self.contract.dialect,
            access: Access::Read,
            use_examples: true,
            ..SchemaOptions::default()
        };
        let plan = SchemaPlan::compile(&schema, &self.contract.document, &options).ok();
        let generated = plan.map(|plan| plan.generate(&mut Random::new(SEED), Mode::Normal));
        let value = generated.filter(|generated| generated.misses.is_empty()).map(|generated| Rc::new(generated.value));
        self.made.insert(pointer, value.clone());
        value
    }
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
    json!({ "$ref": format!("#{}", fragment(&schema.pointer)) })
}

/// Where a schema leads that is nothing but a reference.
fn reference_of(schema: &SchemaAt, document: &Value) -> Option<String> {
    let object = schema.value(document)?.as_object().filter(|object| object.len() == 1)?;
    let pointer = object.get("$ref")?.as_str()?.strip_prefix('#')?;
    let decoded = percent_encoding::percent_decode_str(pointer).decode_utf8().ok()?;
    (decoded.starts_with('/') && document.pointer(&decoded).is_some()).then(|| decoded.into_owned())
}

/// A JSON pointer as the fragment of a reference (RFC 6901, section 6).
fn fragment(pointer: &str) -> String {
    const ENCODED: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    percent_encoding::utf8_percent_encode(pointer, ENCODED).to_string()
}
