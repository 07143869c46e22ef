//! The window, driven as a person drives it: by what it says. The real app runs behind it, with its real server on a free port.

mod support;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use egui::Theme;
use egui_kittest::Harness;
use mockwright::{
    app::AppOptions,
    storage::Storage,
    ui::{Workbench, WorkbenchOptions},
};

/// A window over folders of its own.
struct Window {
    harness: Harness<'static, Workbench>,
    _runtime: tokio::runtime::Runtime,
    folder: tempfile::TempDir,
}

impl Window {
    fn open(size: impl Into<egui::Vec2>, theme: Theme, file: Option<PathBuf>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (handle, storage) = (runtime.handle().clone(), Storage::below(folder.path()));
        let harness = support::harness(size, theme).build_eframe(move |creation| {
            let options = WorkbenchOptions { app: AppOptions { file, port: Some(0) }, plain_dialogs: true };
            Workbench::new(&creation.egui_ctx, handle, storage, options).unwrap()
        });
        let mut window = Self { harness, _runtime: runtime, folder };
        window.until("the server runs", |workbench| workbench.app().is_serving());
        window
    }

    /// Lets frames pass until `done`; what happens in the background must get there soon.
    fn until(&mut self, what: &str, done: impl Fn(&Workbench) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        while !done(self.harness.state()) {
            assert!(Instant::now() < end, "waited too long until {what}");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.harness.run();
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.harness.state().app().base_url())
    }
}

#[test]
fn shell() {
    for theme in [Theme::Dark, Theme::Light] {
        let mut window = Window::open(support::DEFAULT_SIZE, theme, None);
        window.harness.run();
        window.harness.render().unwrap().save(format!("/tmp/shell_{theme:?}.png")).unwrap();
    }
}
