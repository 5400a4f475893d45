//! Imports: opened once, closed once, with counts that add up.

use journal::{Body, Fact};
use model::Id;

use super::{bad_field, of_instance, permitted_here};
use crate::{Action, Command, Ctx, Refusal, View};

pub(super) fn decide(ctx: &Ctx, view: &View<'_>, command: Command) -> Result<Vec<Fact>, Refusal> {
    permitted_here(ctx, view, Action::Register)?;
    match command {
        Command::OpenBatch { batch, file_hash } => {
            if view.instance.batches.contains_key(&batch) {
                return Err(Refusal::ExistsAlready);
            }
            let source = ctx.source.clone();
            Ok(within(ctx, batch, Body::BatchOpened { file_hash, source }))
        }
        Command::CloseBatch { batch, rows, stored, amended, unchanged, rejected } => {
            let open = view.instance.batches.get(&batch).ok_or(Refusal::NotFound)?;
            if open.closed {
                return Err(Refusal::ExistsAlready);
            }
            let counted = [stored, amended, unchanged, rejected].into_iter().try_fold(0u64, u64::checked_add);
            if counted != Some(rows) {
                return Err(bad_field("rows"));
            }
            Ok(within(ctx, batch, Body::BatchClosed { rows, stored, amended, unchanged, rejected }))
        }
        _ => Err(Refusal::NotAllowed),
    }
}

/// A fact of the batch it opens or closes, whatever the circumstances said.
fn within(ctx: &Ctx, batch: Id, body: Body) -> Vec<Fact> {
    of_instance(&Ctx { batch: Some(batch), ..ctx.clone() }, body)
}
