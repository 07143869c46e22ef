//! Delays wait in nobody's way: thousands of answers that are delayed at the same time all come in time, and answers
//! without a delay are not held up by them.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    runtime::Runtime,
    task::JoinSet,
};

use crate::bed::*;

const DELAY: Duration = Duration::from_secs(1);

/// The answers' times, and the longest time that an answer without a delay took meanwhile.
struct Times {
    delayed: Vec<Duration>,
    quick: Duration,
    quick_count: usize,
}

impl Times {
    fn longest(&self) -> Duration {
        self.delayed.iter().max().copied().unwrap_or_default()
    }
}

/// Sends a request on an open connection, and waits for its answer.
async fn call(stream: &mut TcpStream, path: &str, expected: &[u8]) -> Duration {
    let began = Instant::now();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: a.test\r\n\r\n").as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(expected) {
        let count = stream.read_buf(&mut answer).await.unwrap();
        assert!(count > 0, "the connection ended after {:?}", String::from_utf8_lossy(&answer));
    }
    began.elapsed()
}

/// So many clients at once ask for a delayed answer, and one asks for others without a delay until all of them have it.
fn times(clients: usize) -> Times {
    let ms = u32::try_from(DELAY.as_millis()).unwrap();
    let slow = endpoint("GET", "/slow", delayed(response(200, "\"slow\""), ms));
    let bed = Bed::new(project([slow, endpoint("GET", "/quick", response(200, "\"quick\""))]));
    let address = bed.address;
    // Clients of their own threads, so that they do not answer for the server's time.
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let mut streams = Vec::new();
        for _ in 0..clients {
            streams.push(TcpStream::connect(address).await.unwrap());
        }
        let mut quick = TcpStream::connect(address).await.unwrap();
        call(&mut quick, "/quick", b"\"quick\"").await;
        let mut waiting = JoinSet::new();
        for mut stream in streams {
            waiting.spawn(async move { call(&mut stream, "/slow", b"\"slow\"").await });
        }
        let asking = tokio::spawn(async move {
            let mut times = Vec::new();
            let until = Instant::now() + DELAY;
            while Instant::now() < until {
                times.push(call(&mut quick, "/quick", b"\"quick\"").await);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            times
        });
        let delayed = waiting.join_all().await;
        let quick = asking.await.unwrap();
        let quick_count = quick.len();
        assert_eq!(delayed.len(), clients);
        assert!(delayed.iter().all(|time| *time >= DELAY), "an answer came before its time");
        Times { delayed, quick: quick.into_iter().max().unwrap_or_default(), quick_count }
    })
}

#[test]
fn delayed_answers_wait_at_the_same_time() {
    let times = times(300);
    // One after the other they would take five minutes, and as many as there are threads at a time more than a minute.
    assert!(times.longest() < Duration::from_secs(10), "{:?}", times.longest());
    assert!(times.quick_count > 1, "nothing else was answered meanwhile");
}

#[test]
#[ignore = "a measurement, for a machine with nothing else to do and 5,000 open files: run with --release"]
fn two_thousand_answers_delayed_by_a_second_come_within_one_and_a_half() {
    let times = times(2_000);
    println!(
        "2,000 answers delayed by 1 s: the last after {:?}; {} answers without a delay meanwhile took at most {:?}",
        times.longest(),
        times.quick_count,
        times.quick
    );
    assert!(times.longest() < Duration::from_millis(1_500), "{:?}", times.longest());
    assert!(times.quick < Duration::from_millis(500), "{:?}", times.quick);
}
