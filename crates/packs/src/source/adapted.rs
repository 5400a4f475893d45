//! An adaptation: a pack that takes over the files of another and writes down only what is different here.
//!
//! `adapts: NAME` in the manifest names the base. A file of the same path replaces the base's; texts that nothing
//! reads are not taken over. Where a measure differs in single conditions, `changes/*.yaml` names them (see `reform`). Fields and code lists stay the base's, so that people recorded under one read the same
//! under all. Refused: a base that adapts another itself, and one that cannot be found.

use std::collections::BTreeMap;

use yaml::{At, Diagnostic, NodeKind, Problems, Report};

use super::reform::ConditionChanges;
use super::{MANIFEST, Source};

/// Where an adaptation says what is otherwise in the conditions of the base's measures.
const CHANGES: &str = "changes/";
/// Files that an adaptation has from its base and cannot replace.
const FIXED: [&str; 2] = ["fields.yaml", "lists/"];

impl Source {
    /// With the files of the base, where the manifest names one; `find` opens a pack by its name.
    pub(super) fn adapted(mut self, find: impl Fn(&str) -> Option<Self>) -> Result<Self, Problems> {
        let Some((base, at)) = self.adapts() else { return Ok(self) };
        let mut report = Report::new(format!("{}/{MANIFEST}", self.name));
        let mut changed = vec![];
        match find(&base) {
            None => {
                let known = Self::shipped_names();
                let found = report.error(at, "adapts", format!("there is no pack `{base}` to adapt"));
                found.did_you_mean(&base, known.iter().map(String::as_str));
            }
            Some(found) if found.adapts().is_some() => {
                let message = format!("`{base}` is an adaptation itself; adapt the pack that it adapts");
                report.error(at, "adapts", message);
            }
            Some(found) => {
                for path in self.files.keys().filter(|path| FIXED.iter().any(|fixed| path.starts_with(fixed))) {
                    let message = format!("`{path}` is the base pack's; an adaptation uses the fields of `{base}`");
                    report.error(at, "adapts", message);
                }
                self.take_over(found);
                changed = self.change();
            }
        }
        let problems = [report.finish(), changed].concat();
        if problems.is_empty() { Ok(self) } else { Err(Problems(problems)) }
    }

    fn take_over(&mut self, base: Self) {
        let Self { name, files, .. } = base;
        let wanted = |path: &str| path != MANIFEST && is_yaml(path);
        for (path, text) in files.into_iter().filter(|(path, _)| wanted(path)) {
            if !self.files.contains_key(&path) {
                self.taken.insert(path.clone(), name.clone());
                self.files.insert(path, text);
            }
        }
    }

    /// Changes the conditions of measures as `changes/*.yaml` say. What is installed is the whole, so these files are none
    /// of it.
    fn change(&mut self) -> Vec<Diagnostic> {
        let is_change = |path: &String| path.starts_with(CHANGES) && is_yaml(path);
        let (own, files) = std::mem::take(&mut self.files).into_iter().partition(|(path, _)| is_change(path));
        self.files = files;
        let own: BTreeMap<String, String> = own;
        own.into_iter().flat_map(|(path, text)| self.change_by(&path, &text)).collect()
    }

    fn change_by(&mut self, path: &str, text: &str) -> Vec<Diagnostic> {
        let mut report = Report::new(format!("{}/{path}", self.name));
        let changes = ConditionChanges::read(text, &mut report);
        let problems = report.finish();
        let Some(changes) = changes.filter(|_| problems.is_empty()) else { return problems };
        let mut report = Report::new(format!("{}/{path}", self.name));
        match self.reformed(&changes) {
            Ok(reformed) => *self = reformed.source,
            Err(why) => drop(report.error(At::START, "changes", why.to_string()).clone()),
        }
        report.finish()
    }

    /// The base that the manifest names. A manifest that cannot be read names none; loading says what is wrong.
    fn adapts(&self) -> Option<(String, At)> {
        let mut unread = Report::new(String::new());
        let root = yaml::read(self.files.get(MANIFEST)?, &mut unread)?;
        let map = root.map("a mapping", &mut unread)?;
        let node = map.get("adapts")?;
        match &node.kind {
            NodeKind::Scalar(scalar) => Some((scalar.text.clone(), node.at)),
            NodeKind::List(_) | NodeKind::Map(_) => None,
        }
    }
}

fn is_yaml(path: &str) -> bool {
    matches!(path.rsplit_once('.'), Some((_, "yaml" | "yml")))
}

/// Names of the packs from which files were taken over, by path.
pub(super) type Taken = BTreeMap<String, String>;
