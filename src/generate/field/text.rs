//! Texts of one object: title, slug and address on the web are three forms of one thing.

use serde_json::Value;

use super::prose;
use super::record::{Draft, Record, Subject};
use crate::generate::faker;
use crate::generate::random::Random;

/// A text as part of an address: plain small letters, digits and hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let plain = if text.is_ascii() { std::borrow::Cow::Borrowed(text) } else { deunicode::deunicode(text).into() };
    for character in plain.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && character != '\'' {
            slug.push('-');
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    slug
}

impl Record<'_> {
    /// The company that the object speaks of.
    pub(super) fn company(&mut self, random: &mut Random) -> &str {
        let locale = self.locale;
        self.company.get_or_insert_with(|| match faker::call("company.name", &[], random, locale) {
            Ok(Value::String(name)) => name,
            _ => prose::title(random),
        })
    }

    /// The product that the object speaks of.
    pub(super) fn product(&mut self, random: &mut Random) -> &str {
        let locale = self.locale;
        self.product.get_or_insert_with(|| match faker::call("commerce.productName", &[], random, locale) {
            Ok(Value::String(name)) => name,
            _ => prose::title(random),
        })
    }

    /// The title of what the object is about.
    pub(super) fn headline(&mut self, random: &mut Random) -> &str {
        self.headline.get_or_insert_with(|| prose::headline(random))
    }

    /// The slug of what the object is about: of its title or name where it has one.
    fn slug(&mut self, random: &mut Random) -> String {
        if self.siblings.has("headline") {
            slug(self.headline(random))
        } else if self.siblings.has("product_name") || self.siblings.has("name") && self.siblings.subject == Subject::Product {
            slug(self.product(random))
        } else if self.siblings.has("company_name") {
            slug(self.company(random))
        } else if self.siblings.has("label") || self.siblings.has("name") {
            slug(self.label(random))
        } else {
            slug(self.headline(random))
        }
    }

    /// The name of a thing that is neither person nor product.
    pub(super) fn label(&mut self, random: &mut Random) -> &str {
        self.label.get_or_insert_with(|| prose::title(random))
    }
}

/// `name`, in the light of what else the object says: a person's where nothing speaks against it.
pub(super) fn name(draft: &mut Draft<'_, '_>) -> Value {
    let record = &mut *draft.record;
    match record.siblings.subject {
        Subject::Product => return record.product(draft.random).into(),
        Subject::Person => return super::person::full_name(draft),
        Subject::Anything => {}
    }
    let has = |kind| record.siblings.has(kind);
    if has("mime_type") || has("file_extension") {
        return super::file::file_name(draft);
    }
    if has("industry") || has("website") {
        return record.company(draft.random).into();
    }
    let of_a_thing = ["slug", "description", "headline", "enabled", "version"].iter().any(|kind| record.siblings.has(kind));
    if of_a_thing || draft.hint.parent.is_some() {
        return record.label(draft.random).into();
    }
    super::person::full_name(draft)
}

pub(super) fn label(draft: &mut Draft<'_, '_>) -> Value {
    draft.record.label(draft.random).into()
}

/// A name as machines like it: `silver-harbor`.
pub(super) fn identifier_name(draft: &mut Draft<'_, '_>) -> Value {
    slug(draft.record.label(draft.random)).into()
}

pub(super) fn company_name(draft: &mut Draft<'_, '_>) -> Value {
    draft.record.company(draft.random).into()
}

pub(super) fn product_name(draft: &mut Draft<'_, '_>) -> Value {
    draft.record.product(draft.random).into()
}

pub(super) fn headline(draft: &mut Draft<'_, '_>) -> Value {
    draft.record.headline(draft.random).into()
}

pub(super) fn slug_value(draft: &mut Draft<'_, '_>) -> Value {
    draft.record.slug(draft.random).into()
}

pub(super) fn domain(draft: &mut Draft<'_, '_>) -> Value {
    let name = if draft.record.siblings.has("company_name") {
        slug(draft.record.company(draft.random))
    } else {
        prose::word(draft.random).to_owned()
    };
    format!("{name}.example").into()
}

pub(super) fn website(draft: &mut Draft<'_, '_>) -> Value {
    match domain(draft) {
        Value::String(domain) => format!("https://www.{domain}").into(),
        other => other,
    }
}

/// The address of a page about what the object is about.
pub(super) fn url(draft: &mut Draft<'_, '_>) -> Value {
    let slug = draft.record.slug(draft.random);
    format!("https://www.example.com/{slug}").into()
}

/// The path of that page.
pub(super) fn url_path(draft: &mut Draft<'_, '_>) -> Value {
    format!("/{}", draft.record.slug(draft.random)).into()
}

pub(super) fn sentence(draft: &mut Draft<'_, '_>) -> Value {
    prose::sentence(draft.random).into()
}

pub(super) fn description(draft: &mut Draft<'_, '_>) -> Value {
    let count = 1 + draft.random.below(2);
    prose::sentences(count, draft.random).into()
}

pub(super) fn body(draft: &mut Draft<'_, '_>) -> Value {
    let count = 4 + draft.random.below(4);
    prose::sentences(count, draft.random).into()
}

pub(super) fn html(draft: &mut Draft<'_, '_>) -> Value {
    let count = 2 + draft.random.below(2);
    format!("<p>{}</p>", prose::sentences(count, draft.random)).into()
}

pub(super) fn word(draft: &mut Draft<'_, '_>) -> Value {
    prose::word(draft.random).into()
}
