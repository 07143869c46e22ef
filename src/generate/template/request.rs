//! The names by which a template asks for parts of the request: ours (`{{path.id}}`) and WireMock's (`{{request.headers.X}}`)
//! are one table, from which look-up, completion and documentation are made.

use std::borrow::Cow;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Map, Value, json};

use super::{
    scene::Scene,
    value::{self, NULL},
};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    Request,
    Method,
    Url,
    Path,
    PathSegments,
    Query,
    Headers,
    Cookies,
    Body,
    BodyText,
    BodyBase64,
    Parts,
    IsMultipart,
    Host,
    HostName,
    Port,
    Scheme,
    BaseUrl,
    Client,
    Call,
    Endpoint,
    Variables,
    Environment,
}

/// One name of the request model.
#[derive(Debug)]
pub struct RequestName {
    /// The name as it is written, `…` standing for what the writer chooses.
    pub name: &'static str,
    /// What it gives.
    pub documentation: &'static str,
    /// What it may give.
    pub sample: &'static str,
    root: Root,
}

const fn entry(name: &'static str, root: Root, sample: &'static str, documentation: &'static str) -> RequestName {
    RequestName { name, documentation, sample, root }
}

/// Every name of the request model.
pub static REQUEST_NAMES: &[RequestName] = &[
    entry("path.…", Root::Path, "42", "A path parameter by its name, or a segment of the path by its number from 0."),
    entry("path", Root::Path, "/users/42", "The path without the query."),
    entry("query.…", Root::Query, "2", "A query parameter; with .1 its second value."),
    entry("headers.…", Root::Headers, "application/json", "A header field, in whatever case it is written."),
    entry("header.…", Root::Headers, "application/json", "The same as headers."),
    entry("cookies.…", Root::Cookies, "abc123", "A cookie."),
    entry("cookie.…", Root::Cookies, "abc123", "The same as cookies."),
    entry("body.…", Root::Body, "Ada", "A part of a JSON or form body, by a dotted path."),
    entry("body", Root::Body, "{\"user\":{\"name\":\"Ada\"}}", "The body."),
    entry("method", Root::Method, "GET", "The method."),
    entry("url", Root::Url, "/users/42?page=2", "The path with the query."),
    entry("host", Root::Host, "localhost:4600", "The host that the client asked for."),
    entry("client", Root::Client, "127.0.0.1", "The address that the request came from."),
    entry("call", Root::Call, "1", "The how-manieth call of this endpoint this is, from 1."),
    entry("endpoint", Root::Endpoint, "Get a user", "The name of the endpoint."),
    entry("vars.…", Root::Variables, "https://example.com", "A variable of the project."),
    entry("env.…", Root::Environment, "staging", "An environment variable that the project may see."),
    entry("request.method", Root::Method, "GET", "The method."),
    entry("request.url", Root::Url, "/users/42?page=2", "The path with the query."),
    entry("request.path", Root::Path, "/users/42", "The path; .0 or .id gives a segment or a path parameter."),
    entry("request.pathSegments", Root::PathSegments, "[\"users\",\"42\"]", "The segments of the path; .[1] gives the second."),
    entry("request.query.…", Root::Query, "2", "A query parameter; .[1] gives its second value."),
    entry("request.headers.…", Root::Headers, "application/json", "A header field; .[1] gives its second value."),
    entry("request.cookies.…", Root::Cookies, "abc123", "A cookie."),
    entry("request.body", Root::BodyText, "{\"user\":{\"name\":\"Ada\"}}", "The body as text."),
    entry("request.bodyAsBase64", Root::BodyBase64, "eyJ1c2VyIjp7Im5hbWUiOiJBZGEifX0=", "The body in Base64."),
    entry("request.parts.…", Root::Parts, "", "A part of a multipart body: .body, .headers, .filename, .contentType, .size."),
    entry("request.multipart", Root::IsMultipart, "false", "Whether the body is multipart."),
    entry("request.host", Root::HostName, "localhost", "The name of the host that the client asked for."),
    entry("request.port", Root::Port, "4600", "The port that the client asked for."),
    entry("request.scheme", Root::Scheme, "http", "http or https."),
    entry("request.baseUrl", Root::BaseUrl, "http://localhost:4600", "Scheme, host and port."),
    entry("request.clientIp", Root::Client, "127.0.0.1", "The address that the request came from."),
];

/// What the first names of a path stand for, and how many of them do.
pub(super) fn find(segments: &[Box<str>]) -> Option<(Root, usize)> {
    let first: &str = segments.first()?;
    let named =
        |wanted: &str| REQUEST_NAMES.iter().find(|entry| entry.name.trim_end_matches(".…") == wanted).map(|entry| entry.root);
    if first != "request" {
        return named(first).map(|root| (root, 1));
    }
    match segments.get(1) {
        None => Some((Root::Request, 1)),
        Some(second) => named(&format!("request.{second}")).map(|root| (root, 2)),
    }
}

/// A part of the request. Of several values under one name, a shown one is the first; a `list` is all of them.
pub(super) fn look_up<'s>(scene: &'s Scene<'_>, root: Root, rest: &'s [Box<str>], list: bool) -> Cow<'s, Value> {
    let owned = |value: Value| value::descend(Cow::Owned(value), rest.iter().map(AsRef::as_ref));
    let text = |text: &str| owned(Value::from(text));
    match root {
        Root::Method => text(scene.method),
        Root::Url => text(scene.url),
        Root::Path => path(scene, rest),
        Root::PathSegments => owned(segments(scene).map(Value::from).collect()),
        Root::Query => named(pairs(scene.query()), rest, list, |name, wanted| name == wanted),
        Root::Headers => named(headers(scene), rest, list, str::eq_ignore_ascii_case),
        Root::Cookies => named(pairs(scene.cookies()), rest, list, |name, wanted| name == wanted),
        Root::Body | Root::BodyText if !rest.is_empty() => match scene.parsed_body() {
            Some(body) => value::descend(Cow::Borrowed(body), rest.iter().map(AsRef::as_ref)),
            None => Cow::Borrowed(&NULL),
        },
        Root::Body if list => Cow::Borrowed(scene.parsed_body().unwrap_or_else(|| scene.text())),
        Root::Body | Root::BodyText => Cow::Borrowed(scene.text()),
        Root::BodyBase64 => owned(BASE64_STANDARD.encode(scene.body).into()),
        Root::Parts => owned(parts(scene)),
        Root::IsMultipart => owned(Value::from(!scene.parts().is_empty())),
        Root::Host => text(scene.host),
        Root::HostName => text(scene.host_name()),
        Root::Port => owned(Value::from(scene.port())),
        Root::Scheme => text(scene.scheme),
        Root::BaseUrl => text(&format!("{}://{}", scene.scheme, scene.host)),
        Root::Client => owned(scene.client.map_or(Value::Null, |client| client.to_string().into())),
        Root::Call => owned(Value::from(scene.call)),
        Root::Endpoint => text(scene.endpoint),
        Root::Variables => match rest.split_first() {
            None => Cow::Owned(Value::Object(scene.variables.clone())),
            Some((name, rest)) => {
                let value = scene.variables.get(&**name).unwrap_or(&NULL);
                value::descend(Cow::Borrowed(value), rest.iter().map(AsRef::as_ref))
            }
        },
        Root::Environment => match rest.first() {
            None => Cow::Owned(json!(scene.environment)),
            Some(name) => scene.environment.get(&**name).map_or(Cow::Borrowed(&NULL), |value| Cow::Owned(value.as_str().into())),
        },
        Root::Request => Cow::Owned(whole(scene)),
    }
}

fn segments<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = &'s str> {
    scene.path.split('/').filter(|segment| !segment.is_empty())
}

fn path<'s>(scene: &'s Scene<'_>, rest: &[Box<str>]) -> Cow<'s, Value> {
    let Some(wanted) = rest.first() else { return Cow::Owned(scene.path.into()) };
    let parameter = scene.path_parameters.iter().find(|(name, _)| **name == **wanted).map(|(_, value)| *value);
    let found = parameter.or_else(|| segments(scene).nth(wanted.parse().ok()?));
    found.map_or(Cow::Borrowed(&NULL), |found| Cow::Owned(found.into()))
}

fn pairs(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    pairs.iter().map(|(name, value)| (name.as_str(), Cow::Borrowed(value.as_str())))
}

fn headers<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = (&'s str, Cow<'s, str>)> {
    scene.headers.iter().map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
}

/// The values of a name among pairs, or all pairs.
fn named<'p>(
    pairs: impl Iterator<Item = (&'p str, Cow<'p, str>)>,
    rest: &[Box<str>],
    list: bool,
    same: impl Fn(&str, &str) -> bool,
) -> Cow<'p, Value> {
    let Some((wanted, rest)) = rest.split_first() else { return Cow::Owned(object(pairs)) };
    let mut values = pairs.filter(|(name, _)| same(name, wanted)).map(|(_, value)| Value::from(value));
    let found = match rest.first().map(AsRef::as_ref) {
        None if list => {
            let mut all: Vec<Value> = values.collect();
            // A name that is there once is a plain value, for a helper as for a person.
            if all.len() > 1 { Some(Value::Array(all)) } else { all.pop() }
        }
        None | Some("first") => values.next(),
        Some("last") => values.last(),
        Some(index) => index.parse().ok().and_then(|index| values.nth(index)),
    };
    found.map_or(Cow::Borrowed(&NULL), Cow::Owned)
}

fn object<'p>(pairs: impl Iterator<Item = (&'p str, Cow<'p, str>)>) -> Value {
    let mut members = Map::new();
    for (name, text) in pairs {
        match members.get_mut(name) {
            None => {
                members.insert(name.to_owned(), Value::from(text));
            }
            Some(Value::Array(all)) => all.push(Value::from(text)),
            Some(one) => *one = Value::Array(vec![one.take(), Value::from(text)]),
        }
    }
    Value::Object(members)
}

fn parts(scene: &Scene<'_>) -> Value {
    let part = |part: &super::scene::Part| {
        let content_type = part.content_type.as_deref().unwrap_or_default();
        let value = json!({
            "name": part.name,
            "filename": part.file_name,
            "contentType": content_type,
            "headers": { "content-type": content_type, "Content-Type": content_type },
            "size": part.body.len(),
            "body": String::from_utf8_lossy(&part.body),
            "bodyAsBase64": BASE64_STANDARD.encode(&part.body),
        });
        (part.name.clone(), value)
    };
    Value::Object(scene.parts().iter().map(part).collect())
}

/// The whole model, for a template that shows or passes on `request` itself.
fn whole(scene: &Scene<'_>) -> Value {
    json!({
        "method": scene.method,
        "url": scene.url,
        "path": scene.path,
        "host": scene.host_name(),
        "port": scene.port(),
        "scheme": scene.scheme,
        "clientIp": scene.client.map(|client| client.to_string()),
        "query": object(pairs(scene.query())),
        "headers": object(headers(scene)),
        "cookies": object(pairs(scene.cookies())),
        "body": scene.text(),
    })
}
