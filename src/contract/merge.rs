//! Brings a project up to a changed contract: what was derived before, what a person made of it and what is derived now are
//! merged three ways. What a person changed is never overwritten; where the contract changed the same part, both are told.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::Arc,
};

use serde_json::{Map, Value};

use crate::model::{ContractLink, Endpoint, EndpointId, Folder, FolderId, Project, Response, ResponseId};

/// What came of merging.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The project.
    pub project: Project,
    /// Where a person and the contract changed the same part; the person's stands in the project.
    pub conflicts: Vec<MergeConflict>,
}

/// A part that both a person and the contract changed.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeConflict {
    /// The endpoint as the person has it; none for the project's own parts.
    pub endpoint: Option<EndpointId>,
    /// The response.
    pub response: Option<ResponseId>,
    /// The member of the endpoint or response as the project file calls it; empty for the whole.
    pub part: String,
    /// What the person has, and what stays; none where the person deleted it.
    pub kept: Option<Value>,
    /// What the contract gives; none where it no longer has it.
    pub derived: Option<Value>,
}

/// Merges `current`, which was made from `base` by hand, with `new`, which the changed contract gives.
pub fn merge(base: &Project, current: &Project, new: &Project) -> Merged {
    let mut conflicts = Vec::new();
    let endpoints = merge_endpoints(base, current, new, &mut conflicts);
    let mut folders = merge_folders(&base.folders, &current.folders, &new.folders);
    let before: HashMap<&EndpointId, Option<&FolderId>> =
        current.endpoints.iter().map(|endpoint| (&endpoint.id, endpoint.folder.as_ref())).collect();
    for endpoint in &endpoints {
        // A folder that was deleted by hand, or left the contract, is still needed where endpoints come into it or stay in it.
        let Some(id) = &endpoint.folder else { continue };
        let was_lost_before = current.folder(id).is_none() && before.get(&endpoint.id) == Some(&Some(id));
        if !was_lost_before && !folders.iter().any(|folder| folder.id == *id) {
            folders.extend(new.folder(id).or_else(|| current.folder(id)).cloned());
        }
    }
    let project = Project {
        schema: pick(&base.schema, &current.schema, &new.schema),
        version: pick(&base.version, &current.version, &new.version),
        name: pick(&base.name, &current.name, &new.name),
        settings: pick(&base.settings, &current.settings, &new.settings),
        folders,
        endpoints,
        scenarios: pick(&base.scenarios, &current.scenarios, &new.scenarios),
        expectations: pick(&base.expectations, &current.expectations, &new.expectations),
        contract: merge_links(base.contract.as_ref(), current.contract.as_ref(), new.contract.as_ref()),
        extra: pick(&base.extra, &current.extra, &new.extra),
    };
    Merged { project, conflicts }
}

const RESPONSES: &str = "responses";
const HEADERS: &str = "headers";

/// The person's where the person changed it, else what is new.
fn pick<T: Clone + PartialEq>(base: &T, current: &T, new: &T) -> T {
    if current == base { new.clone() } else { current.clone() }
}

fn merge_links(base: Option<&ContractLink>, current: Option<&ContractLink>, new: Option<&ContractLink>) -> Option<ContractLink> {
    let (Some(base), Some(current), Some(new)) = (base, current, new) else {
        return present(base, current, new).cloned();
    };
    Some(ContractLink {
        source: pick(&base.source, &current.source, &new.source),
        hash: pick(&base.hash, &current.hash, &new.hash),
        checks: pick(&base.checks, &current.checks, &new.checks),
        kept: pick(&base.kept, &current.kept, &new.kept),
        // What was derived has to be told from the document, so it is the new one even where it was changed by hand.
        document: if Arc::ptr_eq(&base.document, &new.document) || base.document == new.document {
            Arc::clone(&current.document)
        } else {
            Arc::clone(&new.document)
        },
        extra: pick(&base.extra, &current.extra, &new.extra),
    })
}

fn merge_folders(base: &[Folder], current: &[Folder], new: &[Folder]) -> Vec<Folder> {
    let by_id = |folders: &'_ [Folder]| -> Vec<(FolderId, Folder)> {
        folders.iter().map(|folder| (folder.id.clone(), folder.clone())).collect()
    };
    merge_lists(&by_id(base), &by_id(current), &by_id(new), |_, base, current, new| match (base, current, new) {
        (Some(base), Some(current), Some(new)) => Some(Folder {
            id: current.id.clone(),
            name: pick(&base.name, &current.name, &new.name),
            parent: pick(&base.parent, &current.parent, &new.parent),
            extra: pick(&base.extra, &current.extra, &new.extra),
        }),
        (base, current, new) => present(base, current, new).cloned(),
    })
}

/// What stays of something that is missing on one side at least: a person's deletion and a person's change both count.
fn present<'v, T: PartialEq>(base: Option<&'v T>, current: Option<&'v T>, new: Option<&'v T>) -> Option<&'v T> {
    if current == base { new } else { current }
}

/// The name of an endpoint among those of three projects: its operation, or its id where it has none or another one of the
/// project has the same operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Operation(String),
    Id(EndpointId),
}

fn keyed(project: &Project) -> Vec<(Key, Arc<Endpoint>)> {
    let mut taken = HashSet::new();
    let key = |endpoint: &Arc<Endpoint>| {
        let operation = endpoint.contract.as_ref().map(|contract| contract.operation.as_str());
        let operation = operation.filter(|operation| taken.insert((*operation).to_owned()));
        let key = operation.map_or_else(|| Key::Id(endpoint.id.clone()), |operation| Key::Operation(operation.to_owned()));
        (key, Arc::clone(endpoint))
    };
    project.endpoints.iter().map(key).collect()
}

fn merge_endpoints(base: &Project, current: &Project, new: &Project, conflicts: &mut Vec<MergeConflict>) -> Vec<Arc<Endpoint>> {
    merge_lists(&keyed(base), &keyed(current), &keyed(new), |_, base, current, new| match (base, current, new) {
        (Some(base), Some(current), Some(new)) => Some(if Arc::ptr_eq(base, current) || base == current {
            Arc::clone(new)
        } else if base == new || current == new {
            Arc::clone(current)
        } else {
            merge_endpoint(base, current, new, conflicts)
        }),
        // A person deleted it.
        (Some(_), None, _) => None,
        (Some(base), Some(current), None) => (base != current).then(|| {
            conflicts.push(MergeConflict {
                endpoint: Some(current.id.clone()),
                response: None,
                part: String::new(),
                kept: serde_json::to_value(&**current).ok(),
                derived: None,
            });
            Arc::clone(current)
        }),
        (None, current, new) => current.or(new).cloned(),
    })
}

fn object<T: serde::Serialize>(value: &T) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

fn merge_endpoint(base: &Endpoint, current: &Endpoint, new: &Endpoint, conflicts: &mut Vec<MergeConflict>) -> Arc<Endpoint> {
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
                if base.is_some() && current != base && new != base {
                    place.report("", current.map(value), new.map(value), conflicts);
                }
                present(base, current, new).cloned()
            }
        }
    });
    merged.insert(RESPONSES.to_owned(), Value::Array(responses.iter().map(value).collect()));
    let mut endpoint: Endpoint = serde_json::from_value(Value::Object(merged)).unwrap_or_else(|_| current.clone());
    let is_there = |id: &ResponseId| endpoint.responses.iter().any(|response| response.id == *id);
    if let Some(id) = &endpoint.default_response
        && !is_there(id)
    {
        // The person deleted what the contract now calls the default, or the contract dropped it.
        endpoint.default_response =
            [&current.default_response, &new.default_response].into_iter().flatten().find(|id| is_there(id)).cloned();
    }
    Arc::new(endpoint)
}

fn value<T: serde::Serialize>(of: &T) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

/// What is being merged.
#[derive(Clone, Copy)]
struct Place<'p> {
    endpoint: &'p EndpointId,
    response: Option<&'p ResponseId>,
}

impl Place<'_> {
    fn report(self, part: &str, kept: Option<Value>, derived: Option<Value>, conflicts: &mut Vec<MergeConflict>) {
        let (endpoint, response) = (Some(self.endpoint.clone()), self.response.cloned());
        conflicts.push(MergeConflict { endpoint, response, part: part.to_owned(), kept, derived });
    }

    /// Member by member, each whole; `except` is left to the caller.
    fn merge_members(
        self,
        base: &Map<String, Value>,
        current: &Map<String, Value>,
        new: &Map<String, Value>,
        except: &str,
        conflicts: &mut Vec<MergeConflict>,
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
        conflicts: &mut Vec<MergeConflict>,
    ) -> Option<&'v Value> {
        if current != base && new != base && current != new {
            self.report(part, current.cloned(), new.cloned(), conflicts);
        }
        present(base, current, new)
    }

    fn merge_response(self, base: &Response, current: &Response, new: &Response, conflicts: &mut Vec<MergeConflict>) -> Response {
        let (base, own, new) = (object(base), object(current), object(new));
        let mut merged = self.merge_members(&base, &own, &new, HEADERS, conflicts);
        let (base, own, new) = (headers_by_name(&base), headers_by_name(&own), headers_by_name(&new));
        let headers = merge_lists(&base, &own, &new, |(name, _), base, current, new| {
            self.merge_value(&format!("header {name}"), base, current, new, conflicts).cloned()
        });
        if !headers.is_empty() {
            merged.insert(HEADERS.to_owned(), Value::Array(headers));
        }
        serde_json::from_value(Value::Object(merged)).unwrap_or_else(|_| current.clone())
    }
}

/// The headers by name, whatever its case, and by number where a name repeats.
fn headers_by_name(response: &Map<String, Value>) -> Vec<((String, usize), Value)> {
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

/// Merges lists whose elements have keys. The order is the person's where the person changed it, else that of what is new;
/// what the other side added stands after what it stood after there.
fn merge_lists<K: Clone + Eq + Hash, T, M>(
    base: &[(K, T)],
    current: &[(K, T)],
    new: &[(K, T)],
    mut merge: impl FnMut(&K, Option<&T>, Option<&T>, Option<&T>) -> Option<M>,
) -> Vec<M> {
    fn by_key<K: Eq + Hash, T>(list: &[(K, T)]) -> HashMap<&K, &T> {
        list.iter().map(|(key, value)| (key, value)).collect()
    }
    fn common<'k, K: Eq + Hash, T>(list: &'k [(K, T)], other: &HashMap<&K, &T>) -> Vec<&'k K> {
        list.iter().map(|(key, _)| key).filter(|key| other.contains_key(key)).collect()
    }
    let (in_base, in_current, in_new) = (by_key(base), by_key(current), by_key(new));
    let is_reordered = common(current, &in_base) != common(base, &in_current);
    let (skeleton, additions) = if is_reordered { (current, new) } else { (new, current) };
    let mut order: Vec<&K> = skeleton.iter().map(|(key, _)| key).collect();
    let mut placed: HashSet<&K> = order.iter().copied().collect();
    let mut before: Option<&K> = None;
    for (key, _) in additions {
        if placed.insert(key) {
            let at = before.and_then(|before| order.iter().position(|placed| *placed == before)).map_or(0, |at| at + 1);
            order.insert(at, key);
        }
        before = Some(key);
    }
    order
        .into_iter()
        .filter_map(|key| merge(key, in_base.get(key).copied(), in_current.get(key).copied(), in_new.get(key).copied()))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{
        contract::{Contract, derive},
        model::{Body, Header, Language},
    };

    /// A contract with those of its parts that the bits name.
    fn project(bits: u16) -> Project {
        let has = |bit: u16| bits & (1 << bit) != 0;
        let mut responses = json!({ "200": { "description": if has(0) { "Fine" } else { "Very fine" } } });
        if has(1) {
            responses["404"] = json!({ "description": "Gone" });
        }
        if has(2) {
            responses["409"] = json!({ "description": "Clash", "headers": { "X-A": { "example": "a" } } });
        }
        let mut paths = json!({ "/a": { "get": { "tags": ["one"], "deprecated": has(3), "responses": responses } } });
        if has(4) {
            paths["/b"] = json!({ "get": { "tags": ["two"], "summary": if has(5) { "B" } else { "b" }, "responses": {} } });
        }
        if has(6) {
            paths["/c"] = json!({ "post": { "tags": [if has(7) { "one" } else { "three" }], "responses": {} } });
        }
        let document = json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": paths });
        derive(&Contract::view(&Arc::new(document)), "t.yaml")
    }

    /// The same with changes as a person makes them.
    fn changed(mut project: Project, bits: u16) -> Project {
        let has = |bit: u16| bits & (1 << bit) != 0;
        if has(0) && project.endpoints.len() > 1 {
            project.endpoints.remove(1);
        }
        if has(1) {
            project.endpoints.reverse();
        }
        if has(2) {
            project.folders.pop();
        }
        if has(3) {
            project.endpoints.insert(0, Arc::new(Endpoint::new(EndpointId::new("own"), "GET", "/own")));
        }
        for endpoint in project.endpoints.iter_mut().map(Arc::make_mut) {
            if has(4) && endpoint.responses.len() > 1 {
                endpoint.responses.remove(1);
            }
            if has(5) {
                endpoint.responses.insert(0, Response::new(ResponseId::new(format!("{}-own", endpoint.id)), 418));
            }
            for response in &mut endpoint.responses {
                if has(6) {
                    response.body = Body::text(Language::Plain, "mine");
                }
                if has(7) {
                    response.headers.insert(0, Header::new("X-Own", "1"));
                }
            }
            if has(8) {
                endpoint.notes = "mine".to_owned();
            }
        }
        if has(9) {
            project.contract = None;
        }
        project
    }

    proptest! {
        #[test]
        fn one_side_alone_is_taken_whole(old in 0..256_u16, new in 0..256_u16, edits in 0..1024_u16) {
            let (base, new) = (project(old), project(new));
            let merged = merge(&base, &base, &new);
            prop_assert!(merged.conflicts.is_empty());
            prop_assert_eq!(&merged.project, &new);
            let current = changed(base.clone(), edits);
            let merged = merge(&base, &current, &base);
            prop_assert!(merged.conflicts.is_empty());
            prop_assert_eq!(&merged.project, &current);
        }

        #[test]
        fn what_a_person_changed_is_never_overwritten(old in 0..256_u16, new in 0..256_u16) {
            let current = changed(project(old), 0b1_1110_1000);
            let merged = merge(&project(old), &current, &project(new));
            for own in &current.endpoints {
                let Some(endpoint) = merged.project.endpoint(&own.id) else { return Err(TestCaseError::fail("lost")) };
                prop_assert_eq!(&endpoint.notes, &own.notes);
                for response in &own.responses {
                    let kept = endpoint.response(&response.id);
                    prop_assert!(kept.is_some_and(|kept| kept.body == response.body && kept.headers.contains(&response.headers[0])));
                }
            }
        }
    }

    #[test]
    fn a_conflict_names_the_part_and_both_values() {
        let mut base = project(0b10);
        let (mut current, mut new) = (base.clone(), base.clone());
        for (project, text) in [(&mut base, "old"), (&mut current, "mine"), (&mut new, "theirs")] {
            let endpoint = Arc::make_mut(&mut project.endpoints[0]);
            endpoint.responses[1].body = Body::text(Language::Plain, text);
        }
        let id = base.endpoints[0].responses[1].id.clone();
        Arc::make_mut(&mut new.endpoints[0]).responses[1].status = 410;
        let merged = merge(&base, &current, &new);
        let [conflict] = &merged.conflicts[..] else { panic!("{:?}", merged.conflicts) };
        assert_eq!((conflict.part.as_str(), &conflict.response), ("body", &Some(id.clone())));
        assert_eq!(conflict.kept, Some(json!({ "text": { "language": "plain", "lines": ["mine"] } })));
        assert_eq!(conflict.derived, Some(json!({ "text": { "language": "plain", "lines": ["theirs"] } })));
        assert_eq!(merged.project.endpoints[0].responses[1].status, 410, "what only the contract changed is taken");
    }
}
