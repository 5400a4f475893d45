//! Records at the desk: what is open, one of them, a new one, and the places that some have.
//!
//! Which record and which field is shown to whom, the record settles; pages show what they were given. What a record says
//! stands in no address and on no list where it is sealed.

mod act;
mod case;
pub(crate) mod decided;
mod entry;
mod happened;
mod history;
mod keeping;
mod links;
mod list;
mod moving;
mod narrow;
mod new;
mod own_place;
mod page;
pub(crate) mod places;
mod step;
mod step_form;

pub use act::act;
pub use keeping::{lines, place};
pub use list::show as list;
pub use new::{begin, begin_itself, open, open_itself};
pub use page::{amend, show};
pub use step::{relocate, take};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use instance::desk::RecordRow;
use model::{Field, FieldState, Id, Kind, NamePart, Schema, Value};

use super::list::name_of;
use crate::gate::Frame;
use crate::labels::Labels;
use crate::say::{Html, MessageArg};

/// Address of the lists of all kinds.
pub(crate) const LISTS: &str = "/desk/records";

/// Address of a record's page.
pub(crate) fn path(record: Id) -> String {
    format!("/desk/records/{record}")
}

/// Address of the list of a kind. That somebody works with records behind a wall is told by no address: kinds stand in
/// them by words of this session, all of them, for that one is hidden would tell which.
pub(crate) fn list_path(frame: &Frame, kind: &str) -> String {
    format!("/desk/records?kind={}", word_of(frame, kind))
}

/// Address of the form of a new record that owns itself.
pub(super) fn new_itself_path(frame: &Frame, kind: &str) -> String {
    format!("/desk/new/{}", word_of(frame, kind))
}

/// Address of the form of a new record of a kind.
pub(super) fn new_path(frame: &Frame, person: Id, kind: &str) -> String {
    format!("/desk/people/{person}/new/{}", word_of(frame, kind))
}

/// The kind for which a word stands; one in the open may be called by its name too.
pub(super) fn kind_of<'a>(frame: &Frame, schema: &'a Schema, word: &str) -> Option<&'a Kind> {
    schema.kinds().find(|kind| word_of(frame, &kind.name) == word || (kind.compartment.is_none() && kind.name == word))
}

/// The word for a kind in the addresses of a session.
pub(super) fn word_of(frame: &Frame, kind: &str) -> String {
    let derived = frame.derived(&format!("kind {kind}"));
    URL_SAFE_NO_PAD.encode(derived.first_chunk::<9>().copied().unwrap_or_default())
}

/// A record in a list.
pub struct RecordLine {
    /// Address of its page.
    pub address: String,
    /// What it is called.
    pub name: Html,
    /// Its kind in words, where it is not called so anyway.
    pub kind: Option<Html>,
    /// Whose it is; nobody's where it owns itself.
    pub person: Option<Html>,
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
        let name = kind.map_or_else(|| crate::labels::isolated(&row.kind), |kind| called(kind, row, labels));
        Self {
            address: path(row.id),
            kind: Some(labels.kind(&row.kind)).filter(|kind| *kind != name),
            name,
            person: whose(row, labels),
            open: row.open,
            assignee: row.assignee.clone(),
            changed: moment(row.changed),
        }
    }
}

/// Whose a record is, in words; nobody's where it owns itself.
pub(super) fn whose(row: &RecordRow, labels: &Labels<'_>) -> Option<Html> {
    let name = row.person.map(|_| name_of(labels, |field| row.named.get(field)));
    match (name, row.household) {
        (None, true) => Some(Html::escaped(&labels.say.t("records-household"))),
        (name, household) => name.map(|name| of_whom(name, household, labels)),
    }
}

/// Somebody by their name, or the household through whom it is found.
fn of_whom(name: Html, household: bool, labels: &Labels<'_>) -> Html {
    if household { labels.say.rich("records-household-of", &[("name", MessageArg::Html(name))]) } else { name }
}

/// What a record is called: the words of its kind with what its fields say, in the reader's language; as its kind, where none
/// of them says anything.
pub(super) fn called(kind: &Kind, row: &RecordRow, labels: &Labels<'_>) -> Html {
    let part = |part: &NamePart| match part {
        NamePart::Words(words) => crate::say::escape(words),
        NamePart::Field(position) => {
            let Some(field) = kind.fields.get(*position) else { return String::new() };
            match row.fields.get(&field.name) {
                None | Some(FieldState::Unknown) => format!("({})", labels.say.t("state-unknown")),
                Some(state) => told(&field.name, state, row, labels, false).to_string(),
            }
        }
    };
    // A case whose kind gives it no name is called as its pathway is.
    if !is_named(kind, row) {
        return labels.kind(&kind.name);
    }
    Html::trusted(kind.naming.iter().map(part).collect())
}

/// Whether a field by which records of a kind are called says anything.
fn is_named(kind: &Kind, row: &RecordRow) -> bool {
    let said = |field: &Field| row.fields.get(&field.name).is_some_and(|state| !state.is_unknown());
    let fields = kind.naming.iter().filter_map(|part| match part {
        NamePart::Field(position) => kind.fields.get(*position),
        NamePart::Words(_) => None,
    });
    let fields: Vec<&Field> = fields.collect();
    if fields.is_empty() { !kind.naming.is_empty() } else { fields.into_iter().any(said) }
}

/// What a field of a record says: of a link what it leads to is called, and, where that is wanted, the way there.
pub(super) fn told(field: &str, state: &FieldState<Value>, row: &RecordRow, labels: &Labels<'_>, leads: bool) -> Html {
    let FieldState::Known(Value::Record(id)) = state else { return labels.state(field, state) };
    let there = row.links.get(id).and_then(|there| Some((labels.schema.kind(&there.kind)?, there)));
    match there {
        Some((kind, there)) if leads => {
            Html::trusted(format!("<a href=\"{}\">{}</a>", path(*id), called(kind, there, labels)))
        }
        Some((kind, there)) => called(kind, there, labels),
        None => Html::escaped(&labels.say.t("record-elsewhere")),
    }
}
