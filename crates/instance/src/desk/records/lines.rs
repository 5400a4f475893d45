//! What became of lines, as the history of a record tells it: of those that it took at others, as far as the reader sees these,
//! and of those that it has itself.
//!
//! A house learns of its lines by nights and from nobody: the hour, or who it was, would say whose line it is, and since when
//! something was kept, beside its end, for which kind of record.

use std::collections::BTreeSet;

use casework::{LinePast, RecordView, lines_past};
use journal::Act;
use model::Id;

use super::{LineNote, RecordDone, RecordNote};
use crate::Fault;
use crate::desk::Desk;

impl Desk<'_> {
    /// What became of the lines of a record, the latest first.
    pub(super) async fn lines_told(&self, record: &RecordView<'_>) -> Result<Vec<RecordNote>, Fault> {
        let own = lines_past(record).into_iter().map(|past| {
            let past = LinePast { line: past.line.without_hours(), ..past };
            RecordNote { at: None, by: String::new(), ..self.line_note(record.id, past) }
        });
        let mut notes: Vec<RecordNote> = own.collect();
        let taken = lines_taken(record);
        let hosts: BTreeSet<Id> = taken.iter().map(|(host, _)| *host).collect();
        if !hosts.is_empty() {
            let hosts: Vec<Id> = hosts.into_iter().collect();
            let owners = self.instance.store.owners(&self.sight().of_store(), &hosts).await?;
            let there = owners.iter().filter_map(|owner| owner.record(owner.id)).filter(|host| self.sees(host));
            for host in there {
                let theirs = lines_past(&host).into_iter().filter(|past| taken.contains(&(host.id, past.line.id)));
                notes.extend(theirs.map(|past| self.line_note(host.id, past)));
            }
        }
        notes.reverse();
        Ok(notes)
    }

    fn line_note(&self, host: Id, past: LinePast) -> RecordNote {
        let (stay, by) = (past.is_stay(), self.by_of(past.limit));
        let note = LineNote { host, line: past.line, before: past.before, stay, by };
        RecordNote { at: Some(past.said.at), by: past.by, what: RecordDone::Line(note), fact: None, taken_back: false }
    }
}

/// The lines that a record ever took, and where.
pub(super) fn lines_taken(record: &RecordView<'_>) -> BTreeSet<(Id, Id)> {
    let took = record.acts().into_iter().filter_map(|acted| match &acted.act {
        Act::Took { from, line } => Some((*from, *line)),
        _ => None,
    });
    took.collect()
}
