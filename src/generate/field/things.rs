//! Small groups of facts that belong together in one object: a vehicle, a body, a picture's frame, a payment card.

use serde_json::Value;

use super::person;
use super::record::{Draft, Record, decimal, fill};
use crate::generate::random::Random;

/// Makers of cars and what they make.
const VEHICLES: &[(&str, &[&str])] = &[
    ("Toyota", &["Corolla", "Yaris", "RAV4", "Camry", "Prius"]),
    ("Volkswagen", &["Golf", "Polo", "Passat", "Tiguan", "ID.4"]),
    ("Ford", &["Focus", "Fiesta", "Mustang", "Explorer", "Ranger"]),
    ("Honda", &["Civic", "Accord", "CR-V", "Jazz"]),
    ("BMW", &["320i", "X3", "X5", "i4", "118i"]),
    ("Renault", &["Clio", "Megane", "Captur", "Zoe"]),
    ("Tesla", &["Model 3", "Model Y", "Model S", "Model X"]),
    ("Hyundai", &["Tucson", "Kona", "i30", "Ioniq 5"]),
    ("Fiat", &["500", "Panda", "Tipo"]),
    ("Volvo", &["XC40", "XC60", "V60", "EX30"]),
    ("Nissan", &["Leaf", "Qashqai", "Micra"]),
    ("Kia", &["Sportage", "Ceed", "EV6", "Picanto"]),
];

/// A maker and a model.
pub(super) type Vehicle = (&'static str, &'static str);

impl Record<'_> {
    fn vehicle(&mut self, random: &mut Random) -> Vehicle {
        *self.vehicle.get_or_insert_with(|| {
            let (maker, models) = random.pick(VEHICLES).copied().unwrap_or_default();
            (maker, random.pick(models).copied().unwrap_or_default())
        })
    }
}

pub(super) fn vehicle_make(draft: &mut Draft<'_, '_>) -> Value {
    draft.record.vehicle(draft.random).0.into()
}

pub(super) fn vehicle_model(draft: &mut Draft<'_, '_>) -> Value {
    draft.record.vehicle(draft.random).1.into()
}

pub(super) fn vehicle(draft: &mut Draft<'_, '_>) -> Value {
    let (maker, model) = draft.record.vehicle(draft.random);
    format!("{maker} {model}").into()
}

pub(super) fn fuel(draft: &mut Draft<'_, '_>) -> Value {
    if draft.record.vehicle(draft.random).0 == "Tesla" {
        return "electric".into();
    }
    draft.random.pick(&["petrol", "diesel", "electric", "hybrid"]).copied().unwrap_or_default().into()
}

/// What a scale and a tape say of a person: centimetres and hundreds of grams.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body {
    height_cm: i64,
    weight_hg: i64,
}

fn body(draft: &mut Draft<'_, '_>) -> Body {
    if let Some(body) = draft.record.body {
        return body;
    }
    let female = person::is_female(draft);
    let height_cm = draft.random.integer(162, 188) - if female { 10 } else { 0 };
    let index_tenths = draft.random.integer(190, 310);
    // The body-mass index is kilograms by square metres.
    let body = Body { height_cm, weight_hg: index_tenths * height_cm * height_cm / 10_000 };
    draft.record.body = Some(body);
    body
}

pub(super) fn body_height(draft: &mut Draft<'_, '_>) -> Value {
    body(draft).height_cm.into()
}

pub(super) fn body_weight(draft: &mut Draft<'_, '_>) -> Value {
    decimal(body(draft).weight_hg, 1)
}

pub(super) fn body_mass_index(draft: &mut Draft<'_, '_>) -> Value {
    let body = body(draft);
    let square = body.height_cm * body.height_cm;
    decimal((body.weight_hg * 10_000 + square / 2) / square, 1)
}

pub(super) fn systolic(draft: &mut Draft<'_, '_>) -> Value {
    draft.random.integer(105, 145).into()
}

pub(super) fn diastolic(draft: &mut Draft<'_, '_>) -> Value {
    draft.random.integer(62, 95).into()
}

pub(super) fn blood_pressure(draft: &mut Draft<'_, '_>) -> Value {
    format!("{}/{}", draft.random.integer(105, 145), draft.random.integer(62, 95)).into()
}

/// Usual sizes of pictures, in pixels.
const FRAMES: &[(i64, i64)] =
    &[(640, 480), (800, 600), (1024, 768), (1280, 720), (1600, 900), (1920, 1080), (2048, 1536), (2560, 1440), (3840, 2160)];

fn frame(draft: &mut Draft<'_, '_>) -> (i64, i64) {
    let random = &mut *draft.random;
    *draft.record.frame.get_or_insert_with(|| random.pick(FRAMES).copied().unwrap_or((640, 480)))
}

/// Whether the object is a parcel or a piece of furniture, whose sides are measured in centimetres.
fn is_solid(draft: &Draft<'_, '_>) -> bool {
    ["length", "depth", "weight"].iter().any(|kind| draft.record.siblings.has(kind))
}

pub(super) fn width(draft: &mut Draft<'_, '_>) -> Value {
    if is_solid(draft) { draft.random.integer(10, 120).into() } else { frame(draft).0.into() }
}

pub(super) fn height(draft: &mut Draft<'_, '_>) -> Value {
    let speaks_of_person = ["full_name", "age", "gender", "blood_type", "bmi", "birth_date"];
    if speaks_of_person.iter().any(|kind| draft.record.siblings.has(kind)) {
        return body_height(draft);
    }
    if is_solid(draft) { draft.random.integer(5, 90).into() } else { frame(draft).1.into() }
}

pub(super) fn resolution(draft: &mut Draft<'_, '_>) -> Value {
    let (width, height) = frame(draft);
    format!("{width}x{height}").into()
}

pub(super) fn weight(draft: &mut Draft<'_, '_>) -> Value {
    let speaks_of_person = ["full_name", "age", "gender", "blood_type", "bmi", "birth_date"];
    if speaks_of_person.iter().any(|kind| draft.record.siblings.has(kind)) {
        return body_weight(draft);
    }
    decimal(draft.random.integer(2, 300), 1)
}

pub(super) fn image_url(draft: &mut Draft<'_, '_>) -> Value {
    let (width, height) = frame(draft);
    let number = draft.random.integer(1, 999);
    format!("https://images.example.com/{width}x{height}/{number}.jpg").into()
}

/// Card numbers that payment services publish for tests, by brand.
const CARDS: &[(&str, &str)] = &[
    ("Visa", "4242424242424242"),
    ("Visa", "4111111111111111"),
    ("Visa", "4000056655665556"),
    ("Mastercard", "5555555555554444"),
    ("Mastercard", "2223003122003222"),
    ("Mastercard", "5105105105105100"),
    ("American Express", "378282246310005"),
    ("American Express", "371449635398431"),
    ("Discover", "6011111111111117"),
    ("Discover", "6011000990139424"),
    ("JCB", "3566002020360505"),
    ("Diners Club", "3056930009020004"),
];

fn card(draft: &mut Draft<'_, '_>) -> (&'static str, &'static str) {
    let random = &mut *draft.random;
    *draft.record.card.get_or_insert_with(|| random.pick(CARDS).copied().unwrap_or(("Visa", "4242424242424242")))
}

pub(super) fn card_brand(draft: &mut Draft<'_, '_>) -> Value {
    card(draft).0.into()
}

pub(super) fn card_number(draft: &mut Draft<'_, '_>) -> Value {
    card(draft).1.into()
}

pub(super) fn card_last_digits(draft: &mut Draft<'_, '_>) -> Value {
    let number = card(draft).1;
    number.get(number.len().saturating_sub(4)..).unwrap_or_default().into()
}

pub(super) fn card_first_digits(draft: &mut Draft<'_, '_>) -> Value {
    card(draft).1.get(..6).unwrap_or_default().into()
}

pub(super) fn card_code(draft: &mut Draft<'_, '_>) -> Value {
    let form = if card(draft).0 == "American Express" { "####" } else { "###" };
    fill(form, draft.random).into()
}

pub(super) fn card_expiry_year(draft: &mut Draft<'_, '_>) -> Value {
    let now = person::year(draft.random.now().as_second());
    (now + draft.random.integer(1, 5)).into()
}

pub(super) fn card_expiry(draft: &mut Draft<'_, '_>) -> Value {
    let year = person::year(draft.random.now().as_second()) + draft.random.integer(1, 5);
    format!("{:02}/{:02}", draft.random.integer(1, 12), year % 100).into()
}
