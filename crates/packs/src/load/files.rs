//! The YAML files of one pack as trees, each with the report of its problems.

use std::collections::{BTreeMap, BTreeSet};

use yaml::{At, Diagnostic, Map, Node, Report};

use crate::source::{MANIFEST, Source};

/// Where YAML files may stand in a pack.
const FOLDERS: [&str; 9] =
    ["lists", "calendars", "kinds", "params", "tables", "measures", "pathways", "tests", "forms"];

/// The files of one pack.
pub(super) struct SourceFiles {
    /// Name of the source.
    pub name: String,
    /// SHA-256 over all files.
    pub hash: String,
    docs: Vec<Doc>,
    /// Sheets of forms, by their paths.
    sheets: BTreeMap<String, String>,
}

/// One YAML file.
pub(super) struct Doc {
    /// Path in the pack.
    pub path: String,
    /// Its tree; none where it was refused.
    root: Option<Node>,
    /// Its problems.
    pub report: Report,
}

/// A place in one of the files of several packs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Position of the pack; the core pack's is 0.
    pub pack: usize,
    /// Position of the file in its pack.
    pub doc: usize,
    /// Place in the file.
    pub at: At,
}

impl Spot {
    /// The report of the file.
    pub fn report<'a>(&self, files: &'a mut [SourceFiles]) -> Option<&'a mut Report> {
        files.get_mut(self.pack)?.at(self.doc).map(|doc| &mut doc.report)
    }
}

impl SourceFiles {
    pub fn read(source: &Source) -> Self {
        let yaml = source.files.iter().filter(|(path, _)| is_yaml(path));
        let docs =
            yaml.map(|(path, text)| Doc::read(source.taken.get(path).unwrap_or(&source.name), path, text)).collect();
        let sheets = source.files.iter().filter(|(path, _)| path.starts_with("forms/") && !is_yaml(path));
        let sheets = sheets.map(|(path, text)| (path.clone(), text.clone())).collect();
        let mut files = Self { name: source.name.clone(), hash: source.hash(), docs, sheets };
        if files.position(MANIFEST).is_none() {
            let mut missing = Doc::new(&source.name, MANIFEST);
            missing.report.error(At::START, "manifest", format!("expected the file `{MANIFEST}`"));
            files.docs.push(missing);
        }
        files
    }

    /// The manifest; there is always one, if only to hold the problem that it is missing.
    pub fn manifest(&mut self) -> Option<&mut Doc> {
        self.docs.iter_mut().find(|doc| doc.path == MANIFEST)
    }

    pub fn position(&self, path: &str) -> Option<usize> {
        self.docs.iter().position(|doc| doc.path == path)
    }

    pub fn at(&mut self, position: usize) -> Option<&mut Doc> {
        self.docs.get_mut(position)
    }

    /// Positions of the files of a folder, in order of their names.
    pub fn folder(&self, folder: &str) -> Vec<usize> {
        let inside = |doc: &Doc| doc.path.split_once('/').is_some_and(|(first, _)| first == folder);
        self.docs.iter().enumerate().filter(|(_, doc)| inside(doc)).map(|(index, _)| index).collect()
    }

    /// The sheets of a folder, by their names.
    pub fn texts_of(&self, folder: &str) -> BTreeMap<String, String> {
        let named =
            |path: &String| path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".csv").map(str::to_owned);
        self.sheets.iter().filter_map(|(path, text)| Some((named(path)?, text.clone()))).collect()
    }

    /// All problems, in order of files and places. That nothing bears a name is not said where its declaration was
    /// refused: that is said there.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let echoes: BTreeSet<String> = self.docs.iter_mut().flat_map(|doc| doc.report.take_echoes()).collect();
        let found = self.docs.into_iter().flat_map(|doc| doc.report.finish());
        found.filter(|found| found.code != "unknown-name" || !echoes.contains(&found.message)).collect()
    }
}

impl Doc {
    fn new(pack: &str, path: &str) -> Self {
        Self { path: path.to_owned(), root: None, report: Report::new(format!("{pack}/{path}")) }
    }

    fn read(pack: &str, path: &str, text: &str) -> Self {
        let mut doc = Self::new(pack, path);
        let folder = path.split_once('/').map(|(folder, _)| folder);
        let known = folder.map_or(matches!(path, MANIFEST | "fields.yaml"), |folder| FOLDERS.contains(&folder));
        if !known {
            let message =
                format!("expected `{MANIFEST}`, `fields.yaml`, or a file in one of `{}`", FOLDERS.join("`, `"));
            doc.report.error(At::START, "unknown-file", message);
            return doc;
        }
        doc.root = yaml::read(text, &mut doc.report);
        doc
    }

    /// The file as a mapping, with the report to note problems in.
    pub fn map(&mut self, expected: &str) -> Option<(&Map, &mut Report)> {
        let map = self.root.as_ref()?.map(expected, &mut self.report)?;
        Some((map, &mut self.report))
    }

    /// The file's tree, with the report to note problems in.
    pub fn root(&mut self) -> Option<(&Node, &mut Report)> {
        Some((self.root.as_ref()?, &mut self.report))
    }

    /// The file's name without folder and extension.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }
}

fn is_yaml(path: &str) -> bool {
    matches!(path.rsplit_once('.'), Some((_, "yaml" | "yml")))
}
