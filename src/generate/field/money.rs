//! The sums of one object: prices, quantities, taxes and totals that add up, in whole cents until they are written.

use serde_json::Value;

use super::kind::JsonType;
use super::record::{Draft, Record, decimal};
use crate::generate::random::Random;

/// The sums, in cents.
#[derive(Clone, Copy, Debug)]
pub(super) struct Money {
    pub(super) unit_price: i64,
    pub(super) list_price: i64,
    pub(super) quantity: i64,
    pub(super) subtotal: i64,
    pub(super) tax_percent: i64,
    pub(super) tax: i64,
    pub(super) shipping: i64,
    pub(super) discount_percent: i64,
    pub(super) discount: i64,
    pub(super) total: i64,
    pub(super) paid: i64,
}

impl Money {
    /// What an object does not mention does not count: without a quantity there is one piece, without a tax the total is
    /// without it.
    fn new(record: &Record<'_>, random: &mut Random) -> Self {
        let has = |kind| record.siblings.has(kind);
        let pick = |from: &[i64], random: &mut Random| random.pick(from).copied().unwrap_or_default();
        let unit_price = random.integer(4, 240) * 100 + pick(&[0, 49, 50, 90, 95, 99, 99, 99], random);
        let quantity = random.integer(1, 6);
        let tax_percent = pick(&[5, 7, 8, 10, 19, 20, 21], random);
        let discount_percent = pick(&[5, 10, 15, 20, 25], random);
        let shipping = pick(&[0, 390, 499, 599, 990], random);
        let subtotal = unit_price * if has("quantity") { quantity } else { 1 };
        let (tax, discount) = (percent(subtotal, tax_percent), percent(subtotal, discount_percent));
        let counted = |kind, sum| if has(kind) { sum } else { 0 };
        let total =
            subtotal + counted("tax_amount", tax) + counted("shipping_cost", shipping) - counted("discount_amount", discount);
        let paid = total * pick(&[0, 50, 100, 100], random) / 100;
        let list_price = unit_price + percent(unit_price, pick(&[10, 20, 25, 40], random));
        Self { unit_price, list_price, quantity, subtotal, tax_percent, tax, shipping, discount_percent, discount, total, paid }
    }
}

/// A share of a sum, to the nearest cent.
fn percent(sum: i64, percent: i64) -> i64 {
    (sum * percent + 50) / 100
}

impl Record<'_> {
    pub(super) fn money(&mut self, random: &mut Random) -> Money {
        if let Some(money) = self.money {
            return money;
        }
        let money = Money::new(self, random);
        self.money = Some(money);
        money
    }
}

/// Writes a sum of cents: whole cents as an integer, as payment services do; else with two decimals.
pub(super) fn write(cents: i64, asked: Option<JsonType>) -> Value {
    match asked {
        Some(JsonType::Integer) => cents.into(),
        Some(JsonType::String) => format!("{}.{:02}", cents / 100, cents % 100).into(),
        _ => decimal(cents, 2),
    }
}

fn sum(draft: &mut Draft<'_, '_>, of: fn(&Money) -> i64) -> Value {
    write(of(&draft.record.money(draft.random)), draft.hint.json_type)
}

pub(super) fn price(draft: &mut Draft<'_, '_>) -> Value {
    sum(draft, |money| money.unit_price)
}

pub(super) fn list_price(draft: &mut Draft<'_, '_>) -> Value {
    sum(draft, |money| money.list_price)
}

pub(super) fn quantity(draft: &mut Draft<'_, '_>) -> Value {
    draft.record.money(draft.random).quantity.into()
}

pub(super) fn subtotal(draft: &mut Draft<'_, '_>) -> Value {
    sum(draft, |money| money.subtotal)
}

pub(super) fn gross(draft: &mut Draft<'_, '_>) -> Value {
    sum(draft, |money| money.subtotal + money.tax)
}

pub(super) fn tax_amount(draft: &mut Draft<'_, '_>) -> Value {
    sum(draft, |money| money.tax)
}

pub(super) fn tax_percent(draft: &mut Draft<'_, '_>) -> Value {
    draft.record.money(draft.random).tax_percent.into()
}

pub(super) fn shipping_cost(draft: &mut Draft<'_, '_>) -> Value {
    sum(draft, |money| money.shipping)
}

pub(super) fn discount_amount(draft: &mut Draft<'_, '_>) -> Value {
    sum(draft, |money| money.discount)
}

pub(super) fn discount_percent(draft: &mut Draft<'_, '_>) -> Value {
    draft.record.money(draft.random).discount_percent.into()
}

pub(super) fn total_amount(draft: &mut Draft<'_, '_>) -> Value {
    sum(draft, |money| money.total)
}

pub(super) fn amount_paid(draft: &mut Draft<'_, '_>) -> Value {
    sum(draft, |money| money.paid)
}

pub(super) fn amount_due(draft: &mut Draft<'_, '_>) -> Value {
    sum(draft, |money| money.total - money.paid)
}

/// A sum with no relation to the others, between two numbers of whole units.
pub(super) fn between(draft: &mut Draft<'_, '_>, low: i64, high: i64) -> Value {
    write(draft.random.integer(low * 100, high * 100), draft.hint.json_type)
}

/// `total` counts things beside pages and lists, and is a sum beside prices.
pub(super) fn total(draft: &mut Draft<'_, '_>) -> Value {
    let siblings = draft.record.siblings;
    let beside_sums = ["subtotal", "tax_amount", "price", "currency", "shipping_cost", "discount_amount", "quantity"];
    let whole = draft.hint.json_type == Some(JsonType::Integer);
    let paged = ["page_number", "page_size", "page_count", "has_more", "offset"].iter().any(|kind| siblings.has(kind));
    if !paged && (!whole || beside_sums.iter().any(|kind| siblings.has(kind))) {
        total_amount(draft)
    } else {
        super::page::total_items(draft)
    }
}
