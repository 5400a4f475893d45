//! Where facts are kept: `submit` loads, decides, appends; views, search tokens and the outbox follow in the same
//! transaction; keys lie in a store of their own. SQLite by default, PostgreSQL for many servers.
//!
//! No rules here (they are `casework`'s) and no pages. Nothing is acknowledged before it is durable; nothing of a
//! person lies in the clear but opaque ids, offices and the facets that lists filter by.
//! Next: [`Store`], then `writer` for the way of a command and `read` for that of a page.

mod account;
mod config;
mod db;
mod derive;
mod entropy;
mod history;
mod instance_key;
mod keys;
mod outbox;
mod read;
mod scope;
mod store;
mod verify;
mod writer;

pub use account::{Attempts, Credential, Session};
pub use config::{Config, Database};
pub use derive::SealedViewError;
pub use instance_key::InstanceKeyError;
pub use keys::KeyError;
pub use outbox::{Entry, Topic};
pub use read::{Filter, Page, ReadError};
pub use store::{OpenError, Store};
pub use verify::{ExportError, Verified, VerifyError};
pub use writer::{Counters, ForgetError, Forgotten, Receipt, SubmitError, WriteError};
