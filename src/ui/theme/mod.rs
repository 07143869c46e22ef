//! How the window looks: colours, sizes and type, each named once.
//!
//! `tokens` names every colour, `metrics` every distance, `fonts` the bundled type and its sizes, and `style`
//! hands all of it to egui. Panels ask `Tokens::of(ui)` for colours and `theme::type_*` for type; no colour
//! value is written anywhere else.

mod fonts;
mod metrics;
mod style;
mod tokens;

pub use fonts::{
    EMPTY_TITLE, STRONG, type_body, type_empty_title, type_mono, type_mono_small, type_secondary, type_strong, type_title,
};
pub use metrics::*;
pub use style::{install, reduced_motion};
pub use tokens::{CodeTokens, Tokens, Tone};
