//! `verify` as a build sees it: exit codes, the report in all its formats, and the JUnit file.

use std::{fs, path::PathBuf, thread, time::Duration};

use serde_json::Value;

use super::{Serving, complaint, run};

/// A shop in which an order has to be placed exactly once, with the right body, after the login.
const SHOP: &str = r#"{
  "mockwright": 1,
  "name": "Shop",
  "settings": {"host": "127.0.0.1", "port": 0},
  "endpoints": [
    {"id": "login", "method": "POST", "path": "/login", "default_response": "in", "responses": [{"id": "in", "status": 200}]},
    {"id": "order", "method": "POST", "path": "/orders", "default_response": "made", "responses": [{"id": "made", "status": 201}]}
  ],
  "expectations": [
    {"id": "x1", "name": "Logs in", "request": {"method": "POST", "path": "/login"}},
    {
      "id": "x2", "name": "Orders <once>",
      "request": {
        "method": "POST", "path": "/orders",
        "condition": {"compare": {"subject": {"json": "$.qty"}, "operator": "equals", "value": "2"}}
      },
      "count": {"exactly": 1},
      "after": {"expectation": "x1"},
      "answer": {"status": 201}
    }
  ]
}"#;

struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("shop.mockwright.json"), SHOP).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        let path: PathBuf = self.folder.path().join(name);
        path.to_str().unwrap().to_owned()
    }

    fn serve(&self, arguments: &[&str]) -> Serving {
        Serving::start(&[&["serve", &self.path("shop.mockwright.json"), "--port", "0"], arguments].concat())
    }
}

/// What a run said on standard output, and its exit code.
fn verify(arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(&[&["verify"], arguments].concat());
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_running_server_passes_and_then_fails_with_1_and_a_junit_file() {
    let shop = Shop::new();
    let serving = shop.serve(&["--log", "none"]);
    let url = format!("http://{}", serving.address);
    serving.send("POST /login", "", "");
    // The order comes while the check is already waiting for it.
    let checking = thread::spawn({
        let url = url.clone();
        move || verify(&["--url", &url, "--within", "20s"])
    });
    thread::sleep(Duration::from_millis(300));
    assert_eq!(serving.send("POST /orders", "", "{\"qty\": 2}").0, 201);
    let (code, text) = checking.join().unwrap();
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("Passed: 2 expectations met"), "{text}");

    serving.send("POST /orders", "", "{\"qty\": 2}");
    let junit = shop.path("reports/verify.xml");
    let (code, text) = verify(&["--url", &url, "--junit", &junit]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("violated  Orders <once>") && text.contains("1 call too many: #3 POST /orders"), "{text}");
    assert!(text.contains("Failed: 1 expectation met, 1 violated"), "{text}");
    let xml = fs::read_to_string(&junit).unwrap();
    assert!(xml.contains("<testsuites name=\"mockwright\" tests=\"3\" failures=\"1\" errors=\"0\">"), "{xml}");
    assert!(xml.contains("Orders &lt;once&gt;") && xml.contains("1 call too many: #3"), "{xml}");
    let (code, json) = verify(&["--url", &url, "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, &json["passed"], &json["expectations"][1]["count"]), (Some(1), &Value::from(false), &Value::from(2)));
    assert!(complaint(&["verify", "--url", "http://127.0.0.1:1"]).contains("127.0.0.1:1"));
    assert!(complaint(&["verify", "--url", "here"]).contains("http://"));
}

#[cfg(unix)]
#[test]
fn a_server_checks_on_exit() {
    let shop = Shop::new();
    let arguments = ["--verify-on-exit", "--no-unmatched", "--junit", &shop.path("exit.xml")];
    let serving = shop.serve(&arguments);
    serving.send("POST /login", "", "");
    serving.send("POST /orders", "", "{\"qty\": 2}");
    let (code, _, stderr) = serving.end("-TERM");
    assert_eq!(code, Some(0), "{stderr}");
    assert!(fs::read_to_string(shop.path("exit.xml")).unwrap().contains("failures=\"0\""));

    let serving = shop.serve(&arguments);
    serving.send("POST /login", "", "");
    serving.send("POST /orders", "", "{\"qty\": 3}");
    serving.send("GET /lost", "", "");
    let (code, _, stderr) = serving.end("-INT");
    assert_eq!(code, Some(1), "{stderr}");
    for part in [
        "pending   Orders <once>",
        "1 call missing",
        "failed  body JSON $.qty equals 2 — was 3",
        "violated  1 request without an answer",
        "Failed: 1 expectation met, 1 pending, 1 request without an answer",
    ] {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
}

#[test]
fn recorded_requests_are_checked_as_if_they_came_now() {
    let shop = Shop::new();
    let entry = |second: u8, method: &str, path: &str, body: &str, status: u16| {
        format!(
            r#"{{"startedDateTime": "2026-01-01T10:00:0{second}Z", "time": 5,
            "request": {{"method": "{method}", "url": "http://a.test{path}", "headers": [], "postData": {{"text": {body:?}}}}},
            "response": {{"status": {status}}}}}"#
        )
    };
    let check = |entries: &[String]| {
        fs::write(shop.path("a.har"), format!("{{\"log\": {{\"entries\": [{}]}}}}", entries.join(","))).unwrap();
        verify(&[&shop.path("shop.mockwright.json"), "--log", &shop.path("a.har")])
    };
    let (login, order) = (entry(1, "POST", "/login", "", 200), entry(2, "POST", "/orders", "{\"qty\": 2}", 201));
    // The order in the file means nothing; the moments do.
    let (code, text) = check(&[order.clone(), login.clone()]);
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = check(&[login, order, entry(3, "POST", "/orders", "{\"qty\": 2}", 503)]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("1 call too many") && text.contains("was answered with 503"), "{text}");
    let early = entry(0, "POST", "/orders", "{\"qty\": 2}", 201);
    let (code, text) = check(&[early, entry(1, "POST", "/login", "", 200)]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("Out of order") && text.contains("before any call of \"Logs in\""), "{text}");
}
