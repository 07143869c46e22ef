//! The code editor: a text edit with line numbers, colours, marked problems and the keys one expects.
//!
//! Tab indents; Escape leaves the editor and Ctrl+M makes Tab move on, so that nobody is caught in it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursor, CCursorRange};
use egui::{
    AsIdSalt, Color32, EventFilter, Frame, Id, IdSalt, Key, Margin, Modifiers, Rect, Response, ScrollArea, Shape, TextEdit, Ui,
    vec2,
};

use super::completion::{CompletionState, Seen};
use super::keys::{self, Edit};
use super::place::Place;
use super::{CodeViewer, EDIT_LIMIT_BYTES, completion_popup, format, gutter, layout};
use crate::model::Language;
use crate::ui::theme::{CODE_LINE_HEIGHT, Tokens, Tone, type_mono};
use crate::ui::widget::{Banner, BannerAction};

/// Longer lines make a text a large one: they cannot be laid out in part.
const LONG_LINE_BYTES: usize = 10_000;

/// Something to point out at a place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeMark {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// How bad it is.
    pub tone: Tone,
    /// What it is, shown when the pointer is over it.
    pub message: String,
}

/// What the editor says after it was shown.
#[derive(Debug)]
pub struct CodeOutput {
    /// The new text, if the user changed it in this frame.
    pub changed: Option<String>,
    /// Line and column of the caret, from 1, while the editor has the keyboard.
    pub cursor: Option<(usize, usize)>,
    /// The byte the caret is before, while the editor has the keyboard.
    pub cursor_byte: Option<usize>,
    /// Where the caret is on the screen, for a popup next to it.
    pub cursor_rect: Option<Rect>,
    /// Why the text could not be formatted, if it was asked to be with Ctrl+Shift+F in this frame.
    pub format_error: Option<format::FormatError>,
    /// egui's word on the editor.
    pub response: Response,
}

/// An editor for a text.
#[derive(Debug)]
#[must_use = "an editor shows when `show` is called"]
pub struct CodeEditor<'a> {
    id: IdSalt,
    name: &'a str,
    text: &'a str,
    language: Language,
    marks: &'a [CodeMark],
    caret: Option<usize>,
    fill: Option<Color32>,
    hint: &'a str,
    completes: bool,
}

impl<'a> CodeEditor<'a> {
    /// An editor that shows `text`.
    pub fn new(id: impl AsIdSalt, text: &'a str, language: Language) -> Self {
        Self {
            id: IdSalt::new(id),
            name: "Body text",
            text,
            language,
            marks: &[],
            caret: None,
            fill: None,
            hint: "",
            completes: false,
        }
    }

    /// What a screen reader calls it; "Body text" when not said.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = name;
        self
    }

    /// What to point out in the text.
    pub fn problems(mut self, marks: &'a [CodeMark]) -> Self {
        self.marks = marks;
        self
    }

    /// Puts the keyboard into the editor and the caret before that byte, in this frame.
    pub fn caret(mut self, byte: Option<usize>) -> Self {
        self.caret = byte;
        self
    }

    /// What is behind the text; the canvas' colour when not said.
    pub fn fill(mut self, fill: Color32) -> Self {
        self.fill = Some(fill);
        self
    }

    /// Shows a hint while the text is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Offers what can be written in a template.
    pub fn completion(mut self, completes: bool) -> Self {
        self.completes = completes;
        self
    }

    /// Shows the editor in all the room there is.
    pub fn show(self, ui: &mut Ui) -> CodeOutput {
        let id = ui.make_persistent_id(self.id);
        let unlocked = id.with("edit anyway");
        if is_large(self.text) && !ui.data(|data| data.get_temp(unlocked)).unwrap_or(false) {
            return self.show_large(ui, unlocked);
        }
        let mut text = Cow::Borrowed(self.text);
        let mut completion = self.completes.then(|| CompletionState::load(ui, id));
        if completion.as_mut().is_some_and(|completion| completion.regains_focus(ui, id)) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let format_error = self.handle_keys(ui, id, &mut text, completion.as_mut());
        if let Some(byte) = self.caret {
            let character = text.get(..byte).unwrap_or(&text).chars().count();
            select(ui, id, character..character);
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let fill = self.fill.unwrap_or(Tokens::of(ui).bg);
        let scrolled = ScrollArea::both().id_salt(self.id).auto_shrink(false).show_viewport(ui, |ui, viewport| {
            let keeps = completion.as_ref().is_some_and(CompletionState::is_open);
            self.show_text(ui, id, &mut text, fill, viewport.size(), keeps)
        });
        let shown = scrolled.inner;
        if let Some(mut completion) = completion {
            let edit = complete(ui, id, &text, &shown, &mut completion);
            if let Some(edit) = edit {
                apply(ui, id, &mut text, edit);
            }
            completion.store(ui, id);
        }
        let Shown { response, cursor, cursor_byte, cursor_rect } = shown;
        let changed = match text {
            Cow::Owned(text) if text != self.text => Some(text),
            _ => None,
        };
        CodeOutput { changed, cursor, cursor_byte, cursor_rect, format_error, response }
    }

    /// A large text is shown first: to lay all of it out for editing takes a moment at every key.
    fn show_large(&self, ui: &mut Ui, unlocked: Id) -> CodeOutput {
        let banner = "This text is large and shown read-only to stay quick";
        if Banner::new(Tone::Accent, banner).actions(&["Edit anyway"]).show(ui) == Some(BannerAction::Pressed(0)) {
            ui.data_mut(|data| data.insert_temp(unlocked, true));
        }
        let response = CodeViewer::new(self.id, self.text.as_bytes(), self.language).name(self.name).plain().show(ui);
        CodeOutput { changed: None, cursor: None, cursor_byte: None, cursor_rect: None, format_error: None, response }
    }

    /// Takes the keys that mean something else here than in a plain text edit.
    fn handle_keys(
        &self,
        ui: &Ui,
        id: Id,
        text: &mut Cow<'_, str>,
        completion: Option<&mut CompletionState>,
    ) -> Option<format::FormatError> {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return None;
        }
        let tab_moves_on = tab_moves_on(ui, id);
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::M)) {
            ui.data_mut(|data| data.insert_temp(id.with("tab moves on"), !tab_moves_on));
        }
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if let Some(completion) = completion
            && let Some(edit) = completion.keys(ui, text, &selection(ui, id)?)
        {
            apply(ui, id, text, edit);
        }
        let selection = selection(ui, id)?;
        let edit = if !tab_moves_on && pressed(Modifiers::SHIFT, Key::Tab) {
            keys::outdent(text, &selection)
        } else if !tab_moves_on && pressed(Modifiers::NONE, Key::Tab) {
            keys::indent(text, &selection)
        } else if pressed(Modifiers::NONE, Key::Enter) {
            keys::new_line(text, &selection)
        } else if pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::F) {
            match format::format(text, self.language) {
                Ok(text) => {
                    let caret = selection.start.min(text.chars().count());
                    Edit { text, selection: caret..caret }
                }
                Err(error) => return Some(error),
            }
        } else {
            return None;
        };
        apply(ui, id, text, edit);
        None
    }

    /// Shows the text. Where it `takes_keys`, Tab and Escape are for the list of completions and not for egui.
    fn show_text(
        &self,
        ui: &mut Ui,
        id: Id,
        text: &mut Cow<'_, str>,
        fill: Color32,
        room: egui::Vec2,
        takes_keys: bool,
    ) -> Shown {
        let tokens = Tokens::of(ui);
        let visible = ui.clip_rect();
        let language = self.language;
        let galley = layout::galley(ui, text, language);
        let gutter_width = gutter::width(ui, galley.rows.len());
        let margin = Margin { left: gutter_width as i8, right: 16, top: 8, bottom: 8 };
        let size = vec2(galley.size().x + gutter_width + 32.0, galley.size().y + 16.0).max(room);
        // The caret's line and the strip lie under and over the text, so their places are kept first.
        let current_line = ui.painter().add(Shape::Noop);
        let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, _: f32| {
            // Mostly the text is the one laid out above; comparing is much cheaper than colouring it again.
            let same = buffer.as_str() == galley.text();
            if same { Arc::clone(&galley) } else { layout::galley(ui, buffer.as_str(), language) }
        };
        let hint = egui::RichText::new(self.hint).color(tokens.muted).monospace();
        let tab = takes_keys || !tab_moves_on(ui, id);
        let output = TextEdit::multiline(text)
            .id(id)
            .font(type_mono())
            .event_filter(EventFilter { tab, escape: takes_keys, horizontal_arrows: true, vertical_arrows: true })
            .frame(Frame::NONE.inner_margin(margin))
            .desired_width(size.x)
            .min_size(size)
            .hint_text(hint)
            .layouter(&mut layouter)
            .show(ui);
        let response = output.response.response.clone().accessible_name(self.name);
        let cursor = output.cursor_range.filter(|_| response.has_focus()).map(|range| range.primary);

        let place = Place { galley: output.galley, origin: output.galley_pos, visible };
        let caret = cursor.map(|cursor| place.galley.pos_from_cursor(cursor).translate(place.origin.to_vec2()));
        if let Some(caret) = caret {
            let line = Rect::from_x_y_ranges(visible.x_range(), caret.top()..=caret.top() + CODE_LINE_HEIGHT);
            ui.painter().set(current_line, Shape::rect_filled(line, 0, tokens.code.current_line));
        }
        let strip = gutter::paint_strip(ui.painter(), visible, gutter_width, fill);
        place.paint_numbers(ui, strip, caret.map(|caret| caret.top()));
        for mark in self.marks {
            place.paint_mark(ui, strip, text, mark);
        }
        let cursor_byte = cursor.map(|cursor| keys::byte_range(text, &(0..cursor.index.0)).end);
        Shown { response, cursor: cursor_byte.map(|byte| line_and_column(text, byte)), cursor_byte, cursor_rect: caret }
    }
}

/// What `show_text` found.
struct Shown {
    response: Response,
    cursor: Option<(usize, usize)>,
    cursor_byte: Option<usize>,
    cursor_rect: Option<Rect>,
}

/// Lets the list of completions follow what was typed, and shows it. Gives the edit that a click in it makes.
fn complete(ui: &Ui, id: Id, text: &str, shown: &Shown, completion: &mut CompletionState) -> Option<Edit> {
    let is_changed = shown.response.changed();
    let is_typed = is_changed && ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Text(_))));
    let was_open = completion.is_open();
    completion.follow(text, Seen { caret: shown.cursor_byte, is_changed, is_typed });
    if completion.is_open() != was_open {
        // The keys that are for the list are known to egui from the next frame on.
        ui.ctx().request_repaint();
    }
    let (list, caret) = (completion.list()?, shown.cursor_rect?);
    if !ui.clip_rect().intersects(caret) {
        return None;
    }
    let typed = list.first().map_or(0, |first| first.replaces);
    let width = ui.fonts_mut(|fonts| fonts.glyph_width(&type_mono(), 'a'));
    let anchor = caret.translate(vec2(-(typed as f32) * width, 0.0));
    let taken = completion_popup::show(ui, id, anchor, &list, completion)?;
    completion.wants_focus = true;
    completion.take(text, &selection(ui, id)?, taken)
}

/// Puts an edit into the text and selects what it selects.
fn apply(ui: &Ui, id: Id, text: &mut Cow<'_, str>, edit: Edit) {
    if edit.text != **text {
        *text = Cow::Owned(edit.text);
    }
    select(ui, id, edit.selection);
}

/// Whether laying out the whole text at every key would be felt.
fn is_large(text: &str) -> bool {
    text.len() > EDIT_LIMIT_BYTES || (text.len() > LONG_LINE_BYTES && text.split('\n').any(|line| line.len() > LONG_LINE_BYTES))
}

fn tab_moves_on(ui: &Ui, id: Id) -> bool {
    ui.data(|data| data.get_temp(id.with("tab moves on"))).unwrap_or(false)
}

fn selection(ui: &Ui, id: Id) -> Option<Range<usize>> {
    let [start, end] = TextEdit::load_state(ui, id)?.cursor.char_range()?.sorted_cursors();
    Some(start.index.0..end.index.0)
}

fn select(ui: &Ui, id: Id, characters: Range<usize>) {
    let mut state = TextEdit::load_state(ui, id).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(characters.start), CCursor::new(characters.end));
    state.cursor.set_char_range(Some(range));
    TextEdit::store_state(ui, id, state);
}

/// Line and column of a byte, from 1.
fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_from_one_in_characters() {
        let text = "{\n  \"é\": nul\n}";
        assert_eq!(line_and_column(text, 0), (1, 1));
        assert_eq!(line_and_column(text, text.find("nul").expect("there")), (2, 8));
        assert_eq!(line_and_column(text, 999), (3, 2));
    }

    #[test]
    fn large_texts_are_told_by_size_and_by_line() {
        assert!(!is_large(&"a\n".repeat(LONG_LINE_BYTES)));
        assert!(is_large(&"a".repeat(LONG_LINE_BYTES + 1)));
        assert!(is_large(&"a\n".repeat(EDIT_LIMIT_BYTES)));
    }
}
