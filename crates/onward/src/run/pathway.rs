//! `onward pathway move`: one case to the version of its pathway that is in force, with what that changes shown before.

use casework::{MoveAsked, Refusal};
use instance::desk::{ShownMove, ShownRecord};
use instance::{ASSISTANCE, Fault};
use model::Timestamp;
use pathways::{StandingChange, StandingTold};
use serde_json::{Value as Json, json};

use super::demo::SUPERVISOR;
use super::record::{of_records, standing};
use crate::acting::acting;
use crate::cli::PathwayVerb;
use crate::fail::{Fail, Outcome};
use crate::{open, out};

pub async fn run(verb: PathwayVerb) -> Outcome {
    let PathwayVerb::Move { record, reason, dry_run, propose, call } = &verb;
    let id = record.parse().map_err(|error| Fail::wrong(format!("no record: {error}")))?;
    let instance = open::instance(&call.at).await?;
    let done = Box::pin(async {
        let in_force = instance.in_force().await?;
        let acting = acting(&call.acting, &instance, &in_force, ASSISTANCE, Some(SUPERVISOR)).await?;
        let desk = instance.desk(&in_force, &acting);
        let shown = desk.record(id).await.map_err(of_records)?;
        let shown = shown.ok_or_else(|| of_records(Refusal::NotFound.into()))?;
        let moving = found(&shown)?;
        let asked = reason.as_ref().filter(|_| !dry_run).map(|why| MoveAsked {
            version: moving.version.clone(),
            why: why.clone(),
            seen: Some(shown.version),
            propose: *propose,
        });
        let became = match (&asked, propose) {
            (None, _) => "shown",
            (Some(_), true) => "asked",
            (Some(_), false) => "moved",
        };
        // The account of a trial that acts unasked is never the second of two people.
        let named = call.acting.actor.is_some() || call.acting.token.is_some();
        if asked.is_some() && moving.needs_two && !propose && !named {
            return Err(Fail::wrong("the person would be owed less: two people move the case")
                .help("name who you are with `--as`; somebody else asks for it first, with `--propose`"));
        }
        if let Some(asked) = asked {
            desk.move_record(id, asked).await.map_err(|fault| of_moves(fault, moving))?;
        }
        out::answer(call.format, &told(moving, became), || page(moving, became))
    })
    .await;
    instance.close().await;
    done
}

/// The move that is open to a case.
fn found(shown: &ShownRecord) -> Outcome<&ShownMove> {
    match &shown.moving {
        Some(moving) => Ok(moving),
        None if !shown.row.open => Err(Fail::wrong("the case is closed").help("`--reopen REASON` opens it again")),
        None if shown.case.is_none() => Err(Fail::wrong("this record runs no pathway")),
        None => Err(Fail::wrong("the case runs the version that is in force")),
    }
}

/// Refusals in words of moves, with what would be lost.
fn of_moves(fault: Fault, moving: &ShownMove) -> Fail {
    match fault {
        Fault::Refused(Refusal::WouldUndo) => {
            let lost: Vec<&str> =
                moving.difference.undone.iter().chain(&moving.difference.dropped).map(String::as_str).collect();
            Fail::wrong(format!("the case stays on its version, for this would be lost: {}", lost.join(", ")))
        }
        Fault::Refused(Refusal::NeedsAnotherPerson) => {
            Fail::wrong("the person would be owed less: two people move the case")
                .help("somebody else asks for it with `--propose`, and a supervisor moves it then")
        }
        Fault::Refused(Refusal::NotAllowed) => Fail::wrong("a supervisor moves cases").help("`--propose` asks for it"),
        Fault::Refused(Refusal::ExistsAlready) => Fail::wrong("somebody has asked for this move already"),
        Fault::Refused(Refusal::Stale) => Fail::wrong("another version is in force by now").help("look again"),
        Fault::Refused(Refusal::BadField { .. }) => Fail::wrong("a reason says why, in at most 2000 characters"),
        fault => of_records(fault),
    }
}

fn told(moving: &ShownMove, became: &str) -> Json {
    let ShownMove { difference, .. } = moving;
    let ends = |ends: &[(String, model::Text)]| ends.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    json!({
        "became": became, "version": moving.version, "from_since": moving.from_since.map(Timestamp::rfc3339),
        "to_since": moving.to_since.map(Timestamp::rfc3339), "two_people": moving.needs_two,
        "asked": moving.asked.as_ref().map(|(by, at, why)| json!({"by": by, "at": at.rfc3339(), "why": why})),
        "stages": difference.stages.iter().map(change).collect::<Vec<_>>(),
        "items": difference.items.iter().map(change).collect::<Vec<_>>(),
        "ends": {"gained": ends(&difference.ends.gained), "lost": ends(&difference.ends.lost)},
        "asks": {"gained": difference.asks.gained, "lost": difference.asks.lost},
        "loosens": difference.loosens.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "undone": difference.undone, "dropped": difference.dropped,
    })
}

fn change(change: &StandingChange) -> Json {
    let side = |told: &Option<StandingTold>| {
        told.as_ref().map(|told| {
            json!({"standing": standing(told.standing), "due": told.due, "stopped": told.stopped, "late": told.late})
        })
    };
    json!({"id": change.id, "from": side(&change.from), "to": side(&change.to)})
}

fn page(moving: &ShownMove, became: &str) -> String {
    let difference = &moving.difference;
    let day = |at: Option<Timestamp>| at.map_or_else(|| "an earlier day".to_owned(), Timestamp::rfc3339);
    let mut lines =
        vec![format!("it runs the version of {}; one of {} is in force", day(moving.from_since), day(moving.to_since))];
    if difference.is_nothing() {
        lines.push("nothing stands otherwise today".to_owned());
    }
    lines.extend(difference.stages.iter().map(|stage| line("stage", stage)));
    lines.extend(difference.items.iter().map(|item| line("item", item)));
    let both = |gained: &[String], lost: &[String], what: &str| {
        let plus = gained.iter().map(|one| format!("+ {what} {one}"));
        plus.chain(lost.iter().map(|one| format!("- {what} {one}"))).collect::<Vec<_>>()
    };
    let ends = |ends: &[(String, model::Text)]| ends.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    lines.extend(both(&ends(&difference.ends.gained), &ends(&difference.ends.lost), "end"));
    lines.extend(both(&difference.asks.gained, &difference.asks.lost, "asks"));
    lines.extend(difference.loosens.iter().map(|duty| format!("owed less: {duty}; that takes two people")));
    lines.extend(difference.undone.iter().map(|id| format!("would be undone: {id}")));
    lines.extend(difference.dropped.iter().map(|id| format!("would be lost: {id}")));
    lines.extend(moving.asked.as_ref().map(|(by, at, why)| format!("{by} asked for it on {}: {why}", at.rfc3339())));
    match became {
        "moved" => lines.push("moved".to_owned()),
        "asked" => lines.push("asked for; a supervisor who is somebody else moves it".to_owned()),
        _ => {}
    }
    lines.join("\n")
}

fn line(what: &str, change: &StandingChange) -> String {
    let side = |told: &Option<StandingTold>| told.as_ref().map_or_else(|| "not there".to_owned(), stands);
    format!("{what} {}: {} -> {}", change.id, side(&change.from), side(&change.to))
}

fn stands(told: &StandingTold) -> String {
    let due: Vec<&str> = told.due.iter().map(|end| end.as_deref().unwrap_or("open end")).collect();
    let clock = match (&told.late, due.as_slice()) {
        (Some(late), _) => format!(", late since {late}"),
        (None, []) if told.stopped => ", its clock stands still".to_owned(),
        (None, []) => String::new(),
        (None, due) => format!(", due {}", due.join(" to ")),
    };
    format!("{}{clock}", standing(told.standing))
}
