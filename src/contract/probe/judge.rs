//! Says in what an answer of the real API disagrees with the contract. An answer to a call with made-up values is only held to
//! what is documented; where the call itself may be to blame, it is a warning.

use std::sync::Arc;

use http::{HeaderMap, header};
use serde_json::Value;

use super::{
    super::{Contract, DocumentedResponse, Location, Operation, OperationRules, Schemas, StatusKey, Violation},
    call::{Answer, Call, CallOutcome, CallSource},
    finding::{Finding, FindingTrend, Rule, Sample, Severity},
};
use crate::generate::json_pointer::token;

/// The longest value that is shown, in characters.
const SHOWN: usize = 200;

/// Judges the answers of one API.
#[derive(Debug)]
pub struct Judge {
    contract: Arc<Contract>,
    /// Index for index those of the contract.
    rules: Vec<OperationRules>,
}

/// What a rule found wrong, before the operation is added.
struct Fault {
    rule: Rule,
    severity: Severity,
    location: String,
    pointer: String,
    contract_pointer: String,
    expected: String,
    actual: String,
    message: String,
}

impl Judge {
    /// A judge over a contract.
    pub fn new(contract: &Arc<Contract>) -> Self {
        let mut schemas = Schemas::new(contract);
        let rules = contract.operations.iter().map(|operation| OperationRules::new(&mut schemas, operation)).collect();
        Self { contract: Arc::clone(contract), rules }
    }

    /// In what the outcome of a call disagrees with the contract. The findings have no sample yet.
    pub fn judge(&self, call: &Call, outcome: &CallOutcome) -> Vec<Finding> {
        let Some(operation) = self.contract.operations.get(call.operation) else { return Vec::new() };
        let (status, faults) = match outcome {
            CallOutcome::Answered(answer) => (Some(answer.status), self.faults(call, operation, answer)),
            CallOutcome::TimedOut(message) => (None, vec![unanswered(Rule::TimedOut, operation, message)]),
            CallOutcome::Failed(message) => (None, vec![unanswered(Rule::NoAnswer, operation, message)]),
        };
        let finding = |fault: Fault| {
            let Fault { rule, severity, location, pointer, contract_pointer, expected, actual, message } = fault;
            Finding {
                id: String::new(),
                operation: operation.key(),
                rule,
                severity,
                status,
                location,
                pointer,
                contract_pointer,
                expected: shortened(&expected),
                actual: shortened(&actual),
                message: shortened(&message),
                occurrences: 1,
                trend: FindingTrend::Unknown,
                since: None,
                sample: Sample::default(),
            }
            .named()
        };
        faults.into_iter().map(finding).collect()
    }

    fn faults(&self, call: &Call, operation: &Operation, answer: &Answer) -> Vec<Fault> {
        let mut faults = Vec::new();
        let documented = operation.response(answer.status);
        faults.extend(status_fault(call, operation, answer, documented));
        let Some(documented) = documented else { return faults };
        for documented_header in &documented.headers {
            // `Content-Type` is ruled by the contents (OpenAPI 3.1, Response Object).
            let is_ruled = documented_header.name.eq_ignore_ascii_case("content-type");
            if documented_header.is_required && !is_ruled && !answer.headers.contains_key(documented_header.name.as_str()) {
                let name = &documented_header.name;
                let pointer = format!("{}/headers/{}", documented.pointer, token(name));
                let message = format!("The required header {name} is missing");
                faults.push(fault(Rule::MissingHeader, &format!("header {name}"), pointer, name.clone(), "absent", message));
            }
        }
        let body_faults = body_faults(call, documented, answer);
        let is_body_checked = body_faults.is_empty() && !answer.is_truncated && !answer.body.is_empty();
        faults.extend(body_faults);
        let rules = self.rules.get(call.operation);
        let body = if is_body_checked { &answer.body } else { &bytes::Bytes::new() };
        for violation in rules.into_iter().flat_map(|rules| rules.check_response(answer.status, &answer.headers, body)) {
            faults.extend(self.fault_of(&violation, answer, is_body_checked));
        }
        faults
    }

    /// What the operation's rules say, where this file does not say it itself.
    fn fault_of(&self, violation: &Violation, answer: &Answer, is_body_checked: bool) -> Option<Fault> {
        let Violation { location, place, keyword, message, pointer, .. } = violation;
        let asked = self.contract.document.pointer(pointer).filter(|_| pointer.ends_with(keyword.as_str()));
        let expected = asked.map_or_else(|| keyword.clone(), |asked| format!("{keyword}: {asked}"));
        match location {
            Location::Header if keyword != "contentType" && (keyword != "required" || place.contains('/')) => {
                let name = place.split('/').next().unwrap_or_default();
                let actual = text_of(&answer.headers, name).unwrap_or_else(|| "absent".to_owned());
                let place = format!("header {name}");
                Some(fault(Rule::InvalidHeader, &place, pointer.clone(), expected, &actual, message.clone()))
            }
            Location::Body if is_body_checked && keyword != "contentType" => {
                let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
                let actual = body.pointer(place).map_or_else(String::new, ToString::to_string);
                let mut fault = fault(Rule::InvalidBody, "body", pointer.clone(), expected, &actual, message.clone());
                fault.pointer = place.clone();
                if !violation.is_serious() {
                    fault.severity = Severity::Warning;
                }
                Some(fault)
            }
            _ => None,
        }
    }
}

fn fault(rule: Rule, location: &str, contract_pointer: String, expected: String, actual: &str, message: String) -> Fault {
    Fault {
        rule,
        severity: Severity::Error,
        location: location.to_owned(),
        pointer: String::new(),
        contract_pointer,
        expected,
        actual: actual.to_owned(),
        message,
    }
}

fn unanswered(rule: Rule, operation: &Operation, message: &str) -> Fault {
    fault(rule, "answer", operation.pointer.clone(), "an answer".to_owned(), "none", message.to_owned())
}

fn status_fault(call: &Call, operation: &Operation, answer: &Answer, documented: Option<&DocumentedResponse>) -> Option<Fault> {
    let status = answer.status;
    let pointer = format!("{}/responses", operation.pointer);
    let keys: Vec<String> = operation.responses.iter().map(|response| response.status.to_string()).collect();
    let expected = if keys.is_empty() { "none documented".to_owned() } else { keys.join(", ") };
    let is_named = documented.is_some_and(|response| response.status != StatusKey::Default);
    if status >= 500 {
        let message = format!("The server answered with {status}");
        let mut fault = fault(Rule::ServerError, "status", pointer, expected, &status.to_string(), message);
        // Somebody thought of it: `503` while under maintenance is documented and still worth a look.
        if is_named {
            fault.severity = Severity::Warning;
        }
        return Some(fault);
    }
    // Without any response the contract says nothing that could be broken.
    if documented.is_some() || operation.responses.is_empty() {
        return None;
    }
    let message = format!("The status {status} is not documented");
    let mut fault = fault(Rule::UndocumentedStatus, "status", pointer, expected, &status.to_string(), message);
    // A thing of a made-up name need not exist, and calls in quick succession may be too many.
    let is_to_be_expected = status == 429
        || (matches!(status, 404 | 410) && call.is_path_generated)
        || (matches!(status, 400 | 422) && call.source == CallSource::Generated);
    if is_to_be_expected {
        fault.severity = Severity::Warning;
    }
    Some(fault)
}

/// What is wrong with the body before its schema is looked at.
fn body_faults(call: &Call, documented: &DocumentedResponse, answer: &Answer) -> Vec<Fault> {
    // RFC 9110, sections 9.3.2, 15.3.5 and 15.4.5: these have no body whatever is documented.
    if call.method == http::Method::HEAD || matches!(answer.status, 204 | 304) {
        return Vec::new();
    }
    let body_fault = |rule, expected: String, actual: &str, message: String| {
        vec![fault(rule, "body", documented.pointer.clone(), expected, actual, message)]
    };
    let given = text_of(&answer.headers, header::CONTENT_TYPE.as_str());
    let types: Vec<&str> = documented.contents.iter().map(|content| content.media_type.as_str()).collect();
    let expected = types.join(", ");
    if answer.is_truncated {
        let message = format!("Only the first {} bytes were read, so it was not checked", answer.body.len());
        let mut faults = body_fault(Rule::TooLarge, expected, "more", message);
        faults.iter_mut().for_each(|fault| fault.severity = Severity::Warning);
        return faults;
    }
    match (answer.body.is_empty(), types.is_empty(), given) {
        (true, false, _) if documented.contents.iter().any(|content| content.schema.is_some()) => {
            body_fault(Rule::MissingBody, expected, "no body", "There is no body, and one is documented".to_owned())
        }
        (true, ..) => Vec::new(),
        (false, true, given) => {
            let actual = given.unwrap_or_else(|| "a body".to_owned());
            let mut faults = body_fault(
                Rule::UnexpectedBody,
                "no body".to_owned(),
                &actual,
                "There is a body, and none is documented".to_owned(),
            );
            // Many contracts do not bother to say what an error looks like.
            if answer.status >= 300 {
                faults.iter_mut().for_each(|fault| fault.severity = Severity::Warning);
            }
            faults
        }
        (false, false, None) => {
            let message = "There is a body, and no Content-Type".to_owned();
            let mut faults = body_fault(Rule::MissingMediaType, expected, "absent", message);
            faults.iter_mut().for_each(|fault| fault.location = "header Content-Type".to_owned());
            faults
        }
        (false, false, Some(given)) if !types.iter().any(|documented| is_of(&given, documented)) => {
            let message = format!("The media type {given} is not documented");
            let mut faults = body_fault(Rule::UndocumentedMediaType, expected, &given, message);
            faults.iter_mut().for_each(|fault| fault.location = "header Content-Type".to_owned());
            faults
        }
        (false, false, Some(given)) if crate::contract::rules::is_json(&given) => {
            match serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body) {
                Ok(_) => Vec::new(),
                Err(error) => {
                    let start = String::from_utf8_lossy(&answer.body);
                    let message = format!("The body is not valid JSON: {error}");
                    body_fault(Rule::MalformedBody, "valid JSON".to_owned(), &start, message)
                }
            }
        }
        _ => Vec::new(),
    }
}

/// Whether a media type is of a documented one or of its range; what stands after the semicolon counts only where it is documented.
fn is_of(given: &str, documented: &str) -> bool {
    let parts = |text: &str| {
        let mut parts = text.split(';').map(|part| part.trim().to_ascii_lowercase());
        (parts.next().unwrap_or_default(), parts.filter(|part| !part.is_empty()).collect::<Vec<_>>())
    };
    let ((given, of_given), (documented, of_documented)) = (parts(given), parts(documented));
    let is_same = documented == "*/*"
        || documented == given
        || documented.strip_suffix("/*").is_some_and(|main| given.split('/').next() == Some(main));
    let holds = |parameter: &String| of_given.contains(parameter) || parameter.starts_with("charset=");
    is_same && of_documented.iter().all(holds)
}

fn text_of(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
