//! A measure as it stands after reading: checked, typed, not yet bound to a day.

use std::collections::{BTreeMap, BTreeSet};

use model::{Date, KindId, Money, Text, ValueRange};
use serde::Serialize;

use crate::expr::{Cond, Literal, MonthEnd, Term, Type};
use crate::nodes::ExprNode;

/// One rule: whom it reaches, and what it gives them.
#[derive(Debug, Clone)]
pub struct Measure {
    /// The pack that holds it.
    pub pack: String,
    /// Its name in the pack.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// Who is reached: a person or a household.
    pub unit: Unit,
    /// All conditions, in the order of the file; `in_force` is the first. At most 31 beside it.
    pub conditions: Vec<Condition>,
    /// How the conditions make the verdict.
    pub root: Group,
    /// What is computed where the verdict is yes.
    pub computes: Vec<Computed>,
    /// Points that order those who are reached; never change a verdict.
    pub priority: Vec<Priority>,
    /// A quota; never changes a verdict.
    pub cap: Option<Cap>,
    /// Field globs it may not read, even indirectly.
    pub must_not_use: Vec<String>,
    /// The rights it gives (`stay.regular`).
    pub gives: Vec<String>,
    /// Objectives of the Global Compact for Migration, 1 to 23.
    pub gcm: Vec<u8>,
    /// Where the practice was described.
    pub source: Option<String>,
    /// Dated parameters.
    pub params: BTreeMap<String, Param>,
    /// Tables.
    pub tables: BTreeMap<String, Table>,
    /// Calendars it names; where it names `national`, all of its pack, for any of them may be the country's.
    pub calendars: BTreeMap<String, Calendar>,
    /// First and last day of effect.
    pub valid: (Term, Option<Term>),
    /// The day on which the rule was decided; by what was known before, it is not in force.
    pub decided: Option<Date>,
    /// Tests, run by `onward pack test`.
    pub tests: Vec<Case>,
}

impl Measure {
    /// The kinds of record that any part of it reads.
    pub fn kinds(&self) -> BTreeSet<KindId> {
        let conditions = self.conditions.iter().map(|condition| ExprNode::Cond(&condition.when));
        let computes = self.computes.iter().map(|computed| ExprNode::Term(&computed.value));
        let lines = self.priority.iter().map(|line| ExprNode::Cond(&line.when));
        let keys = self.cap.iter().flat_map(|cap| &cap.order_by).map(|(key, _)| ExprNode::Term(key));
        let parts = conditions.chain(computes).chain(lines).chain(keys);
        parts.flat_map(ExprNode::all).filter_map(ExprNode::kind).collect()
    }

    /// The first and the last day of effect, where they are written out as days.
    pub fn written_ends(&self) -> (Option<Date>, Option<Date>) {
        let day = |term: &Term| match term {
            Term::Literal(Literal::Date(day)) => Some(*day),
            _ => None,
        };
        (day(&self.valid.0), self.valid.1.as_ref().and_then(day))
    }

    /// Days on which the rule changed: its beginning, new values of parameters, new rows of tables.
    pub fn milestones(&self) -> Vec<Date> {
        let (begins, _) = self.written_ends();
        let values = self.params.values().flat_map(|param| &param.rows).map(|row| row.from);
        let rows = self.tables.values().flat_map(|table| &table.rows).map(|row| row.decided);
        let mut days: Vec<Date> = begins.into_iter().chain(values).chain(rows).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// Who is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is what it names")]
pub enum Unit {
    Person,
    Household,
}

/// One condition: an expression, a sentence, a citation.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Its name in the measure; `in_force` is reserved.
    pub id: String,
    /// What must hold.
    pub when: Cond,
    /// The sentence people read; `{param(x)}` in it shows a bound value.
    pub says: Text,
    /// The citation.
    pub law: Law,
    /// What this condition does with what is unknown.
    pub if_unknown: IfUnknown,
    /// Whether its author says that it tells whom the rule is about. Never changes a verdict.
    pub about: bool,
    /// Line and column of `when` in its file, from 1.
    pub at: (usize, usize),
}

/// A citation, and whether somebody checked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// As cited; empty where the law is not known.
    pub cite: String,
    /// Who compared it with the law's text, and when; `None` reads "to verify" and grants nothing on a live instance.
    pub checked: Option<(String, Date)>,
}

/// What a measure does with what is unknown. There is no "no" among these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IfUnknown {
    /// Counts as met, and says so.
    PresumeYes,
    /// Names the questions.
    Ask,
    /// Opens a case worker's task today.
    Refer,
}

/// How conditions combine; nested at most five deep. Positions are those in [`Measure::conditions`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// One condition.
    One(usize),
    /// Every one of these.
    All(Vec<Group>),
    /// At least one of these.
    Any(Vec<Group>),
    /// At least `n` of these.
    AtLeast(usize, Vec<Group>),
}

/// A value computed where the verdict is yes.
#[derive(Debug, Clone)]
pub struct Computed {
    /// Its name: `amount`.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// How.
    pub value: Term,
}

/// Points for those who fulfil a condition.
#[derive(Debug, Clone)]
pub struct Priority {
    /// Known true, or unknown (which counts as met when ordering).
    pub when: Cond,
    /// Points.
    pub add: i64,
}

/// A quota: the yes are ranked, granted or waiting, never turned into no.
#[derive(Debug, Clone)]
pub struct Cap {
    /// An amount or a number of places.
    pub limit: CapLimit,
    /// Sort keys, each with whether it descends.
    pub order_by: Vec<(Term, bool)>,
    /// Seed of the published lottery that breaks ties.
    pub lottery: Option<u64>,
}

/// What is scarce.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is what it names")]
pub enum CapLimit {
    Budget(Money),
    Places(u64),
}

/// A dated parameter with its legal reference.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its type.
    pub ty: Type,
    /// When somebody should look again: a warning afterwards, an error under `--strict`.
    pub review_by: Option<Date>,
    /// Between which ends an office sets it, in units of its type, where one does.
    pub set: Option<ValueRange>,
    /// Rows, by `from`.
    pub rows: Vec<ParamRow>,
}

/// One value of a parameter over time.
#[derive(Debug, Clone)]
pub struct ParamRow {
    /// In effect from this day.
    pub from: Date,
    /// Known from this day.
    pub decided: Date,
    /// `None` is `open`: not decided yet.
    pub value: Option<Literal>,
    /// The citation.
    pub law: Law,
}

/// Rows with inclusive ranges.
#[derive(Debug, Clone)]
pub struct Table {
    /// Whether rows are gone through in order, adding months (`roll`), or one row is looked up.
    pub roll: Option<MonthEnd>,
    /// Columns beside the range, with their types.
    pub columns: Vec<(String, Type)>,
    /// The rows, in the order of the file.
    pub rows: Vec<TableRow>,
}

/// One row of a table.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// Start of the range, inclusive; a day or a number.
    pub from: Literal,
    /// End of the range, inclusive.
    pub to: Literal,
    /// Known from this day.
    pub decided: Date,
    /// Months to add, in a roll table.
    pub months: i64,
    /// Values of the columns, in their order.
    pub values: Vec<Literal>,
    /// The citation.
    pub law: Law,
}

/// The name by which expressions ask for the calendar of the country, whichever that is.
pub const NATIONAL: &str = "national";

/// Working days of a country or region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// ISO 3166 alpha-3, or the name of a region that inherits.
    pub name: String,
    /// Days of the week that are not worked; Monday is 1.
    pub weekend: Vec<u8>,
    /// Days of the week of which sources differ: they may be worked, or not.
    pub unsure: Vec<u8>,
    /// Public holidays.
    pub holidays: BTreeMap<Date, Holiday>,
    /// Days of a weekend that were made working days, each with the day of that decision, where it is known.
    pub worked: BTreeMap<Date, Option<Date>>,
    /// The days for which holidays are known; outside it any day may be one.
    pub covers: Option<(Date, Date)>,
    /// Where the holidays come from.
    pub source: Option<String>,
}

impl Calendar {
    /// A calendar that knows its weekend and nothing else.
    pub fn of_weekend(weekend: Vec<u8>) -> Self {
        let (holidays, worked) = (BTreeMap::new(), BTreeMap::new());
        Self { name: String::new(), weekend, unsure: vec![], holidays, worked, covers: None, source: None }
    }

    /// As it was decided by a day.
    #[must_use]
    pub fn known_by(mut self, day: Date) -> Self {
        self.holidays.retain(|_, holiday| holiday.decided.is_none_or(|decided| decided <= day));
        self.worked.retain(|_, decided| decided.is_none_or(|decided| decided <= day));
        self
    }
}

/// A public holiday.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holiday {
    /// Its name in each language.
    pub name: Text,
    /// When it was decided; it counts for whoever knew that, and from ever on where this is not known.
    pub decided: Option<Date>,
    /// Worked out beforehand, from the moon say: it may fall a day earlier or later, with those beside it.
    pub estimated: bool,
}

/// One test of a measure, as its authors wrote it.
#[derive(Debug, Clone)]
pub struct Case {
    /// What is tried, in a few words; empty where its author wrote none.
    pub title: String,
    /// The day asked about.
    pub on: Date,
    /// What had been decided by then; `on` where absent.
    pub as_known: Option<Date>,
    /// Chooses the `national` calendar.
    pub country: Option<String>,
    /// Position of the person asked about.
    pub about: usize,
    /// The household.
    pub household: model::Household,
    /// What must come out; what is listed must match exactly.
    pub expect: Expect,
    /// Line of the test in its file.
    pub line: usize,
    /// Practices of the library that this test stands for.
    pub cites: Vec<String>,
}

/// What a test demands; `None` is not demanded.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "each is the key of the answer that it names")]
pub struct Expect {
    pub verdict: Option<String>,
    pub because: Option<Vec<String>>,
    pub ask: Option<Vec<String>>,
    pub for_office: Option<Vec<String>>,
    pub presumed: Option<Vec<String>>,
    pub would_settle: Option<Vec<String>>,
    pub if_unknown: Option<String>,
    pub calendar: Option<String>,
    pub awaits: Option<Vec<String>>,
    /// As in the answer's JSON, scalars as spelt in the test.
    pub computes: Option<BTreeMap<String, ExpectComputed>>,
}

/// What a test demands of a computed value.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each variant is what it names")]
pub enum ExpectComputed {
    Value(String),
    Interval { min: Option<String>, max: Option<String>, ask: Vec<String> },
    Awaits(Vec<String>),
    SetByOffice { params: Vec<String>, min: Option<String>, max: Option<String> },
}
