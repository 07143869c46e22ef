//! A small API: its contract, what it answers where it keeps to that, and what where it does not.

use std::{io::Write as _, net::TcpStream, thread, time::Duration};

use mockwright::contract::probe::{Rule, Severity};
use serde_json::{Value, json};

/// An answer: status line, header fields, body.
type Parts = (&'static str, &'static str, &'static str);

/// What the API answers for one operation.
pub struct ApiAnswer {
    pub name: &'static str,
    pub right: Parts,
    pub wrong: Parts,
    pub rule: Rule,
    pub severity: Severity,
    /// Where in the body it is wrong.
    pub pointer: &'static str,
}

const JSON: &str = "Content-Type: application/json\r\n";
const ALL: &str = "Content-Type: application/json\r\nX-Total: 3\r\nX-Mode: full\r\n";
const PET: &str = r#"{"id":7,"name":"Ada","kind":"cat","born":"2020-05-17","tags":["a"],"owner":{"mail":"a@example.org"}}"#;
/// Where `wrong` says this, no answer comes, or it breaks off.
const SILENCE: &str = "silence";
const CUT: &str = "cut";
const HUGE: &str = "huge";

const fn wrong(name: &'static str, wrong: Parts, rule: Rule, pointer: &'static str) -> ApiAnswer {
    ApiAnswer { name, right: ("200 OK", ALL, PET), wrong, rule, severity: Severity::Error, pointer }
}

const fn body(name: &'static str, body: &'static str, pointer: &'static str) -> ApiAnswer {
    wrong(name, ("200 OK", ALL, body), Rule::InvalidBody, pointer)
}

pub const ANSWERS: &[ApiAnswer] = &[
    wrong("status", ("201 Created", ALL, PET), Rule::UndocumentedStatus, ""),
    wrong("redirect", ("302 Found", "Location: /v1/elsewhere\r\n", ""), Rule::UndocumentedStatus, ""),
    wrong("failure", ("500 Internal Server Error", JSON, "{}"), Rule::ServerError, ""),
    ApiAnswer {
        severity: Severity::Warning,
        ..wrong("maintenance", ("503 Service Unavailable", JSON, "{}"), Rule::ServerError, "")
    },
    wrong(
        "html",
        ("200 OK", "Content-Type: text/html\r\nX-Total: 3\r\nX-Mode: full\r\n", "<p>Ada</p>"),
        Rule::UndocumentedMediaType,
        "",
    ),
    wrong("untyped", ("200 OK", "X-Total: 3\r\nX-Mode: full\r\n", PET), Rule::MissingMediaType, ""),
    wrong("no-header", ("200 OK", "Content-Type: application/json\r\nX-Mode: full\r\n", PET), Rule::MissingHeader, ""),
    wrong(
        "header-type",
        ("200 OK", "Content-Type: application/json\r\nX-Total: many\r\nX-Mode: full\r\n", PET),
        Rule::InvalidHeader,
        "",
    ),
    wrong(
        "header-enum",
        ("200 OK", "Content-Type: application/json\r\nX-Total: 3\r\nX-Mode: half\r\n", PET),
        Rule::InvalidHeader,
        "",
    ),
    wrong("empty", ("200 OK", ALL, ""), Rule::MissingBody, ""),
    wrong("broken", ("200 OK", ALL, "{\"id\": 7,"), Rule::MalformedBody, ""),
    ApiAnswer {
        right: ("202 Accepted", "", ""),
        ..wrong("no-content", ("202 Accepted", JSON, "{\"queued\":true}"), Rule::UnexpectedBody, "")
    },
    body("required", r#"{"id":7,"kind":"cat","born":"2020-05-17","tags":["a"]}"#, "/name"),
    body("type", r#"{"id":"7","name":"Ada","kind":"cat","born":"2020-05-17","tags":["a"]}"#, "/id"),
    body("enum", r#"{"id":7,"name":"Ada","kind":"cow","born":"2020-05-17","tags":["a"]}"#, "/kind"),
    body("format", r#"{"id":7,"name":"Ada","kind":"cat","born":"17 May 2020","tags":["a"]}"#, "/born"),
    body("range", r#"{"id":0,"name":"Ada","kind":"cat","born":"2020-05-17","tags":["a"]}"#, "/id"),
    body("pattern", r#"{"id":7,"name":"ada","kind":"cat","born":"2020-05-17","tags":["a"]}"#, "/name"),
    body("additional", r#"{"id":7,"name":"Ada","kind":"cat","born":"2020-05-17","tags":["a"],"secretNote":1}"#, "/secretNote"),
    body("items", r#"{"id":7,"name":"Ada","kind":"cat","born":"2020-05-17","tags":["a",2]}"#, "/tags/1"),
    body("nested", r#"{"id":7,"name":"Ada","kind":"cat","born":"2020-05-17","tags":["a"],"owner":{"mail":7}}"#, "/owner/mail"),
    body("null", r#"{"id":7,"name":null,"kind":"cat","born":"2020-05-17","tags":["a"]}"#, "/name"),
    wrong("slow", ("200 OK", SILENCE, ""), Rule::TimedOut, ""),
    wrong("cut", ("200 OK", CUT, PET), Rule::NoAnswer, ""),
    ApiAnswer { severity: Severity::Warning, ..wrong("huge", ("200 OK", HUGE, ""), Rule::TooLarge, "") },
];

impl ApiAnswer {
    pub fn operation(&self) -> String {
        format!("{} /{}/{{id}}", self.method(), self.name)
    }

    /// One of them is not safe.
    fn method(&self) -> &'static str {
        if self.name == "no-content" { "POST" } else { "GET" }
    }
}

/// The contract, one operation for each answer.
pub fn contract() -> Value {
    let pet = json!({
        "type": "object",
        "required": ["id", "name", "kind", "born", "tags"],
        "additionalProperties": false,
        "properties": {
            "id": {"type": "integer", "minimum": 1},
            "name": {"type": "string", "pattern": "^[A-Z]"},
            "kind": {"enum": ["cat", "dog"]},
            "born": {"type": "string", "format": "date"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "owner": {"type": "object", "properties": {"mail": {"type": "string"}}}
        }
    });
    let headers = json!({
        "X-Total": {"required": true, "schema": {"type": "integer"}},
        "X-Mode": {"schema": {"enum": ["full", "brief"]}}
    });
    let mut paths = serde_json::Map::new();
    for answer in ANSWERS {
        let mut responses = json!({
            "200": {"description": "", "headers": headers,
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
            "404": {"description": ""}
        });
        if answer.name == "no-content" {
            responses = json!({"202": {"description": ""}});
        }
        if answer.name == "maintenance" {
            responses["503"] = json!({"description": "", "content": {"application/json": {}}});
        }
        let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}});
        let operation = json!({"parameters": [id], "responses": responses});
        let item = serde_json::Map::from_iter([(answer.method().to_lowercase(), operation)]);
        paths.insert(format!("/{}/{{id}}", answer.name), item.into());
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://shop.example/v1"}],
        "components": {"schemas": {"Pet": pet}},
        "paths": paths
    })
}

/// Answers a request, right or wrong.
pub fn serve(request: &[u8], stream: &mut TcpStream, is_wrong: bool) -> bool {
    let text = String::from_utf8_lossy(request);
    let name = text.split('/').nth(2).unwrap_or_default();
    let Some(answer) = ANSWERS.iter().find(|answer| answer.name == name) else {
        return stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").is_ok();
    };
    let (status, headers, body) = if is_wrong { answer.wrong } else { answer.right };
    let (headers, body, length) = match headers {
        SILENCE => {
            thread::sleep(Duration::from_secs(4));
            return false;
        }
        CUT => (ALL, body.to_owned(), body.len() + 10),
        HUGE => (ALL, format!("\"{}\"", "a".repeat(200_000)), 200_002),
        _ => (headers, body.to_owned(), body.len()),
    };
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
    stream.write_all(head.as_bytes()).is_ok() && length == body.len()
}
