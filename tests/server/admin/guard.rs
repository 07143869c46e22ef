//! Who may make control calls, and that those who may not learn why.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};

use mockwright::server::{Address, ServerStatus};

use super::*;

fn health(bed: &Bed, head: &str) -> Answer {
    bed.send(format!("GET /__admin/health HTTP/1.1\r\n{head}\r\n"))
}

#[test]
fn only_own_names_and_origins_get_in() {
    let bed = Bed::new(hello());
    let port = bed.address.port();
    let table = [
        (format!("Host: 127.0.0.1:{port}\r\n"), 200),
        (format!("Host: localhost:{port}\r\n"), 200),
        (format!("Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n"), 200),
        ("Host: localhost\r\n".to_owned(), 403),
        (format!("Host: evil.test:{port}\r\n"), 403),
        (format!("Host: localhost:{port}\r\nOrigin: http://evil.test\r\n"), 403),
        (format!("Host: localhost:{port}\r\nOrigin: null\r\n"), 403),
        (format!("Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nOrigin: http://evil.test\r\n"), 403),
    ];
    for (head, expected) in table {
        let answer = health(&bed, &head);
        assert_eq!(answer.status, expected, "{head}");
        assert!(answer.header("access-control-allow-origin").is_none(), "no page may read it");
        if expected == 403 {
            assert!(answer.problem()["type"].as_str().unwrap().starts_with("urn:mockwright:problem:foreign-"));
        }
    }
    let absolute = format!("GET http://evil.test:{port}/__admin/health HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
    assert_eq!(bed.send(absolute).status, 403, "the target names another host than the field");
    assert_eq!(bed.traffic.log().last_sequence(), 0, "control calls are no traffic");
}

#[test]
fn a_refused_call_with_a_body_is_still_told_why() {
    let bed = Bed::new(hello());
    let body = "x".repeat(300_000);
    let answer =
        bed.send(format!("POST /__admin/reset HTTP/1.1\r\nHost: evil.test\r\nContent-Length: {}\r\n\r\n{body}", body.len()));
    assert_eq!(answer.status, 403);
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let bed = Bed::new(hello());
    let head = format!("POST /__admin/requests/count HTTP/1.1\r\nHost: {}\r\nContent-Length: 5000000\r\n\r\n", bed.address);
    assert_eq!(bed.send(head + &"x".repeat(5_000_000)).status, 413);
}

/// An address of this machine that is not loopback; none on a machine without a network.
fn outer_address() -> Option<Ipv4Addr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    // Nothing is sent; this only picks the interface.
    socket.connect("192.0.2.1:9").ok()?;
    match socket.local_addr().ok()? {
        SocketAddr::V4(address) if !address.ip().is_loopback() => Some(*address.ip()),
        _ => None,
    }
}

#[test]
fn over_another_interface_the_token_is_needed() {
    let Some(outer) = outer_address() else { return };
    let bed = Bed::new(hello());
    bed.server.start(Address::new("0.0.0.0", 0));
    let ServerStatus::Running { address } = runtime().block_on(bed.server.started()) else { panic!() };
    let outer = SocketAddr::from((outer, address.port()));
    let ask = |authorization: &str| {
        let mut client = Client::to(outer);
        client.write(format!("GET /__admin/health HTTP/1.1\r\nHost: {outer}\r\n{authorization}\r\n"));
        client.read_answer()
    };
    let refused = ask("");
    assert_eq!((refused.status, refused.header("www-authenticate")), (401, Some("Bearer realm=\"mockwright\"")));
    assert_eq!(ask("Authorization: Bearer wrong\r\n").status, 401);
    assert_eq!(ask(&format!("Authorization: Bearer {}\r\n", bed.server.admin_token())).status, 200);
    let mut near = Client::to(SocketAddr::from((Ipv4Addr::LOCALHOST, address.port())));
    near.write(format!("GET /__admin/health HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", address.port()));
    assert_eq!(near.read_answer().status, 200, "this machine needs none, whatever the server listens on");
}
