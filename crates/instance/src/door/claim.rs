//! What is done by one alone, of all who try at the same moment in whatever process: a code is taken, a credential changed.
//! Of all who claim a name one is first. Who dies with a claim on a change holds it for some minutes and no longer. What
//! is left over is swept away.

use model::Timestamp;
use serde::{Deserialize, Serialize};
use store::Beside;

use crate::{Fault, Instance};

/// A change that is begun ends within this time, or its claim is over after it has passed twice.
const CHANGE: i64 = 60 * 1_000_000;

/// Whose a name is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptClaim {
    /// Drawn by whoever claims, to know their own claim again.
    by: [u8; 32],
    pub(super) at: Timestamp,
}

/// A claim on the next change of an account's credential.
pub(super) struct ChangeClaim(Vec<u8>);

impl Instance {
    /// Whether whoever asks is the first to claim a name.
    pub(super) async fn claims(&self, name: &[u8]) -> Result<bool, Fault> {
        let claim = KeptClaim { by: self.random(), at: self.now() };
        self.store.keep_first(Beside::Claim, name, &claim).await?;
        Ok(self.store.kept(Beside::Claim, name).await? == Some(claim))
    }

    /// Claims the change of an account's credential to a generation. Refused while somebody else is at it, and where that
    /// generation is not the next any more.
    pub(super) async fn claim_change(&self, account: &str, generation: u64) -> Result<ChangeClaim, Fault> {
        let span = self.now().0.div_euclid(CHANGE);
        let name = |span: i64| format!("change\n{account}\n{generation}\n{span}").into_bytes();
        let over = |span: i64| Timestamp((span + 2).saturating_mul(CHANGE));
        if !self.claims(&name(span)).await? {
            return Err(Fault::Wait(over(span)));
        }
        let claim = ChangeClaim(name(span));
        match self.is_free(account, generation, &name(span - 1), over(span - 1)).await {
            Ok(()) => Ok(claim),
            Err(fault) => {
                self.give_back(claim).await;
                Err(fault)
            }
        }
    }

    /// Nobody began just before, and nobody was quicker: whoever was has changed what is on record.
    async fn is_free(&self, account: &str, generation: u64, earlier: &[u8], ready: Timestamp) -> Result<(), Fault> {
        if self.store.kept::<KeptClaim>(Beside::Claim, earlier).await?.is_some() {
            return Err(Fault::Wait(ready));
        }
        let view = self.store.instance().await?;
        let is_next = view.accounts.get(account).is_some_and(|there| there.credential + 1 == generation);
        if is_next { Ok(()) } else { Err(casework::Refusal::Stale.into()) }
    }

    /// Gives a claim back once the change is on record or is none.
    pub(super) async fn give_back(&self, claim: ChangeClaim) {
        logged(self.store.remove(Beside::Claim, &[claim.0]).await.map_err(Fault::from));
    }
}

/// Tidying does not undo what is on record: where it fails, that is written into the log.
pub(super) fn logged(tidied: Result<(), Fault>) {
    if let Err(fault) = tidied {
        tracing::error!(fault = fault.in_full(), "what is over was not taken away");
    }
}
