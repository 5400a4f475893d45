//! A pack in a `.zip` archive. What an archive says of its sizes is not believed: bytes are counted as they unfold.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path};

use yaml::Problems;
use zip::ZipArchive;

use super::{Gather, PackLimits, Source};

pub(super) fn open(path: &Path, limits: PackLimits) -> Result<Source, Problems> {
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut gather = Gather::new(&name, limits);
    // A pipe opens only once somebody writes into it.
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        gather.refuse("", "not-data", "expected a file");
        return gather.finish();
    }
    match File::open(path).and_then(|file| Ok((file.metadata()?.len(), file))) {
        Ok((size, file)) => unfold(file, size, &mut gather),
        Err(error) => gather.refuse("", "unreadable", format!("cannot be read: {error}")),
    }
    gather.finish().map(without_outer_folder)
}

fn unfold(file: File, size: u64, gather: &mut Gather) {
    if size > gather.limits.total_bytes {
        let most = gather.limits.total_bytes;
        return gather.refuse("", "large-pack", format!("a pack holds at most {most} bytes"));
    }
    let mut archive = match ZipArchive::new(file) {
        Ok(archive) => archive,
        Err(error) => return gather.refuse("", "archive", format!("not a zip archive: {error}")),
    };
    if archive.len() > gather.limits.files * 2 {
        return gather.refuse("", "too-many-files", format!("a pack holds at most {} files", gather.limits.files));
    }
    gather.limits.total_bytes = gather.limits.total_bytes.min(size.saturating_mul(gather.limits.ratio));
    for index in 0..archive.len() {
        take(&mut archive, index, gather);
        // The first thing wrong may mean to harm; nothing more is unfolded.
        if !gather.problems.is_empty() {
            return;
        }
    }
}

fn take(archive: &mut ZipArchive<File>, index: usize, gather: &mut Gather) {
    let entry = match archive.by_index(index) {
        Ok(entry) => entry,
        Err(error) => return gather.refuse("", "archive", format!("entry {} cannot be read: {error}", index + 1)),
    };
    let Some(path) = entry.name().ok().and_then(|name| inside(&name)) else {
        return gather.refuse("", "path", format!("the path of entry {} leaves the pack", index + 1));
    };
    if entry.is_dir() {
        return;
    }
    if !entry.is_file() {
        return gather.refuse(&path, "link", "symbolic links are refused");
    }
    if gather.source.files.contains_key(&path) {
        return gather.refuse(&path, "path", "the archive holds this file twice");
    }
    if gather.admits(&path) {
        let most = gather.limits.file_bytes + 1;
        gather.add(&path, entry.take(most));
    }
}

/// The path with `/`, where it stays inside the pack.
fn inside(name: &str) -> Option<String> {
    let plain = |component| match component {
        Component::Normal(part) => part.to_str(),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    };
    let parts: Option<Vec<&str>> = Path::new(name).components().map(plain).collect();
    let path = parts.filter(|parts| !parts.is_empty())?.join("/");
    (!name.contains(['\\', ':', '\0'])).then_some(path)
}

/// Archives are often made of the folder rather than of what is in it.
fn without_outer_folder(mut source: Source) -> Source {
    if source.files.contains_key(super::MANIFEST) {
        return source;
    }
    let outer = source.files.keys().next().and_then(|path| path.split_once('/')).map(|(outer, _)| format!("{outer}/"));
    let Some(outer) = outer.filter(|outer| source.files.keys().all(|path| path.starts_with(outer))) else {
        return source;
    };
    let strip = |(path, text): (String, String)| (path.strip_prefix(&outer).unwrap_or(&path).to_owned(), text);
    source.files = source.files.into_iter().map(strip).collect();
    source
}
