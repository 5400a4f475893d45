//! `onward record`: what the desk's pages do with records of people, by the same door (`instance::desk`).

mod case;
mod places;
mod states;
mod telling;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use casework::{Fields, Refusal, StepAsked};
use instance::desk::{Among, Desk, RecordRow, RecordsQuery, ShownRecord, WorkQuery};
use instance::{ASSISTANCE, Acting, Fault, InForce, Instance};
use journal::Act;
use model::{FieldKey, FieldState, Id, Kind, Schema, Timestamp, Value, Zone, core, nearest};
use serde_json::{Value as Json, json};

use super::demo::SUPERVISOR;
use crate::acting::acting;
use crate::cli::{CallArgs, RecordVerb, SaidArgs, StepArgs, StepMoreArgs};
use crate::fail::{Fail, Outcome};
use crate::{open, out};

pub(super) use self::case::standing;
pub(super) use self::states::{text, told};
use self::telling::{line, page, row, whole};

pub async fn run(verb: RecordVerb) -> Outcome {
    let (RecordVerb::Open { call, .. }
    | RecordVerb::Amend { call, .. }
    | RecordVerb::Show { call, .. }
    | RecordVerb::List { call, .. }
    | RecordVerb::Step { call, .. }
    | RecordVerb::Place { call, .. }
    | RecordVerb::Lines { call, .. }
    | RecordVerb::Board { call, .. }
    | RecordVerb::Work { call, .. }) = &verb;
    let instance = open::instance(&call.at).await?;
    let done = Box::pin(done(&instance, &verb, call)).await;
    instance.close().await;
    done
}

/// Refusals in words of records.
pub(super) fn of_records(fault: Fault) -> Fail {
    match fault {
        Fault::Refused(Refusal::NotFound) => {
            Fail::wrong("no such record or person here, of a kind that you may work on")
        }
        Fault::Refused(Refusal::ExistsAlready) => {
            Fail::wrong("a record of this kind is open for this person").help("go on with that one, or close it first")
        }
        Fault::Refused(Refusal::NotOpen) => {
            Fail::wrong("the record is closed").help("`--reopen REASON` opens it again")
        }
        Fault::Refused(Refusal::BadField { field }) if field == "to" => {
            Fail::wrong("nobody of this name works at this office, may read this and opens it")
        }
        Fault::Refused(Refusal::BadField { field }) if field == "reason" => {
            Fail::wrong("a reason says why, in at most 2000 characters")
        }
        Fault::Refused(Refusal::BadField { field }) if field == core::HOUSEHOLD_ID.name => {
            Fail::wrong("it is not known to which household they belong")
                .help("`household.id` says it; where two sources name two, nobody knows which")
        }
        Fault::Refused(Refusal::BadField { field }) if field.contains('.') => {
            Fail::wrong(format!("`{field}` is not said, or cannot be that"))
                .help("a link is the id of a record of the right kind that you may read")
        }
        Fault::Refused(Refusal::OpenAlready) => {
            Fail::wrong("the record is open already").help("nothing was added to it; `onward record show` says by whom")
        }
        Fault::Refused(Refusal::VersionUnreadable) => {
            Fail::wrong("the version on which this case runs cannot be read any more")
                .help("`onward pathway move` brings it to the one that is in force; two people do that")
        }
        Fault::Refused(Refusal::Gate) => Fail::wrong("what must hold before this does not hold yet")
            .help("`onward record show` tells what is open, what is to be asked and how it can end"),
        fault => fault.into(),
    }
}

/// Refusals of a step: what is closed and was to be closed needs no opening again.
fn of_step(step: &StepArgs, fault: Fault) -> Fail {
    match fault {
        Fault::Refused(Refusal::NotOpen) if step.close.is_some() => Fail::wrong("the record is closed already")
            .help("nothing was added to it; `onward record show` says by whom and why"),
        Fault::Refused(Refusal::BadField { field }) if field == "text" => {
            Fail::wrong("a note says what was said, in a page or two at most")
        }
        Fault::Refused(Refusal::BadField { field }) if field == "happened" => {
            Fail::wrong("`--at`: that moment has not come yet")
        }
        fault => of_records(fault),
    }
}

async fn done(instance: &Arc<Instance>, verb: &RecordVerb, call: &CallArgs) -> Outcome {
    let in_force = instance.in_force().await?;
    let acting = acting(&call.acting, instance, &in_force, ASSISTANCE, Some(SUPERVISOR)).await?;
    let asked = Asked { instance, in_force: &in_force, acting: &acting, call };
    match verb {
        RecordVerb::Open { kind, of, said, .. } => asked.open(kind, of.as_deref(), said).await,
        RecordVerb::Amend { kind, record, said, seen, .. } => asked.amend(kind, record, said, *seen).await,
        RecordVerb::Show { kind, record, .. } => asked.after(kind, record).await,
        RecordVerb::List { kind, of: Some(of), .. } => asked.list_of(kind, of).await,
        RecordVerb::List { kind, closed, at, says, limit, .. } => {
            let among = asked.among(kind, at.as_deref(), says.as_deref()).await?;
            asked.list(RecordsQuery { kind: kind.clone(), open: !closed, among, page: 0, size: (*limit).into() }).await
        }
        RecordVerb::Step { kind, record, step, more, .. } => asked.step(kind, record, step, more).await,
        RecordVerb::Place { kind, record, step, .. } => asked.place(kind, record, step).await,
        RecordVerb::Lines { kind, record, step, .. } => asked.settle(kind, record, step).await,
        RecordVerb::Board { from, nights, .. } => asked.board(*from, (*nights).into()).await,
        RecordVerb::Work { view, kind, until, limit, .. } => {
            asked.work(case::query(*view, kind.as_deref(), until.as_deref(), *limit)?).await
        }
    }
}

/// One call.
struct Asked<'a> {
    instance: &'a Instance,
    in_force: &'a InForce,
    acting: &'a Acting,
    call: &'a CallArgs,
}

impl Asked<'_> {
    async fn open(&self, kind: &str, of: Option<&str>, said: &SaidArgs) -> Outcome {
        let fields = self.fields(kind, said)?;
        let itself = self.kind(kind)?.owns_itself();
        let desk = self.instance.desk(self.in_force, self.acting);
        let record = self.instance.new_id();
        let owner = match of {
            Some(_) if itself => return Err(Fail::wrong(format!("a `{kind}` owns itself")).help("leave out `--of`")),
            None if !itself => {
                return Err(Fail::wrong(format!("whose is the `{kind}`?")).help("`--of PERSON`"));
            }
            None => record,
            Some(of) => self.person(of).await?,
        };
        desk.open_record(owner, record, kind, fields).await.map_err(of_records)?;
        out::answer(self.call.format, &json!({"id": record.to_string(), "kind": kind}), || record.to_string())
    }

    async fn amend(&self, kind: &str, record: &str, said: &SaidArgs, seen: Option<u64>) -> Outcome {
        let fields = self.fields(kind, said)?;
        if fields.is_empty() {
            return Err(Fail::wrong("nothing is said of it").help("`--set FIELD=VALUE`, or `--fields FILE`"));
        }
        let before = self.shown(kind, record).await?;
        let desk = self.instance.desk(self.in_force, self.acting);
        desk.amend_record(before.row.id, fields, seen).await.map_err(of_records)?;
        self.after(kind, record).await
    }

    async fn step(&self, kind: &str, record: &str, step: &StepArgs, more: &StepMoreArgs) -> Outcome {
        let before = self.shown(kind, record).await?;
        let desk = self.instance.desk(self.in_force, self.acting);
        if let Some(step) = case::step(step, more)? {
            let happened = more.at.as_deref().map(|text| self.moment(text)).transpose()?;
            let asked = StepAsked {
                happened,
                why: more.why.clone(),
                seen: more.seen,
                agreed: more.agreed,
                ..StepAsked::now(step)
            };
            desk.step_record(before.row.id, asked).await.map_err(case::of_steps)?;
        } else {
            let happened = more.at.as_deref().map(|text| self.moment(text)).transpose()?;
            desk.act_on_record(before.row.id, act(step, happened)?).await.map_err(|fault| of_step(step, fault))?;
        }
        self.after(kind, record).await
    }

    /// A moment as clocks of the office show it, or in UTC.
    fn moment(&self, text: &str) -> Outcome<Timestamp> {
        let moment = pathways::moment(text, &self.zone());
        moment
            .ok_or_else(|| Fail::wrong(format!("`--at`: expected a moment such as `2020-10-24T14:20`, found `{text}`")))
    }

    /// The zone in whose days the office counts.
    fn zone(&self) -> Zone {
        self.in_force.view.zone(&self.acting.seat.controller, &self.acting.seat.office)
    }

    async fn work(&self, query: WorkQuery) -> Outcome {
        let desk = self.instance.desk(self.in_force, self.acting);
        if let Some(kind) = &query.kind
            && self.in_force.pathways.of_kind(kind).is_none()
        {
            return Err(Fail::wrong(format!("no pathway in force is run by records of the kind `{kind}`")));
        }
        let page = desk.work(&query).await.map_err(of_records)?;
        if page.count.all > query.size {
            out::say(format!("{} of {}; `--limit` shows more", page.rows.len(), page.count.all));
        }
        if page.is_made_anew {
            out::say("the list is being made anew: cases are shown as they stand now");
        }
        tell_unreadable(page.unreadable);
        if page.more {
            out::say("more waits for votes than is looked at; the rest comes up once these are settled");
        }
        let zone = self.zone();
        let lines = || page.rows.iter().map(|row| case::work_line(row, &zone)).collect::<Vec<_>>().join("\n");
        let rows = page.rows.iter().map(|row| case::work_row(row, &zone)).collect::<Vec<_>>();
        out::answer(self.call.format, &rows, lines)
    }

    /// The record as it is now.
    async fn after(&self, kind: &str, record: &str) -> Outcome {
        let shown = self.shown(kind, record).await?;
        let desk = self.instance.desk(self.in_force, self.acting);
        let limits = desk.places(shown.row.id, None, places::NIGHTS).await.map_err(of_records)?;
        let mut told = whole(&shown);
        places::told(&shown, &limits, &mut told);
        out::answer(self.call.format, &told, || places::page(page(&shown), &shown, &limits))
    }

    async fn shown(&self, kind: &str, record: &str) -> Outcome<ShownRecord> {
        self.kind(kind)?;
        let desk = self.instance.desk(self.in_force, self.acting);
        let shown =
            desk.record(id("record", record)?).await.map_err(of_records)?.filter(|shown| shown.row.kind == kind);
        shown.ok_or_else(|| of_records(Refusal::NotFound.into()))
    }

    /// A person by their id here, or by a register's: `REGISTER/ID`.
    async fn person(&self, named: &str) -> Outcome<Id> {
        whose(&self.instance.desk(self.in_force, self.acting), named).await
    }

    /// Of one person.
    async fn list_of(&self, kind: &str, of: &str) -> Outcome {
        self.kind(kind)?;
        let desk = self.instance.desk(self.in_force, self.acting);
        let all = desk.records_of(self.person(of).await?).await.map_err(of_records)?;
        self.tell_list(&all.into_iter().filter(|row| row.kind == kind).collect::<Vec<_>>())
    }

    async fn list(&self, query: RecordsQuery) -> Outcome {
        self.kind(&query.kind)?;
        let desk = self.instance.desk(self.in_force, self.acting);
        let page = desk.records(&query).await.map_err(of_records)?;
        if page.total > query.size {
            out::say(format!("{} of {} records; `--limit` shows more", page.rows.len(), page.total));
        }
        tell_unreadable(page.unreadable);
        self.tell_list(&page.rows)
    }

    fn tell_list(&self, rows: &[RecordRow]) -> Outcome {
        let lines = || rows.iter().map(line).collect::<Vec<_>>().join("\n");
        out::answer(self.call.format, &rows.iter().map(row).map(Json::Object).collect::<Vec<_>>(), lines)
    }

    /// Which records are listed: those that lead to one, or of which a field by which they are listed says something.
    async fn among(&self, kind: &str, at: Option<&str>, says: Option<&str>) -> Outcome<Among> {
        if let Some(at) = at {
            let at = id("record", at)?;
            let there = self.instance.desk(self.in_force, self.acting).record(at).await.map_err(of_records)?;
            return there.map(|_| Among::LeadingTo(at)).ok_or_else(|| of_records(Refusal::NotFound.into()));
        }
        let Some(says) = says else { return Ok(Among::Every) };
        let kind = self.kind(kind)?;
        let (name, text) = says.split_once('=').ok_or_else(|| Fail::wrong("expected `FIELD=VALUE`"))?;
        let field = kind.facets().find(|field| field.name == name).ok_or_else(|| no_facet(kind, name))?;
        let said = self.in_force.packs.schema.read_as(field.ty, text);
        let said = said.map_err(|error| Fail::wrong(format!("`{name}`: {error}")))?;
        let value = one_value(&said).ok_or_else(|| no_value(name, text))?;
        Ok(Among::Saying(FieldKey::of(name), value))
    }

    fn kind(&self, name: &str) -> Outcome<&Kind> {
        let schema = &self.in_force.packs.schema;
        schema.kind(name).ok_or_else(|| {
            let known: Vec<&str> = schema.kinds().map(|kind| kind.name.as_str()).collect();
            Fail::wrong(format!("there is no kind of record called `{name}`"))
                .help(format!("there are: {}", known.join(", ")))
        })
    }

    fn fields(&self, kind: &str, said: &SaidArgs) -> Outcome<Fields> {
        let kind = self.kind(kind)?;
        let mut fields = Fields::new();
        for (name, text) in said_of(said)? {
            let state = read(&self.in_force.packs.schema, kind, &name, &text)?;
            if fields.insert(name.clone(), state).is_some() {
                return Err(Fail::wrong(format!("`{name}` is said twice")));
            }
        }
        Ok(fields)
    }
}

/// Entries of a list that cannot be read are told, and never left out in silence.
fn tell_unreadable(entries: usize) {
    if entries > 0 {
        let help = "tell whoever runs this instance; `onward journal verify --views` says where";
        out::say(format!("{entries} entries cannot be read, for somebody changed them: {help}"));
    }
}

/// A person by their id here, or by a register's.
pub(super) async fn whose(desk: &Desk<'_>, named: &str) -> Outcome<Id> {
    let Some((register, known)) = named.split_once('/') else { return id("person", named) };
    let found = desk.known_as(register, known).await.map_err(of_records)?;
    found.ok_or_else(|| Fail::wrong("nobody here is known by that id of that register, whom you may open"))
}

/// The names and texts of what is said, from the arguments and from a file.
pub(super) fn said_of(said: &SaidArgs) -> Outcome<Vec<(String, String)>> {
    let pair = |text: &String| {
        let (name, value) =
            text.split_once('=').ok_or_else(|| Fail::wrong(format!("expected `FIELD=VALUE`, found `{text}`")))?;
        Ok((name.to_owned(), value.to_owned()))
    };
    let mut pairs: Vec<(String, String)> = said.set.iter().map(pair).collect::<Outcome<_>>()?;
    if let Some(file) = &said.fields {
        let read: BTreeMap<String, Json> = serde_json::from_str(&text_of(file)?)
            .map_err(|error| Fail::wrong(format!("`{}`: expected a JSON object of fields: {error}", file.display())))?;
        for (name, value) in read {
            pairs.push((name.clone(), plain(&name, &value)?));
        }
    }
    Ok(pairs)
}

fn text_of(file: &Path) -> Outcome<String> {
    let named = |error: std::io::Error| Fail::wrong(format!("`{}`: {error}", file.display()));
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).map_err(named)?;
        return Ok(text);
    }
    std::fs::read_to_string(file).map_err(named)
}

/// A value as its field reads it.
fn plain(name: &str, value: &Json) -> Outcome<String> {
    match value {
        Json::Null => Ok(String::new()),
        Json::String(text) => Ok(text.clone()),
        Json::Bool(_) | Json::Number(_) => Ok(value.to_string()),
        Json::Array(items) => Ok(items.iter().map(|item| plain(name, item)).collect::<Outcome<Vec<_>>>()?.join(" ")),
        Json::Object(_) => Err(Fail::wrong(format!("`{name}`: expected a value, found an object"))),
    }
}

fn read(schema: &Schema, kind: &Kind, name: &str, text: &str) -> Outcome<FieldState<Value>> {
    let Some(field) = kind.field(name) else {
        let near = nearest(name, kind.fields.iter().map(|field| field.name.as_str()));
        let fail = Fail::wrong(format!("a `{}` has no field `{name}`", kind.name));
        return Err(match near {
            Some(near) => fail.help(format!("did you mean `{near}`?")),
            None => fail.help("a field is named with its kind, as `lodging.from`"),
        });
    };
    schema.read_as(field.ty, text).map_err(|error| Fail::wrong(format!("`{name}`: {error}")))
}

fn act(step: &StepArgs, happened: Option<Timestamp>) -> Outcome<Act> {
    match step {
        StepArgs { note: Some(text), .. } => Ok(Act::Noted { happened, text: text.clone() }),
        StepArgs { .. } if happened.is_some() => {
            Err(Fail::wrong("`--at` goes with a step of a pathway or with `--note`"))
        }
        StepArgs { assign: Some(to), .. } => Ok(Act::Assigned { to: Some(to.clone()) }),
        StepArgs { release: true, .. } => Ok(Act::Assigned { to: None }),
        StepArgs { close: Some(reason), .. } => Ok(Act::Closed { reason: reason.clone() }),
        StepArgs { reopen: Some(reason), .. } => Ok(Act::Reopened { reason: reason.clone() }),
        StepArgs { .. } => Err(Fail::wrong("name a step: `--assign`, `--release`, `--close`, `--reopen` or `--note`")),
    }
}

fn id(what: &str, text: &str) -> Outcome<Id> {
    text.parse().map_err(|error| Fail::wrong(format!("no {what}: {error}")))
}

/// The one value by which a list is narrowed, as it stands on record; nothing of what says none, or several.
fn one_value(said: &FieldState<Value>) -> Option<String> {
    let one = said.known().filter(|value| !matches!(value, Value::Codes(codes) if codes.len() != 1));
    one.map(Value::to_text)
}

fn no_value(name: &str, text: &str) -> Fail {
    Fail::wrong(format!("`{name}`: expected one value to list records by, found `{text}`"))
        .help("a list of what is not known, or does not apply, is not kept")
}

/// That lists of a kind are not narrowed by this, and by what they are.
fn no_facet(kind: &Kind, name: &str) -> Fail {
    let refused = Fail::wrong(format!("records of `{}` are not listed by `{name}`", kind.name));
    let known: Vec<&str> = kind.facets().map(|field| field.name.as_str()).collect();
    if known.is_empty() { refused } else { refused.help(format!("they are listed by: {}", known.join(", "))) }
}
