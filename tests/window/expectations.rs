//! Expectations: made from a row of the log, watched while calls come, and read when they are violated.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{By, Queryable as _};
use mockwright::{
    app::App,
    model::CallCount,
    traffic::ExpectationState::{self, Met, Pending, Violated},
};

use super::Window;

/// How the only expectation stands.
fn state(app: &App) -> Option<(ExpectationState, u64)> {
    let status = app.standings().of(&app.project().expectations.first()?.id)?;
    Some((status.state, status.count))
}

/// A window with one endpoint that was called once, that call's row selected.
fn called_once() -> Window {
    let mut window = Window::open(None);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    window.key(Modifiers::COMMAND, Key::N);
    window.type_text("/orders");
    window.choose("Method", "POST");
    assert_eq!(window.call("POST", "/orders", &[], "{}").0, 200);
    window.until("the call is in the log", |app| app.log_view().shown().len() == 1);
    window.harness.get_by_label_contains("POST /orders 200").click();
    window.settle();
    window
}

/// A window in which two calls of `POST /orders` are expected, made from a row of the log.
fn expecting_two() -> Window {
    let mut window = called_once();
    window.key(Modifiers::NONE, Key::X);
    // The caret stands in the count, the number selected to be typed over.
    window.type_text("2");
    assert_eq!(window.app().project().expectations[0].count, CallCount::Exactly(2));
    window
}

#[test]
fn an_expectation_from_a_log_row_goes_from_pending_to_met_to_violated_and_says_why() {
    let mut window = expecting_two();
    window.assert_says("Expectation added. Calls count from now on");
    window.assert_says("Expectation POST /orders, pending, 0 of exactly 2");
    for (count, expected) in [(1, Pending), (2, Met), (3, Violated)] {
        window.call("POST", "/orders", &[], "{}");
        window.until("the call counts", |app| state(app) == Some((expected, count)));
    }
    window.assert_says("Expectation POST /orders, violated, 3 of exactly 2");
    window.until("the report is made", |app| {
        let id = &app.project().expectations[0].id;
        app.expectation_report(id)
            .is_some_and(|report| report.count == 3 && report.calls.iter().all(|call| call.sequence.is_some()))
    });
    // Every call that counted leads to its row of the log; the one that it was made from did not count.
    for sequence in [2, 3, 4] {
        window.assert_says(&format!("#{sequence}"));
    }
    assert!(window.harness.query_by_role_and_label(Role::Link, "#1").is_none());
    window.harness.get_by_role_and_label(Role::Link, "#3").click();
    window.settle();
    assert_eq!(window.app().selection().focused_exchange, Some(3));
    // Back at the log, the tab and the status bar still say that something is violated.
    window.assert_says("Overview");
    window.assert_says("Expectations, 1 violated");
    window.click("1 violated");
    window.assert_says("Calls that counted");
    window.click("Copy as text");
    window.assert_says("Copied");

    // A reset counts anew.
    window.click("Reset");
    window.until("it counts anew", |app| state(app) == Some((Pending, 0)));
    assert!(!window.says("1 violated"));
}

#[test]
fn expectations_are_edited_undone_and_deleted() {
    let mut window = expecting_two();
    window.fill("Expectation name", "Order twice");
    window.choose("How many", "at least");
    window.choose("Answer status", "with status");
    window.fill("Answered status", "201");
    window.click("Add condition");
    window.choose("Condition 1 subject", "header");
    window.fill("Condition 1 name", "x-client");
    window.fill("Condition 1 value", "shop");
    window.choose("When", "between");
    window.assert_says("POST /orders where header x-client equals shop, at least 2, within 5 s, answered with 201");
    window.call("POST", "/orders", &[], "{}");
    window.call("POST", "/orders", &["x-client: shop"], "{}");
    window.until("the call that fits counts and was answered otherwise", |app| state(app) == Some((Violated, 1)));

    // A second one, after the first.
    window.key(Modifiers::COMMAND, Key::K);
    window.type_text("new expectation");
    window.key(Modifiers::NONE, Key::Enter);
    window.type_text("/parcels");
    window.choose("After", "Order twice");
    window.click("Directly after");
    window.assert_says("GET /parcels at least 1, directly after Order twice");
    window.key(Modifiers::COMMAND, Key::K);
    window.type_text("order twice");
    window.key(Modifiers::NONE, Key::Enter);
    assert_eq!(window.app().selection().expectation, Some(window.app().project().expectations[0].id.clone()));

    // The one that others come after is gone: they say so, and undo brings it back.
    window.harness.get_by_label_contains("Expectation Order twice").click();
    window.settle();
    window.key(Modifiers::NONE, Key::Delete);
    window.assert_says("Expectation deleted");
    assert_eq!(window.app().project().expectations.len(), 1);
    window.assert_says("directly after one that is gone");
    window.assert_says("1 problem");
    window.click("1 problem");
    window.harness.get(By::new().label_contains("expectation GET /parcels").role(Role::ListItem)).click();
    window.settle();
    window.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.app().project().expectations.len(), 2);
}

#[test]
fn the_rows_are_walked_with_the_keyboard() {
    let mut window = expecting_two();
    window.key(Modifiers::COMMAND, Key::K);
    window.type_text("new expectation");
    window.key(Modifiers::NONE, Key::Enter);
    window.type_text("/parcels");
    let selected = |window: &Window| {
        let (selected, all) = (window.app().selection().expectation.clone(), &window.app().project().expectations);
        all.iter().position(|expectation| Some(&expectation.id) == selected.as_ref())
    };
    assert_eq!(selected(&window), Some(1));
    window.harness.get_by_label_contains("Expectation GET /parcels").click();
    window.settle();
    window.key(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(selected(&window), Some(0));
    window.key(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(window.app().project().expectations[1].name, "POST /orders");
    // The log's keys mean nothing while its rows are not shown.
    window.key(Modifiers::NONE, Key::X);
    assert_eq!(window.app().project().expectations.len(), 2);
    // Ctrl+3 shows the log again, and the call that was selected is still selected in it.
    window.key(Modifiers::COMMAND, Key::Num3);
    window.assert_says("POST /orders 200");
}
