//! The traffic as it happens, as server-sent events. Nobody waits for a client that does not keep up: it is told how many
//! exchanges it missed.

use std::{
    convert::Infallible,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    http::StatusCode,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::stream::unfold;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::{
    sync::mpsc,
    time::{MissedTickBehavior, interval},
};

use super::{
    caller::{Caller, Parameters},
    error::AdminError,
};
use crate::{
    formats::wiremock::exchange_id,
    traffic::{Exchange, Filter, Listener, Traffic},
};

/// The most clients that follow at a time.
const MAX_CLIENTS: usize = 16;
/// How many events wait for a client at most.
const WAITING: usize = 1_024;
/// How soon a stream notices that the server is about to stop.
const LOOK: Duration = Duration::from_millis(500);

/// Those who follow the traffic.
#[derive(Default)]
pub(super) struct Followers(Arc<Mutex<Following>>);

#[derive(Default)]
struct Following {
    clients: Vec<Arc<Client>>,
    /// Listens to the traffic while anybody follows.
    listener: Option<Arc<Listener>>,
}

/// An exchange in words.
struct News {
    /// Its number in the log.
    number: u64,
    /// `exchange`, or `webhook` for a call that went out.
    name: &'static str,
    words: String,
}

/// One who follows.
struct Client {
    filter: Filter,
    events: mpsc::Sender<Arc<News>>,
    /// Exchanges that did not fit its queue and that it was not told of.
    missed: AtomicU64,
}

/// One client's place. Giving it up ends its part.
struct Place {
    client: Arc<Client>,
    following: Arc<Mutex<Following>>,
}

impl fmt::Debug for Followers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Followers").field(&self.0.lock().clients.len()).finish()
    }
}

impl Followers {
    /// Lets one more client follow; none where there are too many.
    fn join(&self, traffic: &Traffic, filter: Filter) -> Option<(Place, mpsc::Receiver<Arc<News>>)> {
        let mut following = self.0.lock();
        if following.clients.len() >= MAX_CLIENTS {
            return None;
        }
        let (events, receiver) = mpsc::channel(WAITING);
        let client = Arc::new(Client { filter, events, missed: AtomicU64::new(0) });
        following.clients.push(Arc::clone(&client));
        if following.listener.is_none() {
            let followers = Arc::downgrade(&self.0);
            let listener: Arc<Listener> = Arc::new(move |arrived: &[Arc<Exchange>]| {
                if let Some(following) = followers.upgrade() {
                    let clients = following.lock().clients.clone();
                    arrived.iter().for_each(|exchange| tell(&clients, exchange));
                }
            });
            traffic.listen(&listener);
            following.listener = Some(listener);
        }
        Some((Place { client, following: Arc::clone(&self.0) }, receiver))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut following = self.following.lock();
        following.clients.retain(|client| !Arc::ptr_eq(client, &self.client));
        if following.clients.is_empty() {
            following.listener = None;
        }
    }
}

/// Tells those of an exchange who want it. It is put into words once for all of them.
fn tell(clients: &[Arc<Client>], exchange: &Exchange) {
    let mut news: Option<Arc<News>> = None;
    for client in clients.iter().filter(|client| client.filter.matches(exchange)) {
        let news = Arc::clone(news.get_or_insert_with(|| Arc::new(News::of(exchange))));
        if client.events.try_send(news).is_err() {
            client.missed.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl News {
    fn of(exchange: &Exchange) -> Self {
        let name = if exchange.webhook_call().is_some() { "webhook" } else { "exchange" };
        Self { number: exchange.sequence, name, words: summary(exchange).to_string() }
    }
}

/// An exchange in a few words; the whole of a request is at its id.
fn summary(exchange: &Exchange) -> Value {
    let answered_by = exchange.answered_by();
    let us = |duration: Duration| u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
    let timings = &exchange.timings;
    json!({
        "number": exchange.sequence,
        "id": exchange_id(exchange.sequence),
        "time": exchange.received_at,
        "client": exchange.client.to_string(),
        "method": exchange.method.as_str(),
        "url": exchange.uri.to_string(),
        "status": exchange.status.map(|status| status.as_u16()),
        "endpoint": answered_by.map(|(endpoint, _)| json!({ "id": endpoint.id, "method": endpoint.method, "path": endpoint.path })),
        "response": answered_by.map(|(_, response)| json!({ "id": response.id, "name": response.name })),
        "unmatched": exchange.is_unmatched(),
        "failure": exchange.failure(),
        "after": exchange.webhook_call().map(|call| call.parent.get()),
        "timings_us": {
            "received": us(timings.received),
            "decided": us(timings.decided),
            "first_byte": us(timings.first_byte),
            "done": us(timings.done),
        },
    })
}

/// `GET /events`
pub(super) async fn events(caller: Caller, parameters: Parameters) -> Result<Response, AdminError> {
    let (filter, invalid) = Filter::parse(parameters.get("filter").unwrap_or_default());
    if let Some(invalid) = invalid.first() {
        let detail = format!("At {}: {}", invalid.range.start + 1, invalid.message);
        return Err(AdminError::invalid_parameter("filter", detail));
    }
    let Some((place, receiver)) = caller.state().followers.join(caller.traffic(), filter) else {
        let detail = format!("{MAX_CLIENTS} clients follow the traffic, as many as may");
        return Err(AdminError::problem(
            StatusCode::SERVICE_UNAVAILABLE,
            "too-many-followers",
            "Too many clients follow",
            detail,
        ));
    };
    let last = caller.traffic().log().last_sequence();
    let ready = Event::default().event("ready").data(json!({ "last": last }).to_string());
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let follower = Follower { caller, place, receiver, look, first: Some(ready) };
    let stream = unfold(follower, |mut follower| async {
        let event = follower.next().await?;
        Some((Ok::<_, Infallible>(event), follower))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()).into_response())
}

/// One client's stream.
struct Follower {
    caller: Caller,
    place: Place,
    receiver: mpsc::Receiver<Arc<News>>,
    look: tokio::time::Interval,
    first: Option<Event>,
}

impl Follower {
    /// The next event; none when the server is about to stop.
    async fn next(&mut self) -> Option<Event> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            let missed = self.place.client.missed.swap(0, Ordering::Relaxed);
            if missed > 0 {
                return Some(Event::default().event("dropped").data(json!({ "count": missed }).to_string()));
            }
            tokio::select! {
                received = self.receiver.recv() => {
                    let news = received?;
                    return Some(Event::default().event(news.name).id(news.number.to_string()).data(&news.words));
                }
                _ = self.look.tick() => {
                    if self.caller.link().state().closing {
                        return None;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::traffic::{Budget, tests_support::exchange};

    #[test]
    fn whoever_lags_is_told_how_much_was_missed_and_there_is_an_end_to_clients() {
        let traffic = Traffic::start(Budget::default()).unwrap();
        let followers = Followers::default();
        let (place, mut receiver) = followers.join(&traffic, Filter::parse("path:/a").0).unwrap();
        let clients = [Arc::clone(&place.client)];
        for _ in 0..WAITING + 5 {
            tell(&clients, &exchange("/a"));
        }
        tell(&clients, &exchange("/b"));
        assert_eq!(place.client.missed.load(Ordering::Relaxed), 5, "what the filter leaves out is not missed");
        let told = std::iter::from_fn(|| receiver.try_recv().ok()).count();
        assert_eq!(told, WAITING);
        let others: Vec<_> = std::iter::from_fn(|| followers.join(&traffic, Filter::default())).collect();
        assert_eq!(others.len(), MAX_CLIENTS - 1);
        drop((place, others));
        assert!(followers.0.lock().listener.is_none(), "with nobody following, nobody listens");
        assert!(followers.join(&traffic, Filter::default()).is_some());
    }
}
