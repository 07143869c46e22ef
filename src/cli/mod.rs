//! The command line: arguments in, an exit code out. The same rooms as the window's, without a window.
//!
//! Exit codes: 0 fine, 1 a check failed, 2 bad input or usage. What a program may want to read goes to standard output;
//! everything for a person goes to standard error.

mod check;
mod convert;
mod log_line;
mod serve;
mod verify;

use std::{path::PathBuf, process::ExitCode, sync::Arc, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use serve::serve_instead_of_window;

use crate::{
    formats::{self, Content, Location},
    model::Project,
    server::WebFiles,
};

/// The exit code for a check that failed.
const CHECK_FAILED: u8 = 1;
/// The exit code for bad input or usage.
const BAD_INPUT: u8 = 2;

/// What was asked for.
#[derive(Debug)]
pub enum Invocation {
    /// The window, with this file open.
    Window(Option<PathBuf>),
    /// Something that needs no window.
    Headless(Box<Command>),
}

/// A workbench for mock APIs: it answers, and it watches.
#[derive(Debug, Parser)]
#[command(name = "mockwright", version, about, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// The project to open in the window
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves a project without a window, until interrupted
    Serve(ServeArguments),
    /// Checks the expectations of a running server, or of a project against recorded traffic
    Verify(VerifyArguments),
    /// Tests a real API against its contract
    Check(Box<check::CheckArguments>),
    /// Writes a project or recorded traffic in another format
    #[command(after_help = convert::formats_help())]
    Export(ConvertArguments),
    /// Reads a file of another format and writes what it holds
    #[command(after_help = convert::formats_help())]
    Import(ConvertArguments),
}

/// How to serve.
#[derive(Clone, Debug, Args)]
pub struct ServeArguments {
    /// The project, or what one can be made of; OpenAPI documents on the web too
    #[arg(value_name = "FILE_OR_URL")]
    file: Location,
    /// The port to listen on instead of the project's; 0 takes any free one
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// The interface to listen on instead of the project's
    #[arg(long, value_name = "H")]
    host: Option<String>,
    /// Makes every random choice repeatable
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// What is written about each request: text goes to standard error, json to standard output
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    log: LogFormat,
    /// Checks the expectations when the server is told to end, and exits with 1 where one is not met
    #[arg(long)]
    verify_on_exit: bool,
    /// How long to wait then for expectations that are pending, such as 5s or 500ms
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = duration, requires = "verify_on_exit")]
    within: Duration,
    /// Requests that nothing answered fail the check
    #[arg(long, requires = "verify_on_exit")]
    no_unmatched: bool,
    /// Writes the outcome of the check as JUnit XML
    #[arg(long, value_name = "FILE", requires = "verify_on_exit")]
    junit: Option<PathBuf>,
}

impl ServeArguments {
    /// To serve that file as it is.
    fn of(file: PathBuf) -> Self {
        Self {
            file: Location::File(file),
            port: None,
            host: None,
            seed: None,
            log: LogFormat::Text,
            verify_on_exit: false,
            within: Duration::ZERO,
            no_unmatched: false,
            junit: None,
        }
    }
}

/// What to verify, and how.
#[derive(Clone, Debug, Args)]
pub struct VerifyArguments {
    /// The project, with --log
    #[arg(requires = "log", conflicts_with = "url")]
    file: Option<PathBuf>,
    /// The running server, such as http://127.0.0.1:4600
    #[arg(long, required_unless_present = "log")]
    url: Option<String>,
    /// Recorded requests, such as a HAR file, to check the project against
    #[arg(long, value_name = "FILE", requires = "file", conflicts_with = "url")]
    log: Option<PathBuf>,
    /// How long to wait for expectations that are pending, such as 5s or 500ms
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = duration, conflicts_with = "log")]
    within: Duration,
    /// Requests that nothing answered fail the check
    #[arg(long)]
    no_unmatched: bool,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    format: ReportFormat,
    /// The file to write the report to; - is standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Writes the report as JUnit XML too
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// The token of a server on another machine; else MOCKWRIGHT_ADMIN_TOKEN of the environment
    #[arg(long)]
    token: Option<String>,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// JUnit XML, for build servers.
    Junit,
}

/// What is written about each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// A line for people.
    Text,
    /// A JSON object on one line.
    Json,
    /// Nothing.
    None,
}

/// What to convert.
#[derive(Clone, Debug, Args)]
pub struct ConvertArguments {
    /// The file to read, or the URL of an OpenAPI document
    #[arg(value_name = "IN")]
    input: Location,
    /// The file to write; - is standard output
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// The format to write, where the name of the file does not say it
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    /// Keeps passwords, tokens and cookies, which are masked otherwise
    #[arg(long)]
    with_secrets: bool,
}

/// Reads the program's arguments. On wrong ones, `--help` and `--version` it writes what there is to say and ends the program.
pub fn parse() -> Invocation {
    match Arguments::parse() {
        Arguments { command: Some(command), .. } => Invocation::Headless(Box::new(command)),
        Arguments { command: None, file } => Invocation::Window(file),
    }
}

/// Does what was asked for.
pub fn run(command: Command) -> ExitCode {
    let outcome = match command {
        Command::Serve(arguments) => serve::serve(&arguments),
        Command::Verify(arguments) => verify::verify(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        // What is exported as plain JSON is for other tools; what is imported is to be a project.
        Command::Export(arguments) => convert::convert(&arguments, "openapi").map(|()| ExitCode::SUCCESS),
        Command::Import(arguments) => convert::convert(&arguments, "mockwright").map(|()| ExitCode::SUCCESS),
    };
    match outcome {
        Ok(code) => code,
        Err(message) => {
            complain(&message);
            ExitCode::from(BAD_INPUT)
        }
    }
}

/// The project that is there, of whatever format it is.
fn project_of(file: &Location) -> Result<Arc<Project>, String> {
    let imported = formats::read_from(file, &mut WebFiles::new()).map_err(|error| error.to_string())?;
    for note in &imported.notes {
        eprintln!("note: {note}");
    }
    match imported.content {
        Content::Project(project) => Ok(project),
        Content::Exchanges(_) => Err(format!("{file}: holds recorded requests, not a project")),
    }
}

/// A time as people write it: `500ms`, `5s`, `1.5m` or `1h`.
fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text:?} is no time; one looks like 500ms, 5s, 2m or 1h");
    let unit_at = text.find(|character: char| character.is_ascii_alphabetic()).ok_or_else(wrong)?;
    let (number, unit) = text.split_at(unit_at);
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err(wrong()),
    };
    let number: f64 = number.trim_end().parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(number * seconds).map_err(|_| wrong())
}

/// Says what went wrong to a person.
fn complain(message: &str) {
    eprintln!("error: {message}");
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_make_sense() {
        Arguments::command().debug_assert();
        let parse = |line: &str| Arguments::try_parse_from(line.split(' '));
        assert!(matches!(parse("mockwright").unwrap(), Arguments { file: None, command: None }));
        assert!(matches!(parse("mockwright a.mockwright.json").unwrap(), Arguments { file: Some(_), command: None }));
        let Some(Command::Serve(serve)) = parse("mockwright serve a --port 0 --seed 7").unwrap().command else { panic!() };
        assert_eq!((serve.port, serve.host, serve.seed, serve.log), (Some(0), None, Some(7), LogFormat::Text));
        assert!(matches!(parse("mockwright export a -o b").unwrap().command, Some(Command::Export(_))));
        let Some(Command::Verify(verify)) = parse("mockwright verify --url http://a --within 1.5s").unwrap().command else {
            panic!()
        };
        assert_eq!((verify.within, verify.format), (Duration::from_millis(1500), ReportFormat::Text));
        assert!(parse("mockwright verify a --log b --junit c").is_ok());
        for wrong in [
            "mockwright check a",
            "mockwright check a --against http://b --header nothing",
            "mockwright check a --against http://b --methods ?",
            "mockwright verify",
            "mockwright verify a",
            "mockwright verify --log b",
            "mockwright verify a --url http://b",
            "mockwright verify --url http://a --within 5",
            "mockwright serve a --junit b",
            "mockwright a b",
            "mockwright serve",
            "mockwright serve a --port 70000",
            "mockwright export a",
            "mockwright --nope",
        ] {
            assert_eq!(parse(wrong).unwrap_err().exit_code(), i32::from(BAD_INPUT), "{wrong}");
        }
    }
}
