//! Batches of a CSV file or a workbook, by the reader that imports have: what separates the cells, how they are encoded
//! and which row names the columns is told in one way, and what is refused there is refused here.

use std::path::Path;
use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use sheets::{Sheet, SheetChoice, SheetLimits, SheetSource};

use super::{Batches, FIRST_ROW, PeopleError};
use crate::people::encode::Encoder;

fn open(path: &Path, choice: &SheetChoice) -> Result<Sheet, PeopleError> {
    let source = SheetSource::from(path).said(choice.clone());
    sheets::open(source, &SheetLimits::default()).map_err(|why| PeopleError::Sheet { path: path.into(), why })
}

pub(super) fn columns(path: &Path, choice: &SheetChoice) -> Result<Vec<String>, PeopleError> {
    Ok(open(path, choice)?.header.into_iter().map(|cell| cell.text).collect())
}

/// The number, as a spreadsheet shows it, of the row that has so many before it.
pub(super) fn number(path: &Path, choice: &SheetChoice, before: u64) -> Result<u64, PeopleError> {
    let mut row = open(path, choice)?.skip(usize::try_from(before).unwrap_or(usize::MAX));
    match row.next() {
        Some(row) => row.map(|row| row.number).map_err(|why| PeopleError::Sheet { path: path.into(), why }),
        None => Ok(before.saturating_add(FIRST_ROW)),
    }
}

pub(super) fn batches(
    path: &Path,
    choice: &SheetChoice,
    wanted: &SchemaRef,
    batch: usize,
) -> Result<Batches, PeopleError> {
    let (mut sheet, path) = (open(path, choice)?, path.to_path_buf());
    let position = |name: &String| sheet.header.iter().position(|cell| cell.text == *name);
    let positions: Vec<Option<usize>> = wanted.fields().iter().map(|field| position(field.name())).collect();
    let mut encoder = Encoder::over(Arc::clone(wanted));
    Ok(Box::new(std::iter::from_fn(move || match fill(&mut sheet, &mut encoder, &positions, batch, &path) {
        Ok(()) if encoder.rows() == 0 => None,
        Ok(()) => Some(encoder.take().map_err(PeopleError::from)),
        Err(error) => Some(Err(error)),
    })))
}

/// A row that an import would hand back ends the reading: figures of the others would pass for those of all.
fn fill(
    sheet: &mut Sheet,
    encoder: &mut Encoder,
    positions: &[Option<usize>],
    batch: usize,
    path: &Path,
) -> Result<(), PeopleError> {
    while encoder.rows() < batch {
        let Some(row) = sheet.next() else { break };
        let row = row.map_err(|why| PeopleError::Sheet { path: path.into(), why })?;
        if let Some(why) = row.problems.into_iter().next() {
            return Err(PeopleError::Row { path: path.into(), row: row.number, why });
        }
        let text = |at: usize| row.cells.get(at).map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
        encoder.push(positions.iter().map(|position| position.and_then(text)))?;
    }
    Ok(())
}
