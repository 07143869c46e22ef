//! Many at once: nothing is lost from the counts, no edit drops a connection, and no client can take the server down.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use mockwright::{model::EndpointId, server::ServerOptions, traffic::Budget};

use crate::bed::*;

const GET_HELLO: &str = "GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n";

#[test]
fn counts_are_exact_under_ten_thousand_requests_at_once_whatever_the_log_holds() {
    let budget = Budget { exchanges: 50, bytes: 1024 * 1024 };
    let bed = Bed::with(hello(), Setup { budget, ..Setup::default() });
    thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| {
                let mut client = bed.connect();
                // All of them are on their way before the first answer is read.
                client.write(format!("{GET_HELLO}GET /nowhere HTTP/1.1\r\nHost: a.test\r\n\r\n").repeat(100));
                (0..200).for_each(|_| assert!(matches!(client.read_answer().status, 200 | 404)));
            });
        }
    });
    assert!(bed.traffic.settle(SOON));
    let counts = bed.traffic.counters().snapshot();
    assert_eq!((counts.requests, counts.unmatched, counts.errors), (10_000, 5_000, 0));
    assert_eq!(bed.traffic.endpoints().hits(&EndpointId::new("GET /hello")), 5_000);
    assert_eq!(bed.server.calls(&EndpointId::new("GET /hello")), 5_000);
    assert_eq!(bed.traffic.log().last_sequence(), 10_000 - counts.dropped);
    assert!(bed.traffic.log().exchanges().len() <= 50);
    assert!(bed.traffic.log().bytes() <= 1024 * 1024);
}

#[test]
fn edits_under_load_drop_no_connection_and_no_answer_is_a_mixture() {
    let bed = Bed::new(hello());
    let edits = AtomicU64::new(0);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let clients: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let mut client = bed.connect();
                    for _ in 0..500 {
                        client.write(GET_HELLO);
                        let answer = client.read_answer();
                        let edition = answer.header("x-edition").unwrap_or("\"hello\"").to_owned();
                        assert_eq!((answer.status, answer.text()), (200, edition.as_str()));
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let edition = edits.fetch_add(1, Ordering::Relaxed).to_string();
                bed.apply(project([endpoint("GET", "/hello", header(response(200, &edition), "X-Edition", &edition))]));
            }
        });
        clients.into_iter().for_each(|client| client.join().unwrap());
        done.store(true, Ordering::Relaxed);
    });
    assert!(edits.load(Ordering::Relaxed) > 10);
    bed.log(2_000);
}

#[test]
fn more_connections_than_allowed_wait_for_their_turn() {
    let options = ServerOptions { connections: 2, ..ServerOptions::default() };
    let bed = Bed::with(hello(), Setup { options, ..Setup::default() });
    let (mut first, mut second, mut third) = (bed.connect(), bed.connect(), bed.connect());
    for client in [&mut first, &mut second] {
        client.write(GET_HELLO);
        client.read_answer();
    }
    third.write(GET_HELLO);
    thread::sleep(std::time::Duration::from_millis(100));
    assert_eq!(bed.traffic.counters().snapshot().requests, 2);
    drop(first);
    assert_eq!(third.read_answer().status, 200);
}

#[test]
fn garbage_from_many_sides_leaves_the_server_standing() {
    let bed = Arc::new(Bed::new(hello()));
    let mut noise = 0x1234_5678_u32;
    for round in 0..200 {
        let mut client = bed.connect();
        let bytes: Vec<u8> = (0..round * 7)
            .map(|_| {
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (noise >> 24) as u8
            })
            .collect();
        client.try_write(if round % 3 == 0 { &b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..] } else { b"" });
        client.try_write(bytes);
        if round % 2 == 0 {
            client.reset();
        }
    }
    assert_eq!(bed.get("/hello").text(), "\"hello\"");
}
