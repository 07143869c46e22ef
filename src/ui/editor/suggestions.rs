//! Suggestions under a text field while one types, or as soon as it has the keyboard: the arrow keys choose, Enter or Tab takes,
//! Escape closes.

use egui::{Id, IdSalt, Key, Modifiers, Popup, PopupCloseBehavior, Ui};

use crate::ui::widget::{Edited, MenuRow, TextField, card};

/// The most suggestions that are shown.
const MAX_SHOWN: usize = 8;

/// What is remembered of a field's suggestions from frame to frame.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// The chosen suggestion.
    chosen: Option<usize>,
    /// They were closed, until the text changes.
    is_closed: bool,
    /// Something was typed since the field got the keyboard.
    is_typed: bool,
}

/// Shows a field with suggestions for its text; a suggestion that is taken becomes the field's new text.
pub(super) fn field_with_suggestions<'a, 'f>(
    ui: &mut Ui,
    id: impl egui::AsIdSalt + Copy,
    name: &'f str,
    text: &'f str,
    known: impl Iterator<Item = &'a str>,
    dress: impl FnOnce(TextField<'f>) -> TextField<'f>,
) -> Edited<String> {
    field(ui, id, name, text, known, false, dress)
}

/// The same, but all that is known is offered as soon as the field has the keyboard, as in a list to choose from.
pub(super) fn field_with_choices<'a, 'f>(
    ui: &mut Ui,
    id: impl egui::AsIdSalt + Copy,
    name: &'f str,
    text: &'f str,
    known: impl Iterator<Item = &'a str>,
    dress: impl FnOnce(TextField<'f>) -> TextField<'f>,
) -> Edited<String> {
    field(ui, id, name, text, known, true, dress)
}

fn field<'a, 'f>(
    ui: &mut Ui,
    id: impl egui::AsIdSalt + Copy,
    name: &'f str,
    text: &'f str,
    known: impl Iterator<Item = &'a str>,
    offers_all: bool,
    dress: impl FnOnce(TextField<'f>) -> TextField<'f>,
) -> Edited<String> {
    let field_id = ui.make_persistent_id(IdSalt::new(id));
    let state_id = field_id.with("suggestions");
    let has_focus = ui.memory(|memory| memory.has_focus(field_id));
    let mut state: State = ui.data(|data| data.get_temp(state_id)).unwrap_or_default();
    let shown: Vec<&str> = match has_focus && !state.is_closed {
        true if offers_all && !state.is_typed => known.filter(|one| *one != text).take(MAX_SHOWN).collect(),
        true => fitting(text, known),
        false => Vec::new(),
    };
    let taken = if shown.is_empty() { None } else { keys(ui, &mut state, &shown) };

    let mut edited = dress(TextField::new(id, name, text)).show(ui);
    if edited.changed.is_some() {
        state = State { is_typed: true, ..State::default() };
    }
    let mut taken = taken.map(str::to_owned);
    if !shown.is_empty() && edited.response.has_focus() {
        taken = taken.or(popup(ui, &edited.response, field_id, &shown, state.chosen).map(str::to_owned));
    }
    if let Some(text) = taken {
        state.is_closed = true;
        put_caret_at_end(ui, field_id, &text);
        edited.changed = Some(text);
    }
    if !edited.response.has_focus() && !has_focus {
        state = State::default();
    }
    ui.data_mut(|data| data.insert_temp(state_id, state));
    edited
}

/// The suggestions that hold what was typed, those that begin with it first. None for nothing, or for one in full.
fn fitting<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = text.trim().to_ascii_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(bool, &str)> = known
        .filter_map(|one| {
            let lower = one.to_ascii_lowercase();
            (lower != typed && lower.contains(&typed)).then(|| (!lower.starts_with(&typed), one))
        })
        .collect();
    found.sort_by_key(|(inside, _)| *inside);
    found.into_iter().take(MAX_SHOWN).map(|(_, one)| one).collect()
}

/// Takes the keys that choose; they must not reach the field.
fn keys<'a>(ui: &Ui, state: &mut State, shown: &[&'a str]) -> Option<&'a str> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        state.chosen = Some(state.chosen.map_or(0, |chosen| (chosen + 1) % shown.len()));
    } else if pressed(Key::ArrowUp) {
        state.chosen = Some(state.chosen.map_or(shown.len() - 1, |chosen| (chosen + shown.len() - 1) % shown.len()));
    } else if let Some(chosen) = state.chosen.and_then(|chosen| shown.get(chosen))
        && (pressed(Key::Enter) || pressed(Key::Tab))
    {
        return Some(chosen);
    }
    None
}

fn popup<'a>(ui: &Ui, field: &egui::Response, id: Id, shown: &[&'a str], chosen: Option<usize>) -> Option<&'a str> {
    let popup = Popup::from_response(field).id(id.with("popup")).open(true).close_behavior(PopupCloseBehavior::IgnoreClicks);
    let rows = popup.gap(4.0).frame(card(ui).inner_margin(4)).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_min_width(160.0);
        let mut taken = None;
        for (index, text) in shown.iter().enumerate() {
            let row = MenuRow::new(text).show(ui);
            if chosen == Some(index) {
                ui.painter().rect_stroke(
                    row.rect,
                    4,
                    egui::Stroke::new(1.0, crate::ui::theme::Tokens::of(ui).accent),
                    egui::StrokeKind::Inside,
                );
            }
            // The press counts: at the release the field has lost the keyboard, and with it the popup.
            if row.is_pointer_button_down_on() || row.clicked() {
                taken = Some(*text);
            }
        }
        taken
    });
    rows?.inner
}

fn put_caret_at_end(ui: &Ui, id: Id, text: &str) {
    let end = egui::text::CCursor::new(text.chars().count());
    let mut state = egui::TextEdit::load_state(ui, id).unwrap_or_default();
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    egui::TextEdit::store_state(ui, id, state);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_the_text_comes_first() {
        let known = ["Accept", "Content-Type", "X-Content-Type-Options"];
        assert_eq!(fitting("CONT", known.into_iter()), ["Content-Type", "X-Content-Type-Options"]);
        assert_eq!(fitting("content-type", known.into_iter()), ["X-Content-Type-Options"]);
        assert!(fitting("", known.into_iter()).is_empty());
    }
}
