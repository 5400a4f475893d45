//! `onward account`: grants and new passwords are proposed to a second person; one's own password is one's own.

use casework::InstanceView;
use instance::{OFFICE, grants_of};
use journal::{Grant, Motion};
use model::Compartment;

use super::proposal::propose;
use crate::acting::sign_in;
use crate::cli::{self, AccountVerb, AtArgs};
use crate::fail::{Fail, Outcome};
use crate::{open, out};

/// Who decides.
const DECIDED: &str = "another person in another role approves it with `onward proposal approve`";
/// Who decides, and how a start password is handed over.
const HALVES: &str = "another person in another role approves it with `onward proposal approve`, and is shown the first half \
    of the start password; the second half is yours to hand over: `onward proposal half`";

pub async fn run(verb: AccountVerb) -> Outcome {
    match verb {
        AccountVerb::Grant { account, asked, reason, at, acting } => {
            let compartments = asked.compartment.iter().map(|name| read(name)).collect::<Outcome<Vec<_>>>()?;
            let mut is_new = false;
            let motion = |view: &InstanceView, controller: &str| {
                is_new = view.accounts.get(&account).is_none_or(|there| there.credential == 0);
                let besides = asked.role.iter().map(|role| Grant {
                    role: role.clone(),
                    controller: controller.to_owned(),
                    office: asked.office.clone().unwrap_or_else(|| OFFICE.to_owned()),
                    compartments: compartments.clone(),
                    until: asked.until,
                });
                let grants = grants_of(view, (&account, controller), |_| !asked.instead, besides);
                if view.accounts.get(&account).is_some_and(|there| there.grants == grants) {
                    return Err(Fail::wrong(format!("`{account}` holds exactly this already")));
                }
                Ok(Motion::Account { account: account.clone(), grants })
            };
            propose(&at, &acting, &reason, motion).await?;
            out::say(if is_new { HALVES } else { DECIDED });
        }
        AccountVerb::Reset { account, reason, at, acting } => {
            propose(&at, &acting, &reason, |_, _| Ok(Motion::ResetPassword { account })).await?;
            out::say(HALVES);
        }
        AccountVerb::Password { at, acting } => password(&at, &acting).await?,
    }
    Ok(())
}

async fn password(at: &AtArgs, asked: &cli::ActingArgs) -> Outcome {
    let account = asked.actor.as_deref().ok_or_else(|| Fail::wrong("`--as` names whose password it is"))?;
    let instance = open::instance(at).await?;
    let (token, _) = sign_in(&instance, account, None).await?;
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
