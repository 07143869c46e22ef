//! A template as rendering wants it: names looked up, positions kept, nothing left to parse.

use serde_json::Value;

use super::{registry::Helper, request::Root};
use crate::generate::faker;

/// A part of a compiled template.
#[derive(Debug)]
pub(super) enum Node {
    Text(Box<str>),
    Output(Output),
    Block(Box<Block>),
}

/// A value that is shown.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) value: Expression,
    pub(super) way: Way,
    pub(super) at: usize,
}

/// How a value is written where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// As it is.
    Raw,
    /// Within the quotes of a JSON string.
    JsonString,
    /// Where JSON has a value.
    JsonValue,
    /// In HTML text or an attribute.
    Html,
    /// In XML text or an attribute.
    Xml,
    /// In a part of a URL or form.
    Url,
}

/// A value that rendering finds out.
#[derive(Debug)]
pub(super) enum Expression {
    Literal(Value),
    Path(Path),
    Call(Box<Call>),
    /// A helper that does not exist. It shows nothing.
    Nothing,
}

/// A call of a helper.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) helper: &'static Helper,
    /// The faker method, where its name is written in the template.
    pub(super) method: Option<&'static faker::Method>,
    pub(super) arguments: Vec<Expression>,
    pub(super) named: Vec<(Box<str>, Expression)>,
    pub(super) at: usize,
}

/// The way to a value.
#[derive(Debug)]
pub(super) struct Path {
    pub(super) start: Start,
    pub(super) segments: Vec<Box<str>>,
    pub(super) at: usize,
}

/// Where the way to a value begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// At the first segment: a block parameter, a member of what the innermost block is about, a variable, or else the request.
    Name(Option<(Root, usize)>),
    /// At what a block is about: the innermost, or as many further out.
    This(usize),
    /// At the request.
    Request,
    /// At a loop's `@index` and the like, as many loops further out, or a variable.
    Local(usize),
}

/// A block with what is in it.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    pub(super) parameters: Vec<Box<str>>,
    pub(super) body: Vec<Node>,
    pub(super) otherwise: Vec<Node>,
    pub(super) way: Way,
    pub(super) at: usize,
}

/// What a block does.
#[derive(Debug)]
pub(super) enum BlockKind {
    If {
        value: Expression,
        include_zero: bool,
        is_negated: bool,
    },
    Each(Expression),
    With(Expression),
    Repeat {
        bounds: Vec<Expression>,
        comma: Option<Expression>,
    },
    Switch(Expression),
    Case(Expression),
    Default,
    /// `{{#name}}`: a loop, a scope or a condition, by what the name stands for.
    Section {
        value: Expression,
        is_negated: bool,
    },
    /// A helper that is given the block's text.
    Filter(Call),
    /// A block of a helper that does not exist.
    Nothing,
}
