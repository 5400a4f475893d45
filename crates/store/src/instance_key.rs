//! The instance key as a file: `instance.key`, readable by its owner only, replaced in one step.
//!
//! During a re-wrapping the next key waits in `instance.key.next`. Which of the two is in force is what the key
//! store says, so a crash at any point leaves exactly one answer: see [`settle`].

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use journal::{InstanceKey, Key};
use model::Id;
use zeroize::Zeroizing;

/// First line of the file.
const MAGIC: &str = "onward instance key 1";

/// Why the instance key is not at hand.
#[derive(Debug, thiserror::Error)]
pub enum InstanceKeyError {
    /// The file cannot be read or written.
    #[error("`instance.key` cannot be read or written")]
    Io(#[from] io::Error),
    /// It is not an instance key's file.
    #[error("`instance.key` is not an instance key's file")]
    Malformed,
    /// Neither file holds the key that the key store was wrapped under.
    #[error("the key store was wrapped under instance key `{wanted}`: `instance.key` is missing, or another one")]
    Missing {
        /// Its generation.
        wanted: u32,
    },
}

/// A secret with its number.
pub(crate) struct Secret {
    pub(crate) generation: u32,
    pub(crate) key: Key,
}

impl Secret {
    pub(crate) fn instance_key(&self) -> InstanceKey {
        InstanceKey::new(&self.key, self.generation)
    }
}

fn current(folder: &Path) -> PathBuf {
    folder.join("instance.key")
}

fn next(folder: &Path) -> PathBuf {
    folder.join("instance.key.next")
}

/// Writes the first key of an instance; refuses to replace one.
pub(crate) fn create(folder: &Path, secret: &Secret) -> Result<(), InstanceKeyError> {
    write(&current(folder), secret)?;
    sync_folder(folder)
}

/// Lays the next key beside the one in force, durably, before anything is wrapped under it.
pub(crate) fn prepare(folder: &Path, secret: &Secret) -> Result<(), InstanceKeyError> {
    remove(&next(folder))?;
    write(&next(folder), secret)?;
    sync_folder(folder)
}

/// The secrets in force: that of the generation which the key store names, and while rings are wrapped anew that of the
/// one before. Finishes or undoes a change of the instance key that was cut short.
pub(crate) fn settle(
    folder: &Path,
    generation: u32,
    previous: Option<u32>,
) -> Result<(Secret, Option<Secret>), InstanceKeyError> {
    let of = |secret: Option<Secret>, wanted: u32| {
        secret.filter(|secret| secret.generation == wanted).ok_or(InstanceKeyError::Missing { wanted })
    };
    if let Some(previous) = previous {
        let next = of(read(&next(folder))?, generation)?;
        return Ok((next, Some(of(read(&current(folder))?, previous)?)));
    }
    if let Some(secret) = read(&next(folder))? {
        // Whoever changes the key holds the lock, and finishes. Two who did it at once could overwrite the new key.
        if let Some(_held) = lock(folder)? {
            finish(folder, generation)?;
        }
        if secret.generation == generation {
            return Ok((secret, None));
        }
    }
    Ok((of(read(&current(folder))?, generation)?, None))
}

/// Under the lock: puts the next key in its place where it is the one in force, or takes away one that never was. It may
/// have been done while nobody held the lock.
fn finish(folder: &Path, generation: u32) -> Result<(), InstanceKeyError> {
    match read(&next(folder))? {
        Some(secret) if secret.generation == generation => replace(folder),
        Some(_) => remove(&next(folder)),
        None => Ok(()),
    }
}

/// The lock that whoever changes the instance key holds; nothing where another process holds it.
pub(crate) fn lock(folder: &Path) -> Result<Option<File>, InstanceKeyError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(folder.join("instance.key.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Destroys the old key: its bytes are overwritten and synced before the next takes its name.
/// A journalling or copying file system may keep older blocks; there the disk itself must be encrypted.
pub(crate) fn replace(folder: &Path) -> Result<(), InstanceKeyError> {
    overwrite(&current(folder))?;
    fs::rename(next(folder), current(folder))?;
    sync_folder(folder)
}

fn overwrite(path: &Path) -> Result<(), InstanceKeyError> {
    let length = match fs::metadata(path) {
        Ok(found) => usize::try_from(found.len()).unwrap_or_default(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(&vec![0; length])?;
    Ok(file.sync_all()?)
}

fn remove(path: &Path) -> Result<(), InstanceKeyError> {
    overwrite(path)?;
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn write(path: &Path, secret: &Secret) -> Result<(), InstanceKeyError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let (left, right) = secret.key.expose().split_at(16);
    let half = |bytes: &[u8]| bytes.try_into().map(Id).map_err(|_| InstanceKeyError::Malformed);
    let text = Zeroizing::new(format!("{MAGIC}\n{}\n{}{}\n", secret.generation, half(left)?, half(right)?));
    file.write_all(text.as_bytes())?;
    Ok(file.sync_all()?)
}

fn read(path: &Path) -> Result<Option<Secret>, InstanceKeyError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    // A file that was being overwritten or written when the machine stopped is as good as none.
    Ok(parse(&text))
}

fn parse(text: &str) -> Option<Secret> {
    let mut lines = text.lines();
    if lines.next()? != MAGIC {
        return None;
    }
    let generation = lines.next()?.parse().ok()?;
    let (left, right) = lines.next()?.split_at_checked(32)?;
    let (left, right): (Id, Id) = (left.parse().ok()?, right.parse().ok()?);
    let key: Zeroizing<[u8; 32]> = Zeroizing::new([left.0, right.0].concat().try_into().ok()?);
    Some(Secret { generation, key: Key::from_bytes(*key) })
}

fn sync_folder(folder: &Path) -> Result<(), InstanceKeyError> {
    Ok(File::open(folder)?.sync_all()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(generation: u32) -> Secret {
        let fill = u8::try_from(generation).unwrap();
        Secret { generation, key: Key::from_bytes([fill; 32]) }
    }

    #[track_caller]
    fn holds(folder: &Path, generation: u32) {
        let (settled, before) = settle(folder, generation, None).unwrap();
        assert_eq!(settled.key.expose(), secret(generation).key.expose());
        assert!(before.is_none() && !next(folder).exists());
    }

    #[test]
    fn the_file_is_for_its_owner_only_and_never_replaced_by_create() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), &secret(1)).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(current(folder.path())).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert!(create(folder.path(), &secret(2)).is_err());
        holds(folder.path(), 1);
    }

    #[test]
    fn a_crash_before_the_key_store_names_the_next_key_leaves_the_old_one_in_force() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), &secret(1)).unwrap();
        prepare(folder.path(), &secret(2)).unwrap();
        holds(folder.path(), 1);
    }

    /// Two who finished at once could overwrite the key that the other has just put in its place.
    #[test]
    fn while_somebody_holds_the_lock_nobody_else_moves_or_takes_away_a_key() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), &secret(1)).unwrap();
        prepare(folder.path(), &secret(2)).unwrap();
        let held = lock(folder.path()).unwrap().unwrap();
        for generation in [1, 2] {
            let (settled, _) = settle(folder.path(), generation, None).unwrap();
            assert_eq!(settled.generation, generation);
            let there = [current, next].map(|path| read(&path(folder.path())).unwrap().unwrap().generation);
            assert_eq!(there, [1, 2]);
        }
        drop(held);
        holds(folder.path(), 2);
    }

    #[test]
    fn while_rings_are_wrapped_anew_both_keys_are_at_hand() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), &secret(1)).unwrap();
        prepare(folder.path(), &secret(2)).unwrap();
        let (now, before) = settle(folder.path(), 2, Some(1)).unwrap();
        assert_eq!((now.generation, before.map(|before| before.generation)), (2, Some(1)));
        assert!(matches!(settle(folder.path(), 3, Some(2)), Err(InstanceKeyError::Missing { wanted: 3 })));
    }

    #[test]
    fn a_crash_after_the_last_ring_leaves_the_new_key_in_force_and_the_old_one_destroyed() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), &secret(1)).unwrap();
        prepare(folder.path(), &secret(2)).unwrap();
        overwrite(&current(folder.path())).unwrap();
        holds(folder.path(), 2);
        assert!(matches!(settle(folder.path(), 1, None), Err(InstanceKeyError::Missing { wanted: 1 })));
    }

    #[test]
    fn one_process_changes_the_instance_key_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let held = lock(folder.path()).unwrap();
        assert!(held.is_some() && lock(folder.path()).unwrap().is_none());
        drop(held);
        assert!(lock(folder.path()).unwrap().is_some());
    }
}
