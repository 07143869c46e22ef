//! The traffic as server-sent events.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
};

use super::*;

/// A client that follows.
struct Follower(BufReader<TcpStream>);

impl Follower {
    fn new(bed: &Bed, query: &str) -> Self {
        let mut stream = TcpStream::connect(bed.address).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        write!(stream, "GET /__admin/events{query} HTTP/1.1\r\nHost: {}\r\n\r\n", bed.address).unwrap();
        let mut follower = Self(BufReader::new(stream));
        let head = follower.lines_to_gap().join("\n").to_lowercase();
        assert!(head.starts_with("http/1.1 200") && head.contains("content-type: text/event-stream"), "{head}");
        assert_eq!(follower.event().0, "ready");
        follower
    }

    fn lines_to_gap(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended after {lines:?}");
            let line = line.trim_end().to_owned();
            if line.is_empty() {
                return lines;
            }
            lines.push(line);
        }
    }

    /// The next event's name and data. Chunks are passed over by their lack of a field name.
    fn event(&mut self) -> (String, Value) {
        let (mut name, mut data) = (String::new(), None);
        loop {
            for line in self.lines_to_gap() {
                if let Some(value) = line.strip_prefix("event: ") {
                    value.clone_into(&mut name);
                } else if let Some(value) = line.strip_prefix("data: ") {
                    data = Some(serde_json::from_str(value).unwrap());
                }
            }
            if let Some(data) = data.take() {
                return (name, data);
            }
        }
    }
}

#[test]
fn exchanges_are_told_as_they_happen() {
    let bed = Bed::new(hello());
    let mut all = Follower::new(&bed, "");
    let mut few = Follower::new(&bed, "?filter=path:/nothing");
    bed.get("/hello?q=1");
    bed.get("/nothing");
    let (name, event) = all.event();
    assert_eq!((name.as_str(), &event["number"], &event["url"]), ("exchange", &1.into(), &"/hello?q=1".into()));
    assert_eq!((&event["status"], &event["endpoint"]["id"]), (&200.into(), &"GET /hello".into()));
    assert_eq!(all.event().1["unmatched"], true);
    assert_eq!(few.event().1["number"], 2);
}

#[test]
fn a_filter_that_means_nothing_is_refused() {
    let bed = Bed::new(hello());
    let answer = call(&bed, "GET", "/events?filter=nonsense:x", "");
    let error: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((answer.status, &error["errors"][0]["source"]["parameter"]), (422, &"filter".into()));
}

#[test]
fn places_are_few_and_come_free_again() {
    let bed = Bed::new(hello());
    let followers: Vec<_> = (0..16).map(|_| Follower::new(&bed, "")).collect();
    assert_eq!(call(&bed, "GET", "/events", "").status, 503);
    drop(followers);
    // A client that has gone is noticed when it is written to.
    wait_for("a free place", || {
        bed.get("/hello");
        let mut stream = TcpStream::connect(bed.address).unwrap();
        write!(stream, "GET /__admin/events HTTP/1.1\r\nHost: {}\r\n\r\n", bed.address).unwrap();
        let mut status = [0; 12];
        stream.read_exact(&mut status).unwrap();
        status.ends_with(b"200")
    });
}

#[test]
fn a_stop_ends_the_streams() {
    let bed = Bed::new(hello());
    let mut follower = Follower::new(&bed, "");
    bed.server.stop();
    runtime().block_on(bed.server.stopped());
    let mut rest = Vec::new();
    // Ended or reset: either way it is over.
    let _ = follower.0.read_to_end(&mut rest);
}
