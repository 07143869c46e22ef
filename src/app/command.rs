//! The registry of commands: everything a person can do that needs no more than the current selection.
//! Menus, palette, shortcuts, buttons and the shortcut sheet are all made from it.

use super::App;

/// Where a command belongs in menus and in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter, strum::IntoStaticStr)]
pub enum CommandGroup {
    /// The project as a file.
    Project,
    /// Changes.
    Edit,
    /// The server.
    Server,
    /// The log and the requests in it.
    Log,
    /// What the window shows.
    View,
}

/// Something a person can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter)]
#[allow(missing_docs, reason = "the names and tooltips below document each")]
pub enum Command {
    NewProject,
    OpenProject,
    OpenUrl,
    OpenSample,
    SaveProject,
    SaveProjectAs,
    ExportOpenApi,
    OpenHar,
    Undo,
    Redo,
    NewEndpoint,
    NewFolder,
    NewResponse,
    Duplicate,
    Rename,
    Delete,
    ToggleEnabled,
    MoveUp,
    MoveDown,
    FormatBody,
    MakeDynamic,
    FreezeAnswer,
    RollPreview,
    ToggleServer,
    CopyAddress,
    SendTestRequest,
    SaveCertificate,
    MockRequest,
    RecordRequests,
    RecordForwarded,
    GoToEndpoint,
    CopyAsCurl,
    CopyUrl,
    CopyResponseBody,
    SaveResponseBody,
    FreezeExchange,
    ExpectThis,
    NewExpectation,
    ResetExpectations,
    ResetScenarios,
    Replay,
    Compare,
    Pin,
    DeleteRequests,
    RestoreRequests,
    FilterLog,
    ClearLog,
    PauseLog,
    ExportHar,
    ExportHarWithSecrets,
    Palette,
    QuickSwitch,
    ShowExpectations,
    ShowScenarios,
    ShowDrift,
    ShowContractTest,
    TestContract,
    StopContractTest,
    SaveContractTest,
    CompareWithContract,
    TakeAllDifferences,
    ToggleLog,
    DockLog,
    ToggleEndpoints,
    FocusEndpoints,
    FocusEditor,
    FocusLog,
    NextPane,
    PreviousPane,
    NextTheme,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Settings,
    Shortcuts,
    Problems,
    FieldNames,
}

impl Command {
    /// What it is called, its explanation, and its shortcuts, the first being the one that is shown.
    /// `Ctrl` stands for the platform's command key.
    const fn entry(self) -> (CommandGroup, &'static str, &'static str, &'static [&'static str]) {
        use CommandGroup::{Edit, Log, Project, Server, View};
        match self {
            Self::NewProject => (Project, "New project", "Start with an empty project", &["Ctrl+Shift+N"]),
            Self::OpenProject => {
                (Project, "Open…", "Open a project, an OpenAPI document to make mocks from, or a HAR to look at", &["Ctrl+O"])
            }
            Self::OpenUrl => (Project, "Open from URL…", "Make mocks from an OpenAPI document on the web", &[]),
            Self::OpenSample => (Project, "Open the sample", "A small shop that shows what Mockwright can do", &[]),
            Self::SaveProject => (Project, "Save", "Save the project file", &["Ctrl+S"]),
            Self::SaveProjectAs => (Project, "Save as…", "Save under another name", &["Ctrl+Shift+S"]),
            Self::ExportOpenApi => (Project, "Export as OpenAPI…", "Write the endpoints as an OpenAPI 3.1 document", &[]),
            Self::OpenHar => (Log, "Open HAR…", "Look at the requests of a HAR file in the log", &[]),
            Self::Undo => (Edit, "Undo", "Take the last change back", &["Ctrl+Z"]),
            Self::Redo => (Edit, "Redo", "Do the last undone change again", &["Ctrl+Shift+Z", "Ctrl+Y"]),
            Self::NewEndpoint => (Edit, "New endpoint", "Add an endpoint", &["Ctrl+N"]),
            Self::NewFolder => (Edit, "New folder", "Add a folder for endpoints", &[]),
            Self::NewResponse => (Edit, "New response", "Add a response to the selected endpoint", &["Ctrl+Shift+R"]),
            Self::Duplicate => (Edit, "Duplicate endpoint", "Copy the selected endpoint", &["Ctrl+D"]),
            Self::Rename => (Edit, "Rename", "Edit the path of the selected endpoint", &["F2"]),
            Self::Delete => (Edit, "Delete endpoint", "Delete the selected endpoint", &["Delete"]),
            Self::ToggleEnabled => (Edit, "Switch endpoint on or off", "An endpoint that is off does not answer", &[]),
            Self::MoveUp => (Edit, "Move endpoint up", "Among equal endpoints the upper one answers", &["Alt+ArrowUp"]),
            Self::MoveDown => (Edit, "Move endpoint down", "Among equal endpoints the upper one answers", &["Alt+ArrowDown"]),
            Self::FormatBody => {
                (Edit, "Format body", "Lay the JSON body in the editor out, two spaces a level", &["Ctrl+Shift+F"])
            }
            Self::MakeDynamic => {
                (Edit, "Make dynamic", "Answer with new values each time, of the kinds that the JSON in the editor has", &[])
            }
            Self::FreezeAnswer => (Edit, "Freeze this answer", "Always answer what the preview shows", &[]),
            Self::RollPreview => {
                (Edit, "Roll again", "Show what another seed makes of the response in the editor", &["Ctrl+Alt+R"])
            }
            Self::ToggleServer => (Server, "Start or stop the server", "Start the server, or stop it", &["Ctrl+Enter"]),
            Self::CopyAddress => (Server, "Copy address", "Copy the server's address", &[]),
            Self::SendTestRequest => {
                (Server, "Send a test request", "Call the selected endpoint, or /hello", &["Ctrl+Shift+Enter"])
            }
            Self::RecordRequests => {
                (Log, "Record as mocks", "Make endpoints that answer the selected requests as the real server did", &[])
            }
            Self::RecordForwarded => {
                (Log, "Record all that was forwarded", "Make endpoints of every forwarded request in the log", &[])
            }
            Self::SaveCertificate => {
                (Server, "Save certificate…", "Save the certificate that clients must trust to call the server by HTTPS", &[])
            }
            Self::MockRequest => {
                (Log, "Mock this request", "Make an endpoint or a response that answers the selected request", &["M"])
            }
            Self::GoToEndpoint => (Log, "Go to endpoint", "Show the endpoint that answered the selected request", &["Enter"]),
            Self::CopyAsCurl => (Log, "Copy as cURL", "Copy a command that sends the request again", &["Ctrl+Shift+C"]),
            Self::CopyUrl => (Log, "Copy URL", "Copy the request's full URL", &[]),
            Self::CopyResponseBody => (Log, "Copy response body", "Copy the body that was answered", &[]),
            Self::SaveResponseBody => (Log, "Save response body…", "Save the body that was answered to a file", &[]),
            Self::FreezeExchange => (Log, "Freeze recorded answer", "Always answer what the selected request got", &[]),
            Self::ExpectThis => (Log, "Expect this", "Demand that requests like the selected one come, and how many", &["X"]),
            Self::NewExpectation => (Log, "New expectation", "Demand that certain requests come, and how many", &[]),
            Self::ResetExpectations => (Log, "Reset expectations", "Count anew what has come, from now on", &[]),
            Self::ResetScenarios => (Log, "Reset scenarios", "Take every scenario back to where it starts", &[]),
            Self::Replay => (Log, "Replay", "Send the selected requests again", &["R"]),
            Self::Compare => (Log, "Compare", "Show how two selected exchanges differ", &["C"]),
            Self::Pin => (Log, "Pin", "Keep the selected requests in the log", &["P"]),
            Self::DeleteRequests => (Log, "Delete from log", "Remove the selected requests from the log", &["Ctrl+Backspace"]),
            Self::RestoreRequests => (Log, "Restore deleted requests", "Put back what was last removed from the log", &[]),
            Self::FilterLog => (Log, "Filter the log", "Show only requests that match", &["Ctrl+F"]),
            Self::ClearLog => (Log, "Clear the log", "Remove all requests that are not pinned", &["Ctrl+L"]),
            Self::PauseLog => (Log, "Pause or go on", "Stop showing new requests; they are still counted", &["Ctrl+E"]),
            Self::ExportHar => {
                (Log, "Export as HAR…", "Write the shown requests to a HAR file, secrets masked", &["Ctrl+Shift+E"])
            }
            Self::ExportHarWithSecrets => {
                (Log, "Export as HAR with secrets…", "Write the shown requests to a HAR file, tokens and cookies included", &[])
            }
            Self::Palette => {
                (View, "Command palette", "Search commands, endpoints and recent requests", &["Ctrl+K", "Ctrl+Shift+P"])
            }
            Self::QuickSwitch => (View, "Go to endpoint by name", "Search the endpoints", &["Ctrl+P"]),
            Self::ShowExpectations => {
                (View, "Show expectations", "Show which demands on the traffic are met and which are violated", &["Ctrl+Shift+J"])
            }
            Self::ShowScenarios => {
                (View, "Show scenarios", "Show which state each scenario is in, and put it into another", &["Ctrl+Shift+K"])
            }
            Self::ShowDrift => (View, "Show drift", "Show how the published contract differs from the project's", &[]),
            Self::ShowContractTest => {
                (View, "Show contract test", "Show where the real API breaks the contract", &["Ctrl+Shift+T"])
            }
            Self::TestContract => {
                (Server, "Test the real API", "Call the real API and hold its answers to the contract, as the panel says", &[])
            }
            Self::StopContractTest => (Server, "Stop the contract test", "End the run that goes on, and its repeating", &[]),
            Self::SaveContractTest => {
                (Server, "Save contract test report…", "Write what the last run found as one page of HTML", &[])
            }
            Self::CompareWithContract => {
                (Edit, "Compare with the contract", "Read the published contract and show how it differs from the project's", &[])
            }
            Self::TakeAllDifferences => {
                (Edit, "Take all differences", "Take over what the published contract says, but for what is kept", &[])
            }
            Self::ToggleLog => (View, "Show or hide the log", "Give the editor the whole height", &["Ctrl+J"]),
            Self::DockLog => (View, "Dock the log right or below", "Move the log beside or below the editor", &[]),
            Self::ToggleEndpoints => (View, "Show or hide the endpoints", "Give the editor the whole width", &["Ctrl+B"]),
            Self::FocusEndpoints => (View, "Focus the endpoints", "Move the keyboard to the endpoint list", &["Ctrl+1"]),
            Self::FocusEditor => (View, "Focus the editor", "Move the keyboard to the editor", &["Ctrl+2"]),
            Self::FocusLog => (View, "Focus the log", "Move the keyboard to the log", &["Ctrl+3"]),
            Self::NextPane => (View, "Next pane", "Move the keyboard to the next pane", &["F6"]),
            Self::PreviousPane => (View, "Previous pane", "Move the keyboard to the previous pane", &["Shift+F6"]),
            Self::NextTheme => (View, "Change theme", "Dark, light, or as the system", &[]),
            Self::ZoomIn => (View, "Zoom in", "Make everything larger", &["Ctrl+Plus", "Ctrl+Equals"]),
            Self::ZoomOut => (View, "Zoom out", "Make everything smaller", &["Ctrl+Minus"]),
            Self::ZoomReset => (View, "Normal size", "Undo zooming", &["Ctrl+0"]),
            Self::Settings => (View, "Settings", "The project's server and the workbench", &["Ctrl+Comma"]),
            Self::Shortcuts => (View, "Keyboard shortcuts", "Show all shortcuts", &["Ctrl+Slash"]),
            Self::Problems => (View, "Problems", "Show what is wrong in the project", &["Ctrl+Shift+M"]),
            Self::FieldNames => (View, "Field names", "Show what fields are taken to be in generated bodies", &[]),
        }
    }

    /// Where it belongs.
    pub fn group(self) -> CommandGroup {
        self.entry().0
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    /// What it is called on the button of a notice.
    pub fn short_name(self) -> &'static str {
        if self == Self::RestoreRequests { Self::Undo.name() } else { self.name() }
    }

    /// One sentence that explains it.
    pub fn tooltip(self) -> &'static str {
        self.entry().2
    }

    /// The chords that run it, such as `Ctrl+Shift+Z`; `Ctrl` stands for the platform's command key.
    pub fn shortcuts(self) -> &'static [&'static str] {
        self.entry().3
    }

    /// Whether its shortcut only counts while the log has the keyboard, so that other panes can use the key.
    pub fn is_for_log_rows(self) -> bool {
        use Command::{Compare, DeleteRequests, ExpectThis, GoToEndpoint, MockRequest, Pin, Replay};
        matches!(self, MockRequest | ExpectThis | GoToEndpoint | Replay | Compare | Pin | DeleteRequests)
    }

    /// Whether its shortcut only counts while the endpoint list has the keyboard.
    pub fn is_for_endpoint_rows(self) -> bool {
        matches!(self, Self::Delete | Self::MoveUp | Self::MoveDown)
    }

    /// Whether it can do anything now.
    pub fn is_enabled(self, app: &App) -> bool {
        let selection = app.selection();
        match self {
            Self::Undo => app.document().undo_label().is_some(),
            Self::Redo => app.document().redo_label().is_some(),
            Self::NewResponse
            | Self::Duplicate
            | Self::Rename
            | Self::Delete
            | Self::ToggleEnabled
            | Self::MoveUp
            | Self::MoveDown => selection.endpoint.is_some(),
            Self::FormatBody => selection.response.is_some() || selection.expectation.is_some(),
            Self::MakeDynamic => app.can_make_dynamic(),
            Self::FreezeAnswer => app.can_freeze(),
            Self::RollPreview => app.preview().is_some(),
            Self::FreezeExchange => app.focused_exchange().is_some_and(|exchange| app.can_freeze_exchange(&exchange)),
            Self::SaveCertificate => app.project().settings.tls,
            Self::CopyAddress | Self::SendTestRequest => app.is_serving(),
            Self::Replay => app.is_serving() && !selection.exchanges.is_empty(),
            Self::RecordRequests => app.can_record_selected(),
            Self::RecordForwarded => app.has_forwarded(),
            Self::MockRequest | Self::ExpectThis | Self::Pin | Self::DeleteRequests => !selection.exchanges.is_empty(),
            Self::CopyAsCurl | Self::CopyUrl | Self::CopyResponseBody | Self::SaveResponseBody => {
                selection.focused_exchange.is_some()
            }
            Self::GoToEndpoint => app.focused_exchange().is_some_and(|exchange| exchange.answered_by().is_some()),
            Self::RestoreRequests => app.has_deleted_requests(),
            Self::Compare => selection.exchanges.len() == 2,
            Self::ShowDrift | Self::ShowContractTest | Self::TestContract => app.project().contract.is_some(),
            Self::StopContractTest => app.contract_test().is_active(),
            Self::SaveContractTest => app.contract_test().report().is_some(),
            Self::CompareWithContract => app.project().contract.is_some() && !app.is_comparing(),
            Self::TakeAllDifferences => app.has_open_differences() && !app.is_taking(),
            Self::ResetExpectations => !app.project().expectations.is_empty(),
            _ => true,
        }
    }
}
