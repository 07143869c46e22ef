//! "Mock this request": turns exchanges of the log into endpoints, or into a further response of the endpoint that answered.

use std::{collections::HashSet, sync::Arc};

use crate::{
    engine::Request,
    model::{
        Body, Comparison, Condition, Endpoint, EndpointId, Header, JsonText, Language, Operand, Operator, Project, Response,
        ResponseId, Selection, Subject,
    },
    traffic::Exchange,
};

/// Header fields that say nothing about the answer itself and are made anew for each.
const UNCOPIED_HEADERS: [&str; 9] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "keep-alive",
    "trailer",
    "transfer-encoding",
    "server",
];

/// Header fields that a client might mean something by; the others are noise of its HTTP library.
const TELLING_HEADERS: [&str; 5] = ["authorization", "accept", "x-api-key", "prefer", "if-none-match"];

/// One new endpoint for each method and path among the exchanges, in the order in which they came.
pub(crate) fn endpoints_for<'a>(
    exchanges: impl IntoIterator<Item = &'a Arc<Exchange>>,
    fresh_id: impl Fn(char) -> String,
) -> Vec<Endpoint> {
    let mut seen = HashSet::new();
    let mut endpoints = Vec::new();
    for exchange in exchanges {
        let path = suggested_path(exchange.uri.path());
        if !seen.insert((exchange.method.clone(), path.clone())) {
            continue;
        }
        let mut endpoint = Endpoint::new(EndpointId::new(fresh_id('e')), exchange.method.as_str(), path);
        let response = response_for(exchange, ResponseId::new(fresh_id('r')));
        endpoint.default_response = Some(response.id.clone());
        endpoint.responses.push(response);
        endpoints.push(endpoint);
    }
    endpoints
}

/// The path with segments that look like ids (numbers, UUIDs, long hexadecimal) made parameters.
pub fn suggested_path(path: &str) -> String {
    path_with_parameters(path, &id_positions(path).into_iter().collect())
}

/// Which segments look like ids, counted with what stands before the first slash.
pub(super) fn id_positions(path: &str) -> Vec<usize> {
    path.split('/').enumerate().filter(|(_, segment)| looks_like_id(segment)).map(|(at, _)| at).collect()
}

/// The path as a pattern, with parameters in the place of the segments at those positions.
pub(super) fn path_with_parameters(path: &str, positions: &HashSet<usize>) -> String {
    let mut names = HashSet::new();
    let mut previous = "";
    let segments = path.split('/').enumerate().map(|(at, segment)| {
        let named = if positions.contains(&at) { format!("{{{}}}", unique_name(previous, &mut names)) } else { literal(segment) };
        previous = segment;
        named
    });
    segments.collect::<Vec<_>>().join("/")
}

/// A literal segment as a pattern spells it: what was sent, decoded where a pattern can hold it.
pub(super) fn literal(segment: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(segment).decode_utf8_lossy();
    if decoded.contains(['/', '{', '}', ':', '*', '?', '#', '%']) { segment.to_owned() } else { decoded.into_owned() }
}

fn looks_like_id(segment: &str) -> bool {
    let is_number = !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
    is_number || looks_drawn(segment)
}

/// Whether it looks like an id that was drawn at random: a UUID or a long hexadecimal number.
pub(super) fn looks_drawn(segment: &str) -> bool {
    let hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_uuid =
        segment.len() == 36 && segment.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && segment.split('-').all(hexadecimal);
    let is_hash = segment.len() >= 16 && hexadecimal(segment);
    is_uuid || is_hash
}

/// `id` the first time, then a name after the segment before it: `/users/1/orders/2` gives `id` and `order_id`.
fn unique_name(previous: &str, names: &mut HashSet<String>) -> String {
    let stem: String = previous.trim_end_matches('s').chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let is_word = stem.starts_with(|c: char| c.is_ascii_alphabetic());
    let base = if names.is_empty() || !is_word { "id".to_owned() } else { format!("{stem}_id") };
    let numbered = (2..).map(|number| format!("{base}{number}"));
    let name = std::iter::once(base.clone()).chain(numbered).find(|name| !names.contains(name)).unwrap_or(base);
    names.insert(name.clone());
    name
}

/// A response that answers as the exchange was answered, or a 200 with a JSON stub where nothing answered it.
fn response_for(exchange: &Exchange, id: ResponseId) -> Response {
    let was_answered = exchange.answered_by().is_some() || exchange.decision().is_none();
    let status = exchange.status.filter(|_| was_answered);
    let Some(status) = status else {
        let mut stub = Response::new(id, 200);
        stub.body = Body::text(Language::Json, "{\n  \"ok\": true\n}");
        return stub;
    };
    let mut response = Response::new(id, status.as_u16());
    response.reason.clone_from(&exchange.reason);
    let content_type = exchange.response_headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let language = Language::of_content_type(content_type.unwrap_or_default());
    response.body = body_for(exchange, language);
    if let Some(content_type) = content_type
        && content_type != language.content_type()
    {
        response.headers.push(Header::new("Content-Type", content_type));
    }
    for (name, value) in exchange.response_headers.iter() {
        let is_cors = name.as_str().starts_with("access-control-");
        if !UNCOPIED_HEADERS.contains(&name.as_str())
            && !is_cors
            && let Ok(value) = value.to_str()
        {
            response.headers.push(Header::new(name.as_str(), value));
        }
    }
    response
}

fn body_for(exchange: &Exchange, language: Language) -> Body {
    use base64::Engine as _;
    let bytes = &exchange.response_body.bytes;
    if bytes.is_empty() {
        return Body::None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let pretty = (language == Language::Json)
                .then(|| serde_json::from_str(text).ok().map(|value| JsonText::canonical(&value)))
                .flatten();
            Body::text(language, pretty.unwrap_or_else(|| text.to_owned()))
        }
        Err(_) => Body::Base64(base64::engine::general_purpose::STANDARD.encode(bytes)),
    }
}

/// The endpoint that answered, with one more response for requests like this one, and that response's id.
pub(crate) fn variant_for(project: &Project, exchange: &Exchange, id: ResponseId) -> Option<Endpoint> {
    let (answered, answer) = exchange.answered_by()?;
    let mut endpoint = Endpoint::clone(project.endpoint(&answered.id)?);
    let mut response = answer.clone();
    response.id = id;
    response.enabled = true;
    response.name = "Variant".to_owned();
    let conditions = telling_conditions(&exchange.request(), &endpoint, exchange);
    response.condition = Some(Condition::All(conditions));
    endpoint.selection = Selection::Condition;
    // The one that answered so far goes on answering everything else; the new one is asked before it.
    let at = endpoint.responses.iter().position(|other| other.id == answer.id).unwrap_or(0);
    if endpoint.default_response.is_none() && answer.condition.is_none() {
        endpoint.default_response = Some(answer.id.clone());
    }
    endpoint.responses.insert(at, response);
    Some(endpoint)
}

/// What sets this request apart: path parameters, query, telling headers and the members of a small JSON body.
fn telling_conditions(request: &Request<'_>, endpoint: &Endpoint, exchange: &Exchange) -> Vec<Condition> {
    let compare = |subject: Subject, value: &str| Condition::Compare(Comparison::new(subject, Operator::Equals, value));
    let mut conditions = Vec::new();
    if let Some(candidate) = exchange.explain().and_then(|told| told.candidates.into_iter().find(|it| it.endpoint == endpoint.id))
    {
        conditions.extend(candidate.parameters.iter().map(|(name, value)| compare(Subject::PathParameter(name.clone()), value)));
    }
    let query = request.uri.query().unwrap_or_default();
    let mut seen = HashSet::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if seen.insert(name.to_string()) {
            conditions.push(compare(Subject::Query(name.into_owned()), &value));
        }
    }
    for name in TELLING_HEADERS {
        if let Some(value) = request.headers.get(name).and_then(|value| value.to_str().ok())
            && value != "*/*"
        {
            conditions.push(compare(Subject::Header(name.to_owned()), value));
        }
    }
    conditions.extend(body_conditions(request.body));
    conditions
}

/// The most members of a JSON body that become conditions of their own.
const MAX_MEMBERS: usize = 8;

fn body_conditions(body: &[u8]) -> Vec<Condition> {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else { return Vec::new() };
    match value.as_object() {
        Some(members)
            if members.len() <= MAX_MEMBERS && members.values().all(|member| !member.is_object() && !member.is_array()) =>
        {
            members
                .iter()
                .map(|(name, member)| {
                    let quoted = name.replace('\\', "\\\\").replace('\'', "\\'");
                    let text = member.as_str().map_or_else(|| member.to_string(), str::to_owned);
                    let subject = Subject::Json(format!("$['{quoted}']"));
                    Condition::Compare(Comparison::new(subject, Operator::Equals, text.as_str()))
                })
                .collect()
        }
        _ => {
            let json = Operand::Json(JsonText(JsonText::canonical(&value)));
            vec![Condition::Compare(Comparison::new(Subject::Body, Operator::JsonEquals, json))]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_that_look_like_ids_become_parameters() {
        for (path, pattern) in [
            ("/users/42", "/users/{id}"),
            ("/users/42/orders/7", "/users/{id}/orders/{order_id}"),
            ("/v1/files/0f8fad5b-d9cb-469f-a165-70867728950e", "/v1/files/{id}"),
            ("/commits/da39a3ee5e6b4b0d3255bfef95601890afd80709", "/commits/{id}"),
            ("/users/me", "/users/me"),
            ("/", "/"),
            ("/a%20b/c%2Fd", "/a b/c%2Fd"),
            ("/1/2/3", "/{id}/{id2}/{id3}"),
        ] {
            assert_eq!(suggested_path(path), pattern, "{path}");
        }
    }
}
