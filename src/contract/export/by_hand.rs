//! Bodies that a person changed in an endpoint that otherwise stands as its contract has it: each is one more example of the
//! answer it belongs to, so that what is told of the endpoint is what it answers.

use serde_json::{Map, Value, json};

use super::{Names, body, operation::title};
use crate::{
    contract::{Contract, Operation},
    model::{Body, Endpoint, Language, Project, Response},
};

/// Adds the bodies that are not as they were derived to the contract's operation.
pub(super) fn add_bodies(
    written: &mut Map<String, Value>,
    contract: &Contract,
    operation: &Operation,
    (project, endpoint, derived): (&Project, &Endpoint, &Endpoint),
    notes: &mut Vec<String>,
) {
    for response in endpoint.responses.iter().filter(|response| response.enabled) {
        let is_as_derived = derived.responses.iter().any(|other| other.status == response.status && other.body == response.body);
        if is_as_derived || response.body == Body::None {
            continue;
        }
        let place = format!("{} {}", endpoint.method, endpoint.path);
        match example(project, response) {
            Some((media_type, example)) => {
                let name = title(response);
                if add(written, contract, operation, response.status, &media_type, (&name, example)).is_none() {
                    notes.push(format!(
                        "{place}: the body of {name} is left out, because its answer is no object in the contract"
                    ));
                }
            }
            None => notes.push(format!("{place}: the body of {} is no example, so it is left out", title(response))),
        }
    }
}

/// The body as an example with its media type; none where it only becomes one when it is answered.
fn example(project: &Project, response: &Response) -> Option<(String, Value)> {
    let described = body::described(project, response)?;
    let example = described.example?;
    let is_json = Language::of_content_type(&described.media_type) == Language::Json;
    if let Body::Text(body) = &response.body {
        let text = body.content.as_str();
        let is_filled_in = body.is_template && text.contains("{{");
        if is_filled_in || (is_json && serde_json::from_str::<Value>(text).is_err()) {
            return None;
        }
    }
    Some((described.media_type, example))
}

/// Adds an example to the answer of a status; none where the operation has no place for it.
fn add(
    written: &mut Map<String, Value>,
    contract: &Contract,
    operation: &Operation,
    status: u16,
    media_type: &str,
    (name, example): (&str, Value),
) -> Option<()> {
    let documented = operation.response(status)?;
    let responses = written.get_mut("responses")?.as_object_mut()?;
    let key = responses.keys().find(|key| key.eq_ignore_ascii_case(&documented.status.to_string()))?.clone();
    let response = responses.get_mut(&key)?;
    if response.get("$ref").is_some() {
        // What is shared says nothing of this operation alone.
        *response = contract.document.pointer(&documented.pointer)?.clone();
    }
    let content = response.as_object_mut()?.entry("content").or_insert_with(|| json!({})).as_object_mut()?;
    let known = content.keys().find(|known| known.eq_ignore_ascii_case(media_type)).cloned();
    let content = content.entry(known.unwrap_or_else(|| media_type.to_owned())).or_insert_with(|| json!({})).as_object_mut()?;
    // There is one example or several named ones (OpenAPI 3.1, Media Type Object).
    let alone = content.shift_remove("example");
    let examples = content.entry("examples").or_insert_with(|| json!({})).as_object_mut()?;
    let mut names = Names::default();
    for name in examples.keys() {
        names.unique(name);
    }
    for (name, value) in alone.map(|alone| ("Documented", alone)).into_iter().chain([(name, example)]) {
        examples.insert(names.unique(name), json!({ "value": value }));
    }
    Some(())
}
