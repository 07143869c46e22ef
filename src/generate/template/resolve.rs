//! Turns what is written in tags into what rendering needs: names become helpers, parts of the request or ways into values.
//! What will not do what its writer meant is noted here, with its place.

use std::collections::BTreeSet;

use super::{
    error::{Fault, TemplateProblem, place},
    expression::{Written, WrittenCall, WrittenKind, WrittenStart},
    node::{Call, Expression, Path, Start},
    registry::{self, BlockUse, Helper, MANY},
    request::{self, Root},
};
use crate::generate::faker;

/// The most problems that are noted for one template.
const MAX_PROBLEMS: usize = 100;

/// Names of values, and what was found wrong with them.
#[derive(Debug, Default)]
pub(super) struct Resolver {
    problems: Vec<(usize, usize, String)>,
    /// Names that are nothing known, as far as was seen.
    unknown_names: Vec<(Box<str>, usize)>,
    /// Names that the template gives values to.
    assigned: BTreeSet<Box<str>>,
    /// How many blocks we are in whose values have members of their own.
    pub(super) scopes: usize,
}

/// Helpers that give a name to a value, and which value the name is.
const ASSIGNING: [(&str, usize); 7] = [
    ("setVar", 0),
    ("assign", 0),
    ("parseJson", 1),
    ("formData", 1),
    ("regexExtract", 2),
    ("val", usize::MAX),
    ("jsonMerge", usize::MAX),
];

impl Resolver {
    /// Notes a problem.
    pub(super) fn note(&mut self, at: usize, length: usize, message: String) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push((at, length, message));
        }
    }

    /// What was found wrong, in the order of the text.
    pub(super) fn finish(mut self, text: &str) -> Vec<TemplateProblem> {
        for (name, at) in std::mem::take(&mut self.unknown_names) {
            if !self.assigned.contains(&name) {
                let message = unknown(&name);
                self.note(at, name.chars().count(), message);
            }
        }
        self.problems.sort();
        let problem = |(at, length, message)| {
            let (line, column) = place(text, at);
            TemplateProblem { line, column, length, message }
        };
        self.problems.into_iter().map(problem).collect()
    }

    /// A tag that shows a value.
    pub(super) fn shown(&mut self, call: WrittenCall) -> Expression {
        self.call(call)
    }

    /// A value.
    pub(super) fn value(&mut self, written: Written) -> Expression {
        match written.kind {
            WrittenKind::Literal(value) => Expression::Literal(value),
            WrittenKind::Path { start, segments } => self.path(start, segments, written.at),
            WrittenKind::Call(call) => self.call(call),
        }
    }

    /// The name that a call begins with, if it is one simple name.
    pub(super) fn name(call: &WrittenCall) -> Option<(&str, usize)> {
        match &call.name.kind {
            WrittenKind::Path { start: WrittenStart::Name, segments } if segments.len() == 1 => {
                segments.first().map(|name| (name.as_ref(), call.name.at))
            }
            _ => None,
        }
    }

    fn call(&mut self, call: WrittenCall) -> Expression {
        let is_bare = call.arguments.is_empty() && call.named.is_empty();
        let Some((name, at)) = Self::name(&call).map(|(name, at)| (name.to_owned(), at)) else {
            if !is_bare {
                self.note(call.name.at, call.name.length, "only a helper can be given values, and this is none".to_owned());
            }
            return self.value(*call.name);
        };
        match registry::find(&name) {
            // A name alone is a helper only if that can do without values: `{{date}}` in a loop is a member.
            Some(helper) if !(is_bare && helper.fewest > 0) && helper.block != BlockUse::Own => {
                Expression::Call(Box::new(self.helper_call(helper, call)))
            }
            _ if is_bare => self.value(*call.name),
            Some(_) => {
                self.note(at, name.len(), format!("'{name}' is a block; write {{{{#{name} …}}}} … {{{{/{name}}}}}"));
                Expression::Nothing
            }
            None => {
                self.note(at, name.chars().count(), unknown(&name));
                // What it is given may be wrong as well.
                for value in call.arguments.into_iter().chain(call.named.into_iter().map(|(_, value)| value)) {
                    self.value(value);
                }
                Expression::Nothing
            }
        }
    }

    /// A call of a known helper.
    pub(super) fn helper_call(&mut self, helper: &'static Helper, call: WrittenCall) -> Call {
        self.check_count(helper, &call, 0);
        self.assemble(helper, call)
    }

    /// A call of a known helper that is also given the text of a block.
    pub(super) fn block_call(&mut self, helper: &'static Helper, call: WrittenCall) -> Call {
        self.check_count(helper, &call, usize::from(helper.block != BlockUse::Condition));
        self.assemble(helper, call)
    }

    fn assemble(&mut self, helper: &'static Helper, call: WrittenCall) -> Call {
        let at = call.name.at;
        self.note_assigned(helper, &call);
        let method = self.faker_method(helper, &call);
        let reads_body = matches!(helper.name, "jsonPath" | "parseJson" | "jsonParse" | "objectPath");
        let mut arguments: Vec<Expression> = call.arguments.into_iter().map(|value| self.value(value)).collect();
        // The body that is given to these as text is parsed once for all of them.
        if reads_body && let Some(Expression::Path(path)) = arguments.first_mut() {
            let is_body = path.segments.iter().map(AsRef::as_ref).eq(["request", "body"]);
            if is_body && path.start == Start::Name(Some((Root::BodyText, 2))) {
                path.start = Start::Name(Some((Root::Body, 2)));
            }
        }
        let named = call.named.into_iter().map(|(name, value)| (name, self.value(value))).collect();
        Call { helper, method, arguments, named, at }
    }

    fn check_count(&mut self, helper: &'static Helper, call: &WrittenCall, given_besides: usize) {
        let given = call.arguments.len() + given_besides;
        if (given < helper.fewest && call.named.is_empty()) || given > helper.most {
            let message = count_message(helper, given);
            self.note(call.name.at, helper.name.len(), message);
        }
    }

    fn note_assigned(&mut self, helper: &'static Helper, call: &WrittenCall) {
        let position = ASSIGNING.iter().find(|(name, _)| *name == helper.name).map(|(_, position)| *position);
        let by_position = position.and_then(|position| call.arguments.get(position));
        let by_name = call.named.iter().find(|(name, _)| &**name == "assign").map(|(_, value)| value);
        if let Some(WrittenKind::Literal(serde_json::Value::String(name))) = by_position.or(by_name).map(|written| &written.kind)
        {
            self.assigned.insert(name.as_str().into());
        }
    }

    fn faker_method(&mut self, helper: &'static Helper, call: &WrittenCall) -> Option<&'static faker::Method> {
        if !matches!(helper.name, "faker" | "fake") {
            return None;
        }
        let first = call.arguments.first()?;
        let WrittenKind::Literal(serde_json::Value::String(name)) = &first.kind else { return None };
        let method = faker::find(name);
        if method.is_none() {
            let near = faker::nearest(name).map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
            self.note(first.at + 1, name.chars().count(), format!("there is no faker method '{name}'{near}"));
        }
        method
    }

    fn path(&mut self, start: WrittenStart, segments: Vec<Box<str>>, at: usize) -> Expression {
        let start = match start {
            WrittenStart::This(outward) => Start::This(outward),
            WrittenStart::Root => Start::Request,
            WrittenStart::Local(outward) => Start::Local(outward),
            WrittenStart::Name => {
                let root = request::find(&segments);
                if root.is_none()
                    && let Some(first) = segments.first()
                {
                    // A helper that needs no values is one in parentheses or as a value, too.
                    if segments.len() == 1
                        && self.scopes == 0
                        && let Some(helper) = registry::find(first)
                        && helper.fewest == 0
                        && helper.block != BlockUse::Own
                    {
                        let arguments = Vec::new();
                        return Expression::Call(Box::new(Call { helper, method: None, arguments, named: Vec::new(), at }));
                    }
                    if self.scopes == 0 {
                        self.unknown_names.push((first.clone(), at));
                    }
                }
                Start::Name(root)
            }
        };
        Expression::Path(Path { start, segments, at })
    }
}

fn unknown(name: &str) -> String {
    let near = registry::nearest(name).map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
    format!("there is no helper or value '{name}'{near}")
}

/// What to say of a call with too few or too many values.
pub(super) fn count_message(helper: &Helper, given: usize) -> String {
    let wanted = match (helper.fewest, helper.most) {
        (fewest, MANY) => format!("at least {fewest}"),
        (fewest, most) if fewest == most => fewest.to_string(),
        (fewest, most) => format!("{fewest} to {most}"),
    };
    let noun = if wanted == "1" || wanted == "at least 1" { "value" } else { "values" };
    format!("'{name}' takes {wanted} {noun}, but is given {given}: {name} {}", helper.signature, name = helper.name)
}

/// Refuses what a tag of a block's end or of an alternative must not hold.
pub(super) fn only_name(call: &WrittenCall) -> Result<(), Fault> {
    if call.arguments.is_empty() && call.named.is_empty() {
        return Ok(());
    }
    Err(Fault::new(call.name.at, "the end of a block holds nothing but its name"))
}
