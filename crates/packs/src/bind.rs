//! Measures of loaded packs, bound to a day with what is installed around them.
//!
//! Each answers for itself: one that cannot be bound is handed back with why, beside those that can.

use std::collections::BTreeMap;

use model::{CodeList, Date};
use rules::dates::ends_soon;
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

/// A code that is no country: days would silently be counted by weekends alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoCountry {
    /// What was given.
    pub code: String,
    /// The nearest code that there is.
    pub near: Option<String>,
}

impl std::fmt::Display for NoCountry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is no country of ISO 3166", self.code)?;
        self.near.as_ref().map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
    }
}

/// Refuses what is no alpha-3 code of the core pack's list of countries.
pub fn check_country(packs: &Packs, code: &str) -> Result<(), NoCountry> {
    let list = packs.schema.list_named("countries").and_then(|id| packs.schema.list(id));
    if list.is_some_and(|list| list.admits(code)) {
        return Ok(());
    }
    let known = list.into_iter().flat_map(CodeList::listed).map(|country| country.code.as_str());
    Err(NoCountry { code: code.to_owned(), near: model::nearest(&code.to_uppercase(), known).map(str::to_owned) })
}

/// Binds a measure. `country` chooses the `national` calendar where the measure's pack has no jurisdiction of its own.
pub fn bind(packs: &Packs, measure: &Measure, clocks: Clocks, country: Option<&str>) -> Result<Bound, Untold> {
    let jurisdiction = packs.pack(&measure.pack).and_then(|pack| pack.jurisdiction.as_deref());
    let Packs { schema, calendars, .. } = packs;
    Ok(rules::bind(measure, &Surroundings { schema, calendars, jurisdiction, country }, clocks)?)
}

/// Calendars by which measures count and which end within a year of a day, or ended before it; each with its last day.
pub fn ending_calendars(packs: &Packs, today: Date, country: Option<&str>) -> BTreeMap<String, Date> {
    let bounds = bind_all(packs, Clocks::on(today), country).into_iter().filter_map(|(_, bound)| bound.ok());
    let calendars = bounds.flat_map(|bound| bound.calendars.into_values());
    calendars.filter_map(|calendar| Some((calendar.name.clone(), ends_soon(&calendar, today)?))).collect()
}

/// Every measure of every pack, in their order: bound, or why it cannot be.
pub fn bind_all(packs: &Packs, clocks: Clocks, country: Option<&str>) -> Vec<(MeasureRef, Result<Bound, Untold>)> {
    let named = |measure: &Measure| MeasureRef { pack: measure.pack.clone(), measure: measure.id.clone() };
    let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
    measures.map(|measure| (named(measure), bind(packs, measure, clocks, country))).collect()
}
