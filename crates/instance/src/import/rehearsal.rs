//! What a command would come to, without writing: a dry run hands back the rows that the run would hand back.

use std::sync::Arc;

use casework::refusal::Not;
use casework::{Command, Ctx, InstanceView, OnRecord, OwnerView, RecordedWorld, Refusal};
use model::{Id, Schema};
use pathways::PathwaysInForce;

/// What is on record as far as one row asks for it.
pub(super) struct Rehearsal<'a> {
    pub(super) instance: Arc<InstanceView>,
    pub(super) schema: &'a Schema,
    pub(super) found: Option<&'a OwnerView>,
    /// None: people are imported, and no cases.
    pub(super) pathways: PathwaysInForce,
}

impl RecordedWorld for Rehearsal<'_> {
    fn instance(&self) -> &InstanceView {
        &self.instance
    }

    fn schema(&self) -> &Schema {
        self.schema
    }

    fn pathways(&self) -> &PathwaysInForce {
        &self.pathways
    }

    fn owner(&self, owner: Id) -> OnRecord<'_> {
        self.found.filter(|found| found.id == owner).map_or(OnRecord::Absent, OnRecord::There)
    }

    /// Under which key a household is sealed changes no answer.
    fn household(&self, _: &str, _: &str) -> Id {
        Id([0; 16])
    }

    /// Whoever is known was found.
    fn is_known(&self, _: &str, _: &str, _: &str) -> bool {
        false
    }
}

impl Rehearsal<'_> {
    /// Whether the command would be refused.
    pub(super) fn of(&self, ctx: &Ctx, command: &Command) -> Result<(), Refusal> {
        match casework::decide(ctx, self, command) {
            Ok(_) | Err(Not::Needs(_)) => Ok(()),
            Err(Not::Refused(refusal)) => Err(refusal),
        }
    }
}
