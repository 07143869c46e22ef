//! The server's own limits, which no project sets: how long and how much it puts up with from a client.

use std::time::Duration;

/// How long and how much the server puts up with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerOptions {
    /// The most connections at a time; further ones wait in the system's queue.
    pub connections: usize,
    /// How long a request's head may take from its first byte on.
    pub head_timeout: Duration,
    /// How long a request's body may stand still.
    pub body_timeout: Duration,
    /// How long a connection may stay open without a request.
    pub idle_timeout: Duration,
    /// How long answers that are under way may take when the server stops or moves.
    pub grace: Duration,
    /// How long connecting to a server that is called may take.
    pub connect_timeout: Duration,
    /// How long a server that is called may take until it begins to answer, connecting included.
    pub answer_timeout: Duration,
    /// How long to wait before a webhook is tried again; twice as long before each further try.
    pub retry_wait: Duration,
    /// The most bytes of a request's head.
    pub head_bytes: usize,
    /// The most header fields of a request.
    pub header_fields: usize,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            connections: 4_096,
            head_timeout: Duration::from_secs(15),
            body_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(120),
            grace: Duration::from_secs(3),
            connect_timeout: Duration::from_secs(10),
            answer_timeout: Duration::from_secs(60),
            retry_wait: Duration::from_secs(1),
            head_bytes: 64 * 1024,
            header_fields: 100,
        }
    }
}
