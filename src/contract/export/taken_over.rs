//! What an export takes over from the project's contract: operations whose endpoints still stand where they were derived,
//! and the components that they and generated bodies refer to. Schemas of older versions become those of 3.1.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Map, Value, json};

use super::{by_hand, operation::each_reference};
use crate::{
    contract::{Contract, Operation, ParameterIn, derive},
    generate::schema::{Access, Dialect, to_json_schema},
    model::{Endpoint, Project},
};

/// The contract of the project, where it has one.
#[derive(Debug, Default)]
pub(super) struct TakenOver {
    contract: Option<Contract>,
    /// The endpoints that it gives, before a person changes them.
    derived: HashMap<String, Arc<Endpoint>>,
    /// The path that stands before those of the operations.
    base_path: String,
}

/// What a 2.0 parameter says of its values (OpenAPI 2.0, Parameter Object).
const SCHEMA_KEYWORDS: [&str; 12] = [
    "type",
    "format",
    "items",
    "default",
    "enum",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
];

impl TakenOver {
    pub(super) fn of(project: &Project) -> Self {
        let Some(link) = &project.contract else { return Self::default() };
        let contract = Contract::view(&link.document);
        let base_path = contract.operations.first().map(|operation| operation.base_path.clone()).unwrap_or_default();
        let endpoints = derive(&contract, "").endpoints.into_iter();
        let derived = endpoints.filter_map(|one| Some((one.contract.as_ref()?.operation.clone(), one))).collect();
        Self { contract: Some(contract), derived, base_path }
    }

    pub(super) fn base_path_or_root(&self) -> &str {
        if self.base_path.is_empty() { "/" } else { &self.base_path }
    }

    /// The key of a path under `paths`, and the servers of its operations where they are not those of the document.
    pub(super) fn path_key(&self, path: &str) -> (String, Option<Value>) {
        if self.base_path.is_empty() {
            return (path.to_owned(), None);
        }
        match path.strip_prefix(&self.base_path).filter(|rest| rest.starts_with('/')) {
            Some(rest) => (rest.to_owned(), None),
            None => (path.to_owned(), Some(json!([{ "url": "/" }]))),
        }
    }

    /// `info`: the contract's, else a title.
    pub(super) fn info(&self, name: &str) -> Value {
        let info = self.contract.as_ref().and_then(|contract| contract.document.get("info")).filter(|info| info.is_object());
        let title = if name.is_empty() { "Mock API" } else { name };
        info.cloned().unwrap_or_else(|| json!({ "title": title, "version": "1.0.0" }))
    }

    /// The contract's own words about its tags.
    pub(super) fn tags(&self) -> Option<Value> {
        self.contract.as_ref()?.document.get("tags").filter(|tags| tags.is_array()).cloned()
    }

    fn linked(&self, endpoint: &Endpoint) -> Option<(&Contract, &Operation)> {
        let contract = self.contract.as_ref()?;
        Some((contract, contract.operation(&endpoint.contract.as_ref()?.operation)?))
    }

    /// The contract's operation of an endpoint, as it stands there, where the endpoint is still at its method and path and
    /// answers with nothing that the contract does not know. Bodies that were changed by hand are examples in it.
    pub(super) fn operation(&self, project: &Project, endpoint: &Endpoint, notes: &mut Vec<String>) -> Option<Value> {
        let (contract, operation) = self.linked(endpoint)?;
        let is_there =
            endpoint.method == operation.method && endpoint.path == format!("{}{}", operation.base_path, operation.path);
        let mut answers = endpoint.responses.iter().filter(|response| response.enabled);
        let is_known = answers.all(|response| operation.response(response.status).is_some());
        if !is_there || !is_known || operation.base_path != self.base_path || contract.dialect == Dialect::OpenApi20 {
            return None;
        }
        let mut written = contract.document.pointer(&operation.pointer)?.clone();
        let members = written.as_object_mut()?;
        // Parameters of the path item stand with the operation, so that an endpoint of a person may have the same path.
        let shared = operation.pointer.rsplit_once('/').map_or("", |(item, _)| item);
        if let Some(shared) = contract.document.pointer(&format!("{shared}/parameters")).and_then(Value::as_array) {
            let own = members.entry("parameters").or_insert_with(|| json!([]));
            let own = own.as_array_mut()?;
            let place = |parameter: &Value| (parameter.get("name").cloned(), parameter.get("in").cloned());
            let more: Vec<_> = shared
                .iter()
                .filter(|shared| !own.iter().any(|own| place(own) == place(shared) && own.get("$ref") == shared.get("$ref")))
                .cloned()
                .collect();
            own.extend(more);
        }
        members.shift_remove("servers");
        if let Some(derived) = self.derived.get(&operation.key()) {
            by_hand::add_bodies(members, contract, operation, (project, endpoint, derived), notes);
        }
        if contract.dialect == Dialect::OpenApi30 {
            upgrade(&mut written);
        }
        Some(written)
    }

    /// Adds the parameters that the contract knows of an endpoint that does not stand as the contract has it.
    pub(super) fn add_parameters(&self, endpoint: &Endpoint, parameters: &mut Vec<Value>) {
        let Some((contract, operation)) = self.linked(endpoint) else { return };
        for documented in &operation.parameters {
            let location = match documented.location {
                ParameterIn::Path => "path",
                ParameterIn::Query => "query",
                ParameterIn::Header => "header",
                ParameterIn::Cookie => "cookie",
            };
            let known = parameters.iter_mut().find(|known| {
                known.get("name").and_then(Value::as_str) == Some(&documented.name) && known.get("in") == Some(&json!(location))
            });
            let schema = documented.schema.as_ref().and_then(|at| at.value(&contract.document));
            let schema = schema.map(|schema| self.parameter_schema(contract.dialect, schema));
            let mut described = Map::new();
            described.insert("name".to_owned(), json!(documented.name));
            described.insert("in".to_owned(), json!(location));
            if documented.is_required {
                described.insert("required".to_owned(), json!(true));
            }
            if !documented.description.is_empty() {
                described.insert("description".to_owned(), json!(documented.description));
            }
            described.insert("schema".to_owned(), schema.unwrap_or_else(|| json!({})));
            match known {
                Some(known) => *known = Value::Object(described),
                None if documented.location != ParameterIn::Path => parameters.push(Value::Object(described)),
                None => {}
            }
        }
    }

    fn parameter_schema(&self, dialect: Dialect, schema: &Value) -> Value {
        if dialect != Dialect::OpenApi20 {
            return self.schema(schema);
        }
        let keywords = SCHEMA_KEYWORDS.iter().filter_map(|key| Some(((*key).to_owned(), schema.get(*key)?.clone())));
        self.schema(&Value::Object(keywords.collect()))
    }

    /// A schema of the contract in the words of 3.1, its references leading into the export.
    pub(super) fn schema(&self, schema: &Value) -> Value {
        let dialect = self.contract.as_ref().map_or(Dialect::OpenApi31, |contract| contract.dialect);
        let mut schema =
            if dialect == Dialect::OpenApi31 { schema.clone() } else { to_json_schema(schema, dialect, Access::Both) };
        if dialect == Dialect::OpenApi20 {
            each_reference(&mut schema, &mut |reference| {
                reference.strip_prefix("#/definitions/").map(|name| format!("#/components/schemas/{name}"))
            });
        }
        schema
    }

    /// Adds what is referred to: the contract's components, and the schemas of the project's own.
    pub(super) fn finish(&self, document: &mut Map<String, Value>, schemas: Map<String, Value>) {
        let mut components = Map::new();
        if let Some(contract) = &self.contract {
            let source = &contract.document;
            match contract.dialect {
                Dialect::OpenApi20 => {
                    let definitions = source.get("definitions").and_then(Value::as_object);
                    let definitions = definitions.into_iter().flatten().map(|(name, schema)| (name.clone(), self.schema(schema)));
                    components.insert("schemas".to_owned(), Value::Object(definitions.collect()));
                }
                dialect => {
                    components = source.get("components").and_then(Value::as_object).cloned().unwrap_or_default();
                    if dialect == Dialect::OpenApi30 {
                        let schemas = components.get_mut("schemas").and_then(Value::as_object_mut);
                        schemas.into_iter().flat_map(Map::values_mut).for_each(|schema| *schema = self.schema(schema));
                        components.iter_mut().filter(|(key, _)| *key != "schemas").for_each(|(_, value)| upgrade(value));
                    }
                    for key in ["security", "x-mockwright-files"] {
                        document.extend(source.get(key).map(|value| (key.to_owned(), value.clone())));
                    }
                }
            }
        }
        if !schemas.is_empty() {
            let own = components.entry("schemas").or_insert_with(|| Value::Object(Map::new()));
            if let Some(own) = own.as_object_mut() {
                own.extend(schemas);
            }
        }
        if !components.is_empty() {
            document.insert("components".to_owned(), Value::Object(components));
        }
    }
}

/// Turns the schemas of a part of a 3.0 document, which stand under `schema`, into those of 3.1. Examples stay as they are.
fn upgrade(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                match key.as_str() {
                    "schema" if value.is_object() => *value = to_json_schema(value, Dialect::OpenApi30, Access::Both),
                    "example" | "examples" | "default" => {}
                    _ => upgrade(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(upgrade),
        _ => {}
    }
}
