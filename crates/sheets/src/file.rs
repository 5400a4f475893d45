//! Files that somebody names are opened here: a regular file, or none. A pipe makes a program wait for whoever writes into
//! it, has no second reading, and a device has no end.

use std::fs::{self, File, FileType, Metadata};
use std::io;
use std::path::Path;

/// Opens a regular file.
///
/// # Errors
/// What the system says; what else lies there, in words.
pub fn open_file(path: &Path) -> io::Result<File> {
    // Asked before it is opened: a pipe opens only once somebody writes into it.
    regular(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

/// Reads a regular file of text.
///
/// # Errors
/// As [`open_file`], and where it is no UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    io::read_to_string(open_file(path)?)
}

fn regular(found: &Metadata) -> io::Result<()> {
    let other = |kind: FileType| if kind.is_dir() { "a folder" } else { "a pipe, a socket or a device" };
    match found.file_type() {
        kind if kind.is_file() => Ok(()),
        kind => Err(io::Error::other(format!("a file is expected, and this is {}", other(kind)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(path: &Path, says: &str) {
        for error in [open_file(path).map(drop).unwrap_err(), read_text(path).map(drop).unwrap_err()] {
            assert!(error.to_string().contains(says), "{error}");
        }
    }

    #[test]
    fn what_is_no_file_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("s");
        let _bound = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        refused(folder.path(), "a file is expected, and this is a folder");
        refused(Path::new("/dev/zero"), "this is a pipe, a socket or a device");
        refused(&socket, "this is a pipe, a socket or a device");
        refused(&folder.path().join("nothing"), "No such file");
    }

    #[test]
    fn a_file_is_read_also_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("f"), folder.path().join("l"));
        fs::write(&file, "one").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert_eq!(read_text(&link).unwrap(), "one");
        fs::write(&file, [0xff]).unwrap();
        assert!(read_text(&link).is_err(), "no text");
    }
}
