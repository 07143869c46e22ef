//! A body that is a file: its path in the project's folder, and a look at what is in it.
//!
//! Files are read on the runtime, never in a frame, and anew when the path changes or the person asks.

use std::{
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use egui::Ui;
use parking_lot::Mutex;

use super::{Focus, draft::ResponseDraft};
use crate::{
    app::Action,
    model::{Body, Language, Part},
    ui::{
        code::CodeViewer,
        icon::Icon,
        widget::{Button, IconButton, TextField, subtle},
    },
};

/// How much of a file is shown.
const SHOWN_BYTES: u64 = 64 * 1024;

/// What was read of a file.
#[derive(Clone, Debug)]
enum Read {
    /// It is being read.
    Waiting,
    /// Its size and its first bytes.
    Done { size: u64, bytes: Vec<u8> },
    /// Why it cannot be read.
    Failed(String),
}

/// A look at a file.
#[derive(Debug, Default)]
pub(super) struct FilePreview {
    /// The path as it stands in the project, and the file it names.
    of: Option<(String, PathBuf)>,
    read: Option<Arc<Mutex<Read>>>,
}

impl FilePreview {
    /// Shows the path and what is in the file.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        draft: ResponseDraft<'_>,
        path: &str,
        focus: &mut Option<Focus>,
        actions: &mut Vec<Action>,
    ) {
        let problem = draft.problem(&Part::Body(None));
        ui.horizontal_top(|ui| {
            let width = (ui.available_width() - 100.0 - 28.0 - 16.0).max(120.0);
            let wants_focus = focus.take_if(|focus| matches!(focus, Focus::Body(_))).is_some();
            let field =
                TextField::new("body file", "Body file", path).hint("bodies/picture.png").mono().width(width).error(problem);
            let field = ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                field.focus(wants_focus).show(ui)
            });
            if let Some(text) = field.inner.changed {
                draft.edit(actions, "Change body file", Some("body file"), |response| response.body = Body::File(text));
            }
            if Button::secondary("Choose…").show(ui).clicked() {
                actions.push(Action::AskBodyFile(draft.response.id.clone()));
            }
            if IconButton::new(Icon::Replay, "Read the file again").show(ui).clicked() {
                self.of = None;
            }
        });
        if problem.is_some() || path.is_empty() {
            subtle(ui, "The file lies in the project's folder; its path is written with forward slashes");
            return;
        }
        let Some(folder) = draft.of.app.document().folder() else {
            subtle(ui, "Save the project first: body files are looked up in its folder");
            return;
        };
        self.read(ui, draft, folder, path);
        let Some(read) = self.read.as_ref().map(|read| read.lock().clone()) else { return };
        match read {
            Read::Waiting => {
                subtle(ui, "Reading…");
            }
            Read::Failed(message) => {
                ui.colored_label(crate::ui::theme::Tokens::of(ui).error, message);
            }
            Read::Done { size, bytes } => {
                let part = if size > bytes.len() as u64 { ", its beginning" } else { "" };
                subtle(ui, &format!("{}{part}", super::body::human_bytes(size)));
                let language = mime_guess::from_path(path).first().map(|mime| Language::of_content_type(mime.as_ref()));
                CodeViewer::new("body file preview", &bytes, language.unwrap_or(Language::Plain))
                    .name("Body file content")
                    .show(ui);
            }
        }
    }

    /// The size of the file that a body names, where it was read.
    pub(super) fn size_of(&self, body: &Body) -> Option<u64> {
        let Body::File(path) = body else { return None };
        let (of, _) = self.of.as_ref()?;
        match (&*self.read.as_ref()?.lock(), of == path) {
            (Read::Done { size, .. }, true) => Some(*size),
            _ => None,
        }
    }

    fn read(&mut self, ui: &Ui, draft: ResponseDraft<'_>, folder: &Path, path: &str) {
        let file = folder.join(path);
        if self.of.as_ref().is_some_and(|(_, known)| *known == file) {
            return;
        }
        self.of = Some((path.to_owned(), file.clone()));
        // What leaves the folder is a problem of the project and is not looked at.
        if Path::new(path).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
            self.read = None;
            return;
        }
        let read = Arc::new(Mutex::new(Read::Waiting));
        let (into, ctx) = (Arc::clone(&read), ui.ctx().clone());
        draft.of.app.runtime().spawn_blocking(move || {
            let result = read_beginning(&file);
            *into.lock() = result.unwrap_or_else(|error| Read::Failed(format!("{}: {error}", file.display())));
            ctx.request_repaint();
        });
        self.read = Some(read);
    }
}

fn read_beginning(path: &Path) -> std::io::Result<Read> {
    use std::io::Read as _;
    let file = std::fs::File::open(path)?;
    let size = file.metadata()?.len();
    let mut bytes = Vec::new();
    file.take(SHOWN_BYTES).read_to_end(&mut bytes)?;
    Ok(Read::Done { size, bytes })
}
