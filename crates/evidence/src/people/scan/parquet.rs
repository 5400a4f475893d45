//! Batches of a Parquet file, on disk or in memory.

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::datatypes::{DataType, FieldRef, Schema as ArrowSchema, SchemaRef};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use parquet::file::reader::ChunkReader;

use super::{Batches, PeopleError};
use crate::people::SYNTHETIC;

fn unreadable(path: &Path, error: &ParquetError) -> PeopleError {
    PeopleError::Format { path: path.into(), format: "Parquet", why: error.to_string() }
}

/// Bytes that can be read from several places at once.
pub(crate) trait Again: ChunkReader + Sized {
    /// The same bytes once more.
    fn again(&self) -> std::io::Result<Self>;
}

impl Again for File {
    fn again(&self) -> std::io::Result<Self> {
        self.try_clone()
    }
}

impl Again for Bytes {
    fn again(&self) -> std::io::Result<Self> {
        Ok(self.clone())
    }
}

pub(super) fn is_synthetic(path: &Path) -> Result<bool, PeopleError> {
    let opened = OpenedFile::at(path)?;
    let pairs = opened.plain.metadata().file_metadata().key_value_metadata();
    Ok(pairs
        .is_some_and(|pairs| pairs.iter().any(|pair| pair.key == SYNTHETIC && pair.value.as_deref() == Some("true"))))
}

pub(super) fn columns(path: &Path) -> Result<Vec<String>, PeopleError> {
    let opened = OpenedFile::at(path)?;
    Ok(opened.plain.schema().fields().iter().map(|field| field.name().clone()).collect())
}

pub(super) fn batches(path: &Path, wanted: &SchemaRef, batch: usize) -> Result<Batches, PeopleError> {
    OpenedFile::at(path)?.batches(wanted, batch, 0..usize::MAX)
}

/// A file whose table of contents was read.
pub(crate) struct OpenedFile<R> {
    path: PathBuf,
    file: R,
    plain: ArrowReaderMetadata,
}

impl OpenedFile<File> {
    pub(super) fn at(path: &Path) -> Result<Self, PeopleError> {
        let file = sheets::open_file(path).map_err(|source| PeopleError::File { path: path.into(), source })?;
        Self::over(path.into(), file)
    }
}

impl<R: Again + 'static> OpenedFile<R> {
    /// The file of these bytes; `path` is what to call it.
    pub(crate) fn over(path: PathBuf, file: R) -> Result<Self, PeopleError> {
        // The writer's own Arrow schema is not trusted: what the Parquet types say is what any reader sees.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let plain = ArrowReaderMetadata::load(&file, options).map_err(|error| unreadable(&path, &error))?;
        Ok(Self { path, file, plain })
    }

    /// Rows of each row group.
    pub(super) fn groups(&self) -> Vec<u64> {
        let groups = self.plain.metadata().row_groups().iter();
        groups.map(|group| u64::try_from(group.num_rows()).unwrap_or_default()).collect()
    }

    /// The batches of these row groups, as far as the file has them.
    pub(crate) fn batches(
        &self,
        wanted: &SchemaRef,
        batch: usize,
        groups: Range<usize>,
    ) -> Result<Batches, PeopleError> {
        let path = self.path.clone();
        let file = self.file.again().map_err(|source| PeopleError::File { path: path.clone(), source })?;
        let options = ArrowReaderOptions::new().with_schema(hinted(self.plain.schema(), wanted));
        let metadata = ArrowReaderMetadata::try_new(Arc::clone(self.plain.metadata()), options);
        let metadata = metadata.map_err(|error| unreadable(&path, &error))?;
        let roots = self.plain.schema().fields().iter().enumerate();
        let roots = roots.filter(|(_, field)| wanted.index_of(field.name()).is_ok()).map(|(index, _)| index);
        let mask = ProjectionMask::roots(metadata.parquet_schema(), roots);
        let last = metadata.metadata().num_row_groups();
        Ok(Box::new((groups.start..groups.end.min(last)).flat_map(move |group| {
            let reader = group_reader(&file, &metadata, &mask, group, batch);
            reader.unwrap_or_else(|error| Box::new(std::iter::once(Err(unreadable(&path, &error)))))
        })))
    }
}

fn group_reader<R: Again + 'static>(
    file: &R,
    metadata: &ArrowReaderMetadata,
    mask: &ProjectionMask,
    group: usize,
    batch: usize,
) -> Result<Batches, ParquetError> {
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file.again()?, metadata.clone())
        .with_row_groups(vec![group])
        .with_projection(mask.clone())
        .with_batch_size(batch)
        .build()?;
    Ok(Box::new(reader.map(|batch| batch.map_err(PeopleError::from))))
}

/// Asks the reader to keep the file's own dictionaries, so that each distinct text is read once a row group.
fn hinted(file: &SchemaRef, wanted: &SchemaRef) -> SchemaRef {
    let hint = |field: &FieldRef| match (field.data_type(), wanted.field_with_name(field.name())) {
        (DataType::Utf8, Ok(wanted)) => Arc::new(field.as_ref().clone().with_data_type(wanted.data_type().clone())),
        _ => Arc::clone(field),
    };
    Arc::new(ArrowSchema::new(file.fields().iter().map(hint).collect::<Vec<_>>()))
}
