//! What may be done, and what follows from what was done: commands, `decide`, `fold`, authorisation.
//!
//! Pure: time, ids and views come in, facts or a refusal go out. No SQL, no HTTP.
//! The way of a command: [`decide`] looks at who asks ([`authorise`]), at what is on record ([`View`]) and at the
//! schema, and answers with facts; `fold` makes the next view of them. [`row`] turns views into what measures read.
//! Next: `store` (which loads views, calls `decide` and appends).

mod authorise;
pub mod command;
pub mod ctx;
mod decide;
mod fold;
pub mod import;
pub mod refusal;
pub mod row;
pub mod scope;
pub mod view;

pub use authorise::{Action, Occasion, Role, authorise, may_propose, shows};
pub use command::{Command, Fields, Impact, PackFiles};
pub use ctx::{Actor, Ctx};
pub use decide::{changes, decide, may_approve, may_forget};
/// What an instance may hold, as [`Occasion`] asks.
pub use journal::Mode;
pub use refusal::Refusal;
pub use scope::Scope;
pub use view::{InstanceView, PersonView, View};
