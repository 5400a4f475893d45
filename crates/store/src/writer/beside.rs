//! Rows beside the journal, changed under the locked head: each change is decided against what the head's sum vouches for,
//! and the row that lies there must be that one. Somebody else's row is neither written over nor taken for the last word.

use super::Operation;
use super::changes::Changes;
use super::group::Writer;
use crate::beside::{Beside, Change, Only};
use crate::db::{Reader, Statement};
use crate::error::WriteError;
use crate::head::Head;
use crate::mirror::KindRows;
use crate::sums::{BesideSums, Sum};

/// What an operation is.
pub(crate) enum Work {
    /// Statements about nothing that is summed.
    Run(Vec<Statement>),
    /// Rows beside the journal.
    Change(Vec<Change>),
}

impl Writer {
    /// Locks the head; one that is behind what this process has seen is refused.
    pub(super) async fn locked_head(&mut self) -> Result<Head, WriteError> {
        let seen = self.shared.mirror.seen();
        let head = Head::lock(&mut self.conn, &self.shared.own.head).await?;
        self.shared.mirror.goes_on(seen, head)
    }

    /// Writes the head, one turn further.
    pub(super) async fn put_head(&mut self, mut head: Head) -> Result<(), WriteError> {
        head.turn += 1;
        let moved = head.update(&self.shared.own.head)?;
        self.conn.run(moved).await?;
        self.turn = head.turn;
        Ok(())
    }

    /// Does what operations ask for and says of each whether it took. One that meets somebody else's row fails alone.
    pub(super) async fn operate(
        &mut self,
        operations: &[Operation],
        changes: &mut Changes,
    ) -> Result<Vec<Result<bool, WriteError>>, WriteError> {
        let mut done = vec![];
        for operation in operations {
            match self.work(&operation.work, changes).await {
                Err(damaged @ WriteError::Beside(_)) => done.push(Err(damaged)),
                other => done.push(Ok(other?)),
            }
        }
        Ok(done)
    }

    async fn work(&mut self, work: &Work, changes: &mut Changes) -> Result<bool, WriteError> {
        let mut took = true;
        match work {
            Work::Run(statements) => {
                for statement in statements {
                    self.conn.run(statement.clone()).await?;
                }
            }
            Work::Change(asked) => {
                for change in asked {
                    took &= self.change(change, changes).await?;
                }
            }
        }
        Ok(took)
    }

    /// Makes one change, and says whether it took.
    pub(super) async fn change(&mut self, change: &Change, changes: &mut Changes) -> Result<bool, WriteError> {
        let Change { kind, place, only, sealed } = change;
        let there = self.there(*kind, place, changes).await?;
        let takes = match only {
            Only::Ever => true,
            Only::First => there.is_none(),
            Only::Over(before) => there.as_ref() == Some(before),
        };
        if !takes || there == *sealed {
            return Ok(takes);
        }
        if self.conn.run(change.statement(there.as_deref())).await? != 1 {
            return Err(WriteError::Beside(*kind));
        }
        for row in [&there, sealed].into_iter().flatten() {
            changes.now.toggle(*kind, Sum::of_beside(&self.shared.own.head, *kind, place, row));
        }
        changes.changed.insert((*kind, place.clone()), sealed.clone());
        Ok(true)
    }

    /// The row of a place that the head vouches for.
    async fn there(&mut self, kind: Beside, place: &[u8], changes: &Changes) -> Result<Option<Vec<u8>>, WriteError> {
        if let Some(changed) = changes.changed.get(&(kind, place.to_vec())) {
            return Ok(changed.clone());
        }
        let before = changes.before.of(kind);
        if let Some(found) = self.shared.mirror.look(kind, before, |rows| rows.get(place).cloned()) {
            return Ok(found);
        }
        // Read in the transaction: what it has changed so far is there.
        let rows = KindRows::load(&mut Reader::Conn(&mut self.conn), &self.shared.own.head, kind).await?;
        if rows.sum != changes.now.of(kind) {
            return Err(WriteError::Beside(kind));
        }
        let found = rows.rows.get(place).cloned();
        if rows.sum == before {
            self.shared.mirror.put(kind, rows);
        }
        Ok(found)
    }

    /// Tells whoever reads here what was changed, once it is durable.
    pub(super) fn changed(&self, changes: Changes) {
        self.shared.mirror.apply(changes.changed, &changes.before, &changes.now);
    }

    /// Makes what is kept beside the journal come to its sums again, as far as that is right: what opens a door for hours
    /// is ended where it does not, what stands for itself is taken as it lies. Releases of figures stay as they are: of an
    /// older ledger nobody can make the newest.
    pub(super) async fn settle(&mut self, sums: &mut BesideSums) -> Result<(), WriteError> {
        for kind in Beside::ALL {
            let rows = KindRows::load(&mut Reader::Conn(&mut self.conn), &self.shared.own.head, kind).await?;
            if rows.sum == sums.of(kind) || kind == Beside::Release {
                continue;
            }
            if kind.is_passing() {
                self.conn.run(Statement::of("DELETE FROM beside WHERE kind = $1").bind(kind.code())).await?;
                sums.put(kind, Sum::default());
            } else {
                sums.put(kind, rows.sum);
            }
        }
        Ok(())
    }

    /// Takes what is kept beside the journal as it lies, of a record that had no sums.
    pub(crate) async fn sum_up(&mut self) -> Result<BesideSums, WriteError> {
        let mut sums = BesideSums::default();
        for kind in Beside::ALL {
            let rows = KindRows::load(&mut Reader::Conn(&mut self.conn), &self.shared.own.head, kind).await?;
            sums.put(kind, rows.sum);
        }
        Ok(sums)
    }
}
