//! Operations that are called otherwise in the new contract: what a person made of them goes with them.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use crate::{
    contract::difference::moved_operations,
    model::{ContractLink, Endpoint, EndpointId, Project, ResponseId},
};

/// How the endpoints of moved operations were called and are called.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// From the old operation to the new one.
    operations: HashMap<String, String>,
    /// From the id that was derived before to the one that is derived now.
    ids: HashMap<EndpointId, EndpointId>,
}

impl Moves {
    /// What moved between two projects, both as they were derived.
    pub(super) fn between(base: &Project, new: &Project) -> Self {
        let (Some(old_link), Some(new_link)) = (&base.contract, &new.contract) else { return Self::default() };
        let operations: HashMap<String, String> = moved_operations(&old_link.document, &new_link.document).into_iter().collect();
        if operations.is_empty() {
            return Self::default();
        }
        let by_operation = |project: &Project| -> HashMap<String, EndpointId> {
            let named = |endpoint: &Arc<Endpoint>| Some((endpoint.contract.as_ref()?.operation.clone(), endpoint.id.clone()));
            project.endpoints.iter().filter_map(named).collect()
        };
        let (before, now) = (by_operation(base), by_operation(new));
        let ids = operations.iter().filter_map(|(from, to)| Some((before.get(from)?.clone(), now.get(to)?.clone())));
        Self { ids: ids.collect(), operations }
    }

    /// The project with everything called as it is now.
    pub(super) fn follow<'p>(&self, project: &'p Project) -> Cow<'p, Project> {
        if self.operations.is_empty() {
            return Cow::Borrowed(project);
        }
        let mut project = project.clone();
        for endpoint in &mut project.endpoints {
            let to = endpoint.contract.as_ref().and_then(|contract| self.operations.get(&contract.operation));
            if let Some(to) = to {
                self.follow_endpoint(Arc::make_mut(endpoint), to);
            }
        }
        for expectation in &mut project.expectations {
            let to = expectation.answer.endpoint.as_ref().and_then(|id| self.ids.get(id));
            if let Some(to) = to.cloned() {
                Arc::make_mut(expectation).answer.endpoint = Some(to);
            }
        }
        if let Some(link) = &mut project.contract {
            self.follow_conflicts(link);
        }
        Cow::Owned(project)
    }

    fn follow_endpoint(&self, endpoint: &mut Endpoint, operation: &str) {
        if let Some(contract) = &mut endpoint.contract {
            operation.clone_into(&mut contract.operation);
        }
        // A copy that a person made has an id of its own.
        let Some(to) = self.ids.get(&endpoint.id).cloned() else { return };
        let from = std::mem::replace(&mut endpoint.id, to.clone());
        for response in &mut endpoint.responses {
            response.id = followed(&response.id, &from, &to);
        }
        endpoint.default_response = endpoint.default_response.as_ref().map(|id| followed(id, &from, &to));
    }

    fn follow_conflicts(&self, link: &mut ContractLink) {
        for conflict in &mut link.conflicts {
            let Some(from) = conflict.endpoint.clone() else { continue };
            let Some(to) = self.ids.get(&from) else { continue };
            conflict.response = conflict.response.as_ref().map(|id| followed(id, &from, to));
            conflict.endpoint = Some(to.clone());
        }
    }
}

/// The id of a response that was derived: it begins with that of its endpoint.
fn followed(id: &ResponseId, from: &EndpointId, to: &EndpointId) -> ResponseId {
    let rest = id.as_str().strip_prefix(from.as_str()).filter(|rest| rest.starts_with('-'));
    rest.map_or_else(|| id.clone(), |rest| ResponseId::new(format!("{to}{rest}")))
}
