//! The schemas that the rules of a contract's operations need, each there once: contracts refer to one error from everywhere, and
//! some of those errors lead to all else that the contract has.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::schema::LazySchema;
use crate::{
    contract::{Contract, SchemaAt},
    generate::{json_pointer, schema::Access},
};

/// References that do nothing but lead on are followed this often.
const MAX_STEPS: usize = 16;

/// The schemas of a contract that rules were made of so far.
#[derive(Debug)]
pub struct Schemas<'c> {
    pub(super) contract: &'c Contract,
    known: FxHashMap<(String, Access), Arc<LazySchema>>,
}

impl<'c> Schemas<'c> {
    /// Those of a contract; none is made yet.
    pub fn new(contract: &'c Contract) -> Self {
        Self { contract, known: FxHashMap::default() }
    }

    /// The schema that stands there or that is only referred to from there.
    pub(super) fn at(&mut self, at: &SchemaAt, access: Access) -> Arc<LazySchema> {
        let Contract { document, dialect, .. } = self.contract;
        let pointer = followed(document, &at.pointer);
        let make = || LazySchema::new(document, *dialect, access, &SchemaAt::new(&pointer));
        Arc::clone(self.known.entry((pointer.clone(), access)).or_insert_with(|| Arc::new(make())))
    }
}

/// Where the schema is that stands at a pointer. What is said beside a reference belongs to it, so it ends there.
fn followed(document: &Value, pointer: &str) -> String {
    let mut pointer = pointer.to_owned();
    for _ in 0..MAX_STEPS {
        let schema = document.pointer(&pointer).and_then(Value::as_object).filter(|schema| schema.len() == 1);
        let reference = schema.and_then(|schema| schema.get("$ref")).and_then(Value::as_str);
        match reference.and_then(json_pointer::of_reference).filter(|target| document.pointer(target).is_some()) {
            Some(target) => pointer = target,
            None => break,
        }
    }
    pointer
}
