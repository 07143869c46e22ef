//! The list of completions under the caret, with what the chosen one does beside it.

use egui::{
    Align2, Area, CornerRadius, Id, Label, Order, Rect, RichText, Role, ScrollArea, Sense, Ui, UiKind, WidgetInfo, pos2,
    text::LayoutJob, text::TextWrapping, vec2,
};

use super::completion::CompletionState;
use crate::{
    generate::template::Completion,
    ui::{
        theme::{Tokens, type_body, type_mono, type_secondary},
        widget::{card, vertical_hairline},
    },
};

/// How many of the list are shown at once.
pub(super) const ROWS: usize = 9;

const ROW_HEIGHT: f32 = 24.0;
const LIST_WIDTH: f32 = 248.0;
const WORDS_WIDTH: f32 = 296.0;
/// High enough for the words beside a short list.
const MIN_HEIGHT: f32 = 8.0 * ROW_HEIGHT;
const MARGIN: f32 = 4.0;
/// What stays free between the popup and the window's edge.
const EDGE: f32 = 8.0;

/// Shows the list under the word that starts at `anchor`, or over it where there is more room. Gives what was pressed.
pub(super) fn show(ui: &Ui, editor: Id, anchor: Rect, list: &[Completion], state: &mut CompletionState) -> Option<usize> {
    let window = ui.ctx().content_rect().shrink(EDGE);
    let height = (list.len().min(ROWS) as f32 * ROW_HEIGHT).max(MIN_HEIGHT);
    let below = window.bottom() - anchor.bottom() - 2.0;
    let is_below = below >= height + 2.0 * MARGIN || below >= anchor.top() - window.top();
    let (at, pivot) = if is_below {
        (pos2(anchor.left(), anchor.bottom() + 2.0), Align2::LEFT_TOP)
    } else {
        (pos2(anchor.left(), anchor.top() - 2.0), Align2::LEFT_BOTTOM)
    };
    let area = Area::new(editor.with("completions")).kind(UiKind::Popup).order(Order::Foreground).fixed_pos(at).pivot(pivot);
    let shown = area.constrain_to(window).show(ui.ctx(), |ui| {
        card(ui).inner_margin(MARGIN).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            ui.horizontal_top(|ui| {
                let taken = ui.vertical(|ui| rows(ui, height, list, state)).inner;
                vertical_hairline(ui, height);
                let words = list.get(state.chosen);
                ui.vertical(|ui| words.map(|words| explain(ui, height, words)));
                taken
            })
        })
    });
    shown.inner.inner.inner
}

fn rows(ui: &mut Ui, height: f32, list: &[Completion], state: &mut CompletionState) -> Option<usize> {
    let mut taken = None;
    ui.set_width(LIST_WIDTH);
    ScrollArea::vertical().max_height(height).auto_shrink(false).show_viewport(ui, |ui, viewport| {
        ui.set_height(list.len() as f32 * ROW_HEIGHT);
        let origin = ui.min_rect().min;
        let place = |index: usize| {
            Rect::from_min_size(pos2(origin.x, origin.y + index as f32 * ROW_HEIGHT), vec2(ui.max_rect().width(), ROW_HEIGHT))
        };
        let first = (viewport.top() / ROW_HEIGHT).floor().max(0.0) as usize;
        let last = (viewport.bottom() / ROW_HEIGHT).ceil().max(0.0) as usize;
        let is_pointed = ui.input(|input| input.pointer.is_moving());
        for (index, completion) in list.iter().enumerate().take(last).skip(first) {
            let row = ui.interact(place(index), ui.scope_id().with(index), Sense::CLICK);
            let is_chosen = index == state.chosen;
            let words = format!("{}, {}", completion.label, completion.documentation);
            row.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &words));
            paint_row(ui, row.rect, &completion.label, is_chosen, row.hovered());
            if row.hovered() && is_pointed {
                state.chosen = index;
            }
            // The press counts: at the release the text has lost the keyboard, and the list is gone.
            if row.is_pointer_button_down_on() {
                taken = Some(index);
            }
        }
        if state.is_moved {
            ui.scroll_to_rect_animation(place(state.chosen), None, egui::style::ScrollAnimation::none());
        }
    });
    taken
}

fn paint_row(ui: &Ui, rect: Rect, label: &str, is_chosen: bool, is_hovered: bool) {
    let tokens = Tokens::of(ui);
    if is_chosen {
        ui.painter().rect_filled(rect, CornerRadius::same(4), tokens.row_selected);
    } else if is_hovered {
        ui.painter().rect_filled(rect, CornerRadius::same(4), tokens.control_hover);
    }
    let mut job = LayoutJob::simple_singleline(label.to_owned(), type_mono(), tokens.text);
    job.wrap = TextWrapping::truncate_at_width(rect.width() - 16.0);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, tokens.text);
}

/// What a completion is called with, does and may give.
fn explain(ui: &mut Ui, height: f32, completion: &Completion) {
    let tokens = Tokens::of(ui);
    let margin = egui::Margin::symmetric(12, 6);
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_width(WORDS_WIDTH - margin.sum().x);
        let height = height - margin.sum().y;
        ScrollArea::vertical().id_salt("words").max_height(height).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            let (words, example) = split_example(&completion.documentation);
            if !completion.detail.is_empty() {
                text(ui, RichText::new(&completion.detail).font(type_mono()).color(tokens.muted));
            }
            text(ui, RichText::new(words).font(type_body()).color(tokens.text));
            if !example.is_empty() {
                text(ui, RichText::new(example).font(type_mono()).color(tokens.code.template));
            }
            if !completion.sample.is_empty() {
                text(ui, RichText::new("For example").font(type_secondary()).color(tokens.muted));
                text(ui, RichText::new(&completion.sample).font(type_mono()).color(tokens.code.string));
            }
        });
    });
}

fn text(ui: &mut Ui, text: RichText) {
    ui.add(Label::new(text).wrap().selectable(false));
}

/// The words of a documentation, and the template that ends it where there is one.
fn split_example(documentation: &str) -> (&str, &str) {
    let at = documentation.find("{{").unwrap_or(documentation.len());
    let (words, example) = documentation.split_at(at);
    (words.trim_end(), example)
}
