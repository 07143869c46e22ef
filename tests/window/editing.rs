//! The editor: what is typed into it is what the server answers, at once.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;
use mockwright::model::{Body, Comparison, Condition, Delay, Endpoint, JsonText, Operand, Operator, Subject};

use super::{
    Window,
    endpoint_list::{center, drag},
    sample,
};

impl Window {
    fn click_role(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).click();
        self.settle();
    }

    fn endpoint(&self) -> &Endpoint {
        let id = self.app().selection().endpoint.as_ref().expect("a selected endpoint");
        self.app().project().endpoint(id).expect("its endpoint")
    }

    fn problem_count(&self) -> usize {
        self.app().problems().len()
    }
}

/// The sample with its smallest endpoint in the editor.
fn hello() -> Window {
    let mut window = Window::open(Some(sample()));
    window.fill("Filter endpoints", "hello");
    window.click_row("GET /hello, 0 calls");
    window
}

#[test]
fn what_is_typed_is_what_is_answered() {
    let mut window = hello();
    window.fill("Path", "/greet/{name}");
    window.choose("Method", "POST");
    window.fill("Status", "201");
    window.fill("Reason", "Greeted");
    window.fill("Response name", "Greeting");
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Body text").focus();
    window.settle();
    window.key(Modifiers::COMMAND, Key::A);
    window.type_text("{\"hi\":[1,2]}");
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.assert_says("Response 201, Greeting, default");
    assert_eq!(window.call("POST", "/greet/ada", &[], ""), (201, "{\n  \"hi\": [\n    1,\n    2\n  ]\n}".to_owned()));
    assert_eq!(window.call("GET", "/hello", &[], "").0, 404);
}

#[test]
fn a_burst_of_typing_is_one_step_back() {
    let mut window = hello();
    let before = window.endpoint().path.clone();
    window.fill("Path", "/a");
    window.type_text("b");
    window.type_text("c");
    assert_eq!(window.endpoint().path, "/abc");
    window.fill("Status", "418");
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.harness.get_by_label("Status").value().as_deref(), Some("200"), "the field follows");
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.endpoint().path, before);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.endpoint().path, "/abc");
}

#[test]
fn wrong_text_stays_and_says_what_is_wrong() {
    let mut window = hello();
    window.fill("Path", "/a/{b");
    assert_eq!((window.endpoint().path.as_str(), window.problem_count()), ("/a/{b", 1));
    window.assert_says("GET /a/{b, 0 calls, has problems");
    window.assert_says("This brace is never closed");
    window.type_text("}");
    assert_eq!(window.problem_count(), 0);
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Body text").focus();
    window.settle();
    window.key(Modifiers::COMMAND, Key::End);
    window.type_text(",");
    window.assert_says("Line 3, column 2: Trailing characters");
    window.assert_says("Body, has problems");
}

#[test]
fn headers_are_typed_into_the_empty_row_completed_moved_and_switched_off() {
    let mut window = hello();
    window.tab("Headers");
    window.fill("Header name 1", "retry");
    window.key(Modifiers::NONE, Key::ArrowDown);
    window.key(Modifiers::NONE, Key::Enter);
    window.fill("Header value 1", "120");
    window.fill("Header name 2", "X-Two");
    let headers = |window: &Window| {
        let headers = &window.endpoint().responses[0].headers;
        let words =
            headers.iter().map(|header| format!("{}={}{}", header.name, header.value, if header.enabled { "" } else { " off" }));
        words.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(headers(&window), "Retry-After=120, X-Two=");
    window.harness.get_by_label("Move header 2").focus();
    window.settle();
    window.key(Modifiers::ALT, Key::ArrowUp);
    window.click("Send header 2");
    assert_eq!(headers(&window), "X-Two=, Retry-After=120 off");
    window.click("Remove header 1");
    assert_eq!(headers(&window), "Retry-After=120 off");
    window.fill("Header name 1", "no spaces");
    assert!(window.app().problems().is_empty(), "a header that is off says nothing");
    window.click("Send header 1");
    assert_eq!(window.problem_count(), 1);
}

#[test]
fn conditions_read_as_sentences_and_count_what_they_match() {
    let mut window = hello();
    window.fill("Path", "/orders/number/{id}");
    for id in ["1", "404", "410"] {
        window.call("GET", &format!("/orders/number/{id}"), &[], "");
    }
    window.until("three requests are in the log", |app| app.traffic().log().exchanges().len() == 3);
    window.click("Add response");
    window.fill("Status", "404");
    window.tab("Condition");
    window.click("Add condition");
    window.choose("Condition 1 operator", "is one of");
    window.fill("Condition 1 value", "404, \"410\"");
    window.assert_says("matches 2 of the last 3 requests");
    assert_eq!(window.call("GET", "/orders/number/410", &[], "").0, 404);
    assert_eq!(window.call("GET", "/orders/number/1", &[], "").0, 200);

    window.click("Add group");
    window.choose("Condition 2 subject", "query");
    window.fill("Condition 2 name", "gone");
    window.choose("Condition 2 operator", "exists");
    window.click("Add to group of condition 2");
    window.choose("Condition 3 subject", "header");
    window.fill("Condition 3 name", "X-Gone");
    window.fill("Condition 3 value", "YES");
    window.click("Options of condition 3");
    window.click_role(Role::MenuItemRadio, "Ignore case");
    assert_eq!(window.call("GET", "/orders/number/404", &["X-Gone: yes"], "").0, 404);
    assert_eq!(window.call("GET", "/orders/number/404?gone", &[], "").0, 404);
    assert_eq!(window.call("GET", "/orders/number/404", &[], "").0, 200);
    assert_eq!(window.call("GET", "/orders/number/5?gone", &[], "").0, 200);

    window.choose("Group joins from condition 2", "none of");
    assert_eq!(window.call("GET", "/orders/number/404?gone", &[], "").0, 200);
    assert_eq!(window.call("GET", "/orders/number/404", &[], "").0, 404);
    window.harness.get_by_label("Move condition 3").focus();
    window.settle();
    window.key(Modifiers::ALT, Key::ArrowDown);
    let Some(Condition::All(parts)) = window.endpoint().responses[0].condition.clone() else { panic!("all of three") };
    assert_eq!(parts.len(), 3, "the last sentence left the group");
    for _ in 0..3 {
        window.click("Remove condition 1");
    }
    assert_eq!(window.endpoint().responses[0].condition, None);
}

#[test]
fn a_broken_sentence_says_so_where_it_stands() {
    let mut window = hello();
    window.tab("Condition");
    window.click("Add condition");
    window.choose("Condition 1 subject", "body JSON");
    window.fill("Condition 1 name", "$.[");
    assert_eq!(window.problem_count(), 1);
    window.assert_says("Condition 1, has problems");
    window.fill("Condition 1 name", "$.order");
    window.choose("Condition 1 operator", "equals JSON");
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Condition 1 value").focus();
    window.settle();
    window.type_text("{\"id\": 1}");
    assert_eq!(window.problem_count(), 0);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    let formatted = Condition::Compare(Comparison::new(
        Subject::Json("$.order".to_owned()),
        Operator::JsonEquals,
        Operand::Json(JsonText("{\n  \"id\": 1\n}".to_owned())),
    ));
    assert_eq!(window.endpoint().responses[0].condition, Some(formatted));
    window.click("Options of condition 1");
    window.click_role(Role::MenuItemRadio, "Ignore extra members");
    window.tab("Behaviour");
    window.click("Delay Fixed");
    window.fill("Delay milliseconds", "5");
    assert_eq!(window.endpoint().responses[0].delay, Some(Delay::Fixed { ms: 5 }));
}

#[test]
fn responses_are_sorted_weighed_and_made_the_default() {
    let mut window = hello();
    window.click("Add response");
    window.fill("Status", "503");
    window.choose("Answers by", "chance, by weight");
    window.tab("Behaviour");
    window.fill("Response weight", "3");
    window.assert_says("Response 503, Service Unavailable, 75 %");
    window.choose("Answers by", "turns, in order");
    window.harness.get_by_label_contains("Response 503, Service Unavailable, no. 1").focus();
    window.settle();
    window.key(Modifiers::ALT, Key::ArrowRight);
    window.assert_says("Response 503, Service Unavailable, no. 2");
    assert_eq!((window.call("GET", "/hello", &[], "").0, window.call("GET", "/hello", &[], "").0), (200, 503));
    window.choose("Answers by", "condition");
    window.click("Make it the default response");
    assert_eq!(window.call("GET", "/hello", &[], "").0, 503);
    window.click("More for this response");
    window.click("Delete response");
    assert_eq!(window.endpoint().responses.len(), 1);
    window.assert_says("Response deleted");
}

#[test]
fn bodies_change_their_kind_and_back() {
    let mut window = hello();
    let before = window.endpoint().responses[0].body.clone();
    window.choose("Body type", "Base64");
    assert!(matches!(&window.endpoint().responses[0].body, Body::Base64(text) if !text.is_empty()));
    window.assert_says("application/octet-stream is not one of application/json");
    window.choose("Body type", "File");
    window.fill("Body file", "avatar.svg");
    window.until("the file was read", |_| true);
    window.choose("Body type", "No body");
    window.assert_says("This response sends only its status and headers");
    window.choose("Body type", "JSON");
    assert_eq!(window.endpoint().responses[0].body, before);
}

#[test]
fn responses_headers_and_sentences_are_dragged() {
    let mut window = Window::open(Some(sample()));
    window.click_row("GET /orders/{id}, 0 calls");
    let (from, to) = (center(&window, "Response 200, Order, default"), center(&window, "Response 401, Bad token"));
    drag(&mut window, from, to - egui::vec2(40.0, 0.0));
    let statuses = |window: &Window| window.endpoint().responses.iter().map(|response| response.status).collect::<Vec<_>>();
    assert_eq!(statuses(&window), [200, 401, 404]);
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(statuses(&window), [401, 404, 200]);

    window.click("Response 401, Bad token");
    window.tab("Headers");
    window.fill("Header name 2", "X-Two");
    let (from, to) = (center(&window, "Move header 2"), center(&window, "Move header 1"));
    drag(&mut window, from, to - egui::vec2(0.0, 10.0));
    assert_eq!(window.endpoint().responses[0].headers[0].name, "X-Two");

    window.tab("Condition");
    window.click("Add group");
    let (from, to) = (center(&window, "Move condition 1"), center(&window, "Move condition 3"));
    drag(&mut window, from, to + egui::vec2(20.0, -12.0));
    let Some(Condition::All(parts)) = &window.endpoint().responses[0].condition else { panic!("all of two") };
    assert!(matches!(parts.as_slice(), [Condition::Compare(_), Condition::Any(group)] if group.len() == 2), "{parts:?}");
}
