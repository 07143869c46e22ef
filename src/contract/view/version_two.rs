//! OpenAPI 2.0 as 3.1 would tell it: body and form parameters are what a request carries, media types come from `consumes` and
//! `produces`, parameters and headers are schemas themselves, and `collectionFormat` is a style.

use serde_json::{Value, json};

use super::{Reader, flag, text};
use crate::contract::{Content, NamedExample, ParameterIn, RequestBody, SchemaAt, Style};
use crate::generate::json_pointer::token;

/// Media types of a form: without a file in it, and with one (OpenAPI 2.0, Parameter Object, `in`).
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Under this key of a path or an operation is the schema of its form, which OpenAPI 2.0 has only as single parameters.
pub(in crate::contract) const FORM_KEY: &str = "x-mockwright-form";

impl Reader<'_> {
    /// What a request carries by the parameters of an operation and its path, the operation's first.
    pub(super) fn body_of_parameters(&mut self, operation: &str, places: &[String]) -> Option<RequestBody> {
        let lists: Vec<String> = places.iter().map(|place| format!("{place}/parameters")).collect();
        let mut form_fields = Vec::new();
        for list in lists {
            let count = self.document.pointer(&list).and_then(Value::as_array).map_or(0, Vec::len);
            for index in 0..count {
                let Some((value, pointer)) = self.follow(&format!("{list}/{index}")) else { continue };
                match value.get("in").and_then(Value::as_str) {
                    Some("body") => return Some(self.body_parameter(operation, value, pointer)),
                    Some("formData") => form_fields.push(value),
                    _ => {}
                }
            }
        }
        if form_fields.is_empty() {
            return None;
        }
        let has_file = form_fields.iter().any(|field| field.get("type").and_then(Value::as_str) == Some("file"));
        let mut media_types = self.media_types(operation, "consumes", FORM);
        media_types.retain(|media_type| media_type == MULTIPART || (media_type == FORM && !has_file));
        if media_types.is_empty() {
            media_types.push(if has_file { MULTIPART } else { FORM }.to_owned());
        }
        let form = places.iter().map(|place| format!("{place}/{FORM_KEY}"));
        let schema = form.into_iter().find(|form| self.document.pointer(form).is_some()).map(SchemaAt::new);
        let content =
            |media_type| Content { media_type, pointer: operation.to_owned(), schema: schema.clone(), examples: Vec::new() };
        Some(RequestBody {
            pointer: format!("{operation}/parameters"),
            description: String::new(),
            is_required: form_fields.iter().any(|field| flag(field, "required")),
            contents: media_types.into_iter().map(content).collect(),
        })
    }

    fn body_parameter(&self, operation: &str, value: &Value, pointer: String) -> RequestBody {
        let schema = value.get("schema").map(|_| SchemaAt::new(format!("{pointer}/schema")));
        let examples = self.examples_by_media_type(&format!("{pointer}/x-examples"));
        let content = |media_type: String| Content {
            examples: examples_of(&examples, &media_type),
            media_type,
            pointer: pointer.clone(),
            schema: schema.clone(),
        };
        RequestBody {
            description: text(value, "description"),
            is_required: flag(value, "required"),
            contents: self.media_types(operation, "consumes", "application/json").into_iter().map(content).collect(),
            pointer,
        }
    }

    /// The bodies of an answer.
    pub(super) fn contents_of_response(&self, operation: &str, response: &Value, pointer: &str) -> Vec<Content> {
        let examples = self.examples_by_media_type(&format!("{pointer}/examples"));
        if response.get("schema").is_none() && examples.is_empty() {
            return Vec::new();
        }
        let schema = response.get("schema").map(|_| SchemaAt::new(format!("{pointer}/schema")));
        let mut media_types = self.media_types(operation, "produces", "application/json");
        media_types.extend(examples.iter().map(|(media_type, _)| media_type.clone()));
        let mut contents: Vec<Content> = Vec::with_capacity(media_types.len());
        for media_type in media_types {
            if !contents.iter().any(|content| content.media_type == media_type) {
                let examples = examples_of(&examples, &media_type);
                contents.push(Content { media_type, pointer: pointer.to_owned(), schema: schema.clone(), examples });
            }
        }
        contents
    }

    /// The media types of the operation, or else of the whole document, or else that one.
    fn media_types(&self, operation: &str, key: &str, otherwise: &str) -> Vec<String> {
        let listed = self.listed_media_types(operation, key);
        if listed.is_empty() { vec![otherwise.to_owned()] } else { listed }
    }

    /// The media types that the operation lists, or else the whole document.
    pub(super) fn listed_media_types(&self, operation: &str, key: &str) -> Vec<String> {
        let own = self.document.pointer(&format!("{operation}/{key}")).and_then(Value::as_array);
        let list = own.or_else(|| self.document.get(key).and_then(Value::as_array));
        let mut media_types: Vec<String> = Vec::new();
        for media_type in list.into_iter().flatten().filter_map(Value::as_str) {
            if !media_types.iter().any(|known| known == media_type) {
                media_types.push(media_type.to_owned());
            }
        }
        media_types
    }

    fn examples_by_media_type(&self, pointer: &str) -> Vec<(String, Value)> {
        self.members(pointer)
            .filter(|(media_type, _)| media_type.contains('/'))
            .map(|(media_type, value)| (media_type.clone(), value.clone()))
            .collect()
    }
}

fn examples_of(examples: &[(String, Value)], media_type: &str) -> Vec<NamedExample> {
    let of_type = examples.iter().filter(|(known, _)| known == media_type);
    of_type.map(|(_, value)| NamedExample { name: String::new(), summary: String::new(), value: value.clone() }).collect()
}

/// The style that `collectionFormat` stands for, and whether each item is a parameter of its own.
pub(super) fn collection_style(value: &Value, location: ParameterIn) -> (Style, bool) {
    match value.get("collectionFormat").and_then(Value::as_str) {
        Some("multi") => (Style::Form, true),
        Some("ssv") => (Style::SpaceDelimited, false),
        Some("tsv") => (Style::TabSeparated, false),
        Some("pipes") => (Style::PipeDelimited, false),
        _ if matches!(location, ParameterIn::Path | ParameterIn::Header) => (Style::Simple, false),
        _ => (Style::Form, false),
    }
}

/// Writes beside the form parameters of each path and operation the schema that they make together, for pointers to lead to.
pub(in crate::contract) fn add_form_schemas(document: &mut Value) {
    if document.get("swagger").is_none() {
        return;
    }
    let mut schemas = Vec::new();
    {
        let document = &*document;
        let paths = document.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            let at = format!("/paths/{}", token(path));
            let shared = form_fields(document, item);
            for (method, operation) in item.as_object().into_iter().flatten() {
                let is_operation = super::METHODS.contains(&method.as_str());
                let mut fields = if is_operation { form_fields(document, operation) } else { Vec::new() };
                if is_operation {
                    fields.extend(shared.iter().copied());
                }
                if !fields.is_empty() {
                    schemas.push((format!("{at}/{method}"), form_schema(&fields)));
                }
            }
        }
    }
    for (pointer, schema) in schemas {
        if let Some(operation) = document.pointer_mut(&pointer).and_then(Value::as_object_mut) {
            operation.insert(FORM_KEY.to_owned(), schema);
        }
    }
}

fn form_fields<'d>(document: &'d Value, owner: &'d Value) -> Vec<&'d Value> {
    let listed = owner.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let followed = listed.filter_map(|parameter| match parameter.get("$ref").and_then(Value::as_str) {
        Some(reference) => document.pointer(reference.strip_prefix('#')?),
        None => Some(parameter),
    });
    followed.filter(|parameter| parameter.get("in").and_then(Value::as_str) == Some("formData")).collect()
}

/// An object with a member for each field. Of two with the same name the first counts.
fn form_schema(fields: &[&Value]) -> Value {
    let mut properties = serde_json::Map::new();
    let mut required = Vec::new();
    for field in fields {
        let name = text(field, "name");
        if properties.contains_key(&name) {
            continue;
        }
        if flag(field, "required") {
            required.push(json!(name));
        }
        let mut schema = field.as_object().cloned().unwrap_or_default();
        for key in ["name", "in", "required", "collectionFormat", "allowEmptyValue"] {
            schema.shift_remove(key);
        }
        if schema.get("type").and_then(Value::as_str) == Some("file") {
            schema.insert("type".to_owned(), json!("string"));
            schema.insert("format".to_owned(), json!("binary"));
        }
        properties.insert(name, Value::Object(schema));
    }
    let mut schema = json!({ "type": "object", "properties": properties });
    if let (false, Some(members)) = (required.is_empty(), schema.as_object_mut()) {
        members.insert("required".to_owned(), Value::Array(required));
    }
    schema
}
