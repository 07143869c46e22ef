//! How long the log's filter takes over a full log of 100,000 requests, by what it looks for.

#![allow(clippy::unwrap_used, missing_docs, reason = "its inputs are its own, and criterion's macros write no docs")]

use std::{hint::black_box, time::Duration};

use bytes::Bytes;
use criterion::{Criterion, criterion_group, criterion_main};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use mockwright::traffic::{CapturedBody, Exchange, Filter, Timings, complete};

const EXCHANGES: usize = 100_000;

fn exchange(index: usize) -> Exchange {
    let headers = [
        (header::HOST, "localhost:4600"),
        (header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        (header::ACCEPT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        (header::ACCEPT_LANGUAGE, "en-GB,en;q=0.5"),
        (header::ACCEPT_ENCODING, "gzip, deflate, br, zstd"),
        (header::AUTHORIZATION, "Bearer demo-token"),
    ];
    let body = format!(
        "{{\"id\":{index},\"name\":\"Ada Lovelace\",\"email\":\"ada@example.com\",\"role\":\"admin\",\"status\":\"active\"}}"
    );
    Exchange {
        sequence: index as u64,
        client: ([127, 0, 0, 1], 50_000).into(),
        method: Method::GET,
        uri: format!("/api/v1/users/{index}?page=2&sort=name").parse().unwrap(),
        request_headers: headers.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect::<HeaderMap>(),
        status: Some(if index.is_multiple_of(50) { StatusCode::NOT_FOUND } else { StatusCode::OK }),
        response_headers: [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))]
            .into_iter()
            .collect::<HeaderMap>()
            .into(),
        response_body: CapturedBody::of(&Bytes::from(body)),
        timings: Timings { done: Duration::from_micros(index as u64 % 5_000), ..Timings::default() },
        ..Exchange::default()
    }
}

fn filter(criterion: &mut Criterion) {
    let exchanges: Vec<Exchange> = (0..EXCHANGES).map(exchange).collect();
    let mut group = criterion.benchmark_group("filter 100,000 requests");
    group.sample_size(10);
    for text in
        ["status:>=400", "path:/api/v1/users/9*", "nowhere to be found", "header:authorization=*token", "body:\"no such text\""]
    {
        let (filter, _) = Filter::parse(text);
        group.bench_function(text, |bencher| {
            bencher.iter(|| exchanges.iter().filter(|exchange| filter.matches(black_box(exchange))).count());
        });
    }
    group.bench_function("completion of path:", |bencher| bencher.iter(|| complete("path:", 5, exchanges.iter().rev())));
    group.finish();
}

criterion_group!(benches, filter);
criterion_main!(benches);
