//! `onward account`: grants and new passwords are proposed to a second person; one's own password is one's own.

use instance::{GOVERNANCE, OFFICE};
use journal::{Grant, Motion};
use model::Compartment;

use crate::acting::{acting, sign_in};
use crate::cli::{self, AccountVerb, AtArgs};
use crate::fail::{Fail, Outcome};
use crate::{open, out};

pub async fn run(verb: AccountVerb) -> Outcome {
    match verb {
        AccountVerb::Grant { account, role, office, compartment, until, reason, at, acting } => {
            let compartments = compartment.iter().map(|name| read(name)).collect::<Outcome<Vec<_>>>()?;
            let grant = |controller: &str| {
                let (controller, office) = (controller.to_owned(), office.clone().unwrap_or_else(|| OFFICE.to_owned()));
                Grant { role: role.clone(), controller, office, compartments, until }
            };
            let motion = |controller: &str| Motion::Account { account, grants: vec![grant(controller)] };
            propose(&at, &acting, &reason, motion).await
        }
        AccountVerb::Reset { account, reason, at, acting } => {
            propose(&at, &acting, &reason, |_| Motion::ResetPassword { account }).await
        }
        AccountVerb::Password { at, acting } => password(&at, &acting).await,
    }
}

/// Puts a motion before a second person, and prints the proposal.
async fn propose(at: &AtArgs, asked: &cli::ActingArgs, reason: &str, motion: impl FnOnce(&str) -> Motion) -> Outcome {
    let instance = open::instance(at).await?;
    let in_force = instance.in_force().await?;
    let acting = acting(asked, &instance, &in_force, GOVERNANCE, None).await?;
    let motion = motion(&acting.seat.controller);
    let proposed = instance.propose(&acting, motion, reason).await;
    instance.close().await;
    out::line(proposed?.to_string());
    out::say(
        "another person in another role approves it with `onward proposal approve`, and is shown the first half of \
              the start password; the second half is yours to hand over: `onward proposal half`",
    );
    Ok(())
}

async fn password(at: &AtArgs, asked: &cli::ActingArgs) -> Outcome {
    let account = asked.actor.as_deref().ok_or_else(|| Fail::wrong("`--as` names whose password it is"))?;
    let instance = open::instance(at).await?;
    let token = sign_in(&instance, account).await?;
    let session = instance.session(token).await?.ok_or_else(|| Fail::wrong("the session ended"))?;
    let old = crate::acting::secret("the old password once more: ")?;
    let new = crate::acting::secret("the new password: ")?;
    let changed = instance.change_password(&session, &old, &new).await?;
    let changed = changed.ok_or_else(|| Fail::wrong("account and password do not fit"))?;
    instance.end_session(changed).await?;
    instance.close().await;
    out::say("the password is changed; every other session of this account has ended");
    Ok(())
}

fn read(name: &str) -> Outcome<Compartment> {
    Compartment::of(name).ok_or_else(|| {
        let all = Compartment::ALL.map(Compartment::code).join(", ");
        Fail::wrong(format!("`{name}` is no compartment")).help(format!("one of {all}"))
    })
}
