//! Packs as they stand after loading, with the schema and the calendars that they share.

use std::collections::BTreeMap;

use model::{FieldKey, Schema, Text};
use pathways::{Pathway, PathwaySurroundings, PathwaysInForce, TriedPathway};
use rules::measure::{Calendar, Measure};
use yaml::Diagnostic;

use crate::form::PackForm;

/// Everything that was loaded together: one schema, the calendars, the packs.
#[derive(Debug, Clone)]
pub struct Packs {
    /// All fields and code lists, those of the core pack first.
    pub schema: Schema,
    /// SHA-256 of the files of the core pack, as hexadecimal digits.
    pub core: String,
    /// National calendars by ISO 3166 alpha-3, from the core pack.
    pub calendars: BTreeMap<String, Calendar>,
    /// The packs, in the order in which they were given; the core pack holds no measure and is not among them.
    pub packs: Vec<Pack>,
    /// What somebody should look at although everything loaded, such as an overdue review.
    pub warnings: Vec<Diagnostic>,
}

impl Packs {
    /// Whether no two packs are of different countries. Over several it says nothing whom none of their rules reaches; a
    /// model rule is of no country.
    pub fn one_country(&self) -> bool {
        let mut countries = self.packs.iter().filter_map(|pack| pack.jurisdiction.as_deref());
        countries.next().is_none_or(|first| countries.all(|other| other == first))
    }

    /// A pack by its name.
    pub fn pack(&self, name: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.name == name)
    }

    /// A pathway by its pack's name and its own.
    pub fn pathway(&self, pack: &str, pathway: &str) -> Option<&Pathway> {
        let mut all = self.pack(pack)?.pathways.iter().map(|tried| &tried.pathway);
        all.find(|candidate| candidate.id == pathway)
    }

    /// All pathways, by the kinds whose records run them, where a country's calendar is the national one.
    pub fn pathways_in_force(&self, national: Option<&str>) -> PathwaysInForce {
        let today = |field| FieldKey::of(self.schema.name(field));
        let mut in_force = PathwaysInForce::among(PathwaySurroundings {
            calendars: self.calendars.clone(),
            core: self.core.clone(),
            national: national.map(str::to_owned),
            renamed: self.schema.formers().map(|(former, field)| (former, today(field))).collect(),
        });
        for pack in &self.packs {
            pack.pathways.iter().for_each(|tried| in_force.add(tried.pathway.clone(), pack.hash.clone()));
        }
        in_force
    }

    /// A measure by its pack's name and its own.
    pub fn measure(&self, pack: &str, measure: &str) -> Option<&Measure> {
        self.pack(pack)?.measures.iter().find(|candidate| candidate.id == measure)
    }
}

/// An installed practice: manifest, fields (already in the schema), measures, tests.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its name: `portugal-pending-regular`.
    pub name: String,
    /// The pack that it adapts to other circumstances.
    pub adapts: Option<String>,
    /// Its version, as `MAJOR.MINOR.PATCH`.
    pub version: String,
    /// What people read.
    pub title: Text,
    /// What it does, in a few sentences.
    pub summary: Text,
    /// ISO 3166 alpha-3 of the country whose rule it is; none for a model rule such as the EU's.
    pub jurisdiction: Option<String>,
    /// Prefix under which its own fields stand.
    pub prefix: Option<String>,
    /// The purpose for which its measures read people's data.
    pub purpose: String,
    /// The licence under which others may take it over.
    pub licence: String,
    /// Objectives of the Global Compact for Migration, 1 to 23.
    pub gcm: Vec<u8>,
    /// Its measures.
    pub measures: Vec<Measure>,
    /// Its pathways, with their plays.
    pub pathways: Vec<TriedPathway>,
    /// Its forms.
    pub forms: Vec<PackForm>,
    /// SHA-256 of all files, in order of their names, as hexadecimal digits.
    pub hash: String,
}
