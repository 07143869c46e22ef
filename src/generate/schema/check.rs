//! The check of values that came from elsewhere against a schema of a larger document: what is wrong with a value, where in the
//! value, and where the document says so. Compiled when it is first needed.

use std::sync::OnceLock;

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use serde_json::Value;

use super::bundle::{Bundle, ENTRY};
use super::discriminator::{Discriminator, Meant, named_alternatives};
use super::integer_range::{add_integer_ranges, range_of_format};
use super::options::{Access, Dialect, SchemaOptions};
use super::verify::pattern_options;
use crate::generate::json_pointer::token;

/// Alternatives within alternatives are looked into this deep for the one that was meant.
const MAX_ALTERNATIVES: usize = 6;

/// A member of a member, and so on, is looked at this deep for what only the other side sends.
const MAX_DEPTH: usize = 40;

/// A schema that values are checked against.
#[derive(Debug)]
pub struct SchemaCheck {
    bundle: Bundle,
    /// Where the schema stands in its document.
    pointer: String,
    validator: OnceLock<Option<Validator>>,
}

/// Something wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaViolation {
    /// Where in the value: a JSON pointer.
    pub place: String,
    /// The keyword that does not hold.
    pub keyword: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where the document says so: a JSON pointer.
    pub pointer: String,
}

impl SchemaCheck {
    /// Gathers the schema at a pointer into a document with all that it refers to; nothing where there is none.
    pub fn gather(document: &Value, pointer: &str, dialect: Dialect, access: Access) -> Option<Self> {
        let schema = document.pointer(pointer)?;
        let options = SchemaOptions { dialect, access, ..SchemaOptions::default() };
        let mut bundle = Bundle::gather(schema, document, &options);
        if dialect.is_openapi() {
            add_integer_ranges(&mut bundle.document);
        }
        Some(Self { bundle, pointer: pointer.to_owned(), validator: OnceLock::new() })
    }

    /// The schema with all that it refers to, as one document in JSON Schema 2020-12: `$ref` leads to its root.
    pub fn json_schema(&self) -> &Value {
        &self.bundle.document
    }

    fn validator(&self) -> Option<&Validator> {
        let build = || {
            let options = jsonschema::options().with_pattern_options(pattern_options()).should_validate_formats(true).offline();
            options.build(&self.bundle.document).ok()
        };
        self.validator.get_or_init(build).as_ref()
    }

    /// Whether a value satisfies the schema. One that cannot be compiled is satisfied by everything.
    pub fn is_valid(&self, value: &Value) -> bool {
        let Some(validator) = self.validator() else { return true };
        validator.is_valid(value) || validator.iter_errors(value).all(|error| self.is_decided(&error, value))
    }

    /// Whether several alternatives fit and the discriminator names one of them. It decides then, as a hint that shortens the
    /// check (OpenAPI 3.0.3, Discriminator Object): alternatives whose members overlap could not be sent otherwise.
    fn is_decided(&self, error: &ValidationError<'_>, value: &Value) -> bool {
        let ValidationErrorKind::OneOfMultipleValid { context } = error.kind() else { return false };
        let discriminator = Discriminator::beside(&self.bundle.document, error.schema_path().as_str());
        let meant = discriminator.and_then(|discriminator| discriminator.meant(value.pointer(error.instance_path().as_str())?));
        matches!(meant, Some(Meant::Branch(at)) if context.get(at).is_some_and(Vec::is_empty))
    }

    /// Where the schema is one of alternatives with a discriminator: each of them as a schema of its own, which asks for the
    /// discriminator's value too and belongs into [`json_schema`](Self::json_schema).
    pub fn named_alternatives(&self) -> Vec<Value> {
        named_alternatives(&self.bundle.document)
    }

    /// What is wrong with a value, the first `limit` things.
    pub fn violations(&self, value: &Value, limit: usize) -> Vec<SchemaViolation> {
        let mut found = Vec::new();
        let errors = self.validator().into_iter().flat_map(|validator| validator.iter_errors(value));
        for error in errors.filter(|error| !self.is_decided(error, value)).take(limit) {
            self.describe(&error, value, 0, &mut found);
        }
        found.truncate(limit);
        found
    }

    fn origin(&self, place: &str) -> String {
        match place.strip_prefix(ENTRY).filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            Some(inner) => format!("{}{inner}", self.pointer),
            None => self.bundle.origin(place),
        }
    }

    /// What is wrong; of alternatives, what is wrong with the one that was meant.
    fn describe(&self, error: &ValidationError<'_>, value: &Value, depth: usize, found: &mut Vec<SchemaViolation>) {
        if let ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } = error.kind()
            && depth < MAX_ALTERNATIVES
        {
            return self.alternatives(error, context, value, depth, found);
        }
        let place = error.instance_path().as_str();
        // Long values would fill the message.
        let message: String = error.masked().to_string().chars().take(300).collect();
        let (place, keyword) = match error.kind() {
            ValidationErrorKind::Required { property } => {
                (format!("{place}/{}", token(property.as_str().unwrap_or_default())), "required".to_owned())
            }
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                let member = if let [only] = unexpected.as_slice() { format!("/{}", token(only)) } else { String::new() };
                (format!("{place}{member}"), error.kind().keyword().to_owned())
            }
            kind => (place.to_owned(), kind.keyword().to_owned()),
        };
        let path = error.schema_path().as_str();
        if let Some((schema, format)) = range_of_format(&self.bundle.document, path) {
            let message = format!("value is out of the range of {format}");
            let pointer = self.origin(&format!("{schema}/format"));
            return found.push(SchemaViolation { place, keyword: "format".to_owned(), message, pointer });
        }
        found.push(SchemaViolation { place, keyword, message, pointer: self.origin(error.schema_path().as_str()) });
    }

    /// None of several alternatives fits: the one that the discriminator names was meant, or else the one with the least wrong.
    fn alternatives(
        &self,
        error: &ValidationError<'_>,
        context: &[Vec<ValidationError<'static>>],
        value: &Value,
        depth: usize,
        found: &mut Vec<SchemaViolation>,
    ) {
        let place = error.instance_path().as_str();
        let path = error.schema_path().as_str();
        let mut chosen = None;
        if let Some(discriminator) = Discriminator::beside(&self.bundle.document, path)
            && let Some(meant) = value.pointer(place).and_then(|value| discriminator.meant(value))
        {
            let Discriminator { property, .. } = discriminator;
            let wrong = |keyword: &str, message: String| SchemaViolation {
                place: format!("{place}/{}", token(property)),
                keyword: keyword.to_owned(),
                message,
                pointer: self.origin(path),
            };
            let known = || discriminator.known().join(", ");
            match meant {
                Meant::Unsaid => {
                    let message = format!("{property} has to say which of the alternatives is meant: {}", known());
                    return found.push(wrong("required", message));
                }
                Meant::Unknown => {
                    let message = format!("{property} names none of the alternatives: {}", known());
                    return found.push(wrong("discriminator", message));
                }
                Meant::Branch(at) => chosen = context.get(at),
                Meant::Open => {}
            }
        }
        // A value of quite another type was not meant to be that alternative.
        let distance = |errors: &&Vec<ValidationError<'static>>| {
            let is_other = |error: &ValidationError<'_>| {
                error.instance_path().as_str() == place && matches!(error.kind().keyword(), "type" | "const" | "enum")
            };
            (errors.iter().any(is_other), errors.len())
        };
        let chosen = chosen.or_else(|| context.iter().filter(|errors| !errors.is_empty()).min_by_key(distance));
        let before = found.len();
        for error in chosen.into_iter().flatten() {
            self.describe(error, value, depth + 1, found);
        }
        if found.len() == before {
            let message = "None of the alternatives fits".to_owned();
            let keyword = error.kind().keyword().to_owned();
            found.push(SchemaViolation { place: place.to_owned(), keyword, message, pointer: self.origin(path) });
        }
    }

    /// The members of a value that carry a keyword with the value `true`: `readOnly` or `writeOnly`.
    pub fn marked(&self, value: &Value, keyword: &str) -> Vec<SchemaViolation> {
        let mut found = Vec::new();
        self.collect_marked(ENTRY, value, "", keyword, 0, &mut found);
        found
    }

    fn collect_marked(
        &self,
        at: &str,
        value: &Value,
        place: &str,
        keyword: &str,
        depth: usize,
        found: &mut Vec<SchemaViolation>,
    ) {
        let Some(schema) = self.bundle.document.pointer(at).and_then(Value::as_object).filter(|_| depth < MAX_DEPTH) else {
            return;
        };
        if let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#')) {
            self.collect_marked(target, value, place, keyword, depth + 1, found);
        }
        let branches = schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..branches {
            self.collect_marked(&format!("{at}/allOf/{index}"), value, place, keyword, depth + 1, found);
        }
        for (name, member) in value.as_object().into_iter().flatten() {
            if let Some(inner) = schema.get("properties").and_then(|properties| properties.get(name)) {
                let at = format!("{at}/properties/{}", token(name));
                let place = format!("{place}/{}", token(name));
                if inner.get(keyword).and_then(Value::as_bool) == Some(true) {
                    found.push(SchemaViolation {
                        place: place.clone(),
                        keyword: keyword.to_owned(),
                        message: format!("{name} should not be sent by this side"),
                        pointer: self.origin(&at),
                    });
                }
                self.collect_marked(&at, member, &place, keyword, depth + 1, found);
            }
        }
        if let Some(items) = value.as_array().filter(|_| schema.get("items").is_some_and(Value::is_object)) {
            for (index, item) in items.iter().enumerate() {
                self.collect_marked(&format!("{at}/items"), item, &format!("{place}/{index}"), keyword, depth + 1, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn violations(document: &Value, value: &Value) -> Vec<(String, String, String)> {
        let check = SchemaCheck::gather(document, "/components/schemas/S", Dialect::OpenApi30, Access::Write).unwrap();
        assert_eq!(check.is_valid(value), check.violations(value, 10).is_empty());
        check.violations(value, 10).into_iter().map(|found| (found.place, found.keyword, found.pointer)).collect()
    }

    fn triple(place: &str, keyword: &str, pointer: &str) -> (String, String, String) {
        (place.to_owned(), keyword.to_owned(), pointer.to_owned())
    }

    #[test]
    fn places_in_the_value_and_in_the_document_are_told() {
        let document = json!({"components": {"schemas": {
            "S": {
                "type": "object",
                "required": ["name", "id"],
                "properties": {
                    "id": {"type": "integer", "readOnly": true},
                    "name": {"type": "string", "maxLength": 3},
                    "day": {"$ref": "#/components/schemas/Day"},
                },
            },
            "Day": {"type": "string", "format": "date"},
        }}});
        let at = "/components/schemas/S";
        for (value, expected) in [
            (json!({"name": "ada"}), vec![]),
            (json!({}), vec![triple("/name", "required", &format!("{at}/required"))]),
            (json!({"name": "long"}), vec![triple("/name", "maxLength", &format!("{at}/properties/name/maxLength"))]),
            (json!({"name": "a", "day": "x"}), vec![triple("/day", "format", "/components/schemas/Day/format")]),
            (json!([]), vec![triple("", "type", &format!("{at}/type"))]),
        ] {
            assert_eq!(violations(&document, &value), expected, "{value}");
        }
        let check = SchemaCheck::gather(&document, at, Dialect::OpenApi30, Access::Write).unwrap();
        let marked = check.marked(&json!({"id": 1, "name": "a"}), "readOnly");
        assert_eq!(marked.iter().map(|found| found.place.as_str()).collect::<Vec<_>>(), ["/id"]);
    }

    #[test]
    fn the_alternative_that_was_meant_is_told_of() {
        let document = json!({"components": {"schemas": {
            "S": {
                "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                "discriminator": {"propertyName": "kind", "mapping": {"dog": "#/components/schemas/Dog"}},
            },
            "Cat": {"type": "object", "required": ["kind", "lives", "name"], "properties": {"lives": {"type": "integer"}}},
            "Dog": {"type": "object", "required": ["kind", "bark"], "properties": {"bark": {"type": "boolean"}}},
        }}});
        for (value, place, keyword) in [
            (json!({"kind": "Cat"}), "/lives", "required"),
            (json!({"kind": "dog", "bark": 1}), "/bark", "type"),
            (json!({"kind": "cow"}), "/kind", "discriminator"),
            (json!({}), "/kind", "required"),
            (json!(3), "", "type"),
        ] {
            let found = violations(&document, &value);
            assert_eq!((found[0].0.as_str(), found[0].1.as_str()), (place, keyword), "{value}: {found:?}");
        }
    }

    #[test]
    fn a_discriminator_decides_between_alternatives_that_overlap() {
        let branch =
            |required: Value| json!({"type": "object", "required": required, "properties": {"method": {"type": "string"}}});
        let document = json!({"components": {"schemas": {
            "S": {
                "oneOf": [{"$ref": "#/components/schemas/First"}, {"$ref": "#/components/schemas/Password"}],
                "discriminator": {"propertyName": "method", "mapping": {"password": "#/components/schemas/Password"}},
            },
            "First": branch(json!(["method", "user"])),
            "Password": branch(json!(["method", "user", "password"])),
        }}});
        let password = json!({"method": "password", "user": "ada", "password": "x"});
        for (value, expected) in [
            (password.clone(), vec![]),
            (json!({"method": "password", "user": "ada"}), vec![]),
            (json!({"method": "sms", "user": "ada", "password": "x"}), vec![triple("", "oneOf", "/components/schemas/S/oneOf")]),
        ] {
            assert_eq!(violations(&document, &value), expected, "{value}");
        }
        let check = SchemaCheck::gather(&document, "/components/schemas/S", Dialect::OpenApi30, Access::Write).unwrap();
        let asked: Vec<_> =
            check.named_alternatives().iter().map(|one| one["allOf"][1]["properties"]["method"].clone()).collect();
        assert_eq!(asked, [json!({"const": "First"}), json!({"const": "password"})]);
    }

    #[test]
    fn integers_are_held_to_the_range_of_their_format() {
        let document = json!({"components": {"schemas": {"S": {"type": "object", "properties": {
            "small": {"type": "integer", "format": "int32"},
            "large": {"type": "integer", "format": "int64", "minimum": 0},
            "format": {"type": "string", "enum": ["int32"]},
        }}}}});
        let at = |rest: &str| format!("/components/schemas/S/properties/{rest}");
        for (value, expected) in [
            (json!({"small": 2_147_483_647, "large": i64::MAX, "format": "int32"}), vec![]),
            (json!({"small": 2_147_483_648_u64}), vec![triple("/small", "format", &at("small/format"))]),
            (json!({"small": -2_147_483_649_i64}), vec![triple("/small", "format", &at("small/format"))]),
            (json!({"large": 9_223_372_036_854_775_808_u64}), vec![triple("/large", "format", &at("large/format"))]),
            (json!({"large": -1}), vec![triple("/large", "minimum", &at("large/minimum"))]),
        ] {
            assert_eq!(violations(&document, &value), expected, "{value}");
        }
    }
}
