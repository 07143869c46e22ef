//! Those who want every exchange as it enters the log, whatever the log drops at once: the log on standard output, and
//! clients that follow the traffic.

use std::{
    fmt,
    sync::{Arc, Weak},
};

use parking_lot::Mutex;

use super::{Exchange, Log};

/// Called with exchanges that have just entered the log, in their order, from the collector's thread; it must be quick.
pub type Listener = dyn Fn(&[Arc<Exchange>]) + Send + Sync;

/// Those who listen. Each one listens for as long as somebody holds it.
#[derive(Default)]
pub(super) struct Listeners(Mutex<Vec<Weak<Listener>>>);

impl Listeners {
    pub(super) fn add(&self, listener: &Arc<Listener>) {
        self.0.lock().push(Arc::downgrade(listener));
    }

    /// What has entered the log after that number, where anybody listens. `evicted` had to leave it again since then.
    pub(super) fn arrived(&self, log: &Log, evicted: &[(Arc<Exchange>, usize)], after: u64) -> Vec<Arc<Exchange>> {
        if self.0.lock().is_empty() {
            return Vec::new();
        }
        let left = evicted.iter().map(|(exchange, _)| exchange).filter(|exchange| exchange.sequence > after);
        left.chain(log.exchanges().range(log.position_after(after)..)).cloned().collect()
    }

    /// Tells everybody.
    pub(super) fn tell(&self, arrived: &[Arc<Exchange>]) {
        if arrived.is_empty() {
            return;
        }
        let mut listeners = Vec::new();
        self.0.lock().retain(|listener| {
            listener.upgrade().is_some_and(|listener| {
                listeners.push(listener);
                true
            })
        });
        listeners.iter().for_each(|listener| listener(arrived));
    }
}

impl fmt::Debug for Listeners {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Listeners").field(&self.0.lock().len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::traffic::{Budget, Traffic, tests_support::exchange};

    #[test]
    fn everything_is_heard_once_and_in_order_whatever_the_log_keeps() {
        let traffic = Traffic::start(Budget { exchanges: 3, bytes: usize::MAX }).unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let numbers = Arc::clone(&heard);
        let listener: Arc<Listener> = Arc::new(move |arrived: &[Arc<Exchange>]| {
            numbers.lock().extend(arrived.iter().map(|exchange| exchange.sequence));
        });
        traffic.listen(&listener);
        (0..2_500).for_each(|_| traffic.record(Arc::new(exchange("/a"))));
        assert!(traffic.settle(Duration::from_secs(20)));
        assert_eq!(*heard.lock(), (1..=2_500).collect::<Vec<_>>());
        drop(listener);
        traffic.record(Arc::new(exchange("/a")));
        assert!(traffic.settle(Duration::from_secs(20)));
        assert_eq!(heard.lock().len(), 2_500, "whoever is gone hears nothing");
    }
}
