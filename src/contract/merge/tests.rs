//! That nothing a person changed is lost, whatever the contract changed.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    contract::{Contract, derive},
    model::{Body, Header, Language, Response, ResponseId},
};

/// A contract with those of its parts that the bits name.
fn project(bits: u16) -> Project {
    let has = |bit: u16| bits & (1 << bit) != 0;
    let mut responses = json!({ "200": { "description": if has(0) { "Fine" } else { "Very fine" } } });
    if has(1) {
        responses["404"] = json!({ "description": "Gone" });
    }
    if has(2) {
        responses["409"] = json!({ "description": "Clash", "headers": { "X-A": { "example": "a" } } });
    }
    let mut paths = json!({ "/a": { "get": { "tags": ["one"], "deprecated": has(3), "responses": responses } } });
    if has(4) {
        paths["/b"] = json!({ "get": { "tags": ["two"], "summary": if has(5) { "B" } else { "b" }, "responses": {} } });
    }
    if has(6) {
        paths["/c"] = json!({ "post": { "tags": [if has(7) { "one" } else { "three" }], "responses": {} } });
    }
    let document = json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": paths });
    derive(&Contract::view(&Arc::new(document)), "t.yaml")
}

/// The same with changes as a person makes them.
fn changed(mut project: Project, bits: u16) -> Project {
    let has = |bit: u16| bits & (1 << bit) != 0;
    if has(0) && project.endpoints.len() > 1 {
        project.endpoints.remove(1);
    }
    if has(1) {
        project.endpoints.reverse();
    }
    if has(2) {
        project.folders.pop();
    }
    if has(3) {
        project.endpoints.insert(0, Arc::new(Endpoint::new(EndpointId::new("own"), "GET", "/own")));
    }
    for endpoint in project.endpoints.iter_mut().map(Arc::make_mut) {
        if has(4) && endpoint.responses.len() > 1 {
            endpoint.responses.remove(1);
        }
        if has(5) {
            endpoint.responses.insert(0, Response::new(ResponseId::new(format!("{}-own", endpoint.id)), 418));
        }
        for response in &mut endpoint.responses {
            if has(6) {
                response.body = Body::text(Language::Plain, "mine");
            }
            if has(7) {
                response.headers.insert(0, Header::new("X-Own", "1"));
            }
        }
        if has(8) {
            endpoint.notes = "mine".to_owned();
        }
    }
    if has(9) {
        project.contract = None;
    }
    project
}

proptest! {
    #[test]
    fn one_side_alone_is_taken_whole(old in 0..256_u16, new in 0..256_u16, edits in 0..1024_u16) {
        let (base, new) = (project(old), project(new));
        let merged = merge(&base, &base, &new);
        prop_assert!(merged.conflicts.is_empty());
        prop_assert_eq!(&merged.project, &new);
        let current = changed(base.clone(), edits);
        let merged = merge(&base, &current, &base);
        prop_assert!(merged.conflicts.is_empty());
        prop_assert_eq!(&merged.project, &current);
    }

    #[test]
    fn what_a_person_changed_is_never_overwritten(old in 0..256_u16, new in 0..256_u16) {
        let current = changed(project(old), 0b1_1110_1000);
        let merged = merge(&project(old), &current, &project(new));
        for own in &current.endpoints {
            let Some(endpoint) = merged.project.endpoint(&own.id) else { return Err(TestCaseError::fail("lost")) };
            prop_assert_eq!(&endpoint.notes, &own.notes);
            for response in &own.responses {
                let kept = endpoint.response(&response.id);
                prop_assert!(kept.is_some_and(|kept| kept.body == response.body && kept.headers.contains(&response.headers[0])));
            }
        }
    }
}

#[test]
fn a_conflict_names_the_part_and_both_values() {
    let mut base = project(0b10);
    let (mut current, mut new) = (base.clone(), base.clone());
    for (project, text) in [(&mut base, "old"), (&mut current, "mine"), (&mut new, "theirs")] {
        let endpoint = Arc::make_mut(&mut project.endpoints[0]);
        endpoint.responses[1].body = Body::text(Language::Plain, text);
    }
    let id = base.endpoints[0].responses[1].id.clone();
    Arc::make_mut(&mut new.endpoints[0]).responses[1].status = 410;
    let merged = merge(&base, &current, &new);
    let [conflict] = &merged.conflicts[..] else { panic!("{:?}", merged.conflicts) };
    assert_eq!((conflict.part.as_str(), &conflict.response), ("body", &Some(id.clone())));
    let body = |text: &str| Some(json!({ "text": { "language": "plain", "lines": [text] } }));
    assert_eq!((&conflict.base, &conflict.theirs), (&body("old"), &body("theirs")));
    let open = open_conflicts(&merged.project);
    assert_eq!(open, [OpenConflict { conflict: conflict.clone(), mine: body("mine") }]);
    assert_eq!(merged.project.endpoints[0].responses[1].status, 410, "what only the contract changed is taken");
}

/// A conflict at every kind of place: what stands in the projects `old`, mine and theirs.
fn clashing() -> (Project, Project, Project) {
    let mut base = project(0b1_0000_0110);
    let (mut current, mut new) = (base.clone(), base.clone());
    for (project, text) in [(&mut base, "old"), (&mut current, "mine"), (&mut new, "theirs")] {
        project.name = text.to_owned();
        let endpoint = Arc::make_mut(&mut project.endpoints[0]);
        endpoint.notes = text.to_owned();
        endpoint.responses[0].name = text.to_owned();
        endpoint.responses[0].headers = vec![Header::new("X-A", "same"), Header::new("X-A", text)];
        endpoint.responses[1].name = text.to_owned();
        endpoint.responses[2].name = text.to_owned();
    }
    Arc::make_mut(&mut current.endpoints[0]).responses.remove(1);
    Arc::make_mut(&mut new.endpoints[0]).responses.remove(2);
    (base, current, new)
}

#[test]
fn each_conflict_can_be_decided_either_way() {
    let (base, current, new) = clashing();
    let merged = merge(&base, &current, &new);
    assert_eq!(merged.project.contract.as_ref().unwrap().conflicts, merged.conflicts);
    let mut places: Vec<&str> = merged.conflicts.iter().map(|conflict| conflict.part.as_str()).collect();
    places.sort_unstable();
    assert_eq!(places, ["", "", "headers/x-a/2", "name", "name", "notes"]);
    let mut all_mine = merged.project.clone();
    let mut all_theirs = merged.project.clone();
    for conflict in &merged.conflicts {
        let theirs = take_theirs(&merged.project, conflict);
        assert_eq!(open_conflicts(&theirs).len(), merged.conflicts.len() - 1, "{conflict:?}");
        assert_ne!(theirs.endpoints == merged.project.endpoints, conflict.endpoint.is_some(), "{conflict:?}");
        all_mine = keep_mine(&all_mine, conflict);
        all_theirs = take_theirs(&all_theirs, conflict);
    }
    assert!(open_conflicts(&all_mine).is_empty() && open_conflicts(&all_theirs).is_empty());
    assert_eq!((all_mine.name.as_str(), &all_mine.endpoints), ("mine", &current.endpoints));
    assert_eq!((all_theirs.name.as_str(), &all_theirs.endpoints), ("theirs", &new.endpoints));
}

#[test]
fn whole_endpoints_can_be_decided_either_way() {
    // `/b` is changed by hand and leaves the contract; `/c` is deleted by hand and changes its tag.
    let (base, new) = (project(0b0101_0000), project(0b1100_0000));
    let mut current = base.clone();
    Arc::make_mut(&mut current.endpoints[1]).notes = "mine".to_owned();
    current.endpoints.remove(2);
    let merged = merge(&base, &current, &new);
    assert_eq!(merged.conflicts.len(), 2, "{:?}", merged.conflicts);
    assert_eq!(merged.project.endpoints.len(), 2);
    let theirs = merged.conflicts.iter().fold(merged.project.clone(), |project, conflict| take_theirs(&project, conflict));
    assert_eq!(theirs.endpoints, new.endpoints);
    let mine = merged.conflicts.iter().fold(merged.project.clone(), |project, conflict| keep_mine(&project, conflict));
    assert_eq!(mine.endpoints[1].notes, "mine");
}

#[test]
fn a_conflict_follows_the_contract_and_ends_where_that_goes_back_or_says_the_same() {
    let text = |text: &str| {
        let mut project = project(0);
        Arc::make_mut(&mut project.endpoints[0]).notes = text.to_owned();
        project
    };
    let first = merge(&text("old"), &text("mine"), &text("theirs")).project;
    let open = |project: &Project| -> Vec<(Option<Value>, Option<Value>)> {
        open_conflicts(project).into_iter().map(|open| (open.conflict.base, open.conflict.theirs)).collect()
    };
    assert_eq!(open(&first), [(Some("old".into()), Some("theirs".into()))]);
    let elsewhere = merge(&text("theirs"), &first, &text("theirs")).project;
    assert_eq!(open(&elsewhere), open(&first), "what changes elsewhere leaves it open");
    let second = merge(&text("theirs"), &first, &text("later")).project;
    assert_eq!(open(&second), [(Some("old".into()), Some("later".into()))]);
    for ends in ["old", "mine"] {
        let third = merge(&text("later"), &second, &text(ends)).project;
        assert!(third.contract.unwrap().conflicts.is_empty(), "{ends}");
    }
    let mut by_hand = second.clone();
    Arc::make_mut(&mut by_hand.endpoints[0]).notes = "later".to_owned();
    assert!(open(&by_hand).is_empty(), "a person can write the same too");
}

#[test]
fn a_copy_that_a_person_made_is_not_taken_for_what_was_derived() {
    let (base, new) = (project(0), project(0b1000));
    let mut current = base.clone();
    let mut copy = Endpoint::clone(&current.endpoints[0]);
    copy.id = EndpointId::new("copy");
    copy.path = "/copy".to_owned();
    current.endpoints.insert(0, Arc::new(copy.clone()));
    let merged = merge(&base, &current, &new);
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    assert_eq!(*merged.project.endpoints[0], copy);
    assert_eq!(merged.project.endpoints[1], new.endpoints[0]);
}
