//! Which calendar `national` means: that of the country whose rule it is, else of the country that was asked about; the
//! pack's own of that name before the core's. Holidays that were decided later are not known yet. Where there is none, weekends alone count, and the answer says so.

use std::collections::BTreeMap;

use model::Date;

use super::{BindError, Bound, Surroundings};
use crate::measure::{Calendar, Measure, NATIONAL};
use crate::nodes::ExprNode;

/// What the answer says of a national calendar that knows no holidays.
const WEEKENDS: &str = "weekends";

/// Saturday and Sunday, and no holidays.
fn weekends() -> Calendar {
    Calendar { name: WEEKENDS.into(), ..Calendar::of_weekend(vec![6, 7]) }
}

type Chosen = (BTreeMap<String, Calendar>, Option<String>);

/// Each calendar that is counted by, as it was decided by the day as known, and what the answer says of the national
/// one.
pub fn choose(
    bound: &Bound,
    measure: &Measure,
    around: &Surroundings<'_>,
    as_known: Date,
) -> Result<Chosen, BindError> {
    let Surroundings { calendars, jurisdiction, country, .. } = *around;
    let mut chosen = BTreeMap::new();
    for name in bound.expressions().flat_map(ExprNode::all).filter_map(ExprNode::calendar) {
        let named = |name: &str| measure.calendars.get(name).or_else(|| calendars.get(name)).cloned();
        let calendar = if name == NATIONAL {
            jurisdiction.or(country).and_then(named).unwrap_or_else(weekends)
        } else {
            named(name).ok_or_else(|| BindError::Calendar(name.into()))?
        };
        chosen.insert(name.to_owned(), calendar.known_by(as_known));
    }
    let said = chosen.get(NATIONAL).map(|calendar| calendar.name.clone());
    Ok((chosen, said))
}
