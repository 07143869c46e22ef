//! Realistic data: Faker's methods by name, and Mockoon's short names for some of them.

use serde_json::{Map, Value};

use super::super::{
    registry::{Arguments, Family, Function, Helper, MANY},
    render::State,
};
use crate::generate::faker;

const F: Family = Family::Faker;
type Answer = Result<Value, String>;

const fn data(name: &'static str, signature: &'static str, most: usize, function: Function) -> Helper {
    Helper::new(F, name, signature, (0, most), function).dynamic()
}

/// The short names of methods, by the method they stand for.
macro_rules! short_names {
    ($($function:ident $method:literal)*) => {
        $(fn $function(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
            called($method, a, 0, state)
        })*
    };
}

pub(super) static HELPERS: &[Helper] = &[
    Helper::new(F, "faker", "'module.method' values … option=…", (1, MANY), by_name).dynamic().says(
        "Realistic data by the names of Faker.js.",
        "{{faker 'person.firstName'}}",
        "Ada",
    ),
    Helper::new(F, "fake", "'module.method' values … option=…", (1, MANY), by_name).dynamic().says(
        "The same as faker.",
        "{{fake 'internet.email'}}",
        "ada@example.com",
    ),
    data("firstName", "", 1, first_name).says("A first name.", "{{firstName}}", "Ada"),
    data("lastName", "", 1, last_name).says("A last name.", "{{lastName}}", "Lovelace"),
    data("title", "sex", 1, title).says("A form of address.", "{{title}}", "Ms."),
    data("email", "", 0, email).says("An email address.", "{{email}}", "ada@example.com"),
    data("phone", "", 0, phone).says("A telephone number.", "{{phone}}", "555-0100"),
    data("company", "", 0, company).says("The name of a company.", "{{company}}", "Engines Ltd"),
    data("domain", "", 0, domain).says("A domain name.", "{{domain}}", "example.com"),
    data("tld", "", 0, tld).says("A top-level domain.", "{{tld}}", "com"),
    data("street", "", 0, street).says("A street.", "{{street}}", "Mill Lane"),
    data("city", "", 0, city).says("A city.", "{{city}}", "London"),
    data("country", "", 0, country).says("A country.", "{{country}}", "France"),
    data("countryCode", "", 0, country_code).says("A country's code of two letters.", "{{countryCode}}", "FR"),
    data("zipcode", "", 0, zip_code).says("A postal code.", "{{zipcode}}", "10115"),
    data("postcode", "", 0, zip_code).says("A postal code.", "{{postcode}}", "10115"),
    data("lat", "", 0, latitude).says("A latitude.", "{{lat}}", "52.5"),
    data("long", "", 0, longitude).says("A longitude.", "{{long}}", "13.4"),
    data("color", "", 0, color).says("The name of a colour.", "{{color}}", "teal"),
    data("hexColor", "", 0, hex_color).says("A colour in hexadecimal.", "{{hexColor}}", "#1a2b3c"),
    data("ipv4", "", 0, ipv4).says("An IPv4 address.", "{{ipv4}}", "192.0.2.1"),
    data("ipv6", "", 0, ipv6).says("An IPv6 address.", "{{ipv6}}", "2001:db8::1"),
    data("lorem", "count", 1, lorem).says("A sentence of Latin words.", "{{lorem 5}}", "Lorem ipsum dolor sit amet."),
];

short_names! {
    first_name "person.firstName"
    last_name "person.lastName"
    title "person.prefix"
    email "internet.email"
    phone "phone.number"
    company "company.name"
    domain "internet.domainName"
    tld "internet.domainSuffix"
    street "location.street"
    city "location.city"
    country "location.country"
    country_code "location.countryCode"
    zip_code "location.zipCode"
    latitude "location.latitude"
    longitude "location.longitude"
    color "color.human"
    ipv4 "internet.ipv4"
    ipv6 "internet.ipv6"
    lorem "lorem.sentence"
}

/// A colour as Mockoon makes them.
fn hex_color(_: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    Ok(format!("#{:06x}", state.random().below(1 << 24)).into())
}

fn by_name(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    match a.method {
        Some(method) => with_method(method, a, 1, state),
        None => called(&a.text(0), a, 1, state),
    }
}

fn called(name: &str, a: &Arguments<'_>, skip: usize, state: &mut State<'_>) -> Answer {
    match faker::find(name) {
        Some(method) => with_method(method, a, skip, state),
        None => {
            let near = faker::nearest(name).map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
            Err(format!("there is no faker method '{name}'{near}"))
        }
    }
}

/// Values by position go first, and those by name are the options after them.
fn with_method(method: &'static faker::Method, a: &Arguments<'_>, skip: usize, state: &mut State<'_>) -> Answer {
    let mut values: Vec<Value> = a.from(skip).cloned().collect();
    if !a.named.is_empty() {
        let options: Map<String, Value> =
            a.named.iter().map(|(name, value)| ((*name).to_owned(), value.as_ref().clone())).collect();
        values.push(Value::Object(options));
    }
    let locale = state.scene.locale;
    let value = method.call(&values, state.random(), locale).map_err(|error| error.to_string())?;
    state.budget.weigh(&value)?;
    Ok(value)
}
