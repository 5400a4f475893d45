//! The command line as outside scripts see it: exit codes, one JSON document, nothing half-written.
#![cfg(test)]

mod adopt;
mod ask;
mod calls;
#[cfg(feature = "cluster")]
mod cluster;
mod import;
mod journal;
mod pack;
mod practices;
mod run;
mod second_person;
mod serving;
mod simulate;
mod uncounted;
