//! What is served, as WireMock's clients list it: every response of every endpoint is a stub. It is told as far as WireMock's
//! words reach; the rest stands in `metadata`.

use serde_json::{Map, Value, json};

use super::{delay, id::stub_id};
use crate::model::{ANY_METHOD, Body, Delay, Endpoint, Fault, FaultKind, FaultWhen, Project, Response};

/// Every stub of a project, in its order: those of endpoints and responses that are switched on.
pub fn stubs(project: &Project) -> impl DoubleEndedIterator<Item = (&Endpoint, &Response)> {
    let endpoints = project.endpoints.iter().filter(|endpoint| endpoint.enabled);
    endpoints.flat_map(|endpoint| {
        endpoint.responses.iter().filter(|response| response.enabled).map(|response| (endpoint.as_ref(), response))
    })
}

/// One response of an endpoint as a stub.
pub fn stub(endpoint: &Endpoint, response: &Response) -> Value {
    let id = stub_id(&endpoint.id, &response.id);
    let mut stub = json!({
        "id": id,
        "uuid": id,
        "name": stub_name(endpoint, response),
        "request": request(endpoint),
        "response": answer(response),
        "persistent": true,
        "metadata": {
            "mockwright": {
                "endpoint": endpoint.id,
                "response": response.id,
                "path": endpoint.path,
                "selection": endpoint.selection,
                "isDefault": endpoint.is_default_response(&response.id),
                "condition": response.condition,
                "generated": if let Body::Generated(body) = &response.body { json!(body) } else { Value::Null },
                "fault": response.fault,
            },
        },
    });
    if let (Some(step), Some(stub)) = (&response.scenario, stub.as_object_mut()) {
        stub.insert("scenarioName".to_owned(), step.scenario.as_str().into());
        stub.extend(step.requires.as_deref().map(|state| ("requiredScenarioState".to_owned(), state.into())));
        stub.extend(step.moves_to.as_deref().map(|state| ("newScenarioState".to_owned(), state.into())));
    }
    stub
}

/// What a stub is called.
pub(super) fn stub_name(endpoint: &Endpoint, response: &Response) -> String {
    let name = format!("{} {}", endpoint.method, endpoint.path);
    if response.name.is_empty() { name } else { format!("{name}: {}", response.name) }
}

fn request(endpoint: &Endpoint) -> Value {
    let method = if endpoint.method.eq_ignore_ascii_case(ANY_METHOD) { "ANY" } else { endpoint.method.as_str() };
    let key = if endpoint.path.contains('{') { "urlPathTemplate" } else { "urlPath" };
    // A parameter that catches the rest is two stars in WireMock's templates.
    let path = match endpoint.path.rfind('{') {
        Some(at) if endpoint.path.ends_with("...}") => format!("{}**", endpoint.path.get(..at).unwrap_or_default()),
        _ => endpoint.path.clone(),
    };
    json!({ "method": method, key: path })
}

fn answer(response: &Response) -> Value {
    let mut answer = Map::from_iter([("status".to_owned(), response.status.into())]);
    let mut add = |key: &str, value: Value| answer.insert(key.to_owned(), value);
    if let Some(reason) = &response.reason {
        add("statusMessage", reason.as_str().into());
    }
    let mut headers = Map::new();
    for header in response.headers.iter().filter(|header| header.enabled) {
        match headers.get_mut(&header.name) {
            None => drop(headers.insert(header.name.clone(), header.value.as_str().into())),
            Some(Value::Array(values)) => values.push(header.value.as_str().into()),
            Some(single) => *single = json!([single.take(), header.value]),
        }
    }
    if !headers.is_empty() {
        add("headers", headers.into());
    }
    match &response.body {
        Body::Text(body) => drop(add("body", body.content.as_str().into())),
        Body::Base64(bytes) => drop(add("base64Body", bytes.as_str().into())),
        Body::File(path) => drop(add("bodyFileName", path.as_str().into())),
        Body::None | Body::Generated(_) => {}
    }
    match response.delay {
        Some(Delay::Fixed { ms }) => drop(add("fixedDelayMilliseconds", ms.into())),
        Some(delay) => drop(add("delayDistribution", delay::distribution(&delay))),
        None => {}
    }
    if let Some(fault) = response.fault.as_ref().and_then(fault_name) {
        add("fault", fault.into());
    }
    Value::Object(answer)
}

/// A fault in WireMock's words, where it has one for it and it happens every time.
fn fault_name(fault: &Fault) -> Option<&'static str> {
    if fault.when != FaultWhen::Always {
        return None;
    }
    match fault.kind {
        FaultKind::Reset => Some("CONNECTION_RESET_BY_PEER"),
        FaultKind::Close => Some("EMPTY_RESPONSE"),
        FaultKind::BadChunk => Some("MALFORMED_RESPONSE_CHUNK"),
        FaultKind::Garbage { .. } => Some("RANDOM_DATA_THEN_CLOSE"),
        FaultKind::Stall | FaultKind::Cut { .. } | FaultKind::SlowBody { .. } | FaultKind::SlowFirstByte { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EndpointId, Header, Language, ResponseId, ScenarioStep};

    #[test]
    fn a_response_is_told_as_far_as_the_words_reach() {
        let mut endpoint = Endpoint::new(EndpointId::new("e"), "GET", "/files/{rest...}");
        let mut response = Response::new(ResponseId::new("r"), 201);
        response.body = Body::text(Language::Json, "{}");
        response.headers = vec![Header::new("A", "1"), Header::new("A", "2"), Header::new("B", "3")];
        response.delay = Some(Delay::Uniform { min_ms: 1, max_ms: 2 });
        response.fault = Some(Fault { kind: FaultKind::Reset, when: FaultWhen::Always });
        let step = ScenarioStep {
            scenario: "s".to_owned(),
            requires: Some("a".to_owned()),
            moves_to: None,
            extra: Map::new().into_iter().collect(),
        };
        response.scenario = Some(step);
        endpoint.responses.push(response);
        let stub = stub(&endpoint, &endpoint.responses[0]);
        assert_eq!(stub["request"], json!({ "method": "GET", "urlPathTemplate": "/files/**" }));
        assert_eq!(
            stub["response"],
            json!({
                "status": 201,
                "headers": { "A": ["1", "2"], "B": "3" },
                "body": "{}",
                "delayDistribution": { "type": "uniform", "lower": 1, "upper": 2 },
                "fault": "CONNECTION_RESET_BY_PEER",
            })
        );
        assert_eq!((&stub["scenarioName"], &stub["requiredScenarioState"]), (&"s".into(), &"a".into()));
        assert!(stub.get("newScenarioState").is_none());
        assert_eq!(stub["id"], stub_id(&endpoint.id, &endpoint.responses[0].id));
    }

    #[test]
    fn what_is_switched_off_is_no_stub() {
        let mut endpoint = Endpoint::new(EndpointId::new("e"), "ANY", "/");
        endpoint.responses = ["a", "b"].map(|id| Response::new(ResponseId::new(id), 200)).to_vec();
        endpoint.responses[0].enabled = false;
        let mut off = endpoint.clone();
        off.enabled = false;
        let project = Project { endpoints: vec![endpoint.into(), off.into()], ..Project::default() };
        let ids: Vec<_> = stubs(&project).map(|(_, response)| response.id.as_str().to_owned()).collect();
        assert_eq!(ids, ["b"]);
    }
}
