//! How conditions and what they came to are painted: a mark, the sentence, and what the request really held.

use egui::{Label, RichText, Ui};

use crate::{
    engine::{Check, ConditionVerdict, JsonDifference},
    ui::{
        theme::{Tokens, Tone, type_body, type_mono},
        widget::marked,
    },
};

/// The height of a line: no more than its text, for there are many.
pub(super) const LINE_HEIGHT: f32 = 18.0;

/// The tone that a status is shown in.
pub(in crate::ui) fn status_tone(status: Option<u16>) -> Tone {
    match status {
        Some(200..=299) => Tone::Ok,
        Some(100..=399) => Tone::Accent,
        Some(400..=499) => Tone::Warning,
        _ => Tone::Error,
    }
}

/// Whether a condition holds.
pub(super) fn holds(verdict: &ConditionVerdict) -> bool {
    match verdict {
        ConditionVerdict::Group { passed, .. } => *passed,
        ConditionVerdict::Check(check) => check.passed,
    }
}

/// A condition with its parts; those of a group stand indented under its head.
pub(super) fn condition(ui: &mut Ui, verdict: &ConditionVerdict) {
    match verdict {
        ConditionVerdict::Check(one) => check(ui, one),
        // The top level usually is "all of" with one part: then the part says everything.
        ConditionVerdict::Group { label, children, .. } if *label != "not" && children.len() == 1 => {
            children.iter().for_each(|child| condition(ui, child));
        }
        ConditionVerdict::Group { label, passed, children } => {
            marked(ui, *passed, |ui| {
                let text = if children.is_empty() { format!("{label} nothing") } else { (*label).to_owned() };
                ui.label(RichText::new(text).color(Tokens::of(ui).muted));
            });
            ui.indent(("group", children.len()), |ui| children.iter().for_each(|child| condition(ui, child)));
        }
    }
}

/// One comparison: `✓ path parameter id is one of 404, 410 — was 404`.
pub(super) fn check(ui: &mut Ui, check: &Check) {
    marked(ui, check.passed, |ui| {
        let tokens = Tokens::of(ui);
        let quiet = |text: &str| RichText::new(text).font(type_body()).color(tokens.muted);
        let code = |text: &str| RichText::new(shortened(text)).font(type_mono()).color(tokens.text);
        ui.label(quiet(&check.subject));
        if !check.name.is_empty() {
            ui.add(Label::new(code(&check.name)).wrap());
        }
        ui.label(quiet(&check.operator));
        if !check.expected.is_empty() {
            ui.add(Label::new(code(&check.expected)).wrap()).on_hover_text(long(&check.expected));
        }
        match (&check.actual, &check.error) {
            (_, Some(error)) => {
                ui.label(RichText::new(format!("— {error}")).color(tokens.error));
            }
            (Some(actual), None) if actual.is_empty() => {
                ui.label(quiet("— was empty"));
            }
            (Some(actual), None) => {
                ui.label(quiet("— was"));
                let color = if check.passed { tokens.muted } else { tokens.text };
                let text = RichText::new(shortened(actual)).font(type_mono()).color(color);
                ui.add(Label::new(text).wrap()).on_hover_text(long(actual));
            }
            (None, None) => {
                ui.label(quiet("— was absent"));
            }
        }
    });
    differences(ui, &check.differences);
}

/// The most differences of a JSON value that are listed.
const MAX_DIFFERENCES: usize = 8;

/// Where the JSON that was found differs from what it should equal.
fn differences(ui: &mut Ui, differences: &[JsonDifference]) {
    if differences.is_empty() {
        return;
    }
    ui.indent(("differences", differences.len()), |ui| {
        let tokens = Tokens::of(ui);
        for difference in differences.iter().take(MAX_DIFFERENCES) {
            let sentence = difference.sentence();
            let text = RichText::new(shortened(&sentence)).font(type_mono()).color(tokens.text);
            ui.add(Label::new(text).wrap()).on_hover_text(long(&sentence));
        }
        let more = differences.len().saturating_sub(MAX_DIFFERENCES);
        if more > 0 {
            ui.label(RichText::new(format!("and {more} more")).font(type_body()).color(tokens.muted));
        }
    });
}

/// The most characters of a value that stand in a sentence; a tooltip has more.
const MAX_SHOWN: usize = 120;
const MAX_IN_TOOLTIP: usize = 2_000;

/// A value on one line, as long as a sentence bears.
pub(in crate::ui) fn shortened(text: &str) -> String {
    cut(&text.replace('\n', " "), MAX_SHOWN)
}

/// A value as far as a tooltip shows it.
pub(in crate::ui) fn long(text: &str) -> String {
    cut(text, MAX_IN_TOOLTIP)
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
