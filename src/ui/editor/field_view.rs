//! What the fields of a generated body are taken to be, row by row, with their values in the answer of the preview.

use egui::{Rect, ScrollArea, Ui, pos2, vec2};

use crate::{
    app::FieldRow,
    ui::{
        theme::{GAP_LARGE, ROW_HEIGHT, Tokens, type_mono, type_secondary},
        widget::{ListRow, cell},
    },
};

/// From this width on the descriptions have a column of their own.
const WIDE: f32 = 640.0;

/// Shows the fields in all the room there is.
pub(super) fn show(ui: &mut Ui, fields: &[FieldRow]) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("fields").auto_shrink(false).show_rows(ui, ROW_HEIGHT, fields.len(), |ui, shown| {
        for field in fields.get(shown).unwrap_or_default() {
            row(ui, field);
        }
    });
}

fn row(ui: &mut Ui, field: &FieldRow) {
    let sample = field.sample.as_deref().unwrap_or("left out of this answer");
    let name = format!("{}, {}, {}, such as {sample}", field.path, field.kind, field.description);
    let row = ui.push_id(&field.path, |ui| ListRow::new(&name).height(ROW_HEIGHT).show(ui)).inner;
    if !row.visible {
        return;
    }
    let tokens = Tokens::of(ui);
    let inner = row.rect.shrink2(vec2(GAP_LARGE, 0.0));
    let is_wide = inner.width() >= WIDE;
    let shares: &[f32] = if is_wide { &[0.24, 0.16, 0.32, 0.28] } else { &[0.34, 0.26, 0.0, 0.4] };
    let mut left = inner.left();
    let mut places = shares.iter().map(|share| {
        let width = inner.width() * share;
        let place = Rect::from_min_max(pos2(left, inner.top()), pos2((left + width - 12.0).max(left), inner.bottom()));
        left += width;
        place
    });
    let mut next = || places.next().unwrap_or(Rect::NOTHING);
    cell(ui, next(), &field.path, type_mono(), tokens.text);
    cell(ui, next(), &field.kind, type_secondary(), tokens.accent);
    let description = next();
    if is_wide {
        cell(ui, description, &field.description, type_secondary(), tokens.muted);
    }
    let color = if field.sample.is_some() { tokens.text } else { tokens.muted };
    cell(ui, next(), sample, type_mono(), color);
    row.response.on_hover_text(format!("{}\n{}\n{sample}", field.path, field.description));
}
