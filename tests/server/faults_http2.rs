//! Faults over HTTP/2: what breaks is one stream where HTTP/2 can break one, and the connection where it cannot.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http2::{self, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};
use mockwright::{
    model::{FaultKind, FaultWhen},
    traffic::Exchange,
};
use tokio::{net::TcpStream, task::JoinHandle, time::timeout};

use crate::{bed::*, faults::faulty_project};

struct Http2 {
    sender: SendRequest<Empty<Bytes>>,
    connection: JoinHandle<Result<(), hyper::Error>>,
}

/// What came of one stream: the bytes of the body, and what it broke off with.
#[derive(Debug, PartialEq)]
enum Came {
    Whole(String),
    Broken(String, String),
    Nothing(String),
}

impl Http2 {
    async fn to(bed: &Bed) -> Self {
        let stream = TcpStream::connect(bed.address).await.unwrap();
        let (sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        Self { sender, connection: tokio::spawn(connection) }
    }

    async fn get(&self, path: &str) -> Came {
        let request = Request::get(format!("http://a.test{path}")).body(Empty::new()).unwrap();
        let mut answer = match self.sender.clone().send_request(request).await {
            Ok(answer) => answer,
            Err(error) => return Came::Nothing(format!("{error:?}")),
        };
        let mut bytes = Vec::new();
        loop {
            match answer.body_mut().frame().await {
                None => return Came::Whole(String::from_utf8(bytes).unwrap()),
                Some(Ok(frame)) => bytes.extend_from_slice(&frame.into_data().unwrap()),
                Some(Err(error)) => return Came::Broken(String::from_utf8(bytes).unwrap(), format!("{error:?}")),
            }
        }
    }
}

fn with_http2<T>(kind: FaultKind, act: impl AsyncFnOnce(&Bed, &mut Http2) -> T) -> T {
    let bed = Bed::new(faulty_project(kind, FaultWhen::Always));
    runtime().block_on(async {
        let mut client = Http2::to(&bed).await;
        assert_eq!(client.get("/hello").await, Came::Whole("\"hello\"".to_owned()));
        timeout(SOON, act(&bed, &mut client)).await.unwrap()
    })
}

/// The record of the call that went wrong. An answer is recorded once its stream is over for the server, which may be after the
/// client has begun the next.
fn recorded(bed: &Bed, count: u64) -> Arc<Exchange> {
    bed.log(count).into_iter().find(|exchange| exchange.uri.path() == "/faulty").unwrap()
}

fn hello_again() -> Came {
    Came::Whole("\"hello\"".to_owned())
}

#[test]
fn a_reset_resets_the_stream_alone() {
    with_http2(FaultKind::Reset, async |bed, client| {
        let Came::Nothing(error) = client.get("/faulty").await else { panic!() };
        assert!(error.contains("INTERNAL_ERROR"), "{error}");
        assert_eq!(client.get("/hello").await, hello_again());
        let exchange = recorded(bed, 3);
        assert_eq!((exchange.status, exchange.fault()), (None, Some(FaultKind::Reset)));
    });
}

#[test]
fn a_cut_sends_its_bytes_and_resets_the_stream() {
    for (after_bytes, expected) in [(5, "\"0123"), (0, ""), (12, "\"0123456789\""), (99, "\"0123456789\"")] {
        with_http2(FaultKind::Cut { after_bytes }, async |bed, client| {
            let Came::Broken(bytes, error) = client.get("/faulty").await else { panic!("{after_bytes}") };
            assert!(error.contains("INTERNAL_ERROR"), "{error}");
            assert_eq!(bytes, expected);
            assert_eq!(client.get("/hello").await, hello_again());
            assert_eq!(recorded(bed, 3).response_body.bytes, expected);
        });
    }
}

#[test]
fn a_large_cut_loses_no_byte_before_the_reset() {
    let body = format!("\"{}\"", "x".repeat(400_000));
    let cut = faulty(response(200, &body), FaultKind::Cut { after_bytes: 300_000 }, FaultWhen::Always);
    let bed = Bed::new(project([endpoint("GET", "/faulty", cut)]));
    runtime().block_on(async {
        let client = Http2::to(&bed).await;
        for _ in 0..10 {
            let Came::Broken(bytes, _) = timeout(SOON, client.get("/faulty")).await.unwrap() else { panic!() };
            assert_eq!(bytes.len(), 300_000);
        }
    });
}

#[test]
fn a_bad_chunk_is_a_length_that_does_not_hold() {
    with_http2(FaultKind::BadChunk, async |_, client| {
        let came = client.get("/faulty").await;
        assert!(matches!(&came, Came::Broken(_, error) if error.contains("PROTOCOL_ERROR")), "{came:?}");
        assert_eq!(client.get("/hello").await, hello_again());
    });
}

#[test]
fn a_stall_leaves_the_stream_open_and_the_others_alone() {
    with_http2(FaultKind::Stall, async |bed, client| {
        assert!(timeout(Duration::from_millis(200), client.get("/faulty")).await.is_err());
        assert_eq!(client.get("/hello").await, hello_again());
        let exchange = recorded(bed, 3);
        assert_eq!((exchange.status, exchange.fault()), (None, Some(FaultKind::Stall)));
        let (stalled, ()) = tokio::join!(client.get("/faulty"), async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            bed.server.stop();
            bed.server.stopped().await;
        });
        assert!(matches!(stalled, Came::Nothing(_)), "{stalled:?}");
    });
}

#[test]
fn close_and_garbage_end_the_connection() {
    for kind in [FaultKind::Close, FaultKind::Garbage { bytes: 100 }] {
        with_http2(kind, async |bed, client| {
            assert!(matches!(client.get("/faulty").await, Came::Nothing(_)), "{kind:?}");
            let ended = (&mut client.connection).await.unwrap();
            assert!(kind == FaultKind::Close || ended.is_err(), "garbage is no frame");
            let exchange = bed.last(2);
            assert_eq!((exchange.status, exchange.fault()), (None, Some(kind)));
        });
    }
}

#[test]
fn slow_ones_arrive_whole() {
    for kind in [FaultKind::SlowBody { bytes_per_second: 40 }, FaultKind::SlowFirstByte { ms: 300 }] {
        with_http2(kind, async |_, client| {
            let began = std::time::Instant::now();
            assert_eq!(client.get("/faulty").await, Came::Whole("\"0123456789\"".to_owned()));
            assert!(began.elapsed() >= Duration::from_millis(290), "{kind:?}");
        });
    }
}
