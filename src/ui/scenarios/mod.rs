//! The scenarios: each with the state it is in now, and beside the list the one that is chosen: its states, whose they are, the
//! sessions that have moved, and the responses that play a part in it. Reads the app, pushes actions.

mod details;
mod list;

use egui::{Align, Key, Layout, Ui, vec2};
use serde::{Deserialize, Serialize};

use self::list::List;
use super::{
    icon::Icon,
    log::toolbar_line,
    theme::CONTROL_HEIGHT,
    widget::{Button, EmptyState, Split, SplitRules, TextField, hairline, within},
};
use crate::app::{Action, App, Command};

/// The most sessions of a scenario that are shown.
const MAX_SESSIONS: usize = 100;
const NAME_WIDTH: f32 = 150.0;

/// What the list and the details need.
const SPLIT: SplitRules = SplitRules {
    name: "Size of the details of a scenario",
    beside_from: 640.0,
    first_min: vec2(220.0, 72.0),
    second_min: vec2(400.0, 140.0),
};

/// The pane. What is serialised is remembered between starts.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct ScenariosPanel {
    split: Split,
    #[serde(skip)]
    list: List,
    /// The name that is typed for a new scenario.
    #[serde(skip)]
    new_name: String,
}

impl Default for ScenariosPanel {
    fn default() -> Self {
        Self { split: Split::after_list(), list: List::default(), new_name: String::new() }
    }
}

impl ScenariosPanel {
    /// Shows the scenarios in all the room that is left; `lead` shows what stands first in the line of tools.
    pub fn show(&mut self, ui: &mut Ui, app: &App, lead: impl FnOnce(&mut Ui), actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let all = app.server().scenarios().list(MAX_SESSIONS);
        toolbar_line(ui, |ui| {
            lead(ui);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| self.tools_ui(ui, app, all.is_empty(), actions));
        });
        hairline(ui);
        if all.is_empty() {
            let text = "Name one in the Behaviour tab of a response, and it answers only in some state, or moves on to another";
            EmptyState::new("No scenarios yet", text).show(ui, |_| {});
            return;
        }
        let place = ui.available_rect_before_wrap();
        let (list, details) = self.split.show(ui, place, &SPLIT);
        within(ui, "list", list, |ui| self.list.show(ui, &all));
        if let Some(scenario) = self.list.chosen(&all) {
            within(ui, "details", details, |ui| {
                ui.push_id(&scenario.name, |ui| details::show(ui, app, scenario, actions));
            });
        }
        ui.advance_cursor_after_rect(place);
    }

    /// Moves the keyboard to the rows.
    pub fn take_focus(&mut self) {
        self.list.take_focus();
    }

    /// The tools at the right end, from right to left.
    fn tools_ui(&mut self, ui: &mut Ui, app: &App, is_empty: bool, actions: &mut Vec<Action>) {
        let command = Command::ResetScenarios;
        let reset = Button::secondary("Reset all").icon(Icon::Undo).tooltip(command.tooltip()).enabled(!is_empty);
        if reset.show(ui).clicked() {
            actions.push(Action::Run(command));
        }
        let field = TextField::new("new scenario", "New scenario", &self.new_name).hint("New scenario").width(NAME_WIDTH);
        let room = vec2(NAME_WIDTH, CONTROL_HEIGHT);
        let edited = ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| field.icon(Icon::Plus).show(ui));
        let edited = edited.inner.on_hover_text("Type a name and press Enter");
        if let Some(name) = edited.changed {
            self.new_name = name;
        }
        let name = self.new_name.trim();
        if edited.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && !name.is_empty() {
            actions.push(Action::Edit(app.scenario_edit(name, "Add scenario", None, |_| {})));
            self.list.choose(name);
            self.new_name.clear();
        }
    }
}
