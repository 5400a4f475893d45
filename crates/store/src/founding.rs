//! A mark in the folder of an instance that is being founded, until somebody was shown its first passwords: who was killed
//! before that has an instance that nobody can enter, and is told so at once, not by a door that stays shut.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// The mark, a file.
const MARK: &str = "founding";

/// Whether founding began here and did not end.
pub(crate) fn is_under_way(folder: &Path) -> io::Result<bool> {
    folder.join(MARK).try_exists()
}

/// Sets the mark, durably.
pub(crate) fn begin(folder: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(folder.join(MARK))?;
    file.write_all(b"founding began here; while this file is there, the first passwords were not shown\n")?;
    file.sync_all()?;
    File::open(folder)?.sync_all()
}

/// Takes the mark away; one that is gone is gone.
pub(crate) fn end(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(MARK)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => File::open(folder)?.sync_all(),
    }
}
