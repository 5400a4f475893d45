//! `onward account`: grants are facts and go through the role table; a password is set by whoever holds the folder.

use casework::Command;
use journal::Grant;
use model::Compartment;

use crate::cli::{Account, At};
use crate::fail::{Fail, Outcome};
use crate::instance::{Acts, GOVERNANCE, Instance, OFFICE};
use crate::{out, world};

/// The account that grants unless another is named, on a trial instance.
const OFFICER: &str = "officer";

pub async fn run(verb: Account) -> Outcome {
    match verb {
        Account::Grant { account, role, office, compartment, until, at, acting } => {
            let instance = Instance::open(&at).await?;
            let view = instance.store.instance().await.map_err(Fail::wrong)?;
            let acts = Acts::of(&acting, &instance, &view, (OFFICER, GOVERNANCE))?;
            let compartments = compartment.iter().map(|name| read(name)).collect::<Outcome<_>>()?;
            let (controller, office) = (acts.controller().to_owned(), office.unwrap_or_else(|| OFFICE.to_owned()));
            let grants = vec![Grant { role, controller, office, compartments, until }];
            acts.submit(&instance.store, Command::RecordAccount { account: account.clone(), grants }).await?;
            password(&instance, &account).await?;
            instance.close().await;
            Ok(())
        }
        Account::Password { account, at } => renew(&at, &account).await,
    }
}

async fn renew(at: &At, account: &str) -> Outcome {
    let instance = Instance::open(at).await?;
    let view = instance.store.instance().await.map_err(Fail::wrong)?;
    if !view.accounts.contains_key(account) {
        return Err(Fail::wrong(format!("no account `{account}`")).help("`onward account grant` opens one"));
    }
    password(&instance, account).await?;
    instance.close().await;
    Ok(())
}

/// Sets a new password and prints it, once.
async fn password(instance: &Instance, account: &str) -> Outcome {
    let password = world::new_password();
    let hash = web::hash_password(&password, &world::salt()).map_err(Fail::wrong)?;
    instance.store.set_password(account, &hash).await.map_err(Fail::wrong)?;
    out::line(format!("{account}  {password}"));
    Ok(())
}

fn read(name: &str) -> Outcome<Compartment> {
    serde_json::from_value(name.into()).map_err(|_| {
        Fail::wrong(format!("`{name}` is no compartment"))
            .help("one of gbv, child, trafficking, asylum, health, sogi, biometric, shelter")
    })
}
