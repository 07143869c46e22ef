//! Random control calls, mutated from ones that mean something: whatever comes, the server goes on and the project stays as it is.

use std::net::SocketAddr;

use mockwright::traffic::Budget;

use super::*;

/// How many calls are made; `MOCKWRIGHT_FUZZ_CALLS` asks for more.
const CALLS: u64 = 2_000;
/// How much the process may grow by.
const MAX_GROWTH_BYTES: u64 = 400 * 1024 * 1024;

/// Calls that mean something.
const SEEDS: &[(&str, &str, &str)] = &[
    ("GET", "/__admin/health", ""),
    ("GET", "/__admin/openapi.json", ""),
    ("GET", "/__admin/requests?limit=5&since=2026-01-31T12:00:00Z&unmatched=true", ""),
    ("GET", "/__admin/requests/00000000-0000-4000-8000-000000000001", ""),
    ("DELETE", "/__admin/requests/1", ""),
    ("DELETE", "/__admin/requests", ""),
    ("POST", "/__admin/requests/reset", ""),
    ("GET", "/__admin/requests/unmatched", ""),
    ("GET", "/__admin/requests/unmatched/near-misses", ""),
    (
        "POST",
        "/__admin/requests/count",
        r#"{"method":"GET","urlPathTemplate":"/a/{b}","pathParameters":{"b":{"matches":"[a-z]+"}}}"#,
    ),
    (
        "POST",
        "/__admin/requests/find",
        r#"{"urlPattern":"/h.*","queryParameters":{"q":{"hasExactly":[{"equalTo":"1"},{"contains":"2"}]}}}"#,
    ),
    (
        "POST",
        "/__admin/requests/remove",
        r#"{"headers":{"A":{"or":[{"absent":true},{"not":{"equalTo":"x","caseInsensitive":true}}]}}}"#,
    ),
    (
        "POST",
        "/__admin/requests/count",
        r#"{"bodyPatterns":[{"matchesJsonPath":{"expression":"$.a[?@.b > 1]","equalToJson":{"c":[1,2]},"ignoreArrayOrder":true}}]}"#,
    ),
    (
        "POST",
        "/__admin/requests/count",
        r#"{"bodyPatterns":[{"matchesJsonSchema":{"type":"object","required":["a"]}},{"before":"2026-01-01"}],"port":80}"#,
    ),
    ("POST", "/__admin/near-misses/request", r#"{"method":"GET","url":"/helo?x=1","headers":{"A":["b"]},"bodyAsBase64":"YQ=="}"#),
    (
        "POST",
        "/__admin/near-misses/request-pattern",
        r#"{"method":{"oneOf":["GET","POST"]},"urlPath":"/hello","basicAuth":{"username":"a","password":"b"}}"#,
    ),
    ("GET", "/__admin/mappings?limit=1&offset=1", ""),
    ("POST", "/__admin/mappings", r#"{"request":{"url":"/x"},"response":{"status":200}}"#),
    ("GET", "/__admin/scenarios", ""),
    ("POST", "/__admin/scenarios/reset", ""),
    ("PUT", "/__admin/scenarios/s/state?key=a", r#"{"state":"Started"}"#),
    ("GET", "/__admin/settings", ""),
    ("POST", "/__admin/settings", r#"{"fixedDelay":5,"delayDistribution":{"type":"lognormal","median":8,"sigma":0.4}}"#),
    ("GET", "/__admin/expectations", ""),
    (
        "POST",
        "/__admin/expectations",
        r#"{"name":"n","request":{"method":"GET","path":"/a/{b}","condition":{"all":[{"compare":{"subject":{"json":"$.a"},"operator":"matches","value":"^x"}}]}},"count":{"between":{"min":1,"max":2}}}"#,
    ),
    (
        "POST",
        "/__admin/expectations",
        r#"{"id":"kept","count":{"exactly":1},"after":{"expectation":"twice","strict":true},"window":{"from_ms":1,"until_ms":9},"answer":{"status":200}}"#,
    ),
    ("GET", "/__admin/expectations/kept", ""),
    ("DELETE", "/__admin/expectations/kept", ""),
    ("POST", "/__admin/expectations/kept/reset", ""),
    ("POST", "/__admin/expectations/reset", ""),
    ("POST", "/__admin/expectations/verify", r#"{"within_ms":1,"no_unmatched":true}"#),
    ("POST", "/__admin/reset", ""),
    ("GET", "/__admin/certs/mockwright-ca.crt", ""),
];

/// What mutations put in.
const WORDS: &[&str] = &[
    "",
    "null",
    "true",
    "-1",
    "1e999",
    "99999999999999999999",
    "{}",
    "[]",
    "\"\"",
    "\"(\"",
    "{\"absent\":true}",
    "/",
    "..",
    "%00",
    "%2F",
    "%",
    "\u{0}",
    "\u{fffd}",
    "ü",
    "'",
    "$..*",
    "$[",
    "(?:a*)*b",
    "[[[[[[[[",
    "{\"not\":",
    "equalTo",
    "equalToXml",
    "now",
    "*",
    "?",
    "&",
    "=",
    ",",
    ":",
];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }

    fn mutate(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..self.roll(4) {
            let at = self.roll(bytes.len() + 1);
            let end = (at + self.roll(12)).min(bytes.len());
            match self.roll(5) {
                0 => drop(bytes.splice(at..end, [])),
                1 => drop(bytes.splice(at..at, WORDS[self.roll(WORDS.len())].bytes())),
                2 => drop(bytes.splice(at..end, WORDS[self.roll(WORDS.len())].bytes())),
                3 => {
                    let part = bytes[at..end].to_vec();
                    drop(bytes.splice(at..at, part));
                }
                _ => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = self.roll(256) as u8;
                    }
                }
            }
        }
        bytes
    }
}

/// One call as bytes, or none where it would make the test wait or end its connection.
fn request(dice: &mut Dice, address: SocketAddr) -> Option<Vec<u8>> {
    let (method, path, body) = SEEDS[dice.roll(SEEDS.len())];
    let (_, _, other_body) = SEEDS[dice.roll(SEEDS.len())];
    let method = if dice.roll(10) == 0 { ["GET", "PUT", "PATCH", "OPTIONS", "TRACE", "X"][dice.roll(6)] } else { method };
    let body = if dice.roll(10) == 0 { other_body } else { body };
    let body = dice.mutate(body);
    // Only what a request line can hold, or the connection ends before it is a call.
    let path = if dice.roll(4) == 0 { dice.mutate(path) } else { path.as_bytes().to_vec() };
    let path: String = path.iter().map(|byte| if byte.is_ascii_graphic() { char::from(*byte) } else { '+' }).collect();
    let path =
        if path.starts_with("/__admin") && !path.contains('#') { path } else { format!("/__admin/{}", path.replace('#', "")) };
    if serde_json::from_slice::<Value>(&body).is_ok_and(|body| body["within_ms"].as_u64().is_some_and(|ms| ms > 20)) {
        return None;
    }
    let host = if dice.roll(20) == 0 { "evil.test".to_owned() } else { address.to_string() };
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n", body.len());
    for _ in 0..dice.roll(4) / 2 {
        let (name, value) = [
            ("Accept", "text/plain"),
            ("Accept", "application/xml"),
            ("Accept", ",;,*/*"),
            ("Origin", "null"),
            ("Accept-Language", "x"),
            ("Range", "bytes=5-1"),
            ("Authorization", "Bearer "),
            ("Authorization", "Bearer x"),
            ("Content-Type", "text/plain"),
            ("Content-Encoding", "gzip"),
            ("Last-Event-ID", "5"),
            ("X-Odd", "\u{fc}"),
        ][dice.roll(12)];
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut bytes = (head + "\r\n").into_bytes();
    bytes.extend(body);
    Some(bytes)
}

/// How many bytes of memory the process holds; none where the system does not say.
fn resident_bytes() -> Option<u64> {
    let pages: u64 = std::fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

#[test]
fn random_calls_change_nothing_and_stop_nothing() {
    let calls = std::env::var("MOCKWRIGHT_FUZZ_CALLS").map_or(CALLS, |calls| calls.parse().unwrap());
    let setup = Setup { budget: Budget { exchanges: 50, bytes: usize::MAX }, ..Setup::default() };
    let mut project = hello();
    let twice = serde_json::json!({ "id": "twice", "request": { "path": "/hello" }, "count": { "exactly": 2 } });
    project.expectations.push(std::sync::Arc::new(serde_json::from_value(twice).unwrap()));
    let bed = Bed::with(project, setup);
    let before = serde_json::to_string(&*bed.server.compiled().project).unwrap();
    let memory = resident_bytes();
    let mut dice = Dice(0x5eed_0fca_115e_ed5e);
    let mut client = bed.connect();
    let mut statuses = std::collections::BTreeMap::<u16, u64>::new();
    for number in 0..calls {
        if number % 50 == 0 {
            json(&bed, "PUT", "/settings", "{}");
            bed.get(&format!("/hello?n={number}"));
            bed.get("/helo");
        }
        let Some(bytes) = request(&mut dice, bed.address) else { continue };
        client.write(&bytes);
        let method = if bytes.starts_with(b"HEAD ") { "HEAD" } else { "GET" };
        let answer = client.read_answer_to(method);
        assert_ne!(answer.status, 500, "{}: {}", String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&answer.body));
        *statuses.entry(answer.status).or_default() += 1;
        let is_stream = answer.header("content-type").is_some_and(|media_type| media_type.contains("event-stream"));
        if is_stream || answer.header("connection").is_some_and(|connection| connection == "close") {
            client = bed.connect();
        }
    }
    println!("{statuses:?}");
    assert!(statuses.len() > 5 && statuses[&200] > calls / 10, "{statuses:?}");
    json(&bed, "PUT", "/settings", "{}");
    assert_eq!(bed.get("/hello").status, 200);
    assert_eq!(serde_json::to_string(&*bed.server.compiled().project).unwrap(), before);
    if let (Some(before), Some(after)) = (memory, resident_bytes()) {
        println!("{} MB more", after.saturating_sub(before) >> 20);
        assert!(after < before + MAX_GROWTH_BYTES, "grew from {before} to {after} bytes");
    }
}
