//! A code editor in a box as high as its text, for short texts among other fields.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use crate::ui::{
    code::{CodeEditor, CodeOutput},
    theme::{CODE_LINE_HEIGHT, HAIRLINE, RADIUS, Tokens},
};

/// Shows an editor of `text` in a box of a width, outlined as wrong where it is.
pub(super) fn code_box(ui: &mut Ui, text: &str, width: f32, is_wrong: bool, editor: CodeEditor<'_>) -> CodeOutput {
    let lines = text.split('\n').count().clamp(3, 12) as f32;
    let tokens = Tokens::of(ui);
    let line = if is_wrong { tokens.error } else { tokens.outline };
    let frame =
        Frame::new().fill(tokens.surface).stroke(Stroke::new(HAIRLINE, line)).corner_radius(RADIUS).inner_margin(Margin::same(1));
    let shown = frame.show(ui, |ui| {
        // The frame's own line and margin are two points on each side.
        let room = vec2(width - 4.0, lines * CODE_LINE_HEIGHT + 16.0);
        ui.allocate_ui(room, |ui| editor.fill(tokens.surface).show(ui)).inner
    });
    shown.inner
}
