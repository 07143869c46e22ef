//! Schemas with all that they refer to, gathered into a document of its own in JSON Schema 2020-12. What a plan knows
//! about its schema is here, and the document it came from can go. The schemas of one document share what they refer to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::dialect::{Conversion, References};
use super::options::{Dialect, SchemaError, SchemaOptions};
use super::reference::{Directory, Scope, Target, base_within, has_dynamic_anchor};

/// More parts than this are not gathered: what they say is taken as "anything".
const MAX_PARTS: usize = 100_000;

/// Where the first schema stands in the bundle.
pub(super) const ENTRY: &str = "/$defs/s0";

/// Where the schema of that number stands in the bundle.
pub(super) fn entry(index: usize) -> Arc<str> {
    Arc::from(format!("/$defs/s{index}"))
}

/// Schemas and what they refer to.
#[derive(Debug)]
pub(super) struct Bundle {
    /// `{"$ref": "#/$defs/s0", "$defs": {"s0": ..., "s1": ...}}`
    pub(super) document: Value,
    /// Where each part stood in the document that was given.
    origins: Vec<String>,
    /// What could not be used.
    pub(super) problems: Vec<SchemaError>,
}

impl Bundle {
    /// Gathers a schema.
    pub(super) fn gather(schema: &Value, root: &Value, options: &SchemaOptions) -> Self {
        Self::gather_all(&[schema], root, options)
    }

    /// Gathers schemas, which stand first in the bundle, in their order.
    pub(super) fn gather_all(schemas: &[&Value], root: &Value, options: &SchemaOptions) -> Self {
        let directory = Directory::new(
            root,
            schemas,
            !matches!(options.dialect, Dialect::OpenApi20 | Dialect::OpenApi30 | Dialect::OpenApi31),
        );
        let root_base = if options.dialect.names_resources() { base_within(root, "") } else { String::new() };
        // Looking for dynamic anchors in a large description takes longer than all the rest.
        let has_scopes =
            options.dialect.names_resources() && schemas.iter().chain([&root]).any(|schema| has_dynamic_anchor(schema));
        let mut gathering = Gathering {
            directory,
            numbers: BTreeMap::new(),
            waiting: VecDeque::new(),
            scopes: Vec::new(),
            has_scopes,
            count: schemas.len(),
        };
        let mut parts = Map::new();
        let mut origins = vec![String::new(); schemas.len()];
        let mut problems = Vec::new();
        for (number, schema) in schemas.iter().enumerate() {
            let base = if std::ptr::eq(root, *schema) { "" } else { &root_base };
            gathering.scopes = vec![Scope::new()];
            gathering.enter(base);
            let mut conversion =
                Conversion { dialect: options.dialect, access: options.access, references: &mut gathering, problems: Vec::new() };
            let part = conversion.convert(schema, "", base, &BTreeSet::new(), 0);
            problems.append(&mut conversion.problems);
            parts.insert(format!("s{number}"), part);
        }
        while let Some((number, target, scope)) = gathering.waiting.pop_front() {
            gathering.scopes = vec![scope];
            let mut conversion =
                Conversion { dialect: options.dialect, access: options.access, references: &mut gathering, problems: Vec::new() };
            let part = conversion.convert(target.schema, &target.pointer, &target.base, &BTreeSet::new(), 0);
            problems.append(&mut conversion.problems);
            parts.insert(format!("s{number}"), part);
            origins.push(target.pointer);
        }
        // A well-known schema of schemas: the empty schema satisfies each of them.
        if gathering.numbers.contains_key(META_SCHEMA) {
            parts.insert("meta".to_owned(), json!({"type": "object", "maxProperties": 0}));
        }
        let document = json!({"$ref": format!("#{ENTRY}"), "$defs": parts});
        Self { document, origins, problems }
    }

    /// How many parts there are.
    pub(super) fn len(&self) -> usize {
        self.origins.len()
    }

    /// The document alone.
    pub(super) fn into_document(self) -> Value {
        self.document
    }

    /// The schema at a pointer into the bundle.
    pub(super) fn at(&self, pointer: &str) -> &Value {
        self.document.pointer(pointer).unwrap_or(&Value::Bool(true))
    }

    /// Where something in the bundle stood in the document that was given.
    pub(super) fn origin(&self, pointer: &str) -> String {
        let Some(rest) = pointer.strip_prefix("/$defs/s") else { return pointer.to_owned() };
        let (number, inner) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let origin = number.parse::<usize>().ok().and_then(|number| self.origins.get(number));
        format!("{}{inner}", origin.map_or("", String::as_str))
    }
}

const META_SCHEMA: &str = "meta-schema";

struct Gathering<'d> {
    directory: Directory<'d>,
    numbers: BTreeMap<String, usize>,
    waiting: VecDeque<(usize, Target<'d>, Scope)>,
    /// The scopes that the part being converted is in, one inside the other.
    scopes: Vec<Scope>,
    /// Whether there is any dynamic anchor, so that scopes matter.
    has_scopes: bool,
    count: usize,
}

impl References for Gathering<'_> {
    fn rewritten(&mut self, base: &str, reference: &str, dynamic: bool) -> Option<String> {
        let mut scope = self.scopes.last().cloned().unwrap_or_default();
        let found =
            if dynamic { self.directory.find_dynamic(base, reference, &scope) } else { self.directory.find(base, reference) };
        let Some(target) = found else {
            if reference.starts_with("http://json-schema.org/draft") || reference.starts_with("https://json-schema.org/draft") {
                self.numbers.insert(META_SCHEMA.to_owned(), 0);
                return Some("#/$defs/meta".to_owned());
            }
            return None;
        };
        // Resources around it that the reference passes over are not entered.
        if self.has_scopes {
            self.directory.enter(&base_within(target.schema, &target.base), &mut scope);
        }
        // The same schema says something else where its dynamic references lead elsewhere.
        let name = scope.iter().fold(target.name.clone(), |name, (anchor, address)| format!("{name} {anchor}={address}"));
        if let Some(number) = self.numbers.get(&name) {
            return Some(format!("#/$defs/s{number}"));
        }
        if self.count >= MAX_PARTS {
            return None;
        }
        let number = self.count;
        self.count += 1;
        self.numbers.insert(name, number);
        self.waiting.push_back((number, target, scope));
        Some(format!("#/$defs/s{number}"))
    }

    fn enter(&mut self, base: &str) {
        let mut scope = self.scopes.last().cloned().unwrap_or_default();
        if self.has_scopes {
            self.directory.enter(base, &mut scope);
        }
        self.scopes.push(scope);
    }

    fn leave(&mut self) {
        self.scopes.pop();
    }

    fn is_marked(&self, base: &str, reference: &str, keyword: &str) -> bool {
        self.directory
            .find(base, reference)
            .is_some_and(|target| target.schema.get(keyword).and_then(Value::as_bool) == Some(true))
    }
}
