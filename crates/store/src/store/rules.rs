//! The rules by which commands are checked and rows are derived, and rows that are moved to them: at once where they are few,
//! behind whoever asked where they are many.

use std::sync::Arc;
use std::time::Duration;

use journal::Digest;
use model::Schema;
use pathways::PathwaysInForce;

use super::Store;
use crate::db::Statement;
use crate::derive::Rules;
use crate::error::{ReadError, WriteError};
use crate::shared::InForce;
use crate::writer::Wanted;

/// Pieces of what is moved that whoever puts pathways in force waits for.
const AT_ONCE: usize = 4;
/// Between one piece of what is moved and the next: others write meanwhile.
const BREATH: Duration = Duration::from_millis(10);
/// Between two looks at what another process moves.
const LOOK: Duration = Duration::from_millis(250);
/// After so many looks at which nothing was moved whoever moved rows is taken to be gone.
const STILL: u32 = 12;
/// Before what could not be moved is tried again: the database may be away.
const LATER: Duration = Duration::from_secs(5);

impl Store {
    /// Commands about people are checked against this schema and these pathways from now on, and lists filter by its facets;
    /// where those, its walls or the pathways are others than rows were derived by, these are made anew: some at a time and
    /// behind this call, where pathways alone are others and this process knows which they were. `digest` is that of
    /// the packs which make it ([`casework::InstanceView::schema`]): while others are in force, commands about people are
    /// refused as stale.
    pub async fn use_rules(
        &self,
        schema: Arc<Schema>,
        pathways: Arc<PathwaysInForce>,
        digest: Digest,
    ) -> Result<(), WriteError> {
        // Whoever serves already would write meanwhile by rules of which it does not know how far they hold.
        let serves = self.shared.in_force().digest != Digest::default();
        self.know_rules(schema, pathways, digest);
        if !serves {
            self.wait_for_other_mover().await?;
        }
        self.writer.rebuild(Wanted::ForRules).await?;
        // Of few people nobody waits for long.
        for _ in 0..AT_ONCE {
            match self.move_some().await {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(WriteError::Closed) => return Err(WriteError::Closed),
                // What is in force is so all the same; a piece that could not be moved is tried again.
                Err(_) => break,
            }
        }
        tokio::spawn(self.clone().settles());
        Ok(())
    }

    /// Moves what is left until it is done. Who closes the instance ends it, and whoever opens it next makes the rows anew; so
    /// does whoever opens it once keys are back for want of which nothing can be made anew.
    async fn settles(self) {
        while let Err(why) = self.settled().await {
            if matches!(why, WriteError::Closed | WriteError::Lost(_)) {
                return;
            }
            tokio::time::sleep(LATER).await;
        }
    }

    /// The same without a look at the rows: for whoever then holds them against the facts, or makes them anew.
    pub fn know_rules(&self, schema: Arc<Schema>, pathways: Arc<PathwaysInForce>, digest: Digest) {
        let rules = Rules::of(&schema, &pathways);
        self.shared.put_in_force(InForce { schema, pathways, digest, rules });
    }

    /// Waits until rows that this process moves stand by the rules in force.
    pub async fn settled(&self) -> Result<(), WriteError> {
        while self.move_some().await? > 0 {
            tokio::time::sleep(BREATH).await;
        }
        Ok(())
    }

    /// Whether rows were made by other rules than those in force, so that they are being made anew.
    pub(crate) async fn is_made_anew(&self) -> Result<bool, ReadError> {
        let rules = self.shared().in_force().rules.digest(&self.own().head);
        Ok(self.stored_rules().await?.is_some_and(|there| !there.starts_with(&rules)))
    }

    /// What is kept of the rules by which rows stand.
    async fn stored_rules(&self) -> Result<Option<Vec<u8>>, ReadError> {
        let there = self.readers().row(Statement::of("SELECT rules FROM derived WHERE one = 1")).await?;
        Ok(there.map(|row| row.bytes(0)).transpose()?)
    }

    /// Waits while another process moves rows to what is in force here too, as long as it is seen to go on.
    async fn wait_for_other_mover(&self) -> Result<(), WriteError> {
        let moving = self.shared.in_force().rules.moving(&self.shared.own.head);
        let (mut seen, mut still) = (vec![], 0);
        while still < STILL {
            let there = self.stored_rules().await.map_err(|_| WriteError::Unsettled)?.unwrap_or_default();
            if !there.starts_with(&moving) {
                return Ok(());
            }
            still = if there == seen { still + 1 } else { 0 };
            seen = there;
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    /// Moves the rows of some more people and says of how many; where they stand by rules that this process does not know, all
    /// of them are made anew. A piece that could not be moved, because something is away, is still there to be moved.
    async fn move_some(&self) -> Result<u64, WriteError> {
        if self.shared.made_by().goes_on_from().is_none() {
            return Ok(0);
        }
        match self.writer.rebuild(Wanted::Piece).await {
            Err(WriteError::Unsettled) => self.writer.rebuild(Wanted::ForRules).await.map(|_| 0),
            moved => moved,
        }
    }
}
