//! The problem list: everything that is wrong in the project, each line leading to its place.

use egui::{Context, Id, Modal, RichText, ScrollArea};

use super::{
    icon::Icon,
    theme::{Tokens, Tone, type_mono_small, type_title},
    widget::{IconButton, ListRow, card},
};
use crate::{
    app::{Action, App},
    model::{Part, Place, Severity},
};

/// Shows the list while `is_open`.
pub fn show(ctx: &Context, app: &App, is_open: &mut bool, actions: &mut Vec<Action>) {
    if !*is_open {
        return;
    }
    let modal = Modal::new(Id::unique("problems")).frame(card(ctx)).show(ctx, |ui| {
        ui.set_width(640.0);
        ui.horizontal(|ui| {
            ui.label(RichText::new("Problems").font(type_title()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if IconButton::new(Icon::Close, "Close problems").show(ui).clicked() {
                    *is_open = false;
                }
            });
        });
        if app.problems().is_empty() {
            ui.label("Nothing is wrong in this project");
        }
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, problem) in app.problems().iter().enumerate() {
                let place = describe(app, &problem.place);
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
    if modal.should_close() {
        *is_open = false;
    }
}

/// Where a problem is, as a person finds it: `GET /users/{id} › 200 OK › header 2`.
pub fn describe(app: &App, place: &Place) -> String {
    let project = app.project();
    let endpoint = place.endpoint.as_ref().and_then(|id| project.endpoint(id));
    let mut parts: Vec<String> = endpoint.iter().map(|endpoint| format!("{} {}", endpoint.method, endpoint.path)).collect();
    let response = place.response.as_ref().and_then(|id| project.response(id)).map(|(_, response)| response);
    parts.extend(response.map(|response| format!("{} {}", response.status, response.name).trim().to_owned()));
    parts.push(match &place.part {
        Part::Settings => "settings".to_owned(),
        Part::Method => "method".to_owned(),
        Part::Path => "path".to_owned(),
        Part::Selection => "selection".to_owned(),
        Part::Status => "status".to_owned(),
        Part::Header(index) => format!("header {}", index + 1),
        Part::Condition(_) => "condition".to_owned(),
        Part::Body(None) => "body".to_owned(),
        Part::Body(Some((line, column))) => format!("body, line {line}, column {column}"),
        Part::Delay => "delay".to_owned(),
    });
    parts.join(" › ")
}
