//! The documentation under `/__docs`: a page that is part of the program and loads nothing from elsewhere, and the documents
//! it shows. They are made of what is served now, once, by the first call that asks.

use axum::{
    Router,
    extract::Request,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use bytes::Bytes;
use http::{HeaderValue, header};

use super::{caller::Caller, error::AdminError};
use crate::{engine::DOCUMENTATION_PATH, server::documentation::Documentation};

/// What the page may load and do: its own files and calls of its own server, nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A file of the page.
fn file(media_type: &'static str, content: impl IntoResponse) -> Response {
    let mut response = content.into_response();
    let fields = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in fields {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The files of the page: what follows the folder, the media type and the content.
const FILES: [(&str, &str, &str); 5] = [
    ("", "text/html; charset=utf-8", include_str!("../../../assets/docs/index.html")),
    ("docs.css", "text/css; charset=utf-8", include_str!("../../../assets/docs/docs.css")),
    ("docs.js", "text/javascript; charset=utf-8", include_str!("../../../assets/docs/docs.js")),
    ("schema.js", "text/javascript; charset=utf-8", include_str!("../../../assets/docs/schema.js")),
    ("call.js", "text/javascript; charset=utf-8", include_str!("../../../assets/docs/call.js")),
];

/// Every path under `/__docs`.
pub(super) fn routes() -> Router {
    let at = |name: &str| format!("{DOCUMENTATION_PATH}/{name}");
    let documents = Router::new()
        .route(DOCUMENTATION_PATH, get(folder))
        .route(&at("openapi.json"), get(openapi))
        .route(&at("endpoints.json"), get(endpoints));
    FILES.into_iter().fold(documents, |routes, (name, media_type, content)| {
        routes.route(&at(name), get(move || async move { file(media_type, content) }))
    })
}

/// `GET /__docs`: the files of the page are named relative to the folder.
async fn folder(request: Request) -> Redirect {
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&format!("{DOCUMENTATION_PATH}/{query}"))
}

/// `GET /__docs/openapi.json`
async fn openapi(caller: Caller) -> Result<Response, AdminError> {
    document(caller, |documentation| documentation.openapi.clone()).await
}

/// `GET /__docs/endpoints.json`
async fn endpoints(caller: Caller) -> Result<Response, AdminError> {
    document(caller, |documentation| documentation.endpoints.clone()).await
}

async fn document(caller: Caller, choose: impl FnOnce(&Documentation) -> Bytes + Send + 'static) -> Result<Response, AdminError> {
    let bytes = caller.aside(move |caller| Ok(choose(caller.shared().serving.load_full().documentation()))).await?;
    Ok(file("application/json", bytes))
}
