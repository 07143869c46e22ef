//! Starting, stopping, moving, and swapping what is served while it is served.

use std::net::TcpListener;

use mockwright::{
    model::EndpointId,
    server::{Address, ServerOptions, ServerStatus},
};

use crate::bed::*;

#[test]
fn a_port_in_use_is_named_with_a_free_one() {
    let bed = Bed::new(hello());
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    bed.server.start(Address::new("127.0.0.1", port));
    let ServerStatus::Failed { message, suggested_port } = runtime().block_on(bed.server.started()) else { panic!() };
    assert_eq!(message, format!("Port {port} is in use"));
    let free = suggested_port.unwrap();
    assert!(free > port);
    bed.server.start(Address::new("127.0.0.1", free));
    let address = runtime().block_on(bed.server.started()).address().unwrap();
    assert_eq!(address.port(), free);
    assert_eq!(Client::to(address).is_open_for_hello(), "\"hello\"");
}

#[test]
fn hosts_that_are_not_here_or_not_known_are_named() {
    let bed = Bed::new(hello());
    for (host, expected) in [("203.0.113.1", "no interface"), ("no-such-host.invalid", "not known")] {
        bed.server.start(Address::new(host, 0));
        let status = runtime().block_on(bed.server.started());
        assert!(matches!(&status, ServerStatus::Failed { message, .. } if message.contains(expected)), "{status:?}");
    }
}

#[test]
fn moving_to_another_address_keeps_the_log_and_the_counts() {
    let bed = Bed::new(hello());
    assert_eq!(bed.get("/hello").status, 200);
    let mut kept = bed.connect();
    kept.write("GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n");
    kept.read_answer();
    bed.server.start(Address::new("localhost", 0));
    let address = runtime().block_on(bed.server.started()).address().unwrap();
    assert_ne!(address, bed.address);
    assert!(kept.is_at_end(), "the old connections end");
    assert!(std::net::TcpStream::connect(bed.address).is_err(), "the old address is left");
    assert_eq!(Client::to(address).is_open_for_hello(), "\"hello\"");
    assert_eq!(bed.log(3).len(), 3);
    assert_eq!(bed.server.calls(&EndpointId::new("GET /hello")), 3);
}

#[test]
fn stopping_lets_answers_end_but_not_for_ever() {
    let grace = std::time::Duration::from_millis(400);
    let setup = Setup { options: ServerOptions { grace, ..ServerOptions::default() }, ..Setup::default() };
    let slow = project([
        endpoint("GET", "/soon", delayed(response(200, "1"), 150)),
        endpoint("GET", "/late", delayed(response(200, "1"), 60_000)),
    ]);
    let bed = Bed::with(slow, setup);
    let (mut soon, mut late) = (bed.connect(), bed.connect());
    soon.write("GET /soon HTTP/1.1\r\nHost: a.test\r\n\r\n");
    late.write("GET /late HTTP/1.1\r\nHost: a.test\r\n\r\n");
    wait_for("both requests", || ["GET /soon", "GET /late"].iter().all(|id| bed.server.calls(&EndpointId::new(*id)) == 1));
    bed.server.stop();
    assert_eq!(soon.read_answer().text(), "1");
    runtime().block_on(bed.server.stopped());
    assert!(late.is_at_end());
    let log = bed.log(2);
    assert!(format!("{:?}", log[1].outcome).contains("The server stopped before the answer"), "{:?}", log[1]);
    // And it can start again where it was.
    bed.server.start(Address::new("127.0.0.1", bed.address.port()));
    assert_eq!(runtime().block_on(bed.server.started()).address(), Some(bed.address));
}

#[test]
fn an_edit_is_served_at_once_on_connections_that_are_open() {
    let bed = Bed::new(hello());
    let mut client = bed.connect();
    for index in 0..50 {
        bed.apply(project([endpoint("GET", "/hello", response(200, &index.to_string()))]));
        client.write("GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n");
        assert_eq!(client.read_answer().text(), index.to_string());
    }
    assert_eq!(bed.server.calls(&EndpointId::new("GET /hello")), 50, "call numbers outlive edits");
    bed.server.reset_calls();
    assert_eq!(bed.server.calls(&EndpointId::new("GET /hello")), 0);
    assert_eq!(bed.traffic.endpoints().hits(&EndpointId::new("GET /hello")), 50);
}

impl Client {
    /// The body of `GET /hello`.
    fn is_open_for_hello(&mut self) -> String {
        self.write("GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n");
        self.read_answer().text().to_owned()
    }
}
