//! Keeps what is served up to date with the open project. A small project is compiled at once. To build the routes of
//! thousands of endpoints takes longer than a frame may, so a large one is compiled on the runtime: one at a time, and when
//! one is done, the project as it is by then. What was served before goes on being served meanwhile.

use std::{path::PathBuf, sync::Arc};

use super::{App, Event, NoticeKind};
use crate::engine::{Compiled, compile};

/// From so many endpoints on, an edit is compiled on the runtime.
const LARGE: usize = 1_000;

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
        self.serve_compiled(compiled);
    }

    /// Serves the project, which was compiled already.
    pub(super) fn serve_compiled(&mut self, compiled: Arc<Compiled>) {
        self.compiling.turn += 1;
        self.serve(compiled);
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
            self.serve(compiled);
        }
        if !Arc::ptr_eq(&self.compiled.project, self.document.project()) {
            self.serve_soon();
        }
    }

    fn serve(&mut self, compiled: Arc<Compiled>) {
        self.server.apply(Arc::clone(&compiled));
        let before = std::mem::replace(&mut self.compiled, compiled);
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
