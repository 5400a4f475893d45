//! The one step that a cluster carries out: from a description of a slice to its counts.
//!
//! Descriptions are a small table with a partition a slice, which Ballista cuts into tasks; what a slice comes to is
//! independent of everything else, so a task that was lost with its machine is done again anywhere.

use std::fmt::Formatter;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, BinaryArray, StringArray, UInt64Array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, UInt64Type};
use arrow::record_batch::RecordBatch;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::{EquivalenceProperties, Partitioning, PhysicalExpr};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, PlanProperties};
use evidence::people::Slice;
use futures::{StreamExt, TryStreamExt, stream};

use crate::desk::Desk;

/// Bytes in a row: counts of many come in several rows.
const PIECE: usize = 4 << 20;

/// Counts slices.
#[derive(Debug, Clone)]
pub(crate) struct CountExec {
    pub(crate) question: Arc<[u8]>,
    slices: Arc<dyn ExecutionPlan>,
    desk: Arc<Desk>,
    properties: Arc<PlanProperties>,
}

/// Number and description of a slice.
fn described() -> SchemaRef {
    let number = Field::new("slice", DataType::UInt64, false);
    Arc::new(Schema::new(vec![number, Field::new("description", DataType::Utf8, false)]))
}

/// Slice, number of the piece, how many there are, whether they are counts or words of failure, and the bytes.
fn counted() -> SchemaRef {
    let number = |name: &str| Field::new(name, DataType::UInt64, false);
    let (failed, bytes) = (number("failed"), Field::new("bytes", DataType::Binary, false));
    Arc::new(Schema::new(vec![number("slice"), number("piece"), number("pieces"), failed, bytes]))
}

impl CountExec {
    /// Counts all of these slices.
    pub(crate) fn of(question: Arc<[u8]>, slices: &[Slice]) -> Result<Self> {
        let row = |(number, slice): (u64, &Slice)| {
            let text = serde_json::to_string(slice).map_err(|error| DataFusionError::External(Box::new(error)))?;
            let columns: Vec<ArrayRef> =
                vec![Arc::new(UInt64Array::from(vec![number])), Arc::new(StringArray::from(vec![text]))];
            Ok(vec![RecordBatch::try_new(described(), columns)?])
        };
        let rows = (0..).zip(slices).map(row).collect::<Result<Vec<_>>>()?;
        let slices = MemorySourceConfig::try_new_exec(&rows, described(), None)?;
        Ok(Self::over(question, slices, Arc::default()))
    }

    /// Counts the slices that another step describes.
    pub(crate) fn over(question: Arc<[u8]>, slices: Arc<dyn ExecutionPlan>, desk: Arc<Desk>) -> Self {
        let partitions = slices.output_partitioning().partition_count();
        let properties = PlanProperties::new(
            EquivalenceProperties::new(counted()),
            Partitioning::UnknownPartitioning(partitions),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Self { question, slices, desk, properties: Arc::new(properties) }
    }
}

impl DisplayAs for CountExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str("CountExec")
    }
}

impl ExecutionPlan for CountExec {
    fn name(&self) -> &'static str {
        "CountExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.slices]
    }

    /// A partition is a slice: others in between would only cost.
    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        let [slices] = <[_; 1]>::try_from(children)
            .map_err(|_| DataFusionError::Internal("CountExec counts what one step describes".into()))?;
        Ok(Arc::new(Self::over(Arc::clone(&self.question), slices, Arc::clone(&self.desk))))
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let (question, desk) = (Arc::clone(&self.question), Arc::clone(&self.desk));
        let described = self.slices.execute(partition, context)?;
        let counted = described.and_then(move |slices| {
            let (question, desk) = (Arc::clone(&question), Arc::clone(&desk));
            async move {
                let count = move || count(&desk, &question, &slices);
                let rows = tokio::task::spawn_blocking(count).await;
                rows.map_err(|error| DataFusionError::External(Box::new(error)))?
            }
        });
        let rows = counted.map_ok(|rows| stream::iter(rows).map(Ok)).try_flatten();
        Ok(Box::pin(RecordBatchStreamAdapter::new(self::counted(), rows)))
    }
}

/// The rows of all slices of a batch.
fn count(desk: &Desk, question: &Arc<[u8]>, slices: &RecordBatch) -> Result<Vec<RecordBatch>> {
    let unknown = || DataFusionError::Internal("these rows describe no slices".into());
    let [numbers, texts] = slices.columns() else { return Err(unknown()) };
    let numbers = numbers.as_primitive_opt::<UInt64Type>().ok_or_else(unknown)?;
    let texts = texts.as_string_opt::<i32>().ok_or_else(unknown)?;
    let mut rows = vec![];
    for (number, text) in numbers.values().iter().zip(texts.iter().flatten()) {
        let counts = desk.count(question, *number, text);
        let failed = counts.is_err();
        let bytes = counts.unwrap_or_else(String::into_bytes);
        let pieces: Vec<&[u8]> = bytes.chunks(PIECE).collect();
        for (at, bytes) in (0..).zip(&pieces) {
            rows.push(Piece { slice: *number, number: at, of: long(pieces.len()), failed, bytes }.row()?);
        }
    }
    Ok(rows)
}

fn long(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// What one row says: a part of the counts of a slice, or of the words why there are none.
pub(crate) struct Piece<'a> {
    pub(crate) slice: u64,
    pub(crate) number: u64,
    pub(crate) of: u64,
    pub(crate) failed: bool,
    pub(crate) bytes: &'a [u8],
}

impl<'a> Piece<'a> {
    fn row(&self) -> Result<RecordBatch> {
        let number = |number: u64| -> ArrayRef { Arc::new(UInt64Array::from(vec![number])) };
        let bytes = Arc::new(BinaryArray::from(vec![self.bytes]));
        let numbers = [self.slice, self.number, self.of, u64::from(self.failed)];
        let columns = numbers.map(number).into_iter().chain([bytes as ArrayRef]).collect();
        Ok(RecordBatch::try_new(counted(), columns)?)
    }

    /// The pieces of a batch; `None` where it holds something else.
    pub(crate) fn of(rows: &'a RecordBatch) -> Option<Vec<Self>> {
        let [numbers @ .., bytes] = rows.columns() else { return None };
        let numbers =
            numbers.iter().map(|column| column.as_primitive_opt::<UInt64Type>()).collect::<Option<Vec<_>>>()?;
        let [slice, piece, pieces, failed] = numbers.as_slice() else { return None };
        let bytes = bytes.as_binary_opt::<i32>()?;
        let one = |row: usize| Self {
            slice: slice.value(row),
            number: piece.value(row),
            of: pieces.value(row),
            failed: failed.value(row) != 0,
            bytes: bytes.value(row),
        };
        Some((0..rows.num_rows()).map(one).collect())
    }
}

#[cfg(test)]
mod tests;
