//! What a project says of its own field names: `"sku": "faker commerce.isbn"` or `"size": "one of: S, M, L"`. Read once,
//! when the project is compiled.

use std::collections::BTreeMap;

use serde_json::Value;

use super::words::words;
use crate::generate::faker::{self, Locale};
use crate::generate::random::{Random, Seed};

/// What values of a field a project wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Override {
    /// What a Faker method gives.
    Faker {
        /// The method's full name, as in `number.int`.
        method: String,
        /// What it is called with.
        arguments: Vec<Value>,
    },
    /// One of these, each as likely as the others. Never empty.
    OneOf(Vec<Value>),
}

/// What is wrong with the text of an override.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OverrideError {
    /// The name of the field holds no letter or digit.
    #[error("'{0}' is no field name: it needs a letter or a digit")]
    NoName(String),
    /// Neither of the two forms.
    #[error("'{0}' is neither 'faker module.method' nor 'one of: a, b, c'")]
    UnknownForm(String),
    /// A list without items.
    #[error("'one of:' needs at least one value, as in 'one of: red, green'")]
    NoChoices,
    /// What follows the method's name is not JSON.
    #[error("the arguments of '{method}' are no JSON ({reason}); write them as in: faker number.int {{\"max\": 10}}")]
    Arguments {
        /// The method's name.
        method: String,
        /// What the JSON reader says.
        reason: String,
    },
    /// The method refuses, or is unknown.
    #[error("{0}")]
    Faker(String),
}

impl Override {
    /// Reads `faker number.int {"max": 10}` or `one of: a, b, c`. In a list, what is JSON by itself (`1`, `true`, `"a, b"`
    /// without the comma) is that value; all else is text.
    pub fn parse(text: &str) -> Result<Self, OverrideError> {
        let text = text.trim();
        if let Some(choices) = text.strip_prefix("one of:").or_else(|| text.strip_prefix("one of ")) {
            let choices: Vec<Value> = choices
                .split(',')
                .map(str::trim)
                .filter(|choice| !choice.is_empty())
                .map(|choice| serde_json::from_str(choice).unwrap_or_else(|_| choice.into()))
                .collect();
            return if choices.is_empty() { Err(OverrideError::NoChoices) } else { Ok(Self::OneOf(choices)) };
        }
        let Some(("faker", call)) = text.split_once(char::is_whitespace) else {
            return Err(OverrideError::UnknownForm(text.to_owned()));
        };
        let call = call.trim();
        let (method, rest) = call.split_once(char::is_whitespace).unwrap_or((call, ""));
        let method = method.trim_matches(['\'', '"']).to_owned();
        let arguments: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(rest).into_iter().collect();
        let arguments =
            arguments.map_err(|error| OverrideError::Arguments { method: method.clone(), reason: error.to_string() })?;
        // Called once, so that a wrong name or argument is known before anything is served.
        faker::call(&method, &arguments, &mut Random::new(Seed(0)), Locale::En)
            .map_err(|error| OverrideError::Faker(error.to_string()))?;
        Ok(Self::Faker { method, arguments })
    }

    /// A value; null where the method refuses its arguments after all.
    pub fn value(&self, random: &mut Random, locale: Locale) -> Value {
        match self {
            Self::Faker { method, arguments } => faker::call(method, arguments, random, locale).unwrap_or(Value::Null),
            Self::OneOf(choices) => random.pick(choices).cloned().unwrap_or(Value::Null),
        }
    }
}

/// The overrides of a project, by field name in whatever style: one for `unit_price` also serves `unitPrice`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    by_words: BTreeMap<String, Override>,
}

impl Overrides {
    /// Reads all, in pairs of field name and text, and says of each that cannot be read what is wrong; the others hold.
    pub fn parse<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<(String, OverrideError)>) {
        let mut overrides = Self::default();
        let mut errors = Vec::new();
        for (name, text) in entries {
            let key = key_of(name);
            let read = if key.is_empty() { Err(OverrideError::NoName(name.to_owned())) } else { Override::parse(text) };
            match read {
                Ok(read) => {
                    overrides.by_words.insert(key, read);
                }
                Err(error) => errors.push((name.to_owned(), error)),
            }
        }
        (overrides, errors)
    }

    /// What is wanted of a field of this name.
    pub fn of(&self, name: &str) -> Option<&Override> {
        if self.by_words.is_empty() { None } else { self.of_key(&key_of(name)) }
    }

    /// The same, for who keeps the key of a name.
    pub(crate) fn of_key(&self, key: &str) -> Option<&Override> {
        self.by_words.get(key)
    }
}

/// What overrides of a name are found by.
pub(crate) fn key_of(name: &str) -> String {
    words(name).join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_forms_are_read() {
        assert_eq!(
            Override::parse("one of: a, 2, true, \"x\"").unwrap(),
            Override::OneOf(vec![json!("a"), json!(2), json!(true), json!("x")])
        );
        let number = Override::parse("faker number.int {\"min\": 3, \"max\": 5}").unwrap();
        let mut random = Random::new(Seed(1));
        for _ in 0..50 {
            let value = number.value(&mut random, Locale::En).as_i64().unwrap();
            assert!((3..=5).contains(&value), "{value}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = |text| Override::parse(text).unwrap_err().to_string();
        assert_eq!(wrong("random"), "'random' is neither 'faker module.method' nor 'one of: a, b, c'");
        assert_eq!(wrong("one of: ,"), "'one of:' needs at least one value, as in 'one of: red, green'");
        assert!(wrong("faker number.int {max").starts_with("the arguments of 'number.int' are no JSON"));
        assert!(wrong("faker persn.firstName").contains("persn.firstName"));
    }

    #[test]
    fn one_override_serves_every_style_of_its_name() {
        let (overrides, errors) = Overrides::parse([("unit_price", "one of: 1"), ("--", "one of: 1"), ("x", "y")]);
        assert!(overrides.of("unitPrice").is_some() && overrides.of("UNIT-PRICE").is_some());
        assert!(overrides.of("price").is_none());
        assert_eq!(errors.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["--", "x"]);
    }
}
