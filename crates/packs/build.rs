//! Compiles the crate again when a shipped pack changes, also by a new file.

#[expect(clippy::print_stdout, reason = "the way to speak to cargo")]
fn main() {
    println!("cargo::rerun-if-changed=../../packs");
}
