//! A project so large that it is compiled beside the window: what is typed is answered all the same, the newest of it.

use std::sync::Arc;

use mockwright::{
    app::{Action, App, Command},
    model::{Body, Endpoint, EndpointId, Language, Project, Response, ResponseId},
    storage,
};

use super::{Window, sample};

/// Whether what is served is what is open.
fn is_served(app: &App) -> bool {
    Arc::ptr_eq(&app.compiled().project, app.project())
}

/// A window with 2,000 endpoints, the first of them in the editor.
fn many() -> (tempfile::TempDir, Window) {
    let endpoint = |number: usize| {
        let mut endpoint = Endpoint::new(EndpointId::new(format!("e{number}")), "GET", format!("/items/{number}/{{part}}"));
        let mut response = Response::new(ResponseId::new(format!("r{number}")), 200);
        response.body = Body::text(Language::Plain, number.to_string());
        endpoint.responses.push(response);
        Arc::new(endpoint)
    };
    let project = Project { endpoints: (0..2_000).map(endpoint).collect(), ..Project::default() };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.mockwright.json");
    storage::save(&project, &path).expect("saved");
    let window = Window::open(Some(path));
    (folder, window)
}

#[test]
fn the_newest_of_what_is_typed_is_answered() {
    let (_folder, mut window) = many();
    assert!(is_served(window.app()), "what is opened is served from the start");
    window.fill("Path", "/a");
    for _ in 0..20 {
        window.harness.event(egui::Event::Text("b".to_owned()));
        window.harness.step();
    }
    window.until("it is served", is_served);
    assert_eq!(window.call("GET", &format!("/a{}", "b".repeat(20)), &[], ""), (200, "0".to_owned()));
    assert_eq!(window.call("GET", "/a", &[], "").0, 404);
    assert_eq!(window.call("GET", "/items/1999/x", &[], ""), (200, "1999".to_owned()));
}

#[test]
fn another_project_is_not_overtaken_by_what_was_compiled_for_the_last_one() {
    let (_folder, mut window) = many();
    window.fill("Path", "/a");
    let sender = window.app().action_sender();
    for command in [Command::Undo, Command::Redo, Command::Undo] {
        sender.send(Action::Run(command));
    }
    sender.send(Action::Open(sample()));
    window.until("the sample is open", |app| app.document().path() == Some(sample().as_path()));
    window.until("it is served", is_served);
    std::thread::sleep(std::time::Duration::from_millis(100));
    window.settle();
    assert!(is_served(window.app()));
    assert_eq!(window.call("GET", "/hello", &[], "").0, 200);
}
