//! The step as bytes between client, scheduler and executors; all other steps are Ballista's own.

use std::sync::Arc;

use ballista_core::serde::BallistaPhysicalExtensionCodec;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};

use crate::desk::Desk;
use crate::plan::CountExec;

/// No message of Ballista's begins with a zero.
const MARK: &[u8] = b"\0onward count 1\0";

/// Reads and writes [`CountExec`], and hands everything else to Ballista.
#[derive(Debug, Default)]
pub(crate) struct Codec {
    ballista: BallistaPhysicalExtensionCodec,
    desk: Arc<Desk>,
}

impl Codec {
    pub(crate) fn at(desk: Desk) -> Self {
        Self { desk: Arc::new(desk), ..Self::default() }
    }
}

impl PhysicalExtensionCodec for Codec {
    fn try_decode(
        &self,
        bytes: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let Some(question) = bytes.strip_prefix(MARK) else {
            return self.ballista.try_decode(bytes, inputs, context, converter);
        };
        let [slices] = inputs else {
            return Err(DataFusionError::Internal("CountExec counts what one step describes".into()));
        };
        Ok(Arc::new(CountExec::over(question.into(), Arc::clone(slices), Arc::clone(&self.desk))))
    }

    fn try_encode(
        &self,
        step: Arc<dyn ExecutionPlan>,
        bytes: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        if let Some(count) = step.downcast_ref::<CountExec>() {
            bytes.extend(MARK);
            bytes.extend(&*count.question);
            return Ok(());
        }
        self.ballista.try_encode(step, bytes, converter)
    }
}
