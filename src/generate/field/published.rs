//! The table of the commonest field names that people can read, `assets/field-names.md`: written from what the code yields,
//! and checked to be what it yields. `UPDATE_FIELD_NAMES=1 cargo test --lib published` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::tests::{COMMON, json_type};
use super::{FieldName, Hint, Record, Siblings, infer};
use crate::generate::faker::Locale;
use crate::generate::random::{Random, Seed};

/// Samples are cut behind so many characters.
const LONGEST_SAMPLE: usize = 60;

const INTRODUCTION: &str = "\
# What field names yield

The 500 field names that are most frequent in 36 public API descriptions, commonest first, each with the type that it mostly
has there, the kind of value that Mockwright infers from both, and a sample of one. All kinds are listed in the window under
Settings, Field names. A project says otherwise for names of its own (`\"sku\": \"faker commerce.isbn\"`); other names and
styles (`createdAt`, `created-at`, `CREATED_AT`) are read the same way.

| # | name | type | kind | sample |
|---:|---|---|---|---|
";

fn table() -> String {
    let mut text = INTRODUCTION.to_owned();
    for (row, line) in (1..).zip(COMMON.lines().skip(1)) {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        let (name, of_type) = (next(), next());
        let hint = Hint { json_type: json_type(of_type), ..Hint::default() };
        let found = infer(name, &hint);
        let sample = found.map(|kind| {
            let siblings = Siblings::default();
            Record::new(&siblings, Locale::En).value(kind, &FieldName::new(name), &hint, &mut Random::new(Seed(row)))
        });
        let (kind, sample) = match (found, sample) {
            (Some(kind), Some(sample)) => (kind.name, written(&sample)),
            _ => ("none", "a plain value of its type".to_owned()),
        };
        writeln!(text, "| {row} | `{name}` | {of_type} | {kind} | {sample} |").unwrap();
    }
    text
}

fn written(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let cut: String = text.chars().take(LONGEST_SAMPLE).collect();
    let dots = if cut.len() < text.len() { "…" } else { "" };
    format!("{}{dots}", cut.replace('|', "\\|").replace('\n', " ").replace('<', "&lt;"))
}

#[test]
fn the_published_table_is_what_names_yield() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/field-names.md");
    if std::env::var_os("UPDATE_FIELD_NAMES").is_some() {
        fs::write(&path, table()).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap() == table(), "set UPDATE_FIELD_NAMES=1 and run this test again");
}
