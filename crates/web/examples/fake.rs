//! Serves the pages on the fakes of the tests, to look at them without the rest of the house.
//!
//! `cargo run --example fake -- 8099`, then sign in as `ana` (analyst) or `carla` (case worker).

#[expect(dead_code, clippy::panic, reason = "the fakes are those of the tests, which look into them and may panic")]
#[path = "../tests/it/fake/mod.rs"]
mod fake;

use std::time::Duration;

use casework::Mode;
use web::Settings;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port: u16 = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8099);
    let settings = Settings { secure: false, patience: Duration::from_millis(1500) };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, web::router(fake::instance(Mode::Trial).ports, settings)).await
}
