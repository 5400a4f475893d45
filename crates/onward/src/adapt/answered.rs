//! The answers of measures about one person, as pages show them.

use model::{Date, Household, Lang, Schema};
use packs::Packs;
use rules::{Bound, Clocks};
use web::ports::Answered;

use super::unavailable;

/// The answers of every measure in force about one person. A measure that cannot be bound to the day (no calendar
/// covers it) is left out; the studio says so on its page.
pub fn answers(packs: &Packs, household: &Household, on: Date, country: Option<&str>) -> Vec<Answered> {
    let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
    let bounds = measures.filter_map(|measure| packs::bind(packs, measure, Clocks::on(on), country).ok());
    bounds.filter_map(|bound| answered(&bound, &packs.schema, household)).collect()
}

/// One answer; an expression that overflows on somebody is logged by its measure and left out.
pub fn answered(bound: &Bound, schema: &Schema, household: &Household) -> Option<Answered> {
    let answer = rules::answer(bound, schema, household, &Lang::en()).map_err(unavailable).ok()?;
    Some(Answered::of(bound, &answer))
}
