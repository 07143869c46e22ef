//! A valid request of an operation: from the contract's examples where there are any, otherwise generated from its schemas, with
//! every parameter written in its style. The same seed gives the same request.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde_json::Value;

use super::{
    Content, Contract, NamedExample, Operation, Parameter, ParameterIn, SchemaAt, SecurityScheme,
    written::{encoded, in_brackets, is_writable, plain, written},
};
use crate::{
    engine::essence,
    generate::{
        random::{Random, Seed},
        schema::{Access, Dialect, Mode, SchemaCheck, SchemaOptions, SchemaPlan},
    },
};

/// The boundary of multipart bodies.
const BOUNDARY: &str = "sample-request-boundary";

/// How often a value is made anew that cannot be sent as it is.
const ATTEMPTS: u64 = 20;

/// A request that an operation should accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleRequest {
    /// The method.
    pub method: Method,
    /// The path, without the base path, and the query.
    pub target: String,
    /// The header fields, that of the body's media type and credentials included.
    pub headers: HeaderMap,
    /// The body; empty where there is none.
    pub body: Vec<u8>,
    /// What of the contract could not be met, each in one sentence.
    pub misses: Vec<String>,
}

impl SampleRequest {
    /// A request of an operation with its required parameters, those that have examples, and about half of the others.
    pub fn of(contract: &Contract, operation: &Operation, seed: u64) -> Self {
        Maker { contract, seed, misses: Vec::new() }.request(operation)
    }
}

struct Maker<'c> {
    contract: &'c Contract,
    seed: u64,
    misses: Vec<String>,
}

impl Maker<'_> {
    fn request(mut self, operation: &Operation) -> SampleRequest {
        let mut path = operation.path.split(['?', '#']).next().unwrap_or_default().to_owned();
        let mut query: Vec<String> = Vec::new();
        let mut cookies: Vec<String> = Vec::new();
        let mut headers = HeaderMap::new();
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let is_wanted = parameter.is_required || !parameter.examples.is_empty() || (self.seed >> (index % 60)) & 1 == 1;
            let is_described_elsewhere = parameter.location == ParameterIn::Header
                && ["accept", "content-type", "authorization"].contains(&parameter.name.to_ascii_lowercase().as_str());
            if !is_wanted || is_described_elsewhere {
                continue;
            }
            let Some(value) = self.parameter_value(parameter, index) else { continue };
            match parameter.location {
                ParameterIn::Path => {
                    path = path.replace(&format!("{{{}}}", parameter.name), &written(parameter, &value, &encoded).join(""));
                }
                ParameterIn::Query => query.extend(written(parameter, &value, &encoded)),
                ParameterIn::Cookie => cookies.extend(written(parameter, &value, &encoded)),
                ParameterIn::Header => {
                    let text = written(parameter, &value, &str::to_owned).join(",");
                    self.field(&mut headers, &parameter.name, &text);
                }
            }
        }
        let credentials = operation.security.iter().min_by_key(|requirement| requirement.schemes.len());
        for (name, _) in credentials.map_or(&[][..], |requirement| requirement.schemes.as_slice()) {
            match self.contract.security_schemes.get(name) {
                Some(SecurityScheme::ApiKey { location, name }) => match location {
                    ParameterIn::Query => query.push(format!("{}=sample-key", encoded(name))),
                    ParameterIn::Cookie => cookies.push(format!("{name}=sample-key")),
                    ParameterIn::Header | ParameterIn::Path => self.field(&mut headers, name, "sample-key"),
                },
                Some(SecurityScheme::Http { scheme }) => {
                    let credentials = match scheme.as_str() {
                        "basic" => format!("Basic {}", STANDARD.encode("sample:sample")),
                        "bearer" => "Bearer sample-token".to_owned(),
                        "digest" => {
                            "Digest username=\"sample\", realm=\"sample\", nonce=\"0\", uri=\"/\", response=\"0\"".to_owned()
                        }
                        other => format!("{other} sample"),
                    };
                    self.field(&mut headers, "authorization", &credentials);
                }
                _ => {}
            }
        }
        let mut body = Vec::new();
        if let Some(content) = operation.request_body.as_ref().and_then(|body| preferred(&body.contents)) {
            let (media_type, bytes) = self.body(content);
            self.field(&mut headers, header::CONTENT_TYPE.as_str(), &media_type);
            body = bytes;
        }
        if !cookies.is_empty() {
            self.field(&mut headers, header::COOKIE.as_str(), &cookies.join("; "));
        }
        let separator = if query.is_empty() { "" } else { "?" };
        SampleRequest {
            method: Method::from_bytes(operation.method.as_bytes()).unwrap_or_default(),
            target: format!("{path}{separator}{}", query.join("&")),
            headers,
            body,
            misses: self.misses,
        }
    }

    fn field(&mut self, headers: &mut HeaderMap, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value.as_bytes())) {
            (Ok(name), Ok(value)) => drop(headers.insert(name, value)),
            _ => self.misses.push(format!("The header {name} cannot be sent with the value that the contract asks for")),
        }
    }

    fn parameter_value(&mut self, parameter: &Parameter, index: usize) -> Option<Value> {
        let is_sendable = |value: &Value| match (parameter.location, value) {
            // An empty segment would be another path, and so would dots.
            (ParameterIn::Path, Value::String(text)) => !text.is_empty() && text != "." && text != "..",
            (ParameterIn::Path, Value::Array(items)) => !items.is_empty(),
            (ParameterIn::Path, Value::Object(members)) => !members.is_empty(),
            (ParameterIn::Header, Value::String(text)) => {
                text.trim() == text && !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
            }
            (ParameterIn::Cookie, Value::String(text)) => !text.is_empty(),
            (_, Value::Null) => false,
            (_, Value::Array(items)) => !items.is_empty(),
            _ => true,
        };
        let is_sendable = |value: &Value| is_sendable(value) && is_writable(parameter, value);
        let Some(schema) = &parameter.schema else {
            return parameter.examples.first().map(|example| example.value.clone()).or_else(|| Some(Value::from("sample")));
        };
        let found = self.value(schema, &parameter.examples, index as u64, is_sendable);
        if found.is_none() && parameter.is_required {
            self.misses.push(format!("There is no value of the parameter {} that can be sent", parameter.name));
        }
        found
    }

    /// An example that satisfies the schema, or a generated value.
    fn value(&self, schema: &SchemaAt, examples: &[NamedExample], salt: u64, is_fit: impl Fn(&Value) -> bool) -> Option<Value> {
        let document = &self.contract.document;
        let check = SchemaCheck::gather(document, &schema.pointer, self.contract.dialect, Access::Write)?;
        let fits = |value: &Value| check.is_valid(value) && check.marked(value, "readOnly").is_empty() && is_fit(value);
        if let Some(example) = examples.iter().find(|example| fits(&example.value)) {
            return Some(example.value.clone());
        }
        let options = SchemaOptions {
            dialect: self.contract.dialect,
            access: Access::Write,
            use_examples: true,
            ..SchemaOptions::default()
        };
        let plan = SchemaPlan::compile(schema.value(document)?, document, &options).ok()?;
        let generated = |plan: &SchemaPlan, attempt: u64| {
            let seed = self.seed.wrapping_mul(1_000_003).wrapping_add(salt * 1009 + attempt);
            plan.generate(&mut Random::new(Seed(seed)), Mode::Normal).value
        };
        let mut found = None;
        for attempt in 0..ATTEMPTS {
            let value = generated(&plan, attempt);
            if fits(&value) {
                return Some(value);
            }
            found = Some(value);
        }
        // Where alternatives overlap, only the discriminator tells them apart, which the schema as a whole does not say.
        let options = SchemaOptions { dialect: Dialect::default(), ..options };
        for alternative in check.named_alternatives() {
            let plan = SchemaPlan::compile(&alternative, check.json_schema(), &options).ok()?;
            if let Some(value) = (0..ATTEMPTS).map(|attempt| generated(&plan, attempt)).find(fits) {
                return Some(value);
            }
        }
        found.filter(|value| is_fit(value))
    }

    fn body(&mut self, content: &Content) -> (String, Vec<u8>) {
        let media_type =
            if content.media_type.contains('*') { "application/json".to_owned() } else { content.media_type.clone() };
        let kind = essence(&media_type).to_ascii_lowercase();
        let is_json = super::rules::is_json(&kind);
        let value = match &content.schema {
            Some(schema) => self.value(schema, &content.examples, 7919, |_| true),
            None => content.examples.first().map(|example| example.value.clone()),
        };
        let value = value.unwrap_or_else(|| if is_json { Value::Object(Default::default()) } else { Value::from("sample") });
        match kind.as_str() {
            _ if is_json => (media_type, value.to_string().into_bytes()),
            "application/x-www-form-urlencoded" => {
                let mut pairs = form_urlencoded::Serializer::new(String::new());
                for (name, member) in value.as_object().into_iter().flatten() {
                    let separator = self.separator(content, name);
                    match (member, separator) {
                        (Value::Array(items), Some(separator)) => {
                            let texts: Vec<String> = items.iter().map(plain).collect();
                            pairs.append_pair(name, &texts.join(separator));
                        }
                        _ => in_brackets(name, member, &mut |name, text| {
                            pairs.append_pair(name, text);
                        }),
                    }
                }
                (media_type, pairs.finish().into_bytes())
            }
            "multipart/form-data" => (format!("{kind}; boundary={BOUNDARY}"), multipart(&value)),
            _ => (media_type, plain(&value).into_bytes()),
        }
    }

    fn separator(&self, content: &Content, field: &str) -> Option<&'static str> {
        let encoding = self.contract.document.pointer(&content.pointer)?.get("encoding")?.get(field)?;
        match encoding.get("style").and_then(Value::as_str) {
            Some("spaceDelimited") => Some(" "),
            Some("pipeDelimited") => Some("|"),
            _ => (encoding.get("explode").and_then(Value::as_bool) == Some(false)).then_some(","),
        }
    }
}

/// The content that is easiest to make: JSON, then forms, then whatever comes first.
fn preferred(contents: &[Content]) -> Option<&Content> {
    let rank = |content: &&Content| match essence(&content.media_type) {
        kind if super::rules::is_json(kind) => 0,
        "application/x-www-form-urlencoded" => 1,
        "multipart/form-data" => 2,
        _ => 3,
    };
    contents.iter().min_by_key(rank)
}

fn multipart(value: &Value) -> Vec<u8> {
    let mut body = String::new();
    let mut part = |name: &str, value: &Value| {
        let is_composed = value.is_object() || value.is_array();
        let content_type = if is_composed { "Content-Type: application/json\r\n" } else { "" };
        let name = name.replace('"', "%22").replace(['\r', '\n'], " ");
        body.push_str(&format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n{content_type}\r\n{}\r\n",
            plain(value)
        ));
    };
    for (name, member) in value.as_object().into_iter().flatten() {
        match member {
            Value::Array(items) if !items.is_empty() => items.iter().for_each(|item| part(name, item)),
            member => part(name, member),
        }
    }
    body.push_str(&format!("--{BOUNDARY}--\r\n"));
    body.into_bytes()
}
