//! How the state of an expectation looks and what it is called: never by colour alone.

use egui::{Color32, Role, Ui, WidgetInfo};

use super::words;
use crate::{
    app::App,
    model::{CallCount, Expectation},
    traffic::ExpectationState,
    ui::{
        icon::Icon,
        log::words as numbers,
        theme::{Tokens, Tone},
        widget::Sign,
    },
};

/// How an expectation stands, as far as a row has room to show it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Its shape.
    pub(crate) icon: Icon,
    /// Its colour.
    pub(crate) tone: Tone,
    /// Its word.
    pub(crate) word: &'static str,
}

impl Look {
    /// How that state looks; none is an expectation that is switched off.
    pub(crate) fn of(state: Option<ExpectationState>) -> Self {
        let (icon, tone, word) = match state {
            Some(ExpectationState::Pending) => (Icon::Clock, Tone::Warning, "pending"),
            Some(ExpectationState::Met) => (Icon::CheckCircle, Tone::Ok, "met"),
            Some(ExpectationState::Violated) => (Icon::Cross, Tone::Error, "violated"),
            None => (Icon::Pause, Tone::Neutral, "off"),
        };
        Self { icon, tone, word }
    }

    /// How that expectation looks now.
    pub(crate) fn now(app: &App, expectation: &Expectation) -> Self {
        Self::of(app.standings().of(&expectation.id).map(|status| status.state))
    }

    pub(crate) fn color(self, ui: &Ui) -> Color32 {
        let tokens = Tokens::of(ui);
        if self.tone == Tone::Neutral { tokens.muted } else { tokens.tone(self.tone) }
    }
}

/// The calls so far and how many there must be: `1 of 2`.
pub(crate) fn progress(count: u64, expected: CallCount) -> String {
    let limit = match expected {
        CallCount::Exactly(limit) => numbers::count(limit),
        CallCount::AtLeast(limit) => format!("{}+", numbers::count(limit)),
        CallCount::AtMost(limit) => format!("at most {}", numbers::count(limit)),
        CallCount::Between { min, max } => format!("{} to {}", numbers::count(min), numbers::count(max)),
        CallCount::Never => "0".to_owned(),
    };
    format!("{} of {limit}", numbers::count(count))
}

/// The row in words, for people who hear it: `Expectation POST /orders, met, 2 of exactly 2`.
pub(super) fn row(app: &App, expectation: &Expectation) -> String {
    let title = expectation.title();
    let demand = words::demand(app.project(), expectation);
    match app.standings().of(&expectation.id) {
        Some(status) => format!("Expectation {title}, {}, {} of {demand}", Look::of(Some(status.state)).word, status.count),
        None => format!("Expectation {title}, off, {demand}"),
    }
}

/// How many expectations are met, pending and violated; what there is none of is left out.
pub(crate) fn signs(app: &App) -> Vec<Sign> {
    let states = [ExpectationState::Met, ExpectationState::Pending, ExpectationState::Violated];
    let sign = |state: ExpectationState| {
        let (Look { icon, tone, word }, count) = (Look::of(Some(state)), app.standings().count(state));
        (count > 0).then_some(Sign { icon, tone, count, word })
    };
    states.into_iter().filter_map(sign).collect()
}

/// Shows the state as an icon.
pub(crate) fn show(ui: &mut Ui, app: &App, expectation: &Expectation) {
    let look = Look::now(app, expectation);
    let color = look.color(ui);
    let sign = look.icon.show(ui, color);
    let count = app.standings().of(&expectation.id).map(|status| progress(status.count, expectation.count));
    let text = count.map_or_else(|| look.word.to_owned(), |count| format!("{}, {count}", look.word));
    sign.widget_info(|| WidgetInfo::labeled(Role::Image, true, &text));
    sign.on_hover_text(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_how_many_of_how_many() {
        for (count, expected, text) in [
            (1, CallCount::Exactly(2), "1 of 2"),
            (0, CallCount::AtLeast(1), "0 of 1+"),
            (4, CallCount::AtMost(3), "4 of at most 3"),
            (2, CallCount::Between { min: 1, max: 1_000 }, "2 of 1 to 1,000"),
            (1, CallCount::Never, "1 of 0"),
        ] {
            assert_eq!(progress(count, expected), text);
        }
    }
}
