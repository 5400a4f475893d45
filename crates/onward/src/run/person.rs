//! `onward person`: what the desk's pages do with people, by the same door (`instance::desk`). Nobody is registered beside
//! somebody who may be the same person before whoever registers has named them.

use std::collections::BTreeSet;
use std::sync::Arc;

use casework::{Fields, Refusal};
use instance::desk::{ClaimNote, Desk, OpenQuestion, ShownClaims};
use instance::{ASSISTANCE, Fault, Instance};
use model::{FieldId, FieldState, Id, Schema, Value, core, nearest};
use serde_json::{Map, Value as Json, json};

use super::demo::SUPERVISOR;
use super::record::{said_of, text, told, whose};
use crate::acting::acting;
use crate::cli::{CallArgs, PersonVerb, SaidArgs};
use crate::fail::{Fail, Outcome};
use crate::{open, out};

pub async fn run(verb: PersonVerb) -> Outcome {
    let (PersonVerb::Register { call, .. } | PersonVerb::Amend { call, .. } | PersonVerb::Show { call, .. }) = &verb;
    let instance = open::instance(&call.at).await?;
    let done = Box::pin(done(&instance, &verb, call)).await;
    instance.close().await;
    done
}

/// Refusals in words of people.
fn of_people(fault: Fault) -> Fail {
    match fault {
        Fault::Refused(Refusal::NotFound) => Fail::wrong("no such person here, whom you may open and amend"),
        Fault::Refused(Refusal::BadField { field }) if field == core::HOUSEHOLD_ID.name => {
            Fail::wrong("sources disagree which household this is").help("amend `household.id` of that person first")
        }
        fault => fault.into(),
    }
}

async fn done(instance: &Arc<Instance>, verb: &PersonVerb, call: &CallArgs) -> Outcome {
    let in_force = instance.in_force().await?;
    let acting = acting(&call.acting, instance, &in_force, ASSISTANCE, Some(SUPERVISOR)).await?;
    let desk = instance.desk(&in_force, &acting);
    let schema = &in_force.packs.schema;
    match verb {
        PersonVerb::Register { said, with, other, .. } => {
            let fields = fields(schema, said)?;
            let with = match with {
                Some(named) => Some(whose(&desk, named).await?),
                None => None,
            };
            let person = register(&desk, instance.new_id(), fields, with, other).await?;
            out::answer(call.format, &json!({"id": person.to_string()}), || person.to_string())
        }
        PersonVerb::Amend { person, said, seen, .. } => {
            let person = whose(&desk, person).await?;
            let fields = fields(schema, said)?;
            amend(&desk, person, &fields, *seen).await?;
            show(&desk, person, fields.keys(), call).await
        }
        PersonVerb::Show { person, fields, .. } => {
            fields.iter().try_for_each(|name| known(schema, name).map(drop))?;
            show(&desk, whose(&desk, person).await?, fields.iter(), call).await
        }
    }
}

async fn register(desk: &Desk<'_>, person: Id, fields: Fields, with: Option<Id>, other: &[String]) -> Outcome<Id> {
    let alike = desk.alike(person, &fields).await.map_err(of_people)?;
    let named: BTreeSet<&str> = other.iter().map(String::as_str).collect();
    let ids: Vec<String> = alike.people.iter().map(|one| one.row.id.to_string()).collect();
    if ids.iter().any(|id| !named.contains(id.as_str())) {
        let help = format!("look at them, and name each with `--other` who is somebody else: {}", ids.join(", "));
        return Err(Fail::wrong("somebody on record may be the same person; nobody was registered").help(help));
    }
    let done = match with {
        Some(with) => desk.register_with(with, person, fields).await,
        None => desk.register(person, fields).await,
    };
    done.map(|()| person).map_err(of_people)
}

async fn amend(desk: &Desk<'_>, person: Id, fields: &Fields, seen: Option<u64>) -> Outcome {
    if seen.is_some() && fields.len() > 1 {
        return Err(Fail::wrong("`--seen` is said of one field").help("amend the others by calls of their own"));
    }
    let mut asked = vec![];
    for (name, state) in fields {
        let there = claims(desk, person, name).await?;
        if !there.may {
            return Err(Fail::wrong(format!("`{name}` of this person is not yours to amend")));
        }
        let question = OpenQuestion { person, field: name.clone(), seen: seen.unwrap_or(there.seen) };
        asked.push((question, state.clone()));
    }
    for (question, state) in asked {
        desk.answer(question, state).await.map_err(of_people)?;
    }
    Ok(())
}

async fn claims(desk: &Desk<'_>, person: Id, field: &str) -> Outcome<ShownClaims> {
    let found = desk.claims(person, field).await.map_err(of_people)?;
    found.ok_or_else(|| Fail::wrong(format!("no such person here, or `{field}` of them is not shown to you")))
}

async fn show(desk: &Desk<'_>, person: Id, fields: impl Iterator<Item = &String>, call: &CallArgs) -> Outcome {
    let (mut whole, mut lines) = (Map::new(), vec![]);
    for name in fields {
        let found = claims(desk, person, name).await?;
        lines.push(format!("{name}: {} (claims: {})", text(&found.state), found.seen));
        lines.extend(found.notes.iter().map(line));
        whole.insert(name.clone(), field(&found));
    }
    out::answer(call.format, &json!({"id": person.to_string(), "fields": whole}), || lines.join("\n"))
}

fn field(found: &ShownClaims) -> Json {
    json!({"value": told(&found.state), "seen": found.seen, "said": found.notes.iter().map(note).collect::<Vec<_>>()})
}

fn note(note: &ClaimNote) -> Json {
    let (at, value) = (note.at.rfc3339(), told(&note.state));
    json!({"at": at, "source": note.source, "by": note.by, "value": value, "counts": note.counts})
}

fn line(note: &ClaimNote) -> String {
    let by = note.by.as_deref().map_or_else(String::new, |by| format!(", {by}"));
    let counts = if note.counts { "" } else { " (no longer)" };
    format!("  {}  {}{by}: {}{counts}", note.at.rfc3339(), note.source, text(&note.state))
}

fn fields(schema: &Schema, said: &SaidArgs) -> Outcome<Fields> {
    let mut fields = Fields::new();
    for (name, text) in said_of(said)? {
        let state = read(schema, &name, &text)?;
        if fields.insert(name.clone(), state).is_some() {
            return Err(Fail::wrong(format!("`{name}` is said twice")));
        }
    }
    if fields.is_empty() {
        return Err(Fail::wrong("nothing is said of the person").help("`--set FIELD=VALUE`, or `--fields FILE`"));
    }
    Ok(fields)
}

fn read(schema: &Schema, name: &str, text: &str) -> Outcome<FieldState<Value>> {
    schema.read(known(schema, name)?, text).map_err(|error| Fail::wrong(format!("`{name}`: {error}")))
}

fn known(schema: &Schema, name: &str) -> Outcome<FieldId> {
    schema.field(name).ok_or_else(|| {
        let fail = Fail::wrong(format!("people have no field `{name}`"));
        match nearest(name, schema.fields().iter().map(|field| field.name.as_str())) {
            Some(near) => fail.help(format!("did you mean `{near}`?")),
            None => fail,
        }
    })
}
