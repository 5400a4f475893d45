//! Files that their owner alone may read: tokens, and rows that were handed back. One that is there already may have been
//! laid there for everybody to read: it is closed to them before anything is written into it.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// Opens a file to write it anew, for its owner alone; refused where it is somebody else's.
pub fn private_file(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    // A pipe or a terminal has no reader whom its permissions keep away.
    if file.metadata()?.is_file() {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;

    #[test]
    fn a_file_that_everybody_could_read_is_its_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let (new, old) = (dir.path().join("new"), dir.path().join("old"));
        fs::write(&old, "longer than what follows").unwrap();
        fs::set_permissions(&old, Permissions::from_mode(0o644)).unwrap();
        for path in [&new, &old] {
            private_file(path).unwrap().write_all(b"secret").unwrap();
            assert_eq!((mode(path), fs::read(path).unwrap()), (0o600, b"secret".to_vec()), "{}", path.display());
        }
    }
}
