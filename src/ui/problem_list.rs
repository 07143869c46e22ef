//! The problem list: everything that is wrong in the project, each line leading to its place.

use egui::{Context, ScrollArea};

use super::{
    icon::Icon,
    theme::{Tokens, Tone, type_mono_small},
    widget::{ListRow, sheet},
};
use crate::{
    app::{Action, App},
    model::Severity,
};

/// Shows the list while `is_open`.
pub fn show(ctx: &Context, app: &App, is_open: &mut bool, actions: &mut Vec<Action>) {
    sheet(ctx, "Problems", 640.0, is_open, |ui, is_open| {
        if app.problems().is_empty() {
            ui.label("Nothing is wrong in this project");
        }
        ScrollArea::vertical().max_height(480.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, problem) in app.problems().iter().enumerate() {
                let place = problem.place.describe(app.project());
                let name = format!("{}, {place}", problem.message);
                let row = ui.push_id(index, |ui| ListRow::new(&name).height(44.0).show(ui)).inner;
                if row.visible {
                    let tokens = Tokens::of(ui);
                    let tone = if problem.severity == Severity::Error { Tone::Error } else { Tone::Warning };
                    let left = row.rect.left() + 12.0;
                    Icon::Warning.paint(ui.painter(), egui::pos2(left + 8.0, row.rect.center().y), tokens.tone(tone));
                    let painter = ui.painter().with_clip_rect(row.rect.intersect(ui.clip_rect()));
                    let at = |y: f32| egui::pos2(left + 28.0, row.rect.top() + y);
                    painter.text(at(13.0), egui::Align2::LEFT_CENTER, &problem.message, super::theme::type_body(), tokens.text);
                    painter.text(at(31.0), egui::Align2::LEFT_CENTER, &place, type_mono_small(), tokens.muted);
                }
                if row.response.clicked() {
                    actions.push(Action::GoTo(problem.place.clone()));
                    *is_open = false;
                }
            }
        });
    });
}
