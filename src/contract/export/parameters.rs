//! The parameters of an operation: those of its path, and what the conditions of its responses look at. A condition asks for
//! nothing that a client must send, so only those of the path are required.

use serde_json::{Map, Value, json};

use super::{infer, path::Template};
use crate::model::{Comparison, Condition, Endpoint, Operand, Operator, Subject};

/// Headers that OpenAPI tells of elsewhere (OpenAPI 3.1, Parameter Object).
const TOLD_ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

/// The most examples of one parameter.
const MAX_EXAMPLES: usize = 10;

/// A parameter with what conditions compare it with.
struct Found {
    location: &'static str,
    name: String,
    values: Vec<String>,
}

/// The parameters, those of the path first.
pub(super) fn parameters(endpoint: &Endpoint, template: &Template) -> Vec<Value> {
    let of_path = |name: &String| Found { location: "path", name: name.clone(), values: Vec::new() };
    let mut found: Vec<_> = template.parameters.iter().map(of_path).collect();
    for condition in
        endpoint.responses.iter().filter(|response| response.enabled).filter_map(|response| response.condition.as_ref())
    {
        visit(condition, &mut |comparison| add(&mut found, comparison));
    }
    found.iter().map(|found| parameter(found, template)).collect()
}

/// Calls with every comparison of a condition.
pub(super) fn visit<'c>(condition: &'c Condition, see: &mut impl FnMut(&'c Comparison)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| visit(part, see)),
        Condition::Not(part) => visit(part, see),
        Condition::Compare(comparison) => see(comparison),
    }
}

fn add(found: &mut Vec<Found>, comparison: &Comparison) {
    let (location, name) = match &comparison.subject {
        Subject::PathParameter(name) => ("path", name),
        Subject::Query(name) => ("query", name),
        Subject::Header(name) if !TOLD_ELSEWHERE.contains(&name.to_ascii_lowercase().as_str()) => ("header", name),
        Subject::Cookie(name) => ("cookie", name),
        _ => return,
    };
    if name.is_empty() {
        return;
    }
    let same = |known: &Found| {
        known.location == location
            && if location == "header" { known.name.eq_ignore_ascii_case(name) } else { known.name == *name }
    };
    let at = match found.iter().position(same) {
        Some(at) => at,
        None if location == "path" => return,
        None => {
            found.push(Found { location, name: name.clone(), values: Vec::new() });
            found.len() - 1
        }
    };
    let Some(known) = found.get_mut(at) else { return };
    let values = match (&comparison.value, comparison.operator) {
        (Operand::Text(text), Operator::Equals | Operator::NumberEquals) => std::slice::from_ref(text),
        (Operand::List(texts), Operator::OneOf) => texts,
        _ => return,
    };
    for value in values {
        if known.values.len() < MAX_EXAMPLES && !value.is_empty() && !known.values.contains(value) {
            known.values.push(value.clone());
        }
    }
}

fn parameter(found: &Found, template: &Template) -> Value {
    let Found { location, name, values } = found;
    let mut parameter = Map::new();
    parameter.insert("name".to_owned(), json!(name));
    parameter.insert("in".to_owned(), json!(location));
    if *location == "path" {
        parameter.insert("required".to_owned(), json!(true));
        if template.catches_rest && template.parameters.last() == Some(name) {
            parameter.insert("description".to_owned(), json!("All that is left of the path, slashes too"));
        }
    }
    parameter.insert("schema".to_owned(), schema(values));
    parameter.extend(examples(values));
    Value::Object(parameter)
}

/// Values compared with are examples, not all there can be, so they say no more than that it is text.
fn schema(values: &[String]) -> Value {
    let texts: Vec<_> = values.iter().map(|value| Value::from(value.as_str())).collect();
    if texts.is_empty() { json!({ "type": "string" }) } else { infer::schema_of(&texts) }
}

fn examples(values: &[String]) -> Option<(String, Value)> {
    match values {
        [] => None,
        [only] => Some(("example".to_owned(), json!(only))),
        several => {
            let named = several.iter().map(|value| (value.clone(), json!({ "value": value })));
            Some(("examples".to_owned(), Value::Object(named.collect())))
        }
    }
}
