//! Completion of templates in the code editor: when the list opens, which keys it takes before the text does, and what a
//! text is after one of the list was taken.
//!
//! The list is made once for each change of the text or the caret, and only while it is open.

use std::{ops::Range, sync::Arc};

use egui::{Event, Id, Key, Modifiers, Ui};

use super::keys::{Edit, byte_range};
use crate::generate::template::{Completion, complete};

/// What is remembered of an editor's completion from frame to frame.
#[derive(Clone, Debug, Default)]
pub(super) struct CompletionState {
    /// What is offered, while the list is open.
    list: Option<Arc<[Completion]>>,
    /// Which of the list the keys take.
    pub(super) chosen: usize,
    /// Whether the keys chose another one in this frame, which has to be in view then.
    pub(super) is_moved: bool,
    /// The byte of the caret that the list was made for.
    caret: usize,
    /// The list was asked for, and opens even where it would not by itself.
    is_asked: bool,
    /// The byte at which the word starts that the list was closed for with Escape.
    refused: Option<usize>,
    /// One of the list was pressed: the press has made the text lose the keyboard, which it gets back.
    pub(super) wants_focus: bool,
    /// What was written after the caret to close the tag, such as `'}}`: typing it again goes over it.
    ahead: String,
}

/// What happened to the text of the editor in a frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// The byte of the caret; none while the editor does not have the keyboard.
    pub(super) caret: Option<usize>,
    /// Whether the text has changed.
    pub(super) is_changed: bool,
    /// Whether something was typed, and not just pasted, deleted or undone.
    pub(super) is_typed: bool,
}

impl CompletionState {
    /// What was remembered of the editor of that id.
    pub(super) fn load(ui: &Ui, id: Id) -> Self {
        ui.data(|data| data.get_temp(id.with("completion"))).unwrap_or_default()
    }

    /// Remembers it for the next frame.
    pub(super) fn store(self, ui: &Ui, id: Id) {
        ui.data_mut(|data| data.insert_temp(id.with("completion"), self));
    }

    /// What is offered; none while the list is closed.
    pub(super) fn list(&self) -> Option<Arc<[Completion]>> {
        self.list.clone()
    }

    /// Whether the list is open, so that Tab and Escape are for it.
    pub(super) fn is_open(&self) -> bool {
        self.list.is_some()
    }

    /// Whether the text shall get the keyboard back, until it has it and the pointer is done.
    pub(super) fn regains_focus(&mut self, ui: &Ui, id: Id) -> bool {
        let is_done = !ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
        let regains = self.wants_focus && !ui.memory(|memory| memory.has_focus(id));
        self.wants_focus &= regains || !is_done;
        if self.wants_focus {
            ui.ctx().request_repaint();
        }
        regains
    }

    /// Takes the keys that are for the list or for what was closed ahead of the caret; they must not reach the text.
    pub(super) fn keys(&mut self, ui: &Ui, text: &str, selection: &Range<usize>) -> Option<Edit> {
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        self.is_moved = false;
        self.is_asked |= pressed(Modifiers::CTRL, Key::Space);
        let Some(list) = &self.list else { return self.go_over(ui, text, selection) };
        let last = list.len().saturating_sub(1);
        let before = self.chosen;
        if pressed(Modifiers::NONE, Key::ArrowDown) {
            self.chosen = if before >= last { 0 } else { before + 1 };
        } else if pressed(Modifiers::NONE, Key::ArrowUp) {
            self.chosen = before.checked_sub(1).unwrap_or(last);
        } else if pressed(Modifiers::NONE, Key::PageDown) {
            self.chosen = (before + super::completion_popup::ROWS).min(last);
        } else if pressed(Modifiers::NONE, Key::PageUp) {
            self.chosen = before.saturating_sub(super::completion_popup::ROWS);
        } else if pressed(Modifiers::NONE, Key::Escape) {
            self.refused = Some(word_start(text.get(..self.caret).unwrap_or(text)));
            self.list = None;
        } else if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::Tab) {
            return self.take(text, selection, self.chosen);
        }
        self.is_moved = self.chosen != before;
        None
    }

    /// Typing what was already closed ahead goes over it; so does Tab, and Enter before it begins a new line.
    fn go_over(&mut self, ui: &Ui, text: &str, selection: &Range<usize>) -> Option<Edit> {
        let (before, after) = text.split_at_checked(byte_range(text, selection).start)?;
        if self.ahead.is_empty() || !selection.is_empty() || !after.starts_with(&self.ahead) || open_tag(before).is_none() {
            return None;
        }
        let leaves =
            ui.input(|input| input.key_pressed(Key::Enter)) || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab));
        let passed = if leaves { self.ahead.len() } else { ui.input_mut(|input| typed_over(&mut input.events, &self.ahead))? };
        let rest = self.ahead.split_off(passed);
        let caret = selection.start + std::mem::replace(&mut self.ahead, rest).chars().count();
        Some(Edit { text: text.to_owned(), selection: caret..caret })
    }

    /// Writes one of the list in place of what was typed of it.
    pub(super) fn take(&mut self, text: &str, selection: &Range<usize>, index: usize) -> Option<Edit> {
        let completion = self.list.take()?.get(index).cloned()?;
        let taken = taken(text, selection.end, &completion);
        // Within what is closed already there is nothing to close again.
        if !taken.ahead.is_empty() {
            self.ahead = taken.ahead;
        }
        self.is_asked = taken.goes_on;
        Some(taken.edit)
    }

    /// Opens, narrows or closes the list after the text has had its keys.
    pub(super) fn follow(&mut self, text: &str, seen: Seen) {
        let Some(before) = seen.caret.and_then(|caret| text.get(..caret)) else {
            self.list = None;
            return;
        };
        let is_asked = std::mem::take(&mut self.is_asked);
        let is_same = !seen.is_changed && before.len() == self.caret && !is_asked;
        self.caret = before.len();
        if is_same {
            return;
        }
        if is_asked || self.refused.is_some_and(|start| start != word_start(before)) {
            self.refused = None;
        }
        let stays = (self.list.is_some() || seen.is_typed) && self.refused.is_none() && opens_by_itself(before);
        let list = if is_asked || stays { complete(before) } else { Vec::new() };
        self.chosen = 0;
        self.is_moved = true;
        self.list = (!list.is_empty()).then(|| list.into());
    }
}

/// What is written after the last opening braces, where they are still open.
fn open_tag(before: &str) -> Option<&str> {
    before.rsplit_once("{{").map(|(_, inside)| inside).filter(|inside| !inside.contains("}}"))
}

/// After a space the list would be in the way: it opens again with the first letter.
fn opens_by_itself(before: &str) -> bool {
    open_tag(before).is_some_and(|inside| inside.trim().is_empty() || !inside.ends_with(char::is_whitespace))
}

/// Where the word before the caret starts.
fn word_start(before: &str) -> usize {
    before.rfind([' ', '\t', '\n', '(', '{', '#', '~', '=', '\'', '"']).map_or(0, |at| at + 1)
}

/// Takes a text that was typed from the events, where it begins what is closed ahead; gives its length.
fn typed_over(events: &mut Vec<Event>, ahead: &str) -> Option<usize> {
    let is_over = |event: &Event| matches!(event, Event::Text(text) if !text.is_empty() && ahead.starts_with(text.as_str()));
    let at = events.iter().position(is_over)?;
    match events.remove(at) {
        Event::Text(text) => Some(text.len()),
        _ => None,
    }
}

/// A text after one of the list was taken.
#[derive(Debug, PartialEq, Eq)]
struct Taken {
    edit: Edit,
    /// What was closed after the caret.
    ahead: String,
    /// Whether there is something to choose next.
    goes_on: bool,
}

/// Writes a completion before the caret, a number of characters, and closes what is still open on the line.
fn taken(text: &str, caret: usize, completion: &Completion) -> Taken {
    let start = caret.saturating_sub(completion.replaces);
    let bytes = byte_range(text, &(start..caret));
    let (before, after) = (text.get(..bytes.start).unwrap_or_default(), text.get(bytes.end..).unwrap_or_default());
    let mut inserted = completion.insert.clone();
    // A method's name is a text, and one calls for it so often that the quote comes along.
    let goes_on = matches!(inserted.as_str(), "faker" | "fake");
    if goes_on {
        inserted.push_str(" '");
    }
    let quote = if goes_on { Some('\'') } else { before.chars().next_back().filter(|last| matches!(last, '\'' | '"')) };
    let mut ahead: String = quote.filter(|quote| !after.starts_with(*quote)).into_iter().collect();
    if !is_closed(after) {
        let inside = open_tag(before).unwrap_or_default();
        let parentheses = inside.matches('(').count().saturating_sub(inside.matches(')').count());
        ahead.push_str(&")".repeat(parentheses));
        let is_raw = before.strip_suffix(inside).is_some_and(|opening| opening.ends_with("{{{"));
        ahead.push_str(if is_raw { "}}}" } else { "}}" });
    }
    let caret = start + inserted.chars().count();
    let text = format!("{before}{inserted}{ahead}{after}");
    Taken { edit: Edit { text, selection: caret..caret }, ahead, goes_on }
}

/// Whether the tag is closed further along the line.
fn is_closed(after: &str) -> bool {
    let line = after.split('\n').next().unwrap_or_default();
    let close = line.find("}}");
    close.is_some_and(|close| line.find("{{").is_none_or(|open| close < open))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes the first of the list at `|`; the result marks the caret again.
    fn take(marked: &str) -> String {
        let (before, after) = marked.split_once('|').unwrap();
        let completion = complete(before).remove(0);
        let caret = before.chars().count();
        let taken = taken(&format!("{before}{after}"), caret, &completion);
        let at = byte_range(&taken.edit.text, &taken.edit.selection).start;
        let (before, after) = taken.edit.text.split_at(at);
        assert!(after.starts_with(&taken.ahead));
        format!("{before}|{after}")
    }

    #[test]
    fn what_is_taken_replaces_what_was_typed_and_closes_the_tag() {
        let table = [
            ("{\"é\": \"{{faker 'person.firstN|\"}", "{\"é\": \"{{faker 'person.firstName|'}}\"}"),
            ("{{faker 'person.firstN|'}}", "{{faker 'person.firstName|'}}"),
            ("{{faker \"person.firstN|", "{{faker \"person.firstName|\"}}"),
            ("{{faker 'person.firstN|\n{{now}}", "{{faker 'person.firstName|'}}\n{{now}}"),
            ("{{lowercase (faker 'person.firstN|", "{{lowercase (faker 'person.firstName|')}}"),
            ("{{fak|", "{{faker '|'}}"),
            ("{{{uppercas|", "{{{uppercase|}}}"),
            ("{\"a\":{{uppercas|", "{\"a\":{{uppercase|}}"),
            ("{{uppercas| (now)}}", "{{uppercase| (now)}}"),
        ];
        for (marked, expected) in table {
            assert_eq!(take(marked), expected, "{marked}");
        }
    }

    #[test]
    fn the_list_opens_in_a_tag_and_closes_outside_of_it() {
        let typed = |state: &mut CompletionState, text: &str| {
            state.follow(text, Seen { caret: Some(text.len()), is_changed: true, is_typed: true });
            state.is_open()
        };
        let mut state = CompletionState::default();
        for (text, is_open) in [
            ("", false),
            ("{", false),
            ("{{", true),
            ("{{ ", true),
            ("{{ fak", true),
            ("{{ faker", true),
            ("{{ faker ", false),
            ("{{ faker '", true),
            ("{{ faker 'zzzz", false),
            ("{{ faker 'pers", true),
            ("{{ faker 'person'}", false),
            ("{{ faker 'person'}}", false),
            ("{{ faker 'person'}} x", false),
        ] {
            assert_eq!(typed(&mut state, text), is_open, "{text}");
        }
        let untyped = Seen { caret: Some(2), is_changed: true, is_typed: false };
        state.follow("{{", untyped);
        assert!(!state.is_open(), "what is pasted opens nothing");
        state.is_asked = true;
        state.follow("{{", Seen { is_changed: false, ..untyped });
        assert!(state.is_open(), "what is asked for opens");
        state.follow("{{", Seen { caret: None, ..untyped });
        assert!(!state.is_open(), "the keyboard is elsewhere");
    }

    #[test]
    fn typing_goes_over_what_was_closed_ahead() {
        let mut events = vec![Event::PointerGone, Event::Text("'}".to_owned())];
        assert_eq!(typed_over(&mut events, "'}}"), Some(2));
        assert_eq!(events, [Event::PointerGone]);
        assert_eq!(typed_over(&mut vec![Event::Text("}".to_owned())], "'}}"), None);
    }
}
