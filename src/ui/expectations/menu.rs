//! What can be done with an expectation: the rows of its menu, in the panel and in the editor.

use std::sync::Arc;

use egui::Ui;

use crate::{
    app::{Action, App, Edit},
    model::{Expectation, ExpectationId},
    ui::{
        icon::Icon,
        widget::{MenuRow, menu_separator},
    },
};

/// What switching an expectation on or off is called.
pub(crate) fn switch_label(on: bool) -> &'static str {
    if on { "Switch expectation on" } else { "Switch expectation off" }
}

/// Shows the menu's rows.
pub(crate) fn rows(ui: &mut Ui, app: &App, expectation: &Arc<Expectation>, actions: &mut Vec<Action>) {
    let all = &app.project().expectations;
    let at = all.iter().position(|other| other.id == expectation.id).unwrap_or_default();
    let (switch, icon) = if expectation.enabled { ("Switch off", Icon::Pause) } else { ("Switch on", Icon::Play) };
    if MenuRow::new(switch).icon(icon).show(ui).clicked() {
        let switched = Expectation { enabled: !expectation.enabled, ..Expectation::clone(expectation) };
        let label = switch_label(switched.enabled);
        actions.push(Action::Edit(Edit::ReplaceExpectation { expectation: Arc::new(switched), label, field: None }));
    }
    if MenuRow::new("Duplicate").icon(Icon::Duplicate).show(ui).clicked() {
        let id = ExpectationId::new(app.fresh_id('x'));
        let copy = Expectation { id: id.clone(), ..Expectation::clone(expectation) };
        actions.push(Action::Edit(Edit::AddExpectations { expectations: vec![Arc::new(copy)], at: Some(at + 1) }));
        actions.push(Action::SelectExpectation(id));
    }
    let place = |at: usize| all.get(at).map(|other| other.id.clone());
    let mut step = |name: &str, enabled: bool, before: Option<ExpectationId>| {
        if MenuRow::new(name).enabled(enabled).show(ui).clicked() {
            actions.push(Action::Edit(Edit::MoveExpectation { id: expectation.id.clone(), before }));
        }
    };
    step("Move up", at > 0, place(at.saturating_sub(1)));
    // Moving down means standing before the one after the next.
    step("Move down", at + 1 < all.len(), place(at + 2));
    menu_separator(ui);
    if MenuRow::new("Delete expectation").icon(Icon::Trash).danger().show(ui).clicked() {
        actions.push(Action::Edit(Edit::RemoveExpectation(expectation.id.clone())));
    }
}
