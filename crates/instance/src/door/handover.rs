//! A password that two people hand over: who approved an account, or that its password is made anew, is shown one half of
//! a start password, who proposed it the other, each once. Neither can sign in with it; whoever gets both changes it first
//! of all.

use casework::view::ProposalEnd;
use journal::{CredentialChange, Motion};
use model::Id;
use serde::{Deserialize, Serialize};
use store::{Beside, Credential};

use super::fresh_credential;
use crate::{Acting, Fault, Instance};

/// Letters of a half: 60 bits.
const HALF: usize = 12;

/// What one of two people has still to hand over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KeptHalf {
    /// Who is to hand it over.
    by: String,
    /// To whom.
    account: String,
    half: String,
}

/// A start password: 24 letters and digits that are hard to confuse, some 118 bits.
pub(crate) fn start_password(randomness: [u8; 32]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).map(|letter| char::from(*letter));
    randomness.iter().take(2 * HALF).filter_map(letter).collect()
}

impl Instance {
    /// Makes the start password of an account for which a proposal was carried out, and gives the first half to who
    /// approved it; the second waits for who made the proposal. Nothing where the proposal gives no password, or not any
    /// more, or to somebody else.
    pub async fn first_half(&self, acting: &Acting, proposal: Id) -> Result<Option<String>, Fault> {
        let _one = self.door.lock().await;
        let view = self.store.instance().await?;
        let Some(made) = view.proposals.get(&proposal).filter(|made| made.end == Some(ProposalEnd::CarriedOut)) else {
            return Ok(None);
        };
        let (Motion::Account { account, .. } | Motion::ResetPassword { account }) = &made.motion else {
            return Ok(None);
        };
        let there = view.accounts.get(account).filter(|there| there.reset_by(&acting.actor.account));
        let Some(there) = there else { return Ok(None) };
        let (password, generation) = (start_password(self.random()), there.credential + 1);
        let (first, second) = password.split_at_checked(HALF).unwrap_or_default();
        let kept = KeptHalf { by: made.by.clone(), account: account.clone(), half: second.to_owned() };
        let credential = fresh_credential(&password, generation, self.random())?;
        let claim = self.claim_change(account, generation).await?;
        let given = self.give(acting, proposal, kept, credential).await;
        self.give_back(claim).await;
        given.map(|()| Some(first.to_owned()))
    }

    /// Keeps the second half, and puts the password in force.
    async fn give(&self, acting: &Acting, proposal: Id, kept: KeptHalf, credential: Credential) -> Result<(), Fault> {
        self.store.keep(Beside::Handover, &proposal.0, &kept).await?;
        self.put_in_force(acting, &kept.account, credential, CredentialChange::PasswordReset).await
    }

    /// Whether the second half of a proposal's start password waits for an account.
    pub async fn has_second_half(&self, acting: &Acting, proposal: Id) -> Result<bool, Fault> {
        let kept = self.store.kept::<KeptHalf>(Beside::Handover, &proposal.0).await?;
        Ok(kept.is_some_and(|kept| kept.by == acting.actor.account))
    }

    /// The second half of a start password, once, for who made the proposal: the account, and the half.
    pub async fn second_half(&self, acting: &Acting, proposal: Id) -> Result<Option<(String, String)>, Fault> {
        let is_theirs = self.has_second_half(acting, proposal).await?;
        // Of requests at the same moment one takes it; it is read after that, for who took it before removed it.
        if !is_theirs || !self.claims(&[b"half\n", &proposal.0[..]].concat()).await? {
            return Ok(None);
        }
        let kept = self.store.kept::<KeptHalf>(Beside::Handover, &proposal.0).await?;
        let Some(kept) = kept else { return Ok(None) };
        self.store.remove(Beside::Handover, &[proposal.0.to_vec()]).await?;
        Ok(Some((kept.account, kept.half)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_password_is_long_and_of_letters_that_are_hard_to_confuse() {
        let password = start_password(std::array::from_fn(|byte| u8::try_from(byte * 8 % 256).unwrap()));
        assert_eq!(password.len(), 24);
        assert!(password.chars().all(|letter| letter.is_ascii_alphanumeric() && !"lo01".contains(letter)));
    }
}
