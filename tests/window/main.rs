//! The window, driven as a person drives it: by what it says. The real app runs behind it, with its real server on a free port.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

#[path = "../support/mod.rs"]
mod support;

mod bars;
mod behaviours;
mod contract;
mod contract_test;
mod drift;
mod dynamic;
mod editing;
mod endpoint_list;
mod expectations;
mod flood;
mod many_endpoints;
mod pictures;
mod story;
mod templates;

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::{
    Harness,
    kittest::{By, Queryable as _},
};
use mockwright::{
    app::{App, AppOptions},
    storage::{Preferences, Storage, ThemeChoice},
    ui::{Workbench, WorkbenchOptions},
};

/// A window over folders of its own.
struct Window {
    harness: Harness<'static, Workbench>,
    _runtime: tokio::runtime::Runtime,
    home: tempfile::TempDir,
}

impl Window {
    /// Opens a window of the usual size in dark.
    fn open(file: Option<PathBuf>) -> Self {
        Self::open_with(support::DEFAULT_SIZE, Theme::Dark, AppOptions { file, port: Some(0), ..AppOptions::default() })
    }

    fn open_with(size: impl Into<egui::Vec2>, theme: Theme, options: AppOptions) -> Self {
        let home = tempfile::tempdir().unwrap();
        let choice = if theme == Theme::Dark { ThemeChoice::Dark } else { ThemeChoice::Light };
        Storage::below(home.path()).save_preferences(&Preferences { theme: choice, ..Preferences::default() }).unwrap();
        Self::open_over(home, size, theme, options)
    }

    /// Opens a window over the folders of an earlier one.
    fn open_again(home: tempfile::TempDir, file: PathBuf) -> Self {
        let options = AppOptions { file: Some(file), port: Some(0), ..AppOptions::default() };
        Self::open_over(home, support::DEFAULT_SIZE, Theme::Dark, options)
    }

    fn open_over(home: tempfile::TempDir, size: impl Into<egui::Vec2>, theme: Theme, options: AppOptions) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (handle, storage) = (runtime.handle().clone(), Storage::below(home.path()));
        let harness = support::harness(size, theme).build_eframe(move |creation| {
            let options = WorkbenchOptions { app: options, plain_dialogs: true };
            Workbench::new(&creation.egui_ctx, handle, storage, options).unwrap()
        });
        let mut window = Self { harness, _runtime: runtime, home };
        window.until("the server runs", App::is_serving);
        window
    }

    /// Ends the window as a crash does: nothing is asked, nothing is saved. Leaves its folders.
    fn crash(self) -> tempfile::TempDir {
        self.home
    }

    fn app(&self) -> &App {
        self.harness.state().app()
    }

    /// Lets frames pass until `done`; what happens in the background must get there soon.
    fn until(&mut self, what: &str, done: impl Fn(&App) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        while !done(self.app()) {
            assert!(Instant::now() < end, "waited too long until {what}");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.settle();
    }

    /// Lets frames pass until nobody asks for another; panics if that never happens.
    fn settle(&mut self) {
        self.harness.run();
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.settle();
    }

    /// Clicks a row of the endpoint list, whatever it says of where the endpoint comes from.
    fn click_row(&mut self, words: &str) {
        self.harness.get_by_label_contains(words).click();
        self.settle();
    }

    /// Clicks a tab of the editor, whatever its count says.
    fn tab(&mut self, name: &str) {
        self.harness.get(By::new().role(Role::Tab).label_contains(name)).click();
        self.settle();
    }

    /// Chooses in a drop-down list.
    fn choose(&mut self, label: &str, option: &str) {
        self.harness.get_by_role_and_label(Role::ComboBox, label).click();
        self.settle();
        self.harness.get_by_role_and_label(Role::MenuItemRadio, option).click();
        self.settle();
    }

    /// Puts text in place of what a field holds.
    fn fill(&mut self, label: &str, text: &str) {
        let is_field = |role: Role| matches!(role, Role::TextInput | Role::MultilineTextInput);
        self.harness.get(By::new().label(label).predicate(move |node| is_field(node.role()))).focus();
        self.settle();
        self.key(Modifiers::COMMAND, Key::A);
        self.type_text(text);
    }

    fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    fn says(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }

    #[track_caller]
    fn assert_says(&self, text: &str) {
        assert!(self.says(text), "nothing on the screen says {text:?}");
    }

    /// What a client gets: the status line's code and the body.
    fn call(&self, method: &str, target: &str, headers: &[&str], body: &str) -> (u16, String) {
        let address = self.app().server_status().address().expect("a running server");
        request(address, method, target, headers, body)
    }
}

/// Sends one request over a socket of its own and reads the whole answer.
fn request(address: std::net::SocketAddr, method: &str, target: &str, headers: &[&str], body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    write!(
        stream,
        "{method} {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("no answer: {answer}"));
    (status, answer.split_once("\r\n\r\n").map_or(String::new(), |(_, body)| body.to_owned()))
}

/// The sample project in the repository.
fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/shop.mockwright.json")
}

/// The same without its contract, in that folder.
fn sample_without_contract(folder: &Path) -> PathBuf {
    let mut project: serde_json::Value = serde_json::from_slice(&std::fs::read(sample()).unwrap()).unwrap();
    project.as_object_mut().unwrap().remove("contract");
    for endpoint in project["endpoints"].as_array_mut().unwrap() {
        endpoint.as_object_mut().unwrap().remove("contract");
    }
    let file = folder.join("shop.mockwright.json");
    std::fs::write(&file, project.to_string()).unwrap();
    file
}
