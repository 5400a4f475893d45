//! Proof that a hidden small count stays open: another table, with the same published figures and no negative count,
//! in which it is as large (or as small) as the rules ask.
//!
//! The hidden parts of all sums are one linear system, brought into reduced form by exact elimination. From the true
//! counts the cell is pushed along the system's free directions, as the simplex method does, until the goal is reached.
//! Only a whole-numbered table counts as proof; giving up is allowed and costs no safety, since the release then hides
//! more. See Fischetti and Salazar (2001) for the attacker's problem that this solves from within.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::fraction::Fraction;
use crate::{Figures, Sum};

/// `lead + Σ terms = constant`; the constants never matter, since every step keeps all equations.
#[derive(Debug, Clone)]
struct Equation {
    lead: usize,
    terms: BTreeMap<usize, Fraction>,
}

/// Which way a count is pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// What one push came to.
enum Step {
    Further,
    Arrived,
    Stuck,
}

/// What ties a hidden cell to what is shown.
enum Bound {
    Nothing,
    Equation,
}

/// The equations among the hidden cells, each solved for a cell of its own.
pub struct Openness {
    equations: Vec<Equation>,
    truth: BTreeMap<usize, Fraction>,
    threshold: u64,
}

/// A table that the published figures admit.
type Point = BTreeMap<usize, Fraction>;

impl Openness {
    /// Reads the system off the sums. `None` where the numbers outgrow exact arithmetic.
    pub fn new(figures: &Figures, hidden: &BTreeSet<usize>, threshold: u64) -> Option<Self> {
        let count = |cell: &usize| figures.cells().get(*cell).map(|count| Fraction::whole(i128::from(*count)));
        let truth = hidden.iter().filter_map(|cell| Some((*cell, count(cell)?))).collect();
        let mut openness = Self { equations: Vec::new(), truth, threshold };
        for sum in figures.sums() {
            openness.add(hidden_terms(sum, hidden))?;
        }
        Some(openness)
    }

    /// Whether the cell may, for all that is shown, reach the threshold and fall as far below its count as it lies
    /// below the threshold (down to nobody).
    pub fn leaves_open(&mut self, cell: usize, count: u64) -> bool {
        let most = self.threshold;
        let least = count.saturating_sub(self.threshold.saturating_sub(count));
        self.reaches(cell, Way::Up, most) && self.reaches(cell, Way::Down, least)
    }

    fn reaches(&mut self, cell: usize, way: Way, goal: u64) -> bool {
        match self.lead_with(cell) {
            Some(Bound::Nothing) => true,
            Some(Bound::Equation) => self.climb(cell, way, Fraction::whole(i128::from(goal))),
            None => false,
        }
    }

    /// Pushes `cell` from the true table until it arrives. Each push settles one more cell at zero, so that more rounds
    /// than there are cells would mean a cycle.
    fn climb(&mut self, cell: usize, way: Way, goal: Fraction) -> bool {
        let mut point = self.truth.clone();
        for _ in 0..2 * self.truth.len() + 16 {
            match self.push(&mut point, cell, way, goal) {
                Some(Step::Further) => (),
                Some(Step::Arrived) => return point.values().all(|count| count.is_whole()),
                Some(Step::Stuck) | None => return false,
            }
        }
        false
    }

    /// Adds one equation, reduced by those before it.
    fn add(&mut self, mut terms: BTreeMap<usize, Fraction>) -> Option<()> {
        for equation in &self.equations {
            if let Some(factor) = terms.get(&equation.lead).copied() {
                eliminate(&mut terms, equation, factor)?;
            }
        }
        let Some((lead, factor)) = terms.pop_first() else { return Some(()) };
        for value in terms.values_mut() {
            *value = value.divided(factor)?;
        }
        self.push_equation(Equation { lead, terms })
    }

    fn push_equation(&mut self, new: Equation) -> Option<()> {
        for equation in &mut self.equations {
            if let Some(factor) = equation.terms.get(&new.lead).copied() {
                eliminate(&mut equation.terms, &new, factor)?;
            }
        }
        self.equations.push(new);
        Some(())
    }

    /// Solves an equation for `cell`, where it stands in any.
    fn lead_with(&mut self, cell: usize) -> Option<Bound> {
        if self.equations.iter().any(|equation| equation.lead == cell) {
            return Some(Bound::Equation);
        }
        let Some(position) = self.equations.iter().position(|equation| equation.terms.contains_key(&cell)) else {
            return Some(Bound::Nothing);
        };
        self.exchange(position, cell).map(|()| Bound::Equation)
    }

    /// Solves the equation at `position` for `cell` instead of its present lead.
    fn exchange(&mut self, position: usize, cell: usize) -> Option<()> {
        let mut equation = self.equations.remove(position);
        let factor = equation.terms.remove(&cell)?;
        equation.terms.insert(equation.lead, Fraction::ONE);
        for value in equation.terms.values_mut() {
            *value = value.divided(factor)?;
        }
        self.push_equation(Equation { lead: cell, terms: equation.terms })
    }

    /// Moves `cell` towards the goal along one free direction, as far as no count falls below zero.
    fn push(&mut self, point: &mut Point, cell: usize, way: Way, goal: Fraction) -> Option<Step> {
        let missing = goal.minus(*point.get(&cell)?)?;
        let wanted = if way == Way::Up { Ordering::Greater } else { Ordering::Less };
        if missing.sign() != wanted {
            return Some(Step::Arrived);
        }
        let Some((free, rate, up)) = self.direction(point, cell, way) else { return Some(Step::Stuck) };
        let (step, blocked_by) = self.room(point, free, up, missing.size().divided(rate.size())?)?;
        self.walk(point, free, if up { step } else { step.negated() })?;
        if let Some(position) = blocked_by {
            self.exchange(position, free)?;
        }
        Some(Step::Further)
    }

    /// How far a free cell can move, `wanted` at most, and the position of the equation that stops it.
    fn room(&self, point: &Point, free: usize, up: bool, wanted: Fraction) -> Option<(Fraction, Option<usize>)> {
        let own = *point.get(&free)?;
        let mut step = if !up && own.below(wanted)? { own } else { wanted };
        let mut blocked_by = None;
        for (position, equation) in self.equations.iter().enumerate() {
            let Some(factor) = equation.terms.get(&free) else { continue };
            let falls = (factor.sign() == Ordering::Greater) == up;
            let room = point.get(&equation.lead)?.divided(factor.size())?;
            if falls && room.below(step)? {
                (step, blocked_by) = (room, Some(position));
            }
        }
        Some((step, blocked_by))
    }

    /// A free cell whose movement moves `cell` the right way: with its rate, and whether it has to rise.
    fn direction(&self, point: &Point, cell: usize, way: Way) -> Option<(usize, Fraction, bool)> {
        let equation = self.equations.iter().find(|equation| equation.lead == cell)?;
        equation.terms.iter().find_map(|(free, rate)| {
            let up = (rate.sign() == Ordering::Less) == (way == Way::Up);
            let movable = up || point.get(free).is_some_and(|count| count.sign() == Ordering::Greater);
            movable.then_some((*free, *rate, up))
        })
    }

    /// Moves a free cell by `step` and every cell that depends on it along.
    fn walk(&self, point: &mut Point, free: usize, step: Fraction) -> Option<()> {
        let moved = point.get(&free)?.plus(step)?;
        point.insert(free, moved);
        for equation in &self.equations {
            let Some(factor) = equation.terms.get(&free) else { continue };
            let moved = point.get(&equation.lead)?.minus(factor.times(step)?)?;
            point.insert(equation.lead, moved);
        }
        Some(())
    }
}

/// The hidden side of a sum: parts count positive, the total negative.
fn hidden_terms(sum: &Sum, hidden: &BTreeSet<usize>) -> BTreeMap<usize, Fraction> {
    let sign = |cell: usize| if cell == sum.total { Fraction::ONE.negated() } else { Fraction::ONE };
    sum.cells().filter(|cell| hidden.contains(cell)).map(|cell| (cell, sign(cell))).collect()
}

/// Replaces the lead of `equation` in `terms`, where it stands with `factor`, by what the equation says it is.
fn eliminate(terms: &mut BTreeMap<usize, Fraction>, equation: &Equation, factor: Fraction) -> Option<()> {
    terms.remove(&equation.lead);
    for (cell, value) in &equation.terms {
        let old = terms.get(cell).copied().unwrap_or(Fraction::ZERO);
        let new = old.minus(value.times(factor)?)?;
        if new.sign() == Ordering::Equal {
            terms.remove(cell)
        } else {
            terms.insert(*cell, new)
        };
    }
    Some(())
}
