//! The pages of one listing: number, size, count and what comes next agree.

use serde_json::Value;

use super::kind::JsonType;
use super::record::{Draft, Record};
use crate::generate::random::Random;

/// A page among others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    number: i64,
    size: i64,
    items: i64,
}

impl Page {
    fn new(random: &mut Random) -> Self {
        let size = random.pick(&[10, 20, 25, 50, 100]).copied().unwrap_or(10);
        let items = random.integer(1, 12 * size);
        let count = (items + size - 1) / size;
        Self { number: random.integer(1, count), size, items }
    }

    fn count(self) -> i64 {
        (self.items + self.size - 1) / self.size
    }

    fn on_this(self) -> i64 {
        (self.items - (self.number - 1) * self.size).min(self.size)
    }
}

impl Record<'_> {
    fn page(&mut self, random: &mut Random) -> Page {
        *self.page.get_or_insert_with(|| Page::new(random))
    }
}

fn of(draft: &mut Draft<'_, '_>) -> Page {
    draft.record.page(draft.random)
}

pub(super) fn number(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).number.into()
}

pub(super) fn size(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).size.into()
}

pub(super) fn count(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).count().into()
}

pub(super) fn total_items(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).items.into()
}

/// The items on this page where the listing has pages; else just some number.
pub(super) fn item_count(draft: &mut Draft<'_, '_>) -> Value {
    let paged = ["page_number", "page_size", "page_count"].iter().any(|kind| draft.record.siblings.has(kind));
    if paged { of(draft).on_this().into() } else { draft.random.integer(0, 120).into() }
}

pub(super) fn offset(draft: &mut Draft<'_, '_>) -> Value {
    let page = of(draft);
    ((page.number - 1) * page.size).into()
}

pub(super) fn first_item(draft: &mut Draft<'_, '_>) -> Value {
    let page = of(draft);
    ((page.number - 1) * page.size + 1).into()
}

pub(super) fn last_item(draft: &mut Draft<'_, '_>) -> Value {
    let page = of(draft);
    ((page.number - 1) * page.size + page.on_this()).into()
}

pub(super) fn has_more(draft: &mut Draft<'_, '_>) -> Value {
    let page = of(draft);
    (page.number < page.count()).into()
}

pub(super) fn has_previous(draft: &mut Draft<'_, '_>) -> Value {
    (of(draft).number > 1).into()
}

/// Another page: by number, or by address where text is asked for.
fn other(draft: &mut Draft<'_, '_>, number: i64) -> Value {
    match draft.hint.json_type {
        Some(JsonType::Integer | JsonType::Number) => number.into(),
        _ => format!("https://api.example.com/items?page={number}").into(),
    }
}

pub(super) fn next(draft: &mut Draft<'_, '_>) -> Value {
    let page = of(draft);
    other(draft, (page.number + 1).min(page.count()))
}

pub(super) fn previous(draft: &mut Draft<'_, '_>) -> Value {
    let page = of(draft);
    other(draft, (page.number - 1).max(1))
}

pub(super) fn first(draft: &mut Draft<'_, '_>) -> Value {
    other(draft, 1)
}

pub(super) fn last(draft: &mut Draft<'_, '_>) -> Value {
    let page = of(draft);
    other(draft, page.count())
}
