//! Records of people at the desk: what is open, one of them, and a new one.
//!
//! Which record and which field is shown to whom, the record settles; pages show what they were given. What a record says
//! stands in no address and on no list where it is sealed.

mod list;
mod page;

pub use list::show as list;
pub use page::{act, amend, begin, open, show};

use instance::desk::RecordRow;
use model::{FieldState, Id, Kind, NamePart};

use super::list::name_of;
use crate::labels::Labels;
use crate::say::Html;

/// Address of a record's page.
pub(crate) fn path(record: Id) -> String {
    format!("/desk/records/{record}")
}

/// Address of the list of a kind.
pub(crate) fn list_path(kind: &str) -> String {
    format!("/desk/records?kind={kind}")
}

/// A record in a list.
pub struct RecordLine {
    /// Address of its page.
    pub address: String,
    /// What it is called.
    pub name: Html,
    /// Its kind in words.
    pub kind: Html,
    /// Whose it is.
    pub person: Html,
    /// Whether something may still be done with it.
    pub open: bool,
    /// Who has it in hand.
    pub assignee: Option<String>,
    /// When something was last done with it.
    pub changed: Html,
}

impl RecordLine {
    pub(super) fn of(row: &RecordRow, labels: &Labels<'_>, moment: impl Fn(model::Timestamp) -> Html) -> Self {
        let kind = labels.schema.kind(&row.kind);
        Self {
            address: path(row.id),
            name: kind.map_or_else(|| crate::labels::isolated(&row.kind), |kind| called(kind, row, labels)),
            kind: labels.kind(&row.kind),
            person: name_of(labels, |field| row.named.get(field)),
            open: row.open,
            assignee: row.assignee.clone(),
            changed: moment(row.changed),
        }
    }
}

/// What a record is called: the words of its kind with what its fields say, in the reader's language.
pub(super) fn called(kind: &Kind, row: &RecordRow, labels: &Labels<'_>) -> Html {
    let part = |part: &NamePart| match part {
        NamePart::Words(words) => crate::say::escape(words),
        NamePart::Field(position) => {
            let Some(field) = kind.fields.get(*position) else { return String::new() };
            match row.fields.get(&field.name) {
                None | Some(FieldState::Unknown) => format!("({})", labels.say.t("state-unknown")),
                Some(state) => labels.state(&field.name, state).to_string(),
            }
        }
    };
    Html::trusted(kind.naming.iter().map(part).collect())
}
