//! Looks at an OpenAPI document as a list of operations. Never fails: what cannot be understood is left out and reported.

mod version_two;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde_json::{Map, Value};

use super::{
    Content, ContractProblem, DocumentedHeader, DocumentedResponse, NamedExample, Operation, Parameter, ParameterIn, RequestBody,
    SchemaAt, SecurityRequirement, SecurityScheme, StatusKey, Style,
};
use crate::generate::json_pointer::{self, token};
pub(super) use version_two::add_form_schemas;

use crate::generate::schema::Dialect;
use version_two::collection_style;

/// The methods a path may have (OpenAPI 3.2 adds `query`).
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// A reference that leads to a reference, and so on, is followed this often.
const MAX_STEPS: usize = 16;

/// An OpenAPI document with what it says.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The whole document.
    pub document: Arc<Value>,
    /// What its schemas are written in.
    pub dialect: Dialect,
    /// What the API is called.
    pub title: String,
    /// The API's version.
    pub version: String,
    /// What the API is, in CommonMark.
    pub description: String,
    /// The operations in the document's order.
    pub operations: Vec<Operation>,
    /// The ways to show credentials, by name.
    pub security_schemes: BTreeMap<String, SecurityScheme>,
    /// What could not be used.
    pub problems: Vec<ContractProblem>,
}

impl Contract {
    /// What a document says.
    pub fn view(document: &Arc<Value>) -> Self {
        let is_version_two = document.get("swagger").is_some();
        let mut reader = Reader { document, is_version_two, problems: Vec::new() };
        let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let operations = reader.operations();
        reader.report_oddities(&operations);
        let description = reader.prose(document.get("info").unwrap_or(&Value::Null), "/info");
        let security_schemes = reader.security_schemes();
        let problems = reader.problems;
        Self {
            document: Arc::clone(document),
            dialect: Dialect::of_openapi(document),
            title: text("/info/title"),
            version: text("/info/version"),
            description,
            operations,
            security_schemes,
            problems,
        }
    }

    /// The operation of that name (`GET /pets/{id}`).
    pub fn operation(&self, key: &str) -> Option<&Operation> {
        let (method, path) = key.split_once(' ')?;
        self.operations.iter().find(|operation| operation.method == method && operation.path == path)
    }
}

struct Reader<'d> {
    document: &'d Value,
    is_version_two: bool,
    problems: Vec<ContractProblem>,
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or_default()
}

impl<'d> Reader<'d> {
    fn report(&mut self, pointer: &str, message: impl Into<String>) {
        self.problems.push(ContractProblem { pointer: pointer.to_owned(), message: message.into() });
    }

    /// What stands at a pointer, references followed, and where that is.
    fn follow(&mut self, pointer: &str) -> Option<(&'d Value, String)> {
        let mut pointer = pointer.to_owned();
        for _ in 0..MAX_STEPS {
            let value = self.document.pointer(&pointer)?;
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Some((value, pointer)) };
            match json_pointer::of_reference(reference).filter(|target| self.document.pointer(target).is_some()) {
                Some(target) => pointer = target,
                None => {
                    self.report(&pointer, format!("The reference {reference} leads nowhere"));
                    return None;
                }
            }
        }
        self.report(&pointer, "The reference leads back to itself");
        None
    }

    fn members(&self, pointer: &str) -> impl Iterator<Item = (&'d String, &'d Value)> + use<'d> {
        let members: Option<&'d Map<String, Value>> = self.document.pointer(pointer).and_then(Value::as_object);
        members.into_iter().flatten()
    }

    fn operations(&mut self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (path, _) in self.members("/paths").filter(|(path, _)| path.starts_with('/')) {
            let Some((item, at)) = self.follow(&format!("/paths/{}", token(path))) else { continue };
            for method in METHODS {
                let Some(operation) = item.get(method) else { continue };
                let pointer = format!("{at}/{method}");
                if operation.is_object() {
                    operations.push(self.operation(method, path, &at, &pointer, operation));
                } else {
                    self.report(&pointer, "An operation has to be an object");
                }
            }
        }
        operations
    }

    fn operation(&mut self, method: &str, path: &str, item: &str, pointer: &str, operation: &Value) -> Operation {
        let mut parameters = self.parameters(&format!("{pointer}/parameters"));
        for shared in self.parameters(&format!("{item}/parameters")) {
            if !parameters.iter().any(|own| own.name == shared.name && own.location == shared.location) {
                parameters.push(shared);
            }
        }
        Operation {
            method: method.to_uppercase(),
            path: path.to_owned(),
            base_path: self.base_path(&[format!("{pointer}/servers"), format!("{item}/servers"), "/servers".to_owned()]),
            pointer: pointer.to_owned(),
            operation_id: operation.get("operationId").and_then(Value::as_str).map(str::to_owned),
            tags: operation
                .get("tags")
                .and_then(Value::as_array)
                .map(|tags| tags.iter().filter_map(Value::as_str).map(str::to_owned).collect())
                .unwrap_or_default(),
            summary: text(operation, "summary"),
            description: self.prose(operation, pointer),
            is_deprecated: flag(operation, "deprecated"),
            parameters,
            request_body: if self.is_version_two {
                self.body_of_parameters(pointer, &[pointer.to_owned(), item.to_owned()])
            } else {
                self.request_body(&format!("{pointer}/requestBody"))
            },
            produces: if self.is_version_two { self.listed_media_types(pointer, "produces") } else { Vec::new() },
            responses: self.responses(pointer),
            security: self.security(&[format!("{pointer}/security"), "/security".to_owned()]),
        }
    }

    /// The path of the first server, its variables at their defaults.
    fn base_path(&self, places: &[String]) -> String {
        let servers = places.iter().find_map(|place| self.document.pointer(place)?.as_array().filter(|list| !list.is_empty()));
        let Some(server) = servers.and_then(|servers| servers.first()) else {
            return text(self.document, "basePath").trim_end_matches('/').to_owned();
        };
        let mut url = text(server, "url");
        for (name, variable) in server.get("variables").and_then(Value::as_object).into_iter().flatten() {
            url = url.replace(&format!("{{{name}}}"), variable.get("default").and_then(Value::as_str).unwrap_or_default());
        }
        let after_scheme = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
        after_scheme.trim_end_matches('/').to_owned()
    }

    fn parameters(&mut self, pointer: &str) -> Vec<Parameter> {
        let count = self.document.pointer(pointer).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).filter_map(|index| self.parameter(&format!("{pointer}/{index}"))).collect()
    }

    fn parameter(&mut self, pointer: &str) -> Option<Parameter> {
        let (value, pointer) = self.follow(pointer)?;
        let location = location(value.get("in")?.as_str()?)?;
        let content = self.contents(&pointer).into_iter().next();
        let (style, is_exploded) =
            if self.is_version_two { collection_style(value, location) } else { style_and_explode(value, location) };
        let schema = self.schema_of(value, &pointer);
        Some(Parameter {
            name: text(value, "name"),
            location,
            description: text(value, "description"),
            is_required: location == ParameterIn::Path || flag(value, "required"),
            is_deprecated: flag(value, "deprecated"),
            allows_empty: flag(value, "allowEmptyValue"),
            style,
            is_exploded,
            media_type: content.as_ref().map(|content| content.media_type.clone()),
            examples: self.examples(&pointer),
            schema: schema.or_else(|| content.and_then(|content| content.schema)),
            pointer,
        })
    }

    fn request_body(&mut self, pointer: &str) -> Option<RequestBody> {
        self.document.pointer(pointer)?;
        let (value, pointer) = self.follow(pointer)?;
        Some(RequestBody {
            description: text(value, "description"),
            is_required: flag(value, "required"),
            contents: self.contents(&pointer),
            pointer,
        })
    }

    fn contents(&mut self, pointer: &str) -> Vec<Content> {
        let media_types: Vec<&String> = self.members(&format!("{pointer}/content")).map(|(media_type, _)| media_type).collect();
        let content = |media_type: &String| {
            let (value, pointer) = self.follow(&format!("{pointer}/content/{}", token(media_type)))?;
            let schema = value.get("schema").map(|_| SchemaAt::new(format!("{pointer}/schema")));
            Some(Content { media_type: media_type.clone(), schema, examples: self.examples(&pointer), pointer })
        };
        media_types.into_iter().filter_map(content).collect()
    }

    fn examples(&mut self, pointer: &str) -> Vec<NamedExample> {
        let names: Vec<&String> = self.members(&format!("{pointer}/examples")).map(|(name, _)| name).collect();
        let named = |name: &String| {
            let (example, _) = self.follow(&format!("{pointer}/examples/{}", token(name)))?;
            let value = example.get("value")?.clone();
            Some(NamedExample { name: name.clone(), summary: text(example, "summary"), value })
        };
        let mut examples: Vec<NamedExample> = names.into_iter().filter_map(named).collect();
        if let Some(value) = self.document.pointer(&format!("{pointer}/example")) {
            examples.insert(0, NamedExample { name: String::new(), summary: String::new(), value: value.clone() });
        }
        examples
    }

    fn responses(&mut self, operation: &str) -> Vec<DocumentedResponse> {
        let list = format!("{operation}/responses");
        let mut responses = Vec::new();
        for (key, _) in self.members(&list).filter(|(key, _)| !key.starts_with("x-")) {
            let at = format!("{list}/{}", token(key));
            let Some(status) = status(key) else {
                self.report(&at, format!("{key} is no status: write 200, 2XX or default"));
                continue;
            };
            let Some((value, pointer)) = self.follow(&at) else { continue };
            let names: Vec<&String> = self.members(&format!("{pointer}/headers")).map(|(name, _)| name).collect();
            let headers = names.into_iter().filter_map(|name| self.header(&pointer, name)).collect();
            let description = text(value, "description");
            let contents =
                if self.is_version_two { self.contents_of_response(operation, value, &pointer) } else { self.contents(&pointer) };
            responses.push(DocumentedResponse { status, description, headers, contents, pointer });
        }
        responses
    }

    fn header(&mut self, response: &str, name: &str) -> Option<DocumentedHeader> {
        let (value, pointer) = self.follow(&format!("{response}/headers/{}", token(name)))?;
        Some(DocumentedHeader {
            name: name.to_owned(),
            description: text(value, "description"),
            is_required: flag(value, "required"),
            is_exploded: flag(value, "explode"),
            schema: self.schema_of(value, &pointer),
            examples: self.examples(&pointer),
        })
    }

    /// The schema of a parameter or header, which in 2.0 it is itself.
    fn schema_of(&self, value: &Value, pointer: &str) -> Option<SchemaAt> {
        if self.is_version_two {
            return Some(SchemaAt::new(pointer));
        }
        value.get("schema").map(|_| SchemaAt::new(format!("{pointer}/schema")))
    }

    /// A description, which may stand in a file of its own.
    fn prose(&mut self, value: &Value, pointer: &str) -> String {
        if value.get("description").is_none_or(|description| !description.is_object()) {
            return text(value, "description");
        }
        let followed = self.follow(&format!("{pointer}/description"));
        followed.and_then(|(value, _)| value.as_str()).unwrap_or_default().to_owned()
    }

    /// Reports what is read as it is, but is likely a mistake.
    fn report_oddities(&mut self, operations: &[Operation]) {
        let has_members =
            |key: &str| self.document.get(key).and_then(Value::as_object).is_some_and(|members| !members.is_empty());
        if !has_members("paths") && !has_members("webhooks") {
            self.report("/paths", "The contract has no paths");
        }
        let (mut ids, mut forms) = (HashMap::new(), HashMap::new());
        for operation in operations {
            if let Some(id) = &operation.operation_id
                && let Some(first) = ids.insert(id.clone(), operation.key())
            {
                let message = format!("The operationId {id} is that of {first} too");
                self.report(&format!("{}/operationId", operation.pointer), message);
            }
            // Templates that differ only in the names of their variables are the same (OpenAPI 3.1, Paths Object).
            let form: String = operation
                .path
                .split('{')
                .enumerate()
                .map(|(index, part)| match part.split_once('}') {
                    Some((_, rest)) if index > 0 => format!("{{}}{rest}"),
                    _ => part.to_owned(),
                })
                .collect();
            if let Some(first) = forms.insert((operation.method.clone(), form), operation.path.clone()) {
                self.report(&operation.pointer, format!("{} is the same path as {first}", operation.path));
            }
            if operation.responses.is_empty() {
                self.report(&operation.pointer, "The operation documents no response");
            }
        }
    }

    fn security(&self, places: &[String]) -> Vec<SecurityRequirement> {
        let list = places.iter().find_map(|place| self.document.pointer(place)?.as_array());
        let scopes =
            |scopes: &Value| scopes.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        let requirement = |value: &Value| SecurityRequirement {
            schemes: value.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), scopes(value))).collect(),
        };
        list.into_iter().flatten().map(requirement).collect()
    }

    fn security_schemes(&mut self) -> BTreeMap<String, SecurityScheme> {
        let list = if self.is_version_two { "/securityDefinitions" } else { "/components/securitySchemes" };
        let names: Vec<&String> = self.members(list).map(|(name, _)| name).collect();
        let scheme = |name: &String| {
            let (value, _) = self.follow(&format!("{list}/{}", token(name)))?;
            Some((name.clone(), security_scheme(value)))
        };
        names.into_iter().filter_map(scheme).collect()
    }
}

fn security_scheme(value: &Value) -> SecurityScheme {
    match value.get("type").and_then(Value::as_str).unwrap_or_default() {
        "apiKey" => match location(&text(value, "in")) {
            Some(location) => SecurityScheme::ApiKey { location, name: text(value, "name") },
            None => SecurityScheme::Unknown,
        },
        "basic" => SecurityScheme::Http { scheme: "basic".to_owned() },
        "http" => SecurityScheme::Http { scheme: text(value, "scheme").to_lowercase() },
        "oauth2" | "openIdConnect" => SecurityScheme::Http { scheme: "bearer".to_owned() },
        "mutualTLS" => SecurityScheme::MutualTls,
        _ => SecurityScheme::Unknown,
    }
}

fn location(name: &str) -> Option<ParameterIn> {
    match name {
        "path" => Some(ParameterIn::Path),
        "query" => Some(ParameterIn::Query),
        "header" => Some(ParameterIn::Header),
        "cookie" => Some(ParameterIn::Cookie),
        _ => None,
    }
}

fn style_and_explode(value: &Value, location: ParameterIn) -> (Style, bool) {
    let style = value.get("style").and_then(Value::as_str).and_then(style).unwrap_or(match location {
        ParameterIn::Path | ParameterIn::Header => Style::Simple,
        ParameterIn::Query | ParameterIn::Cookie => Style::Form,
    });
    (style, value.get("explode").and_then(Value::as_bool).unwrap_or(style == Style::Form))
}

fn style(name: &str) -> Option<Style> {
    match name {
        "matrix" => Some(Style::Matrix),
        "label" => Some(Style::Label),
        "simple" => Some(Style::Simple),
        "form" => Some(Style::Form),
        "spaceDelimited" => Some(Style::SpaceDelimited),
        "pipeDelimited" => Some(Style::PipeDelimited),
        "deepObject" => Some(Style::DeepObject),
        _ => None,
    }
}

fn status(key: &str) -> Option<StatusKey> {
    match key.as_bytes() {
        b"default" => Some(StatusKey::Default),
        [digit @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(StatusKey::Range(digit - b'0')),
        _ => key.parse().ok().filter(|status| (100..=599).contains(status)).map(StatusKey::Exact),
    }
}
