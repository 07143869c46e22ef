//! What a person changed of an endpoint that was derived from a contract: part by part, each with the endpoint as it would be
//! without that change.

use crate::model::{Endpoint, Response};

/// One change by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct ByHand {
    /// What was changed: `Response 404 Not found`.
    pub what: String,
    /// The status of the response that was changed; none where it is no single one.
    pub status: Option<u16>,
    /// The endpoint with that part as it was derived.
    pub reverted: Endpoint,
}

/// Whether anything was changed by hand. The folder and the switches of the checks are a person's own.
pub(super) fn is_changed(current: &Endpoint, derived: &Endpoint) -> bool {
    current.method != derived.method
        || current.path != derived.path
        || current.enabled != derived.enabled
        || current.notes != derived.notes
        || current.spy != derived.spy
        || current.selection != derived.selection
        || current.default_response != derived.default_response
        || current.responses != derived.responses
}

/// Everything that was changed by hand.
pub(super) fn changes(current: &Endpoint, derived: &Endpoint) -> Vec<ByHand> {
    let mut changes = Vec::new();
    let mut change_of = |status: Option<u16>, is_changed: bool, what: String, revert: &dyn Fn(&mut Endpoint)| {
        if is_changed {
            let mut reverted = current.clone();
            revert(&mut reverted);
            changes.push(ByHand { what, status, reverted });
        }
    };
    let mut change = |is_changed: bool, what: &str, revert: &dyn Fn(&mut Endpoint)| {
        change_of(None, is_changed, what.to_owned(), revert);
    };
    let is_moved = current.method != derived.method || current.path != derived.path;
    change(is_moved, "Method and path", &|endpoint| {
        endpoint.method.clone_from(&derived.method);
        endpoint.path.clone_from(&derived.path);
    });
    change(current.enabled != derived.enabled, "Switched off", &|endpoint| endpoint.enabled = derived.enabled);
    change(current.notes != derived.notes, "Notes", &|endpoint| endpoint.notes.clone_from(&derived.notes));
    change(current.spy != derived.spy, "Forwarding", &|endpoint| endpoint.spy.clone_from(&derived.spy));
    let is_chosen_otherwise = current.selection != derived.selection || current.default_response != derived.default_response;
    change(is_chosen_otherwise, "Choice of the response", &|endpoint| {
        endpoint.selection = derived.selection;
        endpoint.default_response.clone_from(&derived.default_response);
    });
    for (index, response) in derived.responses.iter().enumerate() {
        let status = Some(response.status);
        match current.response(&response.id) {
            None => change_of(status, true, format!("{} removed", name(response)), &|endpoint| {
                let at = index.min(endpoint.responses.len());
                endpoint.responses.insert(at, response.clone());
            }),
            Some(now) => change_of(status, now != response, format!("{} changed", name(response)), &|endpoint| {
                if let Some(place) = endpoint.response_mut(&response.id) {
                    place.clone_from(response);
                }
            }),
        }
    }
    for response in current.responses.iter().filter(|response| derived.response(&response.id).is_none()) {
        change_of(Some(response.status), true, format!("{} added", name(response)), &|endpoint| {
            endpoint.responses.retain(|other| other.id != response.id);
        });
    }
    if changes.is_empty() && current.responses != derived.responses {
        let reverted = Endpoint { responses: derived.responses.clone(), ..current.clone() };
        changes.push(ByHand { what: "Order of the responses".to_owned(), status: None, reverted });
    }
    changes
}

fn name(response: &Response) -> String {
    format!("Response {} {}", response.status, response.name).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EndpointId, ResponseId};

    fn derived() -> Endpoint {
        let mut endpoint = Endpoint::new(EndpointId::new("e"), "GET", "/pets");
        endpoint.responses = vec![Response::new(ResponseId::new("a"), 200), Response::new(ResponseId::new("b"), 404)];
        endpoint
    }

    #[test]
    fn each_change_is_named_and_taken_back_by_itself() {
        let derived = derived();
        assert!(changes(&derived, &derived).is_empty() && !is_changed(&derived, &derived));
        let mut current = derived.clone();
        current.path = "/animals".to_owned();
        current.responses[0].status = 201;
        current.responses.remove(1);
        current.responses.push(Response::new(ResponseId::new("c"), 500));
        let found = changes(&current, &derived);
        let words: Vec<&str> = found.iter().map(|change| change.what.as_str()).collect();
        assert_eq!(words, ["Method and path", "Response 200 changed", "Response 404 removed", "Response 500 added"]);
        assert_eq!((found[0].reverted.path.as_str(), found[0].reverted.responses.len()), ("/pets", 2));
        let mut all = current;
        while let Some(change) = changes(&all, &derived).into_iter().next() {
            all = change.reverted;
        }
        assert!(!is_changed(&all, &derived), "taking everything back gives what was derived");
    }
}
