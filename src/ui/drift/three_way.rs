//! Contract, mock and real API side by side: in each line a part of an operation, and in what each of the three differs there
//! from the contract that the project holds, with the time since when that has been known.

use egui::{RichText, ScrollArea, Ui};
use jiff::{Timestamp, tz::TimeZone};
use strum::IntoEnumIterator as _;

use super::{
    columns::{HEIGHT, columns, titles_ui},
    compare_ui,
};
use crate::{
    app::{Action, App, ThreeWay},
    contract::{Party, ThreeWayRow, Told},
    ui::{
        theme::{GAP, Tokens, type_body, type_mono, type_secondary},
        widget::{EmptyState, ListRow, cell},
    },
};

/// The most that is told of one party beside a row.
const MAX_TOLD: usize = 12;

/// What of the rows belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct ThreeWayRows {
    wants_focus: bool,
}

impl ThreeWayRows {
    pub(super) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    pub(super) fn show(&mut self, ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
        let Some(table) = app.three_way() else {
            EmptyState::new("Comparing…", "").show(ui, |_| {});
            return;
        };
        if table.rows.is_empty() {
            let text = match (table.was_compared, table.tested_at) {
                (true, Some(_)) => "Contract, mock and real API say the same",
                (true, None) => "Contract and mock say the same; test the real API to see where it stands",
                (false, Some(_)) => "Mock and real API say the same; compare the contract to see where it stands",
                (false, None) => {
                    "The mock is as it was derived; compare the contract and test the real API to see where they stand"
                }
            };
            EmptyState::new("Nothing differs", text).show(ui, |ui| {
                if !table.was_compared {
                    compare_ui(ui, app, actions);
                }
            });
            return;
        }
        let zone = TimeZone::system();
        let titles = Party::iter().map(|party| title(table, party, &zone)).collect::<Vec<_>>();
        if let [contract, mock, real] = &titles[..] {
            titles_ui(ui, ["Where", contract, mock, real], 0.0);
        }
        ScrollArea::vertical().id_salt("three-way").auto_shrink(false).show_rows(ui, HEIGHT, table.rows.len(), |ui, visible| {
            for row in table.rows.get(visible).unwrap_or_default() {
                self.row_ui(ui, table, row, &zone);
            }
        });
    }

    fn row_ui(&mut self, ui: &mut Ui, table: &ThreeWay, row: &ThreeWayRow, zone: &TimeZone) {
        let place = format!("{}, {}", row.operation, row.aspect);
        let said: Vec<String> = Party::iter()
            .map(|party| match row.of(party) {
                [] => format!("{}: {}", party.label(), nothing(table, party)),
                [first, rest @ ..] => {
                    let more = if rest.is_empty() { String::new() } else { format!(", and {} more", rest.len()) };
                    format!("{}: {}{}{more}", party.label(), first.message, since(first, zone))
                }
            })
            .collect();
        let tokens = Tokens::of(ui);
        let shown = ListRow::new(&format!("{place}. {}", said.join(". ")))
            .id(ui.scope_id().with(("three-way", &place)))
            .height(HEIGHT)
            .show(ui);
        if std::mem::take(&mut self.wants_focus) {
            shown.response.request_focus();
        }
        if !shown.visible {
            return;
        }
        let [first, others @ ..] = columns(shown.rect, 0.0);
        cell(ui, first, &format!("{}  {}", row.operation, row.aspect), type_mono(), tokens.text);
        for (party, column) in Party::iter().zip(others) {
            match row.of(party) {
                [] => {
                    cell(ui, column, nothing(table, party), type_secondary(), tokens.muted);
                }
                [told, rest @ ..] => {
                    let more = if rest.is_empty() { String::new() } else { format!("+{} ", rest.len()) };
                    let time = format!("{more}{}", since(told, zone).trim_start_matches(", "));
                    let font = type_secondary();
                    let width = ui.painter().layout_no_wrap(time.clone(), font.clone(), tokens.muted).size().x;
                    let split = (column.right() - width).max(column.center().x);
                    let (mut words, mut end) = (column, column);
                    words.set_right(split - GAP);
                    end.set_left(split);
                    cell(ui, words, &told.message, type_body(), tokens.text);
                    cell(ui, end, &time, font, tokens.muted);
                }
            }
        }
        shown.response.on_hover_ui(|ui| details_ui(ui, table, row, zone));
    }
}

/// The title of a column: the party, and where it was not looked at, that.
fn title(table: &ThreeWay, party: Party, zone: &TimeZone) -> String {
    match party {
        Party::Contract if !table.was_compared => "Contract, not compared yet".to_owned(),
        Party::RealApi => match table.tested_at {
            Some(at) => format!("Real API, tested {}", time(at, zone)),
            None => "Real API, not tested yet".to_owned(),
        },
        _ => party.label().to_owned(),
    }
}

/// What is said where a party does not differ.
fn nothing(table: &ThreeWay, party: Party) -> &'static str {
    match party {
        Party::Contract if !table.was_compared => "not compared",
        Party::RealApi if table.tested_at.is_none() => "not tested",
        _ => "–",
    }
}

fn since(told: &Told, zone: &TimeZone) -> String {
    told.since.map_or_else(String::new, |at| format!(", since {}", time(at, zone)))
}

fn time(at: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// All that is told of each party there.
fn details_ui(ui: &mut Ui, table: &ThreeWay, row: &ThreeWayRow, zone: &TimeZone) {
    ui.label(RichText::new(format!("{}  {}", row.operation, row.aspect)).font(type_mono()));
    for party in Party::iter() {
        ui.label(RichText::new(title(table, party, zone)).font(type_secondary()).color(Tokens::of(ui).muted));
        let told = row.of(party);
        for one in told.iter().take(MAX_TOLD) {
            ui.label(format!("{}{}", one.message, since(one, zone)));
        }
        if told.is_empty() {
            ui.label(nothing(table, party));
        } else if let Some(more) = told.len().checked_sub(MAX_TOLD).filter(|more| *more > 0) {
            ui.label(format!("and {more} more"));
        }
    }
}
