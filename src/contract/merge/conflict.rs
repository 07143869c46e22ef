//! Conflicts between what a person changed and what the contract changed: how they are named, which of them are still open,
//! and how a person decides one.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::endpoint::{HEADERS, headers_by_name, object, repair_default, value};
use crate::model::{ContractConflict, Endpoint, EndpointId, Extra, Project, Response, ResponseId};

/// The part of a project that its name is.
const NAME: &str = "name";

/// A conflict that nobody has decided about, with what stands in the project.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenConflict {
    /// The part, what it was, and what the contract makes of it.
    pub conflict: ContractConflict,
    /// What the person has; none where the person deleted it, or where it is what goes without saying.
    pub mine: Option<Value>,
}

/// A conflict about a whole endpoint, or a whole response of it.
pub(super) fn whole(
    endpoint: &EndpointId,
    response: Option<&ResponseId>,
    base: Option<Value>,
    theirs: Option<Value>,
) -> ContractConflict {
    let (endpoint, response) = (Some(endpoint.clone()), response.cloned());
    ContractConflict { endpoint, response, part: String::new(), base, theirs, extra: Extra::new() }
}

/// A conflict about the project's name.
pub(super) fn of_name(base: &str, theirs: &str) -> ContractConflict {
    ContractConflict {
        endpoint: None,
        response: None,
        part: NAME.to_owned(),
        base: Some(base.into()),
        theirs: Some(theirs.into()),
        extra: Extra::new(),
    }
}

/// What a header is called as a part, by its name and number.
pub(super) fn header_part((name, number): &(String, usize)) -> String {
    format!("{HEADERS}/{name}/{number}")
}

/// The name and number of the header that a part is.
fn header_key(part: &str) -> Option<(String, usize)> {
    let (name, number) = part.strip_prefix(HEADERS)?.strip_prefix('/')?.rsplit_once('/')?;
    Some((name.to_owned(), number.parse().ok()?))
}

/// What a project has at a conflict's place. None where what the part would be in is not there; `Some(None)` where the part is
/// not.
fn at(project: &Project, conflict: &ContractConflict) -> Option<Option<Value>> {
    let Some(id) = &conflict.endpoint else {
        return (conflict.part == NAME).then(|| Some(Value::from(project.name.as_str())));
    };
    let endpoint = project.endpoint(id);
    let is_whole = conflict.part.is_empty();
    let members = match &conflict.response {
        None if is_whole => return Some(endpoint.map(|endpoint| value(&**endpoint))),
        None => object(&**endpoint?),
        Some(id) => {
            let response = endpoint?.response(id);
            if is_whole {
                return Some(response.map(value));
            }
            object(response?)
        }
    };
    Some(match header_key(&conflict.part) {
        Some(key) => headers_by_name(&members).into_iter().find_map(|(other, header)| (other == key).then_some(header)),
        None => members.get(&conflict.part).cloned(),
    })
}

/// The conflicts that are open in a project: where what the person has is neither gone meanwhile nor what the contract gives.
pub fn open_conflicts(project: &Project) -> Vec<OpenConflict> {
    let listed = project.contract.iter().flat_map(|link| &link.conflicts);
    let open = |conflict: &ContractConflict| {
        let mine = at(project, conflict)?;
        (mine != conflict.theirs).then(|| OpenConflict { conflict: conflict.clone(), mine })
    };
    listed.filter_map(open).collect()
}

/// The conflicts that are open after merging: those from `earlier` with what the contract gives in the meantime, and those that
/// came of this merge.
pub(super) fn carried(
    earlier: &[ContractConflict],
    came: &[ContractConflict],
    merged: &Project,
    new: &Project,
) -> Vec<ContractConflict> {
    let still = |conflict: &ContractConflict| {
        let (mine, theirs) = (at(merged, conflict)?, at(new, conflict)?);
        // Where the contract has gone back to what it was, there is only what the person changed.
        (theirs != mine && theirs != conflict.base).then(|| ContractConflict { theirs, ..conflict.clone() })
    };
    let is_known = |conflict: &ContractConflict| earlier.iter().any(|known| known.is_about_the_same(conflict));
    let came = came.iter().filter(|conflict| !is_known(conflict)).cloned();
    earlier.iter().filter_map(still).chain(came).collect()
}

/// The project with that conflict decided for what the person has.
pub fn keep_mine(project: &Project, conflict: &ContractConflict) -> Project {
    let mut project = project.clone();
    if let Some(link) = &mut project.contract {
        link.conflicts.retain(|listed| !listed.is_about_the_same(conflict));
    }
    project
}

/// The project with that conflict decided for what the contract gives.
pub fn take_theirs(project: &Project, conflict: &ContractConflict) -> Project {
    let mut project = keep_mine(project, conflict);
    let theirs = conflict.theirs.clone();
    let Some(id) = &conflict.endpoint else {
        if conflict.part == NAME {
            project.name = theirs.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
        }
        return project;
    };
    if conflict.response.is_none() && conflict.part.is_empty() {
        put_endpoint(&mut project, id, theirs.and_then(|theirs| serde_json::from_value(theirs).ok()));
        return project;
    }
    let Some(endpoint) = project.endpoint_mut(id) else { return project };
    match &conflict.response {
        None => {
            let own = endpoint.default_response.clone();
            let mut members = object(endpoint);
            put(&mut members, &conflict.part, theirs);
            if let Ok(changed) = serde_json::from_value(Value::Object(members)) {
                *endpoint = changed;
            }
            repair_default(endpoint, [&own]);
        }
        Some(id) if conflict.part.is_empty() => {
            put_response(endpoint, id, theirs.and_then(|theirs| serde_json::from_value(theirs).ok()));
        }
        Some(id) => {
            let Some(response) = endpoint.response_mut(id) else { return project };
            let mut members = object(response);
            match header_key(&conflict.part) {
                Some(key) => put_header(&mut members, &key, theirs),
                None => put(&mut members, &conflict.part, theirs),
            }
            if let Ok(changed) = serde_json::from_value(Value::Object(members)) {
                *response = changed;
            }
        }
    }
    project
}

fn put(members: &mut Map<String, Value>, part: &str, theirs: Option<Value>) {
    match theirs {
        Some(theirs) => drop(members.insert(part.to_owned(), theirs)),
        None => drop(members.shift_remove(part)),
    }
}

fn put_header(response: &mut Map<String, Value>, key: &(String, usize), theirs: Option<Value>) {
    let mut headers = headers_by_name(response);
    match (headers.iter().position(|(other, _)| other == key), theirs) {
        (Some(at), Some(theirs)) => headers[at].1 = theirs,
        (Some(at), None) => drop(headers.remove(at)),
        (None, Some(theirs)) => headers.push((key.clone(), theirs)),
        (None, None) => {}
    }
    let headers: Vec<Value> = headers.into_iter().map(|(_, header)| header).collect();
    put(response, HEADERS, (!headers.is_empty()).then_some(Value::Array(headers)));
}

fn put_endpoint(project: &mut Project, id: &EndpointId, theirs: Option<Endpoint>) {
    let Some(mut theirs) = theirs else {
        project.endpoints.retain(|endpoint| endpoint.id != *id);
        return;
    };
    if theirs.folder.as_ref().is_some_and(|folder| project.folder(folder).is_none()) {
        theirs.folder = None;
    }
    match project.endpoints.iter_mut().find(|endpoint| endpoint.id == *id) {
        Some(endpoint) => *endpoint = Arc::new(theirs),
        None => project.endpoints.push(Arc::new(theirs)),
    }
}

fn put_response(endpoint: &mut Endpoint, id: &ResponseId, theirs: Option<Response>) {
    match (endpoint.responses.iter().position(|response| response.id == *id), theirs) {
        (Some(at), Some(theirs)) => endpoint.responses[at] = theirs,
        (Some(at), None) => {
            endpoint.responses.remove(at);
            let first = endpoint.responses.first().map(|response| response.id.clone());
            repair_default(endpoint, [&first]);
        }
        (None, Some(theirs)) => endpoint.responses.push(theirs),
        (None, None) => {}
    }
}
