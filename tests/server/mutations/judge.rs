//! What says that a value is valid or not, apart from the server: the crate `jsonschema` over the document itself.

use jsonschema::{Registry, Validator, error::ValidationErrorKind};
use mockwright::{
    contract::{Contract, SchemaAt},
    generate::{
        json_pointer::token,
        schema::{Access, to_json_schema},
    },
};
use serde_json::{Map, Value, json};

use crate::contracts::ADDRESS;

/// A schema of a contract, as requests are held to it.
pub struct Judge {
    validator: Validator,
}

/// Something wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// Where: the pointer of the member, also where it is missing or one too many.
    pub place: String,
    /// The keyword that does not hold.
    pub keyword: String,
}

impl Judge {
    /// The judge of a schema; none where it cannot be used.
    pub fn of(contract: &Contract, registry: &Registry<'_>, at: &SchemaAt) -> Option<Self> {
        let mut schema = to_json_schema(at.value(&contract.document)?, contract.dialect, Access::Write);
        lead_to_the_document(&mut schema);
        add_integer_ranges(&mut schema);
        let options = jsonschema::options().should_validate_formats(true).with_draft(jsonschema::Draft::Draft202012);
        Some(Self { validator: options.with_registry(registry).offline().build(&schema).ok()? })
    }

    pub fn is_valid(&self, value: &Value) -> bool {
        self.validator.is_valid(value)
    }

    /// All that is wrong with a value.
    pub fn wrongs(&self, value: &Value) -> Vec<Wrong> {
        let wrong = |error: jsonschema::ValidationError<'_>| {
            let place = error.instance_path().as_str();
            let member = match error.kind() {
                ValidationErrorKind::Required { property } => property.as_str().map(token),
                ValidationErrorKind::AdditionalProperties { unexpected }
                | ValidationErrorKind::UnevaluatedProperties { unexpected } => unexpected.first().map(|name| token(name)),
                _ => None,
            };
            let place = member.map_or_else(|| place.to_owned(), |member| format!("{place}/{member}"));
            Wrong { place, keyword: error.kind().keyword().to_owned() }
        };
        self.validator.iter_errors(value).take(50).map(wrong).collect()
    }
}

/// Marks members as `readOnly` that are so by what they refer to, where whoever looks at a schema alone does not see it.
pub fn mark_read_only(document: &Value) -> Value {
    fn mark(value: &mut Value, document: &Value) {
        match value {
            Value::Object(members) => {
                for member in members.get_mut("properties").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
                    let target = member.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
                    let target = target.and_then(|pointer| document.pointer(pointer));
                    if let (Some(true), Some(member)) = (target.map(|target| target["readOnly"] == true), member.as_object_mut())
                    {
                        member.insert("readOnly".to_owned(), Value::Bool(true));
                    }
                }
                members.values_mut().for_each(|member| mark(member, document));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| mark(item, document)),
            _ => {}
        }
    }
    let mut marked = document.clone();
    mark(&mut marked, document);
    marked
}

/// Lets the references of a schema lead into the document that it was taken from.
fn lead_to_the_document(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get_mut("$ref")
                && reference.starts_with('#')
            {
                *reference = format!("{ADDRESS}{reference}");
            }
            members.values_mut().for_each(lead_to_the_document);
        }
        Value::Array(items) => items.iter_mut().for_each(lead_to_the_document),
        _ => {}
    }
}

/// Says the ranges of int32 and int64 (OpenAPI Format Registry) as bounds, which the crate does not know as formats.
pub fn add_integer_ranges(schemas: &mut Value) {
    match schemas {
        Value::Object(members) => {
            let bounds = match members.get("format").and_then(Value::as_str) {
                Some("int32") => Some((json!(i32::MIN), json!(i32::MAX))),
                Some("int64") => Some((json!(i64::MIN), json!(i64::MAX))),
                _ => None,
            };
            if let Some((lowest, highest)) = bounds {
                members.entry("minimum").or_insert(lowest);
                members.entry("maximum").or_insert(highest);
            }
            members.values_mut().for_each(add_integer_ranges);
        }
        Value::Array(items) => items.iter_mut().for_each(add_integer_ranges),
        _ => {}
    }
}
