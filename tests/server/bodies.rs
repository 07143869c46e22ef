//! Bodies: chunked and coded requests, their limits, and answers that are files.

use std::{fs, io::Write, path::Path};

use flate2::{Compression, write::GzEncoder};
use mockwright::{
    model::{Comparison, Condition, Operator, Project, Subject},
    traffic::{CapturedBody, Outcome},
};

use crate::bed::*;

/// `POST /only` answers only a body with `{"a": 1}`.
fn only_a_is_one() -> Project {
    let mut only = endpoint("POST", "/only", response(200, "\"yes\""));
    only.default_response = None;
    let a = Comparison::new(Subject::Json("$.a".to_owned()), Operator::Equals, "1");
    only.responses[0].condition = Some(Condition::Compare(a));
    project([only, endpoint("POST", "/any", response(200, "\"any\""))])
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn post(path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut request =
        format!("POST {path} HTTP/1.1\r\nHost: a.test\r\nContent-Length: {}\r\n{headers}\r\n", body.len()).into_bytes();
    request.extend_from_slice(body);
    request
}

#[test]
fn chunked_bodies_are_put_together() {
    let bed = Bed::new(only_a_is_one());
    let mut client = bed.connect();
    client.write("POST /only HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n");
    std::thread::sleep(std::time::Duration::from_millis(20));
    client.write("4;x=y\r\n\":1}\r\n0\r\nX-Trailer: 1\r\n\r\n");
    assert_eq!(client.read_answer().text(), "\"yes\"");
    assert_eq!(bed.last(1).request_body.bytes, "{\"a\":1}");
}

#[test]
fn coded_bodies_are_matched_and_recorded_decoded() {
    let bed = Bed::new(only_a_is_one());
    let once = gzip(b"{\"a\":1}");
    let twice = gzip(&once);
    for (coding, body) in [("gzip", &once), ("gzip, x-gzip", &twice), ("gzip\r\nContent-Encoding: gzip", &twice)] {
        let answer = bed.send(post("/only", &format!("Content-Encoding: {coding}\r\n"), body));
        assert_eq!(answer.text(), "\"yes\"", "{coding}");
    }
    for exchange in bed.log(3) {
        assert_eq!((&exchange.request_body.bytes[..], exchange.request_body.size), (&b"{\"a\":1}"[..], 7));
    }
}

#[test]
fn codings_that_are_unknown_or_garbled_are_refused() {
    let bed = Bed::new(only_a_is_one());
    let answer = bed.send(post("/any", "Content-Encoding: compress\r\n", b"x"));
    assert_eq!((answer.status, answer.header("accept-encoding")), (415, Some("gzip, deflate, br, zstd")));
    assert!(answer.problem()["detail"].as_str().unwrap().contains("compress"));
    for coding in ["gzip", "zstd", "br", "deflate"] {
        let answer = bed.send(post("/any", &format!("Content-Encoding: {coding}\r\n"), b"\xff\xff\xff not coded"));
        assert_eq!(answer.status, 400, "{coding}");
        assert!(answer.problem()["detail"].as_str().unwrap().contains(coding));
    }
    assert!(bed.log(5).iter().all(|exchange| matches!(exchange.outcome, Outcome::Refused(_))));
    assert_eq!(bed.traffic.counters().snapshot().errors, 5);
}

#[test]
fn the_body_limit_holds_for_plain_chunked_and_coded_bodies() {
    let mut project = only_a_is_one();
    project.settings.body_limit_bytes = 1000;
    let bed = Bed::new(project);
    let body = vec![b'x'; 1001];
    let chunked = format!(
        "POST /any HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n{}\r\n0\r\n\r\n",
        "x".repeat(1001)
    );
    let bomb = post("/any", "Content-Encoding: gzip\r\n", &gzip(&vec![0; 10_000_000])[..]);
    assert_eq!(bed.send(post("/any", "", &body[..1000])).status, 200);
    assert_eq!(bed.send(post("/any", "Content-Encoding: gzip\r\n", &gzip(&body[..1000]))).status, 200);
    for (index, request) in
        [post("/any", "", &body), chunked.into_bytes(), post("/any", "Content-Encoding: gzip\r\n", &gzip(&body))]
            .iter()
            .enumerate()
    {
        let mut client = bed.connect();
        client.write(request);
        let answer = client.read_answer();
        assert_eq!(answer.status, 413, "{index}");
        assert_eq!(answer.problem()["limit_bytes"], 1000);
    }
    // Coded it is larger than the limit already.
    assert!(bomb.len() > 1000);
    assert_eq!(bed.send(bomb).status, 413);
    assert_eq!(bed.get("/nowhere").status, 404, "the server goes on");
}

#[test]
fn a_client_that_sends_far_too_much_still_reads_the_refusal() {
    let bed = Bed::new(only_a_is_one());
    let mut client = bed.connect();
    let size = 30 * 1024 * 1024;
    client.write(format!("POST /any HTTP/1.1\r\nHost: a.test\r\nContent-Length: {size}\r\n\r\n"));
    client.write(vec![b'x'; size]);
    let answer = client.read_answer();
    assert_eq!((answer.status, answer.header("connection")), (413, Some("close")));
    assert!(matches!(&bed.last(1).outcome, Outcome::Refused(reason) if reason.contains("larger")));
}

#[test]
fn large_bodies_are_matched_whole_and_recorded_in_part() {
    let bed = Bed::new(only_a_is_one());
    let body = format!("{{\"pad\":\"{}\",\"a\":1}}", "x".repeat(3 * 1024 * 1024));
    assert_eq!(bed.send(post("/only", "", body.as_bytes())).text(), "\"yes\"");
    let recorded = &bed.last(1).request_body;
    assert_eq!((recorded.bytes.len(), recorded.size), (CapturedBody::MAX_KEPT, body.len() as u64));
}

#[test]
fn a_client_that_waits_for_leave_to_send_gets_it() {
    let bed = Bed::new(only_a_is_one());
    let mut client = bed.connect();
    client.write("POST /only HTTP/1.1\r\nHost: a.test\r\nContent-Length: 7\r\nExpect: 100-continue\r\n\r\n");
    assert_eq!(client.read_answer().status, 100);
    client.write("{\"a\":1}");
    assert_eq!(client.read_answer().text(), "\"yes\"");
}

/// A folder with a small file, a large one, an empty one, a subfolder, and a secret beside it.
fn folder() -> (tempfile::TempDir, Setup) {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("project");
    fs::create_dir_all(folder.join("sub")).unwrap();
    fs::write(temporary.path().join("secret.txt"), "secret").unwrap();
    fs::write(folder.join("small.json"), "{\"small\":true}").unwrap();
    fs::write(folder.join("empty.bin"), "").unwrap();
    fs::write(folder.join("large.bin"), large()).unwrap();
    fs::write(folder.join("sub/deep.txt"), "deep").unwrap();
    (temporary, Setup { folder: Some(folder), ..Setup::default() })
}

fn large() -> Vec<u8> {
    (0..3_000_000_u32).map(|index| (index % 251) as u8).collect()
}

#[test]
fn files_are_sent_small_large_and_empty() {
    let (_temporary, setup) = folder();
    let paths = ["small.json", "large.bin", "empty.bin", "sub/deep.txt", "./sub/deep.txt"];
    let bed = Bed::with(project(paths.iter().map(|path| endpoint("GET", &format!("/{path}"), file(path)))), setup);
    let mut client = bed.connect();
    let mut get = |path: &str| {
        client.write(format!("GET /{path} HTTP/1.1\r\nHost: a.test\r\n\r\n"));
        client.read_answer()
    };
    let small = get("small.json");
    assert_eq!((small.text(), small.header("content-type")), ("{\"small\":true}", Some("application/json")));
    assert!(get("large.bin").body == large());
    assert_eq!(get("empty.bin").header("content-length"), Some("0"));
    assert_eq!(get("sub/deep.txt").text(), "deep");
    client.write("HEAD /large.bin HTTP/1.1\r\nHost: a.test\r\n\r\n");
    assert_eq!(client.read_answer_to("HEAD").header("content-length"), Some("3000000"));
    let log = bed.log(5);
    assert_eq!((log[1].response_body.size, log[1].response_body.bytes.len()), (3_000_000, CapturedBody::MAX_KEPT));
    assert!(log.iter().all(|exchange| matches!(exchange.outcome, Outcome::Decided { .. })), "{log:?}");
}

#[cfg(unix)]
#[test]
fn files_outside_the_folder_are_never_sent() {
    let (_temporary, setup) = folder();
    let project_folder = setup.folder.clone().unwrap();
    let secret = project_folder.parent().unwrap().join("secret.txt");
    std::os::unix::fs::symlink(&secret, project_folder.join("link.txt")).unwrap();
    std::os::unix::fs::symlink(project_folder.parent().unwrap(), project_folder.join("up")).unwrap();
    std::os::unix::fs::symlink("sub/deep.txt", project_folder.join("inner.txt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(project_folder.join("pipe")).status().is_ok_and(|status| status.success()));
    let cases = [
        ("link.txt", "outside"),
        ("up/secret.txt", "outside"),
        ("gone.txt", "does not exist"),
        ("sub", "not a file"),
        ("pipe", "not a file"),
    ];
    let endpoints = cases.iter().enumerate().map(|(index, (path, _))| endpoint("GET", &format!("/{index}"), file(path)));
    let bed = Bed::with(project(endpoints.chain([endpoint("GET", "/inner", file("inner.txt"))])), setup.clone());
    for (index, (path, expected)) in cases.iter().enumerate() {
        let answer = bed.get(&format!("/{index}"));
        assert_eq!(answer.status, 500, "{path}");
        let problem = answer.problem();
        assert!(problem["detail"].as_str().unwrap().contains(expected), "{path}: {problem}");
        let exchange = bed.last(index as u64 + 1);
        assert!(matches!(&exchange.outcome, Outcome::Failed { message, .. } if message.contains(expected)), "{exchange:?}");
    }
    assert_eq!(bed.get("/inner").text(), "deep");

    // Paths that lead out by themselves do not even become a response.
    for path in ["../secret.txt", "sub/../../secret.txt", secret.to_str().unwrap()] {
        let bed = Bed::with(project([endpoint("GET", "/a", file(path))]), setup.clone());
        assert_eq!(bed.get("/a").status, 404, "{path}");
    }
}

#[test]
fn without_a_folder_a_file_is_asked_for_in_vain_and_the_answer_says_why() {
    let bed = Bed::new(project([endpoint("GET", "/a", file("a.json"))]));
    assert!(bed.get("/a").problem()["detail"].as_str().unwrap().contains("never saved"));
    let (_temporary, setup) = folder();
    fs::write(setup.folder.as_deref().unwrap_or(Path::new(".")).join("a.json"), "1").unwrap();
    bed.server.set_folder(setup.folder);
    assert_eq!(bed.get("/a").text(), "1");
}
