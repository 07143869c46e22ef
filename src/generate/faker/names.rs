//! Names of methods that were called something else in older versions, and the nearest real name to one that is not there.

use super::all;

/// Modules by the names they had.
const OLD_MODULES: &[(&str, &str)] = &[("name", "person"), ("address", "location"), ("random", "string")];

/// Methods by the names they had.
const OLD_NAMES: &[(&str, &str)] = &[
    ("address.cityName", "location.city"),
    ("address.streetName", "location.street"),
    ("address.zipCodeByState", "location.zipCode"),
    ("animal.name", "animal.type"),
    ("company.bs", "company.buzzPhrase"),
    ("company.bsAdjective", "company.buzzAdjective"),
    ("company.bsBuzz", "company.buzzVerb"),
    ("company.bsNoun", "company.buzzNoun"),
    ("company.companyName", "company.name"),
    ("datatype.array", "helpers.multiple"),
    ("datatype.bigInt", "number.bigInt"),
    ("datatype.datetime", "date.anytime"),
    ("datatype.float", "number.float"),
    ("datatype.hexadecimal", "string.hexadecimal"),
    ("datatype.number", "number.int"),
    ("datatype.string", "string.sample"),
    ("datatype.uuid", "string.uuid"),
    ("finance.account", "finance.accountNumber"),
    ("finance.mask", "finance.maskedNumber"),
    ("git.shortSha", "git.commitSha"),
    ("image.cats", "image.url"),
    ("image.image", "image.url"),
    ("image.imageUrl", "image.url"),
    ("internet.avatar", "image.avatar"),
    ("location.streetName", "location.street"),
    ("name.findName", "person.fullName"),
    ("name.title", "person.jobTitle"),
    ("phone.phoneNumber", "phone.number"),
    ("random.alphaNumeric", "string.alphanumeric"),
    ("random.boolean", "datatype.boolean"),
    ("random.float", "number.float"),
    ("random.locale", "location.countryCode"),
    ("random.number", "number.int"),
    ("random.word", "word.sample"),
    ("random.words", "word.words"),
];

/// The name of today for a name of the past.
pub(super) fn today(name: &str) -> Option<String> {
    if let Some((_, now)) = OLD_NAMES.iter().find(|(then, _)| *then == name) {
        return Some((*now).to_owned());
    }
    let (module, method) = name.split_once('.')?;
    let (_, module) = OLD_MODULES.iter().find(|(then, _)| *then == module)?;
    Some(format!("{module}.{method}"))
}

/// The real name that is closest to one that is not there: the same method in another module, or a few letters away.
pub fn nearest(name: &str) -> Option<&'static str> {
    let name: String = name.trim().chars().take(60).collect::<String>().to_lowercase();
    let (module, method) = name.split_once('.').unwrap_or(("", &name));
    // Letters of the method count double: a slip in the module is the smaller mistake.
    let score = |real: &'static str| {
        let lower = real.to_lowercase();
        let (real_module, real_method) = lower.split_once('.').unwrap_or(("", &lower));
        let of_module = if module.is_empty() { 1 } else { distance(module, real_module).min(3) };
        let of_method = distance(method, real_method);
        (of_method <= 1 + real_method.len() / 4).then_some((of_method * 2 + of_module, real))
    };
    all().filter_map(|real| score(real.name)).min().map(|(_, real)| real)
}

/// How many letters must be added, removed or changed to make one text of another.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut before = line;
        let mut left = line + 1;
        let mut next = vec![left];
        for (above, expected) in row.iter().skip(1).zip(&other) {
            left = (before + usize::from(letter != *expected)).min(above + 1).min(left + 1);
            before = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;

    #[test]
    fn every_old_name_is_a_real_one_today() {
        for (then, now) in OLD_NAMES {
            assert!(all().any(|method| method.name == *now), "{now}");
            assert!(!all().any(|method| method.name == *then), "{then} is still real");
            assert_eq!(find(then).map(|method| method.name), Some(*now));
        }
        assert_eq!(find("name.firstName").map(|method| method.name), Some("person.firstName"));
        assert_eq!(find("address.zipCode").map(|method| method.name), Some("location.zipCode"));
        assert!(find("name.nothing").is_none());
    }

    #[test]
    fn a_slip_leads_to_the_real_name() {
        for (slip, real) in [
            ("person.firstname", "person.firstName"),
            ("person.fistName", "person.firstName"),
            ("Person.FirstName", "person.firstName"),
            ("user.firstName", "person.firstName"),
            ("firstName", "person.firstName"),
            ("internet.uuid", "string.uuid"),
            ("interent.emial", "internet.email"),
            ("finance.ibann", "finance.iban"),
            ("date.recents", "date.recent"),
            ("number.integer", "number.int"),
        ] {
            // Too far a slip gives no advice rather than a wrong one.
            let expected = if slip == "number.integer" { None } else { Some(real) };
            assert_eq!(nearest(slip), expected, "{slip}");
        }
        assert_eq!(nearest("completely.different"), None);
        assert_eq!(nearest(&"x".repeat(100_000)), None);
    }
}
