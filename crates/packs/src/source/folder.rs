//! A pack in a folder. Links are refused, for they may lead out of it.

use std::fs::File;
use std::path::Path;

use yaml::Problems;

use super::{Gather, PackLimits, Source};

/// Folders inside a pack are at most this deep; the shipped ones are one deep.
const MAX_DEPTH: usize = 4;

pub(super) fn open(path: &Path, limits: PackLimits) -> Result<Source, Problems> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut gather = Gather::new(&name, limits);
    walk(path, "", MAX_DEPTH, &mut gather);
    gather.finish()
}

fn walk(folder: &Path, prefix: &str, depth: usize, gather: &mut Gather) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return gather.refuse(prefix.trim_end_matches('/'), "unreadable", format!("not a pack: {error}")),
    };
    // One more than may be there is enough to refuse the rest.
    let mut entries: Vec<_> = entries.take(gather.limits.files + 1).filter_map(Result::ok).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let Ok(name) = entry.file_name().into_string() else {
            gather.refuse(prefix, "path", "expected file names in UTF-8");
            continue;
        };
        take(&entry, &format!("{prefix}{name}"), depth, gather);
    }
}

fn take(entry: &std::fs::DirEntry, path: &str, depth: usize, gather: &mut Gather) {
    // Of the entry itself, so that a link is seen as one.
    match entry.file_type() {
        Ok(kind) if kind.is_symlink() => gather.refuse(path, "link", "symbolic links are refused"),
        Ok(kind) if kind.is_dir() && depth == 0 => gather.refuse(path, "path", "folders are nested too deep"),
        Ok(kind) if kind.is_dir() => walk(&entry.path(), &format!("{path}/"), depth - 1, gather),
        Ok(kind) if kind.is_file() => {
            if gather.admits(path) {
                match File::open(entry.path()) {
                    Ok(file) => gather.add(path, file),
                    Err(error) => gather.refuse(path, "unreadable", format!("cannot be read: {error}")),
                }
            }
        }
        Ok(_) | Err(_) => gather.refuse(path, "not-data", "expected a file or a folder"),
    }
}
