//! What happened with a record, line by line, and which of it the reader may say was a mistake.

use casework::Action;
use instance::desk::{RecordDone, RecordNote, ShownRecord};
use journal::{Act, CaseStep};
use pathways::roles::PERSON;

use super::own_place::became;
use super::{case, told};
use crate::gate::Frame;
use crate::labels::Labels;
use crate::say::{Html, MessageArg};

/// As much of what became of lines is told at most.
const LINES_TOLD: usize = 200;

/// A line of what happened.
pub struct HistoryLine {
    /// When; nothing where that would tell whose line it is.
    pub at: Option<Html>,
    /// By whom; nobody where that would tell whose line it is.
    pub by: String,
    /// What.
    pub what: Html,
    /// When it happened, where that was before.
    pub before: Option<Html>,
    /// The fact of a step, by which it is taken back: its origin and its number there.
    pub fact: Option<(String, u64)>,
    /// Whether it was a mistake, and taken back.
    pub taken_back: bool,
}

impl HistoryLine {
    pub(super) fn of(note: &RecordNote, found: &ShownRecord, frame: &Frame, labels: &Labels<'_>) -> Self {
        let (say, case) = (frame.say, found.case.as_ref());
        let reason = |key: &str, reason: &str| say.rich(key, &[("reason", MessageArg::Text(reason))]);
        let what = match &note.what {
            RecordDone::Opened => Html::escaped(&say.t("record-did-open")),
            RecordDone::Said(field, state) => {
                let value = MessageArg::Html(told(field, state, &found.row, labels, false));
                say.rich("record-did-say", &[("field", MessageArg::Html(labels.field(field))), ("value", value)])
            }
            RecordDone::Acted(Act::Assigned { to: Some(to) }) => {
                say.rich("record-did-assign", &[("account", MessageArg::Text(to))])
            }
            RecordDone::Acted(Act::Assigned { to: None }) => Html::escaped(&say.t("record-did-release")),
            RecordDone::Acted(Act::Closed { reason: why }) => match case {
                Some(case) => {
                    say.rich("record-did-close", &[("reason", MessageArg::Html(case::end_of(why, case, say)))])
                }
                None => reason("record-did-close", why),
            },
            RecordDone::Acted(Act::Reopened { reason: why }) => reason("record-did-reopen", why),
            RecordDone::Acted(Act::Runs { .. }) => Html::escaped(&say.t("case-did-begin")),
            RecordDone::Acted(Act::Took { .. }) => Html::escaped(&say.t("record-did-take")),
            RecordDone::Line(told) => became(told, found, labels),
            RecordDone::Acted(Act::Noted { text, .. }) => {
                say.rich("record-did-note", &[("text", MessageArg::Text(text))])
            }
            RecordDone::Acted(Act::Moved { why, .. }) => reason("case-did-move", why),
            RecordDone::Acted(Act::MoveAsked { why, .. }) => reason("case-did-ask-move", why),
            RecordDone::Acted(Act::Stepped { role, step, why, .. }) => {
                case::done(step, why.as_deref(), role == PERSON, case, say)
            }
        };
        let fact = note.fact.filter(|_| frame.may_take_back(note)).map(|(origin, number)| (origin.to_string(), number));
        let before = match &note.what {
            RecordDone::Acted(
                Act::Stepped { happened: Some(happened), .. } | Act::Noted { happened: Some(happened), .. },
            ) => Some(frame.moment(*happened)),
            _ => None,
        };
        Self {
            at: note.at.map(|at| frame.moment(at)),
            before,
            by: note.by.clone(),
            what,
            fact,
            taken_back: note.taken_back,
        }
    }
}

impl Frame {
    /// A step that stands and took nothing back itself: whoever took it, or a supervisor, may say that it was a mistake; of a
    /// vote or an appeal nobody else.
    fn may_take_back(&self, note: &RecordNote) -> bool {
        let RecordDone::Acted(Act::Stepped { step, .. }) = &note.what else { return false };
        let own = self.account() == Some(note.by.as_str());
        let answers = self.may(Action::ApprovePlan);
        match step {
            _ if note.taken_back => false,
            CaseStep::Retracted { .. } => false,
            CaseStep::Voted { .. } | CaseStep::Appealed { .. } => own,
            _ => own || answers,
        }
    }
}

/// What of a record's past its page tells, and of how much of what became of its lines it leaves out: a house has many.
pub(super) fn of_page(notes: &[RecordNote]) -> (Vec<&RecordNote>, u64) {
    let mut lines = 0_usize;
    let fits = |note: &&RecordNote| {
        let is_line = matches!(note.what, RecordDone::Line(_));
        lines += usize::from(is_line);
        !is_line || lines <= LINES_TOLD
    };
    let told: Vec<&RecordNote> = notes.iter().filter(|note| is_told(note)).filter(fits).collect();
    (told, u64::try_from(lines.saturating_sub(LINES_TOLD)).unwrap_or(u64::MAX))
}

/// That a case runs its pathway goes without saying.
fn is_told(note: &RecordNote) -> bool {
    !matches!(note.what, RecordDone::Acted(Act::Runs { .. }))
}
