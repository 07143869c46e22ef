//! `company`: names of companies, and what they say of themselves.

use fake::locales::{Data, EN};
use serde_json::Value;

use super::call::Call;
use super::localized::localized;
use super::method::Method;

pub(super) static METHODS: &[Method] = &[
    Method::text("company.buzzAdjective", "A fashionable adjective.", |call| call.word(EN::COMPANY_BS_ADJ)),
    Method::text("company.buzzNoun", "A fashionable noun.", |call| call.word(EN::COMPANY_BS_NOUNS)),
    Method::text("company.buzzPhrase", "A fashionable phrase.", |call| {
        Ok(Value::from(format!(
            "{} {} {}",
            call.pick(EN::COMPANY_BS_VERBS),
            call.pick(EN::COMPANY_BS_ADJ),
            call.pick(EN::COMPANY_BS_NOUNS)
        )))
    }),
    Method::text("company.buzzVerb", "A fashionable verb.", |call| call.word(EN::COMPANY_BS_VERBS)),
    Method::text("company.catchPhrase", "A slogan.", |call| {
        Ok(Value::from(format!(
            "{} {} {}",
            call.pick(EN::COMPANY_BUZZWORD_HEAD),
            call.pick(EN::COMPANY_BUZZWORD_MIDDLE),
            call.pick(EN::COMPANY_BUZZWORD_TAIL)
        )))
    }),
    Method::text("company.catchPhraseAdjective", "The first word of a slogan.", |call| call.word(EN::COMPANY_BUZZWORD_HEAD)),
    Method::text("company.catchPhraseDescriptor", "The middle of a slogan.", |call| call.word(EN::COMPANY_BUZZWORD_MIDDLE)),
    Method::text("company.catchPhraseNoun", "The end of a slogan.", |call| call.word(EN::COMPANY_BUZZWORD_TAIL)),
    Method::text("company.name", "The name of a company.", |call| Ok(Value::from(name(call)))),
];

/// The name of a company.
pub(super) fn name(call: &mut Call<'_>) -> String {
    let words = localized(call.locale);
    let form = call.pick(words.companies);
    // Drawn in this order wherever they stand, the suffix even where none does.
    let [one, two, three] = ["Name_1}", "Name_2}", "Name_3}"]
        .map(|part| if form.contains(part) { (part, call.pick(words.last_names)) } else { (part, "") });
    let parts = [one, two, three, ("Suffix}", call.pick(words.company_suffixes))];
    let mut name = String::with_capacity(form.len() + 16);
    for (index, piece) in form.split('{').enumerate() {
        let filled = parts.iter().find_map(|(part, word)| Some((word, piece.strip_prefix(part)?)));
        match filled {
            Some((word, rest)) if index > 0 => {
                name.push_str(word);
                name.push_str(rest);
            }
            _ => name.push_str(piece),
        }
    }
    name
}
