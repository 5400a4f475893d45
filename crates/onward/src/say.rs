//! What is said about the work: to standard error, a line at a time. Standard output is for the answer alone (`out.rs`).

use std::io::Write;

/// Says something about the work.
pub fn say(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.as_ref());
}
