//! What is refused, and that whoever is refused gets to know why: malformed, too large, too slow.

use std::time::{Duration, Instant};

use mockwright::{server::ServerOptions, traffic::Outcome};

use crate::bed::*;

fn refusal(bed: &Bed, count: u64) -> (String, Vec<u8>) {
    let exchange = bed.last(count);
    match &exchange.outcome {
        Outcome::Refused(reason) => (reason.clone(), exchange.request_body.bytes.to_vec()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_not_http_is_answered_with_the_reason_and_recorded_with_its_bytes() {
    let bed = Bed::new(hello());
    let cases = [
        ("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "not a method"),
        ("GET / HTTP/9.9\r\n\r\n", 400, "HTTP/9.9"),
        ("GET /hello HTTP/1.1\r\nHost: a\r\nno colon here\r\n\r\n", 400, "Line 3"),
        ("POST /hello HTTP/1.1\r\nContent-Length: twelve\r\n\r\n", 400, "rules of HTTP"),
        ("POST /hello HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "rules of HTTP"),
        ("\u{16}\u{3}\u{1}\u{0}\u{5}hello", 400, "TLS"),
        ("hello\r\n\r\n", 400, "instead of a method"),
    ];
    for (index, (request, status, expected)) in cases.into_iter().enumerate() {
        let mut client = bed.connect();
        client.write(request);
        let answer = client.read_answer();
        assert_eq!(answer.status, status, "{request:?}");
        let problem = answer.problem();
        assert!(problem["detail"].as_str().unwrap().contains(expected), "{request:?}: {problem}");
        client.end_writing();
        assert!(client.is_at_end());
        let (reason, bytes) = refusal(&bed, index as u64 + 1);
        assert!(reason.contains(expected), "{reason}");
        assert_eq!(bytes, request.as_bytes());
        let exchange = bed.last(index as u64 + 1);
        assert_eq!(exchange.status.map(|status| status.as_u16()), Some(400));
        assert_eq!(exchange.response_body.bytes, answer.body);
    }
    assert_eq!(bed.traffic.counters().snapshot().errors, cases.len() as u64);
}

#[test]
fn what_follows_good_requests_on_one_connection_may_be_malformed() {
    let bed = Bed::new(hello());
    let mut client = bed.connect();
    client.write("GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n");
    assert_eq!(client.read_answer().status, 200);
    client.write("GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\nBAD BAD BAD BAD\r\n\r\n");
    assert_eq!(client.read_answer().text(), "\"hello\"");
    assert_eq!(client.read_answer().problem()["status"], 400);
    client.end_writing();
    assert!(client.is_at_end());
    assert!(matches!(bed.last(3).outcome, Outcome::Refused(_)));
}

#[test]
fn mocks_that_look_like_the_librarys_refusal_stay_as_they_are() {
    let bed = Bed::new(project([endpoint("GET", "/bad", header(response(400, ""), "Connection", "close"))]));
    let answer = bed.get("/bad");
    assert_eq!((answer.status, answer.body.len()), (400, 0));
    assert!(matches!(bed.last(1).outcome, Outcome::Decided { .. }));
}

#[test]
fn heads_that_are_too_large_are_refused_with_the_right_status() {
    let bed = Bed::new(hello());
    let field = format!("X-Large: {}\r\n", "x".repeat(20_000));
    let fields: String = (0..150).map(|index| format!("X-{index}: 1\r\n")).collect();
    let cases = [
        (format!("GET /hello HTTP/1.1\r\nHost: a\r\n{}\r\n", field.repeat(5)), 431, "too many"),
        (format!("GET /hello HTTP/1.1\r\nHost: a\r\n{fields}\r\n"), 431, "too many"),
        (format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "x".repeat(300_000)), 414, "longer"),
    ];
    for (index, (request, status, expected)) in cases.iter().enumerate() {
        let mut client = bed.connect();
        // The server may stop reading, but it lets the refusal through.
        client.try_write(request);
        let answer = client.read_answer();
        assert_eq!(answer.status, *status, "{index}");
        assert!(answer.problem()["detail"].as_str().unwrap().contains(expected), "{answer:?}");
        drop(client);
        let (_, bytes) = refusal(&bed, index as u64 + 1);
        assert!(!bytes.is_empty() && bytes.len() <= 8 * 1024);
    }
    let within = format!("GET /hello HTTP/1.1\r\nHost: a\r\n{}\r\n", field.repeat(2));
    assert_eq!(bed.send(within).status, 200);
}

fn impatient() -> Setup {
    let options = ServerOptions {
        head_timeout: Duration::from_millis(150),
        body_timeout: Duration::from_millis(150),
        idle_timeout: Duration::from_millis(300),
        ..ServerOptions::default()
    };
    Setup { options, ..Setup::default() }
}

#[test]
fn slow_heads_and_bodies_are_refused() {
    let bed = Bed::with(hello(), impatient());
    for (index, begun) in ["GET /hello HTT", "POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12"].iter().enumerate()
    {
        let mut client = bed.connect();
        client.write(begun);
        let answer = client.read_answer();
        assert_eq!(answer.status, 408, "{begun}");
        answer.problem();
        client.end_writing();
        assert!(client.is_at_end());
        let (reason, _) = refusal(&bed, index as u64 + 1);
        assert!(!reason.is_empty());
    }
}

#[test]
fn a_head_that_keeps_dripping_is_refused_too() {
    let bed = Bed::with(hello(), impatient());
    let mut client = bed.connect();
    client.write("GET /hello HTTP/1.1\r\n");
    let start = Instant::now();
    while start.elapsed() < SOON && client.try_write("X: 1\r\n") && bed.traffic.counters().snapshot().requests == 0 {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(client.read_answer().status, 408);
}

#[test]
fn idle_connections_are_closed_and_nothing_is_recorded_of_them() {
    let bed = Bed::with(hello(), impatient());
    let mut never_used = bed.connect();
    let mut used = bed.connect();
    used.write("GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n");
    used.read_answer();
    assert!(never_used.is_at_end() && used.is_at_end());
    bed.log(1);
}

#[test]
fn a_delay_longer_than_every_patience_is_no_reason_to_close() {
    let bed = Bed::with(project([endpoint("GET", "/slow", delayed(response(200, "1"), 700))]), impatient());
    assert_eq!(bed.get("/slow").status, 200);
}
