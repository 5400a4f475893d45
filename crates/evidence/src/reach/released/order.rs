//! The order of what is listed by how many it concerns, and where the list ends: of real people neither tells anything of
//! hidden counts.

use std::cmp::Reverse;

use crate::reach::dropping::NAMED;
use crate::reach::{ChangeFigures, ReachFigures};

/// Counts that are shown come first, the most first; the rest stand by name.
pub(super) fn by_what_is_shown(mut figures: ReachFigures) -> ReachFigures {
    for measure in &mut figures.measures {
        measure.questions.sort_by_key(|one| (most(one.alone), most(one.among), one.field.clone()));
        measure.drop_to_reach.sort_by_key(|one| (one.conditions.len(), most(one.gained), one.conditions.clone()));
        measure.drop_to_reach.truncate(NAMED);
    }
    for measure in figures.variants.iter_mut().flat_map(|variants| &mut variants.measures) {
        for change in [&mut measure.gained, &mut measure.lost, &mut measure.newly_undecidable] {
            settle(change);
        }
    }
    figures
}

fn settle(change: &mut ChangeFigures) {
    change.conditions.sort_by_key(|one| (most(one.people), most(one.alone), one.condition.clone()));
}

/// Falling, with what is hidden at the end.
fn most(count: Option<u64>) -> Reverse<Option<u64>> {
    Reverse(count)
}
