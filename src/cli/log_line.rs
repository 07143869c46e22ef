//! One exchange on one line: for a person, or as JSON for a program.

use jiff::tz::TimeZone;
use serde_json::json;

use crate::traffic::Exchange;

/// The line for a person: when, what, what was answered, by what, how long it took and how large it was.
pub(super) fn text(exchange: &Exchange, zone: &TimeZone) -> String {
    let time = zone.to_datetime(exchange.received_at).strftime("%H:%M:%S%.3f");
    let status = exchange.status.map_or("---".to_owned(), |status| status.as_str().to_owned());
    let milliseconds = exchange.timings.done.as_secs_f64() * 1000.0;
    let (method, target, size) = (&exchange.method, target(exchange), exchange.response_body.size);
    let fault = exchange.fault().map_or_else(String::new, |fault| format!(" · {fault}"));
    let broken = broken(exchange);
    format!("{time} {method} {status} {target} · {}{fault}{broken} · {milliseconds:.1} ms · {size} B", matched(exchange))
}

/// The object for a program.
pub(super) fn json(exchange: &Exchange) -> String {
    let answered = exchange.answered_by();
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
        "error": exchange.failure(),
        "violations": exchange.violations.as_deref().unwrap_or_default(),
        "fault": exchange.fault().map(|fault| fault.to_string()),
        "forwarded_to": exchange.forwarded_to.as_deref(),
        "webhook_of": exchange.webhook_call().map(|call| call.parent.get()),
        "duration_ms": exchange.timings.done.as_secs_f64() * 1000.0,
        "request_bytes": exchange.request_body.size,
        "response_bytes": exchange.response_body.size,
        // As text: programs that read JSON numbers as floating point would change it.
        "seed": exchange.seed.to_string(),
    })
    .to_string()
}

/// What a request breaks of the contract that was answered all the same: the first thing, and how many more.
fn broken(exchange: &Exchange) -> String {
    let violations = exchange.violations.as_deref().filter(|_| exchange.failure().is_none());
    let Some((first, others)) = violations.and_then(|violations| violations.split_first()) else { return String::new() };
    let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    format!(" · breaks the contract: {}: {}{more}", first.full_place(), first.message)
}

fn target(exchange: &Exchange) -> String {
    exchange.uri.path_and_query().map_or_else(|| exchange.uri.to_string(), |target| target.as_str().to_owned())
}

fn matched(exchange: &Exchange) -> String {
    match (exchange.failure(), exchange.answered_by()) {
        (Some(message), _) => message.to_owned(),
        (_, Some((endpoint, response))) if response.name.is_empty() => format!("{} {}", endpoint.method, endpoint.path),
        (_, Some((endpoint, response))) => format!("{} {} › {}", endpoint.method, endpoint.path, response.name),
        _ if exchange.is_unmatched() => "No match".to_owned(),
        _ if exchange.webhook_call().is_some() => "Webhook".to_owned(),
        _ if exchange.forwarded_to.is_some() => "Forwarded".to_owned(),
        _ => "Answered for the project".to_owned(),
    }
}
