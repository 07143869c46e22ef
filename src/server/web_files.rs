//! Files of contracts that lie on the web, got within limits: whoever published a contract decides what else it refers to, and
//! is not to decide how long that takes or how much of it there is.
//!
//! Contracts are read outside of the server's threads, so each reader waits for its files on a thread of its own.

use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::{HeaderValue, Request, StatusCode, Uri, Version, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use tokio::{
    runtime::{Builder, Runtime},
    time::timeout,
};
use url::Url;

use super::{
    ServerOptions,
    coding::{codings, decode},
    outbound::Outbound,
};
use crate::contract::{Fetch, Fetched, is_local};

/// How much is got of the web for one contract.
#[derive(Clone, Debug)]
pub struct WebLimits {
    /// The most files.
    pub files: usize,
    /// The most bytes of all files together.
    pub bytes: usize,
    /// The most addresses that one file leads on to.
    pub redirects: usize,
    /// How long one file may take.
    pub file_time: Duration,
    /// How long all files may take.
    pub whole_time: Duration,
}

impl Default for WebLimits {
    fn default() -> Self {
        Self {
            files: 200,
            bytes: 64 * 1024 * 1024,
            redirects: 5,
            file_time: Duration::from_secs(30),
            whole_time: Duration::from_secs(120),
        }
    }
}

/// Gets files of the web for one contract.
#[derive(Debug)]
pub struct WebFiles {
    limits: WebLimits,
    outbound: Outbound,
    /// Made when the first file is got: most contracts are of the disk alone.
    runtime: Option<Runtime>,
    files: usize,
    bytes: usize,
    /// When the first file was asked for.
    begun: Option<Instant>,
}

/// What came back for one request.
enum Step {
    Whole(Bytes),
    LeadsTo(Url),
}

impl WebFiles {
    /// Within the usual limits.
    pub fn new() -> Self {
        Self::within(WebLimits::default())
    }

    /// Within those limits.
    pub fn within(limits: WebLimits) -> Self {
        Self { limits, outbound: Outbound::default(), runtime: None, files: 0, bytes: 0, begun: None }
    }

    async fn get(&self, address: &Url, room: usize) -> Result<(Bytes, Url), String> {
        let mut at = address.clone();
        for _ in 0..=self.limits.redirects {
            match self.step(&at, room).await? {
                Step::Whole(bytes) => return Ok((bytes, at)),
                Step::LeadsTo(next) if at.scheme() == "https" && next.scheme() != "https" => {
                    return Err(format!("{at} leads on to {next}, which is not protected as it is"));
                }
                Step::LeadsTo(next) if !is_local(&at) && is_local(&next) => {
                    return Err(format!("{at} leads on to {next}, an address of this machine or network"));
                }
                Step::LeadsTo(next) => at = next,
            }
        }
        Err(format!("it leads on to other addresses more than {} times", self.limits.redirects))
    }

    /// One request, and the whole of what comes back.
    async fn step(&self, at: &Url, room: usize) -> Result<Step, String> {
        if !matches!(at.scheme(), "http" | "https") {
            return Err(format!("{at} is no address of http or https"));
        }
        if !at.username().is_empty() || at.password().is_some() {
            return Err("an address with a name or password in it is not called, because projects name the address".to_owned());
        }
        let mut target = at.clone();
        target.set_fragment(None);
        let uri: Uri = target.as_str().parse().map_err(|error| format!("{at} cannot be called: {error}"))?;
        let mut request = Request::new(Full::default());
        *request.version_mut() = Version::HTTP_11;
        let headers = request.headers_mut();
        if let Some(host) = uri.authority().and_then(|authority| HeaderValue::try_from(authority.as_str()).ok()) {
            headers.insert(header::HOST, host);
        }
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/yaml, application/json, */*;q=0.8"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(concat!("mockwright/", env!("CARGO_PKG_VERSION"))));
        *request.uri_mut() = uri;
        let options = ServerOptions { answer_timeout: self.limits.file_time, ..ServerOptions::default() };
        let (head, body) = self.outbound.call(request, &options).await.map_err(|error| error.to_string())?.into_parts();
        match head.status {
            StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT => {
                let target = head.headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
                let target = target.and_then(|target| at.join(target).ok());
                target.map(Step::LeadsTo).ok_or_else(|| format!("it answers {} and does not say where to", head.status))
            }
            StatusCode::OK => {
                let body = read(body, room).await?;
                let codings = codings(&head.headers).map_err(|error| error.to_string())?;
                decode(body, &codings, room).map(Step::Whole).map_err(|error| error.to_string())
            }
            status => Err(format!("it answers {status}")),
        }
    }
}

impl Default for WebFiles {
    fn default() -> Self {
        Self::new()
    }
}

impl Fetch for WebFiles {
    fn fetch(&mut self, address: &Url) -> Result<Fetched, String> {
        if self.files >= self.limits.files {
            return Err(format!("more than {} files of the web are not read", self.limits.files));
        }
        let left = self.limits.whole_time.saturating_sub(self.begun.get_or_insert_with(Instant::now).elapsed());
        if left.is_zero() {
            return Err(format!("the contract's files took longer than {} s", self.limits.whole_time.as_secs_f64()));
        }
        self.files += 1;
        let runtime = match self.runtime.take() {
            Some(runtime) => runtime,
            None => Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|error| format!("no thread can be started for it: {error}"))?,
        };
        let time = left.min(self.limits.file_time);
        let room = self.limits.bytes.saturating_sub(self.bytes);
        let got = runtime.block_on(async { timeout(time, self.get(address, room)).await });
        self.runtime = Some(runtime);
        let (bytes, address) = got.unwrap_or_else(|_| Err(format!("it was not there whole within {} s", time.as_secs_f64())))?;
        self.bytes += bytes.len();
        Ok(Fetched { bytes: bytes.into(), address })
    }
}

impl Drop for WebFiles {
    fn drop(&mut self) {
        // A name that is still being looked up is not waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// The body, where it is not larger than there is room.
async fn read(mut body: Incoming, room: usize) -> Result<Bytes, String> {
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| format!("the answer broke off: {error}"))?;
        let Ok(data) = frame.into_data() else { continue };
        if data.len() > room - read.len() {
            return Err(format!("there are more than {room} bytes of it"));
        }
        read.extend_from_slice(&data);
    }
    Ok(read.freeze())
}
