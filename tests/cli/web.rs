//! Contracts by URL on the command line.

use std::fs;

use serde_json::Value;

#[path = "../support/site.rs"]
mod site;

use super::{Serving, complaint, run};
use site::{Site, found, pets};

#[test]
fn a_url_is_served_imported_and_tested_against() {
    let site = pets();
    let url = site.url("/v1/openapi.yaml");
    let serving = Serving::start(&["serve", &url, "--port", "0", "--log", "none"]);
    let (status, body) = serving.get("/pets");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert!(status == 200 && body["name"].is_string(), "{status} {body}");

    let checked = run(&["check", &url, "--against", &format!("http://{}", serving.address)]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));

    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("pets.json");
    let imported = run(&["import", &url, "-o", output.to_str().unwrap()]);
    assert_eq!(imported.status.code(), Some(0), "{}", String::from_utf8_lossy(&imported.stderr));
    let project: Value = serde_json::from_str(&fs::read_to_string(&output).unwrap()).unwrap();
    assert_eq!(project["contract"]["source"], url);
    assert_eq!(project["endpoints"][0]["path"], "/pets");
}

#[test]
fn what_is_wrong_is_said_with_address_line_and_pointer() {
    let site = Site::of(|path| match path {
        "/broken.yaml" => found("openapi: 3.1.0\npaths:\n  a: [1\n  b: 2\n"),
        _ => found(
            "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        '200': {$ref: '#/none'}\n  /b:\n    get: {responses: {}}\n",
        ),
    });
    let said = complaint(&["serve", &site.url("/broken.yaml")]);
    assert!(said.contains("/broken.yaml:4:"), "{said}");
    let said = complaint(&["check", &site.url("/a.yaml"), "--against", "http://127.0.0.1:1"]);
    let place = format!("note: {}:6:9: #/paths/~1a/get/responses/200: The reference #/none leads nowhere", site.url("/a.yaml"));
    assert!(said.contains(&place), "{said}");
    assert!(said.contains("/a.yaml:8:5: #/paths/~1b/get: The operation documents no response"), "{said}");
}
