//! The bars, the tabs and the sheets around the panes: what they say, and that they keep their place.

use egui::{
    Key, Modifiers, Theme,
    accesskit::{Role, Toggled},
};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use mockwright::{
    app::{Action, AppOptions, SelectMode},
    model::{Body, Delay, Language},
};

use super::{Window, sample, sample_without_contract};

impl Window {
    /// Does something as the answer of a dialog does.
    fn send(&mut self, action: Action) {
        self.app().action_sender().send(action);
        self.settle();
    }

    /// Selects the only request of the log.
    fn select_request(&mut self) {
        self.until("the request is in the log", |app| app.log_view().shown().len() == 1);
        let sequence = self.app().log_view().shown()[0];
        self.send(Action::SelectExchange { sequence, mode: SelectMode::Only });
    }

    fn is_disabled(&self, label: &str) -> bool {
        self.harness.get_by_label(label).accesskit_node().is_disabled()
    }
}

#[test]
fn the_status_bar_keeps_its_height_when_something_is_wrong() {
    let mut window = Window::open(Some(sample()));
    let top = |window: &Window| window.harness.get_by_label("serving").rect().center().y;
    let quiet = top(&window);
    window.fill("Path", "/a/{b");
    window.assert_says("1 problem");
    assert_eq!(top(&window), quiet);
    window.click("1 problem");
    window.assert_says("This brace is never closed");
    window.click("Close problems");
}

#[test]
fn the_body_tab_and_its_text_have_names_of_their_own() {
    let window = Window::open(Some(sample()));
    assert_eq!(window.harness.query_all_by_label("Body").count(), 1);
    window.harness.get_by_role_and_label(Role::Tab, "Body");
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Body text");
}

#[test]
fn only_what_can_be_formatted_is_offered_to_be() {
    let mut window = Window::open(Some(sample()));
    window.fill("Filter endpoints", "hello");
    window.click_row("GET /hello, 0 calls");
    for (language, can_format) in [("JSON", true), ("XML", true), ("HTML", false), ("YAML", false)] {
        window.choose("Body type", language);
        assert_eq!(window.is_disabled("Format body"), !can_format, "{language}");
    }
    window.choose("Body type", "No body");
    assert!(window.harness.query_by_label("Format body").is_none());
    // Asked for where there is nothing to format, it does not come true later.
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.choose("Body type", "JSON");
    window.fill("Body text", "[1]");
    let response = |window: &Window| window.app().selection().response.clone().expect("a selected response");
    let id = response(&window);
    let (_, shown) = window.app().project().response(&id).expect("its response");
    assert_eq!(shown.body, Body::text(Language::Json, "[1]"));
}

#[test]
fn the_project_has_every_kind_of_delay() {
    let mut window = Window::open(Some(sample()));
    window.key(Modifiers::COMMAND, Key::Comma);
    let delay = |window: &Window| window.app().project().settings.delay;
    window.click("Project delay Fixed");
    window.fill("Project delay milliseconds", "30");
    assert_eq!(delay(&window), Some(Delay::Fixed { ms: 30 }));
    window.click("Project delay Log-normal");
    window.fill("Project delay spread", "0.5");
    assert_eq!(delay(&window), Some(Delay::LogNormal { median_ms: 30, sigma: 0.5 }));
    window.click("Project delay Range");
    window.fill("Project delay from", "99");
    window.fill("Project delay to", "50");
    assert_eq!(delay(&window), Some(Delay::Uniform { min_ms: 99, max_ms: 50 }));
    window.click("Close settings");
    window.click("1 problem");
    window.harness.get_by_label_contains("The shortest wait is longer than the longest").click();
    window.settle();
    window.assert_says("Close settings");
}

#[test]
fn the_details_keep_their_place_and_every_tab_is_reached_however_narrow() {
    let folder = tempfile::tempdir().expect("a folder");
    for size in [[960.0, 600.0], [700.0, 600.0], [400.0, 600.0]] {
        // The editor's row about the contract takes more than the narrowest of these, which no real window is.
        let file = sample_without_contract(folder.path());
        let options = AppOptions { file: Some(file), port: Some(0), ..AppOptions::default() };
        let mut window = Window::open_with(size, Theme::Dark, options);
        window.call("GET", "/hello", &[], "");
        window.select_request();
        let mut top = None;
        for tab in ["Timing", "Overview", "Request", "Matching", "Response"] {
            window.harness.get(By::new().role(Role::Tab).label(tab)).scroll_to_me();
            window.settle();
            window.harness.get(By::new().role(Role::Tab).label(tab)).click();
            window.settle();
            let chosen = window.harness.get(By::new().role(Role::Tab).label(tab));
            assert_eq!(chosen.accesskit_node().toggled(), Some(Toggled::True), "{tab} at {size:?}");
            let close = window.harness.get_by_label("Close details").rect();
            assert_eq!(close.top(), *top.get_or_insert(close.top()), "{tab} at {size:?}");
            assert!(chosen.rect().right() <= close.left(), "{tab} at {size:?}");
            assert!(close.right() <= size[0], "{size:?}");
        }
        window.click("Close details");
        assert!(window.app().selection().focused_exchange.is_none());
    }
}

#[test]
fn a_recorded_file_opens_beside_the_window_and_a_broken_one_says_why() {
    let mut window = Window::open(Some(sample()));
    let folder = tempfile::tempdir().expect("a folder");
    let (good, broken) = (folder.path().join("good.har"), folder.path().join("broken.har"));
    let entry = r#"{"startedDateTime":"2026-11-22T12:00:00Z","time":3,"request":{"method":"GET","url":"http://a.example/x",
        "httpVersion":"HTTP/1.1","headers":[],"queryString":[],"cookies":[],"headersSize":-1,"bodySize":0},"response":{"status":200,
        "statusText":"OK","httpVersion":"HTTP/1.1","headers":[],"cookies":[],"content":{"size":0,"mimeType":""},"redirectURL":"",
        "headersSize":-1,"bodySize":0},"cache":{},"timings":{"send":1,"wait":1,"receive":1}}"#;
    let entries = vec![entry; 600].join(",");
    std::fs::write(
        &good,
        format!(r#"{{"log":{{"version":"1.2","creator":{{"name":"a","version":"1"}},"entries":[{entries}]}}}}"#),
    )
    .expect("written");
    std::fs::write(&broken, "{\"log\": 1}").expect("written");
    window.send(Action::Open(good));
    window.until("all of it is shown", |app| app.log_view().shown().len() == 600 && !app.notices().shown().is_empty());
    window.assert_says("600 requests opened");
    window.send(Action::Open(broken));
    window.until("the mistake is shown", |app| app.notices().shown().len() == 2);
    window.assert_says("broken.har");
}

#[test]
fn a_command_that_is_not_the_whole_request_says_so_when_it_is_copied() {
    let mut window = Window::open(Some(sample()));
    window.call("POST", "/hello", &["Content-Encoding: gzip"], "not gzip");
    window.select_request();
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    window.assert_says("Copied. It sends the body decoded");
}
