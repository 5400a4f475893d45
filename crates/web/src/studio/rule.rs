//! One measure as it is written: its way with law, its dated parameters, its tables, what it may never look at.

mod never;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use model::{Date, Text};
use packs::Packs;
use rules::measure::{Condition, Group, IfUnknown, Measure, Param, Table, Unit};

use super::{Found, Sentences};
use crate::gate::{DrawnPage, Failure, Frame};
use crate::labels::Labels;
use crate::measure::{IN_FORCE, change_path, effect, household_path, reach_path, rule_path, unchecked};
use crate::say::{Html, MessageArg, Say};
use crate::words::{self, Cited, Objective, objectives};
pub use never::Forbidden;

/// The page.
#[derive(Template)]
#[template(path = "studio/rule.html")]
pub struct RulePage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Where the page stands.
    pub place: Place,
    /// Whom it reaches: households, or people.
    pub household: bool,
    /// The way.
    pub steps: Vec<RuleStep>,
    /// What it gives.
    pub gives: Vec<Html>,
    /// Names of what it computes.
    pub computes: Vec<String>,
    /// Objectives of the Global Compact.
    pub objectives: Vec<Objective>,
    /// Dated parameters.
    pub params: Vec<ParamTimeline>,
    /// Tables.
    pub tables: Vec<RuleTable>,
    /// What it may never look at.
    pub never: Vec<Forbidden>,
    /// Citations nobody has compared with the law yet.
    pub to_verify: u64,
    /// Tests its authors wrote.
    pub tests: u64,
    /// Where the practice was described.
    pub source: Option<String>,
    /// The day on which its reach is shown first.
    pub day: Date,
}

/// The measure a page is about, and the way to it.
pub struct Place {
    /// The pack's name.
    pub pack: String,
    /// The pack's title.
    pub pack_title: Html,
    /// The measure's title.
    pub title: Html,
    /// The measure's title as plain text.
    pub plain_title: String,
    /// The country whose rule it is.
    pub country: Option<Html>,
    /// Address of its rule.
    pub rule: String,
    /// Address of the page on which it is changed.
    pub change: String,
    /// Address of its reach.
    pub reach: String,
    /// Where it is tried with a household that the reader describes.
    pub household: String,
}

/// One line of the way.
pub struct RuleStep {
    /// How deep it lies in groups.
    pub depth: usize,
    /// A condition, or the head of a group.
    pub kind: StepKind,
}

/// What stands on a line.
pub enum StepKind {
    Condition { number: u64, says: Html, cited: Option<Cited>, if_unknown: Option<String> },
    Group { words: Html },
}

/// A dated parameter.
pub struct ParamTimeline {
    /// Its name.
    pub name: String,
    /// Its values over time.
    pub rows: Vec<ParamValue>,
    /// When somebody should look again, in words.
    pub review_by: Option<Html>,
}

/// One value of a parameter.
pub struct ParamValue {
    /// In effect from, in words.
    pub from: Html,
    /// The value; `None` is not decided yet.
    pub value: Option<Html>,
    /// Known from, in words, where that is another day.
    pub decided: Option<Html>,
    /// The citation.
    pub cited: Cited,
}

/// A table.
pub struct RuleTable {
    /// Its name.
    pub name: String,
    /// Its caption.
    pub caption: Html,
    /// Whether its rows add months.
    pub roll: bool,
    /// Names of its columns beside the range.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<RuleRow>,
}

/// One row of a table.
pub struct RuleRow {
    /// Start of the range.
    pub from: Html,
    /// End of the range.
    pub to: Html,
    /// Months added.
    pub months: i64,
    /// Values of the columns.
    pub values: Vec<Html>,
    /// Known from.
    pub decided: Html,
}

/// Shows the page.
pub async fn show(
    Extension(frame): Extension<Arc<Frame>>,
    Path((pack, measure)): Path<(String, String)>,
) -> Result<DrawnPage, Failure> {
    let found = Found::measure(&frame, &pack, &measure)?;
    let today = frame.today;
    DrawnPage::of(&RulePage::of(frame, &found, today)?)
}

impl RulePage {
    pub(crate) fn of(frame: Arc<Frame>, found: &Found, today: Date) -> Result<Self, Failure> {
        let (rule, say) = (found.rule()?, frame.say);
        let labels = Labels { schema: &found.packs().schema, say };
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let day = first_day(rule, frame.trial(), today);
        let sentences = Sentences::of(found, &frame, day)?;
        let mut steps = Steps { rule, say, sentences, number: 0, lines: Vec::new() };
        steps.group(&rule.root, 0);
        Ok(Self {
            place: Place::of(found, say)?,
            household: rule.unit == Unit::Household,
            steps: steps.lines,
            gives: rule.gives.iter().map(|right| labels.right(right)).collect(),
            computes: rule.computes.iter().map(|computed| computed.name.clone()).collect(),
            objectives: objectives(rule.gcm.iter().copied(), say),
            params: rule.params.iter().map(|(name, param)| ParamTimeline::of(name, param, &labels)).collect(),
            tables: rule.tables.iter().map(|(name, table)| RuleTable::of(name, table, &labels)).collect(),
            never: rule.must_not_use.iter().map(|glob| Forbidden::of(glob, &labels)).collect(),
            to_verify: count(unchecked(rule)),
            tests: count(rule.tests.len()),
            source: rule.source.clone(),
            day,
            frame,
        })
    }
}

impl Place {
    pub(crate) fn of(found: &Found, say: Say) -> Result<Self, Failure> {
        let (pack, rule, packs) = (found.pack()?, found.rule()?, found.packs());
        Ok(Self {
            pack: pack.name.clone(),
            pack_title: say.text(&pack.title),
            title: say.text(&rule.title),
            plain_title: plain(say, &rule.title, &rule.id),
            country: pack.jurisdiction.as_deref().map(|country| country_name(packs, say, country)),
            rule: rule_path(&pack.name, &rule.id),
            reach: reach_path(&pack.name, &rule.id),
            change: change_path(&pack.name, &rule.id),
            household: household_path(&pack.name, &rule.id),
        })
    }
}

fn country_name(packs: &Packs, say: Say, country: &str) -> Html {
    Labels { schema: &packs.schema, say }.country(country)
}

/// A text without markup, for titles of windows.
fn plain(say: Say, text: &Text, otherwise: &str) -> String {
    text.best(&say.lang()).map_or(otherwise, |(_, words)| words).to_owned()
}

/// Goes through the groups in the order of the file.
struct Steps<'a> {
    rule: &'a Measure,
    say: Say,
    sentences: Sentences,
    number: u64,
    lines: Vec<RuleStep>,
}

impl Steps<'_> {
    /// The outermost "all" is what a reader expects anyway: its members stand at the margin.
    fn group(&mut self, group: &Group, depth: usize) {
        match group {
            Group::One(position) => self.condition(*position, depth),
            Group::All(parts) if depth == 0 => parts.iter().for_each(|part| self.group(part, 1)),
            Group::All(parts) => self.headed("group-all", 0, parts, depth),
            Group::Any(parts) => self.headed("group-any", 0, parts, depth),
            Group::AtLeast(least, parts) => self.headed("group-at-least", *least, parts, depth),
        }
    }

    fn headed(&mut self, key: &'static str, least: usize, parts: &[Group], depth: usize) {
        let least = u64::try_from(least).unwrap_or(u64::MAX);
        let words = self.say.rich(key, &[("least", MessageArg::Count(least))]);
        self.line(depth, StepKind::Group { words });
        for part in parts {
            self.group(part, depth.max(1) + 1);
        }
    }

    fn condition(&mut self, position: usize, depth: usize) {
        let Some(condition) = self.rule.conditions.get(position) else { return };
        self.number += 1;
        let kind = StepKind::Condition {
            number: self.number,
            says: self.sentences.get(&condition.id),
            cited: (condition.id != IN_FORCE).then(|| Cited::of(self.say, &condition.law)),
            if_unknown: unusual(condition).map(|what| words::if_unknown(self.say, what)),
        };
        self.line(depth, kind);
    }

    fn line(&mut self, depth: usize, kind: StepKind) {
        self.lines.push(RuleStep { depth: depth.saturating_sub(1), kind });
    }
}

/// Asking is what everybody expects; the rest is said.
fn unusual(condition: &Condition) -> Option<IfUnknown> {
    (condition.if_unknown != IfUnknown::Ask).then_some(condition.if_unknown)
}

impl ParamTimeline {
    fn of(name: &str, param: &Param, labels: &Labels<'_>) -> Self {
        let rows = param.rows.iter().map(|row| ParamValue {
            from: labels.say.rich("param-from", &[("day", MessageArg::Day(row.from))]),
            value: row.value.as_ref().map(|value| labels.literal(value)),
            decided: (row.decided != row.from)
                .then(|| labels.say.rich("param-decided", &[("day", MessageArg::Day(row.decided))])),
            cited: Cited::of(labels.say, &row.law),
        });
        let review_by = param.review_by.map(|day| labels.say.rich("param-review", &[("day", MessageArg::Day(day))]));
        Self { name: name.into(), rows: rows.collect(), review_by }
    }
}

impl RuleTable {
    fn of(name: &str, table: &Table, labels: &Labels<'_>) -> Self {
        let rows = table.rows.iter().map(|row| RuleRow {
            from: labels.literal(&row.from),
            to: labels.literal(&row.to),
            months: row.months,
            values: row.values.iter().map(|value| labels.literal(value)).collect(),
            decided: labels.say.day(&row.decided),
        });
        let columns = table.columns.iter().map(|(name, _)| name.clone()).collect();
        let caption = labels.say.rich("table-caption", &[("name", MessageArg::Text(name))]);
        Self { name: name.into(), caption, roll: table.roll.is_some(), columns, rows: rows.collect() }
    }
}

/// The day whose reach is shown first: today where people are real; on trial the day as of which synthetic people are
/// seen, or, for a rule that is not in force then, the first of the month after it began, or its last day where it ended
/// before.
pub(crate) fn first_day(rule: &Measure, trial: bool, today: Date) -> Date {
    if !trial {
        return today;
    }
    let seen = synthetic::seen_on();
    let (first, last) = effect(rule, seen);
    if first.is_some_and(|day| day <= seen) && last.is_none_or(|day| day >= seen) {
        return seen;
    }
    let (first, last) = effect(rule, today);
    let next_month = first.and_then(|day| day.last_of_month().tomorrow().ok());
    next_month.map_or(today, |day| last.map_or(day, |last| day.min(last)))
}

#[cfg(test)]
mod tests {
    use packs::{LoadOptions, Source};

    use super::*;

    #[test]
    fn on_trial_a_rule_is_first_shown_on_a_day_on_which_it_is_in_force() {
        let sources: Vec<Source> = Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect();
        let packs = packs::load(&sources, &LoadOptions::default()).unwrap();
        let today = "2026-11-30".parse().unwrap();
        let rules: Vec<&Measure> = packs.packs.iter().flat_map(|pack| &pack.measures).collect();
        assert!(rules.len() > 100);
        for rule in rules {
            let day = first_day(rule, true, today);
            let (first, last) = effect(rule, day);
            let within = first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last);
            assert!(within, "{} {}: {day}, {first:?} to {last:?}", rule.pack, rule.id);
        }
    }
}
