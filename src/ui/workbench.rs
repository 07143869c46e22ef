//! The window: where the panes stand, which of them has the keyboard, and what happens around the panels in each frame.
//! Panels paint the app's state and return actions; this hands the actions to the app and carries out what the app asks of the window.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use std::time::Duration;

use egui::{CentralPanel, Context, Frame, Margin, Panel, Rect, Ui, ViewportCommand};
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;

use super::{
    compare::Compare,
    dialog::{Dialogs, Purpose},
    dock::Dock,
    editor::EditorPanel,
    endpoints::EndpointsPanel,
    field_names::FieldNames,
    opening,
    palette::Palette,
    problem_list, question, settings,
    shortcut::{self, Focus},
    shortcut_sheet, status_bar,
    theme::{self, Tokens, Tone},
    toast, top_bar,
    widget::{Banner, BannerAction},
};
use crate::{
    app::{Action, App, AppOptions, Pane, WindowRequest},
    server::ServerStatus,
    storage::{Preferences, Storage, ThemeChoice},
    traffic::LogWaker,
};

/// How long new requests may wait before they are shown: bursts become one frame.
const WAKE_AFTER: Duration = Duration::from_millis(16);
/// From this width on the log may stand beside the editor.
const WIDE: f32 = 1_500.0;
const TOP_BAR_HEIGHT: f32 = 44.0;
const STATUS_BAR_HEIGHT: f32 = 26.0;

/// Where the panes stand; remembered between starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Layout {
    shows_endpoints: bool,
    shows_log: bool,
    /// Where the person wants the log; none leaves it to the window's width.
    log_beside: Option<bool>,
}

impl Default for Layout {
    fn default() -> Self {
        Self { shows_endpoints: true, shows_log: true, log_beside: None }
    }
}

/// The window.
#[derive(Debug)]
pub struct Workbench {
    app: App,
    layout: Layout,
    endpoints: EndpointsPanel,
    editor: EditorPanel,
    dock: Dock,
    compare: Compare,
    palette: Palette,
    dialogs: Dialogs,
    shows_settings: bool,
    shows_shortcuts: bool,
    shows_problems: bool,
    field_names: FieldNames,
    /// The pane that was last clicked or tabbed into, and where each was painted.
    pane: Pane,
    rects: [Rect; 3],
    /// A frame is already asked for; without this, every request would ask again.
    is_woken: Arc<AtomicBool>,
    /// The preferences that the window has been set up with.
    applied: Option<Preferences>,
    may_close: bool,
}

/// What a window starts with.
#[derive(Debug)]
pub struct WorkbenchOptions {
    /// What the app starts with.
    pub app: AppOptions,
    /// Ask for files in a path field, never in the system's dialog.
    pub plain_dialogs: bool,
}

impl Workbench {
    /// A workbench in a window of that context.
    ///
    /// # Errors
    /// Where the log's thread cannot be started.
    pub fn new(ctx: &Context, runtime: Handle, storage: Storage, options: WorkbenchOptions) -> std::io::Result<Self> {
        theme::install(ctx);
        let is_woken = Arc::new(AtomicBool::new(false));
        let (woken, woken_ctx) = (Arc::clone(&is_woken), ctx.clone());
        let waker: LogWaker = Arc::new(move || {
            if !woken.swap(true, Ordering::AcqRel) {
                woken_ctx.request_repaint_after(WAKE_AFTER);
            }
        });
        let app = App::start(runtime, storage, options.app, waker)?;
        let section = |name: &str| app.preferences().window.get(name).cloned().unwrap_or_default();
        Ok(Self {
            layout: serde_json::from_value(section("layout")).unwrap_or_default(),
            dock: serde_json::from_value(section("log")).unwrap_or_default(),
            editor: serde_json::from_value(section("editor")).unwrap_or_default(),
            app,
            endpoints: EndpointsPanel::default(),
            compare: Compare::default(),
            palette: Palette::default(),
            dialogs: Dialogs::new(options.plain_dialogs),
            shows_settings: false,
            shows_shortcuts: false,
            shows_problems: false,
            field_names: FieldNames::default(),
            pane: Pane::Editor,
            rects: [Rect::NOTHING; 3],
            is_woken,
            applied: None,
            may_close: false,
        })
    }

    /// The state behind the window.
    pub fn app(&self) -> &App {
        &self.app
    }

    fn apply_preferences(&mut self, ctx: &Context) {
        let preferences = self.app.preferences();
        if self.applied.as_ref() == Some(preferences) {
            return;
        }
        ctx.set_theme(match preferences.theme {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
            ThemeChoice::Light => egui::ThemePreference::Light,
        });
        ctx.set_zoom_factor(preferences.zoom);
        theme::reduced_motion(ctx, preferences.reduced_motion);
        self.applied = Some(preferences.clone());
    }

    /// Remembers where the panes stand, where that changed.
    fn remember_layout(&mut self) {
        let mut preferences = self.app.preferences().clone();
        let sections = [
            ("layout", serde_json::to_value(&self.layout)),
            ("log", serde_json::to_value(&self.dock)),
            ("editor", serde_json::to_value(&self.editor)),
        ];
        for (name, section) in sections {
            if let Ok(section) = section {
                preferences.window.insert(name.to_owned(), section);
            }
        }
        if preferences != *self.app.preferences() {
            self.app.act(Action::SetPreferences(preferences));
        }
    }

    fn follow_focus(&mut self, ctx: &Context) {
        let focused = ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id)).map(|it| it.rect.center());
        let pressed = ctx.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
        let panes = [Pane::Endpoints, Pane::Editor, Pane::Log];
        if let Some(at) = pressed.or(focused)
            && let Some(index) = self.rects.iter().position(|rect| rect.contains(at))
        {
            self.pane = panes[index];
        }
    }

    fn is_modal(&self) -> bool {
        let window_is_open = self.shows_settings || self.shows_shortcuts || self.shows_problems || self.field_names.is_open();
        window_is_open || self.app.question().is_some() || self.dialogs.is_open() || self.compare.is_open()
    }

    fn shortcuts(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if self.is_modal() || self.palette.is_open() {
            return;
        }
        // The list's own keys come first: on a folder, Delete means the folder and not the selected endpoint.
        self.endpoints.handle_keys(ctx, &self.app, actions);
        self.dock.handle_keys(ctx, &self.app, actions);
        let focus = Focus { pane: self.pane, shows_log: self.dock.shows_log(), is_typing: ctx.text_edit_focused() };
        actions.extend(shortcut::pressed(ctx, focus).map(Action::Run));
    }

    fn carry_out(&mut self, ctx: &Context, request: WindowRequest) {
        match request {
            WindowRequest::Copy(text) => ctx.copy_text(text),
            WindowRequest::Focus(pane) => {
                if pane == Pane::Log {
                    self.dock.show_log();
                }
                self.focus(pane);
            }
            WindowRequest::CyclePanes(by) => self.cycle_panes(by),
            WindowRequest::FocusLogFilter => {
                self.layout.shows_log = true;
                self.dock.focus_filter();
            }
            WindowRequest::EditPath => self.editor.focus_path(),
            WindowRequest::EditCount => self.editor.focus_count(),
            WindowRequest::ShowExpectations => {
                self.layout.shows_log = true;
                self.dock.show_expectations();
            }
            WindowRequest::ShowScenarios => {
                self.layout.shows_log = true;
                self.dock.show_scenarios();
            }
            WindowRequest::ShowDrift => {
                self.layout.shows_log = true;
                self.dock.show_drift();
            }
            WindowRequest::ShowContractTest => {
                self.layout.shows_log = true;
                self.dock.show_contract_test();
            }
            WindowRequest::EditBody => self.editor.focus_body(),
            WindowRequest::FormatBody => self.editor.format_body(),
            WindowRequest::ShowPart(part) => self.editor.show_part(part),
            WindowRequest::RevealExchange(sequence) => {
                self.layout.shows_log = true;
                self.dock.reveal(sequence);
            }
            WindowRequest::Palette { endpoints_only } => self.palette.open(endpoints_only),
            WindowRequest::Settings => self.shows_settings = true,
            WindowRequest::Shortcuts => self.shows_shortcuts = true,
            WindowRequest::Problems => self.shows_problems = true,
            WindowRequest::FieldNames => self.field_names.open(),
            WindowRequest::Compare(first, second) => self.compare.open(first, second),
            WindowRequest::TogglePane(Pane::Endpoints) => self.layout.shows_endpoints ^= true,
            WindowRequest::TogglePane(Pane::Editor) => {}
            WindowRequest::TogglePane(Pane::Log) => self.layout.shows_log ^= true,
            WindowRequest::DockLog => self.layout.log_beside = Some(!self.is_log_beside(ctx.content_rect())),
            WindowRequest::NextTheme => self.next_theme(),
            WindowRequest::Zoom(steps) => self.zoom(steps),
            WindowRequest::AskOpen => self.dialogs.ask(&self.app, Purpose::Open, ""),
            WindowRequest::AskOpenUrl => self.dialogs.ask(&self.app, Purpose::OpenUrl, "https://"),
            WindowRequest::AskOpenHar => self.dialogs.ask(&self.app, Purpose::OpenHar, ""),
            WindowRequest::AskSaveAs => {
                let name = format!("{}.mockwright.json", self.app.document().title());
                self.dialogs.ask(&self.app, Purpose::SaveProject, &name);
            }
            WindowRequest::AskExportOpenApi => {
                let name = format!("{}.openapi.json", self.app.document().title());
                self.dialogs.ask(&self.app, Purpose::ExportOpenApi, &name);
            }
            WindowRequest::AskExportHar { with_secrets } => {
                let name = format!("{}.har", self.app.document().title());
                self.dialogs.ask(&self.app, Purpose::ExportHar { with_secrets }, &name);
            }
            WindowRequest::AskSaveCertificate => self.dialogs.ask(&self.app, Purpose::SaveCertificate, "mockwright-ca.pem"),
            WindowRequest::AskSaveContractTest(format) => {
                let name = format!("contract-test.{}", format.ending());
                self.dialogs.ask(&self.app, Purpose::SaveContractTest(format), &name);
            }
            WindowRequest::AskSaveBody(name) => self.dialogs.ask(&self.app, Purpose::SaveBody, &name),
            WindowRequest::AskBodyFile(response) => self.dialogs.ask(&self.app, Purpose::BodyFile(response), ""),
            WindowRequest::Close => {
                self.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn focus(&mut self, pane: Pane) {
        self.pane = pane;
        match pane {
            Pane::Endpoints => {
                self.layout.shows_endpoints = true;
                self.endpoints.take_focus();
            }
            Pane::Editor => self.editor.take_focus(),
            Pane::Log => {
                self.layout.shows_log = true;
                self.dock.take_focus();
            }
        }
    }

    fn cycle_panes(&mut self, by: i32) {
        let shown: Vec<Pane> =
            [(Pane::Endpoints, self.layout.shows_endpoints), (Pane::Editor, true), (Pane::Log, self.layout.shows_log)]
                .into_iter()
                .filter_map(|(pane, is_shown)| is_shown.then_some(pane))
                .collect();
        let at = shown.iter().position(|pane| *pane == self.pane).unwrap_or(0) as i32;
        let next = (at + by).rem_euclid(shown.len() as i32) as usize;
        self.focus(shown[next]);
    }

    fn next_theme(&mut self) {
        let mut preferences = self.app.preferences().clone();
        preferences.theme = match preferences.theme {
            ThemeChoice::System => ThemeChoice::Dark,
            ThemeChoice::Dark => ThemeChoice::Light,
            ThemeChoice::Light => ThemeChoice::System,
        };
        self.app.act(Action::SetPreferences(preferences));
    }

    /// Steps of ten percent, 50 to 300 %; 0 goes back to normal.
    fn zoom(&mut self, steps: i32) {
        let mut preferences = self.app.preferences().clone();
        let percent = if steps == 0 { 100 } else { (preferences.zoom * 100.0).round() as i32 + steps * 10 };
        preferences.zoom = percent.clamp(50, 300) as f32 / 100.0;
        self.app.act(Action::SetPreferences(preferences));
    }

    fn is_log_beside(&self, window: Rect) -> bool {
        self.layout.log_beside.unwrap_or(window.width() >= WIDE) && window.width() >= 1_200.0
    }

    fn panes_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let tokens = Tokens::of(ui);
        let surface = Frame::new().fill(tokens.surface);
        let window = ui.ctx().content_rect();
        let is_beside = self.is_log_beside(window);
        // Below, the log has the whole width; beside, the endpoints have the whole height.
        if self.layout.shows_log && !is_beside {
            let most = (window.height() - 320.0).max(160.0);
            let usual = (window.height() * 0.34).clamp(180.0, 420.0);
            let panel = Panel::bottom("log below").resizable(true).default_size(usual).size_range(140.0..=most);
            self.rects[2] = panel.frame(surface).show(ui, |ui| self.dock.show(ui, &self.app, actions)).response.rect;
        }
        if self.layout.shows_endpoints {
            let panel = Panel::left("endpoints").resizable(true).default_size(256.0).size_range(180.0..=460.0).frame(surface);
            self.rects[0] = panel.show(ui, |ui| self.endpoints.show(ui, &self.app, actions)).response.rect;
        }
        if self.layout.shows_log && is_beside {
            let most = window.width() * 0.55;
            // Room enough for the paths, which are what one looks for.
            let usual = (window.width() * 0.4).clamp(520.0, 880.0);
            let panel = Panel::right("log beside").resizable(true).default_size(usual).size_range(420.0..=most);
            self.rects[2] = panel.frame(surface).show(ui, |ui| self.dock.show(ui, &self.app, actions)).response.rect;
        }
        let canvas = Frame::new().fill(tokens.bg);
        self.rects[1] =
            CentralPanel::default().frame(canvas).show(ui, |ui| self.editor.show(ui, &self.app, actions)).response.rect;
    }
}

/// Says why the server does not run, with the way out.
fn failure_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let ServerStatus::Failed { message, suggested_port } = app.server_status() else { return };
    let other = suggested_port.map(|port| format!("Use {port}"));
    let labels: Vec<&str> = other.as_deref().into_iter().chain(["Try again"]).collect();
    let frame = Frame::new().fill(Tokens::of(ui).surface).inner_margin(Margin::symmetric(12, 6));
    Panel::top("failure").frame(frame).show(ui, |ui| match Banner::new(Tone::Error, &message).actions(&labels).show(ui) {
        Some(BannerAction::Pressed(0)) if suggested_port.is_some() => actions.extend(suggested_port.map(Action::UsePort)),
        Some(BannerAction::Pressed(_)) => actions.push(Action::Run(crate::app::Command::ToggleServer)),
        Some(BannerAction::Closed) | None => {}
    });
}

impl eframe::App for Workbench {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.is_woken.store(false, Ordering::Release);
        if let Some(after) = self.app.tick() {
            ctx.request_repaint_after(after);
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.app.act(Action::CloseWindow);
        }
        for request in self.app.take_requests() {
            self.carry_out(ctx, request);
        }
        self.apply_preferences(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let mut actions = Vec::new();
        self.follow_focus(&ctx);
        self.shortcuts(&ctx, &mut actions);
        let tokens = Tokens::of(ui);
        let bar = Frame::new().fill(tokens.surface).inner_margin(Margin::symmetric(8, 0));
        Panel::top("top bar").exact_size(TOP_BAR_HEIGHT).frame(bar).show(ui, |ui| top_bar::show(ui, &self.app, &mut actions));
        failure_ui(ui, &self.app, &mut actions);
        opening::show(ui, &self.app, &mut actions);
        let bar = Frame::new().fill(tokens.surface).inner_margin(Margin::symmetric(12, 0));
        Panel::bottom("status bar")
            .exact_size(STATUS_BAR_HEIGHT)
            .frame(bar)
            .show(ui, |ui| status_bar::show(ui, &self.app, &mut actions));
        self.panes_ui(ui, &mut actions);
        self.compare.show(&ctx, &self.app);
        self.palette.show(&ctx, &self.app, &mut actions);
        settings::show(&ctx, &self.app, &mut self.shows_settings, &mut actions);
        shortcut_sheet::show(&ctx, &mut self.shows_shortcuts);
        self.field_names.show(&ctx);
        problem_list::show(&ctx, &self.app, &mut self.shows_problems, &mut actions);
        self.dialogs.show(&ctx, &mut actions);
        question::show(&ctx, &self.app, &mut actions);
        toast::show(&ctx, &self.app, &mut actions);
        if !self.is_modal() {
            opening::drop_zone(&ctx, &mut actions);
        }
        let is_acting = !actions.is_empty();
        for action in actions {
            self.app.act(action);
        }
        for request in self.app.take_requests() {
            self.carry_out(&ctx, request);
        }
        self.remember_layout();
        if is_acting {
            // What was just painted is out of date.
            ctx.request_repaint();
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
