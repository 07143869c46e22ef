//! Pairs of names and values as a tree, the way Node servers read queries and forms: a repeated name is a list, `a[]=` adds to
//! a list, and `a[b]=` makes an object.

use serde_json::{Map, Value, json};

use super::scene::Part;

/// How many brackets of a name make levels; the rest belong to the last one.
const MAX_LEVELS: usize = 10;

/// The pairs as a tree.
pub fn tree(pairs: &[(String, String)]) -> Value {
    let mut root = Value::Object(Map::new());
    for (name, value) in pairs {
        insert(&mut root, &keys(name), Value::from(value.as_str()));
    }
    root
}

/// The fields of a multipart body; of files, what they are and not what they hold.
pub(super) fn parts_tree(parts: &[Part]) -> Value {
    let mut root = Value::Object(Map::new());
    for part in parts {
        let value = match &part.file_name {
            None => Value::from(String::from_utf8_lossy(&part.body)),
            Some(name) => json!({ "filename": name, "mimetype": part.content_type, "size": part.body.len() }),
        };
        insert(&mut root, &keys(&part.name), value);
    }
    root
}

/// `a[b][]` is `a`, `b` and the empty key.
fn keys(name: &str) -> Vec<&str> {
    let Some(open) = name.find('[').filter(|open| *open > 0 && name.ends_with(']')) else { return vec![name] };
    let (first, rest) = name.split_at(open);
    let inner = rest.get(1..rest.len() - 1).unwrap_or_default();
    std::iter::once(first).chain(inner.splitn(MAX_LEVELS, "][")).collect()
}

fn insert(node: &mut Value, keys: &[&str], value: Value) {
    let Some((key, rest)) = keys.split_first() else {
        match node {
            Value::Null => *node = value,
            Value::Array(items) => items.push(value),
            other => {
                let first = other.take();
                *other = Value::Array(vec![first, value]);
            }
        }
        return;
    };
    let is_index = key.bytes().all(|byte| byte.is_ascii_digit());
    if is_index && node.is_null() {
        *node = Value::Array(Vec::new());
    }
    match node {
        Value::Array(items) if is_index => {
            let position = key.parse().unwrap_or(items.len());
            match items.get_mut(position) {
                Some(item) => insert(item, rest, value),
                None => {
                    items.push(Value::Null);
                    if let Some(item) = items.last_mut() {
                        insert(item, rest, value);
                    }
                }
            }
        }
        Value::Object(members) => insert(members.entry(*key).or_insert(Value::Null), rest, value),
        other => {
            let mut members = Map::new();
            members.insert((*key).to_owned(), Value::Null);
            *other = Value::Object(members);
            insert(other, keys, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_make_trees() {
        let read = |query: &str| {
            let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            tree(&pairs)
        };
        assert_eq!(read("a=1&a=2&b=x"), json!({"a": ["1", "2"], "b": "x"}));
        assert_eq!(read("b[]=1&b[]=2&c[d]=3&f[0]=4"), json!({"b": ["1", "2"], "c": {"d": "3"}, "f": ["4"]}));
        assert_eq!(read("a[b][c]=1&a[b][d]=2"), json!({"a": {"b": {"c": "1", "d": "2"}}}));
        assert_eq!(read("a=1&a[b]=2"), json!({"a": {"b": "2"}}));
        assert_eq!(read("[]=1&a[=2"), json!({"[]": "1", "a[": "2"}));
    }
}
