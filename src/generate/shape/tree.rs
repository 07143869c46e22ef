//! The shape of a document: objects, lists and fields, as an example or a list of names gave it. Everything that has to be
//! looked at once is settled here, so that a value costs no more than drawing it.

use serde_json::Value;

use super::looks::Look;
use crate::generate::field::{FieldName, JsonType, Kind, Siblings};

/// The shape of a value.
#[derive(Clone, Debug)]
pub enum Shape {
    /// An object.
    Object(Object),
    /// A list of as many items as lie between the two numbers.
    Array {
        /// What its items are; none where the list stays empty.
        item: Option<Box<Shape>>,
        /// The fewest items.
        minimum: usize,
        /// The most items.
        maximum: usize,
    },
    /// A value of its own in every answer.
    Field(Field),
    /// One of some values.
    OneOf(Vec<Value>),
    /// The same value in every answer.
    Literal(Value),
}

/// The shape of an object.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its fields, in order.
    pub members: Vec<Member>,
    pub(super) siblings: Siblings,
}

/// One field of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What its value is.
    pub shape: Shape,
    /// Whether it is there in some answers only.
    pub optional: bool,
    /// Whether it is null in some answers.
    pub nullable: bool,
    /// What overrides of its name are found by.
    pub(super) key: String,
}

/// A value that is drawn.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name that says what it is: in a list the singular of the list's name.
    pub name: FieldName,
    /// The type of its values.
    pub json_type: JsonType,
    /// A format, where one was given by name: `date`.
    pub format: Option<String>,
    /// What its name says it is; none where the name says nothing.
    pub kind: Option<&'static Kind>,
    /// The value it had in the example.
    pub example: Option<Value>,
    pub(super) look: Look,
    /// Whether the example is a word in capitals, as values are then.
    pub(super) is_in_capitals: bool,
}

impl Object {
    /// An object of these members. The parent is the name of the field that holds it.
    pub(super) fn new(members: Vec<Member>, parent: Option<&str>) -> Self {
        let siblings = Siblings::new(members.iter().map(|member| member.name.as_str()), parent);
        Self { members, siblings }
    }
}
