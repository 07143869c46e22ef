//! The sheet of what a field can be taken to be: every kind of the registry, with its Faker method, a sample, and the names
//! that mean it. The search finds all of these.

use egui::{Context, Rect, RichText, ScrollArea, Ui, pos2, vec2};

use super::{
    icon::Icon,
    theme::{GAP, GAP_PANE, ROW_HEIGHT, Tokens, type_mono, type_secondary, type_strong},
    widget::{ListRow, TextField, cell, sheet},
};
use crate::generate::field::{Domain, Kind, kinds};

/// The most names of a kind that its tooltip lists.
const MOST_NAMES: usize = 12;

/// The sheet's own state.
#[derive(Debug, Default)]
pub struct FieldNames {
    is_open: bool,
    search: String,
    wants_focus: bool,
    /// Every kind with its sample and what the search looks through; made when the sheet is first opened.
    entries: Vec<Entry>,
    shown: Vec<Row>,
}

#[derive(Debug)]
struct Entry {
    kind: &'static Kind,
    sample: String,
    searched: String,
}

#[derive(Clone, Copy, Debug)]
enum Row {
    Domain(Domain, usize),
    Kind(usize),
}

impl FieldNames {
    /// Opens the sheet with everything in it.
    pub fn open(&mut self) {
        if self.entries.is_empty() {
            self.entries = kinds().iter().map(Entry::new).collect();
        }
        self.search.clear();
        self.find();
        self.is_open = true;
        self.wants_focus = true;
    }

    /// Whether it is over the window.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Shows the sheet while it is open.
    pub fn show(&mut self, ctx: &Context) {
        let mut is_open = self.is_open;
        sheet(ctx, "Field names", 920.0, &mut is_open, |ui, _| self.contents(ui));
        self.is_open = is_open;
    }

    fn contents(&mut self, ui: &mut Ui) {
        let about = "A generated body reads the names of its fields. user_email, userEmail and UserEmail are the same, and what \
                     stands beside or around a field counts too. The project's settings can say otherwise for any name.";
        ui.label(RichText::new(about).font(type_secondary()).color(Tokens::of(ui).muted));
        ui.add_space(GAP);
        let field = TextField::new("search field names", "Search field names", &self.search)
            .hint("Search by name, kind, Faker method or description")
            .icon(Icon::Search)
            .width(ui.available_width())
            .focus(std::mem::take(&mut self.wants_focus));
        if let Some(search) = field.show(ui).changed {
            self.search = search;
            self.find();
        }
        ui.add_space(GAP);
        if self.shown.is_empty() {
            let text = format!("No kind is known by {:?}; a field of that name keeps the look of its example", self.search);
            ui.label(RichText::new(text).color(Tokens::of(ui).muted));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = (ui.ctx().content_rect().height() - 260.0).clamp(160.0, 560.0);
        let area = ScrollArea::vertical().id_salt("kinds").max_height(height).min_scrolled_height(height).auto_shrink(false);
        area.show_rows(ui, ROW_HEIGHT, self.shown.len(), |ui, range| {
            for row in self.shown.get(range).unwrap_or_default() {
                match row {
                    Row::Domain(domain, count) => domain_ui(ui, *domain, *count),
                    Row::Kind(index) => {
                        if let Some(entry) = self.entries.get(*index) {
                            entry.show(ui);
                        }
                    }
                }
            }
        });
    }

    /// Looks for what was typed: each word somewhere in an entry.
    fn find(&mut self) {
        let words: Vec<String> = self.search.split_whitespace().map(str::to_lowercase).collect();
        let fits = |entry: &Entry| words.iter().all(|word| entry.searched.contains(word));
        self.shown.clear();
        for domain in Domain::ALL {
            let found = self.entries.iter().enumerate().filter(|(_, entry)| entry.kind.domain == domain && fits(entry));
            let found: Vec<Row> = found.map(|(index, _)| Row::Kind(index)).collect();
            if !found.is_empty() {
                self.shown.push(Row::Domain(domain, found.len()));
                self.shown.extend(found);
            }
        }
    }
}

impl Entry {
    fn new(kind: &'static Kind) -> Self {
        let sample = kind.sample();
        let sample = sample.as_str().map_or_else(|| sample.to_string(), str::to_owned);
        let names: Vec<&str> = kind.names().collect();
        // Names are searched as they are written in JSON as well as in words.
        let names = format!("{} {}", names.join(" "), names.join(" ").replace(' ', "_"));
        let searched = format!("{} {} {} {names}", kind.name, kind.description, kind.faker.unwrap_or_default()).to_lowercase();
        Self { kind, sample, searched }
    }

    fn show(&self, ui: &mut Ui) {
        let kind = self.kind;
        let name = format!("{}, {}, such as {}", kind.name, kind.description, self.sample);
        let row = ui.push_id(kind.name, |ui| ListRow::new(&name).height(ROW_HEIGHT).show(ui)).inner;
        if !row.visible {
            return;
        }
        let tokens = Tokens::of(ui);
        let inner = row.rect.shrink2(vec2(GAP_PANE, 0.0));
        let column = |from: f32, to: f32| {
            let x = |share: f32| inner.left() + inner.width() * share;
            Rect::from_min_max(pos2(x(from), inner.top()), pos2(x(to) - GAP_PANE, inner.bottom()))
        };
        cell(ui, column(0.0, 0.19), kind.name, type_mono(), tokens.text);
        cell(ui, column(0.19, 0.5), kind.description, type_secondary(), tokens.muted);
        cell(ui, column(0.5, 0.72), kind.faker.unwrap_or("–"), type_mono(), tokens.muted);
        cell(ui, column(0.72, 1.0), &self.sample, type_mono(), tokens.text);
        row.response.on_hover_ui(|ui| {
            let names: Vec<String> = kind.names().take(MOST_NAMES).map(|name| name.replace(' ', "_")).collect();
            ui.label(format!("{}\nMeant by {}\nSuch as {}", kind.description, names.join(", "), self.sample));
        });
    }
}

fn domain_ui(ui: &mut Ui, domain: Domain, count: usize) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), egui::Sense::hover());
    let mut name = domain.name().to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, format!("{name}, {count}")));
    let tokens = Tokens::of(ui);
    cell(ui, rect.shrink2(vec2(GAP_PANE, 0.0)), &name, type_strong(), tokens.text);
}
