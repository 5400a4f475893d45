//! Writes the golden files that are not there yet: `cargo run -p journal --example journal_golden`.
//!
//! A file that is there is left as it is: facts of released kinds must decode for ever, so their bytes are frozen.
//! While nothing is released yet, delete a file to have it written anew.
#![expect(clippy::print_stdout, reason = "says what it wrote")]

#[path = "../tests/it/samples.rs"]
mod samples;

use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use journal::bundle::BundleWriter;
use journal::{Checkpoint, Tip};
use model::Timestamp;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/2");
    std::fs::create_dir_all(&folder)?;
    for (name, fact) in samples::facts()? {
        write_new(&folder.join(format!("{name}.hex")), &samples::sealed(&fact)?.to_bytes())?;
    }
    write_new(&folder.join("bundle.hex"), &bundle()?)
}

/// All golden facts in one bundle, with a checkpoint of the last.
fn bundle() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut tip = Tip::default();
    let mut writer = BundleWriter::begin(vec![], samples::ORIGIN, tip.clone())?;
    for (_, fact) in samples::facts()? {
        let bytes = samples::sealed(&fact)?.to_bytes();
        writer.fact(&bytes, tip.push(&bytes)?)?;
    }
    let checkpoint =
        Checkpoint::take(&tip, samples::ORIGIN, Timestamp(1_796_083_200_000_000), &samples::checkpoint_key());
    Ok(writer.finish(&checkpoint)?)
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    if path.exists() {
        return Ok(());
    }
    let mut text = String::new();
    for line in bytes.chunks(48) {
        line.iter().try_for_each(|byte| write!(text, "{byte:02x}"))?;
        text.push('\n');
    }
    std::fs::write(path, text)?;
    println!("{}", path.display());
    Ok(())
}
