//! Measures of loaded packs, bound to a day with what is installed around them.
//!
//! Each answers for itself: one that cannot be bound is handed back with why, beside those that can.

use rules::{Bound, Clocks, Measure, Surroundings, Untold};

use crate::pack::Packs;

/// A measure by its names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureRef {
    /// The pack's.
    pub pack: String,
    /// Its own.
    pub measure: String,
}

/// Binds a measure. `country` chooses the `national` calendar where the measure's pack has no jurisdiction of its own.
pub fn bind(packs: &Packs, measure: &Measure, clocks: Clocks, country: Option<&str>) -> Result<Bound, Untold> {
    let jurisdiction = packs.pack(&measure.pack).and_then(|pack| pack.jurisdiction.as_deref());
    let Packs { schema, calendars, .. } = packs;
    Ok(rules::bind(measure, &Surroundings { schema, calendars, jurisdiction, country }, clocks)?)
}

/// Every measure of every pack, in their order: bound, or why it cannot be.
pub fn bind_all(packs: &Packs, clocks: Clocks, country: Option<&str>) -> Vec<(MeasureRef, Result<Bound, Untold>)> {
    let named = |measure: &Measure| MeasureRef { pack: measure.pack.clone(), measure: measure.id.clone() };
    let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
    measures.map(|measure| (named(measure), bind(packs, measure, clocks, country))).collect()
}
