//! Bound conditions over columns of people.
//!
//! Every node is matched exhaustively: a new kind of expression does not compile until it is lowered here. What
//! reads one field only is evaluated once for each *distinct* value of a batch (thirty thousand birth dates stand
//! for a million people), and rows take their value's truth; the rest goes row by row over intervals.

mod asks;
mod cell;
mod intervals;
mod join;
mod members;
mod part;
mod records;
mod tables;
mod term;
mod values;
mod zip;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use model::{CodeList, FieldId, FieldState, KindId, Schema, Value};
use rules::expr::{FieldRef, Rel, Whose};
use rules::{Bound, Cond, EvalError, Term, Truth};

use crate::frame::{FieldColumn, Frame, RecordColumn};
use crate::household::Runs;
use crate::kleene::Kleene;
use crate::reads::Reads;
use cell::ValueCell;
use join::{JoinClass, Joins};
use members::HouseholdRows;
use part::Whole;

/// The rows of one batch, ready to be asked.
pub(crate) struct BatchScene<'a> {
    schema: &'a Schema,
    rows: usize,
    runs: Runs,
    columns: RefCell<HashMap<FieldRef, FieldColumn>>,
    /// The row of each row's head of household.
    heads: OnceCell<Vec<Option<u32>>>,
    /// The number of each row's household.
    home_keys: OnceCell<Arc<[u32]>>,
    homes: OnceCell<Vec<HouseholdRows>>,
    joins: Joins,
    records: HashMap<KindId, RecordColumn>,
    /// Where columns come from, if this is a part of another scene.
    whole: Option<Whole<'a>>,
}

impl<'a> BatchScene<'a> {
    pub(crate) fn new(schema: &'a Schema, frame: &Frame, runs: Runs) -> Self {
        let subject = |field: &FieldId| FieldRef { whose: Whose::Subject, field: *field };
        let columns = frame.columns.iter().map(|(field, column)| (subject(field), column.clone())).collect();
        Self { records: frame.records.clone(), ..Self::over(schema, frame.rows, runs, columns) }
    }

    fn over(schema: &'a Schema, rows: usize, runs: Runs, columns: HashMap<FieldRef, FieldColumn>) -> Self {
        Self {
            schema,
            rows,
            runs,
            columns: RefCell::new(columns),
            heads: OnceCell::new(),
            home_keys: OnceCell::new(),
            homes: OnceCell::new(),
            joins: Joins::default(),
            records: HashMap::new(),
            whole: None,
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The rows of each household.
    pub(crate) fn runs(&self) -> &Runs {
        &self.runs
    }

    /// The truth of a condition for every row.
    pub(crate) fn cond(&self, bound: &Bound, cond: &Cond) -> Result<Kleene, EvalError> {
        let reads = Reads::of(cond);
        match self.distinct(&reads) {
            Some((column, scene)) => Ok(scene.node(bound, cond)?.gather(&column.keys)),
            None => self.node(bound, cond),
        }
    }

    /// Where only one field is read and it has fewer values than there are rows: its column, and a scene with a row
    /// for each value.
    fn distinct(&self, reads: &Reads) -> Option<(FieldColumn, BatchScene<'a>)> {
        let field = reads.only()?;
        let column = self.column(field);
        let rows = column.states.len();
        let columns = HashMap::from([(field, column.distinct())]);
        (rows < self.rows).then(|| (column, BatchScene::over(self.schema, rows, Runs::alone(rows), columns)))
    }

    fn node(&self, bound: &Bound, cond: &Cond) -> Result<Kleene, EvalError> {
        match cond {
            Cond::Const(value) => Ok(Kleene::constant(self.rows, (*value).into())),
            Cond::And(parts) => self.fold(bound, parts, Truth::True, Kleene::and),
            Cond::Or(parts) => self.fold(bound, parts, Truth::False, Kleene::or),
            Cond::Compare(rel, left, right) => self.compare(bound, *rel, left, right),
            Cond::OneOf { term, codes, negated } => self.tested(bound, term, |cell| cell.one_of(codes, *negated)),
            Cond::Under { field, codes, negated } => Ok(self.states(*field, *negated, |state| under(state, codes))),
            Cond::HasAny { field, codes, negated } => {
                let doubtful = self.doubtful(*field);
                Ok(self.states(*field, *negated, |state| has_any(state, codes, &doubtful)))
            }
            Cond::Is { field, value } => Ok(self.states(*field, false, |state| is(state, *value))),
            Cond::Within { term, table, negated } => {
                let table = term::table(bound, table)?;
                let holds = |cell: &ValueCell| {
                    cell.range()?.map_or(Ok(Truth::False), |key| tables::within(table, key, *negated))
                };
                self.tested(bound, term, holds)
            }
            Cond::Applicable { field, negated } => {
                Ok(Kleene::from_truths(self.column(*field).iter().map(|state| applicable(state).negate_if(*negated))))
            }
            Cond::Known { field, negated } => Ok(self.states(*field, *negated, known)),
            Cond::Members { quantifier, body, negated } => {
                let truth = self.quantified(bound, *quantifier, body)?;
                Ok(if *negated { truth.inverted() } else { truth })
            }
            Cond::Records { kind, quantifier, body, negated } => {
                let truth = self.some_records(bound, *kind, *quantifier, body)?;
                Ok(if *negated { truth.inverted() } else { truth })
            }
        }
    }

    fn fold(
        &self,
        bound: &Bound,
        parts: &[Cond],
        neutral: Truth,
        join: impl Fn(Kleene, &Kleene) -> Kleene,
    ) -> Result<Kleene, EvalError> {
        let start = Kleene::constant(self.rows, neutral);
        parts.iter().try_fold(start, |all, part| Ok(join(all, &self.cond(bound, part)?)))
    }

    fn compare(&self, bound: &Bound, rel: Rel, left: &Term, right: &Term) -> Result<Kleene, EvalError> {
        let (a, b) = (self.term(bound, left)?, self.term(bound, right)?);
        let truths = a.zip_by(&b, &self.joins, JoinClass::ORDER, |a, b| a.compare(rel, b))?;
        Ok(truths.kleene(self.rows))
    }

    /// A test of one term.
    fn tested(
        &self,
        bound: &Bound,
        term: &Term,
        test: impl Fn(&ValueCell) -> Result<Truth, EvalError>,
    ) -> Result<Kleene, EvalError> {
        let cells = self.term(bound, term)?;
        Ok(cells.map(test)?.kleene(self.rows))
    }

    /// A truth for each state of a field, negated where it applies: what does not apply is false either way.
    fn states(&self, field: FieldRef, negated: bool, truth: impl Fn(&FieldState<Value>) -> Truth) -> Kleene {
        let column = self.column(field);
        Kleene::from_truths(column.iter().map(|state| match state {
            FieldState::NotApplicable => Truth::False,
            FieldState::Known(_) | FieldState::Unknown | FieldState::Contested(_) => truth(state).negate_if(negated),
        }))
    }

    /// Codes of the field's list that mean "unknown".
    fn doubtful(&self, field: FieldRef) -> BTreeSet<&str> {
        let list = self.schema.get(field.field).and_then(|field| self.schema.list(field.ty.list()?));
        let codes = list.into_iter().flat_map(CodeList::listed);
        codes.filter(|code| code.unknown).map(|code| code.code.as_str()).collect()
    }

    /// The column of a field, of the subject or of the head of household.
    fn column(&self, field: FieldRef) -> FieldColumn {
        let known = self.columns.borrow().get(&field).cloned();
        known.unwrap_or_else(|| {
            let column = match field.whose {
                Whose::Subject => self.of_whole(field).unwrap_or_else(|| FieldColumn::unknown(self.rows)),
                // Those that there are stand in the scene of the records.
                Whose::Record => FieldColumn::unknown(self.rows),
                Whose::Head if self.is_of_records() => {
                    self.of_whole(field).unwrap_or_else(|| FieldColumn::unknown(self.rows))
                }
                Whose::Head => {
                    let subject = self.column(FieldRef { whose: Whose::Subject, field: field.field });
                    subject.seen_from(self.heads())
                }
            };
            self.columns.borrow_mut().insert(field, column.clone());
            column
        })
    }
}

/// A code lies under those it begins with; where it is coarser than what is asked, nobody can tell.
fn under(state: &FieldState<Value>, codes: &[String]) -> Truth {
    let Some(Value::Code(code)) = state.known() else { return Truth::Unknown };
    let below = codes.iter().any(|asked| code.starts_with(asked.as_str()));
    let coarser = codes.iter().any(|asked| asked.starts_with(code.as_str()));
    Truth::of(below, !coarser)
}

/// One of the codes is among those asked; a code that means "unknown" may be any of them.
fn has_any(state: &FieldState<Value>, codes: &[String], doubtful: &BTreeSet<&str>) -> Truth {
    let Some(Value::Codes(own)) = state.known() else { return Truth::Unknown };
    let hit = codes.iter().any(|asked| own.contains(asked));
    Truth::of(hit, !own.iter().any(|code| doubtful.contains(code.as_str())))
}

fn is(state: &FieldState<Value>, value: bool) -> Truth {
    state.known().map_or(Truth::Unknown, |known| Truth::from(*known == Value::Bool(value)))
}

fn known(state: &FieldState<Value>) -> Truth {
    Truth::from(state.known().is_some())
}

fn applicable(state: &FieldState<Value>) -> Truth {
    match state {
        FieldState::Known(_) | FieldState::Contested(_) => Truth::True,
        FieldState::Unknown => Truth::Unknown,
        FieldState::NotApplicable => Truth::False,
    }
}
