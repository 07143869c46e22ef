//! What holds for the module as a whole: names mean what people take them to mean, every kind keeps its word, and the values
//! of one object agree.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::{Domain, FieldName, Hint, JsonType, Kind, Record, Siblings, infer, kinds, named};
use crate::generate::faker::Locale;
use crate::generate::random::{Random, Seed};

/// Names across the domains with the kind that plain sense expects. Columns: domain, name, type, format, parent, kind.
const EXPECTED: &str = include_str!("expected_kinds.tsv");

/// The 500 commonest field names of public interface descriptions, with the kind that they yield, or `-` where nothing
/// sensible is known. Columns: name, type, kind.
pub(super) const COMMON: &str = include_str!("common_names.tsv");

pub(super) fn json_type(name: &str) -> Option<JsonType> {
    let all = [JsonType::String, JsonType::Integer, JsonType::Number, JsonType::Boolean];
    all.into_iter().find(|json_type| json_type.name() == name)
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| *text != "-")
}

/// An object of these fields, each with the type that its kind has by itself.
fn object(names: &[&str], seed: u64, locale: Locale) -> Map<String, Value> {
    typed(&names.iter().map(|name| (*name, None)).collect::<Vec<_>>(), seed, locale)
}

fn typed(fields: &[(&str, Option<JsonType>)], seed: u64, locale: Locale) -> Map<String, Value> {
    let siblings = Siblings::new(fields.iter().map(|(name, _)| *name), None);
    let mut record = Record::new(&siblings, locale);
    let mut random = Random::new(Seed(seed));
    fields
        .iter()
        .map(|&(name, json_type)| {
            let hint = Hint { json_type, ..Hint::default() };
            let kind = infer(name, &hint).unwrap_or_else(|| panic!("{name} is known"));
            (name.to_owned(), record.value(kind, &FieldName::new(name.to_owned()), &hint, &mut random))
        })
        .collect()
}

fn text<'o>(object: &'o Map<String, Value>, name: &str) -> &'o str {
    object[name].as_str().unwrap_or_else(|| panic!("{name}: {}", object[name]))
}

fn cents(object: &Map<String, Value>, name: &str) -> i64 {
    (object[name].as_f64().unwrap() * 100.0).round() as i64
}

#[test]
fn names_mean_what_people_expect() {
    let mut misses = Vec::new();
    let mut domains = BTreeSet::new();
    let rows: Vec<Vec<&str>> = EXPECTED.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    for row in &rows {
        let [domain, name, of_type, format, parent, expected] = row[..] else { panic!("{row:?}") };
        domains.insert(domain);
        assert!(named(expected).is_some(), "no kind {expected}");
        let hint = Hint { json_type: json_type(of_type), format: given(format), parent: given(parent) };
        let found = infer(name, &hint).map_or("-", |kind| kind.name);
        if found != expected {
            misses.push(format!("{domain}: {name} ({of_type}, {format}, in {parent}) is {found}, expected {expected}"));
        }
    }
    assert!(rows.len() >= 250 && domains.len() == 12);
    let right = rows.len() - misses.len();
    println!("{right} of {} names as expected\n{}", rows.len(), misses.join("\n"));
    assert!(right * 100 >= rows.len() * 98, "only {right} of {}:\n{}", rows.len(), misses.join("\n"));
}

#[test]
fn the_commonest_names_keep_their_kinds() {
    let rows: Vec<Vec<&str>> = COMMON.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 500);
    for row in rows {
        let [name, of_type, expected] = row[..] else { panic!("{row:?}") };
        let hint = Hint { json_type: json_type(of_type), ..Hint::default() };
        assert_eq!(infer(name, &hint).map_or("-", |kind| kind.name), expected, "{name} ({of_type})");
    }
}

#[test]
fn kinds_are_sound() {
    let mut names = BTreeSet::new();
    for kind in kinds() {
        assert!(names.insert(kind.name), "{} twice", kind.name);
        assert!(!kind.description.is_empty() && kind.names().count() > 0, "{}", kind.name);
        if let Some(method) = kind.faker {
            assert!(crate::generate::faker::find(method).is_some(), "{}: no Faker method {method}", kind.name);
        }
    }
    for domain in Domain::ALL {
        assert!(kinds().iter().filter(|kind| kind.domain == domain).count() >= 10, "{}", domain.name());
    }
    // In the order of the domains.
    assert!(kinds().is_sorted_by_key(|kind| kind.domain));
    assert!(kinds().len() >= 150);
}

#[test]
fn every_kind_yields_its_type() {
    let siblings = Siblings::default();
    for kind in kinds() {
        for seed in 0..20 {
            for locale in Locale::ALL {
                let value = Record::new(&siblings, locale).value(
                    kind,
                    &FieldName::new(kind.name),
                    &Hint::default(),
                    &mut Random::new(Seed(seed)),
                );
                let fits = match kind.json_type {
                    JsonType::Number => value.is_number(),
                    json_type => JsonType::of(&value) == json_type,
                };
                assert!(fits, "{} in {}: {value}", kind.name, locale.code());
                assert!(value != "", "{} is empty", kind.name);
            }
        }
        assert_eq!(kind.sample(), kind.sample());
    }
}

#[test]
fn what_is_inferred_for_a_type_has_it() {
    let siblings = Siblings::default();
    for kind in kinds() {
        for name in kind.names() {
            for json_type in [JsonType::String, JsonType::Integer, JsonType::Number, JsonType::Boolean] {
                let hint = Hint { json_type: Some(json_type), ..Hint::default() };
                let Some(found) = infer(name, &hint) else { continue };
                let value =
                    Record::new(&siblings, Locale::En).value(found, &FieldName::new(name), &hint, &mut Random::new(Seed(3)));
                let fits = match json_type {
                    JsonType::Number => value.is_number(),
                    json_type => JsonType::of(&value) == json_type,
                };
                assert!(fits, "{name} as {}: {} gave {value}", json_type.name(), found.name);
            }
        }
    }
}

#[test]
fn a_format_decides_over_a_name() {
    let of_format = |name, format| {
        infer(name, &Hint { json_type: Some(JsonType::String), format: Some(format), parent: None }).map(|kind| kind.name)
    };
    assert_eq!(of_format("owner", "uuid"), Some("uuid"));
    assert_eq!(of_format("owner", "email"), Some("email"));
    assert_eq!(of_format("frobnication", "date-time"), Some("moment"));
    assert_eq!(of_format("created", "date-time"), Some("created_at"));
    assert_eq!(of_format("image", "uri"), Some("image_url"));
    assert_eq!(of_format("image", "unknown"), Some("image_url"));
    assert_eq!(infer("frobnication", &Hint::default()).map(|kind| kind.name), None);
    assert_eq!(infer("tags", &Hint { json_type: Some(JsonType::Array), ..Hint::default() }).map(|kind| kind.name), None);
}

#[test]
fn moments_are_written_as_asked() {
    let value = |name: &str, json_type, format| {
        let hint = Hint { json_type, format, parent: None };
        let siblings = Siblings::default();
        Record::new(&siblings, Locale::En).value(
            infer(name, &hint).unwrap_or_else(|| panic!("{name}")),
            &FieldName::new(name.to_owned()),
            &hint,
            &mut Random::new(Seed(1)),
        )
    };
    let length = |value: Value| value.as_str().unwrap().len();
    assert_eq!(length(value("created_at", None, None)), "2025-01-01T10:00:00Z".len());
    for name in ["creation_date", "created_on", "birthday", "dob", "startDate", "DueDate", "DUE_DATE"] {
        assert_eq!(length(value(name, None, None)), "2025-01-01".len(), "{name}");
    }
    assert_eq!(length(value("created_at", Some(JsonType::String), Some("date"))), 10);
    assert_eq!(length(value("start_date", Some(JsonType::String), Some("date-time"))), 20);
    let now = Seed(1).now().as_second();
    let seconds = value("created_at", Some(JsonType::Integer), None).as_i64().unwrap();
    assert!((now - 500 * 86_400..now).contains(&seconds));
    let milliseconds = value("created_at_ms", Some(JsonType::Integer), None).as_i64().unwrap();
    assert!((now * 1000 - 500 * 86_400_000..now * 1000).contains(&milliseconds));
}

proptest! {
    #[test]
    fn one_person_is_one_person(seed in any::<u64>()) {
        let names = ["email", "name", "last_name", "initials", "first_name", "gender", "username", "age", "birth_date"];
        let person = object(&names, seed, Locale::En);
        let (first, last) = (text(&person, "first_name"), text(&person, "last_name"));
        prop_assert_eq!(text(&person, "name"), format!("{first} {last}"));
        let plain = |name: &str| name.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect::<String>();
        let mail = format!("{}.{}@", plain(first), plain(last));
        prop_assert!(text(&person, "email").starts_with(&mail));
        prop_assert!(text(&person, "username").starts_with(&plain(first)));
        prop_assert!(text(&person, "initials").starts_with(first.chars().next().unwrap()));
        // The age is what the calendar says of the date of birth.
        let birth: jiff::civil::Date = text(&person, "birth_date").parse().unwrap();
        let today = Seed(seed).now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let age = birth.until((jiff::Unit::Year, today)).unwrap().get_years();
        prop_assert_eq!(person["age"].as_i64().unwrap(), i64::from(age));
        prop_assert!(age >= 18);
    }

    #[test]
    fn two_people_are_two(seed in any::<u64>()) {
        let people = object(&["sender_name", "sender_email", "recipient_name", "recipient_email"], seed, Locale::En);
        let local = |name| text(&people, name).split('@').next().unwrap().to_owned();
        let plain = |name| text(&people, name).to_lowercase().chars().filter(char::is_ascii_alphabetic).collect::<String>();
        prop_assert_eq!(local("sender_email").replace('.', ""), plain("sender_name"));
        prop_assert_eq!(local("recipient_email").replace('.', ""), plain("recipient_name"));
    }

    #[test]
    fn mail_goes_to_the_company(seed in any::<u64>()) {
        let object = object(&["company_name", "email", "domain"], seed, Locale::En);
        let domain = format!("@{}", text(&object, "domain"));
        prop_assert!(text(&object, "email").ends_with(&domain));
    }

    #[test]
    fn moments_are_in_order(seed in any::<u64>()) {
        let names = ["deleted_at", "expires_at", "updated_at", "paid_at", "created_at", "shipped_at", "delivered_at", "last_login_at"];
        let object = object(&names, seed, Locale::En);
        let order = ["created_at", "paid_at", "shipped_at", "delivered_at", "updated_at", "deleted_at"];
        let moments: Vec<&str> = order.iter().map(|name| text(&object, name)).collect();
        prop_assert!(moments.is_sorted(), "{:?}", moments);
        let now = Seed(seed).now().to_string();
        prop_assert!(text(&object, "deleted_at") <= now.as_str());
        prop_assert!(text(&object, "expires_at") > now.as_str());
        prop_assert!(text(&object, "last_login_at") >= text(&object, "created_at"));
    }

    #[test]
    fn what_starts_ends_later(seed in any::<u64>()) {
        for (start, end) in [("start_date", "end_date"), ("starts_at", "ends_at"), ("valid_from", "valid_until"), ("check_in", "check_out")] {
            let span = object(&[end, start], seed, Locale::En);
            prop_assert!(text(&span, start) < text(&span, end), "{:?}", span);
        }
        let span = object(&["duration_minutes", "start_time", "end_time"], seed, Locale::En);
        let moment = |name| text(&span, name).parse::<jiff::Timestamp>().unwrap().as_second();
        prop_assert_eq!(moment("end_time") - moment("start_time"), span["duration_minutes"].as_i64().unwrap() * 60);
    }

    #[test]
    fn one_place_is_one_place(seed in any::<u64>(), which in 0..Locale::ALL.len()) {
        let names = ["zip", "city", "state_code", "country_code", "country", "lat", "lng", "currency", "timezone", "phone"];
        let object = object(&names, seed, Locale::ALL[which]);
        let place = super::places::PLACES.iter().find(|place| place.city == text(&object, "city")).unwrap();
        prop_assert_eq!(text(&object, "country"), place.country);
        prop_assert_eq!(text(&object, "country_code"), place.code);
        prop_assert_eq!(text(&object, "state_code"), place.region_code);
        prop_assert_eq!(text(&object, "currency"), place.currency);
        prop_assert_eq!(text(&object, "timezone"), place.time_zone);
        let number = format!("+{} ", place.dialling_code);
        prop_assert!(text(&object, "phone").starts_with(&number));
        prop_assert_eq!(text(&object, "zip").len(), place.postal_form.len());
        prop_assert!((object["lat"].as_f64().unwrap() * 1e4 - place.latitude_e4 as f64).abs() <= 301.0);
        prop_assert!((object["lng"].as_f64().unwrap() * 1e4 - place.longitude_e4 as f64).abs() <= 301.0);
    }

    #[test]
    fn sums_add_up(seed in any::<u64>()) {
        let order = object(&["total_amount", "tax_amount", "unit_price", "quantity", "subtotal", "shipping_cost", "discount_amount"], seed, Locale::En);
        let of = |name| cents(&order, name);
        prop_assert_eq!(of("subtotal"), of("unit_price") * order["quantity"].as_i64().unwrap());
        prop_assert_eq!(of("total_amount"), of("subtotal") + of("tax_amount") + of("shipping_cost") - of("discount_amount"));
        let line = object(&["price", "quantity", "total"], seed, Locale::En);
        prop_assert_eq!(cents(&line, "total"), cents(&line, "price") * line["quantity"].as_i64().unwrap());
        let bill = object(&["total_amount", "amount_paid", "amount_due"], seed, Locale::En);
        prop_assert_eq!(cents(&bill, "total_amount"), cents(&bill, "amount_paid") + cents(&bill, "amount_due"));
    }

    #[test]
    fn sums_are_written_as_asked(seed in any::<u64>()) {
        let texts = typed(&[("price", Some(JsonType::String)), ("subtotal", Some(JsonType::Integer))], seed, Locale::En);
        let price = text(&texts, "price");
        prop_assert_eq!(price.len() - price.find('.').unwrap(), 3);
        prop_assert_eq!(texts["subtotal"].to_string(), price.replace('.', ""));
    }

    #[test]
    fn low_ends_are_below_high_ones(seed in any::<u64>()) {
        let names = ["max_price", "min_price", "price_max", "minTemperature", "avgTemperature", "maxTemperature", "min_age", "max_age", "salary_min", "salary_max"];
        let object = object(&names, seed, Locale::En);
        let of = |name: &str| object[name].as_f64().unwrap();
        prop_assert!(of("min_price") <= of("max_price"));
        prop_assert!(of("minTemperature") <= of("avgTemperature") && of("avgTemperature") <= of("maxTemperature"));
        prop_assert!(of("salary_min") <= of("salary_max"));
    }

    #[test]
    fn pages_agree(seed in any::<u64>()) {
        let page = object(&["page", "per_page", "total_pages", "total_count", "has_next", "has_previous", "offset"], seed, Locale::En);
        let of = |name: &str| page[name].as_i64().unwrap();
        prop_assert!(of("page") >= 1 && of("page") <= of("total_pages"));
        prop_assert_eq!((of("total_count") + of("per_page") - 1) / of("per_page"), of("total_pages"));
        prop_assert_eq!(page["has_next"].as_bool().unwrap(), of("page") < of("total_pages"));
        prop_assert_eq!(page["has_previous"].as_bool().unwrap(), of("page") > 1);
        prop_assert_eq!(of("offset"), (of("page") - 1) * of("per_page"));
    }

    #[test]
    fn titles_files_and_bodies_agree(seed in any::<u64>()) {
        let post = object(&["slug", "url", "title"], seed, Locale::En);
        prop_assert_eq!(text(&post, "slug"), text(&post, "title").to_lowercase().replace(' ', "-"));
        prop_assert!(text(&post, "url").ends_with(text(&post, "slug")));
        let file = object(&["mime_type", "file_name", "extension", "size"], seed, Locale::En);
        let extension = format!(".{}", text(&file, "extension"));
        prop_assert!(text(&file, "file_name").ends_with(&extension));
        prop_assert_eq!(text(&file, "mime_type") == "application/pdf", text(&file, "extension") == "pdf");
        let body = object(&["bmi", "body_weight", "height_cm"], seed, Locale::En);
        let metres = body["height_cm"].as_f64().unwrap() / 100.0;
        let index = body["body_weight"].as_f64().unwrap() / metres / metres;
        prop_assert!((index - body["bmi"].as_f64().unwrap()).abs() < 0.06);
        let card = object(&["last4", "card_number", "brand_of_card"], seed, Locale::En);
        prop_assert!(text(&card, "card_number").ends_with(text(&card, "last4")));
    }

    #[test]
    fn the_same_seed_gives_the_same_object(seed in any::<u64>()) {
        let names = ["id", "name", "email", "city", "price", "created_at", "title", "file_name", "vin", "bmi"];
        let draw = || Value::Object(object(&names, seed, Locale::En)).to_string();
        prop_assert_eq!(draw(), draw());
        prop_assert_ne!(draw(), Value::Object(object(&names, seed.wrapping_add(1), Locale::En)).to_string());
    }

    #[test]
    fn no_name_is_too_odd(name in "\\PC{0,60}", parent in "\\PC{0,20}", which in 0..5usize, format in prop::option::of("[a-z-]{0,10}")) {
        let json_type = [None, Some(JsonType::String), Some(JsonType::Integer), Some(JsonType::Number), Some(JsonType::Boolean)][which];
        let hint = Hint { json_type, format: format.as_deref(), parent: Some(&parent) };
        let kind: Option<&Kind> = infer(&name, &hint);
        let siblings = Siblings::new([name.as_str()], Some(&parent));
        let mut record = Record::new(&siblings, Locale::En);
        for kind in kind.into_iter().chain(named("created_at")) {
            let _ = record.value(kind, &FieldName::new(name.clone()), &hint, &mut Random::new(Seed(7)));
        }
    }
}
