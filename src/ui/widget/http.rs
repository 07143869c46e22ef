//! Methods and status codes, coloured the same everywhere.

use egui::{Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::button::centered_text;
use crate::ui::theme::{CONTROL_HEIGHT, Tokens, type_mono_small};

/// How wide a method is in a list, whatever the method.
pub const METHOD_WIDTH: f32 = 54.0;

/// A method's name where there is little room.
pub fn method_short(method: &str) -> &str {
    match method {
        "DELETE" => "DEL",
        "OPTIONS" => "OPT",
        _ => method,
    }
}

/// A method in its colour and a fixed width, so that the paths beside it line up.
pub fn method_badge(ui: &mut Ui, method: &str) -> Response {
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(METHOD_WIDTH, CONTROL_HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, method));
    if ui.is_rect_visible(rect) {
        let color = tokens.method(method);
        let mut job = egui::text::LayoutJob::simple_singleline(method_short(method).to_owned(), type_mono_small(), color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(METHOD_WIDTH - 4.0);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        ui.painter().galley(centered_text(rect, rect.left(), &galley), galley, color);
    }
    response
}

/// A status code in its colour, to be added as a label.
pub fn status_text(ui: &Ui, status: u16) -> RichText {
    RichText::new(status.to_string()).monospace().color(Tokens::of(ui).status(status))
}
