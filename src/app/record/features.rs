//! What of a request might tell why it got another answer than its like: parameters, query, body and a few header fields.

use std::collections::HashMap;

use serde_json::Value;

use crate::{model::Subject, traffic::Exchange};

/// Header fields by which real servers choose between answers, the likeliest first. Others come from the client's HTTP
/// library, or differ with every request.
pub(super) const HEADERS: [&str; 12] = [
    "Range",
    "If-None-Match",
    "If-Modified-Since",
    "Authorization",
    "X-Api-Key",
    "Accept-Encoding",
    "Prefer",
    "Content-Type",
    "Accept",
    "Accept-Language",
    "X-Requested-With",
    "Origin",
];

/// The most values of a JSON body that are looked at, and how deep they may lie.
const MAX_JSON_VALUES: usize = 64;
const MAX_JSON_DEPTH: usize = 6;
/// The longest value that becomes a condition.
const MAX_VALUE_BYTES: usize = 4 * 1024;
/// The longest body that becomes a condition as a whole.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// The values of a request, by what they are values of.
pub(super) type Features = HashMap<Subject, String>;

/// The features of an exchange's request, with those path parameters.
pub(super) fn features(exchange: &Exchange, parameters: &[(String, String)]) -> Features {
    let mut features = Features::new();
    let mut add = |subject: Subject, value: &str| {
        if value.len() <= MAX_VALUE_BYTES {
            // Of several the first one counts; where another one matters, answers stay unexplained and are told in order.
            features.entry(subject).or_insert_with(|| value.to_owned());
        }
    };
    for (name, value) in parameters {
        add(Subject::PathParameter(name.clone()), value);
    }
    let request = exchange.request();
    for (name, value) in request.query() {
        add(Subject::Query(name.to_string()), value);
    }
    for (name, value) in request.cookies() {
        add(Subject::Cookie(name.to_string()), value);
    }
    for name in HEADERS {
        if let Some(value) = exchange.request_headers.get(name).and_then(|value| value.to_str().ok()) {
            add(Subject::Header(name.to_owned()), value);
        }
    }
    if !exchange.request_body.is_truncated() {
        if let Ok(value) = request.json() {
            let mut left = MAX_JSON_VALUES;
            add_json(value, &mut "$".to_owned(), 0, &mut left, &mut add);
        } else {
            // A body that says nothing of its type is read as a form, whatever it is.
            for (name, value) in request.form() {
                add(Subject::Form(name.to_string()), value);
            }
            for (name, value) in request.multipart() {
                add(Subject::Multipart(name.to_string()), value);
            }
        }
        if let (1..=MAX_BODY_BYTES, Ok(text)) =
            (exchange.request_body.bytes.len(), std::str::from_utf8(&exchange.request_body.bytes))
        {
            features.insert(Subject::Body, text.to_owned());
        }
    }
    features
}

/// The single values of a JSON document by their paths.
fn add_json(value: &Value, path: &mut String, depth: usize, left: &mut usize, add: &mut impl FnMut(Subject, &str)) {
    if *left == 0 || depth > MAX_JSON_DEPTH {
        return;
    }
    let length = path.len();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                path.push_str(&format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'")));
                add_json(member, path, depth + 1, left, add);
                path.truncate(length);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                path.push_str(&format!("[{index}]"));
                add_json(element, path, depth + 1, left, add);
                path.truncate(length);
            }
        }
        single => {
            *left -= 1;
            let text = single.as_str().map_or_else(|| single.to_string(), str::to_owned);
            add(Subject::Json(path.clone()), &text);
        }
    }
}
