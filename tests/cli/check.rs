//! `check` as a build sees it: exit codes, every report as a file, methods that change data, repetition, and recorded traffic.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use super::{Serving, complaint, mockwright, run};

/// A contract, a mock that keeps to it because it comes from it, and one that does not.
struct Pets {
    folder: tempfile::TempDir,
}

impl Pets {
    fn new() -> Self {
        let pet = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}});
        let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}});
        let contract = json!({
            "openapi": "3.0.3",
            "info": {"title": "Pets <3", "version": "1"},
            "servers": [{"url": "https://pets.example/v1"}],
            "paths": {"/pets/{id}": {
                "parameters": [id],
                "get": {"responses": {"200": {"description": "A pet", "content": {"application/json": {"schema": pet}}}}},
                "delete": {"responses": {"204": {"description": "Gone"}}},
            }},
        });
        let answer = |status: u16, body: Value| json!({"id": "r", "status": status, "headers": [{"name": "Content-Type", "value": "application/json"}], "body": {"text": {"json": body}}});
        let endpoint = |method: &str, response: Value| json!({"id": method, "method": method, "path": "/v1/pets/{id}", "default_response": "r", "responses": [response]});
        let broken = json!({
            "mockwright": 1, "name": "Broken", "settings": {"host": "127.0.0.1", "port": 0},
            "endpoints": [endpoint("GET", answer(200, json!({"id": "seven"}))), endpoint("DELETE", answer(200, json!({})))],
        });
        let pets = Self { folder: tempfile::tempdir().unwrap() };
        pets.write("pets.json", &contract);
        pets.write("broken.mockwright.json", &broken);
        pets
    }

    fn write(&self, name: &str, value: &Value) {
        fs::write(self.path(name), value.to_string()).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A server of that project, and its URL.
    fn serve(&self, project: &str) -> (Serving, String) {
        let serving = Serving::start(&["serve", &self.path(project), "--port", "0", "--log", "none"]);
        let url = format!("http://{}", serving.address);
        (serving, url)
    }

    /// What a run said on standard output, and its exit code.
    fn check(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = run(&[&["check", &self.path("pets.json")], arguments].concat());
        assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    }

    /// A recording of calls of one pet, answered with those bodies.
    fn har(&self, name: &str, url: &str, bodies: &[&str]) -> String {
        let entry = |body: &&str| {
            json!({
                "startedDateTime": "2026-01-02T03:04:05Z", "time": 3, "cache": {},
                "timings": {"send": 0, "wait": 3, "receive": 0},
                "request": {
                    "method": "GET", "url": format!("{url}/v1/pets/7"), "httpVersion": "HTTP/1.1",
                    "cookies": [], "headers": [], "queryString": [], "headersSize": -1, "bodySize": 0,
                },
                "response": {
                    "status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "cookies": [],
                    "headers": [{"name": "Content-Type", "value": "application/json"}],
                    "content": {"size": body.len(), "mimeType": "application/json", "text": body},
                    "redirectURL": "", "headersSize": -1, "bodySize": body.len(),
                },
            })
        };
        let entries: Vec<Value> = bodies.iter().map(entry).collect();
        self.write(name, &json!({"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": entries}}));
        self.path(name)
    }
}

#[test]
fn an_api_that_keeps_to_its_contract_passes_with_0_and_is_changed_only_when_asked() {
    let pets = Pets::new();
    let (_serving, url) = pets.serve("pets.json");
    let (code, text) = pets.check(&["--against", &url]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("skipped  DELETE /pets/{id}") && text.contains("1 passed, 0 failed, 1 skipped"), "{text}");
    for methods in ["all", "get,delete"] {
        let (code, text) = pets.check(&["--against", &url, "--methods", methods]);
        assert_eq!(code, Some(0), "{text}");
        assert!(text.contains("2 passed, 0 failed, 0 skipped"), "{methods}: {text}");
    }
}

#[test]
fn an_api_that_breaks_its_contract_fails_with_1_and_every_report_says_how() {
    let pets = Pets::new();
    let (_serving, url) = pets.serve("broken.mockwright.json");
    let (junit, json, html) = (pets.path("out/report.xml"), pets.path("out/report.json"), pets.path("out/report.html"));
    let history = pets.path("history.jsonl");
    let reports = ["--junit", &junit, "--json", &json, "--html", &html, "--history", &history];
    let (code, text) = pets.check(&[&["--against", &url, "--methods", "all"], &reports[..]].concat());
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("GET /pets/{id}: Invalid body") && text.contains("DELETE /pets/{id}: Undocumented status"), "{text}");
    assert!(text.contains("2 failed"), "{text}");

    let xml = pets.read("out/report.xml");
    assert!(xml.contains("<testsuites name=\"mockwright\" tests=\"2\" failures=\"2\" errors=\"0\">"), "{xml}");
    let report: Value = serde_json::from_str(&pets.read("out/report.json")).unwrap();
    assert_eq!((&report["passed"], &report["totals"]["errors"]), (&json!(false), &json!(2)), "{report}");
    let page = pets.read("out/report.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("Pets &lt;3") && page.contains("Invalid body"), "{page}");
    assert!(!page.contains("<script"), "the page needs no script");
    assert_eq!(pets.read("history.jsonl").lines().count(), 1);

    // The second run knows what was there before.
    let (_, text) = pets.check(&[&["--against", &url, "--methods", "all"], &reports[..]].concat());
    assert!(text.contains(", since 20"), "{text}");
    assert_eq!(pets.read("history.jsonl").lines().count(), 2);
}

#[test]
fn a_test_that_is_repeated_ends_with_how_the_last_run_came_out() {
    let pets = Pets::new();
    for (project, verdict, expected) in [("pets.json", "Passed:", 0), ("broken.mockwright.json", "Failed:", 1)] {
        let (_serving, url) = pets.serve(project);
        let home = tempfile::tempdir().unwrap();
        let contract = pets.path("pets.json");
        let mut child = mockwright(home.path())
            .args(["check", &contract, "--against", &url, "--every", "200ms"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut verdicts = lines.filter(|line| line.starts_with(verdict));
        for run in 0..3 {
            assert!(verdicts.next().is_some(), "{project}: run {run}");
        }
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        // Whatever it still says has somewhere to go.
        verdicts.for_each(drop);
        assert_eq!(child.wait().unwrap().code(), Some(expected), "{project}");
    }
}

#[test]
fn recorded_traffic_is_judged_without_a_call() {
    let pets = Pets::new();
    let good = pets.har("good.har", "https://pets.example", &["{\"id\": 7}"]);
    let (code, text) = pets.check(&["--from-har", &good]);
    assert_eq!(code, Some(0), "{text}");
    let bad = pets.har("bad.har", "https://pets.example", &["{\"id\": 7}", "{}", "{}"]);
    let (code, text) = pets.check(&["--from-har", &bad]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("GET /pets/{id}: Invalid body") && text.contains("(2 times)"), "{text}");
    let elsewhere = pets.har("elsewhere.har", "https://dogs.example", &["{}"]);
    let said = complaint(&["check", &pets.path("pets.json"), "--from-har", &elsewhere, "--against", "https://pets.example"]);
    assert!(said.contains("has no request to that API"), "{said}");
}

#[test]
fn what_cannot_be_tested_is_said_with_2() {
    let pets = Pets::new();
    let contract = pets.path("pets.json");
    for (arguments, expected) in [
        (vec![contract.as_str()], "--against"),
        (vec![&contract, "--against", "ftp://x"], "begins with http"),
        (vec![&contract, "--against", "http://127.0.0.1:1"], "nothing answers"),
        (vec![&pets.path("broken.mockwright.json"), "--against", "http://127.0.0.1:1"], "has no contract"),
        (vec![&pets.path("missing.json"), "--against", "http://127.0.0.1:1"], "missing.json"),
    ] {
        let said = complaint(&[&["check"], &arguments[..]].concat());
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
}
