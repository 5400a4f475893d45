//! Answers that were given elsewhere, looked at again: nothing of them is changed.

use super::engine::Filling;
use super::eval::Standpoint;
use crate::form::{Computed, Logic, NodeIx};
use crate::xpath::calls;

impl Filling<'_> {
    /// Moves the clock to when the answers say that they were finished.
    pub(crate) fn move_to_recorded_end(&mut self) {
        let end = self.form.end().map(|of| self.places_of(of)).and_then(|places| places.first().copied());
        let text = end.map(|place| self.answer(place).to_owned()).unwrap_or_default();
        let Some(super::Datum::Moment(millis, offset)) = self.world().moment_of(&text) else { return };
        let zone = jiff::tz::Offset::from_seconds(offset).map(jiff::tz::Offset::to_time_zone);
        if let (Ok(stamp), Ok(zone)) = (jiff::Timestamp::from_millisecond(millis), zone) {
            self.context.now = stamp.to_zoned_datetime(zone);
        }
    }

    /// Computes what matters, must be answered and does not hold; of what is calculated, which says something else than
    /// what was sent, and what it would say. What says something else each time is not held against anybody.
    pub(crate) fn recheck(&mut self) -> Vec<(usize, String)> {
        let has_end = self.form.end().is_some();
        let mut differing = Vec::new();
        for rank in 0..self.form.order.len() {
            let Some((of, computed)) = self.form.order.get(rank).copied() else { continue };
            if computed == Computed::Value {
                differing.extend(self.differing(of, has_end));
            } else {
                self.compute(of, computed);
            }
        }
        differing.retain(|(place, _)| self.tree.matters(*place));
        differing
    }

    fn differing(&mut self, of: NodeIx, has_end: bool) -> Vec<(usize, String)> {
        let Some(logic) = self.form.node(of).and_then(|node| node.bind.calculate.as_ref()) else { return Vec::new() };
        if logic.reads.is_fleeting || (!has_end && reads_today(logic)) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for place in self.places_of(of) {
            let Ok(datum) = self.world().single(&logic.expr, Standpoint::at(place)) else { continue };
            let expected = Some(datum.text()).filter(|text| text != "NaN").unwrap_or_default();
            let sent = self.tree.get(place).map(|node| node.text.clone()).unwrap_or_default();
            if !same(&datum, &expected, &sent) {
                found.push((place, expected));
            }
        }
        found
    }
}

fn reads_today(logic: &Logic) -> bool {
    calls(&logic.expr).iter().any(|(name, _)| *name == "today")
}

/// The same text, or so nearly the same number that programs may differ in its last digits. Collect writes large numbers
/// with an exponent, a day in a text as its midnight, and yes as 1.
fn same(datum: &super::Datum, expected: &str, sent: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    let (a, b) = (number(expected), number(sent));
    expected == sent
        || (a - b).abs() <= 1e-9 * a.abs().max(1.0)
        || match datum {
            super::Datum::Flag(flag) => sent == if *flag { "1" } else { "0" },
            super::Datum::Day(_) => sent.strip_prefix(expected).is_some_and(|rest| rest.starts_with("T00:00:00")),
            _ => false,
        }
}
