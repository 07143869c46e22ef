//! The rows of the endpoint list: folders and endpoints of the project, flattened in the order they are shown in.
//!
//! Flattening looks at every endpoint, so it happens only when the project, the filter or the open folders change;
//! a frame reads the rows that are on the screen.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::model::{Endpoint, EndpointId, Folder, FolderId, Project};

/// What a row stands for, whatever its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Item {
    /// A folder.
    Folder(FolderId),
    /// An endpoint.
    Endpoint(EndpointId),
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// What it shows.
    pub(super) kind: RowKind,
    /// How many folders it lies in.
    pub(super) depth: u16,
}

/// What a row shows, by its index in the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A folder, whether it is open, and how many endpoints lie in it and below.
    Folder { index: usize, is_open: bool, endpoints: usize },
    /// An endpoint.
    Endpoint { index: usize },
}

/// The rows of a project, kept until something that they depend on changes.
#[derive(Debug, Default)]
pub(super) struct Tree {
    project: Arc<Project>,
    filter: String,
    closed: HashSet<FolderId>,
    rows: Vec<Row>,
    is_current: bool,
}

impl Tree {
    /// Brings the rows up to date with the project and the filter.
    pub(super) fn refresh(&mut self, project: &Arc<Project>, filter: &str) {
        if self.is_current && Arc::ptr_eq(&self.project, project) && self.filter == filter {
            return;
        }
        self.project = Arc::clone(project);
        filter.clone_into(&mut self.filter);
        self.rows = flatten(project, filter.trim(), &self.closed);
        self.is_current = true;
    }

    /// The rows, top to bottom.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What stands for the row at that place.
    pub(super) fn item(&self, at: usize) -> Option<Item> {
        Some(match self.rows.get(at)?.kind {
            RowKind::Folder { index, .. } => Item::Folder(self.project.folders.get(index)?.id.clone()),
            RowKind::Endpoint { index } => Item::Endpoint(self.project.endpoints.get(index)?.id.clone()),
        })
    }

    /// The folder at that row, if it is one.
    pub(super) fn folder(&self, row: Row) -> Option<&Folder> {
        let RowKind::Folder { index, .. } = row.kind else { return None };
        self.project.folders.get(index)
    }

    /// The endpoint at that row, if it is one.
    pub(super) fn endpoint(&self, row: Row) -> Option<&Arc<Endpoint>> {
        let RowKind::Endpoint { index } = row.kind else { return None };
        self.project.endpoints.get(index)
    }

    /// Where an item stands; none where it is not shown.
    pub(super) fn position(&self, item: &Item) -> Option<usize> {
        self.rows.iter().position(|row| match item {
            Item::Folder(id) => self.folder(*row).is_some_and(|folder| folder.id == *id),
            Item::Endpoint(id) => self.endpoint(*row).is_some_and(|endpoint| endpoint.id == *id),
        })
    }

    /// Where the folder around the row at that place stands.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        let depth = self.rows.get(at)?.depth;
        (0..at).rev().find(|above| self.rows[*above].depth < depth)
    }

    /// Opens or closes a folder.
    pub(super) fn set_open(&mut self, id: &FolderId, open: bool) {
        let changed = if open { self.closed.remove(id) } else { self.closed.insert(id.clone()) };
        self.is_current &= !changed;
    }

    /// Opens every folder around an endpoint.
    pub(super) fn reveal(&mut self, project: &Project, id: &EndpointId) {
        let mut around = project.endpoint(id).and_then(|endpoint| endpoint.folder.clone());
        // Folders that lie in each other in a circle end the walk.
        for _ in 0..=project.folders.len() {
            let Some(folder) = around else { return };
            self.set_open(&folder, true);
            around = project.folder(&folder).and_then(|folder| folder.parent.clone());
        }
    }
}

/// The contents of every folder, by index.
struct Contents<'p> {
    project: &'p Project,
    folders: HashMap<Option<&'p FolderId>, Vec<usize>>,
    endpoints: HashMap<Option<&'p FolderId>, Vec<usize>>,
    closed: &'p HashSet<FolderId>,
    is_filtered: bool,
}

fn flatten(project: &Project, filter: &str, closed: &HashSet<FolderId>) -> Vec<Row> {
    let known: HashSet<&FolderId> = project.folders.iter().map(|folder| &folder.id).collect();
    // What names a folder that is not there is shown at the top level, as if it named none.
    let place = |folder: Option<&'_ FolderId>| folder.and_then(|id| known.get(id).copied());
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let is_filtered = !words.is_empty();
    let mut contents = Contents { project, folders: HashMap::new(), endpoints: HashMap::new(), closed, is_filtered };
    for (index, folder) in project.folders.iter().enumerate() {
        contents.folders.entry(place(folder.parent.as_ref())).or_default().push(index);
    }
    let names: HashMap<&FolderId, &str> = project.folders.iter().map(|folder| (&folder.id, folder.name.as_str())).collect();
    for (index, endpoint) in project.endpoints.iter().enumerate() {
        let folder = place(endpoint.folder.as_ref());
        if !is_filtered || fits(endpoint, folder.and_then(|id| names.get(id).copied()), &words) {
            contents.endpoints.entry(folder).or_default().push(index);
        }
    }
    let mut rows = Vec::with_capacity(project.endpoints.len() + project.folders.len());
    let mut seen = HashSet::new();
    contents.add(None, 0, true, &mut seen, &mut rows);
    // Folders that lie in each other in a circle hang below nothing: they are shown at the top level.
    for (index, folder) in project.folders.iter().enumerate() {
        if !seen.contains(&index) && !is_filtered {
            contents.add_folder(index, folder, 0, true, &mut seen, &mut rows);
        }
    }
    rows
}

/// Whether every word is found in the endpoint's method, path, notes, response names or folder.
fn fits(endpoint: &Endpoint, folder: Option<&str>, words: &[String]) -> bool {
    let holds = |text: &str, word: &str| text.to_lowercase().contains(word);
    words.iter().all(|word| {
        holds(&endpoint.path, word)
            || holds(&endpoint.method, word)
            || folder.is_some_and(|folder| holds(folder, word))
            || endpoint.responses.iter().any(|response| holds(&response.name, word))
            || holds(&endpoint.notes, word)
    })
}

impl<'p> Contents<'p> {
    /// Adds what lies in a folder and says how many endpoints that is. Where nothing is shown it only counts.
    fn add(
        &self,
        folder: Option<&'p FolderId>,
        depth: u16,
        shown: bool,
        seen: &mut HashSet<usize>,
        rows: &mut Vec<Row>,
    ) -> usize {
        let mut count = 0;
        for index in self.folders.get(&folder).into_iter().flatten() {
            if let Some(folder) = self.project.folders.get(*index) {
                count += self.add_folder(*index, folder, depth, shown, seen, rows);
            }
        }
        let endpoints = self.endpoints.get(&folder).map_or(&[][..], Vec::as_slice);
        if shown {
            rows.extend(endpoints.iter().map(|index| Row { kind: RowKind::Endpoint { index: *index }, depth }));
        }
        count + endpoints.len()
    }

    fn add_folder(
        &self,
        index: usize,
        folder: &'p Folder,
        depth: u16,
        shown: bool,
        seen: &mut HashSet<usize>,
        rows: &mut Vec<Row>,
    ) -> usize {
        if !seen.insert(index) {
            return 0;
        }
        let at = rows.len();
        let is_open = self.is_filtered || !self.closed.contains(&folder.id);
        if shown {
            rows.push(Row { kind: RowKind::Folder { index, is_open, endpoints: 0 }, depth });
        }
        let endpoints = self.add(Some(&folder.id), depth.saturating_add(1), shown && is_open, seen, rows);
        if shown {
            if self.is_filtered && endpoints == 0 {
                rows.truncate(at);
            } else if let Some(row) = rows.get_mut(at) {
                row.kind = RowKind::Folder { index, is_open, endpoints };
            }
        }
        endpoints
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::project_of;

    fn project() -> Arc<Project> {
        Arc::new(project_of(
            &[("outer", None), ("inner", Some("outer")), ("empty", None)],
            &[("a", None), ("b", Some("inner")), ("c", Some("outer")), ("d", Some("gone"))],
        ))
    }

    fn shown(tree: &Tree) -> String {
        let rows = tree.rows().iter().map(|row| {
            let name = match row.kind {
                RowKind::Folder { index, endpoints, .. } => format!("{}({endpoints})", tree.project.folders[index].name),
                RowKind::Endpoint { index } => tree.project.endpoints[index].path.clone(),
            };
            format!("{}{name}", ".".repeat(usize::from(row.depth)))
        });
        rows.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn folders_come_first_and_loose_endpoints_last() {
        let (project, mut tree) = (project(), Tree::default());
        tree.refresh(&project, "");
        assert_eq!(shown(&tree), "outer(2) .inner(1) ../b ./c empty(0) /a /d");
        tree.set_open(&FolderId::new("outer"), false);
        tree.refresh(&project, "");
        assert_eq!(shown(&tree), "outer(2) empty(0) /a /d");
        tree.set_open(&FolderId::new("inner"), false);
        tree.reveal(&project, &EndpointId::new("b"));
        tree.refresh(&project, "");
        assert_eq!(shown(&tree), "outer(2) .inner(1) ../b ./c empty(0) /a /d");
    }

    #[test]
    fn a_filter_shows_what_fits_in_its_folders_even_in_closed_ones() {
        let (project, mut tree) = (project(), Tree::default());
        tree.set_open(&FolderId::new("outer"), false);
        for (filter, expected) in
            [("/B", "outer(1) .inner(1) ../b"), ("get a", "/a"), ("INNER", "outer(1) .inner(1) ../b"), ("nothing", "")]
        {
            tree.refresh(&project, filter);
            assert_eq!(shown(&tree), expected, "{filter}");
        }
    }

    #[test]
    fn rows_know_their_place() {
        let (project, mut tree) = (project(), Tree::default());
        tree.refresh(&project, "");
        let b = Item::Endpoint(EndpointId::new("b"));
        assert_eq!(tree.position(&b), Some(2));
        assert_eq!(tree.item(2), Some(b));
        assert_eq!((tree.parent(2), tree.parent(1), tree.parent(0), tree.parent(99)), (Some(1), Some(0), None, None));
    }

    #[test]
    fn folders_in_a_circle_are_shown_once() {
        let mut project = Project::clone(&project());
        project.folders[0].parent = Some(FolderId::new("inner"));
        let mut tree = Tree::default();
        tree.refresh(&Arc::new(project), "");
        assert_eq!(shown(&tree), "empty(0) /a /d outer(2) .inner(1) ../b ./c");
    }
}
