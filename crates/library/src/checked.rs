//! Whether packs really run the practices that name them: found out now, by their tests, never taken from the data.
//!
//! A practice runs where the pack it names loads, has tests that cite it, all of those pass, and nothing of the practice
//! is missing; where something is, it runs partly at most. Packs are loaded
//! together, and one by one only where that fails, so that a broken pack takes down its own practices alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use packs::case::CaseReport;
use packs::{LoadOptions, Pack, Packs, Source, TestReport, load, test_pack};
use rules::measure::Measure;
use yaml::{Problems, Severity};

use super::{Carried, Library, Practice};

/// Whether a pack runs a practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PackState {
    /// It is wholly a rule, and its tests that cite it pass.
    Runs,
    /// Its tests that cite it pass, and more belongs to it than its rule.
    Partly,
    /// It is named, and does not.
    Fails,
    /// None is named.
    None,
}

impl PackState {
    /// All of them, in the order in which readers meet them.
    pub const ALL: [Self; 4] = [Self::Runs, Self::Partly, Self::Fails, Self::None];

    /// Its word in answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Partly => "partly",
            Self::Fails => "fails",
            Self::None => "none",
        }
    }
}

/// What was found out about one practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Whether a pack runs it.
    pub state: PackState,
    /// Why not, or what is missing; empty where one runs all of it.
    pub reason: String,
}

/// A library whose packs were tried.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The library.
    pub library: Library,
    /// In the order of the library's practices.
    held: Vec<Held>,
    packs: BTreeMap<String, Tried>,
}

/// What became of one pack.
#[derive(Debug, Clone)]
enum Tried {
    Loaded { with: Arc<Packs>, report: TestReport },
    Refused(String),
}

impl Checked {
    /// The shipped library with the shipped packs.
    pub fn shipped() -> Result<Self, Problems> {
        let sources: Vec<Source> = Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect();
        Ok(Self::of(Library::shipped()?, &sources))
    }

    /// A library with the packs that there are, whether a practice names them or not.
    pub fn of(library: Library, sources: &[Source]) -> Self {
        let packs = tried(sources);
        let held = library.practices.iter().map(|practice| held(practice, &packs)).collect();
        Self { library, held, packs }
    }

    /// Practices with what was found out about each.
    pub fn practices(&self) -> impl Iterator<Item = (&Practice, &Held)> {
        self.library.practices.iter().zip(&self.held)
    }

    /// One practice with what was found out about it.
    pub fn practice(&self, id: &str) -> Option<(&Practice, &Held)> {
        let position = *self.library.by_id.get(id)?;
        self.at(position)
    }

    /// The practice at a position of the library.
    pub fn at(&self, position: usize) -> Option<(&Practice, &Held)> {
        Some((self.library.practices.get(position)?, self.held.get(position)?))
    }

    /// A pack that loads, with those it was loaded with.
    pub fn pack(&self, name: &str) -> Option<(&Packs, &Pack)> {
        match self.packs.get(name)? {
            Tried::Loaded { with, .. } => Some((with, with.pack(name)?)),
            Tried::Refused(_) => None,
        }
    }

    /// Measures of a practice's pack with a test that cites the practice; all of the pack where none does.
    pub fn measures(&self, practice: &Practice) -> Vec<&Measure> {
        let Some((_, pack)) = practice.pack().and_then(|name| self.pack(name)) else { return Vec::new() };
        let cites = |measure: &&Measure| measure.tests.iter().any(|test| test.cites.contains(&practice.id));
        let citing: Vec<&Measure> = pack.measures.iter().filter(cites).collect();
        if citing.is_empty() { pack.measures.iter().collect() } else { citing }
    }
}

fn tried(sources: &[Source]) -> BTreeMap<String, Tried> {
    let one = |source: &Source, loaded: &Result<Arc<Packs>, String>| (source.name.clone(), Tried::of(source, loaded));
    match together(sources) {
        Ok(all) => sources.iter().map(|source| one(source, &Ok(Arc::clone(&all)))).collect(),
        Err(_) => sources.iter().map(|source| one(source, &together(std::slice::from_ref(source)))).collect(),
    }
}

fn together(sources: &[Source]) -> Result<Arc<Packs>, String> {
    let first = |problems: &Problems| {
        let error = problems.0.iter().find(|problem| problem.severity == Severity::Error);
        error.or(problems.0.first()).map(ToString::to_string).unwrap_or_default()
    };
    load(sources, &LoadOptions::default()).map(Arc::new).map_err(|problems| first(&problems))
}

impl Tried {
    fn of(source: &Source, loaded: &Result<Arc<Packs>, String>) -> Self {
        match loaded {
            Err(problem) => Self::Refused(problem.clone()),
            Ok(with) => match with.pack(&source.name) {
                Some(pack) => Self::Loaded { with: Arc::clone(with), report: test_pack(with, pack) },
                None => Self::Refused(format!("its manifest gives it another name than `{}`", source.name)),
            },
        }
    }
}

fn held(practice: &Practice, packs: &BTreeMap<String, Tried>) -> Held {
    let name = match &practice.carried {
        Carried::Not(reason) => return Held { state: PackState::None, reason: reason.clone() },
        Carried::By { pack, .. } => pack,
    };
    match packs.get(name) {
        None => fails(format!("no pack `{name}` is shipped")),
        Some(Tried::Refused(problem)) => fails(format!("pack `{name}` does not load: {problem}")),
        Some(Tried::Loaded { report, .. }) => by_tests(practice, report),
    }
}

fn fails(reason: String) -> Held {
    Held { state: PackState::Fails, reason }
}

fn by_tests(practice: &Practice, report: &TestReport) -> Held {
    let citing: Vec<&CaseReport> = report.cases.iter().filter(|case| case.cites.contains(&practice.id)).collect();
    if citing.is_empty() {
        return fails(format!("no test of pack `{}` cites this practice", report.pack));
    }
    let failed = citing.iter().find_map(|case| Some((case, case.failures.first()?)));
    failed.map_or_else(
        || passed(practice),
        |(case, failure)| {
            fails(format!(
                "pack `{}`, measure `{}`, test in line {}: `{}` is {}, expected {}",
                report.pack, case.measure, case.line, failure.key, failure.found, failure.expected
            ))
        },
    )
}

/// Tests only show that the rule runs; what else belongs to the practice is said in its data.
fn passed(practice: &Practice) -> Held {
    let missing: Vec<&str> = practice.missing().iter().map(|one| one.code()).collect();
    if missing.is_empty() {
        return Held { state: PackState::Runs, reason: String::new() };
    }
    Held { state: PackState::Partly, reason: format!("missing: {}", missing.join(", ")) }
}
