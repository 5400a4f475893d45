//! The pathways that are in force together, each by the kind whose records run it, with the calendars around them; and those
//! that were in force before, for a case stays on the version on which it began.
//!
//! Whoever decides on a case, derives its rows or shows it takes the version from here, so that all three read one. Calendars
//! are those of today, whatever the version: a holiday that is made moves running clocks. A version that can no longer be read
//! is not there, and no other one takes its place.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use model::{FieldId, FieldKey};
use rules::measure::Calendar;

use crate::pathway::Pathway;
use crate::timeline::CaseVersion;

/// The pathways in force, by the kinds whose records run them, and earlier versions.
#[derive(Debug, Clone, Default)]
pub struct PathwaysInForce {
    by_kind: BTreeMap<String, Arc<PathwayInForce>>,
    /// By name (`pack/pathway`) and version.
    versions: BTreeMap<(String, String), Arc<PathwayInForce>>,
    /// By pack and version.
    former: BTreeMap<(String, String), Arc<FormerPathways>>,
    around: PathwaySurroundings,
}

/// What stands around all versions alike.
#[derive(Debug, Clone, Default)]
pub struct PathwaySurroundings {
    /// National calendars, by country.
    pub calendars: BTreeMap<String, Calendar>,
    /// What tells these calendars, and the fields that come with the program, from others.
    pub core: String,
    /// The country whose calendar is the national one.
    pub national: Option<String>,
    /// Keys of former names of fields, with those of today: facts on record have these.
    pub renamed: BTreeMap<FieldKey, FieldKey>,
}

/// A version of a pathway: one that is in force, or was.
#[derive(Debug, Clone)]
pub struct PathwayInForce {
    /// The pathway.
    pub pathway: Pathway,
    /// SHA-256 of the files of its pack, as hexadecimal digits.
    pub version: String,
    /// Its fields by the keys under which facts carry them; not those that the case says of itself.
    pub fields: BTreeMap<FieldKey, FieldId>,
}

/// Reads the pathways of a pack as they were; nothing where that cannot be done any more.
pub type ReadFormer = dyn Fn() -> Option<Vec<Pathway>> + Send + Sync;

/// The pathways of a pack that is no longer in force: read where a case asks for one, and then kept.
struct FormerPathways {
    read: Box<ReadFormer>,
    found: OnceLock<Vec<PathwayInForce>>,
}

impl fmt::Debug for FormerPathways {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("FormerPathways").field("found", &self.found).finish_non_exhaustive()
    }
}

impl PathwayInForce {
    /// Its pack and its name there: `permit-renewal/permit-renewal`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.pathway.pack, self.pathway.id)
    }
}

impl PathwaysInForce {
    /// None yet, among these.
    pub fn among(around: PathwaySurroundings) -> Self {
        Self { around, ..Self::default() }
    }

    /// Adds one, with the hash of its pack. Of several of one kind that of the country counts, else the first.
    pub fn add(&mut self, pathway: Pathway, version: String) {
        let added = Arc::new(self.around.numbered(pathway, version));
        self.versions.insert((added.name(), added.version.clone()), Arc::clone(&added));
        let national = &self.around.national;
        let of_country = |pathway: &Pathway| national.is_some() && pathway.jurisdiction == *national;
        let stays = |there: &Arc<PathwayInForce>| of_country(&there.pathway) || !of_country(&added.pathway);
        if !self.by_kind.get(&added.pathway.kind).is_some_and(stays) {
            self.by_kind.insert(added.pathway.kind.clone(), added);
        }
    }

    /// Adds a version of a pack that is no longer in force.
    pub fn remember(&mut self, pack: String, version: String, read: Box<ReadFormer>) {
        let former = FormerPathways { read, found: OnceLock::new() };
        self.former.insert((pack, version), Arc::new(former));
    }

    /// The pathway that new records of a kind run.
    pub fn of_kind(&self, kind: &str) -> Option<&PathwayInForce> {
        self.by_kind.get(kind).map(Arc::as_ref)
    }

    /// The version of a pathway (`pack/pathway`) that a record names; nothing where it is unknown here, or cannot be read any
    /// more.
    pub fn named(&self, pathway: &str, version: &str) -> Option<&PathwayInForce> {
        if let Some(there) = self.versions.get(&(pathway.to_owned(), version.to_owned())) {
            return Some(there);
        }
        let (pack, id) = pathway.split_once('/')?;
        let former = self.former.get(&(pack.to_owned(), version.to_owned()))?;
        let found = former.found.get_or_init(|| {
            let read = (former.read)().unwrap_or_default();
            read.into_iter().map(|pathway| self.around.numbered(pathway, version.to_owned())).collect()
        });
        found.iter().find(|there| there.pathway.id == id)
    }

    /// Those that new records run, by kind.
    pub fn all(&self) -> impl Iterator<Item = &PathwayInForce> {
        self.by_kind.values().map(Arc::as_ref)
    }

    /// A pathway with the calendars around it.
    pub fn version<'a>(&'a self, of: &'a PathwayInForce) -> CaseVersion<'a> {
        let national = self.around.national.as_deref().or(of.pathway.jurisdiction.as_deref());
        CaseVersion { pathway: &of.pathway, calendars: &self.around.calendars, national }
    }

    /// What tells what cases run, and how it is read, from any other: kinds with the versions that they run, versions that are
    /// remembered, whose calendar is national, what comes with the program, and the program itself, which may read otherwise.
    pub fn marks(&self) -> impl Iterator<Item = (&str, &str)> {
        let kinds = self.by_kind.iter().map(|(kind, running)| (kind.as_str(), running.version.as_str()));
        let former = self.former.keys().map(|(pack, version)| (pack.as_str(), version.as_str()));
        let national = self.around.national.as_deref().map(|country| ("", country));
        let program = [("core", self.around.core.as_str()), ("program", env!("CARGO_PKG_VERSION"))];
        kinds.chain(former).chain(national).chain(program)
    }
}

impl PathwaySurroundings {
    /// A version with its fields under the keys of today.
    fn numbered(&self, pathway: Pathway, version: String) -> PathwayInForce {
        let numbered = pathway.schema.numbered().filter(|(id, _)| pathway.leaves.get(*id).is_none());
        let today = |key: FieldKey| self.renamed.get(&key).copied().unwrap_or(key);
        let fields = numbered.map(|(id, field)| (today(FieldKey::of(&field.name)), id)).collect();
        PathwayInForce { pathway, version, fields }
    }
}
