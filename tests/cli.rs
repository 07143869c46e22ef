//! The command line as a script sees it: output, exit codes, signals, and the same answers as the window's server.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test or benchmark that cannot be set up must stop")]

#[path = "cli/check.rs"]
mod check;
#[path = "cli/verify.rs"]
mod verify;
#[path = "cli/web.rs"]
mod web;

use std::{
    collections::HashSet,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
    sync::Arc,
    thread,
    time::Duration,
};

use mockwright::{
    app::{App, AppOptions},
    storage::Storage,
};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/shop.mockwright.json");

/// The program, without a display and with a home of its own.
fn mockwright(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mockwright"));
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("HOME", home);
    for variable in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env_remove(variable);
    }
    command
}

fn run(arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    mockwright(home.path()).args(arguments).output().unwrap()
}

/// Runs the program, expects it to fail on bad input, and gives back what it said.
fn complaint(arguments: &[&str]) -> String {
    let output = run(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    said
}

/// A server that is ended when the test is over, however it is over.
struct Serving {
    child: Child,
    stdout: BufReader<ChildStdout>,
    address: String,
    _home: tempfile::TempDir,
}

impl Serving {
    fn start(arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut child = mockwright(home.path()).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line:?}"));
        Self { address: address.to_owned(), child, stdout, _home: home }
    }

    fn sample(arguments: &[&str]) -> Self {
        Self::start(&[&["serve", SAMPLE, "--port", "0"], arguments].concat())
    }

    /// Sends a request and gives back the status and the body.
    fn send(&self, line: &str, headers: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        let request =
            format!("{line} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    fn get(&self, target: &str) -> (u16, String) {
        self.send(&format!("GET {target}"), "", "")
    }

    /// Sends the signal, waits for the end, and gives back the exit code and what else was said on both outputs.
    fn end(mut self, signal: &str) -> (Option<i32>, String, String) {
        let kill = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.stdout.read_to_string(&mut stdout).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        (self.child.wait().unwrap().code(), stdout, stderr)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself, which is what most tests want.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_sample_answers_as_its_notes_say() {
    let serving = Serving::sample(&["--log", "none"]);
    let order = "{\"items\": [{\"sku\": \"a\", \"quantity\": 1}]}";
    for (line, headers, body, status) in [
        ("GET /orders/42", "", "", 200),
        ("GET /orders/404", "", "", 404),
        ("GET /orders/42", "Authorization: Bearer wrong\r\n", "", 401),
        ("GET /orders/42", "Authorization: Bearer demo-token\r\n", "", 200),
        ("POST /orders", "", order, 201),
        ("POST /orders", "", "{\"items\": []}", 422),
        ("POST /orders", "", "order", 400),
        ("POST /login", "", "{\"email\": \"Ada@example.com\", \"password\": \"demo\"}", 200),
        ("POST /login", "", "{\"email\": \"ada@example.com\", \"password\": \"guess\"}", 401),
        ("GET /users/3", "", "", 200),
        ("GET /users/4", "", "", 404),
        ("DELETE /users/1", "", "", 204),
        ("GET /orders?status=lost", "", "", 400),
        ("GET /nowhere", "", "", 404),
        ("PATCH /hello", "", "", 405),
    ] {
        assert_eq!(serving.send(line, headers, body).0, status, "{line} {headers}{body}");
    }
    assert!(serving.get("/users?role=admin").1.len() < serving.get("/users").1.len());
    assert_eq!(serving.get("/users/1/avatar").1, include_str!("../assets/samples/avatar.svg"));
    let statuses: Vec<String> = (0..4).map(|_| serving.get("/orders/1/status").1).collect();
    assert!(statuses[0].contains("pending") && statuses[1].contains("paid") && statuses[2].contains("shipped"), "{statuses:?}");
    assert_eq!(statuses[3], statuses[0]);
}

#[test]
fn the_sample_keeps_the_contract_that_it_is_derived_from() {
    let serving = Serving::sample(&["--log", "none"]);
    let contract = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/shop.openapi.yaml");
    let checked = run(&["check", contract, "--against", &format!("http://{}", serving.address), "--methods", "all"]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
    // Where nothing was changed by hand, the contract is held to.
    let (status, said) = serving.get("/users?role=owner");
    assert!(status == 422 && said.contains("role"), "{status} {said}");
    assert_eq!(serving.send("GET /users", "Accept: text/csv\r\n", "").0, 406);
}

/// What the server at an address sends back for these bytes until it closes, but for the moment of the answer.
fn raw_answer(address: &str, request: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let date =
        answer.windows(8).position(|window| window.eq_ignore_ascii_case(b"\r\ndate: ")).expect("every answer has its date");
    answer.drain(date + 8..date + 8 + "Sun, 06 Nov 1994 08:49:37 GMT".len());
    answer
}

#[test]
fn serve_answers_byte_for_byte_as_the_window_does() {
    let home = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let options = AppOptions { file: Some(SAMPLE.into()), port: Some(0), ..AppOptions::default() };
    let mut app = App::start(runtime.handle().clone(), Storage::below(home.path()), options, Arc::new(|| {})).unwrap();
    while !app.is_serving() {
        thread::sleep(Duration::from_millis(5));
        app.tick();
    }
    let window = app.server_status().address().unwrap().to_string();
    let serving = Serving::sample(&["--log", "none"]);

    let requests: Vec<Vec<u8>> = [
        ("GET /hello", "", ""),
        ("HEAD /orders/42", "", ""),
        ("GET /orders/42", "Authorization: Bearer wrong\r\n", ""),
        ("GET /orders/404", "Accept-Encoding: gzip\r\n", ""),
        ("GET /orders/1/status", "", ""),
        ("GET /orders/1/status", "", ""),
        ("GET /users/1/avatar", "", ""),
        ("GET /users/1/avatar", "Range: bytes=0-9\r\n", ""),
        ("POST /orders", "Content-Type: application/json\r\n", "{\"items\": []}"),
        ("POST /login", "", "{\"email\": \"Ada@example.com\", \"password\": \"demo\"}"),
        ("POST /orders", "Mockwright-Seed: 42\r\n", "{\"items\": [{\"sku\": \"a\", \"quantity\": 1}]}"),
        ("GET /stock/B-200", "Mockwright-Seed: 42\r\n", ""),
        ("GET /stock/B-200", "Mockwright-Seed: 43\r\n", ""),
        ("OPTIONS /orders/42", "", ""),
        ("OPTIONS /orders/42", "Origin: http://a.test\r\nAccess-Control-Request-Method: GET\r\n", ""),
        ("GET /users", "Origin: http://a.test\r\n", ""),
        ("PATCH /hello", "", ""),
        ("GET /nowhere?x=1", "", "{}"),
        ("POST /orders", "Content-Encoding: gzip\r\n", "not gzip"),
        ("BREW /pot", "", ""),
        ("GET /\u{1}", "", ""),
    ]
    .into_iter()
    .map(|(line, headers, body)| {
        let length = body.len();
        format!("{line} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}").into()
    })
    .collect();
    let mut distinct = HashSet::new();
    for request in &requests {
        let answer = raw_answer(&serving.address, request);
        let said = String::from_utf8_lossy(request).into_owned();
        assert_eq!(String::from_utf8_lossy(&raw_answer(&window, request)), String::from_utf8_lossy(&answer), "{said}");
        distinct.insert(answer);
    }
    assert!(distinct.len() > requests.len() / 2, "the requests are answered differently: {} answers", distinct.len());
}

#[cfg(unix)]
#[test]
fn signals_end_it_cleanly_and_the_log_is_whole() {
    for (signal, log) in [("-TERM", "json"), ("-INT", "text"), ("-TERM", "none")] {
        let serving = Serving::sample(&["--log", log]);
        for _ in 0..50 {
            assert_eq!(serving.get("/hello").0, 200);
        }
        serving.get("/nowhere");
        let (code, stdout, stderr) = serving.end(signal);
        assert_eq!(code, Some(0), "{stderr}");
        let lines = |text: &str| text.lines().count();
        match log {
            "json" => {
                let lines: Vec<serde_json::Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
                assert_eq!(lines.len(), 51);
                assert_eq!(
                    (&lines[0]["target"], &lines[0]["status"], &lines[0]["endpoint"]),
                    (&"/hello".into(), &200.into(), &"hello".into())
                );
                assert_eq!((&lines[50]["matched"], &lines[50]["status"]), (&false.into(), &404.into()));
                assert_eq!(stderr, "");
            }
            "text" => {
                assert_eq!((lines(&stdout), lines(&stderr)), (0, 51), "{stderr}");
                assert!(
                    stderr.contains(" GET 200 /hello · GET /hello › Hello · ")
                        && stderr.contains(" GET 404 /nowhere · No match · ")
                );
            }
            _ => assert_eq!((stdout, stderr), (String::new(), String::new())),
        }
    }
}

#[test]
fn bad_input_and_usage_say_what_is_wrong_and_exit_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| -> String {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let broken = file("broken.mockwright.json", "{\"mockwright\": 1,\n\"name\": }");
    assert!(complaint(&["serve", &broken]).contains("broken.mockwright.json:2:9: is not valid JSON"));
    let newer = file("newer.mockwright.json", "{\"mockwright\": 99}");
    assert!(complaint(&["serve", &newer]).contains("newer Mockwright"));
    assert_eq!(fs::read_to_string(&newer).unwrap(), "{\"mockwright\": 99}");
    assert!(complaint(&["serve", "/no/such/file.mockwright.json"]).contains("cannot be read"));
    assert!(complaint(&["serve", &file("other.json", "{}")]).contains("is of no format that can be read"));
    let har = file("a.har", "{\"log\": {\"entries\": []}}");
    assert!(complaint(&["serve", &har]).contains("not a project"));
    assert!(complaint(&["export", &har, "-o", "x.mockwright.json"]).contains("cannot hold recorded requests"));
    assert!(complaint(&["export", SAMPLE, "-o", "x.har"]).contains("cannot hold a project"));
    assert!(complaint(&["export", SAMPLE, "-o", "x.unknown"]).contains("says no format"));
    assert!(complaint(&["export", SAMPLE, "-o", "x", "--to", "pdf"]).contains("There is no format \"pdf\""));
    assert!(complaint(&["serve", SAMPLE, "--host", "not.a.host.invalid"]).contains("not.a.host.invalid"));
    complaint(&["serve", SAMPLE, "--port", "x"]);
    complaint(&["--no-such-option"]);
    let taken = Serving::sample(&["--log", "none"]);
    let port = taken.address.rsplit_once(':').unwrap().1;
    let said = complaint(&["serve", SAMPLE, "--port", port]);
    assert!(said.contains(&format!("Port {port} is in use")) && said.contains("is free"), "{said}");
    assert_eq!(run(&["--help"]).status.code(), Some(0));
    assert_eq!(run(&["--version"]).status.code(), Some(0));
}

#[test]
fn import_derives_a_project_that_names_its_contract_as_seen_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let contract =
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {/pets: {get: {responses: {'200': {description: ok}}}}}\n";
    fs::create_dir(path("my contracts")).unwrap();
    fs::create_dir(path("mocks")).unwrap();
    fs::write(path("my contracts/pets.yaml"), contract).unwrap();
    let output = run(&["import", &path("my contracts/pets.yaml"), "-o", &path("mocks/pets.mockwright.json")]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let project: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path("mocks/pets.mockwright.json")).unwrap()).unwrap();
    assert_eq!(project["contract"]["source"], "../my contracts/pets.yaml");
    assert_eq!(project["contract"]["document"]["info"]["title"], "Pets");
    assert_eq!((&project["endpoints"][0]["method"], &project["endpoints"][0]["path"]), (&"GET".into(), &"/pets".into()));
}

#[test]
fn a_plain_json_file_is_a_project_when_imported_and_open_api_when_exported() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (verb, key) in [("import", "mockwright"), ("export", "openapi")] {
        let output = run(&[verb, SAMPLE, "-o", &path("out.json")]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let written: serde_json::Value = serde_json::from_str(&fs::read_to_string(path("out.json")).unwrap()).unwrap();
        assert!(written.get(key).is_some(), "{verb}: {written}");
    }
}

#[test]
fn export_reformats_a_project_and_masks_a_har() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    let sample = fs::read_to_string(SAMPLE).unwrap();
    let squeezed: serde_json::Value = serde_json::from_str(&sample).unwrap();
    fs::write(path("squeezed.json"), squeezed.to_string()).unwrap();
    let convert = |verb: &str, from: &str, to: &str, rest: &[&str]| {
        let (from, to) = (path(from), path(to));
        let output = run(&[&[verb, from.to_str().unwrap(), "-o", to.to_str().unwrap()], rest].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        (fs::read_to_string(&to).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(convert("export", "squeezed.json", "out.mockwright.json", &[]), (sample.clone(), String::new()));
    assert_eq!(convert("import", "squeezed.json", "out", &["--to", "mockwright"]).0, sample);
    let har = r#"{"log": {"entries": [
        {"request": {"method": "GET", "url": "http://a/?token=hush", "headers": [{"name": "Authorization", "value": "Bearer hush"}]}, "response": {}},
        {"request": {"method": "GET", "url": "data:,x"}, "response": {}}]}}"#;
    fs::write(path("in.har"), har).unwrap();
    let (masked, said) = convert("export", "in.har", "out.har", &[]);
    assert!(
        !masked.contains("hush") && said.contains("/log/entries/1: left out") && said.contains("Secrets are masked"),
        "{said}\n{masked}"
    );
    assert!(convert("export", "in.har", "out.har", &["--with-secrets"]).0.contains("Bearer hush"));
    let output = run(&["export", path("squeezed.json").to_str().unwrap(), "-o", "-", "--to", "mockwright"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), sample);
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_it_says_so_and_serves_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mockwright.json");
    fs::write(&path, fs::read_to_string(SAMPLE).unwrap().replace("\"port\": 4600", "\"port\": 0")).unwrap();
    let serving = Serving::start(&[path.to_str().unwrap()]);
    assert_eq!(serving.get("/hello").0, 200);
    let (code, _, stderr) = serving.end("-TERM");
    assert_eq!(code, Some(0));
    assert!(
        stderr.contains("The window cannot be opened: there is no display") && stderr.contains("mockwright serve"),
        "{stderr}"
    );
}

#[cfg(unix)]
#[test]
fn an_open_interface_is_warned_of() {
    let serving = Serving::sample(&["--host", "0.0.0.0", "--log", "none"]);
    assert!(serving.address.starts_with("0.0.0.0:"), "{}", serving.address);
    let (_, _, stderr) = serving.end("-TERM");
    assert!(stderr.contains("warning: The server is open to everybody who can reach this machine"), "{stderr}");
}

#[test]
fn the_same_seed_chooses_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dice.mockwright.json");
    let responses: Vec<String> = (200..220).map(|status| format!("{{\"id\": \"r{status}\", \"status\": {status}}}")).collect();
    let project = format!(
        "{{\"mockwright\": 1, \"endpoints\": [{{\"id\": \"e\", \"method\": \"GET\", \"path\": \"/\", \"selection\": \"random\", \"responses\": [{}]}}]}}",
        responses.join(", ")
    );
    fs::write(&path, project).unwrap();
    let throw = |seed: &str| -> Vec<u16> {
        let serving = Serving::start(&["serve", path.to_str().unwrap(), "--port", "0", "--log", "none", "--seed", seed]);
        (0..12).map(|_| serving.send("HEAD /", "", "").0).collect()
    };
    let first = throw("7");
    assert_eq!(throw("7"), first);
    assert_ne!(throw("8"), first);
}
