//! The rows of the drift view: a line for each operation or shared part, below it its differences.

use egui::{Align, Key, Layout, Modifiers, Rect, ScrollArea, Ui, UiBuilder, pos2, text::TextWrapping, vec2};

use crate::{
    app::Action,
    contract::Difference,
    ui::{
        groups::{group_heading, grouped},
        icon::Icon,
        theme::{GAP, GAP_PANE, ROW_HEIGHT, Tokens, Tone, type_body, type_mono, type_secondary},
        widget::{IconButton, ListRow},
    },
};

const HEIGHT: f32 = ROW_HEIGHT + 4.0;
/// The room for the kind, and for the two buttons.
const KIND_WIDTH: f32 = 190.0;
const BUTTONS_WIDTH: f32 = 68.0;
/// The room for the scroll bar.
const BAR_WIDTH: f32 = 12.0;

/// What of the rows belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct Rows {
    wants_focus: bool,
}

/// One line.
enum Line<'d> {
    Owner(&'d str, usize),
    Difference(&'d Difference, bool),
}

/// The lines: owners with something that breaks first, in each what breaks first, else as in the document.
fn lines<'d>(shown: &'d [(&'d Difference, bool)]) -> Vec<Line<'d>> {
    let breaks = |(difference, _): &&(&Difference, bool)| (!difference.breaking.client, !difference.breaking.server);
    let mut sorted = grouped(shown, |(difference, _)| difference.owner.as_str());
    sorted.iter_mut().for_each(|(_, group)| group.sort_by_key(breaks));
    sorted.sort_by_key(|(_, group)| group.first().map(breaks));
    let mut lines = Vec::new();
    for (owner, group) in sorted {
        lines.push(Line::Owner(owner, group.len()));
        lines.extend(group.into_iter().map(|(difference, is_kept)| Line::Difference(difference, *is_kept)));
    }
    lines
}

impl Rows {
    pub(super) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    pub(super) fn show(&mut self, ui: &mut Ui, shown: &[(&Difference, bool)], actions: &mut Vec<Action>) {
        let lines = lines(shown);
        ScrollArea::vertical().id_salt("differences").auto_shrink(false).show_rows(ui, HEIGHT, lines.len(), |ui, visible| {
            for line in lines.get(visible).unwrap_or_default() {
                match line {
                    Line::Owner(owner, count) => {
                        group_heading(ui, owner, *count, if *count == 1 { "difference" } else { "differences" }, HEIGHT);
                    }
                    Line::Difference(difference, is_kept) => self.difference_ui(ui, difference, *is_kept, actions),
                }
            }
        });
    }

    fn difference_ui(&mut self, ui: &mut Ui, difference: &Difference, is_kept: bool, actions: &mut Vec<Action>) {
        let breaking = difference.breaking.label();
        let place = if difference.place.is_empty() { String::new() } else { format!(", {}", difference.place) };
        let kept = if is_kept { ", kept" } else { "" };
        let name = format!("{}: {}{place}. {}. {breaking}{kept}", difference.owner, difference.kind.label(), difference.message);
        let tokens = Tokens::of(ui);
        let tone = tone(difference);
        let id = ui.scope_id().with(&difference.key);
        let row =
            ListRow::new(&name).id(id).height(HEIGHT).marker(difference.breaking.any().then_some(tokens.tone(tone))).show(ui);
        if std::mem::take(&mut self.wants_focus) {
            row.response.request_focus();
        }
        if row.response.has_focus() {
            let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if pressed(Key::T) {
                actions.push(Action::TakeDifference(difference.key.clone()));
            }
            if pressed(Key::K) {
                actions.push(Action::KeepDifference(difference.key.clone()));
            }
        }
        if !row.visible {
            return;
        }
        paint(ui, row.rect, difference, tone, is_kept);
        let buttons = Rect::from_min_max(
            pos2(row.rect.right() - BUTTONS_WIDTH - BAR_WIDTH, row.rect.top()),
            row.rect.max - vec2(BAR_WIDTH, 0.0),
        );
        let layout = Layout::right_to_left(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(buttons).layout(layout).id_salt(("buttons", &difference.key)), |ui| {
            let (icon, word) = if is_kept { (Icon::Undo, "Reopen") } else { (Icon::Pin, "Keep") };
            if IconButton::new(icon, &format!("{word} {}", difference.key)).small().show(ui).clicked() {
                actions.push(Action::KeepDifference(difference.key.clone()));
            }
            if IconButton::new(Icon::Check, &format!("Take {}", difference.key)).small().show(ui).clicked() {
                actions.push(Action::TakeDifference(difference.key.clone()));
            }
        });
        row.response.on_hover_ui(|ui| details_ui(ui, difference));
    }
}

fn tone(difference: &Difference) -> Tone {
    match (difference.breaking.client, difference.breaking.server) {
        (true, _) => Tone::Error,
        (false, true) => Tone::Warning,
        (false, false) => Tone::Neutral,
    }
}

/// All that is known about a difference.
fn details_ui(ui: &mut Ui, difference: &Difference) {
    ui.label(difference.kind.documentation());
    ui.label(format!("{} ({})", difference.breaking.label(), difference.sides.label()));
    for key in difference.operations.iter().take(12) {
        ui.label(egui::RichText::new(key).font(type_mono()));
    }
    if let Some(more) = difference.operations.len().checked_sub(12).filter(|more| *more > 0) {
        ui.label(format!("and {more} more operations"));
    }
}

/// The kind, then the place and what happened, then old and new.
fn paint(ui: &Ui, rect: Rect, difference: &Difference, tone: Tone, is_kept: bool) {
    let tokens = Tokens::of(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let y = rect.center().y;
    let color = if is_kept { tokens.muted } else { tokens.text };
    let text = |words: String, font: egui::FontId, color: egui::Color32, left: f32, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(words, font, color);
        job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
        let galley = painter.layout_job(job);
        let height = galley.size().y;
        let right = left + galley.size().x;
        painter.galley(pos2(left, y - height / 2.0), galley, color);
        right
    };
    let left = rect.left() + 2.0 * GAP_PANE;
    text(
        difference.kind.label().to_owned(),
        type_body(),
        if is_kept { tokens.muted } else { tokens.tone(tone) },
        left,
        KIND_WIDTH - GAP,
    );
    let left = left + KIND_WIDTH;
    let right = rect.right() - BUTTONS_WIDTH - BAR_WIDTH - GAP;
    let change = match (&difference.old, &difference.new) {
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (Some(old), None) => format!("{old} → –"),
        (None, Some(new)) => format!("– → {new}"),
        (None, None) => String::new(),
    };
    let change_left = left + (right - left) * 0.66;
    text(change, type_mono(), tokens.muted, change_left, right - change_left);
    let place = if difference.place.is_empty() { String::new() } else { format!("{}  ", difference.place) };
    let end = text(place, type_secondary(), tokens.muted, left, (change_left - left) * 0.5);
    text(difference.message.clone(), type_body(), color, end, change_left - end - GAP);
}
