//! A one-line text field that leaves the text it shows alone until the user types.

use std::borrow::Cow;

use egui::text::LayoutJob;
use egui::{Align2, AsIdSalt, Color32, CornerRadius, Frame, IdSalt, Margin, Stroke, StrokeKind, TextEdit, Ui, pos2, vec2};

use super::Edited;
use crate::ui::icon::Icon;
use crate::ui::theme::{CONTROL_HEIGHT, FOCUS_RING, HAIRLINE, ICON_SIZE, RADIUS, Tokens, type_body, type_mono, type_secondary};

/// Colours the text of a field: gets the text, the font and the text's colour.
pub type Colorer<'a> = &'a dyn Fn(&str, egui::FontId, Color32) -> LayoutJob;

/// A one-line text field.
#[must_use = "a field shows when `show` is called"]
pub struct TextField<'a> {
    id: IdSalt,
    name: &'a str,
    text: &'a str,
    hint: &'a str,
    mono: bool,
    error: Option<&'a str>,
    icon: Option<Icon>,
    width: Option<f32>,
    enabled: bool,
    focus: bool,
    select_all: bool,
    colorer: Option<Colorer<'a>>,
    quiet: bool,
    show_message: bool,
}

/// The id of the field with that salt in a ui, for those who must know it before the field is shown.
pub(super) fn field_id(ui: &Ui, salt: impl AsIdSalt) -> egui::Id {
    ui.make_persistent_id(IdSalt::new(salt))
}

impl std::fmt::Debug for TextField<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextField").field("name", &self.name).field("text", &self.text).finish_non_exhaustive()
    }
}

impl<'a> TextField<'a> {
    /// A field that shows `text`; `name` is what a screen reader calls it.
    pub fn new(id: impl AsIdSalt, name: &'a str, text: &'a str) -> Self {
        Self {
            id: IdSalt::new(id),
            name,
            text,
            hint: "",
            mono: false,
            error: None,
            icon: None,
            width: None,
            enabled: true,
            focus: false,
            select_all: false,
            colorer: None,
            quiet: false,
            show_message: true,
        }
    }

    /// Shows another text.
    pub fn text(mut self, text: &'a str) -> Self {
        self.text = text;
        self
    }

    /// Shows a hint while the field is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Sets the text in the code font.
    pub fn mono(mut self) -> Self {
        self.mono = true;
        self
    }

    /// Outlines the field in red and says under it what is wrong.
    pub fn error(mut self, message: Option<&'a str>) -> Self {
        self.error = message;
        self
    }

    /// Shows the error only as the outline and a tooltip, where a row has no room for a second line.
    pub fn message_in_tooltip(mut self) -> Self {
        self.show_message = false;
        self
    }

    /// Puts an icon at the start.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// How wide the field is; all that is available when not said.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Greys it out.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Puts the caret into the field in this frame.
    pub fn focus(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }

    /// Together with `focus`: selects the whole text, to be typed over.
    pub fn select_all(mut self, select: bool) -> Self {
        self.select_all = select;
        self
    }

    /// Colours parts of the text, like parameters in a path.
    pub fn colorer(mut self, colorer: Colorer<'a>) -> Self {
        self.colorer = Some(colorer);
        self
    }

    /// Shows no outline until the pointer or the caret is in it.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Shows the field.
    pub fn show(self, ui: &mut Ui) -> Edited<String> {
        if !self.enabled {
            return ui.add_enabled_ui(false, |ui| Self { enabled: true, ..self }.show(ui)).inner;
        }
        let tokens = Tokens::of(ui);
        let font = if self.mono { type_mono() } else { type_body() };
        let width = self.width.unwrap_or_else(|| ui.available_width());
        let id = ui.make_persistent_id(self.id);
        let rect = egui::Rect::from_min_size(ui.cursor().min, vec2(width, CONTROL_HEIGHT));
        let background = ui.painter().add(egui::Shape::Noop);

        let left = if self.icon.is_some() { 10.0 + ICON_SIZE + 2.0 } else { 10.0 };
        let line_height = ui.fonts_mut(|fonts| fonts.row_height(&font));
        let above = ((CONTROL_HEIGHT - line_height) / 2.0).round();
        let mut text = Cow::Borrowed(self.text);
        let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, _wrap: f32| {
            let job = match self.colorer {
                Some(colorer) => colorer(buffer.as_str(), font.clone(), tokens.text),
                None => LayoutJob::simple_singleline(buffer.as_str().to_owned(), font.clone(), tokens.text),
            };
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let hint = egui::RichText::new(self.hint).color(tokens.muted).font(font.clone());
        let edit = TextEdit::singleline(&mut text)
            .id(id)
            .font(font.clone())
            .frame(Frame::NONE.inner_margin(Margin { left: left as i8, right: 8, top: above as i8, bottom: 0 }))
            .desired_width(width)
            .min_size(vec2(width, CONTROL_HEIGHT))
            .hint_text(hint)
            .layouter(&mut layouter);
        let output = ui.scope(|ui| {
            ui.set_max_width(width);
            edit.show(ui)
        });
        let mut output = output.inner;
        let mut response = output.response.response.clone();
        if !self.name.is_empty() {
            response = response.accessible_name(self.name);
        }
        if self.focus {
            response.request_focus();
            if self.select_all {
                let end = egui::text::CCursor::new(text.chars().count());
                let all = egui::text::CCursorRange::two(egui::text::CCursor::new(0), end);
                output.state.cursor.set_char_range(Some(all));
                output.state.store(ui, id);
            }
        }

        let line = match () {
            () if self.error.is_some() => tokens.error,
            () if response.has_focus() => tokens.accent,
            () if self.quiet && !response.hovered() => Color32::TRANSPARENT,
            () => tokens.outline,
        };
        let line_width = if response.has_focus() { FOCUS_RING } else { HAIRLINE };
        let rect = egui::Rect::from_min_size(response.rect.min, rect.size());
        let fill = if self.quiet && !response.has_focus() { Color32::TRANSPARENT } else { tokens.surface };
        let shape = egui::epaint::RectShape::new(
            rect,
            CornerRadius::same(RADIUS),
            fill,
            Stroke::new(line_width, line),
            StrokeKind::Inside,
        );
        ui.painter().set(background, shape);
        if let Some(icon) = self.icon {
            icon.paint(ui.painter(), pos2(rect.left() + 10.0 + ICON_SIZE / 2.0 - 2.0, rect.center().y), tokens.muted);
        }
        if let Some(message) = self.error {
            if self.show_message {
                let (place, _) = ui.allocate_exact_size(vec2(width, 14.0), egui::Sense::hover());
                ui.painter().text(place.left_top(), Align2::LEFT_TOP, message, type_secondary(), tokens.error);
            } else {
                response = response.on_hover_text(message);
            }
        }
        let changed = match text {
            Cow::Owned(text) if response.changed() && text != self.text => Some(text),
            _ => None,
        };
        Edited { changed, response }
    }
}
