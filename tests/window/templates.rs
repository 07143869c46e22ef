//! Templates in the window: written with completion, told what is wrong with them, answered at once.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use mockwright::model::{Body, TextBody};

use super::Window;

/// A window with a new endpoint at `/people`, the caret in its empty body.
fn people() -> Window {
    let mut window = Window::open(None);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    window.key(Modifiers::COMMAND, Key::N);
    window.type_text("/people");
    window.fill("Body text", " ");
    window.key(Modifiers::NONE, Key::Backspace);
    window
}

impl Window {
    fn text_body(&self) -> &TextBody {
        match &self.app().project().endpoints[0].responses[0].body {
            Body::Text(body) => body,
            other => panic!("no text: {other:?}"),
        }
    }

    /// The names of the completions that are on the screen.
    fn offered(&self) -> Vec<String> {
        let rows = self.harness.query_all(By::new().role(Role::ListBoxOption));
        let name = |label: String| label.split(',').next().unwrap_or_default().to_owned();
        rows.filter_map(|row| row.accesskit_node().label().map(name)).collect()
    }

    fn type_keys(&mut self, text: &str) {
        for character in text.chars() {
            self.type_text(&character.to_string());
        }
    }
}

#[test]
fn a_faker_method_is_completed_by_keyboard_and_answers() {
    let mut window = people();
    window.type_keys("{\"name\": \"{{fak");
    assert_eq!(window.offered().first().map(String::as_str), Some("faker"));
    window.key(Modifiers::NONE, Key::Enter);
    assert!(window.offered().len() > 5, "the methods are offered next");
    window.type_keys("person.fir");
    assert_eq!(window.offered(), ["person.firstName"]);
    window.assert_says("For example");
    window.key(Modifiers::NONE, Key::Tab);
    assert!(window.offered().is_empty());
    // What was closed ahead is typed over, as a person who closes everything would.
    window.type_keys("'}}\"}");
    assert_eq!(window.text_body().content.as_str(), "{\"name\": \"{{faker 'person.firstName'}}\"}");
    let (status, body) = window.call("GET", "/people", &[], "");
    let answer: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert!(status == 200 && !answer["name"].as_str().unwrap().is_empty(), "{body}");
    assert!(!body.contains("{{"), "{body}");
}

#[test]
fn the_list_opens_only_where_a_template_is_written_and_closes_without_touching_the_window() {
    let mut window = people();
    window.type_keys("plain");
    window.key(Modifiers::CTRL, Key::Space);
    assert!(window.offered().is_empty(), "nothing outside of braces");
    window.type_keys(" {{upperc");
    assert_eq!(window.offered(), ["uppercase"]);
    window.key(Modifiers::NONE, Key::Escape);
    assert!(window.offered().is_empty());
    window.type_keys("a");
    assert!(window.offered().is_empty(), "closed means closed for this word");
    assert_eq!(window.text_body().content.as_str(), "plain {{upperca", "the editor kept the keyboard");
    window.key(Modifiers::CTRL, Key::Space);
    assert_eq!(window.offered(), ["uppercase"]);
    window.harness.get(By::new().role(Role::ListBoxOption).label_contains("uppercase")).click();
    window.settle();
    assert_eq!(window.text_body().content.as_str(), "plain {{uppercase}}");
    window.type_keys(" path.");
    window.key(Modifiers::NONE, Key::ArrowDown);
    window.key(Modifiers::NONE, Key::ArrowUp);
    window.key(Modifiers::NONE, Key::Escape);
    window.key(Modifiers::NONE, Key::Tab);
    window.type_keys("!");
    assert_eq!(window.text_body().content.as_str(), "plain {{uppercase path.}}!");
}

#[test]
fn unknown_names_are_listed_with_the_nearest_one() {
    let mut window = people();
    window.type_text("{\n  \"a\": \"{{faker 'person.firstNam'}}\",\n  \"b\": \"{{upercase path.id}}\"\n}");
    window.assert_says("person.firstName");
    window.click("2 problems");
    window.assert_says("person.firstName");
    window.assert_says("uppercase");
}

#[test]
fn status_headers_and_delay_are_templates_too() {
    let mut window = people();
    window.type_text("{{path}}");
    window.fill("Status", "{{queryParam 'as' '203'}}");
    window.assert_says("Response {{ }}");
    assert_eq!(window.call("GET", "/people?as=418", &[], ""), (418, "/people".to_owned()));
    assert_eq!(window.call("GET", "/people", &[], "").0, 203);
    window.fill("Status", "201");
    assert_eq!(window.app().project().endpoints[0].responses[0].status_template, None);
    assert_eq!(window.call("GET", "/people?as=418", &[], "").0, 201);

    window.tab("Headers");
    window.fill("Header name 1", "X-Path");
    window.fill("Header value 1", "{{upercase path}}");
    assert_eq!(window.app().problems().len(), 1);
    window.tab("Behaviour");
    window.click("Delay Template");
    window.fill("Delay template", "{{queryParam 'wait' '0'}}");
    let started = std::time::Instant::now();
    window.call("GET", "/people?wait=120", &[], "");
    assert!(started.elapsed().as_millis() >= 120);

    window.click("Send {{ }} as it stands");
    assert_eq!(window.call("GET", "/people", &[], ""), (201, "{{path}}".to_owned()));
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.call("GET", "/people", &[], ""), (201, "/people".to_owned()));
}

#[test]
fn a_fixed_seed_gives_the_same_answers_in_another_window() {
    let mut window = people();
    window.type_text("{{faker 'string.uuid'}} {{faker 'person.fullName'}}");
    let free = window.call("GET", "/people", &[], "").1;
    window.key(Modifiers::COMMAND, Key::Comma);
    window.fill("Fixed seed", "77");
    window.type_text("x");
    window.assert_says("The n-th call of an endpoint gets the same answer on every machine");
    window.key(Modifiers::NONE, Key::Escape);
    assert_eq!(window.app().project().settings.seed, Some(77), "only digits are a seed");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.mockwright.json");
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.fill("File path", &path.display().to_string());
    window.key(Modifiers::NONE, Key::Enter);
    window.until("it is saved", |app| !app.document().is_edited());
    let answers = |window: &Window| [(); 3].map(|()| window.call("GET", "/people", &[], "").1);
    let (first, second) = (Window::open(Some(path.clone())), Window::open(Some(path)));
    let (first, second) = (answers(&first), answers(&second));
    assert_eq!(first, second);
    assert!(first[0] != first[1] && first[0] != free, "{first:?}");
}

#[test]
fn the_settings_of_dynamic_answers_apply_and_say_what_is_wrong() {
    let mut window = people();
    window.type_text("{{vars.limit}} {{vars.who.name}}");
    window.key(Modifiers::COMMAND, Key::Comma);
    window.fill("Variable name 1", "limit");
    window.fill("Variable value 1", "50");
    window.fill("Variable name 2", "who");
    window.fill("Variable value 2", "{\"name\": \"Ada\"}");
    assert_eq!(window.call("GET", "/people", &[], "").1, "50 Ada");
    window.fill("Variable name 2", "limit");
    window.assert_says("limit is there twice");
    window.fill("Variable name 2", "who");
    window.fill("Field name 1", "sku");
    window.fill("Field value 1", "faker comerce.isbn");
    window.assert_says("commerce.isbn");
    assert_eq!(window.app().problems().len(), 1);
    window.fill("Field value 1", "one of: S, M, L");
    assert!(window.app().problems().is_empty());
    window.choose("Language", "German");
    window.fill("Environment variable prefix", "DEMO_");
    window.harness.get_by_role_and_label(Role::CheckBox, "Edge cases").scroll_to_me();
    window.settle();
    window.harness.get_by_role_and_label(Role::CheckBox, "Edge cases").click();
    window.settle();
    let settings = &window.app().project().settings;
    assert_eq!((settings.locale.as_str(), settings.environment_prefix.as_str(), settings.edge_cases), ("de_DE", "DEMO_", true));
    window.click("Remove variable 1");
    assert_eq!(window.app().project().settings.variables.len(), 1);
    window.key(Modifiers::NONE, Key::Escape);
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().project().settings.variables.len(), 2);
}
