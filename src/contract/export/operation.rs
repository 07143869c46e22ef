//! An endpoint as an Operation Object: notes, folder, parameters, and its answers grouped by status.

use http::StatusCode;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{
    Export, Names,
    body::{self, Source},
    folder_name, infer, parameters,
    path::Template,
};
use crate::{
    engine::condition_sentence,
    generate::schema::{Access, to_json_schema},
    model::{Endpoint, Operator, Response, Subject},
};

/// The longest first line of notes that is a summary.
const MAX_SUMMARY: usize = 120;

/// Methods whose requests carry a body that is told of.
const WITH_BODY: [&str; 4] = ["POST", "PUT", "PATCH", "ANY"];

/// The operation of an endpoint on one of its paths.
pub(super) fn operation(export: &mut Export<'_>, endpoint: &Endpoint, template: &Template) -> Map<String, Value> {
    let mut operation = Map::new();
    if let Some(folder) = endpoint.folder.as_ref().filter(|folder| export.project.folder(folder).is_some()) {
        operation.insert("tags".to_owned(), json!([folder_name(export.project, folder)]));
    }
    let (summary, description) = summary_of(&endpoint.notes);
    for (key, text) in [("summary", summary), ("description", description)] {
        if !text.is_empty() {
            operation.insert(key.to_owned(), json!(text));
        }
    }
    let mut parameters = parameters::parameters(endpoint, template);
    export.taken_over.add_parameters(endpoint, &mut parameters);
    if !parameters.is_empty() {
        operation.insert("parameters".to_owned(), Value::Array(parameters));
    }
    if WITH_BODY.contains(&endpoint.method.to_ascii_uppercase().as_str()) {
        operation.insert("requestBody".to_owned(), request_body(export, endpoint));
    }
    operation.insert("responses".to_owned(), Value::Object(responses(export, endpoint)));
    operation
}

/// What a request carries: what the first condition that knows a schema of the body demands, else anything.
fn request_body(export: &mut Export<'_>, endpoint: &Endpoint) -> Value {
    let mut demanded: Option<Value> = None;
    let answers = endpoint.responses.iter().filter(|response| response.enabled);
    for condition in answers.filter_map(|response| response.condition.as_ref()) {
        parameters::visit(condition, &mut |comparison| {
            let is_schema = comparison.subject == Subject::Body && comparison.operator == Operator::MatchesSchema;
            if is_schema && !comparison.negate && demanded.is_none() {
                demanded = serde_json::from_str(&comparison.value.text()).ok();
            }
        });
    }
    let Some(schema) = demanded else { return json!({ "content": { "*/*": {} } }) };
    let schema = to_json_schema(&schema, body::dialect_of(&schema), Access::Both);
    let name = format!("{}{}-request", endpoint.method.to_lowercase(), endpoint.path);
    json!({ "content": { "application/json": { "schema": export.named_schema(&name, schema) } } })
}

/// Notes as one sentence and what follows it after an empty line.
fn summary_of(notes: &str) -> (&str, &str) {
    let (first, rest) = notes.split_once("\n\n").unwrap_or((notes, ""));
    if first.contains('\n') || first.chars().count() > MAX_SUMMARY { ("", notes) } else { (first, rest) }
}

/// The answers of an endpoint, by status in the order in which they stand.
pub(super) fn responses(export: &mut Export<'_>, endpoint: &Endpoint) -> Map<String, Value> {
    let name = format!("{} {}", endpoint.method, endpoint.path);
    let mut by_status: IndexMap<u16, Vec<&Response>> = IndexMap::new();
    for response in endpoint.responses.iter().filter(|response| response.enabled) {
        if (100..=599).contains(&response.status) {
            by_status.entry(response.status).or_default().push(response);
        } else {
            export.notes.push(format!("{name}: {} is no status", response.status));
        }
        if response.status_template.is_some() {
            export.notes.push(format!(
                "{name}: a template gives the status of {}; it is told as {}",
                title(response),
                response.status
            ));
        }
    }
    if by_status.is_empty() {
        export.notes.push(format!("{name}: it has no answer, which OpenAPI demands"));
        return Map::from_iter([("default".to_owned(), json!({ "description": "No answer" }))]);
    }
    by_status.iter().map(|(status, responses)| (status.to_string(), of_status(export, endpoint, *status, responses))).collect()
}

/// What a response is called: its name, else the usual reason of its status.
pub(super) fn title(response: &Response) -> String {
    if response.name.is_empty() { reason(response.status) } else { response.name.clone() }
}

fn reason(status: u16) -> String {
    let usual = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    usual.map_or_else(|| status.to_string(), str::to_owned)
}

/// All answers of one status as a Response Object.
fn of_status(export: &mut Export<'_>, endpoint: &Endpoint, status: u16, responses: &[&Response]) -> Value {
    let mut object = Map::new();
    let description = match responses {
        [only] => title(only),
        _ => reason(status),
    };
    object.insert("description".to_owned(), json!(description));
    let headers = headers(responses);
    if !headers.is_empty() {
        object.insert("headers".to_owned(), Value::Object(headers));
    }
    let mut contents: IndexMap<String, Contents> = IndexMap::new();
    for response in responses {
        if let Some(described) = body::described(export.project, response) {
            let contents = contents.entry(described.media_type).or_default();
            let name = contents.names.unique(&title(response));
            contents.examples.extend(described.example.map(|value| (name, example(response, value))));
            contents.sources.push(described.source);
        } else if responses.len() > 1 {
            let endpoint = format!("{} {}", endpoint.method, endpoint.path);
            export
                .notes
                .push(format!("{endpoint}: {} has no body, so it cannot be told from others with {status}", title(response)));
        }
    }
    if !contents.is_empty() {
        let content = contents.into_iter().map(|(media_type, contents)| {
            let schema_name = format!("{}{}-{status}", endpoint.method.to_lowercase(), endpoint.path);
            let object = contents.object(export, &schema_name);
            (media_type, object)
        });
        let content = content.collect();
        object.insert("content".to_owned(), Value::Object(content));
    }
    Value::Object(object)
}

/// Headers that are told of elsewhere (OpenAPI 3.1, Response Object).
fn headers(responses: &[&Response]) -> Map<String, Value> {
    let mut headers: Map<String, Value> = Map::new();
    for header in responses.iter().flat_map(|response| &response.headers).filter(|header| header.enabled) {
        let is_known = headers.keys().any(|known| known.eq_ignore_ascii_case(&header.name));
        if !is_known && !header.name.is_empty() && !header.name.eq_ignore_ascii_case("content-type") {
            headers.insert(header.name.clone(), json!({ "schema": { "type": "string" }, "example": header.value }));
        }
    }
    headers
}

fn example(response: &Response, value: Value) -> Value {
    let mut example = Map::new();
    if let Some(condition) = &response.condition {
        example.insert("summary".to_owned(), json!(format!("When {}", condition_sentence(condition))));
    }
    example.insert("value".to_owned(), value);
    Value::Object(example)
}

/// The bodies of one media type.
#[derive(Debug, Default)]
struct Contents {
    names: Names,
    examples: Map<String, Value>,
    sources: Vec<Source>,
}

impl Contents {
    /// As a Media Type Object.
    fn object(self, export: &mut Export<'_>, name: &str) -> Value {
        let mut object = Map::new();
        let schema = schema(export, self.sources, name);
        object.extend(schema.map(|schema| ("schema".to_owned(), schema)));
        if !self.examples.is_empty() {
            object.insert("examples".to_owned(), Value::Object(self.examples));
        }
        Value::Object(object)
    }
}

/// One schema for all of the bodies: what their values have in common, or one of what was written.
fn schema(export: &mut Export<'_>, sources: Vec<Source>, name: &str) -> Option<Value> {
    let mut values = Vec::new();
    let mut schemas: Vec<Value> = Vec::new();
    for source in sources {
        let schema = match source {
            Source::Values(more) => {
                values.extend(more);
                continue;
            }
            Source::Written { schema, in_contract: true } => export.taken_over.schema(&schema),
            Source::Written { schema, in_contract: false } => export.named_schema(name, schema),
            Source::Text => json!({ "type": "string" }),
            Source::Bytes => return None,
        };
        if !schemas.contains(&schema) {
            schemas.push(schema);
        }
    }
    if !values.is_empty() {
        schemas.push(infer::schema_of(&values));
    }
    if schemas.len() > 1 { Some(json!({ "anyOf": schemas })) } else { schemas.pop() }
}

impl Export<'_> {
    /// A person's own schema. One with references into itself gets a name, so that they lead to it wherever it stands.
    fn named_schema(&mut self, name: &str, mut schema: Value) -> Value {
        let letters = name.chars().map(|letter| if letter.is_ascii_alphanumeric() || letter == '-' { letter } else { '.' });
        let letters: String = letters.collect();
        let wanted = letters.trim_matches('.');
        let mut unique = wanted.to_owned();
        let mut count = 1;
        while self.schemas.contains_key(&unique) {
            count += 1;
            unique = format!("{wanted}.{count}");
        }
        let root = format!("#/components/schemas/{unique}");
        let mut has_references = false;
        each_reference(&mut schema, &mut |reference| {
            let rest = reference.strip_prefix('#').filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
            has_references = true;
            Some(format!("{root}{rest}"))
        });
        if let Some(members) = schema.as_object_mut() {
            members.shift_remove("$schema");
        }
        if !has_references {
            return schema;
        }
        self.schemas.insert(unique, schema);
        json!({ "$ref": root })
    }
}

/// Rewrites the references of a schema.
pub(super) fn each_reference(schema: &mut Value, rewrite: &mut impl FnMut(&str) -> Option<String>) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(reference) if key == "$ref" => {
                        if let Some(rewritten) = rewrite(reference) {
                            *reference = rewritten;
                        }
                    }
                    _ => each_reference(value, rewrite),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_reference(item, rewrite)),
        _ => {}
    }
}
