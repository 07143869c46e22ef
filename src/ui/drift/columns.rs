//! The columns of the drift view's tables: where they stand, their titles, and texts in them.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::{
    theme::{GAP, GAP_PANE, ROW_HEIGHT, Tokens, type_secondary},
    widget::{cell, hairline},
};

/// The height of a row.
pub(super) const HEIGHT: f32 = ROW_HEIGHT + 4.0;

/// The room for the scroll bar.
pub(super) const BAR_WIDTH: f32 = 12.0;

/// Four columns of a row, the first a little narrower, with room for buttons behind them.
pub(super) fn columns(row: Rect, buttons_width: f32) -> [Rect; 4] {
    let left = row.left() + GAP_PANE;
    let width = (row.right() - buttons_width - BAR_WIDTH - left).max(0.0);
    let first = width * 0.22;
    let other = (width - first) / 3.0;
    let column = |left: f32, width: f32| Rect::from_min_size(pos2(left, row.top()), vec2((width - GAP).max(0.0), row.height()));
    let after = left + first;
    [column(left, first), column(after, other), column(after + other, other), column(after + 2.0 * other, other)]
}

/// The titles above the columns.
pub(super) fn titles_ui(ui: &mut Ui, titles: [&str; 4], buttons_width: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, titles.join(", ")));
    let color = Tokens::of(ui).muted;
    for (title, place) in titles.into_iter().zip(columns(rect, buttons_width)) {
        cell(ui, place, title, type_secondary(), color);
    }
    hairline(ui);
}
