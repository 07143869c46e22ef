//! The discriminator of alternatives (OpenAPI 3.0.4, Discriminator Object): which of them a value says it is, and each of them
//! with what a value has to say for it.

use serde_json::{Value, json};

use super::dialect::BRANCH_NAMES;

/// A reference that leads to a reference, and so on, is followed this often.
const MAX_STEPS: usize = 16;

/// What stands beside alternatives in a converted document.
pub(super) struct Discriminator<'d> {
    /// The member that says which alternative is meant.
    pub(super) property: &'d str,
    branches: &'d [Value],
}

/// Which alternative a value says it is.
pub(super) enum Meant {
    /// It does not say.
    Unsaid,
    /// It names none that there is.
    Unknown,
    /// Nobody says which names there are.
    Open,
    /// The one at that index.
    Branch(usize),
}

impl<'d> Discriminator<'d> {
    /// That of a schema.
    pub(super) fn of(schema: &'d Value) -> Option<Self> {
        let named = schema.get(BRANCH_NAMES)?;
        let branches = named.get("names").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        Some(Self { property: named.get("property")?.as_str()?, branches })
    }

    /// That of the schema whose keyword (`oneOf`, `anyOf`) stands at a pointer.
    pub(super) fn beside(document: &'d Value, keyword: &str) -> Option<Self> {
        Self::of(document.pointer(keyword.rsplit_once('/')?.0)?)
    }

    /// Which alternative a value says it is; none where it has no members.
    pub(super) fn meant(&self, value: &Value) -> Option<Meant> {
        let Some(name) = value.as_object()?.get(self.property).and_then(Value::as_str) else { return Some(Meant::Unsaid) };
        Some(match self.branches.iter().position(|branch| names(branch).any(|one| one == name)) {
            Some(at) => Meant::Branch(at),
            None if self.known().is_empty() => Meant::Open,
            None => Meant::Unknown,
        })
    }

    /// The names of all alternatives.
    pub(super) fn known(&self) -> Vec<&'d str> {
        self.branches.iter().flat_map(names).collect()
    }
}

fn names(branch: &Value) -> impl Iterator<Item = &str> {
    branch.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The alternatives of a converted document's schema, each as a schema of its own that asks for the discriminator's value too;
/// empty where there is no discriminator.
pub(super) fn named_alternatives(document: &Value) -> Vec<Value> {
    let mut pointer = String::new();
    for _ in 0..MAX_STEPS {
        let Some(schema) = document.pointer(&pointer) else { break };
        if let Some(discriminator) = Discriminator::of(schema) {
            let keyword = if schema.get("oneOf").is_some() { "oneOf" } else { "anyOf" };
            let property = discriminator.property;
            let alternative = |(index, branch): (usize, &Value)| {
                let says =
                    json!({"type": "object", "required": [property], "properties": {property: {"const": names(branch).next()?}}});
                Some(json!({"allOf": [{"$ref": format!("#{pointer}/{keyword}/{index}")}, says]}))
            };
            return discriminator.branches.iter().enumerate().filter_map(alternative).collect();
        }
        let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#')) else {
            break;
        };
        pointer = target.to_owned();
    }
    Vec::new()
}
