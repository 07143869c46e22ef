//! One exchange on one line: for a person, or as JSON for a program.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::traffic::{Exchange, Outcome};

/// The line for a person: when, what, what was answered, by what, how long it took and how large it was.
pub(super) fn text(exchange: &Exchange, zone: &TimeZone) -> String {
    let time = zone.to_datetime(exchange.received_at).strftime("%H:%M:%S%.3f");
    let status = exchange.status.map_or("---".to_owned(), |status| status.as_str().to_owned());
    let milliseconds = exchange.timings.done.as_secs_f64() * 1000.0;
    let (method, target, size) = (&exchange.method, target(exchange), exchange.response_body.size);
    let fault = exchange.fault().map_or_else(String::new, |fault| format!(" · {fault}"));
    format!("{time} {method} {status} {target} · {}{fault} · {milliseconds:.1} ms · {size} B", matched(exchange))
}

/// The object for a program.
pub(super) fn json(exchange: &Exchange) -> String {
    let answered = exchange.answered_by();
    let message = match &exchange.outcome {
        Outcome::Refused(message) | Outcome::Failed { message, .. } => Value::from(message.as_str()),
        Outcome::Decided { .. } | Outcome::Imported => Value::Null,
    };
    json!({
        "sequence": exchange.sequence,
        "time": format!("{:.6}", exchange.received_at),
        "client": exchange.client.to_string(),
        "method": exchange.method.as_str(),
        "target": target(exchange),
        "status": exchange.status.map(|status| status.as_u16()),
        "matched": answered.is_some(),
        "endpoint": answered.map(|(endpoint, _)| endpoint.id.as_str()),
        "response": answered.map(|(_, response)| response.id.as_str()),
        "error": message,
        "fault": exchange.fault().map(|fault| fault.to_string()),
        "duration_ms": exchange.timings.done.as_secs_f64() * 1000.0,
        "request_bytes": exchange.request_body.size,
        "response_bytes": exchange.response_body.size,
        // As text: programs that read JSON numbers as floating point would change it.
        "seed": exchange.seed.to_string(),
    })
    .to_string()
}

fn target(exchange: &Exchange) -> String {
    exchange.uri.path_and_query().map_or_else(|| exchange.uri.to_string(), |target| target.as_str().to_owned())
}

fn matched(exchange: &Exchange) -> String {
    match (&exchange.outcome, exchange.answered_by()) {
        (Outcome::Refused(message) | Outcome::Failed { message, .. }, _) => message.clone(),
        (_, Some((endpoint, response))) if response.name.is_empty() => format!("{} {}", endpoint.method, endpoint.path),
        (_, Some((endpoint, response))) => format!("{} {} › {}", endpoint.method, endpoint.path, response.name),
        _ if exchange.is_unmatched() => "No match".to_owned(),
        _ => "Answered for the project".to_owned(),
    }
}
