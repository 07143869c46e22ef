//! Undo and redo as snapshots of the whole project. Snapshots share what did not change, so a step costs
//! about as much as what it changed; a burst of typing into one field is one step.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use crate::model::Project;

/// Edits of the same field within this time of each other are one undo step.
const BURST: Duration = Duration::from_millis(1_000);

/// The most steps that are kept.
const MAX_STEPS: usize = 500;

/// Says which edits belong together: the same key in quick succession is one step.
pub(crate) type MergeKey = (&'static str, String);

/// One step: what the project was on its other side, and what a person calls the change.
#[derive(Clone, Debug)]
struct Step {
    label: &'static str,
    project: Arc<Project>,
}

/// The steps behind and before the current project.
#[derive(Debug, Default)]
pub(crate) struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    burst: Option<(MergeKey, Instant)>,
}

impl History {
    /// Notes that `before` was changed at `now` by what `label` says.
    pub(crate) fn record(&mut self, label: &'static str, before: Arc<Project>, merge: Option<MergeKey>, now: Instant) {
        self.redo.clear();
        let continues = match (&self.burst, &merge) {
            (Some((key, last)), Some(new)) => key == new && now.duration_since(*last) < BURST && !self.undo.is_empty(),
            _ => false,
        };
        if !continues {
            self.undo.push(Step { label, project: before });
            if self.undo.len() > MAX_STEPS {
                self.undo.remove(0);
            }
        }
        self.burst = merge.map(|key| (key, now));
    }

    /// Takes the last step back: gives the project as it was before it, and the step's label.
    pub(crate) fn undo(&mut self, current: Arc<Project>) -> Option<(Arc<Project>, &'static str)> {
        Self::step(&mut self.undo, &mut self.redo, &mut self.burst, current)
    }

    /// Takes the last undone step again: gives the project as it was after it, and the step's label.
    pub(crate) fn redo(&mut self, current: Arc<Project>) -> Option<(Arc<Project>, &'static str)> {
        Self::step(&mut self.redo, &mut self.undo, &mut self.burst, current)
    }

    fn step(
        from: &mut Vec<Step>,
        to: &mut Vec<Step>,
        burst: &mut Option<(MergeKey, Instant)>,
        current: Arc<Project>,
    ) -> Option<(Arc<Project>, &'static str)> {
        let Step { label, project } = from.pop()?;
        to.push(Step { label, project: current });
        *burst = None;
        Some((project, label))
    }

    /// What undo would take back.
    pub(crate) fn undo_label(&self) -> Option<&'static str> {
        self.undo.last().map(|step| step.label)
    }

    /// What redo would do again.
    pub(crate) fn redo_label(&self) -> Option<&'static str> {
        self.redo.last().map(|step| step.label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Arc<Project> {
        Arc::new(Project { name: name.to_owned(), ..Project::default() })
    }

    #[test]
    fn a_burst_of_typing_is_one_step_and_a_pause_starts_another() {
        let mut history = History::default();
        let start = Instant::now();
        let key = || Some(("rename", "e1".to_owned()));
        history.record("Rename", named("a"), key(), start);
        history.record("Rename", named("b"), key(), start + Duration::from_millis(300));
        history.record("Rename", named("c"), key(), start + Duration::from_millis(3_000));
        let (project, label) = history.undo(named("d")).unwrap();
        assert_eq!((project.name.as_str(), label), ("c", "Rename"));
        let (project, _) = history.undo(project).unwrap();
        assert_eq!(project.name, "a");
        assert!(history.undo(project).is_none());
    }

    #[test]
    fn redo_gives_back_what_undo_took_and_a_new_edit_ends_it() {
        let mut history = History::default();
        let now = Instant::now();
        history.record("One", named("a"), None, now);
        let (back, _) = history.undo(named("b")).unwrap();
        assert_eq!(history.redo_label(), Some("One"));
        let (forth, _) = history.redo(back).unwrap();
        assert_eq!(forth.name, "b");
        let (back, _) = history.undo(forth).unwrap();
        history.record("Two", back, None, now);
        assert_eq!(history.redo_label(), None);
    }
}
