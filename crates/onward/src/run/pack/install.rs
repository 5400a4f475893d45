//! Packs in an instance: which stand there, and putting one in force.

use std::path::PathBuf;

use casework::Refusal;
use packs::{Packs, Source};
use serde_json::json;
use store::SubmitError;

use super::proposals;
use crate::change::{Change, refused};
use crate::cli::{At, Database, Format, PackInstall};
use crate::fail::{Fail, Outcome};
use crate::instance::{Acts, GOVERNANCE, Instance};
use crate::{catalogue, out};

/// The account that acts unless another is named, on a trial instance.
pub const OFFICER: &str = "officer";

/// Packs that ship with the program, or those in force in an instance.
pub async fn list(dir: Option<PathBuf>, database: Database, format: Format) -> Outcome {
    let packs = match dir {
        Some(dir) => {
            let instance = Instance::open(&At { dir, database }).await?;
            let packs = Packs::clone(&instance.packs());
            instance.close().await;
            packs
        }
        None => catalogue::load(&Source::shipped_names())?,
    };
    let listed = packs.packs.iter().map(|pack| {
        let measures: Vec<&str> = pack.measures.iter().map(|measure| measure.id.as_str()).collect();
        let title = pack.title.in_lang(&model::Lang::en());
        json!({"pack": pack.name, "version": pack.version, "title": title, "jurisdiction": pack.jurisdiction,
            "measures": measures, "hash": pack.hash})
    });
    let rows = packs.packs.iter().map(|pack| {
        let title = pack.title.best(&model::Lang::en()).map_or("", |(_, title)| title);
        vec![pack.name.clone(), pack.version.clone(), pack.jurisdiction.clone().unwrap_or_default(), title.to_owned()]
    });
    match format {
        Format::Json => out::json(&listed.collect::<Vec<_>>()),
        Format::Table | Format::Csv | Format::Html => {
            out::table(&["pack", "version", "country", "title"], &rows.collect::<Vec<_>>());
            Ok(())
        }
    }
}

/// Puts a pack in force; it must load together with those that are, and take nothing from anybody.
pub async fn run(args: &PackInstall) -> Outcome {
    let source = catalogue::sound(&args.pack)?;
    let instance = Instance::open(&args.at).await?;
    let done = install(&instance, args, &source).await;
    instance.close().await;
    done
}

async fn install(instance: &Instance, args: &PackInstall, source: &Source) -> Outcome {
    let view = instance.store.instance().await.map_err(Fail::wrong)?;
    let acts = Acts::of(&args.acting, instance, &view, (OFFICER, GOVERNANCE))?;
    let change = Change::of(instance, source).await?;
    match (change.install(instance, &acts).await, &args.reason) {
        (Ok(receipt), _) => {
            let done = if receipt.facts() == 0 { "was in force already" } else { "is in force" };
            out::say(format!("`{}` {} {done}", change.pack.name, change.pack.version));
            Ok(())
        }
        (Err(SubmitError::Refused(Refusal::NeedsAnotherPerson)), reason) => {
            let Some(reason) = reason else {
                proposals::show(&change, acts.sees_counts(instance));
                return Err(alone(&change));
            };
            proposals::send(instance, &acts, &change, reason).await
        }
        (Err(error), _) => Err(refused(error)),
    }
}

/// Who may only propose is refused whatever the change does.
fn alone(change: &Change) -> Fail {
    let cause = if change.takes_away() {
        "this takes rights away, and one person alone does not put it in force; nothing was proposed"
    } else {
        "a practice author proposes, and another person puts it in force; nothing was proposed"
    };
    Fail::not_all_right(cause).help("`--propose --reason WHY` proposes it to a second person in another role")
}
