//! Valid requests are made invalid in one place each, and every one of them has to be refused: with the right status, and with a
//! violation that names the place. What is valid and what is not is said by the crate `jsonschema` over the document, and the
//! requests are written apart from the product's own writer. No valid request may be refused.
//!
//! Contracts of this repository in OpenAPI 2.0, 3.0 and 3.1 hold every style of parameter and every kind of credentials. Real
//! documents are tried where the environment variable `MOCKWRIGHT_CORPUS` names their folder; `MOCKWRIGHT_CORPUS_ONLY` names one.

mod call;
mod judge;
mod operation;
mod values;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use mockwright::{
    contract::{Contract, SampleRequest, StatusKey},
    generate::schema::Access,
};
use serde_json::Value;

use crate::{
    bed::*,
    contracts::{ADDRESS, in_json_schema, open, written},
};
use operation::{Expected, Held, Mutation};
use values::Bounds;

/// What came out, all documents together.
#[derive(Debug, Default)]
struct Tally {
    valid: usize,
    valid_refused: usize,
    /// By what was done and where: how many, and how many were refused rightly.
    kinds: BTreeMap<String, (usize, usize)>,
    /// Refused rightly, but a value around the place was named.
    around: usize,
    /// Operations without a valid request to start from.
    without_base: usize,
    told: Vec<String>,
}

impl Tally {
    fn mutants(&self) -> usize {
        self.kinds.values().map(|(all, _)| all).sum()
    }

    fn refused(&self) -> usize {
        self.kinds.values().map(|(_, refused)| refused).sum()
    }

    fn tell(&self, shown: usize) {
        for (kind, (all, refused)) in &self.kinds {
            println!("  {kind}: {refused} of {all}");
        }
        self.told.iter().take(shown).for_each(|line| println!("  {line}"));
        println!(
            "{} of {} invalid requests refused with the right status and place ({} of them named by a value around it); \
             {} of {} valid requests refused; {} operations without a valid request",
            self.refused(),
            self.mutants(),
            self.around,
            self.valid_refused,
            self.valid,
            self.without_base,
        );
    }
}

/// A connection that is opened again where the server ends it.
struct Line<'b> {
    bed: &'b Bed,
    client: Option<Client>,
}

impl Line<'_> {
    fn send(&mut self, request: &[u8], method: &str) -> Answer {
        let bed = self.bed;
        let client = self.client.get_or_insert_with(|| bed.connect());
        client.write(request);
        let answer = client.read_answer_to(method);
        if answer.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close")) {
            self.client = None;
        }
        answer
    }
}

/// Serves a document, sends what is valid and what is not, and counts.
fn hold(id: &str, path: &std::path::Path, bounds: Bounds, most: usize, samples: u64, tally: &mut Tally) {
    let project = match open(path) {
        Ok((project, _)) => project,
        Err(message) => panic!("{id}: {message}"),
    };
    let document = Arc::new(judge::mark_read_only(&project.contract.as_ref().unwrap().document));
    let contract = Contract::view(&document);
    let mut converted = in_json_schema(&document, contract.dialect, Access::Write);
    judge::add_integer_ranges(&mut converted);
    let resource = jsonschema::Resource::from_contents(converted);
    let registry = jsonschema::Registry::new().add(ADDRESS, resource).unwrap().prepare().unwrap();
    let bed = Bed::new(Arc::unwrap_or_clone(project));
    let mut line = Line { bed: &bed, client: None };
    for operation in &contract.operations {
        let key = operation.key();
        for seed in 1..=samples {
            let sample = SampleRequest::of(&contract, operation, seed);
            if sample.misses.is_empty() {
                tally.valid += 1;
                let answer = line.send(&written(&sample, &operation.base_path), &operation.method);
                if let Some(problem) = refusal(&answer) {
                    tally.valid_refused += 1;
                    tally.told.push(format!("{id} {key}: the valid {} was refused: {problem}", sample.target));
                }
            }
        }
        let Some(held) = Held::of(&contract, &registry, operation) else {
            tally.without_base += 1;
            tally.told.push(format!("{id} {key}: no valid request could be made"));
            continue;
        };
        let mut is_refused = false;
        for call in held.valid_calls() {
            let Some(request) = call.written(operation) else { continue };
            tally.valid += 1;
            let answer = line.send(&request, &operation.method);
            if let Some(problem) = refusal(&answer) {
                tally.valid_refused += 1;
                is_refused = true;
                tally.told.push(format!("{id} {key}: a valid request was refused: {problem}: {}", shown(&request)));
            }
        }
        if is_refused {
            continue;
        }
        let names = |status: u16| operation.responses.iter().any(|response| response.status == StatusKey::Exact(status));
        let refusal_status = |location: &str| match (names(422), names(400)) {
            (false, true) => 400,
            (false, false) if location == "path" && names(404) && operation.response(422).is_none() => 404,
            _ => 422,
        };
        let mutations = held.mutations(bounds);
        let stride = mutations.len().div_ceil(most).max(1);
        for Mutation { kind, call, expected } in mutations.iter().step_by(stride) {
            let Some(request) = call.written(operation) else { continue };
            let answer = line.send(&request, &operation.method);
            let count = tally.kinds.entry(kind.clone()).or_default();
            count.0 += 1;
            let status = if expected.status == 422 { refusal_status(expected.location) } else { expected.status };
            match judged(&answer, status, expected) {
                Ok(is_exact) => {
                    count.1 += 1;
                    tally.around += usize::from(!is_exact);
                }
                Err(reason) => tally.told.push(format!("{id} {key}: {kind}: {reason}: {expected:?}: {}", shown(&request))),
            }
        }
    }
}

/// The problem that a request was refused with for its contract's sake.
fn refusal(answer: &Answer) -> Option<String> {
    let is_problem = answer.header("content-type") == Some("application/problem+json");
    let problem: Value =
        serde_json::from_slice(&answer.body).unwrap_or_else(|_| Value::from(String::from_utf8_lossy(&answer.body)));
    // So may one in a text.
    if let Some(text) = problem.as_str().filter(|_| answer.status >= 400) {
        let names_place = ["path", "query", "header", "cookie", "body", "credentials"].iter().any(|place| {
            text.split(": ").next().is_some_and(|told| told.split(' ').next() == Some(place)) && text.contains(": ")
        });
        return names_place.then(|| format!("{} {text}", answer.status));
    }
    // A refusal may be in the shape that the contract documents for errors.
    let is_ours = problem["violations"][0]["in"].is_string() || (is_problem && answer.status >= 500);
    is_ours.then(|| format!("{} {}", answer.status, problem["detail"].as_str().unwrap_or_default()))
}

/// Whether a request was refused rightly: with the status, and naming the place itself (true) or a value around it (false).
fn judged(answer: &Answer, status: u16, expected: &Expected) -> Result<bool, String> {
    let text = || String::from_utf8_lossy(&answer.body).chars().take(300).collect::<String>();
    if answer.status != status {
        return Err(format!("{} instead of {status}: {}", answer.status, text()));
    }
    if answer.status == 401 && answer.header("www-authenticate").is_none() {
        return Err("no WWW-Authenticate".to_owned());
    }
    let problem: Value =
        serde_json::from_slice(&answer.body).unwrap_or_else(|_| Value::from(String::from_utf8_lossy(&answer.body)));
    let violations = problem["violations"].as_array().map_or(&[][..], Vec::as_slice);
    // Where a contract's errors are texts, each place stands before a colon, after the part of the request.
    let in_text = problem.as_str().into_iter().flat_map(|text| text.split("; ")).filter_map(|told| {
        let place = told.strip_prefix(expected.location)?.split(": ").next()?;
        Some(place.trim_start())
    });
    let named: Vec<&str> = violations
        .iter()
        .filter(|violation| violation["in"] == expected.location)
        .filter_map(|violation| violation["place"].as_str())
        .chain(in_text)
        .collect();
    if named.contains(&expected.place.as_str()) {
        return Ok(true);
    }
    // Among alternatives nobody can say which was meant: then the judge's own places count too.
    if named.iter().any(|place| expected.is_around(place)) {
        return Ok(false);
    }
    Err(format!("the place is not named, but {named:?}"))
}

fn shown(request: &[u8]) -> String {
    String::from_utf8_lossy(request).chars().take(400).collect::<String>().replace("\r\n", " | ")
}

fn own_contracts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/server/mutations/contracts")
}

#[test]
fn requests_made_invalid_in_one_place_are_refused_and_valid_ones_are_not() {
    let mut tally = Tally::default();
    let bounds = Bounds { of_a_kind: 3, places: 200 };
    for version in ["2.0", "3.0", "3.1"] {
        let path = own_contracts().join(format!("every-style-{version}.yaml"));
        hold(version, &path, bounds, usize::MAX, 6, &mut tally);
    }
    tally.tell(usize::MAX);
    assert_eq!(tally.valid_refused, 0);
    assert_eq!(tally.without_base, 0);
    assert!(tally.mutants() >= 2_000, "only {} invalid requests", tally.mutants());
    assert!(tally.refused() * 100 >= tally.mutants() * 98);
}

#[test]
fn requests_of_real_contracts_made_invalid_in_one_place_are_refused() {
    let Some(corpus) = std::env::var_os("MOCKWRIGHT_CORPUS").map(PathBuf::from) else { return };
    let only = std::env::var("MOCKWRIGHT_CORPUS_ONLY").ok();
    let index = std::fs::read(corpus.join("specs/index.json")).unwrap();
    let index: BTreeMap<String, Value> = serde_json::from_slice(&index).unwrap();
    let mut tally = Tally::default();
    for (id, entry) in index.iter().filter(|(id, _)| only.as_deref().is_none_or(|only| only == id.as_str())) {
        let mut own = Tally::default();
        let bounds = Bounds { of_a_kind: 1, places: 24 };
        hold(id, &corpus.join("specs").join(entry["root"].as_str().unwrap()), bounds, 40, 1, &mut own);
        println!("{id}: {} of {}", own.refused(), own.mutants());
        own.told.iter().take(12).for_each(|line| println!("    {line}"));
        tally.add(own);
    }
    tally.tell(0);
    assert!(tally.refused() * 100 >= tally.mutants() * 98);
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.valid += other.valid;
        self.valid_refused += other.valid_refused;
        self.around += other.around;
        self.without_base += other.without_base;
        for (kind, (all, refused)) in other.kinds {
            let count = self.kinds.entry(kind).or_default();
            count.0 += all;
            count.1 += refused;
        }
    }
}
