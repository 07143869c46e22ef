//! A square button with an icon; its tooltip is also its name.

use egui::{Color32, CornerRadius, Response, Role, Sense, StrokeKind, Ui, Widget, WidgetInfo, vec2};

use super::button::{ButtonKind, button_surface};
use super::focus_ring;
use crate::ui::icon::Icon;
use crate::ui::theme::{CONTROL_HEIGHT, RADIUS, Tokens};

/// A button that is only an icon.
#[derive(Debug)]
#[must_use = "a button shows when added to a ui"]
pub struct IconButton<'a> {
    icon: Icon,
    name: &'a str,
    keys: Option<String>,
    kind: ButtonKind,
    color: Option<Color32>,
    selected: Option<bool>,
    enabled: bool,
    size: f32,
}

impl<'a> IconButton<'a> {
    /// A quiet icon; `name` says what it does, in the tooltip and to a screen reader.
    pub fn new(icon: Icon, name: &'a str) -> Self {
        Self { icon, name, keys: None, kind: ButtonKind::Quiet, color: None, selected: None, enabled: true, size: CONTROL_HEIGHT }
    }

    /// Adds the keys that do the same to the tooltip.
    pub fn shortcut(mut self, keys: impl Into<String>) -> Self {
        self.keys = Some(keys.into());
        self
    }

    /// Fills it like a secondary button.
    pub fn filled(mut self) -> Self {
        self.kind = ButtonKind::Secondary;
        self
    }

    /// Gives the icon a colour of its own.
    pub fn color(mut self, color: Color32) -> Self {
        self.color = Some(color);
        self
    }

    /// Makes it a switch that is on or off.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }

    /// Greys it out where it has nothing to do.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Makes it smaller, 20 points, for rows.
    pub fn small(mut self) -> Self {
        self.size = 20.0;
        self
    }

    /// Shows it; the same as adding it to the ui.
    pub fn show(self, ui: &mut Ui) -> Response {
        ui.add(self)
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        if !self.enabled {
            return ui.add_enabled_ui(false, |ui| Self { enabled: true, ..self }.ui(ui)).inner;
        }
        let tokens = Tokens::of(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(self.size, self.size), Sense::click());
        response.widget_info(|| match self.selected {
            Some(selected) => WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, self.name),
            None => WidgetInfo::labeled(Role::Button, ui.is_enabled(), self.name),
        });
        let selected = self.selected.unwrap_or(false);
        if ui.is_rect_visible(rect) {
            let (fill, stroke) = button_surface(tokens, self.kind, &response, false);
            let fill = if selected && !response.hovered() { tokens.control_active } else { fill };
            ui.painter().rect(rect, CornerRadius::same(RADIUS), fill, stroke, StrokeKind::Inside);
            let color = match self.color {
                Some(color) => color,
                None if selected || response.hovered() || self.kind == ButtonKind::Secondary => tokens.text,
                None => tokens.muted,
            };
            self.icon.paint(ui.painter(), rect.center(), color);
            focus_ring(ui, &response, rect, RADIUS);
        }
        match self.keys {
            Some(keys) => response.on_hover_text(format!("{}  {keys}", self.name)),
            None => response.on_hover_text(self.name),
        }
    }
}
