//! What several schemas say about the members of one object: which of them a name concerns, and what they demand of it.

use std::sync::Arc;

use super::node::Table;
use super::pattern::Pattern;
use super::shape::{Atom, Shape, Unevaluated};
use crate::generate::json_pointer::token;

/// What all schemas together say about members.
#[derive(Debug)]
pub(super) struct Layers {
    layers: Vec<Layer>,
    extra: Vec<(String, Atom)>,
}

/// What one schema says about members.
#[derive(Debug)]
struct Layer {
    pointer: Arc<str>,
    scopes: Vec<u32>,
    names: Vec<String>,
    patterns: Vec<Arc<Pattern>>,
    has_additional: bool,
    /// Set on what stands for `unevaluatedProperties`: the scope it speaks for; `scopes` are those around it.
    unevaluated: Option<u32>,
}

impl Layers {
    /// Those of a shape, and all patterns of names in them.
    pub(super) fn new(shape: &Shape, table: &Table) -> (Self, Vec<Arc<Pattern>>) {
        let mut layers: Vec<Layer> = Vec::new();
        let mut name_patterns = Vec::new();
        for layer in &shape.member_layers {
            let compiled = || layer.patterns.iter().filter_map(|source| table.pattern(source));
            name_patterns.extend(compiled());
            layers.push(Layer {
                pointer: Arc::clone(&layer.pointer),
                scopes: layer.scopes.clone(),
                names: layer.names.clone(),
                patterns: compiled().collect(),
                has_additional: layer.has_additional,
                unevaluated: None,
            });
        }
        for Unevaluated { pointer, scope, around } in &shape.unevaluated_members {
            layers.push(Layer {
                pointer: Arc::clone(pointer),
                scopes: around.clone(),
                names: Vec::new(),
                patterns: Vec::new(),
                has_additional: false,
                unevaluated: Some(*scope),
            });
        }
        (Self { layers, extra: shape.extra_members.clone() }, name_patterns)
    }

    /// Whether members are described that are not named: a map.
    pub(super) fn describe_others(&self, table: &Table) -> bool {
        let has_patterns = self.layers.iter().any(|layer| !layer.patterns.is_empty());
        has_patterns || self.layers.iter().any(|layer| layer.unevaluated.is_none() && layer.describes_rest(table))
    }

    /// Whether members are described whose names match nothing.
    pub(super) fn describe_rest(&self, table: &Table) -> bool {
        self.layers.iter().any(|layer| layer.describes_rest(table))
    }

    /// What is demanded of the member of a name.
    pub(super) fn atoms_of(&self, name: &str) -> Vec<Atom> {
        let mut atoms: Vec<Atom> = self.extra.iter().filter(|(other, _)| other == name).map(|(_, atom)| atom.clone()).collect();
        for layer in &self.layers {
            if let Some(scope) = layer.unevaluated {
                let evaluates = |other: &Layer| {
                    let is_known = other.unevaluated.is_some() || other.has_additional || other.knows(name);
                    other.scopes.contains(&scope) && is_known
                };
                if !self.layers.iter().any(evaluates) {
                    atoms.push(Atom::Is(Arc::clone(&layer.pointer)));
                }
                continue;
            }
            let named = layer.names.iter().any(|other| other == name);
            if named {
                atoms.push(Atom::Is(Arc::from(format!("{}/properties/{}", layer.pointer, token(name)))));
            }
            let mut matched = false;
            for pattern in layer.patterns.iter().filter(|pattern| pattern.matches(name)) {
                matched = true;
                atoms.push(Atom::Is(Arc::from(format!("{}/patternProperties/{}", layer.pointer, token(&pattern.source)))));
            }
            if !named && !matched && layer.has_additional {
                atoms.push(Atom::Is(Arc::from(format!("{}/additionalProperties", layer.pointer))));
            }
        }
        atoms
    }
}

impl Layer {
    fn describes_rest(&self, table: &Table) -> bool {
        let is_described = |pointer: &str| table.bundle.at(pointer).is_object();
        match self.unevaluated {
            Some(_) => is_described(&self.pointer),
            None => self.has_additional && is_described(&format!("{}/additionalProperties", self.pointer)),
        }
    }

    fn knows(&self, name: &str) -> bool {
        self.names.iter().any(|other| other == name) || self.patterns.iter().any(|pattern| pattern.matches(name))
    }
}
