//! The head: where the chain stands, and what the instance's view comes to. It bears a mark under the instance's key, so
//! that a chain computed anew without a fact, or parts of the view from an older copy, are found when they are read. It says
//! too how far the outbox goes, so that a lake that was put back is found however many entries went with it, and what the
//! rows of people, of reads and beside the journal come to (`sums.rs`).

use journal::{Key, Tip};
use model::Id;

use crate::db::{Conn, Row, Statement, stored};
use crate::error::WriteError;
use crate::sums::{BesideSums, DerivedSums};

/// The head row.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) origin: Id,
    pub(crate) seq: u64,
    pub(crate) tip: Vec<u8>,
    /// The last fact that changed the instance's view.
    pub(crate) instance_seq: u64,
    /// The keyed sum over the parts of that view.
    pub(crate) instance_sum: [u8; 32],
    /// The last number of the outbox.
    pub(crate) told: u64,
    /// How often a head was written.
    pub(crate) turn: u64,
    pub(crate) rows: DerivedSums,
    pub(crate) beside: BesideSums,
}

/// What the head bears sealed, in this order: what the view comes to, its turn, what sets of rows come to.
type SealedSums = ([u8; 32], u64, DerivedSums, BesideSums);

/// What a head row is.
pub(crate) enum FoundHead {
    /// Marked by this instance.
    Marked(Head),
    /// Marked by this instance before rows were summed.
    Unsummed(Head),
    /// Of the first version, which had no mark.
    First(Head),
}

/// A head that bears sums over rows. It begins otherwise than one of before.
const SUMMED: &[u8] = b"summed head 3";
const READ: &str = "SELECT origin, seq, tip, instance_seq, instance_sum, mark, told, sums FROM head WHERE one = 1";

impl Head {
    /// Of an instance that has no fact yet.
    pub(crate) fn new(origin: Id) -> Self {
        let (rows, beside) = (DerivedSums::default(), BesideSums::default());
        let (tip, instance_sum) = (Tip::default().to_bytes(), [0; 32]);
        Self { origin, seq: 0, tip, instance_seq: 0, instance_sum, told: 0, turn: 0, rows, beside }
    }

    /// The statement that reads it.
    pub(crate) fn select() -> Statement {
        Statement::of(READ)
    }

    /// Locks the head until the transaction ends (SQLite has locked the whole file already) and reads it.
    pub(crate) async fn lock(conn: &mut Conn, key: &Key) -> Result<Self, WriteError> {
        let lock = match conn {
            Conn::Sqlite(_) => Self::select(),
            Conn::Postgres(_) => Self::select().and(" FOR UPDATE"),
        };
        Self::read(conn.row(lock).await?, key)
    }

    /// Reads a row that must bear this instance's mark.
    pub(crate) fn read(row: Option<Row>, key: &Key) -> Result<Self, WriteError> {
        match Self::find(&row.ok_or(WriteError::Chain)?, key)? {
            FoundHead::Marked(head) => Ok(head),
            FoundHead::Unsummed(_) | FoundHead::First(_) => Err(WriteError::Head),
        }
    }

    /// Reads a row of any version.
    pub(crate) fn find(row: &Row, key: &Key) -> Result<FoundHead, WriteError> {
        let (mark, sums) = (row.bytes(5)?, row.bytes(7)?);
        let head = Self { seq: row.int(1)?.unsigned_abs(), tip: row.bytes(2)?, ..Self::new(row.id(0)?) };
        if mark.is_empty() && sums.is_empty() && row.bytes(4)?.is_empty() {
            return Ok(FoundHead::First(head));
        }
        let mark: [u8; 32] = mark.try_into().map_err(|_| WriteError::Head)?;
        let head = Self { instance_seq: row.int(3)?.unsigned_abs(), told: row.int(6)?.unsigned_abs(), ..head };
        if sums.is_empty() {
            let head = Self { instance_sum: row.array(4)?, ..head };
            let is_own = key.is_mac(&head.marked(b"head", &head.instance_sum), &mark);
            return if is_own { Ok(FoundHead::Unsummed(head)) } else { Err(WriteError::Head) };
        }
        if !key.is_mac(&head.marked(SUMMED, &sums), &mark) {
            return Err(WriteError::Head);
        }
        let sums = key.unlock(SUMMED, &sums).ok_or(WriteError::Head)?;
        let sums: SealedSums = postcard::from_bytes(&sums).map_err(|_| WriteError::Head)?;
        let (instance_sum, turn, rows, beside) = sums;
        Ok(FoundHead::Marked(Self { instance_sum, turn, rows, beside, ..head }))
    }

    /// Where the chain stands.
    pub(crate) fn tip(&self) -> Result<Tip, WriteError> {
        let tip = Tip::from_bytes(&self.tip).map_err(|_| WriteError::Chain)?;
        if tip.seq() == self.seq { Ok(tip) } else { Err(WriteError::Chain) }
    }

    /// The statement that puts the first head there.
    pub(crate) fn insert(&self, key: &Key) -> Result<Statement, WriteError> {
        let begin = Statement::of(
            "INSERT INTO head (one, origin, seq, tip, instance_seq, instance_sum, told, sums, mark) \
             VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8)",
        );
        self.bound(begin.bind(self.origin), key)
    }

    /// The statement that moves the head here.
    pub(crate) fn update(&self, key: &Key) -> Result<Statement, WriteError> {
        let moved = Statement::of(
            "UPDATE head SET seq = $1, tip = $2, instance_seq = $3, instance_sum = $4, told = $5, sums = $6, mark = $7 \
             WHERE one = 1",
        );
        self.bound(moved, key)
    }

    fn bound(&self, statement: Statement, key: &Key) -> Result<Statement, WriteError> {
        let sums: SealedSums = (self.instance_sum, self.turn, self.rows, self.beside.clone());
        let sums = postcard::to_stdvec(&sums).ok().and_then(|sums| key.lock(SUMMED, &sums)).ok_or(WriteError::Chain)?;
        let mark = key.mac(&self.marked(SUMMED, &sums)).to_vec();
        Ok(statement
            .bind(stored(self.seq))
            .bind(self.tip.clone())
            .bind(stored(self.instance_seq))
            .bind(Vec::<u8>::new())
            .bind(stored(self.told))
            .bind(sums)
            .bind(mark))
    }

    /// What the mark is over: a head of one version is none of another.
    fn marked(&self, version: &[u8], sums: &[u8]) -> Vec<u8> {
        let numbers = [self.seq, self.instance_seq, self.told].map(u64::to_be_bytes).concat();
        [version, &self.origin.0, &numbers, sums, &self.tip].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Half;
    use crate::db::connect::sqlite_writer;

    /// A head as it was written before rows were summed, with this number of the outbox in the row.
    async fn of_before(told: i64) -> Result<FoundHead, WriteError> {
        let (folder, key) = (tempfile::tempdir().unwrap(), Key::from_bytes([7; 32]));
        let mut conn = sqlite_writer(&folder.path().join("journal.db"), true, Half::Journal).await.unwrap();
        let head = Head { told: 3, instance_sum: [9; 32], ..Head::new(Id([1; 16])) };
        let row = Statement::of(
            "INSERT INTO head (one, origin, seq, tip, instance_sum, told, mark) VALUES (1, $1, 0, $2, $3, $4, $5)",
        );
        let mark = key.mac(&head.marked(b"head", &head.instance_sum)).to_vec();
        let row = row.bind(head.origin).bind(head.tip.clone()).bind(head.instance_sum.to_vec()).bind(told).bind(mark);
        conn.run(row).await.unwrap();
        let row = conn.row(Head::select()).await.unwrap().unwrap();
        Head::find(&row, &key)
    }

    #[tokio::test]
    async fn a_head_of_before_rows_were_summed_is_known_by_its_mark() {
        let found = of_before(3).await;
        assert!(matches!(found, Ok(FoundHead::Unsummed(head)) if head.told == 3 && head.instance_sum == [9; 32]));
        assert!(matches!(of_before(4).await, Err(WriteError::Head)), "altered, it is none");
    }
}
