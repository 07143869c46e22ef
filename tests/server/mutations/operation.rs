//! The valid requests of one operation, and those that are invalid in one place.

use jsonschema::Registry;
use mockwright::{
    contract::{Content, Contract, NamedExample, Operation, Parameter, ParameterIn, SchemaAt, SecurityScheme, Style},
    generate::{
        random::{Random, Seed},
        schema::{Access, Mode, SchemaCheck, SchemaOptions, SchemaPlan},
    },
};
use serde_json::{Value, json};

use super::{
    call::{Call, SentBody, Shown, scheme},
    judge::Judge,
    values::{Bounds, Limits, Mutant, NO_MEMBER, Notation, mutants},
};

/// A media type that no contract names.
const UNKNOWN_TYPE: &str = "application/x-unheard-of";

/// How often a value is generated until one is valid and can be sent.
const ATTEMPTS: u64 = 40;

/// What a schema says, for values and for candidates.
struct Schema {
    judge: Judge,
    limits: Limits,
}

/// An operation with a valid request.
pub struct Held<'c> {
    contract: &'c Contract,
    operation: &'c Operation,
    parameters: Vec<Option<Schema>>,
    base: Call,
    bodies: Vec<(SentBody, Option<Schema>)>,
}

/// How a request should be refused.
#[derive(Debug)]
pub struct Expected {
    pub status: u16,
    pub location: &'static str,
    pub place: String,
    /// Other places that the judge finds wrong.
    pub around: Vec<String>,
    /// Where alternatives begin, none of which fits: any place in them may be named.
    pub within: Vec<String>,
}

/// A request that is invalid in one place.
pub struct Mutation {
    /// What was done, and where.
    pub kind: String,
    pub call: Call,
    pub expected: Expected,
}

impl Expected {
    fn new(status: u16, location: &'static str, place: impl Into<String>) -> Self {
        Self { status, location, place: place.into(), around: Vec::new(), within: Vec::new() }
    }

    /// Whether that place says what the judge says, though not the place itself.
    pub fn is_around(&self, named: &str) -> bool {
        let is_within =
            |start: &String| named.strip_prefix(start.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.around.iter().any(|around| around == named) || self.within.iter().any(is_within)
    }
}

impl<'c> Held<'c> {
    /// An operation with a valid request; none where no such request can be made.
    pub fn of(contract: &'c Contract, registry: &Registry<'_>, operation: &'c Operation) -> Option<Self> {
        let schema = |at: &SchemaAt| {
            let judge = Judge::of(contract, registry, at)?;
            let check = SchemaCheck::gather(&contract.document, &at.pointer, contract.dialect, Access::Write)?;
            Some(Schema { judge, limits: Limits::of(check.json_schema()) })
        };
        let none = Call { values: vec![None; operation.parameters.len()], credentials: Vec::new(), body: None };
        let mut base = none.clone();
        let mut parameters = Vec::new();
        for (index, parameter) in operation.parameters.iter().enumerate() {
            if is_described_elsewhere(parameter) || is_credential(contract, operation, parameter) {
                parameters.push(None);
                continue;
            }
            let schema = parameter.schema.as_ref().and_then(schema);
            let is_sendable = |value: &Value| {
                let mut alone = none.clone();
                alone.values[index] = Some(value.clone());
                alone.written(operation).is_some()
            };
            let value = schema.as_ref().and_then(|schema| {
                valid(contract, parameter.schema.as_ref()?, &parameter.examples, schema, index as u64, &is_sendable)
            });
            let value = value.or_else(|| parameter.schema.is_none().then(|| Value::from("any")));
            if value.is_none() && parameter.is_required {
                return None;
            }
            base.values[index] = value;
            parameters.push(schema);
        }
        let contents = operation.request_body.as_ref().map_or(&[][..], |body| body.contents.as_slice());
        let bodies: Vec<_> = contents.iter().filter_map(|content| body(contract, content, &schema)).collect();
        if bodies.is_empty() && operation.request_body.as_ref().is_some_and(|body| body.is_required && !body.contents.is_empty())
        {
            return None;
        }
        base.body = bodies.first().map(|(body, _)| body.clone());
        base.credentials = ways(contract, operation).into_iter().next().unwrap_or_default();
        Some(Self { contract, operation, parameters, base, bodies })
    }

    /// Requests that nothing is wrong with: with each body, with each way to show credentials, and with nothing but what is required.
    pub fn valid_calls(&self) -> Vec<Call> {
        let with_body = |body: &SentBody| Call { body: Some(body.clone()), ..self.base.clone() };
        let mut calls: Vec<Call> = self.bodies.iter().map(|(body, _)| with_body(body)).collect();
        calls.extend(ways(self.contract, self.operation).into_iter().map(|way| Call { credentials: way, ..self.base.clone() }));
        let mut least = self.base.clone();
        for (value, parameter) in least.values.iter_mut().zip(&self.operation.parameters) {
            value.take_if(|_| !parameter.is_required);
        }
        if self.operation.request_body.as_ref().is_some_and(|body| !body.is_required) {
            least.body = None;
        }
        calls.extend([self.base.clone(), least]);
        calls
    }

    /// Requests that are invalid in one place.
    pub fn mutations(&self, bounds: Bounds) -> Vec<Mutation> {
        let mut all = Vec::new();
        // An answer to HEAD cannot say what was wrong.
        if self.operation.method == "HEAD" {
            return all;
        }
        for index in 0..self.operation.parameters.len() {
            self.of_parameter(index, bounds, &mut all);
        }
        self.of_credentials(&mut all);
        for (body, schema) in &self.bodies {
            self.of_body(body, schema.as_ref(), bounds, &mut all);
        }
        if let (Some(documented), true) = (&self.operation.request_body, self.base.body.is_some())
            && documented.is_required
        {
            let call = Call { body: None, ..self.base.clone() };
            all.push(Mutation { kind: "missing: body".to_owned(), call, expected: Expected::new(422, "body", "") });
        }
        all
    }

    fn of_parameter(&self, index: usize, bounds: Bounds, all: &mut Vec<Mutation>) {
        let (parameter, Some(value)) = (&self.operation.parameters[index], &self.base.values[index]) else { return };
        let location = match parameter.location {
            ParameterIn::Path => "path",
            ParameterIn::Query => "query",
            ParameterIn::Header => "header",
            ParameterIn::Cookie => "cookie",
        };
        let with = |value: Option<Value>| {
            let mut call = self.base.clone();
            call.values[index] = value;
            call
        };
        // A path without it is another path.
        if parameter.is_required && parameter.location != ParameterIn::Path {
            let expected = Expected::new(422, location, &parameter.name);
            all.push(Mutation { kind: format!("missing: {location}"), call: with(None), expected });
        }
        let Some(schema) = &self.parameters[index] else { return };
        let notation = if parameter.media_type.is_some() { Notation::Json } else { Notation::Text };
        let is_spread = parameter.style == Style::Form && parameter.is_exploded && value.is_object();
        for mutant in mutants(value, &schema.limits, notation, &schema.judge, bounds) {
            let is_let_through = parameter.allows_empty && mutant.value == "";
            // What is not in an object that is spread over the query may be anything.
            if is_let_through || is_spread && mutant.place.ends_with(NO_MEMBER) {
                continue;
            }
            let expected = expected(&parameter.name, location, &mutant);
            all.push(Mutation {
                kind: format!("{}: {location}", class(&mutant.keyword)),
                call: with(Some(mutant.value)),
                expected,
            });
        }
    }

    fn of_body(&self, body: &SentBody, schema: Option<&Schema>, bounds: Bounds, all: &mut Vec<Mutation>) {
        let with = |body: SentBody| Call { body: Some(body), ..self.base.clone() };
        let documented = self.operation.request_body.as_ref().map_or(&[][..], |body| body.contents.as_slice());
        if !documented.iter().any(|content| content.media_type.contains("*/*") || content.media_type.starts_with("application/*"))
        {
            let raw = body.written();
            let call = with(SentBody { media_type: UNKNOWN_TYPE.to_owned(), raw, ..body.clone() });
            let expected = Expected::new(415, "header", "Content-Type");
            all.push(Mutation { kind: "media type: body".to_owned(), call, expected });
        }
        let (notation, form) = match essence(&body.media_type) {
            kind if kind.ends_with("json") => (Notation::Json, "JSON"),
            "application/x-www-form-urlencoded" => (Notation::Text, "form"),
            "multipart/form-data" => (Notation::Text, "multipart"),
            "text/plain" => (Notation::Text, "text"),
            _ => return,
        };
        if notation == Notation::Json {
            let call = with(SentBody { raw: Some(b"{\"a\": ".to_vec()), ..body.clone() });
            all.push(Mutation { kind: "syntax: body JSON".to_owned(), call, expected: Expected::new(422, "body", "") });
        }
        let Some(schema) = schema else { return };
        for mutant in mutants(&body.value, &schema.limits, notation, &schema.judge, bounds) {
            let expected = expected("", "body", &mutant);
            let call = with(SentBody { value: mutant.value, ..body.clone() });
            all.push(Mutation { kind: format!("{}: body {form}", class(&mutant.keyword)), call, expected });
        }
    }

    /// Each credential of each way left out, of another kind, or broken, where no other way is left.
    fn of_credentials(&self, all: &mut Vec<Mutation>) {
        for way in ways(self.contract, self.operation) {
            for (index, (name, shown)) in way.iter().enumerate() {
                let mut broken = vec![("missing", None)];
                match shown {
                    Shown::Key(ParameterIn::Header, ..) => {}
                    Shown::Key(location, key, _) => {
                        broken.push(("empty", Some(Shown::Key(*location, key.clone(), String::new()))));
                    }
                    Shown::Authorization(text) => {
                        let scheme = text.split(' ').next().unwrap_or_default();
                        broken.push(("of another scheme", Some(Shown::Authorization("Unheard of".to_owned()))));
                        broken.push(("empty", Some(Shown::Authorization(scheme.to_owned()))));
                        if scheme == "Basic" {
                            broken.push(("broken", Some(Shown::Authorization("Basic %%%".to_owned()))));
                            // "nocolon" in base64.
                            broken.push(("broken", Some(Shown::Authorization("Basic bm9jb2xvbg==".to_owned()))));
                        }
                    }
                }
                for (what, replaced) in broken {
                    let mut credentials = way.clone();
                    match replaced {
                        Some(shown) => credentials[index].1 = shown,
                        None => drop(credentials.remove(index)),
                    }
                    let suffices = |requirement: &[(String, Vec<String>)]| {
                        requirement.iter().all(|(name, _)| {
                            let scheme = scheme(self.contract, name);
                            is_not_asked_for(scheme) || credentials.iter().any(|(_, shown)| shown.shows(scheme))
                        })
                    };
                    if self.operation.security.iter().any(|requirement| suffices(&requirement.schemes)) {
                        continue;
                    }
                    let call = Call { credentials, ..self.base.clone() };
                    all.push(Mutation {
                        kind: format!("{what}: credentials"),
                        call,
                        expected: Expected::new(401, "credentials", name),
                    });
                }
            }
        }
    }
}

fn is_not_asked_for(scheme: &SecurityScheme) -> bool {
    matches!(scheme, SecurityScheme::MutualTls | SecurityScheme::Unknown)
}

/// The ways to show credentials that can be shown at all.
fn ways(contract: &Contract, operation: &Operation) -> Vec<Vec<(String, Shown)>> {
    let way = |schemes: &Vec<(String, Vec<String>)>| {
        schemes.iter().filter_map(|(name, _)| Some((name.clone(), Shown::of(scheme(contract, name))?))).collect()
    };
    operation.security.iter().map(|requirement| way(&requirement.schemes)).collect()
}

/// Whether a contract tells of a credential as a parameter too.
fn is_credential(contract: &Contract, operation: &Operation, parameter: &Parameter) -> bool {
    operation.security.iter().flat_map(|requirement| &requirement.schemes).any(|(name, _)| match scheme(contract, name) {
        SecurityScheme::ApiKey { location, name } => *location == parameter.location && *name == parameter.name,
        _ => false,
    })
}

/// Headers that a contract describes elsewhere (OpenAPI 3.1, Parameter Object).
fn is_described_elsewhere(parameter: &Parameter) -> bool {
    let name = parameter.name.to_ascii_lowercase();
    parameter.location == ParameterIn::Header && ["accept", "content-type", "authorization"].contains(&name.as_str())
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn body(
    contract: &Contract,
    content: &Content,
    schema: &dyn Fn(&SchemaAt) -> Option<Schema>,
) -> Option<(SentBody, Option<Schema>)> {
    let media_type = if content.media_type.contains('*') { "application/json".to_owned() } else { content.media_type.clone() };
    let encoding = contract.document.pointer(&content.pointer).map_or(Value::Null, |content| content["encoding"].clone());
    let sent = |value: Value| SentBody { media_type: media_type.clone(), value, encoding: encoding.clone(), raw: None };
    let Some(at) = &content.schema else { return Some((sent(json!("any")), None)) };
    let schema = schema(at)?;
    let is_sendable = |value: &Value| sent(value.clone()).written().is_some();
    let value = valid(contract, at, &content.examples, &schema, 7, &is_sendable)?;
    Some((sent(value), Some(schema)))
}

/// An example, or else a generated value, that is valid and can be sent.
fn valid(
    contract: &Contract,
    at: &SchemaAt,
    examples: &[NamedExample],
    schema: &Schema,
    salt: u64,
    is_sendable: &dyn Fn(&Value) -> bool,
) -> Option<Value> {
    let is_fit = |value: &Value| schema.judge.is_valid(value) && is_sendable(value);
    if let Some(example) = examples.iter().find(|example| is_fit(&example.value)) {
        return Some(example.value.clone());
    }
    let options =
        SchemaOptions { dialect: contract.dialect, access: Access::Write, use_examples: true, ..SchemaOptions::default() };
    let plan = SchemaPlan::compile(at.value(&contract.document)?, &contract.document, &options).ok()?;
    (0..ATTEMPTS).map(|attempt| plan.generate(&mut Random::new(Seed(salt * 1009 + attempt)), Mode::Normal).value).find(is_fit)
}

fn expected(name: &str, location: &'static str, mutant: &Mutant) -> Expected {
    let mut expected = Expected::new(422, location, format!("{name}{}", mutant.place));
    for wrong in &mutant.wrongs {
        let place = format!("{name}{}", wrong.place);
        match wrong.keyword.as_str() {
            "anyOf" | "oneOf" | "not" | "if" => expected.within.push(place),
            _ => expected.around.push(place),
        }
    }
    expected
}

/// What a keyword of JSON Schema is about.
fn class(keyword: &str) -> &'static str {
    match keyword {
        "required" | "dependentRequired" => "missing",
        "type" => "wrong type",
        "enum" | "const" => "bad enum",
        "format" => "bad format",
        "additionalProperties" | "unevaluatedProperties" | "propertyNames" => "additional",
        "anyOf" | "oneOf" | "not" | "if" => "no alternative",
        _ => "out of range",
    }
}
