//! What is recorded when exchanges end before their time, and sending a recorded request once more.

use std::time::Duration;

use mockwright::{
    server::{ReplayError, ReplayRequest, send},
    traffic::Outcome,
};

use crate::bed::*;

fn message(bed: &Bed, count: u64) -> String {
    match &bed.last(count).outcome {
        Outcome::Refused(message) | Outcome::Failed { message, .. } => message.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn clients_that_leave_early_are_recorded() {
    let bed = Bed::new(project([
        endpoint("GET", "/slow", delayed(response(200, "1"), 60_000)),
        endpoint("POST", "/any", response(200, "1")),
    ]));
    // In the middle of the head.
    let mut client = bed.connect();
    client.write("GET /slow HTTP/1.1\r\nHos");
    wait_for("the head", || true);
    std::thread::sleep(Duration::from_millis(50));
    drop(client);
    assert!(message(&bed, 1).contains("before the head"), "{}", message(&bed, 1));
    // In the middle of the body.
    let mut client = bed.connect();
    client.write("POST /any HTTP/1.1\r\nHost: a.test\r\nContent-Length: 100\r\n\r\nabc");
    std::thread::sleep(Duration::from_millis(50));
    drop(client);
    let text = message(&bed, 2);
    assert!(text.contains("before the whole request") || text.contains("body broke off"), "{text}");
    // While the answer was being waited for: nobody waits the whole minute.
    let mut client = bed.connect();
    client.write("GET /slow HTTP/1.1\r\nHost: a.test\r\n\r\n");
    wait_for("the decision", || bed.server.calls(&mockwright::model::EndpointId::new("GET /slow")) == 1);
    client.reset();
    assert!(message(&bed, 3).contains("before the answer"));
    let exchange = bed.last(3);
    assert_eq!((exchange.status, exchange.answered_by().map(|(endpoint, _)| endpoint.path.as_str())), (None, Some("/slow")));
}

#[test]
fn a_large_file_that_nobody_reads_to_the_end_is_recorded_as_far_as_it_went() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("large.bin"), vec![b'x'; 64 * 1024 * 1024]).unwrap();
    let setup = Setup { folder: Some(folder.path().to_owned()), ..Setup::default() };
    let bed = Bed::with(project([endpoint("GET", "/large", file("large.bin"))]), setup);
    let mut client = bed.connect();
    client.write("GET /large HTTP/1.1\r\nHost: a.test\r\n\r\n");
    std::thread::sleep(Duration::from_millis(100));
    client.reset();
    assert!(message(&bed, 1).contains("before the whole answer"));
    let body = &bed.last(1).response_body;
    assert!(body.size > 0 && body.size < 64 * 1024 * 1024, "{}", body.size);
}

#[test]
fn a_recorded_request_can_be_sent_again() {
    let bed = Bed::new(hello());
    bed.send("POST /hello?a=%20 HTTP/1.1\r\nHost: other.test\r\nX-One: 1\r\nConnection: close\r\nContent-Length: 3\r\n\r\n[1]");
    let first = bed.last(1);
    let answer = runtime().block_on(send(bed.address, ReplayRequest::of(&first).unwrap())).unwrap();
    assert_eq!((answer.status.as_u16(), &answer.body[..]), (201, &b"\"posted\""[..]));
    let again = bed.last(2);
    assert_eq!((&again.method, &again.uri, &again.request_body.bytes), (&first.method, &first.uri, &first.request_body.bytes));
    assert_eq!(again.request_headers["host"], "other.test");
    assert_eq!(again.request_headers["x-one"], "1");
    assert!(!again.request_headers.contains_key("connection"));
}

#[test]
fn what_cannot_be_sent_again_says_why() {
    let bed = Bed::new(hello());
    bed.send("NOT HTTP\r\n\r\n");
    assert!(matches!(ReplayRequest::of(&bed.last(1)), Err(ReplayError::NotARequest)));
    let body = "x".repeat(2_000_000);
    bed.send(format!("POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n{body}", body.len()));
    assert!(matches!(ReplayRequest::of(&bed.last(2)), Err(ReplayError::Truncated { size: 2_000_000, .. })));
    let nowhere = std::net::SocketAddr::from(([127, 0, 0, 1], 1));
    let request = ReplayRequest::new(http::Method::GET, "/".parse().unwrap());
    let error = runtime().block_on(send(nowhere, request)).unwrap_err();
    assert!(error.to_string().contains("127.0.0.1:1"), "{error}");
}
