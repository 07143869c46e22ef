//! `serve`: the server without a window, for teammates and CI.
//!
//! Standard output holds one line, `listening on URL`, as soon as requests are answered, and after it nothing but the
//! JSON log where that was asked for. Everything else goes to standard error.

use std::{
    io::{self, Write},
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    thread,
    time::Duration,
};

use jiff::tz::TimeZone;
use tokio::runtime::{Builder, Runtime};

use super::{BAD_INPUT, LogFormat, ServeArguments, complain, log_line, project_of, verify};
use crate::{
    engine::{Compiled, compile},
    model::{Project, Severity},
    server::{Address, Server, ServerOptions, ServerStatus},
    storage::Storage,
    traffic::{Budget, Exchange, Listener, Traffic},
};

/// Answering takes little; more threads than this only cost memory.
const MAX_WORKERS: usize = 4;
/// How much traffic is kept. Nobody looks at it here but the control interface, and memory is better kept low.
const BUDGET: Budget = Budget { exchanges: 1_000, bytes: 32 * 1024 * 1024 };
/// How long the last lines of the log may take when the server ends.
const LOG_GRACE: Duration = Duration::from_secs(2);

pub(super) fn serve(arguments: &ServeArguments) -> Result<ExitCode, String> {
    let mut project = Arc::unwrap_or_clone(project_of(&arguments.file)?);
    let settings = &mut project.settings;
    settings.port = arguments.port.unwrap_or(settings.port);
    settings.seed = arguments.seed.or(settings.seed);
    if let Some(host) = &arguments.host {
        settings.host.clone_from(host);
    }
    serve_project(project, arguments.file.file().and_then(folder_of), arguments)
}

/// Serves the file, or the sample, because the window could not be opened for that reason.
pub fn serve_instead_of_window(reason: &str, file: Option<PathBuf>, storage: &Storage) -> ExitCode {
    eprintln!("The window cannot be opened: {reason}");
    eprintln!("Serving without it, as mockwright serve FILE does");
    let file = match file {
        Some(file) => Ok(file),
        None => storage.install_sample().map_err(|error| format!("The sample cannot be unpacked: {error}")),
    };
    match file.and_then(|file| serve(&ServeArguments::of(file))) {
        Ok(code) => code,
        Err(message) => {
            complain(&message);
            ExitCode::from(BAD_INPUT)
        }
    }
}

/// The folder that body files are in. Absolute, so that it stays right whatever happens to the current folder.
fn folder_of(file: &Path) -> Option<PathBuf> {
    std::path::absolute(file).ok()?.parent().map(Path::to_owned)
}

fn serve_project(project: Project, folder: Option<PathBuf>, arguments: &ServeArguments) -> Result<ExitCode, String> {
    let runtime = runtime().map_err(|error| format!("The server's threads cannot be started: {error}"))?;
    let address = Address::new(project.settings.host.clone(), project.settings.port);
    let compiled = Arc::new(compile(&Arc::new(project), None));
    report_problems(&compiled);
    let traffic = Traffic::start(BUDGET).map_err(|error| format!("The log cannot be started: {error}"))?;
    let traffic = Arc::new(traffic);
    let written = write_log(&traffic, arguments.log);
    let server = Server::new(runtime.handle(), Arc::clone(&traffic), compiled, folder, ServerOptions::default());
    server.keep_certificates_in(Storage::of_person().map(|storage| storage.certificates_folder()));
    let outcome = runtime.block_on(async {
        // Before the line that says "ready": whoever reads it may send the signal at once.
        let mut end = EndSignal::new().map_err(|error| format!("Signals cannot be waited for: {error}"))?;
        server.start(address);
        match server.started().await {
            ServerStatus::Running { address } => {
                announce(address, server.admin_token());
                announce_https(address, &server);
            }
            ServerStatus::Failed { message, suggested_port } => return Err(failure(&message, suggested_port)),
            ServerStatus::Stopped | ServerStatus::Starting => return Err("The server did not start".to_owned()),
        }
        end.next().await;
        if arguments.verify_on_exit {
            // What is pending may still be met, until somebody insists.
            tokio::select! {
                () = traffic.watch().decided(arguments.within) => {}
                () = end.next() => {}
            }
        }
        server.stop();
        server.stopped().await;
        Ok(())
    });
    traffic.settle(LOG_GRACE);
    drop(written);
    let dropped = traffic.counters().snapshot().dropped;
    if dropped > 0 {
        eprintln!("warning: {dropped} requests came faster than they could be logged");
    }
    runtime.shutdown_background();
    outcome?;
    if arguments.verify_on_exit { verify_on_exit(&traffic, arguments) } else { Ok(ExitCode::SUCCESS) }
}

/// Says what became of the expectations, now that no more calls can come.
fn verify_on_exit(traffic: &Traffic, arguments: &ServeArguments) -> Result<ExitCode, String> {
    let report = traffic.verification(arguments.no_unmatched);
    eprint!("{}", report.to_text());
    if let Some(junit) = &arguments.junit {
        verify::write(junit, &report.to_junit(&arguments.file.to_string()))?;
    }
    Ok(verify::exit_code(&report))
}

fn runtime() -> io::Result<Runtime> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(MAX_WORKERS);
    // On one core there is nobody to share the work with, and the machinery for it costs a fifth of an answer.
    if workers == 1 {
        return Builder::new_current_thread().enable_all().build();
    }
    Builder::new_multi_thread().worker_threads(workers).thread_name("server").enable_all().build()
}

fn announce(address: SocketAddr, admin_token: &str) {
    // A closed standard output means that nobody wants to know.
    let mut output = io::stdout().lock();
    let _ = writeln!(output, "listening on http://{address}").and_then(|()| output.flush());
    if !address.ip().is_loopback() {
        let whom = match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => "everybody who can reach this machine".to_owned(),
            IpAddr::V6(ip) if ip.is_unspecified() => "everybody who can reach this machine".to_owned(),
            ip => format!("everybody who can reach {ip}"),
        };
        eprintln!("warning: The server is open to {whom}; --host 127.0.0.1 keeps it to this machine");
        eprintln!("note: From other machines the control API needs the header Authorization: Bearer {admin_token}");
    }
}

/// Says where HTTPS is answered and which certificate to trust, where it is on.
fn announce_https(address: SocketAddr, server: &Server) {
    if !server.compiled().project.settings.tls {
        return;
    }
    match server.certificate_authority() {
        Ok(_) => eprintln!("HTTPS is answered too: https://{address}"),
        Err(error) => eprintln!("warning: {error}"),
    }
    if let Some(path) = server.certificate_path() {
        eprintln!("Its certificate authority, for clients to trust: {}", path.display());
    }
    if let Some(notice) = server.certificate_notice() {
        eprintln!("warning: {notice}");
    }
}

fn failure(message: &str, suggested_port: Option<u16>) -> String {
    suggested_port.map_or_else(|| message.to_owned(), |port| format!("{message}; --port {port} is free"))
}

fn report_problems(compiled: &Compiled) {
    for problem in &compiled.problems {
        let severity = if problem.severity == Severity::Error { "problem" } else { "warning" };
        eprintln!("{severity}: {}: {}", problem.place.describe(&compiled.project), problem.message);
    }
}

/// Writes every exchange that enters the log, for as long as what is returned is held; none where nothing is to be written.
fn write_log(traffic: &Traffic, format: LogFormat) -> Option<Arc<Listener>> {
    let zone = TimeZone::system();
    let line: Box<dyn Fn(&Exchange) -> String + Send + Sync> = match format {
        LogFormat::Json => Box::new(log_line::json),
        LogFormat::Text => Box::new(move |exchange| log_line::text(exchange, &zone)),
        LogFormat::None => return None,
    };
    let listener: Arc<Listener> = Arc::new(move |arrived: &[Arc<Exchange>]| {
        let lines: String = arrived.iter().map(|exchange| line(exchange) + "\n").collect();
        // A closed output means that nobody wants to know; serving goes on.
        let _ = match format {
            LogFormat::Json => io::stdout().lock().write_all(lines.as_bytes()),
            LogFormat::Text | LogFormat::None => io::stderr().lock().write_all(lines.as_bytes()),
        };
    });
    traffic.listen(&listener);
    Some(listener)
}

/// The system's or the person's wish to end. From its making on no signal is missed.
#[cfg(unix)]
pub(super) struct EndSignal {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl EndSignal {
    pub(super) fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// Waits for the next one.
    pub(super) async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The person's wish to end.
#[cfg(not(unix))]
pub(super) struct EndSignal;

#[cfg(not(unix))]
impl EndSignal {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self)
    }

    /// Waits for the next one.
    pub(super) async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a way to hear of Ctrl+C the program runs until it is ended from outside.
            std::future::pending::<()>().await;
        }
    }
}
