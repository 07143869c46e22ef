//! Derives a project from a contract: one endpoint for each operation, in folders by tag, with an answer for everything that
//! is documented.
//!
//! Deriving is deterministic: the same contract gives the same project, ids included, and an operation gives the same ids
//! whatever stands around it. So what was derived need not be stored beside what a person made of it.

mod body;
mod header;
mod id;
mod marked;
mod media;
mod path;
mod prefer;
mod responses;
mod sample;
mod xml;

pub(crate) use prefer::preference_sentence;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use serde_json::Value;

use self::{
    id::{Ids, endpoint_id, folder_id},
    marked::Marked,
    path::{PathForm, rewritten},
    responses::ResponseMaker,
    sample::Samples,
};
use super::{Contract, ContractProblem, Operation};
use crate::model::{
    CheckMode, Comparison, Condition, ContractLink, Endpoint, EndpointContract, Folder, FolderId, Operator, Project, Response,
    Subject,
};

/// What came of deriving.
#[derive(Clone, Debug)]
pub struct Derived {
    /// The project.
    pub project: Project,
    /// What of the contract is answered otherwise than it asks for, or not at all.
    pub problems: Vec<ContractProblem>,
}

/// The project that a contract gives. `source` is where the contract is published.
pub fn derive(contract: &Contract, source: &str) -> Project {
    derive_with_problems(contract, source).project
}

/// The same, with what could not be derived as the contract says.
pub fn derive_with_problems(contract: &Contract, source: &str) -> Derived {
    let mut problems = Vec::new();
    let (folders, folder_of_tag) = folders(contract);
    let forms: Vec<PathForm> = contract.operations.iter().map(rewritten).collect();
    let mut plain: HashSet<(&str, &str)> = HashSet::new();
    for (operation, form) in contract.operations.iter().zip(&forms).filter(|(_, form)| form.query.is_empty()) {
        plain.insert((&operation.method, &form.path));
    }

    let mut ids = Ids::default();
    let mut samples = Samples::new(contract);
    let mut endpoints = Vec::with_capacity(contract.operations.len());
    let mut with_query = 0;
    let mut whole: HashSet<Marked> = HashSet::new();
    for (operation, form) in contract.operations.iter().zip(&forms) {
        let report = |message: &String| ContractProblem { pointer: operation.pointer.clone(), message: message.clone() };
        let marked = Marked::of(contract, operation);
        if marked.as_ref().is_some_and(|marked| !whole.insert(marked.clone())) {
            // Another operation of the same endpoint has given it.
            continue;
        }
        if marked.is_none() {
            problems.extend(form.problems.iter().map(report));
            if form.is_unusable {
                continue;
            }
        }
        let wanted = marked::id(contract.document.pointer(&operation.pointer));
        let id = ids.endpoint(wanted.unwrap_or_else(|| endpoint_id(&operation.key())));
        let (method, path) = marked.as_ref().map_or((&operation.method, &form.path), |marked| (&marked.method, &marked.path));
        let mut endpoint = Endpoint::new(id, method, path);
        endpoint.folder = operation.tags.first().and_then(|tag| folder_of_tag.get(tag.as_str()).cloned());
        endpoint.notes = notes(operation);
        // What answers more calls than the operation tells of is not held to it.
        let requests = marked.as_ref().filter(|marked| marked.path != form.path || marked.method != operation.method);
        let requests = requests.map(|_| CheckMode::Off);
        endpoint.contract = Some(EndpointContract { requests, ..EndpointContract::new(operation.key()) });
        let mut maker = ResponseMaker::new(contract, operation, &mut ids, &mut samples, &mut problems);
        (endpoint.responses, endpoint.default_response) = maker.responses(endpoint.id.as_str());
        if !form.query.is_empty() && plain.contains(&(operation.method.as_str(), form.path.as_str())) {
            // It stands before the same path without the query, and leaves to it what has no such query.
            endpoint.default_response = None;
            endpoint.responses.iter_mut().for_each(|response| demand_query(response, &form.query));
            endpoint.responses.rotate_left(1);
            endpoints.insert(with_query, Arc::new(endpoint));
            with_query += 1;
        } else {
            endpoints.push(Arc::new(endpoint));
        }
    }
    let project = Project {
        name: contract.title.clone(),
        folders,
        endpoints,
        contract: Some(ContractLink::new(source, Arc::clone(&contract.document))),
        ..Project::default()
    };
    Derived { project, problems }
}

/// One folder for each tag that is an operation's first: in the order of the document's tags, then of the operations.
fn folders(contract: &Contract) -> (Vec<Folder>, BTreeMap<&str, FolderId>) {
    let used: Vec<&str> = contract.operations.iter().filter_map(|operation| operation.tags.first()).map(String::as_str).collect();
    let is_used: HashSet<&str> = used.iter().copied().collect();
    let declared = contract.document.get("tags").and_then(Value::as_array).into_iter().flatten();
    let declared =
        declared.filter_map(|tag| Some((tag.get("name")?.as_str()?, Some(tag)))).filter(|(name, _)| is_used.contains(name));
    let mut folders = Vec::new();
    let mut by_tag = BTreeMap::new();
    let mut taken: HashMap<String, usize> = HashMap::new();
    for (tag, object) in declared.chain(used.iter().map(|tag| (*tag, None))) {
        if by_tag.contains_key(tag) {
            continue;
        }
        let wanted = marked::id(object).unwrap_or_else(|| folder_id(tag));
        let id = FolderId::new(id::unique(wanted, &mut taken));
        folders.push(Folder { id: id.clone(), name: tag.to_owned(), parent: None, extra: crate::model::Extra::new() });
        by_tag.insert(tag, id);
    }
    (folders, by_tag)
}

fn notes(operation: &Operation) -> String {
    let (summary, description) = (operation.summary.trim(), operation.description.trim());
    match (summary, description) {
        (summary, "") => summary.to_owned(),
        ("", description) => description.to_owned(),
        (summary, description) if description.starts_with(summary) => description.to_owned(),
        (summary, description) => format!("{summary}\n\n{description}"),
    }
}

fn demand_query(response: &mut Response, query: &[(String, String)]) {
    let demand = |(name, value): &(String, String)| {
        Condition::Compare(Comparison::new(Subject::Query(name.clone()), Operator::Equals, value.as_str()))
    };
    let mut demands: Vec<Condition> = query.iter().map(demand).collect();
    demands.extend(response.condition.take());
    response.condition = prefer::all(demands);
}

#[cfg(test)]
mod tests;
