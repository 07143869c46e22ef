//! The project file as a whole: what is written can be read, what cannot be read says where, and nothing is lost.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test or benchmark that cannot be set up must stop")]

#[path = "storage/export.rs"]
mod export;
#[path = "storage/sample.rs"]
mod sample;
mod strategies;

use std::{fs, path::Path, sync::Arc, time::Duration};

use mockwright::{
    model::{
        Body, Comparison, Condition, Delay, Endpoint, EndpointId, Language, Operator, Project, Response, ResponseId, Subject,
    },
    storage::{LoadProblem, Position, load, read, save, schema_text, to_text, write_atomic},
};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_project_survives_save_and_load_unchanged(project in strategies::project()) {
        let text = to_text(&project).unwrap();
        let loaded = read(text.as_bytes()).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
        prop_assert_eq!(&loaded.project, &project);
        prop_assert!(loaded.repairs.is_empty());
        prop_assert_eq!(to_text(&loaded.project).unwrap(), text);
    }

    #[test]
    fn any_project_is_valid_against_the_schema(project in strategies::project()) {
        let file: serde_json::Value = serde_json::from_str(&to_text(&project).unwrap()).unwrap();
        let errors: Vec<String> = SCHEMA.with(|schema| schema.iter_errors(&file).map(|error| format!("{} {error}", error.instance_path())).collect());
        prop_assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn any_bytes_are_a_project_or_a_message(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_damaged_file_is_a_project_or_a_message_with_a_place_inside_it(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Err(problem) = read(&bytes) {
            let lines = bytes.split(|byte| *byte == b'\n').count();
            prop_assert!(problem.position().is_none_or(|position| position.line <= lines && position.column >= 1), "{}", problem);
            prop_assert!(!problem.to_string().is_empty());
        }
    }
}

const SAMPLE: &str = include_str!("../assets/samples/shop.mockwright.json");

thread_local! {
    static SCHEMA: jsonschema::Validator =
        jsonschema::validator_for(&serde_json::from_str(&schema_text()).unwrap()).unwrap();
}

/// `UPDATE_SCHEMA=1 cargo test --test storage` writes the schema anew.
#[test]
fn the_schema_is_current() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/mockwright.schema.json"));
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(path, schema_text()).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap() == schema_text(), "set UPDATE_SCHEMA=1 and run this test again");
}

#[test]
fn the_schema_tells_right_from_wrong() {
    let valid = |text: &str| SCHEMA.with(|schema| schema.is_valid(&serde_json::from_str(text).unwrap()));
    assert!(valid(SAMPLE));
    assert!(valid("{\"mockwright\": 1, \"new\": 5}"));
    let response = |rest: &str| {
        let response = format!("{{\"id\": \"r\", \"status\": 200, {rest}}}");
        format!(
            "{{\"mockwright\": 1, \"endpoints\": [{{\"id\": \"e\", \"method\": \"GET\", \"path\": \"/\", \"responses\": [{response}]}}]}}"
        )
    };
    assert!(valid(&response("\"body\": {\"text\": {\"lines\": []}}")));
    for wrong in [
        "\"body\": {\"text\": {}}",
        "\"body\": {\"lines\": []}",
        "\"delay\": {\"fixed\": {}}",
        "\"condition\": {\"compare\": {}}",
    ] {
        assert!(!valid(&response(wrong)), "{wrong}");
        assert!(read(response(wrong).as_bytes()).is_err(), "{wrong}");
    }
    for wrong in ["{}", "[]", "{\"mockwright\": \"1\"}", "{\"mockwright\": 1, \"settings\": {\"port\": -1}}"] {
        assert!(!valid(wrong) && read(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

/// A text body in the project, and how the file holds it.
#[test]
fn texts_that_are_not_canonical_json_keep_every_byte() {
    for text in [
        "19.90",
        "1e400",
        "-0",
        "{\"a\":1}",
        "{\n  \"a\": 1,\n  \"a\": 2\n}",
        "a\r\nb\r\n",
        "",
        "\n",
        "null",
        "\"\\u00e9\"",
        "\"é\"",
        "[]",
        "\u{feff}{}",
        "12345678901234567890123",
        "0.1",
        "5e-324",
        "\u{2028}",
        "{\n  \"a\": 1\n}",
        "{\n  \"a\": 1\n}\n",
    ] {
        let project = with_body(Body::text(Language::Json, text));
        let file = to_text(&project).unwrap();
        assert_eq!(read(file.as_bytes()).unwrap().project, project, "{text:?}\n{file}");
    }
}

fn with_body(body: Body) -> Project {
    let mut response = Response::new(ResponseId::new("r"), 200);
    response.body = body;
    with_response(response)
}

fn with_response(response: Response) -> Project {
    let mut endpoint = Endpoint::new(EndpointId::new("e"), "GET", "/");
    endpoint.responses.push(response);
    Project { endpoints: vec![Arc::new(endpoint)], ..Project::default() }
}

#[test]
fn a_delay_that_is_not_a_number_is_kept_as_such() {
    for sigma in [f64::NAN, f64::INFINITY] {
        let mut response = Response::new(ResponseId::new("r"), 200);
        response.delay = Some(Delay::LogNormal { median_ms: 1, sigma });
        let text = to_text(&with_response(response)).unwrap();
        let loaded = read(text.as_bytes()).unwrap().project;
        assert!(matches!(loaded.endpoints[0].responses[0].delay, Some(Delay::LogNormal { sigma, .. }) if sigma.is_nan()));
        assert_eq!(to_text(&loaded).unwrap(), text);
    }
}

#[test]
fn what_is_nested_too_deeply_to_be_read_is_not_written() {
    let leaf = Condition::Compare(Comparison::new(Subject::Body, Operator::Exists, ""));
    let nested = |levels| {
        let mut response = Response::new(ResponseId::new("r"), 200);
        response.condition = Some((0..levels).fold(leaf.clone(), |inner, _| Condition::Not(Box::new(inner))));
        with_response(response)
    };
    let readable = (1..200).take_while(|levels| to_text(&nested(*levels)).is_ok()).last().unwrap();
    assert!((100..130).contains(&readable), "{readable}");
    for levels in [1, readable - 1, readable] {
        let project = nested(levels);
        assert_eq!(read(to_text(&project).unwrap().as_bytes()).unwrap().project, project);
    }
    // Deep JSON in a body is no reason to refuse: it is kept as lines.
    for depth in [60, 64, 65, 100, 127, 500] {
        let text =
            mockwright::model::JsonText::canonical(&(0..depth).fold(serde_json::json!(1), |inner, _| serde_json::json!([inner])));
        let project = with_body(Body::text(Language::Json, text));
        assert_eq!(read(to_text(&project).unwrap().as_bytes()).unwrap().project, project, "{depth}");
    }
}

#[test]
fn unknown_keys_survive_everywhere() {
    let text = r#"{"mockwright":1,"x0":[1],"settings":{"x1":{}},"folders":[{"id":"f","name":"F","x2":null}],"endpoints":[{"id":"e","method":"GET",
        "path":"/","x3":1.5,"responses":[{"id":"r","status":200,"x4":"4","headers":[{"name":"a","value":"b","x5":5}],
        "condition":{"compare":{"subject":"body","operator":"exists","x6":true}},"body":{"text":{"lines":["a"],"x7":7}}}]}]}"#;
    let written = to_text(&read(text.as_bytes()).unwrap().project).unwrap();
    for key in 0..8 {
        assert!(written.contains(&format!("\"x{key}\"")), "x{key} is gone\n{written}");
    }
}

/// Each broken text with the message and place that it gets.
#[test]
fn broken_files_say_what_and_where_and_stay_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mockwright.json");
    let endpoint =
        |rest: &str| format!("{{\"mockwright\": 1,\n \"endpoints\": [{{\"id\": \"e\", \"method\": \"GET\",\n  {rest}}}]}}");
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (b"".to_vec(), ":1:1: is not valid JSON: EOF while parsing a value"),
        (b"{\"mockwright\": 1,\n".to_vec(), "is not valid JSON: EOF while parsing a value"),
        (b"{\"mockwright\": 1,\n \"name\": \"\xc3\xa9\" x}".to_vec(), ":2:14: is not valid JSON: expected `,` or `}`"),
        (b"{\"mockwright\": 1} {".to_vec(), ":1:19: is not valid JSON: trailing characters"),
        (b"{\"mockwright\": 1, \"name\": \"\\ud800\"}".to_vec(), "is not valid JSON"),
        (b"{\"mockwright\": 1, \"x\": 1e400}".to_vec(), ":1:28: is not valid JSON: number out of range"),
        (b"{\n<<<<<<< HEAD\n\"mockwright\": 1".to_vec(), ":2:1: has an unresolved merge conflict"),
        (b"{\"mockwright\": 1,\n\"name\": \"\xff\"}".to_vec(), ":2:10: is not UTF-8 text"),
        (b"\xff\xfe{\0}\0".to_vec(), ":1:1: is not UTF-8 text; it looks like UTF-16"),
        (b"{}".to_vec(), ": is not a Mockwright project"),
        (b"[1]".to_vec(), ": is not a Mockwright project"),
        (b"null".to_vec(), ": is not a Mockwright project"),
        (b"{\"openapi\": \"3.0.0\"}".to_vec(), ": is not a Mockwright project"),
        (b"{\"mockwright\": 2, \"endpoints\": 5}".to_vec(), "was written by a newer Mockwright (format version 2; this one reads up to 1)"),
        (b"{\"mockwright\": 0}".to_vec(), "cannot be brought from format version 0 to 1"),
        (b"{\"mockwright\": \"1\"}".to_vec(), ":1:16: the format version must be a whole number (at /mockwright)"),
        (b"{\"mockwright\": 1, \"mockwright\": 1}".to_vec(), "stands there twice"),
        (endpoint("\"path\": 5").into_bytes(), ":3:11: invalid type: integer `5`, expected a string (at /endpoints/0/path)"),
        (endpoint("\"x\": 5").into_bytes(), ":2:16: missing field `path` (at /endpoints/0)"),
        (endpoint("\"path\": \"/\", \"path\": \"/\"").into_bytes(), "duplicate field `path` (at /endpoints/0"),
        (
            endpoint("\"path\": \"/\", \"responses\": [{\"id\": \"r\", \"status\": 70000}]").into_bytes(),
            ":3:52: invalid value: integer `70000`, expected u16 (at /endpoints/0/responses/0/status)",
        ),
        (
            endpoint("\"path\": \"/\", \"responses\": [{\"id\": \"r\", \"status\": 200, \"body\": {\"text\": {}}}]").into_bytes(),
            "expected either \"json\" or \"lines\" (at /endpoints/0/responses/0/body/text)",
        ),
        (
            endpoint("\"path\": \"/\", \"responses\": [{\"id\": \"r\", \"status\": 200, \"condition\": {\"compare\": {\"subject\": \"body\", \"operator\": \"sounds_like\"}}}]")
                .into_bytes(),
            "unknown variant `sounds_like`",
        ),
    ];
    let mut wrong = Vec::new();
    for (content, expected) in cases {
        fs::write(&path, &content).unwrap();
        let message = load(&path).unwrap_err().to_string();
        if !message.starts_with(&path.display().to_string()) || !message.contains(expected) {
            wrong.push(format!("{message}\nlacks {expected}"));
        }
        assert_eq!(fs::read(&path).unwrap(), content);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let missing = load(&folder.path().join("none")).unwrap_err();
    assert!(matches!(missing.problem, LoadProblem::Read(_)), "{missing}");
    assert!(matches!(load(folder.path()).unwrap_err().problem, LoadProblem::Read(_)));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_welcome() {
    let text = format!("\u{feff}{}", SAMPLE.replace('\n', "\r\n"));
    assert_eq!(read(text.as_bytes()).unwrap().project, read(SAMPLE.as_bytes()).unwrap().project);
    let broken = read("{\r\n\"mockwright\": 1,\r\n\"name\": 5}".as_bytes()).unwrap_err();
    assert_eq!(broken.position(), Some(Position { line: 3, column: 9 }));
}

#[test]
fn ids_that_are_used_twice_are_given_anew_and_said() {
    let text = r#"{"mockwright":1,"endpoints":[{"id":"a","method":"GET","path":"/"},{"id":"a","method":"GET","path":"/b"}]}"#;
    let loaded = read(text.as_bytes()).unwrap();
    assert_eq!(loaded.project.endpoints[1].id.as_str(), "a-2");
    assert_eq!(loaded.repairs[0].to_string(), "The endpoint at /endpoints/1 had the id \"a\" of another one and is now \"a-2\"");
}

#[test]
fn one_change_is_a_small_diff() {
    let before = read(SAMPLE.as_bytes()).unwrap().project;
    let changed_lines = |change: &dyn Fn(&mut Endpoint)| {
        let mut after = before.clone();
        change(after.endpoint_mut(&EndpointId::new("get-order")).unwrap());
        let after = to_text(&after).unwrap();
        let diff = similar::TextDiff::from_lines(SAMPLE, &after);
        diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal).count()
    };
    assert_eq!(changed_lines(&|_| {}), 0);
    assert_eq!(changed_lines(&|endpoint| endpoint.responses[0].status = 403), 2);
    assert_eq!(changed_lines(&|endpoint| endpoint.enabled = false), 1);
    assert_eq!(changed_lines(&|endpoint| endpoint.responses[0].headers[0].value = "x".repeat(200)), 2);
    assert_eq!(changed_lines(&|endpoint| endpoint.responses[0].delay = Some(Delay::Fixed { ms: 5 })), 3);
}

#[test]
fn what_is_saved_is_what_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mockwright.json");
    let project = read(SAMPLE.as_bytes()).unwrap().project;
    save(&project, &path).unwrap();
    assert_eq!(load(&path).unwrap().project, project);
    assert_eq!(fs::read_to_string(&path).unwrap(), SAMPLE);
}

/// The file that the child of the next test saves to, where this is the child.
const SAVE_FOREVER: &str = "MOCKWRIGHT_TEST_SAVE_FOREVER";

fn long_project(name: &str) -> Project {
    let endpoint = |index| {
        let mut endpoint = Endpoint::new(EndpointId::new(format!("e{index}")), "GET", format!("/{name}/{index}"));
        let mut response = Response::new(ResponseId::new(format!("r{index}")), 200);
        response.body = Body::text(Language::Plain, name.repeat(200));
        endpoint.responses.push(response);
        Arc::new(endpoint)
    };
    Project { name: name.to_owned(), endpoints: (0..300).map(endpoint).collect(), ..Project::default() }
}

/// Not a test of its own: the child process of the next one, which kills it.
#[test]
fn save_forever() {
    let Some(path) = std::env::var_os(SAVE_FOREVER) else { return };
    // What `save` does, without the time it takes to make the text, in which a kill shows nothing.
    let texts = [to_text(&long_project("old")).unwrap(), to_text(&long_project("newer")).unwrap()];
    for text in texts.iter().cycle() {
        write_atomic(Path::new(&path), text.as_bytes()).unwrap();
    }
}

#[test]
fn a_process_killed_while_saving_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mockwright.json");
    let texts = [to_text(&long_project("old")).unwrap(), to_text(&long_project("newer")).unwrap()];
    let mut seen = [0, 0];
    let mut killed_midway = 0;
    for round in 0..200_u64 {
        fs::write(&path, &texts[0]).unwrap();
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "save_forever", "--quiet"])
            .env(SAVE_FOREVER, &path)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // It saves as soon as the file is another one; then every moment of its saving is as likely.
        let started = std::time::Instant::now();
        let modified = || fs::metadata(&path).unwrap().modified().unwrap();
        let before = modified();
        while modified() == before && started.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_micros(round * 7919 % 20_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = fs::read_to_string(&path).unwrap();
        let which = texts.iter().position(|text| *text == found).expect("the file is neither the old one nor the new one");
        seen[which] += 1;
        for entry in fs::read_dir(folder.path()).unwrap() {
            let left_over = entry.unwrap().path();
            if left_over != path {
                killed_midway += 1;
                fs::remove_file(left_over).unwrap();
            }
        }
    }
    // Else the kills came at the wrong moments and have shown nothing.
    assert!(seen[0] > 0 && seen[1] > 0 && killed_midway > 5, "{seen:?}, {killed_midway} killed while writing");
}
