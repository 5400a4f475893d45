//! What later releases are laid beside, as it lies in store.

use disclosure::{Remembered, RememberedCell, Rules, Sum};
use serde::{Deserialize, Serialize};

use super::{ReadReleaseError, WriteReleaseError, place, position};

#[derive(Serialize, Deserialize)]
pub(super) struct StoredMemory {
    day: String,
    threshold: u64,
    cells: Vec<StoredCell>,
    sums: Vec<StoredSum>,
}

#[derive(Serialize, Deserialize)]
struct StoredCell {
    name: String,
    count: u64,
    seen: bool,
    shown: bool,
    least: u64,
    most: u64,
}

/// Cells by their position.
#[derive(Serialize, Deserialize)]
struct StoredSum {
    total: u64,
    parts: Vec<u64>,
    split: bool,
}

impl StoredMemory {
    pub(super) fn of(kept: &Remembered) -> Result<Self, WriteReleaseError> {
        let Rules { threshold } = kept.rules();
        Ok(Self {
            day: kept.day().into(),
            threshold,
            cells: kept.cells().iter().map(StoredCell::of).collect(),
            sums: kept.sums().iter().map(StoredSum::of).collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn remembered(self) -> Result<Remembered, ReadReleaseError> {
        let cells = self.cells.into_iter().map(StoredCell::cell).collect();
        let sums = self.sums.into_iter().map(StoredSum::sum).collect::<Result<_, _>>()?;
        Ok(Remembered::read(self.day, Rules { threshold: self.threshold }, cells, sums)?)
    }
}

impl StoredCell {
    fn of(cell: &RememberedCell) -> Self {
        let RememberedCell { name, count, seen, shown, least, most } = cell;
        Self { name: name.clone(), count: *count, seen: *seen, shown: *shown, least: *least, most: *most }
    }

    fn cell(self) -> RememberedCell {
        let Self { name, count, seen, shown, least, most } = self;
        RememberedCell { name, count, seen, shown, least, most }
    }
}

impl StoredSum {
    fn of(sum: &Sum) -> Result<Self, WriteReleaseError> {
        let Sum { total, parts, split } = sum;
        let parts = parts.iter().map(|part| position(*part)).collect::<Result<_, _>>()?;
        Ok(Self { total: position(*total)?, parts, split: *split })
    }

    fn sum(self) -> Result<Sum, ReadReleaseError> {
        let parts = self.parts.into_iter().map(place).collect::<Result<_, _>>()?;
        Ok(Sum { total: place(self.total)?, parts, split: self.split })
    }
}
