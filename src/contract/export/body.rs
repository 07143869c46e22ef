//! What a response's body is to OpenAPI: a media type, an example where one can be told, and what a schema is made from.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    generate::{
        body::{BodyPlan, Manner},
        random::Seed,
        schema::{Access, Dialect, to_json_schema},
    },
    model::{Body, GeneratedBody, GeneratedFrom, Language, Project, Response},
};

/// How many generated bodies a schema is made from where nothing else says it.
const SAMPLES: u64 = 8;

/// A body as OpenAPI sees it.
#[derive(Debug)]
pub(super) struct Described {
    /// The media type.
    pub(super) media_type: String,
    /// It as an example.
    pub(super) example: Option<Value>,
    /// Where its schema comes from.
    pub(super) source: Source,
}

/// Where the schema of a body comes from.
#[derive(Debug)]
pub(super) enum Source {
    /// From values it has.
    Values(Vec<Value>),
    /// It was written by a person or stands in the contract; references lead into itself or into the contract.
    Written {
        /// The schema.
        schema: Value,
        /// Whether references lead into the contract.
        in_contract: bool,
    },
    /// It is text of any kind.
    Text,
    /// It is bytes.
    Bytes,
}

/// What the body of a response is; none where there is none.
pub(super) fn described(project: &Project, response: &Response) -> Option<Described> {
    let named = response.headers.iter().find(|header| header.enabled && header.name.eq_ignore_ascii_case("content-type"));
    let named = named.map(|header| header.value.trim()).filter(|value| value.contains('/') && !value.contains("{{"));
    let media_type = |usual: &str| named.unwrap_or(usual.split(';').next().unwrap_or_default()).to_owned();
    Some(match &response.body {
        Body::None => return None,
        Body::Text(text) => {
            let media_type = media_type(text.language.content_type());
            let content = text.content.as_str();
            let is_json = Language::of_content_type(&media_type) == Language::Json;
            let value = serde_json::from_str::<Value>(content).ok().filter(|_| is_json);
            let example = value.clone().unwrap_or_else(|| Value::from(content));
            // A template that becomes JSON only when it is filled in says nothing of what it becomes.
            let source = if is_json { Source::Values(value.into_iter().collect()) } else { Source::Text };
            Described { media_type, example: Some(example), source }
        }
        Body::Generated(body) => generated(project, body, media_type("application/json")),
        Body::Base64(_) => Described { media_type: media_type("application/octet-stream"), example: None, source: Source::Bytes },
        Body::File(path) => {
            let guessed = mime_guess::from_path(path).first_or_octet_stream();
            Described { media_type: media_type(guessed.essence_str()), example: None, source: Source::Bytes }
        }
    })
}

fn generated(project: &Project, body: &GeneratedBody, media_type: String) -> Described {
    let written = serde_json::from_str::<Value>(body.content.as_str());
    let (example, source) = match (body.from, written) {
        (GeneratedFrom::Example, Ok(example)) => (Some(example.clone()), Source::Values(vec![example])),
        (GeneratedFrom::Schema, Ok(schema)) => {
            let schema = to_json_schema(&schema, dialect_of(&schema), Access::Both);
            (None, Source::Written { schema, in_contract: false })
        }
        (GeneratedFrom::Contract, Ok(schema)) => (None, Source::Written { schema, in_contract: true }),
        (GeneratedFrom::Fields, _) => {
            let samples = samples(project, body);
            (samples.first().cloned(), Source::Values(samples))
        }
        (_, Err(_)) => (None, Source::Values(Vec::new())),
    };
    Described { media_type, example, source }
}

/// The dialect that a schema names.
pub(super) fn dialect_of(schema: &Value) -> Dialect {
    let named = schema.get("$schema").and_then(Value::as_str).unwrap_or_default();
    let known = [
        ("draft-04", Dialect::Draft4),
        ("draft-06", Dialect::Draft6),
        ("draft-07", Dialect::Draft7),
        ("2019-09", Dialect::Draft201909),
    ];
    known.into_iter().find(|(part, _)| named.contains(part)).map_or(Dialect::Draft202012, |(_, dialect)| dialect)
}

/// A few of the values that are made, always the same ones.
fn samples(project: &Project, body: &GeneratedBody) -> Vec<Value> {
    let (mut manner, _) = Manner::new(&project.settings.locale, &project.settings.fields);
    if let Some(contract) = &project.contract {
        manner = manner.with_contract(&Arc::clone(&contract.document));
    }
    let Ok((plan, _)) = BodyPlan::compile(body, &manner) else { return Vec::new() };
    (0..SAMPLES).map(|seed| plan.make(Seed(seed), false, seed).value).collect()
}
