//! `onward demo`: a filled trial instance with every shipped pack, and one sign-in per role.

use std::path::{Path, PathBuf};

use casework::{Command, Fields};
use futures::stream::{self, StreamExt, TryStreamExt};
use journal::{Basis, Mode};
use model::{Id, Row, Schema};
use synthetic::Population;

use super::init::TRIAL;
use super::serve::serve;
use crate::cli::Demo;
use crate::fail::{Fail, Outcome};
use crate::instance::{ASSISTANCE, Acts, Founding, HELPDESK, Instance, Opened, ROLES, found};
use crate::{catalogue, lake, out, world};

/// The same people in every demo.
const SEED: u64 = 30;
/// Registrations under way at a time: enough to fill the writer's groups.
const UNDER_WAY: usize = 2048;
/// The source that every demo person is from.
const GENERATOR: &str = "synthetic";

pub async fn run(args: &Demo) -> Outcome {
    let dir = folder(args.dir.as_deref())?;
    out::say(format!("making a trial instance in `{}`", dir.display()));
    let Opened { instance, sign_ins } = found(&dir, None, &founding()).await?;
    fill(&instance, args.people).await?;
    lake::refreshed(&instance).await?;
    let rows: Vec<Vec<String>> =
        sign_ins.into_iter().map(|(account, role, password)| vec![account, role, password]).collect();
    out::table(&["account", "role", "password"], &rows);
    out::say("every person in it is synthetic");
    if args.no_serve {
        instance.close().await;
        return Ok(());
    }
    serve(instance, args.port).await
}

fn folder(wanted: Option<&Path>) -> Outcome<PathBuf> {
    if let Some(dir) = wanted {
        return Ok(dir.to_owned());
    }
    let dir = std::env::temp_dir().join(format!("onward-demo-{}", world::new_id()));
    std::fs::create_dir_all(&dir).map_err(Fail::wrong)?;
    Ok(dir)
}

fn founding() -> Founding {
    Founding {
        name: "Onward demo".to_owned(),
        mode: Mode::Trial,
        jurisdiction: None,
        controller: TRIAL.to_owned(),
        mandate: None,
        accounts: ROLES.iter().map(|(account, role)| ((*account).to_owned(), (*role).to_owned())).collect(),
        packs: catalogue::shipped_rules(),
    }
}

/// Registers synthetic people the way anybody is registered: one command each.
async fn fill(instance: &Instance, people: u64) -> Outcome {
    let view = instance.store.instance().await.map_err(Fail::wrong)?;
    let schema_hash = instance.schema_hash();
    let acts = Acts::account(HELPDESK, &view, schema_hash, ASSISTANCE, Basis::PublicInterest)?;
    let packs = instance.packs();
    let schema = &packs.schema;
    let rows = Population::new(schema, people, SEED).with_identifiers(true).flatten();
    let register = |row: Row| {
        let (ctx, command) = (acts.ctx(GENERATOR), registration(instance.store.new_id(), schema, &row));
        async move { instance.store.submit(ctx, command).await.map_err(Fail::wrong) }
    };
    let mut shown = out::Progress::of("people registered");
    let mut registered = stream::iter(rows).map(register).buffer_unordered(UNDER_WAY);
    let mut count = 0;
    while registered.try_next().await?.is_some() {
        count += 1;
        shown.at(count);
    }
    shown.end();
    Ok(())
}

fn registration(person: Id, schema: &Schema, row: &Row) -> Command {
    let fields = row.on_record().map(|(field, state)| (schema.name(field).to_owned(), state.clone()));
    let fields: Fields = fields.filter(|(name, _)| name != "id").collect();
    Command::RegisterPerson { person, synthetic: true, fields }
}
