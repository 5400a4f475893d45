//! How an account proves to be itself, and how it changes that. A credential counts while its number is the one on record;
//! the next one is kept beside it before the fact is written, so that a crash in between locks nobody out. Whoever keeps
//! it claims the change first: of two at the same moment one is refused, and no password counts that nobody was told of.

use casework::view::Account;
use casework::{AccessCommand, Seat};
use journal::CredentialChange;
use store::{Beside, Credential};

use super::claim::logged;
use super::{OpenSession, Token};
use crate::password::hash_password;
use crate::{Acting, Fault, GOVERNANCE, Instance};

/// Where the credential of an account with a number is kept.
pub(crate) fn credential_name(account: &str, generation: u64) -> Vec<u8> {
    Credential::name(account, generation)
}

/// The command by which a change of a credential is written down.
fn noted(account: &str, generation: u64, change: CredentialChange) -> AccessCommand {
    AccessCommand::ChangeCredential { account: account.to_owned(), generation, change }
}

/// A credential with a password alone.
pub(crate) fn fresh_credential(password: &str, generation: u64, randomness: [u8; 32]) -> Result<Credential, Fault> {
    let salt = randomness.first_chunk().copied().unwrap_or_default();
    Ok(Credential { password: hash_password(password, salt)?, generation, factor: None, used: 0 })
}

impl Instance {
    /// The account and its credential, where both are there and belong together.
    pub(super) async fn credential(&self, account: &str) -> Result<(Option<Account>, Option<Credential>), Fault> {
        let there = self.store.instance().await?.accounts.get(account).cloned();
        // Where there is no such account, a credential is looked for all the same.
        let generation = there.as_ref().map_or(1, |there| there.credential);
        let name = credential_name(account, generation);
        let kept = self.store.kept::<Credential>(Beside::Credential, &name).await?;
        Ok((there, kept.filter(|kept| kept.generation == generation)))
    }

    /// The same, where this is the account's password.
    pub(super) async fn own_credential(
        &self,
        account: &str,
        password: &str,
    ) -> Result<(Account, Option<Credential>), Fault> {
        let knock = self.knock(account, None).await?;
        let (there, credential) = self.credential(account).await?;
        let there = there.ok_or_else(|| Fault::NoSeat(account.to_owned()))?;
        let counted = super::attempts::Knock { counted_as: format!("own\n{}", knock.counted_as), ..knock };
        if let Some(ready) = self.counts(&counted).await? {
            return Err(Fault::Wait(ready));
        }
        let stored = credential.as_ref().map(|credential| credential.password.clone());
        if !self.checker.matches(password.to_owned(), stored).await? {
            return Ok((there, None));
        }
        self.store.clear_attempts(&counted.counted_as).await?;
        Ok((there, credential))
    }

    /// Changes one's own password, where the old one is right. All other sessions of the account end; this one goes on
    /// under a new token, which is returned.
    pub async fn change_password(&self, session: &OpenSession, old: &str, new: &str) -> Result<Option<Token>, Fault> {
        let account = session.actor.account.as_str();
        let (there, Some(credential)) = self.own_credential(account, old).await? else { return Ok(None) };
        if old == new {
            return Err(Fault::Password);
        }
        let fresh = fresh_credential(new, 0, self.random())?;
        let changed = Credential { password: fresh.password, ..credential };
        self.change_own(session, &there, changed, CredentialChange::PasswordSet).await.map(Some)
    }

    /// Keeps a changed credential of one's own, and goes on under a new token.
    pub(super) async fn change_own(
        &self,
        session: &OpenSession,
        there: &Account,
        changed: Credential,
        change: CredentialChange,
    ) -> Result<Token, Fault> {
        let _one = self.door.lock().await;
        let account = session.actor.account.as_str();
        let generation = there.credential + 1;
        let acting = self.acting_as_themselves(session).await?;
        let claim = self.claim_change(account, generation).await?;
        let put = self.put_in_force(&acting, account, Credential { generation, ..changed }, change).await;
        self.give_back(claim).await;
        put?;
        logged(self.end_session(session.token).await);
        let browser = Token::draw(self.random());
        let token = self.begin_session(account, generation, browser).await?;
        if let Some(seat) = session.seat.clone() {
            logged(self.take_seat(token, seat).await);
        }
        Ok(token)
    }

    /// Keeps a credential, writes down that it counts, and takes the one before away. The change must be claimed.
    pub(super) async fn put_in_force(
        &self,
        acting: &Acting,
        account: &str,
        credential: Credential,
        change: CredentialChange,
    ) -> Result<(), Fault> {
        let generation = credential.generation;
        self.store.keep(Beside::Credential, &credential_name(account, generation), &credential).await?;
        self.submit(acting, noted(account, generation, change)).await?;
        let before = credential_name(account, generation.saturating_sub(1));
        logged(self.store.remove(Beside::Credential, &[before]).await.map_err(Fault::from));
        Ok(())
    }

    /// One's own credential is looked after in whatever seat one sits.
    async fn acting_as_themselves(&self, session: &OpenSession) -> Result<Acting, Fault> {
        let view = self.store.instance().await?;
        let seats = session.actor.seats();
        let seat: Option<&Seat> = session.seat.as_ref().or_else(|| seats.first());
        Acting::of(&view, &session.actor.account, seat, GOVERNANCE, None, self.now())
    }
}
