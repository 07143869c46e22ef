//! The live log: a toolbar with the filter, the table of requests, and beside or below it everything about the one that is
//! selected. Reads the app, pushes actions; its own state is only how it looks.

mod columns;
mod details;
mod empty;
mod filter_field;
mod follow;
mod keys;
mod row;
mod row_menu;
mod table;
mod tally;
#[cfg(test)]
mod tests;
mod toolbar;
pub(crate) mod words;

pub(super) use self::{
    details::{facts, long, shortened, status_tone},
    toolbar::line as toolbar_line,
};

use egui::{Context, Ui, vec2};
use serde::{Deserialize, Serialize};

use self::{details::Details, filter_field::FilterField, table::Table, tally::Tally, toolbar::Counts};
use super::widget::{Split, SplitRules, hairline, within};
use crate::app::{Action, App};

/// What the list of requests and the details need.
const SPLIT: SplitRules =
    SplitRules { name: "Size of the details", beside_from: 760.0, first_min: vec2(340.0, 140.0), second_min: vec2(424.0, 200.0) };

/// The log's pane. What of it is serialised is remembered between starts: columns, sizes, the tab that was open.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LogPanel {
    table: Table,
    split: Split,
    details: Details,
    #[serde(skip)]
    filter: FilterField,
    #[serde(skip)]
    tally: Tally,
}

impl LogPanel {
    /// Shows the log in all the room that is left; `lead` shows what stands first in its toolbar.
    pub fn show(&mut self, ui: &mut Ui, app: &App, lead: impl FnOnce(&mut Ui), actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let counts = self.counts(app);
        toolbar::show(ui, app, lead, &mut self.filter, &mut self.table, counts, actions);
        hairline(ui);
        let place = ui.available_rect_before_wrap();
        let focused = app.focused_exchange();
        let (list, details) = if focused.is_some() { self.split.show(ui, place, &SPLIT) } else { (place, egui::Rect::NOTHING) };
        within(ui, "list", list, |ui| self.list_ui(ui, app, actions));
        if let Some(exchange) = focused {
            within(ui, "details", details, |ui| self.details.show(ui, app, &exchange, actions));
        }
        ui.advance_cursor_after_rect(place);
    }

    /// Moves the keyboard to the filter.
    pub fn focus_filter(&mut self) {
        self.filter.take_focus();
    }

    /// Brings the row of that exchange into view.
    pub fn reveal(&mut self, sequence: u64) {
        self.table.reveal(sequence);
    }

    /// Moves the keyboard to the rows.
    pub fn take_focus(&mut self) {
        self.table.take_focus();
    }

    /// Whether the rows have the keyboard.
    pub fn has_focus(&self, ctx: &Context) -> bool {
        ctx.memory(|memory| memory.has_focus(table::rows_id()))
    }

    fn list_ui(&mut self, ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
        if app.log_view().shown().is_empty() {
            empty::show(ui, app, actions);
        } else {
            self.table.show(ui, app, actions);
        }
    }

    fn counts(&mut self, app: &App) -> Counts {
        let counters = app.traffic().counters().snapshot();
        let log = app.traffic().log();
        self.tally.refresh(&log);
        Counts {
            shown: app.log_view().shown().len() as u64,
            kept: log.exchanges().len() as u64,
            unmatched: self.tally.unmatched(),
            received: counters.requests,
            dropped: counters.dropped,
            held_back: app.log_view().held_back(&log),
        }
    }
}
