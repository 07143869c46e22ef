//! Contracts, and what endpoints say of the operations they were derived from, of every shape.

use std::sync::Arc;

use mockwright::model::{
    CheckMode, ContractChecks, ContractConflict, ContractLink, EndpointContract, EndpointId, KeptDifference, ResponseId,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::Value;

use super::{extra, text};

fn mode() -> impl Strategy<Value = CheckMode> {
    select(vec![CheckMode::Enforce, CheckMode::Report, CheckMode::Off])
}

pub(super) fn operation() -> impl Strategy<Value = EndpointContract> {
    let mode = || option::of(mode());
    (text(), mode(), mode(), mode(), mode(), extra()).prop_map(
        |(operation, requests, security, negotiation, responses, extra)| EndpointContract {
            operation,
            requests,
            security,
            negotiation,
            responses,
            extra,
        },
    )
}

pub(super) fn contract() -> impl Strategy<Value = ContractLink> {
    let checks = (mode(), mode(), mode(), mode(), extra());
    let checks = checks.prop_map(|(requests, security, negotiation, responses, extra)| ContractChecks {
        requests,
        security,
        negotiation,
        responses,
        extra,
    });
    let kept = (text(), text(), extra()).prop_map(|(key, hash, extra)| KeptDifference { key, hash, extra });
    let value = || option::of(text().prop_map(Value::from));
    let id = || option::of(text());
    let conflict = (id(), id(), text(), value(), value(), extra()).prop_map(|(endpoint, response, part, base, theirs, extra)| {
        let (endpoint, response) = (endpoint.map(EndpointId::new), response.map(ResponseId::new));
        ContractConflict { endpoint, response, part, base, theirs, extra }
    });
    (text(), text(), checks, vec(kept, 0..2), vec(conflict, 0..2), extra(), extra()).prop_map(
        |(source, hash, checks, kept, conflicts, document, extra)| {
            let document = Arc::new(Value::Object(document));
            ContractLink { source, hash, checks, kept, conflicts, document, extra }
        },
    )
}
