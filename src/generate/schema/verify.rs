//! The check that has the last word: the crate `jsonschema`, kept behind this file. Its validators are built when they are
//! first needed, and then kept.

use std::sync::OnceLock;

use jsonschema::{FancyRegex, PatternOptions, Registry, ValidationError, Validator};
use serde_json::{Value, json};

use super::shape::Atom;
use crate::generate::json_pointer::fragment;

const ADDRESS: &str = "https://bundle.example/schema";

/// Builds validators for parts of a bundle.
#[derive(Debug)]
pub(super) struct Verifier {
    registry: OnceLock<Option<Registry<'static>>>,
}

/// The checks of one set of schemas.
#[derive(Debug)]
pub(super) struct Checks(Vec<(Atom, Option<Validator>)>);

impl Verifier {
    pub(super) fn new() -> Self {
        Self { registry: OnceLock::new() }
    }

    /// The validator for a part of the bundle.
    fn at(&self, document: &Value, pointer: &str) -> Option<Validator> {
        let registry = self.registry.get_or_init(|| {
            let resource = jsonschema::Resource::from_contents(document.clone());
            Registry::new().add(ADDRESS, resource).ok()?.prepare().ok()
        });
        jsonschema::options()
            .with_pattern_options(pattern_options())
            .should_validate_formats(true)
            .with_registry(registry.as_ref()?)
            .offline()
            .build(&json!({"$ref": format!("{ADDRESS}#{}", fragment(pointer))}))
            .ok()
    }

    /// The checks for a set of schemas.
    pub(super) fn checks(&self, document: &Value, atoms: &[Atom]) -> Checks {
        Checks(atoms.iter().map(|atom| (atom.clone(), self.at(document, atom.pointer()))).collect())
    }
}

/// How patterns are compiled: they may be any that ECMA-262 knows, and are held to a limit.
pub(super) fn pattern_options() -> PatternOptions<FancyRegex> {
    PatternOptions::fancy_regex().backtrack_limit(200_000).size_limit(1 << 22)
}

impl Checks {
    /// Whether a value passes.
    pub(super) fn pass(&self, value: &Value) -> bool {
        self.0.iter().all(|(atom, validator)| match (atom, validator) {
            (Atom::Is(_), Some(validator)) => validator.is_valid(value),
            (Atom::Not(_), Some(validator)) => !validator.is_valid(value),
            (_, None) => true,
        })
    }

    /// The first thing wrong with a value: the keyword, where it stands in the bundle, and a message.
    pub(super) fn first_error(&self, value: &Value) -> Option<(String, String, String)> {
        self.0.iter().find_map(|(atom, validator)| match (atom, validator.as_ref()?) {
            (Atom::Is(pointer), validator) => validator.iter_errors(value).next().map(|error| described(&error, pointer)),
            (Atom::Not(pointer), validator) => validator
                .is_valid(value)
                .then(|| ("not".to_owned(), pointer.to_string(), "A value is asked for that does not satisfy this".to_owned())),
        })
    }
}

fn described(error: &ValidationError<'_>, pointer: &str) -> (String, String, String) {
    let _ = pointer;
    let place = error.schema_path().as_str().to_owned();
    // Long values would fill the message.
    let message: String = error.masked().to_string().chars().take(300).collect();
    (error.kind().keyword().to_owned(), place, message)
}
