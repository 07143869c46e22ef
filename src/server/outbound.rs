//! The one HTTP client for everything that the server itself calls: the real servers behind spies, and webhooks. It adds
//! nothing to a request and takes nothing from an answer: no redirects, no decoding, no header fields of its own.

use std::{error::Error, io, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_rustls::{ConfigBuilderExt, HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioIo, TokioTimer},
};
use rustls::{ClientConfig, RootCertStore, crypto::ring::default_provider};
use tokio::{net::TcpStream, sync::OnceCell, time::timeout};
use tower::{ServiceExt as _, util::MapResponse};

use super::{ServerOptions, overheard::Overheard};

/// How long an unused connection is kept: less than servers do, so that few of them are just being closed when used again.
const IDLE: Duration = Duration::from_secs(4);
/// The most header fields of an answer.
const HEADER_FIELDS: usize = 500;

type Connection = Overheard<MaybeHttpsStream<TokioIo<TcpStream>>>;
type Connector = MapResponse<HttpsConnector<HttpConnector>, fn(MaybeHttpsStream<TokioIo<TcpStream>>) -> Connection>;

/// The client, made when it is first needed.
#[derive(Debug, Default)]
pub(super) struct Outbound(OnceCell<Client<Connector, Full<Bytes>>>);

/// Why a call was not answered.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    /// Not in time.
    #[error("{0}")]
    TimedOut(String),
    /// For another reason.
    #[error("{0}")]
    Failed(String),
}

impl Outbound {
    /// Sends a request and waits for the head of its answer.
    pub(super) async fn call(
        &self,
        request: Request<Full<Bytes>>,
        options: &ServerOptions,
    ) -> Result<Response<Incoming>, CallError> {
        let client = self.0.get_or_try_init(|| client(options.connect_timeout)).await?;
        // A kept connection may just be being closed by the server. What changes nothing there is then sent once more.
        let again = request.method().is_safe().then(|| request.clone());
        let answering = async {
            match (client.request(request).await, again) {
                (Err(error), Some(again)) if is_lost(&error) => client.request(again).await,
                (answer, _) => answer,
            }
        };
        match timeout(options.answer_timeout, answering).await {
            Ok(answer) => answer.map_err(|error| explain(&error)),
            Err(_) => {
                let seconds = options.answer_timeout.as_secs_f64();
                Err(CallError::TimedOut(format!("It did not begin to answer within {seconds} s")))
            }
        }
    }
}

async fn client(connect_timeout: Duration) -> Result<Client<Connector, Full<Bytes>>, CallError> {
    // The system's certificates are read from files.
    let tls = tokio::task::spawn_blocking(tls).await;
    let tls = tls.map_err(|error| CallError::Failed(format!("The certificates of the system could not be read: {error}")))??;
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_connect_timeout(Some(connect_timeout));
    let connector = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_all_versions().wrap_connector(tcp);
    let connector: Connector = connector.map_response(Overheard::new);
    Ok(Client::builder(TokioExecutor::new())
        .pool_idle_timeout(IDLE)
        .pool_timer(TokioTimer::new())
        .timer(TokioTimer::new())
        .http1_preserve_header_case(true)
        .http1_max_headers(HEADER_FIELDS)
        .build(connector))
}

fn tls() -> Result<ClientConfig, CallError> {
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider())).with_safe_default_protocol_versions();
    let config = config.map_err(|error| CallError::Failed(format!("TLS cannot be used: {error}")))?;
    // Where the system has no certificates, calls by HTTP still work, and those by HTTPS say what is not trusted.
    let trusting = config.clone().with_native_roots().unwrap_or_else(|_| config.with_root_certificates(RootCertStore::empty()));
    Ok(trusting.with_no_client_auth())
}

/// Whether the connection was lost before there was an answer.
fn is_lost(error: &(dyn Error + 'static)) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    std::iter::successors(Some(error), |&error| error.source()).any(|cause| {
        let is_cut = cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_incomplete_message);
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        is_cut || matches!(kind, Some(BrokenPipe | ConnectionAborted | ConnectionReset))
    })
}

/// An error in the words of its cause, for what is around it says only that there was an error.
fn explain(error: &(dyn Error + 'static)) -> CallError {
    let causes = || std::iter::successors(Some(error), |&error| error.source());
    let cause = causes().last().map_or_else(|| error.to_string(), ToString::to_string);
    let is_late = |cause: &(dyn Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
    };
    let is_connecting = causes().any(|cause| cause.to_string().contains("(Connect)"));
    if causes().any(is_late) {
        CallError::TimedOut("It took too long to connect".to_owned())
    } else if is_connecting {
        CallError::Failed(format!("Cannot connect: {cause}"))
    } else {
        CallError::Failed(cause)
    }
}
