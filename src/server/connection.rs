//! One connection from its first byte to its end: HTTP/1.1 or HTTP/2, slow clients, and what was never a request.

use std::{error::Error, future::poll_fn, io, net::SocketAddr, pin::pin, sync::Arc, task::Poll};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use hyper::service::service_fn;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use jiff::{SignedDuration, Timestamp};
use tokio::{
    net::TcpStream,
    sync::watch,
    time::{Instant, sleep_until},
};

use super::{
    ServerOptions,
    control::Shared,
    malformed, service,
    tls::{self, Opened},
    transport::Transport,
    wire::{Link, LinkState, Wire},
};
use crate::traffic::{CapturedBody, Exchange, Outcome, Timings};

/// HTTP/2 streams that one client may have open.
const HTTP2_STREAMS: u32 = 256;

/// Serves one connection until it ends or `closing` turns true and its grace is over.
pub(super) async fn serve(stream: TcpStream, client: SocketAddr, shared: Arc<Shared>, mut closing: watch::Receiver<bool>) {
    // Without it answers only wait longer; a socket that cannot do it will fail at its first use anyway.
    let _ = stream.set_nodelay(true);
    // A connection that is gone already has no end here either.
    let Ok(local) = stream.local_addr() else { return };
    let (socket, is_tls) = match tls::open(stream, local, &shared, &mut closing).await {
        Opened::Ready { socket, is_tls } => (socket, is_tls),
        Opened::Refused(reason) => {
            let link = Link::new(shared, client, local, true, closing);
            return record_refused(&link, None, reason, &Bytes::new());
        }
        Opened::Over => return,
    };
    let link = Link::new(shared, client, local, is_tls, closing.clone());
    let ended = drive(socket, &link, closing).await;
    match link.endings.close() {
        Some((ending, socket)) => ending.carry_out(socket, &link).await,
        None => record_what_was_no_request(&link, ended.as_deref()),
    }
}

/// Lets the HTTP library have the connection until it ends or is to end; returns what broke it, if anything did.
async fn drive(socket: Transport, link: &Arc<Link>, mut closing: watch::Receiver<bool>) -> Option<Box<dyn Error + Send + Sync>> {
    let options = link.shared.options;
    let has_spy = link.shared.serving.load().compiled.has_spy();
    let builder = builder(&options, has_spy);
    let requests = Arc::clone(link);
    let service = service_fn(move |request| service::respond(Arc::clone(&requests), request));
    let wire = TokioIo::new(Wire::new(socket, Arc::clone(link)));
    let mut connection = pin!(builder.serve_connection(wire, service));
    let is_closing = closing.clone();
    let mut closing = pin!(closing.wait_for(|closing| *closing));
    let mut timer = pin!(sleep_until(Instant::now() + options.head_timeout));
    // Both wake this task once they were polled. After that a look at them is cheaper than polling them for every request.
    let mut are_armed = false;
    let mut close_by: Option<Instant> = None;

    poll_fn(|context| {
        link.endings.set_waker(context.waker());
        Poll::Ready(())
    })
    .await;
    poll_fn(|context| {
        loop {
            // The sender is never gone before the connections are; if it were, there would be nobody to serve for.
            if close_by.is_none() && is_closing.has_changed().unwrap_or(true) {
                close_by = Some(Instant::now() + options.grace);
                link.state().closing = true;
                connection.as_mut().graceful_shutdown();
            }
            if let Poll::Ready(result) = connection.as_mut().poll(context) {
                return Poll::Ready(result.err());
            }
            // The timer is moved to an earlier moment only; when it fires too early it is set anew. So it costs
            // next to nothing per request.
            let due = close_by.or_else(|| link.state().deadline(&options).map(Instant::from_std));
            if let Some(due) = due.filter(|due| *due < timer.deadline()) {
                timer.as_mut().reset(due);
                are_armed = false;
            }
            if !std::mem::replace(&mut are_armed, true) {
                let is_told = close_by.is_none() && closing.as_mut().poll(context).is_ready();
                let is_time = timer.as_mut().poll(context).is_ready();
                if is_told && !is_time {
                    continue;
                }
            }
            if !timer.is_elapsed() {
                return Poll::Pending;
            }
            are_armed = false;
            let now = Instant::now();
            let mut state = link.state();
            if due.is_none_or(|due| due > now) {
                timer.as_mut().reset(due.unwrap_or(now + options.idle_timeout));
            } else if close_by.is_some() || state.lingers {
                return Poll::Ready(None);
            } else if state.is_mid_head() {
                state.time_out();
            } else {
                drop(state);
                close_by = Some(now + options.grace);
                connection.as_mut().graceful_shutdown();
            }
        }
    })
    .await
}

fn builder(options: &ServerOptions, has_spy: bool) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    // Head and body in one plain write: for most answers a copy is cheaper than gathering.
    builder.http1().max_buf_size(options.head_bytes).auto_date_header(false).writev(false);
    // Nobody but a real server gets to see how header fields were written, and remembering it costs.
    builder.http1().preserve_header_case(has_spy);
    builder
        .http2()
        .auto_date_header(false)
        .max_concurrent_streams(HTTP2_STREAMS)
        .max_header_list_size(u32::try_from(options.head_bytes).unwrap_or(u32::MAX));
    builder
}

/// Records bytes that never became a request, and why.
fn record_what_was_no_request(link: &Link, error: Option<&(dyn Error + Send + Sync + 'static)>) {
    let state = link.state();
    // A client of TLS 1.3 refuses the certificate when the handshake is over for the server.
    let unused = error.filter(|_| link.is_tls && !state.was_used());
    let alert = unused.and_then(|error| causes(error).find_map(tls::client_alert));
    let (status, reason, body) = match (&state.refusal, error) {
        (Some(refusal), _) => (Some(refusal.status), refusal.detail.clone(), refusal.body.clone()),
        (None, Some(_)) if alert.is_some() => (None, alert.unwrap_or_default(), Default::default()),
        (None, Some(error)) if state.is_mid_head() && is_about_io(error) => {
            (None, "The client closed the connection before the head of its request was complete".to_owned(), Default::default())
        }
        (None, Some(error)) if state.is_mid_head() => (None, format!("Not valid HTTP: {error}"), Default::default()),
        (None, Some(error)) if state.is_http2() && !is_about_io(error) => {
            (None, format!("HTTP/2 broke off: {}", root_cause(error)), Default::default())
        }
        _ => return,
    };
    drop(state);
    record_refused(link, status, reason, &body);
}

/// Records what never became a request.
fn record_refused(link: &Link, status: Option<StatusCode>, reason: String, body: &Bytes) {
    let exchange = refused(link, &link.state(), status, reason, body);
    link.shared.traffic.record(Arc::new(exchange));
}

fn refused(link: &Link, state: &LinkState, status: Option<StatusCode>, reason: String, body: &Bytes) -> Exchange {
    let (method, uri, version) = malformed::request_line(state.head());
    let took = state.began().elapsed();
    let head = Bytes::copy_from_slice(state.head());
    Exchange {
        received_at: Timestamp::now() - SignedDuration::try_from(took).unwrap_or_default(),
        client: link.client,
        is_tls: link.is_tls,
        version,
        method,
        uri,
        request_headers: HeaderMap::new(),
        request_body: CapturedBody { size: head.len() as u64, bytes: head },
        outcome: Outcome::Refused(reason),
        status,
        response_headers: Arc::new(status.map_or_else(HeaderMap::new, |_| malformed::headers(body.len()))),
        response_body: CapturedBody::of(body),
        timings: Timings { received: took, decided: took, first_byte: took, done: took },
        ..Exchange::default()
    }
}

/// Whether the connection itself broke, rather than what came over it.
fn is_about_io(error: &(dyn Error + 'static)) -> bool {
    let incomplete = error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_incomplete_message);
    incomplete || causes(error).any(|cause| cause.is::<io::Error>())
}

fn root_cause<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    causes(error).last().unwrap_or(error)
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}
