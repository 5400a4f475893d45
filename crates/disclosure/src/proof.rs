//! Proof of how far a hidden count stays open: other tables, with the same published figures, in which it is larger or
//! smaller.
//!
//! From the true counts a cell is pushed along the free directions of the system of hidden cells, as the simplex method
//! does, until the goal is reached.
//! Only whole-numbered tables count as proof; giving up is allowed and costs no safety, since the release then hides
//! more. See Fischetti and Salazar (2001) for the attacker's problem that this solves from within.
//! No table of a proof makes somebody of nobody: a reader may know from the rule itself that a none can be nothing else.
//! Only where a none is itself to be proved open may it rise, with the larger groups of which it is a part; and whoever
//! is all of a group falls with it. Nor does it make nobody of somebody where a none would have been shown.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::fraction::Fraction;
use crate::system::{System, coefficient};
use crate::{Figures, Rules, Sum};

/// A table that the published figures admit: a value for each column.
type Point = Vec<Fraction>;

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

/// The most pushes that one proof may take.
const PATIENCE: usize = 96;

/// The hidden cells, and what was proved of them.
pub struct Openness<'a> {
    figures: &'a Figures,
    hidden: &'a BTreeSet<usize>,
    rules: Rules,
    system: System,
    truth: Point,
    /// Nobody, who stays nobody.
    fixed: Vec<bool>,
    /// Who may be nobody for all that a reader knows.
    bottom: Vec<Fraction>,
    ranges: Vec<(u64, u64)>,
    /// All of a group, beside nobody.
    everybody: Vec<bool>,
}

impl<'a> Openness<'a> {
    /// Reads the system off the sums; `everybody` says which cells are all of their group. `None` where the numbers
    /// outgrow exact arithmetic.
    pub fn new(
        figures: &'a Figures,
        hidden: &'a BTreeSet<usize>,
        rules: Rules,
        everybody: impl Fn(usize) -> bool,
    ) -> Option<Self> {
        let everybody = hidden.iter().map(|cell| everybody(*cell)).collect();
        Self::with(figures, hidden, rules, everybody, &BTreeSet::new())
    }

    /// With these cells of nobody free to rise.
    fn with(
        figures: &'a Figures,
        hidden: &'a BTreeSet<usize>,
        rules: Rules,
        everybody: Vec<bool>,
        rising: &BTreeSet<usize>,
    ) -> Option<Self> {
        let truth = hidden.iter().map(|cell| Fraction::whole(i128::from(figures.count(*cell)))).collect();
        let fixed: Vec<bool> = hidden.iter().map(|cell| figures.count(*cell) == 0 && !rising.contains(cell)).collect();
        let small = |sum: &&Sum| sum.split && rules.is_small_group(figures.count(sum.total));
        let in_small: BTreeSet<usize> = figures.sums().iter().filter(small).flat_map(|sum| sum.parts.clone()).collect();
        let somebody = |cell: &usize| {
            figures.count(*cell) > 0 && figures.seen().get(*cell) == Some(&true) && !in_small.contains(cell)
        };
        let bottom = hidden.iter().map(|cell| if somebody(cell) { Fraction::ONE } else { Fraction::ZERO }).collect();
        let ranges = hidden.iter().map(|cell| (figures.count(*cell), figures.count(*cell))).collect();
        // Nobody leads only where nobody else is left, so that no push of others ever moves them.
        let system = System::new(figures.sums(), hidden, |column| fixed.get(column) == Some(&true))?;
        Some(Self { figures, hidden, rules, system, truth, fixed, bottom, ranges, everybody })
    }

    /// The equations, however they are solved by now.
    pub fn system(&self) -> &System {
        &self.system
    }

    /// What was proved of a cell so far: it may be anything from the one to the other.
    pub fn range(&self, cell: usize) -> (u64, u64) {
        let proved = self.system.columns.get(&cell).and_then(|column| self.ranges.get(*column));
        proved.copied().unwrap_or_else(|| (self.figures.count(cell), self.figures.count(cell)))
    }

    /// Tries to prove that a cell may be as little as `least` and as much as `most`.
    pub fn widen(&mut self, cell: usize, least: u64, most: u64) {
        let Some(column) = self.system.columns.get(&cell).copied() else { return };
        if self.figures.count(cell) == 0 {
            self.raise(cell, column, most);
            return;
        }
        let bottom = self.bottom.get(column).and_then(|bottom| bottom.count()).unwrap_or_default();
        let least = least.max(bottom);
        for (way, goal) in [(Way::Up, most), (Way::Down, least)] {
            let (low, high) = self.range(cell);
            if (way == Way::Up && high < goal) || (way == Way::Down && low > goal) {
                self.climb(column, way, Fraction::whole(i128::from(goal)), false);
            }
        }
    }

    /// Tries to prove that nobody might be somebody, all other cells of nobody staying as they are.
    fn raise(&mut self, cell: usize, column: usize, most: u64) {
        let larger = self.larger_nobody(cell);
        if larger.len() > 1 {
            let everybody = self.everybody.clone();
            let Some(mut own) = Self::with(self.figures, self.hidden, self.rules, everybody, &larger) else { return };
            own.climb(column, Way::Up, Fraction::whole(i128::from(most)), true);
            for (range, (least, most)) in self.ranges.iter_mut().zip(own.ranges) {
                *range = (range.0.min(least), range.1.max(most));
            }
            return;
        }
        // Where nobody stands beside nobody alone, nothing could rise with it.
        let stuck = |equation: &crate::system::Equation| {
            self.fixed.get(equation.lead) == Some(&true)
                && (equation.lead == column || coefficient(&equation.terms, column).is_some())
        };
        if self.system.equations.iter().any(stuck) {
            return;
        }
        let system = self.system.clone();
        self.fix(column, false);
        self.climb(column, Way::Up, Fraction::whole(i128::from(most)), true);
        self.fix(column, true);
        self.system = system;
    }

    fn fix(&mut self, column: usize, fixed: bool) {
        if let Some(own) = self.fixed.get_mut(column) {
            *own = fixed;
        }
    }

    /// A cell of nobody with all hidden cells of nobody of which it is a part, themselves or through others.
    fn larger_nobody(&self, cell: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::from([cell]);
        loop {
            let sums = self.figures.sums().iter().filter(|sum| sum.parts.iter().any(|part| found.contains(part)));
            let totals = sums.map(|sum| sum.total).filter(|total| self.figures.count(*total) == 0);
            let more: Vec<usize> =
                totals.filter(|total| self.hidden.contains(total) && !found.contains(total)).collect();
            if more.is_empty() {
                return found;
            }
            found.extend(more);
        }
    }

    /// Pushes a cell from the true table as far as the goal, and notes which tables that led through: for every cell,
    /// or `alone` for this one and whoever may lean on it.
    fn climb(&mut self, column: usize, way: Way, goal: Fraction, alone: bool) {
        if self.system.lead_with(column).is_none() {
            return;
        }
        let mut point = self.truth.clone();
        for _ in 0..PATIENCE {
            match self.push(&mut point, column, way, goal) {
                Some(Step::Further) => self.note(&point, alone.then_some(column)),
                Some(Step::Arrived) => return self.note(&point, alone.then_some(column)),
                Some(Step::Stuck) | None => return,
            }
        }
    }

    /// Takes a table of whole numbers as proof.
    fn note(&mut self, point: &Point, alone: Option<usize>) {
        let whole: Option<Vec<u64>> = point.iter().map(|value| value.count()).collect();
        let ranges = self.ranges.iter_mut().zip(&self.everybody).enumerate();
        for ((column, ((least, most), everybody)), value) in ranges.zip(whole.into_iter().flatten()) {
            if *everybody || alone.is_none_or(|own| own == column) {
                *least = value.min(*least);
                *most = value.max(*most);
            }
        }
    }

    /// Moves `column` towards the goal along the free direction that takes it furthest.
    fn push(&mut self, point: &mut Point, column: usize, way: Way, goal: Fraction) -> Option<Step> {
        let missing = goal.minus(*point.get(column)?)?;
        let wanted = if way == Way::Up { Ordering::Greater } else { Ordering::Less };
        if missing.sign() != wanted {
            return Some(Step::Arrived);
        }
        let Some(terms) = self.system.led_by(column).map(|own| own.terms.clone()) else {
            // Nothing ties it to anything.
            *point.get_mut(column)? = goal;
            return Some(Step::Arrived);
        };
        let mut best: Option<(Fraction, Direction)> = None;
        for (free, rate) in terms {
            let up = (rate.sign() == Ordering::Less) == (way == Way::Up);
            if self.fixed.get(free) == Some(&true) || !(up || self.room_below(point, free)?.sign() == Ordering::Greater)
            {
                continue;
            }
            let direction = self.room(point, free, up, missing.size().divided(rate.size())?)?;
            let gain = direction.step.times(rate.size())?;
            if best.as_ref().is_none_or(|(most, _)| most.below(gain) == Some(true)) {
                best = Some((gain, direction));
            }
            if best.as_ref().is_some_and(|(most, _)| most.below(missing.size()) == Some(false)) {
                break;
            }
        }
        let Some((_, Direction { free, up, step, blocked_by })) = best else { return Some(Step::Stuck) };
        self.walk(point, free, if up { step } else { step.negated() })?;
        if let Some(position) = blocked_by {
            self.system.exchange(position, free)?;
        }
        Some(Step::Further)
    }

    /// How far a column may fall.
    fn room_below(&self, point: &Point, column: usize) -> Option<Fraction> {
        point.get(column)?.minus(*self.bottom.get(column)?)
    }

    /// How far a free column can move, `wanted` at most, and which equation stops it.
    fn room(&self, point: &Point, free: usize, up: bool, wanted: Fraction) -> Option<Direction> {
        let own = self.room_below(point, free)?;
        let mut direction = Direction { free, up, step: wanted, blocked_by: None };
        if !up && own.below(wanted)? {
            direction.step = own;
        }
        for (position, equation) in self.system.equations.iter().enumerate() {
            let Some(factor) = coefficient(&equation.terms, free) else { continue };
            let falls = (factor.sign() == Ordering::Greater) == up;
            if !falls {
                continue;
            }
            let room = self.room_below(point, equation.lead)?.divided(factor.size())?;
            if room.below(direction.step)? {
                (direction.step, direction.blocked_by) = (room, Some(position));
            }
        }
        Some(direction)
    }

    /// Moves a free column by `step` and every column that depends on it along.
    fn walk(&self, point: &mut Point, free: usize, step: Fraction) -> Option<()> {
        let moved = point.get(free)?.plus(step)?;
        *point.get_mut(free)? = moved;
        for equation in &self.system.equations {
            let Some(factor) = coefficient(&equation.terms, free) else { continue };
            let moved = point.get(equation.lead)?.minus(factor.times(step)?)?;
            *point.get_mut(equation.lead)? = moved;
        }
        Some(())
    }
}

/// A way in which a free column can move.
struct Direction {
    free: usize,
    up: bool,
    step: Fraction,
    blocked_by: Option<usize>,
}
