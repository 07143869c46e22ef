//! Merges one endpoint, member by member: its own, those of its responses, and headers one by one.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Map, Value};

use super::{
    conflict::whole,
    lists::{merge_lists, present},
};
use crate::{
    contract::merge::conflict::header_part,
    model::{ContractConflict, Endpoint, EndpointId, Extra, Response, ResponseId},
};

pub(super) const RESPONSES: &str = "responses";
pub(super) const HEADERS: &str = "headers";

/// A part of a project as its file has it.
pub(super) fn value<T: serde::Serialize>(of: &T) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

/// The members of a part as its file has them.
pub(super) fn object<T: serde::Serialize>(value: &T) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

/// Merges an endpoint that all three have.
pub(super) fn merge_endpoint(
    base: &Endpoint,
    current: &Endpoint,
    new: &Endpoint,
    conflicts: &mut Vec<ContractConflict>,
) -> Arc<Endpoint> {
    let place = Place { endpoint: &current.id, response: None };
    let mut merged = place.merge_members(&object(base), &object(current), &object(new), RESPONSES, conflicts);
    let by_id = |endpoint: &Endpoint| -> Vec<(ResponseId, Response)> {
        endpoint.responses.iter().map(|response| (response.id.clone(), response.clone())).collect()
    };
    let responses = merge_lists(&by_id(base), &by_id(current), &by_id(new), |id, base, current_response, new| {
        let place = Place { endpoint: &current.id, response: Some(id) };
        match (base, current_response, new) {
            (Some(base), Some(current), Some(new)) => Some(place.merge_response(base, current, new, conflicts)),
            (base, current, new) => {
                if base.is_some() && current != base && new != base && current != new {
                    conflicts.push(whole(place.endpoint, Some(id), base.map(value), new.map(value)));
                }
                present(base, current, new).cloned()
            }
        }
    });
    merged.insert(RESPONSES.to_owned(), Value::Array(responses.iter().map(value).collect()));
    let mut endpoint: Endpoint = serde_json::from_value(Value::Object(merged)).unwrap_or_else(|_| current.clone());
    // The person deleted what the contract now calls the default, or the contract dropped it.
    repair_default(&mut endpoint, [&current.default_response, &new.default_response]);
    Arc::new(endpoint)
}

/// Sees to it that an endpoint's default response is one that it has: `wanted` says which come into question.
pub(super) fn repair_default<'i>(endpoint: &mut Endpoint, wanted: impl IntoIterator<Item = &'i Option<ResponseId>>) {
    let is_there = |id: &&ResponseId| endpoint.responses.iter().any(|response| response.id == **id);
    if endpoint.default_response.as_ref().is_some_and(|id| !is_there(&id)) {
        endpoint.default_response = wanted.into_iter().flatten().find(is_there).cloned();
    }
}

/// What is being merged.
#[derive(Clone, Copy)]
struct Place<'p> {
    endpoint: &'p EndpointId,
    response: Option<&'p ResponseId>,
}

impl Place<'_> {
    /// Member by member, each whole; `except` is left to the caller.
    fn merge_members(
        self,
        base: &Map<String, Value>,
        current: &Map<String, Value>,
        new: &Map<String, Value>,
        except: &str,
        conflicts: &mut Vec<ContractConflict>,
    ) -> Map<String, Value> {
        let pairs = |members: &Map<String, Value>| -> Vec<(String, Value)> {
            let members = members.iter().filter(|(key, _)| key.as_str() != except);
            members.map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        let merged = merge_lists(&pairs(base), &pairs(current), &pairs(new), |key, base, current, new| {
            self.merge_value(key, base, current, new, conflicts).map(|value| (key.clone(), value.clone()))
        });
        merged.into_iter().collect()
    }

    fn merge_value<'v>(
        self,
        part: &str,
        base: Option<&'v Value>,
        current: Option<&'v Value>,
        new: Option<&'v Value>,
        conflicts: &mut Vec<ContractConflict>,
    ) -> Option<&'v Value> {
        if current != base && new != base && current != new {
            conflicts.push(ContractConflict {
                endpoint: Some(self.endpoint.clone()),
                response: self.response.cloned(),
                part: part.to_owned(),
                base: base.cloned(),
                theirs: new.cloned(),
                extra: Extra::new(),
            });
        }
        present(base, current, new)
    }

    fn merge_response(
        self,
        base: &Response,
        current: &Response,
        new: &Response,
        conflicts: &mut Vec<ContractConflict>,
    ) -> Response {
        let (base, own, new) = (object(base), object(current), object(new));
        let mut merged = self.merge_members(&base, &own, &new, HEADERS, conflicts);
        let (base, own, new) = (headers_by_name(&base), headers_by_name(&own), headers_by_name(&new));
        let headers = merge_lists(&base, &own, &new, |name, base, current, new| {
            self.merge_value(&header_part(name), base, current, new, conflicts).cloned()
        });
        if !headers.is_empty() {
            merged.insert(HEADERS.to_owned(), Value::Array(headers));
        }
        serde_json::from_value(Value::Object(merged)).unwrap_or_else(|_| current.clone())
    }
}

/// The headers by name, whatever its case, and by number where a name repeats.
pub(super) fn headers_by_name(response: &Map<String, Value>) -> Vec<((String, usize), Value)> {
    let mut count: HashMap<String, usize> = HashMap::new();
    let headers = response.get(HEADERS).and_then(Value::as_array).into_iter().flatten();
    headers
        .map(|header| {
            let name = header.get("name").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
            let number = count.entry(name.clone()).or_default();
            *number += 1;
            ((name, *number), header.clone())
        })
        .collect()
}
