//! A tiny bar chart in a line of text.

use egui::{Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2};

use crate::ui::theme::Tokens;

/// Bars from left to right, the highest as high as the chart; `name` says the same in words.
pub fn sparkline(ui: &mut Ui, name: &str, values: &[f32], size: Vec2) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let highest = values.iter().copied().fold(1.0_f32, f32::max);
    if ui.is_rect_visible(rect) && !values.is_empty() {
        let step = rect.width() / values.len() as f32;
        let color = Tokens::of(ui).muted;
        for (index, value) in values.iter().enumerate() {
            let height = (value.max(0.0) / highest * rect.height()).max(1.0);
            let left = rect.left() + step * index as f32;
            let bar = Rect::from_min_max(pos2(left, rect.bottom() - height), pos2(left + (step - 1.0).max(1.0), rect.bottom()));
            ui.painter().rect_filled(bar, 0, color);
        }
    }
    response.on_hover_text(name)
}
