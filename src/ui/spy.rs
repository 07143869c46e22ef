//! The controls of a spy: whether it forwards, which requests, and where to. Endpoints and the project have the same ones.

use egui::{RichText, Ui};

use super::{
    theme::{Tokens, type_secondary},
    widget::{Combo, TextField, subtle, toggle},
};
use crate::model::{Spy, SpyMode};

/// From this width on everything stands in one line.
const WIDE: f32 = 520.0;
const MAX_URL_WIDTH: f32 = 420.0;

/// What a person made of a spy.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SpyEdit {
    /// The spy as it shall be.
    pub(super) spy: Option<Spy>,
    /// Whether the URL was typed, so that a burst of typing is one step; else something was chosen.
    pub(super) is_typed: bool,
}

/// The controls of a spy.
#[derive(Clone, Copy, Debug)]
pub(super) struct SpyField<'a> {
    name: &'a str,
    unmatched: &'a str,
    problem: Option<&'a str>,
    focus: bool,
}

impl<'a> SpyField<'a> {
    /// Controls that a screen reader names after `name`; `unmatched` says which requests are those that nothing else answers.
    pub(super) fn new(name: &'a str, unmatched: &'a str) -> Self {
        Self { name, unmatched, problem: None, focus: false }
    }

    /// Says what is wrong.
    pub(super) fn problem(mut self, problem: Option<&'a str>) -> Self {
        self.problem = problem;
        self
    }

    /// Puts the caret into the URL in this frame.
    pub(super) fn focus(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }

    /// Shows them: in one line where there is room, else in two.
    pub(super) fn show(self, ui: &mut Ui, spy: Option<&Spy>) -> Option<SpyEdit> {
        let edit = if ui.available_width() >= WIDE {
            ui.horizontal(|ui| {
                let chosen = self.choices(ui, spy);
                chosen.or(self.url(ui, spy))
            })
            .inner
        } else {
            let chosen = ui.horizontal(|ui| self.choices(ui, spy)).inner;
            chosen.or(ui.horizontal(|ui| self.url(ui, spy)).inner)
        };
        if let Some(problem) = self.problem {
            let text = RichText::new(problem).font(type_secondary()).color(Tokens::of(ui).error);
            ui.add(egui::Label::new(text).wrap());
        }
        edit
    }

    fn choices(self, ui: &mut Ui, spy: Option<&Spy>) -> Option<SpyEdit> {
        let is_on = spy.is_some_and(|spy| spy.enabled);
        let switched = toggle(ui, &format!("{} forwards", self.name), "Forward", is_on).changed;
        let modes = [(self.unmatched, SpyMode::Unmatched), ("every request", SpyMode::Always)];
        let labels = modes.map(|(label, _)| label);
        let mode = spy.map(|spy| spy.mode).unwrap_or_default();
        let chosen = modes.iter().position(|(_, other)| *other == mode).unwrap_or(0);
        let name = format!("{} forwards what", self.name);
        let combo = Combo::new(&name, &name).enabled(spy.is_some()).show(ui, chosen, &labels);
        let mode = combo.changed.and_then(|index| modes.get(index)).map(|(_, mode)| *mode);
        if switched.is_none() && mode.is_none() {
            return None;
        }
        let mut spy = spy.cloned().unwrap_or_else(|| Spy::new(""));
        spy.enabled = switched.unwrap_or(spy.enabled);
        spy.mode = mode.unwrap_or(spy.mode);
        // One that is off and says nothing is none.
        let is_blank = !spy.enabled && spy.base_url.is_empty() && spy.extra.is_empty();
        Some(SpyEdit { spy: (!is_blank).then_some(spy), is_typed: false })
    }

    fn url(self, ui: &mut Ui, spy: Option<&Spy>) -> Option<SpyEdit> {
        subtle(ui, "to");
        let url = spy.map_or("", |spy| spy.base_url.as_str());
        let name = format!("{} URL", self.name);
        let width = ui.available_width().min(MAX_URL_WIDTH);
        let field = TextField::new(&name, &name, url).mono().width(width).hint("https://api.example.com");
        let text = field.error(self.problem).message_in_tooltip().focus(self.focus).show(ui).changed?;
        let spy = spy.map_or_else(|| Spy::new(text.clone()), |spy| Spy { base_url: text.clone(), ..spy.clone() });
        Some(SpyEdit { spy: Some(spy), is_typed: true })
    }
}

/// The host of a URL, with its port, as far as it can be told while it is typed.
pub(super) fn host_of(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.split(['/', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_while_they_are_typed() {
        for (url, host) in [
            ("https://api.example.com/v1", "api.example.com"),
            ("http://127.0.0.1:9000", "127.0.0.1:9000"),
            ("api.exa", "api.exa"),
            ("https://", ""),
        ] {
            assert_eq!(host_of(url), host);
        }
    }
}
