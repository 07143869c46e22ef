//! The headers of a documented answer: their examples, or values that are valid against their schemas.

use serde_json::Value;

use super::{body::plain, sample::Samples};
use crate::{
    contract::{DocumentedHeader, DocumentedResponse},
    model::Header,
};

/// Headers that say how a message is framed or coded: the server sets them as it really is. `Content-Type` is told by the
/// media type (OpenAPI 3.1, Response Object).
const SERVERS_OWN: [&str; 8] =
    ["content-type", "content-length", "transfer-encoding", "content-encoding", "connection", "keep-alive", "trailer", "upgrade"];

/// The documented headers of an answer.
pub(super) fn headers(samples: &mut Samples<'_>, response: &DocumentedResponse) -> Vec<Header> {
    let is_ours = |header: &&DocumentedHeader| !SERVERS_OWN.contains(&header.name.to_ascii_lowercase().as_str());
    let documented = response.headers.iter().filter(is_ours);
    documented.filter_map(|header| Some(Header::new(header.name.as_str(), value(samples, header)?))).collect()
}

fn value(samples: &mut Samples<'_>, header: &DocumentedHeader) -> Option<String> {
    let example = header.examples.first().map(|example| written(&example.value, header.is_exploded));
    let made =
        || header.schema.as_ref().and_then(|schema| samples.value(schema)).map(|value| written(&value, header.is_exploded));
    let value = example.or_else(made)?;
    let is_sendable = http::HeaderValue::from_str(&value).is_ok();
    // Values of headers are templates: what looks like one in an example must stay as it is.
    is_sendable.then(|| value.replace("{{", "{{'{{'}}"))
}

/// A value in style "simple" (OpenAPI 3.1, Style Values).
fn written(value: &Value, is_exploded: bool) -> String {
    match value {
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(","),
        Value::Object(members) => {
            let separator = if is_exploded { '=' } else { ',' };
            members.iter().map(|(name, value)| format!("{name}{separator}{}", plain(value))).collect::<Vec<_>>().join(",")
        }
        value => plain(value),
    }
}
