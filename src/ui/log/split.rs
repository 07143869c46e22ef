//! Divides the log between the table and the details, side by side where it is wide, one above the other where it is not,
//! with an edge between them that can be dragged.

use egui::{CursorIcon, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use serde::{Deserialize, Serialize};

use crate::ui::theme::{HAIRLINE, Tokens};

/// From this width on the details stand beside the table, if the log is no higher than it is wide.
const BESIDE_FROM: f32 = 760.0;
/// The details' least width and height, and the table's.
const DETAILS_MIN: egui::Vec2 = vec2(424.0, 200.0);
const TABLE_MIN: egui::Vec2 = vec2(340.0, 140.0);

/// Which share of the log the details take; remembered between starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Split {
    beside: f32,
    below: f32,
}

impl Default for Split {
    fn default() -> Self {
        Self { beside: 0.4, below: 0.5 }
    }
}

impl Split {
    /// Where the table and the details stand in that place.
    pub(super) fn show(&mut self, ui: &Ui, place: Rect) -> (Rect, Rect) {
        let is_beside = place.width() >= BESIDE_FROM.max(place.height());
        let at = self.edge(place, is_beside);
        let handle = if is_beside {
            Rect::from_center_size(pos2(at, place.center().y), vec2(8.0, place.height()))
        } else {
            Rect::from_center_size(pos2(place.center().x, at), vec2(place.width(), 8.0))
        };
        let response = ui.interact(handle, ui.scope_id().with("details edge"), Sense::click_and_drag() - Sense::FOCUSABLE);
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, "Size of the details"));
        if response.double_clicked() {
            *self = Self::default();
        } else if response.dragged()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            if is_beside {
                self.beside = ((place.right() - pointer.x) / place.width()).clamp(0.0, 1.0);
            } else {
                self.below = ((place.bottom() - pointer.y) / place.height()).clamp(0.0, 1.0);
            }
        }
        let tokens = Tokens::of(ui);
        let is_active = response.hovered() || response.dragged();
        let line = Stroke::new(HAIRLINE, if is_active { tokens.accent } else { tokens.border });
        let at = self.edge(place, is_beside);
        if is_beside {
            ui.painter().vline(at, place.y_range(), line);
            response.on_hover_cursor(CursorIcon::ResizeHorizontal);
            let table = Rect::from_min_max(place.min, pos2(at - HAIRLINE, place.bottom()));
            (table, Rect::from_min_max(pos2(at + HAIRLINE, place.top()), place.max))
        } else {
            ui.painter().hline(place.x_range(), at, line);
            response.on_hover_cursor(CursorIcon::ResizeVertical);
            let table = Rect::from_min_max(place.min, pos2(place.right(), at - HAIRLINE));
            (table, Rect::from_min_max(pos2(place.left(), at + HAIRLINE), place.max))
        }
    }

    /// Where the edge is. Where there is not room enough for both, the details keep theirs and the table shrinks, down to nothing.
    fn edge(&self, place: Rect, is_beside: bool) -> f32 {
        let size_within =
            |total: f32, share: f32, details: f32, table: f32| (total * share).min(total - table).max(details).min(total);
        let edge = if is_beside {
            place.right() - size_within(place.width(), self.beside, DETAILS_MIN.x, TABLE_MIN.x)
        } else {
            place.bottom() - size_within(place.height(), self.below, DETAILS_MIN.y, TABLE_MIN.y)
        };
        edge.round()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_keep_their_least_size_while_there_is_room() {
        let place = |width, height| Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height));
        let split = Split { beside: 0.9, below: 0.1 };
        assert_eq!(split.edge(place(1_000.0, 240.0), true), TABLE_MIN.x);
        assert_eq!(split.edge(place(500.0, 600.0), false), 400.0);
        assert_eq!(Split::default().edge(place(1_100.0, 240.0), true), 660.0);
        assert_eq!(Split::default().edge(place(500.0, 300.0), false), 100.0);
    }
}
