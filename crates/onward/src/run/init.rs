//! `onward init`: a new instance, on trial unless controller, mandate and officer are named.

use journal::Mode;

use crate::cli::Init;
use crate::fail::{Fail, Outcome};
use crate::instance::{Founding, ROLES, found};
use crate::{catalogue, out};

/// The controller of a trial instance: nobody's data is in it.
pub const TRIAL: &str = "trial";

pub async fn run(args: &Init) -> Outcome {
    let founding = if args.live { live(args)? } else { trial(args) };
    let opened = found(&args.dir, args.database.database.as_deref(), &founding).await?;
    out::say(format!("a new instance in `{}`; first passwords, shown once:", args.dir.display()));
    let rows: Vec<Vec<String>> = opened
        .sign_ins
        .iter()
        .map(|(account, role, password)| vec![account.clone(), role.clone(), password.clone()])
        .collect();
    out::table(&["account", "role", "password"], &rows);
    opened.instance.close().await;
    Ok(())
}

fn trial(args: &Init) -> Founding {
    Founding {
        name: args.name.clone(),
        mode: Mode::Trial,
        jurisdiction: args.jurisdiction.clone(),
        controller: args.controller.clone().unwrap_or_else(|| TRIAL.to_owned()),
        mandate: None,
        accounts: ROLES.iter().map(|(account, role)| ((*account).to_owned(), (*role).to_owned())).collect(),
        packs: catalogue::shipped_rules(),
    }
}

/// A live instance begins with its data protection officer alone, who grants the rest, and with no pack in force.
fn live(args: &Init) -> Outcome<Founding> {
    let named = |value: &Option<String>, what: &str| {
        value
            .clone()
            .filter(|text| !text.trim().is_empty())
            .ok_or_else(|| Fail::wrong(format!("`--{what}` is missing")))
    };
    Ok(Founding {
        name: args.name.clone(),
        mode: Mode::Live,
        jurisdiction: args.jurisdiction.clone(),
        controller: named(&args.controller, "controller")?,
        mandate: Some(named(&args.mandate, "mandate")?),
        accounts: vec![(named(&args.officer, "officer")?, "DP".to_owned())],
        packs: vec![],
    })
}
