//! What if these conditions were dropped? Answered from the distinct patterns alone, for any set of conditions.
//!
//! The tree of the measure is asked again for each pattern with the set taken as met. Patterns stay here: what leaves
//! are numbers of people, and those of real people only as parts of one linked system, see `figures`.

use std::collections::BTreeMap;

use rules::{Verdict, tree};

use super::{MeasureReach, Reach};

/// Sets of each kind that are named.
pub(crate) const NAMED: usize = 5;

/// Which measure, and which of its conditions taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    pub(crate) measure: usize,
    pub(crate) conditions: Vec<usize>,
}

/// Why a set of conditions cannot be dropped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DropError {
    /// No measure has all of them.
    #[error("no measure of this simulation has the condition(s) `{asked}`{}", .near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?")))]
    Unknown {
        /// As asked for.
        asked: String,
        /// The nearest name there is.
        near: Option<String>,
    },
    /// The measure could not be counted.
    #[error("{0}")]
    NotCounted(String),
    /// Several measures have them.
    #[error("`{asked}` are conditions of several measures: `{}`; write MEASURE:CONDITION", .measures.join("`, `"))]
    Ambiguous {
        /// As asked for.
        asked: String,
        /// Names of the measures.
        measures: Vec<String>,
    },
}

impl Reach {
    /// Reads `lodged,pending` or `pending-counts-as-regular:lodged,pending`: conditions of one measure, dropped together.
    pub fn dropped(&self, asked: &str) -> Result<Dropped, DropError> {
        let (measure, ids) = asked.split_once(':').map_or((None, asked), |(measure, ids)| (Some(measure), ids));
        if let Some(failed) = self.not_counted.iter().find(|failed| measure == Some(&failed.measure)) {
            return Err(DropError::NotCounted(failed.says.clone()));
        }
        let own = measure.map(|measure| format!("{measure}:")).unwrap_or_default();
        let ids: Vec<&str> = ids.split(',').map(|id| id.strip_prefix(&own).unwrap_or(id).trim()).collect();
        let fits = |(index, found): (usize, &MeasureReach)| {
            let named = measure.is_none_or(|name| found.bound.measure == name);
            let positions: Option<Vec<usize>> = ids.iter().map(|id| found.position(id)).collect();
            positions.filter(|_| named).map(|conditions| Dropped { measure: index, conditions })
        };
        let mut found: Vec<Dropped> = self.measures.iter().enumerate().filter_map(fits).collect();
        match (found.pop(), found.is_empty()) {
            (Some(one), true) => Ok(one),
            (None, _) => Err(self.unknown(asked, &ids)),
            (Some(last), false) => {
                let all = found.iter().chain([&last]).filter_map(|found| self.measures.get(found.measure));
                let measures = all.map(|found| found.bound.measure.clone()).collect();
                Err(DropError::Ambiguous { asked: asked.into(), measures })
            }
        }
    }

    fn unknown(&self, asked: &str, ids: &[&str]) -> DropError {
        let known: Vec<&str> =
            self.measures.iter().flat_map(|found| &found.bound.conditions).map(|found| found.id.as_str()).collect();
        let wrong = ids.iter().find(|id| !known.contains(id));
        let near = wrong.and_then(|id| model::nearest(id, known.iter().copied())).map(ToOwned::to_owned);
        DropError::Unknown { asked: asked.into(), near }
    }
}

/// People with one verdict who come out alike whichever of some sets is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alike {
    pub(crate) before: Verdict,
    /// The verdict with each set dropped.
    pub(crate) after: Vec<Verdict>,
    pub(crate) people: u64,
}

impl MeasureReach {
    /// Everybody who is not reached, by what each of these sets would change for them.
    pub(crate) fn alike(&self, sets: &[Vec<usize>]) -> Vec<Alike> {
        let mut alike: BTreeMap<(Verdict, Vec<Verdict>), u64> = BTreeMap::new();
        for entry in self.tally.entries.iter().filter(|entry| entry.verdict != Verdict::Yes) {
            let after = sets.iter().map(|set| {
                let masks = set.iter().fold(entry.masks, |masks, index| masks.with_met(*index));
                tree::verdict(&self.bound.root, masks)
            });
            *alike.entry((entry.verdict, after.collect())).or_default() += entry.people;
        }
        alike.into_iter().map(|((before, after), people)| Alike { before, after, people }).collect()
    }

    /// How many more would be reached.
    pub(crate) fn gained(&self, set: &[usize]) -> u64 {
        self.outcome_without(set).yes - self.outcome().yes
    }

    /// The single conditions, then the pairs, that would reach most more people. A pair is named where it reaches more
    /// than the better of its two conditions does. What says whom the rule is about is never among them.
    pub(crate) fn worth_dropping(&self) -> Vec<Vec<usize>> {
        let ties = self.about.conditions();
        let conditions: Vec<usize> = (0..self.bound.conditions.len()).filter(|one| !ties.contains(one)).collect();
        let alone: BTreeMap<usize, u64> = conditions.iter().map(|one| (*one, self.gained(&[*one]))).collect();
        let singles = alone.iter().map(|(condition, gained)| (*gained, vec![*condition]));
        let after = |a: usize| conditions.iter().copied().filter(move |b| *b > a).map(move |b| [a, b]);
        let pairs = conditions.iter().flat_map(|a| after(*a));
        let better = |pair: &[usize; 2]| pair.iter().filter_map(|at| alone.get(at)).max().copied().unwrap_or_default();
        let pairs = pairs.map(|pair| (self.gained(&pair), pair)).filter(|(gained, pair)| *gained > better(pair));
        let mut named = most(singles.filter(|(gained, _)| *gained > 0).collect());
        named.extend(most(pairs.map(|(gained, pair)| (gained, pair.to_vec())).collect()));
        named
    }
}

fn most(mut sets: Vec<(u64, Vec<usize>)>) -> Vec<Vec<usize>> {
    sets.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    sets.into_iter().take(NAMED).map(|(_, set)| set).collect()
}
