//! Conditions and values that stand in no measure, bound to a day as a measure's are and read of one person.
//!
//! A file of another kind (a pathway) reads them by [`LooseReader`]. What they mean is said once, by the
//! walker: missing is never taken for "no", what is not applicable makes every comparison false.

use std::collections::BTreeSet;

mod reader;
mod said;

use model::{Date, FieldId, Household, Schema};

use crate::answer::{Gaps, Question};
use crate::bind::{BindError, Bound, Clocks, Surroundings, unmarked};
use crate::dates;
use crate::expr::{Call, Cond, Literal, MonthEnd, Term};
use crate::measure::{Calendar, Computed, Condition, Group, Measure, Unit};
use crate::nodes::ExprNode;
use crate::read::Constants;
use crate::untold::Untold;
use crate::verdict::Truth;
use crate::walk::{EvalError, Range, Scene};

pub use reader::LooseReader;

/// The ends of an interval in units of its type; an open end is `None`.
pub type LooseRange = (Option<i64>, Option<i64>);

/// A condition by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LooseCond(pub(crate) usize);

/// A value by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LooseTerm(pub(crate) usize);

/// The expressions of one file with the parameters, tables and calendars that they name.
#[derive(Debug, Clone)]
pub struct Loose {
    /// They are bound as the conditions and values of a measure are, so they stand in one that has no verdict.
    carrier: Measure,
}

impl Loose {
    pub(crate) fn new(
        pack: &str,
        id: &str,
        conditions: Vec<Condition>,
        computes: Vec<Computed>,
        (params, tables, calendars): Constants,
    ) -> Self {
        let carrier = Measure {
            pack: pack.to_owned(),
            id: id.to_owned(),
            title: model::Text::default(),
            unit: Unit::Person,
            conditions,
            root: Group::All(vec![]),
            computes,
            priority: vec![],
            cap: None,
            must_not_use: vec![],
            gives: vec![],
            gcm: vec![],
            source: None,
            params,
            tables,
            calendars,
            valid: (Term::On, None),
            decided: None,
            tests: vec![],
        };
        Self { carrier }
    }

    /// Bound to a day.
    pub fn bind(&self, around: &Surroundings<'_>, clocks: Clocks) -> Result<Bound, BindError> {
        unmarked(&self.carrier, around, clocks)
    }

    /// Every condition by its number.
    pub fn conditions(&self) -> impl Iterator<Item = LooseCond> + use<> {
        (0..self.carrier.conditions.len()).map(LooseCond)
    }

    /// The parts of a condition that carry no other, as conditions of their own.
    #[must_use]
    pub fn atoms(&self, condition: LooseCond) -> Self {
        let mut carrier = self.carrier.clone();
        let whole = self.carrier.conditions.get(condition.0);
        let atoms = whole.map(|whole| atoms(&whole.when)).unwrap_or_default();
        let named = |when: Cond| whole.map(|whole| Condition { when, ..whole.clone() });
        carrier.conditions = atoms.into_iter().filter_map(named).collect();
        carrier.computes.clear();
        Self { carrier }
    }

    /// The next day after another on which any of its conditions turns, though nothing is said anew: somebody comes of
    /// age, a parameter takes another value. Told of [`Loose::atoms`], each of which turns one way only between the days on
    /// which parameters and tables change.
    pub fn next_turn(
        &self,
        around: &Surroundings<'_>,
        household: &Household,
        after: Date,
    ) -> Result<Option<Date>, Untold> {
        let truths = |day: Date| -> Result<Vec<Truth>, Untold> {
            let bound = self.bind(around, Clocks::on(day))?;
            let scene = LooseScene::new(&bound, around.schema, household);
            Ok(self.conditions().map(|atom| scene.truth(atom)).collect::<Result<_, EvalError>>()?)
        };
        let before = truths(after)?;
        let horizon = dates::add_months(after, HORIZON_MONTHS, MonthEnd::Down).unwrap_or(Date::MAX);
        let mut from = dates::number(after);
        for last in self.segments(after, horizon) {
            let turned = |day: i64| -> Result<bool, Untold> {
                Ok(dates::day(day).map(truths).transpose()?.is_some_and(|found| found != before))
            };
            if turned(last)? {
                let mut late = last;
                while late - from > 1 {
                    let middle = from + (late - from) / 2;
                    if turned(middle)? { late = middle } else { from = middle }
                }
                return Ok(dates::day(late));
            }
            from = last;
        }
        Ok(None)
    }

    /// The last days of the spans in which no parameter and no table changes.
    fn segments(&self, after: Date, horizon: Date) -> Vec<i64> {
        let carrier = &self.carrier;
        let params = carrier.params.values().flat_map(|param| &param.rows).flat_map(|row| [row.from, row.decided]);
        let rows = carrier.tables.values().flat_map(|table| &table.rows);
        let day = |literal: &Literal| match literal {
            Literal::Date(day) => Some(*day),
            _ => None,
        };
        let tables = rows.flat_map(|row| [Some(row.decided), day(&row.from), day(&row.to)]).flatten();
        let changes = params.chain(tables).map(dates::number).flat_map(|day| [day - 1, day, day + 1]);
        let (after, horizon) = (dates::number(after), dates::number(horizon));
        let mut days: Vec<i64> = changes.filter(|day| (after + 1..horizon).contains(day)).chain([horizon]).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// A calendar of the file or its pack that it names.
    pub fn calendar(&self, name: &str) -> Option<&Calendar> {
        self.carrier.calendars.get(name)
    }

    /// Whether a condition can turn with the day alone: it reads the day, or what is bound by it.
    pub fn turns(&self, condition: LooseCond) -> bool {
        self.nodes(condition).into_iter().any(|node| {
            let on = matches!(node, ExprNode::Term(Term::On));
            let call = matches!(
                node,
                ExprNode::Term(Term::Call(
                    Call::WorkingDaysSince(..) | Call::WorkingDaysUntil(..) | Call::Lookup { .. }
                ))
            );
            on || call || node.param().is_some() || node.table().is_some() || node.calendar().is_some()
        })
    }

    /// The fields that a condition reads.
    pub fn reads(&self, condition: LooseCond) -> BTreeSet<FieldId> {
        self.nodes(condition).into_iter().filter_map(ExprNode::field).map(|field| field.field).collect()
    }

    /// The fields that a value reads.
    pub fn reads_of(&self, value: LooseTerm) -> BTreeSet<FieldId> {
        let value = self.carrier.computes.get(value.0).map(|value| ExprNode::Term(&value.value));
        let nodes = value.map(ExprNode::all).unwrap_or_default();
        nodes.into_iter().filter_map(ExprNode::field).map(|field| field.field).collect()
    }

    /// Every field that any condition or value reads.
    pub fn reads_at_all(&self) -> BTreeSet<FieldId> {
        let values = (0..self.carrier.computes.len()).flat_map(|value| self.reads_of(LooseTerm(value)));
        self.conditions().flat_map(|condition| self.reads(condition)).chain(values).collect()
    }

    /// Whether a condition holds, or fails, whatever is read.
    pub fn constant(&self, condition: LooseCond) -> Option<bool> {
        match self.carrier.conditions.get(condition.0).map(|condition| &condition.when) {
            Some(Cond::Const(holds)) => Some(*holds),
            _ => None,
        }
    }

    /// The codes with which conditions compare a field.
    pub fn codes_of(&self, field: FieldId) -> BTreeSet<String> {
        let is_it = |term: &Term| matches!(term, Term::Field(read) if read.field == field);
        let nodes = self.conditions().flat_map(|condition| self.nodes(condition));
        let codes = nodes.flat_map(|node| match node {
            ExprNode::Cond(Cond::Compare(_, a, Term::Literal(Literal::Code(code)))) if is_it(a) => vec![code.clone()],
            ExprNode::Cond(Cond::OneOf { term, codes, .. }) if is_it(term) => codes.clone(),
            _ => vec![],
        });
        codes.collect()
    }

    fn nodes(&self, condition: LooseCond) -> Vec<ExprNode<'_>> {
        let when = self.carrier.conditions.get(condition.0).map(|condition| ExprNode::Cond(&condition.when));
        when.map(ExprNode::all).unwrap_or_default()
    }
}

/// How far ahead it is looked for a day on which something turns: longer than a life.
const HORIZON_MONTHS: i64 = 130 * 12;

fn atoms(cond: &Cond) -> Vec<Cond> {
    match cond {
        Cond::And(parts) | Cond::Or(parts) => parts.iter().flat_map(atoms).collect(),
        atom => vec![atom.clone()],
    }
}

/// Expressions bound to a day, read of one household.
pub struct LooseScene<'a> {
    bound: &'a Bound,
    scene: Scene<'a>,
}

impl<'a> LooseScene<'a> {
    /// Reads them of a household.
    pub fn new(bound: &'a Bound, schema: &'a Schema, household: &'a Household) -> Self {
        Self { bound, scene: Scene::new(bound, schema, household) }
    }

    /// Whether a condition holds of whom the household is about. One that is not there is unknown.
    pub fn truth(&self, condition: LooseCond) -> Result<Truth, EvalError> {
        self.when(condition)
            .map_or(Ok(Truth::Unknown), |when| self.scene.truth(when, self.scene.household.about.into()))
    }

    /// The interval of a value in units of its type; `None` where it does not apply, or nothing bounds it.
    pub fn range(&self, value: LooseTerm) -> Result<Option<LooseRange>, EvalError> {
        let Some(value) = self.bound.computes.get(value.0) else { return Ok(None) };
        let reading = self.scene.term(&value.value, self.scene.household.about.into())?;
        Ok(reading.range()?.filter(|range| !range.may_not_apply).map(|Range { lo, hi, .. }| (lo.at(), hi.at())))
    }

    /// What somebody can be asked so that a condition is decided; nothing where it is.
    pub fn asks(&self, condition: LooseCond) -> Result<BTreeSet<FieldId>, EvalError> {
        let mut gaps = Gaps::default();
        if let Some(when) = self.when(condition) {
            self.scene.gaps_of_cond(when, self.scene.household.about.into(), &mut gaps)?;
        }
        Ok(self.fields(&gaps))
    }

    /// What somebody can be asked so that a value is exact; nothing where it is.
    pub fn asks_of(&self, value: LooseTerm) -> Result<BTreeSet<FieldId>, EvalError> {
        let mut gaps = Gaps::default();
        if let Some(value) = self.bound.computes.get(value.0) {
            self.scene.gaps_of_term(&value.value, self.scene.household.about.into(), &mut gaps)?;
        }
        Ok(self.fields(&gaps))
    }

    fn fields(&self, gaps: &Gaps) -> BTreeSet<FieldId> {
        let size = self.scene.schema.field("household.size");
        let asked = gaps.questions.iter().filter_map(|question| match question {
            Question::Field { field, .. } => Some(*field),
            Question::Members => size,
            // The loader refuses records in files that are no measure.
            Question::Records { .. } | Question::OfRecord { .. } => None,
        });
        asked.collect()
    }

    fn when(&self, condition: LooseCond) -> Option<&'a Cond> {
        self.bound.conditions.get(condition.0).map(|condition| &condition.when)
    }
}
