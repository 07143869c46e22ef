//! A few choices side by side, one of them taken.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::button::centered_text;
use super::{Edited, focus_ring};
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, RADIUS, Tokens, type_body};

/// Shows the options side by side; `name` says what they choose.
pub fn segmented<S: AsRef<str>>(ui: &mut Ui, name: &str, selected: usize, options: &[S]) -> Edited<usize> {
    segmented_with(ui, name, selected, options, |_| "")
}

/// The same, with a tooltip for each option.
pub fn segmented_with<S: AsRef<str>>(
    ui: &mut Ui,
    name: &str,
    selected: usize,
    options: &[S],
    tooltip: impl Fn(usize) -> &'static str,
) -> Edited<usize> {
    let tokens = Tokens::of(ui);
    let galleys: Vec<_> = options
        .iter()
        .map(|option| ui.painter().layout_no_wrap(option.as_ref().to_owned(), type_body(), egui::Color32::PLACEHOLDER))
        .collect();
    let width: f32 = galleys.iter().map(|galley| galley.size().x + 20.0).sum::<f32>() + 4.0;
    let (rect, group) = ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT), Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(RADIUS), tokens.control, Stroke::new(HAIRLINE, tokens.border), StrokeKind::Inside);

    let mut changed = None;
    let mut response = group;
    let mut left = rect.left() + 2.0;
    for (index, (option, galley)) in options.iter().zip(galleys).enumerate() {
        let part = Rect::from_min_size(egui::pos2(left, rect.top() + 2.0), vec2(galley.size().x + 20.0, CONTROL_HEIGHT - 4.0));
        left = part.right();
        let id = response.id.with(index);
        let one = ui.interact(part, id, Sense::click());
        let taken = index == selected;
        let label = format!("{name} {}", option.as_ref());
        one.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), taken, &label));
        let color = if taken || one.hovered() { tokens.text } else { tokens.muted };
        if taken {
            let line = Stroke::new(HAIRLINE, tokens.outline);
            ui.painter().rect(part, CornerRadius::same(RADIUS - 2), tokens.surface, line, StrokeKind::Inside);
        } else if one.hovered() {
            ui.painter().rect_filled(part, CornerRadius::same(RADIUS - 2), tokens.control_hover);
        }
        ui.painter().galley(centered_text(part, part.left() + 10.0, &galley), galley, color);
        focus_ring(ui, &one, part, RADIUS - 2);
        let one = if tooltip(index).is_empty() { one } else { one.on_hover_text(tooltip(index)) };
        if one.clicked() && !taken {
            changed = Some(index);
        }
        response = response.union(one);
    }
    if changed.is_some() {
        response.mark_changed();
    }
    Edited { changed, response }
}
