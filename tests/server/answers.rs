//! What is answered: mocks, HEAD, OPTIONS, CORS, 405, 404, reasons, delays, HTTP/2.

use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full};
use hyper_util::rt::{TokioExecutor, TokioIo};
use mockwright::{
    model::{Comparison, Condition, Header, JsonText, Operand, Operator, Subject},
    traffic::Outcome,
};

use crate::bed::*;

#[test]
fn a_mock_is_answered_and_recorded_whole() {
    let bed = Bed::new(hello());
    let answer = bed.send("GET /hello?a=1 HTTP/1.1\r\nHost: a.test\r\nX-One: 1\r\n\r\n");
    assert_eq!((answer.status, answer.text()), (200, "\"hello\""));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("content-length"), Some("7"));
    assert!(answer.header("date").is_some_and(|date| date.ends_with(" GMT")));

    let exchange = bed.last(1);
    assert_eq!((exchange.sequence, exchange.method.as_str(), exchange.uri.to_string()), (1, "GET", "/hello?a=1".to_owned()));
    assert_eq!(exchange.request_headers["x-one"], "1");
    assert_eq!(exchange.response_body.bytes, "\"hello\"");
    // What the log says was sent is what was sent.
    let recorded = exchange.response_headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    let mut recorded: Vec<_> = recorded.collect();
    let mut sent: Vec<_> = answer.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    recorded.sort_unstable();
    sent.sort_unstable();
    assert_eq!(recorded, sent);
    let timings = exchange.timings;
    assert!(timings.received <= timings.decided && timings.decided <= timings.first_byte && timings.first_byte <= timings.done);
    assert_eq!(exchange.answered_by().unwrap().0.path, "/hello");
    assert!(exchange.explain().is_some());
}

#[test]
fn head_is_answered_from_get_with_its_length_and_without_its_body() {
    let bed = Bed::new(hello());
    let mut client = bed.connect();
    client.write("HEAD /hello HTTP/1.1\r\nHost: a.test\r\n\r\nGET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n");
    let head = client.read_answer_to("HEAD");
    assert_eq!((head.status, head.header("content-length")), (200, Some("7")));
    assert_eq!(client.read_answer().text(), "\"hello\"");
    assert_eq!(bed.log(2)[0].response_body.size, 0);
}

#[test]
fn statuses_without_a_body_have_none_on_the_wire() {
    let bed = Bed::new(project([
        endpoint("GET", "/204", response(204, "\"never\"")),
        endpoint("GET", "/304", response(304, "\"never\"")),
        endpoint("GET", "/200", response(200, "1")),
    ]));
    let mut client = bed.connect();
    for (path, status) in [("/204", 204), ("/304", 304)] {
        client.write(format!("GET {path} HTTP/1.1\r\nHost: a.test\r\n\r\n"));
        let answer = client.read_answer();
        assert_eq!((answer.status, answer.header("content-length")), (status, None), "{path}");
    }
    client.write("GET /200 HTTP/1.1\r\nHost: a.test\r\n\r\n");
    assert_eq!(client.read_answer().text(), "1");
}

#[test]
fn a_large_body_arrives_whole() {
    let text = format!("\"{}\"", "0123456789".repeat(300_000));
    let bed = Bed::new(project([endpoint("GET", "/large", response(200, &text))]));
    let mut client = bed.connect();
    client.write("GET /large HTTP/1.1\r\nHost: a.test\r\n\r\n".repeat(2));
    for _ in 0..2 {
        assert!(client.read_answer().text() == text);
    }
    assert_eq!(bed.last(2).response_body.size, text.len() as u64);
}

#[test]
fn a_reason_of_ones_own_is_sent() {
    let mut teapot = response(418, "1");
    teapot.reason = Some("Short and stout".to_owned());
    let bed = Bed::new(project([endpoint("GET", "/tea", teapot)]));
    assert_eq!(bed.get("/tea").line, "HTTP/1.1 418 Short and stout");
    assert_eq!(bed.last(1).reason.as_deref(), Some("Short and stout"));
}

#[test]
fn headers_that_would_break_the_framing_are_corrected_and_repeated_ones_stay() {
    let lying = header(header(response(200, "12345"), "Content-Length", "3"), "Transfer-Encoding", "chunked");
    let bed = Bed::new(project([endpoint("GET", "/a", header(header(lying, "Set-Cookie", "a=1"), "Set-Cookie", "b=2"))]));
    let answer = bed.get("/a");
    assert_eq!((answer.header("content-length"), answer.header("transfer-encoding")), (Some("5"), None));
    let cookies: Vec<_> = answer.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value).collect();
    assert_eq!(cookies, ["a=1", "b=2"]);
}

#[test]
fn the_projects_headers_are_added_where_the_answer_has_none_of_that_name() {
    let mut project = project([
        endpoint("GET", "/plain", response(200, "1")),
        endpoint("GET", "/own", header(response(200, "1"), "X-Powered-By", "me")),
    ]);
    project.settings.headers = vec![Header::new("X-Powered-By", "a mock"), Header::new("X-Two", "1"), Header::new("X-Two", "2")];
    let bed = Bed::new(project);
    assert_eq!(bed.get("/plain").header("x-powered-by"), Some("a mock"));
    assert_eq!(bed.get("/own").header("x-powered-by"), Some("me"));
    let answer = bed.get("/nowhere");
    assert_eq!(answer.headers.iter().filter(|(name, _)| name == "x-two").count(), 2);
}

#[test]
fn another_method_is_405_and_options_tells_which_ones_there_are() {
    let bed = Bed::new(hello());
    let answer = bed.send("DELETE /hello HTTP/1.1\r\nHost: a.test\r\n\r\n");
    assert_eq!(answer.status, 405);
    let allow = answer.header("allow").unwrap();
    assert!(["GET", "HEAD", "POST"].iter().all(|method| allow.split(", ").any(|allowed| allowed == *method)), "{allow}");
    assert!(answer.problem()["detail"].as_str().unwrap().contains("DELETE"));
    let answer = bed.send("OPTIONS /hello HTTP/1.1\r\nHost: a.test\r\n\r\n");
    assert_eq!((answer.status, answer.header("allow")), (204, Some(allow)));
    let counts = bed.traffic.counters().snapshot();
    bed.log(2);
    assert_eq!(counts.unmatched, 1);
}

#[test]
fn no_match_names_where_the_body_differs() {
    let wanted = Operand::Json(JsonText(r#"{"items": [{"id": 1, "price": 4}, {"id": 2, "price": 5}]}"#.to_owned()));
    let mut create = endpoint("POST", "/orders", response(201, "1"));
    create.default_response = None;
    create.responses[0].condition = Some(Condition::Compare(Comparison::new(Subject::Body, Operator::JsonEquals, wanted)));
    let bed = Bed::new(project([create]));
    let body = r#"{"items": [{"id": 1, "price": 4}, {"id": 2, "price": 7}]}"#;
    let length = body.len();
    let answer = bed.send(format!("POST /orders HTTP/1.1\r\nHost: a.test\r\nContent-Length: {length}\r\n\r\n{body}"));
    let differences = &answer.problem()["nearest"][0]["missed"][0]["differences"];
    let expected = serde_json::json!([{ "path": "$.items[1].price", "kind": "changed", "expected": "5", "actual": "7" }]);
    assert_eq!(*differences, expected);
}

#[test]
fn no_match_names_the_nearest_endpoints_and_what_each_missed() {
    let mut conditional = endpoint("GET", "/users/{id}", response(200, "1"));
    conditional.default_response = None;
    let role = Comparison::new(Subject::Header("X-Role".to_owned()), Operator::Equals, "admin");
    conditional.responses[0].condition = Some(Condition::Compare(role));
    let bed = Bed::new(project([conditional, endpoint("GET", "/other", response(200, "1"))]));
    let answer = bed.send("GET /users/7 HTTP/1.1\r\nHost: a.test\r\nX-Role: guest\r\n\r\n");
    assert_eq!(answer.status, 404);
    let problem = answer.problem();
    let nearest = &problem["nearest"][0];
    assert_eq!((&nearest["method"], &nearest["path"]), (&"GET".into(), &"/users/{id}".into()), "{problem}");
    let missed = &nearest["missed"][0];
    assert_eq!((&missed["name"], &missed["expected"], &missed["actual"]), (&"X-Role".into(), &"admin".into(), &"guest".into()));
    assert!(bed.last(1).is_unmatched());
}

#[test]
fn any_origin_may_read_and_preflights_are_allowed_what_they_ask() {
    let bed = Bed::new(hello());
    assert_eq!(bed.get("/hello").header("access-control-allow-origin"), Some("*"));
    let answer = bed.send("GET /hello HTTP/1.1\r\nHost: a.test\r\nOrigin: http://b.test\r\nCookie: a=1\r\n\r\n");
    assert_eq!(answer.header("access-control-allow-origin"), Some("http://b.test"));
    assert_eq!(answer.header("access-control-allow-credentials"), Some("true"));
    let preflight = "OPTIONS /hello HTTP/1.1\r\nHost: a.test\r\nOrigin: http://b.test\r\n\
                     Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-a, content-type\r\n\r\n";
    let answer = bed.send(preflight);
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert!(answer.header("access-control-allow-methods").is_some_and(|methods| methods.contains("POST")));
    assert_eq!(answer.header("access-control-allow-headers"), Some("x-a, content-type"));
    assert!(answer.header("access-control-max-age").is_some());
    assert_eq!(answer.header("access-control-allow-origin"), Some("http://b.test"));

    let mut without = hello();
    without.settings.cors = false;
    bed.apply(without);
    let answer = bed.send(preflight);
    assert!(answer.headers.iter().all(|(name, _)| !name.starts_with("access-control")), "{answer:?}");
}

#[test]
fn a_delay_is_kept_and_shows_in_the_timings() {
    let bed = Bed::new(project([endpoint("GET", "/slow", delayed(response(200, "1"), 120))]));
    let start = Instant::now();
    assert_eq!(bed.get("/slow").status, 200);
    assert!(start.elapsed() >= Duration::from_millis(120));
    let timings = bed.last(1).timings;
    assert!(timings.first_byte - timings.decided >= Duration::from_millis(119), "{timings:?}");
}

#[test]
fn connections_are_kept_pipelined_and_closed_as_the_client_wishes() {
    let bed = Bed::new(hello());
    let mut client = bed.connect();
    let request = "GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n";
    client.write(request.repeat(20));
    (0..20).for_each(|_| assert_eq!(client.read_answer().text(), "\"hello\""));
    client.write("GET /hello HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
    assert_eq!(client.read_answer().header("connection"), Some("close"));
    assert!(client.is_at_end());

    let mut old = bed.connect();
    old.write("GET /hello HTTP/1.0\r\n\r\n");
    assert_eq!(old.read_answer().text(), "\"hello\"");
    assert!(old.is_at_end());
    assert_eq!(bed.last(22).version, http::Version::HTTP_10);
}

#[test]
fn http2_without_tls_is_spoken_too() {
    let bed = Bed::new(hello());
    runtime().block_on(async {
        let stream = tokio::net::TcpStream::connect(bed.address).await.unwrap();
        let (mut sender, connection) =
            hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let uri = format!("http://{}/hello", bed.address);
        for (method, body, expected) in [("GET", "", "\"hello\""), ("POST", "[1]", "\"posted\"")] {
            let request = http::Request::builder().method(method).uri(&uri).body(Full::new(bytes::Bytes::from(body))).unwrap();
            let answer = sender.send_request(request).await.unwrap();
            assert_eq!(answer.version(), http::Version::HTTP_2);
            assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), expected);
        }
    });
    let log = bed.log(2);
    assert_eq!(log[0].version, http::Version::HTTP_2);
    assert_eq!(log[0].request_headers["host"], bed.address.to_string());
    assert_eq!(log[1].request_body.bytes, "[1]");
    assert!(log.iter().all(|exchange| matches!(exchange.outcome, Outcome::Decided { .. })));
}
