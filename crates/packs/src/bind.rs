//! A measure of loaded packs, bound to a day with what is installed around it.

use rules::{BindError, Bound, Clocks, Measure, Surroundings};

use crate::pack::Packs;

/// Binds a measure. `country` chooses the `national` calendar where the measure's pack has no jurisdiction of its own.
pub fn bind(packs: &Packs, measure: &Measure, clocks: Clocks, country: Option<&str>) -> Result<Bound, BindError> {
    let jurisdiction = packs.pack(&measure.pack).and_then(|pack| pack.jurisdiction.as_deref());
    let Packs { schema, calendars, .. } = packs;
    rules::bind(measure, &Surroundings { schema, calendars, jurisdiction, country }, clocks)
}
