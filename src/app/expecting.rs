//! "Expect this": makes expectations out of exchanges of the log; and what the other commands on expectations do.

use std::sync::Arc;

use super::{App, Command, Edit, NoticeKind, WindowRequest, mock};
use crate::{
    engine::{PathPattern, PathRules, RequestPath},
    model::{CallCount, Comparison, Condition, Expectation, ExpectationId, Operator, RequestPattern, Subject},
    traffic::Exchange,
};

impl App {
    /// Makes an expectation of each kind of request among the selected ones, and lets the count of the first be typed over.
    pub(super) fn expect_selected(&mut self) {
        let rules = PathRules::from(&self.project().settings);
        let mut expectations = Vec::new();
        for expectation in expectations_for(&self.selected_exchanges(), rules) {
            let id = ExpectationId::new(self.fresh_id('x'));
            expectations.push(Arc::new(Expectation { id, ..expectation }));
        }
        let Some(first) = expectations.first().map(|expectation| expectation.id.clone()) else { return };
        let text = match expectations.len() {
            1 => "Expectation added. Calls count from now on".to_owned(),
            several => format!("{several} expectations added. Calls count from now on"),
        };
        self.edit(Edit::AddExpectations { expectations, at: None });
        self.selection.select_expectation(self.document.project(), &first);
        self.ask(WindowRequest::ShowExpectations);
        self.ask(WindowRequest::EditCount);
        self.notices.show(NoticeKind::Done, text, Some(Command::Undo));
    }

    pub(super) fn new_expectation(&mut self) {
        let id = ExpectationId::new(self.fresh_id('x'));
        let expectation = Expectation::new(id.clone(), RequestPattern::new("GET", "/"));
        let at = self.selection.expectation.as_ref().and_then(|selected| {
            self.project().expectations.iter().position(|expectation| expectation.id == *selected).map(|at| at + 1)
        });
        self.edit(Edit::AddExpectations { expectations: vec![Arc::new(expectation)], at });
        self.selection.select_expectation(self.document.project(), &id);
        self.ask(WindowRequest::ShowExpectations);
        self.ask(WindowRequest::EditPath);
    }

    pub(super) fn reset_expectations(&mut self) {
        self.traffic.watch().reset();
        self.notices.show(NoticeKind::Done, "Expectations reset. Calls count from now on", None);
    }
}

/// One expectation for each kind of request among the exchanges, in the order in which they came: as many calls as there are
/// exchanges of the kind. Their ids are still to be given.
fn expectations_for(exchanges: &[Arc<Exchange>], rules: PathRules) -> Vec<Expectation> {
    let mut expectations: Vec<Expectation> = Vec::new();
    for exchange in exchanges {
        let (request, name) = request_pattern(exchange, rules);
        match expectations.iter_mut().find(|expectation| expectation.request == request) {
            Some(same) => same.count = CallCount::Exactly(same.count.min() + 1),
            None => {
                let mut expectation = Expectation::new(ExpectationId::new(""), request);
                (expectation.name, expectation.count) = (name, CallCount::Exactly(1));
                expectations.push(expectation);
            }
        }
    }
    expectations
}

/// Which requests are like this one, and what a person would call them.
fn request_pattern(exchange: &Exchange, rules: PathRules) -> (RequestPattern, String) {
    let answered = exchange.answered_by().map(|(endpoint, _)| endpoint.path.as_str());
    pattern_for(exchange.method.as_str(), exchange.uri.path(), answered, rules)
}

fn pattern_for(method: &str, path: &str, answered: Option<&str>, rules: PathRules) -> (RequestPattern, String) {
    let literal = path.split('/').map(mock::literal).collect::<Vec<_>>().join("/");
    let caught = answered.and_then(|pattern| Some((pattern, caught(path, pattern, rules)?)));
    let Some((pattern, parameters)) = caught else {
        let name = format!("{method} {literal}");
        return (RequestPattern::new(method, literal), name);
    };
    let compare = |(name, value): &(String, String)| {
        Condition::Compare(Comparison::new(Subject::PathParameter(name.clone()), Operator::Equals, value.as_str()))
    };
    // An id that was drawn at random will be another one next time.
    let mut telling: Vec<Condition> = parameters.iter().filter(|(_, value)| !mock::looks_drawn(value)).map(compare).collect();
    let name = if telling.len() == parameters.len() { &literal } else { pattern };
    let name = format!("{method} {name}");
    let mut request = RequestPattern::new(method, pattern);
    request.condition = if telling.len() > 1 { Some(Condition::All(telling)) } else { telling.pop() };
    (request, name)
}

/// What the parameters of a pattern were in a path; none where it does not fit, as after an edit.
fn caught(path: &str, pattern: &str, rules: PathRules) -> Option<Vec<(String, String)>> {
    let pattern = PathPattern::parse(pattern).ok()?;
    let path = RequestPath::new(path);
    let parameters = pattern.parameters(&path, rules)?;
    Some(parameters.into_iter().map(|(name, value)| (name.to_owned(), value.into_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::traffic::tests_support::exchange;

    fn conditions(request: &RequestPattern) -> String {
        fn words(condition: &Condition) -> String {
            match condition {
                Condition::All(parts) => parts.iter().map(words).collect::<Vec<_>>().join(" and "),
                Condition::Compare(one) => format!("{}={}", one.subject.name().unwrap(), serde_json::json!(one.value)),
                other => format!("{other:?}"),
            }
        }
        request.condition.as_ref().map(words).unwrap_or_default()
    }

    #[test]
    fn an_expectation_says_what_the_call_was_and_no_more() {
        let uuid = "/files/0f8fad5b-d9cb-469f-a165-70867728950e";
        for (path, answered, pattern, name, demanded) in [
            ("/orders", Some("/orders"), "/orders", "POST /orders", ""),
            ("/orders/7", Some("/orders/{id}"), "/orders/{id}", "POST /orders/7", "id=\"7\""),
            ("/a/1/b/2", Some("/a/{x}/b/{y}"), "/a/{x}/b/{y}", "POST /a/1/b/2", "x=\"1\" and y=\"2\""),
            (uuid, Some("/files/{id}"), "/files/{id}", "POST /files/{id}", ""),
            ("/orders/7", Some("/other"), "/orders/7", "POST /orders/7", ""),
            ("/parcels/77", None, "/parcels/77", "POST /parcels/77", ""),
            ("/%7Bx%7D", None, "/%7Bx%7D", "POST /%7Bx%7D", ""),
        ] {
            let (request, called) = pattern_for("POST", path, answered, PathRules::default());
            assert_eq!((request.method.as_str(), request.path.as_str(), called.as_str()), ("POST", pattern, name));
            assert_eq!(conditions(&request), demanded, "{path}");
            assert!(caught(path, &request.path, PathRules::default()).is_some(), "{path} fits what was made of it");
        }
    }

    #[test]
    fn calls_of_one_kind_become_one_expectation_of_so_many() {
        let calls = ["/a", "/b", "/a"].map(|path| Arc::new(exchange(path)));
        let made = expectations_for(&calls, PathRules::default());
        let told: Vec<_> = made.iter().map(|one| (one.name.as_str(), one.count)).collect();
        assert_eq!(told, [("GET /a", CallCount::Exactly(2)), ("GET /b", CallCount::Exactly(1))]);
    }
}
