//! What control calls set and undo: delays, expectations, everything; and that the project stays as it was.

use std::time::{Duration, Instant};

use mockwright::model::{CallCount, Expectation, ExpectationId, RequestPattern};
use serde_json::json;

use super::*;

#[test]
fn mappings_are_listed_and_cannot_be_changed() {
    let bed = Bed::new(hello());
    let list = json(&bed, "GET", "/mappings", "");
    assert_eq!(list["meta"]["total"], 2);
    assert_eq!(list["mappings"][0]["request"], json!({ "method": "GET", "urlPath": "/hello" }));
    assert_eq!(list["mappings"][0]["response"]["body"], "\"hello\"");
    let page = json(&bed, "GET", "/mappings?limit=1&offset=1", "");
    assert_eq!((page["mappings"].as_array().unwrap().len(), &page["mappings"][0]["request"]["method"]), (1, &"POST".into()));
    let id = list["mappings"][1]["id"].as_str().unwrap();
    assert_eq!(json(&bed, "GET", &format!("/mappings/{id}"), "")["id"], id);
    assert_eq!(call(&bed, "GET", "/mappings/no", "").status, 404);
    for (method, path) in [("POST", "/mappings"), ("DELETE", "/mappings"), ("PUT", "/mappings/x"), ("POST", "/mappings/import")] {
        let problem = call(&bed, method, path, "{}").problem();
        assert_eq!(problem["type"], "urn:mockwright:problem:read-only-mappings", "{method} {path}");
    }
    json(&bed, "POST", "/mappings/reset", "");
}

#[test]
fn delays_are_laid_over_the_running_server_only() {
    let bed = Bed::new(hello());
    let project = serde_json::to_value(&*bed.server.compiled().project).unwrap();
    let set = json(&bed, "POST", "/settings", &json!({ "fixedDelay": 300 }).to_string());
    assert!(set["mockwright"]["appliesTo"].as_str().unwrap().contains("running server"));
    assert_eq!(json(&bed, "GET", "/settings", "")["settings"]["fixedDelay"], 300);
    let began = Instant::now();
    bed.get("/hello");
    assert!(began.elapsed() >= Duration::from_millis(300));
    json(&bed, "PUT", "/settings", "{}");
    assert_eq!(json(&bed, "GET", "/settings", "")["settings"]["fixedDelay"], Value::Null);
    assert_eq!(serde_json::to_value(&*bed.server.compiled().project).unwrap(), project);
    for (body, pointer) in [
        (json!([]), ""),
        (json!({ "fixedDelay": -1 }), "/fixedDelay"),
        (json!({ "delayDistribution": { "type": "gauss" } }), "/delayDistribution/type"),
        (json!({ "proxyPassThrough": false }), "/proxyPassThrough"),
    ] {
        let answer = call(&bed, "POST", "/settings", &body.to_string());
        let error: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!((answer.status, &error["errors"][0]["source"]["pointer"]), (422, &pointer.into()), "{body}");
    }
}

fn expecting() -> Bed {
    let mut project = hello();
    let mut twice = Expectation::new(ExpectationId::new("twice"), RequestPattern::new("GET", "/hello"));
    twice.count = CallCount::Exactly(2);
    project.expectations.push(twice.into());
    Bed::new(project)
}

#[test]
fn expectations_are_made_for_the_run_and_verified_with_the_others() {
    let bed = expecting();
    let project = serde_json::to_value(&*bed.server.compiled().project).unwrap();
    let posted = json!({ "name": "One order", "request": { "method": "POST", "path": "/hello" }, "count": { "exactly": 1 } });
    let created = call(&bed, "POST", "/expectations", &posted.to_string());
    assert_eq!(created.status, 201, "{}", created.text());
    let location = created.header("location").unwrap().strip_prefix("/__admin").unwrap().to_owned();
    let told: Value = serde_json::from_slice(&created.body).unwrap();
    assert_eq!((&told["state"], &told["temporary"]), (&"pending".into(), &true.into()));
    assert_eq!(call(&bed, "POST", "/expectations", &json!({ "id": told["id"] }).to_string()).status, 409);
    assert_eq!(call(&bed, "POST", "/expectations", "{\"id\":\"twice\"}").status, 409);

    bed.get("/hello");
    bed.get("/hello");
    let report = json(&bed, "POST", "/expectations/verify", "");
    assert_eq!((&report["passed"], &report["expectations"][0]["state"]), (&false.into(), &"met".into()));
    bed.send("POST /hello HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(json(&bed, "POST", "/expectations/verify", "{}")["passed"], true);
    let states = json(&bed, "GET", "/expectations", "");
    let states: Vec<_> = states["expectations"].as_array().unwrap().iter().map(|told| told["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["met", "met"]);
    assert_eq!(json(&bed, "GET", &location, "")["count"], 1);

    // An edit of the project keeps them and what they counted.
    let mut edited = mockwright::model::Project::clone(&bed.server.compiled().project);
    edited.name = "Edited".to_owned();
    bed.apply(edited);
    assert_eq!(json(&bed, "GET", &location, "")["count"], 1);

    bed.get("/nothing");
    assert_eq!(json(&bed, "POST", "/expectations/verify", "{\"no_unmatched\":true}")["passed"], false);
    json(&bed, "POST", &format!("{location}/reset"), "");
    assert_eq!(json(&bed, "GET", &location, "")["count"], 0);
    json(&bed, "POST", "/expectations/reset", "");
    assert_eq!(json(&bed, "GET", "/expectations/twice", "")["count"], 0);
    json(&bed, "DELETE", &location, "");
    assert_eq!(call(&bed, "GET", &location, "").status, 404);
    assert_eq!(call(&bed, "DELETE", &location, "").status, 404);
    assert_eq!(call(&bed, "DELETE", "/expectations/twice", "").problem()["type"], "urn:mockwright:problem:not-temporary");
    let mut after = serde_json::to_value(&*bed.server.compiled().project).unwrap();
    after["name"] = project["name"].clone();
    assert_eq!(after, project, "nothing of it went into the project");
}

#[test]
fn expectations_that_cannot_be_checked_are_refused() {
    let bed = expecting();
    for (body, pointer) in [
        ("{", ""),
        ("[]", ""),
        (r#"{"nam":"x"}"#, "/nam"),
        (r#"{"id":""}"#, "/id"),
        (r#"{"count":{"some":1}}"#, "/count"),
        (r#"{"request":{"path":"/{"}}"#, ""),
        (r#"{"request":{"condition":{"compare":{"subject":"body","operator":"matches","value":"("}}}}"#, ""),
        (r#"{"after":{"expectation":"nobody"}}"#, ""),
        (r#"{"answer":{"endpoint":"nowhere"}}"#, ""),
    ] {
        let answer = call(&bed, "POST", "/expectations", body);
        let error: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!((answer.status, &error["errors"][0]["source"]["pointer"]), (422, &pointer.into()), "{body}");
    }
    assert_eq!(json(&bed, "GET", "/expectations", "")["expectations"].as_array().unwrap().len(), 1);
    let large = json!({ "name": "x".repeat(70_000) }).to_string();
    assert_eq!(call(&bed, "POST", "/expectations", &large).status, 413);
    for body in ["{\"within\":1}", "{\"within_ms\":-1}", "{\"within_ms\":99999999}", "[]"] {
        assert_eq!(call(&bed, "POST", "/expectations/verify", body).status, 422, "{body}");
    }
}

#[test]
fn verifying_waits_for_what_is_pending_and_tells_it_as_text() {
    let bed = expecting();
    let began = Instant::now();
    let asked = std::thread::scope(|scope| {
        let verifying = scope.spawn(|| json(&bed, "POST", "/expectations/verify", "{\"within_ms\":20000}"));
        bed.get("/hello");
        std::thread::sleep(Duration::from_millis(200));
        bed.get("/hello");
        verifying.join().unwrap()
    });
    assert_eq!(asked["passed"], true);
    assert!(began.elapsed() >= Duration::from_millis(200) && began.elapsed() < Duration::from_secs(20));
    let request = "POST /__admin/expectations/verify HTTP/1.1\r\nAccept: text/plain\r\nContent-Length: 0\r\n";
    let answer = bed.send(format!("{request}Host: {}\r\n\r\n", bed.address));
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
    assert!(answer.text().contains("/hello"), "{}", answer.text());
}

#[test]
fn reset_forgets_everything_but_the_project() {
    let bed = expecting();
    json(&bed, "POST", "/settings", "{\"fixedDelay\":1}");
    assert_eq!(call(&bed, "POST", "/expectations", "{\"id\":\"mine\"}").status, 201);
    bed.get("/hello");
    json(&bed, "POST", "/reset", "");
    assert_eq!(json(&bed, "GET", "/requests", "")["meta"]["total"], 0);
    assert_eq!(json(&bed, "GET", "/settings", "")["settings"]["fixedDelay"], Value::Null);
    let expectations = json(&bed, "GET", "/expectations", "");
    assert_eq!(expectations["expectations"].as_array().unwrap().len(), 1);
    assert_eq!((&expectations["expectations"][0]["count"], &expectations["unmatched"]), (&0.into(), &0.into()));
    assert_eq!(bed.server.calls(&mockwright::model::EndpointId::new("GET /hello")), 0);
}

#[test]
fn scenarios_are_listed_set_and_reset() {
    let step = |scenario: &str, requires: &str, moves_to: Option<&str>| {
        serde_json::from_value(json!({ "scenario": scenario, "requires": requires, "moves_to": moves_to })).unwrap()
    };
    let mut first = response(200, "\"first\"");
    first.scenario = Some(step("cart", "Started", Some("full")));
    let mut second = response(200, "\"second\"");
    second.scenario = Some(step("cart", "full", None));
    let mut endpoint = endpoint("GET", "/cart", first);
    endpoint.default_response = None;
    endpoint.responses.push(second);
    let bed = Bed::new(project([endpoint]));
    let state = || json(&bed, "GET", "/scenarios", "")["scenarios"][0]["state"].as_str().unwrap().to_owned();

    let scenario = &json(&bed, "GET", "/scenarios", "")["scenarios"][0];
    assert_eq!((&scenario["name"], &scenario["state"]), (&"cart".into(), &"Started".into()));
    assert_eq!(scenario["possibleStates"], json!(["Started", "full"]));
    assert_eq!(scenario["mappings"].as_array().unwrap().len(), 2);
    let described = json!({ "url": "/cart" }).to_string();
    assert_eq!(json(&bed, "POST", "/near-misses/request", &described)["nearMisses"][0]["matchResult"]["distance"], 0.0);
    assert_eq!(state(), "Started", "asking what fits moves nothing");
    bed.get("/cart");
    assert_eq!(state(), "full");
    json(&bed, "POST", "/scenarios/reset", "");
    assert_eq!(state(), "Started");
    json(&bed, "PUT", "/scenarios/cart/state", "{\"state\":\"full\"}");
    assert_eq!((state().as_str(), bed.get("/cart").text()), ("full", "\"second\""));
    json(&bed, "PUT", "/scenarios/cart/state", "");
    assert_eq!(state(), "Started");
    bed.get("/cart");
    json(&bed, "POST", "/reset", "");
    assert_eq!(state(), "Started");
    assert_eq!(call(&bed, "PUT", "/scenarios/nothing/state", "{\"state\":\"x\"}").status, 404);
    let answer = call(&bed, "PUT", "/scenarios/cart/state", "{\"state\":\"x\"}");
    let error: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((answer.status, &error["errors"][0]["code"]), (422, &11.into()));
    assert_eq!(call(&bed, "PUT", "/scenarios/cart/state", "{\"name\":1}").status, 422);
}
