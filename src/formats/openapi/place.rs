//! Where in the files of a contract something stands that its problems are about: the file, and the line and column in it. Each
//! file is gone through once, whatever the number of problems, and only where there are some.

use std::{collections::HashMap, fmt};

use percent_encoding::percent_decode_str;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use url::Url;

use super::super::Location;
use crate::{
    contract::{FILES_KEY, FileText},
    generate::json_pointer,
    storage::{Position, locate_offsets},
};

/// Longer texts are not gone through again for the sake of a line number.
const MAX_TEXT: usize = 64 * 1024 * 1024;

/// The place of something in a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The file or address, as a person knows it.
    file: String,
    position: Option<Position>,
    /// The JSON pointer in that file.
    pointer: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, position, pointer } = self;
        match position {
            Some(Position { line, column }) => write!(f, "{file}:{line}:{column}: #{pointer}"),
            None => write!(f, "{file}: #{pointer}"),
        }
    }
}

/// The places of pointers into a contract that was read from `location` with those texts, the root's first.
pub(super) fn places(location: &Location, texts: &[FileText], pointers: &[&str]) -> Vec<Place> {
    let mut places: Vec<Place> = pointers
        .iter()
        .map(|pointer| {
            let (name, rest) = in_file(pointer);
            Place { file: shown(location, &name), position: None, pointer: rest }
        })
        .collect();
    for text in texts {
        let Ok(written) = std::str::from_utf8(text.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text.bytes)) else { continue };
        let mut wanted = Wanted::default();
        let mut is_any = false;
        for (index, pointer) in pointers.iter().enumerate() {
            let (name, rest) = in_file(pointer);
            if name == text.name {
                wanted.add(&rest, index);
                is_any = true;
            }
        }
        if is_any && written.len() <= MAX_TEXT {
            let found =
                if written.trim_start().starts_with(['{', '[']) { in_json(written, &wanted) } else { in_yaml(written, &wanted) };
            for (index, position) in found {
                if let Some(place) = places.get_mut(index) {
                    place.position = Some(position);
                }
            }
        }
    }
    places
}

/// The name of the file that a pointer into the gathered document leads to, empty for the first, and the pointer there.
fn in_file(pointer: &str) -> (String, String) {
    let other = pointer.strip_prefix('/').and_then(|rest| rest.strip_prefix(FILES_KEY)?.strip_prefix('/'));
    let Some(other) = other else { return (String::new(), pointer.to_owned()) };
    let (name, rest) = other.find('/').map_or((other, ""), |at| other.split_at(at));
    (json_pointer::name(name), rest.to_owned())
}

/// A file of a contract as a person finds it: as seen from where the first was said to be.
fn shown(location: &Location, name: &str) -> String {
    if name.is_empty() {
        return location.to_string();
    }
    match location {
        _ if Url::parse(name).is_ok() => name.to_owned(),
        Location::File(path) => path.with_file_name(name).display().to_string(),
        Location::Web(url) => {
            let joined = url.join(name).map_or_else(|_| name.to_owned(), |url| url.to_string());
            percent_decode_str(&joined).decode_utf8_lossy().into_owned()
        }
    }
}

/// The ways through a text that are looked for, with what each was asked for.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    members: HashMap<String, Wanted>,
    asked: Vec<usize>,
}

impl Wanted {
    fn add(&mut self, pointer: &str, asked: usize) {
        let mut at = self;
        for token in pointer.split('/').skip(1) {
            at = at.members.entry(json_pointer::name(token)).or_default();
        }
        at.asked.push(asked);
    }

    /// Notes where this stands for everything on the way through it: what is deeper is noted again when it is found.
    fn note<P: Copy>(&self, position: P, found: &mut HashMap<usize, P>) {
        found.extend(self.asked.iter().map(|asked| (*asked, position)));
        self.members.values().for_each(|member| member.note(position, found));
    }
}

fn in_json(text: &str, wanted: &Wanted) -> HashMap<usize, Position> {
    let mut offsets = HashMap::new();
    locate_offsets(text, &mut |way: &[String], offset| {
        let mut at = Some(wanted);
        for name in way {
            at = at.and_then(|at| at.members.get(name));
        }
        let Some(at) = at else { return false };
        at.note(offset, &mut offsets);
        !at.members.is_empty()
    });
    let mut sorted: Vec<(usize, usize)> = offsets.into_iter().collect();
    sorted.sort_by_key(|(_, offset)| *offset);
    // Lines are counted on from one to the next.
    let (mut start, mut line) = (0, 1);
    let position = |(index, offset): (usize, usize)| {
        let between = text.get(start..offset).unwrap_or_default();
        line += between.matches('\n').count();
        start = offset;
        let line_start = text.get(..offset).unwrap_or_default().rfind('\n').map_or(0, |newline| newline + 1);
        let column = text.get(line_start..offset).unwrap_or_default().chars().count() + 1;
        (index, Position { line, column })
    };
    sorted.into_iter().map(position).collect()
}

fn in_yaml(text: &str, wanted: &Wanted) -> HashMap<usize, Position> {
    let mut found = HashMap::new();
    wanted.note(Position { line: 1, column: 1 }, &mut found);
    let options = serde_saphyr::options! { strict_booleans: true, budget: None };
    // Where it cannot be gone through to its end, what was found until then counts.
    let _ = serde_saphyr::with_deserializer_from_str_with_options(text, options, |deserializer| {
        Walk { wanted, found: &mut found }.deserialize(deserializer)
    });
    found
}

/// Goes through a value of a YAML text, and notes where its members stand.
struct Walk<'w> {
    wanted: &'w Wanted,
    found: &'w mut HashMap<usize, Position>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.wanted.members.is_empty() {
            return serde::Deserialize::deserialize(deserializer).map(|IgnoredAny| ());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            match self.wanted.members.get(&key.value) {
                Some(wanted) => {
                    let (line, column) = (key.referenced.line() as usize, key.referenced.column() as usize);
                    wanted.note(Position { line, column }, self.found);
                    map.next_value_seed(Walk { wanted, found: self.found })?;
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0_usize;
        loop {
            let more = match self.wanted.members.get(&index.to_string()) {
                Some(wanted) => items.next_element_seed(Walk { wanted, found: self.found })?.is_some(),
                None => items.next_element::<IgnoredAny>()?.is_some(),
            };
            if !more {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn told(texts: &[(&str, &str)], pointers: &[&str]) -> Vec<String> {
        let texts: Vec<FileText> =
            texts.iter().map(|(name, text)| FileText { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() }).collect();
        let location = Location::File(PathBuf::from("api/root.yaml"));
        places(&location, &texts, pointers).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn yaml_and_json_say_where_each_pointer_leads() {
        let yaml = "openapi: 3.1.0\n# no matter\npaths:\n  /a~b/{id}:\n    get:\n      parameters:\n        - name: a\n        - {name: b, in: x}\n      responses:\n        404: {$ref: none}\n        'é': 1\n";
        let json = "{\n  \"openapi\": \"3.1.0\",\n  \"é\": 1, \"Pet\": {\"list\": [1, {\"$ref\": \"none\"}], \"list2\": {}}\n}";
        let found = told(
            &[("", yaml), ("more/pet.json", json)],
            &[
                "/paths/~1a~0b~1{id}/get/responses/404",
                "/paths/~1a~0b~1{id}/get",
                "/paths/~1a~0b~1{id}/get/responses/é",
                "/paths/~1a~0b~1{id}/get/none/at/all",
                "/none",
                "",
                "/x-mockwright-files/more~1pet.json/Pet/list/1",
                "/x-mockwright-files/more~1pet.json/Pet/list2",
                "/x-mockwright-files/more~1pet.json",
                "/x-mockwright-files/lost.yaml/a",
            ],
        );
        let expected = [
            "api/root.yaml:10:9: #/paths/~1a~0b~1{id}/get/responses/404",
            "api/root.yaml:5:5: #/paths/~1a~0b~1{id}/get",
            "api/root.yaml:11:9: #/paths/~1a~0b~1{id}/get/responses/é",
            "api/root.yaml:5:5: #/paths/~1a~0b~1{id}/get/none/at/all",
            "api/root.yaml:1:1: #/none",
            "api/root.yaml:1:1: #",
            "api/more/pet.json:3:31: #/Pet/list/1",
            "api/more/pet.json:3:59: #/Pet/list2",
            "api/more/pet.json:1:1: #",
            "api/lost.yaml: #/a",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_broken_is_told_as_far_as_it_goes() {
        assert_eq!(
            told(&[("", "a:\n  b: 1\nc: [")], &["/a/b", "/c/0"]),
            ["api/root.yaml:2:3: #/a/b", "api/root.yaml:3:1: #/c/0"]
        );
        assert_eq!(told(&[("", "{\"a\": {\"b\": 1")], &["/a/b", "/c"]), ["api/root.yaml:1:13: #/a/b", "api/root.yaml:1:1: #/c"]);
    }
}
