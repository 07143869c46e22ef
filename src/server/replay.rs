//! Sends a request to a running server exactly as it is written: a recorded one once more, or a test.
//!
//! No client library stands between, because each adds header fields of its own and a replay must not.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header, uri::PathAndQuery};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};

use super::hop_by_hop::end_to_end;
use crate::traffic::Exchange;

/// How long the whole exchange may take; a mock may have a long delay of its own.
const TIME: Duration = Duration::from_secs(120);
/// The largest answer that is read.
const ANSWER_BYTES: usize = 64 * 1024 * 1024;

/// A request to send.
#[derive(Clone, Debug)]
pub struct ReplayRequest {
    /// The method.
    pub method: Method,
    /// The path and query.
    pub target: PathAndQuery,
    /// The header fields, without those that only concerned one connection.
    pub headers: HeaderMap,
    /// The body, without content coding.
    pub body: Bytes,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct ReplayAnswer {
    /// The status.
    pub status: StatusCode,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// Why a request could not be sent or was not answered.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The log keeps only the beginning of large bodies.
    #[error("Only the first {kept} of {size} bytes of the body were kept, so it cannot be sent again")]
    Truncated {
        /// How many bytes there are.
        kept: usize,
        /// How many there were.
        size: u64,
    },
    /// It was never a request to the server.
    #[error("This was not a valid request to this server, so it cannot be sent again")]
    NotARequest,
    /// Nobody listens.
    #[error("Cannot reach {address}: {reason}")]
    Unreachable {
        /// Where.
        address: SocketAddr,
        /// Why.
        reason: io::Error,
    },
    /// The connection broke, or what came back is not HTTP.
    #[error("The server gave no answer: {0}")]
    NoAnswer(String),
    /// It took too long.
    #[error("The server gave no answer within {} seconds", TIME.as_secs())]
    TimedOut,
}

impl ReplayRequest {
    /// A request without headers or body.
    pub fn new(method: Method, target: PathAndQuery) -> Self {
        Self { method, target, headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// The request of a recorded exchange. Its `Host` stays, because conditions may look at it.
    pub fn of(exchange: &Exchange) -> Result<Self, ReplayError> {
        let body = &exchange.request_body;
        // What could not be read as a request was recorded without header fields and cannot be told apart otherwise.
        if exchange.webhook_call().is_some() || (exchange.decision().is_none() && exchange.request_headers.is_empty()) {
            return Err(ReplayError::NotARequest);
        }
        if body.is_truncated() {
            return Err(ReplayError::Truncated { kept: body.bytes.len(), size: body.size });
        }
        let mut headers = end_to_end(&exchange.request_headers);
        headers.remove(header::TRAILER);
        // The body was recorded as it was decoded, and gets a length of its own.
        headers.remove(header::CONTENT_ENCODING);
        headers.remove(header::CONTENT_LENGTH);
        headers.remove(header::EXPECT);
        let target = exchange.uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/"));
        Ok(Self { method: exchange.method.clone(), target, headers, body: body.bytes.clone() })
    }
}

/// Sends a request to the server at that address. Redirects are answers like any other.
pub async fn send(address: SocketAddr, request: ReplayRequest) -> Result<ReplayAnswer, ReplayError> {
    timeout(TIME, exchange(reachable(address), request)).await.map_err(|_| ReplayError::TimedOut)?
}

/// The loopback address for a server that listens on every interface.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

async fn exchange(address: SocketAddr, request: ReplayRequest) -> Result<ReplayAnswer, ReplayError> {
    let no_answer = |error: &dyn std::error::Error| ReplayError::NoAnswer(error.to_string());
    let stream = TcpStream::connect(address).await.map_err(|reason| ReplayError::Unreachable { address, reason })?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|error| no_answer(&error))?;
    let driver = tokio::spawn(connection);

    let mut message = Request::new(Full::new(request.body));
    *message.method_mut() = request.method;
    *message.uri_mut() = Uri::from(request.target);
    *message.headers_mut() = request.headers;
    if let Ok(host) = HeaderValue::try_from(address.to_string()) {
        message.headers_mut().entry(header::HOST).or_insert(host);
    }
    let answer = sender.send_request(message).await.map_err(|error| no_answer(&error))?;
    let (head, body) = answer.into_parts();
    let body = Limited::new(body, ANSWER_BYTES).collect().await.map_err(|error| no_answer(&*error))?.to_bytes();
    // The connection has done its work, and how it would end is of no interest.
    driver.abort();
    Ok(ReplayAnswer { status: head.status, headers: head.headers, body })
}
