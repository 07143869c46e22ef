//! Buttons with words: primary for the one thing to do, secondary for the rest, quiet inside panes.

use egui::{Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Widget, WidgetInfo, pos2, vec2};

use super::focus_ring;
use crate::ui::icon::Icon;
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, ICON_SIZE, RADIUS, Tokens, type_body, type_secondary};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Filled with the accent: the one thing to do here.
    Primary,
    /// A filled button with a hairline.
    #[default]
    Secondary,
    /// Words only, until the pointer is over it.
    Quiet,
}

/// A button with a word or two.
#[derive(Debug)]
#[must_use = "a button shows when added to a ui"]
pub struct Button<'a> {
    text: &'a str,
    kind: ButtonKind,
    icon: Option<Icon>,
    icon_color: Option<Color32>,
    text_color: Option<Color32>,
    shortcut: Option<String>,
    tooltip: Option<&'a str>,
    trailing: Option<Icon>,
    selected: bool,
    enabled: bool,
    min_width: f32,
    height: f32,
}

const PADDING: f32 = 10.0;
const ICON_GAP: f32 = 6.0;

impl<'a> Button<'a> {
    /// The one thing to do here.
    pub fn primary(text: &'a str) -> Self {
        Self::new(text, ButtonKind::Primary)
    }

    /// A thing to do.
    pub fn secondary(text: &'a str) -> Self {
        Self::new(text, ButtonKind::Secondary)
    }

    /// A thing to do that stays in the background.
    pub fn quiet(text: &'a str) -> Self {
        Self::new(text, ButtonKind::Quiet)
    }

    /// A button of a kind.
    pub fn new(text: &'a str, kind: ButtonKind) -> Self {
        Self {
            text,
            kind,
            icon: None,
            icon_color: None,
            text_color: None,
            shortcut: None,
            tooltip: None,
            trailing: None,
            selected: false,
            enabled: true,
            min_width: 0.0,
            height: CONTROL_HEIGHT,
        }
    }

    /// Puts an icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Gives the icon a colour of its own.
    pub fn icon_color(mut self, color: Color32) -> Self {
        self.icon_color = Some(color);
        self
    }

    /// Gives the words a colour of their own.
    pub fn text_color(mut self, color: Color32) -> Self {
        self.text_color = Some(color);
        self
    }

    /// Puts an icon after the words, like the chevron of a menu.
    pub fn trailing(mut self, icon: Icon) -> Self {
        self.trailing = Some(icon);
        self
    }

    /// Shows the keys that do the same, after the words.
    pub fn shortcut(mut self, keys: impl Into<String>) -> Self {
        self.shortcut = Some(keys.into());
        self
    }

    /// Says more when the pointer rests on it.
    pub fn tooltip(mut self, text: &'a str) -> Self {
        self.tooltip = Some(text);
        self
    }

    /// Outlines it with the accent: it is the chosen one among its neighbours, or its menu is open.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Greys it out where it has nothing to do.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Makes it at least that wide.
    pub fn min_width(mut self, width: f32) -> Self {
        self.min_width = width;
        self
    }

    /// Makes it lower, 20 points, for bars that are no higher than a line.
    pub fn small(mut self) -> Self {
        self.height = 20.0;
        self
    }

    /// Shows it; the same as adding it to the ui.
    pub fn show(self, ui: &mut Ui) -> Response {
        ui.add(self)
    }
}

/// The fill and the line of a button in its state.
pub(super) fn button_surface(tokens: &Tokens, kind: ButtonKind, response: &Response, selected: bool) -> (Color32, Stroke) {
    let held = response.is_pointer_button_down_on();
    let over = response.hovered();
    let fill = match kind {
        ButtonKind::Primary if over || held => tokens.accent_fill_hover,
        ButtonKind::Primary => tokens.accent_fill,
        _ if held => tokens.control_active,
        _ if over => tokens.control_hover,
        ButtonKind::Secondary => tokens.control,
        ButtonKind::Quiet if selected => tokens.control,
        ButtonKind::Quiet => Color32::TRANSPARENT,
    };
    let line = match kind {
        _ if selected && kind != ButtonKind::Quiet => tokens.accent,
        ButtonKind::Secondary => tokens.border,
        _ => Color32::TRANSPARENT,
    };
    (fill, Stroke::new(HAIRLINE, line))
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        if !self.enabled {
            return ui.add_enabled_ui(false, |ui| Self { enabled: true, ..self }.ui(ui)).inner;
        }
        let tokens = Tokens::of(ui);
        let color = self.text_color.unwrap_or(match self.kind {
            ButtonKind::Primary => tokens.on_accent,
            ButtonKind::Secondary => tokens.text,
            ButtonKind::Quiet if self.selected => tokens.text,
            ButtonKind::Quiet => tokens.muted,
        });
        let font = if self.height < CONTROL_HEIGHT { type_secondary() } else { type_body() };
        let text = ui.painter().layout_no_wrap(self.text.to_owned(), font, color);
        let keys_color = if self.kind == ButtonKind::Primary { tokens.on_accent } else { tokens.muted };
        let keys = self.shortcut.map(|keys| ui.painter().layout_no_wrap(keys, type_secondary(), keys_color));

        let icon_width = if self.icon.is_some() { ICON_SIZE + ICON_GAP } else { 0.0 };
        let trailing_width = if self.trailing.is_some() { ICON_SIZE + 2.0 } else { 0.0 };
        let keys_width = keys.as_ref().map_or(0.0, |keys| keys.size().x + 10.0);
        let content_width = icon_width + text.size().x + keys_width + trailing_width;
        let width = (content_width + 2.0 * PADDING).max(self.min_width).ceil();
        let (rect, response) = ui.allocate_exact_size(vec2(width, self.height), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), self.text));

        if ui.is_rect_visible(rect) {
            let (fill, stroke) = button_surface(tokens, self.kind, &response, self.selected);
            ui.painter().rect(rect, CornerRadius::same(RADIUS), fill, stroke, StrokeKind::Inside);
            let mut x = rect.left() + PADDING;
            if let Some(icon) = self.icon {
                icon.paint(ui.painter(), pos2(x + ICON_SIZE / 2.0, rect.center().y), self.icon_color.unwrap_or(color));
                x += icon_width;
            }
            // With room to spare the words keep to the middle, unless something stands at the right end.
            let spare = (width - content_width - 2.0 * PADDING).max(0.0);
            let text_left = if self.trailing.is_none() && keys.is_none() { x + spare / 2.0 } else { x };
            ui.painter().galley(centered_text(rect, text_left, &text), text, color);
            if let Some(keys) = keys {
                let left = rect.right() - PADDING - trailing_width - keys.size().x;
                ui.painter().galley(centered_text(rect, left, &keys), keys, keys_color);
            }
            if let Some(icon) = self.trailing {
                let center = pos2(rect.right() - PADDING - ICON_SIZE / 2.0 + 3.0, rect.center().y);
                icon.paint_sized(ui.painter(), center, 14.0, if self.kind == ButtonKind::Primary { color } else { tokens.muted });
            }
            focus_ring(ui, &response, rect, RADIUS);
        }
        match self.tooltip {
            Some(tooltip) => response.on_hover_text(tooltip),
            None => response,
        }
    }
}

/// Where a line of text starts so that it stands in the middle of a control's height.
pub(super) fn centered_text(rect: Rect, left: f32, galley: &egui::Galley) -> egui::Pos2 {
    pos2(left, rect.center().y - galley.size().y / 2.0)
}
