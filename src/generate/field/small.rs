//! Kinds that need a few lines of their own and belong to no group of facts.

use serde_json::Value;

use super::kind::JsonType;
use super::money::between;
use super::person;
use super::prose;
use super::record::{Draft, fill, fill_into};
use super::role::parts;
use super::text::slug;

/// One of some whole numbers.
fn one_of(draft: &mut Draft<'_, '_>, numbers: &[i64]) -> Value {
    draft.random.pick(numbers).copied().unwrap_or_default().into()
}

fn one_text(draft: &mut Draft<'_, '_>, texts: &[&'static str]) -> &'static str {
    draft.random.pick(texts).copied().unwrap_or_default()
}

pub(super) fn uuid(draft: &mut Draft<'_, '_>) -> Value {
    let variant = one_text(draft, &["8", "9", "a", "b"]);
    let mut text = String::with_capacity(36);
    fill_into(&mut text, "%%%%%%%%-%%%%-4%%%-", draft.random);
    text.push_str(variant);
    fill_into(&mut text, "%%%-%%%%%%%%%%%%", draft.random);
    text.into()
}

pub(super) fn time_of_day(draft: &mut Draft<'_, '_>) -> Value {
    let quarter = draft.random.integer(0, 95);
    format!("{:02}:{:02}:00", quarter / 4, quarter % 4 * 15).into()
}

/// The length of the object's span in seconds, where it has one.
fn span_s(draft: &mut Draft<'_, '_>) -> Option<i64> {
    let siblings = draft.record.siblings;
    if !(siblings.has("start_at") && siblings.has("end_at")) {
        return None;
    }
    let (start, end) = draft.record.timeline.span(draft.random, false);
    Some(end - start)
}

/// As ISO 8601 writes it where text is asked for, unless the name says that it counts seconds.
pub(super) fn duration_s(draft: &mut Draft<'_, '_>) -> Value {
    let seconds = span_s(draft).unwrap_or_else(|| draft.random.integer(15, 5400));
    let names_its_unit =
        parts(draft.name.as_str()).any(|part| part.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("sec")));
    if draft.hint.json_type == Some(JsonType::String) && !names_its_unit {
        return format!("PT{}M{}S", seconds / 60, seconds % 60).into();
    }
    seconds.into()
}

pub(super) fn duration_ms(draft: &mut Draft<'_, '_>) -> Value {
    span_s(draft).map_or_else(|| draft.random.integer(3, 45_000), |seconds| seconds.saturating_mul(1000)).into()
}

pub(super) fn duration_minutes(draft: &mut Draft<'_, '_>) -> Value {
    span_s(draft).map_or_else(|| draft.random.integer(1, 36) * 5, |seconds| seconds / 60).into()
}

pub(super) fn timeout_s(draft: &mut Draft<'_, '_>) -> Value {
    one_of(draft, &[5, 10, 15, 30, 60, 120, 300, 600, 900, 3600])
}

pub(super) fn timeout_ms(draft: &mut Draft<'_, '_>) -> Value {
    one_of(draft, &[250, 500, 1000, 2000, 5000, 10_000, 30_000])
}

pub(super) fn fee(draft: &mut Draft<'_, '_>) -> Value {
    between(draft, 1, 45)
}

pub(super) fn balance(draft: &mut Draft<'_, '_>) -> Value {
    between(draft, 20, 12_000)
}

pub(super) fn salary(draft: &mut Draft<'_, '_>) -> Value {
    let hundreds = draft.random.integer(280, 1450) * 100;
    hundreds.into()
}

pub(super) fn budget(draft: &mut Draft<'_, '_>) -> Value {
    between(draft, 500, 250_000)
}

pub(super) fn hostname(draft: &mut Draft<'_, '_>) -> Value {
    let role = one_text(draft, &["web", "api", "db", "cache", "worker", "mail", "node"]);
    format!("{role}-{:02}.{}.example", draft.random.integer(1, 24), prose::word(draft.random)).into()
}

pub(super) fn api_url(draft: &mut Draft<'_, '_>) -> Value {
    let path = one_text(draft, &["v1/events", "v1/orders", "v2/users", "hooks/incoming", "v1/payments", "v1/callback"]);
    format!("https://api.example.com/{path}").into()
}

pub(super) fn http_status(draft: &mut Draft<'_, '_>) -> Value {
    one_of(draft, &[200, 200, 200, 201, 202, 204, 301, 400, 401, 403, 404, 409, 422, 429, 500, 503])
}

pub(super) fn avatar_url(draft: &mut Draft<'_, '_>) -> Value {
    format!("https://images.example.com/avatars/{}.jpg", draft.random.integer(1, 999)).into()
}

/// A page of the person on a network, under the name of their account.
pub(super) fn profile_url(draft: &mut Draft<'_, '_>) -> Value {
    match person::username(draft) {
        Value::String(name) => format!("https://social.example.com/{name}").into(),
        other => other,
    }
}

pub(super) fn dpi(draft: &mut Draft<'_, '_>) -> Value {
    one_of(draft, &[72, 96, 150, 300, 600])
}

pub(super) fn frame_rate(draft: &mut Draft<'_, '_>) -> Value {
    one_of(draft, &[24, 25, 30, 50, 60])
}

pub(super) fn sample_rate(draft: &mut Draft<'_, '_>) -> Value {
    one_of(draft, &[16_000, 22_050, 44_100, 48_000, 96_000])
}

pub(super) fn cylinders(draft: &mut Draft<'_, '_>) -> Value {
    one_of(draft, &[3, 4, 4, 4, 6, 8])
}

pub(super) fn markdown(draft: &mut Draft<'_, '_>) -> Value {
    format!("# {}\n\n{}", prose::headline(draft.random), prose::sentences(2, draft.random)).into()
}

pub(super) fn password(draft: &mut Draft<'_, '_>) -> Value {
    fill("?^^^^!#-*****", draft.random).into()
}

/// A key of the right form that opens nothing.
pub(super) fn public_key(draft: &mut Draft<'_, '_>) -> Value {
    let body = fill("********************************************", draft.random);
    format!("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA{body}\n-----END PUBLIC KEY-----").into()
}

pub(super) fn repository(draft: &mut Draft<'_, '_>) -> Value {
    let owner = prose::word(draft.random);
    format!("{owner}/{}", slug(draft.record.label(draft.random))).into()
}

/// A state that fits what else the object says.
pub(super) fn status(draft: &mut Draft<'_, '_>) -> Value {
    let siblings = draft.record.siblings;
    let has = |kinds: &[&str]| kinds.iter().any(|kind| siblings.has(kind));
    let states: &[&'static str] = if has(&["tracking_number", "shipping_cost", "order_number"]) {
        &["pending", "paid", "processing", "shipped", "delivered", "cancelled"]
    } else if has(&["card_number", "card_last4", "payment_method", "transaction_id"]) {
        &["pending", "succeeded", "failed", "refunded"]
    } else if has(&["subtotal", "total_amount", "total"]) {
        &["pending", "paid", "processing", "shipped", "delivered", "cancelled"]
    } else if has(&["slug", "body", "published_at"]) {
        &["draft", "in_review", "scheduled", "published", "archived"]
    } else if has(&["priority", "severity", "due_date"]) {
        &["open", "in_progress", "waiting", "resolved", "closed"]
    } else if has(&["exit_code", "duration_ms"]) {
        &["queued", "running", "succeeded", "failed", "cancelled"]
    } else {
        &["active", "inactive", "pending", "suspended"]
    };
    one_text(draft, states).into()
}

/// Bytes as text: whole groups of four, so that it can be decoded.
pub(super) fn base64(draft: &mut Draft<'_, '_>) -> Value {
    fill("****************************************", draft.random).into()
}

pub(super) fn memory_bytes(draft: &mut Draft<'_, '_>) -> Value {
    let mebibytes = draft.random.pick(&[64, 128, 256, 512, 1024, 2048, 4096, 8192]).copied().unwrap_or(64);
    (mebibytes * 1024_i64 * 1024).into()
}

pub(super) fn exit_code(draft: &mut Draft<'_, '_>) -> Value {
    one_of(draft, &[0, 0, 0, 0, 1, 1, 2, 127, 137])
}

pub(super) fn bit_flags(draft: &mut Draft<'_, '_>) -> Value {
    one_of(draft, &[0, 1, 2, 4, 8, 16, 32, 64, 3, 5])
}
