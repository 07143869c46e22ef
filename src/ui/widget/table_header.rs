//! The header of a table: titles over columns that can be dragged wider and hidden from a menu.
//!
//! The rows are painted by the table itself, at the places the header gives back.

use egui::{CursorIcon, Id, Rangef, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::button::centered_text;
use super::{Edited, MenuRow, card, hairline_at};
use crate::ui::theme::{CONTROL_HEIGHT, GAP, HAIRLINE, Tokens, type_secondary};

/// What never changes about a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnSpec {
    /// What is over it, and its name in the menu.
    pub title: &'static str,
    /// How wide it is until it is dragged; ignored by the column that fills.
    pub width: f32,
    /// Whether its text ends at the right edge.
    pub right: bool,
    /// Whether it takes what the others leave; one column does, and it cannot be hidden.
    pub fills: bool,
}

/// What the user chose about the columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnChoice {
    /// The width of each column, where it was dragged.
    pub widths: Vec<Option<f32>>,
    /// Which columns are hidden, by index.
    pub hidden: Vec<usize>,
}

/// The narrowest a column gets.
const NARROWEST: f32 = 40.0;

/// Where each column is; `None` for a hidden one.
pub type ColumnPlaces = Vec<Option<Rangef>>;

impl ColumnChoice {
    /// The width of a column.
    fn width(&self, index: usize, spec: &ColumnSpec) -> f32 {
        self.widths.get(index).copied().flatten().unwrap_or(spec.width)
    }

    fn set_width(&mut self, index: usize, width: Option<f32>) {
        if self.widths.len() <= index {
            self.widths.resize(index + 1, None);
        }
        if let Some(place) = self.widths.get_mut(index) {
            *place = width.map(|width| width.max(NARROWEST));
        }
    }

    /// Where each column is within a range.
    pub fn places(&self, specs: &[ColumnSpec], within: Rangef) -> ColumnPlaces {
        let shown = |index: usize, spec: &ColumnSpec| spec.fills || !self.hidden.contains(&index);
        let taken: f32 = specs
            .iter()
            .enumerate()
            .filter(|(index, spec)| shown(*index, spec) && !spec.fills)
            .map(|(index, spec)| self.width(index, spec))
            .sum();
        let rest = (within.span() - taken).max(NARROWEST * 2.0);
        let mut left = within.min;
        specs
            .iter()
            .enumerate()
            .map(|(index, spec)| {
                shown(index, spec).then(|| {
                    let width = if spec.fills { rest } else { self.width(index, spec) };
                    let place = Rangef::new(left, left + width);
                    left += width;
                    place
                })
            })
            .collect()
    }
}

/// Shows the header; gives back where the columns are, and the new choice if the user changed it.
pub fn table_header(ui: &mut Ui, id: Id, specs: &[ColumnSpec], choice: &ColumnChoice) -> (ColumnPlaces, Edited<ColumnChoice>) {
    let tokens = Tokens::of(ui);
    let (rect, mut response) = ui.allocate_exact_size(vec2(ui.available_width(), CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Row, ui.is_enabled(), "Columns"));
    let places = choice.places(specs, rect.x_range());
    let mut changed = None;
    for (index, (spec, place)) in specs.iter().zip(&places).enumerate() {
        let Some(place) = place else { continue };
        let cell = Rect::from_x_y_ranges(*place, rect.y_range());
        let text = ui.painter().layout_no_wrap(spec.title.to_owned(), type_secondary(), tokens.muted);
        let left = if spec.right { cell.right() - GAP - text.size().x } else { cell.left() + GAP };
        ui.painter().with_clip_rect(cell.intersect(ui.clip_rect())).galley(centered_text(cell, left, &text), text, tokens.muted);
        if let Some(width) = drag_edge(ui, id.with(index), specs, index, cell) {
            changed.get_or_insert_with(|| choice.clone()).set_width(index, width);
        }
    }
    hairline_at(ui.painter(), rect.x_range(), rect.bottom() - HAIRLINE / 2.0);

    egui::Popup::context_menu(&response).frame(card(ui).inner_margin(4)).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, spec) in specs.iter().enumerate().filter(|(_, spec)| !spec.fills) {
            let hidden = choice.hidden.contains(&index);
            if MenuRow::new(spec.title).checked(!hidden).show(ui).clicked() {
                let new = changed.get_or_insert_with(|| choice.clone());
                new.hidden.retain(|one| *one != index);
                if !hidden {
                    new.hidden.push(index);
                }
            }
        }
    });
    if changed.is_some() {
        response.mark_changed();
    }
    (places, Edited { changed, response })
}

/// The edge of a column that can be dragged: its new width, or `Some(None)` to go back to the usual one.
fn drag_edge(ui: &Ui, id: Id, specs: &[ColumnSpec], index: usize, cell: Rect) -> Option<Option<f32>> {
    let filling = specs.iter().position(|spec| spec.fills).unwrap_or(specs.len());
    if index == filling {
        return None;
    }
    // Columns left of the one that fills grow to the right, the others to the left: the rest stays where it is.
    let (x, direction) = if index < filling { (cell.right(), 1.0) } else { (cell.left(), -1.0) };
    let area = Rect::from_center_size(pos2(x, cell.center().y), vec2(8.0, cell.height()));
    let edge = ui.interact(area, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::ResizeColumn);
    let title = specs.get(index).map_or("", |spec| spec.title);
    edge.widget_info(|| WidgetInfo::labeled(Role::Splitter, ui.is_enabled(), format!("Width of {title}")));
    if edge.hovered() || edge.dragged() {
        let stroke = Stroke::new(HAIRLINE, Tokens::of(ui).outline);
        ui.painter().vline(x, cell.y_range().shrink(6.0), stroke);
    }
    if edge.double_clicked() {
        return Some(None);
    }
    edge.dragged().then(|| Some(cell.width() + direction * edge.drag_delta().x)).filter(|_| edge.drag_delta().x != 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPECS: [ColumnSpec; 3] = [
        ColumnSpec { title: "Time", width: 100.0, right: false, fills: false },
        ColumnSpec { title: "Path", width: 0.0, right: false, fills: true },
        ColumnSpec { title: "Size", width: 80.0, right: true, fills: false },
    ];

    fn places(choice: &ColumnChoice, width: f32) -> Vec<Option<(f32, f32)>> {
        let places = choice.places(&SPECS, Rangef::new(10.0, 10.0 + width));
        places.into_iter().map(|place| place.map(|place| (place.min, place.max))).collect()
    }

    #[test]
    fn one_column_takes_what_the_others_leave() {
        let mut choice = ColumnChoice::default();
        assert_eq!(places(&choice, 500.0), [Some((10.0, 110.0)), Some((110.0, 430.0)), Some((430.0, 510.0))]);
        choice.set_width(2, Some(120.0));
        choice.hidden.push(0);
        assert_eq!(places(&choice, 500.0), [None, Some((10.0, 390.0)), Some((390.0, 510.0))]);
    }

    #[test]
    fn columns_stay_wide_enough_to_grab() {
        let mut choice = ColumnChoice::default();
        choice.set_width(0, Some(3.0));
        assert_eq!(places(&choice, 100.0)[0], Some((10.0, 50.0)));
        assert_eq!(places(&choice, 100.0)[1], Some((50.0, 130.0)));
        choice.hidden.push(1);
        assert!(places(&choice, 500.0)[1].is_some(), "the column that fills cannot be hidden");
    }
}
