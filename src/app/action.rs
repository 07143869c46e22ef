//! What panels return: a command, an edit, a new selection, or an answer to a question. And what the app asks of the window in turn.

use std::path::PathBuf;

use super::{Command, Edit};
use crate::formats::ReportFormat;
use crate::model::{EndpointId, ExpectationId, Place, ResponseId};

/// What a person did in the window.
#[derive(Clone, Debug)]
pub enum Action {
    /// Runs a command on the current selection.
    Run(Command),
    /// Changes the project.
    Edit(Edit),
    /// Shows an endpoint in the editor.
    SelectEndpoint(EndpointId),
    /// Shows a response in the editor, with its endpoint.
    SelectResponse(ResponseId),
    /// Shows an expectation in the editor.
    SelectExpectation(ExpectationId),
    /// Puts a session of a scenario into a state.
    SetScenarioState {
        /// The scenario's name.
        scenario: String,
        /// The session's key; none for all sessions.
        session: Option<String>,
        /// The state.
        state: String,
    },
    /// Takes a session of a scenario back to where it starts.
    ResetScenario {
        /// The scenario's name.
        scenario: String,
        /// The session's key; none for all sessions.
        session: Option<String>,
    },
    /// Counts an expectation anew.
    ResetExpectation(ExpectationId),
    /// Goes on without the contract.
    DetachContract,
    /// Changes what the next contract test is asked for.
    SetContractTest(Box<super::ContractTestSettings>),
    /// Takes a difference over from the published contract, by its name.
    TakeDifference(String),
    /// Keeps a difference to the published contract as it is, or opens a kept one again.
    KeepDifference(String),
    /// Decides conflicts between what a person and what the contract changed.
    ResolveConflicts {
        /// Which.
        conflicts: Vec<crate::model::ContractConflict>,
        /// Whether for what the contract gives, else for what the person has.
        for_theirs: bool,
    },
    /// Puts text on the clipboard.
    Copy(String),
    /// Shows the place of a problem.
    GoTo(Place),
    /// Selects a row of the log, and how it joins what is selected already.
    SelectExchange {
        /// Which.
        sequence: u64,
        /// How.
        mode: SelectMode,
    },
    /// Selects a row of the log and brings it into view.
    ShowExchange(u64),
    /// Selects no row of the log.
    ClearExchangeSelection,
    /// Filters the log.
    FilterLog(String),
    /// Puts a quick filter's term in, or takes it out.
    ToggleChip(&'static str),
    /// Opens a project file, or any file that can be imported.
    Open(PathBuf),
    /// Lets go of what is being opened.
    CancelOpening,
    /// Saves the project there.
    SaveTo(PathBuf),
    /// Writes the project there as an OpenAPI document.
    ExportOpenApiTo(PathBuf),
    /// Writes the shown rows of the log there as HAR.
    ExportHarTo {
        /// The file.
        path: PathBuf,
        /// Leave tokens, cookies and passwords in.
        with_secrets: bool,
    },
    /// Saves the response body of the focused exchange there.
    SaveBodyTo(PathBuf),
    /// Saves the certificate that clients must trust there.
    SaveCertificateTo(PathBuf),
    /// Asks where to write the report of the last contract test.
    AskSaveContractTest(ReportFormat),
    /// Writes the report of the last contract test there.
    SaveContractTestTo {
        /// The file.
        path: PathBuf,
        /// As what.
        format: ReportFormat,
    },
    /// Sends that file as the body of a response; it must lie in the project's folder.
    UseBodyFile {
        /// Of which response.
        response: ResponseId,
        /// The file.
        path: PathBuf,
    },
    /// Asks for a file to send as the body of a response.
    AskBodyFile(ResponseId),
    /// Uses that port instead of the one that is taken, as an edit of the project.
    UsePort(u16),
    /// Closes a notice.
    CloseNotice(u64),
    /// Answers the question about unsaved changes.
    AnswerUnsaved(UnsavedAnswer),
    /// Takes the recovered work, or throws it away.
    AnswerRecovery {
        /// Take it.
        restore: bool,
    },
    /// Answers the notice that the file was changed by somebody else: take theirs, or keep mine.
    AnswerChangedOnDisk {
        /// Take what is on disk.
        reload: bool,
    },
    /// Changes what the workbench remembers.
    SetPreferences(crate::storage::Preferences),
    /// The window was asked to close.
    CloseWindow,
}

/// How a clicked row joins the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectMode {
    /// It alone.
    Only,
    /// It more or less (Ctrl).
    Toggle,
    /// Everything from the anchor to it (Shift).
    Range,
}

/// What to do with unsaved changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsavedAnswer {
    /// Save them, then go on.
    Save,
    /// Throw them away and go on.
    Discard,
    /// Do not go on.
    Cancel,
}

/// A pane of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The endpoint list.
    Endpoints,
    /// The editor.
    Editor,
    /// The log.
    Log,
}

/// What the app asks of the window: things that only a window can do.
#[derive(Clone, Debug, PartialEq)]
pub enum WindowRequest {
    /// Puts text on the clipboard.
    Copy(String),
    /// Moves the keyboard to a pane.
    Focus(Pane),
    /// Moves the keyboard some panes on.
    CyclePanes(i32),
    /// Moves the keyboard to the log's filter.
    FocusLogFilter,
    /// Moves the keyboard to the path of the endpoint in the editor.
    EditPath,
    /// Moves the caret into the body of the response in the editor.
    EditBody,
    /// Lays out the body of the response in the editor.
    FormatBody,
    /// Shows that part of the response in the editor.
    ShowPart(crate::model::Part),
    /// Moves the caret into the count of the expectation in the editor.
    EditCount,
    /// Shows the expectations in place of the log's rows.
    ShowExpectations,
    /// Shows the scenarios in place of the log's rows.
    ShowScenarios,
    /// Shows the differences to the published contract in place of the log's rows.
    ShowDrift,
    /// Shows the contract test in place of the log's rows.
    ShowContractTest,
    /// Asks where to write the report of the last contract test.
    AskSaveContractTest(ReportFormat),
    /// Scrolls the log to a row.
    RevealExchange(u64),
    /// Shows the palette; only with endpoints where that is set.
    Palette {
        /// Only endpoints.
        endpoints_only: bool,
    },
    /// Shows the settings.
    Settings,
    /// Shows the shortcut sheet.
    Shortcuts,
    /// Shows the problem list.
    Problems,
    /// Shows what fields are taken to be, by their names.
    FieldNames,
    /// Shows two exchanges side by side.
    Compare(u64, u64),
    /// Shows or hides a pane.
    TogglePane(Pane),
    /// Moves the log beside or below the editor.
    DockLog,
    /// Dark, light, as the system, in turn.
    NextTheme,
    /// Zooms by steps, or back to normal with 0.
    Zoom(i32),
    /// Asks for a file to open.
    AskOpen,
    /// Asks for the address of a document to open.
    AskOpenUrl,
    /// Asks for a HAR file to look at.
    AskOpenHar,
    /// Asks where to save the project.
    AskSaveAs,
    /// Asks where to write the OpenAPI document.
    AskExportOpenApi,
    /// Asks where to write the HAR file.
    AskExportHar {
        /// Leave secrets in.
        with_secrets: bool,
    },
    /// Asks where to save a body; proposes that file name.
    AskSaveBody(String),
    /// Asks where to save the certificate that clients must trust.
    AskSaveCertificate,
    /// Asks for a file of the project's folder to send as a response's body.
    AskBodyFile(ResponseId),
    /// Closes the window now.
    Close,
}
