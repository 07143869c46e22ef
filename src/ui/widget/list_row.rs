//! A row of a list or a tree: hovered, selected, marked on its left edge, with its parts painted by the caller.

use egui::{Color32, CornerRadius, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use crate::ui::theme::{CONTROL_HEIGHT, Tokens};

/// The width of the marker on a row's left edge.
const MARKER_WIDTH: f32 = 3.0;

/// A row across the whole width.
#[derive(Debug)]
#[must_use = "a row shows when `show` is called"]
pub struct ListRow<'a> {
    name: &'a str,
    id: Option<Id>,
    role: Role,
    height: f32,
    selected: bool,
    marker: Option<Color32>,
    draggable: bool,
    focusable: bool,
}

/// A row that was shown: what happened to it and where its parts go.
#[derive(Debug)]
pub struct ListRowOutput {
    /// Clicks, hover and focus.
    pub response: Response,
    /// Where the row's parts are painted.
    pub rect: Rect,
    /// Whether the row is on screen and worth painting.
    pub visible: bool,
}

impl<'a> ListRow<'a> {
    /// A row; `name` says all of it in words, like `GET /users 200, 3 ms, matched Users`.
    pub fn new(name: &'a str) -> Self {
        Self {
            name,
            id: None,
            role: Role::ListItem,
            height: CONTROL_HEIGHT,
            selected: false,
            marker: None,
            draggable: false,
            focusable: true,
        }
    }

    /// Gives the row a stable identity, so that focus and drags survive a change of the list's order.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// What kind of thing it is to a screen reader: a list item when not said.
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// How high the row is.
    pub fn height(mut self, height: f32) -> Self {
        self.height = height;
        self
    }

    /// Shows it as the selected one.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Paints a bar of that colour on its left edge; the accent for a selected row without one.
    pub fn marker(mut self, color: Option<Color32>) -> Self {
        self.marker = color;
        self
    }

    /// Lets it be dragged.
    pub fn draggable(mut self) -> Self {
        self.draggable = true;
        self
    }

    /// Keeps Tab from stopping at the row, where the list as a whole has the keyboard.
    pub fn unfocusable(mut self) -> Self {
        self.focusable = false;
        self
    }

    /// Paints the row's background and gives the place for its parts.
    pub fn show(self, ui: &mut Ui) -> ListRowOutput {
        let sense = if self.draggable { Sense::click_and_drag() } else { Sense::click() };
        let sense = if self.focusable { sense } else { sense - Sense::FOCUSABLE };
        let (auto_id, rect) = ui.allocate_space(vec2(ui.available_width(), self.height));
        let response = ui.interact(rect, self.id.unwrap_or(auto_id), sense);
        response.widget_info(|| WidgetInfo::selected(self.role, ui.is_enabled(), self.selected, self.name));
        let visible = ui.is_rect_visible(rect);
        if visible {
            let tokens = Tokens::of(ui);
            let fill = match (self.selected, response.hovered()) {
                (true, _) => Some(tokens.row_selected),
                (false, true) => Some(tokens.row_hover),
                (false, false) => None,
            };
            if let Some(fill) = fill {
                ui.painter().rect_filled(rect, CornerRadius::ZERO, fill);
            }
            if let Some(marker) = self.marker.or(self.selected.then_some(tokens.accent)) {
                let width = if self.marker.is_some() { MARKER_WIDTH } else { 2.0 };
                let bar = Rect::from_min_size(rect.left_top(), vec2(width, rect.height()));
                ui.painter().rect_filled(bar, CornerRadius::ZERO, marker);
            }
            super::focus_ring(ui, &response, rect, 0);
        }
        ListRowOutput { response, rect, visible }
    }
}
