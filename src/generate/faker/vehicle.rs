//! `vehicle`: cars, bicycles and their numbers.

use serde_json::Value;

use super::call::Call;
use super::draw;
use super::method::Method;
use super::words::{science, travel};

pub(super) static METHODS: &[Method] = &[
    Method::text("vehicle.bicycle", "A type of bicycle.", |call| call.word(travel::BICYCLES)),
    Method::text("vehicle.color", "The colour of a vehicle.", |call| call.word(science::COLORS)),
    Method::text("vehicle.fuel", "What a vehicle runs on.", |call| call.word(travel::FUELS)),
    Method::text("vehicle.manufacturer", "Who makes vehicles.", |call| call.word(travel::MANUFACTURERS)),
    Method::text("vehicle.model", "A model of a car.", |call| call.word(travel::MODELS)),
    Method::text("vehicle.type", "A type of car.", |call| call.word(travel::TYPES)),
    Method::text("vehicle.vehicle", "A manufacturer and a model.", |call| {
        Ok(Value::from(format!("{} {}", call.pick(travel::MANUFACTURERS), call.pick(travel::MODELS))))
    }),
    Method::text("vehicle.vin", "The number of a vehicle: 17 characters, the ninth a valid check digit.", |call| {
        Ok(Value::from(vin(call)))
    }),
    Method::text("vehicle.vrm", "A number plate of the form that the United Kingdom has.", |call| {
        Ok(Value::from(draw::fill(call.random, "??##???")))
    }),
];

/// The characters of a vehicle's number: those that look like digits are left out.
const VIN: &str = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";

/// A number whose check digit follows from the value of each character and the weight of its place.
fn vin(call: &mut Call<'_>) -> String {
    let serial = draw::characters(call.random, draw::DIGITS, 5);
    let (front, back) = (draw::characters(call.random, VIN, 8), draw::characters(call.random, VIN, 3));
    let value = |character: char| match character {
        '0'..='9' => u32::from(character) - u32::from('0'),
        'A'..='H' => u32::from(character) - u32::from('A') + 1,
        'J'..='R' => u32::from(character) - u32::from('J') + 1,
        'S'..='Z' => u32::from(character) - u32::from('S') + 2,
        _ => 0,
    };
    let weights = [8, 7, 6, 5, 4, 3, 2, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 =
        format!("{front}{back}{serial}").chars().zip(weights).map(|(character, weight)| value(character) * weight).sum();
    let check = if sum % 11 == 10 { "X".to_owned() } else { (sum % 11).to_string() };
    format!("{front}{check}{back}{serial}")
}
