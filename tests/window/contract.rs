//! Contracts in the window: opening one, holding requests to it, and testing the real server against it.

use mockwright::app::Action;

use super::{Window, sample};

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
