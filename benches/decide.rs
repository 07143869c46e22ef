//! What a decision costs: with ever more endpoints, and with conditions that look at everything.
//!
//! Every size is asked the same number of requests, each its own in memory, so that what differs is the engine's work
//! and not how much of the requests is in the processor's cache.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "its inputs are its own, and criterion's macros write no docs"
)]

use std::{hint::black_box, net::Ipv4Addr, sync::Arc};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use http::{HeaderMap, HeaderValue, Method, Uri, header};
use mockwright::{
    engine::{Answer, CallMemory, Compiled, Request, compile},
    model::{
        Body, Comparison, Condition, Endpoint, EndpointId, JsonText, Language, Operand, Operator, Project, Response, ResponseId,
        Subject,
    },
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How many requests there are of each kind.
const REQUESTS: usize = 16_384;

/// Counts nothing: the server's counter is the server's cost.
struct FirstCall;

impl CallMemory for FirstCall {
    fn count(&self, _: usize) -> u64 {
        1
    }
}

fn project(endpoints: impl Iterator<Item = Endpoint>) -> Compiled {
    compile(&Arc::new(Project { endpoints: endpoints.map(Arc::new).collect(), ..Project::default() }), None)
}

/// An endpoint with one response: a small JSON body.
fn plain(index: usize) -> Endpoint {
    let mut endpoint = Endpoint::new(EndpointId::new(format!("e{index}")), "GET", format!("/api/v1/res-{index}/detail"));
    let mut response = Response::new(ResponseId::new(format!("r{index}")), 200);
    response.body = Body::text(Language::Json, format!("{{\"index\": {index}}}"));
    endpoint.responses.push(response);
    endpoint
}

fn decide_all(compiled: &Compiled, method: &Method, targets: &[Uri], headers: &HeaderMap, body: &[u8]) {
    for target in targets {
        let request = Request::new(method, black_box(target), headers, body, Ipv4Addr::LOCALHOST.into());
        let decision = compiled.decide(&request, &FirstCall, 0);
        debug_assert!(matches!(decision.answer, Answer::Response { .. }));
        black_box(decision);
    }
}

fn endpoints(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("endpoints");
    group.throughput(Throughput::Elements(REQUESTS as u64));
    let headers = HeaderMap::new();
    for count in [10, 100, 1_000, 10_000] {
        let compiled = project((0..count).map(plain));
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let targets: Vec<Uri> = (0..REQUESTS)
            .map(|_| format!("/api/v1/res-{}/detail", random.random_range(0..count)).parse().expect("a path"))
            .collect();
        group.bench_function(count.to_string(), |bencher| {
            bencher.iter(|| decide_all(&compiled, &Method::GET, &targets, &headers, b""));
        });
    }
    group.finish();
}

/// An endpoint with ten rules over the query, a header and the body, of which the last one holds.
fn conditional() -> Endpoint {
    let mut endpoint = Endpoint::new(EndpointId::new("orders"), "POST", "/orders/{id}");
    for index in 0..10 {
        let is_last = index == 9;
        let status = |text: &str| if is_last { "paid".to_owned() } else { format!("{text}-{index}") };
        let compare = |subject, operator, value: &str| Condition::Compare(Comparison::new(subject, operator, value));
        let condition = Condition::All(vec![
            compare(Subject::Header("X-Tenant".into()), Operator::Exists, ""),
            compare(Subject::Query("page".into()), Operator::NumberEquals, "2"),
            compare(Subject::Json("$.order.status".into()), Operator::Equals, &status("status")),
        ]);
        let mut response = Response::new(ResponseId::new(format!("r{index}")), 200);
        response.condition = Some(condition);
        endpoint.responses.push(response);
    }
    endpoint
}

fn conditions(criterion: &mut Criterion) {
    let compiled = project([conditional()].into_iter());
    let headers: HeaderMap =
        [(header::HeaderName::from_static("x-tenant"), HeaderValue::from_static("acme"))].into_iter().collect();
    let targets: Vec<Uri> = (0..REQUESTS).map(|id| format!("/orders/{id}?sort=name&page=2").parse().expect("a path")).collect();
    let body = br#"{"order": {"id": 42, "status": "paid", "items": [{"sku": "A-100", "quantity": 2, "price": 19.9}]}}"#;
    let mut group = criterion.benchmark_group("conditions");
    group.throughput(Throughput::Elements(REQUESTS as u64));
    group.bench_function("ten rules over header, query and body", |bencher| {
        bencher.iter(|| decide_all(&compiled, &Method::POST, &targets, &headers, body));
    });

    let schema = r#"{"type": "object", "required": ["order"], "properties": {"order": {"required": ["id", "status"]}}}"#;
    let mut endpoint = conditional();
    let value = Operand::Json(JsonText(schema.to_owned()));
    let condition = Condition::Compare(Comparison::new(Subject::Body, Operator::MatchesSchema, value));
    endpoint.responses[0].condition = Some(condition);
    let compiled = project([endpoint].into_iter());
    group.bench_function("a schema over the body", |bencher| {
        bencher.iter(|| decide_all(&compiled, &Method::POST, &targets, &headers, body));
    });
    group.finish();
}

/// What a request costs that nothing answers, with the near misses that its 404 names, and what an edit costs.
fn large_projects(criterion: &mut Criterion) {
    let compiled = project((0..10_000).map(plain));
    let target: Uri = "/api/v1/ras-5000/details".parse().expect("a path");
    let headers = HeaderMap::new();
    criterion.bench_function("near misses of 10000 endpoints", |bencher| {
        bencher.iter(|| {
            let request = Request::new(&Method::GET, &target, &headers, b"", Ipv4Addr::LOCALHOST.into());
            let decision = compiled.decide(&request, &FirstCall, 0);
            black_box(compiled.near_misses(&request, &decision))
        });
    });

    let mut edited = (*compiled.project).clone();
    let id = edited.endpoints[5_000].id.clone();
    edited.endpoint_mut(&id).expect("it is there").responses[0].status = 201;
    let body_edited = Arc::new(edited.clone());
    edited.endpoint_mut(&id).expect("it is there").path = "/elsewhere".to_owned();
    let path_edited = Arc::new(edited);
    criterion.bench_function("an edit of a response among 10000 endpoints", |bencher| {
        bencher.iter(|| black_box(compile(&body_edited, Some(&compiled))));
    });
    criterion.bench_function("an edit of a path among 10000 endpoints", |bencher| {
        bencher.iter(|| black_box(compile(&path_edited, Some(&compiled))));
    });
}

criterion_group!(benches, endpoints, conditions, large_projects);
criterion_main!(benches);
