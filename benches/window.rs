//! One pass of the whole window (layout, panels, tessellation left out) with a short and with a full log.
//! What is shown costs, not what is kept: both should take about the same time.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test or benchmark that cannot be set up must stop")]

use std::{hint::black_box, sync::Arc, time::Duration};

use criterion::{Criterion, criterion_group, criterion_main};
use egui_kittest::Harness;
use mockwright::{
    app::AppOptions,
    storage::{Preferences, Storage},
    traffic::{CapturedBody, Exchange, Timings},
    ui::{Workbench, WorkbenchOptions},
};

fn exchange(number: usize) -> Exchange {
    Exchange {
        received_at: jiff::Timestamp::UNIX_EPOCH,
        client: ([127, 0, 0, 1], 50_000).into(),
        version: http::Version::HTTP_11,
        method: http::Method::GET,
        uri: format!("/orders/{number}?page=2").parse().expect("a path"),
        request_headers: http::HeaderMap::new(),
        status: Some(http::StatusCode::OK),
        response_headers: Default::default(),
        response_body: CapturedBody::of(&bytes::Bytes::from_static(b"{}")),
        timings: Timings { done: Duration::from_micros(250), ..Timings::default() },
        ..Exchange::default()
    }
}

fn window_pass(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    for rows in [100, 100_000] {
        let folder = tempfile::tempdir().expect("a folder");
        let storage = Storage::below(folder.path());
        storage.save_preferences(&Preferences { log_exchanges: 100_000, ..Preferences::default() }).expect("preferences");
        let handle = runtime.handle().clone();
        let mut harness = Harness::builder().with_size([1440.0, 900.0]).with_max_steps(64).build_eframe(move |creation| {
            let options = WorkbenchOptions { app: AppOptions { port: Some(0), ..AppOptions::default() }, plain_dialogs: true };
            Workbench::new(&creation.egui_ctx, handle, storage, options).expect("a workbench")
        });
        {
            let mut log = harness.state().app().traffic().log();
            (0..rows).for_each(|number| log.push(Arc::new(exchange(number))));
        }
        harness.run();
        assert_eq!(harness.state().app().log_view().shown().len(), rows);
        criterion.bench_function(&format!("window pass, {rows} log rows"), |bencher| {
            bencher.iter(|| {
                harness.step();
                black_box(harness.output());
            });
        });
    }
}

criterion_group!(benches, window_pass);
criterion_main!(benches);
