//! What a schema is compiled with and what comes out of it: the dialect it is written in, who will read the value, the
//! limits, the mode of an answer, and the answer itself with its edges and misses.

use std::sync::Arc;

use serde_json::Value;

use crate::generate::faker::Locale;
use crate::generate::field::{Edge, Overrides};

/// The language a schema is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// JSON Schema draft 4.
    Draft4,
    /// JSON Schema draft 6.
    Draft6,
    /// JSON Schema draft 7.
    Draft7,
    /// JSON Schema 2019-09.
    Draft201909,
    /// JSON Schema 2020-12.
    #[default]
    Draft202012,
    /// OpenAPI 2.0 ("Swagger").
    OpenApi20,
    /// OpenAPI 3.0.
    OpenApi30,
    /// OpenAPI 3.1 and 3.2, whose schemas are JSON Schema 2020-12.
    OpenApi31,
}

impl Dialect {
    /// The dialect of the schemas in an OpenAPI document, by the version that it names.
    pub fn of_openapi(document: &Value) -> Self {
        let version = document.get("openapi").or_else(|| document.get("swagger"));
        let version = version.map(ToString::to_string).unwrap_or_default();
        match version.trim_matches('"') {
            version if version.starts_with('2') => Self::OpenApi20,
            version if version.starts_with("3.0") => Self::OpenApi30,
            _ => Self::OpenApi31,
        }
    }

    /// In older dialects a reference stands alone: whatever is written beside it does not count.
    pub(super) fn reference_stands_alone(self) -> bool {
        matches!(self, Self::Draft4 | Self::Draft6 | Self::Draft7 | Self::OpenApi20 | Self::OpenApi30)
    }

    /// Whether `$id`, `$anchor` and the like say where references lead.
    pub(super) fn names_resources(self) -> bool {
        !matches!(self, Self::OpenApi20 | Self::OpenApi30)
    }

    /// Whether OpenAPI's formats of numbers have a meaning.
    pub(super) fn is_openapi(self) -> bool {
        matches!(self, Self::OpenApi20 | Self::OpenApi30 | Self::OpenApi31)
    }

    /// Whether `nullable` and OpenAPI's own string formats have a meaning.
    pub(super) fn is_early_openapi(self) -> bool {
        matches!(self, Self::OpenApi20 | Self::OpenApi30)
    }
}

/// Who sends the value, which decides on members that only one side may send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Access {
    /// A response: `writeOnly` members are left out.
    Read,
    /// A request: `readOnly` members are left out.
    Write,
    /// Neither is left out.
    #[default]
    Both,
}

/// How large a value may get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Beyond this many levels, optional members and items are left out.
    pub max_depth: usize,
    /// Beyond this many values in one answer, optional members and items are left out.
    pub max_values: usize,
    /// The longest string that is made, in characters. A schema that asks for more is a miss.
    pub max_characters: usize,
    /// The longest array (and the largest object) that is made. A schema that asks for more is a miss.
    pub max_items: usize,
    /// Beyond this many characters in one answer, strings no longer go to their limits: a long list of them would take
    /// megabytes, and a server's time.
    pub max_text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_depth: 8, max_values: 4_000, max_characters: 100_000, max_items: 10_000, max_text: 200_000 }
    }
}

/// What a schema is compiled with.
#[derive(Clone, Debug, Default)]
pub struct SchemaOptions {
    /// The language the schema is written in.
    pub dialect: Dialect,
    /// Who sends the value.
    pub access: Access,
    /// Whether the schema's own examples and defaults are used where they satisfy it.
    pub use_examples: bool,
    /// Where names, addresses and texts come from.
    pub locale: Locale,
    /// What the project says of fields of some names; used where it satisfies the schema.
    pub overrides: Arc<Overrides>,
    /// How large a value may get.
    pub limits: Limits,
}

/// What kind of values an answer is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Values as they are met in daily life.
    #[default]
    Normal,
    /// Values at their limits, all of them valid.
    Edge {
        /// The number of the answer, if it is known: then consecutive answers walk through all boundaries in turn. Otherwise
        /// the seed decides.
        round: Option<u64>,
    },
}

/// A constraint that could not be met, or a limit that was in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Where the constraint stands: a JSON pointer into the document that was compiled.
    pub pointer: String,
    /// The keyword, for example `minLength`.
    pub constraint: String,
    /// What is wrong, and what can be done.
    pub message: String,
}

impl Miss {
    pub(super) fn new(pointer: &str, constraint: &str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), constraint: constraint.to_owned(), message: message.into() }
    }
}

/// A value made from a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    /// The value. It satisfies the schema if there are no misses.
    pub value: Value,
    /// What was pushed to which edge.
    pub edges: Vec<Edge>,
    /// What could not be met.
    pub misses: Vec<Miss>,
}

/// Something in a schema that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {message}")]
pub struct SchemaError {
    /// Where it stands: a JSON pointer into the document that was compiled.
    pub pointer: String,
    /// What is wrong, and what can be done.
    pub message: String,
}
