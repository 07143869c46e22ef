//! Two exchanges side by side: what is the same, what differs, line by line, for the requests and for the responses.

use std::{sync::Arc, time::Duration};

use egui::{Align, Color32, Context, CornerRadius, Id, Layout, Modal, Rect, RichText, ScrollArea, Sense, Ui, pos2, vec2};
use similar::{Algorithm, DiffOp, TextDiff};

use super::{
    icon::Icon,
    log::words,
    theme::{CODE_LINE_HEIGHT, GAP, Tokens, Tone, type_mono, type_secondary, type_title},
    widget::{IconButton, Tab, TabBar, hairline, subtle},
};
use crate::{
    app::App,
    traffic::{CapturedBody, Exchange},
};

/// Bodies are compared up to this size; of larger ones only the first part is.
const MAX_BODY_BYTES: usize = 256 * 1024;
/// How long the search for the smallest difference may take before a coarser one is good enough.
const MAX_SEARCH: Duration = Duration::from_millis(200);

/// The comparison of two exchanges, while it is open.
#[derive(Debug, Default)]
pub struct Compare {
    wanted: Option<(u64, u64)>,
    shown: Option<Comparison>,
    response: bool,
    all_lines: bool,
}

#[derive(Debug)]
struct Comparison {
    left: Arc<Exchange>,
    right: Arc<Exchange>,
    request: Vec<Line>,
    response: Vec<Line>,
}

/// One line of the comparison: what stands left and right, and whether that is the same.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    left: Option<String>,
    right: Option<String>,
    same: bool,
}

impl Compare {
    /// Opens it for those two.
    pub fn open(&mut self, first: u64, second: u64) {
        self.wanted = Some((first, second));
        self.shown = None;
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.wanted.is_some()
    }

    /// Shows it, where it is open.
    pub fn show(&mut self, ctx: &Context, app: &App) {
        let Some((first, second)) = self.wanted else { return };
        if self.shown.is_none() {
            let (left, right) = {
                let log = app.traffic().log();
                (log.get(first).cloned(), log.get(second).cloned())
            };
            let (Some(left), Some(right)) = (left, right) else {
                self.wanted = None;
                return;
            };
            let request = diff(&request_text(&left), &request_text(&right));
            let response = diff(&response_text(&left), &response_text(&right));
            self.shown = Some(Comparison { left, right, request, response });
        }
        let window = ctx.content_rect();
        let size = vec2((window.width() - 64.0).min(1_400.0), (window.height() - 64.0).min(1_000.0));
        let modal = Modal::new(Id::unique("compare")).frame(super::widget::card(ctx)).show(ctx, |ui| {
            ui.set_width(size.x - 24.0);
            ui.set_height(size.y - 24.0);
            self.contents_ui(ui)
        });
        if modal.inner || modal.should_close() {
            self.wanted = None;
            self.shown = None;
        }
    }

    /// Says whether it is to be closed.
    fn contents_ui(&mut self, ui: &mut Ui) -> bool {
        let Some(comparison) = &self.shown else { return true };
        let mut close = false;
        ui.spacing_mut().item_spacing.y = GAP / 2.0;
        ui.horizontal(|ui| {
            // As high as the tabs, so that all of it stands on one middle line.
            ui.set_min_height(34.0);
            ui.label(RichText::new("Compare").font(type_title()));
            let differing = |lines: &[Line]| lines.iter().filter(|line| !line.same).count();
            let tabs = [
                Tab::new("Request").count(differing(&comparison.request)),
                Tab::new("Response").count(differing(&comparison.response)),
            ];
            if let Some(index) = TabBar::new(&tabs).show(ui, usize::from(self.response)).changed {
                self.response = index == 1;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                close = IconButton::new(Icon::Close, "Close comparison").shortcut("Esc").show(ui).clicked();
                if let Some(all_lines) = super::widget::chip(ui, "All lines", self.all_lines).changed {
                    self.all_lines = all_lines;
                }
            });
        });
        hairline(ui);
        heads_ui(ui, comparison);
        hairline(ui);
        let lines = if self.response { &comparison.response } else { &comparison.request };
        if lines.iter().all(|line| line.same) {
            subtle(ui, if self.response { "The responses are the same" } else { "The requests are the same" });
        }
        let rows = rows(lines, self.all_lines);
        lines_ui(ui, lines, &rows);
        close
    }
}

fn heads_ui(ui: &mut Ui, comparison: &Comparison) {
    ui.columns(2, |columns| {
        for (column, exchange) in columns.iter_mut().zip([&comparison.left, &comparison.right]) {
            let tokens = Tokens::of(column);
            column.horizontal(|ui| {
                ui.label(RichText::new(format!("#{}", exchange.sequence)).font(type_secondary()).color(tokens.muted));
                ui.label(
                    RichText::new(exchange.method.as_str()).font(type_mono()).color(tokens.method(exchange.method.as_str())),
                );
                let color = exchange.status.map_or(tokens.error, |status| tokens.status(status.as_u16()));
                ui.label(RichText::new(words::status(exchange)).font(type_mono()).color(color));
                ui.add(egui::Label::new(RichText::new(words::target(exchange)).font(type_mono())).truncate());
            });
        }
    });
}

/// A row of the list: a line, or how many lines that are the same are left out there.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Row {
    Line(usize),
    Skipped(usize),
}

/// The lines around a difference that are shown though they are the same.
const CONTEXT: usize = 3;

/// The rows to show: all lines, or those that differ with a few around them.
fn rows(lines: &[Line], all: bool) -> Vec<Row> {
    let is_near = |index: usize| {
        let around = index.saturating_sub(CONTEXT)..(index + CONTEXT + 1).min(lines.len());
        lines.get(around).is_some_and(|near| near.iter().any(|line| !line.same))
    };
    let mut rows = Vec::new();
    for index in 0..lines.len() {
        if all || is_near(index) {
            rows.push(Row::Line(index));
        } else if let Some(Row::Skipped(count)) = rows.last_mut() {
            *count += 1;
        } else {
            rows.push(Row::Skipped(1));
        }
    }
    rows
}

fn lines_ui(ui: &mut Ui, lines: &[Line], rows: &[Row]) {
    let tokens = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, CODE_LINE_HEIGHT, rows.len(), |ui, visible| {
        for row in rows.get(visible).unwrap_or_default() {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CODE_LINE_HEIGHT), Sense::hover());
            let middle = rect.center().x;
            match row {
                Row::Skipped(count) => {
                    let noun = if *count == 1 { "line is" } else { "lines are" };
                    let text = format!("{} {noun} the same", words::count(*count as u64));
                    ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, text, type_secondary(), tokens.muted);
                }
                Row::Line(index) => {
                    let Some(line) = lines.get(*index) else { continue };
                    let left = Rect::from_min_max(rect.min, pos2(middle - 2.0, rect.bottom()));
                    let right = Rect::from_min_max(pos2(middle + 2.0, rect.top()), rect.max);
                    side_ui(ui, left, line.left.as_deref(), "−", (!line.same).then(|| tokens.tint(Tone::Error)));
                    side_ui(ui, right, line.right.as_deref(), "+", (!line.same).then(|| tokens.tint(Tone::Ok)));
                }
            }
        }
    });
}

/// One side of a line. The sign before it says what the colour says.
fn side_ui(ui: &Ui, rect: Rect, text: Option<&str>, sign: &str, fill: Option<Color32>) {
    let tokens = Tokens::of(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let Some(text) = text else {
        painter.rect_filled(rect, CornerRadius::ZERO, tokens.control);
        return;
    };
    if let Some(fill) = fill {
        painter.rect_filled(rect, CornerRadius::ZERO, fill);
        painter.text(pos2(rect.left() + 4.0, rect.center().y), egui::Align2::LEFT_CENTER, sign, type_mono(), tokens.muted);
    }
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), type_mono(), tokens.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width((rect.width() - 22.0).max(0.0));
    let galley = painter.layout_job(job);
    let is_cut = galley.elided;
    painter.galley(pos2(rect.left() + 18.0, rect.center().y - galley.size().y / 2.0), galley, tokens.text);
    let response = ui.interact(rect, ui.scope_id().with((rect.left() as i32, rect.top() as i32)), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    if is_cut {
        response.on_hover_text(RichText::new(text).font(type_mono()));
    }
}

/// The lines of both, aligned.
fn diff(left: &str, right: &str) -> Vec<Line> {
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).timeout(MAX_SEARCH).diff_lines(left, right);
    let (old, new) = (diff.old_slices(), diff.new_slices());
    let text = |slices: &[&str], index: usize| slices.get(index).map(|line| line.trim_end_matches(['\n', '\r']).to_owned());
    let mut lines = Vec::new();
    for op in diff.ops() {
        let (left, right) = (op.old_range(), op.new_range());
        let same = matches!(op, DiffOp::Equal { .. });
        for offset in 0..left.len().max(right.len()) {
            lines.push(Line {
                left: (offset < left.len()).then(|| text(old, left.start + offset)).flatten(),
                right: (offset < right.len()).then(|| text(new, right.start + offset)).flatten(),
                same,
            });
        }
    }
    lines
}

/// The request as lines: its first line, the query's parameters, the headers by name, the body.
fn request_text(exchange: &Exchange) -> String {
    let mut text = format!("{} {}\n", exchange.method, exchange.uri.path());
    for (name, value) in form_urlencoded::parse(exchange.uri.query().unwrap_or_default().as_bytes()) {
        text += &format!("  ?{name} = {value}\n");
    }
    headers_text(&mut text, &exchange.request_headers);
    body_text(&mut text, &exchange.request_body);
    text
}

/// The response as lines: status, headers by name, body.
fn response_text(exchange: &Exchange) -> String {
    let reason = exchange.reason.as_deref().or_else(|| exchange.status.and_then(|status| status.canonical_reason()));
    let mut text = format!("{} {}\n", words::status(exchange), reason.unwrap_or_default());
    headers_text(&mut text, &exchange.response_headers);
    body_text(&mut text, &exchange.response_body);
    text
}

/// Header fields in the order of their names: clients send the same ones in different orders.
fn headers_text(text: &mut String, headers: &http::HeaderMap) {
    let mut lines: Vec<String> =
        headers.iter().map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes()))).collect();
    lines.sort();
    text.push_str(&lines.concat());
}

/// The body: JSON laid out the same way on both sides, other text as it is, of anything else only the size.
fn body_text(text: &mut String, body: &CapturedBody) {
    if body.size == 0 {
        return;
    }
    text.push('\n');
    let kept = body.bytes.get(..MAX_BODY_BYTES).unwrap_or(&body.bytes);
    let is_whole = kept.len() as u64 == body.size;
    let json = is_whole.then(|| serde_json::from_slice::<serde_json::Value>(kept).ok()).flatten();
    match (json, std::str::from_utf8(kept)) {
        (Some(value), _) => text.push_str(&crate::model::JsonText::canonical(&value)),
        (None, Ok(plain)) => text.push_str(plain),
        // Cut in the middle of a character: what is before it is text.
        (None, Err(error)) if !is_whole && error.valid_up_to() + 4 > kept.len() => {
            text.push_str(&String::from_utf8_lossy(kept.get(..error.valid_up_to()).unwrap_or_default()));
        }
        (None, Err(_)) => text.push_str(&format!("{} that are not text", words::size(body.size))),
    }
    text.push('\n');
    if !is_whole {
        text.push_str(&format!("The first {} of {} are compared\n", words::size(kept.len() as u64), words::size(body.size)));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(left: Option<&str>, right: Option<&str>) -> Line {
        Line { left: left.map(str::to_owned), right: right.map(str::to_owned), same: left == right }
    }

    #[test]
    fn lines_that_differ_stand_beside_each_other() {
        let lines = diff("GET /a\nhost: x\naccept: */*\n", "GET /b\nhost: x\n");
        let expected =
            [line(Some("GET /a"), Some("GET /b")), line(Some("host: x"), Some("host: x")), line(Some("accept: */*"), None)];
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_far_from_any_difference_are_left_out() {
        let mut lines = vec![line(Some("same"), Some("same")); 20];
        lines[10] = line(Some("a"), Some("b"));
        let rows = rows(&lines, false);
        assert_eq!(rows.first(), Some(&Row::Skipped(7)));
        assert_eq!(rows.last(), Some(&Row::Skipped(6)));
        assert_eq!(rows.len(), 2 + 2 * CONTEXT + 1);
        assert_eq!(super::rows(&lines, true).len(), 20);
    }

    #[test]
    fn json_bodies_differ_only_where_their_values_do() {
        let text = |bytes: &'static [u8]| {
            let mut text = String::new();
            body_text(&mut text, &CapturedBody::of(&bytes::Bytes::from_static(bytes)));
            text
        };
        assert_eq!(text(b"{\"a\":1,\"b\":[2]}"), text(b"{ \"a\": 1,\n\"b\": [ 2 ] }"));
        assert_ne!(text(b"{\"a\":1}"), text(b"{\"a\":2}"));
        assert_eq!(text(b"\xff\xfe\x00"), "\n3 B that are not text\n");
        assert_eq!(text(b""), "");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_what_is_called_the_same_is(left in "([ab]\n){0,12}", right in "([ab]\n){0,12}") {
            let lines = diff(&left, &right);
            let side = |pick: fn(&Line) -> Option<&String>| lines.iter().filter_map(pick).map(|line| format!("{line}\n")).collect::<String>();
            prop_assert_eq!(side(|line| line.left.as_ref()), left);
            prop_assert_eq!(side(|line| line.right.as_ref()), right);
            prop_assert!(lines.iter().filter(|line| line.same).all(|line| line.left == line.right));
        }
    }
}
