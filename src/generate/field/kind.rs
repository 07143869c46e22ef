//! What a field can be: the [`Kind`]s of the registry, what is known of a field besides its name, and how a kind's values
//! come about.

use serde_json::Value;

use super::moment::When;
use super::record::{Draft, Record, Siblings};
use super::role::FieldName;
use crate::generate::faker::Locale;
use crate::generate::random::{Random, Seed};

/// A type of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number with or without decimals.
    Number,
    /// True or false.
    Boolean,
    /// A list.
    Array,
    /// An object.
    Object,
    /// Null.
    Null,
}

impl JsonType {
    /// The type of a value. A number without decimals is an integer.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_f64() => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    /// Its name in JSON Schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
            Self::Null => "null",
        }
    }
}

/// What is known of a field besides its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The type its values must have.
    pub json_type: Option<JsonType>,
    /// The format a schema gives it: `date-time`, `uuid`, `uri`, ...
    pub format: Option<&'a str>,
    /// The name of the field that holds the object this field is in: `name` in `product` is a product's name.
    pub parent: Option<&'a str>,
}

/// The part of life a kind belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Domain {
    People,
    Commerce,
    Geography,
    Time,
    Finance,
    Network,
    Files,
    Text,
    Vehicles,
    Health,
    Social,
    System,
}

impl Domain {
    /// Every domain, in the order of the registry.
    pub const ALL: [Self; 12] = [
        Self::People,
        Self::Commerce,
        Self::Geography,
        Self::Time,
        Self::Finance,
        Self::Network,
        Self::Files,
        Self::Text,
        Self::Vehicles,
        Self::Health,
        Self::Social,
        Self::System,
    ];

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Commerce => "commerce",
            Self::Geography => "geography",
            Self::Time => "time",
            Self::Finance => "finance",
            Self::Network => "network",
            Self::Files => "files",
            Self::Text => "text",
            Self::Vehicles => "vehicles",
            Self::Health => "health",
            Self::Social => "social",
            Self::System => "system",
        }
    }
}

/// One kind of value: an entry of the registry.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name, which no other kind has: `first_name`.
    pub name: &'static str,
    /// The part of life it belongs to.
    pub domain: Domain,
    /// What its values are, for people.
    pub description: &'static str,
    /// The type of its values where nothing asks for another.
    pub json_type: JsonType,
    /// The Faker method that comes nearest, as in `internet.email`; none where Faker has nothing of the kind.
    pub faker: Option<&'static str>,
    /// The names that mean it, as the rules read them; see [`rules`](super::rules).
    pub(super) names: &'static str,
    pub(super) source: Source,
}

/// How the values of a kind come about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    /// A Faker method without arguments.
    Faker,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A whole number between the two.
    Whole(i64, i64),
    /// A number between the two, given in units of the last decimal, with this many decimals.
    Decimal(i64, i64, u32),
    /// Text of this form: `#` is a digit, `!` a digit but 0, `?` a capital, `^` a small letter, `%` a hexadecimal digit,
    /// `*` a digit or a small letter.
    Form(&'static str),
    /// A moment, in the form that the name, type and format ask for.
    Moment(When),
    /// True with a probability in percent.
    Flag(i64),
    /// What fits the rest of the object.
    Make(fn(&mut Draft<'_, '_>) -> Value),
}

impl Kind {
    /// A value of this kind on its own, always the same: for documentation.
    pub fn sample(&self) -> Value {
        let siblings = Siblings::default();
        let mut record = Record::new(&siblings, Locale::En);
        let hint = Hint { json_type: Some(self.json_type), ..Hint::default() };
        record.value(self, &FieldName::new(self.name), &hint, &mut Random::new(Seed(self.name.len() as u64)))
    }

    /// The field names that mean this kind, for documentation: words separated by spaces, the most telling first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.split(',').map(|name| name.trim().trim_start_matches(['=', '^', '~'])).filter(|name| !name.is_empty())
    }

    /// Whether its values are moments, which are written in the form that is asked for.
    pub(crate) fn is_moment(&self) -> bool {
        matches!(self.source, Source::Moment(_))
    }

    /// The words it chooses from, where it does.
    pub(crate) fn choices(&self) -> Option<&'static [&'static str]> {
        match self.source {
            Source::OneOf(choices) => Some(choices),
            _ => None,
        }
    }

    /// Whether its values can be given as this type, and whether they need no conversion for it.
    pub(super) fn fits(&self, asked: JsonType) -> Fit {
        use JsonType::{Boolean, Integer, Number, String};
        match (self.json_type, asked) {
            (yields, asked) if yields == asked => Fit::Natural,
            (Integer, Number) => Fit::Natural,
            (Integer | Number, String) | (Number, Integer) | (Boolean, Integer) => Fit::Converted,
            (String, Integer | Number) => match self.source {
                Source::Moment(_) => Fit::Natural,
                Source::Form(form) if form.bytes().all(|byte| matches!(byte, b'#' | b'!' | b'0'..=b'9')) => Fit::Converted,
                _ => Fit::Not,
            },
            _ => Fit::Not,
        }
    }
}

/// How well a kind serves a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Natural,
    Converted,
    Not,
}
