//! "Record as mocks": makes endpoints of what passed through a spy, so that the same requests get the same answers without it.
//!
//! Requests of one method and path become one endpoint with a response for each different answer. What tells the answers
//! apart is looked for in the requests and becomes the responses' conditions; where nothing tells them apart they follow in
//! the order in which they came. An answer that the log did not keep whole is left out and counted, never recorded in part.

mod answer;
mod features;
mod grouping;
mod telling;

use std::{collections::HashMap, sync::Arc};

use http::Method;

use self::{
    answer::{KnownAnswers, exact_response, has_same_lines},
    features::{Features, features},
    grouping::{Group, groups},
    telling::{telling, tuple},
};
use crate::{
    model::{Comparison, Condition, Endpoint, EndpointId, Operand, Operator, ResponseId, Selection, Subject, SubjectKind},
    traffic::{Exchange, Outcome},
};

/// Answers that follow in order are all kept up to this many; of more, only those that differ.
const MOST_IN_ORDER: usize = 50;

/// What became of the exchanges that were to be recorded.
#[derive(Debug, Default)]
pub(crate) struct Recording {
    /// The endpoints, in the order in which their first requests came.
    pub(crate) endpoints: Vec<Endpoint>,
    /// Answers that are left out because the log kept only their beginning.
    pub(crate) truncated: usize,
    /// Answers that are left out because equal requests got others later.
    pub(crate) ambiguous: usize,
    /// Header fields that are left out because their bytes are no text.
    pub(crate) unreadable_headers: usize,
    /// Some paths differ in nothing but a slash at their end, so the project has to tell these apart.
    pub(crate) needs_strict_slash: bool,
}

/// Whether an exchange can be recorded: a real server answered it.
pub(crate) fn is_recordable(exchange: &Exchange) -> bool {
    let is_foreign = match exchange.outcome {
        Outcome::Imported => true,
        Outcome::Decided { .. } => exchange.forwarded_to.is_some(),
        _ => false,
    };
    is_foreign && exchange.status.is_some_and(|status| !status.is_informational())
}

/// One request and which of the answers it got.
struct Sample<'e> {
    features: Features,
    answer: usize,
    exchange: &'e Exchange,
}

/// Makes endpoints of exchanges, which must be in the order in which they came.
pub(crate) fn record(exchanges: &[Arc<Exchange>], fresh_id: impl Fn(char) -> String) -> Recording {
    let mut recording = Recording::default();
    let mut whole: Vec<&Exchange> = Vec::new();
    for exchange in exchanges.iter().filter(|exchange| is_recordable(exchange)) {
        if exchange.response_body.is_truncated() {
            recording.truncated += 1;
        } else {
            whole.push(exchange);
        }
    }
    let whole = without_answered_heads(whole);
    recording.needs_strict_slash = grouping::differ_in_last_slash(&whole);
    for group in groups(&whole) {
        let endpoint = record_group(&group, &mut recording, &fresh_id);
        recording.endpoints.push(endpoint);
    }
    recording
}

/// Without the HEAD requests that the record of a GET answers too.
fn without_answered_heads(mut exchanges: Vec<&Exchange>) -> Vec<&Exchange> {
    let mut gets: HashMap<(&str, Option<http::StatusCode>), Vec<&Exchange>> = HashMap::new();
    for exchange in exchanges.iter().filter(|exchange| exchange.method == Method::GET) {
        gets.entry((exchange.uri.path(), exchange.status)).or_default().push(exchange);
    }
    let is_answered = |head: &Exchange| {
        let gets = gets.get(&(head.uri.path(), head.status));
        gets.is_some_and(|gets| gets.iter().any(|get| has_same_lines(head, get)))
    };
    exchanges.retain(|exchange| exchange.method != Method::HEAD || !is_answered(exchange));
    exchanges
}

fn record_group(group: &Group<'_>, recording: &mut Recording, fresh_id: &impl Fn(char) -> String) -> Endpoint {
    let mut endpoint = Endpoint::new(EndpointId::new(fresh_id('e')), group.method.as_str(), group.path.as_str());
    let mut answers = KnownAnswers::default();
    let samples: Vec<Sample<'_>> = group
        .exchanges
        .iter()
        .map(|exchange| Sample {
            features: features(exchange, &group.parameters(exchange)),
            answer: answers.number_of(exchange),
            exchange,
        })
        .collect();
    let response = |exchange: &Exchange, unreadable: &mut usize| {
        let (response, left_out) = exact_response(exchange, ResponseId::new(fresh_id('r')));
        *unreadable += left_out;
        response
    };
    let subjects = if answers.count() > 1 { telling(&samples) } else { Vec::new() };
    if answers.count() > 1 && subjects.is_empty() {
        endpoint.selection = Selection::InOrder;
        for sample in in_order(&samples) {
            endpoint.responses.push(response(sample.exchange, &mut recording.unreadable_headers));
        }
        return endpoint;
    }
    let cases = cases(&samples, &subjects, recording);
    let can_default = subjects.iter().all(|subject| matches!(subject.kind(), SubjectKind::Header | SubjectKind::Cookie));
    let most = cases.iter().enumerate().max_by_key(|(index, case)| (case.requests, usize::MAX - index)).map(|(index, _)| index);
    let has_plain = cases.iter().any(|case| case.present == 0);
    for (index, case) in cases.iter().enumerate() {
        let mut response = response(case.exchange, &mut recording.unreadable_headers);
        if case.present == 0 || (!has_plain && can_default && most == Some(index)) {
            endpoint.default_response = Some(response.id.clone());
        }
        if case.present > 0 {
            response.condition = Some(case.condition(&subjects));
            response.name = case.name(&subjects);
        }
        endpoint.responses.push(response);
    }
    endpoint
}

/// The answers one after the other; where they are too many, each only once.
fn in_order<'s, 'e>(samples: &'s [Sample<'e>]) -> Vec<&'s Sample<'e>> {
    if samples.len() <= MOST_IN_ORDER {
        return samples.iter().collect();
    }
    let mut seen = std::collections::HashSet::new();
    samples.iter().filter(|sample| seen.insert(sample.answer)).collect()
}

/// Requests that got one answer, and by what they can be told from the others.
struct Case<'s> {
    /// What the telling subjects came to in them, all with the same ones absent.
    tuples: Vec<Vec<Option<&'s str>>>,
    /// How many of the subjects are there.
    present: usize,
    /// How many requests there were.
    requests: usize,
    answer: usize,
    exchange: &'s Exchange,
}

/// The cases, those that demand more before those that demand less, so that what is absent need not be asked for.
fn cases<'s>(samples: &'s [Sample<'_>], subjects: &[Subject], recording: &mut Recording) -> Vec<Case<'s>> {
    let mut by_tuple: HashMap<Vec<Option<&str>>, usize> = HashMap::new();
    let mut found: Vec<Case<'s>> = Vec::new();
    for sample in samples {
        let tuple = tuple(&sample.features, subjects);
        let at = *by_tuple.entry(tuple.clone()).or_insert_with(|| {
            let present = tuple.iter().flatten().count();
            let (answer, exchange) = (sample.answer, sample.exchange);
            found.push(Case { tuples: vec![tuple], present, requests: 0, answer, exchange });
            found.len() - 1
        });
        if let Some(case) = found.get_mut(at) {
            case.requests += 1;
            if case.answer != sample.answer {
                // Nothing tells these apart; what came last is what the real server would say now.
                recording.ambiguous += 1;
                (case.answer, case.exchange) = (sample.answer, sample.exchange);
            }
        }
    }
    // One response for all the cases that have the same answer and the same subjects.
    let mut merged: Vec<Case<'s>> = Vec::new();
    let mut places: HashMap<(usize, Vec<bool>), usize> = HashMap::new();
    for case in found {
        let shape: Vec<bool> = case.tuples.iter().flatten().map(Option::is_some).collect();
        match places.get(&(case.answer, shape.clone())).and_then(|place| merged.get_mut(*place)) {
            Some(other) => {
                other.requests += case.requests;
                other.tuples.extend(case.tuples);
            }
            None => {
                places.insert((case.answer, shape), merged.len());
                merged.push(case);
            }
        }
    }
    merged.sort_by_key(|case| std::cmp::Reverse(case.present));
    merged
}

impl Case<'_> {
    fn condition(&self, subjects: &[Subject]) -> Condition {
        let equals = |subject: &Subject, value: &str| {
            let subject = subject.clone();
            // A whole body that is JSON stays the same however it is laid out.
            let comparison = match subject {
                Subject::Body if serde_json::from_str::<serde_json::Value>(value).is_ok() => {
                    let json = Operand::Json(crate::model::JsonText(value.to_owned()));
                    Comparison::new(subject, Operator::JsonEquals, json)
                }
                subject => Comparison::new(subject, Operator::Equals, value),
            };
            Condition::Compare(comparison)
        };
        // Many values of one subject are a list.
        if let ([subject], [_, _, ..]) = (subjects, self.tuples.as_slice())
            && *subject != Subject::Body
        {
            let values = self.tuples.iter().flatten().filter_map(|value| value.map(str::to_owned)).collect();
            return Condition::Compare(Comparison::new(subject.clone(), Operator::OneOf, Operand::List(values)));
        }
        let all = |tuple: &Vec<Option<&str>>| {
            let mut parts: Vec<Condition> =
                subjects.iter().zip(tuple).filter_map(|(subject, value)| value.map(|value| equals(subject, value))).collect();
            if parts.len() == 1 { parts.swap_remove(0) } else { Condition::All(parts) }
        };
        let mut any: Vec<Condition> = self.tuples.iter().map(all).collect();
        if any.len() == 1 { any.swap_remove(0) } else { Condition::Any(any) }
    }

    /// What a person sees of the condition at a glance.
    fn name(&self, subjects: &[Subject]) -> String {
        const LONGEST: usize = 40;
        let Some(tuple) = self.tuples.first() else { return String::new() };
        let parts = subjects.iter().zip(tuple).filter_map(|(subject, value)| {
            let value = value.as_ref()?;
            Some(match subject.name() {
                Some(name) => format!("{name} {value}"),
                None => (*value).to_owned(),
            })
        });
        let mut name: String =
            parts.collect::<Vec<_>>().join(", ").chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if let Some((end, _)) = name.char_indices().nth(LONGEST) {
            name.truncate(end);
            name.push('…');
        }
        if self.tuples.len() > 1 {
            name.push_str(&format!(" and {} more", self.tuples.len() - 1));
        }
        name
    }
}

#[cfg(test)]
mod tests;
