//! The log's pane as a person uses it: by what rows and buttons say, and by keys. Behind it is the real app.

use std::{sync::Arc, time::Duration};

use egui::{Key, Modifiers, Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use http::{HeaderMap, Method, StatusCode};

use super::LogPanel;
use crate::{
    app::{Action, App, AppOptions, Command},
    engine::{CallMemory, Compiled, Request},
    storage::Storage,
    traffic::{Exchange, Outcome, Timings},
};

struct FirstCall;

impl CallMemory for FirstCall {
    fn count(&self, _endpoint: usize) -> u64 {
        1
    }
}

/// What the app's endpoints decide about a request, as if it had been served.
fn exchange(compiled: &Arc<Compiled>, method: Method, target: &str) -> Exchange {
    let (uri, client) = (target.parse().unwrap(), std::net::SocketAddr::from(([127, 0, 0, 1], 50_000)));
    let decision = compiled.decide(&Request::new(&method, &uri, &HeaderMap::new(), b"", client.ip()), &FirstCall, 7);
    let mut exchange = Exchange {
        received_at: jiff::Timestamp::UNIX_EPOCH,
        client,
        method,
        uri,
        request_headers: HeaderMap::new(),
        outcome: Outcome::Decided { compiled: Arc::clone(compiled), decision },
        status: Some(StatusCode::NOT_FOUND),
        response_headers: Default::default(),
        timings: Timings { done: Duration::from_millis(3), ..Timings::default() },
        seed: 7,
        ..Exchange::default()
    };
    if let Some((_, response)) = exchange.answered_by() {
        exchange.status = StatusCode::from_u16(response.status).ok();
    }
    exchange
}

struct Pane {
    app: App,
    panel: LogPanel,
    /// The commands that the pane asked for.
    asked: Vec<Command>,
}

impl Pane {
    fn act(&mut self, actions: Vec<Action>) {
        for action in actions {
            if let Action::Run(command) = &action {
                self.asked.push(*command);
            }
            self.app.act(action);
        }
    }

    fn selected(&self) -> Vec<u64> {
        self.app.selection().exchanges.iter().copied().collect()
    }
}

/// The pane over one endpoint, `GET /new`.
struct Window {
    harness: Harness<'static, Pane>,
    _runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

impl Window {
    fn open() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let options = AppOptions { port: Some(0), ..AppOptions::default() };
        let storage = Storage::below(folder.path());
        let mut app = App::start(runtime.handle().clone(), storage, options, Arc::new(|| ())).unwrap();
        app.act(Action::Run(Command::NewProject));
        app.act(Action::Run(Command::NewEndpoint));
        let pane = Pane { app, panel: LogPanel::default(), asked: Vec::new() };
        let harness =
            Harness::builder().with_size([1_100.0, 300.0]).with_context_setup(crate::ui::theme::install).build_ui_state(
                |ui: &mut egui::Ui, pane: &mut Pane| {
                    let mut actions = Vec::new();
                    pane.panel.show(ui, &pane.app, |_| {}, &mut actions);
                    if !actions.is_empty() {
                        ui.request_repaint();
                    }
                    pane.act(actions);
                },
                pane,
            );
        Self { harness, _runtime: runtime, _folder: folder }
    }

    fn receive(&mut self, count: usize, target: &str) {
        let pane = self.harness.state_mut();
        let exchange = exchange(pane.app.compiled(), Method::GET, target);
        for _ in 0..count {
            pane.app.traffic().log().push(Arc::new(exchange.clone()));
        }
        pane.app.tick();
        self.harness.run();
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    fn rows(&self) -> usize {
        self.harness.query_all_by_role(Role::Row).count()
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run();
    }
}

#[test]
fn a_row_says_all_of_it_and_opens_the_details_with_the_reason() {
    let mut window = Window::open();
    window.receive(1, "/new");
    window.click("GET /new 200, 3.0 ms, matched /new › OK");
    assert_eq!(window.harness.state().selected(), [1]);
    for tab in ["Overview", "Request", "Response", "Matching", "Timing"] {
        window.harness.get_by_role_and_label(Role::Tab, tab).click();
        window.harness.run();
    }
    window.harness.get_by_role_and_label(Role::Tab, "Matching").click();
    window.harness.run();
    assert!(window.harness.query_by_label_contains("answered").is_some());
    window.click("Close details");
    assert!(window.harness.state().selected().is_empty());
    assert!(window.harness.query_by_role_and_label(Role::Tab, "Matching").is_none());
}

#[test]
fn an_unmatched_row_is_mocked_with_one_click() {
    let mut window = Window::open();
    window.receive(1, "/orders/42");
    window.click("Mock GET /orders/42");
    let app = &window.harness.state().app;
    assert!(app.project().endpoints.iter().any(|endpoint| endpoint.path == "/orders/{id}"));
}

#[test]
fn keys_move_extend_open_and_let_go() {
    let mut window = Window::open();
    window.receive(30, "/new");
    window.harness.state_mut().panel.take_focus();
    window.harness.run();
    window.press(Modifiers::NONE, Key::End);
    assert_eq!(window.harness.state().selected(), [30]);
    window.press(Modifiers::NONE, Key::K);
    window.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(window.harness.state().selected(), [28]);
    window.press(Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(window.harness.state().selected(), [27, 28]);
    window.press(Modifiers::NONE, Key::Home);
    assert_eq!(window.harness.state().selected(), [1]);
    assert!(window.harness.query_all_by_role(Role::Row).next().is_some(), "the first row was brought into view");
    window.press(Modifiers::COMMAND, Key::A);
    assert_eq!(window.harness.state().selected().len(), 30);
    window.press(Modifiers::NONE, Key::J);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.harness.state().asked, [Command::GoToEndpoint]);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.harness.state().selected().is_empty());
}

#[test]
fn only_rows_in_view_are_laid_out_and_the_end_is_followed_until_someone_scrolls_up() {
    let mut window = Window::open();
    window.receive(2_000, "/new");
    let rows = window.rows();
    assert!((5..20).contains(&rows), "{rows} rows in a pane of 300 points");
    window.receive(1, "/last");
    assert!(window.harness.query_by_label_contains("GET /last 404").is_some(), "the newest row is in view");
    window.harness.state_mut().panel.reveal(5);
    window.harness.run();
    window.receive(37, "/late");
    assert!(window.harness.query_by_label_contains("GET /late").is_none(), "what is being read stays in view");
    window.click("37 new");
    assert!(window.harness.query_by_label("37 new").is_none());
    assert!(window.harness.query_all_by_role(Role::Row).count() > 4);
    assert!(window.harness.get_all_by_role(Role::Row).all(|row| row.accesskit_node().label().unwrap().contains("/late")));
}

#[test]
fn the_filter_narrows_marks_what_means_nothing_and_completes() {
    let mut window = Window::open();
    window.receive(3, "/new");
    window.receive(2, "/other");
    window.harness.state_mut().panel.focus_filter();
    window.harness.run();
    window.harness.get_by_label("Filter the log").type_text("matc");
    window.harness.run();
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.harness.state().app.log_view().filter_text(), "matched:");
    window.harness.get_by_label("Filter the log").type_text("no");
    window.harness.run();
    assert_eq!(window.rows(), 2);
    window.click("Clear filter");
    assert_eq!(window.rows(), 5);
    window.click("Unmatched");
    assert_eq!(window.rows(), 2);
    window.harness.state_mut().act(vec![Action::FilterLog("/nothing-like-it".to_owned())]);
    window.harness.run();
    window.harness.get_by_label("No request matches `/nothing-like-it`");
}

#[test]
fn the_pause_says_how_many_wait() {
    let mut window = Window::open();
    window.receive(2, "/new");
    window.click("Pause");
    window.receive(3, "/new");
    assert_eq!(window.rows(), 2);
    window.click("Go on · 3 held back");
    assert_eq!(window.rows(), 5);
}

#[test]
fn what_is_remembered_between_starts_is_small_and_comes_back() {
    let value = serde_json::to_value(LogPanel::default()).unwrap();
    let again: LogPanel = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), value);
    assert!(serde_json::from_value::<LogPanel>(serde_json::json!({"split": {"beside": 0.3}})).is_ok());
}
