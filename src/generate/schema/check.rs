//! The check of values that came from elsewhere against a schema of a larger document: what is wrong with a value, where in the
//! value, and where the document says so. Compiled when it is first needed.

use std::sync::OnceLock;

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use serde_json::Value;

use super::bundle::{Bundle, ENTRY};
use super::dialect::BRANCH_NAMES;
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
        self.validator().is_none_or(|validator| validator.is_valid(value))
    }

    /// What is wrong with a value, the first `limit` things.
    pub fn violations(&self, value: &Value, limit: usize) -> Vec<SchemaViolation> {
        let mut found = Vec::new();
        for error in self.validator().into_iter().flat_map(|validator| validator.iter_errors(value)).take(limit) {
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
        let around = path.rsplit_once('/').map_or("", |(around, _)| around);
        let named = self.bundle.document.pointer(around).and_then(|schema| schema.get(BRANCH_NAMES));
        let mut chosen = None;
        if let Some(named) = named
            && let Some(property) = named.get("property").and_then(Value::as_str)
            && let Some(object) = value.pointer(place).and_then(Value::as_object)
        {
            let branches = named.get("names").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            let known: Vec<&str> = branches.iter().flat_map(names).collect();
            let member = format!("{place}/{}", token(property));
            let wrong = |keyword: &str, message: String| SchemaViolation {
                place: member.clone(),
                keyword: keyword.to_owned(),
                message,
                pointer: self.origin(path),
            };
            match object.get(property).and_then(Value::as_str) {
                None => {
                    return found.push(wrong(
                        "required",
                        format!("{property} has to say which of the alternatives is meant: {}", known.join(", ")),
                    ));
                }
                Some(name) => match branches.iter().position(|branch| names(branch).any(|one| one == name)) {
                    Some(at) => chosen = context.get(at),
                    None if known.is_empty() => {}
                    None => {
                        return found.push(wrong(
                            "discriminator",
                            format!("{property} names none of the alternatives: {}", known.join(", ")),
                        ));
                    }
                },
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

/// The discriminator's values that stand for a branch.
fn names(branch: &Value) -> impl Iterator<Item = &str> {
    branch.as_array().into_iter().flatten().filter_map(Value::as_str)
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
}
