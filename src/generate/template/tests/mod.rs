//! Templates as their writers see them: what goes in, and what comes out.

mod crate_grammar;
mod examples;
mod hostile;
mod meaning;
mod properties;

use std::{collections::BTreeMap, sync::Mutex};

use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use super::{Escape, Part, Rendered, Scene, Store, Template, TemplateError};
use crate::generate::random::Seed;

const URL: &str = "/users/42?page=2&tag=a&tag=b";
const BODY: &str = r#"{"user":{"name":"Ada","tags":["x","y"],"quote":"say \"hi\"\n"},"tags":["a","b"],"count":3,"a.b":7}"#;

/// A memory for tests.
#[derive(Debug, Default)]
struct Memory(Mutex<BTreeMap<String, Value>>);

impl Store for Memory {
    fn get(&self, name: &str) -> Option<Value> {
        self.0.lock().unwrap().get(name).cloned()
    }

    fn set(&self, name: &str, value: Value) {
        self.0.lock().unwrap().insert(name.to_owned(), value);
    }

    fn data(&self, name: &str) -> Option<Value> {
        self.get(&format!("data {name}"))
    }

    fn set_data(&self, name: &str, value: Value) {
        self.set(&format!("data {name}"), value);
    }
}

/// Renders with a request that has something of everything.
fn rendered_with(text: &str, escape: Escape, seed: u64, store: &Memory) -> Result<Rendered, TemplateError> {
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("localhost:4600"));
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    headers.insert("x-id", HeaderValue::from_static("7"));
    headers.insert("cookie", HeaderValue::from_static("sid=abc; b=\"2\""));
    let Value::Object(variables) = json!({ "base": "https://example.com", "list": [1, 2] }) else { panic!("an object") };
    let environment = BTreeMap::from([("APP_STAGE".to_owned(), "staging".to_owned())]);
    let part = Part {
        name: "file".to_owned(),
        file_name: Some("a.txt".to_owned()),
        content_type: Some("text/plain".to_owned()),
        body: b"hello".to_vec(),
    };
    let parts = move || vec![part.clone()];
    let mut scene = Scene::new("POST", URL, &headers, BODY.as_bytes(), Seed(seed));
    scene.client = Some([127, 0, 0, 1].into());
    scene.endpoint = "Get a user";
    scene.path_parameters = &[("id", "42")];
    scene.variables = &variables;
    scene.environment = &environment;
    scene.parts = &parts;
    scene.store = store;
    Template::compile(text, escape)?.render(&scene)
}

fn shown(text: &str) -> String {
    rendered_with(text, Escape::None, 1, &Memory::default())
        .map_or_else(|error| format!("error: {error}"), |rendered| rendered.text)
}

fn shown_as(text: &str, escape: Escape) -> String {
    rendered_with(text, escape, 1, &Memory::default()).map_or_else(|error| format!("error: {error}"), |rendered| rendered.text)
}

fn problems(text: &str) -> Vec<String> {
    let template = Template::compile(text, Escape::Json).unwrap();
    template.problems().iter().map(|problem| format!("{}:{} {}", problem.line, problem.column, problem.message)).collect()
}

/// A scene without a request.
fn render_alone(text: &str, seed: u64) -> Rendered {
    let headers = HeaderMap::new();
    Template::compile(text, Escape::Json).unwrap().render(&Scene::new("GET", "/", &headers, b"", Seed(seed))).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_text() {
    let text = "{{faker 'person.firstName'}} {{uuid}} {{now}} {{#repeat 1 9}}{{int}}{{/repeat}} {{someOf (array 1 2 3 4) 1 4}} {{jwt a=1}}";
    assert_eq!(render_alone(text, 7), render_alone(text, 7));
    assert_ne!(render_alone(text, 7).text, render_alone(text, 8).text);
    assert!(render_alone(text, 7).is_dynamic && render_alone("{{now}}", 7).is_dynamic);
    assert!(!render_alone("{{add 1 2}} {{method}}", 7).is_dynamic);
}

#[test]
fn a_template_can_be_shared() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Template>();
    assert!(Template::is_template("a {{b}}") && !Template::is_template(r"a \{{b}}") && !Template::is_template("a { b }"));
}
