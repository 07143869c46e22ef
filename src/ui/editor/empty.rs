//! What the editor says while there is nothing to edit: three ways to begin, or which step is missing.

use egui::{CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::{
    app::{Action, App, Command},
    ui::{
        icon::Icon,
        shortcut::keys_text,
        theme::{GAP_LARGE, HAIRLINE, RADIUS_CARD, Tokens, type_body, type_empty_title, type_secondary, type_strong},
        widget::{Button, EmptyState, focus_ring},
    },
};

/// A way to begin: the command, its icon, its words and what it means.
const CARDS: [(Command, Icon, &str, &str); 3] = [
    (Command::NewEndpoint, Icon::Plus, "New endpoint", "A method and a path, and what they answer"),
    (Command::OpenProject, Icon::Folder, "Open or import…", "A project, an OpenAPI document to mock, or a HAR"),
    (Command::OpenSample, Icon::Play, "Try the sample", "A small shop with users, orders and a login"),
];
const CARD_HEIGHT: f32 = 124.0;
const CARD_WIDTH: f32 = 220.0;

/// An empty project: three cards.
pub(super) fn project(ui: &mut Ui, actions: &mut Vec<Action>) {
    let room = ui.available_rect_before_wrap();
    let tokens = Tokens::of(ui);
    let width = CARD_WIDTH.min((room.width() - 2.0 * GAP_LARGE - 2.0 * 12.0) / 3.0);
    let all = width * 3.0 + 2.0 * 12.0;
    let top = (room.center().y - (CARD_HEIGHT + 64.0) / 2.0).max(room.top() + 12.0);
    let title = pos2(room.center().x, top);
    let mut words = |at: egui::Pos2, height: f32, text: &str, font, color| {
        let rect = Rect::from_min_size(pos2(room.left(), at.y), vec2(room.width(), height));
        ui.put(rect, egui::Label::new(egui::RichText::new(text).font(font).color(color)));
    };
    words(title, 26.0, "Nothing is mocked yet", type_empty_title(), tokens.text);
    let text = "Every request to this server shows up in the log, answered or not";
    let line = pos2(room.center().x, top + 30.0);
    words(line, 20.0, text, type_body(), tokens.muted);
    let cards = Rect::from_min_size(pos2(room.center().x - all / 2.0, top + 64.0), vec2(all, CARD_HEIGHT));
    for (index, (command, icon, title, text)) in CARDS.into_iter().enumerate() {
        let rect = Rect::from_min_size(pos2(cards.left() + index as f32 * (width + 12.0), cards.top()), vec2(width, CARD_HEIGHT));
        if card(ui, rect, icon, title, text, &keys_text(ui, command)).clicked() {
            actions.push(Action::Run(command));
        }
    }
    ui.advance_cursor_after_rect(room);
}

fn card(ui: &Ui, rect: Rect, icon: Icon, title: &str, text: &str, keys: &str) -> Response {
    let tokens = Tokens::of(ui);
    let response = ui.interact(rect, ui.scope_id().with(title), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, title));
    let fill = if response.hovered() { tokens.control_hover } else { tokens.control };
    ui.painter().rect(rect, CornerRadius::same(RADIUS_CARD), fill, Stroke::new(HAIRLINE, tokens.border), StrokeKind::Inside);
    let left = rect.left() + 14.0;
    icon.paint_sized(ui.painter(), pos2(left + 10.0, rect.top() + 24.0), 20.0, tokens.accent);
    ui.painter().text(pos2(left, rect.top() + 44.0), egui::Align2::LEFT_TOP, title, type_strong(), tokens.text);
    let words = ui.painter().layout(text.to_owned(), type_secondary(), tokens.muted, rect.width() - 28.0);
    ui.painter().galley(pos2(left, rect.top() + 66.0), words, tokens.muted);
    let keys_at = pos2(rect.right() - 12.0, rect.top() + 16.0);
    ui.painter().text(keys_at, egui::Align2::RIGHT_TOP, keys, type_secondary(), tokens.muted);
    focus_ring(ui, &response, rect, RADIUS_CARD);
    response
}

/// No endpoint is selected.
pub(super) fn no_selection(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let many = match app.project().endpoints.len() {
        1 => "1 endpoint".to_owned(),
        many => format!("{many} endpoints"),
    };
    let text = format!("This project has {many}; choose one in the list, or add another");
    EmptyState::new("No endpoint selected", &text).show(ui, |ui| {
        let add = Button::secondary("New endpoint").icon(Icon::Plus).shortcut(keys_text(ui, Command::NewEndpoint));
        if add.show(ui).clicked() {
            actions.push(Action::Run(Command::NewEndpoint));
        }
        let switch = Button::secondary("Go to endpoint…").shortcut(keys_text(ui, Command::QuickSwitch));
        if switch.show(ui).clicked() {
            actions.push(Action::Run(Command::QuickSwitch));
        }
    });
}

/// The endpoint has no response.
pub(super) fn no_response(ui: &mut Ui, actions: &mut Vec<Action>) {
    EmptyState::new("No response yet", "An endpoint without a response does not answer").show(ui, |ui| {
        if Button::primary("Add response").icon(Icon::Plus).show(ui).clicked() {
            actions.push(Action::Run(Command::NewResponse));
        }
    });
}
