//! `onward init`: a new instance, on trial unless controller, mandate and officer are named.

use std::sync::Arc;

use instance::{FirstSignIn, Founding, config, found, grant};
use journal::Mode;
use packs::LoadOptions;

use crate::cli::Init;
use crate::fail::{Fail, Outcome};
use crate::world::{self, SystemClock};
use crate::{catalogue, out};

/// The controller of a trial instance: nobody's data is in it.
pub const TRIAL: &str = "trial";

pub async fn run(args: &Init) -> Outcome {
    let core = catalogue::load_sources(&[], LoadOptions::default())?;
    catalogue::known_country(&core, args.jurisdiction.as_deref())?;
    let founding = if args.live { live(args)? } else { trial(args) };
    let config = config(&args.dir, args.database.database.as_deref());
    let opened = found(&config, &founding, Arc::new(SystemClock), world::random).await?;
    out::say(format!("a new instance in `{}`; first passwords, shown once:", args.dir.display()));
    sign_ins(&opened.sign_ins);
    opened.instance.founded_whole()?;
    opened.instance.close().await;
    Ok(())
}

/// Prints first passwords.
pub fn sign_ins(sign_ins: &[FirstSignIn]) {
    let row = |one: &FirstSignIn| vec![one.account.clone(), one.roles.join(" "), one.password.clone()];
    out::table(&["account", "role", "password"], &sign_ins.iter().map(row).collect::<Vec<_>>());
}

fn trial(args: &Init) -> Founding {
    let controller = args.controller.as_deref().unwrap_or(TRIAL);
    let founding = Founding::trial(&args.name, controller, catalogue::shipped_rules());
    Founding { jurisdiction: args.jurisdiction.clone(), zone: args.zone.clone(), ..founding }
}

/// A live instance begins with the two people who open all other accounts, and with no pack in force.
fn live(args: &Init) -> Outcome<Founding> {
    let named = |value: &Option<String>, what: &str| {
        let given = value.clone().filter(|text| !text.trim().is_empty());
        given.ok_or_else(|| Fail::wrong(format!("`--{what}` is missing")))
    };
    let (controller, officer) = (named(&args.controller, "controller")?, named(&args.officer, "officer")?);
    if officer == args.administrator {
        return Err(Fail::wrong("the officer and the administrator are two people"));
    }
    Ok(Founding {
        name: args.name.clone(),
        mode: Mode::Live,
        jurisdiction: args.jurisdiction.clone(),
        zone: args.zone.clone(),
        mandate: Some(named(&args.mandate, "mandate")?),
        offices: vec![],
        accounts: vec![
            (args.administrator.clone(), vec![grant("AD", &controller)]),
            (officer, vec![grant("DP", &controller)]),
        ],
        packs: vec![],
        controller,
    })
}
