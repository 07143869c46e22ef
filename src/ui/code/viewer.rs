//! The read-only viewer of a body: laid out, as it is, or in hexadecimal; only rows on the screen cost anything.

use std::borrow::Cow;
use std::sync::Arc;

use egui::text::{CCursor, LayoutJob};
use egui::{
    AsIdSalt, Event, Id, IdSalt, Key, Modifiers, Pos2, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::layout::{ColoredSpan, colored_spans, job};
use super::lines::Lines;
use super::selection::{Selection, Spot, word_around};
use super::{LARGE_BODY_BYTES, format, gutter, hex};
use crate::model::Language;
use crate::ui::icon::Icon;
use crate::ui::theme::{CODE_LINE_HEIGHT, Tokens, Tone, type_mono};
use crate::ui::widget::{Banner, BannerAction, IconButton, MenuRow, segmented};

/// How a body is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ViewMode {
    /// Laid out in the canonical way of its language.
    Pretty,
    /// As it is.
    Raw,
    /// Byte by byte.
    Hex,
}

/// A viewer of a body.
#[derive(Debug)]
#[must_use = "a viewer shows when `show` is called"]
pub struct CodeViewer<'a> {
    id: IdSalt,
    name: &'a str,
    bytes: &'a [u8],
    language: Language,
    plain: bool,
}

/// What is shown, made ready once and kept until the body or the mode changes.
#[derive(Debug)]
struct Prepared {
    key: u64,
    lines: Lines,
    spans: Vec<ColoredSpan>,
}

impl<'a> CodeViewer<'a> {
    /// A viewer of bytes that are text of a language, or not text at all.
    pub fn new(id: impl AsIdSalt, bytes: &'a [u8], language: Language) -> Self {
        Self { id: IdSalt::new(id), name: "Body text", bytes, language, plain: false }
    }

    /// What a screen reader calls it; "Body text" when not said.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = name;
        self
    }

    /// Shows the text as it is, without the row of modes.
    pub fn plain(mut self) -> Self {
        self.plain = true;
        self
    }

    /// Shows the viewer in all the room there is.
    pub fn show(self, ui: &mut Ui) -> Response {
        let id = ui.make_persistent_id(self.id);
        let mode = if self.plain { ViewMode::Raw } else { self.mode_row(ui, id) };
        let shown_anyway = id.with("show anyway");
        if self.bytes.len() > LARGE_BODY_BYTES && !self.plain && !ui.data(|data| data.get_temp(shown_anyway)).unwrap_or(false) {
            let banner = format!("This body is large: {:.1} MB", self.bytes.len() as f64 / 1e6);
            if Banner::new(Tone::Accent, &banner).actions(&["Show anyway"]).show(ui) == Some(BannerAction::Pressed(0)) {
                ui.data_mut(|data| data.insert_temp(shown_anyway, true));
            }
            return ui.response();
        }
        let prepared = (mode != ViewMode::Hex).then(|| self.prepared(ui, id, mode));
        let rows = Rows { bytes: self.bytes, prepared };
        let output = ScrollArea::both()
            .id_salt((self.id, mode))
            .auto_shrink(false)
            .show_viewport(ui, |ui, viewport| rows.show(ui, id.with(mode), self.name, viewport.size()));
        output.inner
    }

    /// The modes that make sense for this body, and the button that copies it.
    fn mode_row(&self, ui: &mut Ui, id: Id) -> ViewMode {
        let mode_id = id.with("mode");
        let text = std::str::from_utf8(self.bytes).ok();
        let modes: &[(ViewMode, &str)] = match text {
            None => &[(ViewMode::Hex, "Hex"), (ViewMode::Raw, "Text")],
            Some(_) if format::can_format(self.language) => {
                &[(ViewMode::Pretty, "Pretty"), (ViewMode::Raw, "Raw"), (ViewMode::Hex, "Hex")]
            }
            Some(_) => &[(ViewMode::Raw, "Raw"), (ViewMode::Hex, "Hex")],
        };
        // What was chosen for one body stays for the next one that has that mode.
        let chosen: Option<ViewMode> = ui.data(|data| data.get_temp(mode_id));
        let selected = modes.iter().position(|(mode, _)| Some(*mode) == chosen).unwrap_or(0);
        let labels: Vec<&str> = modes.iter().map(|(_, label)| *label).collect();
        let row = ui.horizontal(|ui| {
            let edited = segmented(ui, "Show body as", selected, &labels);
            if IconButton::new(Icon::Copy, "Copy body").show(ui).clicked() {
                ui.copy_text(String::from_utf8_lossy(self.bytes).into_owned());
            }
            edited.changed
        });
        let selected = row.inner.unwrap_or(selected);
        let mode = modes.get(selected).map_or(ViewMode::Raw, |(mode, _)| *mode);
        if row.inner.is_some() {
            ui.data_mut(|data| data.insert_temp(mode_id, mode));
        }
        mode
    }

    fn prepared(&self, ui: &Ui, id: Id, mode: ViewMode) -> Arc<Prepared> {
        let cache = id.with("prepared");
        let key = super::highlight::fingerprint(&(self.bytes, mode, self.language, ui.ctx().theme() == egui::Theme::Dark));
        if let Some(known) = ui.data(|data| data.get_temp::<Arc<Prepared>>(cache))
            && known.key == key
        {
            return known;
        }
        let text = String::from_utf8_lossy(self.bytes);
        let text = match mode {
            ViewMode::Pretty => format::format(&text, self.language).unwrap_or_else(|_| text.into_owned()),
            ViewMode::Raw | ViewMode::Hex => text.into_owned(),
        };
        let spans = colored_spans(ui, &text, self.language);
        let prepared = Arc::new(Prepared { key, lines: Lines::new(text), spans });
        ui.data_mut(|data| data.insert_temp(cache, Arc::clone(&prepared)));
        prepared
    }
}

/// The rows of a body in a mode.
struct Rows<'a> {
    bytes: &'a [u8],
    /// The text; none for hexadecimal.
    prepared: Option<Arc<Prepared>>,
}

impl Rows<'_> {
    fn count(&self) -> usize {
        self.prepared.as_ref().map_or_else(|| hex::row_count(self.bytes.len()), |prepared| prepared.lines.rows.len())
    }

    fn text(&self, row: usize) -> Cow<'_, str> {
        match &self.prepared {
            Some(prepared) => Cow::Borrowed(prepared.lines.row_text(row)),
            None => Cow::Owned(hex::row(self.bytes, row)),
        }
    }

    fn job(&self, row: usize, tokens: &Tokens) -> LayoutJob {
        let text = self.text(row);
        let Some(prepared) = &self.prepared else { return job(&text, &[(0..text.len(), tokens.text)]) };
        let Some(bytes) = prepared.lines.rows.get(row).map(|row| row.bytes.clone()) else { return LayoutJob::default() };
        let first = prepared.spans.partition_point(|(span, _)| span.end <= bytes.start);
        let mut spans: Vec<ColoredSpan> = prepared
            .spans
            .iter()
            .skip(first)
            .take_while(|(span, _)| span.start < bytes.end)
            .map(|(span, color)| (span.start.max(bytes.start) - bytes.start..span.end.min(bytes.end) - bytes.start, *color))
            .collect();
        if spans.is_empty() {
            spans.push((0..text.len(), tokens.text));
        }
        job(&text, &spans)
    }

    fn show(&self, ui: &mut Ui, id: Id, name: &str, room: egui::Vec2) -> Response {
        let visible = ui.clip_rect();
        let gutter_width = self.prepared.as_ref().map_or(12.0, |prepared| gutter::width(ui, prepared.lines.line_count));
        let longest = self.prepared.as_ref().map_or(78, |prepared| prepared.lines.longest);
        let letter = ui.fonts_mut(|fonts| fonts.glyph_width(&type_mono(), '0'));
        let content = vec2(gutter_width + longest as f32 * letter + 24.0, self.count() as f32 * CODE_LINE_HEIGHT + 16.0);
        let (_, rect) = ui.allocate_space(content.max(room));
        let response = ui.interact(rect, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(self.spoken_text()),
            ..WidgetInfo::labeled(Role::Document, ui.is_enabled(), name)
        });
        let origin = rect.left_top() + vec2(gutter_width, 8.0);

        let mut selection: Selection = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        self.select(ui, &response, origin, &mut selection);
        ui.data_mut(|data| data.insert_temp(id, selection));

        self.paint(ui, origin, visible, gutter_width, &selection);
        if response.has_focus() {
            scroll_with_keys(ui, visible);
            if ui.input(|input| input.events.contains(&Event::Copy)) && !selection.is_empty() {
                ui.copy_text(self.selected_text(&selection));
            }
        }
        response.context_menu(|ui| {
            let copy = MenuRow::new("Copy").icon(Icon::Copy).enabled(!selection.is_empty()).show(ui);
            if copy.clicked() {
                ui.copy_text(self.selected_text(&selection));
            }
            if MenuRow::new("Copy all").show(ui).clicked() {
                ui.copy_text(self.selected_text(&Selection::all(self.count())));
            }
        });
        response.on_hover_cursor(egui::CursorIcon::Text)
    }

    fn paint(&self, ui: &Ui, origin: Pos2, visible: Rect, gutter_width: f32, selection: &Selection) {
        let tokens = Tokens::of(ui);
        let first = ((visible.top() - origin.y) / CODE_LINE_HEIGHT).floor().max(0.0) as usize;
        let last = (((visible.bottom() - origin.y) / CODE_LINE_HEIGHT).ceil().max(0.0) as usize).min(self.count());
        // The strip of numbers stays in place, so the text ends where it begins.
        let beside = Rect::from_min_max(pos2(visible.left() + gutter_width - 4.0, visible.top()), visible.max);
        let painter = ui.painter().with_clip_rect(beside.intersect(visible));
        for row in first..last {
            let top = origin.y + row as f32 * CODE_LINE_HEIGHT;
            let job = self.job(row, tokens);
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            if let Some(selected) = selection.in_row(row, galley.text().chars().count()) {
                let x = |character| origin.x + galley.pos_from_cursor(CCursor::new(character)).left();
                // A selected line break shows as a little more than the line.
                let more = if selection.rows().end > row + 1 { 4.0 } else { 0.0 };
                let area = Rect::from_x_y_ranges(x(selected.start)..=x(selected.end) + more, top..=top + CODE_LINE_HEIGHT);
                painter.rect_filled(area, 0, tokens.selection);
            }
            painter.galley(pos2(origin.x, top), galley, tokens.text);
            let number = self.prepared.as_ref().and_then(|prepared| prepared.lines.rows.get(row)?.number);
            if let Some(number) = number {
                let strip = Rect::from_min_size(visible.left_top(), vec2(gutter_width - 4.0, visible.height()));
                gutter::paint_number(ui.painter(), strip, top, number, false);
            }
        }
    }

    /// Draws the selection with the pointer: drag, Shift+click, double click for a word; Ctrl+A for everything.
    fn select(&self, ui: &Ui, response: &Response, origin: Pos2, selection: &mut Selection) {
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        if response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
            *selection = Selection::all(self.count());
        }
        let Some(pointer) = response.interact_pointer_pos() else { return };
        let spot = self.spot_at(ui, origin, pointer);
        if response.double_clicked() {
            let word = word_around(&self.text(spot.0), spot.1);
            *selection = Selection { anchor: (spot.0, word.start), head: (spot.0, word.end) };
        } else if response.drag_started_by(egui::PointerButton::Primary) {
            let begun = ui.input(|input| input.pointer.press_origin()).unwrap_or(pointer);
            *selection = Selection { anchor: self.spot_at(ui, origin, begun), head: spot };
        } else if response.dragged_by(egui::PointerButton::Primary) {
            selection.head = spot;
        } else if response.clicked() {
            let keeps_anchor = ui.input(|input| input.modifiers.shift);
            *selection = Selection { anchor: if keeps_anchor { selection.anchor } else { spot }, head: spot };
        }
    }

    fn spot_at(&self, ui: &Ui, origin: Pos2, position: Pos2) -> Spot {
        let row = ((position.y - origin.y) / CODE_LINE_HEIGHT).floor().max(0.0) as usize;
        let row = row.min(self.count().saturating_sub(1));
        let job = self.job(row, Tokens::of(ui));
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let cursor = galley.cursor_from_pos(vec2((position.x - origin.x).max(0.0), 1.0));
        (row, cursor.index.0)
    }

    fn selected_text(&self, selection: &Selection) -> String {
        let mut out = String::new();
        for row in selection.rows().start..selection.rows().end.min(self.count()) {
            let starts_line = self
                .prepared
                .as_ref()
                .is_none_or(|prepared| prepared.lines.rows.get(row).is_some_and(|row| row.number.is_some()));
            if starts_line && row > selection.rows().start {
                out.push('\n');
            }
            let text = self.text(row);
            if let Some(range) = selection.in_row(row, text.chars().count()) {
                out.extend(text.chars().skip(range.start).take(range.end - range.start));
            }
        }
        out
    }

    /// What a screen reader can read of it: all of a small body, the start of a large one.
    fn spoken_text(&self) -> String {
        const SPOKEN_BYTES: usize = 4096;
        match &self.prepared {
            Some(prepared) => prepared.lines.text.chars().take(SPOKEN_BYTES).collect(),
            None => hex::row(self.bytes, 0),
        }
    }
}

fn scroll_with_keys(ui: &Ui, visible: Rect) {
    let page = visible.height() - CODE_LINE_HEIGHT;
    let keys = [
        (Key::ArrowUp, CODE_LINE_HEIGHT),
        (Key::ArrowDown, -CODE_LINE_HEIGHT),
        (Key::PageUp, page),
        (Key::PageDown, -page),
        (Key::Home, f32::MAX / 4.0),
        (Key::End, -f32::MAX / 4.0),
    ];
    for (key, distance) in keys {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            ui.scroll_with_delta(vec2(0.0, distance));
        }
    }
}
