//! `onward journal`: whether anything was altered, and what to keep elsewhere so that it would show.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use instance::{RebuiltViews, Remedy};
use journal::Checkpoint;
use serde_json::json;
use store::{Lost, Verified, VerifyError};

use crate::cli::{AtArgs, Format, Journal};
use crate::fail::{Fail, Outcome, way_out};
use crate::world::{self, SystemClock};
use crate::{open, out};

pub async fn run(verb: Journal) -> Outcome {
    match verb {
        Journal::Verify { at, checkpoint, views, format } => verify(&at, &checkpoint, views, format).await,
        Journal::RebuildViews { at, give_up } => rebuild_views(&at, give_up).await,
        Journal::Checkpoint { at, out } => checkpoint(&at, &out).await,
        Journal::Export { at, out } => export(&at, &out).await,
    }
}

async fn verify(at: &AtArgs, checkpoints: &[PathBuf], views: bool, format: Format) -> Outcome {
    let held = checkpoints.iter().map(|path| read_checkpoint(path)).collect::<Outcome<Vec<_>>>()?;
    // Rows are held against what follows by the schema in force, so for them the packs must load.
    let instance = if views { Some(open::instance(at).await?) } else { None };
    let store = open::store(at).await?;
    let mut shown = out::Progress::of("facts verified");
    let mut verified = store.verify(held, |facts| shown.at(facts)).await;
    if let (Ok(_), Some(instance)) = (&verified, &instance)
        && let Err(error) = instance.verify_views(&mut |facts| shown.at(facts)).await
    {
        verified = Err(error);
    }
    if verified.is_ok()
        && let Err(error) = store.verify_rows().await
    {
        verified = Err(error);
    }
    shown.end();
    let facts = store.checkpoint().await.map_or(0, |head| head.seq);
    store.close().await;
    answer(format, facts, verified)
}

async fn rebuild_views(at: &AtArgs, give_up: u64) -> Outcome {
    let config = instance::config(&at.dir, at.database.database.as_deref());
    let mut shown = out::Progress::of("facts walked");
    let walked = &mut |facts| shown.at(facts);
    let done = instance::rebuild_views(&config, Arc::new(SystemClock), world::random, give_up, walked).await;
    shown.end();
    let RebuiltViews { facts, differed } = done.map_err(|fault| match fault.lost() {
        Some(lost) => Fail::from(fault).help(without(lost)),
        None => fault.into(),
    })?;
    out::say(match differed {
        Some(differs) => format!("before: {differs}"),
        None => "before: everything was what follows from the facts".to_owned(),
    });
    out::say(format!("what lies beside the journal is made anew from its {facts} facts"));
    Ok(())
}

/// What to do where rows cannot be made anew without leaving people out.
fn without(lost: Lost) -> String {
    format!(
        "nothing was changed. {}. Only where no backup holds these keys, since the journal is from before a forgetting and \
         the keys are from after it: `--give-up {}` leaves these {} people and {} households out for good",
        way_out(Remedy::BringKeysBack),
        lost.rings(),
        lost.people,
        lost.households
    )
}

fn answer(format: Format, facts: u64, verified: Result<Verified, VerifyError>) -> Outcome {
    match verified {
        Ok(verified) => out::answer(format, &json!({"facts": verified.facts, "ok": true}), || {
            format!("{} facts, all as they were written", verified.facts)
        }),
        Err(VerifyError::Bad(bad)) => {
            let found = json!({"seq": bad.seq, "why": bad.why.to_string()});
            out::answer(format, &json!({"facts": facts, "ok": false, "first_bad": found}), || {
                format!("fact {} is not as it was written: {}", bad.seq, bad.why)
            })?;
            Err(Fail::not_all_right("the journal was altered"))
        }
        Err(error @ (VerifyError::Head | VerifyError::Derived(_) | VerifyError::ForeignCheckpoint)) => {
            let found = json!({"facts": facts, "ok": false, "why": error.to_string()});
            out::answer(format, &found, || error.to_string())?;
            let fail = Fail::not_all_right("something beside the facts was altered");
            let is_row = matches!(error, VerifyError::Derived(_));
            match instance::Fault::from(error).remedy() {
                Some(remedy) if is_row => Err(fail.help(way_out(remedy))),
                _ => Err(fail),
            }
        }
        Err(error) => Err(instance::Fault::from(error).into()),
    }
}

fn read_checkpoint(path: &Path) -> Outcome<Checkpoint> {
    let named = |error: &dyn std::fmt::Display| Fail::wrong(format!("`{}`: {error}", path.display()));
    let text = sheets::read_text(path).map_err(|error| named(&error))?;
    serde_json::from_str(&text).map_err(|_| named(&"not a checkpoint"))
}

async fn checkpoint(at: &AtArgs, path: &Path) -> Outcome {
    let store = open::store(at).await?;
    let taken = store.checkpoint().await.map_err(instance::Fault::from)?;
    store.close().await;
    let text = serde_json::to_string_pretty(&taken).map_err(Fail::wrong)?;
    fs::write(path, text).map_err(|error| Fail::wrong(format!("`{}`: {error}", path.display())))?;
    out::say(format!("checkpoint of {} facts in `{}`: keep it elsewhere", taken.seq, path.display()));
    Ok(())
}

async fn export(at: &AtArgs, path: &Path) -> Outcome {
    let store = open::store(at).await?;
    let file = File::create_new(path).map_err(|error| Fail::wrong(format!("`{}`: {error}", path.display())))?;
    let exported = store.export(BufWriter::new(file)).await;
    store.close().await;
    match exported {
        Ok(checkpoint) => {
            out::say(format!("{} sealed facts in `{}`", checkpoint.seq, path.display()));
            Ok(())
        }
        Err(error) => {
            // Half a bundle is no bundle.
            let _ = fs::remove_file(path);
            Err(instance::Fault::from(error).into())
        }
    }
}
