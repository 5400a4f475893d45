//! `onward demo`: a filled trial instance with every shipped pack, one sign-in per role, and more for what lies behind walls.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use instance::{ASSISTANCE, Acting, BEHIND_WALLS, Founding, InForce, Instance, config, found};
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
/// The account that works on the cases that lie behind no wall.
const CASE_WORKER: &str = "caseworker";

pub async fn run(args: &Demo) -> Outcome {
    let dir = folder(args.dir.as_deref())?;
    out::say(format!("making a trial instance in `{}`", dir.display()));
    let founding = Founding::demonstration("Onward demo", TRIAL, catalogue::shipped_rules());
    let made = found(&config(&dir, None), &founding, Arc::new(SystemClock), world::random).await?;
    let (instance, first) = (Arc::new(made.instance), made.sign_ins);
    fill(&instance, args.people).await?;
    sign_ins(&first);
    what_they_are_for();
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
    let workers = workers(instance, &in_force)?;
    let cases = instance.begin_synthetic_cases(&in_force, &acting, &workers).await?;
    out::say(format!("{cases} cases are open"));
    let guests = instance.open_synthetic_houses(&in_force, &acting, &workers).await?;
    out::say(format!("{guests} have a bed or wait for one"));
    out::say("counting them once, so that no page waits");
    instance.refresh_lake().await?;
    Ok(())
}

/// Those who work on cases: first who opens no wall, then who opens one.
fn workers(instance: &Instance, in_force: &InForce) -> Outcome<Vec<Acting>> {
    let walled = BEHIND_WALLS.iter().filter(|(_, role, _)| *role == "CW").map(|(account, ..)| *account);
    let acting = |account| Acting::of(&in_force.view, account, None, ASSISTANCE, None, instance.now());
    Ok(std::iter::once(CASE_WORKER).chain(walled).map(acting).collect::<Result<_, _>>()?)
}

/// What those are for whose role alone does not say it.
fn what_they_are_for() {
    out::say("the case workers named after a wall open it, and find the cases that lie behind it:");
    out::say("  children and panel: children on the move, and those who decide together; health: quarantine;");
    out::say("  violence: help after violence; asylum: claims for protection; liberty: another way than detention");
    out::say("the two other supervisors open all of these walls, and review what the first approved");
}
