//! The lines of an expectation's form that say how many calls there must be, after what, when, and how they must be answered.

use egui::Ui;

use super::super::{Focus, draft::ExpectationDraft};
use crate::{
    app::Action,
    model::{After, CallCount, EndpointId, ExpectationId, TimeWindow},
    ui::widget::{Combo, NumberField, subtle, toggle},
};

const FIELD_WIDTH: f32 = 72.0;
/// A longer time than any test takes.
const MAX_SECONDS: f64 = 86_400.0;

const COUNTS: [&str; 5] = ["exactly", "at least", "at most", "between", "never"];

fn kind_of(count: CallCount) -> usize {
    match count {
        CallCount::Exactly(_) => 0,
        CallCount::AtLeast(_) => 1,
        CallCount::AtMost(_) => 2,
        CallCount::Between { .. } => 3,
        CallCount::Never => 4,
    }
}

/// The count in another kind, with the number it had as far as that kind has one.
fn as_kind(count: CallCount, kind: usize) -> CallCount {
    let number = count.max().unwrap_or(count.min()).max(1);
    match kind {
        0 => CallCount::Exactly(number),
        1 => CallCount::AtLeast(count.min().max(1)),
        2 => CallCount::AtMost(number),
        3 => CallCount::Between { min: count.min().max(1), max: number },
        _ => CallCount::Never,
    }
}

/// `exactly 2 times`.
pub(super) fn count_ui(ui: &mut Ui, draft: ExpectationDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    let count = draft.expectation.count;
    let wants_focus = focus.take_if(|focus| *focus == Focus::Count).is_some();
    ui.horizontal(|ui| {
        if let Some(kind) = Combo::new("count kind", "How many").show(ui, kind_of(count), &COUNTS).changed {
            draft.edit(actions, "Change count", None, |expectation| expectation.count = as_kind(count, kind));
        }
        let number = |ui: &mut Ui, name: &str, value: u64, focus: bool| {
            let field = NumberField::new(name, name, value as f64).width(FIELD_WIDTH).focus(focus);
            field.show(ui).changed.map(|value| value as u64)
        };
        let changed = match count {
            CallCount::Exactly(times) => number(ui, "Times", times, wants_focus).map(CallCount::Exactly),
            CallCount::AtLeast(times) => number(ui, "Times", times, wants_focus).map(CallCount::AtLeast),
            CallCount::AtMost(times) => number(ui, "Times", times, wants_focus).map(CallCount::AtMost),
            CallCount::Between { min, max } => {
                let least = number(ui, "Least times", min, wants_focus);
                subtle(ui, "and");
                let most = number(ui, "Most times", max, false);
                let is_changed = least.is_some() || most.is_some();
                is_changed.then(|| CallCount::Between { min: least.unwrap_or(min), max: most.unwrap_or(max) })
            }
            CallCount::Never => None,
        };
        if let Some(count) = changed {
            draft.edit(actions, "Change count", Some("count"), |expectation| expectation.count = count);
        }
        match count {
            CallCount::Exactly(1) | CallCount::AtLeast(1) | CallCount::AtMost(1) => drop(subtle(ui, "time")),
            CallCount::Never => {}
            _ => drop(subtle(ui, "times")),
        }
    });
}

/// `after Login, directly`.
pub(super) fn after_ui(ui: &mut Ui, draft: ExpectationDraft<'_>, actions: &mut Vec<Action>) {
    let after = draft.expectation.after.as_ref();
    let others: Vec<(&ExpectationId, String)> = draft
        .app
        .project()
        .expectations
        .iter()
        .filter(|other| other.id != draft.expectation.id)
        .map(|other| (&other.id, other.title().into_owned()))
        .collect();
    let labels: Vec<&str> = std::iter::once("anything").chain(others.iter().map(|(_, title)| title.as_str())).collect();
    let chosen = after.map_or(Some(0), |after| others.iter().position(|(id, _)| **id == after.expectation).map(|at| at + 1));
    let current = chosen.and_then(|at| labels.get(at)).map_or("one that is gone", |label| *label);
    ui.horizontal(|ui| {
        if let Some(index) = Combo::new("after", "After").show_text(ui, current, chosen, &labels).changed {
            let other = index.checked_sub(1).and_then(|index| others.get(index)).map(|(id, _)| (*id).clone());
            draft.edit(actions, "Change what comes before", None, |expectation| {
                let before = expectation.after.take();
                expectation.after = other.map(|id| {
                    before.map_or_else(
                        || After { expectation: id.clone(), strict: false, extra: Default::default() },
                        |before| After { expectation: id.clone(), ..before },
                    )
                });
            });
        }
        if let Some(after) = after {
            let words = "directly, with no other request between";
            if let Some(strict) = toggle(ui, "Directly after", words, after.strict).changed {
                draft.edit(actions, "Change what comes before", None, |expectation| {
                    if let Some(after) = &mut expectation.after {
                        after.strict = strict;
                    }
                });
            }
        }
    });
}

/// `between 0 and 5 s after the start or the last reset`.
pub(super) fn window_ui(ui: &mut Ui, draft: ExpectationDraft<'_>, actions: &mut Vec<Action>) {
    const KINDS: [&str; 3] = ["at any time", "from", "between"];
    let window = draft.expectation.window;
    let kind = match window {
        None => 0,
        Some(TimeWindow { until_ms: None, .. }) => 1,
        Some(_) => 2,
    };
    let from_ms = window.map_or(0, |window| window.from_ms);
    ui.horizontal(|ui| {
        if let Some(kind) = Combo::new("window", "When").show(ui, kind, &KINDS).changed {
            let window = match kind {
                0 => None,
                1 => Some(TimeWindow { from_ms, until_ms: None }),
                _ => Some(TimeWindow { from_ms, until_ms: Some(from_ms + 5_000) }),
            };
            draft.edit(actions, "Change time", None, |expectation| expectation.window = window);
        }
        let Some(window) = window else { return };
        let seconds = |ui: &mut Ui, name: &str, ms: u64| {
            let field = NumberField::new(name, name, ms as f64 / 1_000.0).decimals(3).range(0.0..=MAX_SECONDS);
            field.width(FIELD_WIDTH).unit("s").show(ui).changed.map(|seconds| (seconds * 1_000.0).round() as u64)
        };
        let mut changed = window;
        changed.from_ms = seconds(ui, "From", window.from_ms).unwrap_or(window.from_ms);
        if let Some(until) = window.until_ms {
            subtle(ui, "and");
            changed.until_ms = Some(seconds(ui, "Until", until).unwrap_or(until));
        }
        subtle(ui, "after the start or the last reset");
        if changed != window {
            draft.edit(actions, "Change time", Some("window"), |expectation| expectation.window = Some(changed));
        }
    });
}

/// `with status 201, by POST /orders`.
pub(super) fn answer_ui(ui: &mut Ui, draft: ExpectationDraft<'_>, actions: &mut Vec<Action>) {
    let answer = &draft.expectation.answer;
    ui.horizontal(|ui| {
        let chosen = usize::from(answer.status.is_some());
        let kind = Combo::new("answer status kind", "Answer status").show(ui, chosen, &["with any status", "with status"]);
        if let Some(kind) = kind.changed {
            draft.edit(actions, "Change answer", None, |expectation| expectation.answer.status = (kind == 1).then_some(200));
        }
        if let Some(status) = answer.status {
            let field = NumberField::new("status", "Answered status", f64::from(status)).range(100.0..=599.0).width(56.0);
            if let Some(status) = field.show(ui).changed {
                draft.edit(actions, "Change answer", Some("status"), |expectation| {
                    expectation.answer.status = Some(status as u16);
                });
            }
        }
        let endpoints: Vec<(&EndpointId, String)> = draft
            .app
            .project()
            .endpoints
            .iter()
            .map(|endpoint| (&endpoint.id, format!("by {} {}", endpoint.method, endpoint.path)))
            .collect();
        let labels: Vec<&str> = std::iter::once("by anything").chain(endpoints.iter().map(|(_, name)| name.as_str())).collect();
        let by = answer.endpoint.as_ref();
        let chosen = by.map_or(Some(0), |by| endpoints.iter().position(|(id, _)| *id == by).map(|at| at + 1));
        let current = chosen.and_then(|at| labels.get(at)).map_or("by an endpoint that is gone", |label| *label);
        if let Some(index) = Combo::new("answered by", "Answered by").show_text(ui, current, chosen, &labels).changed {
            let by = index.checked_sub(1).and_then(|index| endpoints.get(index)).map(|(id, _)| (*id).clone());
            draft.edit(actions, "Change answer", None, |expectation| expectation.answer.endpoint = by);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_kind_of_count_keeps_the_number() {
        for (count, kind, expected) in [
            (CallCount::Exactly(2), 1, CallCount::AtLeast(2)),
            (CallCount::AtLeast(3), 3, CallCount::Between { min: 3, max: 3 }),
            (CallCount::Between { min: 1, max: 4 }, 2, CallCount::AtMost(4)),
            (CallCount::Never, 0, CallCount::Exactly(1)),
            (CallCount::Exactly(2), 4, CallCount::Never),
        ] {
            assert_eq!(as_kind(count, kind), expected, "{count:?}");
            assert_eq!(kind_of(as_kind(count, kind)), kind);
        }
    }
}
