//! From a list of field names to a shape: `id, email, address.city, items[].sku, total: number`, separated by commas or
//! lines, with or without the quotes and braces of JSON.

use super::looks::Look;
use super::tree::{Field, Member, Object, Shape};
use crate::generate::field::{FieldName, Hint, JsonType, infer, key_of, singular};

/// More names than this are refused.
const MOST_NAMES: usize = 1000;

/// Deeper names than this are refused.
const DEEPEST: usize = 16;

/// What is wrong with a list of names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NamesError {
    /// There is no name.
    #[error("there is no field name; write some, as in: id, email, address.city, items[].sku")]
    Empty,
    /// Too many names.
    #[error("there are more than {MOST_NAMES} field names")]
    TooMany,
    /// Too deep a name.
    #[error("'{0}' is nested deeper than {DEEPEST} levels")]
    TooDeep(String),
    /// A part of a path is missing.
    #[error("'{0}' lacks a name beside a dot")]
    EmptyPart(String),
    /// A type nobody knows.
    #[error("'{name}' has the unknown type '{given}'; known are {known}", known = TYPES.map(|(name, _, _)| name).join(", "))]
    UnknownType {
        /// The field.
        name: String,
        /// What was given as its type.
        given: String,
    },
    /// A field that is a value in one place and an object in another.
    #[error("'{0}' is given as a value and as an object; leave one of them out")]
    Conflict(String),
}

/// The types a name can be given, with the type and format of JSON that they mean.
const TYPES: [(&str, JsonType, Option<&str>); 17] = [
    ("string", JsonType::String, None),
    ("text", JsonType::String, None),
    ("integer", JsonType::Integer, None),
    ("int", JsonType::Integer, None),
    ("number", JsonType::Number, None),
    ("float", JsonType::Number, None),
    ("decimal", JsonType::Number, None),
    ("boolean", JsonType::Boolean, None),
    ("bool", JsonType::Boolean, None),
    ("date", JsonType::String, Some("date")),
    ("datetime", JsonType::String, Some("date-time")),
    ("date-time", JsonType::String, Some("date-time")),
    ("time", JsonType::String, Some("time")),
    ("timestamp", JsonType::Integer, Some("timestamp")),
    ("uuid", JsonType::String, Some("uuid")),
    ("email", JsonType::String, Some("email")),
    ("url", JsonType::String, Some("uri")),
];

/// A field in the making.
#[derive(Debug, Default)]
struct Node {
    name: String,
    is_list: bool,
    given: Option<(JsonType, Option<&'static str>)>,
    is_value: bool,
    children: Vec<Node>,
}

impl Shape {
    /// The shape of a list of field names.
    pub fn from_names(names: &str) -> Result<Self, NamesError> {
        let mut root = Node::default();
        let mut count = 0;
        for entry in names.split([',', '\n', ';']) {
            let entry = entry.trim_matches(|character: char| character.is_whitespace() || "{}\"'`".contains(character));
            if entry.is_empty() {
                continue;
            }
            count += 1;
            if count > MOST_NAMES {
                return Err(NamesError::TooMany);
            }
            add(&mut root, entry)?;
        }
        if count == 0 {
            return Err(NamesError::Empty);
        }
        Ok(object(&root, None))
    }
}

fn add(root: &mut Node, entry: &str) -> Result<(), NamesError> {
    let (path, given) = match entry.split_once(':') {
        Some((path, given)) => (path, Some(given)),
        None => (entry, None),
    };
    let clean =
        |text: &str| text.trim_matches(|character: char| character.is_whitespace() || "\"'".contains(character)).to_owned();
    let path = clean(path);
    let mut list_by_type = false;
    let given = match given.map(clean) {
        None => None,
        Some(text) => {
            let single = text.strip_suffix("[]");
            list_by_type = single.is_some();
            let single = single.unwrap_or(&text).to_ascii_lowercase();
            let found = TYPES.iter().find(|(name, _, _)| *name == single);
            let Some(&(_, json_type, format)) = found else {
                return Err(NamesError::UnknownType { name: path, given: text });
            };
            Some((json_type, format))
        }
    };
    let parts: Vec<&str> = path.split('.').collect();
    if parts.len() > DEEPEST {
        return Err(NamesError::TooDeep(path));
    }
    let mut node = root;
    for part in &parts {
        let name = part.strip_suffix("[]").unwrap_or(part).trim();
        if name.is_empty() {
            return Err(NamesError::EmptyPart(path));
        }
        if node.is_value {
            return Err(NamesError::Conflict(path));
        }
        let known = node.children.iter().position(|child| child.name == name);
        let place = known.unwrap_or_else(|| {
            node.children.push(Node { name: name.to_owned(), ..Node::default() });
            node.children.len() - 1
        });
        // The place was found or made just now.
        let Some(child) = node.children.get_mut(place) else { return Ok(()) };
        child.is_list |= part.ends_with("[]");
        node = child;
    }
    if !node.children.is_empty() {
        return Err(NamesError::Conflict(path));
    }
    node.is_value = true;
    node.is_list |= list_by_type;
    node.given = given;
    Ok(())
}

fn object(node: &Node, parent: Option<&str>) -> Shape {
    let members = node.children.iter().map(|child| Member {
        name: child.name.clone(),
        key: key_of(&child.name),
        shape: shape(child, parent),
        optional: false,
        nullable: false,
    });
    Shape::Object(Object::new(members.collect(), parent))
}

fn shape(node: &Node, parent: Option<&str>) -> Shape {
    let single = if node.children.is_empty() { value(node, parent) } else { object(node, Some(&node.name)) };
    if node.is_list { Shape::Array { item: Some(Box::new(single)), minimum: 1, maximum: 4 } } else { single }
}

fn value(node: &Node, parent: Option<&str>) -> Shape {
    let name = if node.is_list { singular(&node.name) } else { node.name.clone() };
    let (json_type, format) = node.given.map_or((None, None), |(json_type, format)| (Some(json_type), format));
    let kind = infer(&name, &Hint { json_type, format, parent });
    let json_type = json_type.or(kind.map(|kind| kind.json_type)).unwrap_or(JsonType::String);
    let look = match json_type {
        JsonType::Integer => Look::Number { digits: 3, decimals: 0, negative: false },
        JsonType::Number => Look::Number { digits: 2, decimals: 2, negative: false },
        JsonType::String => Look::Prose(20),
        _ => Look::Plain,
    };
    // What a name says by itself is drawn as it is; a look would only get in its way.
    let look = if kind.is_some() { Look::Plain } else { look };
    Shape::Field(Field {
        name: FieldName::new(name),
        json_type,
        format: format.map(str::to_owned),
        kind,
        example: None,
        look,
        is_in_capitals: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(shape: &Shape) -> String {
        match shape {
            Shape::Object(object) => {
                let members: Vec<String> =
                    object.members.iter().map(|member| format!("{}{}", member.name, names(&member.shape))).collect();
                format!("{{{}}}", members.join(" "))
            }
            Shape::Array { item: Some(item), .. } => format!("[{}]", names(item)),
            Shape::Field(field) => format!(":{}", field.kind.map_or(field.json_type.name(), |kind| kind.name)),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn names_are_read_in_every_dress() {
        let read = |text| names(&Shape::from_names(text).unwrap());
        assert_eq!(read("id, email"), "{id:uuid email:email}");
        assert_eq!(read("{\"id\",\"email\"}"), "{id:uuid email:email}");
        assert_eq!(read("id: integer\nemail\n"), "{id:numeric_id email:email}");
        assert_eq!(read("items[].sku, items[].price, address.city"), "{items[{sku:sku price:price}] address{city:city}}");
        assert_eq!(read("emails[], tags: string[]"), "{emails[:email] tags[:word]}");
        assert_eq!(read("frobnication: number"), "{frobnication:number}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = |text: &str| Shape::from_names(text).unwrap_err();
        assert_eq!(wrong(" , \n"), NamesError::Empty);
        assert_eq!(wrong("a..b"), NamesError::EmptyPart("a..b".to_owned()));
        assert_eq!(wrong("a: strin"), NamesError::UnknownType { name: "a".to_owned(), given: "strin".to_owned() });
        assert_eq!(wrong("a, a.b"), NamesError::Conflict("a.b".to_owned()));
        assert_eq!(wrong("a.b, a"), NamesError::Conflict("a".to_owned()));
        assert_eq!(wrong(&"a.".repeat(20)), NamesError::TooDeep("a.".repeat(20)));
        assert_eq!(wrong(&"a,".repeat(1001)), NamesError::TooMany);
    }
}
