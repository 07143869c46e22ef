//! The first bytes of a connection where TLS is on: what begins as TLS does becomes TLS, everything else is plain HTTP.

use std::{error::Error, io, net::SocketAddr, sync::Arc};

use jiff::Timestamp;
use rustls::{AlertDescription, ServerConfig};
use tokio::{net::TcpStream, sync::watch, time::timeout};
use tokio_rustls::TlsAcceptor;

use super::super::{control::Shared, transport::Transport};

/// What every connection over TLS begins with: the kind of its first record.
const HANDSHAKE: u8 = 0x16;

/// What became of a connection's first bytes.
#[derive(Debug)]
pub(in crate::server) enum Opened {
    /// HTTP can begin, over TLS or not.
    Ready { socket: Transport, is_tls: bool },
    /// The TLS handshake failed, for that reason.
    Refused(String),
    /// There is nothing to talk about: the client said nothing for too long, or the server stops.
    Over,
}

/// Finds out whether the client speaks TLS, and shakes hands if it does.
pub(in crate::server) async fn open(
    socket: TcpStream,
    local: SocketAddr,
    shared: &Arc<Shared>,
    closing: &mut watch::Receiver<bool>,
) -> Opened {
    if !shared.serving.load().compiled.project.settings.tls {
        return Opened::Ready { socket: Transport::Plain(socket), is_tls: false };
    }
    tokio::select! {
        biased;
        _ = closing.wait_for(|closing| *closing) => Opened::Over,
        opened = open_either(socket, local, shared) => opened,
    }
}

async fn open_either(socket: TcpStream, local: SocketAddr, shared: &Arc<Shared>) -> Opened {
    let mut first = [0];
    match timeout(shared.options.idle_timeout, socket.peek(&mut first)).await {
        Ok(Ok(1..)) if first == [HANDSHAKE] => {}
        Ok(Ok(_)) => return Opened::Ready { socket: Transport::Plain(socket), is_tls: false },
        Ok(Err(_)) | Err(_) => return Opened::Over,
    }
    let config = match config(shared, local).await {
        Ok(config) => config,
        Err(why) => return Opened::Refused(why),
    };
    match timeout(shared.options.head_timeout, TlsAcceptor::from(config).accept(socket)).await {
        Ok(Ok(stream)) => Opened::Ready { socket: Transport::Tls(Box::new(stream)), is_tls: true },
        Ok(Err(error)) => Opened::Refused(explain(&error)),
        Err(_) => Opened::Refused("The TLS handshake did not end in time".to_owned()),
    }
}

/// The certificate and all that goes with it. The first one is made beside the runtime: it takes files.
async fn config(shared: &Arc<Shared>, local: SocketAddr) -> Result<Arc<ServerConfig>, String> {
    let host = shared.serving.load().compiled.project.settings.host.clone();
    let now = Timestamp::now();
    if let Some(config) = shared.tls.known_config(&host, local.ip(), now) {
        return Ok(config);
    }
    let shared = Arc::clone(shared);
    let making = tokio::task::spawn_blocking(move || shared.tls.config(&host, local.ip(), now));
    match making.await {
        Ok(made) => made.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

/// Why a handshake failed, as a person reads it.
fn explain(error: &io::Error) -> String {
    if let Some(why) = client_alert(error) {
        return why;
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => {
            "The client broke off the TLS handshake; it may not trust the certificate".to_owned()
        }
        _ => format!("The TLS handshake failed: {error}"),
    }
}

/// What the client said where it ended TLS itself, such as that it refuses the certificate.
pub(in crate::server) fn client_alert(error: &(dyn Error + 'static)) -> Option<String> {
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref).map(|inner| inner as &(dyn Error + 'static));
    let rustls::Error::AlertReceived(alert) = inner.unwrap_or(error).downcast_ref::<rustls::Error>()? else { return None };
    Some(match alert {
        AlertDescription::UnknownCA
        | AlertDescription::BadCertificate
        | AlertDescription::CertificateUnknown
        | AlertDescription::CertificateExpired => {
            format!("The client does not trust the certificate ({alert:?}); give it Mockwright's certificate authority")
        }
        other => format!("The client ended TLS with the alert {other:?}"),
    })
}
