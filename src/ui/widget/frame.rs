//! The quiet lines and surfaces: hairlines between panes, cards, the focus ring.

use egui::{CornerRadius, Frame, Margin, Painter, Rangef, Rect, Response, Shadow, Stroke, StrokeKind, Ui};

use crate::ui::theme::{FOCUS_RING, HAIRLINE, RADIUS_CARD, Tokens};

/// The frame of a pane: the surface colour with the usual padding, no line of its own.
pub fn pane(ctx: &egui::Context) -> Frame {
    Frame::new().fill(Tokens::of(ctx).surface).inner_margin(Margin::symmetric(12, 8))
}

/// The frame of a popup, a toast or a palette: raised, rounded, with a shadow.
pub fn card(ctx: &egui::Context) -> Frame {
    let tokens = Tokens::of(ctx);
    Frame::new()
        .fill(tokens.raised)
        .stroke(Stroke::new(HAIRLINE, tokens.border))
        .corner_radius(CornerRadius::same(RADIUS_CARD))
        .shadow(Shadow { offset: [0, 6], blur: 18, spread: 0, color: tokens.shadow })
        .inner_margin(Margin::same(12))
}

/// A horizontal line across the available width that takes one point of height and no spacing.
pub fn hairline(ui: &mut Ui) {
    let spacing = std::mem::take(&mut ui.spacing_mut().item_spacing.y);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), HAIRLINE), egui::Sense::hover());
    hairline_at(ui.painter(), rect.x_range(), rect.center().y);
    ui.spacing_mut().item_spacing.y = spacing;
}

/// A horizontal line at a height, painted without taking room.
pub fn hairline_at(painter: &Painter, x_range: Rangef, y: f32) {
    painter.hline(x_range, y, Stroke::new(HAIRLINE, Tokens::of(painter.ctx()).border));
}

/// A vertical line between controls in a row, `height` points high.
pub fn vertical_hairline(ui: &mut Ui, height: f32) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(HAIRLINE, height), egui::Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), Stroke::new(HAIRLINE, Tokens::of(ui).border));
}

/// Draws the ring around a control that has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: u8) {
    if response.has_focus() {
        let stroke = Stroke::new(FOCUS_RING, Tokens::of(ui).accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(radius), stroke, StrokeKind::Inside);
    }
}
