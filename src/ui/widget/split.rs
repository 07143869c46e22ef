//! Divides a pane between two parts, side by side where it is wide, one above the other where it is not, with an edge
//! between them that can be dragged.

use egui::{CursorIcon, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};
use serde::{Deserialize, Serialize};

use crate::ui::theme::{HAIRLINE, Tokens};

/// What a pane's two parts need.
#[derive(Clone, Copy, Debug)]
pub struct SplitRules {
    /// What a screen reader calls the edge: `Size of the details`.
    pub name: &'static str,
    /// From this width on the second part stands beside the first, if the pane is no higher than it is wide.
    pub beside_from: f32,
    /// The first part's least width and height.
    pub first_min: Vec2,
    /// The second part's least width and height; where there is not room enough for both, it keeps them.
    pub second_min: Vec2,
}

/// Which share of a pane its second part takes; remembered between starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Split {
    beside: f32,
    below: f32,
}

impl Default for Split {
    fn default() -> Self {
        Self { beside: 0.4, below: 0.5 }
    }
}

impl Split {
    /// Both parts alike.
    pub fn even() -> Self {
        Self { beside: 0.5, below: 0.5 }
    }

    /// A list of short rows before something that needs more room.
    pub fn after_list() -> Self {
        Self { beside: 0.7, below: 0.6 }
    }

    /// Where the two parts stand in that place.
    pub fn show(&mut self, ui: &Ui, place: Rect, rules: &SplitRules) -> (Rect, Rect) {
        let is_beside = place.width() >= rules.beside_from.max(place.height());
        let at = self.edge(place, is_beside, rules);
        let handle = if is_beside {
            Rect::from_center_size(pos2(at, place.center().y), vec2(8.0, place.height()))
        } else {
            Rect::from_center_size(pos2(place.center().x, at), vec2(place.width(), 8.0))
        };
        let response = ui.interact(handle, ui.scope_id().with(rules.name), Sense::click_and_drag() - Sense::FOCUSABLE);
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, rules.name));
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
        let at = self.edge(place, is_beside, rules);
        if is_beside {
            ui.painter().vline(at, place.y_range(), line);
            response.on_hover_cursor(CursorIcon::ResizeHorizontal);
            let first = Rect::from_min_max(place.min, pos2(at - HAIRLINE, place.bottom()));
            (first, Rect::from_min_max(pos2(at + HAIRLINE, place.top()), place.max))
        } else {
            ui.painter().hline(place.x_range(), at, line);
            response.on_hover_cursor(CursorIcon::ResizeVertical);
            let first = Rect::from_min_max(place.min, pos2(place.right(), at - HAIRLINE));
            (first, Rect::from_min_max(pos2(place.left(), at + HAIRLINE), place.max))
        }
    }

    /// Where the edge is. Where there is not room enough for both, the second part keeps its own and the first shrinks, down
    /// to nothing.
    fn edge(&self, place: Rect, is_beside: bool, rules: &SplitRules) -> f32 {
        let size_within =
            |total: f32, share: f32, second: f32, first: f32| (total * share).min(total - first).max(second).min(total);
        let edge = if is_beside {
            place.right() - size_within(place.width(), self.beside, rules.second_min.x, rules.first_min.x)
        } else {
            place.bottom() - size_within(place.height(), self.below, rules.second_min.y, rules.first_min.y)
        };
        edge.round()
    }
}

/// Shows something in a place of its own, cut off at its edges: what does not fit there must not make the pane grow. Its ids
/// hang on the name alone: menus and the keyboard stay where they are when something else appears beside it.
pub fn within<R>(ui: &mut Ui, name: &str, place: Rect, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let mut inner = ui.new_child(UiBuilder::new().id_salt(name).max_rect(place));
    inner.set_clip_rect(place.intersect(ui.clip_rect()));
    contents(&mut inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_keep_their_least_size_while_there_is_room() {
        let place = |width, height| Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height));
        let rules =
            SplitRules { name: "edge", beside_from: 760.0, first_min: vec2(340.0, 140.0), second_min: vec2(424.0, 200.0) };
        let split = Split { beside: 0.9, below: 0.1 };
        assert_eq!(split.edge(place(1_000.0, 240.0), true, &rules), 340.0);
        assert_eq!(split.edge(place(500.0, 600.0), false, &rules), 400.0);
        assert_eq!(Split::default().edge(place(1_100.0, 240.0), true, &rules), 660.0);
        assert_eq!(Split::default().edge(place(500.0, 300.0), false, &rules), 100.0);
    }
}
