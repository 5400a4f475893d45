//! Writes people to Parquet, to a file or into memory: the same rows give the same bytes.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::datatypes::{DataType, SchemaRef};
use arrow::record_batch::RecordBatch;
use model::{Row, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use super::encode::{Encoder, whole_schema};
use super::{PeopleError, SYNTHETIC, cell_of, columns_of};

/// Rows after which a row group is closed at the next household's end: large enough that each distinct value is
/// looked at once for many people, small enough that a writer holds few.
pub const ROW_GROUP: usize = 131_072;

/// Writes households one after the other, each one's members together, and says how many people that were.
/// `synthetic` marks the file as invented. `progress` hears the number of people so far.
pub fn write_people(
    path: &Path,
    schema: &Schema,
    households: impl IntoIterator<Item = Vec<Row>>,
    synthetic: bool,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, PeopleError> {
    write_people_in(path, schema, households, synthetic, ROW_GROUP, progress)
}

/// The same in row groups of at least `group` rows, which are what several machines can count side by side.
pub fn write_people_in(
    path: &Path,
    schema: &Schema,
    households: impl IntoIterator<Item = Vec<Row>>,
    synthetic: bool,
    group: usize,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, PeopleError> {
    let mut writer = PeopleWriter::create(path, whole_schema(schema), synthetic)?;
    writer.group = group;
    let mut people = 0;
    for household in households {
        for row in &household {
            writer.push(columns_of(schema).map(|column| cell_of(schema, row, column)))?;
            people += 1;
        }
        if writer.end_household()? {
            progress(people);
        }
    }
    writer.finish()?;
    progress(people);
    Ok(people)
}

/// A people file being written.
struct PeopleWriter {
    path: PathBuf,
    writer: ArrowWriter<File>,
    encoder: Encoder,
    /// Rows that make a row group.
    group: usize,
}

impl PeopleWriter {
    fn create(path: &Path, schema: SchemaRef, synthetic: bool) -> Result<Self, PeopleError> {
        let file = File::create(path).map_err(|source| PeopleError::File { path: path.into(), source })?;
        let properties = properties(&schema, synthetic);
        let writer = ArrowWriter::try_new(file, SchemaRef::clone(&schema), Some(properties));
        let writer = writer.map_err(|error| refused(path, error))?;
        Ok(Self { path: path.into(), writer, encoder: Encoder::over(schema), group: ROW_GROUP })
    }

    /// One cell a column.
    fn push<C: AsRef<str>>(&mut self, cells: impl Iterator<Item = Option<C>>) -> Result<(), PeopleError> {
        Ok(self.encoder.push(cells)?)
    }

    /// Says that the next row begins another household; tells whether a row group was closed before it.
    fn end_household(&mut self) -> Result<bool, PeopleError> {
        let full = self.encoder.rows() >= self.group;
        if full {
            self.close_group()?;
        }
        Ok(full)
    }

    /// Closes the file; it is on disk when this returns.
    fn finish(mut self) -> Result<(), PeopleError> {
        if self.encoder.rows() > 0 {
            self.close_group()?;
        }
        let file = self.writer.into_inner().map_err(|error| refused(&self.path, error))?;
        file.sync_all().map_err(|source| PeopleError::File { path: self.path, source })
    }

    fn close_group(&mut self) -> Result<(), PeopleError> {
        let rows = self.encoder.take()?;
        let written = self.writer.write(&rows).and_then(|()| self.writer.flush());
        written.map_err(|error| refused(&self.path, error))
    }
}

/// A people file in memory. Texts that no row has are not in it, even where a dictionary still holds them.
pub(crate) fn parquet(rows: &RecordBatch) -> Result<Vec<u8>, PeopleError> {
    let failed = |error: ParquetError| PeopleError::Engine(error.to_string());
    let schema = rows.schema();
    let mut writer = ArrowWriter::try_new(vec![], Arc::clone(&schema), Some(properties(&schema, false)));
    for start in (0..rows.num_rows()).step_by(ROW_GROUP) {
        let group = rows.slice(start, ROW_GROUP.min(rows.num_rows() - start));
        writer = writer.and_then(|mut writer| writer.write(&group).and_then(|()| writer.flush()).map(|()| writer));
    }
    writer.and_then(ArrowWriter::into_inner).map_err(failed)
}

fn refused(path: &Path, error: ParquetError) -> PeopleError {
    PeopleError::File { path: path.into(), source: std::io::Error::other(error) }
}

fn properties(schema: &SchemaRef, synthetic: bool) -> WriterProperties {
    let mark = synthetic.then(|| vec![KeyValue::new(SYNTHETIC.into(), "true".to_owned())]);
    let mut properties = WriterProperties::builder()
        .set_created_by("onward".into())
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(None)
        .set_dictionary_page_size_limit(16 << 20)
        .set_key_value_metadata(mark);
    for column in schema.fields() {
        if *column.data_type() == DataType::Utf8 {
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(vec![column.name().clone()]), false);
        }
    }
    properties.build()
}
