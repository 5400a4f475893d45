//! Releases of figures of people on record, each beside all that were released before.
//!
//! Who moves the day by one, or asks for one breakdown after the other, subtracts what they are told. So figures of
//! people on record come out of a [`ReachOnRecord`] alone, which asks for the [`Ledger`]: every release so far, in order
//! and without a gap. A question that was answered is answered again in the same words; another one gives way to what
//! was told, see `disclosure`.
//! Refused: figures of a day that was told of before the record or its rules changed, of too few people, of invented
//! ones, and of a comparison. How a release lies in store is in `stored`, what makes two questions the same one in `question`.

mod ledger;
mod money;
mod question;
mod stored;

use disclosure::{FiguresError, ReleaseRefusal, Remembered, Rules};
use sha2::{Digest, Sha256};

use super::drops::Naming;
use super::{Laid, order};
use crate::reach::{MeasureFigures, NotCounted, Reach, ReachFigures};
pub use ledger::{Ledger, LedgerError};
pub use stored::{ReadReleaseError, WriteReleaseError};

/// Counts of people on record. Unlike a [`Reach`] it shows no figures but beside those that were released before.
#[derive(Debug, Clone)]
pub struct ReachOnRecord(Reach);

/// One release: the figures that were shown, and what it takes to release others beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRelease {
    /// Whose figures, in the words of the caller.
    population: String,
    /// Its place in the ledger, and the hash of the release before it.
    number: usize,
    after: Hash,
    /// Hash of what was asked.
    question: Hash,
    figures: ReachFigures,
    remembered: Remembered,
}

/// A hash of what is stored, or of a question.
type Hash = [u8; 32];

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
    /// Nobody is there, or no count can be shown: what says nothing is not kept, for it would stand for ever.
    #[error("too few people are on record for any count to be shown")]
    TooFew,
    /// Invented people, of whom everything may be told at any time.
    #[error("figures of invented people are not kept beside those of people on record")]
    Invented,
    /// A variant: nobody on record is asked what another rule would do.
    #[error("a comparison of rules is not released of people on record")]
    Compared,
}

impl Reach {
    /// The same counts as those of people on record, about whom questions come again and again.
    #[must_use]
    pub fn on_record(self) -> ReachOnRecord {
        ReachOnRecord(self)
    }
}

impl ReachOnRecord {
    /// The figures as they may be shown beside all that was released before: those of a question that was answered are
    /// repeated, of another one every count below `threshold`, every smaller change since another release, and none or
    /// all of a small group are protected, with as many others as it takes.
    ///
    /// A new release belongs into the ledger before anybody sees it, and before the next one is asked for.
    pub fn release(&self, threshold: u64, ledger: &Ledger) -> Result<KeptRelease, ReleaseError> {
        let reach = self.askable()?;
        let question = reach.question(threshold);
        if let Some(kept) = ledger.releases().iter().find(|kept| kept.question == question) {
            return Ok(kept.clone());
        }
        if let Some(failed) = reach.not_counted.first() {
            return Err(ReleaseError::NotCounted(Box::new(failed.clone())));
        }
        if reach.people < threshold {
            return Err(ReleaseError::TooFew);
        }
        let mut figures = disclosure::Figures::default();
        let laid = Laid::lay(reach, (Naming::Nothing, &[]), &mut figures)?;
        let earlier: Vec<&Remembered> = ledger.releases().iter().map(|kept| &kept.remembered).collect();
        let day = reach.on.to_string();
        let (released, remembered) = disclosure::release_after(&figures, &Rules { threshold }, &day, &earlier)?;
        let shown = order::by_what_is_shown(laid.show(reach, &|cell| released.get(cell)));
        let shown = money::beside(shown, ledger.releases().iter().map(KeptRelease::figures), threshold);
        let shown = without_alone(shown);
        if !says_something(&shown) {
            return Err(ReleaseError::TooFew);
        }
        Ok(KeptRelease {
            population: ledger.population().into(),
            number: ledger.releases().len(),
            after: ledger.end(),
            question,
            figures: shown,
            remembered,
        })
    }

    /// The counts, if they are such as are asked of people on record.
    fn askable(&self) -> Result<&Reach, ReleaseError> {
        match &self.0 {
            Reach { synthetic: true, .. } => Err(ReleaseError::Invented),
            Reach { variant: Some(_), .. } => Err(ReleaseError::Compared),
            reach => Ok(reach),
        }
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

/// Whether any count is shown.
fn says_something(figures: &ReachFigures) -> bool {
    let of_measure = |one: &MeasureFigures| {
        let conditions = one.conditions.iter().flat_map(|it| [it.met, it.not_met, it.unknown]);
        let groups = one.by.values().flatten().flat_map(|it| [it.yes, it.no, it.needs]);
        let questions = one.questions.iter().flat_map(|it| [it.alone, it.among]);
        let whole = [one.yes, one.presumed, one.no, one.needs].into_iter();
        whole.chain(conditions).chain(groups).chain(questions).any(|count| count.is_some())
    };
    figures.people.or(figures.reached_by_none).is_some() || figures.measures.iter().any(of_measure)
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

    /// To be sealed and stored, for it holds counts that nobody is shown; a [`Ledger`] reads it back.
    pub fn to_bytes(&self) -> Result<Vec<u8>, WriteReleaseError> {
        stored::write(self)
    }
}

fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests;
