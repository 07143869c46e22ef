//! The drift view: what it says before and after the contracts are compared, that taking and keeping can be undone, that
//! conflicts are decided by hand, and what it says of contract, mock and real API side by side.

use std::{path::PathBuf, sync::Arc};

use egui::{Key, Modifiers, Theme};
use egui_kittest::{SnapshotResults, kittest::Queryable as _};
use mockwright::{
    app::{Action, App, AppOptions, Command, ContractTestSettings},
    contract::{Aspect, Contract, Party, ThreeWayRow, derive},
    model::Project,
    storage::to_text,
};
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
    window.until("it is taken", |app| held(app, maximum) == Some(json!(50)));
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
    let stores = published()["paths"]["/stores"].clone();
    window.until("all are taken", |app| held(app, "/paths/~1stores") == Some(stores.clone()));
    window.until("they are compared again", |app| app.drift().is_some());
    assert_eq!(held(window.app(), maximum), Some(json!(100)));
    window.assert_says("Nothing to decide here");
    window.click("Kept 1");
    window.harness.get_by_label_contains("maximum is 50 instead of 100").focus();
    window.settle();
    window.key(Modifiers::NONE, Key::K);
    window.click("Take all");
    window.until("all are taken", |app| held(app, maximum) == Some(json!(50)));
    window.until("they are compared again", |app| app.drift().is_some());
    window.assert_says("No drift");
}

/// A project that was derived from the contract and changed by hand where the published one is changed too: the notes and the
/// response of the orders.
fn edited_project(folder: &std::path::Path) -> PathBuf {
    let mut published = published();
    published["paths"]["/orders"]["get"]["responses"]["200"]["description"] = json!("Every order there is");
    std::fs::write(folder.join("shop.json"), published.to_string()).unwrap();
    let mut project = derive(&Contract::view(&Arc::new(contract())), "shop.json");
    let orders = project.endpoints.iter_mut().find(|endpoint| endpoint.path == "/orders").map(Arc::make_mut).unwrap();
    orders.notes = "Ours".to_owned();
    orders.responses[0].name = "Mine".to_owned();
    orders.responses[0].status = 202;
    let file = folder.join("shop.mockwright.json");
    std::fs::write(&file, to_text(&project).unwrap()).unwrap();
    file
}

fn open_edited(folder: &std::path::Path, theme: Theme) -> Window {
    let shown_url = Some("http://127.0.0.1:4600".to_owned());
    let options = AppOptions { file: Some(edited_project(folder)), port: Some(0), shown_url };
    Window::open_with(support::DEFAULT_SIZE, theme, options)
}

fn in_conflict(folder: &std::path::Path, theme: Theme) -> Window {
    let mut window = open_edited(folder, theme);
    window.app().action_sender().send(Action::Run(Command::CompareWithContract));
    window.until("they are compared", |app| app.drift().is_some());
    window.app().action_sender().send(Action::Run(Command::TakeAllDifferences));
    window.until("all are taken", |app| app.project().endpoints.iter().any(|endpoint| endpoint.path == "/stores"));
    window
}

fn notes(project: &Project) -> &str {
    &project.endpoints.iter().find(|endpoint| endpoint.path == "/orders").unwrap().notes
}

#[test]
fn conflicts_are_listed_with_all_three_sides_and_decided_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = in_conflict(folder.path(), Theme::Dark);
    window.assert_says("2 parts changed by hand and by the contract stay as they are by hand");
    assert_eq!(notes(window.app().project()), "Ours");
    window.click("Show Conflicts 2");
    let notes_row = "GET /orders, notes. Was All orders. Mine Ours. Theirs Every order";
    window.assert_says(notes_row);
    window.assert_says("GET /orders, response 202 › name. Was Orders. Mine Mine. Theirs Every order there is");
    window.harness.get_by_label(notes_row).focus();
    window.settle();
    window.key(Modifiers::NONE, Key::T);
    assert_eq!(notes(window.app().project()), "Every order");
    assert!(!window.says(notes_row) && window.says("Show Conflicts 1"));
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(notes(window.app().project()), "Ours");
    window.assert_says(notes_row);
    // They wait for a decision in the file, too.
    window.app().action_sender().send(Action::Run(Command::SaveProject));
    window.until("it is saved", |app| !app.document().is_edited());
    let mut window = Window::open_again(window.crash(), folder.path().join("shop.mockwright.json"));
    window.app().action_sender().send(Action::Run(Command::ShowDrift));
    window.settle();
    window.click("Show Conflicts 2");
    window.harness.get_by_label(notes_row).focus();
    window.settle();
    window.key(Modifiers::NONE, Key::K);
    assert_eq!((notes(window.app().project()), window.app().conflicts().len()), ("Ours", 1));
    window.click("Take all theirs");
    window.assert_says("No conflicts");
    let project = window.app().project();
    let orders = project.endpoints.iter().find(|endpoint| endpoint.path == "/orders").unwrap();
    assert_eq!((orders.responses[0].name.as_str(), orders.responses[0].status), ("Every order there is", 202));
    assert!(project.contract.as_ref().unwrap().conflicts.is_empty());
}

#[test]
fn contract_mock_and_real_api_stand_side_by_side_and_say_since_when() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = open_edited(folder.path(), Theme::Dark);
    window.app().action_sender().send(Action::Run(Command::ShowDrift));
    window.settle();
    window.click("Show Three-way");
    window.until("the table is made", |app| app.three_way().is_some_and(|table| !table.rows.is_empty()));
    window.assert_says("GET /orders, operation. Contract: not compared. Mock: Notes, since 2");
    window.app().action_sender().send(Action::Run(Command::CompareWithContract));
    window.until("they are compared", |app| app.three_way().is_some_and(|table| table.was_compared));
    window.assert_says("GET /pets, response 404. Contract: response 404: The answer 404 is new, since 2");
    // The mock stands in for the real API: where it was changed by hand, the real one breaks the contract.
    let address = window.app().server_status().address().unwrap();
    let settings = ContractTestSettings { against: format!("http://{address}"), ..ContractTestSettings::default() };
    window.app().action_sender().send(Action::SetContractTest(Box::new(settings)));
    window.app().action_sender().send(Action::Run(Command::TestContract));
    window.until("it is tested", |app| app.three_way().is_some_and(|table| table.tested_at.is_some()));
    let table = Arc::clone(window.app().three_way().unwrap());
    let is_of =
        |row: &&ThreeWayRow, status: &str| &*row.operation == "GET /orders" && row.aspect == Aspect::Answer(status.into());
    let row = |status: &str| table.rows.iter().find(|row| is_of(row, status)).unwrap();
    assert!(row("200").of(Party::Mock)[0].message.contains("changed"), "{table:#?}");
    assert!(!row("200").of(Party::Contract).is_empty(), "{table:#?}");
    assert!(row("202").of(Party::RealApi)[0].since.is_some(), "{table:#?}");
    assert!(row("202").of(Party::Mock)[0].message.contains("not documented"), "{table:#?}");
    let since = |app: &App| -> Vec<_> {
        let rows = &app.three_way().unwrap().rows;
        rows.iter().flat_map(|row| row.of(Party::Mock)).map(|told| told.since.unwrap()).collect()
    };
    let before = since(window.app());
    assert!(!before.is_empty());
    // Another window, another day: the times are remembered.
    let mut window = Window::open_again(window.crash(), folder.path().join("shop.mockwright.json"));
    window.until("the table is made", |app| app.three_way().is_some() && since(app).len() == before.len());
    assert_eq!(since(window.app()), before);
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
    let mut window = Window::open(Some(super::sample()));
    assert!(Command::CompareWithContract.is_enabled(window.app()));
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    assert!(!Command::CompareWithContract.is_enabled(window.app()));
    assert!(window.harness.query_by_label("Drift").is_none() || window.app().project().contract.is_some());
}

#[test]
fn pictures() {
    let mut results = SnapshotResults::new();
    for (theme, name) in [(Theme::Dark, "conflicts_dark"), (Theme::Light, "conflicts_light")] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = in_conflict(folder.path(), theme);
        window.app().action_sender().send(Action::Run(Command::ShowDrift));
        window.settle();
        window.click("Show Conflicts 2");
        for notice in window.app().notices().shown() {
            window.app().action_sender().send(Action::CloseNotice(notice.id));
        }
        window.settle();
        window.harness.event(egui::Event::PointerGone);
        window.settle();
        window.harness.snapshot(name);
        results.extend(window.harness.take_snapshot_results());
    }
    for (theme, name) in [(Theme::Dark, "drift_dark"), (Theme::Light, "drift_light")] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = compared(folder.path(), theme);
        window.harness.event(egui::Event::PointerGone);
        window.settle();
        window.harness.snapshot(name);
        results.extend(window.harness.take_snapshot_results());
    }
}
