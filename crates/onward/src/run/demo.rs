//! `onward demo`: a filled trial instance with every shipped pack, and one sign-in per role.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use instance::{ASSISTANCE, Acting, Founding, InForce, Instance, config, found};
use synthetic::Population;

use super::init::{TRIAL, sign_ins};
use super::serve::serve;
use crate::cli::Demo;
use crate::fail::{Fail, Outcome};
use crate::world::{self, SystemClock};
use crate::{catalogue, out};

/// The same people in every demo.
const SEED: u64 = 30;
/// The account that registers them.
pub const SUPERVISOR: &str = "supervisor";
/// The account that works on their cases.
const CASE_WORKER: &str = "caseworker";

pub async fn run(args: &Demo) -> Outcome {
    let dir = folder(args.dir.as_deref())?;
    out::say(format!("making a trial instance in `{}`", dir.display()));
    let founding = Founding::trial("Onward demo", TRIAL, catalogue::shipped_rules());
    let made = found(&config(&dir, None), &founding, Arc::new(SystemClock), world::random).await?;
    let (instance, first) = (Arc::new(made.instance), made.sign_ins);
    fill(&instance, args.people).await?;
    sign_ins(&first);
    instance.founded_whole()?;
    out::say("every person in it is synthetic");
    if args.no_serve {
        instance.close().await;
        return Ok(());
    }
    serve(instance, args.port, web::PublicAddress::loopback()).await
}

fn folder(wanted: Option<&Path>) -> Outcome<PathBuf> {
    if let Some(dir) = wanted {
        return Ok(dir.to_owned());
    }
    let dir = std::env::temp_dir().join(format!("onward-demo-{}", world::new_id()));
    std::fs::create_dir_all(&dir).map_err(Fail::wrong)?;
    Ok(dir)
}

/// Registers synthetic people the way anybody is registered: one command each.
async fn fill(instance: &Arc<Instance>, people: u64) -> Outcome {
    let in_force: InForce = instance.in_force().await?;
    let acting = Acting::of(&in_force.view, SUPERVISOR, None, ASSISTANCE, None, instance.now())?;
    let population = Population::new(&in_force.packs.schema, people, SEED).with_identifiers(true);
    let mut shown = out::Progress::of_all("people registered", people);
    instance.register_synthetic(&in_force, &acting, population.flatten(), &mut |count| shown.at(count)).await?;
    shown.end();
    instance.open_synthetic(&in_force, &acting).await?;
    let worker = Acting::of(&in_force.view, CASE_WORKER, None, ASSISTANCE, None, instance.now())?;
    let cases = instance.begin_synthetic_cases(&in_force, &worker).await?;
    out::say(format!("{cases} cases are open"));
    let guests = instance.open_synthetic_houses(&in_force, &acting, &worker).await?;
    out::say(format!("{guests} have a bed or wait for one"));
    out::say("counting them once, so that no page waits");
    instance.refresh_lake().await?;
    Ok(())
}
