//! Reads an OpenAPI document of any version, with the files it refers to, as the project that is derived from it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use percent_encoding::percent_decode_str;
use url::Url;

use super::{
    super::{Content, FormatError, Imported, Location},
    files::Files,
    place::places,
};
use crate::{
    contract::{Contract, ContractProblem, Derived, Fetch, ReadContract, derive_with_problems, read as read_contract},
    model::Project,
    storage::Position,
};

/// The most problems that are told one by one.
const MAX_NOTES: usize = 100;

/// The document's keys that tell its version, as they are written in JSON.
const JSON_KEYS: [&[u8]; 2] = [b"\"openapi\"", b"\"swagger\""];

/// Whether it looks like an OpenAPI document, or a Postman collection, which people take for one.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if bytes.starts_with(b"{") {
        // In sorted documents the key stands far behind the beginning.
        let has = |key: &[u8]| memchr::memmem::find_iter(bytes, key).any(|at| is_key(bytes.get(at + key.len()..)));
        return JSON_KEYS.iter().any(|key| has(key)) || memchr::memmem::find(bytes, b"schema.getpostman.com").is_some();
    }
    bytes.split(|byte| *byte == b'\n').any(|line| {
        let line = line.strip_prefix(b"\"").or_else(|| line.strip_prefix(b"'")).unwrap_or(line);
        line.starts_with(b"openapi") || line.starts_with(b"swagger")
    })
}

/// Whether a colon and the text of a version follow.
fn is_key(rest: Option<&[u8]>) -> bool {
    let after_colon = rest.and_then(|rest| rest.trim_ascii_start().strip_prefix(b":"));
    after_colon.is_some_and(|rest| matches!(rest.trim_ascii_start().first(), Some(b'"' | b'0'..=b'9')))
}

/// The contract in the bytes of what is there, and the files it refers to, those on the web through `web`.
///
/// # Errors
/// Where it is no OpenAPI document.
pub(in crate::formats) fn contract_of(
    bytes: &[u8],
    location: &Location,
    web: &mut dyn Fetch,
) -> Result<(ReadContract, Contract), FormatError> {
    let invalid = |position, message| FormatError::Invalid { path: location.as_path(), position, message };
    let address = match location {
        Location::File(path) => std::path::absolute(path).ok().and_then(|path| Url::from_file_path(path).ok()),
        Location::Web(url) => Some(url.clone()),
    };
    let address = address.ok_or_else(|| invalid(None, "it is no path of this system".to_owned()))?;
    let read = read_contract(bytes, &address, &mut Files { web }).map_err(|error| {
        let position = error.position.map(|(line, column)| Position { line, column });
        invalid(position, error.message)
    })?;
    let mut contract = Contract::view(&read.document);
    contract.problems.splice(0..0, read.problems.iter().cloned());
    Ok((read, contract))
}

/// The project that the contract gives, published there.
pub(in crate::formats) fn read(bytes: &[u8], location: &Location, web: &mut dyn Fetch) -> Result<Imported, FormatError> {
    let (read, contract) = contract_of(bytes, location, web)?;
    let Derived { mut project, problems } = derive_with_problems(&contract, &source_of(location));
    if let Some(link) = &mut project.contract {
        link.hash.clone_from(&read.hash);
    }
    let notes = notes(location, &read, contract.problems.iter().chain(&problems));
    Ok(Imported { content: Content::Project(Arc::new(project)), notes })
}

/// The address, or the file in full with forward slashes: what is derived has no folder of its own yet that it could be
/// relative to.
fn source_of(location: &Location) -> String {
    match location {
        Location::File(path) => {
            let path: PathBuf = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            path.to_string_lossy().replace('\\', "/")
        }
        Location::Web(url) => url.to_string(),
    }
}

/// The project with its contract's file named as seen from `folder`, where it was named in full: the project may go to
/// another machine with the contract beside it.
pub(in crate::formats) fn seen_from(project: &Arc<Project>, folder: &Path) -> Option<Arc<Project>> {
    let source = project.contract.as_ref().map(|link| Path::new(&link.source)).filter(|source| source.is_absolute())?;
    let folder = Url::from_directory_path(std::path::absolute(folder).ok()?).ok()?;
    let relative = folder.make_relative(&Url::from_file_path(source).ok()?)?;
    let mut project = Project::clone(project);
    project.contract.as_mut()?.source = percent_decode_str(&relative).decode_utf8().ok()?.into_owned();
    Some(Arc::new(project))
}

/// The problems of a contract, each with its file, line, column and JSON pointer.
pub(in crate::formats) fn notes<'p>(
    location: &Location,
    read: &ReadContract,
    problems: impl Iterator<Item = &'p ContractProblem>,
) -> Vec<String> {
    let problems: Vec<&ContractProblem> = problems.collect();
    let told = problems.get(..MAX_NOTES).unwrap_or(&problems);
    let pointers: Vec<&str> = told.iter().map(|problem| problem.pointer.as_str()).collect();
    let places = places(location, &read.texts, &pointers);
    let mut notes: Vec<String> =
        told.iter().zip(places).map(|(problem, place)| format!("{place}: {}", problem.message)).collect();
    let left_out = problems.len() - told.len();
    if left_out > 0 {
        notes.push(format!("{location}: and {left_out} more"));
    }
    notes
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::formats;

    #[test]
    fn documents_are_told_by_their_content() {
        let table: [(&[u8], bool); 8] = [
            (b"{\"openapi\": \"3.1.0\"}", true),
            (b"\xef\xbb\xbf{\"components\": {}, \"swagger\" : \"2.0\"}", true),
            (b"# A comment\nopenapi: 3.0.0", true),
            (b"'swagger': '2.0'", true),
            (b"{\"info\": {\"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}}", true),
            (b"{\"tags\": [\"openapi\"]}", false),
            (b"name: openapi", false),
            (b"\xff\xd8", false),
        ];
        for (bytes, expected) in table {
            assert_eq!(sniff(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_document_of_two_files_becomes_a_project() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("petstore.yaml");
        let pet = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets/{id}:\n    get:\n      parameters: [{name: id, in: path, \
                   required: true, schema: {type: string}}]\n      responses:\n        '200': {description: A pet, content: {application/json: \
                   {schema: {$ref: 'my pet.json'}}}}\n        '404': {$ref: '#/components/responses/None'}\n";
        fs::write(&root, pet).unwrap();
        fs::write(folder.path().join("my pet.json"), r#"{"type": "object", "properties": {"name": {"type": "string"}}}"#)
            .unwrap();
        let imported = formats::read(&root).unwrap();
        let Content::Project(project) = imported.content else { panic!("{:?}", imported.content) };
        assert_eq!(project.endpoints.len(), 1);
        let link = project.contract.as_ref().unwrap();
        assert_eq!(link.hash.len(), 64);
        assert!(link.document.pointer("/x-mockwright-files/my pet.json/properties/name").is_some());
        let note = "#/paths/~1pets~1{id}/get/responses/404: The reference #/components/responses/None leads nowhere";
        let note = format!("{}:9:9: {note}", root.display());
        assert!(imported.notes.iter().any(|found| found.starts_with(&note)), "{:?}", imported.notes);
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("broken.yaml");
        fs::write(&path, "openapi: 3.0.0\npaths:\n  a: [1\n  b: 2\n").unwrap();
        let error = formats::read(&path).unwrap_err().to_string();
        assert!(error.contains("broken.yaml:") && !error.contains("broken.yaml: "), "{error}");
    }
}
