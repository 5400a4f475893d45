//! Where facts are kept: `submit` loads, decides, appends; rows of people, tokens and the outbox follow in the same
//! transaction; keys lie in a store of their own. SQLite by default, PostgreSQL for many servers.
//!
//! No rules here (they are `casework`'s) and no pages. Nothing is acknowledged before it is durable. At rest it shows how
//! many facts and rows of each kind there are, when facts were written and how long they are; not who or what they are
//! about. What was written by somebody else than this instance is not believed.
//! Next: [`Store`], then `writer` for the way of a command and `store/read.rs` for that of a page.

mod beside;
mod cases;
mod config;
mod db;
mod derive;
mod entropy;
mod error;
mod first;
mod founding;
mod going;
mod head;
mod instance_key;
mod keys;
mod mirror;
mod missing;
mod outbox;
mod scope;
mod shared;
mod stood;
mod store;
mod sums;
mod traces;
mod verify;
mod writer;

pub use beside::{Beside, Credential};
pub use config::{Config, Database};
pub use derive::{Among, DamagedRow, RecordShelf};
pub use error::{ForgetError, ReadError, SubmitError, WriteError};
pub use instance_key::InstanceKeyError;
pub use keys::KeyError;
pub use missing::Lost;
pub use outbox::{Consumer, OutboxEntry, Topic};
pub use store::{
    Attempts, Filter, Forgotten, OpenError, Page, RecordsRead, Sight, Store, WorkCount, WorkElsewhere, WorkEntry,
    WorkFilter, WorkItem, WorkLists, WorkRead,
};
pub use traces::{Traces, YEARS as TRACE_YEARS};
pub use verify::{Differs, ExportError, Verified, VerifyError};
pub use writer::{Counters, Receipt};
