//! The command palette: one field that finds commands, endpoints, expectations and recent requests.

use egui::{Align, Align2, Area, Context, Id, Key, Modifiers, Order, RichText, ScrollArea, Sense, vec2};
use strum::IntoEnumIterator as _;

use super::{
    expectations::words,
    icon::Icon,
    shortcut::keys_text,
    theme::{CONTROL_HEIGHT, GAP, Tokens, type_body, type_mono, type_secondary},
    widget::{ListRow, TextField, card},
};
use crate::app::{Action, App, Command};

/// The most rows of one kind while several kinds are found.
const ROWS_PER_KIND: usize = 6;
const ROW_HEIGHT: f32 = 30.0;

/// The palette's state while it is open.
#[derive(Debug, Default)]
pub struct Palette {
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    query: String,
    endpoints_only: bool,
    chosen: usize,
    is_new: bool,
}

struct Row {
    kind: &'static str,
    text: String,
    /// In mono, before the text.
    badge: Option<String>,
    keys: String,
    enabled: bool,
    action: Action,
    score: i32,
}

impl Palette {
    /// Opens it empty.
    pub fn open(&mut self, endpoints_only: bool) {
        self.open = Some(Open { query: String::new(), endpoints_only, chosen: 0, is_new: true });
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Shows it, where it is open.
    pub fn show(&mut self, ctx: &Context, app: &App, actions: &mut Vec<Action>) {
        let Some(open) = &mut self.open else { return };
        let rows = rows(ctx, app, open);
        open.chosen = open.chosen.min(rows.len().saturating_sub(1));
        // Before the field sees them: it would move its caret.
        let (mut run, mut close) = (None, false);
        ctx.input_mut(|input| {
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                open.chosen = (open.chosen + 1) % rows.len().max(1);
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                open.chosen = open.chosen.checked_sub(1).unwrap_or(rows.len().saturating_sub(1));
            }
            if input.consume_key(Modifiers::NONE, Key::Enter) {
                run = Some(open.chosen);
            }
            close = input.consume_key(Modifiers::NONE, Key::Escape);
        });
        let moved = ctx.input(|input| input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowUp));
        let width = 560.0_f32.min(ctx.content_rect().width() - 48.0);
        let area = Area::new(Id::unique("palette")).order(Order::Foreground).anchor(Align2::CENTER_TOP, vec2(0.0, 56.0));
        let shown = area.show(ctx, |ui| {
            card(ctx).inner_margin(8).show(ui, |ui| {
                ui.set_width(width);
                let height = (ctx.content_rect().height() - 200.0).clamp(120.0, 420.0);
                ui.set_max_height(height + CONTROL_HEIGHT + GAP);
                let hint = if open.endpoints_only { "Go to endpoint" } else { "Search commands, endpoints and recent requests" };
                let field = TextField::new("query", "Search", &open.query).hint(hint).icon(Icon::Search).focus(true);
                if let Some(query) = field.show(ui).changed {
                    open.query = query;
                    open.chosen = 0;
                }
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    run = run.or(rows_ui(ui, &rows, open.chosen, moved || open.is_new));
                });
            });
        });
        let clicked_outside = shown.response.clicked_elsewhere() && !open.is_new;
        open.is_new = false;
        let action = run.and_then(|index| rows.into_iter().nth(index)).filter(|row| row.enabled).map(|row| row.action);
        if close || clicked_outside || action.is_some() {
            self.open = None;
        }
        actions.extend(action);
    }
}

/// Paints the rows under a heading for each kind; gives the row that was clicked.
fn rows_ui(ui: &mut egui::Ui, rows: &[Row], chosen: usize, scroll_to_chosen: bool) -> Option<usize> {
    let tokens = Tokens::of(ui);
    let mut clicked = None;
    let mut kind = "";
    if rows.is_empty() {
        ui.add_space(8.0);
        ui.label(RichText::new("Nothing is called that").color(tokens.muted));
    }
    for (index, row) in rows.iter().enumerate() {
        if row.kind != kind {
            kind = row.kind;
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
            let at = rect.left_bottom() + vec2(10.0, -6.0);
            ui.painter().text(at, Align2::LEFT_BOTTOM, kind, type_secondary(), tokens.muted);
        }
        let name = row.badge.as_ref().map_or_else(|| row.text.clone(), |badge| format!("{badge} {}", row.text));
        let shown = ui.push_id(index, |ui| ListRow::new(&name).height(ROW_HEIGHT).selected(index == chosen).show(ui)).inner;
        if index == chosen && scroll_to_chosen {
            shown.response.scroll_to_me(Some(Align::Center));
        }
        if shown.response.clicked() {
            clicked = Some(index);
        }
        if !shown.visible {
            continue;
        }
        let color = if row.enabled { tokens.text } else { tokens.muted };
        let (painter, middle) = (ui.painter().with_clip_rect(shown.rect.intersect(ui.clip_rect())), shown.rect.center().y);
        let mut left = shown.rect.left() + 10.0;
        if let Some(badge) = &row.badge {
            painter.text(egui::pos2(left, middle), Align2::LEFT_CENTER, badge, type_mono(), tokens.method(badge));
            left += 68.0;
        }
        let font = if row.badge.is_some() { type_mono() } else { type_body() };
        painter.text(egui::pos2(left, middle), Align2::LEFT_CENTER, &row.text, font, color);
        let right = egui::pos2(shown.rect.right() - 10.0, middle);
        painter.text(right, Align2::RIGHT_CENTER, &row.keys, type_secondary(), tokens.muted);
    }
    clicked
}

/// What is found, best kind first, best row first within a kind.
fn rows(ctx: &Context, app: &App, open: &Open) -> Vec<Row> {
    let mut kinds: Vec<Vec<Row>> = Vec::new();
    if !open.endpoints_only {
        kinds.push(commands(ctx, app, &open.query));
    }
    kinds.push(endpoints(app, &open.query));
    if !open.endpoints_only {
        kinds.push(expectations(app, &open.query));
        kinds.push(requests(app, &open.query));
    }
    for kind in &mut kinds {
        kind.sort_by_key(|row| std::cmp::Reverse((row.enabled, row.score)));
        kind.truncate(if open.endpoints_only { 200 } else { ROWS_PER_KIND });
    }
    if !open.query.is_empty() {
        kinds.sort_by_key(|kind| std::cmp::Reverse(kind.first().map(|row| row.score)));
    }
    kinds.into_iter().flatten().collect()
}

fn commands(ctx: &Context, app: &App, query: &str) -> Vec<Row> {
    let found = Command::iter().filter_map(|command| {
        let row = Row {
            kind: "Commands",
            text: command.name().to_owned(),
            badge: None,
            keys: keys_text(ctx, command),
            enabled: command.is_enabled(app),
            action: Action::Run(command),
            score: score(query, command.name())?,
        };
        (command != Command::Palette).then_some(row)
    });
    found.collect()
}

fn endpoints(app: &App, query: &str) -> Vec<Row> {
    let found = app.project().endpoints.iter().filter_map(|endpoint| {
        let score = score(query, &format!("{} {}", endpoint.method, endpoint.path))?;
        Some(Row {
            kind: "Endpoints",
            text: endpoint.path.clone(),
            badge: Some(endpoint.method.clone()),
            keys: String::new(),
            enabled: true,
            action: Action::SelectEndpoint(endpoint.id.clone()),
            score,
        })
    });
    found.collect()
}

fn expectations(app: &App, query: &str) -> Vec<Row> {
    let found = app.project().expectations.iter().filter_map(|expectation| {
        let (title, requests) = (expectation.title(), expectation.request.label());
        Some(Row {
            kind: "Expectations",
            // What is demanded names other expectations, which are not what was looked for.
            score: score(query, &format!("{title} {requests}"))?,
            text: format!("{title}   {}", words::demand(app.project(), expectation)),
            badge: None,
            keys: String::new(),
            enabled: true,
            action: Action::SelectExpectation(expectation.id.clone()),
        })
    });
    found.collect()
}

/// How far back the palette looks for requests.
const RECENT_REQUESTS: usize = 500;

fn requests(app: &App, query: &str) -> Vec<Row> {
    let log = app.traffic().log();
    let recent = log.exchanges().iter().rev().take(RECENT_REQUESTS).filter_map(|exchange| {
        let target = exchange.uri.path_and_query().map_or("/", |target| target.as_str());
        let score = score(query, &format!("{} {target}", exchange.method))?;
        let status = exchange.status.map_or_else(|| "no answer".to_owned(), |status| status.as_u16().to_string());
        Some(Row {
            kind: "Recent requests",
            text: format!("{target}   {status}"),
            badge: Some(exchange.method.to_string()),
            keys: format!("#{}", exchange.sequence),
            enabled: true,
            action: Action::ShowExchange(exchange.sequence),
            score,
        })
    });
    recent.take(ROWS_PER_KIND * 4).collect()
}

/// How well `text` fits what was typed: its letters in their order, best where they stand together and begin words.
/// None where one is missing.
fn score(query: &str, text: &str) -> Option<i32> {
    if query.is_empty() {
        return Some(0);
    }
    let (query, text) = (query.to_lowercase(), text.to_lowercase());
    if let Some(at) = text.find(query.as_str()) {
        let begins_word = at == 0 || text[..at].ends_with(|c: char| !c.is_alphanumeric());
        return Some(1_000 + if begins_word { 500 } else { 0 } - i32::try_from(text.len()).unwrap_or(0));
    }
    let mut letters = text.chars().enumerate();
    let (mut total, mut previous) = (0, None);
    for wanted in query.chars().filter(|c| !c.is_whitespace()) {
        let (at, _) = letters.find(|(_, letter)| *letter == wanted)?;
        total += if previous.is_some_and(|before| before + 1 == at) { 10 } else { 1 };
        previous = Some(at);
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn letters_in_order_are_found_and_whole_words_win() {
        assert!(score("ne", "New endpoint") > score("ne", "Dunes"));
        assert!(score("nwend", "New endpoint").is_some());
        assert!(score("xyz", "New endpoint").is_none());
        assert!(score("endpoint", "New endpoint") > score("endpoint", "E n d p o i n t"));
        assert!(score("", "anything").is_some());
    }
}
