//! What may be done, and what follows from what was done: commands, `decide`, `fold`, authorisation.
//!
//! Pure: time, ids and views come in, facts or a refusal go out. No SQL, no HTTP.
//! Next: `store` (which loads views, calls `decide` and appends).

pub mod command;
pub mod ctx;
pub mod refusal;
pub mod scope;
pub mod view;

pub use command::{Command, Fields};
pub use ctx::{Actor, Ctx};
pub use refusal::Refusal;
pub use scope::Scope;
pub use view::{InstanceView, PersonView, View};
