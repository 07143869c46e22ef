//! The problem list: everything that is wrong in the project, each line leading to its place.

use egui::{Context, ScrollArea, Ui};

use super::{
    icon::Icon,
    theme::{Tokens, Tone, type_body, type_mono_small},
    widget::{ListRow, sheet},
};
use crate::{
    app::{Action, App},
    model::Severity,
};

const ROW_HEIGHT: f32 = 44.0;

/// Shows the list while `is_open`: what is wrong in the project, then what reading its contract had to say.
pub fn show(ctx: &Context, app: &App, is_open: &mut bool, actions: &mut Vec<Action>) {
    sheet(ctx, "Problems", 640.0, is_open, |ui, is_open| {
        if app.problems().is_empty() && app.reading_notes().is_empty() {
            ui.label("Nothing is wrong in this project");
        }
        let rows = app.problems().len() + app.reading_notes().len();
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().max_height(480.0).show_rows(ui, ROW_HEIGHT, rows, |ui, shown| {
            for index in shown {
                if let Some(problem) = app.problems().get(index) {
                    let place = problem.place.describe(app.project());
                    let tone = if problem.severity == Severity::Error { Tone::Error } else { Tone::Warning };
                    if row_ui(ui, index, &problem.message, &place, tone) {
                        actions.push(Action::GoTo(problem.place.clone()));
                        *is_open = false;
                    }
                } else if let Some(note) = app.reading_notes().get(index - app.problems().len()) {
                    row_ui(ui, index, note, "as the contract was read", Tone::Warning);
                }
            }
        });
    });
}

/// One problem: what it is, and below it where. Says whether it was clicked.
fn row_ui(ui: &mut Ui, index: usize, message: &str, place: &str, tone: Tone) -> bool {
    let name = format!("{message}, {place}");
    let row = ui.push_id(index, |ui| ListRow::new(&name).height(ROW_HEIGHT).show(ui)).inner;
    if row.visible {
        let tokens = Tokens::of(ui);
        let left = row.rect.left() + 12.0;
        Icon::Warning.paint(ui.painter(), egui::pos2(left + 8.0, row.rect.center().y), tokens.tone(tone));
        let painter = ui.painter().with_clip_rect(row.rect.intersect(ui.clip_rect()));
        let at = |y: f32| egui::pos2(left + 28.0, row.rect.top() + y);
        painter.text(at(13.0), egui::Align2::LEFT_CENTER, message, type_body(), tokens.text);
        painter.text(at(31.0), egui::Align2::LEFT_CENTER, place, type_mono_small(), tokens.muted);
    }
    row.response.on_hover_text(message).clicked()
}
