//! One pack: what it does, its measures, how cases go, which records it brings, and what it is made of.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use packs::{Pack, Packs};
use rules::measure::{Measure, Unit};

use super::brings::{self, BroughtKind};
use super::catalogue::PackCard;
use super::ways::{self, WayPanel};
use crate::gate::{DrawnPage, Failure, Frame};
use crate::labels::Labels;
use crate::measure::{reach_path, rule_path};
use crate::say::Html;
use crate::words::{Objective, objectives};

/// The page.
#[derive(Template)]
#[template(path = "studio/pack.html")]
pub struct PackPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The pack as a card.
    pub card: PackCard,
    /// Its measures.
    pub measures: Vec<MeasureLine>,
    /// Its pathways: how a case goes.
    pub ways: Vec<WayPanel>,
    /// The kinds of record that it brings.
    pub kinds: Vec<BroughtKind>,
    /// Whether it has dated values.
    pub has_values: bool,
    /// Where other values are tried.
    pub values: String,
    /// Fields it adds to the schema.
    pub fields: Vec<Html>,
    /// The country whose rule it is.
    pub country: Option<Html>,
    /// Its version.
    pub version: String,
    /// The purpose for which its measures read people's data.
    pub purpose: String,
    /// SHA-256 of its files.
    pub hash: String,
}

/// One measure.
pub struct MeasureLine {
    /// Its title.
    pub title: Html,
    /// Address of its rule.
    pub rule: String,
    /// Address of its reach.
    pub reach: String,
    /// Whether it reaches households.
    pub household: bool,
    /// How many conditions it has, `in_force` aside.
    pub conditions: u64,
    /// How many tests its authors wrote.
    pub tests: u64,
    /// What it gives.
    pub gives: Vec<Html>,
    /// Objectives of the Global Compact.
    pub objectives: Vec<Objective>,
}

/// Shows the page.
pub async fn show(Extension(frame): Extension<Arc<Frame>>, Path(name): Path<String>) -> Result<DrawnPage, Failure> {
    let packs = Arc::clone(&frame.in_force.packs);
    let pack = packs.pack(&name).ok_or(Failure::NotFound)?;
    DrawnPage::of(&PackPage::of(frame, &packs, pack))
}

impl PackPage {
    /// The page of a pack.
    pub fn of(frame: Arc<Frame>, packs: &Packs, pack: &Pack) -> Self {
        let labels = Labels { schema: &packs.schema, say: frame.say };
        let own = packs.schema.fields().iter().filter(|field| field.pack == pack.name);
        Self {
            card: PackCard::of(pack, labels),
            measures: pack.measures.iter().map(|measure| MeasureLine::of(measure, labels)).collect(),
            ways: ways::panels(&frame, pack),
            kinds: brings::kinds(packs, pack, labels),
            has_values: pack.measures.iter().any(|measure| !measure.params.is_empty()),
            values: super::values::path(&pack.name),
            fields: own.map(|field| frame.say.text(&field.label)).collect(),
            country: pack.jurisdiction.as_deref().map(|country| labels.country(country)),
            version: pack.version.clone(),
            purpose: pack.purpose.clone(),
            hash: pack.hash.clone(),
            frame,
        }
    }
}

impl MeasureLine {
    fn of(measure: &Measure, labels: Labels<'_>) -> Self {
        let say = labels.say;
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        Self {
            title: say.text(&measure.title),
            rule: rule_path(&measure.pack, &measure.id),
            reach: reach_path(&measure.pack, &measure.id),
            household: measure.unit == Unit::Household,
            conditions: count(measure.conditions.len().saturating_sub(1)),
            tests: count(measure.tests.len()),
            gives: measure.gives.iter().map(|right| labels.right(right)).collect(),
            objectives: objectives(measure.gcm.iter().copied(), say),
        }
    }
}
