//! How much of a number is taken, as it changes from night to night.

use std::collections::BTreeMap;

use journal::LineSpan;
use model::Date;

/// How much is taken, as it changes from night to night.
#[derive(Debug, Clone, Default)]
pub(super) struct Load {
    /// From this night on so many more, or fewer.
    changes: BTreeMap<Date, i128>,
}

impl Load {
    pub(super) fn add(&mut self, span: LineSpan) {
        if span.until.is_some_and(|until| until <= span.from) {
            return;
        }
        // Wider than any number of people: what is added is taken away again whole.
        let units = i128::from(span.units);
        *self.changes.entry(span.from).or_default() += units;
        if let Some(until) = span.until {
            *self.changes.entry(until).or_default() -= units;
        }
    }

    /// Whether so many more fit on every night of a span.
    pub(super) fn fits(&self, span: LineSpan, limit: i64) -> bool {
        self.most(span) + i128::from(span.units) <= i128::from(limit)
    }

    /// What is taken on that night of a span on which it is the most.
    pub(super) fn most(&self, span: LineSpan) -> i128 {
        let (mut taken, mut most) = (0_i128, 0_i128);
        for (night, change) in
            self.changes.iter().take_while(|(night, _)| span.until.is_none_or(|until| **night < until))
        {
            // Before the first night only what is left of it counts.
            most = if *night <= span.from { 0 } else { most.max(taken) };
            taken += *change;
        }
        most.max(taken)
    }
}
