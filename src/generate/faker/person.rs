//! `person`: names, jobs and other things said about people.

use fake::locales::{Data, EN};
use serde_json::Value;

use super::call::Call;
use super::localized::localized;
use super::method::{Answer, Kind, Method, Parameter, Shape, optional};
use super::words::people;
use super::words::vocabulary;
use super::{FakerError, draw};

const SEX: Parameter = optional("sex", Kind::Choice(&["female", "male", "generic"]), "either", "Whose names to draw from.");

pub(super) static METHODS: &[Method] = &[
    Method::text("person.bio", "A short biography, as on a social network.", bio),
    Method::text("person.firstName", "A given name.", |call| Ok(Value::from(first_name(call)?))).with(&[SEX]),
    Method::text("person.fullName", "A given name and a family name, at times with a title.", full_name)
        .with(&[
            optional("firstName", Kind::Text, "drawn", "The given name to use."),
            optional("lastName", Kind::Text, "drawn", "The family name to use."),
            SEX,
        ])
        .positions(0),
    Method::text("person.gender", "A gender.", |call| call.word(people::GENDERS)),
    Method::text("person.jobArea", "A field of work.", |call| call.word(localized(call.locale).fields)),
    Method::text("person.jobDescriptor", "A rank or quality in front of a job.", |call| {
        call.word(localized(call.locale).seniorities)
    }),
    Method::text("person.jobTitle", "The title of a job.", |call| {
        let words = localized(call.locale);
        let (seniority, field, position) = (call.pick(words.seniorities), call.pick(words.fields), call.pick(words.positions));
        Ok(Value::from(
            words.job_title.replace("{Seniority}", seniority).replace("{Field}", field).replace("{Position}", position),
        ))
    }),
    Method::text("person.jobType", "What somebody works as.", |call| call.word(localized(call.locale).positions)),
    Method::text("person.lastName", "A family name.", |call| {
        call.choice("sex")?;
        call.word(localized(call.locale).last_names)
    })
    .with(&[SEX]),
    Method::text("person.middleName", "A second given name.", |call| Ok(Value::from(first_name(call)?))).with(&[SEX]),
    Method::text("person.prefix", "A title in front of a name.", |call| {
        let prefix = prefix(call)?;
        Ok(Value::from(prefix))
    })
    .with(&[SEX]),
    Method::text("person.sex", "Female or male.", |call| call.word(people::SEXES)),
    Method::new("person.sexType", "The sex as other methods take it.", Shape::Text, |call| {
        let generic = call.flag("includeGeneric", false)?;
        call.word(if generic { &["female", "male", "generic"] } else { people::SEXES })
    })
    .with(&[optional("includeGeneric", Kind::Boolean, "false", "Whether it may be generic.")])
    .positions(0),
    Method::text("person.suffix", "Letters behind a name.", |call| call.word(EN::NAME_SUFFIX)),
    Method::text("person.zodiacSign", "A sign of the zodiac.", |call| call.word(people::ZODIAC)),
];

/// A given name of the sex asked for.
fn first_name(call: &mut Call<'_>) -> Result<&'static str, FakerError> {
    let words = localized(call.locale);
    Ok(match call.choice("sex")? {
        Some("female") => call.pick(words.female_names),
        Some("male") => call.pick(words.male_names),
        _ => call.pick(words.first_names),
    })
}

fn prefix(call: &mut Call<'_>) -> Result<&'static str, FakerError> {
    let words = localized(call.locale);
    let female = match call.choice("sex")? {
        Some("female") => true,
        Some("male") => false,
        _ => call.random.chance(0.5),
    };
    Ok(call.pick(if female { words.female_prefixes } else { words.male_prefixes }))
}

fn full_name(call: &mut Call<'_>) -> Answer {
    let words = localized(call.locale);
    let given = call.text("firstName")?;
    let family = call.text("lastName")?;
    let sex = call.choice("sex")?;
    let first = match &given {
        Some(given) => given,
        None => first_name(call)?,
    };
    let last = match &family {
        Some(family) => family,
        None => call.pick(words.last_names),
    };
    let name = words.full_name.replace("{FirstName}", first).replace("{LastName}", last);
    // Only a title that is sure to fit, and only where titles stand in front.
    let titled = words.full_name.starts_with("{FirstName}") && call.random.chance(0.1);
    Ok(Value::from(match (titled, sex) {
        (true, Some("female" | "male")) => format!("{} {name}", prefix(call)?),
        (true, _) if call.locale == super::Locale::En => {
            if call.random.chance(0.5) {
                format!("Dr. {name}")
            } else {
                format!("{name} {}", call.pick(EN::NAME_SUFFIX))
            }
        }
        _ => name,
    }))
}

fn bio(call: &mut Call<'_>) -> Answer {
    Ok(Value::from(match call.random.below(4) {
        0 => call.pick(people::ROLES).to_owned(),
        1 => format!("{}, {}", call.pick(people::ROLES), call.pick(people::ROLES)),
        2 => format!("{} {}", call.pick(vocabulary::NOUNS), call.pick(people::TASTES)),
        _ => format!(
            "{} {}, {} {}",
            call.pick(vocabulary::NOUNS),
            call.pick(people::TASTES),
            call.pick(people::ROLES),
            draw::word(call.random, people::EMOJI)
        ),
    }))
}
