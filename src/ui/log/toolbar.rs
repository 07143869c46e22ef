//! The line above the table: the tabs of its pane, the filter with its quick chips, how much is shown, and what can be done with all of it.
//! Where the log is narrower the words on the buttons go; where it is narrow, filter and chips take a second line.

use egui::{Align, Layout, RichText, Ui};

use super::{filter_field::FilterField, table::Table, words};
use crate::{
    app::{Action, App, CHIPS, CONTRACT_CHIP, Command},
    ui::{
        icon::Icon,
        shortcut::keys_text,
        theme::{CONTROL_HEIGHT, GAP, GAP_PANE, Tokens, type_secondary},
        widget::{Button, IconButton, MenuRow, chip, menu, menu_separator},
    },
};

/// With this room beside the tabs everything stands in one line, in words.
const WORDS: f32 = 750.0;
/// With this room everything fits in one line, with pictures for words.
const ONE_LINE: f32 = 470.0;
/// With this room the buttons have words, where the filter has a line of its own.
const WORDS_ALONE: f32 = 400.0;
/// From this height on a second line costs less than the words are worth.
const TALL: f32 = 420.0;
/// About what the chips take, and the one for contracts beside them.
const CHIPS_WIDTH: f32 = 214.0;
const CONTRACT_CHIP_WIDTH: f32 = 80.0;

/// The least that the filter takes beside the chips.
const FILTER_MIN_WIDTH: f32 = 120.0;

/// How much of the traffic is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Counts {
    /// The rows that the filter lets through.
    pub(super) shown: u64,
    /// All requests in the log.
    pub(super) kept: u64,
    /// Those of them that no endpoint answered.
    pub(super) unmatched: u64,
    /// All requests since the start, also those that the log let go of.
    pub(super) received: u64,
    /// Those that came too fast to be kept.
    pub(super) dropped: u64,
    /// Those that came during the pause.
    pub(super) held_back: u64,
}

impl Counts {
    /// How many are shown; with the whole number only where it says something new.
    fn shown_text(self) -> String {
        if self.shown == self.kept {
            words::counted(self.kept, "request")
        } else {
            format!("{} shown / {}", words::count(self.shown), words::count(self.kept))
        }
    }

    /// The counts in words.
    fn text(self) -> String {
        let mut text = self.shown_text();
        if self.unmatched > 0 {
            text += &format!(" · {} unmatched", words::count(self.unmatched));
        }
        if self.dropped > 0 {
            text += &format!(" · {} not kept", words::count(self.dropped));
        }
        text
    }

    fn tooltip(self) -> String {
        let mut text = format!(
            "{} received, {} in the log, {} shown, {} unmatched",
            words::counted(self.received, "request"),
            words::count(self.kept),
            words::count(self.shown),
            words::count(self.unmatched)
        );
        if self.dropped > 0 {
            text += &format!("\n{} came too fast to be kept; they were answered and counted", words::count(self.dropped));
        }
        text
    }
}

/// Shows the toolbar.
pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    lead: impl FnOnce(&mut Ui),
    filter: &mut FilterField,
    table: &mut Table,
    counts: Counts,
    actions: &mut Vec<Action>,
) {
    let height = ui.available_height();
    let mut one_line = false;
    line(ui, |ui| {
        lead(ui);
        let room = ui.available_width();
        one_line = room >= WORDS || (room >= ONE_LINE && height < TALL);
        let in_words = room >= if one_line { WORDS } else { WORDS_ALONE };
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            tools_ui(ui, app, table, counts, in_words, actions);
            counts_ui(ui, counts, if one_line { chips_width(app) + FILTER_MIN_WIDTH } else { 0.0 });
            if one_line {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| filter_ui(ui, app, filter, actions));
            }
        });
    });
    if !one_line {
        line(ui, |ui| filter_ui(ui, app, filter, actions));
        ui.add_space(GAP / 2.0);
    }
}

/// A line with a pane's padding at its ends.
pub(in crate::ui) fn line(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), CONTROL_HEIGHT + GAP), egui::Sense::hover());
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(GAP_PANE, 0.0))).layout(layout), contents);
}

fn chips_width(app: &App) -> f32 {
    CHIPS_WIDTH + if app.project().contract.is_some() { CONTRACT_CHIP_WIDTH } else { 0.0 }
}

fn filter_ui(ui: &mut Ui, app: &App, filter: &mut FilterField, actions: &mut Vec<Action>) {
    let width = (ui.available_width() - chips_width(app)).max(FILTER_MIN_WIDTH);
    filter.show(ui, app, width, actions);
    let contract = app.project().contract.is_some().then_some(CONTRACT_CHIP);
    for (name, term) in CHIPS.into_iter().chain(contract) {
        if chip(ui, name, app.log_view().has_chip(term)).on_hover_text(term).changed.is_some() {
            actions.push(Action::ToggleChip(term));
        }
    }
}

/// The counts, in as many words as there is room for beside what else is `needed`.
fn counts_ui(ui: &mut Ui, counts: Counts, needed: f32) {
    let tokens = Tokens::of(ui);
    let room = ui.available_width() - needed;
    let width = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), type_secondary(), tokens.muted).size().x;
    let Some(text) = [counts.text(), counts.shown_text()].into_iter().find(|text| width(text) <= room) else { return };
    let color = if counts.dropped > 0 { tokens.warning } else { tokens.muted };
    let text = RichText::new(text).font(type_secondary()).color(color);
    ui.label(text).on_hover_text(counts.tooltip());
}

/// The buttons at the right end, from right to left.
fn tools_ui(ui: &mut Ui, app: &App, table: &mut Table, counts: Counts, in_words: bool, actions: &mut Vec<Action>) {
    let more = IconButton::new(Icon::More, "More about the log").show(ui);
    menu(&more, |ui| more_menu(ui, app, table, actions));
    let har = if in_words {
        Button::secondary("HAR").trailing(Icon::ChevronDown).tooltip("Export the shown requests, or open a HAR file").show(ui)
    } else {
        IconButton::new(Icon::Download, "HAR").show(ui)
    };
    menu(&har, |ui| {
        for command in [Command::ExportHar, Command::ExportHarWithSecrets, Command::OpenHar] {
            command_row(ui, app, command, actions);
        }
    });
    if IconButton::new(Icon::Trash, Command::ClearLog.name()).shortcut(keys_text(ui, Command::ClearLog)).show(ui).clicked() {
        actions.push(Action::Run(Command::ClearLog));
    }
    if pause_ui(ui, app, counts, in_words).clicked() {
        actions.push(Action::Run(Command::PauseLog));
    }
}

fn pause_ui(ui: &mut Ui, app: &App, counts: Counts, in_words: bool) -> egui::Response {
    let held_back = words::count(counts.held_back);
    let text = match (app.log_view().is_paused(), counts.held_back) {
        (false, _) if in_words => {
            return Button::secondary("Pause").icon(Icon::Pause).tooltip(Command::PauseLog.tooltip()).show(ui);
        }
        (false, _) => return IconButton::new(Icon::Pause, "Pause").shortcut(keys_text(ui, Command::PauseLog)).show(ui),
        (true, 0) => "Go on".to_owned(),
        (true, _) if in_words => format!("Go on · {held_back} held back"),
        (true, _) => held_back,
    };
    let tooltip = format!("Go on showing new requests; {} held back", words::count(counts.held_back));
    Button::primary(&text).icon(Icon::Play).tooltip(&tooltip).show(ui)
}

fn more_menu(ui: &mut Ui, app: &App, table: &mut Table, actions: &mut Vec<Action>) {
    command_row(ui, app, Command::DockLog, actions);
    command_row(ui, app, Command::ToggleLog, actions);
    command_row(ui, app, Command::RestoreRequests, actions);
    menu_separator(ui);
    table.columns_menu(ui);
}

fn command_row(ui: &mut Ui, app: &App, command: Command, actions: &mut Vec<Action>) {
    let row = MenuRow::new(command.name()).shortcut(keys_text(ui, command)).enabled(command.is_enabled(app));
    if row.show(ui).on_hover_text(command.tooltip()).clicked() {
        actions.push(Action::Run(command));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_say_no_more_than_there_is_to_say() {
        let all = Counts { shown: 9_871, kept: 9_871, unmatched: 0, received: 9_871, dropped: 0, held_back: 0 };
        assert_eq!(all.text(), "9,871 requests");
        let some = Counts { shown: 1_204, unmatched: 3, ..all };
        assert_eq!(some.text(), "1,204 shown / 9,871 · 3 unmatched");
        let one = Counts { shown: 1, kept: 1, dropped: 12, ..all };
        assert_eq!(one.text(), "1 request · 12 not kept");
    }
}
