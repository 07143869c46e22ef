//! The control API over real sockets, route by route.

mod documentation;
mod fuzz;
mod guard;
mod patterns;
mod requests;
mod state;
mod stream;

use serde_json::Value;

use crate::bed::*;

/// Sends a control call from this machine.
pub fn call(bed: &Bed, method: &str, path: &str, body: &str) -> Answer {
    let host = bed.address;
    bed.send(format!("{method} /__admin{path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
}

/// Sends a control call that must come off, and reads the answer.
pub fn json(bed: &Bed, method: &str, path: &str, body: &str) -> Value {
    let answer = call(bed, method, path, body);
    assert_eq!(answer.status, 200, "{method} {path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/json"));
    serde_json::from_slice(&answer.body).unwrap()
}

/// The URLs of a list of requests.
pub fn urls(requests: &Value) -> Vec<&str> {
    let url = |request: &Value| request["url"].as_str().or(request["request"]["url"].as_str()).is_some();
    let requests = requests["requests"].as_array().unwrap();
    assert!(requests.iter().all(url));
    requests.iter().filter_map(|request| request["url"].as_str().or(request["request"]["url"].as_str())).collect()
}
