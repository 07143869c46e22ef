//! Contract, mock and real API in one table: where each differs from the contract that the project holds, part by part of each
//! operation, and since when that has been known.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    sync::Arc,
};

use jiff::Timestamp;

use super::{Contract, Difference, probe::Finding};

/// Since when each thing that differs has been known, by its name.
pub type FirstSeen = BTreeMap<String, Timestamp>;

/// Who differs from the contract that the project holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter, strum::IntoStaticStr)]
pub enum Party {
    /// The contract as it is published now.
    Contract,
    /// What the project answers.
    Mock,
    /// What the real API answered to the last contract test.
    #[strum(serialize = "Real API")]
    RealApi,
}

impl Party {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        self.into()
    }
}

/// What of an operation differs, in the order in which it is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// All of it.
    Operation,
    /// What is asked.
    Request,
    /// What is answered, with whatever status.
    Answers,
    /// What is answered with one status, as the contract writes it: `404`, `4XX`, `default`.
    Answer(String),
}

impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation => f.write_str("operation"),
            Self::Request => f.write_str("request"),
            Self::Answers => f.write_str("responses"),
            Self::Answer(status) => write!(f, "response {status}"),
        }
    }
}

/// One thing in which somebody differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Deviation {
    /// Who.
    pub party: Party,
    /// The operation: `GET /pets/{id}`.
    pub operation: Arc<str>,
    /// What of it.
    pub aspect: Aspect,
    /// The same for the same thing as long as it lasts.
    pub key: String,
    /// What it is, in one sentence.
    pub message: Arc<str>,
    /// Since when it has been known, where that is told elsewhere.
    pub since: Option<Timestamp>,
}

/// What is told of somebody in one place of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What it is.
    pub message: Arc<str>,
    /// Since when it has been known.
    pub since: Option<Timestamp>,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreeWayRow {
    /// The operation.
    pub operation: Arc<str>,
    /// What of it.
    pub aspect: Aspect,
    told: HashMap<Party, Vec<Told>>,
}

impl ThreeWayRow {
    /// In what that one differs there; nothing where it does not.
    pub fn of(&self, party: Party) -> &[Told] {
        self.told.get(&party).map_or(&[], Vec::as_slice)
    }
}

/// How the published contract differs, for each operation that a difference touches.
pub fn published_deviations(difference: &Difference) -> Vec<Deviation> {
    let message: Arc<str> = if difference.place.is_empty() {
        difference.message.as_str().into()
    } else {
        format!("{}: {}", difference.place, difference.message).into()
    };
    let aspect = aspect(difference);
    let one = |operation: &String| Deviation {
        party: Party::Contract,
        operation: operation.as_str().into(),
        aspect: aspect.clone(),
        key: difference.key.clone(),
        message: Arc::clone(&message),
        since: None,
    };
    difference.operations.iter().map(one).collect()
}

fn aspect(difference: &Difference) -> Aspect {
    let mut words = difference.place.split(' ');
    match (words.next(), words.next()) {
        (Some("response"), Some(status)) => Aspect::Answer(status.to_owned()),
        _ => match (difference.sides.requests, difference.sides.responses) {
            (true, false) => Aspect::Request,
            (false, true) => Aspect::Answers,
            _ => Aspect::Operation,
        },
    }
}

/// How the real API differs, by one finding of a contract test.
pub fn real_deviation(finding: &Finding) -> Deviation {
    Deviation {
        party: Party::RealApi,
        operation: finding.operation.as_str().into(),
        aspect: finding.status.map_or(Aspect::Operation, |status| Aspect::Answer(status.to_string())),
        key: finding.id.clone(),
        message: format!("{}: {}", finding.place(), finding.message).into(),
        since: finding.since,
    }
}

/// The table of what differs: operations in the contract's order, others behind them. What is seen for the first time is
/// remembered in `first_seen` with `now`; what has gone is forgotten, but only of those in `looked_at`.
pub fn three_way(
    contract: &Contract,
    deviations: Vec<Deviation>,
    first_seen: &mut FirstSeen,
    looked_at: &[Party],
    now: Timestamp,
) -> Vec<ThreeWayRow> {
    let mut still_there = FirstSeen::new();
    let mut rows: HashMap<(Arc<str>, Aspect), HashMap<Party, Vec<Told>>> = HashMap::new();
    for Deviation { party, operation, aspect, key, message, since } in deviations {
        let since = since.unwrap_or_else(|| {
            let name = format!("{}{key}", prefix(party));
            let known = first_seen.get(&name).copied().unwrap_or(now);
            *still_there.entry(name).or_insert(known)
        });
        let told = Told { message, since: Some(since) };
        rows.entry((operation, aspect)).or_default().entry(party).or_default().push(told);
    }
    first_seen.retain(|name, _| !looked_at.iter().any(|party| name.starts_with(&prefix(*party))));
    first_seen.append(&mut still_there);
    let order: HashMap<String, usize> =
        contract.operations.iter().enumerate().map(|(index, operation)| (operation.key(), index)).collect();
    let position = |operation: &Arc<str>| order.get(&**operation).copied().unwrap_or(usize::MAX);
    let mut rows: Vec<ThreeWayRow> =
        rows.into_iter().map(|((operation, aspect), told)| ThreeWayRow { operation, aspect, told }).collect();
    rows.sort_by_cached_key(|row| (position(&row.operation), Arc::clone(&row.operation), row.aspect.clone()));
    rows
}

fn prefix(party: Party) -> String {
    format!("{}: ", party.label())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::contract::differences;

    fn contract(maximum: u64) -> Contract {
        let pet = json!({ "properties": { "name": { "type": "string", "maxLength": maximum } } });
        let answer = |schema: Value| json!({ "description": "", "content": { "application/json": { "schema": schema } } });
        Contract::view(&Arc::new(json!({ "openapi": "3.1.0", "components": { "schemas": { "Pet": pet } }, "paths": {
            "/b": { "get": { "responses": { "200": answer(json!({ "$ref": "#/components/schemas/Pet" })) } } },
            "/a": { "get": { "responses": { "200": answer(json!({ "maxLength": maximum })) } } }
        } })))
    }

    fn mock(key: &str) -> Deviation {
        let aspect = Aspect::Answer("200".to_owned());
        Deviation {
            party: Party::Mock,
            operation: "GET /a".into(),
            aspect,
            key: key.to_owned(),
            message: key.into(),
            since: None,
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn what_is_about_the_same_part_stands_side_by_side() {
        let (old, new) = (contract(20), contract(10));
        let mut deviations: Vec<Deviation> = differences(&old, &new).iter().flat_map(published_deviations).collect();
        deviations.push(mock("Response 200 changed"));
        deviations.push(Deviation { party: Party::RealApi, since: Some(at(3)), operation: "GET /z".into(), ..mock("Gone") });
        let rows = three_way(&old, deviations, &mut FirstSeen::new(), &[Party::Contract, Party::Mock], at(7));
        let words: Vec<String> = rows.iter().map(|row| format!("{} {}", row.operation, row.aspect)).collect();
        assert_eq!(words, ["GET /b responses", "GET /a response 200", "GET /z response 200"]);
        let told = |row: &ThreeWayRow, party| row.of(party).iter().map(|told| told.message.to_string()).collect::<Vec<_>>();
        assert!(told(&rows[1], Party::Contract)[0].contains("maxLength is 10 instead of 20"), "{rows:#?}");
        assert_eq!(told(&rows[1], Party::Mock), ["Response 200 changed"]);
        assert!(told(&rows[1], Party::RealApi).is_empty());
        assert_eq!(rows[2].of(Party::RealApi)[0].since, Some(at(3)));
    }

    #[test]
    fn what_lasts_keeps_its_time_and_what_comes_back_gets_a_new_one() {
        let contract = contract(20);
        let mut seen = FirstSeen::new();
        let mut look = |keys: &[&str], looked_at: &[Party], second| {
            let rows = three_way(&contract, keys.iter().map(|key| mock(key)).collect(), &mut seen, looked_at, at(second));
            rows.iter().flat_map(|row| row.of(Party::Mock)).map(|told| told.since.unwrap().as_second()).collect::<Vec<_>>()
        };
        assert_eq!(look(&["x", "x"], &[Party::Mock], 1), [1, 1]);
        assert_eq!(look(&["x", "y"], &[Party::Mock], 2), [1, 2]);
        assert_eq!(look(&[], &[Party::Contract], 3), [0; 0], "the mock was not looked at");
        assert_eq!(look(&["x"], &[Party::Mock], 4), [1]);
        assert_eq!(look(&["x", "y"], &[Party::Mock], 5), [1, 5]);
    }
}
