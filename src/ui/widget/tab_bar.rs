//! Tabs: words on a line, the chosen one underlined with the accent.

use std::sync::Arc;

use egui::{
    Color32, Galley, Response, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, containers::scroll_area::ScrollBarVisibility,
    vec2,
};

use super::button::centered_text;
use super::{Edited, focus_ring};
use crate::ui::icon::Icon;
use crate::ui::theme::{FOCUS_RING, RADIUS, Tokens, Tone, type_body, type_mono_small};

/// The height of a bar of tabs.
const HEIGHT: f32 = 34.0;

/// The side of the icon of a sign.
const SIGN: f32 = 12.0;

/// A small count of something that is so or so, by an icon, a colour and a word.
#[derive(Clone, Copy, Debug)]
pub struct Sign {
    /// Its shape.
    pub icon: Icon,
    /// Its colour.
    pub tone: Tone,
    /// How many.
    pub count: usize,
    /// What they are, for people who hear it.
    pub word: &'static str,
}

/// One tab: its words, and how many things are behind it.
#[derive(Clone, Copy, Debug)]
pub struct Tab<'a> {
    text: &'a str,
    count: Option<usize>,
    problem: bool,
    signs: &'a [Sign],
}

impl<'a> Tab<'a> {
    /// A tab with words.
    pub fn new(text: &'a str) -> Self {
        Self { text, count: None, problem: false, signs: &[] }
    }

    /// Says how many things are behind it; nothing is said for none.
    pub fn count(mut self, count: usize) -> Self {
        self.count = (count > 0).then_some(count);
        self
    }

    /// Says how things stand behind it.
    pub fn signs(mut self, signs: &'a [Sign]) -> Self {
        self.signs = signs;
        self
    }

    /// Marks that something behind it is wrong.
    pub fn problem(mut self, problem: bool) -> Self {
        self.problem = problem;
        self
    }
}

/// A bar of tabs.
#[derive(Clone, Copy, Debug)]
#[must_use = "tabs show when `show` is called"]
pub struct TabBar<'a> {
    tabs: &'a [Tab<'a>],
    max_width: f32,
}

impl<'a> TabBar<'a> {
    /// A bar of these tabs.
    pub fn new(tabs: &'a [Tab<'a>]) -> Self {
        Self { tabs, max_width: f32::INFINITY }
    }

    /// How wide it may be; tabs that do not fit scroll sideways.
    pub fn max_width(mut self, width: f32) -> Self {
        self.max_width = width;
        self
    }

    /// Shows the tabs with one of them chosen.
    pub fn show(self, ui: &mut Ui, selected: usize) -> Edited<usize> {
        let mut changed = None;
        let mut row = ui
            .horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                if self.max_width.is_finite() {
                    // Few people have a wheel that turns sideways.
                    ui.style_mut().always_scroll_the_only_direction = true;
                    let area = ScrollArea::horizontal().id_salt("tabs").max_width(self.max_width).content_margin(0.0);
                    let area = area.scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
                    changed = area.show(ui, |ui| self.tabs_ui(ui, selected)).inner;
                } else {
                    changed = self.tabs_ui(ui, selected);
                }
            })
            .response;
        if changed.is_some() {
            row.mark_changed();
        }
        Edited { changed, response: row }
    }
}

impl TabBar<'_> {
    /// The tabs beside each other; says which one was chosen now.
    fn tabs_ui(self, ui: &mut Ui, selected: usize) -> Option<usize> {
        let shown = (selected, self.max_width.to_bits());
        let id = ui.scope_id().with("shown tab");
        // The chosen tab comes into view when it is chosen or the room changes, not while one scrolls.
        let is_new = ui.data(|data| data.get_temp(id)) != Some(shown);
        ui.data_mut(|data| data.insert_temp(id, shown));
        let mut changed = None;
        for (index, tab) in self.tabs.iter().enumerate() {
            let response = tab.show(ui, index == selected);
            if response.gained_focus() || (is_new && index == selected) {
                response.scroll_to_me(None);
            }
            if response.clicked() && index != selected {
                changed = Some(index);
            }
        }
        changed
    }
}

impl Tab<'_> {
    /// Shows one tab.
    fn show(&self, ui: &mut Ui, selected: bool) -> Response {
        let tokens = Tokens::of(ui);
        let text = ui.painter().layout_no_wrap(self.text.to_owned(), type_body(), Color32::PLACEHOLDER);
        let count = self.count.map(|count| ui.painter().layout_no_wrap(count.to_string(), type_mono_small(), tokens.muted));
        let count_width = count.as_ref().map_or(0.0, |count| count.size().x + 6.0);
        let problem_width = if self.problem { 12.0 } else { 0.0 };
        let signs: Vec<_> = self.signs.iter().map(|sign| (sign, sign.galley(ui, tokens))).collect();
        let signs_width: f32 = signs.iter().map(|(_, galley)| sign_width(galley)).sum();
        let width = 10.0 + text.size().x + count_width + problem_width + signs_width + 10.0;
        let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), HEIGHT), Sense::click());
        let mut name = self.count.map_or_else(|| self.text.to_owned(), |count| format!("{} {count}", self.text));
        name += if self.problem { ", has problems" } else { "" };
        name.extend(self.signs.iter().map(|sign| format!(", {} {}", sign.count, sign.word)));
        response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), selected, &name));
        if ui.is_rect_visible(rect) {
            let color = if selected || response.hovered() { tokens.text } else { tokens.muted };
            let mut left = rect.left() + 10.0;
            let text_width = text.size().x;
            ui.painter().galley(centered_text(rect, left, &text), text, color);
            left += text_width;
            if let Some(count) = count {
                ui.painter().galley(centered_text(rect, left + 6.0, &count), count, tokens.muted);
                left += count_width;
            }
            for (sign, galley) in signs {
                let center = egui::pos2(left + 8.0 + SIGN / 2.0, rect.center().y);
                sign.icon.paint_sized(ui.painter(), center, SIGN, tokens.tone(sign.tone));
                let width = sign_width(&galley);
                ui.painter().galley(centered_text(rect, center.x + SIGN / 2.0 + 3.0, &galley), galley, tokens.muted);
                left += width;
            }
            if self.problem {
                ui.painter().circle_filled(egui::pos2(left + 8.0, rect.center().y), 3.0, tokens.error);
            }
            if selected {
                let y = rect.bottom() - FOCUS_RING / 2.0;
                ui.painter().hline(rect.x_range(), y, Stroke::new(FOCUS_RING, tokens.accent));
            }
            focus_ring(ui, &response, rect.shrink2(vec2(2.0, 4.0)), RADIUS);
        }
        response
    }
}

impl Sign {
    fn galley(&self, ui: &Ui, tokens: &Tokens) -> Arc<Galley> {
        ui.painter().layout_no_wrap(self.count.to_string(), type_mono_small(), tokens.tone(self.tone))
    }
}

/// How much room a sign takes after what stands before it.
fn sign_width(galley: &Galley) -> f32 {
    8.0 + SIGN + 3.0 + galley.size().x
}
