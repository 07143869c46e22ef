//! Paints one row of the endpoint list and says in words what it shows.

use egui::{Align2, Color32, Id, Rect, Response, Role, Stroke, Ui, pos2, vec2};

use crate::{
    app::Origin,
    model::{Endpoint, Folder},
    ui::{
        icon::Icon,
        theme::{GAP_PANE, ICON_SIZE, Tokens, type_mono, type_mono_small, type_secondary, type_strong},
        widget::{ListRow, ListRowOutput, METHOD_WIDTH, elide_middle, method_short},
    },
};

/// How far a folder's contents stand to the right of it.
const INDENT: f32 = 14.0;
/// Where a folder's name begins, counted from its own left edge.
pub(super) const FOLDER_TEXT: f32 = 15.0;
/// The room to the right of the last thing in a row.
const RIGHT: f32 = 12.0;
/// Where the sign of the contract stands in a row of no folder: clear of the bar of the selected row.
const MARK_LEFT: f32 = 6.5;

/// Where and how a row is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// How many folders it lies in.
    pub(super) depth: u16,
    /// It is in the editor.
    pub(super) is_selected: bool,
    /// It is the cursor of the list that has the keyboard.
    pub(super) has_keyboard: bool,
    /// It is being dragged.
    pub(super) is_dragged: bool,
    /// Whether it comes from the contract.
    pub(super) origin: Origin,
}

/// Where a row of that depth begins, counted from the list's left edge.
pub(super) fn left(depth: u16) -> f32 {
    // Past some depth there is no room left to show it.
    GAP_PANE + INDENT * f32::from(depth.min(12))
}

/// An endpoint: method, path, how often it was called, and whether something is wrong with it.
pub(super) fn endpoint(ui: &mut Ui, endpoint: &Endpoint, calls: u64, complaint: Option<&str>, state: State) -> Response {
    let name = endpoint_words(endpoint, calls, complaint.is_some(), state.origin);
    let output = base(ui, &name, ("endpoint row", endpoint.id.as_str()), state);
    ui.ctx().accesskit_node_builder(output.response.id, |node| node.set_level(usize::from(state.depth) + 1));
    if !output.visible {
        return output.response;
    }
    let tokens = Tokens::of(ui);
    let rect = output.rect;
    let fade = |color: Color32| if state.is_dragged { color.gamma_multiply(0.4) } else { color };
    let is_on = endpoint.enabled;
    let left = rect.left() + left(state.depth);
    let (y, painter) = (rect.center().y, ui.painter());

    let count = if is_on { calls.to_string() } else { "off".to_owned() };
    let font = if is_on { type_mono_small() } else { type_secondary() };
    let counted = painter.text(pos2(rect.right() - RIGHT, y), Align2::RIGHT_CENTER, count, font, fade(tokens.muted));
    let mut right = counted.left() - 6.0;
    let mut response = output.response;
    if let Some(complaint) = complaint {
        let center = pos2(right - ICON_SIZE / 2.0, y);
        Icon::Warning.paint_sized(painter, center, 14.0, fade(tokens.warning));
        right -= ICON_SIZE + 4.0;
        let sign = Rect::from_center_size(center, vec2(ICON_SIZE, ICON_SIZE));
        if ui.rect_contains_pointer(sign) {
            response = response.on_hover_text(complaint);
        }
    }
    // A ring for what the contract gave, a dot for what was changed since.
    let mark = pos2((left - 8.0).max(rect.left() + MARK_LEFT), y);
    match state.origin {
        Origin::Own => {}
        Origin::Derived => {
            painter.circle_stroke(mark, 2.5, Stroke::new(1.0, fade(tokens.muted)));
        }
        Origin::ChangedByHand => {
            painter.circle_filled(mark, 3.0, fade(tokens.accent));
        }
    }
    let method_color = if is_on { tokens.method(&endpoint.method) } else { tokens.muted };
    let method = method_short(&endpoint.method);
    let clipped = painter.with_clip_rect(
        Rect::from_min_max(rect.min, pos2(left + METHOD_WIDTH - 4.0, rect.bottom())).intersect(painter.clip_rect()),
    );
    clipped.text(pos2(left, y), Align2::LEFT_CENTER, method, type_mono_small(), fade(method_color));
    let path_left = left + METHOD_WIDTH;
    let character = ui.fonts_mut(|fonts| fonts.glyph_width(&type_mono(), '0'));
    let room = ((right - path_left) / character).floor().max(0.0) as usize;
    let path = elide_middle(&endpoint.path, room);
    let color = if is_on { tokens.text } else { tokens.muted };
    ui.painter().text(pos2(path_left, y), Align2::LEFT_CENTER, &path, type_mono(), fade(color));
    if path != endpoint.path && complaint.is_none() {
        response = response.on_hover_text(&endpoint.path);
    }
    response
}

/// A folder: whether it is open, its name, and while closed how many endpoints lie in it.
pub(super) fn folder(ui: &mut Ui, folder: &Folder, is_open: bool, endpoints: usize, state: State) -> Response {
    let many = if endpoints == 1 { "" } else { "s" };
    let name = format!("Folder {}, {endpoints} endpoint{many}", folder.name);
    let output = base(ui, &name, ("folder row", folder.id.as_str()), state);
    ui.ctx().accesskit_node_builder(output.response.id, |node| {
        node.set_level(usize::from(state.depth) + 1);
        node.set_expanded(is_open);
    });
    if !output.visible {
        return output.response;
    }
    let tokens = Tokens::of(ui);
    let rect = output.rect;
    let (left, y) = (rect.left() + left(state.depth), rect.center().y);
    let icon = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    icon.paint_sized(ui.painter(), pos2(left + 4.0, y), 12.0, tokens.muted);
    let mut right = rect.right() - RIGHT;
    if !is_open {
        let at = pos2(right, y);
        right = ui.painter().text(at, Align2::RIGHT_CENTER, endpoints.to_string(), type_mono_small(), tokens.muted).left() - 6.0;
    }
    let color = if state.is_dragged { tokens.text.gamma_multiply(0.4) } else { tokens.text };
    let mut job = egui::text::LayoutJob::simple_singleline(folder.name.clone(), type_strong(), color);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - left - FOLDER_TEXT).max(0.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(pos2(left + FOLDER_TEXT, y - galley.size().y / 2.0), galley, color);
    output.response
}

fn base(ui: &mut Ui, name: &str, id: (&'static str, &str), state: State) -> ListRowOutput {
    let row = ListRow::new(name).id(Id::unique(id)).role(Role::TreeItem).selected(state.is_selected).draggable().unfocusable();
    let output = row.show(ui);
    if state.has_keyboard {
        // The list has the keyboard, so egui knows nothing of the row that is its cursor.
        let stroke = egui::Stroke::new(crate::ui::theme::FOCUS_RING, Tokens::of(ui).accent);
        ui.painter().rect_stroke(output.rect, 0, stroke, egui::StrokeKind::Inside);
    }
    output
}

/// The row in words: `GET /users/{id}, 12 calls`.
fn endpoint_words(endpoint: &Endpoint, calls: u64, has_problems: bool, origin: Origin) -> String {
    let origin = match origin {
        Origin::Own => "",
        Origin::Derived => ", from the contract",
        Origin::ChangedByHand => ", from the contract, changed by hand",
    };
    let many = if calls == 1 { "" } else { "s" };
    let off = if endpoint.enabled { "" } else { ", off" };
    let problems = if has_problems { ", has problems" } else { "" };
    format!("{} {}, {calls} call{many}{off}{problems}{origin}", endpoint.method, endpoint.path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EndpointId;

    #[test]
    fn rows_say_all_of_it() {
        let mut endpoint = Endpoint::new(EndpointId::new("e"), "GET", "/users/{id}");
        assert_eq!(endpoint_words(&endpoint, 12, false, Origin::Own), "GET /users/{id}, 12 calls");
        endpoint.enabled = false;
        let changed = Origin::ChangedByHand;
        let words = "GET /users/{id}, 1 call, off, has problems, from the contract, changed by hand";
        assert_eq!(endpoint_words(&endpoint, 1, true, changed), words);
    }
}
