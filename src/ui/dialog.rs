//! Asking for a file: the system's dialog, on the runtime so that no frame waits for it, or a plain path field where there is no dialog service.
//! An address on the web is asked for in the same field.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use egui::{Context, Id, Modal};

use super::{
    theme::type_title,
    widget::{Button, TextField, card},
};
use crate::{
    app::{Action, ActionSender, App},
    formats::ReportFormat,
};

/// What a file is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// To open a project or something that can be imported.
    Open,
    /// To open an OpenAPI document on the web.
    OpenUrl,
    /// To look at a HAR file.
    OpenHar,
    /// To save the project.
    SaveProject,
    /// To write the project as an OpenAPI document.
    ExportOpenApi,
    /// To write the log as HAR.
    ExportHar {
        /// Leave secrets in.
        with_secrets: bool,
    },
    /// To save a response body.
    SaveBody,
    /// To write the report of a contract test.
    SaveContractTest(ReportFormat),
    /// To save the certificate that clients must trust.
    SaveCertificate,
    /// To send a file of the project's folder as a body.
    BodyFile(crate::model::ResponseId),
}

impl Purpose {
    fn title(&self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::OpenUrl => "Open from URL",
            Self::OpenHar => "Open HAR",
            Self::SaveProject => "Save as",
            Self::ExportOpenApi => "Export as OpenAPI",
            Self::ExportHar { with_secrets: false } => "Export as HAR, secrets masked",
            Self::ExportHar { with_secrets: true } => "Export as HAR with secrets",
            Self::SaveContractTest(_) => "Save contract test report",
            Self::SaveBody => "Save response body",
            Self::SaveCertificate => "Save certificate",
            Self::BodyFile(_) => "Choose body file",
        }
    }

    fn is_saving(&self) -> bool {
        !matches!(self, Self::Open | Self::OpenUrl | Self::OpenHar | Self::BodyFile(_))
    }

    fn kinds(&self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            Self::Open => {
                &[("Projects, OpenAPI documents and HAR files", &["json", "yaml", "yml", "har"]), ("All files", &["*"])]
            }
            Self::SaveProject => &[("Mockwright project", &["json"])],
            Self::ExportOpenApi => &[("OpenAPI document", &["json"])],
            Self::OpenHar | Self::ExportHar { .. } => &[("HTTP archive", &["har"])],
            Self::SaveContractTest(format) => match format {
                ReportFormat::Html => &[("HTML page", &["html"])],
                ReportFormat::Junit => &[("JUnit XML", &["xml"])],
                ReportFormat::Json => &[("JSON", &["json"])],
                ReportFormat::Text => &[("Text", &["txt"])],
            },
            Self::SaveCertificate => &[("Certificate", &["pem", "crt"])],
            Self::OpenUrl | Self::SaveBody | Self::BodyFile(_) => &[],
        }
    }

    fn action(self, path: PathBuf) -> Action {
        match self {
            Self::Open | Self::OpenUrl | Self::OpenHar => Action::Open(path),
            Self::SaveProject => Action::SaveTo(with_project_ending(path)),
            Self::ExportOpenApi => Action::ExportOpenApiTo(path),
            Self::ExportHar { with_secrets } => Action::ExportHarTo { path, with_secrets },
            Self::SaveContractTest(format) => Action::SaveContractTestTo { path, format },
            Self::SaveBody => Action::SaveBodyTo(path),
            Self::SaveCertificate => Action::SaveCertificateTo(path),
            Self::BodyFile(response) => Action::UseBodyFile { response, path },
        }
    }
}

/// A name without an ending gets the project file's.
fn with_project_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension("mockwright.json") }
}

/// A dialog that closes faster than a person could is no dialog: the system has none.
const TOO_FAST_FOR_A_PERSON: Duration = Duration::from_millis(350);

/// The file dialogs of the window.
#[derive(Debug, Default)]
pub struct Dialogs {
    plain: bool,
    prompt: Option<Prompt>,
    /// Set by a system dialog that could not open: what to ask for instead in the path field.
    failed: std::sync::Arc<parking_lot::Mutex<Option<(Purpose, String)>>>,
}

#[derive(Debug)]
struct Prompt {
    purpose: Purpose,
    path: String,
    is_new: bool,
}

impl Dialogs {
    /// Dialogs of the system; or, where `plain` is set, only ever the path field, as tests need it.
    pub fn new(plain: bool) -> Self {
        Self { plain, ..Self::default() }
    }

    /// Asks for a file, or an address; `name` is proposed.
    pub fn ask(&mut self, app: &App, purpose: Purpose, name: &str) {
        if purpose == Purpose::OpenUrl {
            self.prompt = Some(Prompt { purpose, path: name.to_owned(), is_new: true });
            return;
        }
        let folder = app.document().folder().map(std::path::Path::to_owned);
        let proposal = folder.as_ref().map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
        let proposal = proposal.display().to_string();
        if self.plain {
            self.prompt = Some(Prompt { purpose, path: proposal, is_new: true });
            return;
        }
        let mut dialog = rfd::AsyncFileDialog::new().set_title(purpose.title());
        if purpose.is_saving() {
            dialog = dialog.set_file_name(name);
        }
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        for (label, extensions) in purpose.kinds() {
            dialog = dialog.add_filter(*label, extensions);
        }
        let (sender, failed) = (app.action_sender(), std::sync::Arc::clone(&self.failed));
        app.runtime().spawn(pick(dialog, purpose, proposal, sender, failed));
    }

    /// Whether a path field is open.
    pub fn is_open(&self) -> bool {
        self.prompt.is_some()
    }

    /// Shows the path field, where one is open.
    pub fn show(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if let Some((purpose, path)) = self.failed.lock().take() {
            self.prompt = Some(Prompt { purpose, path, is_new: true });
        }
        let Some(prompt) = &mut self.prompt else { return };
        let (mut done, mut cancelled) = (false, false);
        let modal = Modal::new(Id::unique("file path")).frame(card(ctx)).show(ctx, |ui| {
            ui.set_width(480.0);
            ui.label(egui::RichText::new(prompt.purpose.title()).font(type_title()));
            let name = if prompt.purpose == Purpose::OpenUrl { "URL" } else { "File path" };
            let field = TextField::new("path", name, &prompt.path).mono().focus(prompt.is_new).select_all(prompt.is_new);
            let edited = field.show(ui);
            prompt.is_new = false;
            if let Some(path) = edited.changed {
                prompt.path = path;
            }
            done = edited.response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let verb = if prompt.purpose.is_saving() { "Save" } else { "Open" };
                done |= Button::primary(verb).enabled(!prompt.path.trim().is_empty()).show(ui).clicked();
                cancelled = Button::quiet("Cancel").show(ui).clicked();
            });
        });
        if done && !prompt.path.trim().is_empty() {
            actions.push(prompt.purpose.clone().action(PathBuf::from(prompt.path.trim())));
        }
        if done || cancelled || modal.should_close() {
            self.prompt = None;
        }
    }
}

async fn pick(
    dialog: rfd::AsyncFileDialog,
    purpose: Purpose,
    proposal: String,
    sender: ActionSender,
    failed: std::sync::Arc<parking_lot::Mutex<Option<(Purpose, String)>>>,
) {
    let asked_at = Instant::now();
    let picked = if purpose.is_saving() { dialog.save_file().await } else { dialog.pick_file().await };
    match picked {
        Some(file) => sender.send(purpose.action(file.path().to_owned())),
        None if asked_at.elapsed() < TOO_FAST_FOR_A_PERSON => {
            *failed.lock() = Some((purpose, proposal));
            sender.wake();
        }
        None => {}
    }
}
