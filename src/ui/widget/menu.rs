//! Menus: a popup under a button, its rows, and the lines between them.

use egui::{
    Color32, CornerRadius, InnerResponse, Popup, PopupCloseBehavior, Response, Role, Sense, Ui, Widget, WidgetInfo, pos2, vec2,
};

use super::{card, focus_ring};
use crate::ui::icon::Icon;
use crate::ui::theme::{CONTROL_HEIGHT, ICON_SIZE, Tokens, type_body, type_secondary};

/// Opens a menu under a control when it is clicked; a click on a row closes it.
pub fn menu<R>(control: &Response, contents: impl FnOnce(&mut Ui) -> R) -> Option<InnerResponse<R>> {
    Popup::menu(control).frame(card(&control.ctx).inner_margin(4)).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClick).show(
        |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_min_width(160.0);
            contents(ui)
        },
    )
}

/// A line between groups of rows.
pub fn menu_separator(ui: &mut Ui) {
    ui.add_space(4.0);
    // While the menu is measured a line across all the room would make it as wide as the room.
    if !ui.is_sizing_pass() {
        super::hairline(ui);
    }
    ui.add_space(4.0);
}

/// One row of a menu: an icon or a check mark, the words, the keys.
#[derive(Debug)]
#[must_use = "a row shows when added to a ui"]
pub struct MenuRow<'a> {
    text: &'a str,
    icon: Option<Icon>,
    shortcut: Option<String>,
    enabled: bool,
    danger: bool,
    checked: Option<bool>,
    color: Option<Color32>,
}

impl<'a> MenuRow<'a> {
    /// A row with words.
    pub fn new(text: &'a str) -> Self {
        Self { text, icon: None, shortcut: None, enabled: true, danger: false, checked: None, color: None }
    }

    /// Puts an icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Shows the keys that do the same.
    pub fn shortcut(mut self, keys: impl Into<String>) -> Self {
        self.shortcut = Some(keys.into());
        self
    }

    /// Greys it out where it has nothing to do.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Colours it as something that removes.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Makes it a choice that is taken or not.
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// Gives the words a colour of their own.
    pub fn color(mut self, color: Color32) -> Self {
        self.color = Some(color);
        self
    }

    /// Shows it; the same as adding it to the ui.
    pub fn show(self, ui: &mut Ui) -> Response {
        ui.add(self)
    }
}

impl Widget for MenuRow<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        if !self.enabled {
            return ui.add_enabled_ui(false, |ui| Self { enabled: true, ..self }.ui(ui)).inner;
        }
        let tokens = Tokens::of(ui);
        let color = self.color.unwrap_or(if self.danger { tokens.error } else { tokens.text });
        let text = ui.painter().layout_no_wrap(self.text.to_owned(), type_body(), color);
        let keys = self.shortcut.map(|keys| ui.painter().layout_no_wrap(keys, type_secondary(), tokens.muted));
        let left = if self.icon.is_some() || self.checked.is_some() { 8.0 + ICON_SIZE + 8.0 } else { 12.0 };
        let keys_width = keys.as_ref().map_or(0.0, |keys| keys.size().x + 24.0);
        let wanted = left + text.size().x + keys_width + 12.0;
        let width = widest_row(ui, wanted);
        let (rect, response) = ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT), Sense::click());
        response.widget_info(|| match self.checked {
            Some(checked) => WidgetInfo::selected(Role::MenuItemRadio, ui.is_enabled(), checked, self.text),
            None => WidgetInfo::labeled(Role::MenuItem, ui.is_enabled(), self.text),
        });
        if ui.is_rect_visible(rect) {
            if response.hovered() || response.has_focus() {
                ui.painter().rect_filled(rect, CornerRadius::same(4), tokens.control_hover);
            }
            let icon = if self.checked == Some(true) { Some(Icon::Check) } else { self.icon };
            if let Some(icon) = icon {
                let icon_color = if self.danger { color } else { tokens.muted };
                icon.paint(ui.painter(), pos2(rect.left() + 8.0 + ICON_SIZE / 2.0, rect.center().y), icon_color);
            }
            ui.painter().galley(super::button::centered_text(rect, rect.left() + left, &text), text, color);
            if let Some(keys) = keys {
                let keys_left = rect.right() - 12.0 - keys.size().x;
                ui.painter().galley(super::button::centered_text(rect, keys_left, &keys), keys, tokens.muted);
            }
            focus_ring(ui, &response, rect, 4);
        }
        response
    }
}

/// The width of the menu's widest row, so that all rows reach the same right edge.
fn widest_row(ui: &Ui, wanted: f32) -> f32 {
    let id = ui.scope_id().with("widest row");
    let known = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(0.0).max(ui.min_rect().width());
    if wanted > known {
        ui.data_mut(|data| data.insert_temp(id, wanted));
        ui.ctx().request_discard("the menu's width is known now");
    }
    known.max(wanted)
}
