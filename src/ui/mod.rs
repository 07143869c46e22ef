//! The window: paints the workbench's state and returns actions. The only room that knows egui.
//!
//! `workbench` is the window itself; `endpoints`, `editor` and `dock` (with `log`, `expectations` and `scenarios` in it) are its
//! panes, and the files beside them its bars and popups. `theme` holds the design tokens, the fonts and egui's style; `icon` the
//! drawn icon set; `widget` the controls every panel is built from; `code` the code editor and the read-only body viewer.

pub mod code;
pub mod compare;
mod contract_checks;
mod contract_test;
mod delay;
pub mod dialog;
pub mod dock;
mod drift;
pub mod editor;
pub mod endpoints;
pub mod expectations;
mod fault_words;
pub mod field_names;
mod groups;
pub mod icon;
mod list_field;
pub mod log;
mod opening;
pub mod palette;
pub mod problem_list;
pub mod question;
pub mod run;
pub mod scenarios;
pub mod settings;
pub mod shortcut;
pub mod shortcut_sheet;
mod spy;
pub mod status_bar;
pub mod theme;
pub mod toast;
pub mod top_bar;
pub mod widget;
pub mod workbench;

pub use run::{APP_ID, WindowError, has_display, run};
pub use workbench::{Workbench, WorkbenchOptions};
