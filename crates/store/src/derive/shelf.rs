//! Shelves: by what records of people are listed, and by what one is found. A row says on which shelf a record stands, at a
//! place by chance, and hides whose it is and which: no two rows of one record or of one person are alike, so that whoever
//! holds the database without the key learns how many records there are and not of whom.
//!
//! A record stands on the shelf of its kind at its person's office, on that of the controller, and on one of its own; open
//! ones stand apart from closed ones.

use std::collections::BTreeSet;

use casework::view::RecordView;
use casework::{PersonView, Scope};
use journal::Key;
use model::{Compartment, Id};

use super::Token;

/// Bytes of what a row hides: a person and a record.
const HIDDEN: usize = 32;

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ShelfRow {
    pub(crate) shelf: Token,
    pub(crate) place: Token,
    pub(crate) what: [u8; HIDDEN],
}

/// Records that are listed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordShelf {
    /// Of this kind.
    pub kind: String,
    /// Open ones, or closed ones.
    pub open: bool,
}

/// Makes and reads rows under a key of the instance's.
#[derive(Debug, Clone)]
pub(crate) struct Shelves(Key);

impl Shelves {
    pub(crate) fn new(key: Key) -> Self {
        Self(key)
    }

    /// All rows of a person's records.
    pub(crate) fn of_person(&self, person: &PersonView) -> BTreeSet<ShelfRow> {
        let records = person.all_records();
        let rows = records.iter().flat_map(|record| {
            let stands = [self.of_record(record.id, record.wall), self.at_office(record), self.at_controller(record)];
            stands.map(|shelf| self.row(shelf, person.id, record.id))
        });
        rows.collect()
    }

    /// The shelf on which one record stands alone: another one behind each wall, so that whoever does not open its wall finds
    /// as little, and as soon, as of a record that is not there.
    pub(crate) fn of_record(&self, record: Id, wall: Option<Compartment>) -> Token {
        self.shelf(&["record", &record.to_string(), wall.map_or("", Compartment::code)])
    }

    fn at_office(&self, record: &RecordView<'_>) -> Token {
        self.office(&record.person.controller, &record.person.office, &RecordShelf::of(record))
    }

    fn at_controller(&self, record: &RecordView<'_>) -> Token {
        self.controller(&record.person.controller, &RecordShelf::of(record))
    }

    /// The shelves on which everything lies that a scope admits.
    pub(crate) fn within(&self, scope: &Scope, listed: &RecordShelf) -> Vec<Token> {
        match scope {
            Scope::Nothing | Scope::Aggregates { .. } | Scope::Existence { .. } | Scope::People { .. } => vec![],
            Scope::Controller { controller } => vec![self.controller(controller, listed)],
            Scope::Offices { controller, offices } => {
                offices.iter().map(|office| self.office(controller, office, listed)).collect()
            }
        }
    }

    fn office(&self, controller: &str, office: &str, RecordShelf { kind, open }: &RecordShelf) -> Token {
        self.shelf(&["office", controller, office, kind, state(*open)])
    }

    fn controller(&self, controller: &str, RecordShelf { kind, open }: &RecordShelf) -> Token {
        self.shelf(&["controller", controller, kind, state(*open)])
    }

    fn shelf(&self, words: &[&str]) -> Token {
        let mut message = b"shelf".to_vec();
        for word in words {
            message.push(0x1f);
            message.extend(word.as_bytes());
        }
        self.token(&message)
    }

    fn row(&self, on: Token, person: Id, record: Id) -> ShelfRow {
        let place = self.token(&[b"place".as_slice(), &on.0, &record.0].concat());
        let mut what = [0; HIDDEN];
        what.iter_mut().zip(person.0.into_iter().chain(record.0)).for_each(|(byte, own)| *byte = own);
        ShelfRow { shelf: on, place, what: self.hidden(on, place, what) }
    }

    /// Whose record a row is of, and which.
    pub(crate) fn read(&self, row: &ShelfRow) -> (Id, Id) {
        let shown = self.hidden(row.shelf, row.place, row.what);
        let id = |bytes: Option<&[u8; 16]>| Id(bytes.copied().unwrap_or_default());
        (id(shown.first_chunk()), id(shown.last_chunk()))
    }

    /// Hiding twice shows. A place is that of one record on one shelf, so that its hash is as good as a pad.
    fn hidden(&self, on: Token, place: Token, mut what: [u8; HIDDEN]) -> [u8; HIDDEN] {
        let pad = self.0.mac(&[b"what".as_slice(), &on.0, &place.0].concat());
        what.iter_mut().zip(pad).for_each(|(byte, pad)| *byte ^= pad);
        what
    }

    fn token(&self, message: &[u8]) -> Token {
        Id(self.0.mac(message).first_chunk().copied().unwrap_or_default())
    }
}

impl RecordShelf {
    /// The one on which a record stands.
    pub(crate) fn of(record: &RecordView<'_>) -> Self {
        Self { kind: record.kind().to_owned(), open: record.is_open() }
    }
}

fn state(open: bool) -> &'static str {
    if open { "open" } else { "closed" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_a_record_is_shows_with_the_key_alone_and_no_two_rows_are_alike() {
        let (ours, others) = (Shelves::new(Key::from_bytes([1; 32])), Shelves::new(Key::from_bytes([2; 32])));
        let (person, record) = (Id([3; 16]), Id([4; 16]));
        let shelf = |open| RecordShelf { kind: "lodging".into(), open };
        let rows = [
            ours.row(ours.of_record(record, None), person, record),
            ours.row(ours.of_record(record, Some(Compartment::Gbv)), person, record),
            ours.row(ours.office("a", "north", &shelf(true)), person, record),
            ours.row(ours.office("a", "north", &shelf(false)), person, record),
            ours.row(ours.controller("a", &shelf(true)), person, record),
        ];
        for row in &rows {
            assert_eq!(ours.read(row), (person, record));
            assert_ne!(others.read(row), (person, record));
        }
        for cell in [
            |row: &ShelfRow| row.shelf.0.to_vec(),
            |row: &ShelfRow| row.place.0.to_vec(),
            |row: &ShelfRow| row.what.to_vec(),
        ] {
            assert_eq!(rows.iter().map(cell).collect::<BTreeSet<_>>().len(), rows.len());
        }
    }

    #[test]
    fn a_word_ends_where_the_next_begins() {
        let shelves = Shelves::new(Key::from_bytes([1; 32]));
        assert_ne!(shelves.shelf(&["a", "bc"]), shelves.shelf(&["ab", "c"]));
    }
}
