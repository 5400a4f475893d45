//! Which questions keep a condition open, row by row: what its undecided parts read and what is not exact there.

use std::collections::BTreeMap;

use model::FieldId;
use model::core::{HOUSEHOLD_ROLE, HOUSEHOLD_SIZE};
use rules::expr::{Call, FieldRef, Whose};
use rules::nodes::ExprNode;
use rules::walk::EvalError;
use rules::{Bound, Cond, Term, Truth};

use super::BatchScene;
use super::members::is_head;
use crate::kleene::Bits;
use crate::open_question::OpenQuestion;

/// Rows for which each question is open.
#[derive(Debug, Default)]
pub(crate) struct Asks(BTreeMap<OpenQuestion, Bits>);

impl Asks {
    pub(super) fn add(&mut self, question: OpenQuestion, rows: &Bits) {
        if !rows.is_empty() {
            self.0.entry(question).or_insert_with(|| rows.empty_like()).add(rows);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (OpenQuestion, &Bits)> {
        self.0.iter().map(|(question, rows)| (*question, rows))
    }
}

impl BatchScene<'_> {
    /// The questions of a condition for those of `rows` that it leaves undecided.
    pub(crate) fn asks(&self, bound: &Bound, cond: &Cond, rows: &Bits) -> Result<Asks, EvalError> {
        let mut asks = Asks::default();
        self.ask_cond(bound, cond, rows, &mut asks)?;
        Ok(asks)
    }

    fn ask_cond(&self, bound: &Bound, cond: &Cond, rows: &Bits, asks: &mut Asks) -> Result<(), EvalError> {
        let open = self.cond(bound, cond)?.unknown().intersect(rows);
        if open.is_empty() {
            return Ok(());
        }
        match cond {
            Cond::Members { body, .. } => self.ask_members(bound, ExprNode::Cond(body), &open, asks),
            Cond::Records { kind, body, .. } => self.ask_records(bound, *kind, ExprNode::Cond(body), &open, asks),
            Cond::Under { field, .. }
            | Cond::HasAny { field, .. }
            | Cond::Is { field, .. }
            | Cond::Applicable { field, .. } => {
                self.ask_field(*field, &open, asks);
                Ok(())
            }
            Cond::And(_)
            | Cond::Or(_)
            | Cond::Compare(..)
            | Cond::OneOf { .. }
            | Cond::Within { .. }
            | Cond::Const(_)
            | Cond::Known { .. } => self.ask_all(bound, ExprNode::Cond(cond).children(), &open, asks),
        }
    }

    fn ask_term(&self, bound: &Bound, term: &Term, rows: &Bits, asks: &mut Asks) -> Result<(), EvalError> {
        let open = self.term(bound, term)?.inexact(self.rows).intersect(rows);
        if open.is_empty() {
            return Ok(());
        }
        match term {
            Term::Field(field) => self.ask_field(*field, &open, asks),
            // Nobody can be asked for what was not decided yet.
            Term::Param { .. } | Term::Awaits { .. } => {}
            Term::Call(Call::HouseholdSize) => asks.add(self.named(HOUSEHOLD_SIZE.name), &open),
            Term::Call(Call::Count(body)) => self.ask_members(bound, ExprNode::Cond(body), &open, asks)?,
            Term::Call(Call::Sum(term) | Call::MaxOf(term)) => {
                self.ask_members(bound, ExprNode::Term(term), &open, asks)?;
            }
            Term::Call(Call::Records(kind, fold)) => self.ask_records(bound, *kind, fold.body(), &open, asks)?,
            Term::If(choice, a, b) => {
                let choices = self.cond(bound, choice)?;
                let chosen = |wanted| Bits::collect(self.rows, (0..self.rows).map(|row| choices.truth(row) == wanted));
                self.ask_term(bound, a, &chosen(Truth::True).intersect(&open), asks)?;
                self.ask_term(bound, b, &chosen(Truth::False).intersect(&open), asks)?;
                self.ask_all(bound, ExprNode::Term(term).children(), &chosen(Truth::Unknown).intersect(&open), asks)?;
            }
            Term::Call(call) => {
                self.ask_calendar(bound, call, &open, asks)?;
                self.ask_all(bound, ExprNode::Term(term).children(), &open, asks)?;
            }
            Term::Literal(_) | Term::On | Term::Arith(..) | Term::Guarded(..) => {
                self.ask_all(bound, ExprNode::Term(term).children(), &open, asks)?;
            }
        }
        Ok(())
    }

    /// Rows for which days are counted that the calendar does not tell.
    fn ask_calendar(&self, bound: &Bound, call: &Call, rows: &Bits, asks: &mut Asks) -> Result<(), EvalError> {
        if let Some(doubtful) = self.doubtful_days(bound, call)? {
            asks.add(OpenQuestion::Calendar, &doubtful.intersect(rows));
        }
        Ok(())
    }

    pub(super) fn ask_all(
        &self,
        bound: &Bound,
        nodes: Vec<ExprNode>,
        rows: &Bits,
        asks: &mut Asks,
    ) -> Result<(), EvalError> {
        nodes.into_iter().try_for_each(|node| match node {
            ExprNode::Cond(cond) => self.ask_cond(bound, cond, rows, asks),
            ExprNode::Term(term) => self.ask_term(bound, term, rows, asks),
        })
    }

    /// What listed members lack, and who else belongs: asked of every member, then of whoever's answer hangs on it.
    fn ask_members(&self, bound: &Bound, body: ExprNode, rows: &Bits, asks: &mut Asks) -> Result<(), EvalError> {
        asks.add(OpenQuestion::Members, &self.with_unlisted().intersect(rows));
        let mut of_members = Asks::default();
        self.ask_all(bound, vec![body], &self.shared(rows), &mut of_members)?;
        for (question, members) in of_members.iter() {
            asks.add(question, &self.shared(members).intersect(rows));
        }
        Ok(())
    }

    fn ask_field(&self, field: FieldRef, rows: &Bits, asks: &mut Asks) {
        match field.whose {
            Whose::Subject | Whose::Record => asks.add(OpenQuestion::Field(field.field), rows),
            Whose::Head if self.is_of_records() => self.ask_of_whole(field, rows, asks),
            Whose::Head => {
                let heads = self.heads();
                let headed = Bits::collect(self.rows, heads.iter().map(Option::is_some));
                asks.add(OpenQuestion::Field(field.field), &headed.intersect(rows));
                let headless = Bits::collect(self.rows, heads.iter().map(Option::is_none));
                self.ask_who_is_head(&headless.intersect(rows), asks);
            }
        }
    }

    /// What is asked of the people whose records these rows are.
    fn ask_of_whole(&self, field: FieldRef, rows: &Bits, asks: &mut Asks) {
        let Some(whole) = &self.whole else { return };
        let (people, parents) = whole.parents();
        let mut concerned = Bits::none(people.rows);
        rows.iter().filter_map(|row| parents.get(row)).for_each(|person| concerned.insert(*person));
        let mut of_people = Asks::default();
        people.ask_field(field, &concerned, &mut of_people);
        for (question, asked) in of_people.iter() {
            let of_them = Bits::collect(self.rows, parents.iter().map(|person| asked.has(*person)));
            asks.add(question, &of_them.intersect(rows));
        }
    }

    /// Which of several heads is it; else the roles that are not known and who else belongs; else the role once more.
    fn ask_who_is_head(&self, rows: &Bits, asks: &mut Asks) {
        let Some(role) = self.schema.field(HOUSEHOLD_ROLE.name) else { return };
        let roles = self.column(FieldRef { whose: Whose::Subject, field: role });
        let mut asked = self.shared(&Bits::collect(self.rows, roles.iter().map(is_head)));
        let unlisted = self.with_unlisted().without(&asked);
        asks.add(OpenQuestion::Members, &unlisted.clone().intersect(rows));
        asked.add(&self.shared(&Bits::collect(self.rows, roles.iter().map(|state| state.known().is_none()))));
        asked.add(&Bits::collect(self.rows, (0..self.rows).map(|row| !unlisted.has(row))));
        asks.add(OpenQuestion::Field(role), &asked.intersect(rows));
    }

    /// All rows of households that have any of these rows.
    fn shared(&self, rows: &Bits) -> Bits {
        let any = |home: std::ops::Range<usize>| std::iter::repeat_n(home.clone().any(|row| rows.has(row)), home.len());
        Bits::collect(self.rows, self.runs.iter().flat_map(any))
    }

    fn named(&self, field: &str) -> OpenQuestion {
        self.schema.field(field).map_or(OpenQuestion::Members, |field: FieldId| OpenQuestion::Field(field))
    }
}
