//! The expectations: every demand on the traffic with how it stands now, and beside the list all that is known about the one
//! that is selected. Reads the app, pushes actions; its own state is only how it looks.

mod details;
mod list;
pub(crate) mod menu;
pub(crate) mod state;
pub(crate) mod words;

use egui::{Align, Context, Layout, Ui, vec2};
use serde::{Deserialize, Serialize};

use self::list::List;
use super::{
    icon::Icon,
    log::toolbar_line,
    shortcut::keys_text,
    widget::{Button, EmptyState, Split, SplitRules, hairline, within},
};
use crate::app::{Action, App, Command};

/// What the list and the details need.
const SPLIT: SplitRules = SplitRules {
    name: "Size of the details of an expectation",
    beside_from: 760.0,
    first_min: vec2(340.0, 96.0),
    second_min: vec2(424.0, 160.0),
};

/// The pane. What is serialised is remembered between starts.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExpectationsPanel {
    split: Split,
    #[serde(skip)]
    list: List,
}

impl ExpectationsPanel {
    /// Shows the expectations in all the room that is left; `lead` shows what stands first in the line of tools.
    pub fn show(&mut self, ui: &mut Ui, app: &App, lead: impl FnOnce(&mut Ui), actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        toolbar_line(ui, |ui| {
            lead(ui);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| tools_ui(ui, app, actions));
        });
        hairline(ui);
        if app.project().expectations.is_empty() {
            empty_ui(ui, app, actions);
            return;
        }
        let place = ui.available_rect_before_wrap();
        let selected = app.selection().expectation.as_ref().and_then(|id| app.project().expectation(id));
        let (list, details) = if selected.is_some() { self.split.show(ui, place, &SPLIT) } else { (place, egui::Rect::NOTHING) };
        within(ui, "list", list, |ui| self.list.show(ui, app, actions));
        if let Some(expectation) = selected {
            within(ui, "details", details, |ui| details::show(ui, app, expectation, actions));
        }
        ui.advance_cursor_after_rect(place);
    }

    /// Moves the keyboard to the rows.
    pub fn take_focus(&mut self) {
        self.list.take_focus();
    }

    /// Takes the keys that mean something in the rows while they have the keyboard.
    pub fn handle_keys(&mut self, ctx: &Context, app: &App, actions: &mut Vec<Action>) {
        self.list.handle_keys(ctx, app, actions);
    }
}

fn tools_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let mut button = |ui: &mut Ui, text: &str, icon: Icon, command: Command| {
        let button = Button::secondary(text).icon(icon).tooltip(command.tooltip()).enabled(command.is_enabled(app));
        if button.show(ui).clicked() {
            actions.push(Action::Run(command));
        }
    };
    button(ui, "New", Icon::Plus, Command::NewExpectation);
    button(ui, "Reset", Icon::Undo, Command::ResetExpectations);
}

fn empty_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let keys = keys_text(ui, Command::ExpectThis);
    let text = format!("Select a request in the log and press {keys} to demand that it comes, so often, in that order");
    EmptyState::new("Nothing is expected yet", &text).show(ui, |ui| {
        let enabled = Command::ExpectThis.is_enabled(app);
        if enabled && Button::primary("Expect the selected request").icon(Icon::CheckCircle).show(ui).clicked() {
            actions.push(Action::Run(Command::ExpectThis));
        }
        if Button::secondary(Command::NewExpectation.name()).icon(Icon::Plus).show(ui).clicked() {
            actions.push(Action::Run(Command::NewExpectation));
        }
    });
}
