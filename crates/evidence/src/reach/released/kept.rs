//! Releases of figures of people on record, each beside all that were released before.
//!
//! Who moves the day by one, or asks for one breakdown after the other, subtracts what they are told. So figures of
//! people on record come out of a [`ReachOnRecord`] alone, which asks for the [`Ledger`]: every release so far, in order
//! and without a gap. A question that was answered is answered again in the same words; another one gives way to what
//! was told, see `disclosure`.
//! Refused: a ledger with a gap, of another population or of another version; figures of a day that was told of before
//! the record or its rules changed. Bytes of a [`KeptRelease`] hold counts that are shown to nobody: whoever stores them
//! seals them.

mod money;

use disclosure::{FiguresError, ReleaseRefusal, Remembered, Rules};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::drops::Naming;
use super::{Laid, order};
use crate::reach::counting::full_name;
use crate::reach::dropping::Dropped;
use crate::reach::{NotCounted, Reach, ReachFigures};

/// The way in which releases are written; another one is not read.
const VERSION: u32 = 1;

/// Counts of people on record. Unlike a [`Reach`] it shows no figures but beside those that were released before.
#[derive(Debug, Clone)]
pub struct ReachOnRecord(Reach);

/// One release: the figures that were shown, and what it takes to release others beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRelease {
    version: u32,
    /// Whose figures, in the words of the caller.
    population: String,
    /// Its place in the ledger, and the hash of the release before it.
    number: usize,
    after: String,
    /// Hash of what was asked.
    question: String,
    figures: ReachFigures,
    /// Nothing of invented people, whose figures are linked to nothing.
    remembered: Option<Remembered>,
}

/// All releases of figures of one population, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    population: String,
    kept: Vec<KeptRelease>,
}

/// Why releases do not make a ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// It is not a release, or one whose counts do not hang together.
    #[error("release {number} cannot be read: {why}")]
    Unread {
        /// Its place, from 0.
        number: usize,
        /// Where it breaks.
        why: String,
    },
    /// Written in a way that this program does not know.
    #[error("release {number} is of version {version}; this program reads {VERSION}")]
    Version {
        /// Its place, from 0.
        number: usize,
        /// As written.
        version: u32,
    },
    /// Whose figures it holds.
    #[error("release {number} is of the population `{found}`")]
    Population {
        /// Its place, from 0.
        number: usize,
        /// As written.
        found: String,
    },
    /// One that came before it is missing, or it is not the one that followed.
    #[error("release {0} does not follow the one before it: none may be left out")]
    Gap(usize),
}

/// Why figures are not released.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// They do not hang together.
    #[error(transparent)]
    Figures(#[from] FiguresError),
    /// Beside what was released before.
    #[error(transparent)]
    Refused(#[from] ReleaseRefusal),
    /// A measure could not be counted: what is kept is whole, and answers the same for ever.
    #[error("figures are kept only where all that was asked could be counted: {}", .0.says)]
    NotCounted(Box<NotCounted>),
}

impl Reach {
    /// The same counts as those of people on record, about whom questions come again and again.
    #[must_use]
    pub fn on_record(self) -> ReachOnRecord {
        ReachOnRecord(self)
    }

    /// Hash of all that decides what a question means: day, rules, groups, and what is to be dropped.
    fn question(&self, threshold: u64, dropped: &[Dropped]) -> String {
        let measures = self.measures.iter().map(|measure| (full_name(&measure.bound), &measure.bound.hash));
        let variant = self.variant.iter().flat_map(|variant| &variant.after);
        let variant = variant.map(|measure| (full_name(&measure.bound), &measure.bound.hash));
        let dropped: Vec<(usize, &[usize])> =
            dropped.iter().map(|set| (set.measure, set.conditions.as_slice())).collect();
        let (measures, variant): (Vec<_>, Vec<_>) = (measures.collect(), variant.collect());
        let asked = (self.on.to_string(), threshold, &self.by, &self.none_of, measures, variant, dropped);
        hash(format!("{asked:?}").as_bytes())
    }
}

impl ReachOnRecord {
    /// The figures as they may be shown beside all that was released before: those of a question that was answered are
    /// repeated, of another one every count below `threshold`, every smaller change since another release, and none or
    /// all of a small group are protected, with as many others as it takes.
    ///
    /// A new release belongs into the ledger before anybody sees it, and before the next one is asked for.
    pub fn release(&self, threshold: u64, dropped: &[Dropped], ledger: &Ledger) -> Result<KeptRelease, ReleaseError> {
        let reach = &self.0;
        let question = reach.question(threshold, dropped);
        if let Some(kept) = ledger.kept.iter().find(|kept| kept.question == question && !reach.synthetic) {
            return Ok(kept.clone());
        }
        let mut figures = disclosure::Figures::default();
        let naming = if reach.synthetic { Naming::WorthDropping } else { Naming::Nothing };
        let laid = Laid::lay(reach, (naming, dropped), &mut figures)?;
        let kept = |figures, remembered| KeptRelease {
            version: VERSION,
            population: ledger.population.clone(),
            number: ledger.kept.len(),
            after: ledger.end(),
            question,
            figures,
            remembered,
        };
        if reach.synthetic {
            return Ok(kept(laid.show(reach, &|cell| Some(figures.count(cell))), None));
        }
        let compared = reach.variant.iter().flat_map(|variant| &variant.failed);
        if let Some(failed) = reach.not_counted.iter().chain(compared).next() {
            return Err(ReleaseError::NotCounted(Box::new(failed.clone())));
        }
        let earlier: Vec<&Remembered> = ledger.kept.iter().filter_map(|kept| kept.remembered.as_ref()).collect();
        let day = reach.on.to_string();
        let (released, remembered) = disclosure::release_after(&figures, &Rules { threshold }, &day, &earlier)?;
        let shown = order::by_what_is_shown(laid.show(reach, &|cell| released.get(cell)));
        let shown = money::beside(shown, ledger.kept.iter().map(KeptRelease::figures), threshold);
        Ok(kept(without_alone(shown), Some(remembered)))
    }
}

/// Whom one condition alone leaves behind is what would follow if it were dropped: of people on record nobody asks that,
/// and on a day on which another condition holds for nobody it is that other day's answer under another name.
fn without_alone(mut figures: ReachFigures) -> ReachFigures {
    for condition in figures.measures.iter_mut().flat_map(|measure| &mut measure.conditions) {
        condition.missed_alone = None;
    }
    figures
}

impl KeptRelease {
    /// The figures, as often as they are asked for.
    pub fn figures(&self) -> &ReachFigures {
        &self.figures
    }

    /// Its place in the ledger, from 0.
    pub fn number(&self) -> usize {
        self.number
    }

    /// To be sealed and stored; a [`Ledger`] reads it back.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Names and counts alone: there is nothing in it that JSON cannot hold.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

impl Ledger {
    /// Of a population about whom nothing was released yet.
    pub fn new(population: &str) -> Self {
        Self { population: population.into(), kept: vec![] }
    }

    /// Reads all releases that were stored, in their order. None may be left out.
    pub fn read<B: AsRef<[u8]>>(population: &str, stored: impl IntoIterator<Item = B>) -> Result<Self, LedgerError> {
        let mut ledger = Self::new(population);
        for bytes in stored {
            let number = ledger.kept.len();
            let unread = |error: serde_json::Error| LedgerError::Unread { number, why: error.to_string() };
            let Versioned { version } = serde_json::from_slice(bytes.as_ref()).map_err(unread)?;
            if version != VERSION {
                return Err(LedgerError::Version { number, version });
            }
            ledger.add(serde_json::from_slice(bytes.as_ref()).map_err(unread)?)?;
        }
        Ok(ledger)
    }

    /// Adds a release that was stored.
    pub fn add(&mut self, release: KeptRelease) -> Result<(), LedgerError> {
        let number = self.kept.len();
        if release.population != self.population {
            return Err(LedgerError::Population { number, found: release.population });
        }
        if release.number != number || release.after != self.end() {
            return Err(LedgerError::Gap(number));
        }
        self.kept.push(release);
        Ok(())
    }

    /// Whether a release must be stored before it is shown: it is of real people, and not in here.
    pub fn lacks(&self, release: &KeptRelease) -> bool {
        release.remembered.is_some() && release.number == self.kept.len()
    }

    /// All releases so far.
    pub fn releases(&self) -> &[KeptRelease] {
        &self.kept
    }

    fn end(&self) -> String {
        self.kept.last().map_or_else(String::new, |kept| hash(&kept.to_bytes()))
    }
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests;
