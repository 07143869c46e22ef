//! One call of a method: its arguments, sorted to the parameters they are meant for, and the source of chance. Methods read
//! their arguments here, so that a wrong one gets the same kind of message everywhere.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::super::random::Random;
use super::draw;
use super::method::{Answer, Kind, MOST_PARAMETERS, Method, Parameter};
use super::{FakerError, Locale};

/// The most items, characters or words that a call makes.
pub(super) const MOST: u64 = 10_000;

/// One call.
#[derive(Debug)]
pub(super) struct Call<'c> {
    method: &'static Method,
    values: [Option<&'c Value>; MOST_PARAMETERS],
    /// What the values are drawn from.
    pub(super) random: &'c mut Random,
    /// The language of the words.
    pub(super) locale: Locale,
    /// How many methods this one is called from within.
    pub(super) depth: u8,
}

impl<'c> Call<'c> {
    /// Sorts arguments to parameters.
    pub(super) fn bind(
        method: &'static Method,
        arguments: &'c [Value],
        random: &'c mut Random,
        locale: Locale,
        depth: u8,
    ) -> Result<Self, FakerError> {
        let mut values = [None; MOST_PARAMETERS];
        let (positional, options) = split(method, arguments);
        if positional.len() > method.positions {
            return Err(FakerError::TooMany {
                method: method.name,
                most: method.positions,
                got: positional.len(),
                known: known_options(method),
            });
        }
        for (slot, value) in values.iter_mut().zip(positional) {
            *slot = Some(value).filter(|value| !value.is_null());
        }
        for (name, value) in options.into_iter().flatten() {
            let Some(position) = method.parameters.iter().position(|parameter| parameter.name == name) else {
                return Err(FakerError::UnknownOption {
                    method: method.name,
                    option: shortened(name),
                    known: known_options(method),
                });
            };
            if let Some(slot) = values.get_mut(position) {
                *slot = Some(value).filter(|value| !value.is_null());
            }
        }
        Ok(Self { method, values, random, locale, depth })
    }

    /// An error about the arguments as a whole.
    pub(super) fn unsuitable<T>(&self, problem: impl Into<String>) -> Result<T, FakerError> {
        Err(FakerError::Unsuitable { method: self.method.name, problem: problem.into() })
    }

    /// One of the words.
    pub(super) fn pick(&mut self, words: &'static [&'static str]) -> &'static str {
        draw::word(self.random, words)
    }

    /// One of the words, as the answer.
    pub(super) fn word(&mut self, words: &'static [&'static str]) -> Answer {
        Ok(Value::from(self.pick(words)))
    }

    /// The parameter of a name, and what was given for it.
    fn given(&self, name: &str) -> Option<(&'static Parameter, &'c Value)> {
        let position = self.method.parameters.iter().position(|parameter| parameter.name == name);
        debug_assert!(position.is_some(), "{} has no parameter {name}", self.method.name);
        let position = position?;
        Some((self.method.parameters.get(position)?, (*self.values.get(position)?)?))
    }

    fn wrong<T>(&self, parameter: &Parameter, found: &Value) -> Result<T, FakerError> {
        self.wrong_with(parameter, parameter.kind.expected(), found)
    }

    fn wrong_with<T>(&self, parameter: &Parameter, expected: String, found: &Value) -> Result<T, FakerError> {
        Err(FakerError::WrongType {
            method: self.method.name,
            option: parameter.name,
            expected,
            found: shortened(&found.to_string()),
        })
    }

    /// The error that an argument is missing.
    pub(super) fn missing<T>(&self, name: &'static str) -> Result<T, FakerError> {
        let kind =
            self.method.parameters.iter().find(|parameter| parameter.name == name).map_or(Kind::Any, |parameter| parameter.kind);
        Err(FakerError::Missing { method: self.method.name, option: name, expected: kind.expected() })
    }

    /// Whatever was given.
    pub(super) fn any(&self, name: &str) -> Option<&'c Value> {
        self.given(name).map(|(_, value)| value)
    }

    /// A text; numbers and booleans are written out.
    pub(super) fn text(&self, name: &str) -> Result<Option<Cow<'c, str>>, FakerError> {
        let Some((parameter, value)) = self.given(name) else { return Ok(None) };
        let text: Cow<'c, str> = match value {
            Value::String(text) => Cow::Borrowed(text),
            Value::Number(_) | Value::Bool(_) => Cow::Owned(value.to_string()),
            _ => return self.wrong(parameter, value),
        };
        if text.len() as u64 > MOST {
            return self.wrong_with(parameter, format!("a text of at most {MOST} bytes"), value);
        }
        Ok(Some(text))
    }

    /// True or false, also as a text.
    pub(super) fn flag(&self, name: &str, default: bool) -> Result<bool, FakerError> {
        match self.given(name) {
            None => Ok(default),
            Some((_, Value::Bool(flag))) => Ok(*flag),
            Some((_, Value::String(text))) if text == "true" => Ok(true),
            Some((_, Value::String(text))) if text == "false" => Ok(false),
            Some((parameter, value)) => self.wrong(parameter, value),
        }
    }

    /// A number, also as a text.
    pub(super) fn number(&self, name: &str) -> Result<Option<f64>, FakerError> {
        let Some((parameter, value)) = self.given(name) else { return Ok(None) };
        match as_number(value) {
            Some(number) => Ok(Some(number)),
            None => self.wrong(parameter, value),
        }
    }

    /// A whole number between two bounds, also as a text.
    pub(super) fn integer(&self, name: &str, least: i64, most: i64) -> Result<Option<i64>, FakerError> {
        let Some((parameter, value)) = self.given(name) else { return Ok(None) };
        match as_integer(value) {
            Some(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => self.wrong_with(parameter, format!("a whole number from {least} to {most}"), value),
        }
    }

    /// How many: what was given, drawn from its range, or drawn from the default range.
    pub(super) fn count(&mut self, name: &str, default: (u64, u64)) -> Result<usize, FakerError> {
        let (least, most) = match self.given(name) {
            None => default,
            Some((parameter, value)) => match count_range(value) {
                Some((least, most)) if least <= most && most <= MOST => (least, most),
                _ => return self.wrong(parameter, value),
            },
        };
        Ok(self.random.integer(least as i64, most as i64) as usize)
    }

    /// One of the texts that the parameter offers.
    pub(super) fn choice(&self, name: &str) -> Result<Option<&'static str>, FakerError> {
        let Some((parameter, value)) = self.given(name) else { return Ok(None) };
        let Kind::Choice(choices) = parameter.kind else { return self.wrong(parameter, value) };
        let written = match value {
            Value::String(text) => Cow::Borrowed(text.as_str()),
            other => Cow::Owned(other.to_string()),
        };
        match choices.iter().find(|choice| **choice == written) {
            Some(choice) => Ok(Some(choice)),
            None => self.wrong(parameter, value),
        }
    }

    /// A list.
    pub(super) fn list(&self, name: &str) -> Result<Option<&'c [Value]>, FakerError> {
        match self.given(name) {
            None => Ok(None),
            Some((_, Value::Array(items))) => Ok(Some(items)),
            Some((parameter, value)) => self.wrong(parameter, value),
        }
    }

    /// A text or a list of texts, as a list.
    pub(super) fn texts(&self, name: &str) -> Result<Option<Vec<&'c str>>, FakerError> {
        let Some((parameter, value)) = self.given(name) else { return Ok(None) };
        let texts: Option<Vec<&str>> = match value {
            Value::String(text) => Some(vec![text]),
            Value::Array(items) => items.iter().map(Value::as_str).collect(),
            _ => None,
        };
        match texts {
            Some(texts) if texts.iter().map(|text| text.len() as u64).sum::<u64>() <= MOST => Ok(Some(texts)),
            Some(_) => self.wrong_with(parameter, format!("a text of at most {MOST} bytes"), value),
            None => self.wrong(parameter, value),
        }
    }

    /// An object.
    pub(super) fn object(&self, name: &str) -> Result<Option<&'c Map<String, Value>>, FakerError> {
        match self.given(name) {
            None => Ok(None),
            Some((_, Value::Object(fields))) => Ok(Some(fields)),
            Some((parameter, value)) => self.wrong(parameter, value),
        }
    }

    /// A moment, in milliseconds since 1970.
    pub(super) fn moment(&self, name: &str) -> Result<Option<i64>, FakerError> {
        let Some((parameter, value)) = self.given(name) else { return Ok(None) };
        match super::date::milliseconds(value) {
            Some(milliseconds) => Ok(Some(milliseconds)),
            None => self.wrong(parameter, value),
        }
    }

    /// The moment of `refDate`, or of the seed.
    pub(super) fn reference(&self) -> Result<i64, FakerError> {
        Ok(self.moment("refDate")?.unwrap_or_else(|| self.random.now().as_millisecond()))
    }
}

/// Arguments by position, and the options behind them.
type Split<'c> = (&'c [Value], Option<&'c Map<String, Value>>);

/// What is given by position, and the options at the end. An object at the end is the options, unless it is what the
/// parameter of its position wants: an object, anything, or the `min` and `max` of a count.
fn split<'c>(method: &Method, arguments: &'c [Value]) -> Split<'c> {
    let Some((Value::Object(fields), rest)) = arguments.split_last() else { return (arguments, None) };
    let options = (rest, Some(fields));
    let knows = |name: &String| method.parameters.iter().any(|parameter| parameter.name == name);
    let Some(parameter) = method.parameters.get(rest.len()).filter(|_| rest.len() < method.positions) else { return options };
    match parameter.kind {
        Kind::Object | Kind::Any if !fields.is_empty() && fields.keys().all(knows) => options,
        Kind::Object | Kind::Any if fields.is_empty() && !parameter.required => options,
        Kind::Object | Kind::Any => (arguments, None),
        Kind::Count if !fields.is_empty() && fields.keys().all(|name| (name == "min" || name == "max") && !knows(name)) => {
            (arguments, None)
        }
        _ => options,
    }
}

/// The options of a method as a sentence.
fn known_options(method: &Method) -> String {
    let names: Vec<&str> = method.parameters.iter().map(|parameter| parameter.name).collect();
    if names.is_empty() { "it takes no arguments".to_owned() } else { format!("its options are {}", names.join(", ")) }
}

/// A number, also as a text.
fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|number: &f64| number.is_finite())
}

/// A whole number, also as a text or with a zero fraction.
fn as_integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The whole number that a float is, within what floats tell apart.
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
}

/// The bounds of a count.
fn count_range(value: &Value) -> Option<(u64, u64)> {
    match value {
        Value::Object(fields) => {
            let bound = |name: &str, default: u64| match fields.get(name) {
                None => Some(default),
                Some(value) => as_integer(value).and_then(|number| u64::try_from(number).ok()),
            };
            let least = bound("min", 0)?;
            Some((least, bound("max", least)?))
        }
        other => {
            let count = u64::try_from(as_integer(other)?).ok()?;
            Some((count, count))
        }
    }
}

/// A text cut to a length that fits a message.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { format!("{}…", text.chars().take(60).collect::<String>()) }
}
