//! Between the engine's decision and its answer: requests and answers of endpoints that come from a contract are held to it, as
//! strictly as the project says. What breaks it is recorded with the exchange, and where the contract is enforced answered with a
//! problem that names each place (RFC 9457), in the shape of the contract's own errors where it documents them.

use http::{HeaderValue, StatusCode, header};
use serde_json::json;

use super::{
    answer::Answer,
    answer_body::Content,
    draft::Draft,
    problem::ServerProblem,
    serving::{NextCall, Serving},
};
use crate::{
    contract::{Location, Refusal, Rules, Violation},
    engine::{self, Request},
    model::CheckMode,
};

/// How many violations the sentence of a problem names; all of them are in its member `violations`.
const MAX_NAMED: usize = 3;

/// What a request breaks, and the problem it is refused with where that is enforced.
pub(super) type Checked = (Vec<Violation>, Option<ServerProblem>);

/// Lets the engine decide, and holds the request to the contract first: one that is refused counts as no call and moves no
/// scenario, as with a server that looks at a request before it acts on it.
pub(super) fn decide(serving: &Serving, rules: &Rules, request: &Request<'_>, seed: u64) -> (engine::Decision, Option<Checked>) {
    let foreseen = serving.compiled.foresee(request, &NextCall(&serving.counts), seed);
    let checked = check_request(serving, rules, request, &foreseen.answer);
    if matches!(checked, Some((_, Some(_)))) {
        return (foreseen, checked);
    }
    let answer = foreseen.answer.clone();
    let decision = serving.compiled.carry_out(foreseen, request, serving, seed);
    // Another call may have come in between.
    let checked = if decision.answer == answer { checked } else { check_request(serving, rules, request, &decision.answer) };
    (decision, checked)
}

fn check_request(serving: &Serving, rules: &Rules, request: &Request<'_>, answer: &engine::Answer) -> Option<Checked> {
    let (endpoint, response) = match *answer {
        engine::Answer::Response { endpoint, response, .. } => (endpoint, Some(response)),
        engine::Answer::Forward { endpoint: Some(endpoint) } => (endpoint, None),
        _ => return None,
    };
    let response = response.and_then(|response| serving.compiled.response(endpoint, response));
    let sent = response.map(|response| {
        let media_type = response.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        (response.status.as_u16(), media_type)
    });
    let endpoint = endpoint as usize;
    let (violations, refusal) = rules.judge(endpoint, request, sent);
    let problem = refusal.map(|refusal| refused(rules, endpoint, &violations, refusal, sent.map(|(status, _)| status)));
    (!violations.is_empty()).then_some((violations, problem))
}

fn refused(rules: &Rules, endpoint: usize, violations: &[Violation], refusal: Refusal, status: Option<u16>) -> ServerProblem {
    let broken: Vec<&Violation> =
        violations.iter().filter(|violation| violation.is_serious() && refusal.covers(violation)).collect();
    let (code, kind, title) = match refusal {
        Refusal::Credentials => {
            (StatusCode::UNAUTHORIZED, "credentials", "The request lacks the credentials that the contract asks for")
        }
        Refusal::MediaType => {
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", "The contract does not know the body's media type")
        }
        Refusal::Message => {
            let is_only_path = broken.iter().all(|violation| violation.location == Location::Path);
            let status = rules.operation(endpoint).map(|rules| rules.refusal_status(is_only_path));
            let status = status.and_then(|status| StatusCode::from_u16(status).ok());
            (status.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY), "contract", "The request breaks the contract")
        }
        Refusal::Accept => (StatusCode::NOT_ACCEPTABLE, "not-acceptable", "The client accepts none of what there is"),
    };
    let mut problem = ServerProblem::new(code, kind, title, told(&broken)).with("violations", json!(broken));
    let operation = rules.operation(endpoint);
    match refusal {
        Refusal::Credentials => {
            // Whoever refuses says how to do better (RFC 9110, 11.6.1).
            let challenges = operation.map_or_else(Vec::new, crate::contract::OperationRules::challenges);
            for challenge in challenges.iter().filter_map(|challenge| HeaderValue::from_str(challenge).ok()) {
                problem.headers.append(header::WWW_AUTHENTICATE, challenge);
            }
        }
        Refusal::MediaType => {
            let types = operation.map_or_else(Vec::new, crate::contract::OperationRules::request_media_types);
            // RFC 9110, 15.5.16 has the field Accept in this answer.
            if let Ok(value) = HeaderValue::from_str(&types.join(", ")) {
                problem.headers.insert(header::ACCEPT, value);
            }
            problem = problem.with("available", json!(types));
        }
        Refusal::Accept => {
            let types = operation.zip(status).map_or_else(Vec::new, |(rules, status)| rules.response_media_types(status));
            problem = problem.with("available", json!(types));
        }
        Refusal::Message => {}
    }
    // Whoever reads the contract's errors can read this one too.
    match operation.and_then(|rules| rules.documented_problem(code.as_u16(), &problem.to_members())) {
        Some((media_type, document)) => problem.told_as(&media_type, document),
        None => problem,
    }
}

/// The first violations in one sentence.
fn told(broken: &[&Violation]) -> String {
    let mut named: Vec<String> =
        broken.iter().take(MAX_NAMED).map(|violation| format!("{}: {}", violation.full_place(), violation.message)).collect();
    if broken.len() > MAX_NAMED {
        named.push(format!("and {} more", broken.len() - MAX_NAMED));
    }
    named.join("; ")
}

/// The answer, or where the contract is enforced on answers and this one breaks it, a problem that says how.
pub(super) fn check_answer<'a>(serving: &Serving, draft: &Draft, answer: Answer<'a>) -> Answer<'a> {
    let broken = serving.rules.as_ref().and_then(|rules| {
        let (_, decision) = draft.exchange().decision()?;
        let engine::Answer::Response { endpoint, .. } = decision.answer else { return None };
        let endpoint = endpoint as usize;
        if answer.failure.is_some() || rules.checks(endpoint)?.responses != CheckMode::Enforce {
            return None;
        }
        // A file that is sent piece by piece is never there as a whole.
        let Content::Bytes(body) = &answer.content else { return None };
        let is_head = draft.exchange().method == http::Method::HEAD;
        let mut violations =
            rules.check_response(endpoint, answer.status.as_u16(), answer.head.headers(), if is_head { b"" } else { body });
        violations.retain(|violation| violation.is_serious() && !(is_head && violation.location == Location::Body));
        (!violations.is_empty()).then_some(violations)
    });
    let Some(violations) = broken else { return answer };
    let named: Vec<&Violation> = violations.iter().collect();
    let title = "The answer breaks the contract";
    let problem = ServerProblem::new(StatusCode::INTERNAL_SERVER_ERROR, "contract-answer", title, told(&named));
    Answer::failed_with(serving, &problem.with("violations", json!(violations)))
}
