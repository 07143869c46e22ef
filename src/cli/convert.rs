//! `export` and `import`: reads a file of one format and writes what it holds in another, saying what was lost.

use std::{
    io::{self, Write},
    path::Path,
};

use super::ConvertArguments;
use crate::{
    formats::{self, Content, FORMATS, Format, WriteOptions, Written},
    server::WebFiles,
    storage::write_atomic,
};

/// `plain_json` is the format of a file that is called just `.json`.
pub(super) fn convert(arguments: &ConvertArguments, plain_json: &str) -> Result<(), String> {
    let format = target(arguments, plain_json)?;
    let mut imported = formats::read_from(&arguments.input, &mut WebFiles::new()).map_err(|error| error.to_string())?;
    if let Some(folder) = arguments.output.parent().filter(|_| !is_standard_output(&arguments.output)) {
        imported.content = formats::seen_from(imported.content, folder);
    }
    let options = WriteOptions { with_secrets: arguments.with_secrets };
    let Written { bytes, notes } = formats::write(format, &imported.content, options).map_err(|error| error.to_string())?;
    let output = &arguments.output;
    let written = if is_standard_output(output) { io::stdout().write_all(&bytes) } else { write_atomic(output, &bytes) };
    written.map_err(|error| format!("{}: cannot be written: {error}", output.display()))?;
    for note in imported.notes.iter().chain(&notes) {
        eprintln!("note: {note}");
    }
    if matches!(imported.content, Content::Exchanges(_)) && !arguments.with_secrets {
        eprintln!("note: Secrets are masked; --with-secrets keeps them");
    }
    Ok(())
}

/// The format to write: the one that was asked for, else the one that the file's name says.
fn target(arguments: &ConvertArguments, plain_json: &str) -> Result<&'static Format, String> {
    match &arguments.to {
        Some(id) => Format::of_id(id).ok_or_else(|| format!("There is no format \"{id}\". There are {}", known())),
        None => Format::of_name(&arguments.output)
            .or_else(|| Format::of_id(plain_json).filter(|_| arguments.output.extension().is_some_and(|name| name == "json")))
            .ok_or_else(|| format!("The name {} says no format; choose one with --to: {}", arguments.output.display(), known())),
    }
}

fn known() -> String {
    let known = FORMATS.iter().filter(|format| format.can_write());
    known.map(|format| format!("{} ({})", format.id, format.name)).collect::<Vec<_>>().join(", ")
}

/// The registry of formats as the help shows it.
pub(super) fn formats_help() -> String {
    let mut help = "Formats:".to_owned();
    for format in FORMATS {
        let ways = match (format.can_read(), format.can_write()) {
            (true, true) => "",
            (true, false) => " (read only)",
            _ => " (written only)",
        };
        help.push_str(&format!("\n  {:<12}{}{ways}, {}", format.id, format.name, format.extensions.join(" ")));
        help.push_str(&format!("\n  {:<12}{}", "", format.documentation));
    }
    help
}

fn is_standard_output(path: &Path) -> bool {
    path.as_os_str() == "-"
}
