//! What follows a yes for a whole population: what it costs, and who is served while the quota lasts.
//!
//! Works on rows whose verdict is yes and gives no verdict back. Where a measure reaches households, each is due once:
//! by the member who stands first in the queue. A budget is reserved for the most that an amount can be; what has no
//! upper end cannot be reserved and waits for the data that would give it one.

use std::collections::HashMap;

use arrow::array::{Array, AsArray, StringArray};
use arrow::record_batch::RecordBatch;
use rules::expr::Type;
use rules::measure::{CapLimit, Unit};
use rules::queue::{Rank, ticket};
use rules::walk::Range;
use rules::{Bound, EvalError, Truth};

use super::SimulateError;
use crate::eval::BatchScene;
use crate::frame::row_number;
use crate::kleene::{Bits, Kleene};
use crate::people::HOUSEHOLD_ID;
use crate::plan::ID;

mod wire;

/// Those of a batch to whom something is due, in the order of their rows.
pub(crate) struct Due {
    pub(crate) rows: Vec<usize>,
    /// For each computed amount, what each of these rows is due.
    pub(crate) amounts: Vec<Vec<Option<Range>>>,
    /// Where each stands; empty without a quota.
    standing: Vec<(Rank, u64)>,
}

/// Positions of the computed values that are amounts.
pub(crate) fn paying(bound: &Bound) -> impl Iterator<Item = usize> {
    let money = |ty: Type| matches!(ty, Type::Money(_));
    bound.computes.iter().enumerate().filter(move |(_, computed)| money(computed.ty)).map(|(position, _)| position)
}

/// Whether anything is counted beyond verdicts.
pub(crate) fn counts(bound: &Bound) -> bool {
    bound.cap.is_some() || paying(bound).next().is_some()
}

/// Whether somebody has to be told apart from others.
pub(crate) fn ranks(bound: &Bound) -> bool {
    counts(bound) && (bound.cap.is_some() || bound.unit == Unit::Household)
}

/// What is due to the rows whose verdict is yes; `None` where the measure gives nothing that is counted.
pub(crate) fn due(
    scene: &BatchScene,
    bound: &Bound,
    households: bool,
    yes: &Bits,
    batch: &RecordBatch,
) -> Result<Option<Due>, SimulateError> {
    if !counts(bound) {
        return Ok(None);
    }
    let part = scene.part(yes, households);
    let mut rows = part.rows_among(yes);
    let mut standing = if ranks(bound) { standings(&part, bound, &rows, batch)? } else { vec![] };
    if bound.unit == Unit::Household {
        let first = firsts(&part, &rows, &standing);
        rows = kept(rows, &first);
        standing = kept(standing, &first);
    }
    let amount = |position: usize| {
        let computed = bound.computes.get(position);
        let ranges = computed.map(|computed| part.amounts(bound, &computed.value, &rows));
        ranges.unwrap_or_else(|| Ok(vec![])).map_err(|source| SimulateError::Eval {
            measure: bound.measure.clone(),
            condition: computed.map_or_else(String::new, |computed| computed.name.clone()),
            source,
        })
    };
    let amounts = paying(bound).map(amount).collect::<Result<_, _>>()?;
    Ok(Some(Due { rows: rows.into_iter().map(|row| part.in_whole(row)).collect(), amounts, standing }))
}

fn kept<T>(all: Vec<T>, keep: &[bool]) -> Vec<T> {
    all.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(item, _)| item).collect()
}

/// Where each row stands: its rank, and its ticket in the lottery.
pub(crate) fn standings(
    scene: &BatchScene,
    bound: &Bound,
    rows: &[usize],
    batch: &RecordBatch,
) -> Result<Vec<(Rank, u64)>, SimulateError> {
    let failed =
        |source: EvalError| SimulateError::Eval { measure: bound.measure.clone(), condition: "cap".into(), source };
    let lines = bound.priority.iter().map(|line| scene.cond(bound, &line.when));
    let lines: Vec<Kleene> = lines.collect::<Result<_, _>>().map_err(failed)?;
    let keys = bound.cap.iter().flat_map(|cap| &cap.order_by).map(|(key, _)| scene.intervals(bound, key, rows));
    let keys: Vec<Vec<Option<Range>>> = keys.collect::<Result<_, _>>().map_err(failed)?;
    let seed = bound.cap.as_ref().and_then(|cap| cap.lottery).unwrap_or_default();
    let names = Names::of(bound, batch);
    let standing = |(index, row): (usize, &usize)| {
        let truths: Vec<Truth> = lines.iter().map(|line| line.truth(*row)).collect();
        let own: Vec<Option<Range>> = keys.iter().map(|key| key.get(index).copied().flatten()).collect();
        Ok((Rank::of(bound, &truths, &own)?, ticket(seed, &names.name(scene.in_whole(*row)))))
    };
    rows.iter().enumerate().map(standing).collect::<Result<_, _>>().map_err(failed)
}

/// Which of the rows stands for its household: the first in the queue, then in the list.
fn firsts(scene: &BatchScene, rows: &[usize], standing: &[(Rank, u64)]) -> Vec<bool> {
    let mut first = vec![false; rows.len()];
    let mut at = 0;
    for run in scene.runs().iter() {
        let end = at + rows.iter().skip(at).take_while(|row| run.contains(row)).count();
        let best = (at..end).min_by_key(|index| (standing.get(*index), *index));
        best.and_then(|index| first.get_mut(index)).into_iter().for_each(|first| *first = true);
        at = end;
    }
    first
}

/// By what a lottery knows people, or households.
struct Names<'a> {
    batch: &'a RecordBatch,
    columns: Vec<&'a StringArray>,
}

impl<'a> Names<'a> {
    fn of(bound: &Bound, batch: &'a RecordBatch) -> Self {
        let names: &[&str] = match bound.unit {
            Unit::Person => &[ID],
            Unit::Household => &[HOUSEHOLD_ID, ID],
        };
        let columns = names.iter().filter_map(|name| batch.column_by_name(name)?.as_string_opt::<i32>());
        Self { batch, columns: columns.collect() }
    }

    /// As in the file; of somebody without an id the number of their row.
    fn name(&self, row: usize) -> String {
        let written = self.columns.iter().filter(|ids| ids.is_valid(row)).map(|ids| ids.value(row));
        let name = written.into_iter().find(|id| !matches!(*id, "" | "n/a"));
        name.map_or_else(|| format!("#{}", row_number(self.batch, row)), ToOwned::to_owned)
    }
}

/// A sum of amounts, each exact, or known to lie between two ends of which one may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cost {
    /// How many have an exact amount.
    pub(crate) fixed: u64,
    /// How many have an amount that data still has to settle.
    pub(crate) open: u64,
    /// How many have none, for the question does not arise.
    pub(crate) none: u64,
    least: i128,
    most: i128,
    endless: [u64; 2],
}

impl Cost {
    pub(crate) fn add(&mut self, range: Option<Range>) {
        let Some(range) = range else {
            self.none += 1;
            return;
        };
        *if range.exact().is_some() { &mut self.fixed } else { &mut self.open } += 1;
        // What may turn out not to apply may cost nothing.
        let (lo, hi) = (range.lo.at(), range.hi.at());
        let (lo, hi) = if range.may_not_apply { (lo.map(|lo| lo.min(0)), hi.map(|hi| hi.max(0))) } else { (lo, hi) };
        self.least += lo.map_or(0, i128::from);
        self.most += hi.map_or(0, i128::from);
        self.endless[0] += u64::from(lo.is_none());
        self.endless[1] += u64::from(hi.is_none());
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.fixed += other.fixed;
        self.open += other.open;
        self.none += other.none;
        self.least += other.least;
        self.most += other.most;
        self.endless[0] += other.endless[0];
        self.endless[1] += other.endless[1];
    }

    /// How many of whom it was asked.
    pub(crate) fn due(&self) -> u64 {
        self.fixed + self.open + self.none
    }

    /// In hundredths; `None` where there is no lower end.
    pub(crate) fn least(&self) -> Option<i128> {
        (self.endless[0] == 0).then_some(self.least)
    }

    /// In hundredths; `None` where there is no upper end.
    pub(crate) fn most(&self) -> Option<i128> {
        (self.endless[1] == 0).then_some(self.most)
    }
}

/// Everything that follows the yes of one measure.
#[derive(Debug, Clone, Default)]
pub(crate) struct Yields {
    /// How many persons, or households, something is due to.
    pub(crate) due: u64,
    /// One for each computed amount.
    pub(crate) costs: Vec<Cost>,
    queue: Queue,
}

impl Yields {
    pub(super) fn add(&mut self, bound: &Bound, due: &Due) {
        self.due += u64::try_from(due.rows.len()).unwrap_or_default();
        self.costs.resize(due.amounts.len(), Cost::default());
        for (cost, amounts) in self.costs.iter_mut().zip(&due.amounts) {
            for range in amounts {
                cost.add(*range);
            }
        }
        if bound.cap.is_some() {
            let paid = paid(bound).and_then(|place| due.amounts.get(place));
            for (index, (rank, ticket)) in due.standing.iter().enumerate() {
                self.queue.push(rank, *ticket, paid.and_then(|amounts| amounts.get(index).copied().flatten()));
            }
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.due += other.due;
        self.costs.resize(self.costs.len().max(other.costs.len()), Cost::default());
        self.costs.iter_mut().zip(other.costs).for_each(|(own, other)| own.merge(other));
        self.queue.merge(&other.queue);
    }

    /// Who is served while the quota lasts; `None` without a quota.
    pub(crate) fn quota(&self, bound: &Bound) -> Option<QuotaReach> {
        bound.cap.as_ref().map(|cap| self.queue.settle(&cap.limit))
    }
}

/// The place, among the computed amounts, of the one that the quota pays or is summed up beside it.
pub(crate) fn paid(bound: &Bound) -> Option<usize> {
    match bound.paid() {
        Some(computed) => paying(bound).position(|position| position == computed),
        None => paying(bound).next().map(|_| 0),
    }
}

/// How far a quota goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct QuotaReach {
    pub(crate) granted: u64,
    pub(crate) waiting: u64,
    /// What the granted cost.
    pub(crate) cost: Cost,
}

/// Everybody who stands in the queue, sixteen bytes each.
#[derive(Debug, Clone, Default)]
struct Queue {
    ranks: Vec<Rank>,
    rank_numbers: HashMap<Rank, u32>,
    amounts: Vec<Option<Range>>,
    amount_numbers: HashMap<Amount, u32>,
    places: Vec<Place>,
}

type Amount = Option<(rules::walk::End, rules::walk::End, bool)>;

/// An amount as it is told from others and put in order.
fn in_order(amount: Range) -> (rules::walk::End, rules::walk::End, bool) {
    (amount.lo, amount.hi, amount.may_not_apply)
}

#[derive(Debug, Clone, Copy)]
struct Place {
    rank: u32,
    amount: u32,
    ticket: u64,
}

impl Queue {
    fn push(&mut self, rank: &Rank, ticket: u64, amount: Option<Range>) {
        let known = self.rank_numbers.get(rank).copied();
        let rank = known.unwrap_or_else(|| {
            let number = number(self.ranks.len());
            self.ranks.push(rank.clone());
            self.rank_numbers.insert(rank.clone(), number);
            number
        });
        let amount = *self.amount_numbers.entry(amount.map(in_order)).or_insert_with(|| {
            self.amounts.push(amount);
            number(self.amounts.len() - 1)
        });
        self.places.push(Place { rank, amount, ticket });
    }

    fn merge(&mut self, other: &Self) {
        for place in &other.places {
            if let Some(rank) = other.ranks.get(place.rank as usize) {
                self.push(rank, place.ticket, other.amounts.get(place.amount as usize).copied().flatten());
            }
        }
    }

    fn settle(&self, limit: &CapLimit) -> QuotaReach {
        let mut order: Vec<usize> = (0..self.ranks.len()).collect();
        order.sort_by_key(|rank| self.ranks.get(*rank));
        let mut standing = vec![0_u32; order.len()];
        for (place, rank) in (0..).zip(order) {
            standing.get_mut(rank).into_iter().for_each(|standing| *standing = place);
        }
        let mut places = self.places.clone();
        // Numbers of amounts depend on who came first; their values do not.
        let amount = |place: &Place| self.amounts.get(place.amount as usize).copied().flatten().map(in_order);
        let key = |place: &Place| (standing.get(place.rank as usize).copied(), place.ticket, amount(place));
        places.sort_unstable_by_key(key);
        let mut served = Served { quota: QuotaReach::default(), left: left(limit), full: false };
        for place in places {
            served.next(limit, self.amounts.get(place.amount as usize).copied().flatten());
        }
        served.quota
    }
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn left(limit: &CapLimit) -> i128 {
    match limit {
        CapLimit::Places(places) => i128::from(*places),
        CapLimit::Budget { cents, .. } => i128::from(*cents),
    }
}

/// The queue as it is served, one after the other.
struct Served {
    quota: QuotaReach,
    left: i128,
    full: bool,
}

impl Served {
    /// Nobody overtakes: once somebody does not fit, all who stand behind wait.
    fn next(&mut self, limit: &CapLimit, amount: Option<Range>) {
        let most = match limit {
            CapLimit::Places(_) => Some(1),
            CapLimit::Budget { .. } => {
                amount.map_or(Some(0), |amount| amount.hi.at().map(|most| i128::from(most).max(0)))
            }
        };
        if let Some(most) = most.filter(|most| !self.full && *most <= self.left) {
            self.left -= most;
            self.quota.granted += 1;
            self.quota.cost.add(amount);
        } else {
            self.full |= most.is_some();
            self.quota.waiting += 1;
        }
    }
}

#[cfg(test)]
mod tests;
