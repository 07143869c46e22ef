//! Keeps what is served up to date with the open project. A small project is compiled at once. To build the routes of
//! thousands of endpoints takes longer than a frame may, so a large one is compiled on the runtime: one at a time, and when
//! one is done, the project as it is by then. What was served before goes on being served meanwhile.

use std::{path::PathBuf, sync::Arc};

use super::{App, Event, NoticeKind};
use crate::{
    contract::Rules,
    engine::{Compiled, compile},
    model::Project,
};

/// From so many endpoints on, an edit is compiled on the runtime.
const LARGE: usize = 1_000;

/// A project that is ready to be served: compiled, and what its contract asks worked out. Both take a while where it is large.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub(super) compiled: Arc<Compiled>,
    rules: Option<Arc<Rules>>,
}

impl Prepared {
    pub(super) fn of(project: &Arc<Project>) -> Self {
        Self { compiled: Arc::new(compile(project, None)), rules: Rules::of(project, None) }
    }
}

/// The compiling that goes on beside the window.
#[derive(Debug, Default)]
pub(super) struct Compiling {
    is_running: bool,
    /// How often the project was compiled at once: what was begun before that has been overtaken.
    turn: u64,
}

/// A project that was compiled on the runtime.
#[derive(Debug)]
pub(crate) struct CompiledBeside {
    turn: u64,
    compiled: Arc<Compiled>,
}

impl App {
    /// Compiles and serves the project before anything else happens.
    pub(super) fn serve_now(&mut self) {
        let compiled = Arc::new(compile(self.document.project(), Some(&self.compiled)));
        self.serve_prepared(Prepared { compiled, rules: None });
    }

    /// Serves the project, which was made ready already.
    pub(super) fn serve_prepared(&mut self, Prepared { compiled, rules }: Prepared) {
        self.compiling.turn += 1;
        self.serve(compiled, rules.as_ref());
    }

    /// Compiles and serves the project without keeping the window waiting.
    pub(super) fn serve_soon(&mut self) {
        if self.project().endpoints.len() < LARGE {
            self.serve_now();
        } else if !self.compiling.is_running {
            self.compiling.is_running = true;
            let (project, previous) = (Arc::clone(self.document.project()), Arc::clone(&self.compiled));
            let (turn, sender) = (self.compiling.turn, self.action_sender());
            self.runtime.spawn_blocking(move || {
                let compiled = Arc::new(compile(&project, Some(&previous)));
                sender.send_event(Event::Compiled(CompiledBeside { turn, compiled }));
            });
        }
    }

    /// Takes over what was compiled on the runtime, and sees to what was edited meanwhile.
    pub(super) fn on_compiled(&mut self, CompiledBeside { turn, compiled }: CompiledBeside) {
        self.compiling.is_running = false;
        if turn == self.compiling.turn {
            self.serve(compiled, None);
        }
        if !Arc::ptr_eq(&self.compiled.project, self.document.project()) {
            self.serve_soon();
        }
    }

    fn serve(&mut self, compiled: Arc<Compiled>, rules: Option<&Arc<Rules>>) {
        self.server.apply_prepared(Arc::clone(&compiled), rules);
        let before = std::mem::replace(&mut self.compiled, compiled);
        self.list_answer_problems();
        if self.project().settings.tls && !before.project.settings.tls {
            self.prepare_https();
        }
    }

    /// Makes or reads the certificate authority before the first client needs it, and says what is wrong with that.
    fn prepare_https(&mut self) {
        match self.server.certificate_authority() {
            Err(error) => self.notices.show(NoticeKind::Error, error.to_string(), None),
            Ok(_) => {
                if let Some(notice) = self.server.certificate_notice() {
                    self.notices.show(NoticeKind::Warning, notice, None);
                }
            }
        }
    }

    /// Where the certificate is that makes clients trust this server over HTTPS; none before HTTPS was first on, or where
    /// it cannot be kept.
    pub fn certificate_path(&self) -> Option<PathBuf> {
        self.server.certificate_path()
    }
}
