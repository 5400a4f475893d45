//! A record as it is told: as JSON for programs, and in lines for whoever reads a terminal. Of what lies behind a wall the name
//! of the field is told and nothing else.

use std::collections::BTreeMap;

use instance::desk::{RecordDone, RecordNote, RecordRow, ShownRecord};
use journal::Act;
use model::Timestamp;
use serde_json::{Map, Value as Json, json};

use super::states::{text, told};
use super::{case, places};

pub(super) fn row(row: &RecordRow) -> Map<String, Json> {
    let fields: Map<String, Json> = row.fields.iter().map(|(name, state)| (name.clone(), told(state))).collect();
    let all = [
        ("id", json!(row.id.to_string())),
        ("kind", json!(row.kind)),
        ("person", json!(row.person.map(|person| person.to_string()))),
        ("household", json!(row.household)),
        ("open", json!(row.open)),
        ("assignee", json!(row.assignee)),
        ("opened", json!(row.opened.rfc3339())),
        ("changed", json!(row.changed.rfc3339())),
        ("fields", Json::Object(fields)),
    ];
    all.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

pub(super) fn whole(shown: &ShownRecord) -> Json {
    let mut all = row(&shown.row);
    let fields = shown.fields.iter().map(|(name, field)| (name.clone(), told(&field.state)));
    all.insert("fields".into(), Json::Object(fields.collect()));
    all.insert("withheld".into(), json!(shown.walled));
    all.insert("version".into(), json!(shown.version));
    all.insert("history".into(), shown.history.iter().map(note).collect());
    all.insert("case".into(), shown.case.as_ref().map_or(Json::Null, case::whole));
    all.insert("unreadable".into(), json!(shown.unreadable));
    all.insert("newer".into(), json!(shown.moving.as_ref().map(|moving| &moving.version)));
    Json::Object(all)
}

fn note(note: &RecordNote) -> Json {
    let (at, by) = (note.at.map(Timestamp::rfc3339), &note.by);
    match &note.what {
        RecordDone::Opened => json!({"at": at, "by": by, "did": "opened"}),
        RecordDone::Said(field, state) => {
            json!({"at": at, "by": by, "did": "said", "field": field, "value": told(state)})
        }
        RecordDone::Acted(Act::Assigned { to }) => json!({"at": at, "by": by, "did": "assigned", "to": to}),
        RecordDone::Acted(Act::Closed { reason }) => json!({"at": at, "by": by, "did": "closed", "reason": reason}),
        RecordDone::Acted(Act::Reopened { reason }) => json!({"at": at, "by": by, "did": "reopened", "reason": reason}),
        RecordDone::Acted(Act::Runs { pathway, version, .. }) => {
            json!({"at": at, "by": by, "did": "runs", "pathway": pathway, "version": version})
        }
        RecordDone::Acted(Act::Noted { happened, text }) => {
            json!({"at": at, "by": by, "did": "noted", "text": text, "happened": happened.map(Timestamp::rfc3339)})
        }
        RecordDone::Acted(Act::Took { from, .. }) => {
            json!({"at": at, "by": by, "did": "took", "from": from.to_string()})
        }
        RecordDone::Acted(act @ (Act::Moved { pathway, version, why } | Act::MoveAsked { pathway, version, why })) => {
            let did = if matches!(act, Act::Moved { .. }) { "moved" } else { "move-asked" };
            json!({"at": at, "by": by, "did": did, "pathway": pathway, "version": version, "why": why})
        }
        RecordDone::Line(told) => places::became(told, at.as_deref(), by),
        RecordDone::Acted(Act::Stepped { role, happened, why, step }) => json!({
            "at": at, "by": by, "role": role, "did": step.kind(), "step": step, "why": why,
            "happened": happened.map(Timestamp::rfc3339),
            "fact": note.fact.map(case::fact_name), "taken_back": note.taken_back,
        }),
    }
}

pub(super) fn line(row: &RecordRow) -> String {
    let known = row.fields.iter().filter(|(_, state)| !state.is_unknown());
    let said: Vec<String> = known.map(|(name, state)| format!("{name} {}", text(state))).collect();
    let state = if row.open { "open" } else { "closed" };
    let hands = row.assignee.as_ref().map_or_else(String::new, |account| format!(", in the hands of {account}"));
    format!("{}  {state}{hands}: {}", row.id, said.join(", "))
}

pub(super) fn page(shown: &ShownRecord) -> String {
    let mut lines = vec![line(&RecordRow { fields: BTreeMap::new(), ..shown.row.clone() })];
    let of = if shown.row.household { "the household of person" } else { "person" };
    let whose = shown.row.person.map(|person| format!(" of {of} {person}")).unwrap_or_default();
    lines.push(format!("{}{whose}, version {}", shown.row.kind, shown.version));
    lines.extend(shown.fields.iter().map(|(name, field)| {
        let by = if field.sources.is_empty() { String::new() } else { format!(" ({})", field.sources.join(", ")) };
        format!("  {name}: {}{by}", text(&field.state))
    }));
    lines.extend(shown.walled.iter().map(|name| format!("  {name}: behind a wall")));
    lines.extend(shown.case.iter().flat_map(case::lines));
    if shown.unreadable {
        lines.push("  the version on which it runs cannot be read any more: it is to be looked at".to_owned());
    }
    if shown.moving.as_ref().is_some_and(|moving| !moving.alike) {
        lines.push("  a newer version is in force: `onward pathway move --dry-run` shows what would change".to_owned());
    }
    let told = |note: &RecordNote| format!("{}{}{}{}", at(note), by(note), did(&note.what), case::beside(note));
    lines.extend(shown.history.iter().map(told));
    lines.join("\n")
}

/// When; of a line of a house not.
fn at(note: &RecordNote) -> String {
    note.at.map(|at| format!("{}  ", at.rfc3339())).unwrap_or_default()
}

/// Who did it; of a line of a house nobody is told.
fn by(note: &RecordNote) -> String {
    if note.by.is_empty() { String::new() } else { format!("{}  ", note.by) }
}

fn did(what: &RecordDone) -> String {
    match what {
        RecordDone::Opened => "opened it".to_owned(),
        RecordDone::Said(field, state) => format!("{field}: {}", text(state)),
        RecordDone::Acted(Act::Assigned { to: Some(to) }) => format!("put it into the hands of {to}"),
        RecordDone::Acted(Act::Assigned { to: None }) => "put it into nobody's hands".to_owned(),
        RecordDone::Acted(Act::Closed { reason }) => format!("closed it: {reason}"),
        RecordDone::Acted(Act::Reopened { reason }) => format!("opened it again: {reason}"),
        RecordDone::Acted(Act::Runs { pathway, .. }) => format!("it runs {pathway}"),
        RecordDone::Acted(Act::Took { .. }) => "took a place".to_owned(),
        RecordDone::Line(told) => places::became_line(told),
        RecordDone::Acted(Act::Noted { happened, text }) => {
            let when = happened.map_or_else(String::new, |at| format!(" ({})", at.rfc3339()));
            // A line of a note is no line of the history.
            format!("noted{when}: {}", text.replace('\n', "\n    | "))
        }
        RecordDone::Acted(Act::Moved { why, .. }) => format!("moved it to the version in force then: {why}"),
        RecordDone::Acted(Act::MoveAsked { why, .. }) => {
            format!("asked to move it to the version in force then: {why}")
        }
        RecordDone::Acted(Act::Stepped { why, step, .. }) => case::did(step, why.as_deref()),
    }
}
