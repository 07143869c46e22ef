//! What the filter language lets through, what it calls invalid, and what it proposes.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use proptest::prelude::*;

use super::*;
use crate::{
    engine::{Answer, Decision, compile},
    model::{Endpoint, EndpointId, Folder, FolderId, Project, Response, ResponseId},
    traffic::{CapturedBody, Outcome, Timings},
};

/// `POST /users/42?page=2&q=a%20b`, answered 404 by the endpoint of the folder "Users".
fn exchange() -> Exchange {
    let mut endpoint = Endpoint::new(EndpointId::new("e"), "POST", "/users/{id}");
    endpoint.folder = Some(FolderId::new("f"));
    let mut response = Response::new(ResponseId::new("r"), 404);
    response.name = "Bad token".to_owned();
    endpoint.responses.push(response);
    let folder = Folder { id: FolderId::new("f"), name: "Users".to_owned(), parent: None, extra: Default::default() };
    let project = Project { endpoints: vec![Arc::new(endpoint)], folders: vec![folder], ..Project::default() };
    let headers = |pairs: &[(&'static str, &'static str)]| -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    };
    Exchange {
        sequence: 1,
        received_at: jiff::Timestamp::UNIX_EPOCH,
        client: "127.0.0.1:5000".parse().unwrap(),
        method: Method::POST,
        uri: "/users/42?page=2&q=a%20b".parse().unwrap(),
        request_headers: headers(&[("host", "localhost:4600"), ("x-id", "1"), ("accept", "Text/HTML")]),
        request_body: CapturedBody::of(&Bytes::from_static(b"{\"note\": \"a Foo bar\"}")),
        outcome: Outcome::Decided {
            compiled: Arc::new(compile(&Arc::new(project), None)),
            decision: Decision {
                answer: Answer::Response { endpoint: 0, response: 0, delay_ms: 0 },
                evaluated: Default::default(),
                sessions: Vec::new(),
                seed: 0,
            },
        },
        status: Some(StatusCode::NOT_FOUND),
        response_headers: headers(&[("content-type", "application/json")]).into(),
        response_body: CapturedBody { bytes: Bytes::from_static(b"missing"), size: 1500 },
        timings: Timings { done: Duration::from_millis(150), ..Timings::default() },
        ..Exchange::default()
    }
}

#[test]
fn terms_let_through_what_they_say() {
    let exchange = exchange();
    for (text, expected) in [
        ("", true),
        ("users", true),
        ("USERS/4", true),
        ("page=2", true),
        ("text/html", true),
        ("application/json", true),
        ("nothing", false),
        ("missing", false),
        ("-nothing", true),
        ("-users", false),
        ("users nothing", false),
        ("users 42", true),
        ("method:POST", true),
        ("method:post", true),
        ("method:GET", false),
        ("method:get,post", true),
        ("method:P*", true),
        ("-method:GET", true),
        ("status:404", true),
        ("status:>=400", true),
        ("status:>404", false),
        ("status:<404", false),
        ("status:<=404", true),
        ("status:4xx", true),
        ("status:5XX", false),
        ("status:400..499", true),
        ("status:200,404", true),
        ("status:none", false),
        ("status:<0", false),
        ("status:=404", true),
        ("path:/users", true),
        ("path:sers/4", true),
        ("path:/users*", true),
        ("path:users*", false),
        ("path:/users/*", true),
        ("path:/*/42", true),
        ("path:/*4*2", true),
        ("path:*2*4*", false),
        ("path:*", true),
        ("path:page", false),
        ("query:page", true),
        ("query:page=2", true),
        ("query:page=*", true),
        ("query:page=3", false),
        ("query:q=\"a b\"", true),
        ("query:pag", false),
        ("host:localhost", true),
        ("host:4600", true),
        ("host:example", false),
        ("header:x-id", true),
        ("header:X-Id=1", true),
        ("header:x-id=2", false),
        ("header:x-*", true),
        ("header:content-type=*json", true),
        ("header:accept=\"text/html\"", true),
        ("header:x-i", false),
        ("body:\"foo bar\"", true),
        ("body:missing", true),
        ("body:nothing", false),
        ("body:foo bar", false),
        ("matched:yes", true),
        ("matched:no", false),
        ("-matched:no", true),
        ("matched:spy", false),
        ("endpoint:Users", true),
        ("endpoint:\"post /users/{id}\"", true),
        ("endpoint:Orders", false),
        ("endpoint:*{id}", true),
        ("response:token", true),
        ("response:\"Bad token\"", true),
        ("response:good", false),
        ("client:127.", true),
        ("client:10.*", false),
        ("dur:>100ms", true),
        ("dur:>150ms", false),
        ("dur:>=150ms", true),
        ("dur:150", true),
        ("dur:0.15s", true),
        ("dur:<1s", true),
        ("dur:>1m", false),
        ("dur:100..200", true),
        ("size:>1k", true),
        ("size:>1.5k", false),
        ("size:1500", true),
        ("size:<1KiB", false),
        ("size:>1m", false),
        ("  status:404   method:POST\t", true),
    ] {
        let (filter, invalid) = Filter::parse(text);
        assert_eq!(invalid, [], "{text}");
        assert_eq!(filter.matches(&exchange), expected, "{text}");
    }
}

#[test]
fn what_a_spy_forwarded_is_found() {
    let mut exchange = exchange();
    exchange.forwarded_to = Some("http://real.test/users".into());
    for (text, expected) in [("matched:spy", true), ("matched:SPY", true), ("-matched:spy", false)] {
        assert_eq!(Filter::parse(text).0.matches(&exchange), expected, "{text}");
    }
}

#[test]
fn an_answer_that_never_came_has_no_status() {
    let mut exchange = exchange();
    exchange.status = None;
    exchange.outcome = Outcome::Refused("too slow".to_owned());
    for (text, expected) in
        [("status:none", true), ("status:<600", false), ("matched:no", false), ("matched:yes", false), ("endpoint:*", false)]
    {
        assert_eq!(Filter::parse(text).0.matches(&exchange), expected, "{text}");
    }
}

#[test]
fn what_means_nothing_is_named_and_left_out() {
    for (text, range, message) in [
        ("a foo:bar", 2..9, "there is no term foo"),
        ("status: users", 0..7, "status: needs a value, such as status:>=400"),
        ("users status:abc", 6..16, "\"abc\" is not a status"),
        ("status:4xx,", 0..11, "\"\" is not a status"),
        ("users -dur:5h", 6..13, "\"h\" is not a unit"),
        ("dur:>fast", 0..9, "\"fast\" is not a number"),
        ("matched:maybe", 0..13, "matched: is yes, no or spy"),
        ("users - 42", 6..7, "there is nothing to look for"),
        ("é \"\"", 3..5, "there is nothing to look for"),
    ] {
        let (filter, invalid) = Filter::parse(text);
        assert_eq!(invalid.len(), 1, "{text}");
        assert_eq!(invalid[0].range, range, "{text}");
        assert!(invalid[0].message.starts_with(message), "{text}: {}", invalid[0].message);
        assert!(!text.contains("users") || filter.matches(&exchange()), "{text}");
    }
}

#[test]
fn values_survive_quoting() {
    for value in ["plain", "two words", "a\"b", "back\\slash", "back\\ slash", "", "tab\there"] {
        let text = format!("body:{}", quoted(value));
        let tokens = tokens(&text);
        assert_eq!(tokens.len(), 1, "{text}");
        assert_eq!(tokens[0].value, value, "{text}");
    }
}

#[test]
fn an_open_quote_goes_to_the_end() {
    assert!(Filter::parse("body:\"foo b").0.matches(&exchange()));
}

#[test]
fn every_example_in_the_registry_is_valid() {
    for term in TERMS {
        let values = term.values.iter().map(|(value, _)| format!("{}:{value}", term.key));
        for text in values.chain([term.example.to_owned()]) {
            let (filter, invalid) = Filter::parse(&text);
            assert!(invalid.is_empty() && !filter.is_empty(), "{text}: {invalid:?}");
        }
    }
}

#[test]
fn completion_proposes_keys_and_seen_values() {
    let exchange = exchange();
    let propose = |text: &str, cursor: usize| {
        let completion = complete(text, cursor, [&exchange, &exchange].into_iter());
        (completion.range, completion.proposals.into_iter().map(|proposal| proposal.text).collect::<Vec<_>>())
    };
    assert_eq!(propose("", 0).1.len(), TERMS.len());
    assert_eq!(propose("me", 2), (0..2, vec!["method:".to_owned()]));
    assert_eq!(propose("-ST", 3), (1..3, vec!["status:".to_owned()]));
    assert_eq!(propose("a method:", 9), (9..9, vec!["POST".to_owned()]));
    assert_eq!(propose("status:", 7).1, ["404", "2xx", "4xx", "5xx", "none"]);
    assert_eq!(propose("header:x", 8).1, ["x-id"]);
    assert_eq!(propose("endpoint:", 9).1, ["\"POST /users/{id}\"", "Users"]);
    assert_eq!(propose("matched:n b", 9), (8..9, vec!["no".to_owned()]));
    assert_eq!(propose("foo:", 4).1, Vec::<String>::new());
    assert_eq!(propose("method:POST ", 12).0, 12..12);
}

proptest! {
    #[test]
    fn no_text_panics_and_invalid_ranges_lie_within_it(text in "[a-z:*<>=\"\\\\ .é-]{0,24}", cursor in 0..30_usize) {
        let exchange = exchange();
        let (filter, invalid) = Filter::parse(&text);
        filter.matches(&exchange);
        for term in invalid {
            prop_assert!(text.get(term.range).is_some());
        }
        let completion = complete(&text, cursor, std::iter::once(&exchange));
        prop_assert!(cursor > text.len() || text.is_char_boundary(cursor) <= text.get(completion.range).is_some());
    }

    #[test]
    fn a_pattern_covers_what_it_was_cut_from(parts in proptest::collection::vec("[ab]{0,3}", 1..5), filling in "[abX]{0,3}") {
        let text = parts.join(&filling).to_ascii_uppercase();
        prop_assert!(pattern::Glob::new(&parts.join("*")).covers(text.as_bytes()));
    }
}
