//! What the catalogue knows of one method: its name, its documentation, its parameters, and the code that makes its values.
//! The window's completion and the documentation are made from this.

use serde_json::Value;

use super::super::random::{Random, Seed};
use super::call::Call;
use super::{FakerError, Locale};

/// What making a value comes to.
pub(super) type Answer = Result<Value, FakerError>;

/// The code behind a method.
pub(super) type Make = fn(&mut Call<'_>) -> Answer;

/// The most parameters that a method has.
pub(super) const MOST_PARAMETERS: usize = 8;

/// The kind of value a method gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number, mostly with a fraction.
    Number,
    /// True or false.
    Boolean,
    /// A moment, as a text such as `2025-01-01T00:00:00.000Z`.
    Moment,
    /// A list.
    List,
    /// An object.
    Object,
    /// Whatever the arguments hold.
    Any,
}

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// How many: a whole number, or an object with `min` and `max`.
    Count,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A date in ISO 8601, or milliseconds since 1970.
    Moment,
    /// A list.
    List,
    /// A text, or a list of texts.
    Texts,
    /// An object.
    Object,
    /// Anything.
    Any,
}

impl Kind {
    /// The kind in words, to follow "must be".
    pub fn expected(self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Integer => "a whole number".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Count => "a whole number from 0 to 10000, or an object with such a 'min' and 'max'".to_owned(),
            Self::Choice(choices) => format!("one of {}", choices.join(", ")),
            Self::Moment => "a date such as 2025-01-31 or 2025-01-31T12:00:00Z, or milliseconds since 1970".to_owned(),
            Self::List => "a list".to_owned(),
            Self::Texts => "a text or a list of texts".to_owned(),
            Self::Object => "an object".to_owned(),
            Self::Any => "any value".to_owned(),
        }
    }
}

/// One argument of a method, by position or by name.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name in an options object.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// What holds without it, in words; empty where the method chooses.
    pub default: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// Whether the method needs it.
    pub required: bool,
}

/// A parameter that can be left out.
pub(super) const fn optional(name: &'static str, kind: Kind, default: &'static str, summary: &'static str) -> Parameter {
    Parameter { name, kind, default, summary, required: false }
}

/// A parameter that the method needs.
pub(super) const fn required(name: &'static str, kind: Kind, summary: &'static str) -> Parameter {
    Parameter { name, kind, default: "", summary, required: true }
}

/// One method of the catalogue.
#[derive(Debug)]
pub struct Method {
    /// Its full name, such as `person.firstName`.
    pub name: &'static str,
    /// What it gives, in a line.
    pub summary: &'static str,
    /// The kind of value it gives when called as in its example.
    pub returns: Shape,
    /// Its parameters, in the order of their positions.
    pub parameters: &'static [Parameter],
    /// How many arguments it takes by position; the others have names only.
    pub positions: usize,
    /// The arguments of an example, as a JSON list.
    pub example: &'static str,
    make: Make,
}

impl Method {
    /// A method without parameters.
    pub(super) const fn new(name: &'static str, summary: &'static str, returns: Shape, make: Make) -> Self {
        Self { name, summary, returns, parameters: &[], positions: 0, example: "[]", make }
    }

    /// A method without parameters that gives a text.
    pub(super) const fn text(name: &'static str, summary: &'static str, make: Make) -> Self {
        Self::new(name, summary, Shape::Text, make)
    }

    /// The same with parameters, all of which may be given by position.
    pub(super) const fn with(self, parameters: &'static [Parameter]) -> Self {
        Self { parameters, positions: parameters.len(), ..self }
    }

    /// The same where only the first arguments may be given by position.
    pub(super) const fn positions(self, positions: usize) -> Self {
        Self { positions, ..self }
    }

    /// The same with an example's arguments, as a JSON list.
    pub(super) const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// The module, such as `person`.
    pub fn module(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(module, _)| module)
    }

    /// A value. The arguments are as Faker.js takes them: by position, or as one object of options at the end.
    pub fn call(&'static self, arguments: &[Value], random: &mut Random, locale: Locale) -> Answer {
        self.call_within(arguments, random, locale, 0)
    }

    /// The same from within another method, this deep.
    pub(super) fn call_within(&'static self, arguments: &[Value], random: &mut Random, locale: Locale, depth: u8) -> Answer {
        (self.make)(&mut Call::bind(self, arguments, random, locale, depth)?)
    }

    /// The arguments of the example.
    pub fn example_arguments(&self) -> Vec<Value> {
        // The table's own tests read every example.
        serde_json::from_str(self.example).unwrap_or_default()
    }

    /// The example as a template writes it: `{{faker 'number.int' max=10}}`.
    pub fn example_template(&self) -> String {
        let mut template = format!("{{{{faker '{}'", self.name);
        let arguments = self.example_arguments();
        for (position, argument) in arguments.iter().enumerate() {
            template.push(' ');
            match argument {
                Value::Object(options) if position + 1 == arguments.len() => {
                    let named: Vec<String> =
                        options.iter().map(|(name, value)| format!("{name}={}", in_template(value))).collect();
                    template.push_str(&named.join(" "));
                }
                other => template.push_str(&in_template(other)),
            }
        }
        template.push_str("}}");
        template
    }

    /// A value of the example, as text: for completion and documentation.
    pub fn sample(&'static self, seed: Seed, locale: Locale) -> String {
        match self.call(&self.example_arguments(), &mut Random::new(seed), locale) {
            Ok(value) => text_of(&value),
            Err(error) => error.to_string(),
        }
    }
}

/// A value as a template shows it: a text without quotes, everything else as JSON.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A value as an argument in a template.
fn in_template(value: &Value) -> String {
    match value {
        Value::String(text) if text.contains('\'') => format!("\"{text}\""),
        Value::String(text) => format!("'{text}'"),
        Value::Array(items) => format!("(array {})", items.iter().map(in_template).collect::<Vec<_>>().join(" ")),
        Value::Object(fields) => {
            let named: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", in_template(value))).collect();
            format!("(object {})", named.join(" "))
        }
        other => other.to_string(),
    }
}
