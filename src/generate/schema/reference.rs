//! Where references lead: pointers into the document, `$id`s, anchors and dynamic anchors, all of them within the one
//! document that was given. Nothing is fetched.

use crate::generate::json_pointer::{self, token};
use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// How deep a document is searched for names. Deeper ones than a parser would read are not worth a stack overflow.
const MAX_NESTING: usize = 200;

/// A schema that a reference leads to.
#[derive(Clone, Debug)]
pub(super) struct Target<'d> {
    /// What it is called for good: the resource's address, `#`, and a pointer into it.
    pub(super) name: String,
    /// The schema.
    pub(super) schema: &'d Value,
    /// The address around it: its own `$id`, if any, is still to be seen from there.
    pub(super) base: String,
    /// A JSON pointer to it in the document.
    pub(super) pointer: String,
}

/// A part with a name.
#[derive(Clone, Debug)]
struct Named<'d> {
    schema: &'d Value,
    /// The address around it: its own `$id`, if any, is still to be seen from there.
    base: String,
    pointer: String,
}

/// The names that a document gives to its parts.
#[derive(Debug, Default)]
struct Names<'d> {
    resources: BTreeMap<String, Named<'d>>,
    anchors: BTreeMap<(String, String), Named<'d>>,
    /// The dynamic anchors by the address of the resource they are in.
    dynamic: BTreeMap<String, BTreeMap<String, Named<'d>>>,
}

/// Which resource a dynamic anchor of a name stands for: that of the outermost resource on the way here.
pub(super) type Scope = BTreeMap<String, String>;

/// Finds what references lead to.
#[derive(Debug)]
pub(super) struct Directory<'d> {
    root: &'d Value,
    schemas: &'d [&'d Value],
    root_is_schema: bool,
    names: OnceCell<Names<'d>>,
}

impl<'d> Directory<'d> {
    /// A directory of a document and of the schemas to be compiled, which are usually, but not always, part of it. The document
    /// is a schema itself, or a description with schemas in it.
    pub(super) fn new(root: &'d Value, schemas: &'d [&'d Value], root_is_schema: bool) -> Self {
        Self { root, schemas, root_is_schema, names: OnceCell::new() }
    }

    fn names(&self) -> &Names<'d> {
        self.names.get_or_init(|| {
            let mut names = Names::default();
            for schema in self.schemas {
                collect(schema, "", "", 0, Inside::Schema, &mut names);
            }
            if !self.schemas.iter().any(|schema| std::ptr::eq(self.root, *schema)) {
                let inside = if self.root_is_schema { Inside::Schema } else { Inside::Anything };
                collect(self.root, "", "", 0, inside, &mut names);
            }
            names
        })
    }

    /// What a reference leads to that stands in a part with this address.
    pub(super) fn find(&self, base: &str, reference: &str) -> Option<Target<'d>> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let address = if address.is_empty() { base.to_owned() } else { join(base, address) };
        let fragment = percent_decoded(fragment);
        if fragment.is_empty() || fragment.starts_with('/') {
            let start = if address.is_empty() {
                Named { schema: self.root, base: String::new(), pointer: String::new() }
            } else {
                self.names().resources.get(&address)?.clone()
            };
            let (schema, base) = walk(&start, &fragment)?;
            return Some(Target { name: format!("{address}#{fragment}"), schema, base, pointer: start.pointer + &fragment });
        }
        let found = self.names().anchors.get(&(address.clone(), fragment.clone()))?.clone();
        Some(Target { name: format!("{address}#{fragment}"), schema: found.schema, base: found.base, pointer: found.pointer })
    }

    /// Enters the resource of an address: its dynamic anchors hold from there on, where none of their name does yet.
    pub(super) fn enter(&self, base: &str, scope: &mut Scope) {
        for anchor in self.names().dynamic.get(base).into_iter().flat_map(BTreeMap::keys) {
            scope.entry(anchor.clone()).or_insert_with(|| base.to_owned());
        }
    }

    /// What a dynamic reference leads to: the schema with that dynamic anchor in the outermost resource that has one, if the
    /// reference by itself leads to one with such an anchor; otherwise the same as any reference.
    pub(super) fn find_dynamic(&self, base: &str, reference: &str, scope: &Scope) -> Option<Target<'d>> {
        let plain = self.find(base, reference)?;
        let anchor = plain.schema.get("$dynamicAnchor").and_then(Value::as_str);
        let recursive = plain.schema.get("$recursiveAnchor").and_then(Value::as_bool).unwrap_or(false);
        let wanted = match anchor {
            Some(anchor) if reference.ends_with(&format!("#{anchor}")) => anchor,
            _ if recursive => "",
            _ => return Some(plain),
        };
        let outermost = scope.get(wanted).and_then(|address| Some((address, self.names().dynamic.get(address)?.get(wanted)?)));
        match outermost {
            Some((address, found)) => Some(Target {
                name: format!("{address}#dynamic:{wanted}"),
                schema: found.schema,
                base: found.base.clone(),
                pointer: found.pointer.clone(),
            }),
            None => Some(plain),
        }
    }
}

/// Whether a dynamic anchor stands anywhere in a document, as deep as it is searched for names.
pub(super) fn has_dynamic_anchor(document: &Value) -> bool {
    fn within(value: &Value, depth: usize) -> bool {
        match value {
            _ if depth > MAX_NESTING => false,
            Value::Object(members) => members
                .iter()
                .any(|(name, member)| name == "$dynamicAnchor" || name == "$recursiveAnchor" || within(member, depth + 1)),
            Value::Array(items) => items.iter().any(|item| within(item, depth + 1)),
            _ => false,
        }
    }
    within(document, 0)
}

/// Follows a pointer, and the addresses it passes through.
fn walk<'d>(start: &Named<'d>, fragment: &str) -> Option<(&'d Value, String)> {
    let mut base = start.base.clone();
    let mut place = start.schema;
    for token in fragment.split('/').skip(1) {
        let token = json_pointer::name(token);
        base = base_within(place, &base);
        place = match place {
            Value::Object(members) => members.get(&token)?,
            Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some((place, base))
}

/// The address that references inside a schema start from.
pub(super) fn base_within(schema: &Value, base: &str) -> String {
    schema.as_object().and_then(|members| own_address(members, base)).unwrap_or_else(|| base.to_owned())
}

fn own_address(members: &Map<String, Value>, base: &str) -> Option<String> {
    let text = members.get("$id").or_else(|| members.get("id")).and_then(Value::as_str)?;
    let address = text.split('#').next().unwrap_or_default();
    (!address.is_empty()).then(|| join(base, address))
}

/// What the members of an object are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// Keywords of a schema.
    Schema,
    /// Schemas, by their names.
    Schemas,
    /// Parts of a description of which only some are schemas.
    Anything,
}

fn collect<'d>(value: &'d Value, outer: &str, pointer: &str, depth: usize, inside: Inside, names: &mut Names<'d>) {
    if depth > MAX_NESTING {
        return;
    }
    match value {
        Value::Object(members) => {
            let own = if inside == Inside::Schemas { None } else { own_address(members, outer) };
            let base = own.as_deref().unwrap_or(outer);
            let named = || Named { schema: value, base: outer.to_owned(), pointer: pointer.to_owned() };
            if let Some(address) = &own {
                names.resources.entry(address.clone()).or_insert_with(named);
            }
            for keyword in ["$anchor", "$dynamicAnchor", "$id", "id"] {
                let Some(text) = members.get(keyword).and_then(Value::as_str) else { continue };
                let name = if keyword.ends_with("id") { text.split_once('#').map_or("", |(_, name)| name) } else { text };
                if !name.is_empty() && inside != Inside::Schemas {
                    names.anchors.entry((base.to_owned(), name.to_owned())).or_insert_with(named);
                }
            }
            if let Some(anchor) = members.get("$dynamicAnchor").and_then(Value::as_str) {
                names.dynamic.entry(base.to_owned()).or_default().entry(anchor.to_owned()).or_insert_with(named);
            }
            if members.get("$recursiveAnchor").and_then(Value::as_bool) == Some(true) {
                names.dynamic.entry(base.to_owned()).or_default().entry(String::new()).or_insert_with(named);
            }
            for (name, member) in members {
                let next = match (inside, name.as_str()) {
                    (Inside::Schemas, _) => Some(Inside::Schema),
                    // What stands in these is data, whatever it looks like.
                    (_, "enum" | "const" | "example" | "examples" | "default") => None,
                    (Inside::Anything, _) => Some(Inside::Anything),
                    (
                        Inside::Schema,
                        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" | "dependencies",
                    ) => Some(Inside::Schemas),
                    (
                        Inside::Schema,
                        "allOf"
                        | "anyOf"
                        | "oneOf"
                        | "not"
                        | "if"
                        | "then"
                        | "else"
                        | "items"
                        | "prefixItems"
                        | "additionalItems"
                        | "contains"
                        | "propertyNames"
                        | "additionalProperties"
                        | "unevaluatedItems"
                        | "unevaluatedProperties",
                    ) => Some(Inside::Schema),
                    // An unknown keyword: what looks like a schema in it is none.
                    (Inside::Schema, _) => None,
                };
                if let Some(next) = next {
                    collect(member, base, &format!("{pointer}/{}", token(name)), depth + 1, next, names);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, outer, &format!("{pointer}/{index}"), depth + 1, inside, names);
            }
        }
        _ => {}
    }
}

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code =
            after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok()).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match code {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// An address (without fragment) as seen from another one.
fn join(base: &str, address: &str) -> String {
    let scheme_end = |text: &str| text.find(':').filter(|end| !text.get(..*end).unwrap_or_default().contains(['/', '?']));
    if scheme_end(address).is_some() || base.is_empty() {
        return address.to_owned();
    }
    let path_start = match (scheme_end(base), base.find("://")) {
        (_, Some(end)) => base.get(end + 3..).and_then(|rest| rest.find('/')).map_or(base.len(), |at| end + 3 + at),
        (Some(end), None) => end + 1,
        (None, None) => 0,
    };
    let (origin, path) = base.split_at(path_start);
    if address.starts_with('/') {
        return format!("{origin}{address}");
    }
    let folder = path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or("/");
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').filter(|step| !step.is_empty()).chain(address.split('/')) {
        match step {
            "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    format!("{origin}/{}", steps.join("/"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn addresses_are_joined() {
        for (base, address, expected) in [
            ("", "item.json", "item.json"),
            ("http://localhost:1234/root.json", "item.json", "http://localhost:1234/item.json"),
            ("http://localhost:1234/a/b/root.json", "../item.json", "http://localhost:1234/a/item.json"),
            ("http://localhost:1234", "item.json", "http://localhost:1234/item.json"),
            ("http://localhost/a/b", "/c", "http://localhost/c"),
            ("http://localhost/a", "urn:example:b", "urn:example:b"),
        ] {
            assert_eq!(join(base, address), expected, "{base} + {address}");
        }
    }

    #[test]
    fn references_are_found() {
        let document = json!({
            "$id": "http://example.com/root.json",
            "definitions": {
                "a/b": {"type": "string"},
                "c%d": {"type": "null"},
                "named": {"$anchor": "here", "type": "integer"},
                "own": {"$id": "own.json", "definitions": {"inner": {"type": "boolean"}}},
            },
        });
        let schemas = [&document];
        let directory = Directory::new(&document, &schemas, true);
        let base = "http://example.com/root.json";
        for (reference, expected) in [
            ("#/definitions/a~1b", "string"),
            ("#/definitions/c%25d", "null"),
            ("#here", "integer"),
            ("root.json#here", "integer"),
            ("own.json#/definitions/inner", "boolean"),
        ] {
            let found = directory.find(base, reference).unwrap_or_else(|| panic!("{reference} leads nowhere"));
            assert_eq!(found.schema["type"], expected, "{reference}");
        }
        assert!(directory.find(base, "#nowhere").is_none());
        assert!(directory.find(base, "other.json").is_none());
    }
}
