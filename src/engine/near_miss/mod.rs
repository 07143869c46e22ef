//! The endpoints that nearly fit a request that nothing answered, with exactly what each missed.
//!
//! Path and method alone do not tell which endpoint was meant: siblings share a path, and a slip in a path leads past the
//! endpoint whose conditions all hold. So the endpoints whose path and method are nearest are looked at as a whole. What
//! they miss counts against them, and what they demand and get counts for them: a request with the right token and the
//! right body was meant for the endpoint that asks for both.
//!
//! The body of a 404 is made from this, so its cost is bounded: one cheap distance for each endpoint, so much work on
//! the conditions of the nearest, and words only for those that are shown.

mod distance;

use http::Method;

use super::{
    Check, Compiled, CompiledEndpoint, Decision, NearMiss, Request,
    condition::{Call, Nearness, Work},
    selection::{default_response, is_conditional},
    verdict::{self, quote},
};
use crate::model::{Endpoint, Response, Selection, SubjectKind};

pub(super) use distance::path_distance;

/// How many near misses are shown.
const SHOWN: usize = 3;
/// Of how many endpoints, those nearest by path and method, the conditions are looked at.
const CONSIDERED: usize = 32;
/// What the wrong method counts: more than one condition that does not hold, less than any wrong segment but a slip of the
/// fingers.
pub(super) const OTHER_METHOD: u32 = 45;
/// What the wrong state of a scenario counts.
const OTHER_STATE: u32 = 20;
/// What an endpoint counts of which no response could answer whatever is asked.
const NO_RESPONSE: u32 = 45;

/// An endpoint that may have been meant.
struct Suspect {
    index: usize,
    /// By how much what it missed outweighs what it demanded and got.
    score: i64,
    /// The response that came nearest, where its conditions matter.
    response: Option<usize>,
}

impl Compiled {
    /// The nearest endpoints to a request that nothing answered, nearest first, with what each missed.
    pub fn near_misses(&self, request: &Request<'_>, decision: &Decision) -> Vec<NearMiss> {
        let mut work = Work::for_request(request);
        let nearest = self.nearest_by_path(request);
        let suspect = |(distance, index)| self.suspect(index, distance, request, decision, &mut work);
        let mut suspects: Vec<Suspect> = nearest.into_iter().filter_map(suspect).collect();
        suspects.sort_by_key(|suspect| suspect.score);
        suspects.iter().take(SHOWN).filter_map(|suspect| self.near_miss(suspect, request, decision)).collect()
    }

    /// The endpoints whose path and method are nearest, with how far they are.
    fn nearest_by_path(&self, request: &Request<'_>) -> Vec<(u32, usize)> {
        let mut nearest: Vec<(u32, usize)> = Vec::with_capacity(CONSIDERED + 1);
        for (index, (endpoint, compiled)) in self.project.endpoints.iter().zip(&self.endpoints).enumerate() {
            let (true, Some(pattern), Some(method)) = (endpoint.enabled, &compiled.pattern, &compiled.method) else { continue };
            let method_cost =
                if method.as_ref().is_none_or(|method| fits_method(method, request.method)) { 0 } else { OTHER_METHOD };
            let is_full = nearest.len() >= CONSIDERED;
            let worst = nearest.last().filter(|_| is_full).map_or(u32::MAX, |(distance, _)| *distance);
            let Some(limit) = worst.checked_sub(method_cost) else { continue };
            let distance = path_distance(pattern, request.path(), self.path_rules(), limit).saturating_add(method_cost);
            if distance >= worst || distance == u32::MAX {
                continue;
            }
            let place = nearest.partition_point(|(other, _)| *other <= distance);
            nearest.insert(place, (distance, index));
            nearest.truncate(CONSIDERED);
        }
        nearest
    }

    /// Looks at an endpoint as a whole.
    fn suspect(
        &self,
        index: usize,
        distance: u32,
        request: &Request<'_>,
        decision: &Decision,
        work: &mut Work,
    ) -> Option<Suspect> {
        let (endpoint, compiled) = (self.project.endpoints.get(index)?, self.endpoints.get(index)?);
        let call = self.supposed_call(index, compiled, request, decision)?;
        let by_condition = endpoint.selection == Selection::Condition;
        let default = default_of(endpoint);
        let nearness = |(at, written): (usize, &Response)| {
            let response = compiled.responses.get(at)?.as_ref().filter(|_| written.enabled)?;
            let needs_nothing = !by_condition || default == Some(at);
            let mut nearness = match &response.condition {
                _ if needs_nothing => Nearness::default(),
                Some(condition) => condition.nearness(&call, work),
                None if is_conditional(written) => Nearness::default(),
                None => return None,
            };
            if response.step.as_ref().is_some_and(|step| !step.allows(call.sessions())) {
                nearness.missed = nearness.missed.saturating_add(OTHER_STATE);
            }
            Some((nearness.score(), Some(at)))
        };
        let responses = endpoint.responses.iter().enumerate();
        let best = responses.filter_map(nearness).min_by_key(|(score, _)| *score);
        let (score, response) = best.unwrap_or((i64::from(NO_RESPONSE), None));
        Some(Suspect { index, score: score + i64::from(distance), response })
    }

    /// The call of an endpoint as it was where the endpoint was asked, else as its first would be.
    fn supposed_call<'c, 'r>(
        &'c self,
        index: usize,
        compiled: &'c CompiledEndpoint,
        request: &'c Request<'r>,
        decision: &'c Decision,
    ) -> Option<Call<'c, 'r>> {
        match decision.evaluated.iter().find(|evaluated| evaluated.endpoint as usize == index) {
            Some(evaluated) => Some(self.call(request, evaluated, decision)?.1),
            None => Some(Call::new(request, compiled.pattern.as_ref()?, self.path_rules(), 1)),
        }
    }

    fn near_miss(&self, suspect: &Suspect, request: &Request<'_>, decision: &Decision) -> Option<NearMiss> {
        let Suspect { index, response, .. } = *suspect;
        let (endpoint, compiled) = (self.project.endpoints.get(index)?, self.endpoints.get(index)?);
        let mut missed = Vec::new();
        let method = compiled.method.as_ref()?.as_ref();
        if method.is_some_and(|method| !fits_method(method, request.method)) {
            missed.push(failed("method", "equals", &endpoint.method, request.method.as_str()));
        }
        let call = self.supposed_call(index, compiled, request, decision)?;
        let fits_path = call.parameters().is_some();
        if !fits_path {
            missed.push(failed("path", "matches", &endpoint.path, &quote(request.uri.path())));
        }
        missed.extend(response.map(|response| missed_demands(endpoint, compiled, response, &call)).unwrap_or_default());
        // What the parameters of another path would be cannot be said, nor where a session is that nobody asked for.
        let is_unknown = |check: &Check| {
            (!fits_path && check.subject == SubjectKind::PathParameter.label())
                || (check.actual.is_none() && check.subject == SubjectKind::ScenarioState.label())
        };
        missed.retain(|check| !is_unknown(check));
        if missed.is_empty() {
            let was_asked = decision.evaluated.iter().any(|evaluated| evaluated.endpoint as usize == index);
            missed.push(if compiled.has_path_of_contract && !was_asked {
                passed_over(endpoint, request)
            } else {
                no_response(endpoint)
            });
        }
        Some(NearMiss { endpoint: endpoint.id.clone(), method: endpoint.method.clone(), path: endpoint.path.clone(), missed })
    }
}

/// Which response an endpoint answers with where no condition holds.
fn default_of(endpoint: &Endpoint) -> Option<usize> {
    default_response(endpoint).filter(|_| endpoint.selection == Selection::Condition)
}

/// What of the demands of a response a call misses.
fn missed_demands(endpoint: &Endpoint, compiled: &CompiledEndpoint, response: usize, call: &Call<'_, '_>) -> Vec<Check> {
    if default_of(endpoint) == Some(response) {
        // Its condition does not keep it from answering, only a state can.
        let step = compiled.responses.get(response).and_then(|response| response.as_ref()?.step.as_ref());
        return step.and_then(|step| verdict::state_check(step, call)).filter(|check| !check.passed).into_iter().collect();
    }
    let verdict = verdict::response_verdict(endpoint, &compiled.responses, response, call).filter(|verdict| !verdict.passed());
    verdict.map_or_else(Vec::new, |verdict| verdict.decisive().into_iter().cloned().collect())
}

fn no_response(endpoint: &Endpoint) -> Check {
    let usable = endpoint.responses.iter().filter(|response| response.enabled).count();
    Check {
        passed: false,
        subject: "response".to_owned(),
        name: String::new(),
        operator: "can answer".to_owned(),
        expected: String::new(),
        actual: None,
        error: Some(format!("{usable} of {} responses are enabled, none could answer", endpoint.responses.len())),
        differences: Vec::new(),
    }
}

/// Another path of the same contract stands for the request.
fn passed_over(endpoint: &Endpoint, request: &Request<'_>) -> Check {
    let error = "a more concrete path of the contract fits it, and only that one answers".to_owned();
    Check { error: Some(error), ..failed("path", "is", &endpoint.path, &quote(request.uri.path())) }
}

/// Whether an endpoint for `method` answers requests of `wanted`.
fn fits_method(method: &Method, wanted: &Method) -> bool {
    method == wanted || (wanted == Method::HEAD && method == Method::GET)
}

fn failed(subject: &str, operator: &str, expected: &str, actual: &str) -> Check {
    judged(false, subject, operator, expected, actual)
}

/// What a demand on the method or the path came to.
pub(super) fn judged(passed: bool, subject: &str, operator: &str, expected: &str, actual: &str) -> Check {
    Check {
        passed,
        subject: subject.to_owned(),
        name: String::new(),
        operator: operator.to_owned(),
        expected: expected.to_owned(),
        actual: Some(actual.to_owned()),
        error: None,
        differences: Vec::new(),
    }
}
