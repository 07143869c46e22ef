//! Bodies held to what a contract says of their media type: JSON as it is, forms and multipart bodies field by field, plain text
//! as a text. What bodies of other types hold is not looked into.

use std::sync::Arc;

use http::{HeaderMap, header};
use serde_json::{Map, Value};

use super::{
    is_json,
    schema::{Kinds, LazySchema, Whose},
    schemas::Schemas,
};
use crate::{
    contract::{
        Content,
        violation::{CONTENT_TYPE, Location, Side, Violation},
    },
    engine::{covers, essence, multipart_parts},
    generate::{schema::Access, template::form_tree},
};

/// The media type of forms (HTML standard).
const FORM: &str = "application/x-www-form-urlencoded";

/// The media types that a body may be of.
#[derive(Debug)]
pub(super) struct BodyRules {
    side: Side,
    contents: Vec<ContentRules>,
    /// Where the contract tells of the body.
    pointer: String,
}

#[derive(Debug)]
struct ContentRules {
    media_type: String,
    pointer: String,
    schema: Option<Arc<LazySchema>>,
    document: Arc<Value>,
}

impl BodyRules {
    pub(super) fn new(schemas: &mut Schemas<'_>, side: Side, contents: &[Content], pointer: &str) -> Self {
        let access = if side == Side::Request { Access::Write } else { Access::Read };
        let document = Arc::clone(&schemas.contract.document);
        let mut content = |content: &Content| ContentRules {
            media_type: content.media_type.clone(),
            pointer: content.pointer.clone(),
            schema: content.schema.as_ref().map(|at| schemas.at(at, access)),
            document: Arc::clone(&document),
        };
        Self { side, contents: contents.iter().map(&mut content).collect(), pointer: pointer.to_owned() }
    }

    /// The media types as the contract writes them.
    pub(super) fn media_types(&self) -> impl Iterator<Item = &str> {
        self.contents.iter().map(|content| content.media_type.as_str())
    }

    /// What of a body breaks it.
    pub(super) fn check(&self, headers: &HeaderMap, body: &[u8], violations: &mut Vec<Violation>) {
        let Some(first) = self.contents.first() else { return };
        let sent = headers.get(header::CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let (content, sent) = match sent {
            // Whoever does not say what it is may be taken to mean what is documented (RFC 9110, 8.3).
            None => (Some(first), first.media_type.clone()),
            Some(sent) => (self.content(&sent), sent),
        };
        match content {
            Some(content) => content.check(self.side, &sent, body, violations),
            None => violations.push(Violation {
                side: self.side,
                location: Location::Header,
                place: "Content-Type".to_owned(),
                keyword: CONTENT_TYPE.to_owned(),
                message: format!("{} is not one of {}", essence(&sent), self.media_types().collect::<Vec<_>>().join(", ")),
                pointer: self.pointer.clone(),
            }),
        }
    }

    /// Whether a body without a byte is one all the same: a form without fields.
    pub(super) fn is_empty_form(&self, headers: &HeaderMap) -> bool {
        let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        sent.is_some_and(|sent| essence(sent).eq_ignore_ascii_case(FORM) && self.content(sent).is_some())
    }

    /// The first documented media type of a sort, and what it must look like.
    pub(super) fn first(&self, is_meant: fn(&str) -> bool) -> Option<(&str, Option<&LazySchema>)> {
        let content = self.contents.iter().find(|content| is_meant(&content.media_type))?;
        Some((&content.media_type, content.schema.as_deref()))
    }

    /// What is documented for a media type: itself before ranges, `image/*` before `*/*`.
    fn content(&self, sent: &str) -> Option<&ContentRules> {
        let stars = |content: &&ContentRules| content.media_type.matches('*').count();
        self.contents.iter().filter(|content| covers(&content.media_type, sent)).min_by_key(stars)
    }
}

impl ContentRules {
    fn check(&self, side: Side, sent: &str, body: &[u8], violations: &mut Vec<Violation>) {
        let whose = Whose { side, location: Location::Body, name: "" };
        let broken = |keyword: &str, message: String| Violation {
            side,
            location: Location::Body,
            place: String::new(),
            keyword: keyword.to_owned(),
            message,
            pointer: self.pointer.clone(),
        };
        let kind = essence(sent).to_ascii_lowercase();
        if is_json(&kind) {
            match serde_json::from_slice(body) {
                Ok(value) => violations.extend(self.schema.iter().flat_map(|schema| schema.violations(&value, &whose))),
                Err(error) => violations.push(broken("json", format!("The body is not JSON: {error}"))),
            }
            return;
        }
        let Some(schema) = &self.schema else { return };
        match kind.as_str() {
            FORM => {
                let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
                let fields = self.split(&pairs);
                violations.extend(schema.text_violations(&[form_tree(&fields)], &whose));
            }
            "multipart/form-data" => {
                let parts = multipart_parts(sent, body);
                if parts.is_empty() {
                    violations.push(broken("multipart", "The body has no parts that can be read".to_owned()));
                    return;
                }
                let mut fields = Map::new();
                for part in parts {
                    let text = || Value::from(String::from_utf8_lossy(&part.body));
                    let is_json_part = part.content_type.as_deref().is_some_and(is_json);
                    let value = if is_json_part { serde_json::from_slice(&part.body).unwrap_or_else(|_| text()) } else { text() };
                    let wants_list = schema.member_kinds(&part.name).has(Kinds::ARRAY) && !value.is_array();
                    match fields.get_mut(&part.name) {
                        Some(Value::Array(items)) => items.push(value),
                        Some(earlier) => *earlier = Value::Array(vec![earlier.take(), value]),
                        None if wants_list && !value.as_str().is_some_and(|text| text.starts_with('[')) => {
                            fields.insert(part.name, Value::Array(vec![value]));
                        }
                        None => drop(fields.insert(part.name, value)),
                    }
                }
                violations.extend(schema.text_violations(&[Value::Object(fields)], &whose));
            }
            kind if kind.starts_with("text/") && kind != "text/xml" && kind != "text/event-stream" => {
                let text = Value::from(String::from_utf8_lossy(body));
                // A schema of members tells of a text in another notation.
                let kinds = schema.kinds();
                if !kinds.has(Kinds::OBJECT) && !kinds.has(Kinds::ARRAY) {
                    violations.extend(schema.text_violations(&[text], &whose));
                }
            }
            _ => {}
        }
    }

    fn encoding(&self, field: &str) -> Option<&Value> {
        self.document.pointer(&self.pointer)?.get("encoding")?.get(field)
    }

    /// The fields, lists that are written in one field taken apart (OpenAPI 3.1, Encoding Object).
    fn split(&self, pairs: &[(String, String)]) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for (name, value) in pairs {
            let encoding = self.encoding(name);
            let explode = encoding.and_then(|encoding| encoding.get("explode")).and_then(Value::as_bool);
            let separator = match encoding.and_then(|encoding| encoding.get("style")).and_then(Value::as_str) {
                Some("spaceDelimited") => Some(' '),
                Some("pipeDelimited") => Some('|'),
                _ if explode == Some(false) => Some(','),
                _ => None,
            };
            let is_list = self.schema.as_ref().is_some_and(|schema| schema.member_kinds(name).has(Kinds::ARRAY));
            match separator.filter(|_| is_list) {
                Some(separator) => fields.extend(value.split(separator).map(|part| (name.clone(), part.to_owned()))),
                None => fields.push((name.clone(), value.clone())),
            }
        }
        fields
    }
}
