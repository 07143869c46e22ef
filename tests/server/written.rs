//! Heads that are written as a real server wrote them: by hand-made projects, where every byte can be foretold.

use mockwright::model::{Body, FaultKind, FaultWhen, OwnLine, Project, Response, Settings, WrittenHead};

use super::bed::{Bed, endpoint, faulty, header, hello, project, response};

/// A response with two headers, and lines of the server among them.
fn written(response: Response, lines: &[(&str, &str, usize)]) -> Response {
    let response = header(header(response, "SET-Cookie", "a=1"), "x-Last", "2");
    let lines = lines.iter().map(|(name, value, after)| OwnLine::new(*name, *value, *after)).collect();
    Response { written: Some(WrittenHead { lines, ..WrittenHead::default() }), ..response }
}

fn without_cors(project: Project) -> Project {
    Project { settings: Settings { cors: false, ..project.settings.clone() }, ..project }
}

const COUNTED: [(&str, &str, usize); 2] = [("Content-LENGTH", "", 1), ("Connection", "Keep-Alive", 2)];

fn get(path: &str, version: &str, fields: &str) -> String {
    format!("GET {path} HTTP/{version}\r\nHost: a.test\r\n{fields}\r\n")
}

#[test]
fn heads_stand_in_their_places_among_answers_that_come_at_once() {
    let chunked = written(response(200, "[1, 2]"), &[("Transfer-Encoding", "chunked", 0)]);
    let mut all = hello();
    all.endpoints.extend(
        project([endpoint("GET", "/a", written(response(200, "[1]"), &COUNTED)), endpoint("GET", "/b", chunked)]).endpoints,
    );
    let bed = Bed::new(without_cors(all));
    let mut client = bed.connect();
    let paths = ["/a", "/hello", "/b", "/a", "/a", "/b", "/hello"];
    client.write(paths.map(|path| get(path, "1.1", "")).concat());
    for path in paths {
        let expected = match path {
            "/a" => "HTTP/1.1 200 OK\r\nSET-Cookie: a=1\r\nContent-LENGTH: 3\r\nx-Last: 2\r\nConnection: Keep-Alive\r\n\r\n[1]",
            "/b" => {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nSET-Cookie: a=1\r\nx-Last: 2\r\n\r\n6\r\n[1, 2]\r\n0\r\n\r\n"
            }
            _ => {
                assert_eq!(client.read_answer().text(), "\"hello\"");
                continue;
            }
        };
        assert_eq!(String::from_utf8_lossy(&client.read_bytes(expected.len())), expected);
    }
}

#[test]
fn an_older_client_gets_an_answer_that_it_understands() {
    let chunked = written(response(200, "[1, 2]"), &[("Transfer-Encoding", "chunked", 0)]);
    let bed = Bed::new(without_cors(project([endpoint("GET", "/b", chunked)])));
    let answer = bed.send(get("/b", "1.0", ""));
    assert_eq!((answer.header("transfer-encoding"), answer.text()), (None, "[1, 2]"));
}

#[test]
fn an_edited_answer_keeps_its_head_and_counts_its_body_anew() {
    let mut first = written(response(200, "[1]"), &COUNTED);
    first.headers.insert(1, mockwright::model::Header::new("X-Id", "{{path.id}}"));
    let bed = Bed::new(without_cors(project([endpoint("GET", "/t/{id}", first.clone())])));
    let head = |value: &str, length: usize| {
        format!(
            "HTTP/1.1 200 OK\r\nSET-Cookie: a=1\r\nContent-LENGTH: {length}\r\nX-Id: {value}\r\nConnection: Keep-Alive\r\nx-Last: 2\r\n\r\n"
        )
    };
    let mut client = bed.connect();
    client.write(get("/t/seven", "1.1", ""));
    assert_eq!(client.read_head(), head("seven", 3));
    assert_eq!(client.read_bytes(3), b"[1]");

    // A longer body, another name, a header switched off and one that is new.
    first.body = Body::text(mockwright::model::Language::Plain, "x".repeat(100_000));
    first.headers[1].name = "X-Other".to_owned();
    first.headers[2].enabled = false;
    bed.apply(without_cors(project([endpoint("GET", "/t/{id}", header(first, "X-New", "1"))])));
    client.write(get("/t/seven", "1.1", ""));
    let expected = "HTTP/1.1 200 OK\r\nSET-Cookie: a=1\r\nContent-LENGTH: 100000\r\nX-Other: seven\r\nConnection: Keep-Alive\r\nX-New: 1\r\n\r\n";
    assert_eq!(client.read_head(), expected);
    assert!(client.read_bytes(100_000).iter().all(|byte| *byte == b'x'));
}

#[test]
fn what_the_project_adds_and_what_goes_wrong_on_purpose_still_does() {
    let cut = faulty(written(response(200, "[1, 2, 3]"), &COUNTED), FaultKind::Cut { after_bytes: 2 }, FaultWhen::Always);
    let bad = faulty(written(response(200, "[1]"), &COUNTED), FaultKind::BadChunk, FaultWhen::Always);
    let bed = Bed::new(project([
        endpoint("GET", "/plain", written(response(200, "[1]"), &COUNTED)),
        endpoint("GET", "/cut", cut),
        endpoint("GET", "/bad", bad),
    ]));
    let answer = bed.get("/plain");
    let names: Vec<&str> = answer.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["SET-Cookie", "Content-LENGTH", "x-Last", "Connection", "access-control-allow-origin"]);
    let mut client = bed.connect();
    client.write(get("/cut", "1.1", ""));
    let (bytes, _) = client.read_to_end();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("\r\nContent-LENGTH: 9\r\n") && text.ends_with("\r\n\r\n[1"), "{text}");
    let mut client = bed.connect();
    client.write(get("/bad", "1.1", ""));
    assert!(String::from_utf8_lossy(&client.read_to_end().0).contains("transfer-encoding: chunked"));
}
