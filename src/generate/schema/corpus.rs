//! Real descriptions and the official suite as input. They are not part of this repository: the environment variable
//! `MOCKWRIGHT_CORPUS` names the folder that holds `specs/index.json` and `suites/json-schema-test-suite`; without it these
//! tests have nothing to do. `MOCKWRIGHT_CORPUS_REPORT` names a file for what was found.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};

use super::*;
use crate::generate::random::{Random, Seed};

pub(super) fn corpus() -> Option<PathBuf> {
    std::env::var_os("MOCKWRIGHT_CORPUS").map(PathBuf::from)
}

fn report(name: &str, text: &str) {
    if let Some(path) = std::env::var_os("MOCKWRIGHT_CORPUS_REPORT") {
        std::fs::write(PathBuf::from(path).with_extension(format!("{name}.md")), text).unwrap();
    }
    println!("{text}");
}

fn read(path: &Path) -> Value {
    try_read(path).unwrap_or_else(|| panic!("{}", path.display()))
}

fn try_read(path: &Path) -> Option<Value> {
    let text = std::fs::read_to_string(path).ok()?;
    if path.extension().is_some_and(|extension| extension == "json") {
        serde_json::from_str(&text).ok()
    } else {
        serde_saphyr::from_str(&text).ok()
    }
}

/// A response schema: where it stands, and the schema.
pub(super) fn response_schemas(document: &Value) -> Vec<(String, Value)> {
    let follow = |value: &Value| -> Option<Value> {
        let mut value = value;
        for _ in 0..8 {
            match value.get("$ref").and_then(Value::as_str) {
                Some(reference) => value = document.pointer(reference.strip_prefix('#')?)?,
                None => return Some(value.clone()),
            }
        }
        None
    };
    let mut schemas = Vec::new();
    for group in ["paths", "webhooks"] {
        for (path, item) in document.get(group).and_then(Value::as_object).into_iter().flatten() {
            let Some(item) = follow(item) else { continue };
            for (method, operation) in item.as_object().into_iter().flatten() {
                for (status, response) in operation.get("responses").and_then(Value::as_object).into_iter().flatten() {
                    let Some(response) = follow(response) else { continue };
                    let place = format!("{} {path} {status}", method.to_uppercase());
                    if let Some(schema) = response.get("schema") {
                        schemas.push((place.clone(), schema.clone()));
                    }
                    for (media_type, content) in response.get("content").and_then(Value::as_object).into_iter().flatten() {
                        if let Some(schema) = content.get("schema")
                            && (media_type.contains("json") || media_type == "*/*")
                        {
                            schemas.push((place.clone(), schema.clone()));
                        }
                    }
                }
            }
        }
    }
    schemas
}

/// The document's named schemas, each converted on its own, with references left as they are.
fn converted_document(document: &Value, dialect: Dialect) -> Value {
    let convert = |schemas: Option<&Value>| -> Value {
        let schemas = schemas.and_then(Value::as_object).cloned().unwrap_or_default();
        Value::Object(
            schemas.iter().map(|(name, schema)| (name.clone(), to_json_schema(schema, dialect, Access::Read))).collect(),
        )
    };
    json!({
        "definitions": convert(document.get("definitions")),
        "components": {"schemas": convert(document.pointer("/components/schemas"))},
    })
}

/// Refers somewhere outside the named schemas of the document: such references are beyond this check.
fn foreign_reference(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(name, member)| match member {
            Value::String(reference) if name == "$ref" => {
                !reference.starts_with("#/definitions/") && !reference.starts_with("#/components/schemas/")
                    || reference.matches('/').count() > if reference.starts_with("#/d") { 2 } else { 3 }
            }
            other => foreign_reference(other),
        }),
        Value::Array(items) => items.iter().any(foreign_reference),
        _ => false,
    }
}

/// The descriptions with their dialects; only one where `MOCKWRIGHT_CORPUS_ONLY` names it.
pub(super) fn descriptions(corpus: &Path) -> Vec<(String, Value, Dialect)> {
    let only = std::env::var("MOCKWRIGHT_CORPUS_ONLY").ok();
    let index = read(&corpus.join("specs/index.json"));
    let entries = index.as_object().unwrap().iter().filter(|(id, _)| only.as_deref().is_none_or(|only| only == *id));
    let described = entries.map(|(id, entry)| {
        let document = whole(&corpus.join("specs").join(entry["root"].as_str().unwrap()));
        let version = document.get("openapi").or_else(|| document.get("swagger"));
        let dialect = match version.map(|version| version.to_string()).unwrap_or_default().trim_matches('"') {
            version if version.starts_with('2') => Dialect::OpenApi20,
            version if version.starts_with("3.0") => Dialect::OpenApi30,
            _ => Dialect::OpenApi31,
        };
        (id.clone(), document, dialect)
    });
    described.collect()
}

/// A description with the other files that it refers to: each is put beside it, under its path, and referred to there.
fn whole(path: &Path) -> Value {
    let mut files = BTreeMap::new();
    let mut document = linked(path, None, &mut files).unwrap();
    if let Some(members) = document.as_object_mut().filter(|_| !files.is_empty()) {
        members.insert(
            "x-files".to_owned(),
            Value::Object(files.into_iter().filter_map(|(name, file)| Some((name, file?))).collect()),
        );
    }
    document
}

/// A file with its references rewritten, if it can be read: some refer to prose. `name` is what it is kept under; none for
/// the description itself.
fn linked(path: &Path, name: Option<&str>, files: &mut BTreeMap<String, Option<Value>>) -> Option<Value> {
    let mut document = try_read(path)?;
    rewrite(&mut document, &mut |reference: &str| {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let kept = if file.is_empty() {
            name?.to_owned()
        } else {
            let other = path.parent()?.join(file).canonicalize().ok()?;
            let kept = other.to_string_lossy().replace(['/', '~', '%', '#'], "_");
            if !files.contains_key(&kept) {
                files.insert(kept.clone(), None);
                let read = linked(&other, Some(&kept), files);
                files.insert(kept.clone(), read);
            }
            kept
        };
        Some(format!("#/x-files/{kept}{pointer}"))
    });
    Some(document)
}

fn rewrite(value: &mut Value, to: &mut dyn FnMut(&str) -> Option<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(reference) if name == "$ref" => {
                        if let Some(rewritten) = to(reference) {
                            *reference = rewritten;
                        }
                    }
                    other => rewrite(other, to),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite(item, to)),
        _ => {}
    }
}

#[derive(Default)]
struct Tally {
    schemas: usize,
    incomplete: usize,
    made: [usize; 2],
    valid: [usize; 2],
    lines: Vec<String>,
    compile_ms: f64,
    generate_ms: f64,
}

#[test]
fn real_responses_are_valid() {
    let Some(corpus) = corpus() else { return };
    let only = std::env::var("MOCKWRIGHT_CORPUS_ONLY").ok();
    let mut table: BTreeMap<String, Tally> = BTreeMap::new();
    for (id, document, dialect) in descriptions(&corpus) {
        let tally = table.entry(id).or_default();
        let converted = converted_document(&document, dialect);
        let registry = {
            let resource = jsonschema::Resource::from_contents(converted);
            jsonschema::Registry::new().add("https://corpus.example/", resource).unwrap().prepare().unwrap()
        };
        for (place, schema) in response_schemas(&document) {
            tally.schemas += 1;
            let options = SchemaOptions { dialect, access: Access::Read, ..SchemaOptions::default() };
            let began = Instant::now();
            let plan = SchemaPlan::compile(&schema, &document, &options).unwrap();
            let _ = plan.generate(&mut Random::new(Seed(0)), Mode::Normal);
            tally.compile_ms += began.elapsed().as_secs_f64() * 1000.0;
            let leads_nowhere = plan.problems().iter().any(|problem| problem.message.contains("leads nowhere"));
            let foreign = foreign_reference(&schema) || foreign_reference(plan.json_schema()) && leads_nowhere;
            if leads_nowhere {
                tally.incomplete += 1;
            }
            let checked = if leads_nowhere || foreign {
                jsonschema::options().should_validate_formats(true).offline().build(plan.json_schema())
            } else {
                let own = to_json_schema(&schema, dialect, Access::Read);
                let text = own.to_string().replace("\"$ref\":\"#", "\"$ref\":\"https://corpus.example/#");
                let own: Value = serde_json::from_str(&text).unwrap();
                jsonschema::options().should_validate_formats(true).with_registry(&registry).offline().build(&own)
            };
            let checked = match checked {
                Ok(checked) => checked,
                Err(_) => jsonschema::options().should_validate_formats(true).offline().build(plan.json_schema()).unwrap(),
            };
            for (kind, count) in [(0, 3_u64), (1, 8)] {
                for seed in 0..count {
                    let mode = if kind == 0 { Mode::Normal } else { Mode::Edge { round: Some(seed) } };
                    let began = Instant::now();
                    let made = plan.generate(&mut Random::new(Seed(seed + 10)), mode);
                    tally.generate_ms += began.elapsed().as_secs_f64() * 1000.0;
                    tally.made[kind] += 1;
                    let error = checked.iter_errors(&made.value).next();
                    match error {
                        None if made.misses.is_empty() => tally.valid[kind] += 1,
                        None => tally.lines.push(format!("{place} {mode:?}: valid, but reported {:?}", made.misses)),
                        Some(error) => {
                            let message: String = error.to_string().chars().take(200).collect();
                            let at = error.instance_path().as_str().to_owned();
                            tally.lines.push(format!("{place} {mode:?}: {at}: {message}; misses {:?}", made.misses));
                        }
                    }
                }
            }
        }
    }
    let mut text = String::from(
        "# Response schemas of real descriptions\n\n| description | schemas | with references that lead nowhere | valid, normal | valid, edge | compile and first answer, ms each | answer, ms each |\n|---|---:|---:|---:|---:|---:|---:|\n",
    );
    let mut total = Tally::default();
    for (id, tally) in &table {
        let per = |sum: f64, count: usize| sum / count.max(1) as f64;
        let made = tally.made[0] + tally.made[1];
        writeln!(
            text,
            "| {id} | {} | {} | {} of {} | {} of {} | {:.1} | {:.2} |",
            tally.schemas,
            tally.incomplete,
            tally.valid[0],
            tally.made[0],
            tally.valid[1],
            tally.made[1],
            per(tally.compile_ms, tally.schemas),
            per(tally.generate_ms, made)
        )
        .unwrap();
        total.schemas += tally.schemas;
        for kind in 0..2 {
            total.made[kind] += tally.made[kind];
            total.valid[kind] += tally.valid[kind];
        }
    }
    writeln!(
        text,
        "\n{} schemas; valid: normal {} of {}, edge {} of {}\n",
        total.schemas, total.valid[0], total.made[0], total.valid[1], total.made[1]
    )
    .unwrap();
    for (id, tally) in table.iter().filter(|(_, tally)| !tally.lines.is_empty()) {
        writeln!(text, "\n## {id}\n").unwrap();
        for line in tally.lines.iter().take(12) {
            writeln!(text, "- {line}").unwrap();
        }
    }
    report("responses", &text);
    if only.is_none() {
        assert!(total.schemas > 1000, "the corpus is not where it was said to be");
        assert!(total.valid[0] * 1000 >= total.made[0] * 995, "normal: {} of {}", total.valid[0], total.made[0]);
        assert!(total.valid[1] * 1000 >= total.made[1] * 995, "edge: {} of {}", total.valid[1], total.made[1]);
    }
}

#[test]
fn the_official_suite_is_satisfied() {
    let Some(corpus) = corpus() else { return };
    let mut text = String::from(
        "# The official JSON Schema test suite as input\n\nA schema is satisfiable if the suite has a valid instance of it.\n",
    );
    for (folder, dialect, draft) in [
        ("draft7", Dialect::Draft7, jsonschema::Draft::Draft7),
        ("draft2020-12", Dialect::Draft202012, jsonschema::Draft::Draft202012),
    ] {
        let mut files: Vec<PathBuf> = Vec::new();
        let base = corpus.join("suites/json-schema-test-suite").join(folder);
        for directory in [base.clone(), base.join("optional"), base.join("optional/format")] {
            files.extend(
                std::fs::read_dir(directory)
                    .unwrap()
                    .map(|entry| entry.unwrap().path())
                    .filter(|path| path.extension().is_some_and(|extension| extension == "json")),
            );
        }
        files.sort();
        let (mut satisfiable, mut satisfied, mut unbuildable, mut unsatisfied) = (0, 0, 0, Vec::new());
        for file in files {
            for case in read(&file).as_array().unwrap() {
                let schema = &case["schema"];
                let name = format!("{}: {}", file.file_stem().unwrap().to_string_lossy(), case["description"].as_str().unwrap());
                if !case["tests"].as_array().unwrap().iter().any(|test| test["valid"] == true) {
                    continue;
                }
                let Ok(validator) = jsonschema::options().with_draft(draft).should_validate_formats(true).offline().build(schema)
                else {
                    unbuildable += 1;
                    continue;
                };
                satisfiable += 1;
                let options = SchemaOptions { dialect, ..SchemaOptions::default() };
                let plan = SchemaPlan::compile(schema, schema, &options).unwrap();
                let failure = (0..12).find_map(|seed| {
                    let mode = if seed % 2 == 0 { Mode::Normal } else { Mode::Edge { round: Some(seed) } };
                    let made = plan.generate(&mut Random::new(Seed(seed)), mode);
                    (!made.misses.is_empty() || !validator.is_valid(&made.value)).then(|| {
                        format!(
                            "{name}\n  - schema `{schema}`\n  - {mode:?} made `{}`, misses {:?}",
                            made.value.to_string().chars().take(200).collect::<String>(),
                            made.misses
                        )
                    })
                });
                match failure {
                    None => satisfied += 1,
                    Some(failure) => unsatisfied.push(failure),
                }
            }
        }
        writeln!(text, "\n## {folder}: {satisfied} of {satisfiable} satisfiable schemas ({unbuildable} need other documents)\n")
            .unwrap();
        for failure in unsatisfied {
            writeln!(text, "- {failure}").unwrap();
        }
    }
    report("suite", &text);
}
