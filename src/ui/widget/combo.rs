//! A field that holds one of a list, chosen from a menu.

use egui::{AsIdSalt, Color32, CornerRadius, IdSalt, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{Edited, MenuRow, focus_ring, menu};
use crate::ui::icon::Icon;
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, RADIUS, Tokens, type_body, type_mono};

/// One of a list.
#[must_use = "a combo shows when `show` is called"]
pub struct Combo<'a> {
    id: IdSalt,
    name: &'a str,
    width: Option<f32>,
    mono: bool,
    quiet: bool,
    enabled: bool,
    color: Option<&'a dyn Fn(usize) -> Color32>,
}

impl std::fmt::Debug for Combo<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Combo").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<'a> Combo<'a> {
    /// A combo; `name` is what a screen reader calls it.
    pub fn new(id: impl AsIdSalt, name: &'a str) -> Self {
        Self { id: IdSalt::new(id), name, width: None, mono: false, quiet: false, enabled: true, color: None }
    }

    /// How wide it is; as wide as the chosen words when not said.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Sets the words in the code font.
    pub fn mono(mut self) -> Self {
        self.mono = true;
        self
    }

    /// Shows only the words and the chevron until the pointer is over it.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Greys it out.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// The colour of each option, by its index.
    pub fn colors(mut self, color: &'a dyn Fn(usize) -> Color32) -> Self {
        self.color = Some(color);
        self
    }

    /// Shows it with one of the options chosen; gives back the index of another one when that is chosen.
    ///
    /// An index past the end shows nothing chosen.
    pub fn show<S: AsRef<str>>(self, ui: &mut Ui, selected: usize, options: &[S]) -> Edited<usize> {
        let current = options.get(selected).map_or("", AsRef::as_ref);
        self.show_text(ui, current, Some(selected), options)
    }

    /// Shows it with words of its own while closed, for a value that is none of the options.
    pub fn show_text<S: AsRef<str>>(self, ui: &mut Ui, current: &str, selected: Option<usize>, options: &[S]) -> Edited<usize> {
        if !self.enabled {
            return ui.add_enabled_ui(false, |ui| Self { enabled: true, ..self }.show_text(ui, current, selected, options)).inner;
        }
        let mut response = self.closed(ui, current, selected);
        let mut changed = None;
        menu(&response, |ui| {
            ui.set_min_width(response.rect.width().max(120.0) - 8.0);
            // As high as the window lets it be: a list that scrolls hides what there is to choose.
            let height = (ui.ctx().content_rect().height() - 120.0).clamp(200.0, 560.0);
            egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                for (index, option) in options.iter().enumerate() {
                    let chosen = Some(index) == selected;
                    let mut row = MenuRow::new(option.as_ref()).checked(chosen);
                    if let Some(color) = self.color {
                        row = row.color(color(index));
                    }
                    if row.show(ui).clicked() && !chosen {
                        changed = Some(index);
                    }
                }
            });
        });
        if changed.is_some() {
            response.mark_changed();
        }
        Edited { changed, response }
    }

    fn closed(&self, ui: &mut Ui, current: &str, selected: Option<usize>) -> egui::Response {
        let tokens = Tokens::of(ui);
        let base = if self.quiet { tokens.muted } else { tokens.text };
        let color = match (self.color, selected) {
            (Some(color), Some(selected)) => color(selected),
            _ => base,
        };
        let font = if self.mono { type_mono() } else { type_body() };
        let room = self.width.map_or(f32::INFINITY, |width| width - 34.0);
        let mut job = egui::text::LayoutJob::simple_singleline(current.to_owned(), font, color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let text = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let width = self.width.unwrap_or(text.size().x + 10.0 + 26.0);
        // The id comes from the salt, so that the open menu survives a change of the words.
        let (_, rect) = ui.allocate_space(vec2(width, CONTROL_HEIGHT));
        let response = ui.interact(rect, ui.make_persistent_id(self.id), Sense::click());
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(current.to_owned()),
            ..WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), self.name)
        });
        if ui.is_rect_visible(rect) {
            let fill = match (response.hovered(), self.quiet) {
                (true, _) => tokens.control_hover,
                (false, true) => Color32::TRANSPARENT,
                (false, false) => tokens.control,
            };
            let line = if self.quiet { Color32::TRANSPARENT } else { tokens.border };
            ui.painter().rect(rect, CornerRadius::same(RADIUS), fill, Stroke::new(HAIRLINE, line), StrokeKind::Inside);
            ui.painter().galley(super::button::centered_text(rect, rect.left() + 10.0, &text), text, color);
            Icon::ChevronDown.paint_sized(ui.painter(), pos2(rect.right() - 14.0, rect.center().y), 12.0, tokens.muted);
            focus_ring(ui, &response, rect, RADIUS);
        }
        response
    }
}
