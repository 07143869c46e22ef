//! The controls of a delay: its kind, and the numbers of that kind. Responses and the project have the same ones.

use egui::{Color32, FontId, RichText, Ui};

use super::{
    code::template_line,
    theme::{Tokens, type_secondary},
    widget::{NumberField, TextField, segmented, subtle},
};
use crate::model::Delay;

const KINDS: [&str; 4] = ["None", "Fixed", "Range", "Log-normal"];
const KINDS_AND_TEMPLATE: [&str; 5] = ["None", "Fixed", "Range", "Log-normal", "Template"];
const TEMPLATE: usize = KINDS.len();
const FIELD_WIDTH: f32 = 84.0;
const TEMPLATE_WIDTH: f32 = 340.0;

/// What a person made of a delay.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DelayEdit {
    /// The delay as it shall be.
    pub(super) delay: Option<Delay>,
    /// The template that shall take its place.
    pub(super) template: Option<String>,
    /// Whether a number was typed, so that a burst of typing is one step; else the kind was chosen.
    pub(super) is_typed: bool,
}

/// The controls of a delay.
#[derive(Clone, Copy, Debug)]
pub(super) struct DelayField<'a> {
    name: &'a str,
    without: &'a str,
    focus: bool,
    takes_template: bool,
    template: Option<&'a str>,
}

impl<'a> DelayField<'a> {
    /// Controls that a screen reader names after `name`; `without` says what happens where there is no delay.
    pub(super) fn new(name: &'a str, without: &'a str) -> Self {
        Self { name, without, focus: false, takes_template: false, template: None }
    }

    /// Offers a template as well; there is one already where it is given.
    pub(super) fn template(mut self, template: Option<&'a str>) -> Self {
        (self.takes_template, self.template) = (true, template);
        self
    }

    /// Puts the caret into the first number in this frame.
    pub(super) fn focus(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }

    /// Shows them, in lines below each other.
    pub(super) fn show(self, ui: &mut Ui, delay: Option<Delay>) -> Option<DelayEdit> {
        let kinds: &[&str] = if self.takes_template { &KINDS_AND_TEMPLATE } else { &KINDS };
        let kind = if self.template.is_some() { TEMPLATE } else { kind_of(delay) };
        let chosen = segmented(ui, self.name, kind, kinds).changed;
        let typed = match self.template {
            Some(template) => self.template_text(ui, template),
            None => self.show_numbers(ui, delay),
        };
        match chosen {
            None => typed,
            Some(TEMPLATE) => Some(DelayEdit { delay: None, template: Some(as_template(delay)), is_typed: false }),
            Some(kind) => Some(DelayEdit { delay: as_kind(delay, kind), template: None, is_typed: false }),
        }
    }

    fn template_text(self, ui: &mut Ui, template: &str) -> Option<DelayEdit> {
        let template_color = Tokens::of(ui).code.template;
        let colorer = |text: &str, font: FontId, color: Color32| template_line(text, &font, color, template_color);
        let name = format!("{} template", self.name);
        let field = TextField::new("template", &name, template).mono().width(TEMPLATE_WIDTH).hint("{{int 100 500}}");
        let edited = field.colorer(&colorer).focus(self.focus).show(ui);
        quiet(ui, "It gives the wait in milliseconds, anew for each answer");
        edited.changed.map(|text| DelayEdit { delay: None, template: Some(text), is_typed: true })
    }

    fn show_numbers(self, ui: &mut Ui, delay: Option<Delay>) -> Option<DelayEdit> {
        let typed = ui.horizontal(|ui| self.numbers(ui, delay)).inner;
        if let Some(Delay::LogNormal { median_ms, sigma }) = delay {
            // Nineteen of twenty waits are shorter than the median times e to the 1.645 sigma.
            let most = f64::from(median_ms) * (1.645 * sigma).exp();
            quiet(ui, &format!("As real latencies are: half are shorter than {median_ms} ms, 19 of 20 than {most:.0} ms"));
        }
        typed.map(|delay| DelayEdit { delay: Some(delay), template: None, is_typed: true })
    }

    fn numbers(self, ui: &mut Ui, delay: Option<Delay>) -> Option<Delay> {
        match delay {
            None => {
                quiet(ui, self.without);
                None
            }
            Some(Delay::Fixed { ms }) => self.milliseconds(ui, "milliseconds", ms, self.focus).map(|ms| Delay::Fixed { ms }),
            Some(Delay::Uniform { min_ms, max_ms }) => {
                let shortest = self.milliseconds(ui, "from", min_ms, self.focus);
                subtle(ui, "to");
                let longest = self.milliseconds(ui, "to", max_ms, false);
                let is_changed = shortest.is_some() || longest.is_some();
                is_changed.then_some(Delay::Uniform { min_ms: shortest.unwrap_or(min_ms), max_ms: longest.unwrap_or(max_ms) })
            }
            Some(Delay::LogNormal { median_ms, sigma }) => {
                let median = self.milliseconds(ui, "median", median_ms, self.focus);
                subtle(ui, "median, spread");
                let name = format!("{} spread", self.name);
                let field = NumberField::new("sigma", &name, sigma).range(0.0..=10.0).decimals(3).step(0.05).width(FIELD_WIDTH);
                let spread = field.show(ui).changed;
                let is_changed = median.is_some() || spread.is_some();
                is_changed.then_some(Delay::LogNormal { median_ms: median.unwrap_or(median_ms), sigma: spread.unwrap_or(sigma) })
            }
        }
    }

    fn milliseconds(self, ui: &mut Ui, what: &str, ms: u32, focus: bool) -> Option<u32> {
        let name = format!("{} {what}", self.name);
        let field = NumberField::new(what, &name, f64::from(ms)).step(50.0).width(FIELD_WIDTH).unit("ms").focus(focus);
        field.show(ui).changed.map(|value| value as u32)
    }
}

fn quiet(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(type_secondary()).color(Tokens::of(ui).muted));
}

/// The index of a delay's kind.
fn kind_of(delay: Option<Delay>) -> usize {
    match delay {
        None => 0,
        Some(Delay::Fixed { .. }) => 1,
        Some(Delay::Uniform { .. }) => 2,
        Some(Delay::LogNormal { .. }) => 3,
    }
}

/// About how long a delay is.
fn around_ms(delay: Option<Delay>) -> u32 {
    match delay {
        None => 200,
        Some(Delay::Fixed { ms }) => ms,
        Some(Delay::Uniform { min_ms, max_ms }) => min_ms.midpoint(max_ms),
        Some(Delay::LogNormal { median_ms, .. }) => median_ms,
    }
}

/// A template for delays about as long.
fn as_template(delay: Option<Delay>) -> String {
    let around_ms = around_ms(delay);
    format!("{{{{int {} {}}}}}", around_ms / 2, around_ms.saturating_add(around_ms / 2))
}

/// The delay as another kind, about as long as it was.
fn as_kind(delay: Option<Delay>, kind: usize) -> Option<Delay> {
    let around_ms = around_ms(delay);
    match kind {
        1 => Some(Delay::Fixed { ms: around_ms }),
        2 => Some(Delay::Uniform { min_ms: around_ms / 2, max_ms: around_ms.saturating_add(around_ms / 2) }),
        3 => Some(Delay::LogNormal { median_ms: around_ms, sigma: 0.4 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_delay_keep_their_length() {
        let fixed = Some(Delay::Fixed { ms: 300 });
        assert_eq!(as_kind(fixed, 2), Some(Delay::Uniform { min_ms: 150, max_ms: 450 }));
        assert_eq!(as_kind(as_kind(fixed, 2), 1), fixed);
        assert_eq!(as_kind(fixed, 0), None);
        assert_eq!(as_template(fixed), "{{int 150 450}}");
        assert_eq!(
            as_kind(Some(Delay::Fixed { ms: u32::MAX }), 2),
            Some(Delay::Uniform { min_ms: u32::MAX / 2, max_ms: u32::MAX })
        );
    }
}
