//! Where the server listens: binding an address, saying clearly why it cannot, and proposing the next free port.

use std::{
    fmt, io,
    net::{IpAddr, SocketAddr},
};

use tokio::net::{TcpListener, lookup_host};

/// How many ports after a busy one are tried for a proposal.
const PORTS_TO_TRY: u16 = 200;

/// Where to listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// An interface's address or a host name.
    pub host: String,
    /// The TCP port; 0 takes any free one.
    pub port: u16,
}

impl Address {
    /// That host and port.
    pub fn new(host: impl Into<String>, port: u16) -> Self {
        Self { host: host.into(), port }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

/// Why the server cannot listen, as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum BindError {
    #[error("Port {port} is in use")]
    PortInUse { port: u16, free_port: Option<u16> },
    #[error("Port {port} needs more rights than this program has")]
    Forbidden { port: u16 },
    #[error("This machine has no interface with the address {host}")]
    NotHere { host: String },
    #[error("The host “{host}” is not known")]
    UnknownHost { host: String },
    #[error("Cannot listen on {address}: {reason}")]
    Other { address: Address, reason: String },
}

impl BindError {
    /// The port that could be used instead.
    pub(super) fn suggested_port(&self) -> Option<u16> {
        if let Self::PortInUse { free_port, .. } = self { *free_port } else { None }
    }
}

/// Opens the listener.
pub(super) async fn bind(address: &Address) -> Result<TcpListener, BindError> {
    let socket = resolve(address).await?;
    match TcpListener::bind(socket).await {
        Ok(listener) => Ok(listener),
        Err(error) => Err(match error.kind() {
            io::ErrorKind::AddrInUse => {
                BindError::PortInUse { port: address.port, free_port: free_port_after(socket.ip(), address.port).await }
            }
            io::ErrorKind::PermissionDenied => BindError::Forbidden { port: address.port },
            io::ErrorKind::AddrNotAvailable => BindError::NotHere { host: address.host.clone() },
            _ => BindError::Other { address: address.clone(), reason: error.to_string() },
        }),
    }
}

/// The socket address of a host; IPv4 first, because that is what most clients try for `localhost`.
async fn resolve(address: &Address) -> Result<SocketAddr, BindError> {
    let host = address.host.trim().trim_start_matches('[').trim_end_matches(']');
    if let Ok(ip) = host.parse::<IpAddr>() {
        return Ok(SocketAddr::new(ip, address.port));
    }
    let unknown = || BindError::UnknownHost { host: host.to_owned() };
    let found: Vec<_> = lookup_host((host, address.port)).await.map_err(|_| unknown())?.collect();
    found.iter().find(|socket| socket.is_ipv4()).or(found.first()).copied().ok_or_else(unknown)
}

async fn free_port_after(ip: IpAddr, port: u16) -> Option<u16> {
    for candidate in port.checked_add(1)?..=port.saturating_add(PORTS_TO_TRY) {
        if TcpListener::bind((ip, candidate)).await.is_ok() {
            return Some(candidate);
        }
    }
    None
}
