//! From the tree of one file to one pathway, checked and typed; every problem is noted at its place.
//!
//! Names are gathered first, so that a condition may read what stands further down. What would never open, never end or
//! tell more than it may is refused here, and not found out by a case. The keys of each part are public, so that an
//! editor's schema is made of the very lists that are read by.

mod clocks;
mod header;
mod items;
mod names;
mod stages;
mod work;

use model::Schema;
use rules::LooseReader;
use rules::measure::Law;
use rules::read::{Shared, citation, names::slug, names::spoken};
use yaml::{At, Map, NodeKind, Report, no_such, scalars};

use crate::check;
use crate::leaves::Leaves;
use crate::pathway::Pathway;
use crate::play::{self, Play};
use names::Outline;

pub use clocks::KEYS as DUE_KEYS;
pub use header::KEYS;
pub use items::KEYS as ITEM_KEYS;
pub use stages::{END_KEYS, KEYS as STAGE_KEYS};
pub use work::{DECISION_KEYS, OUTCOME_KEYS, REFERRAL_KEYS, TASK_KEYS};

/// A pathway with the plays that try it.
#[derive(Debug, Clone)]
pub struct TriedPathway {
    /// The pathway.
    pub pathway: Pathway,
    /// Its tests.
    pub tests: Vec<Play>,
}

/// The kind that a pathway declares where it names none, and where its name stands: its `prefix`, else its own name with
/// underscores.
pub fn kind(map: &Map) -> Option<(String, At)> {
    let (node, named) = map.get("prefix").map(|node| (node, true)).or_else(|| Some((map.get("pathway")?, false)))?;
    let NodeKind::Scalar(scalar) = &node.kind else { return None };
    let name = if named { scalar.text.clone() } else { scalar.text.replace('-', "_") };
    Some((name, node.at))
}

/// Reads the parts of one pathway.
struct PathwayReader<'a, 'r> {
    loose: LooseReader<'a>,
    schema: &'a Schema,
    leaves: &'a Leaves,
    outline: &'a Outline,
    law: Law,
    by: Vec<String>,
    calendar: String,
    report: &'r mut Report,
}

/// The kind whose records run it: the one that it names, else the one that it declares.
fn kind_of(map: &Map, schema: &Schema, report: &mut Report) -> Option<String> {
    let Some(node) = map.get("of") else { return kind(map).map(|(name, _)| name) };
    for idle in ["prefix", "fields"].into_iter().filter_map(|key| map.get(key)) {
        report.error(idle.at, "unknown-key", "what the records of another kind hold stands with that kind");
    }
    let name = scalars::string(node, "the name of a kind", report)?;
    let known = schema.kinds().map(|kind| kind.name.as_str());
    if schema.kind(&name).is_none() {
        report.error(node.at, "unknown-kind", no_such("kind", &name)).did_you_mean(&name, known);
    }
    Some(name)
}

/// A pathway with its tests; `None` where it could not be read to the end.
pub fn read(map: &Map, shared: &Shared<'_>, report: &mut Report) -> Option<TriedPathway> {
    map.only(&header::KEYS, report);
    let id = map.require("pathway", report).and_then(|node| slug(node, report));
    let outline = Outline::of(map, report);
    let mut vocabulary = shared.vocabulary.clone();
    let kind = kind_of(map, &vocabulary.schema, report);
    // What the case says of itself, and what is on record of it, are fields like any other, and of this pathway alone.
    for field in
        kind.as_deref().and_then(|kind| shared.vocabulary.schema.kind(kind)).map_or(&[][..], |kind| &kind.fields)
    {
        vocabulary.schema.add_field(field.clone());
    }
    let leaves = Leaves::extend(&mut vocabulary.schema, &outline.stages, &outline.items);
    let own = Shared { vocabulary: &vocabulary, ..shared.clone() };
    let law = map.get("law").and_then(|node| citation::law(node, report)).or_else(|| shared.law.cloned());
    let reader = PathwayReader {
        loose: LooseReader::new(map, &own, report),
        schema: &vocabulary.schema,
        leaves: &leaves,
        outline: &outline,
        law: law.unwrap_or(Law { cite: String::new(), checked: None }),
        by: vec![],
        calendar: rules::measure::NATIONAL.to_owned(),
        report,
    };
    let pathway = reader.pathway(map, id, kind, shared)?;
    let calendars = &shared.vocabulary.calendars;
    // Of a file of which a part could not be read, what follows from the rest would mislead.
    if !report.is_refused() {
        check::check(&pathway, calendars, map, report);
    }
    let tests = map.get("tests").map(|node| play::read_tests(node, &pathway, calendars, report)).unwrap_or_default();
    Some(TriedPathway { pathway, tests })
}

impl PathwayReader<'_, '_> {
    fn pathway(mut self, map: &Map, id: Option<String>, kind: Option<String>, shared: &Shared<'_>) -> Option<Pathway> {
        let header = self.header(map);
        let (stages, items) = self.stages(map);
        let (milestones, ends) = (self.milestones(map), self.ends(map));
        let must_not_use = map.get("must_not_use").map(|node| self.loose.forbid(node, self.report)).unwrap_or_default();
        let id = id?;
        let rules = self.loose.finish(shared.pack, &id);
        let title = map.get("title").and_then(|node| scalars::text(node, self.report)).unwrap_or_else(|| spoken(&id));
        let header = header?;
        Some(Pathway {
            pack: shared.pack.to_owned(),
            id,
            title,
            jurisdiction: shared.jurisdiction.map(str::to_owned),
            kind: kind?,
            law: self.law,
            sees: header.sees,
            opens: header.opens,
            by: self.by,
            calendar: self.calendar,
            zone: header.zone,
            day_ends: header.day_ends,
            contact_safe: header.contact_safe,
            valid: header.valid,
            stages: stages?,
            items: items?,
            milestones,
            ends,
            must_not_use,
            texts: header.texts,
            schema: self.schema.clone(),
            leaves: self.leaves.clone(),
            rules,
        })
    }
}
