//! The toasts in the lower right corner.

use egui::{Align2, Area, Context, Id, Order, vec2};

use super::{
    theme::Tone,
    widget::{ToastAction, ToastCard},
};
use crate::app::{Action, App, NoticeKind};

/// Shows the notices that are shown now, newest at the bottom, above the status bar.
pub fn show(ctx: &Context, app: &App, actions: &mut Vec<Action>) {
    if app.notices().shown().is_empty() {
        return;
    }
    Area::new(Id::unique("toasts")).order(Order::Foreground).anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -36.0)).show(ctx, |ui| {
        ui.set_max_width(520.0);
        for notice in app.notices().shown() {
            let tone = match notice.kind {
                NoticeKind::Done => Tone::Ok,
                NoticeKind::Warning => Tone::Warning,
                NoticeKind::Error => Tone::Error,
            };
            let mut card = ToastCard::new(tone, &notice.text);
            if let Some(command) = notice.action.filter(|command| command.is_enabled(app)) {
                card = card.action(command.short_name());
            }
            match ui.push_id(notice.id, |ui| card.show(ui)).inner {
                Some(ToastAction::Pressed) => {
                    actions.extend(notice.action.map(Action::Run));
                    actions.push(Action::CloseNotice(notice.id));
                }
                Some(ToastAction::Closed) => actions.push(Action::CloseNotice(notice.id)),
                None => {}
            }
        }
    });
}
