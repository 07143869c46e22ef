//! The body of a documented answer: its example as text, or JSON made from its schema, or something small and sensible of
//! its media type.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::Value;

use super::{
    media::{Kind, essence, kind},
    sample::{Samples, readable},
    xml,
};
use crate::{
    contract::{Content, Contract},
    generate::template::Template,
    model::{Body, Extra, GeneratedBody, GeneratedFrom, JsonText, Language, TextBody},
};

/// The smallest picture there is: one transparent pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
/// The same as a GIF.
const GIF: &str = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
/// The end of a directory that lists nothing: a ZIP file of no files.
const ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"16\" height=\"16\"><circle cx=\"8\" cy=\"8\" r=\"8\"/></svg>\n";
/// A document of one empty page; readers find its parts without the table of places.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// The body for a content that is sent as `media_type`, with that example or without one.
pub(super) fn body(
    contract: &Contract,
    samples: &mut Samples<'_>,
    content: &Content,
    media_type: &str,
    example: Option<&Value>,
) -> Body {
    let kind = match kind(media_type) {
        Kind::Unknown => kind_by_schema(contract, content, example),
        kind => kind,
    };
    if kind == Kind::Json {
        return match (example, &content.schema) {
            (Some(value), _) => text(Language::Json, JsonText::canonical(value)),
            (None, Some(schema)) => Body::Generated(GeneratedBody {
                from: GeneratedFrom::Contract,
                content: JsonText(JsonText::canonical(&readable(schema, &contract.document))),
                extra: Extra::new(),
            }),
            (None, None) => text(Language::Json, "{}"),
        };
    }
    if kind == Kind::Bytes {
        return bytes(&essence(media_type), example);
    }
    if let Some(Value::String(written)) = example {
        return text(Language::of_content_type(media_type), written.as_str());
    }
    let made = || content.schema.as_ref().and_then(|schema| samples.value(schema)).map(|value| (*value).clone());
    let value = example.cloned().or_else(made);
    match kind {
        Kind::Xml if essence(media_type) == "image/svg+xml" => text(Language::Xml, SVG),
        Kind::Xml => text(Language::Xml, xml::document(&contract.document, content.schema.as_ref(), value.as_ref())),
        Kind::Yaml => text(Language::Yaml, JsonText::canonical(&value.unwrap_or(Value::Null))),
        Kind::Form => text(Language::Plain, form(value.as_ref())),
        Kind::JsonLines => {
            let lines = match value {
                Some(Value::Array(values)) => values,
                value => value.into_iter().collect(),
            };
            text(Language::Plain, lines.iter().map(|line| format!("{line}\n")).collect::<String>())
        }
        Kind::Events => text(Language::Plain, events(value.as_ref())),
        Kind::Html => text(Language::Html, html(contract, content, value.as_ref())),
        Kind::Json | Kind::Bytes | Kind::Text | Kind::Unknown => {
            text(Language::of_content_type(media_type), value.as_ref().map_or_else(|| "Text".to_owned(), plain))
        }
    }
}

/// A value as it stands in text: a text itself, else JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(_) | Value::Object(_) => JsonText::canonical(value),
        value => value.to_string(),
    }
}

/// Text as it stands: what looks like a template in an example is none. Other text may become one by hand.
fn text(language: Language, content: impl Into<String>) -> Body {
    let content = JsonText(content.into());
    let is_template = !Template::is_template(content.as_str());
    Body::Text(TextBody { language, content, is_template, extra: Extra::new() })
}

fn kind_by_schema(contract: &Contract, content: &Content, example: Option<&Value>) -> Kind {
    let schema = content.schema.as_ref().and_then(|schema| schema.value(&contract.document));
    let says = |key: &str, expected: &str| schema.and_then(|schema| schema.get(key)).is_some_and(|value| value == expected);
    match example {
        Some(Value::Object(_) | Value::Array(_)) => Kind::Text,
        None if schema.is_none() || says("format", "binary") || says("type", "file") => Kind::Bytes,
        _ => Kind::Text,
    }
}

fn bytes(essence: &str, example: Option<&Value>) -> Body {
    match (essence, example) {
        ("image/png", _) => Body::Base64(PNG.to_owned()),
        ("image/gif", _) => Body::Base64(GIF.to_owned()),
        ("application/zip", _) => Body::Base64(BASE64_STANDARD.encode(ZIP)),
        ("application/pdf", _) => Body::Base64(BASE64_STANDARD.encode(PDF)),
        (_, Some(Value::String(written))) => Body::Base64(BASE64_STANDARD.encode(written)),
        _ => Body::Base64(BASE64_STANDARD.encode(b"\0\x01\x02\x03\x04\x05\x06\x07")),
    }
}

fn form(value: Option<&Value>) -> String {
    let mut written = form_urlencoded::Serializer::new(String::new());
    for (name, value) in value.and_then(Value::as_object).into_iter().flatten() {
        match value {
            Value::Array(values) => {
                written.extend_pairs(values.iter().map(|value| (name, plain(value))));
            }
            value => {
                written.append_pair(name, &plain(value));
            }
        }
    }
    written.finish()
}

/// One event (HTML standard, server-sent events) for each of a list, else one in all.
fn events(value: Option<&Value>) -> String {
    let mut written = String::new();
    let values = match value {
        Some(Value::Array(values)) => values.as_slice(),
        value => value.map_or(&[][..], std::slice::from_ref),
    };
    for value in values {
        let line = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        line.lines().for_each(|line| written.extend(["data: ", line, "\n"]));
        written.push('\n');
    }
    if written.is_empty() { ": nothing yet\n\n".to_owned() } else { written }
}

/// A page, where the schema asks for nothing but text.
fn html(contract: &Contract, content: &Content, value: Option<&Value>) -> String {
    let schema = content.schema.as_ref().and_then(|schema| schema.value(&contract.document)).and_then(Value::as_object);
    let asks_for_more = |key: &String| !matches!(key.as_str(), "type" | "description" | "title" | "nullable");
    match value {
        Some(value) if schema.is_some_and(|schema| schema.keys().any(asks_for_more)) => plain(value),
        _ => {
            let title = xml::escaped(&contract.title);
            format!(
                "<!doctype html>\n<html lang=\"en\">\n  <head>\n    <title>{title}</title>\n  </head>\n  <body>\n    <h1>{title}</h1>\n  </body>\n</html>\n"
            )
        }
    }
}
