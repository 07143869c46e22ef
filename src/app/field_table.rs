//! What a generated body's fields are taken to be: one row for each, with the kind that its name was read as and the value
//! that it has in an answer.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    generate::{
        field::key_of,
        shape::{Field, Member, Shape},
    },
    model::{GeneratedBody, GeneratedFrom},
};

/// The most rows: nobody reads more.
const MOST_ROWS: usize = 500;

/// One field of a generated body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// Where it is, as a list of field names would say it: `items[].sku`.
    pub path: String,
    /// The kind that was inferred, or in a word where its values come from.
    pub kind: String,
    /// What values of that kind are.
    pub description: String,
    /// Its value in the answer; none where this answer does without it.
    pub sample: Option<String>,
}

/// The fields of a body that is shaped after an example or names, with their values in `answer`. A schema says itself what
/// its fields are, so that it has none.
pub(super) fn field_table(body: &GeneratedBody, overrides: &BTreeMap<String, String>, answer: &str) -> Vec<FieldRow> {
    let shape = match body.from {
        GeneratedFrom::Example => serde_json::from_str(body.content.as_str()).ok().map(|example| Shape::from_example(&example)),
        GeneratedFrom::Fields => Shape::from_names(body.content.as_str()).ok(),
        GeneratedFrom::Schema | GeneratedFrom::Contract => None,
    };
    let mut rows = Rows { overrides, rows: Vec::new() };
    let answer = serde_json::from_str(answer).ok();
    if let Some(shape) = shape {
        rows.shape("", &shape, answer.as_ref());
    }
    rows.rows
}

struct Rows<'a> {
    overrides: &'a BTreeMap<String, String>,
    rows: Vec<FieldRow>,
}

impl Rows<'_> {
    fn shape(&mut self, path: &str, shape: &Shape, value: Option<&Value>) {
        if self.rows.len() >= MOST_ROWS {
            return;
        }
        match shape {
            Shape::Object(object) => {
                object
                    .members
                    .iter()
                    .for_each(|member| self.member(path, member, value.and_then(|value| value.get(&member.name))));
            }
            Shape::Array { item: Some(item), .. } => {
                self.shape(&format!("{path}[]"), item, value.and_then(|value| value.get(0)));
            }
            Shape::Array { item: None, .. } => self.push(path, "list", "Stays empty, as in the example", value),
            Shape::Field(field) => {
                let (kind, description) = of_field(field);
                self.push(path, kind, &description, value);
            }
            Shape::OneOf(_) => self.push(path, "one of", "One of the values that the example has", value),
            Shape::Literal(_) => self.push(path, "fixed", "Stays as it is in the example", value),
        }
    }

    fn member(&mut self, path: &str, member: &Member, value: Option<&Value>) {
        let path = if path.is_empty() { member.name.clone() } else { format!("{path}.{}", member.name) };
        let key = key_of(&member.name);
        let own = self.overrides.iter().find(|(name, _)| key_of(name) == key);
        match own {
            Some((_, wanted)) => self.push(&path, "project", &format!("As the settings say: {wanted}"), value),
            None => self.shape(&path, &member.shape, value),
        }
    }

    fn push(&mut self, path: &str, kind: &str, description: &str, value: Option<&Value>) {
        let sample = value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        let path = if path.is_empty() { "(all of it)" } else { path };
        self.rows.push(FieldRow { path: path.to_owned(), kind: kind.to_owned(), description: description.to_owned(), sample });
    }
}

fn of_field(field: &Field) -> (&'static str, String) {
    match (field.kind, &field.example) {
        (Some(kind), _) => (kind.name, kind.description.to_owned()),
        (None, Some(_)) => (field.json_type.name(), "Its name says nothing; values are like the example's".to_owned()),
        (None, None) => (field.json_type.name(), "Its name says nothing; any value of the type".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::JsonText;

    fn table(from: GeneratedFrom, content: &str, answer: &str) -> Vec<FieldRow> {
        let body = GeneratedBody { from, content: JsonText(content.to_owned()), ..GeneratedBody::default() };
        let overrides = BTreeMap::from([("SKU".to_owned(), "one of: A, B".to_owned())]);
        field_table(&body, &overrides, answer)
    }

    #[test]
    fn each_field_says_what_it_is_taken_for_and_what_it_became() {
        let answer = r#"{"email": "c@d.test", "items": [{"sku": "B"}, {"sku": "A"}]}"#;
        for (from, content) in [
            (GeneratedFrom::Example, r#"{"email": "a@b.test", "items": [{"sku": "x"}]}"#),
            (GeneratedFrom::Fields, "email\nitems[].sku"),
        ] {
            let rows = table(from, content, answer);
            let told: Vec<_> = rows.iter().map(|row| (row.path.as_str(), row.kind.as_str(), row.sample.as_deref())).collect();
            assert_eq!(told, [("email", "email", Some("c@d.test")), ("items[].sku", "project", Some("B"))], "{content}");
        }
        assert_eq!(table(GeneratedFrom::Schema, "{}", "{}"), []);
    }
}
