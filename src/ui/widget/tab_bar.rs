//! Tabs: words on a line, the chosen one underlined with the accent.

use egui::{Color32, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::button::centered_text;
use super::{Edited, focus_ring};
use crate::ui::theme::{FOCUS_RING, RADIUS, Tokens, type_body, type_mono_small};

/// The height of a bar of tabs.
const HEIGHT: f32 = 34.0;

/// One tab: its words, and how many things are behind it.
#[derive(Clone, Copy, Debug)]
pub struct Tab<'a> {
    text: &'a str,
    count: Option<usize>,
    problem: bool,
}

impl<'a> Tab<'a> {
    /// A tab with words.
    pub fn new(text: &'a str) -> Self {
        Self { text, count: None, problem: false }
    }

    /// Says how many things are behind it; nothing is said for none.
    pub fn count(mut self, count: usize) -> Self {
        self.count = (count > 0).then_some(count);
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
}

impl<'a> TabBar<'a> {
    /// A bar of these tabs.
    pub fn new(tabs: &'a [Tab<'a>]) -> Self {
        Self { tabs }
    }

    /// Shows the tabs with one of them chosen.
    pub fn show(self, ui: &mut Ui, selected: usize) -> Edited<usize> {
        let mut changed = None;
        let mut row = ui
            .horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                for (index, tab) in self.tabs.iter().enumerate() {
                    if tab.show(ui, index == selected) {
                        changed = Some(index);
                    }
                }
            })
            .response;
        if changed.is_some() {
            row.mark_changed();
        }
        Edited { changed, response: row }
    }
}

impl Tab<'_> {
    /// Shows one tab and says whether it was chosen now.
    fn show(&self, ui: &mut Ui, selected: bool) -> bool {
        let tokens = Tokens::of(ui);
        let text = ui.painter().layout_no_wrap(self.text.to_owned(), type_body(), Color32::PLACEHOLDER);
        let count = self.count.map(|count| ui.painter().layout_no_wrap(count.to_string(), type_mono_small(), tokens.muted));
        let count_width = count.as_ref().map_or(0.0, |count| count.size().x + 6.0);
        let problem_width = if self.problem { 12.0 } else { 0.0 };
        let width = 10.0 + text.size().x + count_width + problem_width + 10.0;
        let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), HEIGHT), Sense::click());
        let name = match (self.count, self.problem) {
            (Some(count), false) => format!("{} {count}", self.text),
            (Some(count), true) => format!("{} {count}, has problems", self.text),
            (None, true) => format!("{}, has problems", self.text),
            (None, false) => self.text.to_owned(),
        };
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
            if self.problem {
                ui.painter().circle_filled(egui::pos2(left + 8.0, rect.center().y), 3.0, tokens.error);
            }
            if selected {
                let y = rect.bottom() - FOCUS_RING / 2.0;
                ui.painter().hline(rect.x_range(), y, Stroke::new(FOCUS_RING, tokens.accent));
            }
            focus_ring(ui, &response, rect.shrink2(vec2(2.0, 4.0)), RADIUS);
        }
        response.clicked() && !selected
    }
}
