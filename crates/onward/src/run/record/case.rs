//! Steps of cases on the command line: which one is asked for, why it is refused, how a case stands, what is to be done.

use casework::Refusal;
use instance::Fault;
use instance::desk::{
    RecordDone, RecordNote, ShownAfter, ShownCase, ShownItem, ShownNo, WorkDuty, WorkQuery, WorkRow, WorkView,
};
use journal::{Act, CaseStep};
use model::{Id, Timestamp, Zone};
use pathways::roles::PERSON;
use pathways::{CaseStanding, parse_span};
use serde_json::{Value as Json, json};

use super::of_records;
use super::places::place_refusal;
use crate::cli::{StepArgs, StepMoreArgs, WorkViewArg};
use crate::fail::{Fail, Outcome};

/// The step of a pathway that is asked for; nothing where something else is.
pub(super) fn step(asked: &StepArgs, more: &StepMoreArgs) -> Outcome<Option<CaseStep>> {
    let vote = |item: &String, yes| CaseStep::Voted { item: item.clone(), yes, seat: more.seat.clone() };
    let one = |item: &Option<String>, step: fn(String) -> CaseStep| item.clone().map(step);
    let plain = [
        one(&asked.done, |item| CaseStep::Did { item }),
        one(&asked.waive, |item| CaseStep::Waived { item }),
        one(&asked.add, |item| CaseStep::Added { item }),
        one(&asked.pause, |item| CaseStep::Paused { item }),
        one(&asked.resume, |item| CaseStep::Resumed { item }),
        one(&asked.serve, |item| CaseStep::Served { item }),
        one(&asked.appeal, |item| CaseStep::Appealed { item }),
        one(&asked.consent, |to| CaseStep::Consented { to }),
        one(&asked.send, |text| CaseStep::Sent { text }),
        asked.yes.as_ref().map(|item| vote(item, true)),
        asked.no.as_ref().map(|item| vote(item, false)),
    ];
    if let Some(step) = plain.into_iter().flatten().next() {
        return Ok(Some(step));
    }
    paired(asked, more)
}

/// Makes a step of an item and what is said beside it.
type Paired = fn(String, String, &StepMoreArgs) -> CaseStep;

/// Steps that name an item and something more.
fn paired(asked: &StepArgs, more: &StepMoreArgs) -> Outcome<Option<CaseStep>> {
    let StepArgs { extend, decide, refer, answer, appoint, retract, .. } = asked;
    if let Some(text) = retract {
        let (origin, number) = text.split_once('/').ok_or_else(|| Fail::wrong("expected a fact as `show` tells it"))?;
        let number = number.parse().map_err(|_| Fail::wrong("expected a fact as `show` tells it"))?;
        return Ok(Some(CaseStep::Retracted { origin: super::id("fact", origin)?, number }));
    }
    if let Some(text) = extend {
        let (item, span) = pair(text)?;
        let by = parse_span(&span)
            .ok_or_else(|| Fail::wrong(format!("expected a length such as `5 working_days`, found `{span}`")))?;
        return Ok(Some(CaseStep::Extended { item, n: by.n, unit: by.unit.word().to_owned() }));
    }
    let (text, step): (&String, Paired) = match (decide, refer, answer, appoint) {
        (Some(text), ..) => (text, |item, outcome, _| CaseStep::Decided { item, outcome }),
        (_, Some(text), ..) => {
            (text, |item, to, more| CaseStep::Referred { item, to, priority: more.priority.clone() })
        }
        (_, _, Some(text), _) => (text, |item, answer, _| CaseStep::Answered { item, answer }),
        (.., Some(text)) => (text, |item, to, _| CaseStep::Appointed { item, to }),
        (None, None, None, None) => return Ok(None),
    };
    let (item, value) = pair(text)?;
    Ok(Some(step(item, value, more)))
}

fn pair(text: &str) -> Outcome<(String, String)> {
    let (item, value) =
        text.split_once('=').ok_or_else(|| Fail::wrong(format!("expected `ITEM=...`, found `{text}`")))?;
    Ok((item.to_owned(), value.to_owned()))
}

/// Refusals in words of cases.
pub(super) fn of_steps(fault: Fault) -> Fail {
    match fault {
        Fault::Refused(Refusal::NotOpen) => {
            Fail::wrong("this cannot be done as the case stands now").help("`onward record show` tells what is open")
        }
        Fault::Refused(Refusal::NotAllowed) => Fail::wrong("your role does not do this in a case of this pathway"),
        Fault::Refused(Refusal::NeedsAnotherPerson) => {
            Fail::wrong("this is your own work: somebody else must look at it")
        }
        Fault::Refused(Refusal::ReasonsMissing) => Fail::wrong("this needs its reasons").help("`--why TEXT`"),
        Fault::Refused(Refusal::NoConsent) => Fail::wrong("the person has not agreed that this is shared")
            .help("`--agreed` beside `--refer`, once they have"),
        Fault::Refused(Refusal::DoNotContact) => {
            Fail::wrong("it is not known that the person can be reached without danger: nothing goes out")
        }
        Fault::Refused(Refusal::Gate) => Fail::wrong("what must be known before this is not known, or does not hold"),
        Fault::Refused(Refusal::Full) => Fail::wrong("somebody else has cast this seat"),
        Fault::Refused(Refusal::BadField { field }) if !field.contains('.') => match field.as_str() {
            "n" => Fail::wrong("a clock is lengthened by 1 or more, and at most by about ten years at once"),
            "item" => Fail::wrong("the pathway has no item of this name").help("`onward record show` tells them"),
            "outcome" => Fail::wrong("the decision cannot come to this"),
            "answer" => Fail::wrong("an answer is `accepted`, `declined` or `completed`"),
            "text" => Fail::wrong("the pathway has no message of this name"),
            "happened" => Fail::wrong("that is no moment between the opening of the case and now"),
            "why" => Fail::wrong("a reason says why, in at most 2000 characters"),
            "agreed" => Fail::wrong("what the person agreed to is a referral").help("`--agreed` beside `--refer`"),
            "to" => Fail::wrong("nobody of this name works at this office, reads this person and opens this case"),
            other => Fail::wrong(format!("`{other}` is not what a step has")),
        },
        Fault::Refused(refusal) => place_refusal(&refusal).unwrap_or_else(|| of_records(Fault::Refused(refusal))),
        fault => of_records(fault),
    }
}

/// The name under which a fact is taken back.
pub(super) fn fact_name((origin, number): (Id, u64)) -> String {
    format!("{origin}/{number}")
}

/// What a line of history says beside what was done with a case: for whom, when it happened, under which name it is taken back.
pub(super) fn beside(note: &RecordNote) -> String {
    let RecordDone::Acted(Act::Stepped { role, happened, .. }) = &note.what else { return String::new() };
    let theirs = if role == PERSON { ", for the person" } else { "" };
    let when = happened.map_or_else(String::new, |at| format!(", it was {}", at.rfc3339()));
    let fact = note.fact.map_or_else(String::new, fact_name);
    let back = if note.taken_back { ", taken back" } else { "" };
    format!("{theirs}{when}{back} [{fact}]")
}

pub(super) fn whole(case: &ShownCase) -> Json {
    let items = case.stages.iter().flat_map(|stage| stage.items.iter().map(move |item| (stage, item)));
    let items = items.map(|(stage, item)| {
        json!({
            "id": item.id, "stage": stage.id, "standing": standing(item.standing), "due": item.due, "late": item.late,
            "stopped": item.stopped, "waiting": item.waiting, "outcome": item.outcome, "count": item.count,
            "missed": item.missed, "referred": item.referred, "deemed": item.deemed, "marked": item.marked,
            "sent_back": item.sent_back.as_ref().map(no_told), "after": after_told(&item.after),
        })
    });
    let stages = case.stages.iter().filter(|stage| stage.standing == CaseStanding::Open);
    json!({
        "stages": stages.map(|stage| &stage.id).collect::<Vec<_>>(),
        "items": items.collect::<Vec<_>>(),
        "asks": case.asks,
        "ends": case.ends,
    })
}

/// What became of a decision: nothing of what is none, or is not made.
fn after_told(after: &ShownAfter) -> Json {
    if *after == ShownAfter::default() {
        return Json::Null;
    }
    json!({
        "unserved": after.unserved, "served": after.served.map(Timestamp::rfc3339), "appeal_until": after.appeal_until,
        "appealed": after.appealed.map(Timestamp::rfc3339), "final": after.settled.map(Timestamp::rfc3339),
    })
}

/// The same in words.
fn after_words(after: &ShownAfter) -> Vec<String> {
    let at = |what: &str, at: Option<Timestamp>| at.map(|at| format!("{what} {}", at.rfc3339()));
    let until = match after.appeal_until.as_slice() {
        [Some(day)] if after.may_be_appealed() => Some(format!("can be appealed until {day}")),
        _ if after.may_be_appealed() => Some("can be appealed".to_owned()),
        _ => None,
    };
    let unserved = after.unserved.then(|| "its letter is not served yet".to_owned());
    let told = [unserved, at("served", after.served), until, at("appealed", after.appealed)];
    told.into_iter().flatten().chain(at("final since", after.settled)).collect()
}

/// A case in lines: what stands where.
pub(super) fn lines(case: &ShownCase) -> Vec<String> {
    let mut lines = vec![];
    for stage in &case.stages {
        lines.push(format!("  {}: {}", stage.id, standing(stage.standing)));
        lines.extend(stage.items.iter().filter(|item| item.standing != CaseStanding::Waiting).map(item_line));
    }
    if !case.asks.is_empty() {
        lines.push(format!("  to be asked: {}", case.asks.join(", ")));
    }
    if !case.ends.is_empty() {
        lines.push(format!("  it can end: {}", case.ends.join(", ")));
    }
    lines
}

fn item_line(item: &ShownItem) -> String {
    let mut told = vec![standing(item.standing).to_owned()];
    match item.due.as_slice() {
        [Some(due)] => told.push(format!("due {due}")),
        [from, to] => {
            let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "not known".into());
            told.push(format!("due between {} and {}", end(from), end(to)));
        }
        _ => {}
    }
    told.extend(item.late.iter().map(|since| format!("late since {since}")));
    told.extend(item.stopped.iter().map(|left| format!("stopped, {left} left")));
    told.extend(item.outcome.iter().cloned());
    told.extend(item.deemed.then(|| "nobody decided in time".to_owned()));
    told.extend(item.marked.then(|| "not known whether it applies".to_owned()));
    told.extend(item.proposed.iter().map(|proposed| format!("waits for a vote on what {} did", proposed.by)));
    told.extend(item.sent_back.iter().map(no_words));
    told.extend(after_words(&item.after));
    told.extend(item.referred.iter().map(|to| format!("referred to {to}")));
    format!("    {}: {}", item.id, told.join(", "))
}

/// Where something stands, in one word.
pub(in crate::run) fn standing(standing: CaseStanding) -> &'static str {
    match standing {
        CaseStanding::Waiting => "waiting",
        CaseStanding::Undecided => "undecided",
        CaseStanding::Offered => "offered",
        CaseStanding::Open => "open",
        CaseStanding::Done => "done",
        CaseStanding::Waived => "waived",
        CaseStanding::Skipped => "skipped",
        CaseStanding::Resting => "resting",
    }
}

/// A step as a line of a history.
pub(super) fn did(step: &CaseStep, why: Option<&str>) -> String {
    let told = match step {
        CaseStep::Did { item } => format!("did {item}"),
        CaseStep::Waived { item } => format!("waived {item}"),
        CaseStep::Added { item } => format!("added {item}"),
        CaseStep::Paused { item } => format!("stopped the clock of {item}"),
        CaseStep::Resumed { item } => format!("let the clock of {item} go on"),
        CaseStep::Extended { item, n, unit } => format!("gave {item} {n} {unit} more"),
        CaseStep::Decided { item, outcome } => format!("decided {item}: {outcome}"),
        CaseStep::Voted { item, yes: true, .. } => format!("said yes to {item}"),
        CaseStep::Voted { item, yes: false, .. } => format!("said no to {item}"),
        CaseStep::Served { item } => format!("served {item}"),
        CaseStep::Appealed { item } => format!("wrote down an appeal against {item}"),
        CaseStep::Referred { item, to, .. } => format!("referred {item} to {to}"),
        CaseStep::Answered { item, answer } => format!("wrote down that {item} was {answer}"),
        CaseStep::Consented { to } => format!("wrote down that the person agreed: {to}"),
        CaseStep::Sent { text } => format!("told them {text}"),
        CaseStep::Retracted { .. } => "took a mistake back".to_owned(),
        CaseStep::Appointed { item, to } => format!("appointed {to} for {item}"),
    };
    why.map_or_else(|| told.clone(), |why| format!("{told}: {why}"))
}

/// Which work is asked for.
pub(super) fn query(view: WorkViewArg, kind: Option<&str>, until: Option<&str>, limit: u32) -> Outcome<WorkQuery> {
    let (view, late) = match view {
        WorkViewArg::Mine => (WorkView::Mine, false),
        WorkViewArg::Office => (WorkView::Office, false),
        WorkViewArg::Nobodys => (WorkView::Nobodys, false),
        WorkViewArg::Yes => (WorkView::Yes, false),
        WorkViewArg::Late => (WorkView::Office, true),
    };
    let day = |text: &str| {
        text.parse().map_err(|_| Fail::wrong(format!("`--until`: expected a day such as `2026-11-30`, found `{text}`")))
    };
    let until = until.map(day).transpose()?;
    Ok(WorkQuery { view, kind: kind.map(str::to_owned), until, late, page: 0, size: limit.into() })
}

pub(super) fn work_row(row: &WorkRow, zone: &Zone) -> Json {
    let record = row.record.as_ref();
    json!({
        "record": record.map(|record| record.id.to_string()), "kind": row.kind,
        "person": record.and_then(|record| record.person).map(|person| person.to_string()),
        "duty": row.duty.code(), "item": row.item, "due": row.due.map(Timestamp::rfc3339), "late": row.late,
        "last_day": row.due.map(|due| last_day(due, zone)), "asks": row.asks,
        "unseen_by": row.unseen_by, "sent_back": row.sent_back.as_ref().map(no_told),
        "since": row.since.rfc3339(), "escalated": row.escalated.map(Timestamp::rfc3339),
        "office": row.elsewhere.as_ref().map(|office| &office.id),
        "call": row.elsewhere.as_ref().map(|office| &office.call),
        "assignee": record.and_then(|record| record.assignee.as_ref()),
    })
}

/// A day is over at the first instant of the next: what is due by then is due on the day before.
fn last_day(due: Timestamp, zone: &Zone) -> String {
    zone.day(Timestamp(due.0.saturating_sub(1))).to_string()
}

fn no_told(no: &ShownNo) -> Json {
    json!({"by": no.by, "at": no.at.rfc3339(), "why": no.why})
}

/// That something was sent back, by whom and why.
fn no_words(no: &ShownNo) -> String {
    let why = no.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
    format!("sent back by {}{why}", no.by)
}

pub(super) fn work_line(row: &WorkRow, zone: &Zone) -> String {
    let item = row.item.as_deref().unwrap_or_default();
    let what = match row.duty {
        WorkDuty::Item if row.asks.is_empty() => item.to_owned(),
        WorkDuty::Item => format!("{item} (ask {})", row.asks.join(", ")),
        WorkDuty::Vote => format!("yes or no to {item}"),
        WorkDuty::Serve => format!("serve {item}"),
        WorkDuty::Tell => format!("tell them: {item}"),
        WorkDuty::AskHow => format!("not to be contacted: ask how; to be told: {item}"),
        WorkDuty::Late => format!("overdue: {item}"),
        WorkDuty::Look if row.asks.is_empty() => "look at it".to_owned(),
        WorkDuty::Look => format!("ask {}", row.asks.join(", ")),
    };
    let due = row.due.map_or_else(|| "without a day".to_owned(), |due| format!("by {}", last_day(due, zone)));
    let back = row.sent_back.as_ref().map(|no| format!(", {}", no_words(no))).unwrap_or_default();
    let unseen = match row.unseen_by.as_slice() {
        [] => String::new(),
        roles => format!(", for {}, who do not see it: tell them", roles.join(", ")),
    };
    let late = if row.late { ", late" } else { "" };
    let escalated = row.escalated.map(|since| format!(", escalated to you since {}", since.rfc3339()));
    let escalated = escalated.unwrap_or_default();
    let whose = match (&row.record, &row.elsewhere) {
        (Some(record), _) => record.id.to_string(),
        (None, Some(office)) if office.call.is_empty() => format!("somebody at {}, for whom nobody answers", office.id),
        (None, Some(office)) => format!("somebody at {}, call {}", office.id, office.call.join(", ")),
        (None, None) => String::new(),
    };
    format!("{whose}  {}: {what}, {due}{late}{escalated}{back}{unseen}", row.kind)
}
