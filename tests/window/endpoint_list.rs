//! The endpoint list: found, filed, sorted and renamed with the keyboard and with the pointer.

use std::sync::Arc;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, accesskit::Role};
use egui_kittest::kittest::Queryable as _;
use mockwright::model::{Endpoint, EndpointId, Folder, FolderId, Project, Response, ResponseId};

use super::Window;

fn endpoint(id: &str, method: &str, path: &str, folder: Option<&str>) -> Arc<Endpoint> {
    let mut endpoint = Endpoint::new(EndpointId::new(id), method, path);
    endpoint.folder = folder.map(FolderId::new);
    endpoint.responses.push(Response::new(ResponseId::new(format!("{id}-200")), 200));
    endpoint.default_response = Some(endpoint.responses[0].id.clone());
    Arc::new(endpoint)
}

fn folder(id: &str, name: &str) -> Folder {
    Folder { id: FolderId::new(id), name: name.to_owned(), parent: None, extra: Default::default() }
}

fn small() -> Project {
    Project {
        folders: vec![folder("users", "Users"), folder("orders", "Orders")],
        endpoints: vec![
            endpoint("a", "GET", "/users", Some("users")),
            endpoint("b", "POST", "/users", Some("users")),
            endpoint("c", "GET", "/orders", Some("orders")),
            endpoint("d", "GET", "/hello", None),
        ],
        ..Project::default()
    }
}

/// A window over a file with that project, and the folder that the file is in.
fn open(project: &Project) -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.mockwright.json");
    std::fs::write(&path, serde_json::to_string(project).unwrap()).unwrap();
    (Window::open(Some(path)), folder)
}

/// The endpoints in their order, each with the folder it lies in.
fn order(window: &Window) -> String {
    let endpoints = &window.app().project().endpoints;
    let words =
        endpoints.iter().map(|endpoint| format!("{}:{}", endpoint.folder.as_ref().map_or("-", FolderId::as_str), endpoint.id));
    words.collect::<Vec<_>>().join(" ")
}

fn selected(window: &Window) -> Option<String> {
    window.app().selection().endpoint.as_ref().map(ToString::to_string)
}

pub(super) fn center(window: &Window, label: &str) -> Pos2 {
    window.harness.get_by_label(label).rect().center()
}

/// Presses at one place, moves there in a few steps, and lets go.
pub(super) fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    let button = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    window.harness.event(Event::PointerMoved(from));
    window.harness.event(button(from, true));
    window.harness.step();
    for share in [0.3, 0.6, 1.0] {
        window.harness.event(Event::PointerMoved(from.lerp(to, share)));
        window.harness.step();
    }
    window.harness.event(button(to, false));
    window.settle();
}

#[test]
fn arrows_walk_the_list_and_open_and_close_folders() {
    let (mut window, _folder) = open(&small());
    window.click("GET /users, 0 calls");
    window.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(selected(&window).as_deref(), Some("b"));
    window.key(Modifiers::NONE, Key::ArrowLeft);
    window.key(Modifiers::NONE, Key::ArrowLeft);
    assert!(!window.says("POST /users, 0 calls"), "the folder is closed");
    window.key(Modifiers::NONE, Key::ArrowRight);
    window.key(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(selected(&window).as_deref(), Some("a"));
    window.key(Modifiers::NONE, Key::End);
    assert_eq!(selected(&window).as_deref(), Some("d"));
    window.key(Modifiers::NONE, Key::Home);
    window.key(Modifiers::NONE, Key::F2);
    window.key(Modifiers::COMMAND, Key::A);
    window.type_text("People");
    window.key(Modifiers::NONE, Key::Enter);
    assert_eq!(window.app().project().folders[0].name, "People");
}

#[test]
fn delete_means_the_row_that_has_the_keyboard() {
    let (mut window, _folder) = open(&small());
    window.click("GET /orders, 0 calls");
    window.key(Modifiers::NONE, Key::ArrowUp);
    window.key(Modifiers::NONE, Key::Delete);
    assert_eq!(order(&window), "users:a users:b -:d", "the folder went with what lay in it");
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().project().endpoints.len(), 4);
    window.click("GET /hello, 0 calls");
    window.key(Modifiers::NONE, Key::Delete);
    assert_eq!(order(&window), "users:a users:b orders:c");
}

#[test]
fn rows_are_dragged_between_each_other_and_into_folders() {
    let (mut window, _folder) = open(&small());
    let (from, to) = (center(&window, "GET /hello, 0 calls"), center(&window, "Folder Orders, 1 endpoint"));
    drag(&mut window, from, to);
    assert_eq!(order(&window), "users:a users:b orders:c orders:d");
    let (from, to) = (center(&window, "GET /hello, 0 calls"), center(&window, "GET /users, 0 calls"));
    drag(&mut window, from, to - egui::vec2(0.0, 8.0));
    assert_eq!(order(&window), "users:d users:a users:b orders:c");
    let (from, to) = (center(&window, "Folder Orders, 1 endpoint"), center(&window, "Folder Users, 3 endpoints"));
    drag(&mut window, from, to - egui::vec2(0.0, 10.0));
    assert_eq!(window.app().project().folders[0].name, "Orders");
}

#[test]
fn typing_filters_and_escape_shows_all_again() {
    let (mut window, _folder) = open(&small());
    window.click("GET /users, 0 calls");
    window.type_text("ord");
    assert!(window.says("GET /orders, 0 calls") && !window.says("GET /users, 0 calls"));
    window.key(Modifiers::NONE, Key::Enter);
    assert_eq!(selected(&window).as_deref(), Some("c"));
    window.fill("Filter endpoints", "nothing like it");
    window.assert_says("No endpoint matches");
    window.key(Modifiers::NONE, Key::Escape);
    window.assert_says("GET /users, 0 calls");
}

#[test]
fn a_new_folder_is_named_at_once_and_endpoints_move_there_from_their_menu() {
    let (mut window, _folder) = open(&small());
    window.click("Add endpoint or folder");
    window.click("New folder");
    window.key(Modifiers::COMMAND, Key::A);
    window.type_text("Greetings");
    window.key(Modifiers::NONE, Key::Enter);
    window.harness.get_by_label("GET /hello, 0 calls").click_secondary();
    window.settle();
    window.click("Move to folder");
    window.harness.get_by_role_and_label(Role::MenuItemRadio, "Greetings").click();
    window.settle();
    window.assert_says("Folder Greetings, 1 endpoint");
    window.key(Modifiers::COMMAND, Key::Z);
    window.assert_says("Folder Greetings, 0 endpoints");
}

#[test]
fn only_the_rows_on_the_screen_are_made_of_thousands() {
    let folders = (0..50).map(|number| folder(&format!("f{number}"), &format!("Folder {number}"))).collect();
    let endpoints = (0..5_000)
        .map(|number| endpoint(&format!("e{number}"), "GET", &format!("/things/{number}"), Some(&format!("f{}", number % 50))));
    let (mut window, _folder) = open(&Project { folders, endpoints: endpoints.collect(), ..Project::default() });
    window.key(Modifiers::COMMAND, Key::Num1);
    window.key(Modifiers::NONE, Key::End);
    assert_eq!(selected(&window).as_deref(), Some("e4999"));
    window.assert_says("GET /things/4999, 0 calls");
    let rows = window.harness.query_all_by_role(Role::TreeItem).count();
    assert!((5..60).contains(&rows), "{rows} rows");
    window.fill("Filter endpoints", "things/4998");
    window.assert_says("GET /things/4998, 0 calls");
}
