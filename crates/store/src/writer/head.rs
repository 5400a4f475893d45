//! The head: where the chain stands, and what the instance's view comes to. It bears a mark under the instance's key, so
//! that a chain computed anew without a fact, or parts of the view from an older copy, are found when they are read. It says too how far the outbox goes, so
//! that a lake that was put back is found however many entries went with it.

use journal::{Key, Tip};
use model::Id;

use crate::db::{Conn, Row, Statement, stored};
use crate::error::WriteError;

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
}

/// What a head row is.
pub(crate) enum FoundHead {
    /// Marked by this instance.
    Marked(Head),
    /// Of the first version, which had no mark.
    First(Head),
}

const READ: &str = "SELECT origin, seq, tip, instance_seq, instance_sum, mark, told FROM head WHERE one = 1";

impl Head {
    /// Of an instance that has no fact yet.
    pub(crate) fn new(origin: Id) -> Self {
        Self { origin, seq: 0, tip: Tip::default().to_bytes(), instance_seq: 0, instance_sum: [0; 32], told: 0 }
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
            FoundHead::First(_) => Err(WriteError::Head),
        }
    }

    /// Reads a row of either version.
    pub(crate) fn find(row: &Row, key: &Key) -> Result<FoundHead, WriteError> {
        let (origin, seq, tip) = (row.id(0)?, row.int(1)?.unsigned_abs(), row.bytes(2)?);
        let mark = row.bytes(5)?;
        if mark.is_empty() && row.bytes(4)?.is_empty() {
            return Ok(FoundHead::First(Self { seq, tip, ..Self::new(origin) }));
        }
        let (instance_seq, instance_sum) = (row.int(3)?.unsigned_abs(), row.array(4)?);
        let told = row.int(6)?.unsigned_abs();
        let head = Self { origin, seq, tip, instance_seq, instance_sum, told };
        let mark: [u8; 32] = mark.try_into().map_err(|_| WriteError::Head)?;
        if key.is_mac(&head.marked(), &mark) { Ok(FoundHead::Marked(head)) } else { Err(WriteError::Head) }
    }

    /// Where the chain stands.
    pub(crate) fn tip(&self) -> Result<Tip, WriteError> {
        let tip = Tip::from_bytes(&self.tip).map_err(|_| WriteError::Chain)?;
        if tip.seq() == self.seq { Ok(tip) } else { Err(WriteError::Chain) }
    }

    /// The statement that puts the first head there.
    pub(crate) fn insert(&self, key: &Key) -> Statement {
        let begin = Statement::of(
            "INSERT INTO head (one, origin, seq, tip, instance_seq, instance_sum, told, mark) \
             VALUES (1, $1, $2, $3, $4, $5, $6, $7)",
        );
        self.bound(begin.bind(self.origin), key)
    }

    /// The statement that moves the head here.
    pub(crate) fn update(&self, key: &Key) -> Statement {
        let moved = Statement::of(
            "UPDATE head SET seq = $1, tip = $2, instance_seq = $3, instance_sum = $4, told = $5, mark = $6 WHERE one = 1",
        );
        self.bound(moved, key)
    }

    fn bound(&self, statement: Statement, key: &Key) -> Statement {
        statement
            .bind(stored(self.seq))
            .bind(self.tip.clone())
            .bind(stored(self.instance_seq))
            .bind(self.instance_sum.to_vec())
            .bind(stored(self.told))
            .bind(key.mac(&self.marked()).to_vec())
    }

    fn marked(&self) -> Vec<u8> {
        let numbers = [self.seq, self.instance_seq, self.told].map(u64::to_be_bytes).concat();
        [b"head".as_slice(), &self.origin.0, &numbers, &self.instance_sum, &self.tip].concat()
    }
}
