//! The registry of comparison operators: for each, its words, its documentation and what it compares with.
//! The editor, the explanations, the documentation and the tests are all made from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a comparison compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, strum::EnumIter)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// The text is the same.
    Equals,
    /// The text is found in it.
    Contains,
    /// It begins with the text.
    StartsWith,
    /// It ends with the text.
    EndsWith,
    /// A regular expression is found in it.
    Matches,
    /// It is there at all.
    Exists,
    /// It is not there, or it is empty.
    IsEmpty,
    /// It is one of several texts.
    OneOf,
    /// As an `Accept` field it wants the first of several media types more than each of the others.
    Prefers,
    /// As a number it is the same.
    NumberEquals,
    /// As a number it is greater.
    GreaterThan,
    /// As a number it is the same or greater.
    AtLeast,
    /// As a number it is less.
    LessThan,
    /// As a number it is the same or less.
    AtMost,
    /// As a date it is earlier.
    Before,
    /// As a date it is later.
    After,
    /// As JSON it has the same value.
    JsonEquals,
    /// As JSON it is valid against a schema.
    MatchesSchema,
}

/// What kind of value an operator compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperandKind {
    /// None.
    Nothing,
    /// A text.
    Text,
    /// A regular expression.
    Regex,
    /// Several texts.
    List,
    /// A number.
    Number,
    /// A date, or a date and time (RFC 3339).
    Date,
    /// Any JSON.
    Json,
    /// A JSON Schema, draft 4 to 2020-12.
    Schema,
}

impl Operator {
    /// How a sentence says it.
    pub fn label(self) -> &'static str {
        self.words().0
    }

    /// How a sentence says that it does not hold.
    pub fn negated_label(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Equals => ("equals", "does not equal"),
            Self::Contains => ("contains", "does not contain"),
            Self::StartsWith => ("starts with", "does not start with"),
            Self::EndsWith => ("ends with", "does not end with"),
            Self::Matches => ("matches", "does not match"),
            Self::Exists => ("exists", "does not exist"),
            Self::IsEmpty => ("is empty", "is not empty"),
            Self::OneOf => ("is one of", "is not one of"),
            Self::Prefers => ("prefers", "does not prefer"),
            Self::NumberEquals => ("=", "≠"),
            Self::GreaterThan => (">", "is not >"),
            Self::AtLeast => ("≥", "is not ≥"),
            Self::LessThan => ("<", "is not <"),
            Self::AtMost => ("≤", "is not ≤"),
            Self::Before => ("is before", "is not before"),
            Self::After => ("is after", "is not after"),
            Self::JsonEquals => ("equals JSON", "does not equal JSON"),
            Self::MatchesSchema => ("matches schema", "does not match schema"),
        }
    }

    /// One sentence that explains it.
    pub fn documentation(self) -> &'static str {
        match self {
            Self::Equals => "The text is the same, character for character",
            Self::Contains => "The text is found somewhere in it",
            Self::StartsWith => "It begins with the text",
            Self::EndsWith => "It ends with the text",
            Self::Matches => "The regular expression is found somewhere in it; anchor with ^ and $ for the whole",
            Self::Exists => "It is there, whatever its value",
            Self::IsEmpty => "It is not there, or there is nothing in it: empty text, null, [] or {}",
            Self::OneOf => "It is one of several texts, separated by commas",
            Self::Prefers => {
                "As an Accept header it gives the first of several media types a higher quality than each of the others (RFC 9110)"
            }
            Self::NumberEquals => "It reads as a number and is the same number: 1.0 equals 1",
            Self::GreaterThan => "It reads as a number and is greater",
            Self::AtLeast => "It reads as a number and is the same or greater",
            Self::LessThan => "It reads as a number and is less",
            Self::AtMost => "It reads as a number and is the same or less",
            Self::Before => "It reads as a date (RFC 3339, HTTP, or plain and taken as UTC) and is earlier",
            Self::After => "It reads as a date (RFC 3339, HTTP, or plain and taken as UTC) and is later",
            Self::JsonEquals => "It reads as JSON and has the same value, whatever the order of members",
            Self::MatchesSchema => "It reads as JSON and is valid against a JSON Schema, draft 4 to 2020-12",
        }
    }

    /// What kind of value it compares with.
    pub fn operand(self) -> OperandKind {
        match self {
            Self::Exists | Self::IsEmpty => OperandKind::Nothing,
            Self::Equals | Self::Contains | Self::StartsWith | Self::EndsWith => OperandKind::Text,
            Self::Matches => OperandKind::Regex,
            Self::OneOf | Self::Prefers => OperandKind::List,
            Self::NumberEquals | Self::GreaterThan | Self::AtLeast | Self::LessThan | Self::AtMost => OperandKind::Number,
            Self::Before | Self::After => OperandKind::Date,
            Self::JsonEquals => OperandKind::Json,
            Self::MatchesSchema => OperandKind::Schema,
        }
    }

    /// Whether "ignore case" means anything for it.
    pub fn can_ignore_case(self) -> bool {
        // Media types have no case to begin with.
        self != Self::Prefers && matches!(self.operand(), OperandKind::Text | OperandKind::Regex | OperandKind::List)
    }
}
