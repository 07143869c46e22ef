//! The conflicts: what a part was, what a person made of it, and what the contract makes of it. Each is decided for one or the
//! other, and that can be undone.

use egui::{Align, Key, Layout, Modifiers, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::columns::{BAR_WIDTH, HEIGHT, columns, titles_ui};
use crate::{
    app::{Action, App, DriftConflict},
    ui::{
        icon::Icon,
        theme::{Tokens, Tone, type_mono, type_mono_small, type_secondary},
        widget::{Button, EmptyState, IconButton, ListRow, cell},
    },
};

/// The room for the two buttons.
const BUTTONS_WIDTH: f32 = 68.0;
/// The most lines of a text that are shown beside a row.
const MAX_LINES: usize = 24;
const TITLES: [&str; 3] = ["Was", "Mine", "Theirs"];

/// What of the rows belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct ConflictRows {
    wants_focus: bool,
}

impl ConflictRows {
    pub(super) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    pub(super) fn show(&mut self, ui: &mut Ui, conflicts: &[DriftConflict], actions: &mut Vec<Action>) {
        if conflicts.is_empty() {
            let text = "What you changed by hand and the contract changes too is listed here after its differences were taken";
            EmptyState::new("No conflicts", text).show(ui, |_| {});
            return;
        }
        let [was, mine, theirs] = TITLES;
        titles_ui(ui, ["Where", was, mine, theirs], BUTTONS_WIDTH);
        ScrollArea::vertical().id_salt("conflicts").auto_shrink(false).show_rows(ui, HEIGHT, conflicts.len(), |ui, visible| {
            for (index, conflict) in conflicts.iter().enumerate().take(visible.end).skip(visible.start) {
                self.conflict_ui(ui, index, conflict, actions);
            }
        });
    }

    fn conflict_ui(&mut self, ui: &mut Ui, index: usize, conflict: &DriftConflict, actions: &mut Vec<Action>) {
        let place = if conflict.place.is_empty() { String::new() } else { format!(", {}", conflict.place) };
        let place = format!("{}{place}", conflict.endpoint);
        let said: Vec<String> = TITLES.iter().zip(&conflict.short).map(|(title, side)| format!("{title} {side}")).collect();
        let tokens = Tokens::of(ui);
        let row = ListRow::new(&format!("{place}. {}", said.join(". ")))
            .id(ui.scope_id().with(("conflict", index, &place)))
            .height(HEIGHT)
            .marker(Some(tokens.tone(Tone::Warning)))
            .show(ui);
        if std::mem::take(&mut self.wants_focus) {
            row.response.request_focus();
        }
        let mut decide = |for_theirs: bool| {
            let conflicts = vec![conflict.open.conflict.clone()];
            actions.push(Action::ResolveConflicts { conflicts, for_theirs });
        };
        if row.response.has_focus() {
            let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if pressed(Key::T) {
                decide(true);
            } else if pressed(Key::K) {
                decide(false);
            }
        }
        if !row.visible {
            return;
        }
        let places = columns(row.rect, BUTTONS_WIDTH);
        let words = format!("{}  {}", conflict.endpoint, conflict.place);
        cell(ui, places[0], words.trim_end(), type_mono(), tokens.text);
        for ((side, column), color) in
            conflict.short.iter().zip(&places[1..]).zip([tokens.muted, tokens.text, tokens.tone(Tone::Warning)])
        {
            cell(ui, *column, side, type_mono(), color);
        }
        let buttons = Rect::from_min_max(
            pos2(row.rect.right() - BUTTONS_WIDTH - BAR_WIDTH, row.rect.top()),
            row.rect.max - vec2(BAR_WIDTH, 0.0),
        );
        let layout = Layout::right_to_left(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(buttons).layout(layout).id_salt(("decide", index)), |ui| {
            if IconButton::new(Icon::Pin, &format!("Keep mine, {place}")).small().show(ui).clicked() {
                decide(false);
            }
            if IconButton::new(Icon::Check, &format!("Take theirs, {place}")).small().show(ui).clicked() {
                decide(true);
            }
        });
        row.response.on_hover_ui(|ui| details_ui(ui, words.trim_end(), &conflict.sides));
    }
}

/// All that each side has, as far as there is room for it.
fn details_ui(ui: &mut Ui, place: &str, sides: &[String; 3]) {
    ui.label(RichText::new(place).font(type_mono()));
    for (title, side) in TITLES.iter().zip(sides) {
        ui.label(RichText::new(*title).font(type_secondary()).color(Tokens::of(ui).muted));
        let mut lines: Vec<&str> = side.lines().take(MAX_LINES).collect();
        if side.lines().count() > MAX_LINES {
            lines.push("…");
        }
        ui.label(RichText::new(lines.join("\n")).font(type_mono_small()));
    }
}

/// Decides all of them at once.
pub(super) fn tools_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let is_open = !app.conflicts().is_empty();
    let mut decide_all = |for_theirs: bool| {
        let conflicts = app.conflicts().iter().map(|conflict| conflict.open.conflict.clone()).collect();
        actions.push(Action::ResolveConflicts { conflicts, for_theirs });
    };
    let take = Button::secondary("Take all theirs")
        .icon(Icon::Check)
        .tooltip("What the contract gives takes the place of what you changed");
    if take.enabled(is_open).show(ui).clicked() {
        decide_all(true);
    }
    let keep = Button::secondary("Keep all mine").icon(Icon::Pin).tooltip("What you changed stays, and is no longer listed here");
    if keep.enabled(is_open).show(ui).clicked() {
        decide_all(false);
    }
}
