//! Brings together the members of households that a file holds scattered.
//!
//! `DataFusion` sorts by household within a memory budget and spills to the system's temporary directory; the files
//! there live as long as the scan.

use std::sync::{Arc, Mutex, PoisonError};

use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;
use datafusion::catalog::streaming::StreamingTable;
use datafusion::error::DataFusionError;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::PartitionStream;
use datafusion::prelude::{SessionConfig, SessionContext, ident};
use futures::{StreamExt, stream};
use tokio::runtime::{Builder, Runtime};

use super::{HOUSEHOLD_ID, PeopleError, ROW, Scan};

/// Bytes the sort may hold before it spills.
const BUDGET: usize = 512 << 20;

impl From<DataFusionError> for PeopleError {
    fn from(error: DataFusionError) -> Self {
        // A value that could not be read travels through the engine and comes out as it went in.
        match error {
            DataFusionError::External(inner) => match inner.downcast::<Self>() {
                Ok(own) => *own,
                Err(other) => Self::Engine(other.to_string()),
            },
            other => Self::Engine(other.to_string()),
        }
    }
}

/// A scan that the engine may read once.
#[derive(Debug)]
struct Once {
    schema: SchemaRef,
    scan: Mutex<Option<Scan>>,
}

impl PartitionStream for Once {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let scan = self.scan.lock().unwrap_or_else(PoisonError::into_inner).take();
        let batches = scan.into_iter().flatten();
        let batches = batches.map(|batch| batch.map_err(|error| DataFusionError::External(Box::new(error))));
        Box::pin(RecordBatchStreamAdapter::new(Arc::clone(&self.schema), stream::iter(batches)))
    }
}

/// The same rows, members of a household together, else in their order. Must not be called from async code.
pub(crate) fn by_household(scan: Scan, batch: usize) -> Result<Sorted, PeopleError> {
    let runtime = Builder::new_current_thread().build().map_err(|error| PeopleError::Engine(error.to_string()))?;
    let schema = Arc::clone(scan.schema());
    let once = Once { schema: Arc::clone(&schema), scan: Mutex::new(Some(scan)) };
    let table = StreamingTable::try_new(schema, vec![Arc::new(once)])?;
    let environment = RuntimeEnvBuilder::new().with_memory_limit(BUDGET, 1.0).build_arc()?;
    let config = SessionConfig::new().with_target_partitions(1).with_batch_size(batch);
    let context = SessionContext::new_with_config_rt(config, environment);
    let order = vec![ident(HOUSEHOLD_ID).sort(true, true), ident(ROW).sort(true, true)];
    let sorted = context.read_table(Arc::new(table))?.sort(order)?;
    let stream = runtime.block_on(sorted.execute_stream())?;
    Ok(Sorted { runtime, stream })
}

/// Batches that the engine hands out one at a time.
pub(crate) struct Sorted {
    runtime: Runtime,
    stream: SendableRecordBatchStream,
}

impl Iterator for Sorted {
    type Item = Result<RecordBatch, PeopleError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.runtime.block_on(self.stream.next())?;
        Some(next.map_err(PeopleError::from))
    }
}
