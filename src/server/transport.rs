//! The bytes below HTTP: a TCP socket, or TLS over one. Everything above it is the same for both.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use socket2::SockRef;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::server::TlsStream;

/// A connection's socket, with or without TLS over it.
#[derive(Debug)]
pub(super) enum Transport {
    /// As it is.
    Plain(TcpStream),
    /// With TLS over it.
    Tls(Box<TlsStream<TcpStream>>),
    /// Somebody else has it now.
    Gone,
}

impl Transport {
    /// Takes it away from whoever holds it.
    pub(super) fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Gone)
    }

    /// Closes it so that the other side sees a reset (RST), whatever is still unread here, once all that was written is
    /// on its way.
    pub(super) async fn reset(self) {
        let Some(socket) = self.socket() else { return };
        sent(socket).await;
        // Where the system refuses, dropping it closes it the polite way: the best that is left.
        let _ = SockRef::from(socket).set_linger(Some(Duration::ZERO));
    }

    /// Reads what is there, without waiting.
    pub(super) fn read_now(&mut self, bytes: &mut [u8]) -> usize {
        let mut buffer = ReadBuf::new(bytes);
        // What is not there yet wakes nobody here: whoever waits for it polls the socket in the usual way as well.
        match Pin::new(self).poll_read(&mut Context::from_waker(Waker::noop()), &mut buffer) {
            Poll::Ready(Ok(())) => buffer.filled().len(),
            Poll::Ready(Err(_)) | Poll::Pending => 0,
        }
    }

    /// Writes as much as there is room for, without waiting.
    pub(super) fn write_now(&mut self, bytes: &[u8]) {
        let mut context = Context::from_waker(Waker::noop());
        if Pin::new(&mut *self).poll_write(&mut context, bytes).is_ready() {
            let _ = Pin::new(self).poll_flush(&mut context);
        }
    }

    fn socket(&self) -> Option<&TcpStream> {
        match self {
            Self::Plain(socket) => Some(socket),
            Self::Tls(stream) => Some(stream.get_ref().0),
            Self::Gone => None,
        }
    }
}

/// Waits until the system has sent what was written. A reset throws away what a slow client has left in its buffers.
#[cfg(any(target_os = "linux", target_os = "android"))]
async fn sent(socket: &TcpStream) {
    let socket = SockRef::from(socket);
    // From now on the socket counts as writable only when nothing waits to be sent.
    if socket.set_tcp_notsent_lowat(1).is_err() {
        return;
    }
    // What the runtime knows of the socket is older than that, so it gets to know a copy of it.
    let copy = socket.try_clone().and_then(|copy| TcpStream::from_std(copy.into()));
    if let Ok(copy) = copy {
        // A socket that broke has nothing left to wait for.
        let _ = copy.writable().await;
    }
}

/// Other systems do not say when they have sent what was written: they get a moment for it.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
async fn sent(_: &TcpStream) {
    tokio::time::sleep(Duration::from_millis(100)).await;
}

fn gone() -> io::Error {
    io::ErrorKind::NotConnected.into()
}

impl AsyncRead for Transport {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(socket) => Pin::new(socket).poll_read(context, buffer),
            Self::Tls(stream) => Pin::new(stream).poll_read(context, buffer),
            Self::Gone => Poll::Ready(Err(gone())),
        }
    }
}

impl AsyncWrite for Transport {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(socket) => Pin::new(socket).poll_write(context, bytes),
            Self::Tls(stream) => Pin::new(stream).poll_write(context, bytes),
            Self::Gone => Poll::Ready(Err(gone())),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(socket) => Pin::new(socket).poll_flush(context),
            Self::Tls(stream) => Pin::new(stream).poll_flush(context),
            Self::Gone => Poll::Ready(Err(gone())),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(socket) => Pin::new(socket).poll_shutdown(context),
            Self::Tls(stream) => Pin::new(stream).poll_shutdown(context),
            Self::Gone => Poll::Ready(Err(gone())),
        }
    }
}
