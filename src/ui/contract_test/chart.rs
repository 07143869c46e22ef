//! The chart of errors and warnings over the runs so far, along the time they began. Resting on a run says what it found.

use egui::{Align2, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    contract::probe::HistoryEntry,
    ui::{
        theme::{GAP, HAIRLINE, Tokens, type_mono_small},
        widget::subtle,
    },
};

const HEIGHT: f32 = 112.0;
/// The room for the counts on the left, and for the times below.
const LEFT: f32 = 32.0;
const BOTTOM: f32 = 18.0;
const DOT: f32 = 3.0;
/// How near a run the pointer must be.
const REACH: f32 = 24.0;

/// Shows the chart; in words where there are not two runs to draw a line between.
pub(super) fn show(ui: &mut Ui, history: &[HistoryEntry]) {
    let (Some(first), Some(last)) = (history.first(), history.last()) else { return };
    if history.len() < 2 {
        subtle(ui, "This was the first run against this API; the chart begins with the second");
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let name = format!("{} runs: {} at first, {} at last", history.len(), found(first), found(last));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let tokens = Tokens::of(ui);
    let plot = Rect::from_min_max(pos2(rect.left() + LEFT, rect.top() + 8.0), rect.max - vec2(GAP, BOTTOM));
    let scale = Scale::of(history, plot);
    let painter = ui.painter();
    for count in [0, scale.most] {
        let y = scale.y(count).round() + 0.5;
        painter.hline(plot.x_range(), y, Stroke::new(HAIRLINE, tokens.border));
        let at = pos2(plot.left() - GAP, y);
        painter.text(at, Align2::RIGHT_CENTER, count.to_string(), type_mono_small(), tokens.muted);
    }
    for (count, color) in [(warnings as fn(&HistoryEntry) -> u64, tokens.warning), (errors, tokens.error)] {
        let points: Vec<Pos2> = history.iter().map(|entry| pos2(scale.x(entry.at), scale.y(count(entry)))).collect();
        for point in &points {
            painter.circle_filled(*point, DOT, color);
        }
        painter.line(points, Stroke::new(1.5, color));
    }
    let below = plot.bottom() + 4.0;
    painter.text(pos2(plot.left(), below), Align2::LEFT_TOP, time(first.at), type_mono_small(), tokens.muted);
    painter.text(pos2(plot.right(), below), Align2::RIGHT_TOP, time(last.at), type_mono_small(), tokens.muted);
    let Some(pointer) = response.hover_pos() else { return };
    let distance = |entry: &&HistoryEntry| (scale.x(entry.at) - pointer.x).abs();
    let nearest = history.iter().min_by(|one, other| distance(one).total_cmp(&distance(other)));
    if let Some(entry) = nearest.filter(|entry| distance(entry) <= REACH) {
        painter.vline(scale.x(entry.at), plot.y_range(), Stroke::new(HAIRLINE, tokens.outline));
        response.on_hover_text(format!("{}: {}", time(entry.at), found(entry)));
    }
}

/// A day and time of day where this machine is.
pub(super) fn time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn errors(entry: &HistoryEntry) -> u64 {
    entry.totals.errors
}

fn warnings(entry: &HistoryEntry) -> u64 {
    entry.totals.warnings
}

fn found(entry: &HistoryEntry) -> String {
    let counted = |count: u64, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    format!("{}, {}", counted(errors(entry), "error"), counted(warnings(entry), "warning"))
}

/// Where a time and a count stand.
struct Scale {
    plot: Rect,
    from: f64,
    seconds: f64,
    most: u64,
}

impl Scale {
    fn of(history: &[HistoryEntry], plot: Rect) -> Self {
        let time = |entry: Option<&HistoryEntry>| entry.map_or(0.0, |entry| entry.at.as_duration().as_secs_f64());
        let (from, to) = (time(history.first()), time(history.last()));
        let most = history.iter().flat_map(|entry| [errors(entry), warnings(entry)]).max().unwrap_or_default().max(1);
        Self { plot, from, seconds: (to - from).max(f64::EPSILON), most }
    }

    fn x(&self, at: Timestamp) -> f32 {
        let share = ((at.as_duration().as_secs_f64() - self.from) / self.seconds).clamp(0.0, 1.0);
        self.plot.left() + self.plot.width() * share as f32
    }

    fn y(&self, count: u64) -> f32 {
        self.plot.bottom() - self.plot.height() * (count as f64 / self.most as f64) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::probe::Totals;

    fn run(second: i64, errors: u64) -> HistoryEntry {
        let totals = Totals { errors, ..Totals::default() };
        HistoryEntry { at: Timestamp::from_second(second).unwrap(), target: String::new(), totals, findings: Vec::new() }
    }

    #[test]
    fn runs_stand_where_their_time_is_and_as_high_as_their_count() {
        let plot = Rect::from_min_size(pos2(10.0, 0.0), vec2(100.0, 50.0));
        let history = [run(0, 4), run(25, 0), run(100, 2)];
        let scale = Scale::of(&history, plot);
        let points: Vec<(f32, f32)> = history.iter().map(|entry| (scale.x(entry.at), scale.y(errors(entry)))).collect();
        assert_eq!(points, [(10.0, 0.0), (35.0, 50.0), (110.0, 25.0)]);
        assert_eq!(found(&history[0]), "4 errors, 0 warnings");
    }

    #[test]
    fn runs_of_one_moment_do_not_divide_by_nothing() {
        let scale = Scale::of(&[run(5, 0), run(5, 0)], Rect::from_min_size(pos2(0.0, 0.0), vec2(10.0, 10.0)));
        assert_eq!((scale.x(Timestamp::from_second(5).unwrap()), scale.y(0)), (0.0, 10.0));
    }
}
