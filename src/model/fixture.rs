//! Small projects for tests, written as what lies in which folder.

use std::sync::Arc;

use super::{Endpoint, EndpointId, Folder, FolderId, Project};

/// A project of these folders and endpoints, each with the folder around it. A folder is named like its id, and an endpoint
/// answers GET at its id.
pub(crate) fn project_of(folders: &[(&str, Option<&str>)], endpoints: &[(&str, Option<&str>)]) -> Project {
    let folder = |(id, parent): &(&str, Option<&str>)| Folder {
        id: FolderId::new(*id),
        name: (*id).to_owned(),
        parent: parent.map(FolderId::new),
        extra: Default::default(),
    };
    let endpoint = |(id, folder): &(&str, Option<&str>)| {
        let mut endpoint = Endpoint::new(EndpointId::new(*id), "GET", format!("/{id}"));
        endpoint.folder = folder.map(FolderId::new);
        Arc::new(endpoint)
    };
    Project {
        folders: folders.iter().map(folder).collect(),
        endpoints: endpoints.iter().map(endpoint).collect(),
        ..Project::default()
    }
}
