//! The documentation page: it is served from the program alone, shows what is served now, and lets no page drive it.

use std::sync::Arc;

use mockwright::model::{Body, Endpoint, EndpointId, Language, Project, Response, ResponseId};
use serde_json::Value;

use crate::bed::{Answer, Bed};

fn project(path: &str) -> Project {
    let response = Response { body: Body::text(Language::Json, "{\"id\": 7}"), ..Response::new(ResponseId::new("r"), 200) };
    let mut endpoint = Endpoint { responses: vec![response], ..Endpoint::new(EndpointId::new("e"), "GET", path) };
    endpoint.notes = "One *pet* <script>alert(1)</script>".to_owned();
    Project { name: "Pets".to_owned(), endpoints: vec![Arc::new(endpoint)], ..Project::default() }
}

fn ask(bed: &Bed, method: &str, path: &str) -> Answer {
    let mut client = bed.connect();
    client.write(format!("{method} {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", bed.address.port()));
    client.read_answer_to(method)
}

#[test]
fn the_page_and_its_files_need_nothing_from_elsewhere() {
    let bed = Bed::new(project("/pets/{id}"));
    for (file, media_type) in [
        ("", "text/html; charset=utf-8"),
        ("docs.css", "text/css; charset=utf-8"),
        ("docs.js", "text/javascript; charset=utf-8"),
        ("schema.js", "text/javascript; charset=utf-8"),
        ("call.js", "text/javascript; charset=utf-8"),
    ] {
        let answer = ask(&bed, "GET", &format!("/__docs/{file}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(media_type)), "{file}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        let text = answer.text();
        let loads = ["src=\"http", "href=\"http", "src=\"//", "url(", "@import", "<script>", "onclick", "eval("];
        let found: Vec<_> = loads.into_iter().filter(|load| text.contains(load)).collect();
        assert!(found.is_empty(), "{file} holds {found:?}");
        let examples_only =
            text.match_indices("://").all(|(at, _)| text[..at].ends_with("https") && text[at..].starts_with("://example.com/"));
        assert!(examples_only, "{file} names another server");
    }
    let page = ask(&bed, "GET", "/__docs/");
    for file in ["docs.css", "docs.js", "schema.js", "call.js"] {
        assert!(page.text().contains(&format!("\"{file}\"")), "{file}");
    }
}

#[test]
fn the_documents_are_those_of_what_is_served() {
    let bed = Bed::new(project("/pets/{id}"));
    let document: Value = serde_json::from_slice(&ask(&bed, "GET", "/__docs/openapi.json").body).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(
        document["paths"]["/pets/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["examples"]["OK"]["value"]["id"],
        7
    );
    let more: Value = serde_json::from_slice(&ask(&bed, "GET", "/__docs/endpoints.json").body).unwrap();
    assert_eq!(more["title"], "Pets");
    assert_eq!(more["endpoints"][0]["notes"], "<p>One <em>pet</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
    bed.apply(project("/dogs"));
    let document: Value = serde_json::from_slice(&ask(&bed, "GET", "/__docs/openapi.json").body).unwrap();
    assert!(document["paths"]["/dogs"].is_object() && document["paths"]["/pets/{id}"].is_null(), "{document}");
    assert_eq!(bed.traffic.log().last_sequence(), 0, "the documentation is no traffic");
}

#[test]
fn other_methods_hosts_and_names_are_refused() {
    let bed = Bed::new(project("/__docs/own"));
    let folder = ask(&bed, "GET", "/__docs?a=b");
    assert_eq!((folder.status, folder.header("location")), (308, Some("/__docs/?a=b")));
    assert_eq!(ask(&bed, "POST", "/__docs/openapi.json").status, 405);
    assert_eq!(ask(&bed, "GET", "/__docs/own").status, 404, "an endpoint among the server's own paths does not answer");
    assert_eq!(bed.get("/__docs/").status, 403, "another host's name");
    let foreign = format!(
        "GET /__docs/openapi.json HTTP/1.1\r\nHost: localhost:{}\r\nOrigin: http://evil.test\r\n\r\n",
        bed.address.port()
    );
    assert_eq!(bed.send(foreign).status, 403);
    let head = ask(&bed, "HEAD", "/__docs/");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert!(head.header("content-length").unwrap().parse::<usize>().unwrap() > 500);
}
