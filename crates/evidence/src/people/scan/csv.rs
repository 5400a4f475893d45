//! Batches of a CSV file: UTF-8, a header of field names, commas.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use csv::{Reader, ReaderBuilder, StringRecord};

use super::{Batches, PeopleError};
use crate::people::encode::Encoder;

fn open(path: &Path) -> Result<Reader<File>, PeopleError> {
    let file = File::open(path).map_err(|source| PeopleError::File { path: path.into(), source })?;
    Ok(ReaderBuilder::new().from_reader(file))
}

/// The cause without the text of the file, which may be personal.
fn unreadable(path: &Path, error: &csv::Error) -> PeopleError {
    let line = error.position().map_or_else(String::new, |at| format!(" in line {}", at.line()));
    let why = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "text that is not UTF-8",
        csv::ErrorKind::UnequalLengths { .. } => "more or fewer cells than the header",
        _ => "broken",
    };
    PeopleError::Format { path: path.into(), format: "CSV", why: format!("{why}{line}") }
}

pub(super) fn columns(path: &Path) -> Result<Vec<String>, PeopleError> {
    let mut reader = open(path)?;
    let header = reader.headers().map_err(|error| unreadable(path, &error))?;
    Ok(header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect())
}

pub(super) fn batches(path: &Path, wanted: &SchemaRef, batch: usize) -> Result<Batches, PeopleError> {
    let header = columns(path)?;
    let positions = wanted.fields().iter().map(|field| header.iter().position(|name| name == field.name()));
    let positions: Vec<Option<usize>> = positions.collect();
    let (mut reader, path) = (open(path)?, path.to_path_buf());
    let mut encoder = Encoder::over(Arc::clone(wanted));
    Ok(Box::new(std::iter::from_fn(move || {
        let read = fill(&mut reader, &mut encoder, &positions, batch).map_err(|error| unreadable(&path, &error));
        match read {
            Ok(()) if encoder.rows() == 0 => None,
            Ok(()) => Some(encoder.take().map_err(PeopleError::from)),
            Err(error) => Some(Err(error)),
        }
    })))
}

fn fill(
    reader: &mut Reader<File>,
    encoder: &mut Encoder,
    positions: &[Option<usize>],
    batch: usize,
) -> Result<(), csv::Error> {
    let mut record = StringRecord::new();
    while encoder.rows() < batch && reader.read_record(&mut record)? {
        let cells = positions.iter().map(|position| position.and_then(|at| record.get(at)));
        encoder.push(cells).map_err(|error| csv::Error::from(std::io::Error::other(error)))?;
    }
    Ok(())
}
