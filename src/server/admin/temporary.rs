//! Expectations that test code has made for this run. They are watched for beside those of the project, and are never part of it.

use std::sync::Arc;

use parking_lot::Mutex;

use crate::{
    engine::{Compiled, compile},
    model::{Expectation, ExpectationId, Part, Project, Severity},
};

/// The most temporary expectations at a time.
pub(super) const MAX_TEMPORARY: usize = 500;

/// Expectations that were made for this run.
#[derive(Debug, Default)]
pub(in crate::server) struct Temporary(Mutex<Vec<Arc<Expectation>>>);

/// Why an expectation is not taken.
#[derive(Debug)]
pub(super) enum NotTaken {
    /// There is one of that id.
    Known,
    /// There are as many as there may be.
    TooMany,
    /// It demands what cannot be checked.
    Broken(Vec<String>),
}

impl Temporary {
    /// What is watched for: the expectations of what is served and the temporary ones.
    pub(in crate::server) fn watched(&self, compiled: &Arc<Compiled>) -> Arc<Compiled> {
        with(compiled, &self.0.lock())
    }

    /// Takes an expectation, if it can be checked.
    pub(super) fn add(&self, compiled: &Arc<Compiled>, expectation: &Arc<Expectation>) -> Result<(), NotTaken> {
        let mut all = self.0.lock();
        let is_known = all.iter().any(|known| known.id == expectation.id);
        if is_known || compiled.project.expectation(&expectation.id).is_some() {
            return Err(NotTaken::Known);
        }
        if all.len() >= MAX_TEMPORARY {
            return Err(NotTaken::TooMany);
        }
        all.push(Arc::clone(expectation));
        let part = Part::Expectation(expectation.id.clone());
        let tried = with(compiled, &all);
        let errors = tried.problems.iter().filter(|problem| problem.severity == Severity::Error && problem.place.part == part);
        let errors: Vec<_> = errors.map(|problem| problem.message.clone()).collect();
        if errors.is_empty() {
            return Ok(());
        }
        all.pop();
        Err(NotTaken::Broken(errors))
    }

    /// Gives one up. False where there is none of that id.
    pub(super) fn remove(&self, id: &ExpectationId) -> bool {
        let mut all = self.0.lock();
        let before = all.len();
        all.retain(|expectation| expectation.id != *id);
        all.len() < before
    }

    /// Gives up all of them.
    pub(super) fn clear(&self) {
        self.0.lock().clear();
    }

    /// All of them, in the order in which they came.
    pub(super) fn list(&self) -> Vec<Arc<Expectation>> {
        self.0.lock().clone()
    }
}

/// The project with more expectations. Whatever is compiled already is taken over.
fn with(compiled: &Arc<Compiled>, more: &[Arc<Expectation>]) -> Arc<Compiled> {
    if more.is_empty() {
        return Arc::clone(compiled);
    }
    let mut project = Project::clone(&compiled.project);
    let new = more.iter().filter(|expectation| compiled.project.expectation(&expectation.id).is_none());
    project.expectations.extend(new.cloned());
    Arc::new(compile(&Arc::new(project), Some(compiled)))
}
