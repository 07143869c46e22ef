//! Exchanges as WireMock's clients read them: the logged request, and the event around it with the answer.
//!
//! What WireMock has no word for stands in one member of our own, `mockwright`. The names of header fields are written with
//! capitals, as most clients send them: on the wire their case means nothing, and the log does not keep it.

use std::{borrow::Cow, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderValue, header};
use serde_json::{Map, Value, json};

use super::{
    id::{exchange_id, stub_id},
    stub::stub_name,
};
use crate::{
    engine::{Answer, Request},
    traffic::{CapturedBody, Exchange},
};

/// A request as WireMock's journal lists it.
pub fn logged_request(exchange: &Exchange) -> Value {
    let request = exchange.request();
    let url = exchange.uri.path_and_query().map_or("/", |target| target.as_str());
    let (scheme, authority) = (exchange.scheme(), authority(exchange));
    let mut fields = json!({
        "id": exchange_id(exchange.sequence),
        "url": url,
        "absoluteUrl": format!("{scheme}://{authority}{url}"),
        "method": exchange.method.as_str(),
        "scheme": scheme,
        "host": request.host().unwrap_or_default(),
        "port": port(exchange),
        "clientIp": exchange.client.ip().to_canonical().to_string(),
        "headers": headers(&exchange.request_headers),
        "cookies": cookies(&request),
        "queryParams": multi_values(request.query()),
        "formParams": form_parameters(&request),
        "pathParams": path_parameters(exchange),
        "browserProxyRequest": false,
        "loggedDate": exchange.received_at.as_millisecond(),
        "loggedDateString": exchange.received_at.to_string(),
        "protocol": format!("{:?}", exchange.version),
        "multiparts": [],
    });
    add_body(&mut fields, &exchange.request_body);
    fields
}

/// The host that the client asked for, with the port where it named one.
fn authority(exchange: &Exchange) -> &str {
    let host_field = exchange.request_headers.get(header::HOST).and_then(|host| host.to_str().ok());
    exchange.uri.authority().map(|authority| authority.as_str()).or(host_field).unwrap_or_default()
}

/// The port that the client asked for.
pub(super) fn port(exchange: &Exchange) -> u16 {
    let written = authority(exchange).rsplit_once(':').and_then(|(_, port)| port.parse().ok());
    written.unwrap_or(if exchange.is_tls { 443 } else { 80 })
}

/// The body twice, as text and as it is.
fn add_body(fields: &mut Value, body: &CapturedBody) {
    let Some(fields) = fields.as_object_mut() else { return };
    fields.insert("body".to_owned(), String::from_utf8_lossy(&body.bytes).into());
    fields.insert("bodyAsBase64".to_owned(), STANDARD.encode(&body.bytes).into());
    if body.is_truncated() {
        fields.insert("mockwright".to_owned(), json!({ "bodyBytes": body.size, "bodyBytesKept": body.bytes.len() }));
    }
}

/// Header fields by name; those that repeat as a list.
fn headers(headers: &HeaderMap) -> Value {
    let text = |value: &HeaderValue| Value::from(String::from_utf8_lossy(value.as_bytes()));
    let fields = headers.keys().map(|name| {
        let mut values: Vec<_> = headers.get_all(name).iter().map(text).collect();
        let value = if values.len() == 1 { values.remove(0) } else { Value::from(values) };
        (capitalised(name.as_str()), value)
    });
    Value::Object(fields.collect())
}

fn capitalised(name: &str) -> String {
    let mut at_start = true;
    let capital = |letter: char| {
        let letter = if at_start { letter.to_ascii_uppercase() } else { letter };
        at_start = letter == '-';
        letter
    };
    name.chars().map(capital).collect()
}

fn cookies(request: &Request<'_>) -> Value {
    let mut found = Map::new();
    for (name, value) in request.cookies() {
        add_value(&mut found, name, value);
    }
    Value::Object(found)
}

/// Adds a value; a second one of the same name makes a list.
fn add_value(found: &mut Map<String, Value>, name: &str, value: &str) {
    match found.get_mut(name) {
        None => {
            found.insert(name.to_owned(), value.into());
        }
        Some(Value::Array(values)) => values.push(value.into()),
        Some(single) => *single = Value::Array(vec![single.take(), value.into()]),
    }
}

/// Names with lists of values, in WireMock's form for what may repeat.
fn multi_values(pairs: &[(Cow<'_, str>, Cow<'_, str>)]) -> Value {
    let mut found = Map::new();
    for (name, value) in pairs {
        let entry = found.entry(name.as_ref()).or_insert_with(|| json!({ "key": name, "values": [] }));
        if let Some(values) = entry.get_mut("values").and_then(Value::as_array_mut) {
            values.push(value.as_ref().into());
        }
    }
    Value::Object(found)
}

/// The fields of a form; unlike conditions, a listing takes only a body that says it is one.
fn form_parameters(request: &Request<'_>) -> Value {
    multi_values(if request.headers.contains_key(header::CONTENT_TYPE) { request.form() } else { &[] })
}

/// What the path parameters of the answering endpoint caught.
fn path_parameters(exchange: &Exchange) -> Value {
    let caught = || {
        let (compiled, decision) = exchange.decision()?;
        let Answer::Response { endpoint, .. } = decision.answer else { return None };
        let pattern = compiled.endpoints.get(endpoint as usize)?.pattern.as_ref()?;
        let request = exchange.request();
        let parameters = pattern.parameters(request.path(), compiled.path_rules())?;
        Some(parameters.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.as_ref()))).collect())
    };
    Value::Object(caught().unwrap_or_default())
}

/// A request with what became of it.
pub fn serve_event(exchange: &Exchange) -> Value {
    let id = exchange_id(exchange.sequence);
    let answered_by = exchange.answered_by();
    let status = exchange.status.map(|status| status.as_u16());
    let mut response = json!({ "status": status, "headers": headers(&exchange.response_headers) });
    add_body(&mut response, &exchange.response_body);
    let mut event = json!({
        "id": id,
        "request": logged_request(exchange),
        "responseDefinition": { "status": status, "fromConfiguredStub": answered_by.is_some() },
        "response": response,
        "wasMatched": !exchange.is_unmatched() && exchange.decision().is_some(),
        "timing": timing(exchange),
        "subEvents": [],
        "mockwright": own_facts(exchange),
    });
    if let (Some((endpoint, response)), Some(event)) = (answered_by, event.as_object_mut()) {
        let name = stub_name(endpoint, response);
        event.insert("stubMapping".to_owned(), json!({ "id": stub_id(&endpoint.id, &response.id), "name": name }));
    }
    event
}

/// A request with what became of it, and the reason why nothing answered it where that is so.
pub fn explained_serve_event(exchange: &Exchange) -> Value {
    let mut event = serve_event(exchange);
    let explanation = if exchange.is_unmatched() { exchange.explain() } else { None };
    if let (Some(explanation), Some(event)) = (explanation, event.as_object_mut()) {
        let offset_ns = u64::try_from(exchange.timings.decided.as_nanos()).unwrap_or(u64::MAX);
        let data = json!({ "diffReport": explanation.summary });
        let sub_event = json!({ "type": "REQUEST_NOT_MATCHED", "timeOffsetNanos": offset_ns, "data": data });
        event.insert("subEvents".to_owned(), json!([sub_event]));
    }
    event
}

/// In whole milliseconds, as WireMock has them.
fn timing(exchange: &Exchange) -> Value {
    let ms = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let timings = &exchange.timings;
    let added = timings.first_byte.saturating_sub(timings.decided);
    json!({
        "addedDelay": ms(added),
        "processTime": ms(timings.decided),
        "responseSendTime": ms(timings.done.saturating_sub(timings.first_byte)),
        "serveTime": ms(timings.done.saturating_sub(added)),
        "totalTime": ms(timings.done),
    })
}

/// What WireMock has no word for.
fn own_facts(exchange: &Exchange) -> Value {
    let answered_by = exchange.answered_by();
    json!({
        "number": exchange.sequence,
        "endpoint": answered_by.map(|(endpoint, _)| endpoint.id.as_str()),
        "response": answered_by.map(|(_, response)| response.id.as_str()),
        "seed": exchange.seed.to_string(),
        "failure": exchange.failure(),
    })
}
