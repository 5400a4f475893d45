//! Clocks: `15 days`, `param(days) working_days from PATH`, or a mapping with what stops, moves and escalates them.

use rules::expr::Type;
use rules::read::citation;
use yaml::{At, Entry, Map, Node, NodeKind, Scalar, scalars};

use super::PathwayReader;
use crate::clock::UNITS;
use crate::leaves::{ItemLeaf, Leaf};
use crate::pathway::{Anchor, Due, EscalationLevel, Length, PauseRule, Period, Rolling, TimeUnit};
use crate::roles::{ABOVE, ROLES};

/// The keys of a clock.
pub const KEYS: [&str; 10] =
    ["within", "before", "clear", "calendar", "roll", "least", "pause", "restart", "escalate", "law"];

const ROLLS: [(&str, Rolling); 3] =
    [("none", Rolling::Stays), ("next", Rolling::Next), ("previous", Rolling::Previous)];

/// No period of a file is longer: ten years, in hours and days.
const LONGEST: [(TimeUnit, i64); 5] = [
    (TimeUnit::Hours, 87_672),
    (TimeUnit::Days, 3_653),
    (TimeUnit::WorkingDays, 2_610),
    (TimeUnit::Weeks, 521),
    (TimeUnit::Months, 120),
];

/// A clock as its text says it.
#[derive(Clone, Copy)]
struct ClockText {
    length: Length,
    unit: TimeUnit,
    backward: bool,
    anchor: Anchor,
}

impl PathwayReader<'_, '_> {
    /// A clock: a text, or a mapping.
    pub fn due(&mut self, node: &Node) -> Option<Due> {
        match &node.kind {
            NodeKind::Map(map) => {
                map.only(&KEYS, self.report);
                self.due_of(map)
            }
            NodeKind::Scalar(_) | NodeKind::List(_) => {
                let scalar = node.scalar("a clock such as `15 days`", self.report)?;
                let told = self.told(scalar, false)?;
                self.made(told, None, scalar)
            }
        }
    }

    /// The clock of a mapping that may have other keys besides.
    pub fn due_of(&mut self, map: &Map) -> Option<Due> {
        let (node, backward) = match (map.get("within"), map.get("before")) {
            (Some(node), None) => (node, false),
            (None, Some(node)) => (node, true),
            (Some(_), Some(node)) => {
                self.report.error(node.at, "wrong-shape", "a clock runs `within` or `before`, not both");
                return None;
            }
            (None, None) => {
                map.require("within", self.report);
                return None;
            }
        };
        let scalar = node.scalar("a clock such as `15 days`", self.report)?;
        let told = self.told(scalar, backward)?;
        self.made(told, Some(map), scalar)
    }

    fn made(&mut self, told: ClockText, map: Option<&Map>, scalar: &Scalar) -> Option<Due> {
        let ClockText { length, unit, backward, anchor } = told;
        let get = |key: &str| map.and_then(|map| map.get(key));
        let mut due = Due {
            backward,
            length,
            unit,
            anchor,
            clear: get("clear").and_then(|node| scalars::boolean(node, self.report)).unwrap_or(false),
            calendar: self.calendar.clone(),
            roll: get("roll").and_then(|node| scalars::word(node, &ROLLS, self.report)).unwrap_or_default(),
            least: get("least").and_then(|node| self.least(node)).unwrap_or(0),
            pauses: get("pause").map(|node| self.pauses(node)).unwrap_or_default(),
            restart: None,
            levels: get("escalate").map(|node| self.levels(node)).unwrap_or_default(),
            law: get("law").and_then(|node| citation::law(node, self.report)).unwrap_or_else(|| self.law.clone()),
            at: (scalar.at.line, scalar.at.column),
        };
        if let Some(scalar) = get("restart").and_then(|node| node.scalar("a date", self.report)) {
            due.restart = self.anchor(scalar);
        }
        if let Some(scalar) = get("calendar").and_then(|node| node.scalar("the name of a calendar", self.report)) {
            due.calendar = self.loose.calendar(&scalar.text, scalar, self.report)?;
        } else if counts_days(&due) {
            self.loose.calendar(&due.calendar, scalar, self.report);
        }
        Some(due)
    }

    /// `N unit`, then `from DATE`, `before DATE`, or nothing.
    fn told(&mut self, scalar: &Scalar, backward: bool) -> Option<ClockText> {
        let text = scalar.text.as_str();
        let amount = if text.starts_with("param(") {
            text.find(')').map_or(text.len(), |end| end + 1)
        } else {
            text.find(char::is_whitespace).unwrap_or(text.len())
        };
        let (count, rest) = text.split_at_checked(amount)?;
        let word = rest.split_whitespace().next().unwrap_or_default();
        let Some((_, unit)) = UNITS.into_iter().find(|(known, _)| *known == word) else {
            let message = format!("expected a length such as `15 working_days`, found `{text}`");
            self.report.error(scalar.at, "type", message).help("hours, days, working_days, weeks or months");
            return None;
        };
        let length = self.length(scalar, count, unit)?;
        let after = amount + rest.find(word)? + word.len();
        let (backward, anchor) = self.whence(scalar, after, backward)?;
        Some(ClockText { length, unit, backward, anchor })
    }

    fn length(&mut self, scalar: &Scalar, count: &str, unit: TimeUnit) -> Option<Length> {
        if count.starts_with("param(") {
            let part = scalar.part(0, count.chars().count());
            return self.loose.value(&part, Type::Int, self.report).map(Length::Value);
        }
        let Ok(n) = count.parse() else {
            self.report.error(scalar.at, "type", format!("expected a number or `param(name)`, found `{count}`"));
            return None;
        };
        // `0 days` is the same day; nothing else can be done in no time.
        self.period(scalar.at, Period { n, unit }, i64::from(unit != TimeUnit::Days));
        Some(Length::Fixed(n))
    }

    /// Refuses a length that nobody can keep, or that nobody means.
    pub fn period(&mut self, at: At, Period { n, unit }: Period, least: i64) {
        let longest = LONGEST.iter().find(|(known, _)| *known == unit).map_or(i64::MAX, |(_, longest)| *longest);
        if n < least {
            self.report.error(at, "period", format!("`{n} {}` is no period", unit.word()));
        } else if n > longest {
            let message = format!("`{n} {}` is longer than ten years", unit.word());
            self.report.error(at, "period", message);
        }
    }

    /// Where a clock begins, or before which day it ends.
    fn whence(&mut self, scalar: &Scalar, after: usize, backward: bool) -> Option<(bool, Anchor)> {
        let rest = scalar.text.get(after..).unwrap_or_default();
        let Some(word) = rest.split_whitespace().next() else {
            if backward {
                let message = "`before` needs the day that it counts back from";
                self.report.error(scalar.at, "deadline-without-start", message).help("as `3 days before hearing.on`");
                return None;
            }
            return Some((false, Anchor::Opening));
        };
        if !matches!(word, "from" | "before") {
            let message = format!("expected `from` or `before` and a date, found `{word}`");
            self.report.error(scalar.at, "syntax", message);
            return None;
        }
        let begins = after + rest.find(word)? + word.len();
        let anchor = scalar.text.get(begins..)?;
        let begins = begins + (anchor.len() - anchor.trim_start().len());
        let place = scalar.text.get(..begins)?.chars().count();
        let part = scalar.part(place, scalar.text.chars().count());
        if part.text.is_empty() {
            self.report.error(scalar.at, "syntax", format!("expected a date after `{word}`"));
            return None;
        }
        Some((backward || word == "before", self.anchor(&part)?))
    }

    /// A moment of the case, or a date.
    pub fn anchor(&mut self, scalar: &Scalar) -> Option<Anchor> {
        let leaf = self.schema.field(scalar.text.trim()).and_then(|field| self.leaves.get(field));
        match leaf {
            Some(leaf) if is_moment(leaf) => Some(Anchor::Leaf(leaf)),
            Some(_) => {
                let message = format!("expected a date, found `{}`", scalar.text);
                self.report.error(scalar.at, "deadline-without-start", message).help("as `case.ITEM.done_on`");
                None
            }
            None => self.loose.value(scalar, Type::Date, self.report).map(Anchor::Value),
        }
    }

    /// `N working_days`.
    fn least(&mut self, node: &Node) -> Option<i64> {
        let span = self.span(node)?;
        if span.unit != TimeUnit::WorkingDays {
            self.report.error(node.at, "type", "expected working days, as `2 working_days`");
        }
        self.period(node.at, span, 1);
        Some(span.n)
    }

    /// One pause, or several.
    fn pauses(&mut self, node: &Node) -> Vec<PauseRule> {
        match &node.kind {
            NodeKind::List(nodes) => nodes.iter().filter_map(|node| self.pause(node)).collect(),
            NodeKind::Scalar(_) | NodeKind::Map(_) => self.pause(node).into_iter().collect(),
        }
    }

    fn pause(&mut self, node: &Node) -> Option<PauseRule> {
        let map = node.map("`{from, until}`", self.report)?;
        map.only(&["from", "until"], self.report);
        let mut end = |key: &str| {
            let scalar = map.require(key, self.report)?.scalar("a date", self.report)?;
            self.anchor(scalar)
        };
        let (from, until) = (end("from"), end("until"));
        Some(PauseRule { from: from?, until: until? })
    }

    fn levels(&mut self, node: &Node) -> Vec<EscalationLevel> {
        let entries = node.map("a mapping of roles to lengths", self.report).map(|map| map.entries.as_slice());
        let mut levels = vec![];
        for Entry { key, value } in entries.unwrap_or_default() {
            if key.text != ABOVE && !ROLES.contains(&key.text.as_str()) {
                let message = yaml::no_such("role", &key.text);
                self.report
                    .error(key.at, "unknown-word", message)
                    .help(format!("`{ABOVE}`, or one of `{}`", ROLES.join("`, `")));
            }
            if let Some(after) = self.span(value) {
                self.period(value.at, after, 0);
                levels.push(EscalationLevel { role: key.text.clone(), after });
            }
        }
        levels
    }
}

/// Whether a calendar has a say in a clock.
fn counts_days(due: &Due) -> bool {
    let levels = due.levels.iter().any(|level| level.after.unit == TimeUnit::WorkingDays);
    due.unit == TimeUnit::WorkingDays || due.roll != Rolling::Stays || due.least > 0 || levels
}

fn is_moment(leaf: Leaf) -> bool {
    match leaf {
        Leaf::OpenedAt | Leaf::Entered(_) => true,
        Leaf::Left(_) => false,
        Leaf::Item(_, leaf) => matches!(
            leaf,
            ItemLeaf::DoneOn
                | ItemLeaf::OpenedOn
                | ItemLeaf::MadeOn
                | ItemLeaf::ServedOn
                | ItemLeaf::AppealedOn
                | ItemLeaf::DueOn
        ),
    }
}
