//! What was released of a day, kept so that later releases are laid beside it.
//!
//! Whoever stores it seals it: it holds counts that are shown to nobody. Reading refuses what does not hang together,
//! since every proof further on rests on it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Figures, FiguresError, ReleaseRefusal, Rules, Sum};

/// Everything released of the people of one day, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    day: String,
    rules: Rules,
    cells: Vec<RememberedCell>,
    sums: Vec<Sum>,
}

/// One count of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RememberedCell {
    /// What it counts, in every release.
    pub name: String,
    /// The count.
    pub count: u64,
    /// Whether readers were shown it, or that it is hidden.
    pub seen: bool,
    /// Whether it was shown in any release of that day.
    pub shown: bool,
    /// The least that readers must hold possible.
    pub least: u64,
    /// The most that readers must hold possible.
    pub most: u64,
}

impl Remembered {
    /// What was stored of a day. Refuses counts that do not add up, two of one name, and bounds that leave a count out.
    pub fn read(day: String, rules: Rules, cells: Vec<RememberedCell>, sums: Vec<Sum>) -> Result<Self, FiguresError> {
        Figures::new(cells.iter().map(|cell| cell.count).collect(), sums.clone())?;
        let mut names = BTreeSet::new();
        for cell in &cells {
            let open = cell.least <= cell.count && cell.count <= cell.most;
            let shut = !cell.shown || cell.least == cell.most;
            if !(open && shut) {
                return Err(FiguresError::Bounds(cell.name.clone()));
            }
            if !names.insert(&cell.name) {
                return Err(FiguresError::Name(Some(cell.name.clone())));
            }
        }
        Ok(Self { day, rules, cells, sums })
    }

    pub(crate) fn new(day: &str, rules: Rules, cells: Vec<RememberedCell>, sums: Vec<Sum>) -> Self {
        Self { day: day.into(), rules, cells, sums }
    }

    /// The day, as the caller calls it.
    pub fn day(&self) -> &str {
        &self.day
    }

    /// The rules of the last release of that day.
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// All counts.
    pub fn cells(&self) -> &[RememberedCell] {
        &self.cells
    }

    /// The equations between them.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// Which counts readers were shown, or shown to be hidden.
    pub fn seen(&self) -> Vec<bool> {
        self.cells.iter().map(|cell| cell.seen).collect()
    }

    /// What everybody saw.
    pub fn shown(&self) -> Vec<Option<u64>> {
        self.cells.iter().map(|cell| cell.shown.then_some(cell.count)).collect()
    }
}

/// New figures laid over what was released of the same day.
pub struct Joined {
    pub figures: Figures,
    /// What is shown already and cannot be taken back.
    pub locked: Vec<bool>,
    /// Where each cell of the new figures stands.
    pub places: Vec<usize>,
}

impl Joined {
    /// Refuses cells without a name, two of one name, and another count than was released of the same day.
    pub fn lay(new: &Figures, kept: Option<&Remembered>) -> Result<Self, ReleaseRefusal> {
        let mut joined = Self { figures: Figures::default(), locked: vec![], places: vec![] };
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for cell in kept.into_iter().flat_map(Remembered::cells) {
            known.insert(&cell.name, joined.figures.push(Some(cell.name.clone()), cell.count, cell.seen));
            joined.locked.push(cell.shown);
        }
        let mut seen = BTreeSet::new();
        for ((name, count), is_seen) in new.names().iter().zip(new.cells()).zip(new.seen()) {
            let own = name.as_deref().filter(|name| seen.insert(*name));
            let name = own.ok_or_else(|| FiguresError::Name(name.clone()))?;
            let place = known.get(name).copied();
            let place = place.unwrap_or_else(|| joined.figures.push(Some(name.into()), *count, *is_seen));
            if joined.figures.count(place) != *count {
                return Err(ReleaseRefusal::Moved(name.into()));
            }
            joined.places.push(place);
        }
        joined.locked.resize(joined.figures.cells().len(), false);
        joined.tie(new, kept)?;
        Ok(joined)
    }

    /// The equations of both, those in common once.
    fn tie(&mut self, new: &Figures, kept: Option<&Remembered>) -> Result<(), FiguresError> {
        let own = |sum: &Sum| {
            let place = |cell: &usize| self.places.get(*cell).copied();
            let parts: Option<Vec<usize>> = sum.parts.iter().map(place).collect();
            Some(Sum { total: place(&sum.total)?, parts: parts?, split: sum.split })
        };
        let new: Vec<Sum> = new.sums().iter().filter_map(own).collect();
        let mut seen = BTreeSet::new();
        for sum in kept.map(|kept| kept.sums.clone()).into_iter().flatten().chain(new) {
            let parts: BTreeSet<usize> = sum.parts.iter().copied().collect();
            if seen.insert((sum.total, sum.split, parts)) {
                self.figures.add(sum)?;
            }
        }
        Ok(())
    }
}
