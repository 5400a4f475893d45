//! Reading records of people, always within a scope: lists by their shelves, single ones by their id.
//!
//! A record is read with the person whose it is, for it lies in their row. What a row of a shelf says is held against what
//! is sealed in the person's, and one behind a wall that is not opened is not even looked for: whoever can write to the database cannot show a record to somebody else, and cannot put a
//! closed one among the open. A person who was forgotten meanwhile is left out; one who is there without the record is
//! damage.

use std::collections::HashMap;

use casework::{ListReader, OwnerView, Scope};
use model::Id;

use super::read::{PEOPLE, admitted};
use super::{Page, Sight, Store};
use crate::cases::Stamp;
use crate::db::{Row, Statement};
use crate::derive::{DamagedRow, RecordShelf, ShelfRow, Token};
use crate::error::ReadError;

/// How often a list that disagrees with what is sealed is looked at.
pub(super) const LOOKS: usize = 3;

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
    /// is read stands on another shelf: only what disagrees when it is looked at again is damage.
    pub async fn records(
        &self,
        sight: &Sight,
        reader: &ListReader,
        listed: &RecordShelf,
        page: Page,
    ) -> Result<Vec<(OwnerView, Id)>, ReadError> {
        for _ in 1..LOOKS {
            match self.records_once(sight, reader, listed, page).await {
                Err(ReadError::Row(DamagedRow::Disagrees)) => {}
                read => return read,
            }
        }
        self.records_once(sight, reader, listed, page).await
    }

    async fn records_once(
        &self,
        sight: &Sight,
        reader: &ListReader,
        listed: &RecordShelf,
        page: Page,
    ) -> Result<Vec<(OwnerView, Id)>, ReadError> {
        let shelves = self.own().shelves.within(&sight.scope, reader, listed);
        if shelves.is_empty() {
            return Ok(vec![]);
        }
        let skip = i64::try_from(page.skip).unwrap_or(i64::MAX);
        let rows = Statement::of("SELECT shelf, place, what FROM shelf WHERE shelf").among(self.dialect(), shelves);
        let rows = rows.and(" ORDER BY shelf, place LIMIT ").value(i64::from(page.limit)).and(" OFFSET ").value(skip);
        let rows = self.readers().rows(rows).await?;
        let named = rows.iter().map(|row| Ok(self.own().shelves.read(&shelf_row(row)?)));
        let named = named.collect::<sqlx::Result<Vec<(Id, Id)>>>()?;
        let people = self.people_of(sight, &named).await?;
        let there = named.into_iter().filter_map(|(person, record)| Some((&people.get(&person)?.0, record)));
        there
            .map(|(person, record)| {
                stands(person, record, listed).map(|()| (person.clone(), record)).map_err(Into::into)
            })
            .collect()
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
    pub(super) async fn people_of(
        &self,
        sight: &Sight,
        named: &[(Id, Id)],
    ) -> Result<HashMap<Id, (OwnerView, Stamp)>, ReadError> {
        let tokens: Vec<Token> = named.iter().map(|(person, _)| self.own().tokens.person(*person)).collect();
        if tokens.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = self.readers().rows(self.having(Statement::of(PEOPLE), tokens)).await?;
        let people = self.opened(rows, &sight.opens).await?;
        let admitted = |(person, seq, link): (OwnerView, u64, [u8; 8])| {
            admitted(&sight.scope, &person).map(|()| (person.id, (person, (seq, link))))
        };
        people.into_iter().map(admitted).collect()
    }
}

/// A record is where its row says.
fn stands(person: &OwnerView, record: Id, listed: &RecordShelf) -> Result<(), DamagedRow> {
    let there = person.record(record).ok_or(DamagedRow::Disagrees)?;
    if listed.holds(&there) { Ok(()) } else { Err(DamagedRow::Disagrees) }
}

fn shelf_row(row: &Row) -> sqlx::Result<ShelfRow> {
    Ok(ShelfRow { shelf: row.id(0)?, place: row.id(1)?, what: row.array(2)? })
}
