//! Writes people to Parquet: the same rows give the same bytes.

use std::fs::File;
use std::path::Path;

use arrow::datatypes::{DataType, SchemaRef};
use model::{Row, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use super::encode::{Encoder, whole_schema};
use super::{PeopleError, SYNTHETIC};

/// Rows after which a row group is closed at the next household's end: large enough that each distinct value is
/// looked at once for many people, small enough that a writer holds few.
const ROW_GROUP: usize = 131_072;

/// Writes households one after the other, each one's members together, and says how many people that were.
/// `synthetic` marks the file as invented. `progress` hears the number of people so far.
pub fn write_people(
    path: &Path,
    schema: &Schema,
    households: impl IntoIterator<Item = Vec<Row>>,
    synthetic: bool,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, PeopleError> {
    write_rows(path, schema, households, synthetic, ROW_GROUP, progress)
}

pub(crate) fn write_rows(
    path: &Path,
    schema: &Schema,
    households: impl IntoIterator<Item = Vec<Row>>,
    synthetic: bool,
    row_group: usize,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, PeopleError> {
    let mut encoder = Encoder::over(whole_schema(schema));
    let mut writer = open(path, encoder.schema(), synthetic)?;
    let mut people = 0;
    for household in households {
        for row in &household {
            encoder.push_row(row)?;
        }
        people += u64::try_from(household.len()).unwrap_or(u64::MAX);
        if encoder.rows() >= row_group {
            close_group(path, &mut writer, &mut encoder)?;
            progress(people);
        }
    }
    close_group(path, &mut writer, &mut encoder)?;
    writer.close().map_err(|error| refused(path, error))?;
    progress(people);
    Ok(people)
}

fn open(path: &Path, schema: &SchemaRef, synthetic: bool) -> Result<ArrowWriter<File>, PeopleError> {
    let file = File::create(path).map_err(|source| PeopleError::File { path: path.into(), source })?;
    let properties = properties(schema, synthetic);
    ArrowWriter::try_new(file, SchemaRef::clone(schema), Some(properties)).map_err(|error| refused(path, error))
}

fn close_group(path: &Path, writer: &mut ArrowWriter<File>, encoder: &mut Encoder) -> Result<(), PeopleError> {
    if encoder.rows() > 0 {
        writer.write(&encoder.take()?).and_then(|()| writer.flush()).map_err(|error| refused(path, error))?;
    }
    Ok(())
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
