//! Days for which a calendar does not know the holidays: the error of whatever hangs on them, alike in both back ends.

use super::EvalError;
use crate::bind::Bound;
use crate::expr::Term;
use crate::measure::{Calendar, NATIONAL};
use crate::nodes::ExprNode;

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
