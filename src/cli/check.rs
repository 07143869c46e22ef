//! `check`: tests a real API, or traffic that was recorded of it, against its contract, once or again and again.
//!
//! The report goes to standard output; the exit code says how it came out, after `--every` how the last run did.

use std::{
    fs::OpenOptions,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use clap::Args;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use tokio::runtime::Runtime;

use super::{CHECK_FAILED, duration, project_of, serve::EndSignal, verify::write};
use crate::{
    contract::{
        Contract,
        probe::{ContractTestReport, HistoryEntry, Methods, Rule},
    },
    formats::{self, Location},
    server::{ProbeOptions, WebFiles, probe, probe_recorded},
    storage::{EXTENSION, read_limited},
};

/// The most bytes of a history.
const FILE_BYTES: u64 = 128 * 1024 * 1024;

/// What to test, and how.
#[derive(Clone, Debug, Args)]
pub struct CheckArguments {
    /// The OpenAPI document, on the web too, or a project that has one
    #[arg(value_name = "CONTRACT")]
    contract: Location,
    /// The real API, such as https://api.example/v2. A path in the URL stands in place of the base path that the contract's
    /// servers have; without one, theirs is used
    #[arg(long, value_name = "URL", required_unless_present = "from_har")]
    against: Option<Uri>,
    /// Calls the URL's root even where the contract's servers have a base path
    #[arg(long, requires = "against", conflicts_with = "from_har")]
    no_base_path: bool,
    /// Which methods are called: a list such as GET,POST, or all. Others than GET, HEAD and OPTIONS may change data
    #[arg(long, value_name = "LIST", value_parser = methods, default_value = "GET,HEAD,OPTIONS")]
    methods: Methods,
    /// A header field of every call, such as 'Authorization: Bearer abc'; may be repeated
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = header)]
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Repeats the test until interrupted, such as every 30m or 1h
    #[arg(long, visible_alias = "watch", value_name = "TIME", value_parser = duration, conflicts_with = "from_har")]
    every: Option<Duration>,
    /// The most calls at a time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
    concurrency: u16,
    /// How long one call may take
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    timeout: Duration,
    /// Makes other values than the usual ones
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Judges the requests recorded in a HAR file, instead of calling
    #[arg(long, value_name = "FILE")]
    from_har: Option<PathBuf>,
    /// Remembers the runs in this file, and compares with those it has
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
    /// Writes the report as JUnit XML
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Writes the report as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Writes the report as one page of HTML
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// The methods of a list, or all of them.
fn methods(text: &str) -> Result<Methods, String> {
    if text.eq_ignore_ascii_case("all") {
        return Ok(Methods::All);
    }
    let names = text.split(',').map(|name| name.trim().to_ascii_uppercase());
    let names = names.map(|name| match http::Method::from_bytes(name.as_bytes()) {
        Ok(_) => Ok(name),
        Err(_) => Err(format!("{name:?} is no method")),
    });
    Ok(Methods::Only(names.collect::<Result<_, _>>()?))
}

/// A header field as it is written in a message.
fn header(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = text.split_once(':').ok_or("a header looks like 'Name: value'")?;
    let name = HeaderName::try_from(name.trim()).map_err(|_| "the name cannot be sent".to_owned())?;
    let value = HeaderValue::try_from(value.trim()).map_err(|_| "the value cannot be sent".to_owned())?;
    Ok((name, value))
}

pub(super) fn check(arguments: &CheckArguments) -> Result<ExitCode, String> {
    let contract = Arc::new(contract_of(&arguments.contract)?);
    if contract.operations.is_empty() {
        return Err(format!("{}: has no operations", arguments.contract));
    }
    let source = arguments.contract.to_string();
    let mut history = read_history(arguments.history.as_deref())?;
    if let Some(har) = &arguments.from_har {
        let (exchanges, notes) = formats::read_exchanges(har).map_err(|error| error.to_string())?;
        notes.iter().for_each(|note| eprintln!("note: {}: {note}", har.display()));
        let target = har.display().to_string();
        let report = probe_recorded(&contract, (&source, &target), &exchanges, arguments.against.as_ref(), &history);
        if report.totals.calls == 0 && report.findings.is_empty() {
            return Err(format!("{target}: has no request to that API"));
        }
        tell(&report, arguments)?;
        return Ok(exit_code(&report));
    }
    let options = options(arguments)?;
    eprintln!("calling {}", options.target(&contract));
    let runtime = Runtime::new().map_err(|error| format!("The threads cannot be started: {error}"))?;
    let outcome = runtime.block_on(async {
        let mut end = EndSignal::new().map_err(|error| format!("Signals cannot be waited for: {error}"))?;
        let mut last = ExitCode::SUCCESS;
        loop {
            let report = tokio::select! {
                report = probe(&contract, &source, &options, &history, |_| {}) => report,
                () = end.next() => return Ok(if arguments.every.is_some() { last } else { ExitCode::from(CHECK_FAILED) }),
            };
            if arguments.every.is_none() && is_silent(&report) {
                let why = report.findings.first().map_or("", |finding| finding.message.as_str());
                return Err(format!("{}: nothing answers: {why}", report.target));
            }
            tell(&report, arguments)?;
            last = exit_code(&report);
            history.extend(report.entry().cloned());
            let Some(every) = arguments.every else { return Ok(last) };
            tokio::select! {
                () = tokio::time::sleep(every) => {}
                () = end.next() => return Ok(last),
            }
        }
    });
    runtime.shutdown_background();
    outcome
}

/// Whether calls were made and not one was answered.
fn is_silent(report: &ContractTestReport) -> bool {
    report.totals.calls > 0
        && report.operations.iter().all(|operation| operation.seen.is_empty())
        && report.findings.iter().all(|finding| finding.rule == Rule::NoAnswer)
}

fn options(arguments: &CheckArguments) -> Result<ProbeOptions, String> {
    let against = arguments.against.clone().unwrap_or_default();
    if against.authority().is_none() || !matches!(against.scheme_str(), Some("http" | "https")) {
        return Err(format!("{against}: the URL of an API begins with http:// or https://"));
    }
    let mut options = ProbeOptions::new(against);
    options.without_base_path = arguments.no_base_path;
    options.plan.methods = arguments.methods.clone();
    options.plan.headers = HeaderMap::with_capacity(arguments.headers.len());
    for (name, value) in &arguments.headers {
        options.plan.headers.append(name.clone(), value.clone());
    }
    options.plan.seed = arguments.seed;
    options.concurrency = usize::from(arguments.concurrency);
    options.call_timeout = arguments.timeout;
    Ok(options)
}

/// The contract that is there: an OpenAPI document in JSON or YAML, or that of a project. What cannot be used is told.
fn contract_of(location: &Location) -> Result<Contract, String> {
    if location.file().is_some_and(|file| file.to_string_lossy().ends_with(EXTENSION)) {
        let project = project_of(location)?;
        let link = project.contract.as_ref().ok_or_else(|| format!("{location}: the project has no contract"))?;
        let contract = Contract::view(&link.document);
        for problem in &contract.problems {
            eprintln!("note: {}#{}: {}", link.source, problem.pointer, problem.message);
        }
        return Ok(contract);
    }
    let read = formats::read_contract_from(location, &mut WebFiles::new()).map_err(|error| error.to_string())?;
    read.notes.iter().for_each(|note| eprintln!("note: {note}"));
    Ok(read.contract)
}

fn read_history(file: Option<&Path>) -> Result<Vec<HistoryEntry>, String> {
    let Some(file) = file else { return Ok(Vec::new()) };
    match read_limited(file, FILE_BYTES) {
        Ok(bytes) => Ok(HistoryEntry::read_lines(&String::from_utf8_lossy(&bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(format!("{}: cannot be read: {error}", file.display())),
    }
}

/// Hands the report to everybody who asked for it.
fn tell(report: &ContractTestReport, arguments: &CheckArguments) -> Result<(), String> {
    let mut stdout = io::stdout();
    let written = stdout.write_all(report.to_text().as_bytes()).and_then(|()| stdout.flush());
    written.map_err(|error| format!("The report cannot be written: {error}"))?;
    if let Some(file) = &arguments.junit {
        write(file, &report.to_junit())?;
    }
    if let Some(file) = &arguments.json {
        write(file, &(serde_json::to_string_pretty(report).map_err(|error| error.to_string())? + "\n"))?;
    }
    if let Some(file) = &arguments.html {
        write(file, &report.to_html())?;
    }
    if let (Some(file), Some(entry)) = (&arguments.history, report.entry()) {
        let appended = OpenOptions::new().create(true).append(true).open(file);
        let appended = appended.and_then(|mut file| file.write_all(entry.to_line().as_bytes()));
        appended.map_err(|error| format!("{}: cannot be written: {error}", file.display()))?;
    }
    Ok(())
}

/// What a script learns from the report.
fn exit_code(report: &ContractTestReport) -> ExitCode {
    if report.passed { ExitCode::SUCCESS } else { ExitCode::from(CHECK_FAILED) }
}
