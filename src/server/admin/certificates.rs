//! The certificate to trust for whoever talks to this server over HTTPS.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use http::header;
use jiff::Timestamp;

use super::{caller::Caller, error::AdminError};

/// `GET /certs/mockwright-ca.crt`: the local authority's certificate, made on first use.
pub(super) async fn authority(caller: Caller) -> Result<Response, AdminError> {
    caller
        .aside(|caller| {
            let pem = caller.shared().tls.authority_pem(Timestamp::now()).map_err(|error| {
                let title = "There is no certificate";
                AdminError::problem(StatusCode::INTERNAL_SERVER_ERROR, "no-certificate", title, error.to_string())
            })?;
            Ok(([(header::CONTENT_TYPE, "application/x-pem-file")], pem).into_response())
        })
        .await
}
