//! Imports as such: opened once, closed once, with counts that add up.

use journal::{BatchCounts, Body, Envelope, Fact};
use model::Id;

use crate::bounds::{bad_field, name};
use crate::permit::permitted_here;
use crate::source::is_own;
use crate::view::{Batch, InstancePart, InstanceView};
use crate::{Action, Ctx, Refusal};

/// What is asked of imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportCommand {
    /// Begins an import.
    Open {
        /// The import.
        batch: Id,
        /// SHA-256 of the file.
        file_hash: String,
    },
    /// Ends an import.
    Close {
        /// The import.
        batch: Id,
        /// What became of its rows.
        counts: BatchCounts,
    },
}

pub(crate) fn decide(ctx: &Ctx, instance: &InstanceView, command: ImportCommand) -> Result<Vec<Fact>, Refusal> {
    permitted_here(ctx, instance, Action::Register)?;
    // Whether a row changes somebody tells what is on record of them.
    permitted_here(ctx, instance, Action::ReadPersonal)?;
    match command {
        ImportCommand::Open { batch, file_hash } => {
            if instance.batches.contains_key(&batch) {
                return Err(Refusal::ExistsAlready);
            }
            name("file_hash", &file_hash)?;
            let source = ctx.source.clone();
            // Whoever brings the register for the first time at the same moment spells it otherwise, and comes again.
            if is_own(&source) || instance.register_as_spelt(&source) != source {
                return Err(bad_field("source"));
            }
            Ok(within(ctx, batch, Body::BatchOpened { file_hash, source }))
        }
        ImportCommand::Close { batch, counts } => {
            let open = instance.batches.get(&batch).ok_or(Refusal::NotFound)?;
            if open.counts.is_some() {
                return Err(Refusal::ExistsAlready);
            }
            let BatchCounts { rows, stored, amended, unchanged, rejected } = counts;
            let counted = [stored, amended, unchanged, rejected].into_iter().try_fold(0u64, u64::checked_add);
            if counted != Some(rows) {
                return Err(bad_field("rows"));
            }
            Ok(within(ctx, batch, Body::BatchClosed { counts }))
        }
    }
}

/// A fact of the batch it opens or closes, whatever the circumstances said.
fn within(ctx: &Ctx, batch: Id, body: Body) -> Vec<Fact> {
    vec![Ctx { batch: Some(batch), ..ctx.clone() }.of_instance(body)]
}

/// What a fact of this family changes.
pub(crate) fn fold(view: &mut InstanceView, envelope: &Envelope, body: &Body) -> Option<InstancePart> {
    let batch = envelope.batch?;
    match body.clone() {
        Body::BatchOpened { file_hash, source } => {
            let (by, at) = (envelope.actor.clone(), envelope.recorded_at);
            view.batches.insert(batch, Batch { file_hash, source, by, at, counts: None });
        }
        Body::BatchClosed { counts } => view.batches.get_mut(&batch)?.counts = Some(counts),
        _ => return None,
    }
    Some(InstancePart::Batch(batch))
}
