//! The library: practices and recommendations of the dialogue as data, each practice with the pack that runs it or
//! the reason why none does.
//!
//! `library/` is compiled in and read as packs are. Refused, each with its place: unknown keys, words,
//! objectives and targets (with the nearest known), passages beyond the report, ids given twice, a practice with both or
//! neither of `pack` and `reason`, something missing where there is no pack, a recommendation traced to a practice or a system that does not exist. Whether a pack really runs a
//! practice is never taken from the data: [`checked`] runs the pack's tests that cite it. Next: `read.rs`.

pub mod checked;
mod codes;
mod passage;
mod read;
pub mod search;
mod shipped;
mod texts;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use packs::Source;
use yaml::{At, Diagnostic, Problems, Report};

pub use checked::{Checked, Held, PackState};
pub use codes::GoalCodes;
pub use passage::Passage;
pub use texts::{LibraryTexts, TRANSLATED, ToldText};
pub use words::{Addressee, Group, Kind, NotCarried, Phase, Place, Status, StillMissing, Voice};

/// The library as it was read.
#[derive(Debug, Clone)]
pub struct Library {
    /// Objectives of the Global Compact and targets of the Sustainable Development Goals that exist.
    pub codes: GoalCodes,
    /// Practices, by actor and then as their file has them.
    pub practices: Vec<Practice>,
    /// Recommendations, by part and then as their file has them.
    pub recommendations: Vec<Recommendation>,
    /// What they are in other languages.
    pub texts: LibraryTexts,
    /// Position of each practice by its id.
    by_id: BTreeMap<String, usize>,
}

/// Something that somebody did, does or proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// `FILE/ID`, as the tests of packs cite it.
    pub id: String,
    /// Whose practice it is.
    pub actor: String,
    /// ISO 3166 alpha-3 of the actor's country or countries; none for an organisation.
    pub iso3: Vec<String>,
    /// What it is, in our own words.
    pub text: String,
    /// The report's words that say it, from the first of its passages; ` … ` where some are left out.
    pub quote: String,
    /// As the report gives it.
    pub status: Status,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Objectives of the Global Compact for Migration, 1 to 23.
    pub gcm: Vec<u8>,
    /// Targets of the Sustainable Development Goals.
    pub sdg: Vec<String>,
    /// Whom it is for.
    pub groups: Vec<Group>,
    /// When in a crisis it helps.
    pub phase: Phase,
    /// Where the report tells of it.
    pub passages: Vec<Passage>,
    /// Figures the report quotes.
    pub figures: Vec<String>,
    /// Who told of it.
    pub reported_by: String,
    /// Whether a pack is said to run it.
    pub carried: Carried,
    /// Where that is said in its file.
    pub at: At,
}

/// Whether a pack is said to run a practice; one of the two always is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// This pack.
    By {
        /// Its name.
        pack: String,
        /// What of the practice it does not run: none where the practice is wholly a rule.
        missing: Vec<StillMissing>,
    },
    /// None, for this reason.
    Not(String),
}

/// Something that was recommended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommendation {
    /// `PART/ID`.
    pub id: String,
    /// The part of the report it stands in.
    pub part: String,
    /// Who made it.
    pub voice: Voice,
    /// What it says, in our own words.
    pub text: String,
    /// Whom it asks.
    pub to: Vec<Addressee>,
    /// Where the report has it.
    pub passages: Vec<Passage>,
    /// Who asked for it, where that was a speaker or somebody from the floor.
    pub asked_by: Option<String>,
    /// Objectives of the Global Compact for Migration.
    pub gcm: Vec<u8>,
    /// Targets of the Sustainable Development Goals.
    pub sdg: Vec<String>,
    /// Systems of the dialogue that answer it: `S01` to `S45`.
    pub systems: Vec<String>,
    /// Ids of practices that answer it.
    pub practices: Vec<String>,
}

impl Library {
    /// Reads the files of a library; either all is sound, or every problem comes back.
    pub fn read(source: &Source) -> Result<Self, Problems> {
        read::read(source)
    }

    /// The library that ships with the program.
    pub fn shipped() -> Result<Self, Problems> {
        Self::read(&shipped::source())
    }

    /// A practice by its id.
    pub fn practice(&self, id: &str) -> Option<&Practice> {
        self.by_id.get(id).and_then(|position| self.practices.get(*position))
    }

    /// Recommendations that name a practice.
    pub fn recommending(&self, practice: &str) -> impl Iterator<Item = &Recommendation> {
        self.recommendations.iter().filter(move |one| one.practices.iter().any(|id| id == practice))
    }

    /// Systems of the dialogue that the recommendations which name a practice are answered by.
    pub fn systems(&self, practice: &str) -> BTreeSet<&str> {
        self.recommending(practice).flat_map(|one| &one.systems).map(String::as_str).collect()
    }

    /// Practices that name a pack which is not among those that exist, each where it does.
    pub fn unknown_packs(&self, known: &[String]) -> Vec<Diagnostic> {
        let named = self.practices.iter().filter_map(|practice| Some((practice, practice.pack()?)));
        let strangers = named.filter(|(_, pack)| !known.iter().any(|name| name == pack));
        strangers.flat_map(|(practice, pack)| unknown_pack(practice, pack, known)).collect()
    }
}

fn unknown_pack(practice: &Practice, pack: &str, known: &[String]) -> Vec<Diagnostic> {
    let mut report = Report::new(practice.file());
    let message = format!("no pack `{pack}` is shipped, which is to run `{}`", practice.id);
    let found = report.error(practice.at, "unknown-pack", message);
    found.did_you_mean(pack, known.iter().map(String::as_str));
    report.finish()
}

impl Practice {
    /// The pack that is said to run it.
    pub fn pack(&self) -> Option<&str> {
        match &self.carried {
            Carried::By { pack, .. } => Some(pack),
            Carried::Not(_) => None,
        }
    }

    /// What of it its pack does not run: none where it is wholly a rule, or has no pack.
    pub fn missing(&self) -> &[StillMissing] {
        match &self.carried {
            Carried::By { missing, .. } => missing,
            Carried::Not(_) => &[],
        }
    }

    /// The file it stands in.
    pub fn file(&self) -> String {
        format!("library/practices/{}.yaml", self.stem())
    }

    /// The name of its file, without what comes after the dot.
    fn stem(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(stem, _)| stem)
    }
}
