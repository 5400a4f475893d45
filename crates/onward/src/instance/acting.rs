//! Who acts from the command line, and why: `--as --purpose --basis`. Only a trial instance has defaults.

use casework::{Action, Actor, Command, Ctx, InstanceView, Occasion};
use journal::{Basis, Grant};
use model::{Clock, Id};
use packs::Source;
use store::Receipt;

use super::Instance;
use crate::cli::Acting;
use crate::fail::{Fail, Outcome};
use crate::world::SystemClock;

/// The purpose under which people are helped.
pub const ASSISTANCE: &str = "assistance";
/// The purpose under which measures are simulated.
pub const STUDY: &str = "study";
/// The purpose under which accounts, packs and erasure are looked after.
pub const GOVERNANCE: &str = "governance";
/// The office of the accounts that a new instance has.
pub const OFFICE: &str = "main";
/// The account that imports on a trial instance unless another is named.
pub const HELPDESK: &str = "helpdesk";

/// Somebody who acts on an instance, for one of its controllers, with a reason.
#[derive(Debug, Clone)]
pub struct Acts {
    actor: Actor,
    controller: String,
    office: String,
    purpose: String,
    basis: Basis,
    schema_hash: String,
}

impl Acts {
    /// From the three options; on a trial instance each has a default.
    pub fn of(options: &Acting, instance: &Instance, view: &InstanceView, default: (&str, &str)) -> Outcome<Self> {
        let (account, purpose) = default;
        let account = wanted(options.actor.as_deref(), account, "--as", instance)?;
        let purpose = wanted(options.purpose.as_deref(), purpose, "--purpose", instance)?;
        let basis = basis(wanted(options.basis.as_deref(), "public_interest", "--basis", instance)?)?;
        Self::account(account, view, instance.schema_hash(), purpose, basis)
    }

    /// An account of the instance, acting under its first grant that has not run out.
    pub fn account(
        account: &str,
        view: &InstanceView,
        schema_hash: String,
        purpose: &str,
        basis: Basis,
    ) -> Outcome<Self> {
        let today = SystemClock.now().day();
        let grants = view.accounts.get(account).cloned().unwrap_or_default();
        let live = |grant: &&Grant| grant.until.is_none_or(|until| today <= until);
        let Some(grant) = grants.iter().find(live).cloned() else {
            return Err(Fail::wrong(format!("no account `{account}` with a grant in force")));
        };
        let actor = Actor { account: account.to_owned(), grants };
        let Grant { controller, office, .. } = grant;
        Ok(Self { actor, controller, office, purpose: purpose.to_owned(), basis, schema_hash })
    }

    /// Whoever founds an instance, before anybody has an account there.
    pub fn founder(account: &str, controller: &str) -> Self {
        Self {
            actor: Actor { account: account.to_owned(), grants: vec![] },
            controller: controller.to_owned(),
            office: OFFICE.to_owned(),
            purpose: GOVERNANCE.to_owned(),
            basis: Basis::PublicInterest,
            schema_hash: Source::core().hash(),
        }
    }

    /// The circumstances of one command, now.
    pub fn ctx(&self, source: &str) -> Ctx {
        Ctx {
            actor: self.actor.clone(),
            controller: self.controller.clone(),
            office: self.office.clone(),
            purpose: self.purpose.clone(),
            basis: self.basis,
            source: source.to_owned(),
            now: SystemClock.now(),
            occurred_on: None,
            schema_hash: self.schema_hash.clone(),
            idempotency: None,
            device: None,
            batch: None,
        }
    }

    /// The same, as part of an import.
    pub fn ctx_in_batch(&self, source: &str, batch: Id, key: String) -> Ctx {
        Ctx { batch: Some(batch), idempotency: Some(key), ..self.ctx(source) }
    }

    /// Submits one command of this actor's own.
    pub async fn submit(&self, store: &store::Store, command: Command) -> Outcome<Receipt> {
        store.submit(self.ctx("desk"), command).await.map_err(Fail::wrong)
    }

    /// Whether this actor may see counts of the people on record: to simulate, or to put in force what they decide on.
    pub fn sees_counts(&self, instance: &Instance) -> bool {
        let occasion = Occasion {
            purpose: &self.purpose,
            controller: &self.controller,
            mode: instance.founded.mode,
            today: SystemClock.now().day(),
        };
        let may = |action| casework::authorise(&self.actor, action, &occasion).is_ok();
        may(Action::Simulate) || may(Action::InstallPack)
    }

    /// Whose data this actor writes.
    pub fn controller(&self) -> &str {
        &self.controller
    }
}

fn wanted<'a>(given: Option<&'a str>, default: &'a str, option: &str, instance: &Instance) -> Outcome<&'a str> {
    match given {
        Some(given) => Ok(given),
        None if instance.is_trial() => Ok(default),
        None => {
            Err(Fail::wrong(format!("`{option}` is missing")).help("on a live instance every write says who and why"))
        }
    }
}

fn basis(text: &str) -> Outcome<Basis> {
    let quoted = serde_json::Value::from(text);
    serde_json::from_value(quoted).map_err(|_| {
        Fail::wrong(format!("`{text}` is no legal basis"))
            .help("one of consent, vital_interest, public_interest, legitimate_interest, contract, legal_obligation")
    })
}
