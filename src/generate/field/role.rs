//! Whom or where a field speaks of, when its name says so: `sender_email` and `recipient_email` in one object belong to two
//! people, `email` and `customer_name` to one. Every value depends on it, so it is read once, into a [`FieldName`].

use std::borrow::Cow;

/// A field's name, with what it says of whom, where and which end of a range its values are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldName {
    text: Cow<'static, str>,
    /// Of whom it speaks.
    pub(super) person: Role,
    /// Of which place it speaks.
    pub(super) place: Role,
    /// The end of a range that it asks for; see [`bound_of`].
    pub(super) bound: Option<(Bound, u64)>,
}

impl FieldName {
    /// Reads a name.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        Self { person: role_of(&text, PEOPLE), place: role_of(&text, PLACES), bound: bound_of(&text), text }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Words that set a person apart from the one that the object is about.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "manager", "sender", "recipient", "receiver", "author", "owner", "assignee", "reporter", "approver", "emergency", "spouse",
    "mother", "father", "guardian", "parent", "doctor", "physician", "driver", "seller", "buyer", "vendor", "supplier", "editor",
    "reviewer", "host", "guest", "referrer", "supervisor", "agent", "teacher", "student", "reply", "support", "created", "updated",
    "deleted", "modified", "approved", "assigned", "shipping", "from", "to", "payer", "payee", "merchant",
];

/// Words that set a place apart from the one that the object is about.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "shipping", "billing", "origin", "destination", "from", "to", "departure", "arrival", "pickup", "delivery", "dropoff", "birth",
    "source", "target", "home", "work", "sender", "recipient", "owner", "manager", "author", "emergency",
];

/// Who or where a value belongs to: 0 for what the object is about.
pub(super) type Role = u8;

fn role_of(name: &str, roles: &[&str]) -> Role {
    for part in parts(name) {
        if let Some(place) = roles.iter().position(|role| part.eq_ignore_ascii_case(role)) {
            // The lists are shorter than 255.
            return place as Role + 1;
        }
    }
    0
}

/// Which end of a range a name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Low,
    Middle,
    High,
}

const LOW: &[&str] = &["min", "minimum", "lower", "low", "lowest", "floor"];
const MIDDLE: &[&str] = &["avg", "average", "mean", "median"];
const HIGH: &[&str] = &["max", "maximum", "upper", "high", "highest", "ceiling"];

/// The end of a range that a name asks for, and a number that stands for the rest of the name: the same for `min_price` and
/// `maxPrice`.
fn bound_of(name: &str) -> Option<(Bound, u64)> {
    let mut bound = None;
    // FNV-1a: short, and the same everywhere.
    let mut rest: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts(name) {
        let is_one_of = |words: &[&str]| words.iter().any(|word| part.eq_ignore_ascii_case(word));
        let found = match () {
            () if is_one_of(LOW) => Some(Bound::Low),
            () if is_one_of(MIDDLE) => Some(Bound::Middle),
            () if is_one_of(HIGH) => Some(Bound::High),
            () => None,
        };
        if found.is_some() && bound.is_none() {
            bound = found;
        } else {
            for byte in part.bytes() {
                rest = (rest ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    bound.map(|bound| (bound, rest))
}

/// The parts of a name between separators and before capitals.
pub(super) fn parts(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|character: char| !character.is_alphanumeric());
        if rest.is_empty() {
            return None;
        }
        let mut before_was_lower = false;
        let end = rest.char_indices().find(|&(_, character)| {
            let ends = !character.is_alphanumeric() || before_was_lower && character.is_uppercase();
            before_was_lower = !character.is_uppercase();
            ends
        });
        let (part, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_taken_apart_in_every_style() {
        for name in ["min_unit_price", "minUnitPrice", "MinUnitPrice", "min-unit-price", "min.unit price"] {
            assert_eq!(parts(name).map(str::to_lowercase).collect::<Vec<_>>(), ["min", "unit", "price"], "{name}");
        }
        assert_eq!(parts("MAX_SIZE").collect::<Vec<_>>(), ["MAX", "SIZE"]);
    }

    #[test]
    fn ends_of_one_range_share_the_rest_of_their_name() {
        let (low, rest) = bound_of("min_price").unwrap();
        assert_eq!(low, Bound::Low);
        assert_eq!(bound_of("maxPrice"), Some((Bound::High, rest)));
        assert_ne!(bound_of("max_age").map(|(_, rest)| rest), Some(rest));
        assert_eq!(bound_of("price"), None);
        assert_eq!(bound_of("administrator"), None);
    }

    #[test]
    fn roles_are_told_apart() {
        let person_of = |name: &'static str| FieldName::new(name).person;
        let place_of = |name: &'static str| FieldName::new(name).place;
        assert_eq!(person_of("email"), 0);
        assert_eq!(person_of("customer_email"), 0);
        assert_eq!(person_of("birth_date"), 0);
        assert_ne!(person_of("senderEmail"), 0);
        assert_ne!(person_of("senderEmail"), person_of("recipient_email"));
        assert_eq!(person_of("sender_email"), person_of("SENDER_NAME"));
        assert_ne!(place_of("birth_city"), place_of("city"));
    }

    proptest! {
        #[test]
        fn any_name_can_be_taken_apart(name in "\\PC{0,60}") {
            prop_assert!(parts(&name).all(|part| !part.is_empty()));
            let read = FieldName::new(name.clone());
            prop_assert_eq!(read.as_str(), name);
        }
    }
}
