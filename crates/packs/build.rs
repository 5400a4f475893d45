//! Compiles the crate again when a shipped pack changes, also by a new file.

fn main() {
    println!("cargo::rerun-if-changed=../../packs");
}
