//! The main job from beginning to end.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::Window;

const FOUND: &str = "{\n  \"hello\": \"world\"\n}";
const MISSING: &str = "{\n  \"error\": \"nobody of that name\"\n}";

#[test]
fn a_mock_is_clicked_together_called_watched_saved_and_opened_again() {
    let mut window = Window::open(None);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);

    // An endpoint with a path and a JSON body.
    window.assert_says("Nothing is mocked yet");
    window.key(Modifiers::COMMAND, Key::N);
    window.type_text("/greetings/{name}");
    window.fill("Body text", FOUND);
    // A second response with a condition.
    window.click("Add response");
    window.fill("Status", "404");
    window.fill("Response name", "Nobody");
    window.fill("Body text", MISSING);
    window.tab("Condition");
    window.click("Add condition");
    window.choose("Condition 1 subject", "path parameter");
    window.fill("Condition 1 name", "name");
    window.fill("Condition 1 value", "nobody");
    window.assert_says("no problems");

    // Both answers, at once, without saving or starting anything again.
    assert_eq!(window.call("GET", "/greetings/ada", &[], ""), (200, FOUND.to_owned()));
    assert_eq!(window.call("GET", "/greetings/nobody", &[], ""), (404, MISSING.to_owned()));
    window.until("both calls are in the log", |app| app.log_view().shown().len() == 2);

    // The log says why each got its answer.
    window.harness.get_by_label_contains("GET /greetings/nobody 404").click();
    window.settle();
    window.click("Matching");
    window.assert_says("Nobody");
    window.assert_says("equals");
    window.harness.get_by_label_contains("GET /greetings/ada 200").click();
    window.settle();
    assert_eq!(window.app().focused_exchange().unwrap().explain().unwrap().candidates.len(), 1);

    // A request that nothing answers becomes an endpoint in one action.
    assert_eq!(window.call("GET", "/parcels/77", &[], "").0, 404);
    window.until("the unmatched call is in the log", |app| app.log_view().shown().len() == 3);
    window.harness.get_by_label_contains("GET /parcels/77 404").click();
    window.settle();
    window.key(Modifiers::NONE, Key::M);
    window.assert_says("Endpoint added");
    assert_eq!(window.call("GET", "/parcels/78", &[], "").0, 200);

    // Undo takes the endpoint away from the running server, redo brings it back.
    window.click("Undo");
    assert_eq!(window.call("GET", "/parcels/78", &[], "").0, 404);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.call("GET", "/parcels/78", &[], "").0, 200);

    // Saved under a name, by way of the path field.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("greetings.mockwright.json");
    window.assert_says("edited");
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.fill("File path", &path.display().to_string());
    window.key(Modifiers::NONE, Key::Enter);
    window.until("it is saved", |app| !app.document().is_edited());
    assert!(path.exists());
    let project = window.app().project().clone();
    drop(window);

    // Opened again, everything is there.
    let window = Window::open(Some(path));
    assert_eq!(**window.app().project(), *project);
    window.assert_says("GET /greetings/{name}");
    window.assert_says("GET /parcels/{id}");
    assert_eq!(window.call("GET", "/greetings/ada", &[], ""), (200, FOUND.to_owned()));
    assert_eq!(window.call("GET", "/greetings/nobody", &[], ""), (404, MISSING.to_owned()));
    assert_eq!(window.call("GET", "/parcels/78", &[], "").0, 200);
}

#[test]
fn unsaved_work_is_offered_after_a_crash() {
    let file = super::sample();
    let mut window = Window::open(Some(file));
    window.key(Modifiers::COMMAND, Key::N);
    window.type_text("/not-saved-yet");
    let recovery = window.home.path().join("recovery");
    let work_is_kept = |folder: std::fs::DirEntry| folder.path().join("work.json").exists();
    let is_kept = || std::fs::read_dir(&recovery).is_ok_and(|folders| folders.flatten().any(work_is_kept));
    window.until("the recovery file is written", |_| is_kept());
    let mut window = Window::open_again(window.crash(), super::sample());
    window.assert_says("Recover unsaved work?");
    window.click("Recover");
    let project = window.app().project();
    assert!(project.endpoints.iter().any(|endpoint| endpoint.path == "/not-saved-yet"));
    window.assert_says("edited");
}
