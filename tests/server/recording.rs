//! A real server spied upon, recorded and then done without: the same requests get the same answers all three ways.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
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

/// An answer as it came, and the same with its length and the order and case of its header fields put aside.
struct Got {
    /// Every byte but for the date, the end of the connection and where chunks begin.
    raw: Vec<u8>,
    line: String,
    /// Names in small letters, sorted.
    headers: Vec<String>,
    body: Vec<u8>,
}

/// Sends a request on a connection of its own and reads what comes until its end.
fn fetch(address: SocketAddr, request: &str) -> Got {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    let end = all.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or_else(|| panic!("{request}: {all:?}")) + 4;
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let is_chunked = head.to_lowercase().contains("transfer-encoding: chunked");
    // The date, and that the connection ends, are each server's own.
    let is_own = |line: &&str| !["date:", "connection:"].iter().any(|name| line.to_lowercase().starts_with(name));
    let lines: Vec<&str> = head.trim_end().lines().filter(is_own).collect();
    let is_framing =
        |line: &&&str| ["content-length:", "transfer-encoding:"].iter().any(|name| line.to_lowercase().starts_with(name));
    let mut headers: Vec<String> = lines[1..]
        .iter()
        .filter(|line| !is_framing(line))
        .map(|line| line.split_once(": ").map_or((*line).to_owned(), |(name, value)| format!("{}: {value}", name.to_lowercase())))
        .collect();
    headers.sort();
    let body = if is_chunked { unchunked(&all[end..]) } else { all[end..].to_vec() };
    let raw = [lines.join("\n").as_bytes(), b"\n\n", &body].concat();
    Got { raw, line: lines[0].to_owned(), headers, body }
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

/// Fetches everything directly, through the spy, and from what was recorded there.
fn prove(upstream: SocketAddr, requests: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let (mut app, address) = spying(&folder, &format!("http://{upstream}"));
    let direct: Vec<Got> = requests.iter().map(|request| fetch(upstream, request)).collect();
    for (request, direct) in requests.iter().zip(&direct) {
        let passed = fetch(address, request);
        assert_eq!(String::from_utf8_lossy(&passed.raw), String::from_utf8_lossy(&direct.raw), "through the spy: {request}");
        assert!(passed.raw == direct.raw, "through the spy: {request}");
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
        let recorded = fetch(address, request);
        assert_eq!(recorded.line, direct.line, "{told:?} from the record: {request}");
        assert_eq!(recorded.headers, direct.headers, "{told:?} from the record: {request}");
        assert!(recorded.body == direct.body, "{told:?} from the record: {request}");
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
