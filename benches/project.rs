//! How long a large project takes to load and to save: 5,000 endpoints with conditions, headers and JSON bodies.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test or benchmark that cannot be set up must stop")]
#![allow(missing_docs)]

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, criterion_group, criterion_main};
use mockwright::{
    model::{
        Body, Comparison, Condition, Endpoint, EndpointId, Header, Language, Operator, Project, Response, ResponseId, Subject,
    },
    storage,
};

const ENDPOINTS: usize = 5_000;

fn endpoint(index: usize) -> Arc<Endpoint> {
    let mut endpoint = Endpoint::new(EndpointId::new(format!("e{index}")), "GET", format!("/api/things-{index}/{{id}}"));
    let mut missing = Response::new(ResponseId::new(format!("e{index}-404")), 404);
    let id = Subject::PathParameter("id".to_owned());
    missing.condition = Some(Condition::Compare(Comparison::new(id, Operator::Equals, "404")));
    let mut found = Response::new(ResponseId::new(format!("e{index}-200")), 200);
    found.headers.push(Header::new("Cache-Control", "no-store"));
    found.body = Body::text(
        Language::Json,
        format!("{{\n  \"id\": {index},\n  \"name\": \"Thing {index}\",\n  \"tags\": [\n    \"a\",\n    \"b\"\n  ]\n}}"),
    );
    endpoint.default_response = Some(found.id.clone());
    endpoint.responses = vec![missing, found];
    Arc::new(endpoint)
}

fn load_and_save(criterion: &mut Criterion) {
    let project = Project { endpoints: (0..ENDPOINTS).map(endpoint).collect(), ..Project::default() };
    let text = storage::to_text(&project).unwrap_or_else(|error| panic!("{error}"));
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let path = folder.path().join("large.mockwright.json");
    let mut group = criterion.benchmark_group("project of 5,000 endpoints");
    group.sample_size(20);
    group.bench_function("read", |bencher| bencher.iter(|| storage::read(black_box(text.as_bytes()))));
    group.bench_function("write", |bencher| bencher.iter(|| storage::to_text(black_box(&project))));
    group.bench_function("save to disk", |bencher| bencher.iter(|| storage::save(black_box(&project), &path)));
    group.finish();
}

criterion_group!(benches, load_and_save);
criterion_main!(benches);
