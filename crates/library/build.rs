//! Compiles the crate again when the library changes, also by a new file.

fn main() {
    println!("cargo::rerun-if-changed=../../library");
}
