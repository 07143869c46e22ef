//! The code editor: a text edit with line numbers, colours, marked problems and the keys one expects.
//!
//! Tab indents; Escape leaves the editor and Ctrl+M makes Tab move on, so that nobody is caught in it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursor, CCursorRange};
use egui::{
    AsIdSalt, Color32, Frame, Galley, Id, IdSalt, Key, Margin, Modifiers, Pos2, Rect, Response, ScrollArea, Sense, Shape, Stroke,
    TextEdit, Ui, pos2, vec2,
};

use super::keys::{self, Edit};
use super::{CodeViewer, EDIT_LIMIT_BYTES, format, gutter, layout};
use crate::model::Language;
use crate::ui::theme::{CODE_LINE_HEIGHT, Tokens, Tone};
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
}

impl<'a> CodeEditor<'a> {
    /// An editor that shows `text`.
    pub fn new(id: impl AsIdSalt, text: &'a str, language: Language) -> Self {
        Self { id: IdSalt::new(id), name: "Body text", text, language, marks: &[], caret: None, fill: None, hint: "" }
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

    /// Shows the editor in all the room there is.
    pub fn show(self, ui: &mut Ui) -> CodeOutput {
        let id = ui.make_persistent_id(self.id);
        let unlocked = id.with("edit anyway");
        if is_large(self.text) && !ui.data(|data| data.get_temp(unlocked)).unwrap_or(false) {
            return self.show_large(ui, unlocked);
        }
        let mut text = Cow::Borrowed(self.text);
        let format_error = self.handle_keys(ui, id, &mut text);
        if let Some(byte) = self.caret {
            let character = text.get(..byte).unwrap_or(&text).chars().count();
            select(ui, id, character..character);
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let fill = self.fill.unwrap_or(Tokens::of(ui).bg);
        let scrolled = ScrollArea::both()
            .id_salt(self.id)
            .auto_shrink(false)
            .show_viewport(ui, |ui, viewport| self.show_text(ui, id, &mut text, fill, viewport.size()));
        let Shown { response, cursor, cursor_byte, cursor_rect } = scrolled.inner;
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
    fn handle_keys(&self, ui: &Ui, id: Id, text: &mut Cow<'_, str>) -> Option<format::FormatError> {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return None;
        }
        let tab_moves_on = tab_moves_on(ui, id);
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::M)) {
            ui.data_mut(|data| data.insert_temp(id.with("tab moves on"), !tab_moves_on));
        }
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
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
        if edit.text != **text {
            *text = Cow::Owned(edit.text);
        }
        select(ui, id, edit.selection);
        None
    }

    fn show_text(&self, ui: &mut Ui, id: Id, text: &mut Cow<'_, str>, fill: Color32, room: egui::Vec2) -> Shown {
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
        let output = TextEdit::multiline(text)
            .id(id)
            .font(crate::ui::theme::type_mono())
            .lock_focus(!tab_moves_on(ui, id))
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

/// The text as it lies on the screen.
struct Place {
    galley: Arc<Galley>,
    origin: Pos2,
    visible: Rect,
}

impl Place {
    /// The lines that are on the screen: an index and where it starts.
    fn visible_lines(&self) -> impl Iterator<Item = (usize, f32)> {
        let first = ((self.visible.top() - self.origin.y) / CODE_LINE_HEIGHT).floor().max(0.0) as usize;
        let last = ((self.visible.bottom() - self.origin.y) / CODE_LINE_HEIGHT).ceil().max(0.0) as usize;
        (first..last.min(self.galley.rows.len())).map(|line| (line, self.top_of(line)))
    }

    fn top_of(&self, line: usize) -> f32 {
        self.origin.y + self.galley.rows.get(line).map_or(0.0, |row| row.pos.y)
    }

    fn paint_numbers(&self, ui: &Ui, strip: Rect, current_top: Option<f32>) {
        for (line, top) in self.visible_lines() {
            let current = current_top.is_some_and(|current| (current - top).abs() < 1.0);
            gutter::paint_number(ui.painter(), strip, top, line + 1, current);
        }
    }

    /// A wave under the word at the mark's place, a dot in the strip, and the message under the pointer.
    fn paint_mark(&self, ui: &Ui, strip: Rect, text: &str, mark: &CodeMark) {
        let line = mark.line.saturating_sub(1);
        let top = self.top_of(line);
        if line >= self.galley.rows.len() || top > self.visible.bottom() || top + CODE_LINE_HEIGHT < self.visible.top() {
            return;
        }
        let color = Tokens::of(ui).tone(mark.tone);
        ui.painter().circle_filled(gutter::dot_center(strip, top), 3.0, color);
        let characters = word_at(text, mark.line, mark.column);
        let x_of = |character: usize| {
            let cursor = CCursor::new(character);
            self.origin.x + self.galley.pos_from_cursor(cursor).left()
        };
        let (left, right) = (x_of(characters.start), x_of(characters.end));
        let (left, right) = (left.max(strip.right()), right.max(left + 7.0));
        wave(ui, left..right, top + CODE_LINE_HEIGHT - 2.0, color);
        let areas = [
            Rect::from_min_max(pos2(strip.left(), top), pos2(strip.right(), top + CODE_LINE_HEIGHT)),
            Rect::from_min_max(pos2(left, top), pos2(right, top + CODE_LINE_HEIGHT)),
        ];
        for (index, area) in areas.into_iter().enumerate() {
            let id = ui.scope_id().with(("mark", mark.line, mark.column, index));
            ui.interact(area.intersect(self.visible), id, Sense::hover()).on_hover_text(&mark.message);
        }
    }
}

fn wave(ui: &Ui, x_range: Range<f32>, y: f32, color: Color32) {
    let steps = ((x_range.end - x_range.start) / 2.0).ceil() as usize;
    let points = (0..=steps)
        .map(|step| {
            let up = if step % 2 == 0 { 1.0 } else { -1.0 };
            pos2((x_range.start + step as f32 * 2.0).min(x_range.end), y + up)
        })
        .collect();
    ui.painter().add(Shape::line(points, Stroke::new(1.2, color)));
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

/// The characters of the word that starts at a line and column; at least one where there is one.
fn word_at(text: &str, line: usize, column: usize) -> Range<usize> {
    let mut line_start = 0;
    for (index, line_text) in text.split('\n').enumerate() {
        let length = line_text.chars().count();
        if index + 1 == line {
            let offset = column.saturating_sub(1).min(length.saturating_sub(1));
            let rest = line_text.chars().skip(offset);
            let word = rest.take_while(|character| character.is_alphanumeric() || *character == '_').count();
            let start = line_start + offset;
            return start..(start + word.max(1)).min(line_start + length);
        }
        line_start += length + 1;
    }
    line_start..line_start
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
    fn marks_cover_a_word() {
        let text = "ab\n  nul,\n";
        assert_eq!(word_at(text, 2, 3), 5..8);
        assert_eq!(word_at(text, 2, 6), 8..9);
        assert_eq!(word_at(text, 2, 99), 8..9);
        assert_eq!(word_at(text, 3, 1), 10..10);
        assert_eq!(word_at(text, 9, 1), 11..11);
    }

    #[test]
    fn large_texts_are_told_by_size_and_by_line() {
        assert!(!is_large(&"a\n".repeat(LONG_LINE_BYTES)));
        assert!(is_large(&"a".repeat(LONG_LINE_BYTES + 1)));
        assert!(is_large(&"a\n".repeat(EDIT_LIMIT_BYTES)));
    }
}
