//! Accounts, sessions and failed attempts, as the sign-in needs them.

use std::collections::HashMap;
use std::sync::Arc;

use casework::{Action, Actor, Command, Refusal};
use journal::Basis;
use model::{Date, Timestamp};
use store::{Attempts, Session};
use tokio::sync::Mutex;
use web::ports::accounts::TrialSignIn;
use web::ports::{Accounts, Attempt, PortError, Reply, StoredSession, TokenHash};

use super::unavailable;
use crate::instance::{Acts, GOVERNANCE, Instance, ROLES};

/// Names that are no accounts and are remembered at most; then the memory begins anew.
const STRANGERS: usize = 10_000;

/// The door to an instance.
pub struct Door {
    instance: Arc<Instance>,
    /// Attempts under names that are no accounts, so that they wait alike. One attempt is counted at a time.
    strangers: Mutex<HashMap<String, Attempts>>,
}

impl Door {
    pub fn new(instance: Arc<Instance>) -> Self {
        Self { instance, strangers: Mutex::default() }
    }

    async fn found(&self, account: &str) -> Result<Option<Actor>, PortError> {
        let view = self.instance.store.instance().await.map_err(unavailable)?;
        let grants = view.accounts.get(account).cloned();
        Ok(grants.map(|grants| Actor { account: account.to_owned(), grants }))
    }

    async fn count(&self, account: &str, now: Timestamp) -> Result<Attempt, PortError> {
        let mut strangers = self.strangers.lock().await;
        let credential = self.instance.store.credential(account).await.map_err(unavailable)?;
        let known = credential.is_some();
        let so_far =
            credential.map_or_else(|| strangers.get(account).copied().unwrap_or_default(), |known| known.attempts);
        let attempt = web::backoff::after(so_far.failures, so_far.last, now);
        if attempt != Attempt::Allowed {
            return Ok(attempt);
        }
        if known {
            self.instance.store.note_attempt(account, now).await.map_err(unavailable)?;
        } else {
            if strangers.len() >= STRANGERS {
                strangers.clear();
            }
            strangers.insert(account.to_owned(), Attempts { failures: so_far.failures.saturating_add(1), last: now });
        }
        Ok(attempt)
    }

    /// Writes down what an account did at the door. A name that is no account writes nothing: there is nobody to
    /// name, and a stranger could fill the journal.
    async fn note(&self, account: &str, command: Command) -> Result<(), PortError> {
        let view = self.instance.store.instance().await.map_err(unavailable)?;
        let schema = self.instance.schema_hash();
        let Ok(acts) = Acts::account(account, &view, schema, GOVERNANCE, Basis::LegalObligation) else {
            return Ok(());
        };
        self.instance.store.submit(acts.ctx("desk"), command).await.map(drop).map_err(unavailable)
    }
}

impl Accounts for Door {
    fn password_hash(&self, account: String) -> Reply<'_, Option<String>> {
        Box::pin(async move {
            let credential = self.instance.store.credential(&account).await.map_err(unavailable)?;
            Ok(credential.map(|credential| credential.password))
        })
    }

    fn actor(&self, account: String) -> Reply<'_, Option<Actor>> {
        Box::pin(async move { self.found(&account).await })
    }

    fn attempt(&self, account: String, now: Timestamp) -> Reply<'_, Attempt> {
        Box::pin(async move { self.count(&account, now).await })
    }

    fn signed_in(&self, account: String, _now: Timestamp) -> Reply<'_, ()> {
        Box::pin(async move {
            self.instance.store.clear_attempts(&account).await.map_err(unavailable)?;
            self.note(&account, Command::NoteSignIn { ok: true }).await
        })
    }

    fn failed(&self, account: String, _now: Timestamp) -> Reply<'_, ()> {
        Box::pin(async move { self.note(&account, Command::NoteSignIn { ok: false }).await })
    }

    fn refused(&self, account: String, action: Action, refusal: Refusal) -> Reply<'_, ()> {
        Box::pin(async move {
            let command = Command::NoteRefusal { action: action.code(), code: refusal.code() };
            self.note(&account, command).await
        })
    }

    fn keep_session(&self, session: StoredSession) -> Reply<'_, ()> {
        Box::pin(async move {
            let StoredSession { token, account, begun, seen } = session;
            let session = Session { account, began_at: begun, seen_at: seen };
            self.instance.store.keep_session(&token, &session).await.map_err(unavailable)
        })
    }

    fn session(&self, token: TokenHash) -> Reply<'_, Option<StoredSession>> {
        Box::pin(async move {
            let session = self.instance.store.session(&token).await.map_err(unavailable)?;
            Ok(session.map(|Session { account, began_at, seen_at }| StoredSession {
                token,
                account,
                begun: began_at,
                seen: seen_at,
            }))
        })
    }

    fn touch_session(&self, token: TokenHash, seen: Timestamp) -> Reply<'_, ()> {
        Box::pin(async move { self.instance.store.touch_session(&token, seen).await.map_err(unavailable) })
    }

    fn end_session(&self, token: TokenHash) -> Reply<'_, ()> {
        Box::pin(async move { self.instance.store.end_session(&token).await.map_err(unavailable) })
    }

    fn trial_sign_ins(&self, _today: Date) -> Reply<'_, Vec<TrialSignIn>> {
        Box::pin(async move {
            if !self.instance.is_trial() {
                return Ok(vec![]);
            }
            let view = self.instance.store.instance().await.map_err(unavailable)?;
            let there = ROLES.iter().filter(|(account, _)| view.accounts.contains_key(*account));
            let sign_in = |(account, role): &(&str, &str)| TrialSignIn {
                account: (*account).to_owned(),
                role: (*role).to_owned(),
            };
            Ok(there.map(sign_in).collect())
        })
    }
}
