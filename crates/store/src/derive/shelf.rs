//! Shelves: by what records of people are listed, and by what one is found. A row says on which shelf a record stands, at a
//! place by chance, and hides whose it is and which: no two rows of one record or of one person are alike, so that whoever
//! holds the database without the key learns how many records there are and not of whom.
//!
//! A record stands on the shelf of its kind at its person's office and on that of the controller, or, where it is for some
//! alone ([`Audience`]), on theirs and on that of the office's supervisors; and on one of its own. Open ones stand apart from
//! closed ones.

use std::collections::BTreeSet;

use casework::view::RecordView;
use casework::{Audience, ListReader, OwnerView, Scope};
use journal::Key;
use model::{Compartment, FieldKey, FieldState, Id};
use pathways::PathwaysInForce;

use super::token::texts;
use super::{Rules, Token};

/// Bytes of what a row hides: a person and a record.
pub(super) const HIDDEN: usize = 32;

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
    /// Which of them.
    pub among: Among,
}

/// Which records of a kind are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Among {
    /// All.
    Every,
    /// Those that lead to this record.
    LeadingTo(Id),
    /// Those of which a facet says this: a yes or no, or a code.
    Saying(FieldKey, String),
}

/// Makes and reads rows under a key of the instance's.
#[derive(Debug, Clone)]
pub(crate) struct Shelves(Key);

impl Shelves {
    pub(crate) fn new(key: Key) -> Self {
        Self(key)
    }

    /// All rows of a person's records.
    pub(crate) fn of_person(
        &self,
        person: &OwnerView,
        pathways: &PathwaysInForce,
        rules: &Rules,
    ) -> BTreeSet<ShelfRow> {
        let records = person.all_records();
        let rows = records.iter().flat_map(|record| {
            let (listed, lists) = (RecordShelf::all_of(record, rules), lists_of(record, pathways));
            let shelves = lists.iter().flat_map(|list| listed.iter().map(|listed| self.listed(list, listed)));
            let alone = self.of_record(record.id, record.wall);
            shelves.chain([alone]).map(|shelf| self.row(shelf, person.id, record.id)).collect::<Vec<_>>()
        });
        rows.collect()
    }

    /// The shelf on which one record stands alone: another one behind each wall, so that whoever does not open its wall finds
    /// as little, and as soon, as of a record that is not there.
    pub(crate) fn of_record(&self, record: Id, wall: Option<Compartment>) -> Token {
        self.shelf(&["record", &record.to_string(), wall.map_or("", Compartment::code)])
    }

    /// The shelves on which everything lies that a scope admits and that is for a reader.
    pub(crate) fn within(&self, scope: &Scope, reader: &ListReader, listed: &RecordShelf) -> Vec<Token> {
        lists_for(scope, reader).iter().map(|list| self.listed(list, listed)).collect()
    }

    fn listed(&self, list: &List, listed: &RecordShelf) -> Token {
        let among = match &listed.among {
            Among::Every => vec![],
            Among::LeadingTo(id) => vec![id.to_string()],
            Among::Saying(field, value) => vec![field.to_string(), value.clone()],
        };
        let words = [listed.kind.as_str(), if listed.open { "open" } else { "closed" }];
        self.list(list, &words.into_iter().chain(among.iter().map(String::as_str)).collect::<Vec<_>>())
    }

    /// One list, of records or of work: `what` says of which.
    pub(super) fn list(&self, list: &List, what: &[&str]) -> Token {
        let words: &[&str] = match list {
            List::Office(controller, office) => &["office", controller, office],
            List::Controller(controller) => &["controller", controller],
            List::Supervised(controller, office) => &["supervised", controller, office],
            List::Account(controller, office, account) => &["account", controller, office, account],
            List::Hand(controller, office, account) => &["hand", controller, office, account],
            List::Above(controller, office) => &["above", controller, office],
        };
        self.shelf(&[words, what].concat())
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
        ShelfRow { shelf: on, place, what: self.what(on, place, person, record) }
    }

    /// Whose, and which, as a row hides it.
    pub(super) fn what(&self, on: Token, place: Token, person: Id, record: Id) -> [u8; HIDDEN] {
        let mut what = [0; HIDDEN];
        what.iter_mut().zip(person.0.into_iter().chain(record.0)).for_each(|(byte, own)| *byte = own);
        self.hidden(on, place, what)
    }

    /// Whose record a row is of, and which.
    pub(crate) fn read(&self, row: &ShelfRow) -> (Id, Id) {
        self.shown(row.shelf, row.place, row.what)
    }

    pub(super) fn shown(&self, on: Token, place: Token, what: [u8; HIDDEN]) -> (Id, Id) {
        let shown = self.hidden(on, place, what);
        let id = |bytes: Option<&[u8; 16]>| Id(bytes.copied().unwrap_or_default());
        (id(shown.first_chunk()), id(shown.last_chunk()))
    }

    /// Hiding twice shows. A place is that of one record on one shelf, so that its hash is as good as a pad.
    pub(super) fn hidden(&self, on: Token, place: Token, mut what: [u8; HIDDEN]) -> [u8; HIDDEN] {
        let pad = self.0.mac(&[b"what".as_slice(), &on.0, &place.0].concat());
        what.iter_mut().zip(pad).for_each(|(byte, pad)| *byte ^= pad);
        what
    }

    pub(super) fn token(&self, message: &[u8]) -> Token {
        Id(self.0.mac(message).first_chunk().copied().unwrap_or_default())
    }
}

/// A list that people read, by controller, office and account. Whatever stands on one is of its office, so that it lies within
/// the scope of whoever reads it.
pub(super) enum List {
    Office(String, String),
    Controller(String),
    /// Of the supervisors of an office.
    Supervised(String, String),
    /// What is for an account and not for everybody.
    Account(String, String, String),
    /// What an account has in hand.
    Hand(String, String, String),
    /// What is late at an office and is to be looked at by those above it, whoever they are.
    Above(String, String),
}

/// The lists on which a record stands.
pub(super) fn lists_of(record: &RecordView<'_>, pathways: &PathwaysInForce) -> Vec<List> {
    let (controller, office) = (&record.owner.controller, &record.owner.office);
    let at_office = |list: fn(String, String) -> List| list(controller.clone(), office.clone());
    match Audience::of(record, pathways) {
        Audience::Office => vec![at_office(List::Office), List::Controller(controller.clone())],
        Audience::Named(accounts) => {
            let account = |account| List::Account(controller.clone(), office.clone(), account);
            accounts.into_iter().map(account).chain([at_office(List::Supervised)]).collect()
        }
    }
}

/// The list of whoever has a record in hand.
pub(super) fn hand_of(record: &RecordView<'_>) -> Option<List> {
    let (controller, office) = (record.owner.controller.clone(), record.owner.office.clone());
    record.assignee().map(|account| List::Hand(controller, office, account.to_owned()))
}

/// The lists that somebody reads within a scope.
pub(super) fn lists_for(scope: &Scope, reader: &ListReader) -> Vec<List> {
    let (controller, offices) = match scope {
        Scope::Nothing | Scope::Aggregates { .. } | Scope::Existence { .. } | Scope::People { .. } => return vec![],
        Scope::Controller { controller } => return vec![List::Controller(controller.clone())],
        Scope::Offices { controller, offices } => (controller, offices),
    };
    let lists = offices.iter().flat_map(|office| {
        // Supervisors find on theirs what they have in hand themselves.
        let own = if reader.supervises.contains(office) {
            List::Supervised(controller.clone(), office.clone())
        } else {
            List::Account(controller.clone(), office.clone(), reader.account.clone())
        };
        [List::Office(controller.clone(), office.clone()), own]
    });
    lists.collect()
}

/// The lists of cases behind a wall within a scope: all of them, whoever they are for.
pub(super) fn lists_behind(scope: &Scope) -> Vec<List> {
    match scope {
        Scope::Nothing | Scope::Aggregates { .. } | Scope::Existence { .. } | Scope::People { .. } => vec![],
        Scope::Controller { controller } => vec![List::Controller(controller.clone())],
        Scope::Offices { controller, offices } => {
            offices.iter().map(|office| List::Office(controller.clone(), office.clone())).collect()
        }
    }
}

/// What somebody has in hand within a scope.
pub(super) fn hands_for(scope: &Scope, reader: &ListReader) -> Vec<List> {
    let Scope::Offices { controller, offices } = scope else { return vec![] };
    offices.iter().map(|office| List::Hand(controller.clone(), office.clone(), reader.account.clone())).collect()
}

impl RecordShelf {
    /// Those on which a record stands: of its kind, for each record to which it leads by what are links today, and for what
    /// its facets say. Of what lies behind a wall there are no facets.
    fn all_of(record: &RecordView<'_>, Rules { facets, links, .. }: &Rules) -> Vec<Self> {
        let (kind, open) = (record.kind().to_owned(), record.is_open());
        let on = |among| Self { kind: kind.clone(), open, among };
        let links = record.fields().into_iter().filter(|field| links.contains(field));
        let leading = record.leads_to(links).into_iter().map(Among::LeadingTo);
        let fields = record.fields().into_iter().filter(|field| record.wall.is_none() && facets.contains(field));
        let said = fields.flat_map(|field| says(record, field).into_iter().map(move |it| Among::Saying(field, it)));
        leading.chain(said).chain([Among::Every]).map(on).collect()
    }

    /// Whether a record stands on it. By which of its fields it leads to another is not asked: rows may be being made anew
    /// by other links.
    pub(crate) fn holds(&self, record: &RecordView<'_>) -> bool {
        let is_among = match &self.among {
            Among::Every => true,
            Among::LeadingTo(id) => record.leads_to(record.fields()).contains(id),
            Among::Saying(field, value) => says(record, *field).contains(value),
        };
        self.kind == record.kind() && self.open == record.is_open() && is_among
    }
}

/// What a field of a record says, as facets tell it: a yes or no, a code, or each of several; a contested one each of its
/// values.
fn says(record: &RecordView<'_>, field: FieldKey) -> BTreeSet<String> {
    let values = match record.state(field) {
        FieldState::Known(value) => vec![value],
        FieldState::Contested(values) => values,
        FieldState::Unknown | FieldState::NotApplicable => vec![],
    };
    values.iter().flat_map(texts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_a_record_is_shows_with_the_key_alone_and_no_two_rows_are_alike() {
        let (ours, others) = (Shelves::new(Key::from_bytes([1; 32])), Shelves::new(Key::from_bytes([2; 32])));
        let (person, record) = (Id([3; 16]), Id([4; 16]));
        let shelf = |open| RecordShelf { kind: "lodging".into(), open, among: Among::Every };
        let north = || List::Office("a".into(), "north".into());
        let rows = [
            ours.row(ours.of_record(record, None), person, record),
            ours.row(ours.of_record(record, Some(Compartment::Gbv)), person, record),
            ours.row(ours.listed(&north(), &shelf(true)), person, record),
            ours.row(ours.listed(&north(), &shelf(false)), person, record),
            ours.row(ours.listed(&List::Controller("a".into()), &shelf(true)), person, record),
            ours.row(ours.listed(&List::Supervised("a".into(), "north".into()), &shelf(true)), person, record),
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
