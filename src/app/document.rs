//! The open project: what it is now, what is on disk, and the steps between.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use super::{Edit, history::History};
use crate::model::Project;

/// The open project and its history.
#[derive(Debug, Default)]
pub struct Document {
    project: Arc<Project>,
    saved: Arc<Project>,
    path: Option<PathBuf>,
    history: History,
    /// Set for work that was recovered or imported: it differs from what is on disk although nothing was edited yet.
    is_unsaved: bool,
}

impl Document {
    /// A document that was just read from `path`, or a new one.
    pub fn new(project: Arc<Project>, path: Option<PathBuf>) -> Self {
        Self { saved: Arc::clone(&project), project, path, history: History::default(), is_unsaved: false }
    }

    /// A document whose content is not on disk yet.
    pub fn unsaved(project: Arc<Project>, path: Option<PathBuf>) -> Self {
        Self { is_unsaved: true, ..Self::new(project, path) }
    }

    /// The project as it is now.
    pub fn project(&self) -> &Arc<Project> {
        &self.project
    }

    /// Where it is saved.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The folder that body files are looked up in.
    pub fn folder(&self) -> Option<&Path> {
        self.path.as_deref().and_then(Path::parent)
    }

    /// The file's name without its endings, or the project's own name.
    pub fn title(&self) -> String {
        let file = self.path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        match file {
            Some(file) => file.trim_end_matches(".json").trim_end_matches(".mockwright").to_owned(),
            None if self.project.name.is_empty() => "Untitled".to_owned(),
            None => self.project.name.clone(),
        }
    }

    /// Whether there is something to save.
    pub fn is_edited(&self) -> bool {
        self.is_unsaved || !(Arc::ptr_eq(&self.project, &self.saved) || self.project.is_same(&self.saved))
    }

    /// Changes the project as one undo step, or as part of the burst of typing it belongs to.
    /// Returns whether it changed anything.
    pub fn edit(&mut self, edit: Edit) -> bool {
        let (label, merge) = (edit.label(), edit.merge_key());
        let mut project = Project::clone(&self.project);
        edit.apply(&mut project);
        if project.is_same(&self.project) {
            return false;
        }
        let before = std::mem::replace(&mut self.project, Arc::new(project));
        self.history.record(label, before, merge, Instant::now());
        true
    }

    /// Takes the last step back; says what it was.
    pub fn undo(&mut self) -> Option<&'static str> {
        let (project, label) = self.history.undo(Arc::clone(&self.project))?;
        self.project = project;
        Some(label)
    }

    /// Takes the last undone step again; says what it was.
    pub fn redo(&mut self) -> Option<&'static str> {
        let (project, label) = self.history.redo(Arc::clone(&self.project))?;
        self.project = project;
        Some(label)
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&'static str> {
        self.history.undo_label()
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&'static str> {
        self.history.redo_label()
    }

    /// Whether `project` is what is open, or what was saved last: nobody else's doing.
    pub fn knows(&self, project: &Project) -> bool {
        project.is_same(&self.project) || project.is_same(&self.saved)
    }

    /// Notes that `project` is now on disk at `path`.
    pub fn saved_as(&mut self, project: Arc<Project>, path: PathBuf) {
        self.saved = project;
        self.path = Some(path);
        self.is_unsaved = false;
    }

    /// Takes over what somebody else wrote to the file, as a step that can be undone.
    pub fn reload(&mut self, project: Arc<Project>) {
        self.saved = Arc::clone(&project);
        self.is_unsaved = false;
        let before = std::mem::replace(&mut self.project, project);
        self.history.record("Reload from disk", before, None, Instant::now());
    }
}
