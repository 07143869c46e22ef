//! `location`: places, addresses and coordinates.

use fake::locales::{Data, EN};
use serde_json::{Value, json};

use super::call::Call;
use super::localized::localized;
use super::method::{Answer, Kind, Method, Parameter, Shape, optional};
use super::words::{cities, countries};
use super::{FakerError, Locale, draw};

const ABBREVIATED: Parameter = optional("abbreviated", Kind::Boolean, "false", "Whether to shorten it.");
const PRECISION: Parameter = optional("precision", Kind::Integer, "4", "How many digits after the point at most.");

/// Directions of the compass, the cardinal ones first.
const DIRECTIONS: &[&str] = &["North", "East", "South", "West", "Northeast", "Northwest", "Southeast", "Southwest"];
const SHORT_DIRECTIONS: &[&str] = &["N", "E", "S", "W", "NE", "NW", "SE", "SW"];

pub(super) static METHODS: &[Method] = &[
    Method::text("location.buildingNumber", "The number of a building.", |call| Ok(Value::from(building_number(call)))),
    Method::text("location.cardinalDirection", "North, east, south or west.", |call| direction(call, 0, 4))
        .with(&[ABBREVIATED])
        .positions(0),
    Method::text("location.city", "The name of a city.", |call| Ok(Value::from(city(call)))),
    Method::text("location.continent", "A continent.", |call| {
        call.word(&["Africa", "Antarctica", "Asia", "Australia", "Europe", "North America", "South America"])
    }),
    Method::text("location.country", "The name of a country.", |call| call.word(localized(call.locale).countries)),
    Method::text("location.countryCode", "The code of a country, ISO 3166-1.", |call| {
        let variant = call.choice("variant")?;
        let (two, three, digits) = call.random.pick(countries::CODES).copied().unwrap_or_default();
        Ok(Value::from(match variant {
            Some("alpha-3") => three,
            Some("numeric") => digits,
            _ => two,
        }))
    })
    .with(&[optional(
        "variant",
        Kind::Choice(&["alpha-2", "alpha-3", "numeric"]),
        "alpha-2",
        "Two letters, three letters, or three digits.",
    )]),
    Method::text("location.county", "The name of a county.", |call| match call.locale {
        Locale::CyGb => call.word(cities::CY_STATES),
        _ => call.word(cities::EN_COUNTIES),
    }),
    Method::text("location.direction", "A direction of the compass.", |call| direction(call, 0, 8))
        .with(&[ABBREVIATED])
        .positions(0),
    Method::new("location.language", "A language with its codes, ISO 639.", Shape::Object, |call| {
        let (name, two, three) = call.random.pick(countries::LANGUAGES).copied().unwrap_or_default();
        Ok(json!({"name": name, "alpha2": two, "alpha3": three}))
    }),
    Method::new("location.latitude", "Degrees north, from -90 to 90.", Shape::Number, |call| coordinate(call, 90.0)).with(&[
        optional("max", Kind::Number, "90", "The largest value."),
        optional("min", Kind::Number, "-90", "The smallest value."),
        PRECISION,
    ]),
    Method::new("location.longitude", "Degrees east, from -180 to 180.", Shape::Number, |call| coordinate(call, 180.0)).with(&[
        optional("max", Kind::Number, "180", "The largest value."),
        optional("min", Kind::Number, "-180", "The smallest value."),
        PRECISION,
    ]),
    Method::new("location.nearbyGPSCoordinate", "Latitude and longitude of a point near another.", Shape::List, nearby)
        .with(&[
            optional("origin", Kind::List, "anywhere", "Latitude and longitude of the other point."),
            optional("radius", Kind::Number, "10", "The greatest distance."),
            optional("isMetric", Kind::Boolean, "false", "Whether the distance is in kilometres instead of miles."),
        ])
        .positions(0),
    Method::text("location.ordinalDirection", "Northeast, northwest, southeast or southwest.", |call| direction(call, 4, 4))
        .with(&[ABBREVIATED])
        .positions(0),
    Method::text("location.postalAddress", "An address of several lines, as on a letter.", |call| {
        let words = localized(call.locale);
        let (address, city, state, code) = (street_address(call, false), city(call), call.pick(words.states), postcode(call));
        Ok(Value::from(match call.locale {
            Locale::En => format!("{address}\n{city}\n{state}\n{code}"),
            Locale::JaJp | Locale::ZhCn | Locale::ZhTw => format!("{code}\n{state}{city}\n{address}"),
            Locale::CyGb | Locale::TrTr | Locale::ArSa | Locale::FaIr => format!("{address}\n{city}\n{code}"),
            _ => format!("{address}\n{code} {city}"),
        }))
    }),
    Method::text("location.secondaryAddress", "A part of a building.", |call| Ok(Value::from(secondary(call)))),
    Method::text("location.state", "A state, province or region of the country.", |call| {
        let words = localized(call.locale);
        let list = if call.flag("abbreviated", false)? { words.state_codes } else { words.states };
        call.word(list)
    })
    .with(&[ABBREVIATED])
    .positions(0),
    Method::text("location.street", "The name of a street.", |call| Ok(Value::from(street(call)))),
    Method::text("location.streetAddress", "A street with the number of a building.", |call| {
        let full = call.flag("useFullAddress", false)?;
        Ok(Value::from(street_address(call, full)))
    })
    .with(&[optional("useFullAddress", Kind::Boolean, "false", "Whether to name a part of the building too.")]),
    Method::text("location.timeZone", "The name of a time zone.", |call| call.word(countries::TIME_ZONES)),
    Method::text("location.zipCode", "A postal code.", |call| {
        call.text("state")?;
        match call.text("format")? {
            Some(format) => Ok(Value::from(draw::fill(call.random, &format.replace(['^', '!', '?'], "#")))),
            None => Ok(Value::from(postcode(call))),
        }
    })
    .with(&[
        optional("format", Kind::Text, "the country's", "A pattern, with # for each digit."),
        optional("state", Kind::Text, "any", "Accepted as Faker.js does; our codes are not bound to states."),
    ])
    .positions(1),
];

fn direction(call: &mut Call<'_>, skipped: usize, count: usize) -> Answer {
    let names = if call.flag("abbreviated", false)? { SHORT_DIRECTIONS } else { DIRECTIONS };
    let position = skipped + call.random.below(count);
    Ok(Value::from(names.get(position).copied().unwrap_or_default()))
}

/// A city: a real one, or in English at times one that is made up.
fn city(call: &mut Call<'_>) -> String {
    let words = localized(call.locale);
    if call.locale == Locale::En && call.random.chance(0.5) {
        let (name, suffix) = (call.pick(words.last_names), call.pick(EN::ADDRESS_CITY_SUFFIX));
        return match call.random.chance(0.25) {
            true => format!("{} {name}{suffix}", call.pick(EN::ADDRESS_CITY_PREFIX)),
            false => format!("{name}{suffix}"),
        };
    }
    call.pick(words.cities).to_owned()
}

fn street(call: &mut Call<'_>) -> String {
    let words = localized(call.locale);
    let (name, suffix) = (call.pick(words.street_names), call.pick(words.street_suffixes));
    words.street.replace("{StreetName}", name).replace("{StreetSuffix}", suffix)
}

fn building_number(call: &mut Call<'_>) -> String {
    let format = call.pick(localized(call.locale).building_numbers);
    draw::fill(call.random, format)
}

fn secondary(call: &mut Call<'_>) -> String {
    let word = call.pick(&["Apt.", "Suite"]);
    format!("{word} {}", call.random.integer(1, 999))
}

fn street_address(call: &mut Call<'_>, full: bool) -> String {
    let (street, number) = (street(call), building_number(call));
    let address = localized(call.locale).address.replace("{street}", &street).replace("{number}", &number);
    if full { format!("{address} {}", secondary(call)) } else { address }
}

fn postcode(call: &mut Call<'_>) -> String {
    let format = call.pick(localized(call.locale).postcodes);
    draw::fill(call.random, format)
}

fn coordinate(call: &mut Call<'_>, limit: f64) -> Answer {
    let (low, high) = (call.number("min")?.unwrap_or(-limit), call.number("max")?.unwrap_or(limit));
    if low > high || low < -limit || high > limit {
        return call.unsuitable(format!(
            "'min' and 'max' must lie from -{limit} to {limit}, the smaller first, but are {low} and {high}"
        ));
    }
    let digits = call.integer("precision", 0, 15)?.unwrap_or(4);
    Ok(draw::number(draw::decimal(call.random, low, high, digits as u32)))
}

/// Miles and kilometres in a degree of latitude.
const MILES: f64 = 69.0;
const KILOMETRES: f64 = 111.0;

/// A point in the square around the origin, cut to the circle. Away from the equator a degree of longitude is shorter than
/// one of latitude, so that the circle becomes narrower than asked for: never wider, and without a cosine, whose last digit
/// is not the same on every platform.
fn nearby(call: &mut Call<'_>) -> Answer {
    let radius = call.number("radius")?.unwrap_or(10.0);
    if !(0.0..=20_000.0).contains(&radius) {
        return call.unsuitable(format!("'radius' must lie from 0 to 20000, but is {radius}"));
    }
    let degrees = radius / if call.flag("isMetric", false)? { KILOMETRES } else { MILES };
    let (latitude, longitude) = match call.list("origin")? {
        None => (draw::decimal(call.random, -90.0, 90.0, 4), draw::decimal(call.random, -180.0, 180.0, 4)),
        Some(origin) => point(call, origin)?,
    };
    let (mut up, mut right) = (0.0, 0.0);
    for _ in 0..16 {
        (up, right) = (call.random.float(-1.0, 1.0), call.random.float(-1.0, 1.0));
        if up * up + right * right <= 1.0 {
            break;
        }
        (up, right) = (0.0, 0.0);
    }
    let rounded = |number: f64| draw::number((number * 10_000.0).round() / 10_000.0);
    let latitude = (latitude + up * degrees).clamp(-90.0, 90.0);
    let mut longitude = longitude + right * degrees;
    // Across the date line.
    while longitude > 180.0 {
        longitude -= 360.0;
    }
    while longitude < -180.0 {
        longitude += 360.0;
    }
    Ok(Value::from(vec![rounded(latitude), rounded(longitude)]))
}

fn point(call: &Call<'_>, origin: &[Value]) -> Result<(f64, f64), FakerError> {
    match (origin.first().and_then(Value::as_f64), origin.get(1).and_then(Value::as_f64)) {
        (Some(latitude), Some(longitude)) if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => Ok((latitude, longitude)),
        _ => call.unsuitable("'origin' must be a list of a latitude (-90 to 90) and a longitude (-180 to 180)"),
    }
}
