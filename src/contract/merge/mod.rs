//! Brings a project up to a changed contract: what was derived before, what a person made of it and what is derived now are
//! merged three ways. What a person changed is never overwritten; where the contract changed the same part, both are told.

mod conflict;
mod endpoint;
mod lists;
mod moved;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

pub use conflict::{OpenConflict, keep_mine, open_conflicts, take_theirs};

use self::{
    conflict::{carried, whole},
    endpoint::{merge_endpoint, value},
    lists::{merge_lists, present},
};
use crate::model::{ContractConflict, ContractLink, Endpoint, EndpointId, Folder, FolderId, Project};

/// What came of merging.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The project. Its contract lists every conflict that is open.
    pub project: Project,
    /// Where a person and the contract changed the same part, and this change of the contract is why; the person's stands in
    /// the project.
    pub conflicts: Vec<ContractConflict>,
}

/// Merges `current`, which was made from `base` by hand, with `new`, which the changed contract gives.
pub fn merge(base: &Project, current: &Project, new: &Project) -> Merged {
    let moves = moved::Moves::between(base, new);
    let (base, current) = (&*moves.follow(base), &*moves.follow(current));
    let mut conflicts = Vec::new();
    if current.name != base.name && new.name != base.name && current.name != new.name {
        conflicts.push(conflict::of_name(&base.name, &new.name));
    }
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
    let mut project = Project {
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
    let earlier = current.contract.as_ref().map_or(&[][..], |link| &link.conflicts);
    let open = carried(earlier, &conflicts, &project, new);
    if let Some(link) = &mut project.contract {
        link.conflicts = open;
    }
    Merged { project, conflicts }
}

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
        conflicts: current.conflicts.clone(),
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

/// The name of an endpoint among those of three projects: its operation, or its id where it has none or another one of the
/// project stands for the same operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Operation(String),
    Id(EndpointId),
}

/// The endpoints by name. Of those that come from the same operation, one that has the id in `derived` stands for it: a copy
/// that a person made may lie before it.
fn keyed(project: &Project, derived: &HashSet<&EndpointId>) -> Vec<(Key, Arc<Endpoint>)> {
    let mut standing: HashMap<&str, &EndpointId> = HashMap::new();
    let linked = |endpoint: &'_ Arc<Endpoint>| endpoint.contract.as_ref().map(|contract| contract.operation.clone());
    for endpoint in &project.endpoints {
        if let Some(contract) = &endpoint.contract {
            let place = standing.entry(&contract.operation).or_insert(&endpoint.id);
            if derived.contains(&endpoint.id) {
                *place = &endpoint.id;
            }
        }
    }
    let key = |endpoint: &Arc<Endpoint>| {
        let operation = linked(endpoint).filter(|operation| standing.get(operation.as_str()) == Some(&&endpoint.id));
        (operation.map_or_else(|| Key::Id(endpoint.id.clone()), Key::Operation), Arc::clone(endpoint))
    };
    project.endpoints.iter().map(key).collect()
}

fn merge_endpoints(
    base: &Project,
    current: &Project,
    new: &Project,
    conflicts: &mut Vec<ContractConflict>,
) -> Vec<Arc<Endpoint>> {
    let derived = base.endpoints.iter().chain(&new.endpoints).map(|endpoint| &endpoint.id).collect();
    let keyed = |project| keyed(project, &derived);
    merge_lists(&keyed(base), &keyed(current), &keyed(new), |_, base, current, new| match (base, current, new) {
        (Some(base), Some(current), Some(new)) => Some(if Arc::ptr_eq(base, current) || base == current {
            Arc::clone(new)
        } else if base == new || current == new {
            Arc::clone(current)
        } else {
            merge_endpoint(base, current, new, conflicts)
        }),
        // A person deleted it.
        (Some(base), None, new) => {
            if let Some(new) = new.filter(|new| *new != base) {
                conflicts.push(whole(&new.id, None, Some(value(&**base)), Some(value(&**new))));
            }
            None
        }
        (Some(base), Some(current), None) => (base != current).then(|| {
            conflicts.push(whole(&current.id, None, Some(value(&**base)), None));
            Arc::clone(current)
        }),
        (None, current, new) => current.or(new).cloned(),
    })
}

#[cfg(test)]
mod hand_edits;
#[cfg(test)]
mod tests;
