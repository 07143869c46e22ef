//! The pictures in `screenshots/`: baselines for what the window looks like, and the README's images.
//! Everything in them is fixed: the address that is shown, the times of day, and how long answers took.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use egui::{Key, Modifiers, Theme};
use egui_kittest::{SnapshotResults, kittest::Queryable as _};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use mockwright::{
    app::AppOptions,
    engine::{Answer, CallMemory, CompiledBody, Request},
    model::FaultKind,
    traffic::{CapturedBody, Exchange, Outcome, Timings},
};

use super::{Window, support};

const TOKEN: (&str, &str) = ("authorization", "Bearer demo-token");

fn window(theme: Theme, file: Option<std::path::PathBuf>) -> Window {
    let shown_url = Some("http://127.0.0.1:4600".to_owned());
    Window::open_with(support::DEFAULT_SIZE, theme, AppOptions { file, port: Some(0), shown_url })
}

/// Every call is an endpoint's first.
struct FirstCalls;

impl CallMemory for FirstCalls {
    fn count(&self, _endpoint: usize) -> u64 {
        1
    }
}

/// Puts into the log what the project answers to a request, as if it had come at that second and taken that long.
fn play(
    window: &Window,
    second: i8,
    method: &str,
    target: &str,
    headers: &[(&'static str, &'static str)],
    body: &'static str,
    took_us: u64,
) {
    let compiled = Arc::clone(window.app().compiled());
    let method: Method = method.parse().unwrap();
    let uri: Uri = target.parse().unwrap();
    let request_headers: HeaderMap =
        headers.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect();
    let request = Request::new(&method, &uri, &request_headers, body.as_bytes(), [127, 0, 0, 1].into());
    let decision = compiled.decide(&request, &FirstCalls, 1);
    let fitting = window.app().traffic().watch().fit(&request, &decision);
    drop(request);
    let (status, response_headers, response_body) = match decision.answer {
        Answer::Response { endpoint, response, .. } => {
            let counters = window.app().traffic().endpoints();
            let counts = counters.counts([&compiled.project.endpoints[endpoint as usize].id]);
            counts.get(0).unwrap().hits.fetch_add(1, Ordering::Relaxed);
            let response = compiled.endpoints[endpoint as usize].responses[response as usize].as_ref().unwrap();
            let CompiledBody::Bytes(bytes) = &response.body else { panic!("{target} answers with a file") };
            (response.status, response.headers.clone(), bytes.clone())
        }
        Answer::Forward { .. } => {
            let json = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
            (StatusCode::OK, json, bytes::Bytes::from_static(br#"{"from":"the real server"}"#))
        }
        _ => {
            let problem = HeaderValue::from_static("application/problem+json");
            let body = bytes::Bytes::from_static(br#"{"title":"No endpoint answers this request","status":404}"#);
            (StatusCode::NOT_FOUND, HeaderMap::from_iter([(header::CONTENT_TYPE, problem)]), body)
        }
    };
    let has_no_head = matches!(
        compiled.fault(&decision),
        Some(FaultKind::Reset | FaultKind::Close | FaultKind::Stall | FaultKind::Garbage { .. })
    );
    let is_forwarded = matches!(decision.answer, Answer::Forward { .. });
    // An expectation looks at nothing that came before it began to count.
    let year = if compiled.expectations.is_empty() { 2026 } else { 2126 };
    let local = jiff::civil::date(year, 11, 22).at(12, 3, second, 204_000_000 + i32::from(second) * 7_000_000);
    let took = |share: u64| Duration::from_micros(took_us * share / 10);
    let mut exchange = Exchange {
        received_at: local.to_zoned(jiff::tz::TimeZone::system()).unwrap().timestamp(),
        client: ([127, 0, 0, 1], 50_000).into(),
        version: http::Version::HTTP_11,
        request_body: CapturedBody::of(&bytes::Bytes::from_static(body.as_bytes())),
        outcome: Outcome::Decided { compiled, decision: decision.clone() },
        status: (!has_no_head).then_some(status),
        response_headers: Arc::new(response_headers),
        response_body: if has_no_head { CapturedBody::default() } else { CapturedBody::of(&response_body) },
        timings: Timings { received: took(2), decided: took(3), first_byte: took(9), done: took(10) },
        seed: 1,
        forwarded_to: is_forwarded.then(|| format!("https://api.example.com{target}").into()),
        method,
        uri,
        request_headers,
        ..Exchange::default()
    };
    let counters = window.app().traffic().counters();
    counters.requests.fetch_add(1, Ordering::Relaxed);
    counters.unmatched.fetch_add(u64::from(exchange.is_unmatched()), Ordering::Relaxed);
    exchange.counted = window.app().traffic().watch().count(&fitting, &exchange);
    window.app().traffic().log().push(Arc::new(exchange));
}

/// A short visit to the shop.
fn play_visit(window: &mut Window) {
    play(window, 10, "GET", "/orders/42", &[TOKEN], "", 310);
    play(window, 11, "GET", "/orders/404", &[TOKEN], "", 220);
    play(window, 11, "POST", "/orders", &[TOKEN, ("content-type", "application/json")], "{}", 420);
    play(window, 12, "GET", "/order/42?expand=items", &[TOKEN], "", 230);
    play(window, 12, "GET", "/orders/42", &[("authorization", "Bearer stolen")], "", 180);
    play(window, 13, "GET", "/users/7", &[], "", 340);
    window.until("the visit is shown", |app| app.log_view().shown().len() == 6);
}

fn show_orders(window: &mut Window) {
    window.harness.get_by_label_contains("GET /orders/{id},").click();
    window.settle();
}

/// Selects the row of the log that says this, and shows its tab.
fn show_row(window: &mut Window, row: &str, tab: &str) {
    window.harness.get_by_label_contains(row).click();
    window.settle();
    window.click(tab);
}

/// Takes one picture in each theme, without a pointer over anything.
fn pictures(name: &str, file: &std::path::Path, prepare: impl Fn(&mut Window)) {
    let mut results = SnapshotResults::new();
    for theme in [Theme::Dark, Theme::Light] {
        let mut window = window(theme, Some(file.to_owned()));
        prepare(&mut window);
        window.harness.event(egui::Event::PointerGone);
        window.settle();
        window.harness.snapshot(support::in_theme(name, theme));
        results.extend(window.harness.take_snapshot_results());
    }
}

#[test]
fn main_window() {
    pictures("main_window", &super::sample(), |window| {
        play_visit(window);
        show_orders(window);
        show_row(window, "GET /orders/404 404", "Matching");
    });
}

#[test]
fn editor_conditions() {
    pictures("editor_conditions", &super::sample(), |window| {
        play_visit(window);
        show_orders(window);
        window.harness.get_by_label_contains("Response 401").click();
        window.settle();
        window.tab("Condition");
    });
}

#[test]
fn log_matching() {
    pictures("log_matching", &super::sample(), |window| {
        play_visit(window);
        show_orders(window);
        show_row(window, "GET /order/42?expand=items 404", "Matching");
    });
}

#[test]
fn palette() {
    pictures("palette", &super::sample(), |window| {
        play_visit(window);
        show_orders(window);
        window.key(Modifiers::COMMAND, Key::K);
        window.type_text("ord");
    });
}

#[test]
fn empty_project() {
    pictures("empty_project", &super::sample(), |window| {
        window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    });
}

#[test]
fn template_completion() {
    pictures("template_completion", &super::sample(), |window| {
        show_orders(window);
        window.fill("Body text", "{\n  \"id\": \"{{path.id}}\",\n  \"customer\": \"");
        for character in "{{faker 'person.".chars() {
            window.type_text(&character.to_string());
        }
        window.key(Modifiers::NONE, Key::ArrowDown);
        window.key(Modifiers::NONE, Key::ArrowDown);
    });
}

#[test]
fn settings_of_dynamic_answers() {
    pictures("settings_dynamic", &super::sample(), |window| {
        window.key(Modifiers::COMMAND, Key::Comma);
        window.fill("Fixed seed", "77");
        window.fill("Variable name 1", "baseUrl");
        window.fill("Variable value 1", "https://example.com");
        window.fill("Field name 1", "sku");
        window.fill("Field value 1", "faker commerce.isbn");
        window.fill("Field name 2", "size");
        window.fill("Field value 2", "one off: S, M, L");
        window.harness.get_by_label("Field name 3").scroll_to_me();
        window.settle();
    });
}

/// The users' endpoint with its answer made dynamic, after a real request to it.
fn show_generated(window: &mut Window) {
    play_visit(window);
    window.key(Modifiers::COMMAND, Key::P);
    window.type_text("GET users/{id}");
    window.key(Modifiers::NONE, Key::Enter);
    window.fill("Body text", PERSON);
    window.click("Make dynamic");
    window.harness.get_by_label("Close message").click();
    window.settle();
}

const PERSON: &str = r#"{
  "id": 7,
  "first_name": "Ada",
  "last_name": "Lovelace",
  "email": "ada@example.com",
  "address": {
    "street": "12 St James's Square",
    "city": "London",
    "zip": "SW1Y 4JH"
  },
  "created_at": "2024-01-01T00:00:00Z",
  "balance": 12.5
}"#;

#[test]
fn generated_body() {
    pictures("generated_body", &super::sample(), show_generated);
}

#[test]
fn behaviour() {
    pictures("behaviour", &super::sample(), |window| {
        play_visit(window);
        show_orders(window);
        window.tab("Behaviour");
        window.choose("Fault", "Cut the body off");
        window.choose("Fault happens", "by chance");
        window.fill("Scenario", "checkout");
        window.fill("Required state", "cart");
        window.fill("Next state", "paid");
    });
}

#[test]
fn webhooks() {
    pictures("webhooks", &super::sample(), |window| {
        show_orders(window);
        window.tab("Webhooks");
        window.fill("Webhook URL 1", "https://example.com/orders/{{path.id}}");
        window.fill("Webhook name", "Tell the shop");
        window.fill("Webhook header name 1", "Authorization");
        window.fill("Webhook header value 1", "Bearer {{vars.token}}");
        window.choose("Webhook body type", "JSON");
        window.fill("Webhook body text", "{\n  \"order\": \"{{path.id}}\",\n  \"state\": \"shipped\"\n}");
        window.key(Modifiers::COMMAND, Key::J);
        window.fill("Webhook URL 2", "https://example.com/metrics");
        window.click("Show more of webhook 1");
    });
}

#[test]
fn settings_of_the_server() {
    pictures("settings_server", &super::sample(), |window| {
        window.key(Modifiers::COMMAND, Key::Comma);
        window.harness.get_by_role_and_label(egui::Role::CheckBox, "HTTPS").click();
        window.fill("Project spy URL", "https://api.example.com/v1");
    });
}

#[test]
fn forwarding() {
    pictures("forwarding", &super::sample(), |window| {
        play_visit(window);
        show_orders(window);
        window.click("Forward to a real server");
        window.fill("Spy URL", "https://api.example.com/v1");
    });
}

#[test]
fn faults_and_forwarding_in_the_log() {
    pictures("log_faults", &super::sample(), |window| {
        window.key(Modifiers::COMMAND, Key::Comma);
        window.fill("Project spy URL", "https://api.example.com");
        window.key(Modifiers::NONE, Key::Escape);
        show_orders(window);
        window.tab("Behaviour");
        window.choose("Fault", "Reset the connection");
        window.harness.get_by_label_contains("Response 404").click();
        window.settle();
        window.choose("Fault", "Cut the body off");
        play_visit(window);
        show_row(window, "GET /orders/42 without an answer", "Overview");
    });
}

/// The sample, with demands on its traffic: one is met by a visit, two are pending after it, one is violated.
fn expecting(folder: &std::path::Path) -> std::path::PathBuf {
    let sample = std::fs::read_to_string(super::sample()).unwrap();
    let mut project: serde_json::Value = serde_json::from_str(&sample).unwrap();
    let stolen = serde_json::json!({ "subject": { "header": "Authorization" }, "operator": "equals", "value": "Bearer stolen" });
    let mugs = serde_json::json!({ "customer": 7, "items": [{ "sku": "mug", "quantity": 2 }] });
    let body = serde_json::json!({ "subject": "body", "operator": "json_equals", "value": { "json": mugs } });
    project["expectations"] = serde_json::json!([
        { "id": "x1", "name": "Orders are read", "request": { "method": "GET", "path": "/orders/{id}" } },
        { "id": "x2", "request": { "method": "POST", "path": "/orders" }, "count": { "exactly": 3 }, "after": { "expectation": "x1" } },
        {
            "id": "x3", "name": "Nobody uses the stolen token", "count": "never",
            "request": { "method": "GET", "path": "/orders/{id}", "condition": { "compare": stolen } },
        },
        {
            "id": "x4", "name": "Two mugs are ordered", "count": { "exactly": 1 }, "answer": { "status": 201 },
            "request": { "method": "POST", "path": "/orders", "condition": { "compare": body } },
        },
    ]);
    let path = folder.join("shop.mockwright.json");
    std::fs::write(&path, serde_json::to_string_pretty(&project).unwrap()).unwrap();
    path
}

/// A visit to the shop that orders no mug where two were expected.
fn show_expectation(window: &mut Window, row: &str) {
    play_visit(window);
    let order = r#"{"customer": 7, "items": [{"sku": "mug", "quantity": 0}]}"#;
    play(window, 14, "POST", "/orders", &[TOKEN, ("content-type", "application/json")], order, 390);
    window.until("the order is shown", |app| app.log_view().shown().len() == 7);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::J);
    window.harness.get_by_label_contains(row).click();
    window.settle();
    window.until("the report is made", |app| {
        let id = app.selection().expectation.as_ref();
        let report = id.and_then(|id| app.expectation_report(id));
        report.is_some_and(|report| report.calls.iter().all(|call| call.sequence.is_some()))
    });
}

#[test]
fn expectations() {
    let folder = tempfile::tempdir().unwrap();
    pictures("expectations", &expecting(folder.path()), |window| {
        show_expectation(window, "Expectation Nobody uses the stolen token");
    });
}

#[test]
fn near_misses_of_an_expectation() {
    let folder = tempfile::tempdir().unwrap();
    pictures("expectation_near_miss", &expecting(folder.path()), |window| {
        show_expectation(window, "Expectation Two mugs are ordered");
    });
}

#[test]
fn scenarios() {
    pictures("scenarios", &super::sample(), |window| {
        show_orders(window);
        window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
        window.fill("New scenario", "checkout");
        window.key(Modifiers::NONE, Key::Enter);
        window.fill("Scenario states", "cart, paid, shipped");
        window.tab("Behaviour");
        window.fill("Scenario", "checkout");
        window.fill("Required state", "cart");
        window.fill("Next state", "paid");
        window.harness.get_by_label_contains("Response 404").click();
        window.settle();
        window.fill("Scenario", "stock");
        window.fill("Next state", "sold out");
        window.click("paid");
    });
}
