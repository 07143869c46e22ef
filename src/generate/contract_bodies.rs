//! Bodies shaped by schemas of the project's contract. All of them share what the contract's schemas come to: it is worked
//! out at the first answer, for all bodies at once, so that a project with a thousand operations is ready to serve at once.

use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use serde_json::Value;

use super::schema::{Dialect, SchemaOptions, SchemaPlan};

/// The bodies that are shaped by one document.
#[derive(Debug)]
pub(super) struct ContractBodies {
    document: Arc<Value>,
    options: SchemaOptions,
    waiting: Mutex<Waiting>,
    plans: OnceLock<Vec<SchemaPlan>>,
}

/// The schemas of bodies that no answer was made of yet.
#[derive(Debug, Default)]
struct Waiting {
    schemas: Vec<Value>,
    /// Many operations answer with the same schema.
    places: HashMap<String, usize>,
    is_closed: bool,
}

/// One body.
#[derive(Debug)]
pub(super) struct ContractBody {
    bodies: Arc<ContractBodies>,
    place: usize,
}

impl ContractBodies {
    /// The bodies shaped by a document, none so far.
    pub(super) fn new(document: &Arc<Value>, options: SchemaOptions) -> Self {
        let options = SchemaOptions { dialect: Dialect::of_openapi(document), ..options };
        Self { document: Arc::clone(document), options, waiting: Mutex::default(), plans: OnceLock::new() }
    }

    /// Adds a body, given its schema as text and as what the text says.
    pub(super) fn add(self: &Arc<Self>, text: &str, schema: Value) -> Result<ContractBody, String> {
        if !schema.is_object() && !schema.is_boolean() {
            return Err("This is not a schema: write an object, true or false".to_owned());
        }
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str)
            && let Some(fragment) =
                reference.strip_prefix('#').filter(|fragment| fragment.is_empty() || fragment.starts_with('/'))
            && !percent_encoding::percent_decode_str(fragment)
                .decode_utf8()
                .is_ok_and(|pointer| self.document.pointer(&pointer).is_some())
        {
            return Err(format!("The contract has nothing at {reference}"));
        }
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.is_closed {
            // Answers were made already: this one has what it refers to for itself.
            drop(waiting);
            return Arc::new(Self::new(&self.document, self.options.clone())).add(text, schema);
        }
        let place = match waiting.places.get(text) {
            Some(place) => *place,
            None => {
                let place = waiting.schemas.len();
                waiting.schemas.push(schema);
                waiting.places.insert(text.to_owned(), place);
                place
            }
        };
        Ok(ContractBody { bodies: Arc::clone(self), place })
    }

    fn plans(&self) -> &[SchemaPlan] {
        self.plans.get_or_init(|| {
            let schemas = {
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.is_closed = true;
                waiting.places = HashMap::new();
                mem::take(&mut waiting.schemas)
            };
            SchemaPlan::compile_all(&schemas.iter().collect::<Vec<_>>(), &self.document, &self.options)
        })
    }
}

impl ContractBody {
    /// The plan; the first call of any body works out what all of them share.
    pub(super) fn plan(&self) -> Option<&SchemaPlan> {
        self.bodies.plans().get(self.place)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::generate::{
        random::{Random, Seed},
        schema::Mode,
    };

    #[test]
    fn bodies_share_what_they_refer_to_and_each_has_its_own_shape() {
        let document = json!({"openapi": "3.0.3", "components": {"schemas": {
            "Pet": {"type": "object", "required": ["owner"], "properties": {"owner": {"$ref": "#/components/schemas/Owner"}}},
            "Owner": {"type": "object", "required": ["age"], "properties": {"age": {"type": "integer", "minimum": 7, "maximum": 9}}},
        }}});
        let bodies = Arc::new(ContractBodies::new(&Arc::new(document), SchemaOptions::default()));
        let add = |text: &str| bodies.add(text, serde_json::from_str(text).unwrap());
        let pet = add(r##"{"$ref": "#/components/schemas/Pet"}"##).unwrap();
        let owner = add(r##"{"$ref": "#/components/schemas/Owner"}"##).unwrap();
        let again = add(r##"{"$ref": "#/components/schemas/Pet"}"##).unwrap();
        assert_eq!(
            add(r##"{"$ref": "#/components/schemas/Cat"}"##).unwrap_err(),
            "The contract has nothing at #/components/schemas/Cat"
        );
        let made = |body: &ContractBody| body.plan().unwrap().generate(&mut Random::new(Seed(1)), Mode::Normal).value;
        assert!((7..=9).contains(&made(&pet)["owner"]["age"].as_i64().unwrap()), "{}", made(&pet));
        assert!((7..=9).contains(&made(&owner)["age"].as_i64().unwrap()), "{}", made(&owner));
        assert!(std::ptr::eq(pet.plan().unwrap(), again.plan().unwrap()));
        // One that comes later has the rest for itself, and is made alike.
        let later = add(r##"{"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Owner"}}"##).unwrap();
        assert!((7..=9).contains(&made(&later)[0]["age"].as_i64().unwrap()), "{}", made(&later));
    }
}
