//! Webhooks: called after the answer, rendered from its request, tried again, and in the log beside what they follow.

use std::{
    io::Write,
    sync::{Arc, Condvar, Mutex},
    thread,
    time::{Duration, Instant},
};

use mockwright::{
    model::{Body, Delay, Header, Language, Part, Project, Webhook},
    server::ServerOptions,
    traffic::Exchange,
};

use super::{
    bed::{Bed, Setup, endpoint, project, response, wait_for},
    upstream::Upstream,
};

/// `POST /orders/{id}` answers 201 and then calls these.
fn ordering(webhooks: impl IntoIterator<Item = Webhook>) -> Project {
    let mut answer = response(201, "{}");
    answer.webhooks = webhooks.into_iter().collect();
    project([endpoint("POST", "/orders/{id}", answer)])
}

const ORDER: &str = "POST /orders/7?who=ada HTTP/1.1\r\nHost: a.test\r\nContent-Length: 11\r\n\r\n{\"total\":5}";

fn calls(log: &[Arc<Exchange>]) -> Vec<&Arc<Exchange>> {
    log.iter().filter(|exchange| exchange.webhook_call().is_some()).collect()
}

#[test]
fn a_webhook_is_rendered_from_the_request_and_called_after_the_answer() {
    // The called server does not answer before the test has read the mock's answer: a webhook in its way would stop it all.
    let gate = Arc::new((Mutex::new(false), Condvar::new()));
    let opened = Arc::clone(&gate);
    let upstream = Upstream::new(move |_, stream| {
        drop(opened.1.wait_while(opened.0.lock().unwrap(), |is_open| !*is_open).unwrap());
        stream.write_all(b"HTTP/1.1 202 Accepted\r\nX-Got: it\r\nContent-Length: 2\r\n\r\nok").is_ok()
    });
    let webhook = Webhook {
        name: "Tell the shop".to_owned(),
        headers: vec![Header::new("X-Order", "{{urlParam 'id'}}"), Header::new("X-Plain", "yes")],
        body: Body::text(Language::Json, "{\"who\": \"{{queryParam 'who'}}\", \"total\": {{body 'total'}}}"),
        ..Webhook::new("PUT", format!("{}/told/{{{{urlParam 'id'}}}}", upstream.url()))
    };
    let bed = Bed::new(ordering([webhook]));
    assert!(bed.server.compiled().problems.is_empty(), "{:?}", bed.server.compiled().problems);
    assert_eq!(bed.send(ORDER).status, 201);
    wait_for("the webhook", || !upstream.asked().is_empty());
    *gate.0.lock().unwrap() = true;
    gate.1.notify_all();

    let log = bed.log(2);
    let asked = upstream.asked().remove(0);
    assert!(asked.starts_with("PUT /told/7 HTTP/1.1\r\n"), "{asked}");
    assert!(asked.ends_with("\r\n\r\n{\"who\": \"ada\", \"total\": 5}"), "{asked}");
    for line in ["x-order: 7\r\n", "x-plain: yes\r\n", "content-type: application/json\r\n"] {
        assert!(asked.to_lowercase().contains(line), "{line} {asked}");
    }
    let call = calls(&log)[0];
    let of = call.webhook_call().unwrap();
    assert_eq!((of.parent.get(), of.attempt, of.name.as_str()), (Some(1), 1, "Tell the shop"));
    assert_eq!(call.uri.to_string(), format!("{}/told/7", upstream.url()));
    assert_eq!((call.status.unwrap().as_u16(), call.failure()), (202, None));
    assert_eq!((call.response_body.bytes.as_ref(), call.request_body.size), (b"ok".as_slice(), 26));
    let counts = bed.traffic.counters().snapshot();
    assert_eq!((counts.requests, counts.unmatched, counts.errors), (1, 0, 0));
}

#[test]
fn what_fails_is_tried_again_and_every_try_is_recorded() {
    let failures = Mutex::new(2);
    let upstream = Upstream::new(move |_, stream| {
        let mut left = failures.lock().unwrap();
        let status = if *left > 0 { "503 Busy" } else { "200 OK" };
        *left -= i32::from(*left > 0);
        stream.write_all(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").as_bytes()).is_ok()
    });
    let options = ServerOptions { retry_wait: Duration::from_millis(20), ..ServerOptions::default() };
    let webhook = Webhook { retries: 5, ..Webhook::new("POST", upstream.url()) };
    let bed = Bed::with(ordering([webhook]), Setup { options, ..Setup::default() });
    bed.send(ORDER);
    let log = bed.log(4);
    let tries: Vec<_> =
        calls(&log).iter().map(|call| (call.webhook_call().unwrap().attempt, call.status.unwrap().as_u16())).collect();
    assert_eq!(tries, [(1, 503), (2, 503), (3, 200)]);
}

#[test]
fn a_call_that_cannot_be_made_is_recorded_with_the_reason() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let options = ServerOptions { retry_wait: Duration::from_millis(1), ..ServerOptions::default() };
    let refused = Webhook { retries: 1, ..Webhook::new("POST", format!("http://{closed}/x")) };
    let nowhere = Webhook::new("POST", "{{queryParam 'url'}}");
    let bed = Bed::with(ordering([refused, nowhere]), Setup { options, ..Setup::default() });
    bed.send(ORDER);
    let log = bed.log(4);
    let reasons: Vec<&str> = calls(&log).iter().map(|call| call.failure().unwrap()).collect();
    assert_eq!(reasons.iter().filter(|reason| reason.contains("refused")).count(), 2, "{reasons:?}");
    assert_eq!(reasons.iter().filter(|reason| reason.contains("not a URL")).count(), 1, "{reasons:?}");
}

#[test]
fn a_webhook_waits_as_long_as_it_should_and_not_beyond_the_server() {
    let upstream = Upstream::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let soon = Webhook { delay: Some(Delay::Fixed { ms: 150 }), ..Webhook::new("POST", format!("{}/soon", upstream.url())) };
    let late = Webhook { delay: Some(Delay::Fixed { ms: 600_000 }), ..Webhook::new("POST", format!("{}/late", upstream.url())) };
    let bed = Bed::new(ordering([soon, late]));
    let began = Instant::now();
    bed.send(ORDER);
    bed.log(2);
    assert!(began.elapsed() >= Duration::from_millis(150));
    bed.server.stop();
    let log = bed.log(3);
    assert!(calls(&log)[1].failure().unwrap().contains("The server stopped"));
    assert_eq!(upstream.asked().len(), 1);
}

#[test]
fn only_so_many_webhooks_are_under_way_at_a_time() {
    let upstream = Upstream::new(|_, _| {
        thread::sleep(Duration::from_secs(60));
        false
    });
    let bed = Bed::new(ordering((0..300).map(|_| Webhook::new("POST", upstream.url()))));
    assert_eq!(bed.send(ORDER).status, 201);
    let log = bed.log(1 + 300 - 256);
    assert!(calls(&log).iter().all(|call| call.failure().unwrap().contains("256 webhooks wait")));
}

#[test]
fn what_is_wrong_with_a_webhook_is_a_problem_at_its_place() {
    for (webhook, expected) in [
        (Webhook::new("POST", "ftp://a.test"), "ftp"),
        (Webhook::new("POST", ""), "URL"),
        (Webhook::new("", "http://a.test"), "method is missing"),
        (Webhook::new("A B", "http://a.test"), "cannot be a method"),
        (Webhook::new("POST", "http://a.test/{{#if"), ""),
        (Webhook { headers: vec![Header::new("a b", "")], ..Webhook::new("POST", "http://a.test") }, "Header 1"),
        (Webhook { body: Body::text(Language::Plain, "{{#if"), ..Webhook::new("POST", "http://a.test") }, "Body, line 1"),
        (Webhook { retries: 1_000, ..Webhook::new("POST", "http://a.test") }, "20 times"),
    ] {
        let bed = Bed::new(ordering([Webhook::new("GET", "http://a.test"), webhook]));
        let problems = bed.server.compiled().problems.clone();
        assert_eq!(problems.len(), 1, "{expected}: {problems:?}");
        assert_eq!(problems[0].place.part, Part::Webhook(1));
        assert!(problems[0].message.contains(expected), "{problems:?}");
    }
    let off = Webhook { enabled: false, ..Webhook::new("", "") };
    assert!(Bed::new(ordering([off])).server.compiled().problems.is_empty());
}
