//! The people of one object: everything that fields say of one of them comes from here, so that it fits together.

use std::borrow::Cow;

use serde_json::Value;

use super::moment::{self, DAY_S};
use super::record::{Draft, Record};
use super::role::FieldName;
use super::text::slug;
use crate::generate::faker;
use crate::generate::random::Random;

/// One person.
#[derive(Clone, Debug)]
pub(super) struct Person {
    female: bool,
    first: String,
    last: String,
    /// Names in plain letters, for what machines read.
    first_plain: String,
    last_plain: String,
    domain: Cow<'static, str>,
    /// What tells the account from those of people of the same name.
    number: i64,
    /// In seconds since 1970.
    pub(super) birth: i64,
}

/// Domains that are reserved for examples: nobody gets mail there.
const MAIL_DOMAINS: &[&str] = &["example.com", "example.org", "example.net"];

impl Person {
    fn new(record: &mut Record<'_>, random: &mut Random) -> Self {
        let female = random.chance(0.5);
        let sex = Value::from(if female { "female" } else { "male" });
        let name =
            |method: &str, random: &mut Random| match faker::call(method, std::slice::from_ref(&sex), random, record.locale) {
                Ok(Value::String(name)) => name,
                _ => "Alex".to_owned(),
            };
        let first = name("person.firstName", random);
        let last = name("person.lastName", random);
        let plain = |name: &str, instead: &str| {
            let mut plain = slug(name);
            plain.retain(|character| character.is_ascii_alphabetic());
            if plain.is_empty() { instead.to_owned() } else { plain }
        };
        let domain = if record.siblings.has("company_name") {
            let mut domain = slug(record.company(random));
            domain.push_str(".example");
            Cow::Owned(domain)
        } else {
            Cow::Borrowed(random.pick(MAIL_DOMAINS).copied().unwrap_or_default())
        };
        Self {
            female,
            first_plain: plain(&first, "user"),
            last_plain: plain(&last, "name"),
            first,
            last,
            domain,
            number: random.integer(1, 99),
            birth: random.now().as_second() - random.integer(18 * 366, 80 * 365) * DAY_S,
        }
    }
}

impl Record<'_> {
    /// The person that a field speaks of.
    pub(super) fn person(&mut self, name: &FieldName, random: &mut Random) -> &Person {
        let role = name.person;
        let known = self.people.iter().position(|(of, _)| *of == role);
        let place = known.unwrap_or_else(|| {
            let person = Person::new(self, random);
            self.people.push((role, person));
            self.people.len() - 1
        });
        &self.people[place].1
    }
}

fn of<'d>(draft: &'d mut Draft<'_, '_>) -> &'d Person {
    draft.record.person(draft.name, draft.random)
}

pub(super) fn first_name(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).first.clone().into()
}

pub(super) fn last_name(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).last.clone().into()
}

pub(super) fn full_name(draft: &mut Draft<'_, '_>) -> Value {
    let person = of(draft);
    [&person.first, " ", &person.last].concat().into()
}

pub(super) fn initials(draft: &mut Draft<'_, '_>) -> Value {
    let person = of(draft);
    person.first.chars().take(1).chain(person.last.chars().take(1)).collect::<String>().into()
}

pub(super) fn sex(draft: &mut Draft<'_, '_>) -> Value {
    if of(draft).female { "female" } else { "male" }.into()
}

pub(super) fn honorific(draft: &mut Draft<'_, '_>) -> Value {
    let doctor = draft.random.chance(0.1);
    match (doctor, of(draft).female) {
        (true, _) => "Dr.",
        (_, true) => "Ms.",
        _ => "Mr.",
    }
    .into()
}

pub(super) fn username(draft: &mut Draft<'_, '_>) -> Value {
    let person = of(draft);
    format!("{}.{}{}", person.first_plain, person.last_plain, person.number).into()
}

pub(super) fn handle(draft: &mut Draft<'_, '_>) -> Value {
    let person = of(draft);
    format!("@{}{}{}", person.first_plain, person.last_plain, person.number).into()
}

pub(super) fn nickname(draft: &mut Draft<'_, '_>) -> Value {
    let person = of(draft);
    format!("{}{}", person.first_plain, person.number).into()
}

pub(super) fn email(draft: &mut Draft<'_, '_>) -> Value {
    let person = of(draft);
    [&person.first_plain, ".", &person.last_plain, "@", &person.domain].concat().into()
}

pub(super) fn company_email(draft: &mut Draft<'_, '_>) -> Value {
    let box_name = draft.random.pick(&["hello", "info", "support", "contact", "office"]).copied().unwrap_or_default();
    if draft.record.siblings.has("company_name") {
        let company = slug(draft.record.company(draft.random));
        format!("{box_name}@{company}.example").into()
    } else {
        format!("{box_name}@example.com").into()
    }
}

pub(super) fn age(draft: &mut Draft<'_, '_>) -> Value {
    let now = draft.random.now();
    let birth = of(draft).birth;
    full_years(birth, now.as_second()).into()
}

pub(super) fn birth_year(draft: &mut Draft<'_, '_>) -> Value {
    year(of(draft).birth).into()
}

/// The year of a moment, in UTC.
pub(super) fn year(second: i64) -> i64 {
    i64::from(moment::utc(second).year())
}

/// Whole years between two moments, counted by the calendar as birthdays are.
fn full_years(from: i64, to: i64) -> i64 {
    let (from, to) = (moment::utc(from), moment::utc(to));
    let had_no_birthday = (to.month(), to.day()) < (from.month(), from.day());
    i64::from(to.year()) - i64::from(from.year()) - i64::from(had_no_birthday)
}

/// Whether the person that the object is about is a woman: for what bodies measure.
pub(super) fn is_female(draft: &mut Draft<'_, '_>) -> bool {
    of(draft).female
}
