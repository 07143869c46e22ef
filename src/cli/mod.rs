//! The command line: arguments in, an exit code out. The same rooms as the window's, without a window.
//!
//! Exit codes: 0 fine, 1 a check failed, 2 bad input or usage. What a program may want to read goes to standard output;
//! everything for a person goes to standard error.

mod convert;
mod log_line;
mod serve;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use serve::serve_instead_of_window;

/// The exit code for bad input or usage.
const BAD_INPUT: u8 = 2;

/// What was asked for.
#[derive(Debug)]
pub enum Invocation {
    /// The window, with this file open.
    Window(Option<PathBuf>),
    /// Something that needs no window.
    Headless(Command),
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
    /// The project
    file: PathBuf,
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
    /// The file to read
    #[arg(value_name = "IN")]
    input: PathBuf,
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
        Arguments { command: Some(command), .. } => Invocation::Headless(command),
        Arguments { command: None, file } => Invocation::Window(file),
    }
}

/// Does what was asked for.
pub fn run(command: Command) -> ExitCode {
    let outcome = match command {
        Command::Serve(arguments) => serve::serve(&arguments),
        Command::Export(arguments) | Command::Import(arguments) => convert::convert(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            complain(&message);
            ExitCode::from(BAD_INPUT)
        }
    }
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
        for wrong in
            ["mockwright a b", "mockwright serve", "mockwright serve a --port 70000", "mockwright export a", "mockwright --nope"]
        {
            assert_eq!(parse(wrong).unwrap_err().exit_code(), i32::from(BAD_INPUT), "{wrong}");
        }
    }
}
