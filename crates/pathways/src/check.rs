//! What a pathway is refused for although each of its parts can be read: what would never open or never end, what tells
//! more than it may, what goes against somebody without a second person.
//!
//! Each problem is told at the item, stage or clock that has it. What only another version, or running cases, can show is
//! in `versions`.

mod clocks;
mod graph;
mod people;
mod safety;

use std::collections::BTreeMap;

use rules::measure::Calendar;
use yaml::{At, Map, Report};

use crate::pathway::Pathway;
use graph::Order;

/// Notes everything for which a pathway is refused, or warned of.
pub(crate) fn check(pathway: &Pathway, calendars: &BTreeMap<String, Calendar>, map: &Map, report: &mut Report) {
    let mut check = Check { pathway, order: Order::of(pathway, calendars), report, head: map.at };
    check.order();
    check.ends();
    check.clocks();
    check.whose();
    check.roles();
    check.decisions();
    check.referrals();
    check.leaks();
    check.messages();
}

/// A pathway and the report on its file.
struct Check<'a, 'r> {
    pathway: &'a Pathway,
    order: Order,
    report: &'r mut Report,
    head: At,
}

impl Check<'_, '_> {
    fn error(&mut self, at: (usize, usize), code: &'static str, message: String) -> &mut yaml::Diagnostic {
        self.report.error(place(at), code, message)
    }

    fn warn(&mut self, at: (usize, usize), code: &'static str, message: String) -> &mut yaml::Diagnostic {
        self.report.warn(place(at), code, message)
    }
}

fn place((line, column): (usize, usize)) -> At {
    At { line, column }
}
