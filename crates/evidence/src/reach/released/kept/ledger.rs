//! All that was released of one population, in order and without a gap: each release names the hash of the one before it.
//!
//! Refused: one left out, of another population, or in a form that this program does not read.

use super::stored::{self, ReadReleaseError, WriteReleaseError};
use super::{Hash, KeptRelease, hash};

/// All releases of figures of one population, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    population: String,
    kept: Vec<KeptRelease>,
    /// Hash of the last one as it is stored; nothing but zeros before the first.
    end: Hash,
}

/// Why releases do not make a ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// It is not a release, or not of a form that is read, or its counts do not hang together.
    #[error("release {number} cannot be read: {why}")]
    Unread {
        /// Its place, from 0.
        number: usize,
        /// What is wrong with it.
        why: ReadReleaseError,
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
    /// A release that cannot be stored has no place among those that are.
    #[error(transparent)]
    Unwritten(#[from] WriteReleaseError),
}

impl Ledger {
    /// Of a population about whom nothing was released yet.
    pub fn new(population: &str) -> Self {
        Self { population: population.into(), kept: vec![], end: Hash::default() }
    }

    /// Reads all releases that were stored, in their order. None may be left out.
    pub fn read<B: AsRef<[u8]>>(population: &str, stored: impl IntoIterator<Item = B>) -> Result<Self, LedgerError> {
        let mut ledger = Self::new(population);
        for bytes in stored {
            let unread = |why| LedgerError::Unread { number: ledger.kept.len(), why };
            let release = stored::read(bytes.as_ref()).map_err(unread)?;
            ledger.link(release, hash(bytes.as_ref()))?;
        }
        Ok(ledger)
    }

    /// Adds a release that was stored.
    pub fn add(&mut self, release: KeptRelease) -> Result<(), LedgerError> {
        let end = hash(&release.to_bytes()?);
        self.link(release, end)
    }

    fn link(&mut self, release: KeptRelease, end: Hash) -> Result<(), LedgerError> {
        let number = self.kept.len();
        if release.population != self.population {
            return Err(LedgerError::Population { number, found: release.population });
        }
        if release.number != number || release.after != self.end {
            return Err(LedgerError::Gap(number));
        }
        self.kept.push(release);
        self.end = end;
        Ok(())
    }

    /// Whether a release is not in here, and must be stored before it is shown.
    pub fn lacks(&self, release: &KeptRelease) -> bool {
        release.number == self.kept.len()
    }

    /// All releases so far.
    pub fn releases(&self) -> &[KeptRelease] {
        &self.kept
    }

    pub(super) fn population(&self) -> &str {
        &self.population
    }

    pub(super) fn end(&self) -> Hash {
        self.end
    }
}
