//! Conflicts that came of taking a changed contract over: what a person changed stands until somebody decides. They are kept in
//! the project; here they are put into words once for each state of it, for panels to show.

use std::sync::Arc;

use serde_json::Value;

use super::{App, Command, Edit, NoticeKind};
use crate::{
    contract::{OpenConflict, keep_mine, open_conflicts, take_theirs},
    model::{ContractConflict, Project},
};

/// A conflict as a panel shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct DriftConflict {
    /// The part, and what each side has.
    pub open: OpenConflict,
    /// The endpoint: `GET /pets`.
    pub endpoint: String,
    /// Where in it: `response 404 › status`. Empty for the whole.
    pub place: String,
    /// What the part was before both changed it, what the person has, and what the contract gives, in words.
    pub sides: [String; 3],
    /// The same in one line each: the first that says something else than the others.
    pub short: [String; 3],
}

impl DriftConflict {
    fn of(project: &Project, open: OpenConflict) -> Self {
        let conflict = &open.conflict;
        let is_whole = conflict.part.is_empty();
        let sides = [&open.mine, &conflict.base, &conflict.theirs];
        let of_whole = |name: &str| sides.into_iter().flatten().find_map(|side| side.get(name)).cloned().unwrap_or_default();
        let endpoint = conflict.endpoint.as_ref().and_then(|id| project.endpoint(id));
        let endpoint_name = match endpoint {
            Some(endpoint) => format!("{} {}", endpoint.method, endpoint.path),
            None if is_whole => format!("{} {}", in_words(&of_whole("method")), in_words(&of_whole("path"))),
            None => "Project".to_owned(),
        };
        let status = |id| match endpoint.and_then(|endpoint| endpoint.response(id)) {
            Some(response) => response.status.to_string(),
            None => in_words(&of_whole("status")),
        };
        let response = conflict.response.as_ref().map(|id| format!("response {}", status(id)));
        let part = match conflict.part.strip_prefix("headers/").and_then(|header| header.rsplit_once('/')) {
            Some((name, "1")) => format!("header {name}"),
            Some((name, number)) => format!("header {name} {number}"),
            None => conflict.part.replace('_', " "),
        };
        let place = response.into_iter().chain((!is_whole).then_some(part)).collect::<Vec<_>>().join(" › ");
        let sides = sides.map(|side| {
            let missing = if is_whole { "Removed" } else { "Nothing" };
            side.as_ref().map_or_else(|| missing.to_owned(), in_words)
        });
        let [mine, was, theirs] = sides;
        let short = [telling_line(&was, &mine), telling_line(&mine, &was), telling_line(&theirs, &was)];
        Self { open, endpoint: endpoint_name, place, sides: [was, mine, theirs], short }
    }
}

/// The first line of a text that the other does not have in that place, and that there is more where there is.
fn telling_line(text: &str, other: &str) -> String {
    let mut others = other.lines();
    let line = text.lines().find(|line| others.next() != Some(*line)).or_else(|| text.lines().next()).unwrap_or_default().trim();
    if text.lines().nth(1).is_some() { format!("{line} …") } else { line.to_owned() }
}

/// A part of the project file as a person reads it: texts as they are, headers as in a message, what has more parts as JSON.
fn in_words(value: &Value) -> String {
    let lines = |value: &Value| {
        let lines = value.pointer("/text/lines")?.as_array()?;
        Some(lines.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"))
    };
    let header = |value: &Value| Some(format!("{}: {}", value.get("name")?.as_str()?, value.get("value")?.as_str()?));
    let list = |value: &Value| {
        let lines: Option<Vec<&str>> = value.as_array()?.iter().map(Value::as_str).collect();
        lines.map(|lines| lines.join("\n"))
    };
    match value {
        Value::String(text) => text.clone(),
        value => lines(value)
            .or_else(|| header(value))
            .or_else(|| list(value))
            .unwrap_or_else(|| serde_json::to_string_pretty(value).unwrap_or_default()),
    }
}

/// The open conflicts, and the project that they are in.
#[derive(Debug, Default)]
pub(super) struct Conflicting {
    of: Option<Arc<Project>>,
    open: Vec<DriftConflict>,
}

impl App {
    /// The conflicts that nobody has decided about.
    pub fn conflicts(&self) -> &[DriftConflict] {
        &self.conflicting.open
    }

    /// Looks for open conflicts where the project is another one than the last time.
    pub(super) fn refresh_conflicts(&mut self) {
        if self.conflicting.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, self.project())) {
            return;
        }
        let project = Arc::clone(self.project());
        let open = open_conflicts(&project).into_iter().map(|open| DriftConflict::of(&project, open)).collect();
        self.conflicting = Conflicting { of: Some(project), open };
    }

    /// Decides conflicts, all for the same side: one step that can be undone.
    pub(super) fn resolve_conflicts(&mut self, conflicts: &[ContractConflict], for_theirs: bool) {
        let decide = if for_theirs { take_theirs } else { keep_mine };
        let mut project = Project::clone(self.project());
        for conflict in conflicts {
            project = decide(&project, conflict);
        }
        let (label, text) = match (for_theirs, conflicts.len()) {
            (_, 0) => return,
            (true, 1) => ("Take theirs", "What the contract gives was taken".to_owned()),
            (true, several) => ("Take theirs", format!("What the contract gives was taken in {several} places")),
            (false, 1) => ("Keep mine", "What was changed by hand was kept".to_owned()),
            (false, several) => ("Keep mine", format!("What was changed by hand was kept in {several} places")),
        };
        self.edit(Edit::TakeContract { project: Box::new(project), label });
        self.notices.show(NoticeKind::Done, text, Some(Command::Undo));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::{Endpoint, EndpointId, Extra, Response, ResponseId};

    #[test]
    fn a_conflict_says_where_it_is_and_what_each_side_has() {
        let mut endpoint = Endpoint::new(EndpointId::new("e"), "GET", "/pets");
        endpoint.responses.push(Response::new(ResponseId::new("r"), 404));
        let project = Project { endpoints: vec![Arc::new(endpoint)], ..Project::default() };
        let shown = |endpoint: &str, response: Option<&str>, part: &str, base: Value, mine: Option<Value>, theirs: Value| {
            let conflict = ContractConflict {
                endpoint: Some(EndpointId::new(endpoint)),
                response: response.map(ResponseId::new),
                part: part.to_owned(),
                base: Some(base),
                theirs: Some(theirs),
                extra: Extra::new(),
            };
            let shown = DriftConflict::of(&project, OpenConflict { conflict, mine });
            assert!(!shown.short.iter().any(|short| short.contains('\n')));
            (format!("{} | {}", shown.endpoint, shown.place), shown.sides)
        };
        let header = |value: &str| json!({ "name": "X-A", "value": value });
        let (place, sides) = shown("e", Some("r"), "headers/x-a/1", header("1"), Some(header("2")), header("3"));
        assert_eq!((place.as_str(), sides[1].as_str()), ("GET /pets | response 404 › header x-a", "X-A: 2"));
        let text = |line: &str| json!({ "text": { "language": "json", "lines": ["{", line] } });
        let (place, sides) = shown("e", Some("r"), "body", text("a"), None, text("b"));
        assert_eq!(place, "GET /pets | response 404 › body");
        assert_eq!(sides, ["{\na".to_owned(), "Nothing".to_owned(), "{\nb".to_owned()]);
        let whole = || json!({ "method": "PUT", "path": "/gone" });
        let (place, sides) = shown("gone", None, "", whole(), None, whole());
        assert_eq!((place.as_str(), sides[1].as_str()), ("PUT /gone | ", "Removed"));
    }

    #[test]
    fn one_line_tells_what_a_side_says_otherwise() {
        assert_eq!(telling_line("{\n  \"a\": 2\n}", "{\n  \"a\": 1\n}"), "\"a\": 2 …");
        assert_eq!(telling_line("new", "old"), "new");
        assert_eq!(telling_line("", "old"), "");
        assert_eq!(telling_line("{", "{\n}"), "{");
    }
}
