//! What a contract asks of the answers of one operation with one status: headers, media type and body.

use std::sync::Arc;

use http::HeaderMap;
use serde_json::{Map, Value};

use super::{
    body::BodyRules,
    is_json, problem,
    schema::{Kinds, LazySchema, Whose},
    schemas::Schemas,
};
use crate::{
    contract::{
        DocumentedHeader, DocumentedResponse, StatusKey,
        violation::{ACCEPT, Location, Side, Violation},
    },
    engine::{self, Accept},
    generate::schema::Access,
};

/// The media type of a text for people.
const PLAIN_TEXT: &str = "text/plain; charset=utf-8";

/// What a contract asks of answers with one status.
#[derive(Debug)]
pub(super) struct ResponseRules {
    pub(super) status: StatusKey,
    pointer: String,
    headers: Vec<(DocumentedHeader, Option<Arc<LazySchema>>)>,
    body: BodyRules,
}

impl ResponseRules {
    pub(super) fn new(schemas: &mut Schemas<'_>, response: &DocumentedResponse) -> Self {
        let mut schema = |header: &DocumentedHeader| Some(schemas.at(header.schema.as_ref()?, Access::Read));
        // Content-Type is told of by the media types (OpenAPI 3.1, Response Object).
        let headers = response.headers.iter().filter(|header| !header.name.eq_ignore_ascii_case("content-type"));
        Self {
            status: response.status,
            pointer: response.pointer.clone(),
            headers: headers.map(|header| (header.clone(), schema(header))).collect(),
            body: BodyRules::new(schemas, Side::Response, &response.contents, &response.pointer),
        }
    }

    /// What of an answer breaks it. Without a body, as HEAD and 304 have it, only the head is looked at.
    pub(super) fn check(&self, status: u16, headers: &HeaderMap, body: Option<&[u8]>, violations: &mut Vec<Violation>) {
        for (header, schema) in &self.headers {
            let whose = Whose { side: Side::Response, location: Location::Header, name: &header.name };
            let values: Vec<_> =
                headers.get_all(header.name.as_str()).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
            if values.is_empty() {
                if header.is_required {
                    violations.push(Violation {
                        side: Side::Response,
                        location: Location::Header,
                        place: header.name.clone(),
                        keyword: "required".to_owned(),
                        message: format!("The header {} is missing", header.name),
                        pointer: format!("{}/headers", self.pointer),
                    });
                }
                continue;
            }
            let Some(schema) = schema else { continue };
            violations
                .extend(schema.text_violations(&header_ways(&values.join(","), header.is_exploded, schema.kinds()), &whose));
        }
        let is_without = matches!(status, 204 | 205 | 304) || (100..200).contains(&status);
        if let Some(body) = body.filter(|_| !is_without && self.has_content()) {
            self.body.check(headers, body, violations);
        }
    }

    /// Whether a body is documented for it.
    pub(super) fn has_content(&self) -> bool {
        self.body.media_types().next().is_some()
    }

    /// A problem as it is documented: its media type, and the body.
    pub(super) fn documented_problem(&self, problem: &Map<String, Value>) -> Option<(String, String)> {
        if let Some((media_type, schema)) = self.body.first(is_json) {
            return Some((media_type.to_owned(), problem::told_as(schema, problem)?.to_string()));
        }
        let (_, schema) = self.body.first(is_plain_text)?;
        let text = problem::sentence(problem);
        let is_documented = schema.is_none_or(|schema| schema.is_valid(&Value::from(text.as_str())));
        is_documented.then(|| (PLAIN_TEXT.to_owned(), text))
    }

    /// Whether the client accepts none of what is documented, nor what would be sent.
    pub(super) fn check_accept(&self, accept: &Accept<'_>, sent: Option<&str>) -> Option<Violation> {
        let available: Vec<&str> = self.body.media_types().collect();
        let mut offered = available.iter().copied().chain(sent);
        // A documented range may stand for anything.
        let is_acceptable =
            available.is_empty() || offered.any(|media_type| media_type.contains('*') || accept.quality(media_type) > 0);
        (!is_acceptable).then(|| Violation {
            side: Side::Request,
            location: Location::Header,
            place: "Accept".to_owned(),
            keyword: ACCEPT.to_owned(),
            message: format!("None of what there is would be accepted: {}", available.join(", ")),
            pointer: self.pointer.clone(),
        })
    }

    /// The media types that there are.
    pub(super) fn available(&self) -> Vec<String> {
        self.body.media_types().map(str::to_owned).collect()
    }
}

/// Whether a media type is that of plain text, and not in another charset than ours.
fn is_plain_text(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    engine::essence(&media_type) == "text/plain" && (!media_type.contains("charset") || media_type.contains("utf-8"))
}

/// A header's text in every way in which its schema lets it be taken (style `simple`).
fn header_ways(text: &str, is_exploded: bool, kinds: Kinds) -> Vec<Value> {
    let mut ways = Vec::new();
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if kinds.has(Kinds::ARRAY) {
        ways.push(Value::from(parts.clone()));
    }
    if kinds.has(Kinds::OBJECT) {
        let pairs: Option<Vec<(&str, &str)>> = if is_exploded {
            parts.iter().map(|part| part.split_once('=')).collect()
        } else {
            parts.chunks(2).map(|pair| if let [name, value] = pair { Some((*name, *value)) } else { None }).collect()
        };
        let object = |pairs: Vec<(&str, &str)>| {
            Value::Object(pairs.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect::<Map<_, _>>())
        };
        ways.extend(pairs.map(object));
    }
    ways.push(Value::from(text));
    ways
}
