//! The files of a pack, before anybody looks into them: from a folder, from an archive, or shipped with the program.
//!
//! A pack is data. Whatever is not a text of a known kind is refused by name; so are links, paths that leave the
//! pack, files and lines beyond [`PackLimits`], and archives that unfold into far more than they are.

mod adapted;
mod archive;
mod folder;
mod reform;
mod shipped;
mod text;

use std::collections::BTreeMap;
use std::path::Path;

pub use reform::{ConditionChanges, NewCondition, ReformError, Reformed, WrittenRule, WrongExpression};
use sha2::{Digest, Sha256};
use yaml::{At, Diagnostic, Problems, Report};

/// The file that makes a folder a pack.
pub(crate) const MANIFEST: &str = "pack.yaml";

/// The files of one pack by their paths in it, always with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Name of its folder or archive; the manifest says what the pack is called.
    pub name: String,
    /// Contents by path.
    pub files: BTreeMap<String, String>,
    /// Those of them that are another pack's, by path: its name. An adaptation has such files.
    pub taken: adapted::Taken,
}

/// What a pack may weigh. The largest shipped one is a tenth of this.
#[derive(Debug, Clone, Copy)]
pub struct PackLimits {
    /// Number of files.
    pub files: usize,
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all files.
    pub total_bytes: u64,
    /// Bytes of one line.
    pub line_bytes: usize,
    /// How many times larger than its archive a pack may be.
    pub ratio: u64,
}

impl PackLimits {
    /// The limits that hold everywhere.
    pub const DEFAULT: Self =
        Self { files: 500, file_bytes: 1 << 20, total_bytes: 8 << 20, line_bytes: 8 << 10, ratio: 100 };
}

impl Source {
    /// The files of a pack by their paths in it.
    pub fn new(name: impl Into<String>, files: BTreeMap<String, String>) -> Self {
        Self { name: name.into(), files, taken: BTreeMap::new() }
    }

    /// Opens a folder, or an archive whose name ends in `.zip`. What it adapts lies beside it, or is shipped.
    pub fn open(path: &Path) -> Result<Self, Problems> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let beside = |name: &str| {
            let neighbour = path.parent().map(|parent| parent.join(name)).filter(|folder| folder.is_dir());
            neighbour.and_then(|folder| folder::open(&folder, PackLimits::DEFAULT).ok()).or_else(|| shipped::base(name))
        };
        let zipped = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
        let source =
            if zipped { archive::open(&path, PackLimits::DEFAULT) } else { folder::open(&path, PackLimits::DEFAULT) };
        source?.adapted(beside)
    }

    /// A shipped pack by its name.
    pub fn shipped(name: &str) -> Option<Self> {
        let source = (name != shipped::CORE).then(|| shipped::source(name)).flatten()?;
        source.adapted(shipped::base).ok()
    }

    /// The names of all shipped packs, in alphabetical order.
    pub fn shipped_names() -> Vec<String> {
        shipped::names()
    }

    /// The core pack: the fields of a person, code lists, national calendars.
    pub fn core() -> Self {
        shipped::source(shipped::CORE).unwrap_or_else(|| Self::new(shipped::CORE, BTreeMap::new()))
    }

    /// SHA-256 over names and contents in order of names, as hexadecimal digits. Lengths stand before contents, so
    /// that no two packs have the same bytes hashed.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (path, text) in &self.files {
            for part in [path, text] {
                hasher.update((part.len() as u64).to_be_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hex::encode(hasher.finalize())
    }
}

/// A double-quoted text, which YAML reads as JSON does.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Gathers files one by one and holds them against the limits.
struct Gather {
    source: Source,
    limits: PackLimits,
    total: u64,
    problems: Vec<Diagnostic>,
}

impl Gather {
    fn new(name: &str, limits: PackLimits) -> Self {
        let source = Source::new(name, BTreeMap::new());
        Self { source, limits, total: 0, problems: Vec::new() }
    }

    /// Notes an error about a file as a whole, or about the pack where `path` is empty.
    fn refuse(&mut self, path: &str, code: &'static str, message: impl Into<String>) {
        let mut report = self.report(path);
        report.error(At::START, code, message);
        self.problems.extend(report.finish());
    }

    fn report(&self, path: &str) -> Report {
        let name = &self.source.name;
        Report::new(if path.is_empty() { name.clone() } else { format!("{name}/{path}") })
    }

    /// Whether a file of this name may be there at all, and one more fits.
    fn admits(&mut self, path: &str) -> bool {
        if !text::is_data(path) {
            let expected = "expected `.yaml`, `.yml`, `.md`, `.txt` or `LICENSE`";
            self.refuse(path, "not-data", format!("`{path}` is not a text of a pack: {expected}"));
            return false;
        }
        if self.source.files.len() >= self.limits.files {
            let most = self.limits.files;
            self.refuse(path, "too-many-files", format!("a pack holds at most {most} files"));
            return false;
        }
        true
    }

    /// Reads one admitted file, never more of it than the limits allow.
    fn add(&mut self, path: &str, reader: impl std::io::Read) {
        let mut report = self.report(path);
        let left = self.limits.total_bytes - self.total;
        let read = text::read(reader, self.limits, left, &mut report);
        self.problems.extend(report.finish());
        if let Some(text) = read {
            self.total += text.len() as u64;
            self.source.files.insert(path.to_owned(), text);
        }
    }

    fn finish(mut self) -> Result<Source, Problems> {
        if self.problems.is_empty() && self.source.files.is_empty() {
            self.refuse("", "empty", "expected a pack, found no file");
        }
        if self.problems.is_empty() { Ok(self.source) } else { Err(Problems(self.problems)) }
    }
}
