//! Mends what a merge or a copied block does to ids: every id must name one thing.
//!
//! The first holder keeps the id; later ones get the id with a number. References stay right: an endpoint's default
//! response follows its own response to the new id.

use std::{collections::HashSet, fmt, sync::Arc};

use crate::model::{EndpointId, ExpectationId, FolderId, Project, ResponseId};

/// One id that was given anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// `endpoint`, `response`, `folder` or `expectation`.
    pub kind: &'static str,
    /// Where it stands in the file, as a JSON pointer.
    pub pointer: String,
    /// The id that was already taken.
    pub old: String,
    /// The id it has now.
    pub new: String,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, pointer, old, new } = self;
        write!(f, "The {kind} at {pointer} had the id \"{old}\" of another one and is now \"{new}\"")
    }
}

/// The ids of one kind: those in use anywhere in the file, and those seen so far.
struct Ids<'a> {
    kind: &'static str,
    used: HashSet<String>,
    seen: HashSet<String>,
    repairs: &'a mut Vec<Repair>,
}

impl<'a> Ids<'a> {
    fn new(kind: &'static str, used: HashSet<String>, repairs: &'a mut Vec<Repair>) -> Self {
        Self { kind, used, seen: HashSet::new(), repairs }
    }

    /// The new id, where this one has been seen before.
    fn claim(&mut self, id: &str, pointer: impl FnOnce() -> String) -> Option<String> {
        if self.seen.insert(id.to_owned()) {
            return None;
        }
        let new = (2_u64..).map(|number| format!("{id}-{number}")).find(|new| !self.used.contains(new))?;
        self.used.insert(new.clone());
        self.seen.insert(new.clone());
        self.repairs.push(Repair { kind: self.kind, pointer: pointer(), old: id.to_owned(), new: new.clone() });
        Some(new)
    }
}

/// Gives every id that is used twice a new one.
pub(super) fn repair_ids(project: &mut Project) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let used = project.folders.iter().map(|folder| folder.id.as_str().to_owned()).collect();
    let mut folders = Ids::new("folder", used, &mut repairs);
    for (index, folder) in project.folders.iter_mut().enumerate() {
        if let Some(new) = folders.claim(folder.id.as_str(), || format!("/folders/{index}")) {
            folder.id = FolderId::new(new);
        }
    }
    let used = project.endpoints.iter().map(|endpoint| endpoint.id.as_str().to_owned()).collect();
    let mut endpoints = Ids::new("endpoint", used, &mut repairs);
    for (index, endpoint) in project.endpoints.iter_mut().enumerate() {
        if let Some(new) = endpoints.claim(endpoint.id.as_str(), || format!("/endpoints/{index}")) {
            Arc::make_mut(endpoint).id = EndpointId::new(new);
        }
    }
    let used = project.expectations.iter().map(|expectation| expectation.id.as_str().to_owned()).collect();
    let mut expectations = Ids::new("expectation", used, &mut repairs);
    for (index, expectation) in project.expectations.iter_mut().enumerate() {
        if let Some(new) = expectations.claim(expectation.id.as_str(), || format!("/expectations/{index}")) {
            Arc::make_mut(expectation).id = ExpectationId::new(new);
        }
    }
    let all = project.endpoints.iter().flat_map(|endpoint| &endpoint.responses);
    let used = all.map(|response| response.id.as_str().to_owned()).collect();
    let mut responses = Ids::new("response", used, &mut repairs);
    for (endpoint_index, endpoint) in project.endpoints.iter_mut().enumerate() {
        let mut own = HashSet::new();
        for index in 0..endpoint.responses.len() {
            let Some(id) = endpoint.responses.get(index).map(|response| response.id.clone()) else { break };
            let first_here = own.insert(id.clone());
            let pointer = || format!("/endpoints/{endpoint_index}/responses/{index}");
            let Some(new) = responses.claim(id.as_str(), pointer).map(ResponseId::new) else { continue };
            let endpoint = Arc::make_mut(endpoint);
            if first_here && endpoint.is_default_response(&id) {
                endpoint.default_response = Some(new.clone());
            }
            if let Some(response) = endpoint.responses.get_mut(index) {
                response.id = new;
            }
        }
    }
    repairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Endpoint, Expectation, RequestPattern, Response};

    fn endpoint(id: &str, responses: &[&str], default: Option<&str>) -> Arc<Endpoint> {
        let mut endpoint = Endpoint::new(EndpointId::new(id), "GET", "/");
        endpoint.responses = responses.iter().map(|id| Response::new(ResponseId::new(*id), 200)).collect();
        endpoint.default_response = default.map(ResponseId::new);
        Arc::new(endpoint)
    }

    #[test]
    fn a_copied_block_gets_new_ids_and_keeps_its_default() {
        let copy = || endpoint("e", &["a", "b"], Some("b"));
        let mut project = Project { endpoints: vec![copy(), copy(), endpoint("e-2", &["a-2"], None)], ..Project::default() };
        let repairs = repair_ids(&mut project);
        let ids: Vec<_> = project.endpoints.iter().map(|endpoint| endpoint.id.as_str()).collect();
        assert_eq!(ids, ["e", "e-3", "e-2"]);
        let responses: Vec<_> = project.endpoints.iter().flat_map(|e| &e.responses).map(|r| r.id.as_str()).collect();
        assert_eq!(responses, ["a", "b", "a-3", "b-2", "a-2"]);
        assert_eq!(project.endpoints[0].default_response, Some(ResponseId::new("b")));
        assert_eq!(project.endpoints[1].default_response, Some(ResponseId::new("b-2")));
        assert_eq!(repairs.len(), 3);
        assert_eq!(
            repairs[1].to_string(),
            "The response at /endpoints/1/responses/0 had the id \"a\" of another one and is now \"a-3\""
        );
        assert!(repair_ids(&mut project).is_empty());
    }

    #[test]
    fn a_copied_expectation_gets_a_new_id_and_the_order_means_the_first() {
        let expectation = |id: &str| Arc::new(Expectation::new(ExpectationId::new(id), RequestPattern::default()));
        let mut project = Project { expectations: vec![expectation("x"), expectation("x")], ..Project::default() };
        assert_eq!(repair_ids(&mut project).len(), 1);
        assert_eq!(project.expectations[1].id, ExpectationId::new("x-2"));
    }

    #[test]
    fn within_one_endpoint_the_default_is_the_first_of_that_id() {
        let mut project = Project { endpoints: vec![endpoint("e", &["a", "a"], Some("a"))], ..Project::default() };
        repair_ids(&mut project);
        assert_eq!(project.endpoints[0].default_response, Some(ResponseId::new("a")));
        assert_eq!(project.endpoints[0].responses[1].id, ResponseId::new("a-2"));
    }
}
