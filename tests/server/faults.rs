//! Faults over HTTP/1.1, seen from a raw socket: what arrives byte for byte, how the connection ends, and what the log says.

use std::{
    io::ErrorKind,
    time::{Duration, Instant},
};

use mockwright::{
    model::{FaultKind, FaultWhen, Project},
    server::ServerOptions,
    traffic::Outcome,
};

use crate::bed::*;

const GET: &str = "GET /faulty HTTP/1.1\r\nHost: a.test\r\n\r\n";
const GET_HELLO: &str = "GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n";

/// `GET /faulty` answers `"0123456789"`, with that going wrong; `GET /hello` answers well.
pub fn faulty_project(kind: FaultKind, when: FaultWhen) -> Project {
    let mut project = hello();
    project.endpoints.push(endpoint("GET", "/faulty", faulty(response(200, "\"0123456789\""), kind, when)).into());
    project
}

fn always(kind: FaultKind) -> Bed {
    Bed::new(faulty_project(kind, FaultWhen::Always))
}

/// What arrives after that request, and how the connection ends.
fn raw(bed: &Bed, request: &str) -> (Vec<u8>, Result<(), ErrorKind>) {
    let mut client = bed.connect();
    client.write(request);
    let (bytes, ended) = client.read_to_end();
    (bytes, ended.map_err(|error| error.kind()))
}

/// The head and what follows it.
fn head_and_rest(bytes: &[u8]) -> (String, Vec<u8>) {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    (String::from_utf8(bytes[..end].to_vec()).unwrap(), bytes[end..].to_vec())
}

#[test]
fn reset_is_a_tcp_reset_and_close_is_a_clean_end() {
    for (kind, expected) in [(FaultKind::Reset, Err(ErrorKind::ConnectionReset)), (FaultKind::Close, Ok(()))] {
        let bed = always(kind);
        assert_eq!(raw(&bed, GET), (Vec::new(), expected), "{kind:?}");
        let exchange = bed.last(1);
        assert_eq!((exchange.status, exchange.fault(), exchange.response_body.size), (None, Some(kind), 0));
        assert!(matches!(exchange.outcome, Outcome::Decided { .. }), "a fault is no failure");
        assert_eq!(bed.get("/hello").status, 200);
    }
}

#[test]
fn what_the_client_still_sends_turns_no_end_into_a_reset_or_back() {
    let unread = "POST /hello HTTP/1.1\r\nHost: a.test\r\nContent-Length: 9000\r\n\r\n".to_owned() + &"x".repeat(9000);
    for (kind, expected) in [(FaultKind::Reset, Err(ErrorKind::ConnectionReset)), (FaultKind::Close, Ok(()))] {
        let bed = always(kind);
        assert_eq!(raw(&bed, &format!("{GET}{unread}{GET_HELLO}")), (Vec::new(), expected), "{kind:?}");
        bed.log(1);
    }
}

#[test]
fn what_was_answered_before_arrives_whole() {
    let kinds = [
        (FaultKind::Reset, 0, Err(ErrorKind::ConnectionReset)),
        (FaultKind::Close, 0, Ok(())),
        (FaultKind::Cut { after_bytes: 3 }, 3, Ok(())),
        (FaultKind::Garbage { bytes: 50 }, 50, Ok(())),
    ];
    for (kind, after_head, expected) in kinds {
        let bed = always(kind);
        let mut client = bed.connect();
        client.write(GET_HELLO);
        assert_eq!(client.read_answer().text(), "\"hello\"");
        client.write(GET_HELLO.repeat(20) + GET);
        for _ in 0..20 {
            assert_eq!(client.read_answer().text(), "\"hello\"", "{kind:?}");
        }
        let (bytes, ended) = client.read_to_end();
        let rest = if let FaultKind::Cut { .. } = kind { head_and_rest(&bytes).1 } else { bytes };
        assert_eq!((rest.len(), ended.map_err(|error| error.kind())), (after_head, expected), "{kind:?}");
        bed.log(22);
    }
}

#[test]
fn a_reset_waits_for_what_a_slow_client_has_not_read_yet() {
    let large = format!("\"{}\"", "x".repeat(400_000));
    let mut project = faulty_project(FaultKind::Reset, FaultWhen::Always);
    project.endpoints.push(endpoint("GET", "/large", response(200, &large)).into());
    let bed = Bed::new(project);
    let mut client = bed.connect();
    client.write(GET.replace("faulty", "large").repeat(30) + GET);
    std::thread::sleep(Duration::from_millis(400));
    for number in 0..30 {
        assert_eq!(client.read_answer().body.len(), large.len(), "{number}");
    }
    assert_eq!(client.read_to_end().1.unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[test]
fn a_stall_sends_nothing_keeps_the_connection_and_holds_nothing_up() {
    let options = ServerOptions { grace: Duration::from_secs(600), ..ServerOptions::default() };
    let bed = Bed::with(faulty_project(FaultKind::Stall, FaultWhen::Always), Setup { options, ..Setup::default() });
    let mut stalled: Vec<_> = (0..50).map(|_| bed.connect()).collect();
    stalled.iter_mut().for_each(|client| client.write(GET));
    for exchange in bed.log(50) {
        assert_eq!((exchange.status, exchange.fault()), (None, Some(FaultKind::Stall)));
    }
    assert_eq!(bed.get("/hello").text(), "\"hello\"");
    assert!(stalled[0].is_silent_for(Duration::from_millis(200)));
    // Nobody waits for them when the server stops, however much patience it has with answers.
    bed.server.stop();
    runtime().block_on(async { tokio::time::timeout(SOON, bed.server.stopped()).await }).unwrap();
    assert!(stalled.iter_mut().all(Client::is_at_end));
}

#[test]
fn a_stalled_connection_gives_its_place_back_when_the_client_leaves() {
    let options = ServerOptions { connections: 1, ..ServerOptions::default() };
    let bed = Bed::with(faulty_project(FaultKind::Stall, FaultWhen::Always), Setup { options, ..Setup::default() });
    for _ in 0..3 {
        let mut client = bed.connect();
        client.write(GET);
        assert!(client.is_silent_for(Duration::from_millis(50)));
    }
    assert_eq!(bed.get("/hello").status, 200);
}

#[test]
fn a_cut_announces_all_and_sends_exactly_so_many_bytes() {
    let large = "\"".to_owned() + &"x".repeat(300_000) + "\"";
    for (body, after_bytes) in [("\"0123456789\"", 0), ("\"0123456789\"", 5), ("\"0123456789\"", 12), (&*large, 200_000)] {
        let kind = FaultKind::Cut { after_bytes };
        let bed = Bed::new(project([endpoint("GET", "/faulty", faulty(response(200, body), kind, FaultWhen::Always))]));
        let (bytes, ended) = raw(&bed, GET);
        assert_eq!(ended, Ok(()));
        let (head, rest) = head_and_rest(&bytes);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{head}");
        assert_eq!(rest, &body.as_bytes()[..usize::try_from(after_bytes).unwrap()]);
        let exchange = bed.last(1);
        assert_eq!(exchange.status.map(|status| status.as_u16()), Some(200));
        assert_eq!((exchange.response_body.size, &exchange.response_body.bytes[..]), (after_bytes, &*rest));
        assert!(matches!(exchange.outcome, Outcome::Decided { .. }));
    }
}

#[test]
fn large_files_are_cut_too() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("large.bin"), vec![7; 3_000_000]).unwrap();
    let kind = FaultKind::Cut { after_bytes: 2_000_001 };
    let faulty = project([endpoint("GET", "/faulty", faulty(file("large.bin"), kind, FaultWhen::Always))]);
    let bed = Bed::with(faulty, Setup { folder: Some(folder.path().to_owned()), ..Setup::default() });
    let (bytes, ended) = raw(&bed, GET);
    let (head, rest) = head_and_rest(&bytes);
    assert!(head.contains("content-length: 3000000\r\n"), "{head}");
    assert_eq!((rest.len(), ended), (2_000_001, Ok(())));
    assert_eq!(bed.last(1).response_body.size, 2_000_001);
}

#[test]
fn a_bad_chunk_follows_a_chunked_head() {
    let bed = always(FaultKind::BadChunk);
    let (bytes, ended) = raw(&bed, GET);
    let (head, rest) = head_and_rest(&bytes);
    assert!(head.contains("transfer-encoding: chunked\r\n") && !head.contains("content-length"), "{head}");
    assert!(!rest.is_empty() && !rest[0].is_ascii_hexdigit(), "no size of a chunk: {rest:?}");
    assert_eq!(ended, Ok(()));
    assert_eq!(bed.last(1).response_body.bytes, rest);
}

#[test]
fn garbage_is_no_http_and_comes_from_the_seed() {
    let bed = always(FaultKind::Garbage { bytes: 1_000 });
    let seeded = |seed: u64| raw(&bed, &format!("GET /faulty HTTP/1.1\r\nHost: a.test\r\nMockwright-Seed: {seed}\r\n\r\n"));
    let (first, again, other) = (seeded(7), seeded(7), seeded(8));
    assert_eq!((first.0.len(), first.1), (1_000, Ok(())));
    assert_eq!(first, again);
    assert_ne!(first, other);
    for seed in 0..20 {
        assert!(seeded(seed).0[0] >= 0x80, "neither a status line nor a record of TLS");
    }
    let exchange = bed.last(23);
    assert_eq!((exchange.status, exchange.response_body.size), (None, 1_000));
}

#[test]
fn a_slow_body_arrives_whole_and_in_no_less_than_its_time() {
    let body = format!("\"{}\"", "x".repeat(598));
    let slow = FaultKind::SlowBody { bytes_per_second: 1_000 };
    let bed = Bed::new(project([endpoint("GET", "/faulty", faulty(response(200, &body), slow, FaultWhen::Always))]));
    let mut client = bed.connect();
    let began = Instant::now();
    client.write(GET);
    assert_eq!(client.read_answer().text(), body);
    assert!(began.elapsed() >= Duration::from_millis(600), "{:?}", began.elapsed());
    client.write(GET_HELLO);
    assert_eq!(client.read_answer().status, 404, "the connection goes on");
    let exchange = &bed.log(2)[0];
    assert_eq!(exchange.response_body.bytes, body);
    assert!(matches!(exchange.outcome, Outcome::Decided { .. }));
    assert!(exchange.timings.done - exchange.timings.first_byte >= Duration::from_millis(590), "{:?}", exchange.timings);
}

#[test]
fn a_slow_first_byte_comes_long_after_the_head() {
    let bed = always(FaultKind::SlowFirstByte { ms: 400 });
    let mut client = bed.connect();
    client.write(GET);
    // Waits for the head alone: its last field is there, and after it nothing for a while.
    let head = client.read_head();
    assert!(head.contains("content-length: 12\r\n"), "{head}");
    assert!(client.is_silent_for(Duration::from_millis(150)));
    assert_eq!(client.read_bytes(12), b"\"0123456789\"");
}

#[test]
fn the_delay_comes_before_the_fault() {
    let slow = delayed(faulty(response(200, "1"), FaultKind::Close, FaultWhen::Always), 300);
    let bed = Bed::new(project([endpoint("GET", "/faulty", slow)]));
    let began = Instant::now();
    assert_eq!(raw(&bed, GET), (Vec::new(), Ok(())));
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[test]
fn answers_without_a_body_are_sent_as_they_are_and_end_the_connection_where_they_would_break_off() {
    let head_request = GET.replace("GET", "HEAD");
    for kind in [FaultKind::Cut { after_bytes: 3 }, FaultKind::BadChunk] {
        let (bytes, ended) = raw(&always(kind), &head_request);
        let (head, rest) = head_and_rest(&bytes);
        assert!(head.contains("content-length: 12\r\n"), "{kind:?}: {head}");
        assert_eq!((rest.len(), ended), (0, Ok(())), "{kind:?}");
        let nothing = faulty(response(204, ""), kind, FaultWhen::Always);
        let (bytes, ended) = raw(&Bed::new(project([endpoint("GET", "/faulty", nothing)])), GET);
        assert!(bytes.starts_with(b"HTTP/1.1 204 ") && bytes.ends_with(b"\r\n\r\n"), "{kind:?}");
        assert_eq!(ended, Ok(()));
    }
    let empty = faulty(response(200, ""), FaultKind::Cut { after_bytes: 3 }, FaultWhen::Always);
    let (bytes, ended) = raw(&Bed::new(project([endpoint("GET", "/faulty", empty)])), GET);
    assert!(head_and_rest(&bytes).1.is_empty() && ended.is_ok());
    for kind in [FaultKind::SlowBody { bytes_per_second: 1 }, FaultKind::SlowFirstByte { ms: 60_000 }] {
        let bed = always(kind);
        let mut client = bed.connect();
        client.write(format!("{head_request}{GET_HELLO}"));
        assert_eq!(client.read_answer_to("HEAD").status, 200);
        assert_eq!(client.read_answer().text(), "\"hello\"");
    }
}

#[test]
fn faults_happen_as_often_as_they_say() {
    let happened = |when, calls: usize| -> Vec<usize> {
        let bed = Bed::new(Project {
            settings: mockwright::model::Settings { seed: Some(1), ..Default::default() },
            ..faulty_project(FaultKind::Close, when)
        });
        (1..=calls).filter(|_| raw(&bed, &GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).0.is_empty()).collect()
    };
    assert_eq!(happened(FaultWhen::EveryNth(3), 10), [3, 6, 9]);
    assert_eq!(happened(FaultWhen::First(2), 6), [1, 2]);
    let quarter = happened(FaultWhen::Percent(25.0), 400);
    assert!((70..130).contains(&quarter.len()), "{}", quarter.len());
    assert_eq!(quarter, happened(FaultWhen::Percent(25.0), 400), "the project's seed makes it repeatable");
}
