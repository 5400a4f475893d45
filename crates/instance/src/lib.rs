//! An instance as its users meet it: what pages and command line do, in one place and one way.
//!
//! Opening and founding, the packs in force, who acts and why, the door, the desk (reading people, and writing down that
//! they were read), the study of measures, changes of packs, what takes two people, imports. No SQL, no page, no words
//! for people: faults and refusals carry what a page makes sentences of.
//! Next: [`Instance`], then the file of a use case.
#![warn(missing_docs)]

mod acting;
mod answers;
mod brake;
mod braked;
mod cases;
pub mod change;
mod counted;
pub mod desk;
pub mod door;
mod fault;
mod former;
mod found;
mod govern;
mod houses;
pub mod import;
mod in_force;
mod lake;
mod loaded;
mod noting;
mod open;
mod password;
mod people_file;
mod portal;
mod private;
mod register;
mod remedy;
pub mod study;
mod views;

pub use acting::{ASSISTANCE, Acting, GOVERNANCE, OFFICE, STUDY, purpose_of};
pub use answers::{Answered, Answers, ComputedText, Step, Unanswered, answers_of_described};
pub use change::{PackChange, RunningCases, out_of_sight};
pub use fault::{Cause, Fault};
pub use found::{BEHIND_WALLS, FirstSignIn, Founding, FreshInstance, ROLES, found, grant};
pub use govern::{Forgetting, VoteOutcome, grants_of};
pub use in_force::{CORE, InForce};
pub use open::{Instance, Random, config};
pub use people_file::{PeopleFileError, check_people};
pub use portal::{Draft, KeptCode, PortalForm, RequestStatus, SaidByForm, SentRequest, portal_forms};
pub use private::private_file;
pub use remedy::Remedy;
pub use views::{RebuiltViews, rebuild_views};

/// Counts of real people below this are withheld.
pub const THRESHOLD: u64 = 10;
