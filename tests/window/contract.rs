//! Contracts in the window: opening one, holding requests to it, and testing the real server against it.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use mockwright::{
    app::{Action, Command, Edit},
    model::{Body, CheckMode, Language, Part},
};
use serde_json::{Value, json};

use super::{Window, sample};

#[path = "../support/site.rs"]
mod site;

#[test]
fn a_file_of_no_known_format_leaves_everything_and_says_why() {
    let mut window = Window::open(Some(sample()));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "nothing of the kind").expect("written");
    let before = window.app().project().endpoints.len();
    window.app().action_sender().send(Action::Open(path));
    window.until("the mistake is shown", |app| !app.notices().shown().is_empty());
    window.assert_says("notes.txt");
    assert!(window.app().opening().is_none());
    assert_eq!(window.app().project().endpoints.len(), before);
}

#[test]
fn a_project_whose_name_does_not_say_so_is_opened_and_keeps_its_path() {
    let mut window = Window::open(None);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.json");
    std::fs::copy(sample(), &path).expect("copied");
    window.app().action_sender().send(Action::Open(path.clone()));
    window.until("it is open", |app| app.document().path() == Some(&path));
    assert!(!window.app().document().is_edited());
}

#[test]
fn a_document_on_the_web_is_opened_by_its_url() {
    let mut window = Window::open(Some(sample()));
    let site = site::pets();
    window.app().action_sender().send(Action::Run(Command::OpenUrl));
    window.settle();
    window.fill("URL", &site.url("/v1/openapi.yaml"));
    window.click("Open");
    window.until("it is open", |app| app.project().name == "Pets");
    let source = &window.app().project().contract.as_ref().expect("a contract").source;
    assert_eq!(*source, site.url("/v1/openapi.yaml"));
    assert_eq!(window.call("GET", "/pets", &[], "").0, 200);
    // It is compared with what is there now, too.
    window.app().action_sender().send(Action::Run(Command::CompareWithContract));
    window.until("they are compared", |app| app.drift().is_some());
    assert!(!window.app().has_open_differences());
}

/// A project that was derived from a small contract.
fn pets() -> Value {
    json!({
        "mockwright": 1,
        "name": "Pets",
        "contract": {
            "source": "pets.yaml",
            "hash": "0123456789abcdef",
            "document": {
                "openapi": "3.0.3",
                "info": {"title": "Pet shop", "version": "1.2"},
                "paths": {
                    "/pets/{id}": {"get": {
                        "summary": "One pet",
                        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}],
                        "responses": {"200": {
                            "description": "A pet",
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}
                        }}
                    }}
                },
                "components": {"schemas": {
                    "Pet": {
                        "type": "object",
                        "required": ["id", "name"],
                        "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}
                    },
                    "Shelter": {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}}
                }}
            }
        },
        "endpoints": [{
            "id": "e_pet",
            "method": "GET",
            "path": "/pets/{id}",
            "contract": {"operation": "GET /pets/{id}"},
            "responses": [{
                "id": "r_pet",
                "name": "A pet",
                "status": 200,
                "body": {"generated": {"from": "contract", "json": {"$ref": "#/components/schemas/Pet"}}}
            }]
        }]
    })
}

/// A window that shows the project of the pets.
fn pet_window() -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pets.mockwright.json");
    std::fs::write(&path, pets().to_string()).expect("written");
    let mut window = Window::open(Some(path));
    window.until("the contract is looked through", |app| app.contract().is_some());
    (window, folder)
}

#[test]
fn the_settings_say_where_the_contract_is_and_how_strict_it_is() {
    let (mut window, _folder) = pet_window();
    window.key(Modifiers::COMMAND, Key::Comma);
    window.assert_says("Pet shop 1.2");
    window.assert_says("OpenAPI 3.0.3, 1 operation");
    window.assert_says("SHA-256 0123456789ab");
    window.harness.get_by_label("Requests Report").scroll_to_me();
    window.settle();
    window.click("Requests Report");
    window.click("Accept Off");
    let checks = |window: &Window| window.app().project().contract.as_ref().map(|link| link.checks.clone());
    let set = checks(&window).expect("a contract");
    assert_eq!((set.requests, set.security, set.negotiation), (CheckMode::Report, CheckMode::Enforce, CheckMode::Off));
    window.fill("Contract source", "https://pets.example/openapi.json");
    assert_eq!(window.app().project().contract.as_ref().expect("a contract").source, "https://pets.example/openapi.json");

    window.click("Detach");
    window.until("it is detached", |app| app.project().contract.is_none());
    assert!(window.app().problems().is_empty(), "bodies carry their schemas");
    assert!(window.app().project().endpoints[0].contract.is_none(), "no endpoint is left with a contract that is not there");
    assert!(window.harness.query_by_label("Contract source").is_none(), "the settings show no contract");
    window.click("Close settings");
    window.key(Modifiers::COMMAND, Key::Z);
    assert!(window.app().project().endpoints[0].contract.is_some());
}

#[test]
fn an_endpoint_says_which_operation_it_is_and_may_have_checks_of_its_own() {
    let (mut window, _folder) = pet_window();
    window.assert_says("GET /pets/{id}");
    window.assert_says("One pet");
    window.click("Checks as the project");
    window.click("Credentials of this endpoint Off");
    let of_endpoint = |window: &Window| window.app().project().endpoints[0].contract.as_ref().and_then(|own| own.security);
    assert_eq!(of_endpoint(&window), Some(CheckMode::Off));
    window.assert_says("1 check of its own");
    window.click("Credentials of this endpoint As the project (Enforce)");
    assert_eq!(of_endpoint(&window), None);
}

#[test]
fn a_body_is_shaped_after_a_schema_that_is_named() {
    let (mut window, _folder) = pet_window();
    let answer = |window: &Window| serde_json::from_str::<Value>(&window.call("GET", "/pets/1", &[], "").1).expect("JSON");
    assert!(answer(&window)["id"].is_i64());
    window.click("Show Schema");
    window.harness.get_by_label("Schema text");
    window.fill("Schema of the contract", "Shel");
    assert!(answer(&window)["id"].is_i64(), "half a name changes nothing");
    window.key(Modifiers::NONE, Key::ArrowDown);
    window.key(Modifiers::NONE, Key::Enter);
    assert!(answer(&window)["city"].is_string());
}

#[test]
fn an_answer_that_is_edited_so_that_it_breaks_the_contract_is_a_problem_at_its_place() {
    let (mut window, _folder) = pet_window();
    let write = |window: &Window, text: &str| {
        let mut endpoint = mockwright::model::Endpoint::clone(&window.app().project().endpoints[0]);
        endpoint.responses[0].body = Body::text(Language::Json, text);
        let edit = Edit::ReplaceEndpoint { endpoint: endpoint.into(), label: "Edit body", field: None };
        window.app().action_sender().send(Action::Edit(edit));
    };
    assert!(window.app().problems().is_empty());
    write(&window, "{\n  \"id\": \"seven\",\n  \"name\": \"Rex\"\n}");
    window.until("the mistake is found", |app| !app.problems().is_empty());
    let problem = window.app().problems()[0].clone();
    assert_eq!(problem.place.part, Part::Body(Some((2, 9))));
    assert!(problem.message.starts_with("Breaks the contract (body /id): "), "{}", problem.message);
    window.assert_says("has problems");
    window.assert_says("Breaks the contract (body /id)");
    let mut link = window.app().project().contract.clone().expect("a contract");
    link.checks.responses = CheckMode::Off;
    let edit = mockwright::app::contract_edit(Some(link), "Change contract checks", None);
    window.app().action_sender().send(Action::Edit(edit));
    window.until("it is not looked at any more", |app| app.problems().is_empty());
    window.key(Modifiers::COMMAND, Key::Z);
    window.until("it is looked at again", |app| !app.problems().is_empty());
    write(&window, "{\n  \"id\": 7,\n  \"name\": \"Rex\"\n}");
    window.until("it is mended", |app| app.problems().is_empty());
}
