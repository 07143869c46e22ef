//! A value as XML, the way a schema's `xml` says it (OpenAPI 3.1, XML Object): names, prefixes, namespaces, attributes, and
//! lists with or without an element around them.

use std::fmt::Write;

use serde_json::Value;

use super::body::plain;
use crate::contract::SchemaAt;

/// References and compositions are followed this deep.
const MAX_STEPS: usize = 16;
/// Values nested more deeply are left out.
const MAX_DEPTH: usize = 64;

/// A document with that value.
pub(super) fn document(document: &Value, schema: Option<&SchemaAt>, value: Option<&Value>) -> String {
    let schema = Schema::of(document, schema.and_then(|schema| schema.value(document)));
    let name = schema.xml("name").and_then(Value::as_str).map(str::to_owned).or_else(|| schema.component.clone());
    let mut written = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let name = name.unwrap_or_else(|| "root".to_owned());
    match value {
        Some(Value::Array(items)) => {
            // A document has one element at its top, also where the list is not wrapped.
            let (start, end) = tags(&schema, &name);
            let _ = writeln!(written, "<{start}>");
            let item_schema = schema.items();
            let item_name = item_schema.name(item_schema.component.as_deref().unwrap_or("item"));
            items.iter().for_each(|item| element(&mut written, &item_schema, &item_name, item, 1));
            let _ = writeln!(written, "</{end}>");
        }
        Some(value) => element(&mut written, &schema, &name, value, 0),
        None => {
            let _ = writeln!(written, "<{name}/>");
        }
    }
    written
}

/// Text as it stands in XML and HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// All parts of a schema that hold at once or by choice, references followed.
struct Schema<'d> {
    document: &'d Value,
    parts: Vec<&'d Value>,
    /// The name of the component that it is.
    component: Option<String>,
}

impl<'d> Schema<'d> {
    fn of(document: &'d Value, schema: Option<&'d Value>) -> Self {
        let mut found = Self { document, parts: Vec::new(), component: None };
        if let Some(schema) = schema {
            found.gather(schema, 0);
        }
        found
    }

    fn gather(&mut self, schema: &'d Value, steps: usize) {
        if steps > MAX_STEPS {
            return;
        }
        self.parts.push(schema);
        if let Some(pointer) = schema.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#')) {
            let decoded = percent_encoding::percent_decode_str(pointer).decode_utf8_lossy();
            if steps == 0 || (self.parts.len() <= MAX_STEPS && self.component.is_none()) {
                self.component = decoded.rsplit('/').next().map(str::to_owned);
            }
            if let Some(target) = self.document.pointer(&decoded) {
                self.gather(target, steps + 1);
            }
        }
        for part in ["allOf", "oneOf", "anyOf"].iter().filter_map(|key| schema.get(key)?.as_array()).flatten() {
            self.gather(part, steps + 1);
        }
    }

    fn get(&self, key: &str) -> Option<&'d Value> {
        self.parts.iter().find_map(|part| part.get(key))
    }

    fn xml(&self, key: &str) -> Option<&'d Value> {
        self.parts.iter().find_map(|part| part.get("xml")?.get(key))
    }

    fn is(&self, key: &str) -> bool {
        self.xml(key).and_then(Value::as_bool).unwrap_or_default()
    }

    fn property(&self, name: &str) -> Self {
        Self::of(self.document, self.parts.iter().find_map(|part| part.get("properties")?.get(name)))
    }

    fn items(&self) -> Self {
        Self::of(self.document, self.get("items"))
    }

    /// The name with its prefix, where the schema does not say another one.
    fn name(&self, usual: &str) -> String {
        self.xml("name").and_then(Value::as_str).unwrap_or(usual).to_owned()
    }
}

/// What stands in the first tag and what in the last.
fn tags(schema: &Schema<'_>, name: &str) -> (String, String) {
    let prefix = schema.xml("prefix").and_then(Value::as_str);
    let name = element_name(name);
    let full = prefix.map_or_else(|| name.clone(), |prefix| format!("{prefix}:{name}"));
    let namespace = schema.xml("namespace").and_then(Value::as_str).map(|namespace| {
        let colon = prefix.map_or_else(String::new, |prefix| format!(":{prefix}"));
        format!(" xmlns{colon}=\"{}\"", escaped(namespace))
    });
    (format!("{full}{}", namespace.unwrap_or_default()), full)
}

/// A name that XML takes.
fn element_name(name: &str) -> String {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let name: String = name.chars().map(|c| if is_name(c) { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_alphabetic() || c == '_') { name } else { format!("_{name}") }
}

fn element(written: &mut String, schema: &Schema<'_>, name: &str, value: &Value, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    let indent = "  ".repeat(depth);
    let (mut start, end) = tags(schema, name);
    match value {
        Value::Object(members) => {
            let (attributes, elements): (Vec<_>, Vec<_>) = members
                .iter()
                .map(|(key, value)| (key, value, schema.property(key)))
                .partition(|(.., schema)| schema.is("attribute"));
            for (key, value, schema) in attributes {
                let _ = write!(start, " {}=\"{}\"", element_name(&schema.name(key)), escaped(&plain(value)));
            }
            if elements.is_empty() {
                let _ = writeln!(written, "{indent}<{start}/>");
                return;
            }
            let _ = writeln!(written, "{indent}<{start}>");
            for (key, value, schema) in elements {
                match value {
                    Value::Array(items) => list(written, &schema, key, items, depth + 1),
                    value => element(written, &schema, &schema.name(key), value, depth + 1),
                }
            }
            let _ = writeln!(written, "{indent}</{end}>");
        }
        Value::Array(items) => list(written, schema, name, items, depth),
        Value::Null => written.push_str(&format!("{indent}<{start}/>\n")),
        value => written.push_str(&format!("{indent}<{start}>{}</{end}>\n", escaped(&plain(value)))),
    }
}

/// Its items one after the other; an element around them only where the schema asks for it. Without one, the list's own
/// name counts for nothing.
fn list(written: &mut String, schema: &Schema<'_>, key: &str, items: &[Value], depth: usize) {
    let item_schema = schema.items();
    let item_name = item_schema.name(key);
    if !schema.is("wrapped") {
        items.iter().for_each(|item| element(written, &item_schema, &item_name, item, depth));
        return;
    }
    let indent = "  ".repeat(depth);
    let (start, end) = tags(schema, &schema.name(key));
    let _ = writeln!(written, "{indent}<{start}>");
    items.iter().for_each(|item| element(written, &item_schema, &item_name, item, depth + 1));
    let _ = writeln!(written, "{indent}</{end}>");
}
