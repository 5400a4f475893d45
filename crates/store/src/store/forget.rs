//! Forgetting people whom approved proposals name: the writer strikes them out, then their keys go.
//!
//! Next: `writer/forget.rs`, which says in which order, and what a crash in between leaves.

use casework::Ctx;
use journal::Subject;
use model::Id;

use super::Store;
use crate::beside::Beside;
use crate::error::{ForgetError, WriteError};
use crate::going::{Going, gathered};
use crate::keys::Rewrapped;
use crate::writer::NotedRewrapping;

/// Who and what was forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// The people; their rows in the lake are to go.
    pub people: Vec<Id>,
    /// Rings that remain, wrapped anew; none where another process is at it, which then destroys theirs too.
    pub rings: Option<u64>,
}

impl Store {
    /// Forgets the people of these approved proposals, all in one change of the instance key: the daily batch, or one by
    /// itself. All of them or none. While keys are wrapped anew, everybody else goes on writing and reading.
    pub async fn forget(&self, ctx: Ctx, proposals: Vec<Id>) -> Result<Forgotten, ForgetError> {
        let people = self.writer().strike(ctx, proposals).await?;
        let rings = self.finish_forgetting().await?;
        Ok(Forgotten { people, rings })
    }

    /// Whether the people of these proposals could be forgotten now; nothing is written, and nothing promised.
    pub async fn may_forget(&self, proposals: Vec<Id>) -> Result<(), ForgetError> {
        self.writer().may_strike(proposals).await
    }

    /// Destroys what is noted as going, until nothing is.
    async fn finish_forgetting(&self) -> Result<Option<u64>, WriteError> {
        let mut left = Some(0);
        while let Some((owners, seq)) = self.going().await? {
            match self.keys().rewrap(&owners, &mut self.entropy()).await? {
                Rewrapped::Elsewhere => return Ok(None),
                Rewrapped::Done(rings) => {
                    left = Some(rings);
                    self.writer().note_rewrapped(NotedRewrapping { owners, seq, rings }).await?;
                }
            }
        }
        Ok(left)
    }

    /// The owners whose rings are still to go, and the last fact that says so.
    async fn going(&self) -> Result<Option<(Vec<Subject>, u64)>, WriteError> {
        let notes = self.all_kept::<Going>(Beside::Forgetting).await.map_err(|_| WriteError::Chain)?;
        Ok(gathered(notes.into_iter().map(|(_, going)| going)))
    }
}
