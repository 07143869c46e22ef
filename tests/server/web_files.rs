//! Contracts on the web: what they refer to is read from there, within limits, and never from this machine.

use std::{thread, time::Duration};

use mockwright::{
    formats::{Content, Location, read_contract_from, read_from},
    server::{WebFiles, WebLimits},
};

#[path = "../support/site.rs"]
mod site;

use site::{PETS, Site, found, moved, nothing, pets};

fn location(url: &str) -> Location {
    Location::from(std::ffi::OsString::from(url))
}

/// What is said of a document that cannot be read.
fn complaint(site: &Site, path: &str, limits: WebLimits) -> String {
    read_contract_from(&location(&site.url(path)), &mut WebFiles::within(limits)).unwrap_err().to_string()
}

#[test]
fn a_document_and_what_it_refers_to_are_read_from_where_they_lead_to() {
    let site = pets();
    let imported = read_from(&location(&site.url("/latest")), &mut WebFiles::new()).unwrap();
    assert_eq!(imported.notes, Vec::<String>::new());
    let Content::Project(project) = imported.content else { panic!() };
    let link = project.contract.as_ref().unwrap();
    assert_eq!(link.source, site.url("/v1/openapi.yaml"));
    assert_eq!(link.document.pointer("/x-mockwright-files/parts~1pet.yaml/required/0").unwrap(), "name");
    assert_eq!(site.asked(), ["/latest", "/v1/openapi.yaml", "/v1/parts/pet.yaml"]);
}

#[test]
fn a_file_may_refer_to_the_web_and_nothing_there_to_files() {
    let site = Site::of(|path| match path {
        "/pet.yaml" => found("$ref: 'file:///etc/hostname'"),
        "/other.yaml" => found("$ref: other/deep.json"),
        "/other/deep.json" => found("{\"type\": \"integer\"}"),
        _ => nothing(),
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openapi.yaml");
    let schemas = format!(
        "components:\n  schemas:\n    A: {{$ref: '{}'}}\n    B: {{$ref: '{}'}}\n    C: {{$ref: '{}'}}\n",
        site.url("/pet.yaml"),
        site.url("/other.yaml"),
        site.url("/none.yaml")
    );
    std::fs::write(&path, format!("{PETS}{schemas}").replace("parts/pet.yaml", "#/components/schemas/B")).unwrap();
    let read = read_contract_from(&Location::File(path.clone()), &mut WebFiles::new()).unwrap();
    let files = read.contract.document["x-mockwright-files"].as_object().unwrap();
    assert!(files.values().any(|file| file["type"] == "integer"), "{files:?}");
    assert_eq!(read.notes.len(), 2, "{:?}", read.notes);
    assert!(read.notes.iter().any(|note| note.contains("may not refer to files of this machine")), "{:?}", read.notes);
    assert!(read.notes.iter().any(|note| note.contains("/none.yaml") && note.contains("404")), "{:?}", read.notes);
    let mut asked = site.asked();
    asked.sort();
    assert_eq!(asked, ["/none.yaml", "/other.yaml", "/other/deep.json", "/pet.yaml"]);
}

#[test]
fn what_is_too_large_too_slow_or_leads_in_circles_is_refused() {
    let site = Site::of(|path| match path {
        "/large" => found(&format!("{PETS}# {}", "x".repeat(5_000))),
        "/slow" => {
            thread::sleep(Duration::from_millis(1_500));
            found(PETS)
        }
        "/circle" => moved("/circle"),
        "/disk" => moved("file:///etc/hostname"),
        "/nowhere" => "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
        "/html" => found("<!doctype html>"),
        "/cut" => "HTTP/1.1 200 OK\r\nContent-Length: 900\r\nConnection: close\r\n\r\nopenapi".to_owned(),
        _ => nothing(),
    });
    let limits = || WebLimits { bytes: 1_000, redirects: 3, file_time: Duration::from_millis(400), ..WebLimits::default() };
    for (path, says) in [
        ("/large", "more than 1000 bytes"),
        ("/slow", "within 0.4 s"),
        ("/circle", "more than 3 times"),
        ("/disk", "no address of http or https"),
        ("/nowhere", "does not say where to"),
        ("/html", "HTML"),
        ("/cut", "broke off"),
        ("/gone", "404"),
    ] {
        let said = complaint(&site, path, limits());
        assert!(said.contains(says) && said.starts_with(&site.url(path)), "{path}: {said}");
    }
    assert_eq!(site.asked().iter().filter(|path| *path == "/circle").count(), 4);
    let with_password = site.url("/large").replace("http://", "http://ada:secret@");
    let refused = read_contract_from(&location(&with_password), &mut WebFiles::new()).unwrap_err().to_string();
    assert!(refused.contains("name or password"), "{refused}");
}

#[test]
fn only_so_many_files_are_read_and_the_rest_of_the_contract_counts() {
    let site = Site::of(|path| match path {
        "/openapi.yaml" => {
            let schemas: String = (0..10).map(|index| format!("    S{index}: {{$ref: 's{index}.yaml'}}\n")).collect();
            found(&format!("{}components:\n  schemas:\n{schemas}", PETS.replace("parts/pet.yaml", "s0.yaml")))
        }
        _ => found("type: string"),
    });
    let limits = WebLimits { files: 6, ..WebLimits::default() };
    let read = read_contract_from(&location(&site.url("/openapi.yaml")), &mut WebFiles::within(limits)).unwrap();
    assert_eq!(site.asked().len(), 6);
    assert_eq!(read.notes.iter().filter(|note| note.contains("more than 6 files")).count(), 5, "{:?}", read.notes);
    assert_eq!(read.contract.operations.len(), 1);
}
