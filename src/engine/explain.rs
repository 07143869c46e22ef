//! Explains a decision: replays the endpoints that were asked, with the call numbers they had then, and says in words
//! what became of each response.

use http::StatusCode;

use super::{
    Answer, Candidate, Compiled, CompiledSpy, ConditionVerdict, Decision, Evaluated, Explanation, Request, ResponseVerdict,
    Skipped, condition::Call, selection::is_conditional, verdict,
};
use crate::model::{Endpoint, Response, Selection, SpyMode};

/// The most checks that the one-sentence summary names.
const MAX_REASONS: usize = 3;

impl Compiled {
    /// Explains the decision that was taken about the request.
    pub fn explain(&self, request: &Request<'_>, decision: &Decision) -> Explanation {
        let candidates: Vec<_> =
            decision.evaluated.iter().filter_map(|evaluated| self.explain_candidate(request, evaluated, decision)).collect();
        let near_misses = match decision.answer {
            Answer::NoMatch | Answer::MethodNotAllowed { .. } => self.near_misses(request, decision),
            Answer::Response { .. } | Answer::Preflight { .. } | Answer::Options { .. } | Answer::Forward { .. } => Vec::new(),
        };
        Explanation { summary: self.summarise(request, decision, &candidates), candidates, near_misses }
    }

    fn explain_candidate(&self, request: &Request<'_>, evaluated: &Evaluated, decision: &Decision) -> Option<Candidate> {
        let (endpoint, call) = self.call(request, evaluated, decision)?;
        let answering = match decision.answer {
            Answer::Response { endpoint, response, .. } if endpoint == evaluated.endpoint => Some(response as usize),
            _ => None,
        };
        Some(Candidate {
            endpoint: endpoint.id.clone(),
            method: endpoint.method.clone(),
            path: endpoint.path.clone(),
            parameters: call.parameters().map_or_else(Vec::new, |caught| {
                caught.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into_owned())).collect()
            }),
            answered: answering.is_some(),
            responses: self.response_verdicts(evaluated, endpoint, &call, answering),
        })
    }

    /// An endpoint that was asked, and the call as it was then.
    pub(super) fn call<'c, 'r>(
        &'c self,
        request: &'c Request<'r>,
        evaluated: &Evaluated,
        decision: &'c Decision,
    ) -> Option<(&'c Endpoint, Call<'c, 'r>)> {
        let endpoint = self.project.endpoints.get(evaluated.endpoint as usize)?;
        let pattern = self.endpoints.get(evaluated.endpoint as usize)?.pattern.as_ref()?;
        let call = Call::new(request, pattern, self.path_rules(), evaluated.call_number);
        Some((endpoint, call.with_sessions(decision.sessions_of(evaluated.endpoint))))
    }

    /// What became of every response of an endpoint, of which the one at `answering` gave the answer.
    pub(super) fn response_verdicts(
        &self,
        evaluated: &Evaluated,
        endpoint: &Endpoint,
        call: &Call<'_, '_>,
        answering: Option<usize>,
    ) -> Vec<ResponseVerdict> {
        let compiled = self.endpoints.get(evaluated.endpoint as usize).map_or(&[][..], |compiled| &compiled.responses);
        let by_condition = endpoint.selection == Selection::Condition;
        let verdict = |index: usize| verdict::response_verdict(endpoint, compiled, index, call);
        let default = super::selection::default_response(endpoint).filter(|_| by_condition);
        // A condition that holds ends the search; the default, which needs none, is looked at after all conditions.
        let answered_by_condition =
            answering.filter(|index| Some(*index) != default || verdict(*index).is_some_and(|v| v.passed()));
        let judge = |(index, response): (usize, &Response)| {
            let answered = answering == Some(index);
            let is_broken = compiled.get(index).is_none_or(Option::is_none);
            let comes_later = answered_by_condition.filter(|_| by_condition).is_some_and(|answering| {
                index > answering || (index != answering && !is_conditional(response) && default == Some(index))
            });
            let condition = verdict(index);
            let skipped = if !response.enabled {
                Some(Skipped::Disabled)
            } else if is_broken {
                Some(Skipped::Broken)
            } else if answered {
                None
            } else if !by_condition && condition.as_ref().is_none_or(ConditionVerdict::passed) {
                Some(Skipped::NotItsTurn)
            } else if comes_later {
                Some(Skipped::AnsweredBefore)
            } else if condition.is_none() {
                Some(Skipped::NoCondition)
            } else {
                None
            };
            ResponseVerdict {
                response: response.id.clone(),
                status: response.status,
                name: display_name(response),
                answered,
                skipped,
                condition: condition.filter(|_| skipped.is_none()),
            }
        };
        endpoint.responses.iter().enumerate().map(judge).collect()
    }

    /// One sentence: what answered and because of what, or why nothing did.
    fn summarise(&self, request: &Request<'_>, decision: &Decision, candidates: &[Candidate]) -> String {
        let target = || format!("{} {}", request.method, verdict::quote(request.uri.path()));
        let list = |methods: &[http::Method]| methods.iter().map(http::Method::as_str).collect::<Vec<_>>().join(", ");
        match &decision.answer {
            Answer::Response { endpoint, .. } => {
                let selection = self.project.endpoints.get(*endpoint as usize).map(|endpoint| endpoint.selection);
                let call_number = decision.evaluated.last().map_or(1, |evaluated| evaluated.call_number);
                let answering = candidates.iter().flat_map(|candidate| &candidate.responses).find(|response| response.answered);
                answering.map_or_else(String::new, |answering| {
                    summarise_response(answering, selection.unwrap_or_default(), call_number)
                })
            }
            Answer::Preflight { allowed } => format!("CORS preflight answered: the path has {}", list(allowed)),
            Answer::Options { allowed } => format!("OPTIONS answered: the path has {}", list(allowed)),
            Answer::MethodNotAllowed { allowed } => {
                format!("Nothing answers {}: the path has only {}", target(), list(allowed))
            }
            Answer::Forward { endpoint } => self.summarise_forward(*endpoint, &decision.answer, candidates),
            Answer::NoMatch if candidates.is_empty() => format!("Nothing answers {}: no endpoint has this path", target()),
            Answer::NoMatch => {
                format!("Nothing answers {}: an endpoint has this path, but no response of it could answer", target())
            }
        }
    }
}

impl Compiled {
    /// One sentence: where it was forwarded to and why.
    fn summarise_forward(&self, endpoint: Option<u32>, answer: &Answer, candidates: &[Candidate]) -> String {
        let base = self.forwarding(answer).map(CompiledSpy::base_url).unwrap_or_default();
        let endpoint = endpoint.and_then(|index| self.endpoints.get(index as usize));
        let reason = match endpoint {
            Some(endpoint) if endpoint.always_forwards() => "the endpoint forwards every call",
            Some(_) => "no response of the endpoint could answer",
            None if self.spy.as_ref().is_some_and(|spy| spy.mode == SpyMode::Always) => "the project forwards every call",
            None if candidates.is_empty() => "no endpoint answers this method and path",
            None => "an endpoint has this path, but no response of it could answer",
        };
        format!("Forwarded to {base}, because {reason}")
    }
}

fn summarise_response(response: &ResponseVerdict, selection: Selection, call_number: u64) -> String {
    let reason = match (selection, &response.condition) {
        (Selection::InOrder, _) => format!("it was its turn at call {call_number}"),
        (Selection::Random, _) => "it was drawn at random".to_owned(),
        (Selection::Condition, Some(condition)) if condition.passed() => reasons(condition),
        (Selection::Condition, _) => "no condition held and it is the default".to_owned(),
    };
    format!("{} {} answered, because {reason}", response.status, response.name)
}

/// Why a condition held, naming the first few checks that made it.
fn reasons(condition: &ConditionVerdict) -> String {
    let decisive = condition.decisive();
    if decisive.is_empty() {
        return "its condition demands nothing".to_owned();
    }
    let mut reasons = decisive.iter().take(MAX_REASONS).map(|check| check.sentence()).collect::<Vec<_>>().join(" and ");
    if decisive.len() > MAX_REASONS {
        reasons.push_str(&format!(" and {} more", decisive.len() - MAX_REASONS));
    }
    reasons
}

/// A response's name, or its status's usual reason where it has none.
fn display_name(response: &Response) -> String {
    if response.name.is_empty() {
        let usual = StatusCode::from_u16(response.status).ok().and_then(|status| status.canonical_reason());
        usual.unwrap_or("Response").to_owned()
    } else {
        response.name.clone()
    }
}
