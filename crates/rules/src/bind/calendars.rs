//! Which calendar `national` means: that of the country whose rule it is, else of the country that was asked about; the
//! pack's own of that name before the core's. Where there is none, weekends alone count, and the answer says so.

use std::collections::BTreeMap;

use super::{BindError, Bound, Surroundings};
use crate::expr::Term;
use crate::measure::{Calendar, Measure, NATIONAL};
use crate::nodes::ExprNode;
use crate::walk::EvalError;

/// What the answer says of a national calendar that knows no holidays.
const WEEKENDS: &str = "weekends";

/// Saturday and Sunday, and no holidays.
fn weekends() -> Calendar {
    Calendar { name: WEEKENDS.into(), weekend: vec![6, 7], holidays: BTreeMap::new(), covers: None, source: None }
}

impl Calendar {
    /// The error of a question about days that it does not cover; `None` where it covers all.
    fn outside(&self) -> Option<EvalError> {
        self.covers.map(|covers| EvalError::OutsideCalendar { calendar: self.name.clone(), covers })
    }

    /// What going on from day to day ended with: where it covers some days only, it was these that were left.
    pub fn left(&self, error: EvalError) -> EvalError {
        if error == EvalError::Overflow { self.outside().unwrap_or(error) } else { error }
    }
}

impl Bound {
    /// The error of an answer that hangs on holidays which the calendar of these terms does not know.
    pub fn outside_calendar(&self, terms: &[&Term]) -> EvalError {
        let named = terms.iter().flat_map(|term| ExprNode::Term(term).all()).filter_map(ExprNode::calendar);
        let outside = named.filter_map(|name| self.calendars.get(name)).find_map(Calendar::outside);
        outside.unwrap_or_else(|| EvalError::Calendar(NATIONAL.into()))
    }
}

type Chosen = (BTreeMap<String, Calendar>, Option<String>);

/// Each calendar that is counted by, and what the answer says of the national one.
pub fn choose(bound: &Bound, measure: &Measure, around: &Surroundings<'_>) -> Result<Chosen, BindError> {
    let Surroundings { calendars, jurisdiction, country, .. } = *around;
    let mut chosen = BTreeMap::new();
    for name in bound.expressions().flat_map(ExprNode::all).filter_map(ExprNode::calendar) {
        let named = |name: &str| measure.calendars.get(name).or_else(|| calendars.get(name)).cloned();
        let calendar = if name == NATIONAL {
            jurisdiction.or(country).and_then(named).unwrap_or_else(weekends)
        } else {
            named(name).ok_or_else(|| BindError::Calendar(name.into()))?
        };
        chosen.insert(name.to_owned(), calendar);
    }
    let said = chosen.get(NATIONAL).map(|calendar| calendar.name.clone());
    Ok((chosen, said))
}
