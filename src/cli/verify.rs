//! `verify`: checks the expectations of a running server, or of a project against recorded traffic.
//!
//! The report goes to standard output, or to a file; the exit code says how it came out. Who calls this in a script needs
//! nothing else.

use std::{
    env, fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use http::{HeaderValue, Method, Uri, header, uri::PathAndQuery};
use serde_json::Value;
use tokio::{net::lookup_host, runtime::Builder};

use super::{CHECK_FAILED, ReportFormat, VerifyArguments, project_of};
use crate::{
    formats::{self, Location},
    server::{ReplayRequest, send},
    storage::write_atomic,
    traffic::{ExpectationState, Verification, VerificationReport, verify_recorded},
};

/// Where a server verifies.
const VERIFY: &str = "/__admin/expectations/verify";
/// The environment variable that holds the token which servers on other machines ask for.
const TOKEN_VARIABLE: &str = "MOCKWRIGHT_ADMIN_TOKEN";
/// How long the server is asked to wait at a time; a connection that is silent for longer may be cut on the way.
const WAIT_AT_ONCE: Duration = Duration::from_secs(20);

pub(super) fn verify(arguments: &VerifyArguments) -> Result<ExitCode, String> {
    let (report, name) = match (&arguments.url, &arguments.file, &arguments.log) {
        (Some(url), _, _) => (of_server(url, arguments)?, url.clone()),
        (None, Some(file), Some(log)) => (of_recording(file, log, arguments)?, file.display().to_string()),
        _ => return Err("Name a running server with --url, or a project and its recorded requests with --log".to_owned()),
    };
    if report.expectations.is_empty() {
        eprintln!("warning: {name}: has no expectation that is switched on");
    }
    let text = match arguments.format {
        ReportFormat::Text => report.to_text(),
        ReportFormat::Json => serde_json::to_string_pretty(&report).map_err(|error| error.to_string())? + "\n",
        ReportFormat::Junit => report.to_junit(&name),
    };
    match arguments.output.as_deref().filter(|output| output.as_os_str() != "-") {
        Some(output) => write(output, &text)?,
        None => io::stdout().write_all(text.as_bytes()).map_err(|error| format!("The report cannot be written: {error}"))?,
    }
    if let Some(junit) = &arguments.junit {
        write(junit, &report.to_junit(&name))?;
    }
    Ok(exit_code(&report))
}

/// What a script learns from the report.
pub(super) fn exit_code(report: &VerificationReport) -> ExitCode {
    if report.passed { ExitCode::SUCCESS } else { ExitCode::from(CHECK_FAILED) }
}

/// Writes a report into a file, whole or not at all.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        // Where that fails, writing says why.
        let _ = fs::create_dir_all(folder);
    }
    write_atomic(path, text.as_bytes()).map_err(|error| format!("{}: cannot be written: {error}", path.display()))
}

/// Checks the expectations of a project against recorded requests.
fn of_recording(file: &Path, log: &Path, arguments: &VerifyArguments) -> Result<VerificationReport, String> {
    let project = project_of(&Location::File(file.to_owned()))?;
    let (exchanges, notes) = formats::read_exchanges(log).map_err(|error| error.to_string())?;
    notes.iter().for_each(|note| eprintln!("note: {}: {note}", log.display()));
    verify_recorded(&project, &exchanges, arguments.no_unmatched).map_err(|error| format!("The log cannot be started: {error}"))
}

/// Asks a running server, again and again while something is pending and there is time.
fn of_server(url: &str, arguments: &VerifyArguments) -> Result<VerificationReport, String> {
    let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| format!("Cannot connect: {error}"))?;
    let until = Instant::now() + arguments.within;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let within_ms = u64::try_from(left.min(WAIT_AT_ONCE).as_millis()).unwrap_or(u64::MAX);
        let verification = Verification { within_ms, no_unmatched: arguments.no_unmatched };
        let report = runtime.block_on(ask(url, verification, arguments.token.as_deref()))?;
        let has = |state| report.expectations.iter().any(|report| report.state == state);
        let is_decided = has(ExpectationState::Violated) || !has(ExpectationState::Pending);
        if is_decided || left <= WAIT_AT_ONCE {
            return Ok(report);
        }
    }
}

async fn ask(url: &str, verification: Verification, token: Option<&str>) -> Result<VerificationReport, String> {
    let uri: Uri = url.parse().map_err(|error| format!("{url}: is not a URL: {error}"))?;
    let authority = uri.authority().ok_or_else(|| format!("{url}: is not a URL; one looks like http://127.0.0.1:4600"))?;
    if uri.scheme_str() != Some("http") {
        return Err(format!("{url}: begin it with http://, which the server answers on the same port"));
    }
    let mut request = ReplayRequest::new(Method::POST, PathAndQuery::from_static(VERIFY));
    request.body = serde_json::to_vec(&verification).map_err(|error| error.to_string())?.into();
    request.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let host = HeaderValue::from_str(authority.as_str()).map_err(|error| format!("{url}: {error}"))?;
    request.headers.insert(header::HOST, host);
    let of_environment = env::var(TOKEN_VARIABLE).ok();
    if let Some(token) = token.or(of_environment.as_deref()).filter(|token| !token.is_empty()) {
        let bearer = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| "The token cannot be sent".to_owned())?;
        request.headers.insert(header::AUTHORIZATION, bearer);
    }
    let name = authority.host().trim_matches(['[', ']']);
    let addresses = lookup_host((name, authority.port_u16().unwrap_or(80))).await;
    let addresses = addresses.map_err(|error| format!("{url}: cannot be found: {error}"))?;
    let mut failure = format!("{url}: has no address");
    for address in addresses {
        match send(address, request.clone()).await {
            Ok(answer) => return serde_json::from_slice(&answer.body).map_err(|_| refusal(url, answer.status, &answer.body)),
            Err(error) => failure = format!("{url}: {error}"),
        }
    }
    Err(failure)
}

/// What to say about an answer that is no report.
fn refusal(url: &str, status: http::StatusCode, body: &[u8]) -> String {
    let problem: Option<Value> = serde_json::from_slice(body).ok();
    let detail = problem.as_ref().and_then(|problem| problem.get("detail")?.as_str());
    match detail {
        Some(detail) => format!("{url}: answered with {status}: {detail}"),
        None => format!("{url}: answered with {status} and no report; is it a server of this version of Mockwright?"),
    }
}
