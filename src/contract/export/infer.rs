//! A JSON Schema (2020-12) from examples: the types that were seen, members that every object had as required, and the formats
//! that every text had. It demands nothing that an example did not show.

use std::sync::LazyLock;

use jiff::{Timestamp, civil};
use regex::Regex;
use serde_json::{Map, Value, json};

/// A schema that all of the examples are valid against; `{}` where there are none.
pub(super) fn schema_of<'v>(examples: impl IntoIterator<Item = &'v Value>) -> Value {
    let mut seen = Seen::default();
    examples.into_iter().for_each(|example| seen.add(example));
    seen.schema()
}

/// What was seen at one place of the examples.
#[derive(Debug, Default)]
struct Seen {
    null: bool,
    boolean: bool,
    integer: bool,
    /// An integer that needs more than 32 bits.
    large: bool,
    number: bool,
    text: bool,
    /// The format of all the texts so far; none where they have none in common.
    format: Option<&'static str>,
    /// How many objects.
    objects: usize,
    /// The members in the order in which they were first seen, each with how many objects had it.
    members: Vec<(String, usize, Seen)>,
    array: bool,
    item: Option<Box<Seen>>,
}

impl Seen {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Null => self.null = true,
            Value::Bool(_) => self.boolean = true,
            Value::Number(number) if number.is_i64() || number.is_u64() => {
                self.integer = true;
                self.large |= number.as_i64().is_none_or(|number| i32::try_from(number).is_err());
            }
            Value::Number(_) => self.number = true,
            Value::String(text) => {
                let format = format_of(text);
                self.format = if self.text { self.format.filter(|known| format == Some(*known)) } else { format };
                self.text = true;
            }
            Value::Array(items) => {
                self.array = true;
                if !items.is_empty() {
                    let item = self.item.get_or_insert_default();
                    items.iter().for_each(|value| item.add(value));
                }
            }
            Value::Object(members) => {
                self.objects += 1;
                members.iter().for_each(|(name, value)| self.member(name).add(value));
            }
        }
    }

    /// What was seen in the members of that name, one more object having it.
    fn member(&mut self, name: &str) -> &mut Self {
        let at = self.members.iter().position(|(known, ..)| known == name).unwrap_or_else(|| {
            self.members.push((name.to_owned(), 0, Self::default()));
            self.members.len() - 1
        });
        let (_, count, seen) = &mut self.members[at];
        *count += 1;
        seen
    }

    fn schema(&self) -> Value {
        let types: Vec<&str> = [
            ("object", self.objects > 0),
            ("array", self.array),
            ("string", self.text),
            ("number", self.number),
            ("integer", self.integer && !self.number),
            ("boolean", self.boolean),
            ("null", self.null),
        ]
        .into_iter()
        .filter_map(|(name, seen)| seen.then_some(name))
        .collect();
        let mut schema = Map::new();
        match types.as_slice() {
            [] => {}
            [only] => drop(schema.insert("type".to_owned(), json!(only))),
            several => drop(schema.insert("type".to_owned(), json!(several))),
        }
        let number_format = (self.integer && self.large && !self.number).then_some("int64");
        // A format speaks of one type only, so with texts and numbers at one place neither is named.
        let format = if self.text { self.format.filter(|_| !self.integer) } else { number_format };
        schema.extend(format.map(|format| ("format".to_owned(), json!(format))));
        if self.objects > 0 {
            let properties: Map<_, _> = self.members.iter().map(|(name, _, seen)| (name.clone(), seen.schema())).collect();
            let always = self.members.iter().filter(|(_, count, _)| *count == self.objects);
            let required: Vec<_> = always.map(|(name, ..)| name.as_str()).collect();
            schema.insert("properties".to_owned(), Value::Object(properties));
            if !required.is_empty() {
                schema.insert("required".to_owned(), json!(required));
            }
        }
        schema.extend(self.item.as_ref().map(|item| ("items".to_owned(), item.schema())));
        Value::Object(schema)
    }
}

static UUID: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$").ok());
static DATE_TIME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$").ok());
static EMAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$").ok());
static URI: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:\d+)?([/?#]\S*)?$").ok());

/// The format (JSON Schema 2020-12, section 7.3) that a text has.
fn format_of(text: &str) -> Option<&'static str> {
    let fits = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    if fits(&UUID) {
        Some("uuid")
    } else if fits(&DATE_TIME) && text.parse::<Timestamp>().is_ok() {
        Some("date-time")
    } else if text.len() == 10 && text.as_bytes().get(4) == Some(&b'-') && text.parse::<civil::Date>().is_ok() {
        Some("date")
    } else if fits(&EMAIL) && !text.contains("..") {
        Some("email")
    } else if fits(&URI) && text.is_ascii() && !text.contains(['{', '}', '<', '>', '"', '\\', '^', '`', '|', '%']) {
        Some("uri")
    } else {
        text.parse::<std::net::Ipv4Addr>().is_ok().then_some("ipv4")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_say_types_formats_and_what_is_required() {
        let table = [
            (json!([]), json!({})),
            (json!([null]), json!({ "type": "null" })),
            (json!([1, 2.5]), json!({ "type": "number" })),
            (json!([1, 3_000_000_000_u64]), json!({ "type": "integer", "format": "int64" })),
            (json!(["2025-01-31T10:00:00Z", "2025-02-01T10:00:00.5+02:00"]), json!({ "type": "string", "format": "date-time" })),
            (json!(["2025-01-31", "later"]), json!({ "type": "string" })),
            (json!(["later", "2025-01-31"]), json!({ "type": "string" })),
            (json!(["2025-02-30"]), json!({ "type": "string" })),
            (json!(["a@b.example"]), json!({ "type": "string", "format": "email" })),
            (json!(["https://a.example/b?c=d", "{{url}}"]), json!({ "type": "string" })),
            (json!(["https://a.example/b?c=d"]), json!({ "type": "string", "format": "uri" })),
            (json!(["6f9619ff-8b86-d011-b42d-00cf4fc964ff", null]), json!({ "type": ["string", "null"], "format": "uuid" })),
            (json!(["10.0.0.1"]), json!({ "type": "string", "format": "ipv4" })),
            (json!([[], [1]]), json!({ "type": "array", "items": { "type": "integer" } })),
            (json!([[]]), json!({ "type": "array" })),
            (
                json!([{ "a": 1, "b": true }, { "a": 2 }]),
                json!({
                    "type": "object", "required": ["a"],
                    "properties": { "a": { "type": "integer" }, "b": { "type": "boolean" } }
                }),
            ),
            (json!([{}]), json!({ "type": "object", "properties": {} })),
        ];
        for (examples, expected) in table {
            let examples = examples.as_array().unwrap();
            let schema = schema_of(examples);
            assert_eq!(schema, expected, "{examples:?}");
            let validator = jsonschema::validator_for(&schema).unwrap();
            assert!(examples.iter().all(|example| validator.is_valid(example)), "{schema}");
        }
    }
}
