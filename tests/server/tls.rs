//! HTTPS beside HTTP on one port: certificates, protocols, refused handshakes, and faults below TLS.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use mockwright::{
    model::{FaultKind, FaultWhen, Project, Settings},
    server::ServerOptions,
    traffic::Outcome,
};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio_rustls::TlsConnector;

use crate::{bed::*, faults::faulty_project};

const GET_HELLO: &str = "GET /hello HTTP/1.1\r\nHost: a.test\r\n\r\n";
const GET_FAULTY: &str = "GET /faulty HTTP/1.1\r\nHost: a.test\r\n\r\n";

fn over_tls(project: Project) -> Project {
    Project { settings: Settings { tls: true, ..project.settings.clone() }, ..project }
}

/// A client that trusts the server's own authority and nobody else.
fn trusting(bed: &Bed, protocols: &[&str]) -> Arc<ClientConfig> {
    let pem = bed.server.certificate_authority().unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()).unwrap();
    client_config(roots, protocols)
}

fn client_config(roots: RootCertStore, protocols: &[&str]) -> Arc<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let mut config = builder.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    Arc::new(config)
}

type TlsClient = StreamOwned<ClientConnection, TcpStream>;

fn connect(bed: &Bed, config: &Arc<ClientConfig>, name: &str) -> TlsClient {
    let stream = TcpStream::connect(bed.address).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    StreamOwned::new(ClientConnection::new(Arc::clone(config), name).unwrap(), stream)
}

/// What arrives after that request, and how the connection ends.
fn raw(bed: &Bed, request: &str) -> (Vec<u8>, Result<(), ErrorKind>) {
    let mut client = connect(bed, &trusting(bed, &[]), "localhost");
    client.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let ended = client.read_to_end(&mut bytes).map(|_| ()).map_err(|error| error.kind());
    (bytes, ended)
}

fn closing(request: &str) -> String {
    request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
}

fn refusal(bed: &Bed, count: u64) -> String {
    let exchange = bed.last(count);
    assert!(exchange.is_tls && exchange.status.is_none());
    match &exchange.outcome {
        Outcome::Refused(reason) => reason.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn http_and_https_are_answered_on_one_port_under_every_name_of_the_machine() {
    let bed = Bed::new(over_tls(hello()));
    for name in ["localhost", "127.0.0.1", "::1"] {
        let mut client = connect(&bed, &trusting(&bed, &["http/1.1"]), name);
        client.write_all(closing(GET_HELLO).as_bytes()).unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\"hello\""), "{name}: {answer}");
    }
    assert_eq!(bed.get("/hello").text(), "\"hello\"");
    let schemes: Vec<_> = bed.log(4).iter().map(|exchange| exchange.scheme()).collect();
    assert_eq!(schemes, ["https", "https", "https", "http"]);
}

#[test]
fn http2_is_agreed_on_over_tls() {
    let bed = Bed::new(over_tls(hello()));
    let config = trusting(&bed, &["h2", "http/1.1"]);
    runtime().block_on(async {
        let stream = tokio::net::TcpStream::connect(bed.address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        let stream = TlsConnector::from(config).connect(name, stream).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
        let (mut sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let request = Request::get("https://localhost/hello").body(Empty::<Bytes>::new()).unwrap();
        let answer = sender.send_request(request).await.unwrap().into_body().collect().await.unwrap().to_bytes();
        assert_eq!(answer, "\"hello\"");
    });
    let exchange = bed.last(1);
    assert!(exchange.is_tls && exchange.version == http::Version::HTTP_2);
}

#[test]
fn tls_is_switched_on_and_off_for_new_connections_without_losing_the_log() {
    let bed = Bed::new(hello());
    let mut plain = bed.connect();
    plain.write(GET_HELLO);
    plain.read_answer();
    let config = trusting(&bed, &[]);
    let fails = || connect(&bed, &config, "localhost").write_all(GET_HELLO.as_bytes()).is_err();
    assert!(fails());
    bed.apply(over_tls(hello()));
    assert_eq!(raw(&bed, &closing(GET_HELLO)).1, Ok(()));
    plain.write(GET_HELLO);
    assert_eq!(plain.read_answer().text(), "\"hello\"", "the old connection goes on");
    bed.apply(hello());
    assert!(fails());
    let answered: Vec<_> = bed.log(5).iter().map(|exchange| exchange.answered_by().is_some()).collect();
    assert_eq!(answered, [true, false, true, true, false]);
}

#[test]
fn a_client_that_does_not_trust_the_authority_is_recorded_with_the_reason() {
    let bed = Bed::new(over_tls(hello()));
    let mut client = connect(&bed, &client_config(RootCertStore::empty(), &[]), "localhost");
    let error = client.write_all(GET_HELLO.as_bytes()).and_then(|()| client.read(&mut [0; 1]).map(|_| ())).unwrap_err();
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
    let reason = refusal(&bed, 1);
    assert!(reason.contains("does not trust the certificate"), "{reason}");
}

#[test]
fn what_only_begins_as_tls_is_recorded_with_the_reason() {
    let options = ServerOptions { head_timeout: Duration::from_millis(150), ..ServerOptions::default() };
    let bed = Bed::with(over_tls(hello()), Setup { options, ..Setup::default() });
    let mut client = bed.connect();
    client.write(b"\x16\x03\x01\x00\x05hello");
    client.read_to_end().1.unwrap();
    assert!(refusal(&bed, 1).contains("handshake failed"), "{}", refusal(&bed, 1));
    let mut client = bed.connect();
    client.write(b"\x16\x03\x01\x02\x00");
    client.read_to_end().1.unwrap();
    assert!(refusal(&bed, 2).contains("in time"), "{}", refusal(&bed, 2));
    let mut client = bed.connect();
    client.write(b"\x16\x03\x01\x02\x00");
    client.end_writing();
    client.read_to_end().1.unwrap();
    assert!(refusal(&bed, 3).contains("broke off"), "{}", refusal(&bed, 3));
}

#[test]
fn malformed_requests_and_slow_heads_are_refused_over_tls_too() {
    let options = ServerOptions { head_timeout: Duration::from_millis(150), ..ServerOptions::default() };
    let bed = Bed::with(over_tls(hello()), Setup { options, ..Setup::default() });
    for (request, status) in [("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 "), ("GET /hello HTT", "HTTP/1.1 408 ")] {
        let (answer, _) = raw(&bed, request);
        let answer = String::from_utf8(answer).unwrap();
        assert!(answer.starts_with(status) && answer.contains("application/problem+json"), "{answer}");
    }
}

#[test]
fn faults_are_true_below_tls() {
    let table = [
        (FaultKind::Reset, 0, Err(ErrorKind::ConnectionReset)),
        (FaultKind::Close, 0, Ok(())),
        (FaultKind::Garbage { bytes: 77 }, 77, Ok(())),
    ];
    for (kind, size, expected) in table {
        let bed = Bed::new(over_tls(faulty_project(kind, FaultWhen::Always)));
        let (bytes, ended) = raw(&bed, GET_FAULTY);
        assert_eq!((bytes.len(), ended), (size, expected), "{kind:?}");
        let exchange = bed.last(1);
        assert_eq!((exchange.is_tls, exchange.status, exchange.fault()), (true, None, Some(kind)));
    }
    for (kind, expected) in [(FaultKind::Cut { after_bytes: 4 }, "\r\n\r\n\"012"), (FaultKind::BadChunk, "on purpose\r\n")] {
        let bed = Bed::new(over_tls(faulty_project(kind, FaultWhen::Always)));
        let (bytes, ended) = raw(&bed, GET_FAULTY);
        assert_eq!(ended, Ok(()), "{kind:?}");
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("HTTP/1.1 200 OK\r\n") && text.ends_with(expected), "{text}");
    }
}

#[test]
fn stalls_and_slow_bodies_hold_below_tls() {
    let bed = Bed::new(over_tls(faulty_project(FaultKind::Stall, FaultWhen::Always)));
    let mut client = connect(&bed, &trusting(&bed, &[]), "localhost");
    client.write_all(GET_FAULTY.as_bytes()).unwrap();
    bed.log(1);
    client.sock.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    let silence = client.read(&mut [0; 1]).unwrap_err().kind();
    assert!(matches!(silence, ErrorKind::WouldBlock | ErrorKind::TimedOut), "{silence:?}");
    let slow = FaultKind::SlowBody { bytes_per_second: 40 };
    let bed = Bed::new(over_tls(faulty_project(slow, FaultWhen::Always)));
    let began = std::time::Instant::now();
    assert!(raw(&bed, &closing(GET_FAULTY)).0.ends_with(b"\"0123456789\""));
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[test]
fn templates_know_the_scheme() {
    let templated = response(200, r#"{"url":"{{request.baseUrl}}"}"#);
    let bed = Bed::new(over_tls(project([endpoint("GET", "/hello", templated)])));
    assert!(raw(&bed, &closing(GET_HELLO)).0.ends_with(br#"{"url":"https://a.test"}"#));
    assert_eq!(bed.get("/hello").text(), r#"{"url":"http://a.test"}"#);
}

#[test]
fn the_authority_is_kept_between_runs_and_is_no_part_of_the_project() {
    let folder = tempfile::tempdir().unwrap();
    let authority = || {
        let bed = Bed::new(over_tls(hello()));
        bed.server.keep_certificates_in(Some(folder.path().to_owned()));
        assert_eq!(raw(&bed, &closing(GET_HELLO)).1, Ok(()));
        assert_eq!(bed.server.certificate_notice(), None);
        (bed.server.certificate_authority().unwrap(), bed.server.certificate_path().unwrap())
    };
    let (first, path) = authority();
    assert_eq!(authority(), (first.clone(), path.clone()));
    assert_eq!(std::fs::read_to_string(path).unwrap(), first);
    let text = serde_json::to_string(&over_tls(hello())).unwrap();
    assert!(!text.contains("BEGIN"));
}
