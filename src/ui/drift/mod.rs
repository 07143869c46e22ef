//! The drift view in three sections: how the published contract differs from the project's, by operation, what breaks first;
//! the conflicts that came of taking differences over; and contract, mock and real API side by side. Each difference can be
//! taken or kept, each conflict decided. Reads the app, pushes actions; its own state is only what is shown.

mod columns;
mod conflicts;
mod rows;
mod three_way;

use egui::{Align, Label, Layout, RichText, Ui};

use self::{conflicts::ConflictRows, rows::Rows, three_way::ThreeWayRows};
use super::{
    icon::Icon,
    log::toolbar_line,
    theme::Tokens,
    widget::{Button, EmptyState, chip, hairline, segmented_with},
};
use crate::{
    app::{Action, App, Command},
    contract::Difference,
};

/// With this room beside the tabs the filters stand in their line, else in one of their own.
const ONE_LINE: f32 = 720.0;
/// The least room that the name of the contract is worth showing in.
const SOURCE_MIN_WIDTH: f32 = 80.0;

/// Which differences are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shown {
    client: bool,
    server: bool,
    information: bool,
    kept: bool,
}

impl Shown {
    fn shows(self, (difference, is_kept): (&Difference, bool)) -> bool {
        let breaking = difference.breaking;
        let fits = self.client && breaking.client || self.server && breaking.server || self.information && !breaking.any();
        if is_kept { self.kept } else { fits }
    }
}

impl Default for Shown {
    fn default() -> Self {
        Self { client: true, server: true, information: true, kept: false }
    }
}

/// The parts of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Section {
    /// How the published contract differs.
    #[default]
    Differences,
    /// What both a person and the contract changed.
    Conflicts,
    /// Contract, mock and real API side by side.
    ThreeWay,
}

impl Section {
    const ALL: [Self; 3] = [Self::Differences, Self::Conflicts, Self::ThreeWay];

    fn describe(index: usize) -> &'static str {
        match Self::ALL.get(index) {
            Some(Self::Differences) | None => "How the published contract differs from the one this project holds",
            Some(Self::Conflicts) => "What was changed by hand and by the contract, both",
            Some(Self::ThreeWay) => "Where contract, mock and real API differ, side by side",
        }
    }
}

/// The pane.
#[derive(Debug, Default)]
pub(super) struct DriftPanel {
    section: Section,
    shown: Shown,
    rows: Rows,
    conflicts: ConflictRows,
    three_way: ThreeWayRows,
}

impl DriftPanel {
    /// Shows the differences in all the room that is left; `lead` shows what stands first in the line of tools.
    pub(super) fn show(&mut self, ui: &mut Ui, app: &App, lead: impl FnOnce(&mut Ui), actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let link = app.project().contract.as_ref();
        let all = app.drift().zip(link).map(|(drift, link)| drift.differences(link));
        let differences = all.as_ref().filter(|all| !all.is_empty() && self.section == Section::Differences);
        let mut chips = differences;
        toolbar_line(ui, |ui| {
            lead(ui);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| match self.section {
                Section::Conflicts => conflicts::tools_ui(ui, app, actions),
                _ => tools_ui(ui, app, all.is_some(), actions),
            });
        });
        toolbar_line(ui, |ui| {
            self.sections_ui(ui, app);
            if ui.available_width() >= ONE_LINE
                && let Some(all) = chips.take()
            {
                self.chips_ui(ui, all);
            }
        });
        if let Some(all) = chips {
            toolbar_line(ui, |ui| self.chips_ui(ui, all));
        }
        hairline(ui);
        match self.section {
            Section::Differences => self.differences_ui(ui, app, all, actions),
            Section::Conflicts => self.conflicts.show(ui, app.conflicts(), actions),
            Section::ThreeWay => self.three_way.show(ui, app, actions),
        }
    }

    fn sections_ui(&mut self, ui: &mut Ui, app: &App) {
        let conflicts = match app.conflicts().len() {
            0 => "Conflicts".to_owned(),
            count => format!("Conflicts {count}"),
        };
        let names = ["Differences", &conflicts, "Three-way"];
        let chosen = Section::ALL.iter().position(|section| *section == self.section).unwrap_or_default();
        let changed = segmented_with(ui, "Show", chosen, &names, Section::describe).changed;
        if let Some(section) = changed.and_then(|index| Section::ALL.get(index)) {
            self.section = *section;
        }
    }

    fn differences_ui(&mut self, ui: &mut Ui, app: &App, all: Option<Vec<(&Difference, bool)>>, actions: &mut Vec<Action>) {
        let Some(all) = all else {
            let (title, text) = if app.is_comparing() {
                ("Comparing…", "")
            } else {
                (
                    "Not compared yet",
                    "Compare to see how the published contract differs from the one this project was derived from",
                )
            };
            EmptyState::new(title, text).show(ui, |ui| compare_ui(ui, app, actions));
            return;
        };
        if all.is_empty() {
            let text = "The published contract says what this project was derived from. Compare again after it has changed";
            EmptyState::new("No drift", text).show(ui, |ui| compare_ui(ui, app, actions));
            return;
        }
        let shown: Vec<(&Difference, bool)> = all.into_iter().filter(|one| self.shown.shows(*one)).collect();
        if shown.is_empty() {
            let text = "Every difference that is left is kept, or hidden by the filters above";
            EmptyState::new("Nothing to decide here", text).show(ui, |_| {});
            return;
        }
        self.rows.show(ui, &shown, actions);
    }

    /// Moves the keyboard to the rows.
    pub(super) fn take_focus(&mut self) {
        match self.section {
            Section::Differences => self.rows.take_focus(),
            Section::Conflicts => self.conflicts.take_focus(),
            Section::ThreeWay => self.three_way.take_focus(),
        }
    }

    fn chips_ui(&mut self, ui: &mut Ui, all: &[(&Difference, bool)]) {
        let count = |fits: fn(&Difference) -> bool| all.iter().filter(|(one, is_kept)| !is_kept && fits(one)).count();
        let kept = all.iter().filter(|(_, is_kept)| *is_kept).count();
        let Shown { client, server, information, kept: shows_kept } = &mut self.shown;
        for (words, count, flag) in [
            ("Breaks the client", count(|one| one.breaking.client), client),
            ("Breaks the server", count(|one| one.breaking.server), server),
            ("Information", count(|one| !one.breaking.any()), information),
            ("Kept", kept, shows_kept),
        ] {
            if let Some(changed) = chip(ui, &format!("{words} {count}"), *flag).changed {
                *flag = changed;
            }
        }
    }
}

fn tools_ui(ui: &mut Ui, app: &App, was_compared: bool, actions: &mut Vec<Action>) {
    let command = Command::TakeAllDifferences;
    let take_all = Button::primary("Take all").icon(Icon::Check).tooltip(command.tooltip()).enabled(command.is_enabled(app));
    if was_compared && take_all.show(ui).clicked() {
        actions.push(Action::Run(command));
    }
    if was_compared {
        let command = Command::CompareWithContract;
        let again = Button::secondary("Compare again").icon(Icon::Compare).tooltip(command.tooltip());
        if again.enabled(command.is_enabled(app)).show(ui).clicked() {
            actions.push(Action::Run(command));
        }
    }
    if let Some(link) = app.project().contract.as_ref().filter(|_| ui.available_width() >= SOURCE_MIN_WIDTH) {
        let name = link.source.rsplit(['/', '\\']).next().unwrap_or(&link.source);
        let source = RichText::new(name).color(Tokens::of(ui).muted);
        ui.add(Label::new(source).truncate()).on_hover_text(&link.source);
    }
}

fn compare_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let command = Command::CompareWithContract;
    let button = Button::primary(command.name()).icon(Icon::Compare).tooltip(command.tooltip());
    if button.enabled(command.is_enabled(app)).show(ui).clicked() {
        actions.push(Action::Run(command));
    }
}
