//! The places of one object: city, region, postal code, country, coordinates, currency, time zone and telephone number of
//! one place fit together.

use serde_json::Value;

use super::places::{PLACES, Place};
use super::record::{Draft, Record, decimal, fill};
use super::role::FieldName;
use crate::generate::faker;
use crate::generate::random::Random;

impl Record<'_> {
    /// The place that a field speaks of. In a language other than English it is where that language is spoken.
    pub(super) fn place(&mut self, name: &FieldName, random: &mut Random) -> &'static Place {
        if let Some((_, place)) = self.places.iter().find(|(of, _)| *of == name.place) {
            return place;
        }
        let language = self.locale.code().get(..2).unwrap_or("en");
        let of_language = PLACES.iter().filter(|place| place.language == language);
        let count = if language == "en" { 0 } else { of_language.clone().count() };
        let place = if count > 0 { of_language.clone().nth(random.below(count)) } else { random.pick(PLACES) };
        let place = place.unwrap_or(&super::places::ELSEWHERE);
        self.places.push((name.place, place));
        place
    }
}

fn of(draft: &mut Draft<'_, '_>) -> &'static Place {
    draft.record.place(draft.name, draft.random)
}

pub(super) fn city(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).city.into()
}

pub(super) fn region(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).region.into()
}

pub(super) fn region_code(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).region_code.into()
}

pub(super) fn country(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).country.into()
}

pub(super) fn country_code(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).code.into()
}

pub(super) fn country_code_3(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).code_3.into()
}

pub(super) fn continent(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).continent.into()
}

pub(super) fn postal_code(draft: &mut Draft<'_, '_>) -> Value {
    let place = of(draft);
    fill(place.postal_form, draft.random).into()
}

/// One ten-thousandth of a degree is about 11 metres: the value lies within some 3 kilometres of the centre.
fn near(centre: i64, random: &mut Random) -> Value {
    decimal(centre * 100 + random.integer(-30_000, 30_000), 6)
}

pub(super) fn latitude(draft: &mut Draft<'_, '_>) -> Value {
    near(of(draft).latitude_e4, draft.random)
}

pub(super) fn longitude(draft: &mut Draft<'_, '_>) -> Value {
    near(of(draft).longitude_e4, draft.random)
}

pub(super) fn coordinates(draft: &mut Draft<'_, '_>) -> Value {
    let (latitude, longitude) = (latitude(draft), longitude(draft));
    format!("{latitude},{longitude}").into()
}

pub(super) fn time_zone(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).time_zone.into()
}

pub(super) fn language_code(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).language.into()
}

pub(super) fn locale_code(draft: &mut Draft<'_, '_>) -> Value {
    let place = of(draft);
    format!("{}-{}", place.language, place.code).into()
}

pub(super) fn language_name(draft: &mut Draft<'_, '_>) -> Value {
    match of(draft).language {
        "de" => "German",
        "fr" => "French",
        "es" => "Spanish",
        "it" => "Italian",
        "pt" => "Portuguese",
        "nl" => "Dutch",
        "ja" => "Japanese",
        "zh" => "Chinese",
        "ko" => "Korean",
        "ar" => "Arabic",
        "tr" => "Turkish",
        "fa" => "Persian",
        "pl" => "Polish",
        "sv" => "Swedish",
        "da" => "Danish",
        "nb" => "Norwegian",
        "fi" => "Finnish",
        "cs" => "Czech",
        "el" => "Greek",
        "hu" => "Hungarian",
        "ro" => "Romanian",
        "th" => "Thai",
        "vi" => "Vietnamese",
        "id" => "Indonesian",
        "hi" => "Hindi",
        "he" => "Hebrew",
        "uk" => "Ukrainian",
        _ => "English",
    }
    .into()
}

pub(super) fn dialling_code(draft: &mut Draft<'_, '_>) -> Value {
    format!("+{}", of(draft).dialling_code).into()
}

/// A telephone number of the place. In North America it is one of those reserved for fiction.
pub(super) fn phone(draft: &mut Draft<'_, '_>) -> Value {
    let place = of(draft);
    let number = if place.dialling_code == "1" { "!## 555 01##" } else { "!## ### ####" };
    format!("+{} {}", place.dialling_code, fill(number, draft.random)).into()
}

fn faked(method: &str, draft: &mut Draft<'_, '_>) -> String {
    match faker::call(method, &[], draft.random, draft.record.locale) {
        Ok(Value::String(text)) => text,
        _ => "12 High Street".to_owned(),
    }
}

pub(super) fn street_address(draft: &mut Draft<'_, '_>) -> Value {
    faked("location.streetAddress", draft).into()
}

/// A whole address on one line, or the street alone where other fields hold the rest.
pub(super) fn address(draft: &mut Draft<'_, '_>) -> Value {
    let street = faked("location.streetAddress", draft);
    if draft.record.siblings.has("city") {
        return street.into();
    }
    let place = of(draft);
    format!("{street}, {} {}, {}", fill(place.postal_form, draft.random), place.city, place.country).into()
}

/// A place as people name it: `Lyon, France`.
pub(super) fn location(draft: &mut Draft<'_, '_>) -> Value {
    let place = of(draft);
    format!("{}, {}", place.city, place.country).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_sound() {
        for place in PLACES {
            assert_eq!(place.code.len(), 2, "{place:?}");
            assert_eq!(place.code_3.len(), 3, "{place:?}");
            assert_eq!(place.currency.len(), 3, "{place:?}");
            assert!(place.latitude_e4.abs() < 900_000 && place.longitude_e4.abs() < 1_800_000, "{place:?}");
            assert!(place.time_zone.contains('/'), "{place:?}");
            assert!(place.dialling_code.bytes().all(|byte| byte.is_ascii_digit()), "{place:?}");
            // The same country has the same money, codes and dialling code wherever it is listed.
            for other in PLACES.iter().filter(|other| other.country == place.country) {
                let facts = |place: &Place| (place.code, place.code_3, place.currency, place.dialling_code, place.continent);
                assert_eq!(facts(other), facts(place));
            }
        }
        assert!(PLACES.len() >= 60);
    }
}
