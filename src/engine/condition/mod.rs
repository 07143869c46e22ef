//! Conditions made ready to test: every regex, JSONPath, schema, number, date and JSON value parsed once.

mod call;
mod compare_json;
mod date;
mod json_path;
mod nearness;
mod number;
mod subject;
mod test;
mod value_test;

pub use call::Call;
#[cfg(test)]
pub(super) use compare_json::JsonComparison;
pub(super) use compare_json::{Pairs, unordered};
pub use json_path::parse as parse_json_path;
pub(super) use nearness::{Nearness, Work};
pub(super) use subject::{CompiledSubject, Found};
use test::Test;
pub(super) use test::{Outcome, operand_text};
pub use value_test::ValueTest;

use super::json_difference::JsonDifference;
use crate::model::{Comparison, Condition, Subject};

/// A condition made ready to test.
#[derive(Debug)]
pub struct CompiledCondition(Node);

/// A part of a condition, in the shape of [`Condition`].
#[derive(Debug)]
pub(super) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Compare(CompiledComparison),
}

/// One comparison made ready to test.
#[derive(Debug)]
pub(super) struct CompiledComparison {
    subject: CompiledSubject,
    test: Test,
    negate: bool,
}

/// What is wrong with one comparison of a condition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConditionError {
    /// The child indices that lead to the comparison from the condition's root.
    pub path: Vec<usize>,
    /// What is wrong, in one sentence without a period.
    pub message: String,
}

impl CompiledCondition {
    /// Makes a condition ready to test, or says all that is wrong with it.
    pub fn compile(condition: &Condition) -> Result<Self, Vec<ConditionError>> {
        let mut errors = Vec::new();
        match compile_node(condition, &mut Vec::new(), &mut errors) {
            Some(node) if errors.is_empty() => Ok(Self(node)),
            _ => Err(errors),
        }
    }

    /// Whether it holds of a call.
    pub fn holds(&self, call: &Call<'_, '_>) -> bool {
        self.0.holds(call)
    }

    /// Its root.
    pub(super) fn root(&self) -> &Node {
        &self.0
    }
}

fn compile_node(condition: &Condition, path: &mut Vec<usize>, errors: &mut Vec<ConditionError>) -> Option<Node> {
    let mut child = |index: usize, condition: &Condition| {
        path.push(index);
        let node = compile_node(condition, path, errors);
        path.pop();
        node
    };
    // Every child is compiled, also after a broken one, so that all that is wrong is said at once.
    let mut children =
        |list: &[Condition]| list.iter().enumerate().map(|(index, condition)| child(index, condition)).collect::<Vec<_>>();
    match condition {
        Condition::All(list) => Some(Node::All(children(list).into_iter().collect::<Option<_>>()?)),
        Condition::Any(list) => Some(Node::Any(children(list).into_iter().collect::<Option<_>>()?)),
        Condition::Not(inner) => Some(Node::Not(Box::new(child(0, inner)?))),
        Condition::Compare(comparison) => match CompiledComparison::compile(comparison) {
            Ok(compiled) => Some(Node::Compare(compiled)),
            Err(message) => {
                errors.push(ConditionError { path: path.clone(), message });
                None
            }
        },
    }
}

impl Node {
    /// Whether it holds of a call.
    pub(super) fn holds(&self, call: &Call<'_, '_>) -> bool {
        match self {
            Self::All(children) => children.iter().all(|child| child.holds(call)),
            Self::Any(children) => children.iter().any(|child| child.holds(call)),
            Self::Not(child) => !child.holds(call),
            Self::Compare(comparison) => comparison.holds(call),
        }
    }
}

impl CompiledComparison {
    fn compile(comparison: &Comparison) -> Result<Self, String> {
        // Hosts are the same whatever their case (RFC 9110, 4.2.3).
        let ignore_case = comparison.ignore_case || comparison.subject == Subject::Host;
        Ok(Self {
            subject: CompiledSubject::compile(&comparison.subject)?,
            test: Test::compile(comparison, ignore_case)?,
            negate: comparison.negate,
        })
    }

    /// Whether it holds of a call.
    pub(super) fn holds(&self, call: &Call<'_, '_>) -> bool {
        self.holds_as_is(call) != self.negate
    }

    /// Whether it holds, read without its "not".
    fn holds_as_is(&self, call: &Call<'_, '_>) -> bool {
        let mut is_there = false;
        let holds = self.visit(call, &mut |found| {
            is_there = true;
            self.test.outcome(&found) == Outcome::Holds
        });
        holds || (!is_there && self.test.holds_when_absent())
    }

    /// Hands over what the subject has in the call, until the visitor says that it is enough.
    pub(super) fn visit(&self, call: &Call<'_, '_>, visit: &mut dyn FnMut(Found<'_>) -> bool) -> bool {
        if self.test.reads_list()
            && let CompiledSubject::Header(name) = &self.subject
        {
            let lines: Vec<_> =
                call.request().headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes())).collect();
            return !lines.is_empty() && visit(Found::Text(lines.join(", ").into()));
        }
        self.subject.visit(call, self.test.reads_json(), visit)
    }

    /// What became of one value, and what is to say about it where it could not be compared or broke a schema.
    pub(super) fn judge(&self, found: &Found<'_>) -> (Outcome, Option<String>) {
        self.test.judge(found)
    }

    /// Where one value differs from the JSON that it should equal, the value being called `root`.
    pub(super) fn differences(&self, found: &Found<'_>, root: &str) -> Vec<JsonDifference> {
        if self.negate { Vec::new() } else { self.test.differences(found, root) }
    }
}
