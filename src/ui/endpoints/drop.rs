//! Where something that is dragged over the endpoint list would land.

use super::tree::{Item, RowKind, Tree};
use crate::{
    app::Edit,
    model::{EndpointId, FolderId, Project},
};

/// Where a drop is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A line above that row, indented for that depth; the row after the last one means the list's end.
    Line { row: usize, depth: u16 },
    /// A frame around that row: into the folder.
    Into { row: usize },
}

/// A drop that would change something: how it is shown, and the change.
#[derive(Debug)]
pub(super) struct Drop {
    /// Where it is shown.
    pub(super) mark: Mark,
    /// What it does.
    pub(super) edit: Edit,
}

/// Where `dragged` would land, `at` being the pointer's height in rows from the list's top; none where it cannot.
pub(super) fn drop_at(project: &Project, tree: &Tree, dragged: &Item, at: f32) -> Option<Drop> {
    let over = at.floor().max(0.0) as usize;
    let part = at - at.floor();
    let Some(row) = tree.rows().get(over).copied() else {
        let mark = Mark::Line { row: tree.rows().len(), depth: 0 };
        return Some(Drop { mark, edit: move_to(dragged, None, None, None)? });
    };
    if tree.item(over).as_ref() == Some(dragged) {
        return None;
    }
    match (row.kind, dragged) {
        (RowKind::Folder { .. }, Item::Endpoint(_)) => {
            let folder = tree.folder(row)?.id.clone();
            Some(Drop { mark: Mark::Into { row: over }, edit: move_to(dragged, Some(folder), None, None)? })
        }
        (RowKind::Folder { .. }, Item::Folder(id)) => {
            let target = tree.folder(row)?;
            if lies_in(project, &target.id, id) {
                return None;
            }
            if part < 0.35 {
                let edit = move_to(dragged, target.parent.clone(), None, Some(target.id.clone()))?;
                Some(Drop { mark: Mark::Line { row: over, depth: row.depth }, edit })
            } else {
                Some(Drop { mark: Mark::Into { row: over }, edit: move_to(dragged, Some(target.id.clone()), None, None)? })
            }
        }
        (RowKind::Endpoint { .. }, Item::Endpoint(id)) => {
            let target = tree.endpoint(row)?;
            let (line, before) = if part < 0.5 {
                (over, Some(target.id.clone()))
            } else {
                let mut siblings = project.endpoints.iter().filter(|endpoint| endpoint.folder == target.folder);
                let next = siblings.by_ref().skip_while(|endpoint| endpoint.id != target.id).skip(1).find(|next| next.id != *id);
                (over + 1, next.map(|next| next.id.clone()))
            };
            let edit = move_to(dragged, target.folder.clone(), before, None)?;
            Some(Drop { mark: Mark::Line { row: line, depth: row.depth }, edit })
        }
        // Folders stand above the endpoints beside them: over an endpoint means the end of the folders there.
        (RowKind::Endpoint { .. }, Item::Folder(id)) => {
            let parent = tree.endpoint(row)?.folder.clone();
            if parent.as_ref().is_some_and(|parent| lies_in(project, parent, id)) {
                return None;
            }
            let first = (0..=over)
                .rev()
                .take_while(|above| tree.rows()[*above].depth == row.depth && tree.endpoint(tree.rows()[*above]).is_some());
            let mark = Mark::Line { row: first.last().unwrap_or(over), depth: row.depth };
            Some(Drop { mark, edit: move_to(dragged, parent, None, None)? })
        }
    }
}

fn move_to(dragged: &Item, folder: Option<FolderId>, endpoint: Option<EndpointId>, before: Option<FolderId>) -> Option<Edit> {
    Some(match dragged {
        Item::Endpoint(id) => Edit::MoveEndpoint { id: id.clone(), folder, before: endpoint },
        Item::Folder(id) => Edit::MoveFolder { id: id.clone(), parent: folder, before },
    })
}

/// Whether a folder is `outer` or lies in it.
fn lies_in(project: &Project, folder: &FolderId, outer: &FolderId) -> bool {
    let mut current = Some(folder.clone());
    for _ in 0..=project.folders.len() {
        match current {
            Some(id) if id == *outer => return true,
            Some(id) => current = project.folder(&id).and_then(|folder| folder.parent.clone()),
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::fixture::project_of;

    /// Rows: 0 outer, 1 .inner, 2 ./a, 3 /b, 4 /c.
    fn dropped(dragged: &Item, at: f32) -> String {
        let project = project_of(&[("outer", None), ("inner", Some("outer"))], &[("a", Some("outer")), ("b", None), ("c", None)]);
        let (project, mut tree) = (Arc::new(project), Tree::default());
        tree.refresh(&project, "");
        let Some(drop) = drop_at(&project, &tree, dragged, at) else { return "nowhere".to_owned() };
        let name = |id: Option<&str>| id.unwrap_or("end").to_owned();
        match drop.edit {
            Edit::MoveEndpoint { folder, before, .. } => {
                format!(
                    "{:?} in {} before {}",
                    drop.mark,
                    name(folder.as_ref().map(FolderId::as_str)),
                    name(before.as_ref().map(EndpointId::as_str))
                )
            }
            Edit::MoveFolder { parent, before, .. } => {
                format!(
                    "{:?} in {} before {}",
                    drop.mark,
                    name(parent.as_ref().map(FolderId::as_str)),
                    name(before.as_ref().map(FolderId::as_str))
                )
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn endpoints_land_between_endpoints_and_in_folders() {
        let c = Item::Endpoint(EndpointId::new("c"));
        for (at, expected) in [
            (0.5, "Into { row: 0 } in outer before end"),
            (2.2, "Line { row: 2, depth: 1 } in outer before a"),
            (2.8, "Line { row: 3, depth: 1 } in outer before end"),
            (3.1, "Line { row: 3, depth: 0 } in end before b"),
            (3.9, "Line { row: 4, depth: 0 } in end before end"),
            (4.5, "nowhere"),
            (9.0, "Line { row: 5, depth: 0 } in end before end"),
        ] {
            assert_eq!(dropped(&c, at), expected, "{at}");
        }
    }

    #[test]
    fn folders_land_beside_and_in_folders_but_not_in_themselves() {
        let (outer, inner) = (Item::Folder(FolderId::new("outer")), Item::Folder(FolderId::new("inner")));
        assert_eq!(dropped(&outer, 1.5), "nowhere");
        assert_eq!(dropped(&outer, 2.5), "nowhere");
        assert_eq!(dropped(&inner, 0.1), "Line { row: 0, depth: 0 } in end before outer");
        assert_eq!(dropped(&inner, 0.6), "Into { row: 0 } in outer before end");
        assert_eq!(dropped(&inner, 4.5), "Line { row: 3, depth: 0 } in end before end");
    }
}
