//! The filter's field: terms that mean nothing are underlined, and while typing a list offers the terms there are and the
//! values that were seen.

use std::ops::Range;

use egui::{
    Color32, FontId, Id, Key, Modifiers, Popup, PopupCloseBehavior, RichText, Stroke, TextEdit, Ui,
    text::{LayoutJob, TextWrapping},
};

use crate::{
    app::{Action, App},
    traffic::{Completion, InvalidTerm, Proposal, complete},
    ui::{
        icon::Icon,
        shortcut::keys_text,
        theme::{CONTROL_HEIGHT, Tokens, type_mono, type_secondary},
        widget::{IconButton, ListRow, TextField, card},
    },
};

/// The most completions that are offered at a time.
const MAX_OFFERED: usize = 10;

/// What of a row of the list is for the text that is offered; its explanation gets the rest.
const TEXT_WIDTH: f32 = 110.0;

/// The field's own state.
#[derive(Debug, Default)]
pub(super) struct FilterField {
    wants_focus: bool,
    /// The completion that Enter takes, while the list is open.
    chosen: Option<usize>,
    /// The list was closed with Escape and stays so until something is typed.
    dismissed: bool,
    id: Option<Id>,
    /// The text and the caret that the completion was made for.
    completed: Option<(String, usize)>,
    range: Range<usize>,
    offered: Vec<Proposal>,
}

impl FilterField {
    /// Moves the keyboard to the field.
    pub(super) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Shows the field.
    pub(super) fn show(&mut self, ui: &mut Ui, app: &App, width: f32, actions: &mut Vec<Action>) {
        let text = app.log_view().filter_text();
        let invalid = app.log_view().invalid_terms();
        let taken = self.keys(ui);
        let underline = Tokens::of(ui).error;
        let colorer = |text: &str, font: FontId, color: Color32| colored(text, invalid, font, color, underline);
        let clear_width = if text.is_empty() { 0.0 } else { CONTROL_HEIGHT + 4.0 };
        let field = TextField::new("log filter", "Filter the log", text)
            .hint("Filter: status:>=400 path:/orders body:\"…\"")
            .icon(Icon::Filter)
            .width(width - clear_width)
            .focus(std::mem::take(&mut self.wants_focus))
            .select_all(true)
            .colorer(&colorer)
            .show(ui);
        if clear_width > 0.0 && IconButton::new(Icon::Close, "Clear filter").show(ui).clicked() {
            actions.push(Action::FilterLog(String::new()));
        }
        let response = field.response;
        self.id = Some(response.id);
        if let Some(changed) = field.changed {
            self.dismissed = false;
            self.chosen = None;
            actions.push(Action::FilterLog(changed));
            // What is offered for the new text is found out when it has become the filter.
            ui.ctx().request_repaint();
        } else {
            self.offer(ui, app, response.id, text);
        }
        let is_open = response.has_focus() && !self.dismissed && !self.offered.is_empty();
        let clicked = if is_open { self.list_ui(ui, &response) } else { None };
        if let Some(proposal) = taken.or(clicked).and_then(|index| self.offered.get(index)) {
            accept(ui, response.id, text, self.range.clone(), &proposal.text, actions);
            self.close_list();
        }
        let response = response.on_hover_ui(|ui| tooltip_ui(ui, text, invalid));
        if response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            response.surrender_focus();
        }
    }

    /// Keys that belong to the list while it is open, taken before the field sees them. Says which completion was taken.
    fn keys(&mut self, ui: &Ui) -> Option<usize> {
        let id = self.id?;
        if self.offered.is_empty() || self.dismissed || !ui.memory(|memory| memory.has_focus(id)) {
            return None;
        }
        let count = self.offered.len();
        ui.input_mut(|input| {
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                self.chosen = Some(self.chosen.map_or(0, |chosen| (chosen + 1) % count));
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                self.chosen = Some(self.chosen.map_or(count - 1, |chosen| (chosen + count - 1) % count));
            }
            if input.consume_key(Modifiers::NONE, Key::Escape) {
                self.dismissed = true;
            }
            let chosen = self.chosen?;
            input.consume_key(Modifiers::NONE, Key::Enter).then_some(chosen)
        })
    }

    fn offer(&mut self, ui: &Ui, app: &App, id: Id, text: &str) {
        if !ui.memory(|memory| memory.has_focus(id)) {
            self.close_list();
            self.dismissed = false;
            return;
        }
        let caret =
            TextEdit::load_state(ui, id).and_then(|state| state.cursor.char_range()).map_or(0, |range| range.primary.index.0);
        let caret = text.char_indices().nth(caret).map_or(text.len(), |(at, _)| at);
        if self.completed.as_ref().is_some_and(|(known, at)| known == text && *at == caret) {
            return;
        }
        let log = app.traffic().log();
        let Completion { range, proposals } = complete(text, caret, log.exchanges().iter().rev().map(AsRef::as_ref));
        drop(log);
        *self =
            Self { completed: Some((text.to_owned(), caret)), range, offered: proposals, chosen: None, ..std::mem::take(self) };
        self.offered.truncate(MAX_OFFERED);
    }

    fn close_list(&mut self) {
        self.offered.clear();
        self.completed = None;
        self.chosen = None;
    }

    fn list_ui(&self, ui: &Ui, field: &egui::Response) -> Option<usize> {
        let mut clicked = None;
        let popup = Popup::from_response(field).open(true).close_behavior(PopupCloseBehavior::IgnoreClicks).gap(4.0);
        popup.frame(card(ui).inner_margin(4)).show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_width(field.rect.width().clamp(480.0, 560.0));
            let tokens = Tokens::of(ui);
            for (index, proposal) in self.offered.iter().enumerate() {
                let row = ListRow::new(&proposal.text).selected(self.chosen == Some(index)).show(ui);
                let painter = ui.painter().with_clip_rect(row.rect);
                let left = row.rect.left_center() + egui::vec2(10.0, 0.0);
                painter.text(left, egui::Align2::LEFT_CENTER, &proposal.text, type_mono(), tokens.text);
                let mut about = LayoutJob::simple_singleline(proposal.documentation.clone(), type_secondary(), tokens.muted);
                about.wrap = TextWrapping::truncate_at_width(row.rect.width() - TEXT_WIDTH - 20.0);
                let about = painter.layout_job(about);
                let position = row.rect.right_center() - egui::vec2(10.0 + about.size().x, about.size().y / 2.0);
                painter.galley(position, about, tokens.muted);
                if row.response.clicked() {
                    clicked = Some(index);
                }
            }
        });
        clicked
    }
}

/// Puts a completion into the filter, with the caret after it.
fn accept(ui: &Ui, id: Id, text: &str, range: Range<usize>, proposal: &str, actions: &mut Vec<Action>) {
    let (Some(before), Some(after)) = (text.get(..range.start), text.get(range.end..)) else { return };
    let new = format!("{before}{proposal}{after}");
    let caret = egui::text::CCursor::new(before.chars().count() + proposal.chars().count());
    if let Some(mut state) = TextEdit::load_state(ui, id) {
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(caret)));
        TextEdit::store_state(ui, id, state);
    }
    ui.memory_mut(|memory| memory.request_focus(id));
    actions.push(Action::FilterLog(new));
}

fn tooltip_ui(ui: &mut Ui, text: &str, invalid: &[InvalidTerm]) {
    if invalid.is_empty() {
        let keys = keys_text(ui, crate::app::Command::FilterLog);
        ui.label(format!(
            "Text finds paths and headers; terms such as status:>=400 narrow it, - in front turns one around  {keys}"
        ));
    }
    for term in invalid {
        let tokens = Tokens::of(ui);
        ui.horizontal(|ui| {
            let what = text.get(term.range.clone()).unwrap_or_default();
            ui.label(RichText::new(what).font(type_mono()).color(tokens.error));
            ui.label(&term.message);
        });
    }
}

/// The text with what means nothing underlined.
fn colored(text: &str, invalid: &[InvalidTerm], font: FontId, color: Color32, underline: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = egui::TextFormat::simple(font, color);
    let marked = egui::TextFormat { underline: Stroke::new(2.0, underline), ..plain.clone() };
    let mut at = 0;
    for term in invalid {
        // While a key press is on its way into the filter, the ranges may still be those of the text before it.
        let (Some(before), Some(what)) = (text.get(at..term.range.start), text.get(term.range.clone())) else { break };
        job.append(before, 0.0, plain.clone());
        job.append(what, 0.0, marked.clone());
        at = term.range.end;
    }
    job.append(text.get(at..).unwrap_or_default(), 0.0, plain);
    job
}
