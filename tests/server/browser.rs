//! The documentation page in a real headless browser: it loads with nothing from elsewhere, its search finds, what a reader
//! needs is told in words, and its form calls the mock.
//!
//! The environment variable `MOCKWRIGHT_BROWSER` names a Chromium to run; without it there is nothing to do. The browser is
//! driven by the DevTools protocol over two named pipes: JSON messages, each with a zero byte after it.

use std::{
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use mockwright::contract::{Contract, derive};
use serde_json::{Value, json};

use crate::bed::{Bed, SOON};

/// Starts the browser and ends it, however the test ends, after a minute and a half at most.
const START: &str = r#"exec timeout 90 "$1" --headless=new --no-sandbox --disable-gpu --no-first-run --disable-extensions \
    --user-data-dir="$2/profile" --remote-debugging-pipe about:blank 3<"$2/commands" 4>"$2/answers""#;

struct Browser {
    child: Child,
    commands: File,
    answers: BufReader<File>,
    session: Option<String>,
    count: u64,
    events: Vec<Value>,
    _folder: tempfile::TempDir,
}

impl Browser {
    fn start(executable: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pipes = ["commands", "answers"].map(|name| folder.path().join(name));
        assert!(Command::new("mkfifo").args(&pipes).status().unwrap().success());
        let mut command = Command::new("sh");
        command.args(["-c", START, "sh", executable]).arg(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().unwrap();
        // Each opening waits for the other side, in the order in which the shell opens them.
        let commands = OpenOptions::new().write(true).open(&pipes[0]).unwrap();
        let answers = BufReader::new(File::open(&pipes[1]).unwrap());
        let mut browser = Self { child, commands, answers, session: None, count: 0, events: Vec::new(), _folder: folder };
        let target = browser.ask("Target.createTarget", &json!({"url": "about:blank"}))["targetId"].clone();
        let attached = browser.ask("Target.attachToTarget", &json!({"targetId": target, "flatten": true}));
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Network", "Runtime", "Log"] {
            browser.ask(&format!("{domain}.enable"), &json!({}));
        }
        browser
    }

    /// Sends a command and gives back what came of it; whatever is told in between is kept.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.count += 1;
        let mut message = json!({"id": self.count, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.commands.write_all(format!("{message}\0").as_bytes()).unwrap();
        loop {
            let mut bytes = Vec::new();
            self.answers.read_until(0, &mut bytes).unwrap();
            assert_eq!(bytes.pop(), Some(0), "the browser is gone at {method}");
            let told: Value = serde_json::from_slice(&bytes).unwrap();
            if told["id"] == self.count {
                assert!(told.get("error").is_none(), "{method}: {told}");
                return told["result"].clone();
            }
            self.events.push(told);
        }
    }

    /// What an expression of the page comes to.
    fn evaluate(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let result = self.ask("Runtime.evaluate", &asked);
        assert!(result.get("exceptionDetails").is_none(), "{expression}: {result}");
        result["result"]["value"].clone()
    }

    /// Waits until a text of the page holds another.
    fn wait_for(&mut self, selector: &str, part: &str) -> String {
        let began = Instant::now();
        loop {
            let text = self.evaluate(&format!("document.querySelector({})?.innerText ?? ''", json!(selector)));
            let text = text.as_str().unwrap_or_default().to_owned();
            if text.contains(part) {
                return text;
            }
            assert!(began.elapsed() < SOON, "{selector} never says {part:?}: {text}");
            thread::sleep(Duration::from_millis(30));
        }
    }

    fn events(&self, method: &str) -> impl Iterator<Item = &Value> {
        self.events.iter().filter(move |event| event["method"] == method).map(|event| &event["params"])
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn bed() -> Bed {
    let pet = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}});
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 3}});
    let body = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}});
    let operation = json!({
        "description": "<p>One <b onclick=\"alert(1)\">pet</b></p>",
        "parameters": [id],
        "responses": {"200": {"description": "A pet", "content": body}, "404": {"description": "No such pet"}},
    });
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Pets", "version": "1"},
        "paths": {"/pets/{id}": {"get": operation}, "/owners": {"get": {"responses": {"204": {"description": "None"}}}}},
        "components": {
            "schemas": {"Pet": pet},
            "securitySchemes": {"staff": {"type": "http", "scheme": "basic"}},
        },
        "security": [{"staff": []}],
    });
    Bed::new(derive(&Contract::view(&Arc::new(document)), "pets.json"))
}

#[test]
fn the_page_of_a_contract_loads_searches_and_calls_in_a_browser() {
    let Some(executable) = std::env::var("MOCKWRIGHT_BROWSER").ok().filter(|name| !name.is_empty()) else { return };
    let bed = bed();
    let origin = format!("http://{}", bed.address);
    let mut browser = Browser::start(&executable);
    browser.ask("Page.navigate", &json!({"url": format!("{origin}/__docs/")}));
    browser.wait_for("#found", "2 endpoints");

    let type_in = |value: &str| {
        format!(
            "(() => {{ const field = document.getElementById('search'); field.value = '{value}'; field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
        )
    };
    browser.evaluate(&type_in("owners"));
    browser.wait_for("#found", "1 of 2");
    assert!(browser.wait_for("#list", "/owners").lines().all(|line| !line.contains("/pets")));
    browser.evaluate(&type_in(""));
    browser.wait_for("#list", "/pets");

    browser.evaluate("[...document.querySelectorAll('#list a')].find((link) => link.textContent.includes('/pets')).click()");
    let text = browser.wait_for("main", "Try it");
    for part in ["One pet", "≥ 3", "staff: basic", "When asked for with Prefer: code=404"] {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
    assert_eq!(browser.evaluate("document.querySelectorAll('main [onclick]').length"), 0);

    // Credentials are filled in, the id is too small.
    let send = "document.querySelector('main form button').click()";
    browser.evaluate(send);
    assert!(browser.wait_for("main form .reason", "path id").contains("3"));
    browser.evaluate("(() => { document.querySelector('main form input').value = '7'; })()");
    browser.evaluate(send);
    browser.wait_for("main form .status", "200");
    assert_eq!(bed.log(2).last().unwrap().uri.path(), "/pets/7");

    let errors: Vec<_> = browser.events("Runtime.exceptionThrown").collect();
    assert!(errors.is_empty(), "{errors:?}");
    let requests: Vec<_> = browser.events("Network.requestWillBeSent").map(|event| event["request"]["url"].clone()).collect();
    assert!(requests.len() > 5 && requests.iter().all(|url| url.as_str().unwrap().starts_with(&origin)), "{requests:?}");

    // A call without credentials shows the refusal, and no dialogue of the browser's own.
    browser.evaluate("(() => { [...document.querySelectorAll('main form input')].at(-1).value = ''; })()");
    browser.evaluate(send);
    browser.wait_for("main form .status", "401");
}
