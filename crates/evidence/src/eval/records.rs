//! Functions over records: a row for each record, evaluated as a scene of its own, then counted by whose it is.
//!
//! The rows of a scene of records are those of their people, so what the person says is read beside what the record does. A
//! list that may not be all leaves open what a member who is not listed does.

use std::collections::HashMap;
use std::ops::Range as Rows;

use model::{FieldState, KindId, Value};
use rules::expr::{FieldRef, Quantifier, RecordFold, Type, Whose};
use rules::nodes::ExprNode;
use rules::walk::{End, EvalError, Range};
use rules::{Bound, Cond, Term, Truth};

use super::asks::Asks;
use super::cell::ValueCell;
use super::members::{added, extreme};
use super::part::Whole;
use super::values::{Keys, Values};
use super::{BatchScene, Kleene};
use crate::frame::FieldColumn;
use crate::household::Runs;
use crate::kleene::Bits;
use crate::open_question::OpenQuestion;
use crate::reads::Reads;

/// The records of each row.
struct Listed<'s> {
    /// A row for each record.
    scene: BatchScene<'s>,
    /// Where the records of each row of people stand there.
    of_row: Vec<Rows<usize>>,
    /// The most there may be besides.
    unlisted: Vec<End>,
}

impl Listed<'_> {
    fn rows(&self) -> impl Iterator<Item = (&Rows<usize>, End)> {
        self.of_row.iter().zip(self.unlisted.iter().copied())
    }
}

impl BatchScene<'_> {
    /// `KIND.any(body)` or `KIND.all(body)`.
    pub(super) fn some_records(
        &self,
        bound: &Bound,
        kind: KindId,
        quantifier: Quantifier,
        body: &Cond,
    ) -> Result<Kleene, EvalError> {
        let listed = self.listed(kind, &Reads::of(body));
        let truths = listed.scene.cond(bound, body)?;
        let truth = |(rows, unlisted): (&Rows<usize>, End)| {
            let [hold, fail, undecided] = truths.count(rows);
            let no_other = undecided == 0 && unlisted == End::At(0);
            match quantifier {
                Quantifier::Any => Truth::of(hold > 0, no_other),
                Quantifier::All => Truth::of(no_other && fail == 0, fail > 0),
            }
        };
        let truths: Vec<Truth> = listed.rows().map(truth).collect();
        Ok(Kleene::from_truths(truths.into_iter()))
    }

    /// What is made of the records of a kind.
    pub(super) fn folded(
        &self,
        bound: &Bound,
        kind: KindId,
        fold: &RecordFold,
    ) -> Result<Values<ValueCell>, EvalError> {
        let listed = self.listed(kind, &Reads::of(fold.body()));
        match fold {
            RecordFold::Count(body) => {
                let truths = listed.scene.cond(bound, body)?;
                by_row(listed.rows().map(|(rows, unlisted)| {
                    let [hold, _, undecided] = truths.count(rows);
                    let most = unlisted.map(|unlisted| unlisted.checked_add(hold + undecided))?;
                    Ok(ValueCell::Range(Range::between(Type::Int, End::At(hold), most)))
                }))
            }
            RecordFold::Sum(term) => {
                let cells = listed.scene.term(bound, term)?;
                let ty = term.ty(self.schema).ok_or(EvalError::IllTyped)?;
                let floor = if bound.never_negative(self.schema, term) { End::At(0) } else { End::Below };
                by_row(listed.rows().map(|(rows, unlisted)| {
                    added(rows.clone().filter_map(|row| cells.at(row)), ty, floor, unlisted != End::At(0))
                }))
            }
            RecordFold::Least(term) => self.extreme_record(bound, &listed, term, false),
            RecordFold::Most(term) => self.extreme_record(bound, &listed, term, true),
        }
    }

    fn extreme_record(
        &self,
        bound: &Bound,
        listed: &Listed<'_>,
        term: &Term,
        largest: bool,
    ) -> Result<Values<ValueCell>, EvalError> {
        let cells = listed.scene.term(bound, term)?;
        let unknown = self.record_of_whom_nothing_is_known();
        let unknown = unknown.term(bound, term)?;
        by_row(listed.rows().enumerate().map(|(person, (rows, unlisted))| {
            let mut known = rows.clone().filter_map(|row| cells.at(row));
            let found = known.try_fold(ValueCell::NotApplicable, |found, cell| extreme(&found, cell, largest))?;
            let other = unknown.at(person).filter(|_| unlisted != End::At(0));
            other.map_or(Ok(found.clone()), |other| extreme(&found, &other.forgotten(), largest))
        }))
    }

    /// What the records on the lists lack, and which others there are.
    pub(super) fn ask_records(
        &self,
        bound: &Bound,
        kind: KindId,
        body: ExprNode,
        rows: &Bits,
        asks: &mut Asks,
    ) -> Result<(), EvalError> {
        let listed = self.listed(kind, &Reads::of(body));
        let open = Bits::collect(self.rows, listed.unlisted.iter().map(|unlisted| *unlisted != End::At(0)));
        asks.add(OpenQuestion::Records(kind), &open.intersect(rows));
        let Some(whole) = &listed.scene.whole else { return Ok(()) };
        let (_, parents) = whole.parents();
        let concerned = Bits::collect(listed.scene.rows, parents.iter().map(|person| rows.has(*person)));
        let mut of_records = Asks::default();
        listed.scene.ask_all(bound, vec![body], &concerned, &mut of_records)?;
        for (question, records) in of_records.iter() {
            let any = listed.of_row.iter().map(|rows| rows.clone().any(|record| records.has(record)));
            asks.add(question, &Bits::collect(self.rows, any));
        }
        Ok(())
    }

    /// Whether its rows are records.
    pub(super) fn is_of_records(&self) -> bool {
        self.whole.as_ref().is_some_and(|whole| whole.of_records)
    }

    fn listed(&self, kind: KindId, reads: &Reads) -> Listed<'_> {
        let column = self.records_of(kind);
        let lengths: Vec<usize> = column.lists.iter().map(|list| list.listed.len()).collect();
        let first: Vec<usize> =
            lengths.iter().scan(0, |next, length| Some(std::mem::replace(next, *next + length))).collect();
        let said = self.schema.complete_field(kind);
        let said = said.map(|field| self.column(FieldRef { whose: Whose::Subject, field }));
        let is_said =
            |row: usize| said.as_ref().is_some_and(|said| *said.state(row) == FieldState::Known(Value::Bool(true)));
        let (mut parents, mut keys) = (vec![], vec![]);
        let (mut of_row, mut unlisted) = (Vec::with_capacity(self.rows), Vec::with_capacity(self.rows));
        for (row, key) in column.keys.iter().map(|key| *key as usize).enumerate() {
            let length = lengths.get(key).copied().unwrap_or_default();
            let start = first.get(key).copied().unwrap_or_default();
            of_row.push(keys.len()..keys.len() + length);
            parents.extend(std::iter::repeat_n(row, length));
            keys.extend((start..start + length).map(|place| u32::try_from(place).unwrap_or(u32::MAX)));
            let complete = column.lists.get(key).is_some_and(|list| list.complete) || is_said(row);
            unlisted.push(if complete { End::At(0) } else { End::Above });
        }
        let records = || column.lists.iter().flat_map(|list| &list.listed);
        let of_record = |field: &FieldRef| FieldColumn {
            keys: keys.clone().into(),
            states: records().map(|record| record.get(field.field).clone()).collect(),
        };
        let fields = reads.fields.iter().filter(|field| field.whose == Whose::Record);
        let columns: HashMap<_, _> = fields.map(|field| (*field, of_record(field))).collect();
        let scene = BatchScene::over(self.schema, keys.len(), Runs::alone(keys.len()), columns);
        let scene = BatchScene { whole: Some(Whole::of_records(self, parents)), ..scene };
        Listed { scene, of_row, unlisted }
    }

    /// For each row a record of which nothing is known but whose it is.
    fn record_of_whom_nothing_is_known(&self) -> BatchScene<'_> {
        let scene = BatchScene::over(self.schema, self.rows, Runs::alone(self.rows), HashMap::new());
        BatchScene { whole: Some(Whole::of_records(self, (0..self.rows).collect())), ..scene }
    }
}

/// A value for each row.
fn by_row(cells: impl Iterator<Item = Result<ValueCell, EvalError>>) -> Result<Values<ValueCell>, EvalError> {
    let distinct = cells.collect::<Result<Vec<_>, _>>()?;
    let last = u32::try_from(distinct.len()).unwrap_or(u32::MAX);
    Ok(Values { keys: Keys::By((0..last).collect()), distinct })
}
