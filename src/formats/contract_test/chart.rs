//! The chart of errors and warnings over the runs, as a small SVG that needs nothing else.

use std::fmt::Write as _;

use crate::contract::probe::HistoryEntry;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 140.0;
const LEFT: f64 = 34.0;
const BOTTOM: f64 = 22.0;
const TOP: f64 = 10.0;

/// The chart; nothing where there are not two runs to draw a line between.
pub(super) fn chart(history: &[HistoryEntry]) -> String {
    if history.len() < 2 {
        return String::new();
    }
    let of = |count: fn(&HistoryEntry) -> u64| history.iter().map(count).collect::<Vec<_>>();
    let (errors, warnings) = (of(|entry| entry.totals.errors), of(|entry| entry.totals.warnings));
    let most = errors.iter().chain(&warnings).copied().max().unwrap_or_default().max(1);
    let x = |index: usize| LEFT + (WIDTH - LEFT - 8.0) * index as f64 / (history.len() - 1) as f64;
    let y = |count: u64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - count as f64 / most as f64);
    let line = |counts: &[u64]| {
        let points: Vec<String> =
            counts.iter().enumerate().map(|(index, count)| format!("{:.1},{:.1}", x(index), y(*count))).collect();
        points.join(" ")
    };
    let (first, last) = (&history[0], &history[history.len() - 1]);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"chart-title\"><title id=\"chart-title\">Findings over \
         {} runs: {} errors and {} warnings in the first, {} errors and {} warnings in the last</title>",
        history.len(),
        first.totals.errors,
        first.totals.warnings,
        last.totals.errors,
        last.totals.warnings
    );
    for count in [0, most] {
        let y = y(count);
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/><text x=\"{}\" y=\"{:.1}\" \
             text-anchor=\"end\">{count}</text>",
            WIDTH - 8.0,
            LEFT - 6.0,
            y + 4.0
        );
    }
    for (class, counts) in [("warning", &warnings), ("error", &errors)] {
        let _ = write!(svg, "<polyline class=\"{class}\" points=\"{}\"/>", line(counts));
        for (index, (count, entry)) in counts.iter().zip(history).enumerate() {
            let noun = if *count == 1 { class.to_owned() } else { format!("{class}s") };
            let _ = write!(
                svg,
                "<circle class=\"{class}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\"><title>{:.0}: {count} {noun}</title></circle>",
                x(index),
                y(*count),
                entry.at
            );
        }
    }
    for (index, entry, anchor) in [(0, first, "start"), (history.len() - 1, last, "end")] {
        let _ =
            write!(svg, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{:.0}</text>", x(index), HEIGHT - 6.0, entry.at);
    }
    svg.push_str("</svg>");
    svg
}
