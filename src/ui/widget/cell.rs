//! One line of text in a place of its own, cut off with an ellipsis: what the rows of tables are painted from.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Rect, Ui, pos2};

/// Paints a text at the left of a place, in the middle of its height. Says whether it had to be cut off.
pub fn cell(ui: &Ui, place: Rect, text: &str, font: FontId, color: Color32) -> bool {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(place.width().max(0.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let is_cut = galley.elided;
    ui.painter().galley(pos2(place.left(), place.center().y - galley.size().y / 2.0), galley, color);
    is_cut
}
