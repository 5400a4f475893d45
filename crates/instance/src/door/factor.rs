//! The second factor: a code that changes every half minute (RFC 6238), from an application that needs no network. Each
//! code is taken once. It is set up with the password at hand, and proven by a first code before it counts.

use casework::view::Account;
use journal::CredentialChange;
use store::{Beside, Credential};
use totp_rs::{Builder, Totp};

use super::{OpenSession, Token, credential_name};
use crate::{Fault, Instance};

/// How long one code stands, in seconds.
pub const FACTOR_STEP: u64 = 30;

/// A second factor that is about to be set up.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// For typing into an application.
    pub secret: String,
    /// For a picture that an application reads.
    pub address: String,
}

/// A secret is never written into a log.
impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment")
    }
}

impl Instance {
    /// What an application needs to show codes for an account: the same as long as the session lasts, so that a page
    /// drawn twice shows the same.
    pub fn enrolment(&self, session: &OpenSession) -> Result<Enrolment, Fault> {
        let totp = self.totp(&session.actor.account, secret(session))?;
        let address = totp.to_url().map_err(|error| Fault::failed(error.to_string()))?;
        Ok(Enrolment { secret: totp.secret().to_base32(), address })
    }

    /// Sets the second factor up, where the password is right and an application shows the right code.
    pub async fn add_factor(&self, session: &OpenSession, password: &str, code: &str) -> Result<Option<Token>, Fault> {
        let account = session.actor.account.as_str();
        let secret = secret(session);
        let (there, Some(credential)) = self.own_credential(account, password).await? else { return Ok(None) };
        let Some(step) = self.totp(account, secret.clone())?.check(code.trim(), self.seconds()) else {
            return Ok(None);
        };
        let changed = Credential { factor: Some(secret), used: step, ..credential };
        self.change_own(session, &there, changed, CredentialChange::FactorAdded).await.map(Some)
    }

    /// Takes the second factor away, where the password and a code are right.
    pub async fn remove_factor(
        &self,
        session: &OpenSession,
        password: &str,
        code: &str,
    ) -> Result<Option<Token>, Fault> {
        let account = session.actor.account.as_str();
        let (there, Some(credential)) = self.own_credential(account, password).await? else { return Ok(None) };
        if !self.takes_code(account, &there, code).await? {
            return Ok(None);
        }
        let changed = Credential { factor: None, used: 0, ..credential };
        self.change_own(session, &there, changed, CredentialChange::FactorRemoved).await.map(Some)
    }

    /// Whether a code is the one that the account's application shows, and was not taken before.
    pub(super) async fn takes_code(&self, account: &str, there: &Account, code: &str) -> Result<bool, Fault> {
        let generation = there.credential;
        let name = credential_name(account, generation);
        let Some(credential) = self.store.kept::<Credential>(Beside::Credential, &name).await? else {
            return Ok(false);
        };
        let Some(secret) = credential.factor.clone() else { return Ok(false) };
        let step = self.totp(account, secret)?.check(code.trim(), self.seconds());
        let Some(step) = step.filter(|step| *step > credential.used) else { return Ok(false) };
        self.claims(format!("code\n{account}\n{generation}\n{step}").as_bytes()).await
    }

    fn totp(&self, account: &str, secret: Vec<u8>) -> Result<Totp, Fault> {
        let named = self.founded.name.replace(':', " ");
        let totp = Builder::new()
            .with_secret(secret)
            .with_step_duration(FACTOR_STEP)
            .with_account_name(account.replace(':', " "))
            .with_issuer(Some(named));
        totp.build().map_err(|error| Fault::failed(error.to_string()))
    }

    fn seconds(&self) -> u64 {
        u64::try_from(self.now().0 / 1_000_000).unwrap_or_default()
    }
}

/// 160 bits that only this session knows until they are kept.
fn secret(session: &OpenSession) -> Vec<u8> {
    session.token.derive("onward second factor").iter().take(20).copied().collect()
}
