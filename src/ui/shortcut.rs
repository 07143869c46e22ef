//! Turns the chords of the command registry into egui shortcuts, and finds the command a key press means.

use egui::{Context, Key, KeyboardShortcut, Modifiers};
use strum::IntoEnumIterator as _;

use crate::app::{Command, Pane};

/// The shortcut that a chord such as `Ctrl+Shift+Z` spells; none where it names no key.
pub fn parse(chord: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut key = None;
    for part in chord.split('+') {
        match part {
            "Ctrl" => modifiers = modifiers.plus(Modifiers::COMMAND),
            "Shift" => modifiers = modifiers.plus(Modifiers::SHIFT),
            "Alt" => modifiers = modifiers.plus(Modifiers::ALT),
            name => key = Some(Key::from_name(name)?),
        }
    }
    Some(KeyboardShortcut::new(modifiers, key?))
}

/// The keys of a command as a person on this system reads them; empty where it has none.
pub fn keys_text(ctx: &Context, command: Command) -> String {
    let first = command.shortcuts().first().and_then(|chord| parse(chord));
    first.map(|shortcut| readable(ctx, &shortcut)).unwrap_or_default()
}

/// A shortcut as it stands on the keys: `Ctrl+,` rather than `Ctrl+Comma`.
pub fn readable(ctx: &Context, shortcut: &KeyboardShortcut) -> String {
    const SIGNS: [(&str, &str); 5] = [("Comma", ","), ("Slash", "/"), ("Plus", "+"), ("Minus", "-"), ("Equals", "=")];
    let text = ctx.format_shortcut(shortcut);
    SIGNS.iter().find_map(|(name, sign)| Some(format!("{}{sign}", text.strip_suffix(name)?))).unwrap_or(text)
}

/// Where the keyboard is, as far as shortcuts care.
#[derive(Clone, Copy, Debug)]
pub struct Focus {
    /// The pane that was last clicked or tabbed into.
    pub pane: Pane,
    /// The log's rows are shown.
    pub shows_log: bool,
    /// A text field has the keyboard.
    pub is_typing: bool,
}

/// The command whose shortcut was pressed, if any; its key press is used up.
pub fn pressed(ctx: &Context, focus: Focus) -> Option<Command> {
    let mut candidates: Vec<(KeyboardShortcut, Command)> = Command::iter()
        .filter(|command| applies(*command, focus))
        .flat_map(|command| command.shortcuts().iter().filter_map(move |chord| Some((parse(chord)?, command))))
        .filter(|(shortcut, _)| !focus.is_typing || !is_for_typing(shortcut, focus.pane))
        .collect();
    // egui takes Ctrl+Z for pressed while Ctrl+Shift+Z is: the longer chord must be asked first.
    candidates.sort_by_key(|(shortcut, _)| {
        let Modifiers { alt, shift, ctrl, mac_cmd, command } = shortcut.modifiers;
        std::cmp::Reverse([alt, shift, ctrl, mac_cmd, command].into_iter().filter(|held| *held).count())
    });
    let found = ctx.input_mut(|input| candidates.into_iter().find(|(shortcut, _)| input.consume_shortcut(shortcut)));
    found.map(|(_, command)| command)
}

/// Commands on rows have short keys that mean something else elsewhere. Enter is the row's own business.
fn applies(command: Command, focus: Focus) -> bool {
    match command {
        Command::GoToEndpoint => false,
        _ if command.is_for_log_rows() => focus.pane == Pane::Log && focus.shows_log && !focus.is_typing,
        _ if command.is_for_endpoint_rows() => focus.pane == Pane::Endpoints && !focus.is_typing,
        _ => true,
    }
}

/// Keys that a text field needs for itself. In the editor, undo means the project's undo, which knows every field.
fn is_for_typing(shortcut: &KeyboardShortcut, pane: Pane) -> bool {
    let is_function_key = (Key::F1..=Key::F35).contains(&shortcut.logical_key);
    let is_undo = matches!(shortcut.logical_key, Key::Z | Key::Y) && shortcut.modifiers.command;
    (shortcut.modifiers.is_none() && !is_function_key) || (is_undo && pane != Pane::Editor)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn every_chord_names_a_key_and_no_two_commands_share_one() {
        let mut taken = HashMap::new();
        for command in Command::iter() {
            for chord in command.shortcuts() {
                let shortcut = parse(chord).unwrap_or_else(|| panic!("{command:?}: {chord} names no key"));
                // Rows of the log and of the endpoint list may use the same keys: they never have the keyboard together.
                let place = (command.is_for_log_rows(), command.is_for_endpoint_rows());
                let before = taken.insert((format!("{shortcut:?}"), place), command);
                assert_eq!(before, None, "{chord} is taken twice");
            }
        }
        assert!(!taken.keys().any(|(chord, _)| chord.contains("Key::Q")), "egui closes the window on Ctrl+Q");
    }

    #[test]
    fn the_longer_chord_wins() {
        let ctx = Context::default();
        let press = |modifiers, key| {
            let event = egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
            let mut found = None;
            let input = egui::RawInput { events: vec![event], ..Default::default() };
            let mut output = ctx.run_ui(input, |ui| {
                found = found.or(pressed(ui, Focus { pane: Pane::Editor, shows_log: true, is_typing: false }));
            });
            // Nothing is painted here, and egui wants to be told so.
            output.textures_delta.clear();
            found
        };
        assert_eq!(press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z), Some(Command::Redo));
        assert_eq!(press(Modifiers::COMMAND, Key::Z), Some(Command::Undo));
        assert_eq!(press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S), Some(Command::SaveProjectAs));
        assert_eq!(press(Modifiers::NONE, Key::M), None);
    }
}
