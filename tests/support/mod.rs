//! What the window tests share: one harness, one painter, one tolerance.
//!
//! Pictures are painted on the CPU, so they are the same on every machine and need no display, driver or GPU.

#![allow(dead_code, unreachable_pub, missing_docs)]

mod raster;

use egui::Theme;
use egui_kittest::{HarnessBuilder, SnapshotOptions};

pub use raster::CpuRenderer;

/// The size the window opens with.
pub const DEFAULT_SIZE: egui::Vec2 = egui::vec2(1280.0, 800.0);

/// Where the pictures live, and how much they may differ: the painter is deterministic, so next to nothing. The edges of glyphs
/// blend with their neighbours in the font's texture, which they enter in the order in which they are first needed.
pub fn snapshot_options() -> SnapshotOptions {
    SnapshotOptions::new().output_path("screenshots").threshold(0.1).max_failed_pixels(12)
}

/// A window of a size in a theme, with our fonts and styles, painted on the CPU. Finish it with `build_ui`,
/// `build_ui_state` or `build_eframe`.
pub fn harness<State>(size: impl Into<egui::Vec2>, theme: Theme) -> HarnessBuilder<State> {
    HarnessBuilder::default()
        .with_size(size)
        .with_pixels_per_point(1.0)
        .with_theme(theme)
        .with_os(egui::os::OperatingSystem::Nix)
        .with_max_steps(16)
        .with_render_cursor(false)
        .with_options(snapshot_options())
        .with_context_setup(mockwright::ui::theme::install)
        .renderer(CpuRenderer::default())
}

/// The name of a picture in a theme, like `main_window_dark`.
pub fn in_theme(name: &str, theme: Theme) -> String {
    match theme {
        Theme::Dark => format!("{name}_dark"),
        Theme::Light => format!("{name}_light"),
    }
}
