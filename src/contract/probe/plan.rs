//! Which calls a contract test makes: for each operation one for each named example, and some with values made after the
//! schemas. What cannot be called is skipped with a reason, which is no disagreement.

use std::collections::{BTreeSet, HashSet};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde_json::Value;

use super::{
    super::{Content, Contract, Operation, Parameter, ParameterIn, SecurityScheme},
    call::{Call, CallSource},
};
use crate::contract::{
    rules::is_json,
    written::{encoded, written},
};
use crate::engine::essence;
use crate::generate::{
    random::{Random, Seed},
    schema::{Access, Mode, SchemaOptions, SchemaPlan},
};

/// The most named examples of one operation that are called.
const MAX_EXAMPLES: usize = 8;

/// Header parameters that say nothing (OpenAPI 3.1, Parameter Object): other parts of the contract rule them.
const RULED_ELSEWHERE: [HeaderName; 3] = [header::ACCEPT, header::CONTENT_TYPE, header::AUTHORIZATION];

/// Which methods are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Methods {
    /// All.
    All,
    /// These, in capitals.
    Only(BTreeSet<String>),
}

impl Default for Methods {
    /// The safe ones (RFC 9110, section 9.2.1), which change nothing.
    fn default() -> Self {
        Self::Only(["GET", "HEAD", "OPTIONS"].map(str::to_owned).into())
    }
}

/// What to call, and how.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// Which methods are called.
    pub methods: Methods,
    /// Header fields of every call, the credentials above all. They stand instead of the contract's.
    pub headers: HeaderMap,
    /// Pairs of every call's query, as `name=value` and escaped.
    pub query: Vec<String>,
    /// What stands before each path instead of the contract's base path.
    pub base_path: Option<String>,
    /// What made-up values come from.
    pub seed: u64,
}

/// The calls of a test.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The calls, in the order of the contract.
    pub calls: Vec<Call>,
    /// Why an operation is not called, by its index.
    pub skipped: Vec<(usize, String)>,
}

/// The calls that test a contract.
pub fn plan(contract: &Contract, options: &PlanOptions) -> Plan {
    let mut plan = Plan::default();
    for (index, operation) in contract.operations.iter().enumerate() {
        let planner = Planner { contract, options, operation, index };
        match planner.reason_to_skip().map_or_else(|| planner.calls(), Err) {
            Ok(calls) => plan.calls.extend(calls),
            Err(reason) => plan.skipped.push((index, reason)),
        }
    }
    plan
}

struct Planner<'p> {
    contract: &'p Contract,
    options: &'p PlanOptions,
    operation: &'p Operation,
    index: usize,
}

/// A value of a parameter, and whether it was made up.
struct Chosen {
    value: Value,
    is_generated: bool,
}

impl Planner<'_> {
    fn reason_to_skip(&self) -> Option<String> {
        let method = &self.operation.method;
        if let Methods::Only(methods) = &self.options.methods
            && !methods.contains(method)
        {
            return Some(format!("{method} is called only when asked for"));
        }
        let security = &self.operation.security;
        if security.is_empty() || security.iter().any(|requirement| requirement.schemes.iter().all(|(name, _)| self.has(name))) {
            return None;
        }
        let names = |requirement: &super::super::SecurityRequirement| {
            let names: Vec<&str> = requirement.schemes.iter().map(|(name, _)| name.as_str()).collect();
            names.join(" with ")
        };
        let ways: Vec<String> = security.iter().map(names).collect();
        Some(format!("needs credentials ({}): none given", ways.join(" or ")))
    }

    /// Whether the credentials of that scheme are there.
    fn has(&self, scheme: &str) -> bool {
        match self.contract.security_schemes.get(scheme) {
            Some(SecurityScheme::ApiKey { location: ParameterIn::Query, name }) => {
                self.options.query.iter().any(|pair| pair.split('=').next() == Some(name))
            }
            Some(SecurityScheme::ApiKey { location: ParameterIn::Cookie, .. }) => {
                self.options.headers.contains_key(header::COOKIE)
            }
            Some(SecurityScheme::ApiKey { name, .. }) => self.options.headers.contains_key(name.as_str()),
            Some(SecurityScheme::Http { .. }) => self.options.headers.contains_key(header::AUTHORIZATION),
            Some(SecurityScheme::MutualTls) => false,
            Some(SecurityScheme::Unknown) | None => true,
        }
    }

    fn calls(&self) -> Result<Vec<Call>, String> {
        let content = self.request_content()?;
        let mut names: Vec<&str> = Vec::new();
        let of_parameters = self.operation.parameters.iter().flat_map(|parameter| &parameter.examples);
        for example in of_parameters.chain(content.iter().flat_map(|content| &content.examples)) {
            if !names.contains(&example.name.as_str()) && names.len() < MAX_EXAMPLES {
                names.push(&example.name);
            }
        }
        let mut calls = Vec::new();
        for name in names {
            calls.push(self.call(CallSource::Example(name.to_owned()), content, false, 0)?);
        }
        // Once with no more than must be there, once with all that may be.
        calls.push(self.call(CallSource::Generated, content, false, 1)?);
        calls.push(self.call(CallSource::Generated, content, true, 2)?);
        let mut seen = HashSet::new();
        calls.retain(|call| {
            let headers: Vec<_> = call.headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
            seen.insert((call.target.clone(), headers, call.body.clone()))
        });
        Ok(calls)
    }

    /// The content that a request's body is made of; none where it needs no body that cannot be made.
    fn request_content(&self) -> Result<Option<&Content>, String> {
        let Some(body) = &self.operation.request_body else { return Ok(None) };
        let of = |fits: fn(&str) -> bool| body.contents.iter().find(|content| fits(&content.media_type.to_ascii_lowercase()));
        let content =
            of(takes_json).or_else(|| of(is_form)).or_else(|| body.contents.iter().find(|content| !content.examples.is_empty()));
        match (content, body.contents.first()) {
            (None, Some(content)) if body.is_required => {
                Err(format!("its body of the type {} has no example to send", content.media_type))
            }
            (content, _) => Ok(content),
        }
    }

    fn call(&self, source: CallSource, content: Option<&Content>, with_optional: bool, round: u64) -> Result<Call, String> {
        let name = match &source {
            CallSource::Example(name) => Some(name.as_str()),
            _ => None,
        };
        let mut random = Random::new(Seed(self.options.seed ^ (self.index as u64) << 8 ^ round));
        let base_path = self.options.base_path.as_deref().unwrap_or(&self.operation.base_path);
        let mut path = self.operation.path.clone();
        let mut query = Vec::new();
        let (mut headers, mut cookies) = (HeaderMap::new(), Vec::new());
        headers.insert(header::ACCEPT, self.accept());
        let mut is_path_generated = false;
        for parameter in &self.operation.parameters {
            let has_example = name.is_some() && !parameter.examples.is_empty();
            if !parameter.is_required && !has_example && !with_optional {
                continue;
            }
            let chosen = self.value_of(parameter, name, &mut random)?;
            match parameter.location {
                ParameterIn::Path => {
                    let segment = written(parameter, &chosen.value, &encoded).concat();
                    // An empty segment would make it another path.
                    if segment.is_empty() || segment == "." || segment == ".." {
                        return Err(format!("nothing can be made for the path parameter {}", parameter.name));
                    }
                    path = path.replace(&format!("{{{}}}", parameter.name), &segment);
                    is_path_generated |= chosen.is_generated;
                }
                ParameterIn::Query => query.extend(written(parameter, &chosen.value, &encoded)),
                ParameterIn::Header => {
                    let field = HeaderName::try_from(&parameter.name).ok().filter(|name| !RULED_ELSEWHERE.contains(name));
                    if let (Some(field), Ok(value)) =
                        (field, HeaderValue::try_from(written(parameter, &chosen.value, &str::to_owned).concat()))
                    {
                        headers.insert(field, value);
                    }
                }
                ParameterIn::Cookie => {
                    cookies.push(format!("{}={}", parameter.name, written(parameter, &chosen.value, &str::to_owned).concat()));
                }
            }
        }
        if path.contains(['{', '}']) {
            return Err(format!("the contract does not say what to put into {path}"));
        }
        if let Ok(cookies) = HeaderValue::try_from(cookies.join("; "))
            && !cookies.is_empty()
        {
            headers.insert(header::COOKIE, cookies);
        }
        let body = self.body(content, name, &mut random, &mut headers)?;
        for field in self.options.headers.keys() {
            headers.remove(field);
        }
        headers.extend(self.options.headers.clone());
        query.extend(self.options.query.iter().cloned());
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        let target = format!("{base_path}{path}{query}");
        let method = Method::from_bytes(self.operation.method.as_bytes()).map_err(|error| error.to_string())?;
        Ok(Call { operation: self.index, method, target, headers, body, source, is_path_generated })
    }

    /// The types that are documented, and anything else after them.
    fn accept(&self) -> HeaderValue {
        let mut types: Vec<&str> = Vec::new();
        for content in self.operation.responses.iter().flat_map(|response| &response.contents) {
            if !types.contains(&content.media_type.as_str()) {
                types.push(&content.media_type);
            }
        }
        types.push("*/*;q=0.1");
        HeaderValue::try_from(types.join(", ")).unwrap_or(HeaderValue::from_static("*/*"))
    }

    fn value_of(&self, parameter: &Parameter, name: Option<&str>, random: &mut Random) -> Result<Chosen, String> {
        let examples = &parameter.examples;
        let named = name.and_then(|name| examples.iter().find(|example| example.name == name));
        // A path names a thing that the real API must have, so an example is always better there.
        let first = if name.is_some() || parameter.location == ParameterIn::Path { examples.first() } else { None };
        if let Some(example) = named.or(first) {
            return Ok(Chosen { value: example.value.clone(), is_generated: false });
        }
        let Some(schema) = parameter.schema.as_ref().and_then(|schema| schema.value(&self.contract.document)) else {
            return Ok(Chosen { value: Value::from("1"), is_generated: true });
        };
        let mut value = self.generate(schema, random).map_err(|error| format!("the parameter {}: {error}", parameter.name))?;
        if parameter.location == ParameterIn::Path && value.as_str() == Some("") {
            value = Value::from("1");
        }
        let says_values = ["example", "examples", "default", "enum", "const"].iter().any(|key| schema.get(key).is_some());
        Ok(Chosen { value, is_generated: !says_values })
    }

    fn body(
        &self,
        content: Option<&Content>,
        name: Option<&str>,
        random: &mut Random,
        headers: &mut HeaderMap,
    ) -> Result<Bytes, String> {
        let Some(content) = content else { return Ok(Bytes::new()) };
        let media_type = content.media_type.to_ascii_lowercase();
        let named = name.and_then(|name| content.examples.iter().find(|example| example.name == name));
        let is_made = takes_json(&media_type) || is_form(&media_type);
        let example = named.or_else(|| content.examples.first().filter(|_| name.is_some() || !is_made));
        let value = match (example, content.schema.as_ref().and_then(|schema| schema.value(&self.contract.document))) {
            (Some(example), _) => example.value.clone(),
            (None, Some(schema)) => self.generate(schema, random).map_err(|error| format!("the body: {error}"))?,
            (None, None) => Value::Object(serde_json::Map::new()),
        };
        if let Ok(value) = HeaderValue::try_from(if media_type.contains('*') { "application/json" } else { &content.media_type })
        {
            headers.insert(header::CONTENT_TYPE, value);
        }
        Ok(match value {
            Value::Object(members) if is_form(&media_type) => {
                let mut form = form_urlencoded::Serializer::new(String::new());
                for (name, value) in &members {
                    form.append_pair(name, &value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                }
                form.finish().into()
            }
            Value::String(text) if !takes_json(&media_type) => text.into(),
            value => value.to_string().into(),
        })
    }

    fn generate(&self, schema: &Value, random: &mut Random) -> Result<Value, String> {
        let options = SchemaOptions {
            dialect: self.contract.dialect,
            access: Access::Write,
            use_examples: true,
            ..SchemaOptions::default()
        };
        let plan = SchemaPlan::compile(schema, &self.contract.document, &options).map_err(|error| error.to_string())?;
        let generated = plan.generate(random, Mode::Normal);
        match generated.misses.into_iter().next() {
            None => Ok(generated.value),
            Some(miss) => Err(format!("no value can be made: {}", miss.message)),
        }
    }
}

/// Whether JSON fits: it is asked for, or anything is.
fn takes_json(media_type: &str) -> bool {
    is_json(media_type) || essence(media_type) == "*/*"
}

fn is_form(media_type: &str) -> bool {
    media_type.starts_with("application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    fn contract() -> Contract {
        Contract::view(&Arc::new(json!({
            "openapi": "3.1.0",
            "servers": [{"url": "https://api.example/v1"}],
            "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
            "paths": {
                "/pets/{id}": {
                    "parameters": [
                        {"name": "id", "in": "path", "required": true, "schema": {"type": "integer"},
                         "examples": {"cat": {"value": 7}, "dog": {"value": 8}}},
                        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 9}}
                    ],
                    "get": {"responses": {"200": {"description": ""}}},
                    "delete": {"responses": {"204": {"description": ""}}}
                },
                "/owners/{name}": {"get": {
                    "security": [{"key": []}],
                    "parameters": [{"name": "name", "in": "path", "required": true, "schema": {"type": "string"}}],
                    "responses": {"200": {"description": ""}}
                }}
            }
        })))
    }

    #[test]
    fn examples_come_first_and_what_may_not_be_called_is_skipped_with_a_reason() {
        let planned = plan(&contract(), &PlanOptions::default());
        let targets: Vec<&str> = planned.calls.iter().map(|call| call.target.as_str()).collect();
        assert_eq!(&targets[..2], ["/v1/pets/7", "/v1/pets/8"]);
        assert!(targets[2].starts_with("/v1/pets/7?limit="), "{targets:?}");
        assert!(planned.calls.iter().all(|call| call.method == "GET" && !call.is_path_generated));
        let reasons: Vec<&str> = planned.skipped.iter().map(|(_, reason)| reason.as_str()).collect();
        assert_eq!(reasons, ["DELETE is called only when asked for", "needs credentials (key): none given"]);
    }

    #[test]
    fn methods_credentials_and_the_base_path_are_taken_as_asked() {
        let mut options = PlanOptions { methods: Methods::All, base_path: Some(String::new()), ..PlanOptions::default() };
        options.headers.insert("x-key", HeaderValue::from_static("secret"));
        let planned = plan(&contract(), &options);
        assert!(planned.skipped.is_empty(), "{:?}", planned.skipped);
        assert!(planned.calls.iter().any(|call| call.method == "DELETE" && call.target == "/pets/7"));
        let owner = planned.calls.iter().find(|call| call.target.starts_with("/owners/")).unwrap();
        assert!(owner.is_path_generated && owner.headers["x-key"] == "secret");
        assert_eq!(format!("{:?}", plan(&contract(), &options).calls), format!("{:?}", planned.calls));
    }
}
