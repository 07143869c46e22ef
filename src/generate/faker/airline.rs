//! `airline`: flights and who flies them.

use serde_json::{Value, json};

use super::draw;
use super::method::{Kind, Method, Shape, optional};
use super::words::travel;

const AIRCRAFT: &[&str] = &["narrowbody", "regional", "widebody"];

pub(super) static METHODS: &[Method] = &[
    Method::text("airline.aircraftType", "A class of aircraft.", |call| call.word(AIRCRAFT)),
    Method::new("airline.airline", "An airline with its code.", Shape::Object, |call| {
        let (name, code) = call.random.pick(travel::AIRLINES).copied().unwrap_or_default();
        Ok(json!({"name": name, "iataCode": code}))
    }),
    Method::new("airline.airplane", "An aircraft with the code of its type.", Shape::Object, |call| {
        let (name, code) = call.random.pick(travel::AIRPLANES).copied().unwrap_or_default();
        Ok(json!({"name": name, "iataTypeCode": code}))
    }),
    Method::new("airline.airport", "An airport with its code.", Shape::Object, |call| {
        let (name, code) = call.random.pick(travel::AIRPORTS).copied().unwrap_or_default();
        Ok(json!({"name": name, "iataCode": code}))
    }),
    Method::text("airline.flightNumber", "The number of a flight.", |call| {
        let length = call.count("length", (1, 4))?;
        let zeros = call.flag("addLeadingZeros", false)?;
        let mut number = draw::characters(call.random, "123456789", length.min(1));
        number.push_str(&draw::characters(call.random, draw::DIGITS, length.saturating_sub(1)));
        Ok(Value::from(if zeros { format!("{number:0>4}") } else { number }))
    })
    .with(&[
        optional("length", Kind::Count, "1 to 4", "How many digits."),
        optional("addLeadingZeros", Kind::Boolean, "false", "Whether zeros fill it up to four digits."),
    ])
    .positions(0),
    Method::text("airline.recordLocator", "The code of a booking: six characters.", |call| {
        let numerics = call.flag("allowNumerics", false)?;
        let similar = call.flag("allowVisuallySimilarCharacters", false)?;
        let alphabet = match (numerics, similar) {
            (false, false) => "ABCDEFGHJKMNPQRSTUVWXYZ",
            (false, true) => draw::UPPER,
            (true, false) => "23456789ABCDEFGHJKMNPQRSTUVWXYZ",
            (true, true) => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        };
        Ok(Value::from(draw::characters(call.random, alphabet, 6)))
    })
    .with(&[
        optional("allowNumerics", Kind::Boolean, "false", "Whether digits may occur."),
        optional("allowVisuallySimilarCharacters", Kind::Boolean, "false", "Whether I and L, 0 and O may occur."),
    ])
    .positions(0),
    Method::text("airline.seat", "A seat in an aircraft.", |call| {
        let (rows, seats) = match call.choice("aircraftType")? {
            Some("regional") => (20, "ABCD"),
            Some("widebody") => (60, "ABCDEFGHJK"),
            _ => (35, "ABCDEF"),
        };
        Ok(Value::from(format!("{}{}", call.random.integer(1, rows), draw::ascii(call.random, seats))))
    })
    .with(&[optional("aircraftType", Kind::Choice(AIRCRAFT), "narrowbody", "The class of aircraft.")])
    .positions(0),
];
