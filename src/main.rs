//! The binary: arguments in, window or command line out.

use std::process::ExitCode;

use mockwright::{
    cli::{self, Invocation},
    storage::Storage,
    ui,
};
use tokio::runtime::Builder;

fn main() -> ExitCode {
    let file = match cli::parse() {
        Invocation::Headless(command) => return cli::run(*command),
        Invocation::Window(file) => file,
    };
    // Without a home there is still the temporary folder: what is kept there does not last, but everything works.
    let storage = Storage::of_person().unwrap_or_else(|| Storage::below(&std::env::temp_dir().join("mockwright")));
    if !ui::has_display() {
        return cli::serve_instead_of_window(&ui::WindowError::NoDisplay.to_string(), file, &storage);
    }
    let runtime = match Builder::new_multi_thread().thread_name("server").enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: the server's threads cannot be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = ui::run(runtime.handle(), &storage, file.clone());
    // Connections that are still open are not waited for.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::serve_instead_of_window(&error.to_string(), file, &storage),
    }
}
