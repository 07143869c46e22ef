//! What each command does.

use std::{collections::BTreeSet, sync::Arc};

use http::{Method, uri::PathAndQuery};

use super::{App, Command, Edit, Event, NoticeKind, Pane, WindowRequest, mock, preview::sample_call};
use crate::{
    formats::ReportFormat,
    model::{Body, Endpoint, EndpointId, Folder, FolderId, Language, Response, ResponseId},
    server::{ReplayRequest, ServerStatus, send},
    traffic::{CurlCommand, Exchange, curl_command},
};

impl App {
    /// Runs a command on the current selection. One that is not enabled does nothing.
    pub(super) fn run(&mut self, command: Command) {
        if !command.is_enabled(self) {
            return;
        }
        match command {
            Command::NewProject => self.new_project(),
            Command::OpenProject => self.ask(WindowRequest::AskOpen),
            Command::OpenSample => self.open_sample(),
            Command::SaveProject => self.save(),
            Command::SaveProjectAs => self.ask(WindowRequest::AskSaveAs),
            Command::ExportOpenApi => self.ask(WindowRequest::AskExportOpenApi),
            Command::OpenUrl => self.ask(WindowRequest::AskOpenUrl),
            Command::OpenHar => self.ask(WindowRequest::AskOpenHar),
            Command::Undo => self.undo(),
            Command::Redo => self.step(super::Document::redo),
            Command::NewEndpoint => self.new_endpoint(),
            Command::NewFolder => self.new_folder(),
            Command::NewResponse => self.new_response(),
            Command::Duplicate => self.duplicate_endpoint(),
            Command::Rename => self.ask(WindowRequest::EditPath),
            Command::Delete => self.on_endpoint(|_, endpoint| Edit::RemoveEndpoints(vec![endpoint.id.clone()])),
            Command::ToggleEnabled => self.toggle_endpoint(),
            Command::MoveUp => self.move_endpoint(-1),
            Command::MoveDown => self.move_endpoint(1),
            Command::FormatBody => self.ask(WindowRequest::FormatBody),
            Command::MakeDynamic => self.make_dynamic(),
            Command::FreezeAnswer => self.freeze_preview(),
            Command::RollPreview => self.roll_preview(),
            Command::ToggleServer => match self.server_status() {
                ServerStatus::Running { .. } | ServerStatus::Starting => self.server.stop(),
                ServerStatus::Stopped | ServerStatus::Failed { .. } => self.start_server(),
            },
            Command::CopyAddress => self.copy(self.base_url()),
            Command::SendTestRequest => self.send_test_request(),
            Command::SaveCertificate => self.ask(WindowRequest::AskSaveCertificate),
            Command::MockRequest => self.mock_selected(),
            Command::RecordRequests => self.record_exchanges(&self.selected_exchanges()),
            Command::RecordForwarded => self.record_exchanges(&self.forwarded_exchanges()),
            Command::GoToEndpoint => self.go_to_answer(),
            Command::CopyAsCurl => self.copy_as_curl(),
            Command::CopyUrl => {
                self.copy_of_focused(|app, exchange| format!("{}{}", exchange.at_its_scheme(&app.base_url()), exchange.uri));
            }
            Command::CopyResponseBody => {
                self.copy_of_focused(|_, exchange| String::from_utf8_lossy(&exchange.response_body.bytes).into_owned());
            }
            Command::SaveResponseBody => self.ask_save_body(),
            Command::FreezeExchange => self.freeze_exchange(),
            Command::ExpectThis => self.expect_selected(),
            Command::NewExpectation => self.new_expectation(),
            Command::ResetExpectations => self.reset_expectations(),
            Command::ResetScenarios => self.reset_scenarios(),
            Command::Replay => self.replay_selected(),
            Command::Compare => self.compare_selected(),
            Command::Pin => self.pin_selected(),
            Command::DeleteRequests => self.delete_selected_requests(),
            Command::RestoreRequests => self.restore_requests(),
            Command::FilterLog => self.ask(WindowRequest::FocusLogFilter),
            Command::ClearLog => {
                let removed = self.traffic.log().clear();
                self.note_removed(removed, "Log cleared");
            }
            Command::PauseLog => {
                let traffic = Arc::clone(&self.traffic);
                self.log_view.toggle_pause(&traffic.log());
            }
            Command::ExportHar => self.ask(WindowRequest::AskExportHar { with_secrets: false }),
            Command::ExportHarWithSecrets => self.ask(WindowRequest::AskExportHar { with_secrets: true }),
            Command::Palette => self.ask(WindowRequest::Palette { endpoints_only: false }),
            Command::QuickSwitch => self.ask(WindowRequest::Palette { endpoints_only: true }),
            Command::ShowExpectations => self.ask(WindowRequest::ShowExpectations),
            Command::ShowScenarios => self.ask(WindowRequest::ShowScenarios),
            Command::ShowDrift => self.ask(WindowRequest::ShowDrift),
            Command::ShowContractTest => self.ask(WindowRequest::ShowContractTest),
            Command::TestContract => self.test_contract(),
            Command::StopContractTest => self.stop_contract_test(),
            Command::SaveContractTest => self.ask(WindowRequest::AskSaveContractTest(ReportFormat::Html)),
            Command::CompareWithContract => self.compare_with_contract(),
            Command::TakeAllDifferences => self.take_all_differences(),
            Command::ToggleLog => self.ask(WindowRequest::TogglePane(Pane::Log)),
            Command::DockLog => self.ask(WindowRequest::DockLog),
            Command::ToggleEndpoints => self.ask(WindowRequest::TogglePane(Pane::Endpoints)),
            Command::FocusEndpoints => self.ask(WindowRequest::Focus(Pane::Endpoints)),
            Command::FocusEditor => self.ask(WindowRequest::Focus(Pane::Editor)),
            Command::FocusLog => self.ask(WindowRequest::Focus(Pane::Log)),
            Command::NextPane => self.ask(WindowRequest::CyclePanes(1)),
            Command::PreviousPane => self.ask(WindowRequest::CyclePanes(-1)),
            Command::NextTheme => self.ask(WindowRequest::NextTheme),
            Command::ZoomIn => self.ask(WindowRequest::Zoom(1)),
            Command::ZoomOut => self.ask(WindowRequest::Zoom(-1)),
            Command::ZoomReset => self.ask(WindowRequest::Zoom(0)),
            Command::Settings => self.ask(WindowRequest::Settings),
            Command::Shortcuts => self.ask(WindowRequest::Shortcuts),
            Command::Problems => self.ask(WindowRequest::Problems),
            Command::FieldNames => self.ask(WindowRequest::FieldNames),
        }
    }

    pub(super) fn ask(&mut self, request: WindowRequest) {
        self.requests.push(request);
    }

    pub(super) fn copy(&mut self, text: String) {
        self.ask(WindowRequest::Copy(text));
        self.notices.show(NoticeKind::Done, "Copied", None);
    }

    fn copy_of_focused(&mut self, text: impl FnOnce(&Self, &Exchange) -> String) {
        if let Some(exchange) = self.focused_exchange() {
            let text = text(self, &exchange);
            self.copy(text);
        }
    }

    /// Copies the request as a command; where that does not send it just as it was, the notice says so.
    fn copy_as_curl(&mut self) {
        let Some(exchange) = self.focused_exchange() else { return };
        let CurlCommand { command, caveat } = curl_command(&exchange, &self.base_url());
        match caveat {
            None => self.copy(command),
            Some(caveat) => {
                self.ask(WindowRequest::Copy(command));
                self.notices.show(NoticeKind::Warning, format!("Copied. {caveat}"), None);
            }
        }
    }

    /// Takes back the last edit.
    fn undo(&mut self) {
        self.step(super::Document::undo);
    }

    /// Puts the requests back that the last deletion took from the log.
    fn restore_requests(&mut self) {
        let removed = std::mem::take(&mut self.deleted_exchanges);
        self.traffic.log().restore(removed);
    }

    fn on_endpoint(&mut self, edit: impl FnOnce(&Self, &Arc<Endpoint>) -> Edit) {
        let Some(endpoint) = self.selection.endpoint.as_ref().and_then(|id| self.project().endpoint(id)).cloned() else { return };
        let edit = edit(self, &endpoint);
        self.edit(edit);
    }

    fn new_endpoint(&mut self) {
        let path = self.free_path();
        let mut endpoint = Endpoint::new(EndpointId::new(self.fresh_id('e')), "GET", path);
        let mut response = Response::new(ResponseId::new(self.fresh_id('r')), 200);
        response.body = Body::text(Language::Json, "{\n  \"message\": \"Hello\"\n}");
        endpoint.default_response = Some(response.id.clone());
        endpoint.responses.push(response);
        let selected = self.selection.endpoint.as_ref().and_then(|id| self.project().endpoint(id));
        endpoint.folder = selected.and_then(|selected| selected.folder.clone());
        let at = selected.and_then(|selected| self.project().position(&selected.id)).map(|at| at + 1);
        let id = endpoint.id.clone();
        self.edit(Edit::AddEndpoints { endpoints: vec![Arc::new(endpoint)], at });
        self.selection.select_endpoint(self.document.project(), &id);
        self.ask(WindowRequest::EditPath);
    }

    /// `/new`, or the first numbered one that no GET endpoint has.
    fn free_path(&self) -> String {
        let taken = |path: &str| self.project().endpoints.iter().any(|endpoint| endpoint.path == path);
        let numbered = (2..).map(|number| format!("/new-{number}"));
        std::iter::once("/new".to_owned()).chain(numbered).find(|path| !taken(path)).unwrap_or_default()
    }

    fn new_folder(&mut self) {
        let folder = Folder {
            id: FolderId::new(self.fresh_id('f')),
            name: "New folder".to_owned(),
            parent: None,
            extra: Default::default(),
        };
        self.edit(Edit::AddFolder(folder));
    }

    fn new_response(&mut self) {
        let id = ResponseId::new(self.fresh_id('r'));
        let added = id.clone();
        self.on_endpoint(|_, endpoint| {
            let mut endpoint = Endpoint::clone(endpoint);
            let mut response = Response::new(id, 200);
            response.body = Body::text(Language::Json, "{\n}");
            if endpoint.responses.is_empty() {
                endpoint.default_response = Some(response.id.clone());
            }
            // Before the default, which answers what is left.
            let default = endpoint.responses.iter().position(|response| endpoint.is_default_response(&response.id));
            let at = default.unwrap_or(endpoint.responses.len());
            endpoint.responses.insert(at, response);
            Edit::ReplaceEndpoint { endpoint: Arc::new(endpoint), label: "Add response", field: None }
        });
        self.selection.response = Some(added);
        self.ask(WindowRequest::ShowPart(crate::model::Part::Status));
    }

    fn duplicate_endpoint(&mut self) {
        let id = EndpointId::new(self.fresh_id('e'));
        let copy_id = id.clone();
        self.on_endpoint(|app, endpoint| {
            let mut copy = Endpoint::clone(endpoint);
            copy.id = copy_id;
            for response in &mut copy.responses {
                let fresh = ResponseId::new(app.fresh_id('r'));
                if copy.default_response.as_ref() == Some(&response.id) {
                    copy.default_response = Some(fresh.clone());
                }
                response.id = fresh;
            }
            let at = app.project().position(&endpoint.id).map(|at| at + 1);
            Edit::AddEndpoints { endpoints: vec![Arc::new(copy)], at }
        });
        self.selection.select_endpoint(self.document.project(), &id);
    }

    fn toggle_endpoint(&mut self) {
        self.on_endpoint(|_, endpoint| {
            let mut endpoint = Endpoint::clone(endpoint);
            endpoint.enabled = !endpoint.enabled;
            let label = if endpoint.enabled { "Switch endpoint on" } else { "Switch endpoint off" };
            Edit::ReplaceEndpoint { endpoint: Arc::new(endpoint), label, field: None }
        });
    }

    /// Moves the endpoint one place up or down among those of its folder.
    fn move_endpoint(&mut self, by: isize) {
        self.on_endpoint(|app, endpoint| {
            let siblings: Vec<_> = app.project().endpoints.iter().filter(|other| other.folder == endpoint.folder).collect();
            let at = siblings.iter().position(|other| other.id == endpoint.id).unwrap_or(0);
            let to = at.saturating_add_signed(by).min(siblings.len().saturating_sub(1));
            // Moving down means standing before the one after the next.
            let before = if by < 0 || to == at { siblings.get(to) } else { siblings.get(to + 1) };
            let before = before.map(|other| other.id.clone());
            Edit::MoveEndpoint { id: endpoint.id.clone(), folder: endpoint.folder.clone(), before }
        });
    }

    fn mock_selected(&mut self) {
        let exchanges = self.selected_exchanges();
        if let [exchange] = exchanges.as_slice()
            && exchange.answered_by().is_some()
        {
            let id = ResponseId::new(self.fresh_id('r'));
            let Some(endpoint) = mock::variant_for(self.project(), exchange, id.clone()) else {
                self.notices.show(NoticeKind::Warning, "The endpoint that answered is gone", None);
                return;
            };
            self.edit(Edit::ReplaceEndpoint { endpoint: Arc::new(endpoint), label: "Add response variant", field: None });
            self.select_response(id);
            self.ask(WindowRequest::ShowPart(crate::model::Part::Condition(Vec::new())));
            self.notices.show(NoticeKind::Done, "Response added", Some(Command::Undo));
            return;
        }
        let endpoints = mock::endpoints_for(&exchanges, |kind| self.fresh_id(kind));
        let Some(first) = endpoints.first().map(|endpoint| endpoint.id.clone()) else { return };
        let text =
            if endpoints.len() == 1 { "Endpoint added".to_owned() } else { format!("{} endpoints added", endpoints.len()) };
        self.edit(Edit::AddEndpoints { endpoints: endpoints.into_iter().map(Arc::new).collect(), at: None });
        self.selection.select_endpoint(self.document.project(), &first);
        self.ask(WindowRequest::EditBody);
        self.notices.show(NoticeKind::Done, text, Some(Command::Undo));
    }

    fn go_to_answer(&mut self) {
        let Some(exchange) = self.focused_exchange() else { return };
        let Some((endpoint, response)) = exchange.answered_by() else { return };
        if self.project().endpoint(&endpoint.id).is_none() {
            self.notices.show(NoticeKind::Warning, "The endpoint that answered is gone", None);
            return;
        }
        self.selection.select_endpoint(self.document.project(), &endpoint.id);
        self.select_response(response.id.clone());
        self.ask(WindowRequest::Focus(Pane::Editor));
    }

    fn ask_save_body(&mut self) {
        let Some(exchange) = self.focused_exchange() else { return };
        let content_type = exchange.response_headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let mime: Option<mime_guess::Mime> = content_type.and_then(|text| text.parse().ok());
        let extensions = mime.as_ref().and_then(|mime| mime_guess::get_mime_extensions(mime));
        let is_json = content_type.is_some_and(|text| Language::of_content_type(text) == Language::Json);
        let extension = if is_json { "json" } else { extensions.and_then(|all| all.first()).copied().unwrap_or("bin") };
        self.ask(WindowRequest::AskSaveBody(format!("response-{}.{extension}", exchange.sequence)));
    }

    fn replay_selected(&mut self) {
        for exchange in self.selected_exchanges() {
            match ReplayRequest::of(&exchange) {
                Ok(request) => self.send(request),
                Err(error) => self.notices.show(NoticeKind::Warning, error.to_string(), None),
            }
        }
    }

    /// A call of the selected endpoint as well as its pattern allows, or of `/hello` where none is selected.
    pub fn test_call(&self) -> (Method, PathAndQuery) {
        let selected = self.selection.endpoint.as_ref().and_then(|id| self.project().endpoint(id));
        let (method, target) = selected.map_or((Method::GET, None), |endpoint| sample_call(endpoint));
        (method, target.unwrap_or_else(|| PathAndQuery::from_static("/hello")))
    }

    fn send_test_request(&mut self) {
        let (method, target) = self.test_call();
        self.send(ReplayRequest::new(method, target));
    }

    fn send(&self, request: ReplayRequest) {
        let (Some(address), sender) = (self.server_status().address(), self.action_sender()) else { return };
        self.runtime.spawn(async move {
            if let Err(error) = send(address, request).await {
                sender.send_event(Event::Notice(NoticeKind::Error, error.to_string()));
            }
        });
    }

    fn compare_selected(&mut self) {
        let mut selected = self.selection.exchanges.iter().copied();
        if let (Some(first), Some(second)) = (selected.next(), selected.next()) {
            self.ask(WindowRequest::Compare(first, second));
        }
    }

    /// Pins the selected requests, or lets them go where all of them are pinned.
    fn pin_selected(&mut self) {
        let traffic = Arc::clone(&self.traffic);
        let mut log = traffic.log();
        let sequences = &self.selection.exchanges;
        if sequences.iter().all(|sequence| log.is_pinned(*sequence)) {
            sequences.iter().for_each(|sequence| log.unpin(*sequence));
        } else if sequences.iter().filter(|sequence| !log.pin(**sequence)).count() > 0 {
            self.notices.show(NoticeKind::Warning, "Some of these requests cannot be pinned", None);
        }
    }

    fn delete_selected_requests(&mut self) {
        let selected: BTreeSet<u64> = self.selection.exchanges.clone();
        let removed = self.traffic.log().remove(&selected);
        let text = if removed.len() == 1 { "Request deleted".to_owned() } else { format!("{} requests deleted", removed.len()) };
        self.note_removed(removed, text);
    }

    fn note_removed(&mut self, removed: Vec<Arc<Exchange>>, text: impl Into<String>) {
        self.selection.clear_exchanges();
        if !removed.is_empty() {
            self.deleted_exchanges = removed;
            self.notices.show(NoticeKind::Done, text, Some(Command::RestoreRequests));
        }
    }
}
