//! The window: paints the workbench's state and returns commands. The only room that knows egui.
//!
//! `theme` holds the design tokens, the fonts and egui's style; `icon` the drawn icon set; `widget` the
//! controls every panel is built from; `code` the code editor and the read-only body viewer; `log` the live log,
//! `compare` two of its exchanges side by side.

pub mod code;
pub mod compare;
pub mod icon;
pub mod log;
pub mod shortcut;
pub mod theme;
pub mod widget;
