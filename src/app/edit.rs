//! Every change a person can make to a project, as a value: applied in one place, so that each is one undo step.

use std::{collections::HashSet, sync::Arc};

use super::history::MergeKey;
use crate::model::{
    ContractLink, Endpoint, EndpointId, Expectation, ExpectationId, Folder, FolderId, Project, Scenario, Settings,
};

/// A change to the project.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Adds endpoints at a place in the list, or at its end.
    AddEndpoints {
        /// What is added.
        endpoints: Vec<Arc<Endpoint>>,
        /// Where, as an index into the list.
        at: Option<usize>,
    },
    /// Adds recorded endpoints before all others, so that among equals they answer.
    AddRecorded {
        /// What is added.
        endpoints: Vec<Arc<Endpoint>>,
        /// A trailing slash more or less makes another path from now on.
        strict_trailing_slash: bool,
    },
    /// Puts an endpoint in the place of the one with the same id.
    ReplaceEndpoint {
        /// The endpoint as it shall be.
        endpoint: Arc<Endpoint>,
        /// What the change is called.
        label: &'static str,
        /// Which field is typed into, so that a burst of typing is one step; none for a change of its own.
        field: Option<String>,
    },
    /// Removes endpoints.
    RemoveEndpoints(Vec<EndpointId>),
    /// Moves an endpoint into a folder (or none), before another endpoint or to the end.
    MoveEndpoint {
        /// Which.
        id: EndpointId,
        /// Into which folder.
        folder: Option<FolderId>,
        /// Before which endpoint of the list.
        before: Option<EndpointId>,
    },
    /// Adds a folder.
    AddFolder(Folder),
    /// Gives a folder another name.
    RenameFolder {
        /// Which.
        id: FolderId,
        /// The new name.
        name: String,
    },
    /// Moves a folder before another or to the end, and into another (or none).
    MoveFolder {
        /// Which.
        id: FolderId,
        /// Into which folder.
        parent: Option<FolderId>,
        /// Before which folder.
        before: Option<FolderId>,
    },
    /// Removes a folder and all that lies in it.
    RemoveFolder(FolderId),
    /// Adds expectations at a place in the list, or at its end.
    AddExpectations {
        /// What is added.
        expectations: Vec<Arc<Expectation>>,
        /// Where, as an index into the list.
        at: Option<usize>,
    },
    /// Puts an expectation in the place of the one with the same id.
    ReplaceExpectation {
        /// The expectation as it shall be.
        expectation: Arc<Expectation>,
        /// What the change is called.
        label: &'static str,
        /// Which field is typed into; none for a change of its own.
        field: Option<String>,
    },
    /// Removes an expectation.
    RemoveExpectation(ExpectationId),
    /// Moves an expectation before another or to the end.
    MoveExpectation {
        /// Which.
        id: ExpectationId,
        /// Before which.
        before: Option<ExpectationId>,
    },
    /// Changes the project's settings.
    SetSettings {
        /// The settings as they shall be.
        settings: Box<Settings>,
        /// Which field is typed into; none for a change of its own.
        field: Option<String>,
    },
    /// Changes the project's list of scenarios.
    SetScenarios {
        /// The list as it shall be.
        scenarios: Vec<Scenario>,
        /// What the change is called.
        label: &'static str,
        /// Which field is typed into; none for a change of its own.
        field: Option<String>,
    },
    /// Changes the project's link to its contract, or takes it away, with that of its endpoints.
    SetContract {
        /// The link as it shall be.
        contract: Option<Box<ContractLink>>,
        /// What the change is called.
        label: &'static str,
        /// Which field is typed into; none for a change of its own.
        field: Option<String>,
    },
    /// Puts what came of taking changes of the contract over, or of leaving it, in the project's place.
    TakeContract {
        /// The project as it shall be.
        project: Box<Project>,
        /// What the change is called.
        label: &'static str,
    },
    /// Gives the project another name.
    RenameProject(String),
}

impl Edit {
    /// What the change is called in the undo list and in notices.
    pub fn label(&self) -> &'static str {
        match self {
            Self::AddEndpoints { endpoints, .. } if endpoints.len() == 1 => "Add endpoint",
            Self::AddEndpoints { .. } => "Add endpoints",
            Self::AddRecorded { .. } => "Record as mocks",
            Self::ReplaceEndpoint { label, .. } => label,
            Self::RemoveEndpoints(ids) if ids.len() == 1 => "Delete endpoint",
            Self::RemoveEndpoints(_) => "Delete endpoints",
            Self::MoveEndpoint { .. } => "Move endpoint",
            Self::AddFolder(_) => "Add folder",
            Self::RenameFolder { .. } => "Rename folder",
            Self::MoveFolder { .. } => "Move folder",
            Self::RemoveFolder(_) => "Delete folder",
            Self::AddExpectations { expectations, .. } if expectations.len() == 1 => "Add expectation",
            Self::AddExpectations { .. } => "Add expectations",
            Self::ReplaceExpectation { label, .. } => label,
            Self::RemoveExpectation(_) => "Delete expectation",
            Self::MoveExpectation { .. } => "Move expectation",
            Self::SetSettings { .. } => "Change settings",
            Self::SetScenarios { label, .. } | Self::SetContract { label, .. } | Self::TakeContract { label, .. } => label,
            Self::RenameProject(_) => "Rename project",
        }
    }

    /// Which edits it forms one undo step with.
    pub(crate) fn merge_key(&self) -> Option<MergeKey> {
        match self {
            Self::ReplaceEndpoint { endpoint, label, field: Some(field) } => Some((label, format!("{}/{field}", endpoint.id))),
            Self::ReplaceExpectation { expectation, label, field: Some(field) } => {
                Some((label, format!("{}/{field}", expectation.id)))
            }
            Self::RenameFolder { id, .. } => Some(("folder", id.to_string())),
            Self::SetSettings { field: Some(field), .. } => Some(("settings", field.clone())),
            Self::SetScenarios { label, field: Some(field), .. } | Self::SetContract { label, field: Some(field), .. } => {
                Some((label, field.clone()))
            }
            Self::RenameProject(_) => Some(("project", String::new())),
            _ => None,
        }
    }

    /// Changes the project. What refers to something that is not there changes nothing.
    pub(crate) fn apply(self, project: &mut Project) {
        match self {
            Self::AddEndpoints { endpoints, at } => {
                let at = at.unwrap_or(usize::MAX).min(project.endpoints.len());
                project.endpoints.splice(at..at, endpoints);
            }
            Self::AddRecorded { endpoints, strict_trailing_slash } => {
                project.endpoints.splice(0..0, endpoints);
                project.settings.strict_trailing_slash |= strict_trailing_slash;
            }
            Self::ReplaceEndpoint { endpoint, .. } => {
                if let Some(place) = project.endpoints.iter_mut().find(|old| old.id == endpoint.id) {
                    *place = endpoint;
                }
            }
            Self::RemoveEndpoints(ids) => project.endpoints.retain(|endpoint| !ids.contains(&endpoint.id)),
            Self::MoveEndpoint { id, folder, before } => move_endpoint(project, &id, folder, before.as_ref()),
            Self::AddFolder(folder) => project.folders.push(folder),
            Self::RenameFolder { id, name } => {
                if let Some(folder) = project.folders.iter_mut().find(|folder| folder.id == id) {
                    folder.name = name;
                }
            }
            Self::MoveFolder { id, parent, before } => move_folder(project, &id, parent, before.as_ref()),
            Self::RemoveFolder(id) => {
                let gone = with_descendants(project, &id);
                project.folders.retain(|folder| !gone.contains(&folder.id));
                project.endpoints.retain(|endpoint| endpoint.folder.as_ref().is_none_or(|folder| !gone.contains(folder)));
            }
            Self::AddExpectations { expectations, at } => {
                let at = at.unwrap_or(usize::MAX).min(project.expectations.len());
                project.expectations.splice(at..at, expectations);
            }
            Self::ReplaceExpectation { expectation, .. } => {
                if let Some(place) = project.expectations.iter_mut().find(|old| old.id == expectation.id) {
                    *place = expectation;
                }
            }
            Self::RemoveExpectation(id) => project.expectations.retain(|expectation| expectation.id != id),
            Self::MoveExpectation { id, before } => move_expectation(project, &id, before.as_ref()),
            Self::SetSettings { settings, .. } => project.settings = *settings,
            Self::SetScenarios { scenarios, .. } => project.scenarios = scenarios,
            Self::SetContract { contract, .. } => set_contract(project, contract.map(|link| *link)),
            Self::TakeContract { project: merged, .. } => *project = *merged,
            Self::RenameProject(name) => project.name = name,
        }
    }
}

fn set_contract(project: &mut Project, contract: Option<ContractLink>) {
    project.contract = contract;
    if project.contract.is_none() {
        for endpoint in project.endpoints.iter_mut().filter(|endpoint| endpoint.contract.is_some()) {
            Arc::make_mut(endpoint).contract = None;
        }
    }
}

fn move_endpoint(project: &mut Project, id: &EndpointId, folder: Option<FolderId>, before: Option<&EndpointId>) {
    if before == Some(id) {
        return;
    }
    let Some(from) = project.position(id) else { return };
    let mut endpoint = project.endpoints.remove(from);
    if endpoint.folder != folder {
        Arc::make_mut(&mut endpoint).folder = folder;
    }
    let to = before.and_then(|before| project.position(before)).unwrap_or(project.endpoints.len());
    project.endpoints.insert(to, endpoint);
}

fn move_expectation(project: &mut Project, id: &ExpectationId, before: Option<&ExpectationId>) {
    if before == Some(id) {
        return;
    }
    let position = |project: &Project, id: &ExpectationId| project.expectations.iter().position(|other| other.id == *id);
    let Some(from) = position(project, id) else { return };
    let expectation = project.expectations.remove(from);
    let to = before.and_then(|before| position(project, before)).unwrap_or(project.expectations.len());
    project.expectations.insert(to, expectation);
}

fn move_folder(project: &mut Project, id: &FolderId, parent: Option<FolderId>, before: Option<&FolderId>) {
    // A folder cannot lie in itself.
    if before == Some(id) || parent.as_ref().is_some_and(|parent| with_descendants(project, id).contains(parent)) {
        return;
    }
    let Some(from) = project.folders.iter().position(|folder| folder.id == *id) else { return };
    let mut folder = project.folders.remove(from);
    folder.parent = parent;
    let position = before.and_then(|before| project.folders.iter().position(|folder| folder.id == *before));
    project.folders.insert(position.unwrap_or(project.folders.len()), folder);
}

/// The folder and all folders below it. Folders that lie in each other in a circle end the search.
fn with_descendants(project: &Project, id: &FolderId) -> HashSet<FolderId> {
    let mut found = HashSet::from([id.clone()]);
    loop {
        let before = found.len();
        for folder in &project.folders {
            if folder.parent.as_ref().is_some_and(|parent| found.contains(parent)) {
                found.insert(folder.id.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::project_of;

    fn project() -> Project {
        project_of(
            &[("outer", None), ("inner", Some("outer")), ("other", None)],
            &[("a", None), ("b", Some("inner")), ("c", Some("other"))],
        )
    }

    fn order(project: &Project) -> String {
        project.endpoints.iter().map(|endpoint| endpoint.id.as_str()).collect()
    }

    #[test]
    fn endpoints_move_before_each_other_and_into_folders() {
        let mut moved = project();
        let to = |id: &str, folder: Option<&str>, before: Option<&str>| Edit::MoveEndpoint {
            id: EndpointId::new(id),
            folder: folder.map(FolderId::new),
            before: before.map(EndpointId::new),
        };
        to("c", Some("inner"), Some("a")).apply(&mut moved);
        assert_eq!(order(&moved), "cab");
        assert_eq!(moved.endpoints[0].folder, Some(FolderId::new("inner")));
        to("c", None, None).apply(&mut moved);
        assert_eq!(order(&moved), "abc");
        to("nobody", None, None).apply(&mut moved);
        to("a", None, Some("a")).apply(&mut moved);
        assert_eq!(order(&moved), "abc");
    }

    #[test]
    fn expectations_are_added_moved_replaced_and_removed() {
        let expect = |id: &str| Arc::new(Expectation::new(ExpectationId::new(id), Default::default()));
        let ids = |project: &Project| project.expectations.iter().map(|one| one.id.as_str()).collect::<String>();
        let mut changed = project();
        Edit::AddExpectations { expectations: vec![expect("a"), expect("c")], at: None }.apply(&mut changed);
        Edit::AddExpectations { expectations: vec![expect("b")], at: Some(1) }.apply(&mut changed);
        assert_eq!(ids(&changed), "abc");
        let to = |id: &str, before: Option<&str>| Edit::MoveExpectation {
            id: ExpectationId::new(id),
            before: before.map(ExpectationId::new),
        };
        to("c", Some("a")).apply(&mut changed);
        assert_eq!(ids(&changed), "cab");
        to("c", None).apply(&mut changed);
        to("nobody", Some("a")).apply(&mut changed);
        to("a", Some("a")).apply(&mut changed);
        assert_eq!(ids(&changed), "abc");
        let named = Arc::new(Expectation { name: "named".to_owned(), ..Expectation::clone(&expect("b")) });
        Edit::ReplaceExpectation { expectation: named, label: "Rename expectation", field: None }.apply(&mut changed);
        Edit::RemoveExpectation(ExpectationId::new("a")).apply(&mut changed);
        assert_eq!(ids(&changed), "bc");
        assert_eq!(changed.expectations[0].name, "named");
    }

    #[test]
    fn a_folder_goes_with_all_that_lies_in_it() {
        let mut left = project();
        Edit::RemoveFolder(FolderId::new("outer")).apply(&mut left);
        assert_eq!(left.folders.len(), 1);
        assert_eq!(order(&left), "ac");
    }

    #[test]
    fn a_folder_cannot_move_into_itself() {
        let mut same = project();
        let into_itself = Edit::MoveFolder { id: FolderId::new("outer"), parent: Some(FolderId::new("inner")), before: None };
        into_itself.apply(&mut same);
        assert_eq!(same, project());
    }
}
