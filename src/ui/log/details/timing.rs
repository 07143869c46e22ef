//! How long an exchange took, from the first byte of the request to the last of the answer, as bars on one scale.

use std::time::Duration;

use egui::{Align2, CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::{
    engine::Answer,
    traffic::{Exchange, Timings},
    ui::{
        log::words,
        theme::{GAP, Tokens, type_body, type_mono},
        widget::subtle,
    },
};

/// One stretch of time.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Phase {
    name: &'static str,
    about: &'static str,
    from: Duration,
    until: Duration,
}

/// The stretches in their order; the wanted delay is told apart from the work before the first byte.
fn phases(timings: Timings, delay: Duration) -> Vec<Phase> {
    let Timings { received, decided, first_byte, done } = timings;
    let delayed = (decided + delay).min(first_byte.max(decided));
    [
        ("Receive", "Until the whole request, body included, had arrived", Duration::ZERO, received),
        ("Decide", "Until it was clear what answers", received, decided),
        ("Delay", "The wait that the response or the project asks for", decided, delayed),
        ("Prepare", "Until the first byte of the answer was handed over", delayed, first_byte),
        ("Send", "Until the last byte of the answer was handed over", first_byte, done),
    ]
    .into_iter()
    .filter(|(name, ..)| *name != "Delay" || !delay.is_zero())
    .map(|(name, about, from, until)| Phase { name, about, from, until: until.max(from) })
    .collect()
}

/// Shows the bars and their numbers.
pub(super) fn show(ui: &mut Ui, exchange: &Exchange) {
    let delay = match exchange.decision() {
        Some((_, decision)) => match decision.answer {
            Answer::Response { delay_ms, .. } => Duration::from_millis(delay_ms.into()),
            _ => Duration::ZERO,
        },
        None => Duration::ZERO,
    };
    let total = exchange.timings.done;
    for phase in phases(exchange.timings, delay) {
        bar_ui(ui, phase, total);
    }
    ui.add_space(GAP);
    subtle(ui, &format!("{} from the first byte of the request to the last of the answer", words::duration(total)));
}

fn bar_ui(ui: &mut Ui, phase: Phase, total: Duration) {
    const NAME_WIDTH: f32 = 68.0;
    const NUMBER_WIDTH: f32 = 72.0;
    let tokens = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let took = words::duration(phase.until - phase.from);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{} {took}", phase.name)));
    let painter = ui.painter();
    painter.text(rect.left_center(), Align2::LEFT_CENTER, phase.name, type_body(), tokens.muted);
    painter.text(rect.right_center(), Align2::RIGHT_CENTER, &took, type_mono(), tokens.text);
    let track = Rect::from_min_max(
        pos2(rect.left() + NAME_WIDTH, rect.center().y - 4.0),
        pos2((rect.right() - NUMBER_WIDTH).max(rect.left() + NAME_WIDTH + 1.0), rect.center().y + 4.0),
    );
    painter.rect_filled(track, CornerRadius::same(4), tokens.control);
    let share =
        |time: Duration| if total.is_zero() { 0.0 } else { (time.as_secs_f64() / total.as_secs_f64()).clamp(0.0, 1.0) as f32 };
    let left = track.left() + track.width() * share(phase.from);
    // A stretch too short to be seen still leaves a mark where it was.
    let width = (track.width() * (share(phase.until) - share(phase.from))).max(2.0);
    let left = left.min(track.right() - width);
    let color = if phase.name == "Delay" { tokens.warning } else { tokens.accent };
    painter.rect_filled(Rect::from_min_size(pos2(left, track.top()), vec2(width, track.height())), CornerRadius::same(4), color);
    response.on_hover_text(phase.about);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn the_stretches_follow_each_other_without_gaps() {
        let timings = Timings { received: ms(2), decided: ms(3), first_byte: ms(110), done: ms(115) };
        let phases = phases(timings, ms(100));
        assert_eq!(phases.len(), 5);
        assert_eq!(phases[2].until - phases[2].from, ms(100));
        assert!(phases.windows(2).all(|pair| pair[0].until == pair[1].from));
        assert_eq!(phases[4].until, ms(115));
    }

    #[test]
    fn a_delay_that_was_cut_short_does_not_reach_beyond_the_end() {
        let timings = Timings { received: ms(1), decided: ms(1), first_byte: ms(20), done: ms(20) };
        assert_eq!(phases(timings, ms(5_000))[2].until, ms(20));
        assert!(phases(Timings::default(), Duration::ZERO).iter().all(|phase| phase.from == phase.until));
    }
}
