//! Where facts are kept: `submit` loads, decides, appends; rows of people, tokens and the outbox follow in the same
//! transaction; keys lie in a store of their own. SQLite by default, PostgreSQL for many servers.
//!
//! No rules here (they are `casework`'s) and no pages. Nothing is acknowledged before it is durable. At rest it shows how
//! many facts and rows there are, when facts were written and how long they are; not who or what they are about. What was
//! written by somebody else than this instance is not believed.
//! Next: [`Store`], then `writer` for the way of a command and `read` for that of a page.

mod beside;
mod config;
mod db;
mod derive;
mod entropy;
mod first;
mod history;
mod instance_key;
mod keys;
mod outbox;
mod read;
mod scope;
mod store;
mod verify;
mod writer;

pub use beside::{Attempts, Beside, Credential};
pub use config::{Config, Database};
pub use derive::DamagedRow;
pub use instance_key::InstanceKeyError;
pub use keys::KeyError;
pub use outbox::{Consumer, Entry, Topic};
pub use read::{Filter, Page, ReadError, Sight};
pub use store::{OpenError, Store};
pub use verify::{Differs, ExportError, Verified, VerifyError};
pub use writer::{Counters, ForgetError, Forgotten, Receipt, SubmitError, WriteError};
