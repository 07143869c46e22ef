//! Rows of a name and what it stands for, with an empty one at the end to type into.
//!
//! A project keeps such entries by their name, and one name cannot be there twice. While one types it may be for a moment, so
//! the rows are kept as they were typed, for as long as the project holds just what they come to.

use egui::{Id, Ui};

use crate::ui::{
    icon::Icon,
    widget::{IconButton, TextField},
};

const NAME_WIDTH: f32 = 150.0;
const VALUE_WIDTH: f32 = 216.0;

/// A name and what it stands for, as they were typed.
pub(super) type Row = (String, String);

/// What the rows are of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entries<'a> {
    /// What a screen reader calls one of them, as in "Variable".
    pub(super) name: &'a str,
    /// What stands in the empty row's name.
    pub(super) hint: &'a str,
    /// What stands in an empty value.
    pub(super) value_hint: &'a str,
}

impl Entries<'_> {
    /// Shows the rows: those that were typed if they still come to what the project holds, else `stored`. `problem` says what
    /// is wrong with an entry. Gives all rows when one was changed.
    pub(super) fn show(
        self,
        ui: &mut Ui,
        stored: Vec<Row>,
        comes_to_stored: impl Fn(&[Row]) -> bool,
        problem: impl Fn(&Row) -> Option<String>,
    ) -> Option<Vec<Row>> {
        let id = Id::unique(("entries", self.name));
        let typed: Option<Vec<Row>> = ui.data(|data| data.get_temp(id));
        let mut rows = typed.filter(|rows| comes_to_stored(rows)).unwrap_or(stored);
        let mut changed = false;
        let mut removed = None;
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            for index in 0..=rows.len() {
                ui.push_id((self.name, index), |ui| {
                    let row = rows.get(index).cloned().unwrap_or_default();
                    let is_twice = rows.iter().take(index).any(|other| other.0 == row.0) && !row.0.is_empty();
                    let problem = if is_twice { Some(format!("{} is there twice", row.0)) } else { problem(&row) };
                    let edited = self.row(ui, index, &row, index == rows.len(), problem.as_deref(), &mut removed);
                    if let Some(edited) = edited {
                        changed = true;
                        match rows.get_mut(index) {
                            Some(row) => *row = edited,
                            None => rows.push(edited),
                        }
                    }
                });
            }
        });
        if let Some(index) = removed {
            rows.remove(index);
            changed = true;
        }
        changed.then(|| {
            ui.data_mut(|data| data.insert_temp(id, rows.clone()));
            rows
        })
    }

    fn row(
        self,
        ui: &mut Ui,
        index: usize,
        row: &Row,
        is_empty_one: bool,
        problem: Option<&str>,
        removed: &mut Option<usize>,
    ) -> Option<Row> {
        let number = index + 1;
        let mut edited = None;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let name = format!("{} name {number}", self.name);
            let hint = if is_empty_one { self.hint } else { "Name" };
            let field = TextField::new("name", &name, &row.0).hint(hint).mono().width(NAME_WIDTH).show(ui);
            if let Some(text) = field.changed {
                edited = Some((text, row.1.clone()));
            }
            let name = format!("{} value {number}", self.name);
            let hint = if is_empty_one { "" } else { self.value_hint };
            let field = ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                let field = TextField::new("value", &name, &row.1).hint(hint).mono().width(VALUE_WIDTH);
                let edited = field.error(problem).message_in_tooltip().show(ui);
                if let Some(problem) = problem {
                    super::wrong(ui, problem, VALUE_WIDTH);
                }
                edited
            });
            if let Some(text) = field.inner.changed {
                edited = Some((row.0.clone(), text));
            }
            let name = format!("Remove {} {number}", self.name.to_lowercase());
            if !is_empty_one && IconButton::new(Icon::Close, &name).show(ui).clicked() {
                *removed = Some(index);
            }
        });
        edited
    }
}
