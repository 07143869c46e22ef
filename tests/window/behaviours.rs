//! What endpoints and settings gain by faults, scenarios, webhooks and spies, clicked together as a person does.

use std::io::{Read as _, Write as _};

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{By, Queryable as _};
use mockwright::model::{Body, Delay, Fault, FaultKind, FaultWhen, Header, Language, Response, Scenario, Spy, SpyMode, Subject};

use super::{Window, sample};

impl Window {
    /// The response in the editor.
    fn response(&self) -> &Response {
        let id = self.app().selection().response.as_ref().expect("a selected response");
        self.app().project().response(id).expect("its endpoint").1
    }

    fn undo(&mut self) {
        self.key(Modifiers::COMMAND, Key::Z);
    }
}

/// The sample with its smallest endpoint in the editor.
fn hello(tab: &str) -> Window {
    let mut window = Window::open(Some(sample()));
    window.fill("Filter endpoints", "hello");
    window.click_row("GET /hello, 0 calls");
    window.tab(tab);
    window
}

#[test]
fn a_fault_is_chosen_given_its_number_and_how_often_it_happens() {
    let mut window = hello("Behaviour");
    window.choose("Fault", "Cut the body off");
    window.assert_says("the connection is closed within it");
    window.fill("Fault bytes", "12");
    window.choose("Fault happens", "at intervals");
    window.fill("Fault calls", "4");
    assert_eq!(window.response().fault, Some(Fault { kind: FaultKind::Cut { after_bytes: 12 }, when: FaultWhen::EveryNth(4) }));
    window.choose("Fault happens", "by chance");
    window.fill("Fault percent", "2.5");
    window.choose("Fault", "Reset the connection");
    let reset = Fault { kind: FaultKind::Reset, when: FaultWhen::Percent(2.5) };
    assert_eq!(window.response().fault, Some(reset), "how often stays when the kind changes");
    window.assert_says("Behaviour 1");
    window.choose("Fault", "None");
    assert_eq!(window.response().fault, None);
    window.undo();
    assert_eq!(window.response().fault, Some(reset));
    for _ in 0..5 {
        window.undo();
    }
    assert_eq!(window.response().fault, Some(Fault { kind: FaultKind::Cut { after_bytes: 12 }, when: FaultWhen::Always }));
}

#[test]
fn a_scenario_is_made_by_typing_its_name_and_its_states_are_offered_next() {
    let mut window = hello("Behaviour");
    window.fill("Scenario", "checkout");
    window.fill("Next state", "paid");
    let step = |window: &Window| {
        let step = window.response().scenario.clone().expect("a part in a scenario");
        (step.scenario, step.requires, step.moves_to)
    };
    assert_eq!(step(&window), ("checkout".to_owned(), None, Some("paid".to_owned())));
    window.assert_says("It starts in Started, and all clients share its state");

    // The states there are now are offered as soon as the field has the keyboard.
    window.harness.get_by_label("Required state").focus();
    window.settle();
    window.assert_says("Started");
    window.key(Modifiers::NONE, Key::ArrowDown);
    window.key(Modifiers::NONE, Key::Enter);
    assert_eq!(step(&window).1.as_deref(), Some("Started"));
    window.click("Leave the scenario");
    assert_eq!(window.response().scenario, None);
    window.undo();
    assert_eq!(step(&window).0, "checkout");
}

#[test]
fn a_webhook_is_typed_into_the_empty_row_and_filled_in_under_it() {
    let mut window = hello("Webhooks");
    // All of it is in view without the log.
    window.key(Modifiers::COMMAND, Key::J);
    window.fill("Webhook URL 1", "https://example.com/{{path}}");
    window.type_text("?x=1");
    window.fill("Webhook method 1", "PUT");
    window.fill("Webhook name", "Tell the shop");
    window.fill("Webhook header name 1", "X-Token");
    window.fill("Webhook header value 1", "{{uuid}}");
    window.choose("Webhook body type", "JSON");
    window.fill("Webhook body text", "{\"id\": \"{{path.id}}\"}");
    window.click("Webhook delay Fixed");
    window.fill("Webhook delay milliseconds", "250");
    window.fill("Webhook retries", "2");
    let webhook = window.response().webhooks[0].clone();
    let words = (webhook.name.as_str(), webhook.method.as_str(), webhook.url.as_str(), webhook.retries);
    assert_eq!(words, ("Tell the shop", "PUT", "https://example.com/{{path}}?x=1", 2));
    assert_eq!(webhook.headers, [Header::new("X-Token", "{{uuid}}")]);
    assert_eq!(webhook.body, Body::text(Language::Json, "{\"id\": \"{{path.id}}\"}"));
    assert_eq!(webhook.delay, Some(Delay::Fixed { ms: 250 }));
    window.assert_says("Webhooks 1");

    window.fill("Webhook URL 2", "http://127.0.0.1:9/late");
    window.click("Call webhook 2");
    window.harness.get_by_label("Move webhook 2").focus();
    window.settle();
    window.key(Modifiers::ALT, Key::ArrowUp);
    let urls = |window: &Window| window.response().webhooks.iter().map(|one| (one.url.clone(), one.enabled)).collect::<Vec<_>>();
    let (late, put) = (("http://127.0.0.1:9/late".to_owned(), false), (webhook.url, true));
    assert_eq!(urls(&window), [late.clone(), put.clone()]);
    window.click("Remove webhook 1");
    assert_eq!(urls(&window), std::slice::from_ref(&put));
    window.undo();
    window.undo();
    assert_eq!(urls(&window), [put, late]);
    window.click("Show more of webhook 1");
    window.choose("Webhook body type", "No body");
    assert_eq!(window.response().webhooks[0].body, Body::None);
}

#[test]
fn an_endpoint_forwards_and_says_so_beside_its_responses() {
    let mut window = hello("Body");
    let spy = |window: &Window| {
        let (endpoint, _) = window.app().project().response(&window.response().id).expect("an endpoint");
        endpoint.spy.clone()
    };
    window.click("Forward to a real server");
    window.fill("Spy URL", "https://api.example.com/v1");
    assert_eq!(spy(&window), Some(Spy::new("https://api.example.com/v1")));
    window.assert_says("the rest to api.example.com");
    window.choose("Spy forwards what", "every request");
    window.click("all to api.example.com");
    assert!(!window.says("Spy URL"), "the row is closed");
    window.click("all to api.example.com");
    window.click("Spy forwards");
    assert_eq!(spy(&window), Some(Spy { enabled: false, mode: SpyMode::Always, ..Spy::new("https://api.example.com/v1") }));
    window.assert_says("Forward to a real server");
    for _ in 0..3 {
        window.undo();
    }
    assert_eq!(spy(&window), None);
}

#[test]
fn the_whole_project_forwards_and_answers_https() {
    let mut window = hello("Body");
    window.key(Modifiers::COMMAND, Key::Comma);
    window.fill("Project spy URL", "http://127.0.0.1:9");
    window.harness.get_by_role_and_label(Role::CheckBox, "HTTPS").click();
    window.settle();
    window.key(Modifiers::NONE, Key::Escape);
    let settings = &window.app().project().settings;
    assert_eq!((settings.spy.clone(), settings.tls), (Some(Spy::new("http://127.0.0.1:9")), true));
    window.undo();
    window.undo();
    let settings = &window.app().project().settings;
    assert_eq!((settings.spy.clone(), settings.tls), (None, false));
}

#[test]
fn the_log_says_which_fault_took_the_place_of_an_answer() {
    let mut window = hello("Behaviour");
    window.choose("Fault", "Close the connection");
    window.click("Try it");
    window.until("the call is in the log", |app| app.log_view().shown().len() == 1);
    window.harness.get(By::new().role(Role::Row).label_contains("GET /hello")).click();
    window.settle();
    window.assert_says("On purpose, the connection was closed without an answer");
    window.assert_says("fault: closed");
}

/// The states that the window shows and sets are those that the server goes by.
#[test]
fn scenarios_show_their_state_and_are_put_into_another() {
    let mut window = hello("Behaviour");
    window.fill("Scenario", "greeting");
    window.fill("Next state", "greeted");
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
    window.assert_says("Scenario greeting, in Started");
    assert_eq!(window.call("GET", "/hello", &[], "").0, 200);
    window.settle();
    window.harness.step();
    window.assert_says("Scenario greeting, in greeted");
    let state = |window: &Window| window.app().server().scenarios().list(0)[0].state.clone();
    window.click("Started");
    assert_eq!(state(&window), "Started");
    window.click("greeted");
    assert_eq!(state(&window), "greeted");
    window.click("Reset");
    assert_eq!(state(&window), "Started");
    window.click("greeted");
    window.click("Reset all");
    assert_eq!(state(&window), "Started");
}

#[test]
fn a_scenario_is_written_down_with_its_states_and_a_key() {
    let mut window = hello("Behaviour");
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
    window.assert_says("No scenarios yet");
    window.fill("New scenario", "visit");
    window.key(Modifiers::NONE, Key::Enter);
    window.assert_says("Scenario visit, in Started");
    window.fill("Scenario states", "new, known");
    window.assert_says("Scenario visit, in new");
    window.choose("Scenario kept by", "each query parameter");
    window.fill("Scenario key name", "who");
    let visit = Scenario {
        states: vec!["new".to_owned(), "known".to_owned()],
        key: Some(Subject::Query("who".to_owned())),
        ..Scenario::new("visit")
    };
    assert_eq!(window.app().project().scenarios, [visit]);

    // Each of the two has a session of its own, and one of them is taken back.
    window.fill("Scenario", "visit");
    window.fill("Next state", "known");
    for who in ["ada", "bob"] {
        assert_eq!(window.call("GET", &format!("/hello?who={who}"), &[], "").0, 200);
    }
    window.settle();
    window.harness.step();
    window.assert_says("Scenario visit, 2 sessions");
    window.harness.get_by_label("Reset session ada").scroll_to_me();
    window.settle();
    window.click("Reset session ada");
    window.assert_says("Scenario visit, 1 session");
    window.undo();
    window.undo();
    assert_eq!(window.response().scenario, None);
    window.harness.get_by_label("Remove the scenario").scroll_to_me();
    window.settle();
    window.click("Remove the scenario");
    assert!(window.app().project().scenarios.is_empty());
    window.undo();
    assert_eq!(window.app().project().scenarios.len(), 1);
}

#[test]
fn the_certificate_that_clients_must_trust_is_saved_from_the_settings() {
    let mut window = hello("Body");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    window.key(Modifiers::COMMAND, Key::Comma);
    window.harness.get_by_role_and_label(Role::CheckBox, "HTTPS").click();
    window.settle();
    window.click("Save certificate…");
    window.fill("File path", &path.display().to_string());
    window.key(Modifiers::NONE, Key::Enter);
    window.until("it is written", |_| path.exists());
    let pem = std::fs::read_to_string(&path).unwrap();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----") && !pem.contains("PRIVATE"), "{pem}");
}

/// A server of another make: it answers every request with `real`.
fn real_server() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
                head.push(byte[0]);
            }
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nreal";
            // A client that is gone needs no answer.
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    url
}

#[test]
fn what_is_forwarded_and_what_webhooks_call_stands_in_the_log() {
    let mut window = hello("Webhooks");
    let url = real_server();
    window.fill("Webhook URL 1", &format!("{url}/hook{{{{path}}}}"));
    window.fill("Webhook name", "Tell it");
    assert_eq!(window.call("GET", "/hello", &[], "").0, 200);
    window.until("the webhook is in the log", |app| app.log_view().shown().len() == 2);
    window.assert_says(&format!("{}/hook/hello 200", &url["http://".len()..]));
    window.assert_says("webhook Tell it after #1");

    window.click("Forward to a real server");
    window.fill("Spy URL", &url);
    window.choose("Spy forwards what", "every request");
    assert_eq!(window.call("GET", "/hello", &[], ""), (200, "real".to_owned()));
    window.until("the forwarded call is in the log", |app| app.log_view().shown().len() == 3);
    window.assert_says(&format!("forwarded to {}", &url["http://".len()..]));
}
