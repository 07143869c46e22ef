//! What endpoints and settings gain by faults, scenarios, webhooks and spies, clicked together as a person does.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use mockwright::model::{Fault, FaultKind, FaultWhen, Response};

use super::{Window, sample};

impl Window {
    /// The response in the editor.
    fn response(&self) -> &Response {
        let id = self.app().selection().response.as_ref().expect("a selected response");
        self.app().project().response(id).expect("its endpoint").1
    }

    fn undo(&mut self) {
        self.key(Modifiers::COMMAND, Key::Z);
    }
}

/// The sample with its smallest endpoint in the editor.
fn hello(tab: &str) -> Window {
    let mut window = Window::open(Some(sample()));
    window.fill("Filter endpoints", "hello");
    window.click("GET /hello, 0 calls");
    window.tab(tab);
    window
}

#[test]
fn a_fault_is_chosen_given_its_number_and_how_often_it_happens() {
    let mut window = hello("Behaviour");
    window.choose("Fault", "Cut the body off");
    window.assert_says("the connection is closed within it");
    window.fill("Fault bytes", "12");
    window.choose("Fault happens", "at intervals");
    window.fill("Fault calls", "4");
    assert_eq!(window.response().fault, Some(Fault { kind: FaultKind::Cut { after_bytes: 12 }, when: FaultWhen::EveryNth(4) }));
    window.choose("Fault happens", "by chance");
    window.fill("Fault percent", "2.5");
    window.choose("Fault", "Reset the connection");
    let reset = Fault { kind: FaultKind::Reset, when: FaultWhen::Percent(2.5) };
    assert_eq!(window.response().fault, Some(reset), "how often stays when the kind changes");
    window.assert_says("Behaviour 1");
    window.choose("Fault", "None");
    assert_eq!(window.response().fault, None);
    window.undo();
    assert_eq!(window.response().fault, Some(reset));
    for _ in 0..5 {
        window.undo();
    }
    assert_eq!(window.response().fault, Some(Fault { kind: FaultKind::Cut { after_bytes: 12 }, when: FaultWhen::Always }));
}

#[test]
fn a_scenario_is_made_by_typing_its_name_and_its_states_are_offered_next() {
    let mut window = hello("Behaviour");
    window.fill("Scenario", "checkout");
    window.fill("Next state", "paid");
    let step = |window: &Window| {
        let step = window.response().scenario.clone().expect("a part in a scenario");
        (step.scenario, step.requires, step.moves_to)
    };
    assert_eq!(step(&window), ("checkout".to_owned(), None, Some("paid".to_owned())));
    window.assert_says("It starts in Started, and all clients share its state");

    // The states there are now are offered as soon as the field has the keyboard.
    window.harness.get_by_label("Required state").focus();
    window.settle();
    window.assert_says("Started");
    window.key(Modifiers::NONE, Key::ArrowDown);
    window.key(Modifiers::NONE, Key::Enter);
    assert_eq!(step(&window).1.as_deref(), Some("Started"));
    window.click("Leave the scenario");
    assert_eq!(window.response().scenario, None);
    window.undo();
    assert_eq!(step(&window).0, "checkout");
}
