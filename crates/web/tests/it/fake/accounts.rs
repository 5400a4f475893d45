//! An account for each role, all with one password; sessions and failures in memory.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use casework::{Action, Actor, Refusal};
use futures::FutureExt;
use futures::future::ready;
use model::{Date, Timestamp};
use web::ports::accounts::TrialSignIn;
use web::ports::{Accounts, Attempt, Reply, StoredSession, TokenHash};
use web::{backoff, hash_password};

/// The one password.
pub const PASSWORD: &str = "a long enough password";

/// Accounts and their roles.
pub const ACCOUNTS: [(&str, &str); 8] = [
    ("hanan", "HD"),
    ("carla", "CW"),
    ("sven", "SU"),
    ("ana", "AY"),
    ("paula", "PA"),
    ("omar", "OP"),
    ("deniz", "DP"),
    ("adil", "AD"),
];

static HASH: LazyLock<Option<String>> = LazyLock::new(|| hash_password(PASSWORD, b"0123456789abcdef").ok());

/// The book of accounts.
#[derive(Default)]
pub struct Book {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    sessions: HashMap<TokenHash, StoredSession>,
    failures: HashMap<String, (u32, Timestamp)>,
    refused: Vec<(String, Refusal)>,
}

impl Book {
    /// What was refused so far, and to whom.
    pub fn refused(&self) -> Vec<(String, Refusal)> {
        self.locked(|state| state.refused.clone())
    }

    /// How many sessions are kept.
    pub fn sessions(&self) -> usize {
        self.locked(|state| state.sessions.len())
    }

    fn locked<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn reply<T: Send + 'static>(&self, work: impl FnOnce(&mut State) -> T) -> Reply<'_, T> {
        ready(Ok(self.locked(work))).boxed()
    }
}

/// An actor with one grant, made from its text form: the room below `casework` is not this one's to name.
pub fn actor(account: &str, role: &str) -> Actor {
    let compartments: &[&str] = if role == "CW" { &["child"] } else { &[] };
    let grant = serde_json::json!({
        "role": role, "controller": "agency", "office": "north", "compartments": compartments, "until": null
    });
    Actor { account: account.into(), grants: serde_json::from_value(grant).into_iter().collect() }
}

impl Accounts for Book {
    fn password_hash(&self, account: String) -> Reply<'_, Option<String>> {
        let known = ACCOUNTS.iter().any(|(name, _)| *name == account);
        self.reply(move |_| HASH.clone().filter(|_| known))
    }

    fn actor(&self, account: String) -> Reply<'_, Option<Actor>> {
        self.reply(move |_| ACCOUNTS.iter().find(|(name, _)| *name == account).map(|(name, role)| actor(name, role)))
    }

    fn attempt(&self, account: String, now: Timestamp) -> Reply<'_, Attempt> {
        self.reply(move |state| {
            let (failures, last) = state.failures.get(&account).copied().unwrap_or((0, Timestamp(0)));
            let attempt = backoff::after(failures, last, now);
            if attempt == Attempt::Allowed {
                state.failures.insert(account, (failures + 1, now));
            }
            attempt
        })
    }

    fn signed_in(&self, account: String, _now: Timestamp) -> Reply<'_, ()> {
        self.reply(move |state| {
            state.failures.remove(&account);
        })
    }

    fn failed(&self, _account: String, _now: Timestamp) -> Reply<'_, ()> {
        self.reply(|_| ())
    }

    fn refused(&self, account: String, _action: Action, refusal: Refusal) -> Reply<'_, ()> {
        self.reply(move |state| state.refused.push((account, refusal)))
    }

    fn keep_session(&self, session: StoredSession) -> Reply<'_, ()> {
        self.reply(move |state| {
            state.sessions.insert(session.token, session);
        })
    }

    fn session(&self, token: TokenHash) -> Reply<'_, Option<StoredSession>> {
        self.reply(move |state| state.sessions.get(&token).cloned())
    }

    fn touch_session(&self, token: TokenHash, seen: Timestamp) -> Reply<'_, ()> {
        self.reply(move |state| {
            if let Some(session) = state.sessions.get_mut(&token) {
                session.seen = seen;
            }
        })
    }

    fn end_session(&self, token: TokenHash) -> Reply<'_, ()> {
        self.reply(move |state| {
            state.sessions.remove(&token);
        })
    }

    fn trial_sign_ins(&self, _today: Date) -> Reply<'_, Vec<TrialSignIn>> {
        let all = ACCOUNTS.map(|(account, role)| TrialSignIn { account: account.into(), role: role.into() });
        self.reply(move |_| all.to_vec())
    }
}
