//! The way from the server to the log: a bounded queue that nobody ever waits for, and the thread that empties it.
//!
//! Recording an exchange is a few atomic operations. The collector sleeps while nothing comes, gathers what
//! comes within a few milliseconds and takes the log's lock once for it, so neither a slow window nor a long
//! look at the log holds an answer up. What does not fit the queue is counted.

use std::{
    fmt, io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering, fence},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crossbeam_queue::ArrayQueue;
use parking_lot::{Mutex, MutexGuard};

use super::{
    Budget, Counters, EndpointCounters, Exchange, Log, Watch,
    counters::{RATE_SECONDS, Rate},
    listeners::{Listener, Listeners},
};

/// How many exchanges wait for the collector at most.
const QUEUE_EXCHANGES: usize = 65_536;
/// How many bytes wait for the collector at most; more than any burst between two batches should bring.
const QUEUE_BYTES: usize = 64 * 1024 * 1024;
/// How long the collector gathers before it takes the log's lock.
const GATHER: Duration = Duration::from_millis(4);
/// How many exchanges enter the log under one lock.
const BATCH: usize = 1_024;

/// How many exchanges that left the log are kept for their memory.
const SPARE_EXCHANGES: usize = 1_024;
/// How many bytes such an exchange weighs at most.
const SPARE_BYTES: usize = 8 * 1024;

/// Called after new exchanges are in the log, from the collector's thread; it must be quick.
pub type LogWaker = Arc<dyn Fn() + Send + Sync>;

/// All that is known about the traffic: the log, the counts, and the way into both.
pub struct Traffic {
    shared: Arc<Shared>,
    collector: Option<JoinHandle<()>>,
}

struct Shared {
    log: Mutex<Log>,
    counters: Counters,
    endpoints: EndpointCounters,
    watch: Watch,
    listeners: Listeners,
    rate: Mutex<Rate>,
    queue: ArrayQueue<Queued>,
    queued_bytes: AtomicUsize,
    /// Exchanges that left the log. Whoever records takes their memory: freeing it on the collector's thread while
    /// others allocate costs more than all the rest of it.
    spare: ArrayQueue<Arc<Exchange>>,
    waker: Mutex<Option<LogWaker>>,
    /// The collector sleeps, or is about to: whoever adds to the queue must wake it.
    asleep: AtomicBool,
    closing: AtomicBool,
}

struct Queued {
    exchange: Arc<Exchange>,
    weight: usize,
}

impl Traffic {
    /// An empty log with its collector running.
    pub fn start(budget: Budget) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            log: Mutex::new(Log::new(budget)),
            counters: Counters::default(),
            endpoints: EndpointCounters::default(),
            watch: Watch::default(),
            listeners: Listeners::default(),
            rate: Mutex::new(Rate::new(Instant::now())),
            queue: ArrayQueue::new(QUEUE_EXCHANGES),
            queued_bytes: AtomicUsize::new(0),
            spare: ArrayQueue::new(SPARE_EXCHANGES),
            waker: Mutex::new(None),
            asleep: AtomicBool::new(false),
            closing: AtomicBool::new(false),
        });
        let mine = Arc::clone(&shared);
        let collector = thread::Builder::new().name("log collector".to_owned()).spawn(move || mine.collect())?;
        Ok(Self { shared, collector: Some(collector) })
    }

    /// The log. Hold it briefly: the collector waits meanwhile, though no answer does.
    pub fn log(&self) -> MutexGuard<'_, Log> {
        self.shared.log.lock()
    }

    /// The counts of all requests.
    pub fn counters(&self) -> &Counters {
        &self.shared.counters
    }

    /// The counts of each endpoint.
    pub fn endpoints(&self) -> &EndpointCounters {
        &self.shared.endpoints
    }

    /// The watch over the traffic for expectations.
    pub fn watch(&self) -> &Watch {
        &self.shared.watch
    }

    /// Calls `listener` with all that enters the log from now on, for as long as somebody holds it.
    pub fn listen(&self, listener: &Arc<Listener>) {
        self.shared.listeners.add(listener);
    }

    /// The requests of each of the last seconds, oldest first; the last one is still running.
    pub fn requests_per_second(&self) -> [u32; RATE_SECONDS] {
        self.shared.rate.lock().seconds(Instant::now())
    }

    /// Sets what is called after new exchanges are in the log.
    pub fn set_waker(&self, waker: Option<LogWaker>) {
        *self.shared.waker.lock() = waker;
    }

    /// Puts an exchange into memory, where there is some into that of one that left the log.
    pub fn place(&self, exchange: Exchange) -> Arc<Exchange> {
        if let Some(mut spare) = self.shared.spare.pop()
            && let Some(place) = Arc::get_mut(&mut spare)
        {
            *place = exchange;
            return spare;
        }
        Arc::new(exchange)
    }

    /// Counts an exchange and hands it to the log without ever waiting; the log gives it its number.
    pub fn record(&self, exchange: Arc<Exchange>) {
        let shared = &*self.shared;
        shared.counters.count(&exchange);
        let weight = exchange.weight_bytes();
        let waiting = shared.queued_bytes.fetch_add(weight, Ordering::Relaxed);
        if waiting > QUEUE_BYTES || shared.queue.push(Queued { exchange, weight }).is_err() {
            shared.queued_bytes.fetch_sub(weight, Ordering::Relaxed);
            shared.counters.dropped.fetch_add(1, Ordering::Relaxed);
        }
        // Either the collector's last look at the queue sees this exchange, or this look sees it asleep.
        fence(Ordering::SeqCst);
        if shared.asleep.load(Ordering::Relaxed) && shared.asleep.swap(false, Ordering::Relaxed) {
            self.wake();
        }
    }

    /// Whether everything recorded so far is in the log.
    pub fn is_settled(&self) -> bool {
        self.shared.asleep.load(Ordering::SeqCst) && self.shared.queue.is_empty()
    }

    /// Waits until everything recorded so far is in the log, at most that long. Not for the server's threads.
    pub fn settle(&self, at_most: Duration) -> bool {
        let until = Instant::now() + at_most;
        while !self.is_settled() {
            if Instant::now() > until {
                return false;
            }
            thread::sleep(Duration::from_millis(1));
        }
        true
    }

    fn wake(&self) {
        if let Some(collector) = &self.collector {
            collector.thread().unpark();
        }
    }
}

impl Drop for Traffic {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::SeqCst);
        self.wake();
        if let Some(collector) = self.collector.take() {
            // A collector that panicked has nothing left to say here.
            let _ = collector.join();
        }
    }
}

impl fmt::Debug for Traffic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Traffic").field("counters", &self.shared.counters).finish_non_exhaustive()
    }
}

impl Shared {
    fn collect(&self) {
        while !self.closing.load(Ordering::SeqCst) {
            self.asleep.store(true, Ordering::SeqCst);
            fence(Ordering::SeqCst);
            if self.queue.is_empty() {
                thread::park();
            }
            self.asleep.store(false, Ordering::SeqCst);
            if self.queue.is_empty() {
                continue;
            }
            if !self.closing.load(Ordering::SeqCst) {
                thread::sleep(GATHER);
            }
            self.drain();
            self.rate.lock().read(Instant::now(), self.counters.snapshot().requests);
            let waker = self.waker.lock().clone();
            if let Some(waker) = waker {
                waker();
            }
        }
    }

    /// Moves what waits into the log, letting others at the log between batches.
    fn drain(&self) {
        let mut batch = Vec::with_capacity(BATCH.min(self.queue.len()));
        let mut evicted = Vec::new();
        loop {
            batch.extend(std::iter::from_fn(|| self.queue.pop()).take(BATCH));
            if batch.is_empty() {
                return;
            }
            let bytes: usize = batch.iter().map(|queued| queued.weight).sum();
            self.queued_bytes.fetch_sub(bytes, Ordering::Relaxed);
            let mut log = self.log.lock();
            let before = log.last_sequence();
            for Queued { exchange, weight } in batch.drain(..) {
                log.push_weighed(exchange, weight, &mut evicted);
            }
            let arrived = self.listeners.arrived(&log, &evicted, before);
            drop(log);
            self.listeners.tell(&arrived);
            for (exchange, weight) in evicted.drain(..) {
                if weight <= SPARE_BYTES {
                    // Those that find no place there are freed here.
                    let _ = self.spare.push(exchange);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::traffic::exchange::tests_support::exchange;

    const SOON: Duration = Duration::from_secs(20);

    #[test]
    fn what_many_threads_record_arrives_and_is_counted() {
        let traffic = Arc::new(Traffic::start(Budget { exchanges: 100, bytes: usize::MAX }).unwrap());
        let threads = (0..4).map(|_| {
            let traffic = Arc::clone(&traffic);
            thread::spawn(move || (0..2_500).for_each(|_| traffic.record(Arc::new(exchange("/a")))))
        });
        threads.collect::<Vec<_>>().into_iter().for_each(|thread| thread.join().unwrap());
        assert!(traffic.settle(SOON));
        let counts = traffic.counters().snapshot();
        assert_eq!((counts.requests, counts.dropped), (10_000, 0));
        assert_eq!(traffic.log().last_sequence(), 10_000);
        assert_eq!(traffic.log().exchanges().len(), 100);
        assert_eq!(traffic.requests_per_second().iter().sum::<u32>(), 10_000);
    }

    #[test]
    fn while_the_log_is_held_nobody_waits_and_what_does_not_fit_is_counted() {
        let traffic = Traffic::start(Budget { exchanges: 10, bytes: usize::MAX }).unwrap();
        let held = traffic.log();
        for _ in 0..QUEUE_EXCHANGES + 5_000 {
            traffic.record(Arc::new(exchange("/a")));
        }
        drop(held);
        assert!(traffic.settle(SOON));
        let counts = traffic.counters().snapshot();
        assert_eq!(counts.requests, QUEUE_EXCHANGES as u64 + 5_000);
        assert!(counts.dropped > 0);
        assert_eq!(traffic.log().last_sequence(), counts.requests - counts.dropped);
    }

    #[test]
    fn the_waker_is_called_after_the_exchange_is_in_the_log() {
        let traffic = Arc::new(Traffic::start(Budget::default()).unwrap());
        let (sender, receiver) = std::sync::mpsc::channel();
        let weak = Arc::downgrade(&traffic);
        traffic.set_waker(Some(Arc::new(move || {
            let seen = weak.upgrade().map(|traffic| traffic.log().last_sequence());
            sender.send(seen).unwrap();
        })));
        traffic.record(Arc::new(exchange("/a")));
        assert_eq!(receiver.recv_timeout(SOON).unwrap(), Some(1));
        traffic.record(Arc::new(exchange("/a")));
        assert_eq!(receiver.recv_timeout(SOON).unwrap(), Some(2));
    }
}
