//! Dynamic bodies: made of pasted JSON in one action, looked at in the preview, and frozen again.

use std::collections::BTreeSet;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use mockwright::model::{Body, GeneratedFrom};
use serde_json::Value;

use super::Window;

const PASTED: &str = r#"{"id": 1, "email": "a@b.test", "created_at": "2024-01-01T00:00:00Z", "name": "Ada", "price": 9.5}"#;

/// A window whose one endpoint answers with the pasted JSON.
fn pasted() -> Window {
    let mut window = Window::open(None);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    window.key(Modifiers::COMMAND, Key::N);
    window.type_text("/people/{id}");
    window.fill("Body text", PASTED);
    window
}

fn body(window: &Window) -> Body {
    window.app().project().endpoints[0].responses[0].body.clone()
}

fn answer(window: &Window) -> Value {
    let (status, text) = window.call("GET", "/people/7", &[], "");
    assert_eq!(status, 200);
    serde_json::from_str(&text).expect("JSON")
}

fn previewed(window: &Window) -> String {
    let preview = window.app().preview().expect("a preview");
    String::from_utf8(preview.body().expect("a body").to_vec()).unwrap()
}

#[test]
fn pasted_json_is_made_dynamic_looked_at_and_frozen_again() {
    let mut window = pasted();
    let before = body(&window);
    assert!(window.app().preview().is_none(), "what is static has no preview");
    window.click("Make dynamic");
    window.assert_says("Made dynamic");
    assert!(matches!(body(&window), Body::Generated(body) if body.from == GeneratedFrom::Example));

    // New values of the same kinds in every answer; two of them may be alike by chance, never so many.
    let answers = [(); 12].map(|()| answer(&window));
    for field in ["email", "created_at", "name", "price", "id"] {
        let different: BTreeSet<String> = answers.iter().map(|answer| answer[field].to_string()).collect();
        assert!(different.len() >= 6, "{field}: {different:?}");
    }
    let first = &answers[0];
    assert!(first["id"].is_u64() && first["price"].is_f64(), "{first}");
    assert!(first["email"].as_str().is_some_and(|email| email.contains('@')), "{first}");
    assert!(first["created_at"].as_str().is_some_and(|moment| moment.parse::<jiff::Timestamp>().is_ok()), "{first}");

    // The preview answers the last real request, from a seed that can be rolled again.
    window.until("the calls are in the log", |app| app.log_view().shown().len() == answers.len());
    window.assert_says("for the last real request");
    window.assert_says("Seed 1");
    let shown = previewed(&window);
    window.click("Roll again");
    let seed = window.app().preview().unwrap().seed;
    assert!(seed != 1 && previewed(&window) != shown);
    window.assert_says(&format!("Seed {seed}"));

    // What the preview shows, a client gets for the same seed.
    let shown = previewed(&window);
    let header = format!("Mockwright-Seed: {seed}");
    assert_eq!(window.call("GET", "/people/7", &[&header], "").1, shown);

    // Frozen, it is the answer; undo by undo everything comes back.
    window.click("Freeze this answer");
    window.assert_says("Frozen");
    assert_eq!(window.call("GET", "/people/1", &[], "").1, shown);
    assert_eq!(window.call("GET", "/people/2", &[], "").1, shown);
    window.key(Modifiers::COMMAND, Key::Z);
    assert!(matches!(body(&window), Body::Generated(_)));
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(body(&window), before);
}

#[test]
fn fields_say_what_they_are_taken_for() {
    let mut window = pasted();
    window.click("Make dynamic");
    window.assert_says("for a sample request");
    window.click("Show Fields");
    window.assert_says("email, email, ");
    window.click("Show Preview");

    // The same fields as names, and the names as an example.
    window.click("Shaped after Field names");
    assert!(matches!(body(&window), Body::Generated(body) if body.content.as_str() == "id\nemail\ncreated_at\nname\nprice"));
    assert_eq!(answer(&window).as_object().unwrap().len(), 5);
    window.click("Shaped after JSON Schema");
    window.assert_says("Nothing to go by yet");
    window.click("Try it with an example");
    assert!(answer(&window)["id"].is_u64());

    window.click("Field names");
    window.fill("Search field names", "internet.email");
    window.assert_says("email, ");
    window.click("Close field names");
}

#[test]
fn a_recorded_answer_is_frozen_and_its_seed_is_shown() {
    let mut window = pasted();
    window.click("Make dynamic");
    window.choose("Edge cases", "On");
    // A seed whose edges the test's fonts can show.
    let edged = window.call("GET", "/people/7", &["Mockwright-Seed: 1"], "").1;
    window.until("the call is in the log", |app| app.log_view().shown().len() == 1);
    window.harness.get_by_label_contains("GET /people/7 200").click();
    window.settle();
    window.assert_says("Copy seed");
    window.assert_says("at an edge");
    window.key(Modifiers::COMMAND, Key::K);
    window.type_text("freeze recorded");
    window.key(Modifiers::NONE, Key::Enter);
    window.assert_says("Frozen: every answer is the recorded one");
    assert_eq!(window.call("GET", "/people/7", &[], "").1, edged);
}

#[test]
fn mistakes_in_templates_are_told_with_their_place() {
    let mut window = pasted();
    window.fill("Body text", "{\n  \"id\": {{path.id}}\n}");
    assert_eq!(previewed(&window), "{\n  \"id\": 1\n}");
    window.fill("Body text", "{\n  \"id\": {{queryParam 'x'}}\n}");
    window.assert_says("This answer is not JSON. Line 3, column 1");
    window.fill("Body text", "{\n  \"id\": {{#each}}\n}");
    window.assert_says("Line 2, column");
    window.click("Hide the preview");
    assert_eq!(window.app().preferences().window["editor"]["body"]["preview"]["isOpen"], false, "it is remembered");
    window.click("Show the preview");
}
