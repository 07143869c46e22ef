//! Rows in an order that a person chooses: dragged by their handle, or moved with Alt and the arrow keys.

use egui::{CursorIcon, DragAndDrop, Id, Key, Modifiers, Rect, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::ui::{
    icon::Icon,
    theme::{CONTROL_HEIGHT, FOCUS_RING, Tokens},
    widget::focus_ring,
};

/// The width of a handle.
pub(super) const HANDLE_WIDTH: f32 = 16.0;

/// A row that is dragged: of which list, and its index.
#[derive(Clone, Copy, Debug)]
struct Dragged {
    list: Id,
    index: usize,
}

/// The way of a row: its index, and the gap that it goes to, counted by the rows before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Move {
    /// Where it was.
    pub(super) from: usize,
    /// Before which row it goes.
    pub(super) gap: usize,
}

impl Move {
    /// Moves that element of a list; says whether anything changed.
    pub(super) fn apply<T>(self, list: &mut Vec<T>) -> bool {
        let Self { from, gap } = self;
        let to = if gap > from { gap - 1 } else { gap };
        if to == from || from >= list.len() || to >= list.len() {
            return false;
        }
        let moved = list.remove(from);
        list.insert(to, moved);
        true
    }
}

/// The handle of a row, called `name`; gives where the keyboard moves the row.
pub(super) fn handle(ui: &mut Ui, list: Id, index: usize, name: &str) -> Option<Move> {
    let (rect, handle) = ui.allocate_exact_size(vec2(HANDLE_WIDTH, CONTROL_HEIGHT), Sense::click_and_drag());
    handle.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let tokens = Tokens::of(ui);
    let color = if handle.hovered() || handle.has_focus() { tokens.text } else { tokens.muted };
    Icon::DragHandle.paint_sized(ui.painter(), rect.center(), 14.0, color);
    focus_ring(ui, &handle, rect, 4);
    if handle.drag_started() {
        DragAndDrop::set_payload(ui, Dragged { list, index });
    }
    let mut moved = None;
    if handle.has_focus() {
        let (up, down) = ui.input_mut(|input| {
            (input.consume_key(Modifiers::ALT, Key::ArrowUp), input.consume_key(Modifiers::ALT, Key::ArrowDown))
        });
        moved = match (up, down) {
            (true, _) => index.checked_sub(1),
            (false, true) => Some(index + 2),
            (false, false) => None,
        };
    }
    handle.on_hover_cursor(CursorIcon::Grab).on_hover_text("Drag to move, or Alt and the arrow keys");
    moved.map(|gap| Move { from: index, gap })
}

/// Shows between which rows the dragged one would land; gives where it was dropped. `places` are those of the rows, and of what
/// stands after the last one.
pub(super) fn drag(ui: &Ui, list: Id, places: &[Rect]) -> Option<Move> {
    let dragged = DragAndDrop::payload::<Dragged>(ui).filter(|dragged| dragged.list == list)?;
    let pointer = ui.input(|input| input.pointer.interact_pos())?;
    let rows = places.len().saturating_sub(1);
    let gap = places.iter().take(rows).take_while(|place| place.center().y < pointer.y).count();
    let place = places.get(gap)?;
    ui.painter().hline(place.x_range(), place.top() - 2.0, Stroke::new(FOCUS_RING, Tokens::of(ui).accent));
    if !ui.input(|input| input.pointer.any_released()) {
        return None;
    }
    DragAndDrop::clear_payload(ui);
    Some(Move { from: dragged.index, gap })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_move_into_gaps() {
        for (from, gap, expected) in
            [(0, 0, "abc"), (0, 1, "abc"), (0, 2, "bac"), (0, 3, "bca"), (2, 0, "cab"), (1, 9, "abc"), (9, 0, "abc")]
        {
            let mut list: Vec<char> = "abc".chars().collect();
            let is_changed = Move { from, gap }.apply(&mut list);
            let order: String = list.into_iter().collect();
            assert_eq!(order, expected, "{from} into gap {gap}");
            assert_eq!(is_changed, order != "abc");
        }
    }
}
