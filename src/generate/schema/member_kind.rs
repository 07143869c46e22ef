//! What the name of a member says about its values, where its schema leaves one type to them.

use std::sync::Arc;

use serde_json::Value;

use super::node::{Kind, Node, Table};
use super::shape::Shape;
use crate::generate::field::{self, Hint, JsonType};

/// What a member's name says about its values, or about those of its items.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Inferred {
    pub(super) kind: Option<(&'static field::Kind, JsonType, Option<&'static str>)>,
    pub(super) item: Option<(&'static field::Kind, JsonType, Option<&'static str>)>,
}

/// What the object is called by what holds it.
pub(super) fn parent_name(shape: &Shape, table: &Table) -> Option<String> {
    let mut pointer: &str = &shape.pointer;
    for _ in 0..4 {
        match table.bundle.at(pointer).get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#')) {
            Some(target) => pointer = target,
            None => break,
        }
    }
    let origin = table.bundle.origin(pointer);
    let mut steps = origin.rsplit('/').skip_while(|step| {
        matches!(*step, "items" | "allOf" | "anyOf" | "oneOf" | "additionalProperties")
            || step.bytes().all(|byte| byte.is_ascii_digit())
    });
    let name = steps.next()?;
    let holder = steps.next()?;
    matches!(holder, "properties" | "schemas" | "definitions" | "$defs").then(|| crate::generate::json_pointer::name(name))
}

/// What is inferred for the member of a name.
pub(super) fn inferred(node: &Arc<Node>, table: &Table, name: &str, parent: Option<&str>) -> Inferred {
    let look = |name: &str, node: &Node, parent: Option<&str>| {
        let (json_type, format) = single_type(node)?;
        let kind = field::infer(name, &Hint { json_type: Some(json_type), format, parent })?;
        Some((kind, json_type, format))
    };
    if let Some(kind) = look(name, node, parent) {
        return Inferred { kind: Some(kind), item: None };
    }
    let arrays = node.forms.iter().flat_map(|form| &form.kinds).filter_map(|kind| match kind {
        Kind::Array(plan) => Some(plan),
        _ => None,
    });
    let item = arrays.take(1).find_map(|plan| look(&field::singular(name), plan.item_node(table), parent));
    Inferred { kind: None, item }
}

/// The type of a place whose values all have one type, apart from null.
fn single_type(node: &Node) -> Option<(JsonType, Option<&'static str>)> {
    let [form] = node.forms.as_slice() else { return None };
    let mut kinds = form.kinds.iter().filter(|kind| !matches!(kind, Kind::Null));
    let found = match kinds.next()? {
        Kind::Text(plan) => (JsonType::String, plan.format()),
        Kind::Number(plan) => (if plan.is_whole() { JsonType::Integer } else { JsonType::Number }, None),
        Kind::Booleans(values) if values.len() == 2 => (JsonType::Boolean, None),
        _ => return None,
    };
    kinds.next().is_none().then_some(found)
}
