//! The pathways that are in force together, each by the kind whose records run it, with the calendars around them.
//!
//! Whoever decides on a case, derives its rows or shows it takes the version from here, so that all three read one.

use std::collections::BTreeMap;

use model::{FieldId, FieldKey};
use rules::measure::Calendar;

use crate::pathway::Pathway;
use crate::timeline::CaseVersion;

/// The pathways in force, by the kinds whose records run them.
#[derive(Debug, Clone, Default)]
pub struct PathwaysInForce {
    by_kind: BTreeMap<String, PathwayInForce>,
    calendars: BTreeMap<String, Calendar>,
    national: Option<String>,
}

/// One pathway in force.
#[derive(Debug, Clone)]
pub struct PathwayInForce {
    /// The pathway.
    pub pathway: Pathway,
    /// SHA-256 of the files of its pack, as hexadecimal digits.
    pub version: String,
    /// Its fields by the keys under which facts carry them; not those that the case says of itself.
    pub fields: BTreeMap<FieldKey, FieldId>,
}

impl PathwaysInForce {
    /// None yet, among these calendars; `national` is the country whose calendar is the national one.
    pub fn among(calendars: BTreeMap<String, Calendar>, national: Option<String>) -> Self {
        Self { by_kind: BTreeMap::new(), calendars, national }
    }

    /// Adds one, with the hash of its pack. Of several of one kind that of the country counts, else the first.
    pub fn add(&mut self, pathway: Pathway, version: String) {
        let of_country = |pathway: &Pathway| self.national.is_some() && pathway.jurisdiction == self.national;
        let stays = |there: &PathwayInForce| of_country(&there.pathway) || !of_country(&pathway);
        if self.by_kind.get(&pathway.kind).is_some_and(stays) {
            return;
        }
        let numbered = pathway.schema.numbered().filter(|(id, _)| pathway.leaves.get(*id).is_none());
        let fields = numbered.map(|(id, field)| (FieldKey::of(&field.name), id)).collect();
        self.by_kind.insert(pathway.kind.clone(), PathwayInForce { pathway, version, fields });
    }

    /// The pathway that records of a kind run.
    pub fn of_kind(&self, kind: &str) -> Option<&PathwayInForce> {
        self.by_kind.get(kind)
    }

    /// All of them, by kind.
    pub fn all(&self) -> impl Iterator<Item = &PathwayInForce> {
        self.by_kind.values()
    }

    /// A pathway with the calendars around it.
    pub fn version<'a>(&'a self, of: &'a PathwayInForce) -> CaseVersion<'a> {
        let national = self.national.as_deref().or(of.pathway.jurisdiction.as_deref());
        CaseVersion { pathway: &of.pathway, calendars: &self.calendars, national }
    }

    /// What tells these pathways from any others: kinds with the versions that they run, and whose calendar is national.
    pub fn marks(&self) -> impl Iterator<Item = (&str, &str)> {
        let versions = self.by_kind.iter().map(|(kind, running)| (kind.as_str(), running.version.as_str()));
        versions.chain(self.national.as_deref().map(|country| ("", country)))
    }
}
