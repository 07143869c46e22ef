//! Which endpoint a request goes to: precedence, methods, CORS and the settings that bear on paths.

use mockwright::{
    engine::compile,
    model::{Operator, Project, Settings, Subject},
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::support::*;

#[test]
fn the_more_specific_path_answers_whatever_the_list_order() {
    let lines = [
        "GET /{rest...}",
        "GET /users/{id?}",
        "GET /users/{id}",
        "GET /users/{name}.json",
        "GET /users/me",
        "GET /users/{id}/orders",
        "GET /{any}/me/orders",
    ];
    let table = [
        ("GET /users/me", "GET /users/me"),
        ("GET /users/a.json", "GET /users/{name}.json"),
        ("GET /users/7", "GET /users/{id}"),
        ("GET /users", "GET /users/{id?}"),
        ("GET /users/7/orders", "GET /users/{id}/orders"),
        ("GET /users/me/orders", "GET /users/{id}/orders"),
        ("GET /shops/me/orders", "GET /{any}/me/orders"),
        ("GET /users/7/8", "GET /{rest...}"),
        ("GET /", "GET /{rest...}"),
    ];
    for lines in [lines.to_vec(), lines.iter().rev().copied().collect()] {
        let compiled = compiled(project(lines.into_iter().map(endpoint)));
        for (request, expected) in table {
            assert_eq!(answer(&compiled, &Owned::new(request)), format!("{expected} -> 200"), "{request}");
        }
    }
}

#[test]
fn equals_go_by_list_order_and_an_exact_method_before_any() {
    let compiled = compiled(project([
        endpoint("ANY /a"),
        endpoint_with("GET /a", [response(201)]),
        endpoint_with("GET /a", [response(202)]),
        endpoint_with("GET /{x}", [response(203)]),
        endpoint_with("GET /{y}", [response(204)]),
        endpoint_with("ANY /lit", [response(205)]),
    ]));
    assert_eq!(answer(&compiled, &Owned::new("GET /a")), "GET /a -> 201");
    assert_eq!(answer(&compiled, &Owned::new("POST /a")), "ANY /a -> 200");
    assert_eq!(answer(&compiled, &Owned::new("BREW /a")), "ANY /a -> 200");
    assert_eq!(answer(&compiled, &Owned::new("GET /b")), "GET /{x} -> 203");
    assert_eq!(answer(&compiled, &Owned::new("GET /lit")), "ANY /lit -> 205", "the path decides before the method");
}

#[test]
fn an_endpoint_that_cannot_answer_leaves_it_to_the_next() {
    let needs_token = compare(Subject::Header("token".into()), Operator::Exists, "");
    let compiled = compiled(project([
        endpoint_with("GET /users/me", [response_if(201, needs_token.clone())]),
        endpoint_with("GET /users/{id}", [response_if(202, needs_token)]),
        endpoint("ANY /{rest...}"),
    ]));
    let decision = decide(&compiled, &Owned::new("GET /users/me"));
    assert_eq!(describe(&compiled, &decision), "ANY /{rest...} -> 200");
    assert_eq!(decision.evaluated.iter().map(|evaluated| evaluated.endpoint).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(answer(&compiled, &Owned::new("GET /users/me").header("Token", "x")), "GET /users/me -> 201");
}

#[test]
fn disabled_and_broken_endpoints_do_not_exist() {
    let mut disabled = endpoint("GET /a");
    disabled.enabled = false;
    let compiled = compiled(project([disabled, endpoint("GET /b/{"), endpoint("G T /c")]));
    for path in ["GET /a", "GET /b/{", "GET /c"] {
        let request = Owned { uri: path[4..].replace('{', "%7B").parse().unwrap(), ..Owned::new("GET /") };
        assert_eq!(answer(&compiled, &request), "404", "{path}");
    }
}

#[test]
fn head_is_answered_from_get_unless_it_has_its_own() {
    let compiled = compiled(project([
        endpoint("ANY /a"),
        endpoint("GET /a"),
        endpoint("GET /b"),
        endpoint("HEAD /b"),
        endpoint("ANY /c"),
        endpoint("POST /d"),
    ]));
    assert_eq!(answer(&compiled, &Owned::new("HEAD /a")), "GET /a -> 200");
    assert_eq!(answer(&compiled, &Owned::new("HEAD /b")), "HEAD /b -> 200");
    assert_eq!(answer(&compiled, &Owned::new("HEAD /c")), "ANY /c -> 200");
    assert_eq!(answer(&compiled, &Owned::new("HEAD /d")), "405 POST,OPTIONS");
}

fn preflight(path: &str) -> Owned {
    Owned::new(&format!("OPTIONS {path}")).header("Origin", "http://x.example").header("Access-Control-Request-Method", "PURGE")
}

#[test]
fn options_and_preflights_are_answered_for_paths_that_exist() {
    let endpoints = || [endpoint("GET /a"), endpoint("POST /a"), endpoint("ANY /b"), endpoint("OPTIONS /c"), endpoint("ANY /c")];
    let with_cors = compiled(project(endpoints()));
    let without_cors = compiled(Project { settings: Settings { cors: false, ..Settings::default() }, ..project(endpoints()) });
    let table = [
        (Owned::new("OPTIONS /a"), "options GET,HEAD,POST,OPTIONS", "options GET,HEAD,POST,OPTIONS"),
        (preflight("/a"), "preflight GET,HEAD,POST,OPTIONS", "options GET,HEAD,POST,OPTIONS"),
        (Owned::new("OPTIONS /b"), "ANY /b -> 200", "ANY /b -> 200"),
        (preflight("/b"), "preflight GET,HEAD,POST,PUT,PATCH,DELETE,PURGE,OPTIONS", "ANY /b -> 200"),
        (preflight("/c"), "OPTIONS /c -> 200", "OPTIONS /c -> 200"),
        (Owned::new("OPTIONS /none"), "404", "404"),
        (preflight("/none"), "404", "404"),
        (Owned::new("DELETE /a"), "405 GET,HEAD,POST,OPTIONS", "405 GET,HEAD,POST,OPTIONS"),
    ];
    for (request, expected, expected_without) in table {
        assert_eq!(answer(&with_cors, &request), expected, "{request:?}");
        assert_eq!(answer(&without_cors, &request), expected_without, "{request:?} without CORS");
    }
}

#[test]
fn a_path_whose_endpoints_cannot_answer_is_no_match() {
    let condition = compare(Subject::Query("a".into()), Operator::Exists, "");
    let compiled = compiled(project([endpoint_with("GET /a", [response_if(200, condition)]), endpoint("POST /a")]));
    assert_eq!(answer(&compiled, &Owned::new("GET /a")), "404");
    assert_eq!(answer(&compiled, &Owned::new("PUT /a")), "405 GET,HEAD,POST,OPTIONS");
}

#[test]
fn settings_say_what_the_same_path_is() {
    let endpoints = || [endpoint("GET /Users/{id}.JSON"), endpoint("GET /shops/")];
    let plain = compiled(project(endpoints()));
    let settings = Settings { ignore_path_case: true, strict_trailing_slash: true, ..Settings::default() };
    let changed = compile(&Project { settings, ..project(endpoints()) }.into(), Some(&plain));
    let table = [
        ("GET /users/a.json", "404", "GET /Users/{id}.JSON -> 200"),
        ("GET /Users/a.JSON/", "GET /Users/{id}.JSON -> 200", "404"),
        ("GET /shops", "GET /shops/ -> 200", "404"),
        ("GET /SHOPS/", "404", "GET /shops/ -> 200"),
    ];
    for (request, expected, expected_changed) in table {
        assert_eq!(answer(&plain, &Owned::new(request)), expected, "{request}");
        assert_eq!(answer(&changed, &Owned::new(request)), expected_changed, "{request} with changed settings");
    }
}

#[test]
fn long_runs_of_literal_segments_are_followed_to_their_end_only() {
    let lines = ["GET /api/v1/a/b/c", "GET /api/v1/a/x%2Fy/c", "GET /x%2Fy/z", "GET /p//q", "GET /one/two/three"];
    let compiled = compiled(project(lines.map(endpoint)));
    for line in lines {
        assert_eq!(answer(&compiled, &Owned::new(line)), format!("{line} -> 200"));
    }
    for other in [
        "GET /api/v1/a/b",
        "GET /api/v1/a/b/c/d",
        "GET /x/y/z",
        "GET /api/v1/a/x/y/c",
        "GET /p/q",
        "GET /one%2Ftwo/three",
        "GET /one",
    ] {
        assert_eq!(answer(&compiled, &Owned::new(other)), "404", "{other}");
    }
}

#[test]
fn a_wide_level_finds_every_child() {
    let compiled = compiled(project((0..500).map(|index| endpoint(&format!("GET /api/r{index}/detail")))));
    for index in 0..500 {
        let expected = format!("GET /api/r{index}/detail -> 200");
        assert_eq!(answer(&compiled, &Owned::new(&format!("GET /api/r{index}/detail"))), expected);
    }
    assert_eq!(answer(&compiled, &Owned::new("GET /api/r500/detail")), "404");
}

/// How specific a segment of a pattern is; less is more so.
fn rank(segment: &str) -> u8 {
    match segment {
        segment if segment.ends_with("...}") => 4,
        segment if segment.ends_with("?}") => 3,
        segment if segment.starts_with('{') && segment.ends_with('}') => 2,
        segment if segment.contains('{') => 1,
        _ => 0,
    }
}

proptest! {
    /// The tree agrees with the plain way: try every pattern, sort those that fit by precedence, then by list order.
    #[test]
    fn the_tree_agrees_with_trying_every_pattern(
        patterns in vec((vec(select(vec!["a", "b", "{x}", "{x}.j"]), 0..4), select(vec!["", "/{y?}", "/{z...}"])), 1..12),
        path in vec(select(vec!["a", "b", "c", "a.j"]), 0..5),
    ) {
        let texts: Vec<String> = patterns
            .iter()
            .map(|(segments, tail)| {
                let numbered = segments.iter().enumerate().map(|(index, segment)| segment.replace('x', &format!("x{index}")));
                format!("/{}{tail}", numbered.collect::<Vec<_>>().join("/")).replace("//", "/")
            })
            .collect();
        let path = format!("/{}", path.join("/"));
        let compiled = compiled(project(texts.iter().map(|text| endpoint(&format!("GET {text}")))));
        let request = Owned::new(&format!("GET {path}"));

        let fits = |index: &usize| {
            let pattern = compiled.endpoints[*index].pattern.as_ref().unwrap();
            pattern.parameters(request.borrow().path(), compiled.path_rules()).is_some()
        };
        // A pattern that ends where another goes on with an optional segment or a rest is the more specific one.
        let precedence = |index: &usize| {
            let segments = texts[*index].split('/').skip(1).filter(|segment| !segment.is_empty());
            segments.map(rank).chain([u8::from(false)]).collect::<Vec<_>>()
        };
        let expected = (0..texts.len()).filter(fits).min_by_key(|index| (precedence(index), *index));
        let expected = expected.map_or("404".to_owned(), |index| format!("GET {} -> 200", texts[index]));
        prop_assert_eq!(answer(&compiled, &request), expected);
    }
}
