//! Cells to record batches: codes and dates dictionary-coded, identifying text as it stands.

use std::sync::Arc;

use arrow::array::{ArrayRef, StringBuilder, StringDictionaryBuilder};
use arrow::datatypes::{DataType, Field as ArrowField, Int32Type, Schema as ArrowSchema, SchemaRef};
use arrow::error::ArrowError;
use arrow::record_batch::RecordBatch;
use model::{FieldId, FieldType, Schema};

use super::columns_of;

/// Text with few distinct values: one code a row, each distinct text once.
pub(crate) fn coded() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

/// How a field lies in a batch. Text identifies, so hardly any two rows share one and a dictionary would only cost.
pub(crate) fn column_type(schema: &Schema, field: FieldId) -> DataType {
    // Most people have no record, or one like another's.
    if field.list_of().is_some() {
        return coded();
    }
    match schema.get(field).map(|field| field.ty) {
        Some(FieldType::Text | FieldType::Record) | None => DataType::Utf8,
        Some(
            FieldType::Bool
            | FieldType::Int { .. }
            | FieldType::Decimal { .. }
            | FieldType::Money { .. }
            | FieldType::Date
            | FieldType::PartialDate
            | FieldType::Time
            | FieldType::Code(_)
            | FieldType::CodeSet(_),
        ) => coded(),
    }
}

/// The Arrow schema of all fields and all kinds of record.
pub(crate) fn whole_schema(schema: &Schema) -> SchemaRef {
    arrow_schema(schema, &columns_of(schema).collect::<Vec<_>>())
}

/// The Arrow schema of these fields, in this order.
pub(crate) fn arrow_schema(schema: &Schema, fields: &[FieldId]) -> SchemaRef {
    let name = |field: FieldId| schema.get(field).map_or("", |field| field.name.as_str());
    let column = |field: &FieldId| ArrowField::new(name(*field), column_type(schema, *field), true);
    Arc::new(ArrowSchema::new(fields.iter().map(column).collect::<Vec<_>>()))
}

/// Gathers cells until a batch is taken.
pub(crate) struct Encoder {
    schema: SchemaRef,
    columns: Vec<EncodedColumn>,
    rows: usize,
}

enum EncodedColumn {
    Coded(StringDictionaryBuilder<Int32Type>),
    Plain(StringBuilder),
}

impl EncodedColumn {
    fn of(kind: &DataType) -> Self {
        match kind {
            DataType::Utf8 => Self::Plain(StringBuilder::new()),
            _ => Self::Coded(StringDictionaryBuilder::new()),
        }
    }

    fn push(&mut self, cell: Option<&str>) -> Result<(), ArrowError> {
        match (self, cell) {
            (Self::Coded(builder), Some(cell)) => builder.append(cell).map(|_| ())?,
            (Self::Coded(builder), None) => builder.append_null(),
            (Self::Plain(builder), cell) => builder.append_option(cell),
        }
        Ok(())
    }

    fn take(&mut self) -> ArrayRef {
        match self {
            Self::Coded(builder) => Arc::new(builder.finish()),
            Self::Plain(builder) => Arc::new(builder.finish()),
        }
    }
}

impl Encoder {
    /// Columns of the types that [`column_type`] and [`coded`] give.
    pub(crate) fn over(schema: SchemaRef) -> Self {
        let columns = schema.fields().iter().map(|field| EncodedColumn::of(field.data_type())).collect();
        Self { schema, columns, rows: 0 }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// One cell a column, in their order; an empty cell is unknown.
    pub(crate) fn push<C: AsRef<str>>(&mut self, cells: impl Iterator<Item = Option<C>>) -> Result<(), ArrowError> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell.as_ref().map(AsRef::as_ref).filter(|cell| !cell.is_empty()))?;
        }
        self.rows += 1;
        Ok(())
    }

    /// What was gathered since the last batch.
    pub(crate) fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        self.rows = 0;
        RecordBatch::try_new(Arc::clone(&self.schema), self.columns.iter_mut().map(EncodedColumn::take).collect())
    }
}
