//! Opens the real window: its name, icon and size, and the renderers it tries, wgpu first and plain OpenGL after it.

use std::{path::PathBuf, sync::Arc};

use eframe::{NativeOptions, Renderer};
use egui::{IconData, ViewportBuilder};
use tokio::runtime::Handle;

use super::workbench::{Workbench, WorkbenchOptions};
use crate::{app::AppOptions, storage::Storage};

/// What desktops know the window by; the `.desktop` file has the same name.
pub const APP_ID: &str = "mockwright";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// There is no display to open it on.
    #[error("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)")]
    NoDisplay,
    /// No renderer works here.
    #[error("no renderer works here: {wgpu}; {glow}")]
    NoRenderer {
        /// What wgpu said.
        wgpu: String,
        /// What OpenGL said.
        glow: String,
    },
}

/// Whether this machine has a display to open a window on.
pub fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// Where there is no display, or no renderer that works.
pub fn run(runtime: &Handle, storage: &Storage, file: Option<PathBuf>) -> Result<(), WindowError> {
    if !has_display() {
        return Err(WindowError::NoDisplay);
    }
    let Err(wgpu) = open(Renderer::Wgpu, runtime, storage, file.clone()) else { return Ok(()) };
    let glow = match open(Renderer::Glow, runtime, storage, file) {
        Ok(()) => return Ok(()),
        Err(glow) => glow,
    };
    Err(WindowError::NoRenderer { wgpu: wgpu.to_string(), glow: glow.to_string() })
}

fn open(renderer: Renderer, runtime: &Handle, storage: &Storage, file: Option<PathBuf>) -> eframe::Result {
    let viewport = ViewportBuilder::default()
        .with_title("Mockwright")
        .with_app_id(APP_ID)
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([960.0, 600.0])
        .with_icon(icon());
    let options = NativeOptions { viewport, renderer, dithering: false, ..NativeOptions::default() };
    let (runtime, storage) = (runtime.clone(), storage.clone());
    let create = move |creation: &eframe::CreationContext<'_>| {
        let options = WorkbenchOptions { app: AppOptions { file, ..AppOptions::default() }, plain_dialogs: false };
        let workbench = Workbench::new(&creation.egui_ctx, runtime, storage, options)?;
        Ok(Box::new(workbench) as Box<dyn eframe::App>)
    };
    eframe::run_native(APP_ID, options, Box::new(create))
}

/// The window's icon. A broken picture gives no icon: it is not worth failing for.
fn icon() -> Arc<IconData> {
    Arc::new(eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default())
}
