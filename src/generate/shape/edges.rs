//! Edge-case mode for shapes: values at the limits of their type, which real data has and examples never show.

use serde_json::{Value, json};

use super::generate::Drawing;
use super::looks::{Look, Precision};
use super::tree::Field;
use crate::generate::field::{Edge, JsonType};
use crate::generate::random::Random;

/// How long a very long text is, in characters.
const LONG_TEXT: usize = 5000;

/// How many items a long list has, unless the usual list is longer.
const LONG_LIST: usize = 100;

/// Text that programs stumble over: accents, right-to-left, characters beyond the basic plane, joined and combining ones.
const ODD_TEXT: &str = "Žluťoučký קשת 東京 👩‍👩‍👧 e\u{301} \u{202e}txt\u{202c} \"<&>'";

/// How often a value is pushed to an edge.
const SHARE: f64 = 0.7;

impl Drawing<'_> {
    /// Notes what was done to a value, in edge-case mode.
    pub(super) fn note(&mut self, pointer: &str, description: &str) {
        if let Some(edges) = &mut self.edges {
            edges.push(Edge::new(pointer, description));
        }
    }

    /// The length of a list: its usual one, or one at an edge.
    pub(super) fn edge_of_length(&mut self, usual: usize, maximum: usize, pointer: &str, random: &mut Random) -> usize {
        if self.edges.is_none() || !random.chance(SHARE) {
            return usual;
        }
        // A list of long lists would grow without bounds: inside a list only empty ones are tried.
        let inside_a_list = pointer.split('/').any(|step| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()));
        if inside_a_list || random.chance(0.5) {
            self.note(pointer, "empty list");
            return 0;
        }
        let length = LONG_LIST.max(maximum);
        self.note(pointer, &format!("list of {length} items"));
        length
    }

    /// A value at an edge of its type; none where it is to be as usual.
    pub(super) fn edge_of_field(&mut self, field: &Field, pointer: &str, random: &mut Random) -> Option<Value> {
        if self.edges.is_none() || !random.chance(SHARE) {
            return None;
        }
        let edges = edges_of(field);
        let (value, description) = random.pick(&edges)?.clone();
        self.note(pointer, description);
        Some(value)
    }
}

fn edges_of(field: &Field) -> Vec<(Value, &'static str)> {
    match field.json_type {
        JsonType::String => match field.look {
            Look::Moment(Precision::Date) => dates(""),
            Look::Moment(_) => dates("T23:59:59Z"),
            Look::Plain if field.kind.is_some_and(|kind| kind.is_moment()) => dates("T23:59:59Z"),
            Look::Uuid => uuids(),
            _ if field.kind.is_some_and(|kind| kind.name == "uuid") => uuids(),
            Look::Email => emails(),
            _ if field.kind.is_some_and(|kind| kind.name.ends_with("email")) => emails(),
            _ => texts(),
        },
        JsonType::Integer => integers(),
        JsonType::Number => numbers(),
        // Both truths are usual, and the rest has no edges.
        _ => Vec::new(),
    }
}

fn texts() -> Vec<(Value, &'static str)> {
    vec![
        (json!(""), "empty text"),
        (json!(" "), "a single space"),
        (json!("a".repeat(LONG_TEXT)), "text of 5000 characters"),
        (json!(ODD_TEXT), "odd Unicode"),
        (json!("line\nbreak\tand tab"), "control characters"),
        (json!("null"), "the word null"),
    ]
}

fn uuids() -> Vec<(Value, &'static str)> {
    vec![
        (json!("00000000-0000-0000-0000-000000000000"), "the nil UUID"),
        (json!("ffffffff-ffff-ffff-ffff-ffffffffffff"), "the largest UUID"),
    ]
}

/// Addresses that are valid and still trip programs (RFC 5321, 4.5.3.1: up to 64 characters before the @).
fn emails() -> Vec<(Value, &'static str)> {
    vec![
        (json!("a@b.co"), "a very short address"),
        (json!(format!("{}@{}.example.com", "a".repeat(64), "b".repeat(60))), "a very long address"),
        (json!("o'brien+news@mail.example.museum"), "an address with an apostrophe and a tag"),
        (json!("UPPER.case@EXAMPLE.COM"), "an address in capitals"),
    ]
}

fn dates(time: &str) -> Vec<(Value, &'static str)> {
    [
        ("0001-01-01", "the first day of year 1"),
        ("1969-12-31", "before 1970"),
        ("2024-02-29", "a leap day"),
        ("9999-12-31", "the last day of year 9999"),
    ]
    .map(|(date, description)| (json!(format!("{date}{time}")), description))
    .to_vec()
}

fn integers() -> Vec<(Value, &'static str)> {
    vec![
        (json!(0), "zero"),
        (json!(-1), "negative"),
        (json!(i32::MAX), "largest 32-bit integer"),
        (json!(i32::MIN), "smallest 32-bit integer"),
        (json!(9_007_199_254_740_991_i64), "largest integer that JavaScript holds exactly"),
        (json!(-9_007_199_254_740_991_i64), "smallest integer that JavaScript holds exactly"),
    ]
}

fn numbers() -> Vec<(Value, &'static str)> {
    vec![
        (json!(0.0), "zero"),
        (json!(-1.5), "negative"),
        (json!(0.000_000_1), "very small number"),
        (json!(1e15), "very large number"),
        (json!(0.1 + 0.2), "number with many decimals"),
        (json!(-9_007_199_254_740_991.0), "very small negative number"),
    ]
}
