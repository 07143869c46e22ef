//! The contract test of a real API in the window: what is asked for and what of it is remembered, what is found, where it leads,
//! and what is written down. The real API is a small server on a thread of the test.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::{
    SnapshotResults,
    kittest::{By, Queryable as _},
};
use mockwright::app::{Action, App, AppOptions, CallsFrom, Command, ContractTestSettings};
use parking_lot::Mutex;
use serde_json::{Value, json};

use super::{Window, support};

/// A real API that answers pets which break their contract until it is mended, and remembers what was asked of it.
struct RealApi {
    address: SocketAddr,
    is_mended: Arc<AtomicBool>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl RealApi {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let api = Self { address: listener.local_addr().unwrap(), is_mended: Arc::default(), asked: Arc::default() };
        let (is_mended, asked) = (Arc::clone(&api.is_mended), Arc::clone(&api.asked));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let Some(request) = lines.next() else { continue };
                let mut length = 0;
                for line in lines.by_ref().take_while(|line| !line.is_empty()) {
                    if let Some((name, value)) = line.split_once(':')
                        && name.eq_ignore_ascii_case("content-length")
                    {
                        length = value.trim().parse().unwrap();
                    }
                }
                assert!(length < 10_000, "the test's requests are small");
                let target = request.rsplit_once(' ').unwrap().0.to_owned();
                let body = match (target.as_str(), is_mended.load(Ordering::Relaxed)) {
                    (target, false) if target.starts_with("GET /v1/pets/") => r#"{"id":"seven","name":"Rex"}"#,
                    (target, true) if target.starts_with("GET /v1/pets/") => r#"{"id":7,"name":"Rex"}"#,
                    _ => "[]",
                };
                asked.lock().push(target);
                let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
                let _ = write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            }
        });
        api
    }

    fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }
}

fn contract(server: &str) -> Value {
    let pet = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}});
    let pets = json!({"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}});
    json!({
        "openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "servers": [{"url": server}],
        "paths": {
            "/pets": {
                "get": {"responses": {"200": {"description": "Pets", "content": pets}}},
                "post": {
                    "requestBody": {"required": true, "content": pet},
                    "responses": {"201": {"description": "Added"}}
                }
            },
            "/pets/{id}": {"get": {
                "parameters": [{"name": "id", "in": "path", "required": true, "example": 7, "schema": {"type": "integer"}}],
                "responses": {"200": {"description": "A pet", "content": pet}}
            }}
        },
        "components": {"schemas": {"Pet": {
            "type": "object", "required": ["id", "name"],
            "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}
        }}}
    })
}

fn open(folder: &Path, theme: Theme, server: &str) -> Window {
    let project = json!({
        "mockwright": 1, "name": "Pets",
        "contract": {"source": "pets.json", "document": contract(server)},
        "endpoints": [
            {"id": "e_pets", "method": "GET", "path": "/v1/pets", "contract": {"operation": "GET /pets"}},
            {"id": "e_pet", "method": "GET", "path": "/v1/pets/{id}", "contract": {"operation": "GET /pets/{id}"}}
        ]
    });
    let file = folder.join("pets.mockwright.json");
    std::fs::write(&file, project.to_string()).unwrap();
    let shown_url = Some("http://127.0.0.1:4600".to_owned());
    let mut window = Window::open_with(support::DEFAULT_SIZE, theme, AppOptions { file: Some(file), port: Some(0), shown_url });
    window.until("the contract is looked through", |app| app.contract().is_some());
    window.app().action_sender().send(Action::Run(Command::ShowContractTest));
    window.settle();
    window
}

/// Lets a run begin with `label` and waits for what it comes to.
fn run(window: &mut Window, label: &str) {
    let runs = |app: &App| app.contract_test().report().map(|report| report.started_at);
    let before = runs(window.app());
    window.harness.get_by_label(label).click();
    window.harness.step();
    window.until("the run is done", |app| runs(app) != before && app.contract_test().progress().is_none());
}

fn click_row(window: &mut Window, words: &str) {
    window.harness.get(By::new().role(Role::ListItem).label_contains(words)).click();
    window.settle();
}

#[test]
fn what_breaks_the_contract_is_found_explained_and_leads_to_its_endpoint() {
    let (api, folder) = (RealApi::start(), tempfile::tempdir().unwrap());
    let mut window = open(folder.path(), Theme::Dark, &api.url());
    window.assert_says("Does the real API keep its contract?");
    assert_eq!(window.app().contract_test().settings().against, api.url(), "the contract's server is proposed");
    run(&mut window, "Start test");
    window.assert_says("1 of 2 operations passed, 1 error, 1 not called");
    window.assert_says("GET /pets/{id}, 1 finding");
    window.assert_says("the chart begins with the second");
    assert!(api.asked.lock().iter().all(|asked| asked.starts_with("GET ")), "{:?}", api.asked.lock());
    window.assert_says("POST /pets");

    click_row(&mut window, "Invalid body");
    window.assert_says("body /id");
    window.assert_says("\"seven\"");
    window.click("Copy as cURL");
    let copied = window.harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    if let Some(copied) = copied {
        assert!(copied.contains(&format!("{}/pets/7", api.url())), "{copied}");
    }
    window.click("Go to endpoint");
    assert_eq!(window.app().selection().endpoint.as_ref().map(|id| id.as_str()), Some("e_pet"));

    api.is_mended.store(true, Ordering::Relaxed);
    run(&mut window, "Start test");
    window.assert_says("2 of 2 operations passed");
    window.assert_says("Gone since the last run");
    window.assert_says("2 runs: 1 error, 0 warnings at first, 0 errors, 0 warnings at last");
}

#[test]
fn methods_that_change_data_are_called_only_when_asked_and_are_warned_of() {
    let (api, folder) = (RealApi::start(), tempfile::tempdir().unwrap());
    let mut window = open(folder.path(), Theme::Dark, "/v1");
    assert_eq!(window.app().contract_test().settings().against, "");
    run_refused(&mut window);
    window.assert_says("Say which URL the real API has");
    window.fill("URL of the real API", &api.url());
    assert!(!window.says("may change or delete data on"));
    window.click("POST");
    window.assert_says("POST may change or delete data on 127.0.0.1");
    run(&mut window, "Start test");
    assert!(api.asked.lock().iter().any(|asked| asked == "POST /v1/pets"));

    let file = folder.path().join("pets.mockwright.json");
    let home = window.crash();
    let window = Window::open_again(home, file);
    let settings = window.app().contract_test().settings();
    assert_eq!(settings.against, api.url(), "the URL is remembered");
    assert_eq!(settings.methods, ContractTestSettings::default().methods, "that POST was allowed is not");
}

fn run_refused(window: &mut Window) {
    window.click("Start test");
    assert!(window.app().contract_test().progress().is_none());
}

#[test]
fn a_test_repeats_until_it_is_stopped_and_cannot_be_changed_meanwhile() {
    let (api, folder) = (RealApi::start(), tempfile::tempdir().unwrap());
    let mut window = open(folder.path(), Theme::Dark, &api.url());
    window.choose("Repeat", "Every … minutes");
    run(&mut window, "Start test");
    window.assert_says("Next run at");
    let asked = window.app().contract_test().settings().clone();
    let other = ContractTestSettings { against: "http://elsewhere.example".to_owned(), ..asked.clone() };
    window.app().action_sender().send(Action::SetContractTest(Box::new(other)));
    window.settle();
    assert_eq!(*window.app().contract_test().settings(), asked);
    window.click("Stop test");
    assert!(!window.app().contract_test().is_active() && !window.says("Next run at"));
}

#[test]
fn what_a_spy_forwarded_is_judged_without_a_call() {
    let (api, folder) = (RealApi::start(), tempfile::tempdir().unwrap());
    let mut window = open(folder.path(), Theme::Dark, &api.url());
    window.click("Calls Judge the log");
    assert_eq!(window.app().contract_test().settings().from, CallsFrom::Log);
    run_refused(&mut window);
    window.assert_says("let a spy forward requests to it");
    let mut settings = window.app().project().settings.clone();
    settings.spy = Some(mockwright::model::Spy {
        mode: mockwright::model::SpyMode::Always,
        ..mockwright::model::Spy::new(format!("http://{}", api.address))
    });
    let edit = mockwright::app::Edit::SetSettings { settings: Box::new(settings), field: None };
    window.app().action_sender().send(Action::Edit(edit));
    window.settle();
    assert_eq!(window.call("GET", "/v1/pets/7", &[], "").0, 200);
    window.until("the call is in the log", |app| app.traffic().log().last_sequence() == 1);
    let asked = api.asked.lock().len();
    run(&mut window, "Start test");
    window.assert_says("0 of 1 operation passed, 1 error");
    assert_eq!(api.asked.lock().len(), asked, "nothing was called");
}

#[test]
fn reports_are_saved_in_each_format() {
    let (api, folder) = (RealApi::start(), tempfile::tempdir().unwrap());
    let mut window = open(folder.path(), Theme::Dark, &api.url());
    run(&mut window, "Start test");
    for (label, ending, start) in [
        ("HTML page…", "html", "<!doctype html>"),
        ("JUnit XML…", "xml", "<?xml"),
        ("JSON…", "json", "{"),
        ("Text…", "txt", "Pets 1 (pets.json)"),
    ] {
        window.click("Save report");
        window.click(label);
        window.key(Modifiers::NONE, Key::Enter);
        let file = folder.path().join(format!("contract-test.{ending}"));
        window.until("the report is written", |_| file.exists());
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.to_lowercase().starts_with(&start.to_lowercase()), "{ending}: {}", &text[..text.len().min(80)]);
        assert!(text.contains("GET /pets/{id}"), "{ending}");
    }
}

#[test]
fn another_project_has_no_report_of_this_one() {
    let (api, folder) = (RealApi::start(), tempfile::tempdir().unwrap());
    let mut window = open(folder.path(), Theme::Dark, &api.url());
    run(&mut window, "Start test");
    window.app().action_sender().send(Action::Open(super::sample()));
    window.until("the other is open", |app| app.project().name != "Pets");
    assert!(window.app().contract_test().report().is_none());
}

#[test]
fn pictures() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Dark, "contract_test_dark"), (Theme::Light, "contract_test_light")] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = open(folder.path(), theme, "https://api.pets.example/v1");
        window.click("POST");
        window.harness.event(egui::Event::PointerGone);
        window.settle();
        window.harness.snapshot(name);
        results.extend(window.harness.take_snapshot_results());
    }
}
