//! What may be done, and what follows from what was done: commands, `decide`, views, authorisation.
//!
//! Pure: time, ids and what is on record come in, facts or a refusal go out. No SQL, no HTTP.
//! The way of a command: [`decide`] looks at who asks ([`authorise`]) and at what is on record ([`Record`]), and answers
//! with facts, or with what must be loaded first ([`Not`]); views fold them in. One file a family - [`access`],
//! [`instance`], [`person`], [`import`], [`pack`], [`two_people`], [`audit`] - holds its commands, how they are decided
//! and what its facts change. [`row`] turns views into what measures read.
//! Next: `store` (which loads what is asked for, calls `decide` and appends).

pub mod access;
mod actor;
mod audience;
pub mod audit;
mod authorise;
mod bounds;
mod case;
pub mod ctx;
mod decide;
mod fold;
pub mod import;
pub mod instance;
mod lives;
pub mod pack;
mod permit;
pub mod person;
mod places;
pub mod record;
pub mod refusal;
mod role;
pub mod row;
pub mod scope;
pub mod source;
pub mod submission;
pub mod two_people;
pub mod view;
mod world;

pub use access::AccessCommand;
pub use actor::{Actor, Seat};
pub use audience::{Audience, ListReader, sees_all};
pub use audit::AuditCommand;
pub use authorise::{
    Action, Occasion, authorise, governs, may_propose, opens, opens_wall, reads_behind, reads_itself, reads_kind,
    sees_no_case, shows,
};
pub use case::{RunningCase, RunsOn, UnreadableVersion, version_of, work_of};
pub use ctx::Ctx;
pub use decide::{Command, decide};
pub use import::ImportCommand;
pub use instance::InstanceCommand;
/// What an instance may hold, as [`Occasion`] asks.
pub use journal::Mode;
pub use lives::everybody_has;
pub use pack::{Impact, PackCommand};
pub use person::{Fields, PersonCommand, changes};
pub use places::{LinePast, LineState, NightCount, PlaceLine, Places, ahead, line_code, lines_past, nights_from};
pub use record::{
    CaseDesk, CaseMove, LineAsked, LinesAsked, MoveAsked, MoveStanding, PlaceAsked, RecordAsked, RecordCommand,
    RecordRights, StepAsked, SubmittedRecord,
};
pub use refusal::{Not, Refusal};
pub use role::Role;
pub use scope::Scope;
pub use submission::SubmissionCommand;
pub use two_people::{ProposalCommand, knows_of, may_approve, may_forget};
pub use view::{InstanceView, OwnerView, RecordView};
pub use world::{OnRecord, RecordedWorld};
