//! Forwarding to a real server: what passes is the same on both sides, everything is marked, and trouble is said.

use std::{io::Write, net::TcpListener, sync::mpsc, thread, time::Duration};

use mockwright::{
    model::{Project, Settings, Spy, SpyMode},
    server::ServerOptions,
    traffic::Outcome,
};

use super::{
    bed::{Bed, Client, Setup, delayed, endpoint, hello, project, response},
    upstream::Upstream,
};

/// A project that forwards, everything or the rest.
fn spying(project: Project, base_url: &str, mode: SpyMode) -> Project {
    let spy = Some(Spy { mode, ..Spy::new(base_url) });
    Project { settings: Settings { spy, ..project.settings.clone() }, ..project }
}

fn forwarding(base_url: &str) -> Project {
    spying(Project::default(), base_url, SpyMode::Always)
}

const GET: &str = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";

#[test]
fn answers_are_the_same_byte_for_byte_with_and_without_the_spy() {
    let gzip: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xcbH\xcd\xc9\xc9\x07\0\x86\xa6\x106\x05\0\0\0";
    let gzipped = [
        b"HTTP/1.1 200 OK\r\nServer: Other/1.0\r\nX-MiXeD-Case: a\r\nContent-Encoding: gzip\r\nContent-Length: 25\r\n".as_slice(),
        b"Set-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\nETag: \"x\"\r\n\r\n",
        gzip,
    ]
    .concat();
    let table: [(&str, &[u8]); 13] = [
        ("GET", &gzipped),
        ("GET", b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nX-After: 1\r\n\r\n"),
        ("GET", b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/10\r\nContent-Length: 5\r\n\r\nhello"),
        ("GET", b"HTTP/1.1 418 Short And Stout\r\nContent-Length: 3\r\n\r\ntea"),
        ("GET", b"HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok"),
        ("GET", b"HTTP/1.1 799 Odd\r\nContent-Length: 2\r\n\r\nok"),
        ("DELETE", b"HTTP/1.1 204 No Content\r\nX-Gone: yes\r\n\r\n"),
        ("GET", b"HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\nVary: Accept\r\n\r\n"),
        ("HEAD", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n"),
        ("GET", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: b\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
        ("GET", b"HTTP/1.1 500 Internal Server Error\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 1\r\n\r\n!"),
        ("GET", b"HTTP/1.1 200 OK\r\nX-Latin: caf\xe9\r\nX-Empty: \r\nContent-Length: 0\r\n\r\n"),
        (
            "OPTIONS",
            b"HTTP/1.1 200 OK\r\nAllow: GET\r\nAccess-Control-Allow-Origin: https://only.test\r\nContent-Length: 0\r\n\r\n",
        ),
    ];
    let answers: Vec<Vec<u8>> = table.iter().map(|(_, answer)| answer.to_vec()).collect();
    let upstream = Upstream::new(move |request, stream| {
        let number: usize =
            String::from_utf8_lossy(request).split('/').nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        stream.write_all(&answers[number]).is_ok()
    });
    let bed = Bed::new(forwarding(&upstream.url()));
    // On one connection, so that a byte too many or too few would show in the answer after it.
    let mut client = bed.connect();
    for (number, (method, expected)) in table.iter().enumerate() {
        client.write(format!("{method} /{number} HTTP/1.1\r\nHost: a.test\r\nOrigin: https://b.test\r\n\r\n"));
        let passed = client.read_bytes(expected.len());
        assert_eq!(String::from_utf8_lossy(&passed), String::from_utf8_lossy(expected));
        assert_eq!(passed, *expected);
    }
    let log = bed.log(table.len() as u64);
    assert!(log.iter().all(|exchange| matches!(exchange.outcome, Outcome::Decided { .. }) && !exchange.is_unmatched()));
    assert_eq!(log[0].forwarded_to.as_deref(), Some(format!("{}/0", upstream.url()).as_str()));
    assert_eq!(log[0].response_body.bytes, gzip);
    assert_eq!(log[3].reason.as_deref(), Some("Short And Stout"));
    let told = log[0].explain().unwrap().summary;
    assert_eq!(told, format!("Forwarded to {}, because the project forwards every call", upstream.url()));
}

#[test]
fn requests_arrive_as_they_were_sent_but_for_the_host_and_the_hops() {
    let upstream = Upstream::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let bed = Bed::new(forwarding(&format!("{}/base/", upstream.url())));
    let mut client = bed.connect();
    client.write(
        "POST /a%20b//c?x=%2F&y HTTP/1.1\r\nhOsT: a.test\r\nAccept-Encoding: gzip, br\r\nCookie: a=1; b=2\r\n\
         Range: bytes=0-9\r\nX-CaSe: y\r\nX-Hop: 1\r\nConnection: keep-alive, x-hop\r\nContent-Encoding: gzip\r\n\
         Content-Type: text/plain\r\nContent-Length: 8\r\nX-Last: 1\r\n\r\nnot gzip",
    );
    assert_eq!(client.read_answer().status, 200);
    let expected = format!(
        "POST /base/a%20b//c?x=%2F&y HTTP/1.1\r\nhOsT: {}\r\nAccept-Encoding: gzip, br\r\nCookie: a=1; b=2\r\n\
         Range: bytes=0-9\r\nX-CaSe: y\r\nContent-Encoding: gzip\r\n\
         Content-Type: text/plain\r\nContent-Length: 8\r\nX-Last: 1\r\n\r\nnot gzip",
        upstream.address
    );
    assert_eq!(upstream.asked(), [expected]);
    assert_eq!(bed.last(1).request_body.bytes, "not gzip");
}

#[test]
fn a_chunked_request_arrives_with_the_same_bytes() {
    let upstream = Upstream::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let bed = Bed::new(forwarding(&upstream.url()));
    bed.send("PUT /x HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assert!(upstream.asked()[0].ends_with("\r\n\r\nabcde"), "{:?}", upstream.asked());
}

#[test]
fn an_answer_passes_while_it_is_being_made_with_its_trailers() {
    let (go_on, waits) = mpsc::channel::<()>();
    let waits = std::sync::Mutex::new(waits);
    let upstream = Upstream::new(move |_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n").unwrap();
        waits.lock().unwrap().recv().unwrap();
        stream.write_all(b"6\r\nsecond\r\n0\r\nX-Sum: 11\r\n\r\n").is_ok()
    });
    let bed = Bed::new(forwarding(&upstream.url()));
    let mut client = bed.connect();
    client.write("GET /events HTTP/1.1\r\nHost: a.test\r\nTE: trailers\r\nConnection: TE\r\n\r\n");
    let begun = "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n";
    assert_eq!(String::from_utf8_lossy(&client.read_bytes(begun.len())), begun);
    assert_eq!(bed.traffic.log().last_sequence(), 0);
    go_on.send(()).unwrap();
    let rest = "6\r\nsecond\r\n0\r\nX-Sum: 11\r\n\r\n";
    assert_eq!(String::from_utf8_lossy(&client.read_bytes(rest.len())).to_lowercase(), rest.to_lowercase());
    let exchange = bed.last(1);
    assert_eq!((exchange.response_body.bytes.as_ref(), exchange.response_body.size), (b"firstsecond".as_slice(), 11));
}

#[test]
fn a_large_answer_passes_whole_and_the_log_keeps_its_beginning() {
    const SIZE: usize = 5_000_000;
    let body: Vec<u8> = (0..SIZE).map(|at| (at % 251) as u8).collect();
    let whole = [format!("HTTP/1.1 200 OK\r\nContent-Length: {SIZE}\r\n\r\n").into_bytes(), body].concat();
    let upstream = Upstream::answering(whole.clone());
    let bed = Bed::new(forwarding(&upstream.url()));
    let mut client = bed.connect();
    client.write(GET);
    assert!(client.read_bytes(whole.len()) == whole, "the body is not the same");
    let exchange = bed.last(1);
    assert_eq!(exchange.response_body.size, SIZE as u64);
    assert_eq!(exchange.response_body.bytes.len(), 1024 * 1024);
}

#[test]
fn only_what_nothing_answers_is_forwarded_where_so_asked() {
    let upstream = Upstream::answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nreal");
    let bed = Bed::new(spying(hello(), &upstream.url(), SpyMode::Unmatched));
    assert_eq!(bed.get("/hello").text(), "\"hello\"");
    assert_eq!(bed.get("/other").text(), "real");
    assert_eq!(bed.send("PUT /hello HTTP/1.1\r\nHost: a.test\r\n\r\n").text(), "real");
    let preflight = |method: &str| {
        let head = "OPTIONS /hello HTTP/1.1\r\nHost: a.test\r\nOrigin: http://b.test\r\n";
        bed.send(format!("{head}Access-Control-Request-Method: {method}\r\n\r\n")).status
    };
    assert_eq!((preflight("POST"), preflight("PUT")), (204, 200));
    let marked: Vec<bool> = bed.log(5).iter().map(|exchange| exchange.forwarded_to.is_some()).collect();
    assert_eq!(marked, [false, true, true, false, true]);
}

#[test]
fn an_endpoint_forwards_and_its_calls_are_counted() {
    let upstream = Upstream::answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nreal");
    let mut always = endpoint("GET", "/always", delayed(response(200, "\"mock\""), 60_000));
    always.spy = Some(Spy { mode: SpyMode::Always, ..Spy::new(upstream.url()) });
    let mut rest = endpoint("GET", "/rest", response(200, "\"mock\""));
    rest.responses.clear();
    rest.spy = Some(Spy::new(upstream.url()));
    let ids = [always.id.clone(), rest.id.clone()];
    let bed = Bed::new(project([always, rest]));
    assert_eq!(bed.get("/always").text(), "real");
    assert_eq!(bed.get("/rest").text(), "real");
    assert_eq!(bed.get("/none").status, 404);
    assert_eq!(ids.map(|id| (bed.traffic.endpoints().calls(&id), bed.traffic.endpoints().hits(&id))), [(1, 1), (1, 1)]);
    assert!(bed.server.compiled().problems.is_empty(), "{:?}", bed.server.compiled().problems);
}

#[test]
fn a_real_server_that_cannot_be_reached_is_named() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{closed}");
    let bed = Bed::new(forwarding(&url));
    let answer = bed.get("/x");
    let problem = answer.problem();
    assert_eq!((answer.status, problem["base_url"].as_str()), (502, Some(url.as_str())));
    assert!(problem["detail"].as_str().unwrap().contains("refused"), "{problem}");
    let exchange = bed.last(1);
    assert!(matches!(&exchange.outcome, Outcome::Failed { message, .. } if message.contains(&url)));
    assert_eq!(exchange.forwarded_to.as_deref(), Some(format!("{url}/x").as_str()));

    bed.apply(forwarding("http://no-such-host.invalid"));
    assert_eq!(bed.get("/x").problem()["base_url"], "http://no-such-host.invalid");
    bed.apply(forwarding(&format!("http://{}", bed.address)));
    assert_eq!(bed.get("/x").status, 508);
}

#[test]
fn a_real_server_that_says_nothing_is_not_waited_for_for_ever() {
    let upstream = Upstream::new(|_, _| {
        thread::sleep(Duration::from_secs(30));
        false
    });
    let options = ServerOptions { answer_timeout: Duration::from_millis(100), ..ServerOptions::default() };
    let bed = Bed::with(forwarding(&upstream.url()), Setup { options, ..Setup::default() });
    assert_eq!(bed.get("/x").status, 504);
    let garbled = Upstream::answering("SSH-2.0-Other\r\n\r\n");
    bed.apply(forwarding(&garbled.url()));
    assert_eq!(bed.get("/x").status, 502);
}

#[test]
fn a_kept_connection_that_the_real_server_closes_costs_no_answer() {
    let upstream = Upstream::new(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nreal").unwrap();
        false
    });
    let bed = Bed::new(forwarding(&upstream.url()));
    for _ in 0..100 {
        assert_eq!(bed.get("/x").text(), "real");
    }
}

#[test]
fn an_answer_that_breaks_off_breaks_off_for_the_client_too() {
    let upstream = Upstream::new(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf").unwrap();
        false
    });
    let bed = Bed::new(forwarding(&upstream.url()));
    let mut client = Client::to(bed.address);
    client.write(GET);
    let begun = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    assert_eq!(client.read_bytes(begun.len()), begun.as_bytes());
    assert!(client.is_at_end());
    let exchange = bed.last(1);
    assert!(matches!(&exchange.outcome, Outcome::Failed { message, .. } if message.contains("broke off")), "{exchange:?}");
    assert_eq!(exchange.response_body.bytes, "half");
}
