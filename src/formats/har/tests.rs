//! HAR files: what is written is to the letter, what browsers write is read, and the way there and back loses nothing.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, Version};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::traffic::{CapturedBody, Exchange, Outcome, Timings};

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap())).collect()
}

fn exchange() -> Exchange {
    Exchange {
        sequence: 7,
        received_at: "2026-03-04T05:06:07.123456789Z".parse().unwrap(),
        client: "127.0.0.1:5000".parse().unwrap(),
        method: "POST".parse().unwrap(),
        uri: "/login?next=%2F&access_token=abc".parse().unwrap(),
        request_headers: headers(&[
            ("host", "localhost:4600"),
            ("authorization", "Bearer abc"),
            ("cookie", "a=1; b=2"),
            ("content-type", "application/json"),
        ]),
        request_body: CapturedBody::of(&Bytes::from_static(b"{\"password\":\"pw\"}")),
        status: Some(StatusCode::FOUND),
        reason: Some("Over there".to_owned()),
        response_headers: headers(&[
            ("location", "/home?token=xyz"),
            ("set-cookie", "s=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly; Secure"),
            ("content-type", "image/png"),
        ])
        .into(),
        response_body: CapturedBody::of(&Bytes::from_static(b"\x89PNG\xff")),
        timings: Timings {
            received: Duration::from_micros(1_500),
            decided: Duration::from_micros(1_600),
            first_byte: Duration::from_millis(12),
            done: Duration::from_millis(14),
        },
        ..Exchange::default()
    }
}

fn written(exchange: Exchange, with_secrets: bool) -> Value {
    let bytes = write(&[Arc::new(exchange)], WriteOptions { with_secrets });
    serde_json::from_slice(&bytes).unwrap()
}

fn read_back(har: &Value) -> (Vec<Arc<Exchange>>, Vec<String>) {
    match read::read(har.to_string().as_bytes()).unwrap() {
        Imported { content: Content::Exchanges(exchanges), notes } => (exchanges, notes),
        Imported { .. } => panic!("a HAR holds exchanges"),
    }
}

#[test]
fn an_entry_is_written_to_the_letter() {
    let har = written(exchange(), true);
    assert_eq!(har["log"]["version"], "1.2");
    assert_eq!(har["log"]["creator"]["name"], "Mockwright");
    let expected = json!({
        "startedDateTime": "2026-03-04T05:06:07.123Z",
        "time": 14.0,
        "request": {
            "method": "POST",
            "url": "http://localhost:4600/login?next=%2F&access_token=abc",
            "httpVersion": "HTTP/1.1",
            "cookies": [{ "name": "a", "value": "1" }, { "name": "b", "value": "2" }],
            "headers": [
                { "name": "host", "value": "localhost:4600" },
                { "name": "authorization", "value": "Bearer abc" },
                { "name": "cookie", "value": "a=1; b=2" },
                { "name": "content-type", "value": "application/json" }
            ],
            "queryString": [{ "name": "next", "value": "/" }, { "name": "access_token", "value": "abc" }],
            "headersSize": -1,
            "bodySize": 17,
            "postData": { "mimeType": "application/json", "text": "{\"password\":\"pw\"}" }
        },
        "response": {
            "status": 302,
            "statusText": "Over there",
            "httpVersion": "HTTP/1.1",
            "cookies": [{ "name": "s", "value": "1", "path": "/", "expires": "2026-10-21T07:28:00Z", "httpOnly": true, "secure": true }],
            "headers": [
                { "name": "location", "value": "/home?token=xyz" },
                { "name": "set-cookie", "value": "s=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly; Secure" },
                { "name": "content-type", "value": "image/png" }
            ],
            "content": { "size": 5, "mimeType": "image/png", "text": "iVBOR/8=", "encoding": "base64" },
            "redirectURL": "/home?token=xyz",
            "headersSize": -1,
            "bodySize": 5
        },
        "cache": {},
        "timings": { "blocked": -1, "dns": -1, "connect": -1, "ssl": -1, "send": 1.5, "wait": 10.5, "receive": 2.0 },
        "_client": "127.0.0.1:5000"
    });
    assert_eq!(har["log"]["entries"][0], expected);
}

#[test]
fn secrets_are_masked_wherever_they_stand() {
    let text = written(exchange(), false).to_string();
    for secret in ["abc", "\"pw\"", "xyz", "a=1", "\"1\"", "s=1"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert!(text.contains("Bearer [masked]") && text.contains("next=%2F&access_token=[masked]"), "{text}");
}

#[test]
fn reading_back_gives_the_same_exchange() {
    let original = exchange();
    let (exchanges, notes) = read_back(&written(original.clone(), true));
    assert!(notes.is_empty());
    let read = &exchanges[0];
    assert_eq!(read.uri.path_and_query(), original.uri.path_and_query());
    assert_eq!(
        (&read.method, read.version, read.status, &read.reason),
        (&original.method, original.version, original.status, &original.reason)
    );
    assert_eq!((&read.request_headers, &read.response_headers), (&original.request_headers, &original.response_headers));
    assert_eq!(
        (&read.request_body.bytes, &read.response_body.bytes),
        (&original.request_body.bytes, &original.response_body.bytes)
    );
    assert_eq!(
        (read.timings.received, read.timings.done, read.client),
        (original.timings.received, original.timings.done, original.client)
    );
    assert_eq!(written(Exchange::clone(read), true), written(original, true));
}

#[test]
fn bodies_that_were_not_kept_whole_say_so_and_keep_their_size() {
    let mut cut = exchange();
    cut.response_headers = headers(&[("content-type", "text/plain")]).into();
    // Three bytes of "aé", whose last character has two.
    cut.response_body = CapturedBody { bytes: Bytes::from_static(b"a\xc3"), size: 3 };
    cut.request_body = CapturedBody { bytes: Bytes::new(), size: 0 };
    let har = written(cut, true);
    let entry = &har["log"]["entries"][0];
    assert_eq!(
        entry["response"]["content"],
        json!({ "size": 3, "mimeType": "text/plain", "text": "a", "comment": "The first 2 bytes of 3" })
    );
    assert_eq!(entry["request"].get("postData"), None);
    assert_eq!(read_back(&har).0[0].response_body.size, 3);
}

#[test]
fn no_answer_is_status_0() {
    let mut refused = exchange();
    (refused.status, refused.reason, refused.outcome) = (None, None, Outcome::Refused("too slow".to_owned()));
    let har = written(refused, true);
    let entry = &har["log"]["entries"][0];
    assert_eq!((&entry["response"]["status"], &entry["response"]["statusText"]), (&json!(0), &json!("")));
    assert_eq!(entry["comment"], "Refused: too slow");
    assert_eq!(read_back(&har).0[0].status, None);
}

#[test]
fn what_browsers_write_is_read() {
    let entry = |request: Value, response: Value| json!({ "request": request, "response": response, "time": "12.5" });
    let har = json!({ "log": { "pages": [], "entries": [
        entry(
            json!({ "method": "GET", "url": "https://example.com/a b?q={x|y}&é=1#frag", "httpVersion": "h3",
                "headers": [{ "name": ":authority", "value": "example.com" }, { "name": "Accept", "value": "*/*" }] }),
            json!({ "status": "200", "statusText": "", "headers": [{ "name": "set-cookie", "value": "a=1\nb=2" }],
                "content": { "size": 4, "text": "aGk\n=", "encoding": "base64" } }),
        ),
        entry(
            json!({ "method": "POST", "url": "http://example.com", "httpVersion": "http/2.0",
                "postData": { "mimeType": "application/x-www-form-urlencoded", "params": [{ "name": "a b", "value": "c&d" }] } }),
            json!({ "status": 0, "content": { "size": -1 } }),
        ),
        entry(json!({ "method": "GET", "url": "data:,hi" }), json!({})),
        entry(json!({ "method": "", "url": "http://example.com" }), json!(null)),
        json!(5),
    ] } });
    let (exchanges, notes) = read_back(&har);
    assert_eq!(exchanges.len(), 2, "{notes:?}");
    assert_eq!(notes.len(), 3);
    assert!(notes[0].starts_with("/log/entries/2: left out: \"data:,hi\" is not a web address"), "{notes:?}");
    let first = &exchanges[0];
    assert_eq!(first.uri.to_string(), "https://example.com/a%20b?q=%7Bx%7Cy%7D&%C3%A9=1");
    assert_eq!(
        (first.version, first.status, &*first.response_body.bytes),
        (Version::HTTP_3, Some(StatusCode::OK), b"hi".as_slice())
    );
    assert_eq!(first.response_headers.get_all("set-cookie").iter().count(), 2);
    assert_eq!((first.request_headers.len(), first.timings.done), (1, Duration::from_micros(12_500)));
    assert_eq!((exchanges[1].version, &*exchanges[1].request_body.bytes), (Version::HTTP_2, b"a+b=c%26d".as_slice()));
    assert_eq!(exchanges[1].status, None);
}

#[test]
fn what_is_no_har_is_said_with_its_place() {
    let message = |text: &str| read::read(text.as_bytes()).unwrap_err();
    assert_eq!(message("{\"log\": {}}"), (None, "is not a HAR file: it has no list of entries at /log/entries".to_owned()));
    assert!(message("{\"log\":\n x}").0.is_some_and(|position| position.line == 2));
    assert!(message("").1.starts_with("is not valid JSON"));
}

proptest! {
    #[test]
    fn any_json_is_read_or_refused(name in "(method|url|headers|status|postData|content|timings|time)", value in "(null|-1|1e300|\"x\"|\\[\\]|\\[5\\]|\\{\\}|true)") {
        let entry = format!("{{\"method\":\"GET\",\"url\":\"http://a/\",\"{name}\":{value}}}");
        let har = format!("{{\"log\":{{\"entries\":[{{\"request\":{entry},\"response\":{entry},\"{name}\":{value}}}]}}}}");
        prop_assert!(read::read(har.as_bytes()).is_ok());
    }
}
