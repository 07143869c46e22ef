//! `phone`: telephone numbers in the ways of the locale, and the numbers of devices.

use serde_json::Value;

use super::draw;
use super::localized::localized;
use super::method::{Kind, Method, optional};

pub(super) static METHODS: &[Method] = &[
    Method::text("phone.imei", "The number of a mobile device, with its check digit.", |call| {
        let digits = draw::characters(call.random, draw::DIGITS, 14);
        let check = draw::luhn(&digits);
        let (kind, rest) = digits.split_at_checked(8).unwrap_or_default();
        let (area, factory) = kind.split_at_checked(2).unwrap_or_default();
        Ok(Value::from(format!("{area}-{factory}-{rest}-{check}")))
    }),
    Method::text("phone.number", "A telephone number.", |call| {
        let words = localized(call.locale);
        let formats = match call.choice("style")? {
            Some("national") => words.national_phones,
            Some("international") => words.international_phones,
            Some("mobile") => words.mobile_phones,
            _ => words.phones,
        };
        let format = call.pick(formats);
        Ok(Value::from(draw::fill(call.random, format)))
    })
    .with(&[optional(
        "style",
        Kind::Choice(&["human", "national", "international", "mobile"]),
        "human",
        "As people write it, as the country does, as dialled from abroad, or that of a mobile telephone.",
    )])
    .positions(0),
];
