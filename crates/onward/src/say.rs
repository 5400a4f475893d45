//! What is said about the work: to standard error, a line at a time. Standard output is for the answer alone (`out.rs`).

use std::io::Write;

use model::plain;

/// Says something about the work. A name or a file's cell in it gives the terminal no orders.
pub fn say(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr().lock(), "{}", plain::shown(text.as_ref()));
}
