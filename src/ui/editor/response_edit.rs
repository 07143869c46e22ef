//! The changes to an endpoint's list of responses: each one edit, made the same way from chips, menus and keys.

use super::{draft::Draft, reorder::Move};
use crate::{
    app::Action,
    model::{Endpoint, Response, ResponseId},
};

/// The reason phrase that usually goes with a status.
pub(super) fn usual_reason(status: u16) -> Option<&'static str> {
    http::StatusCode::from_u16(status).ok()?.canonical_reason()
}

/// The reason phrase that usually goes with a response's status; none where a template decides.
pub(super) fn known_reason(response: &Response) -> Option<&'static str> {
    if response.status_template.is_some() { None } else { usual_reason(response.status) }
}

/// Makes a response the one that answers when no condition holds, or none of them.
pub(super) fn set_default(draft: Draft<'_>, id: Option<ResponseId>, actions: &mut Vec<Action>) {
    draft.edit(actions, "Change default response", None, |endpoint| endpoint.default_response = id);
}

/// Switches a response on or off.
pub(super) fn set_enabled(draft: Draft<'_>, id: &ResponseId, on: bool, actions: &mut Vec<Action>) {
    let label = if on { "Switch response on" } else { "Switch response off" };
    draft.edit(actions, label, None, |endpoint| {
        if let Some(response) = endpoint.response_mut(id) {
            response.enabled = on;
        }
    });
}

/// Puts a copy after a response and selects it.
pub(super) fn duplicate(draft: Draft<'_>, id: &ResponseId, actions: &mut Vec<Action>) {
    let fresh = ResponseId::new(draft.app.fresh_id('r'));
    draft.edit(actions, "Duplicate response", None, |endpoint| {
        let Some(at) = endpoint.responses.iter().position(|response| response.id == *id) else { return };
        let mut copy = endpoint.responses[at].clone();
        copy.id = fresh.clone();
        if !copy.name.is_empty() {
            copy.name.push_str(" copy");
        }
        endpoint.responses.insert(at + 1, copy);
    });
    actions.push(Action::SelectResponse(fresh));
}

/// Deletes a response and selects the one that takes its place.
pub(super) fn delete(draft: Draft<'_>, id: &ResponseId, actions: &mut Vec<Action>) {
    draft.edit(actions, "Delete response", None, |endpoint| {
        endpoint.responses.retain(|response| response.id != *id);
        if endpoint.is_default_response(id) {
            endpoint.default_response = None;
        }
    });
    let responses = &draft.endpoint.responses;
    let at = responses.iter().position(|response| response.id == *id);
    let next = at.and_then(|at| responses.get(at + 1).or_else(|| responses.get(at.checked_sub(1)?)));
    actions.extend(next.map(|next| Action::SelectResponse(next.id.clone())));
}

/// Moves a response some places along; at the end of the list it stays.
pub(super) fn move_by(draft: Draft<'_>, id: &ResponseId, by: isize, actions: &mut Vec<Action>) {
    let Some(at) = draft.endpoint.responses.iter().position(|response| response.id == *id) else { return };
    // A gap's number counts the responses before it, the moved one included.
    let gap = if by < 0 { at.saturating_add_signed(by) } else { at.saturating_add_signed(by) + 1 };
    move_to(draft, id, gap, actions);
}

/// Moves a response into the gap before the one at that index.
pub(super) fn move_to(draft: Draft<'_>, id: &ResponseId, gap: usize, actions: &mut Vec<Action>) {
    let mut moved = Endpoint::clone(draft.endpoint);
    move_in(&mut moved, id, gap);
    if moved.responses != draft.endpoint.responses {
        draft.edit(actions, "Move response", None, |endpoint| move_in(endpoint, id, gap));
    }
}

fn move_in(endpoint: &mut Endpoint, id: &ResponseId, gap: usize) {
    let Some(from) = endpoint.responses.iter().position(|response| response.id == *id) else { return };
    let gap = gap.min(endpoint.responses.len());
    Move { from, gap }.apply(&mut endpoint.responses);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EndpointId;

    #[test]
    fn responses_move_into_gaps() {
        for (id, gap, expected) in
            [("a", 0, "abc"), ("a", 1, "abc"), ("a", 2, "bac"), ("a", 3, "bca"), ("c", 0, "cab"), ("b", 9, "acb")]
        {
            let mut endpoint = Endpoint::new(EndpointId::new("e"), "GET", "/");
            endpoint.responses = ["a", "b", "c"].map(|id| Response::new(ResponseId::new(id), 200)).to_vec();
            move_in(&mut endpoint, &ResponseId::new(id), gap);
            let order: String = endpoint.responses.iter().map(|response| response.id.as_str()).collect();
            assert_eq!(order, expected, "{id} into gap {gap}");
        }
    }

    #[test]
    fn statuses_have_their_usual_reason() {
        assert_eq!(usual_reason(404), Some("Not Found"));
        assert_eq!(usual_reason(299), None);
        assert_eq!(usual_reason(42), None);
    }
}
