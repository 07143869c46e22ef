//! Refusals in the contract's own words: where it documents errors as JSON of a shape of its own, whoever reads its errors can
//! read a refusal too, and still finds what was wrong and where. The members of the problem (RFC 9457) stand beside the
//! documented ones as far as the schema lets them, and its sentence and status where the schema has a place for them. Where errors
//! are texts, the text says all that was wrong.

use serde_json::{Map, Value};

use super::schema::LazySchema;
use crate::generate::json_pointer::token;

/// The name of the member that says what was wrong, and where.
const VIOLATIONS: &str = "violations";

/// Members of these names hold a sentence for people.
const SENTENCES: [&str; 8] =
    ["detail", "details", "message", "description", "reason", "error_description", "errorMessage", "error_message"];

/// Members of these names hold a status.
const STATUSES: [&str; 6] = ["status", "statusCode", "status_code", "httpStatus", "http_status", "code"];

/// Errors within errors are written into this deep.
const MAX_DEPTH: usize = 4;

/// A problem in the shape of that schema; none where that leaves no place for what was wrong.
pub(super) fn told_as(schema: Option<&LazySchema>, problem: &Map<String, Value>) -> Option<Value> {
    let Some(schema) = schema else { return Some(Value::Object(problem.clone())) };
    let as_text = || Some(Value::from(sentence(problem))).filter(|text| schema.is_valid(text));
    as_object(schema, problem).or_else(as_text)
}

/// A problem as an object with all its violations.
fn as_object(schema: &LazySchema, problem: &Map<String, Value>) -> Option<Value> {
    let whole = Value::Object(problem.clone());
    if schema.is_valid(&whole) {
        return Some(whole);
    }
    let mut body = schema.error_pattern.get_or_init(|| pattern(schema)).clone()?;
    for (name, value) in problem {
        let before = body.clone();
        body.as_object_mut()?.insert(name.clone(), value.clone());
        if !schema.is_valid(&body) {
            body = before;
        }
    }
    if body.get(VIOLATIONS) != problem.get(VIOLATIONS) {
        return None;
    }
    let detail = problem.get("detail")?;
    let status = problem.get("status")?;
    let mut places = Vec::new();
    collect(&body, "", 0, &mut places);
    for (place, is_sentence) in places {
        let value = body.pointer_mut(&place)?;
        let wanted = match value {
            Value::String(_) if is_sentence => detail.clone(),
            Value::String(_) => Value::from(status.to_string()),
            _ => status.clone(),
        };
        let before = std::mem::replace(value, wanted);
        if !schema.is_valid(&body) {
            *body.pointer_mut(&place)? = before;
        }
    }
    Some(body)
}

/// All that is wrong in one text, place by place, for whoever documents errors as texts.
pub(super) fn sentence(problem: &Map<String, Value>) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one = |violation: &Value| {
        let [location, place, message] = ["in", "place", "message"].map(|name| text(&violation[name]));
        if place.is_empty() { format!("{location}: {message}") } else { format!("{location} {place}: {message}") }
    };
    match problem.get(VIOLATIONS).and_then(Value::as_array) {
        Some(violations) => violations.iter().map(one).collect::<Vec<_>>().join("; "),
        None => problem.get("detail").map(text).unwrap_or_default(),
    }
}

/// An error of which only the documented sentences, statuses and whatever cannot be left out remain: all else would be made up.
fn pattern(schema: &LazySchema) -> Option<Value> {
    let mut sample = schema.sample().filter(|sample| sample.is_object() && schema.is_valid(sample))?;
    let mut places = vec![String::new()];
    while let Some(place) = places.pop() {
        let names: Vec<String> =
            sample.pointer(&place)?.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
        for name in names {
            let inner = format!("{place}/{}", token(&name));
            let is_filled = sample.pointer(&inner).is_some_and(|member| is_sentence(&name, member) || is_status(&name, member));
            let mut without = sample.clone();
            without.pointer_mut(&place)?.as_object_mut()?.shift_remove(&name);
            if !is_filled && schema.is_valid(&without) {
                sample = without;
            } else if place.matches('/').count() < MAX_DEPTH {
                places.push(inner);
            }
        }
    }
    Some(sample)
}

fn is_sentence(name: &str, member: &Value) -> bool {
    SENTENCES.contains(&name) && member.is_string()
}

/// A code that is a text is one of the API's own words.
fn is_status(name: &str, member: &Value) -> bool {
    STATUSES.contains(&name) && (member.is_number() || member.is_string() && name != "code")
}

/// Where the members stand that hold a sentence or a status.
fn collect(value: &Value, place: &str, depth: usize, places: &mut Vec<(String, bool)>) {
    let Some(members) = value.as_object().filter(|_| depth < MAX_DEPTH) else { return };
    for (name, member) in members.iter().filter(|(name, _)| *name != VIOLATIONS) {
        let place = format!("{place}/{}", token(name));
        if is_sentence(name, member) {
            places.push((place, true));
        } else if is_status(name, member) {
            places.push((place, false));
        } else {
            collect(member, &place, depth + 1, places);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::{
        contract::SchemaAt,
        generate::schema::{Access, Dialect},
    };

    #[test]
    fn a_refusal_has_the_shape_that_is_documented_and_says_what_was_wrong() {
        let problem = json!({
            "type": "urn:x", "title": "Refused", "status": 422, "detail": "query limit: too much", "violations": [{"in": "query", "place": "limit", "message": "too much"}],
        });
        let text = json!({"type": "string"});
        for (name, schema, expected) in [
            ("a problem fits as it is", json!({"type": "object", "required": ["title"]}), Some(problem.clone())),
            (
                "an error with a code and a message",
                json!({"type": "object", "required": ["code", "message"], "properties": {"code": {"type": "integer"}, "message": text}}),
                Some(json!({"code": 422, "message": "query limit: too much"})),
            ),
            (
                "an error within",
                json!({"type": "object", "required": ["error"], "properties": {"error": {
                    "type": "object", "required": ["message", "status"], "additionalProperties": false,
                    "properties": {"message": text, "status": text, "charge": text, "code": text},
                }}}),
                Some(json!({"error": {"message": "query limit: too much", "status": "422"}})),
            ),
            (
                "a member of the same name and another kind stays as documented",
                json!({"type": "object", "required": ["title"], "properties": {"title": {"const": "Error"}, "type": {"const": 1}}}),
                Some(json!({"title": "Error"})),
            ),
            (
                "an object that does not say that it is one",
                json!({"required": ["code", "message"], "properties": {"code": {"type": "integer"}, "message": text}}),
                Some(json!({"code": 422, "message": "query limit: too much"})),
            ),
            ("a text", text.clone(), Some(json!("query limit: too much"))),
            ("no place for violations", json!({"type": "object", "additionalProperties": false, "required": []}), None),
            ("neither an object nor a text", json!({"type": "integer"}), None),
        ] {
            let document = Arc::new(json!({"schema": schema}));
            let lazy = LazySchema::new(&document, Dialect::OpenApi30, Access::Read, &SchemaAt::new("/schema"));
            let filled = told_as(Some(&lazy), problem.as_object().unwrap());
            assert_eq!(filled.is_some(), expected.is_some(), "{name}: {filled:?}");
            let (Some(filled), Some(expected)) = (filled, expected) else { continue };
            assert!(lazy.is_valid(&filled), "{name}: {filled}");
            if expected.is_string() {
                assert_eq!(filled, expected, "{name}");
                continue;
            }
            assert_eq!(filled["violations"], problem["violations"], "{name}");
            for (member, value) in expected.as_object().unwrap() {
                assert_eq!(&filled[member], value, "{name}: {filled}");
            }
        }
    }
}
