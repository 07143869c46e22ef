//! Code in the window: the editor for bodies and the read-only viewer for what went over the wire.
//!
//! [`CodeEditor`] edits a text of a `model::Language` with line numbers, colours, templates and marked problems;
//! [`CodeViewer`] shows the bytes of a body as formatted text, as they are, or in hexadecimal. Both colour up to
//! [`HIGHLIGHT_LIMIT_BYTES`] and lay out only what is on screen where a text is larger. [`check`] finds the first
//! mistake in a JSON text, [`format()`] lays JSON and XML out in the one canonical way.

mod completion;
mod completion_popup;
mod editor;
mod format;
mod gutter;
mod hex;
mod highlight;
mod json;
mod keys;
mod layout;
mod lines;
mod place;
mod selection;
mod template;
mod viewer;
mod xml;

pub use editor::{CodeEditor, CodeMark, CodeOutput};
pub use format::{FormatError, can_format, format};
pub use json::{JsonMistake, check};
pub use layout::code_job;
pub use template::{template_line, template_spans};
pub use viewer::{CodeViewer, ViewMode};

/// Texts up to this size are coloured.
pub const HIGHLIGHT_LIMIT_BYTES: usize = 256 * 1024;

/// Texts up to this size are edited at once; larger ones are shown first, and edited when asked to.
pub const EDIT_LIMIT_BYTES: usize = 256 * 1024;

/// Bodies above this size say so before they are shown.
pub const LARGE_BODY_BYTES: usize = 2_000_000;
