//! The rooms of the crate are stacked, and a room uses only the rooms below it. This reads the sources and
//! fails on the first arrow that points up.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test or benchmark that cannot be set up must stop")]

use std::{fs, path::Path};

/// Every room with the rooms it may use.
const ROOMS: [(&str, &[&str]); 11] = [
    ("model", &[]),
    ("generate", &["model"]),
    ("engine", &["generate", "model"]),
    ("contract", &["engine", "generate", "model"]),
    ("traffic", &["contract", "engine", "generate", "model"]),
    ("storage", &["traffic", "contract", "engine", "generate", "model"]),
    ("formats", &["storage", "traffic", "contract", "engine", "generate", "model"]),
    ("server", &["formats", "storage", "traffic", "contract", "engine", "generate", "model"]),
    ("app", &["server", "formats", "storage", "traffic", "contract", "engine", "generate", "model"]),
    ("cli", &["app", "server", "formats", "storage", "traffic", "contract", "engine", "generate", "model"]),
    ("ui", &["app", "server", "formats", "storage", "traffic", "contract", "engine", "generate", "model"]),
];

/// Crates that only the window may use.
const WINDOW_CRATES: [&str; 4] = ["egui", "eframe", "egui_extras", "rfd"];

#[test]
fn arrows_point_down() {
    let mut wrong = Vec::new();
    let mut files_read = 0;
    for (room, below) in ROOMS {
        each_source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room), &mut |path, text| {
            files_read += 1;
            for (number, line) in text.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                for used in crate_paths(code).filter(|used| *used != room && !below.contains(used)) {
                    wrong.push(format!("{}:{}: {room} uses {used}", path.display(), number + 1));
                }
                let window = WINDOW_CRATES.iter().find(|name| code.contains(&format!("{name}::")));
                if let Some(name) = window.filter(|_| room != "ui") {
                    wrong.push(format!("{}:{}: {room} uses {name}", path.display(), number + 1));
                }
            }
        });
    }
    assert!(files_read > 40, "the sources were not found: read {files_read} files");
    assert!(wrong.is_empty(), "arrows that point up:\n{}", wrong.join("\n"));
}

/// The rooms that a line names after `crate::`, and those in an opening `use crate::{` list's own line.
fn crate_paths(code: &str) -> impl Iterator<Item = &str> {
    let after = code.match_indices("crate::").map(|(at, found)| &code[at + found.len()..]);
    let named = after.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default());
    let in_list = code.trim_start();
    let listed =
        in_list.split("::").next().filter(|name| code.starts_with("    ") && !code.starts_with("     ") && is_room(name));
    named.filter(|name| is_room(name)).chain(listed)
}

fn is_room(name: &str) -> bool {
    ROOMS.iter().any(|(room, _)| *room == name)
}

fn each_source(folder: &Path, visit: &mut impl FnMut(&Path, &str)) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry of the folder").path();
        if path.is_dir() {
            each_source(&path, visit);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            visit(&path, &fs::read_to_string(&path).expect("a source file"));
        }
    }
}

#[test]
fn the_scan_sees_an_upward_arrow() {
    let found = |code| crate_paths(code).collect::<Vec<_>>();
    assert_eq!(found("use crate::ui::theme;"), ["ui"]);
    assert_eq!(found("    server::Server,"), ["server"]);
    assert_eq!(found("let x = crate::app::App::new(crate::cli::y());"), ["app", "cli"]);
    assert!(found("use super::Thing;").is_empty());
}
