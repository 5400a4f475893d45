//! The `onward` program: reads the call, wires the rooms, and says how it ended. It owns the clock, the
//! randomness and the two output streams; whatever a room could own is not here.

mod acting;
mod catalogue;
mod cli;
mod fail;
mod open;
mod out;
mod process;
mod run;
mod say;
mod world;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

/// Why another than the system's: `docs/adr/0026-memory-and-threads-of-an-import.md`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    if let Err(fail) = process::close_to_others() {
        return ended(fail);
    }
    // Logs name what failed, never whom it is about; they go where messages go.
    tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_writer(std::io::stderr).init();
    match run::run(cli::Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fail) => ended(fail),
    }
}

fn ended(fail: fail::Fail) -> ExitCode {
    out::say(format!("error: {}", fail.cause));
    if let Some(help) = fail.help {
        out::say(format!("  help: {help}"));
    }
    ExitCode::from(fail.code)
}
