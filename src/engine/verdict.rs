//! What a condition came to for one call, in words: every comparison with what it expected and what it found.

use std::borrow::Cow;

use super::{
    Check, CompiledResponse, ConditionVerdict, JsonDifference,
    condition::{Call, CompiledComparison, CompiledCondition, Found, Node, Outcome, operand_text},
    scenario::Step,
};
use crate::model::{Comparison, Condition, Endpoint, OperandKind, Operator, Selection, Subject, SubjectKind};

/// The longest expected or found text that an explanation quotes, in characters.
const MAX_QUOTED: usize = 200;
/// The most values of one subject that an explanation quotes.
const MAX_VALUES: usize = 10;
/// The most differences of a JSON value that a sentence names.
const MAX_DIFFERENCES: usize = 3;

/// What a condition came to. Every part is looked at, also where the result was clear before. `written` is what
/// `compiled` was made from.
pub(super) fn verdict(written: &Condition, compiled: &CompiledCondition, call: &Call<'_, '_>) -> ConditionVerdict {
    node_verdict(written, compiled.root(), call)
}

fn node_verdict(written: &Condition, compiled: &Node, call: &Call<'_, '_>) -> ConditionVerdict {
    let parts = |written: &[Condition], compiled: &[Node]| {
        written.iter().zip(compiled).map(|(written, compiled)| node_verdict(written, compiled, call)).collect()
    };
    let (label, children) = match (written, compiled) {
        (Condition::Compare(written), Node::Compare(compiled)) => {
            return ConditionVerdict::Check(check(written, compiled, call));
        }
        (Condition::All(written), Node::All(compiled)) => ("all of", parts(written, compiled)),
        (Condition::Any(written), Node::Any(compiled)) => ("any of", parts(written, compiled)),
        (Condition::Not(written), Node::Not(compiled)) => ("not", vec![node_verdict(written, compiled, call)]),
        _ => ("all of", Vec::new()),
    };
    ConditionVerdict::Group { label, passed: compiled.holds(call), children }
}

fn check(written: &Comparison, compiled: &CompiledComparison, call: &Call<'_, '_>) -> Check {
    let mut values = Vec::new();
    let mut remark = None;
    let mut holds = false;
    let root = if let Subject::Json(path) = &written.subject { path } else { "$" };
    let mut differences: Vec<JsonDifference> = Vec::new();
    compiled.visit(call, &mut |found: Found<'_>| {
        let (outcome, said) = compiled.judge(&found);
        // One value that holds is enough, and then nothing needs to be said about the others.
        if !holds {
            holds = outcome == Outcome::Holds;
            remark = if holds { None } else { remark.take().or(said) };
            // Of several values the one that came nearest says what is wrong.
            let differing = if outcome == Outcome::Fails { compiled.differences(&found, root) } else { Vec::new() };
            if differences.is_empty() || (!differing.is_empty() && differing.len() < differences.len()) {
                differences = differing;
            }
        }
        values.push(quote(&found.text()).into_owned());
        values.len() == MAX_VALUES
    });
    let passed = compiled.holds(call);
    let not_json = || match (&written.subject, call.request().json()) {
        (Subject::Json(_), Err(error)) if !call.request().body.is_empty() => Some(format!("the body is not JSON: {error}")),
        _ => None,
    };
    let operator = written.operator;
    Check {
        passed,
        subject: written.subject.kind().label().to_owned(),
        name: written.subject.name().unwrap_or_default().to_owned(),
        operator: if written.negate { operator.negated_label() } else { operator.label() }.to_owned(),
        expected: match operator.operand() {
            OperandKind::Nothing => String::new(),
            _ => quote(&operand_text(&written.value)).into_owned(),
        },
        actual: (!values.is_empty()).then(|| values.join(", ")),
        error: remark.or_else(not_json),
        differences: if passed { Vec::new() } else { differences },
    }
}

/// What the demands of a response came to: the state it needs and, where the endpoint selects by them, its condition.
pub(super) fn response_verdict(
    endpoint: &Endpoint,
    compiled: &[Option<CompiledResponse>],
    index: usize,
    call: &Call<'_, '_>,
) -> Option<ConditionVerdict> {
    let (written, compiled) = (endpoint.responses.get(index)?, compiled.get(index)?.as_ref()?);
    let by_condition = endpoint.selection == Selection::Condition;
    let condition = written.condition.as_ref().zip(compiled.condition.as_ref()).filter(|_| by_condition);
    let condition = condition.map(|(written, compiled)| verdict(written, compiled, call));
    let state = compiled.step.as_ref().and_then(|step| state_check(step, call)).map(ConditionVerdict::Check);
    both(state, condition)
}

/// What the state that a step needs came to, where it needs one and the state is known.
pub(super) fn state_check(step: &Step, call: &Call<'_, '_>) -> Option<Check> {
    let (required, actual) = (step.requires.as_ref()?, call.scenario_state(&step.scenario)?);
    Some(Check {
        passed: **required == *actual,
        subject: SubjectKind::ScenarioState.label().to_owned(),
        name: step.scenario.to_string(),
        operator: Operator::Equals.label().to_owned(),
        expected: quote(required).into_owned(),
        actual: Some(quote(actual).into_owned()),
        error: None,
        differences: Vec::new(),
    })
}

/// The verdict that both hold, where there are both.
fn both(first: Option<ConditionVerdict>, second: Option<ConditionVerdict>) -> Option<ConditionVerdict> {
    match (first, second) {
        (Some(first), Some(second)) => {
            let passed = first.passed() && second.passed();
            Some(ConditionVerdict::Group { label: "all of", passed, children: vec![first, second] })
        }
        (first, second) => first.or(second),
    }
}

/// A text short enough to be read at a glance.
pub(super) fn quote(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

impl Check {
    /// The check as a sentence: `header Authorization exists — was absent`.
    pub fn sentence(&self) -> String {
        let words = [&self.subject, &self.name, &self.operator, &self.expected];
        let mut sentence = words.into_iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        sentence.push_str(" — was ");
        sentence.push_str(match self.actual.as_deref() {
            None => "absent",
            Some("") => "empty",
            Some(actual) => actual,
        });
        if let Some(error) = &self.error {
            sentence.extend([" (", error, ")"]);
        } else if !self.differences.is_empty() {
            let mut said: Vec<_> = self.differences.iter().take(MAX_DIFFERENCES).map(JsonDifference::sentence).collect();
            if self.differences.len() > MAX_DIFFERENCES {
                said.push(format!("{} more differences", self.differences.len() - MAX_DIFFERENCES));
            }
            sentence.extend([" (", said.join("; ").as_str(), ")"]);
        }
        sentence
    }
}

impl ConditionVerdict {
    /// Whether it holds.
    pub fn passed(&self) -> bool {
        match self {
            Self::Group { passed, .. } => *passed,
            Self::Check(check) => check.passed,
        }
    }

    /// The checks that made it pass, or fail, as it did: those that had a say in the result.
    pub fn decisive(&self) -> Vec<&Check> {
        let mut checks = Vec::new();
        self.collect_decisive(&mut checks);
        checks
    }

    fn collect_decisive<'v>(&'v self, checks: &mut Vec<&'v Check>) {
        match self {
            Self::Check(check) => checks.push(check),
            // A part of all or any had a say where it came to what the whole came to; the one inside not came to the contrary.
            Self::Group { label, passed, children } => {
                let wanted = if *label == "not" { !passed } else { *passed };
                children.iter().filter(|child| child.passed() == wanted).for_each(|child| child.collect_decisive(checks));
            }
        }
    }
}
