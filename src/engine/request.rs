//! A request as the engine sees it: borrowed parts, and what conditions ask of it parsed once, on demand.

use std::net::IpAddr;

use http::{HeaderMap, Method, Uri};

/// A request, borrowed from whoever holds it.
#[derive(Debug)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a Method,
    /// The request target.
    pub uri: &'a Uri,
    /// The header fields.
    pub headers: &'a HeaderMap,
    /// The body with its content coding undone.
    pub body: &'a [u8],
    /// Who sent it.
    pub client: IpAddr,
}

impl<'a> Request<'a> {
    /// A request of these parts.
    pub fn new(method: &'a Method, uri: &'a Uri, headers: &'a HeaderMap, body: &'a [u8], client: IpAddr) -> Self {
        Self { method, uri, headers, body, client }
    }
}
