//! Changing the instance key: rings are wrapped anew under the next one, a piece at a time, beside whoever writes and
//! reads; those of owners who are forgotten are left behind. Once none lies under the old key, its file is destroyed: every
//! old copy of a ring, backups included, then opens under nothing.
//!
//! After a crash at any point both keys are still there, or the old one is not needed any more; whoever opens the store
//! next goes on. One process does it at a time.

use std::collections::BTreeSet;

use journal::{Key, Randomness, Subject};

use super::{INSERT, KeyError, KeyStore, columns, generations, wrapped};
use crate::db::{Conn, Half, Statement};
use crate::instance_key::{self, Secret};

/// Rings wrapped anew in one transaction: some ten milliseconds in which nobody else reads keys.
const PIECE: i64 = 1024;

/// What became of a change of the instance key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rewrapped {
    /// It is done; so many rings remain.
    Done(u64),
    /// Another process is at it, or was when this was asked.
    Elsewhere,
}

impl KeyStore {
    /// The rings of these owners are not read again, though they are still to be destroyed.
    pub(crate) fn let_go(&self, owners: &[Subject]) {
        self.write(|held| {
            held.going.extend(owners.iter().copied());
            held.rings.retain(|owner, _| !owners.contains(owner));
        });
    }

    /// Destroys the rings of `gone` and wraps all others anew; the old instance key is destroyed.
    pub(crate) async fn rewrap(&self, gone: &[Subject], rng: &mut impl Randomness) -> Result<Rewrapped, KeyError> {
        let Some(_held) = instance_key::lock(&self.folder)? else { return Ok(Rewrapped::Elsewhere) };
        self.let_go(gone);
        let gone: BTreeSet<Subject> = gone.iter().copied().collect();
        let mut left = 0;
        // A change that was cut short may have carried rings of these owners over already: then once more.
        let rounds = if self.begin(rng).await? { 1 } else { 2 };
        for round in 0..rounds {
            if round > 0 {
                self.begin(rng).await?;
            }
            while self.piece(&gone).await? {
                // Whoever waits for a key comes first.
                tokio::task::yield_now().await;
            }
            left = self.finish().await?;
        }
        self.write(|held| held.going.retain(|owner| !gone.contains(owner)));
        Ok(Rewrapped::Done(left))
    }

    /// Names the next key, unless a change that was cut short has already; says whether it did.
    async fn begin(&self, rng: &mut impl Randomness) -> Result<bool, KeyError> {
        let mut conn = self.followed().await?;
        let (generation, previous) = generations(&mut conn).await?;
        if previous.is_none() {
            let next = Secret { generation: generation + 1, key: Key::random(rng) };
            instance_key::prepare(&self.folder, &next)?;
            let name = Statement::of("UPDATE wrapping SET previous = generation, generation = $1 WHERE one = 1");
            conn.run(name.bind(i64::from(next.generation))).await?;
        }
        self.follow(&mut conn).await?;
        Ok(previous.is_none())
    }

    /// Wraps some rings anew; says whether there were any.
    async fn piece(&self, gone: &BTreeSet<Subject>) -> Result<bool, KeyError> {
        let mut conn = self.followed().await?;
        let Some(previous) = self.read(|held| held.previous.clone()) else { return Ok(false) };
        let next = self.read(|held| held.instance.clone());
        let some = Statement::of(
            "SELECT slot, generation, sealed FROM ring WHERE generation = $1 ORDER BY generation, slot LIMIT $2",
        );
        let rows = conn.rows(some.bind(i64::from(previous.generation())).bind(PIECE)).await?;
        let Some(last) = rows.last() else { return Ok(false) };
        let (last, mut kept) = (last.bytes(0)?, Vec::with_capacity(rows.len()));
        for row in &rows {
            let ring = previous.unwrap(&wrapped(row)?)?;
            if !gone.contains(&ring.owner) {
                kept.push(next.wrap(&ring).ok_or(KeyError::Wrap)?);
            }
        }
        conn.begin().await?;
        let moved = replaced(&mut conn, kept, previous.generation(), last).await;
        conn.end(moved).await?;
        Ok(true)
    }

    async fn finish(&self) -> Result<u64, KeyError> {
        let mut conn = self.conn.lock().await;
        conn.run(Statement::of("UPDATE wrapping SET previous = NULL WHERE one = 1")).await?;
        instance_key::replace(&self.folder)?;
        self.write(|held| held.previous = None);
        conn.scrub(Half::Keys).await?;
        let left = conn.row(Statement::of("SELECT count(*) FROM ring")).await?;
        Ok(left.map_or(Ok(0), |row| row.int(0))?.unsigned_abs())
    }
}

async fn replaced(
    conn: &mut Conn,
    kept: Vec<journal::WrappedRing>,
    generation: u32,
    last: Vec<u8>,
) -> Result<(), KeyError> {
    conn.bulk(INSERT, columns(kept)).await?;
    let old = Statement::of("DELETE FROM ring WHERE generation = $1 AND slot <= $2");
    conn.run(old.bind(i64::from(generation)).bind(last)).await?;
    Ok(())
}
