//! What an answer breaks as it stands in the project, before anybody has called it: as much of it as is the same for every call.

use super::Rules;
use crate::{
    contract::violation::{Location, Violation},
    engine::{Compiled, CompiledBody},
    model::CheckMode,
};

impl Rules {
    /// What the response at that index of the endpoint at that index breaks, as it was compiled. A body that is made anew for
    /// every call, or read from a file, is looked at when it is sent; so is all of an answer whose head is.
    pub fn check_as_written(&self, compiled: &Compiled, endpoint: usize, response: usize) -> Vec<Violation> {
        let is_off = self.checks(endpoint).is_none_or(|checks| checks.responses == CheckMode::Off);
        let Some(response) = compiled.endpoints.get(endpoint).and_then(|one| one.responses.get(response)?.as_ref()) else {
            return Vec::new();
        };
        if is_off || response.has_dynamic_head() || response.has_fault() {
            return Vec::new();
        }
        let mut headers = response.headers.clone();
        for (name, value) in &compiled.headers {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        let (status, body) = (response.status.as_u16(), &response.body);
        let bytes: &[u8] = if let CompiledBody::Bytes(bytes) = body { bytes } else { b"" };
        let mut violations = self.check_response(endpoint, status, &headers, bytes);
        let is_read = matches!(body, CompiledBody::Bytes(_));
        violations.retain(|violation| violation.is_serious() && (is_read || violation.location != Location::Body));
        violations
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;
    use crate::{engine::compile, model::Project};

    fn broken(response: &Value) -> Vec<String> {
        let project: Project = serde_json::from_value(json!({
            "mockwright": 1,
            "contract": {"source": "pets.json", "document": {"openapi": "3.1.0", "paths": {"/pet": {"get": {"responses": {"200": {
                "description": "", "headers": {"X-Total": {"required": true, "schema": {"type": "integer"}}},
                "content": {"application/json": {"schema": {"type": "object", "properties": {"id": {"type": "integer"}}}}}
            }}}}}}},
            "endpoints": [{"id": "e", "method": "GET", "path": "/pet", "contract": {"operation": "GET /pet"},
                "responses": [response]}]
        }))
        .unwrap();
        let compiled = compile(&Arc::new(project), None);
        let rules = Rules::of(&compiled.project, None).unwrap();
        rules.check_as_written(&compiled, 0, 0).iter().map(Violation::full_place).collect()
    }

    #[test]
    fn what_every_call_would_get_is_held_to_the_contract() {
        let total = json!([{"name": "X-Total", "value": "3"}]);
        let body = |id: Value| json!({"text": {"json": {"id": id}}});
        for (response, expected) in [
            (json!({"id": "r", "status": 200, "headers": total, "body": body(json!(7))}), vec![]),
            (json!({"id": "r", "status": 200, "headers": total, "body": body(json!("seven"))}), vec!["body /id"]),
            (json!({"id": "r", "status": 200, "body": body(json!(7))}), vec!["header X-Total"]),
            (json!({"id": "r", "status": 418, "headers": total, "body": body(json!(7))}), vec!["status 418"]),
            (json!({"id": "r", "status": 200, "headers": total, "body": body(json!("{{query.id}}"))}), vec![]),
        ] {
            assert_eq!(broken(&response), expected, "{response}");
        }
    }
}
