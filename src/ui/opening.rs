//! What is being opened, in a line below the top bar with a way out, and files that are dragged onto the window.

use egui::{Context, Frame, Id, LayerId, Margin, Order, Panel, ProgressBar, RichText, Spinner, Ui, vec2};

use super::{
    theme::{ICON_SIZE, Tokens, type_empty_title, type_secondary},
    widget::Button,
};
use crate::app::{Action, App};

/// Shows what is being opened, once that takes longer than a blink.
pub(super) fn show(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let Some(opening) = app.opening() else { return };
    if let Some(after) = opening.shown_in() {
        ui.ctx().request_repaint_after(after);
        return;
    }
    let tokens = Tokens::of(ui);
    let frame = Frame::new().fill(tokens.surface).inner_margin(Margin::symmetric(12, 6));
    Panel::top("opening").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.add(Spinner::new().size(ICON_SIZE).color(tokens.accent));
            ui.label(opening.describe()).on_hover_text(opening.source());
            let seconds = format!("{} s", opening.elapsed().as_secs());
            ui.label(RichText::new(seconds).font(type_secondary()).color(tokens.muted));
            let (step, steps) = opening.step();
            let done = (step as f32 - 0.5) / steps as f32;
            ui.add(ProgressBar::new(done).desired_width(160.0).desired_height(4.0).fill(tokens.accent));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if Button::secondary("Cancel").tooltip("What is open now stays").show(ui).clicked() {
                    actions.push(Action::CancelOpening);
                }
            });
        });
    });
}

/// Opens files that are dropped onto the window, and says so while they hover over it.
pub(super) fn drop_zone(ctx: &Context, actions: &mut Vec<Action>) {
    let (is_hovered, dropped) = ctx.input(|input| {
        let dropped: Vec<_> = input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
        (!input.raw.hovered_files.is_empty(), dropped)
    });
    actions.extend(dropped.into_iter().map(Action::Open));
    if !is_hovered {
        return;
    }
    let tokens = Tokens::of(ctx);
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop zone")));
    let window = ctx.content_rect();
    painter.rect_filled(window, 0.0, tokens.bg.gamma_multiply(0.85));
    let text = painter.layout_no_wrap("Drop to open".to_owned(), type_empty_title(), tokens.text);
    painter.galley(window.center() - text.size() / 2.0, text, tokens.text);
    let edge = window.shrink2(vec2(12.0, 12.0));
    painter.rect_stroke(edge, 8.0, egui::Stroke::new(2.0, tokens.accent), egui::StrokeKind::Inside);
}
