//! The drift view: what it says before and after the contracts are compared, and that taking and keeping can be undone.

use std::path::PathBuf;

use egui::{Key, Modifiers, Theme};
use egui_kittest::{SnapshotResults, kittest::Queryable as _};
use mockwright::app::{Action, App, AppOptions, Command};
use serde_json::{Value, json};

use super::{Window, support};

fn contract() -> Value {
    json!({
        "openapi": "3.1.0", "info": {"title": "Shop", "version": "1"},
        "paths": {
            "/pets": {
                "get": {
                    "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}}],
                    "responses": {"200": {"description": "Pets", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}
                },
                "post": {
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
                    "responses": {"201": {"description": "Added"}}
                }
            },
            "/orders": {"get": {"summary": "All orders", "responses": {"200": {"description": "Orders"}}}}
        },
        "components": {"schemas": {"Pet": {
            "type": "object", "required": ["id"],
            "properties": {"id": {"type": "integer"}, "name": {"type": "string", "maxLength": 20}, "kind": {"enum": ["cat", "dog"]}}
        }}}
    })
}

/// What the real API publishes now.
fn published() -> Value {
    let mut document = contract();
    document["paths"]["/pets"]["get"]["parameters"][0]["schema"]["maximum"] = json!(50);
    document["paths"]["/pets"]["get"]["responses"]["404"] = json!({"description": "None"});
    document["paths"]["/orders"]["get"]["summary"] = json!("Every order");
    document["components"]["schemas"]["Pet"]["required"] = json!(["id", "name"]);
    document["components"]["schemas"]["Pet"]["properties"]["kind"]["enum"] = json!(["cat", "dog", "bird"]);
    document["paths"]["/stores"] = json!({"get": {"responses": {"200": {"description": "Stores"}}}});
    document
}

/// A project that holds the contract, with the published one beside it.
fn project(folder: &std::path::Path) -> PathBuf {
    std::fs::write(folder.join("shop.json"), published().to_string()).unwrap();
    let project =
        json!({"mockwright": 1, "name": "Shop", "contract": {"source": "shop.json", "document": contract()}, "endpoints": []});
    let file = folder.join("shop.mockwright.json");
    std::fs::write(&file, project.to_string()).unwrap();
    file
}

fn open(folder: &std::path::Path, theme: Theme) -> Window {
    let shown_url = Some("http://127.0.0.1:4600".to_owned());
    Window::open_with(support::DEFAULT_SIZE, theme, AppOptions { file: Some(project(folder)), port: Some(0), shown_url })
}

fn compared(folder: &std::path::Path, theme: Theme) -> Window {
    let mut window = open(folder, theme);
    window.app().action_sender().send(Action::Run(Command::ShowDrift));
    window.settle();
    window.assert_says("Not compared yet");
    window.click("Compare with the contract");
    window.until("they are compared", |app| app.drift().is_some());
    window
}

fn held(app: &App, pointer: &str) -> Option<Value> {
    app.project().contract.as_ref().unwrap().document.pointer(pointer).cloned()
}

#[test]
fn differences_are_taken_and_kept_and_both_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = compared(folder.path(), Theme::Dark);
    window.assert_says("Breaks the client 3");
    window.assert_says("schema Pet, 2 differences");
    window.assert_says("maximum is 50 instead of 100");
    let maximum = "/paths/~1pets/get/parameters/0/schema/maximum";
    window.click("Take bound-tightened GET /pets query parameter limit › maximum");
    assert_eq!(held(window.app(), maximum), Some(json!(50)));
    window.until("they are compared again", |app| app.drift().is_some());
    assert!(!window.says("maximum is 50 instead of 100"));
    window.key(Modifiers::COMMAND, Key::Z);
    window.until("they are compared again", |app| app.drift().is_some());
    window.assert_says("maximum is 50 instead of 100");
    // The notice lies over the buttons.
    window.harness.get_by_label_contains("maximum is 50 instead of 100").focus();
    window.settle();
    window.key(Modifiers::NONE, Key::K);
    assert_eq!(window.app().project().contract.as_ref().unwrap().kept.len(), 1);
    assert!(!window.says("maximum is 50 instead of 100"));
    window.click("Take all");
    window.until("they are compared again", |app| app.drift().is_some());
    assert_eq!(held(window.app(), maximum), Some(json!(100)));
    assert_eq!(held(window.app(), "/paths/~1stores"), Some(published()["paths"]["/stores"].clone()));
    window.assert_says("Nothing to decide here");
    window.click("Kept 1");
    window.harness.get_by_label_contains("maximum is 50 instead of 100").focus();
    window.settle();
    window.key(Modifiers::NONE, Key::K);
    window.click("Take all");
    window.until("they are compared again", |app| app.drift().is_some());
    window.assert_says("No drift");
}

#[test]
fn a_contract_that_cannot_be_read_is_said_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = open(folder.path(), Theme::Dark);
    std::fs::remove_file(folder.path().join("shop.json")).unwrap();
    window.app().action_sender().send(Action::Run(Command::CompareWithContract));
    window.until("the mistake is shown", |app| !app.notices().shown().is_empty());
    window.assert_says("shop.json");
    assert!(window.app().drift().is_none());
}

#[test]
fn a_project_without_a_contract_has_no_drift() {
    let window = Window::open(Some(super::sample()));
    assert!(!Command::CompareWithContract.is_enabled(window.app()));
    assert!(window.harness.query_by_label("Drift").is_none() || window.app().project().contract.is_some());
}

#[test]
fn pictures() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Dark, "drift_dark"), (Theme::Light, "drift_light")] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = compared(folder.path(), theme);
        window.harness.event(egui::Event::PointerGone);
        window.settle();
        window.harness.snapshot(name);
        results.extend(window.harness.take_snapshot_results());
    }
}
