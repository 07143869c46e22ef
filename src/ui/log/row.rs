//! Paints one row of the log: marker, pin, cells. Everything it puts into words is in `words`.

use egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Painter, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};
use jiff::tz::TimeZone;

use super::{
    columns::{Column, Place},
    words::{self, Answered},
};
use crate::{
    traffic::Exchange,
    ui::{
        icon::Icon,
        theme::{FOCUS_RING, GAP, GAP_PANE, Tokens, type_body, type_mono},
        widget::{METHOD_WIDTH, elide_middle},
    },
};

/// The width of the marker on a row's left edge.
const MARKER_WIDTH: f32 = 3.0;

/// What a row needs to know besides its exchange.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings<'a> {
    /// Where the columns stand.
    pub(super) places: &'a [Place],
    /// The zone that times of day are shown in.
    pub(super) zone: &'a TimeZone,
}

/// How a row stands among the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// It stays whatever the log drops.
    pub(super) pinned: bool,
    /// It is selected.
    pub(super) selected: bool,
    /// The keyboard is on it.
    pub(super) focused: bool,
}

/// What a person did to a row.
#[derive(Debug)]
pub(super) struct RowOutput {
    /// Clicks and hover on the row.
    pub(super) response: Response,
    /// Its "mock it" was clicked.
    pub(super) mock: bool,
}

/// Shows one row at that place.
pub(super) fn show(ui: &Ui, rect: Rect, exchange: &Exchange, state: State, around: Surroundings<'_>) -> RowOutput {
    let id = ui.scope_id().with(exchange.sequence);
    // Not focusable one by one: Tab goes to the list, arrows move within it.
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, state.selected, words::row(exchange, state.pinned)));
    let tokens = Tokens::of(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let fill = match (state.selected, response.hovered()) {
        (true, _) => Some(tokens.row_selected),
        (false, true) => Some(tokens.row_hover),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        painter.rect_filled(rect, CornerRadius::ZERO, fill);
    }
    let marker = if words::is_error(exchange) {
        Some(tokens.error)
    } else if exchange.is_unmatched() {
        Some(tokens.warning)
    } else {
        let is_blue = state.selected || exchange.forwarded_to.is_some();
        is_blue.then_some(tokens.accent)
    };
    if let Some(color) = marker {
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(MARKER_WIDTH, rect.height())), CornerRadius::ZERO, color);
    }
    // The pin stands behind the time; without that column, behind the path.
    let has_time = around.places.iter().any(|place| place.column == Column::Time);
    let pinned_column = if has_time { Column::Time } else { Column::Path };
    let mut mock = false;
    for place in around.places {
        let cell = cell_rect(rect, *place);
        let cell_painter = painter.with_clip_rect(cell.intersect(painter.clip_rect()));
        if state.pinned && place.column == pinned_column {
            Icon::Pin.paint_sized(&cell_painter, pos2(cell.right() - 7.0, cell.center().y), 12.0, tokens.accent);
        }
        let paint = Cell { painter: &cell_painter, rect: cell };
        match place.column {
            Column::Time => {
                paint.text(words::time_of_day(exchange.received_at, around.zone), type_mono(), tokens.muted);
            }
            Column::Method => {
                let method = exchange.method.as_str();
                paint.text(method.to_owned(), type_mono(), tokens.method(method));
            }
            Column::Status => {
                let color = exchange.status.map_or(tokens.error, |status| tokens.status(status.as_u16()));
                paint.text(words::status(exchange).into_owned(), type_mono(), color);
            }
            Column::Path => {
                let place = words::place(exchange);
                let paint = if exchange.violations.is_some() { paint.after(Icon::Note, tokens.error) } else { paint };
                let paint = if exchange.webhook_call().is_some() { paint.after(Icon::Outgoing, tokens.accent) } else { paint };
                let character_width = ui.fonts_mut(|fonts| fonts.glyph_width(&type_mono(), '0')).max(1.0);
                let room = (paint.rect.width() / character_width).floor().max(0.0) as usize;
                paint.text(elide_middle(&place, room).into_owned(), type_mono(), tokens.text);
            }
            Column::AnsweredBy => mock = answered_ui(ui, &paint, exchange, id, tokens),
            Column::Size => paint.right_text(words::size(exchange.response_body.size), tokens.text),
            Column::Took => paint.right_text(words::duration(exchange.timings.done), tokens.text),
        }
    }
    if state.focused {
        painter.rect_stroke(rect, CornerRadius::ZERO, Stroke::new(FOCUS_RING / 2.0, tokens.accent), egui::StrokeKind::Inside);
    }
    RowOutput { response, mock }
}

/// Where a column's text stands in a row: the row has padding at its ends, and columns a gap between them.
pub(super) fn cell_rect(row: Rect, place: Place) -> Rect {
    let left = row.left() + GAP_PANE + place.left;
    Rect::from_min_max(pos2(left, row.top()), pos2(left + (place.width - GAP).max(0.0), row.bottom()))
}

/// How much of a row's width the columns share.
pub(super) fn width_for_columns(row_width: f32) -> f32 {
    // The last column's gap stands in for a part of the padding.
    (row_width - 2.0 * GAP_PANE + GAP).max(METHOD_WIDTH)
}

struct Cell<'a> {
    painter: &'a Painter,
    rect: Rect,
}

impl Cell<'_> {
    /// Paints an icon at the left, and gives what is left of the cell.
    fn after(&self, icon: Icon, color: Color32) -> Self {
        icon.paint_sized(self.painter, pos2(self.rect.left() + 7.0, self.rect.center().y), 14.0, color);
        Self { painter: self.painter, rect: self.rect.with_min_x(self.rect.left() + 20.0) }
    }

    /// Text at the left, cut with an ellipsis; returns where it is.
    fn text(&self, text: String, font: FontId, color: Color32) -> Rect {
        let mut job = LayoutJob::simple_singleline(text, font, color);
        job.wrap = TextWrapping::truncate_at_width(self.rect.width());
        let galley = self.painter.layout_job(job);
        let position = pos2(self.rect.left(), self.rect.center().y - galley.size().y / 2.0);
        let place = Rect::from_min_size(position, galley.size());
        self.painter.galley(position, galley, color);
        place
    }

    /// The longer text where it fits, else the shorter one.
    fn text_that_fits(&self, longer: String, shorter: String, color: Color32) -> Rect {
        let width = self.painter.layout_no_wrap(longer.clone(), type_body(), color).size().x;
        self.text(if width <= self.rect.width() { longer } else { shorter }, type_body(), color)
    }

    fn right_text(&self, text: String, color: Color32) {
        self.painter.text(self.rect.right_center(), Align2::RIGHT_CENTER, text, type_mono(), color);
    }
}

/// Who answered. Where nobody did, a link that mocks it; says whether that was clicked.
fn answered_ui(ui: &Ui, cell: &Cell<'_>, exchange: &Exchange, id: egui::Id, tokens: &Tokens) -> bool {
    match words::answered(exchange) {
        Answered::By { path, response } => {
            // Where a fault took the status's place, it says so there.
            let fault = words::fault(exchange).filter(|_| exchange.status.is_some());
            let fault = fault.map(|fault| format!(" · {fault}")).unwrap_or_default();
            cell.text_that_fits(format!("{path} › {response}{fault}"), format!("{response}{fault}"), tokens.muted);
        }
        Answered::Forwarded(host) => {
            cell.after(Icon::Forward, tokens.accent).text(host.to_owned(), type_body(), tokens.muted);
        }
        Answered::Webhook(which) => {
            cell.text(which, type_body(), tokens.muted);
        }
        Answered::Itself(how) => {
            cell.text(how.to_owned(), type_body(), tokens.muted);
        }
        Answered::Failed(reason) => {
            cell.text(reason.to_owned(), type_body(), tokens.error);
        }
        Answered::Unmatched(why) => {
            let place = cell.text_that_fits(format!("{why} · mock it (M)"), "mock it (M)".to_owned(), tokens.warning);
            let link = ui.interact(place.intersect(cell.rect), id.with("mock"), Sense::CLICK);
            let name = format!("Mock {} {}", exchange.method, words::target(exchange));
            link.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
            if link.hovered() {
                let line = Stroke::new(1.0, tokens.warning);
                cell.painter.hline(place.x_range(), place.bottom() - 1.0, line);
            }
            return link.on_hover_cursor(CursorIcon::PointingHand).clicked();
        }
    }
    false
}
