//! A record's past, as its page tells it: how it began, what was done with it, and what was said of the fields that the reader
//! sees. What was taken back stands there too, as a mistake.

use std::collections::{BTreeMap, BTreeSet};

use casework::view::{Acted, Said};
use casework::{LineState, PlaceLine, RecordView};
use journal::Act;
use model::{Field, FieldKey, FieldState, Id, Timestamp, Value};

use crate::desk::places::TakenBy;

/// Something in a record's past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordNote {
    /// When; nothing where that would tell whose line it is.
    pub at: Option<Timestamp>,
    /// The account that did it, or the source that said it; nobody where that would tell whose line it is.
    pub by: String,
    /// What.
    pub what: RecordDone,
    /// The fact that says what was done, by its origin and its number there: so a mistake is named.
    pub fact: Option<(Id, u64)>,
    /// Whether it was a mistake, and taken back.
    pub taken_back: bool,
}

/// What was done with a record, or said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordDone {
    /// It was opened.
    Opened,
    /// Something was done with it.
    Acted(Act),
    /// A field was said to be this.
    Said(String, FieldState<Value>),
    /// Something became of a line that it took, or has.
    Line(LineNote),
}

/// Something that became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineNote {
    /// The record that has the places.
    pub host: Id,
    /// The line, as it stood then.
    pub line: PlaceLine,
    /// How it stood before; nothing where it began by this.
    pub before: Option<LineState>,
    /// Whether somebody was there and left by this.
    pub stay: bool,
    /// By what it is taken.
    pub by: TakenBy,
}

/// The latest first; what one fact says of several fields stands in the order of a form. Of what came from elsewhere it says
/// which source, not who. What became of a house's own lines stands last, the latest first: between other notes it would be
/// dated by them. That a place was taken is told by what became of its line, where the reader sees that.
pub(super) fn history(
    record: &RecordView<'_>,
    shown: &[&Field],
    authors: &BTreeMap<Said, String>,
    lines: Vec<RecordNote>,
) -> Vec<RecordNote> {
    let opening = record.opening;
    let opened = RecordNote {
        at: Some(opening.said.at),
        by: opening.by.clone(),
        what: RecordDone::Opened,
        fact: None,
        taken_back: false,
    };
    let standing = record.standing();
    let acted = |Acted { said, by, act }: &Acted| RecordNote {
        at: Some(said.at),
        by: by.clone(),
        what: RecordDone::Acted(act.clone()),
        fact: Some((said.origin, said.number)),
        taken_back: !standing.iter().any(|other| other.said == *said),
    };
    let said = shown.iter().flat_map(|field| {
        let states = record.history(FieldKey::of(&field.name));
        states.into_iter().map(|(said, state)| {
            let what = RecordDone::Said(field.name.clone(), state.clone());
            RecordNote {
                at: Some(said.at),
                by: authors.get(said).unwrap_or(&said.source).clone(),
                what,
                fact: None,
                taken_back: false,
            }
        })
    });
    let seen: BTreeSet<(Id, Id)> = lines.iter().filter_map(line_of).collect();
    let is_told = |act: &Act| matches!(act, Act::Took { from, line } if seen.contains(&(*from, *line)));
    let mut notes = vec![opened];
    notes.extend(record.acts().into_iter().filter(|acted| !is_told(&acted.act)).map(acted));
    notes.extend(said);
    notes.extend(lines);
    notes.sort_by_key(|note| std::cmp::Reverse(note.at));
    notes
}

/// Of which line something is told, and where that lies.
fn line_of(note: &RecordNote) -> Option<(Id, Id)> {
    match &note.what {
        RecordDone::Line(told) => Some((told.host, told.line.id)),
        _ => None,
    }
}

/// The facts that said something of these fields, each once.
pub(super) fn said_in(record: &RecordView<'_>, shown: &[&Field]) -> Vec<Said> {
    let all = shown.iter().flat_map(|field| record.history(FieldKey::of(&field.name)));
    all.map(|(said, _)| said.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}
