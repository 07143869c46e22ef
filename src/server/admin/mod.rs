//! The control API under `/__admin`: what test code asks the running server, in WireMock's shapes where WireMock has them.
//!
//! Control calls are no traffic: they are told from it before anything is recorded, so they are in no log, no count and no
//! expectation, and no delay or fault touches them. The routes are built once for the process; what a call needs of its server
//! travels with the call.

mod caller;
mod certificates;
mod documentation;
mod error;
mod expectations;
mod guard;
mod health;
mod mappings;
mod near_misses;
mod pages;
mod patterns;
mod requests;
mod reset;
mod scenarios;
mod settings;
mod state;
mod stream;
mod temporary;

use std::{
    convert::Infallible,
    io,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{Arc, LazyLock},
    task::{Context, Poll},
};

use axum::{
    Router,
    body::Body,
    extract::DefaultBodyLimit,
    http::{Request, Response, header},
    routing::{get, post, put},
};
use bytes::Bytes;
use futures_util::FutureExt;
use http::{HeaderValue, Version};
use http_body::{Frame, SizeHint};
use hyper::body::{Body as _, Incoming};
use jiff::Timestamp;
use tower::ServiceExt;

pub(super) use self::state::AdminState;
use self::{caller::Caller, error::AdminError};
use super::{
    answer_head::date,
    request_body::{self, BodyError},
    wire::Link,
};
use crate::engine::CONTROL_PATH;

/// The most bytes of a control call's body.
const BODY_LIMIT_BYTES: u64 = 4 * 1024 * 1024;

/// Every route, built once.
static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    let routes = Router::new()
        .route("/health", get(health::health))
        .route("/version", get(health::version))
        .route("/openapi.json", get(documentation::document))
        .route("/certs/mockwright-ca.crt", get(certificates::authority))
        .route("/requests", get(requests::list).delete(requests::clear))
        .route("/requests/reset", post(requests::clear))
        .route("/requests/unmatched", get(requests::unmatched))
        .route("/requests/unmatched/near-misses", get(near_misses::of_unmatched))
        .route("/requests/count", post(patterns::count))
        .route("/requests/find", post(patterns::find))
        .route("/requests/remove", post(patterns::remove))
        .route("/requests/{id}", get(requests::one).delete(requests::remove_one))
        .route("/near-misses/request", post(near_misses::of_request))
        .route("/near-misses/request-pattern", post(near_misses::of_pattern))
        .route("/mappings", get(mappings::list).fallback(mappings::read_only))
        .route("/mappings/reset", post(mappings::reset))
        .route("/mappings/{id}", get(mappings::one).fallback(mappings::read_only))
        .route("/settings", get(settings::get).post(settings::set).put(settings::set))
        .route("/scenarios", get(scenarios::list))
        .route("/scenarios/reset", post(scenarios::reset_all))
        .route("/scenarios/{name}/state", put(scenarios::set))
        .route("/reset", post(reset::reset))
        .route("/expectations", get(expectations::list).post(expectations::create))
        .route("/expectations/verify", post(expectations::verify_all))
        .route("/expectations/reset", post(expectations::reset))
        .route("/expectations/{id}", get(expectations::one).delete(expectations::remove))
        .route("/expectations/{id}/reset", post(expectations::reset_one))
        .route("/events", get(stream::events));
    Router::new()
        .nest(CONTROL_PATH, routes)
        .merge(pages::routes())
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed)
        // The body was read within its limit before the routes see it.
        .layer(DefaultBodyLimit::disable())
});

/// Answers a control call. A defect of ours that panics costs this one answer and nothing else.
pub(super) async fn respond(link: Arc<Link>, request: Request<Incoming>) -> Response<ControlBody> {
    let call = UnderWay::begin(&link);
    let version = request.version();
    let answering = AssertUnwindSafe(respond_or_panic(&link, request)).catch_unwind();
    let mut response = answering.await.unwrap_or_else(|_| AdminError::defect().into());
    let headers = response.headers_mut();
    headers.insert(header::DATE, date(Timestamp::now()));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if version < Version::HTTP_2 && link.state().lingers {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response.map(|body| ControlBody { body, _call: call })
}

async fn respond_or_panic(link: &Arc<Link>, request: Request<Incoming>) -> Response<Body> {
    let (mut head, body) = request.into_parts();
    if let Err(problem) = guard::check(link, &head) {
        link.state().lingers = head.version < Version::HTTP_2 && !body.is_end_stream();
        return AdminError::Problem(problem).into();
    }
    let bytes = match request_body::read(body, &head.headers, BODY_LIMIT_BYTES, false, link).await {
        Ok(bytes) => bytes,
        Err(error) => {
            // What follows on the connection may be part of this request.
            link.state().lingers = head.version < Version::HTTP_2;
            return match error {
                BodyError::Refused(problem) => AdminError::Problem(problem).into(),
                BodyError::Broken(reason) => AdminError::bad_request("broken-body", "The body is not complete", reason).into(),
            };
        }
    };
    head.extensions.insert(Caller::new(link));
    let answer: Result<_, Infallible> = ROUTER.clone().oneshot(Request::from_parts(head, Body::from(bytes.decoded))).await;
    let Ok(response) = answer;
    response
}

/// Keeps the connection's clock for slow clients off while a control call is under way.
#[derive(Debug)]
struct UnderWay(Arc<Link>);

impl UnderWay {
    fn begin(link: &Arc<Link>) -> Self {
        link.request_began();
        Self(Arc::clone(link))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.request_ended();
    }
}

/// The body of an answer to a control call.
#[derive(Debug)]
pub(super) struct ControlBody {
    body: Body,
    _call: UnderWay,
}

impl http_body::Body for ControlBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_frame(context).map_err(io::Error::other)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
