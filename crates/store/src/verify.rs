//! Verification, checkpoints, export: the journal walked in order, one page of facts in memory.
//!
//! The database cannot see a flipped byte; the chain can. A tail cut off, or a chain computed anew, shows against the head
//! row, which bears this instance's mark, and against a checkpoint held elsewhere where somebody has put an older copy of
//! everything in place. Next: `derived`, which holds rows against the facts.

mod derived;

use std::io::Write;

use journal::bundle::{self, BundleWriter};
use journal::{Bad, BadFact, Checkpoint, Key, KeyUse, Link, Stored, Tip, Verifier};
use model::Id;

pub use self::derived::Differs;
use crate::db::{Row, Statement};
use crate::error::{ReadError, WriteError};
use crate::head::Head;
use crate::store::Store;

/// Facts read at a time.
const CHUNK: i64 = 2048;

/// A journal that is what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many facts there are.
    pub facts: u64,
}

/// Why a journal is not verified.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The first fact that is not what was written.
    #[error(transparent)]
    Bad(#[from] BadFact),
    /// A checkpoint that this instance did not take, or that was altered.
    #[error("a checkpoint of another instance, or altered")]
    ForeignCheckpoint,
    /// The head of the chain does not bear this instance's mark: it was written by somebody else.
    #[error("the head of the chain is not what this instance wrote")]
    Head,
    /// A row of somebody, or of the instance, is not what follows from the facts.
    #[error("{0}")]
    Derived(#[from] Differs),
    /// The journal cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Rows that were being moved to other pathways could not be.
    #[error("rows could not be moved to the pathways in force: {0}")]
    Unmoved(WriteError),
    /// Rows stand by other rules than those in force, or some of them do: another process makes them anew, or did not come to
    /// the end of it.
    #[error("rows are being made anew by the rules in force: nothing can be held against them before that is done")]
    Moving,
}

impl From<sqlx::Error> for VerifyError {
    fn from(error: sqlx::Error) -> Self {
        Self::Read(error.into())
    }
}

/// Why a journal was not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// It is not sound, or cannot be read.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// It cannot be written out.
    #[error(transparent)]
    Write(#[from] bundle::BundleWriteError),
}

impl From<sqlx::Error> for ExportError {
    fn from(error: sqlx::Error) -> Self {
        Self::Verify(error.into())
    }
}

impl Store {
    /// Walks the whole journal against its head and the checkpoints handed in; names the first bad fact. The head must
    /// bear this instance's mark, and of its own facts none may be missing.
    /// `progress` is told the number of facts walked, every few thousand.
    pub async fn verify(
        &self,
        checkpoints: Vec<Checkpoint>,
        mut progress: impl FnMut(u64) + Send,
    ) -> Result<Verified, VerifyError> {
        let own = self.checkpoint_key()?;
        let (origin, head) = self.head().await?;
        if !checkpoints.iter().all(|held| held.origin == origin && held.is_marked_by(&own)) {
            return Err(VerifyError::ForeignCheckpoint);
        }
        // The head row is one more checkpoint: facts may be appended while this walks, none may be missing.
        let head = Checkpoint::take(&head, origin, self.now(), &own);
        let mut verifier = Verifier::new(checkpoints.into_iter().chain([head]).collect()).at_home(origin);
        let mut after = i64::MIN;
        loop {
            let rows = self.page(after).await?;
            let Some(last) = rows.last() else { break };
            after = last.int(0)?;
            rows.iter().try_for_each(|row| check(&mut verifier, row))?;
            progress(after.unsigned_abs());
        }
        let facts = verifier.finish()?.seq();
        // What stands behind the head was not written by this instance.
        let (_, head) = self.head().await?;
        if facts > head.seq() {
            return Err(BadFact { seq: head.seq() + 1, why: Bad::Rewritten }.into());
        }
        Ok(Verified { facts })
    }

    /// Where the chain stands, marked; to be held by somebody else.
    pub async fn checkpoint(&self) -> Result<Checkpoint, VerifyError> {
        let (origin, head) = self.head().await?;
        Ok(Checkpoint::take(&head, origin, self.now(), &self.checkpoint_key()?))
    }

    /// Writes the journal as one bundle, sealed as it is, with the checkpoint of its last fact, which is returned.
    pub async fn export<W: Write + Send>(&self, out: W) -> Result<Checkpoint, ExportError> {
        let checkpoint = self.checkpoint().await?;
        let mut bundle = BundleWriter::begin(out, checkpoint.origin, Tip::default())?;
        let mut after = 0;
        'facts: loop {
            let rows = self.page(after).await?;
            let Some(last) = rows.last() else { break };
            after = last.int(0)?;
            for row in &rows {
                if row.int(0)?.unsigned_abs() > checkpoint.seq {
                    break 'facts;
                }
                bundle.fact(&row.bytes(1)?, Link(row.array(2)?))?;
            }
        }
        bundle.finish(&checkpoint)?;
        Ok(checkpoint)
    }

    async fn page(&self, after: i64) -> sqlx::Result<Vec<Row>> {
        let page = Statement::of("SELECT seq, sealed, link FROM fact WHERE seq > $1 ORDER BY seq LIMIT $2");
        self.readers().rows(page.bind(after).bind(CHUNK)).await
    }

    async fn head(&self) -> Result<(Id, Tip), VerifyError> {
        let row = self.readers().row(Head::select()).await?;
        let head = Head::read(row, &self.own().head).map_err(|_| VerifyError::Head)?;
        Ok((head.origin, head.tip().map_err(|_| VerifyError::Head)?))
    }

    fn checkpoint_key(&self) -> Result<Key, VerifyError> {
        Ok(self.keys().own().map_err(ReadError::from)?.derive(KeyUse::Checkpoint))
    }
}

fn check(verifier: &mut Verifier, row: &Row) -> Result<(), VerifyError> {
    let seq = row.int(0)?.unsigned_abs();
    // A link of another length is not the one that was written.
    let link = row.array(2).map_err(|_| BadFact { seq, why: Bad::Altered })?;
    Ok(verifier.push(Stored { seq, bytes: &row.bytes(1)?, link: Link(link) })?)
}
