//! A field for a number: typed, stepped with the arrow keys, and only ever a number in its range.

use std::ops::RangeInclusive;

use egui::{AsIdSalt, IdSalt, Key, Modifiers, Ui};

use super::text_field::field_id;
use super::{Colorer, Edited, TextField};
use crate::ui::theme::Tokens;

/// A field for a number.
#[derive(Debug)]
#[must_use = "a field shows when `show` is called"]
pub struct NumberField<'a> {
    id: IdSalt,
    name: &'a str,
    value: f64,
    range: RangeInclusive<f64>,
    decimals: usize,
    step: f64,
    unit: &'a str,
    width: f32,
    enabled: bool,
    error: Option<&'a str>,
    focus: bool,
}

/// What was typed into a field that takes both.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberOrTemplate {
    /// A number.
    Number(f64),
    /// The text of a template.
    Template(String),
}

/// How wide the field is while it holds a template.
const TEMPLATE_WIDTH: f32 = 220.0;

/// What was typed, and the number it stood for.
#[derive(Clone, Debug)]
struct Typed {
    text: String,
    value: f64,
    frame: u64,
}

impl<'a> NumberField<'a> {
    /// A field for a whole number, zero or more.
    pub fn new(id: impl AsIdSalt, name: &'a str, value: f64) -> Self {
        Self {
            id: IdSalt::new(id),
            name,
            value,
            range: 0.0..=f64::from(u32::MAX),
            decimals: 0,
            step: 1.0,
            unit: "",
            width: 72.0,
            enabled: true,
            error: None,
            focus: false,
        }
    }

    /// The smallest and the largest number.
    pub fn range(mut self, range: RangeInclusive<f64>) -> Self {
        self.range = range;
        self
    }

    /// How many decimals it takes and shows at most.
    pub fn decimals(mut self, decimals: usize) -> Self {
        self.decimals = decimals;
        self
    }

    /// How far one press of an arrow key goes.
    pub fn step(mut self, step: f64) -> Self {
        self.step = step;
        self
    }

    /// The unit, shown after the field.
    pub fn unit(mut self, unit: &'a str) -> Self {
        self.unit = unit;
        self
    }

    /// How wide the field is, without the unit.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Greys it out.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Outlines the field in red and says why in the tooltip.
    pub fn error(mut self, message: Option<&'a str>) -> Self {
        self.error = message;
        self
    }

    /// Puts the caret into the field in this frame, the number selected to be typed over.
    pub fn focus(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }

    /// Shows the field, which takes a template in place of the number as well: a text with `{{`.
    pub fn show_or_template(self, ui: &mut Ui, template: Option<&str>, colorer: Colorer<'_>) -> Edited<NumberOrTemplate> {
        let Some(template) = template else {
            let (edited, typed) = self.show_typed(ui);
            let typed = typed.filter(|text| text.contains("{{")).map(NumberOrTemplate::Template);
            return Edited { changed: typed.or(edited.changed.map(NumberOrTemplate::Number)), response: edited.response };
        };
        let text_id = ui.make_persistent_id((self.id, "text"));
        ui.data_mut(|data| data.remove::<Typed>(text_id));
        // In the same place of the layout as the number, so that the keyboard stays while one becomes the other.
        let field = ui.horizontal(|ui| {
            let field = TextField::new(self.id, self.name, template).mono().width(TEMPLATE_WIDTH).enabled(self.enabled);
            let field = field.error(self.error).message_in_tooltip().colorer(colorer);
            field.focus(self.focus).select_all(self.focus).show(ui)
        });
        let changed = field.inner.changed.map(|text| match self.parse(&text) {
            Some(number) => NumberOrTemplate::Number(number),
            None => NumberOrTemplate::Template(text),
        });
        Edited { changed, response: field.inner.response }
    }

    /// Shows the field.
    pub fn show(self, ui: &mut Ui) -> Edited<f64> {
        self.show_typed(ui).0
    }

    /// Shows the field; gives also what was typed in this frame, number or not.
    fn show_typed(self, ui: &mut Ui) -> (Edited<f64>, Option<String>) {
        let text_id = ui.make_persistent_id((self.id, "text"));
        // While typing, the text may for a moment be no number ("", "1."): it lives beside the value.
        let frame = ui.ctx().cumulative_frame_nr();
        let typed: Option<Typed> = ui.data(|data| data.get_temp(text_id));
        // Once the number has become another one without being typed here, as by an undo, the text is out of date.
        let typed = typed.filter(|typed| typed.value == self.value || frame <= typed.frame + 1);
        let (edited, stepped) = ui.horizontal(|ui| self.show_row(ui, typed.as_ref().map(|typed| typed.text.as_str()))).inner;

        let mut changed = None;
        let now_typed = edited.changed.clone();
        if let Some(value) = stepped {
            changed = Some(value);
            ui.data_mut(|data| data.insert_temp(text_id, Typed { text: self.format(value), value, frame }));
        } else if let Some(text) = edited.changed {
            changed = self.parse(&text);
            ui.data_mut(|data| data.insert_temp(text_id, Typed { text, value: changed.unwrap_or(self.value), frame }));
        } else if typed.is_none() || !edited.response.has_focus() {
            ui.data_mut(|data| data.remove::<Typed>(text_id));
        }
        (Edited { changed: changed.filter(|value| *value != self.value), response: edited.response }, now_typed)
    }

    /// Shows the field and its unit; gives back the number the arrow keys went to, if they were pressed.
    fn show_row(&self, ui: &mut Ui, typed: Option<&str>) -> (Edited<String>, Option<f64>) {
        ui.spacing_mut().item_spacing.x = 6.0;
        // Taken before the field is shown: a text field would move its caret with them.
        let id = field_id(ui, self.id);
        let focused = ui.memory(|memory| memory.has_focus(id));
        let stepped = focused.then(|| self.step_with_keys(ui)).flatten();
        let shown = match (stepped, typed) {
            (Some(value), _) => self.format(value),
            (None, Some(typed)) => typed.to_owned(),
            (None, None) => self.format(self.value),
        };
        let wrong = self.parse(&shown).is_none().then(|| self.expectation());
        let edited = TextField::new(self.id, self.name, &shown)
            .mono()
            .width(self.width)
            .enabled(self.enabled)
            .error(wrong.as_deref().or(self.error))
            .message_in_tooltip()
            .focus(self.focus)
            .select_all(self.focus)
            .show(ui);
        if !self.unit.is_empty() {
            ui.colored_label(Tokens::of(ui).muted, self.unit);
        }
        (edited, stepped)
    }

    fn step_with_keys(&self, ui: &Ui) -> Option<f64> {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let direction = match (pressed(Key::ArrowUp), pressed(Key::ArrowDown)) {
            (true, false) => 1.0,
            (false, true) => -1.0,
            _ => return None,
        };
        Some((self.value + direction * self.step).clamp(*self.range.start(), *self.range.end()))
    }

    fn format(&self, value: f64) -> String {
        let text = format!("{value:.*}", self.decimals);
        if self.decimals == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
    }

    fn parse(&self, text: &str) -> Option<f64> {
        let value: f64 = text.trim().parse().ok()?;
        let whole = self.decimals > 0 || value.fract() == 0.0;
        (whole && value.is_finite() && self.range.contains(&value)).then_some(value)
    }

    fn expectation(&self) -> String {
        let kind = if self.decimals == 0 { "a whole number" } else { "a number" };
        format!("Enter {kind} from {} to {}", self.format(*self.range.start()), self.format(*self.range.end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_in_the_range_are_taken() {
        let status = NumberField::new("status", "Status", 200.0).range(100.0..=599.0);
        assert_eq!(status.parse(" 404 "), Some(404.0));
        for wrong in ["", "4o4", "99", "600", "200.5", "inf", "NaN", "-200"] {
            assert_eq!(status.parse(wrong), None, "{wrong}");
        }
        assert_eq!(status.expectation(), "Enter a whole number from 100 to 599");
    }

    #[test]
    fn decimals_are_kept_short() {
        let rate = NumberField::new("rate", "Rate", 0.0).decimals(3).range(0.0..=1.0);
        assert_eq!(rate.format(0.5), "0.5");
        assert_eq!(rate.format(1.0), "1");
        assert_eq!(rate.format(0.1234), "0.123");
        assert_eq!(rate.parse("0.25"), Some(0.25));
    }
}
