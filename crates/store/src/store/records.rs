//! Reading records of people, always within a scope: lists by their shelves, single ones by their id.
//!
//! A record is read with the person whose it is, for it lies in their row. What a row of a shelf says is held against what
//! is sealed in the person's, and one behind a wall that is not opened is not even looked for: whoever can write to the
//! database cannot show a record to somebody else, and cannot put a closed one among the open. A row that disagrees is looked
//! at again; it is damage where it says the same beside the same last fact, and is then told as what cannot be read. It costs
//! the others nothing.

use std::collections::HashMap;
use std::sync::Arc;

use casework::{ListReader, OwnerView, Scope};
use model::Id;

use super::doubts::{Doubts, LOOKS};
use super::read::{PEOPLE, admitted};
use super::{Page, Sight, Store};
use crate::cases::Stamp;
use crate::db::{Row, Statement};
use crate::derive::{DamagedRow, RecordShelf, ShelfRow, Token};
use crate::error::ReadError;
use crate::keys::KeyError;

/// People who are read for a list, each with the last fact about them.
pub(super) type SeenPeople = HashMap<Id, (Arc<OwnerView>, Stamp)>;

/// A page of a list of records.
#[derive(Debug, Clone, Default)]
pub struct RecordsRead {
    /// The records, each with whose it is.
    pub rows: Vec<(OwnerView, Id)>,
    /// Rows beside them that cannot be read: somebody altered them, or a key is lost.
    pub unreadable: usize,
}

impl RecordsRead {
    /// The records, where all of them can be read.
    pub fn whole(self) -> Result<Vec<(OwnerView, Id)>, ReadError> {
        if self.unreadable == 0 { Ok(self.rows) } else { Err(DamagedRow::Disagrees.into()) }
    }
}

impl Store {
    /// Whose record this is, where there is one in scope and the record can be seen: what is out of scope looks like what does
    /// not exist.
    pub async fn owner_of_record(&self, sight: &Sight, record: Id) -> Result<Option<OwnerView>, ReadError> {
        let walls = std::iter::once(None).chain(sight.opens.iter().copied().map(Some));
        let alone: Vec<Token> = walls.map(|wall| self.own().shelves.of_record(record, wall)).collect();
        let row = Statement::of("SELECT shelf, place, what FROM shelf WHERE shelf").among(self.dialect(), alone);
        let row = self.readers().row(row).await?;
        let row = row.map(|row| shelf_row(&row)).transpose()?;
        // What is not there is looked for like what is out of scope: how long it takes tells nothing. No person has the id
        // of a record.
        let (person, named) = row.map_or((record, record), |row| self.own().shelves.read(&row));
        if named != record {
            return Err(DamagedRow::Disagrees.into());
        }
        Ok(self.owner(sight, person).await?.filter(|person| person.record(record).is_some()))
    }

    /// The records of a shelf in scope, each with its person, in no order that tells anything. A record that is closed while it
    /// is read stands on another shelf.
    pub async fn records(
        &self,
        sight: &Sight,
        reader: &ListReader,
        listed: &RecordShelf,
        page: Page,
    ) -> Result<RecordsRead, ReadError> {
        let shelves = self.own().shelves.within(&sight.scope, reader, listed);
        let (mut read, mut doubts) = (RecordsRead::default(), Doubts::new());
        for look in 1..=LOOKS {
            doubts.begin(look == LOOKS);
            read = self.records_once(sight, &shelves, listed, page, &mut doubts).await?;
            if doubts.are_settled() {
                break;
            }
        }
        Ok(read)
    }

    async fn records_once(
        &self,
        sight: &Sight,
        shelves: &[Token],
        listed: &RecordShelf,
        page: Page,
        doubts: &mut Doubts<ShelfRow>,
    ) -> Result<RecordsRead, ReadError> {
        if shelves.is_empty() {
            return Ok(RecordsRead::default());
        }
        let skip = i64::try_from(page.skip).unwrap_or(i64::MAX);
        let rows =
            Statement::of("SELECT shelf, place, what FROM shelf WHERE shelf").among(self.dialect(), shelves.to_vec());
        let rows = rows.and(" ORDER BY shelf, place LIMIT ").value(i64::from(page.limit)).and(" OFFSET ").value(skip);
        let found = self.readers().rows(rows).await?;
        // What has not even the form of a row is nobody's.
        let rows: Vec<ShelfRow> = found.iter().filter_map(|row| shelf_row(row).ok()).collect();
        let mut read = RecordsRead { rows: vec![], unreadable: found.len() - rows.len() };
        let named: Vec<(Id, Id)> = rows.iter().map(|row| self.own().shelves.read(row)).collect();
        let people = self.read_people(sight, &named).await?;
        for (row, (person, record)) in rows.into_iter().zip(named) {
            match people.get(&person) {
                Some((person, _)) if stands(person, record, listed) => {
                    read.rows.push((OwnerView::clone(person), record));
                }
                there => {
                    let is_damage = doubts.is_damage(row, there.map(|(_, stamp)| *stamp));
                    read.unreadable += usize::from(is_damage);
                }
            }
        }
        Ok(read)
    }

    /// How many records in scope stand on a shelf.
    pub async fn count_records(
        &self,
        scope: &Scope,
        reader: &ListReader,
        listed: &RecordShelf,
    ) -> Result<u64, ReadError> {
        let shelves = self.own().shelves.within(scope, reader, listed);
        if shelves.is_empty() {
            return Ok(0);
        }
        let count = Statement::of("SELECT count(*) FROM shelf WHERE shelf").among(self.dialect(), shelves);
        let row = self.readers().row(count).await?;
        Ok(row.map_or(Ok(0), |row| row.int(0))?.unsigned_abs())
    }

    /// People within sight, each with the last fact about them.
    pub(super) async fn people_of(&self, sight: &Sight, named: &[(Id, Id)]) -> Result<SeenPeople, ReadError> {
        let tokens: Vec<Token> = named.iter().map(|(person, _)| self.own().tokens.person(*person)).collect();
        if tokens.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = self.readers().rows(self.having(Statement::of(PEOPLE), tokens)).await?;
        let people = self.opened(rows, &sight.opens).await?;
        let admitted = |(person, seq, link): (OwnerView, u64, [u8; 8])| {
            admitted(&sight.scope, &person).map(|()| (person.id, (Arc::new(person), (seq, link))))
        };
        people.into_iter().map(admitted).collect()
    }

    /// People within sight; whoever cannot be read is left out, and costs the others nothing.
    pub(super) async fn read_people(&self, sight: &Sight, named: &[(Id, Id)]) -> Result<SeenPeople, ReadError> {
        match self.people_of(sight, named).await {
            Err(error) if is_of_one(&error) => {}
            read => return read,
        }
        let mut people = SeenPeople::new();
        for one in named {
            match self.people_of(sight, std::slice::from_ref(one)).await {
                Ok(read) => people.extend(read),
                Err(error) if is_of_one(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(people)
    }
}

/// Whether it lies at the row or the ring of one person.
fn is_of_one(error: &ReadError) -> bool {
    matches!(error, ReadError::Row(_) | ReadError::Keys(KeyError::Unwrap(_)))
}

/// A record is where its row says.
fn stands(person: &OwnerView, record: Id, listed: &RecordShelf) -> bool {
    person.record(record).is_some_and(|there| listed.holds(&there))
}

fn shelf_row(row: &Row) -> sqlx::Result<ShelfRow> {
    Ok(ShelfRow { shelf: row.id(0)?, place: row.id(1)?, what: row.array(2)? })
}
