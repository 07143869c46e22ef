//! A real server spied upon, recorded and then done without: the same requests get the same answers all three ways.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use mockwright::{
    app::{Action, App, AppOptions, Command, Edit},
    model::{Settings, Spy, SpyMode},
    server::ServerStatus,
    storage::Storage,
};

use super::{
    bed::{SOON, runtime, wait_for},
    upstream::Upstream,
};

/// So long nothing comes on a connection that goes on.
const LITTLE: Duration = Duration::from_millis(30);

/// An answer as it came.
struct Got {
    /// Every byte of the head but those of the date.
    head: String,
    body: Vec<u8>,
    /// The connection ended after it.
    is_closed: bool,
}

/// Sends a request on a connection of its own and reads the answer.
fn fetch(address: SocketAddr, request: &str) -> Got {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut all = Vec::new();
    let mut read = |all: &mut Vec<u8>| {
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).unwrap_or_else(|error| panic!("{request}: {error}: {all:?}"));
        all.extend_from_slice(&buffer[..count]);
        count
    };
    let end = loop {
        if let Some(end) = all.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        assert!(read(&mut all) > 0, "{request}: {all:?}");
    };
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let small = head.to_lowercase();
    let has_no_body = request.starts_with("HEAD") || ["204", "304"].contains(&&head[9..12]);
    let length = small.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    let is_chunked = small.contains("\r\ntransfer-encoding: chunked\r\n");
    let mut is_closed = false;
    if has_no_body || length.is_some() {
        let length = if has_no_body { 0 } else { length.unwrap() };
        while all.len() < end + length {
            assert!(read(&mut all) > 0, "{request}: the body is too short");
        }
        assert_eq!(all.len(), end + length, "{request}");
    } else if is_chunked {
        while !all[end..].ends_with(b"0\r\n\r\n") {
            assert!(read(&mut all) > 0, "{request}: the body breaks off");
        }
    } else {
        while read(&mut all) > 0 {}
        is_closed = true;
    }
    // Nothing more comes, or the end does.
    stream.set_read_timeout(Some(if is_closed { SOON } else { LITTLE })).unwrap();
    let after = stream.read(&mut [0; 1]);
    assert!(!matches!(after, Ok(1)), "{request}: there is more after the answer");
    is_closed |= after.is_ok();
    let body = if is_chunked && !has_no_body { unchunked(&all[end..]) } else { all[end..].to_vec() };
    Got { head: undated(&head), body, is_closed }
}

/// A head without the date's value, which is that of each answer.
fn undated(head: &str) -> String {
    let line = |line: &str| match line.get(..6) {
        Some(name) if name.eq_ignore_ascii_case("date: ") => format!("{name}\r\n"),
        _ => line.to_owned(),
    };
    head.split_inclusive('\n').map(line).collect()
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = bytes.windows(2).position(|window| window == b"\r\n").unwrap();
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 2 + size + 2..];
    }
}

/// A workbench whose server forwards everything.
fn spying(folder: &tempfile::TempDir, url: &str) -> (App, SocketAddr) {
    let options = AppOptions { port: Some(0), ..AppOptions::default() };
    let storage = Storage::below(folder.path());
    let mut app = App::start(runtime().handle().clone(), storage, options, std::sync::Arc::new(|| {})).unwrap();
    app.act(Action::Run(Command::NewProject));
    let spy = Some(Spy { mode: SpyMode::Always, ..Spy::new(url) });
    apply(&mut app, Settings { cors: false, spy, ..Settings::default() });
    let ServerStatus::Running { address } = runtime().block_on(app.server().started()) else { panic!("it does not listen") };
    (app, address)
}

fn apply(app: &mut App, settings: Settings) {
    app.act(Action::Edit(Edit::SetSettings { settings: Box::new(settings), field: None }));
    settle(app);
}

/// Waits until what is served is what was edited.
fn settle(app: &mut App) {
    wait_for("the server to serve the edit", || {
        app.tick();
        app.server().compiled().project.is_same(app.project())
    });
}

#[track_caller]
fn assert_same(got: &Got, direct: &Got, what: &str) {
    assert_eq!(got.head, direct.head, "{what}");
    assert!(got.body == direct.body, "{what}");
    assert_eq!(got.is_closed, direct.is_closed, "{what}");
}

/// Fetches everything directly, through the spy, and from what was recorded there.
fn prove(upstream: SocketAddr, requests: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, address) = spying(&folder, &format!("http://{upstream}"));
    let direct: Vec<Got> = requests.iter().map(|request| fetch(upstream, request)).collect();
    for (request, direct) in requests.iter().zip(&direct) {
        assert_same(&fetch(address, request), direct, &format!("through the spy: {request}"));
    }
    assert!(app.traffic().settle(SOON));
    assert_eq!(app.traffic().log().last_sequence(), requests.len() as u64);

    app.act(Action::Run(Command::RecordForwarded));
    settle(&mut app);
    assert!(app.problems().is_empty(), "{:?}", &app.problems()[..app.problems().len().min(5)]);
    let told = app.notices().shown().last().map(|notice| notice.text.clone());
    let settings = app.project().settings.clone();
    apply(&mut app, Settings { spy: None, ..settings });
    for (request, direct) in requests.iter().zip(&direct) {
        assert_same(&fetch(address, request), direct, &format!("{told:?} from the record: {request}"));
    }
    println!("{} requests the same all three ways: {}", requests.len(), told.unwrap_or_default());

    app.act(Action::Run(Command::Undo));
    app.act(Action::Run(Command::Undo));
    assert!(app.project().endpoints.is_empty(), "recording is one step");
}

/// What the real server of the test has: 50 documents, each as such, coded, in part, in chunks, and its neighbours.
fn answer(request: &str) -> Vec<u8> {
    let (line, _) = request.split_once("\r\n").unwrap();
    let (method, target) = line.rsplit_once(" HTTP").unwrap().0.split_once(' ').unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let has = |field: &str| request.to_lowercase().contains(field);
    let body = format!("{{\"path\": \"{path}\",\r\n\"{{{{kind}}}}\": \"caf\u{e9}\"}}\n").into_bytes();
    let head = |status: &str, fields: &str, body: &[u8]| {
        let shown = if method == "HEAD" { &[] } else { body };
        let length = body.len();
        [
            format!("HTTP/1.1 {status}\r\nServer: Other/0.1\r\nX-Path: {path}\r\n{fields}Content-Length: {length}\r\n\r\n")
                .as_bytes(),
            shown,
        ]
        .concat()
    };
    match path.split('/').nth(1) {
        Some("old") => head("301 Moved Permanently", &format!("Location: {}\r\n", path.replace("/old/", "/d/")), b""),
        Some("d") if has("if-none-match: \"v1\"") => {
            format!("HTTP/1.1 304 Not Modified\r\nServer: Other/0.1\r\nX-Path: {path}\r\nETag: \"v1\"\r\n\r\n").into_bytes()
        }
        Some("d") if has("range: bytes=2-9") => {
            let range = format!("Content-Type: application/json\r\nContent-Range: bytes 2-9/{}\r\n", body.len());
            head("206 Partial Content", &range, &body[2..10])
        }
        Some("d") if has("accept-encoding: gzip") => {
            let coded: Vec<u8> = [b"\x1f\x8b\x08".as_slice(), &body, b"\0\xff\xfe"].concat();
            head("200 OK", "Content-Type: application/json\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding\r\n", &coded)
        }
        Some("d") if query == "chunked" => {
            let mut whole = b"HTTP/1.1 200 OK\r\nServer: Other/0.1\r\nContent-Type: text/plain; charset=latin1\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
            whole.extend_from_slice(format!("{:X}\r\n", body.len()).as_bytes());
            [whole.as_slice(), &body, b"\r\n0\r\n\r\n"].concat()
        }
        Some("d") => {
            let cookies =
                "Content-Type: application/json\r\nETag: \"v1\"\r\nSet-Cookie: seen=1; Path=/\r\nSet-Cookie: lang=de\r\n";
            head("200 OK", cookies, &body)
        }
        Some("dir") if path.ends_with('/') => head("200 OK", "Content-Type: text/html\r\n", b"<ul></ul>"),
        Some("dir") => head("301 Moved Permanently", &format!("Location: {path}/\r\n"), b""),
        Some("me") if has("cookie: user=ada") => head("200 Fine By Me", "Content-Type: text/plain\r\n", b"ada"),
        Some("me") => head("401 Unauthorized", "WWW-Authenticate: Basic\r\n", b""),
        _ => head("404 Not Found", "Content-Type: image/png\r\n", b"\x89PNG\0\xff"),
    }
}

#[test]
fn a_spied_server_is_the_same_through_the_spy_and_from_the_record() {
    let upstream = Upstream::new(|request, stream| {
        let mut bytes = answer(&String::from_utf8_lossy(request));
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        bytes.splice(end..end, *b"\r\nConnection: close");
        stream.write_all(&bytes).unwrap();
        false
    });
    let request = |line: &str, fields: &str| format!("{line} HTTP/1.1\r\nHost: a.test\r\n{fields}Connection: close\r\n\r\n");
    let mut requests = Vec::new();
    for number in 0..50 {
        let path = format!("/d/{number}");
        requests.extend([
            request(&format!("GET {path}"), "Accept: */*\r\n"),
            request(&format!("GET {path}"), "Accept-Encoding: gzip\r\n"),
            request(&format!("GET {path}"), "Range: bytes=2-9\r\n"),
            request(&format!("GET {path}?chunked"), ""),
            request(&format!("GET {path}"), "If-None-Match: \"v1\"\r\n"),
            request(&format!("GET /old/{number}"), ""),
            request(&format!("GET /nowhere/{number}.png"), ""),
            request(&format!("HEAD {path}"), ""),
        ]);
    }
    requests.extend(["/dir", "/dir/", "/me"].map(|path| request(&format!("GET {path}"), "")));
    requests.push(request("GET /me", "Cookie: user=ada\r\n"));
    prove(upstream.address, &requests);
}

/// What `GET` of a path, or `HEAD` where it says so, is answered with, and whether the connection goes on.
const HEADS: [(&str, &[u8], bool); 21] = [
    (
        "/mixed",
        b"HTTP/1.1 200 OK\r\nX-MiXeD: a\r\nSet-Cookie: a=1; Path=/\r\ncontent-TYPE: text/plain\r\nDATE: Thu, 01 Jan 1970 00:00:00 GMT\r\n\
          set-cookie: b=2\r\nCONTENT-Length: 5\r\nx-small: 1\r\nSet-Cookie: c=3\r\nSERVER: Other\r\n\r\nhello",
        true,
    ),
    ("/bare", b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbare", true),
    ("/untyped", b"HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 8\r\nDate: Thu\r\n\r\n{\"a\": 1}", true),
    (
        "/chunked",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nDate: Thu\r\nContent-Type: text/html; charset=utf-8\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        true,
    ),
    ("/chunked/empty", b"HTTP/1.1 200 OK\r\nX-A: 1\r\nTRANSFER-ENCODING: chunked\r\nX-B: 1\r\n\r\n0\r\n\r\n", true),
    ("/until-end", b"HTTP/1.1 200 OK\r\nServer: Other\r\nContent-Type: text/plain\r\n\r\nall of it", false),
    ("/until-end/empty", b"HTTP/1.1 200 OK\r\nServer: Other\r\n\r\n", false),
    ("/until-end/said", b"HTTP/1.1 200 OK\r\nConnection: Close\r\nX-After: 1\r\n\r\nall of it", false),
    ("/closes", b"HTTP/1.1 200 OK\r\nX-A: 1\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", false),
    ("/old", b"HTTP/1.0 200 OK\r\nServer: SimpleHTTP/0.6\r\nDate: Thu\r\nContent-type: text/plain\r\nContent-Length: 3\r\n\r\nold", false),
    ("/old/until-end", b"HTTP/1.0 404 File not found\r\nServer: SimpleHTTP/0.6\r\n\r\nolder", false),
    (
        "/keeps",
        b"HTTP/1.1 200 OK\r\nX-A: 1\r\nConnection: Keep-Alive\r\nKeep-Alive: timeout=5, max=100\r\nContent-Length: 2\r\nX-B: 1\r\n\r\nok",
        true,
    ),
    ("/gone", b"HTTP/1.1 204 No Content\r\nX-Gone: yes\r\nDate: Thu\r\nAllow: GET\r\n\r\n", true),
    ("/same", b"HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\nContent-Length: 77\r\nVary: Accept\r\n\r\n", true),
    ("/moved", b"HTTP/1.1 302 Elsewhere For Now\r\nLocation: /keeps\r\nContent-Length: 0\r\nX-After: 1\r\n\r\n", true),
    ("/part", b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/10\r\nContent-Length: 5\r\nAccept-Ranges: bytes\r\n\r\nhello", true),
    ("/gzip", b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding\r\nContent-Length: 6\r\nETag: W/\"1\"\r\n\r\n\x1f\x8b\x08\0\xff\xfe", true),
    ("/reason", b"HTTP/1.1 599 \r\nContent-Length: 2\r\n\r\nok", true),
    ("HEAD /mixed", b"HTTP/1.1 200 OK\r\nServer: Head\r\nContent-Length: 5\r\nDate: Thu\r\n\r\n", true),
    ("HEAD /long", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 123456789\r\nX-B: 1\r\n\r\n", true),
    ("HEAD /chunked", b"HTTP/1.1 200 OK\r\nX-B: 1\r\nTransfer-Encoding: chunked\r\n\r\n", true),
];

#[test]
fn heads_are_the_same_byte_for_byte_through_the_spy_and_from_the_record() {
    let line = |path: &str| if path.starts_with("HEAD") { path.to_owned() } else { format!("GET {path}") };
    let upstream = Upstream::new(move |request, stream| {
        let request = String::from_utf8_lossy(request);
        let asked = request.split(" HTTP/").next().unwrap();
        let (path, bytes, goes_on) = HEADS.iter().find(|(path, ..)| line(path) == asked).unwrap();
        // As real servers do: who asked for the end of the connection is told of it.
        let ends = request.contains("Connection: close");
        let answer = String::from_utf8_lossy(bytes).replace("Connection: Keep-Alive\r\n", "Connection: close\r\n");
        let bytes = if ends && *path == "/keeps" { answer.as_bytes() } else { *bytes };
        stream.write_all(bytes).is_ok() && *goes_on && !ends
    });
    let request = |path: &str, fields: &str| format!("{} HTTP/1.1\r\nHost: a.test\r\n{fields}\r\n", line(path));
    for fields in ["", "Connection: close\r\n", "Accept: */*\r\nOrigin: https://b.test\r\n"] {
        prove(upstream.address, &HEADS.map(|(path, ..)| request(path, fields)));
    }
}
