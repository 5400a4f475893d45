//! The instance on a real record: SQLite in a temporary folder, a clock that the test moves, randomness that it hands in.
#![cfg(test)]

mod acting;
mod at_once;
mod deciding;
mod desk;
mod door;
mod dry_run;
mod govern;
mod import;
mod in_force;
mod kept_back;
mod lake;
mod records;
mod registering;
mod study;
mod versions;
mod world;
